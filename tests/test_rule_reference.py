"""Guards against a reference that lags behind the rules, and a Chinese page with English left in it."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from extractor.ruleset.folders import FILES
from extractor.ruleset.schemas import MODELS

SCRIPTS = Path(__file__).parent.parent / "scripts"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPTS / "rule_reference.py"))


def page(script: dict[str, Any], language: str) -> str:
    path: Path = script["PAGES"][language]
    return path.read_text(encoding="utf-8")


def test_both_pages_are_those_of_the_schemas(script: dict[str, Any]) -> None:
    stale = "stale: run .venv/bin/python scripts/rule_reference.py"
    assert page(script, "en") == script["reference"](script["Language"]()), stale
    assert page(script, "zh") == script["reference"](script["chinese"]()), stale


def test_every_text_has_its_chinese_and_no_chinese_is_left_over(script: dict[str, Any]) -> None:
    chinese = script["chinese"]()
    script["reference"](chinese)
    assert sorted(chinese.missing) == [], "write its Chinese into scripts/rule_reference.zh.yaml"
    assert sorted({*chinese.words, *chinese.descriptions} - chinese.used) == [], "no text any more: remove it"


def test_a_text_without_its_chinese_is_noticed(script: dict[str, Any]) -> None:
    known = script["chinese"]()
    fewer = {english: told for english, told in known.descriptions.items() if english != "Name of the rule set."}
    language = script["Language"](known.words, fewer)
    script["reference"](language)
    assert language.missing == {"Name of the rule set."}


def test_the_chinese_keeps_what_is_not_english(script: dict[str, Any]) -> None:
    """A translation that drops a placeholder, a key or an example is no translation."""
    known = script["chinese"]()
    for english, told in {**known.words, **known.descriptions}.items():
        for kept in (r"\{\d?\}", r"`[a-z_]+`", "[一-鿿]+(?=[.;,])"):
            pieces = [piece for piece in re.findall(kept, english) if piece not in ("中文",)]
            assert [piece for piece in pieces if piece not in told] == [], english


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_key_of_every_entry_has_its_row(script: dict[str, Any], language: str) -> None:
    sections = re.split(r"^## ", page(script, language), flags=re.MULTILINE)[1:]
    assert [section.partition("\n")[0] for section in sections][: len(FILES)] == list(FILES)
    for section, model in zip(sections, MODELS.values(), strict=True):
        schema = model.model_json_schema()
        expected = [*schema["properties"]]
        for entry in schema.get("$defs", {}).values():
            expected += entry["properties"]
        assert sorted(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == sorted(expected)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_of_an_entry_can_be_found(script: dict[str, Any], language: str) -> None:
    """Every link inside the page leads to one heading."""
    text = page(script, language)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    links = set(re.findall(r"\]\(#([\w-]+)\)", text))
    assert len(links) > 10
    assert [link for link in links if headings.count(link) != 1] == []


ROWS = [
    # what is written of a key, in words a reader of YAML knows
    "| `alone` | true or false |  | `false` |",
    "| `factor` | text |  | `1` |",
    "| `span` | a whole number from 1 on |  | `1` |",
    "| `bound` | one of `exact`, `at_least`, `at_most`, `about` | yes |  |",
    "| `words` | a list of texts | yes, if there is no `adds` or `removes` |  |",
    "| `examples` | a list of entries: [examples](#examples), at least 2 | yes |  |",
    "| `ranges` | pairs of text and an entry: [ranges](#ranges) |  |  |",
    "| `years` | pairs of text and a number of years or `N`, with its sign | yes |  |",
    r"| `templates` | a list of texts | yes |  | Shapes around {number}: \<wording>, [optional], (a\|b), {gap}; ",
]


@pytest.mark.parametrize("row", ROWS)
def test_a_key_is_told_in_plain_words(script: dict[str, Any], row: str) -> None:
    assert row in page(script, "en")
