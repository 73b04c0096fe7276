"""Writes docs/rule-reference.md and its Chinese twin: every key of every rule file, from the schemas.

Run it when the models or the rules have changed::

    .venv/bin/python scripts/rule_reference.py

The Chinese of every text is in rule_reference.zh.yaml, under the English it stands for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from extractor.ruleset.folders import FILES, INDICATORS, shipped_rules
from extractor.ruleset.schemas import MODELS
from extractor.ruleset.yamlnodes import plain, read_nodes

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"en": ROOT / "docs" / "rule-reference.md", "zh": ROOT / "docs" / "rule-reference.zh-CN.md"}
CHINESE = Path(__file__).resolve().parent / "rule_reference.zh.yaml"

Schema = Mapping[str, Any]

_HEADS = ("key", "what to write", "required", "if left out", "meaning", "in the shipped rules")
_LONGEST_EXAMPLE, _LONGEST_LIST = 60, 30

# The patterns of texts that are told in words, as one of them and as several.
_PATTERNS = {
    "^[a-z][a-z0-9_]*$": ("an id", "ids"),
    r"^[+-]?\d+$": ("a number of years, with its sign",) * 2,
    r"^[+-]?(\d+|N)$": ("a number of years or `N`, with its sign",) * 2,
    "^(year|end|H[12]|Q[1-4]|(0[1-9]|1[0-2])(/(0[1-9]|1[0-2]))?)$": ("`year`, `end`, `H1`, `Q3`, `09` or `01/09`",) * 2,
}


@dataclass(frozen=True, slots=True)
class Language:
    """What a page says its texts in; ``used`` gathers the texts, ``missing`` those it has no words for."""

    words: Mapping[str, str] | None = None
    descriptions: Mapping[str, str] | None = None
    used: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)

    def say(self, text: str, *parts: object) -> str:
        """One of the script's own texts, its gaps filled: ``say("one of {}", "`a`, `b`")``."""
        return self._told(text, self.words).format(*parts)

    def describe(self, text: str) -> str:
        """A description of the schemas: 官方名称 for Official name."""
        return self._told(text, self.descriptions)

    def _told(self, text: str, known: Mapping[str, str] | None) -> str:
        self.used.add(text)
        if known is None:
            return text
        if text not in known:
            self.missing.add(text)
        return known.get(text, text)


def chinese() -> Language:
    """The Chinese, as it is written beside this script."""
    return Language(**yaml.safe_load(CHINESE.read_text(encoding="utf-8")))


def reference(language: Language) -> str:
    """The whole page in a language: a section a file, a table an entry, a row a key."""
    say = language.say
    lines = [
        f"# {say('Rule reference')}",
        say("[中文](rule-reference.zh-CN.md)"),
        say(
            "Every file of a rule set, what may stand in it, and what each key means; written by"
            " `scripts/rule_reference.py` from the schemas. How to write rules is told in the [guide](rules.md)."
        ),
        say(
            "A key that is required must be there wherever its entry is; in a folder laid over the shipped rules a file"
            " holds any of its own keys. Examples are taken from the shipped rules and may be cut short (…)."
        ),
        say("An id is written in small letters, digits and `_`, and begins with a letter."),
    ]
    for name, model in MODELS.items():
        schema = model.model_json_schema()
        found: dict[str, list[Schema]] = {}
        for file in _shipped(name):
            _gather(schema, schema, name, file, found)
        lines += _file_section(schema, name, found, language)
    return "\n\n".join(lines) + "\n"


def main() -> None:
    """Write both pages over those that are there."""
    PAGES["en"].write_text(reference(Language()), encoding="utf-8")
    PAGES["zh"].write_text(reference(chinese()), encoding="utf-8")


def _file_section(schema: Schema, name: str, found: Mapping[str, list[Schema]], language: Language) -> Iterator[str]:
    told = language.describe(schema["description"]).replace("``", "`").replace("：", ": ", 1)
    file, _, said = told.partition(": ")
    yield f"## {file.strip('`')}"
    yield _escaped(said[:1].upper() + said[1:])
    yield _table(schema, found[name], language)
    for key, entry in _entries(schema, schema):
        yield f"### {key}"
        shape = schema["$defs"][entry]
        yield _escaped(language.describe(shape["description"]).replace("``", "`"))
        yield _table(shape, found[entry], language)


def _entries(schema: Schema, shape: Schema) -> Iterator[tuple[str, str]]:
    """The entries below a mapping, each behind the one it stands in: examples of indicators, records of examples."""
    for key, value in shape["properties"].items():
        entry = _entry_of(value)
        if entry:
            yield key, entry
            yield from _entries(schema, schema["$defs"][entry])


def _entry_of(value: Schema) -> str | None:
    """The name of the entry that a value is, holds in a list, or in pairs."""
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    inner = value.get("items") or value.get("additionalProperties") or _only(value.get("patternProperties"))
    return _entry_of(inner) if isinstance(inner, Mapping) else None


def _only(patterns: Mapping[str, Schema] | None) -> Schema | None:
    return next(iter(patterns.values())) if patterns else None


def _table(shape: Schema, found: list[Schema], language: Language) -> str:
    rows = [[language.say(head) for head in _HEADS]]
    for key, value in shape["properties"].items():
        rows.append(
            [
                f"`{key}`",
                _kind(key, value, language),
                _required(key, shape, language),
                _default(value),
                _escaped(language.describe(value["description"])),
                next((f"`{shown}`" for one in found if key in one and (shown := _example(value, one[key]))), ""),
            ]
        )
    head, *lines = ("| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows)
    return "\n".join([head, "|---" * len(_HEADS) + "|", *lines])


def _kind(key: str, value: Schema, language: Language, several: bool = False) -> str:
    """What to write for a key, in words: a list of texts, one of `exact`, `about`."""
    say = language.say
    choices = [choice for choice in value.get("anyOf", [value]) if choice.get("type") != "null"]
    shape = choices[0]
    if "$ref" in shape:
        return say("entries: [{0}](#{0})" if several else "an entry: [{0}](#{0})", key)
    if "enum" in shape:
        return say("any of {}" if several else "one of {}", ", ".join(f"`{word}`" for word in shape["enum"]))
    if "pattern" in shape:
        return say(_PATTERNS[shape["pattern"]][several])
    if shape["type"] == "array":
        told = say("a list of {}", _kind(key, shape["items"], language, several=True))
        return say("{}, at least {}", told, shape["minItems"]) if "minItems" in shape else told
    if shape["type"] == "object":
        ids = "patternProperties" in shape
        inner = _only(shape["patternProperties"]) if ids else shape["additionalProperties"]
        assert inner is not None
        return say("pairs of {} and {}", say("an id" if ids else "text"), _kind(key, inner, language))
    if "minimum" in shape:
        return say("a whole number from {} on", shape["minimum"])
    words = {"boolean": "true or false", "integer": "a whole number", "number": "a number", "string": "text"}
    return say("texts" if several and shape["type"] == "string" else words[shape["type"]])


def _required(key: str, shape: Schema, language: Language) -> str:
    if key in shape.get("required", ()):
        return language.say("yes")
    if "anyOf" not in shape or key not in shape["anyOf"][0]["required"]:
        return ""
    others = [f"`{name}`" for choice in shape["anyOf"][1:] for name in choice["required"]]
    return language.say("yes, if there is no {}", language.say(" or ").join(others))


def _default(value: Schema) -> str:
    default = value.get("default")
    return "" if default in (None, [], {}) else f"`{json.dumps(default) if default is False else default}`"


def _example(value: Schema, written: Any) -> str:
    """A value of the shipped rules on one line; nothing for entries, which have tables of their own, or if long."""
    if _entry_of(value) or "`" in str(written):
        return ""
    shown = _flow(value, written)
    return shown if len(shown) <= _LONGEST_EXAMPLE else ""


def _flow(value: Schema, written: Any) -> str:
    if isinstance(written, str):
        choices = [choice.get("type") for choice in value.get("anyOf", [value])]
        typed = "boolean" in choices or "integer" in choices or "number" in choices
        return written if typed or _is_plain(written) else json.dumps(written, ensure_ascii=False)
    inner = value.get("items") or value.get("additionalProperties") or _only(value.get("patternProperties")) or {}
    if isinstance(written, list):
        return "[" + _cut([_flow(inner, item) for item in written]) + "]"
    pairs = [f"{_flow({}, key)}: {_flow(inner, item)}" for key, item in written.items()]
    return "{" + _cut(pairs) + "}"


def _cut(items: list[str]) -> str:
    """As many items as fit, and a mark where there are more."""
    shown = items[:1]
    for item in items[1:]:
        if len(", ".join([*shown, item])) > _LONGEST_LIST:
            return ", ".join([*shown, "…"])
        shown.append(item)
    return ", ".join(shown)


def _is_plain(text: str) -> bool:
    """Whether a text stands for itself in a list of YAML: 亩 does, "%" and 5 do not."""
    try:
        return bool(yaml.safe_load(f"[{text}]") == [text])
    except yaml.YAMLError:
        return False


def _escaped(text: str) -> str:
    return text.replace("<", r"\<")


def _shipped(name: str) -> Iterator[Any]:
    """The shipped files of a schema, as lists and pairs of text."""
    file = f"{name}.yaml"
    for path in [shipped_rules() / file] if file in FILES else sorted((shipped_rules() / INDICATORS).glob("*.yaml")):
        root, _ = read_nodes(path.name, path.read_bytes())
        assert root is not None
        yield plain(root)


def _gather(schema: Schema, shape: Schema, name: str, written: Any, found: dict[str, list[Schema]]) -> None:
    """Every entry that is written below, by its name, in the order of the file."""
    found.setdefault(name, []).append(written)
    for key, value in shape["properties"].items():
        entry = _entry_of(value)
        if not entry:
            continue
        found.setdefault(entry, [])
        below = written.get(key, [])
        single = "$ref" in value
        items = [below] if single and below else below.values() if isinstance(below, dict) else below
        for item in items:
            _gather(schema, schema["$defs"][entry], entry, item, found)


if __name__ == "__main__":
    main()
