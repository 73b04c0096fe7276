"""What is wrong where YAML cannot be read at all, in words for the person who wrote it.

The parser names the place where it gave up, in its own terms. The usual slips are told from that place and
its line: a full-width colon, a missing space, a percent sign without quotes, a quote that is never closed.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.reader import Reader

from extractor.problems import Problem

_WIDE_COLON = re.compile(r"^\s*(?:- )?[^\s:：\"'#]+(：)")
_TIGHT_COLON = re.compile(r"^\s*(?:- +)?[a-z_]+(:)[^\s:]")
_WIDE_IN_BRACKETS = re.compile("[，：]")


def yaml_lines(text: str) -> list[str]:
    """The lines as YAML counts them, with an empty one behind the last, where the end of the file may be."""
    return [*re.split("[\\n\\r\x85\u2028\u2029]", text), ""]


def explain_broken_yaml(path: str, text: str, error: yaml.YAMLError) -> Problem:
    """The problem behind a parser's error: ``name：亩`` is a full-width colon where ``:`` is meant."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _control_character(path, text)
    said = error.problem or "broken"
    context = error.context or ""
    here: Any = error.problem_mark or error.context_mark
    opening: Any = error.context_mark or here
    lines = yaml_lines(text)
    if "cannot start any token" in said:
        return _at(path, here, f"text that starts with `{_char(lines, here)}` needs quotes")
    if "quoted scalar" in context:
        if "escape" in said:
            return _at(path, opening, "a backslash in double quotes; put text with a backslash in single quotes")
        return _at(path, opening, f"the quote `{_char(lines, opening)}` opened here is never closed")
    if "an alias" in context or "an anchor" in context or "a tag" in context:
        return _at(path, opening, f"text that starts with `{_char(lines, opening)}` needs quotes")
    if "could not find expected ':'" in said:
        return _line_without_colon(path, lines, opening.line)
    if "mapping values are not allowed" in said:
        return _second_colon(path, lines, here)
    if "mapping keys are not allowed" in said:
        return _at(path, here, "text that starts with `?` needs quotes")
    if "<document start>" in said:
        return _at(path, here, "text after the end of the keys (`...`); one file holds one group of keys")
    if "node content" in said and _char(lines, here):
        return _at(
            path,
            here,
            f"`{_char(lines, here)}` where a value is expected; text that starts with it needs quotes",
        )
    if "node content" in said:
        return _at(path, here, "the file ends inside brackets; a closing `]` or `}` is missing")
    if "entries are not allowed" in said:
        return _at(path, here, "a list item cannot start here; begin the list on a line of its own, or quote the `-`")
    if "flow" in context:
        return _unfinished_brackets(path, lines, opening, here)
    if "expected" in said and "block" in context:
        return _misaligned(path, lines, opening, here)
    return _at(path, here, f"not valid YAML: {said}")


def _control_character(path: str, text: str) -> Problem:
    match = Reader.NON_PRINTABLE.search(text)
    if match is None:
        return Problem(path, 0, 0, "bad-yaml", "not valid YAML")
    line, column = _line_and_column(text, match.start())
    return Problem(path, line, column, "bad-yaml", f"control character U+{ord(match[0]):04X}; remove it")


def _line_without_colon(path: str, lines: list[str], number: int) -> Problem:
    line = lines[number]
    return _colon_slip(path, line, number) or Problem(
        path, number + 1, _indent(line) + 1, "bad-yaml", f"expected `key: value`, found `{_clipped(line)}`"
    )


def _second_colon(path: str, lines: list[str], here: Any) -> Problem:
    line = lines[here.line]
    if ": " in line[: here.column]:
        return _at(path, here, "a second colon on the line; text with a colon and a space in it needs quotes")
    before = next((n for n in range(here.line - 1, -1, -1) if lines[n].strip()), None)
    slip = None if before is None else _colon_slip(path, lines[before], before)
    if slip:
        return slip
    said = "indented deeper than the line before, which has its value already; align the keys of one entry"
    return Problem(path, here.line + 1, _indent(line) + 1, "bad-yaml", said)


def _colon_slip(path: str, line: str, number: int) -> Problem | None:
    wide = _WIDE_COLON.match(line)
    if wide:
        said = "full-width colon; write `: ` (ASCII, with a space behind it) after a key"
        return Problem(path, number + 1, wide.start(1) + 1, "full-width", said)
    tight = _TIGHT_COLON.match(line)
    if tight:
        return Problem(path, number + 1, tight.start(1) + 1, "bad-yaml", "a space is missing after the colon")
    return None


def _unfinished_brackets(path: str, lines: list[str], opening: Any, here: Any) -> Problem:
    line = lines[opening.line]
    wide = _WIDE_IN_BRACKETS.search(line, opening.column)
    if wide:
        name, ascii_mark = ("comma", ",") if wide[0] == "，" else ("colon", ":")
        said = f"full-width {name} between brackets; write `{ascii_mark} `, or quote the text it belongs to"
        return Problem(path, opening.line + 1, wide.start() + 1, "full-width", said)
    bracket = _char(lines, opening)
    return _at(
        path,
        opening,
        f"the `{bracket}` opened here is not closed, or a comma is missing by line {here.line + 1}",
    )


def _misaligned(path: str, lines: list[str], opening: Any, here: Any) -> Problem:
    before = lines[here.line][: here.column].rstrip() if here.line < len(lines) else ""
    if before.endswith(('"', "'")):
        quote = before[-1]
        return _at(
            path,
            here,
            f"text goes on after the closing `{quote}`; quote the whole text, with the other quote",
        )
    said = f"not aligned with the entry it belongs to (line {opening.line + 1}, column {opening.column + 1})"
    return _at(path, here, said + "; entries of one list or group start in the same column")


def _at(path: str, mark: Any, message: str) -> Problem:
    return Problem(path, mark.line + 1, mark.column + 1, "bad-yaml", message)


def _char(lines: list[str], mark: Any) -> str:
    line = lines[mark.line] if mark.line < len(lines) else ""
    return line[mark.column : mark.column + 1]


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _clipped(line: str) -> str:
    short = line.strip()
    return short if len(short) <= 40 else short[:39] + "…"
