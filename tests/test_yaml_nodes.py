"""Guards against YAML that is read as something else than was written, and against errors without a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rule_samples import LAND, problems, replaced, write_rules

from extractor.ruleset import yamlnodes
from extractor.ruleset.yamlnodes import Node, plain, read_nodes

ALIGNED = "entries of one list or group start in the same column"

FAULTS: list[tuple[str, Mapping[str, str | bytes | None], list[str]]] = [
    (
        "tab",
        replaced("wording.yaml", "    means", "\tmeans"),
        ["rules/wording.yaml:3:1: tab-indent indented with a tab; indent with spaces"],
    ),
    (
        "tabs that YAML would read as the text before",
        {"ruleset.yaml": "name: 规则\n\t的全称\n \t再续\nversion: 1\n"},
        ["rules/ruleset.yaml:2:1: tab-indent indented with a tab; indent with spaces (1 more such lines)"],
    ),
    (
        "full-width space",
        replaced("wording.yaml", "    means", "　　means"),
        ["rules/wording.yaml:3:1: full-width indented with a full-width or no-break space; indent with ASCII spaces"],
    ),
    (
        "full-width colon",
        replaced("wording.yaml", "means: 达到", "means：达到"),
        [
            "rules/wording.yaml:3:10: full-width full-width colon; "
            "write `: ` (ASCII, with a space behind it) after a key"
        ],
    ),
    (
        "full-width comma in a list",
        replaced("wording.yaml", "[达到, 达]", "[达到，达]"),
        [
            "rules/wording.yaml:4:15: full-width full-width comma in a [list]; "
            "separate with `,`, or quote the text it belongs to"
        ],
    ),
    (
        "full-width comma between keys",
        replaced(LAND, "1e10, unit", "1e10，unit"),
        [
            "rules/indicators/land.yaml:9:35: full-width full-width comma between brackets; "
            "write `, `, or quote the text it belongs to"
        ],
    ),
    (
        "colon without a space",
        {"ruleset.yaml": "name:规则\nversion: 1\n"},
        ["rules/ruleset.yaml:1:5: bad-yaml a space is missing after the colon"],
    ),
    (
        "second colon",
        {"ruleset.yaml": "name: 规则: 试用\nversion: 1\n"},
        [
            "rules/ruleset.yaml:1:9: bad-yaml a second colon on the line; text with a colon and a space "
            "in it needs quotes"
        ],
    ),
    (
        "line that is no key",
        {"ruleset.yaml": "name: 规则\n第二行\nversion: 1\n"},
        ["rules/ruleset.yaml:2:1: bad-yaml expected `key: value`, found `第二行`"],
    ),
    (
        "percent sign",
        replaced("units.yaml", '"%"', "%"),
        ["rules/units.yaml:11:11: bad-yaml text that starts with `%` needs quotes"],
    ),
    (
        "backslash in double quotes",
        replaced("ignore.yaml", "第[一二三]+次", '"第\\d+次"'),
        ["rules/ignore.yaml:4:14: bad-yaml a backslash in double quotes; put text with a backslash in single quotes"],
    ),
    (
        "quote never closed",
        {"ruleset.yaml": "name: '规则\nversion: 1\n"},
        ["rules/ruleset.yaml:1:7: bad-yaml the quote `'` opened here is never closed"],
    ),
    (
        "quotes inside quotes",
        {"ruleset.yaml": 'name: "所谓"规则""\nversion: 1\n'},
        [
            'rules/ruleset.yaml:1:11: bad-yaml text goes on after the closing `"`; '
            "quote the whole text, with the other quote"
        ],
    ),
    (
        "bracket never closed",
        replaced("wording.yaml", "[达到, 达]", "[达到, 达"),
        ["rules/wording.yaml:4:12: bad-yaml the `[` opened here is not closed, or a comma is missing by line 5"],
    ),
    (
        "misaligned",
        replaced("wording.yaml", "    words", "   words"),
        [f"rules/wording.yaml:4:4: bad-yaml not aligned with the entry it belongs to (line 2, column 3); {ALIGNED}"],
    ),
    (
        "list item that YAML would read as the text before",
        replaced("wording.yaml", "[达到, 达]", "\n      - 达到\n        - 达"),
        ["rules/wording.yaml:6:9: bad-yaml read as the rest of the text on line 5; indent list items alike"],
    ),
    (
        "anchor",
        {"ruleset.yaml": "name: &n 规则\nversion: *n\n"},
        ["rules/ruleset.yaml:1:7: unsupported-yaml an anchor (`&n`); leave it out, or quote text that starts with `&`"],
    ),
    (
        "merge",
        {"ruleset.yaml": "name: 规则\nversion: 1\n<<: {}\n"},
        ["rules/ruleset.yaml:3:1: unsupported-yaml a merge (`<<`); write the keys out instead"],
    ),
    (
        "tag",
        {"ruleset.yaml": "name: 规则\nversion: !!int 1\n"},
        ["rules/ruleset.yaml:2:10: unsupported-yaml a tag (`!…`); leave it out, or quote text that starts with `!`"],
    ),
    (
        "second document",
        {"ruleset.yaml": "name: 规则\n---\nversion: 1\n"},
        ["rules/ruleset.yaml:2:1: unsupported-yaml a second document (`---`); one file holds one"],
    ),
    (
        "key that is a list",
        {"ruleset.yaml": "name: 规则\nversion: 1\n[甲]: 乙\n"},
        [
            "rules/ruleset.yaml:3:1: unsupported-yaml a key is a list or a mapping; "
            "expected text (quote text that starts with `[` or `{`)"
        ],
    ),
    (
        "control character",
        {"ruleset.yaml": "name: 规\x07则\nversion: 1\n"},
        ["rules/ruleset.yaml:1:8: bad-yaml control character U+0007; remove it"],
    ),
    (
        "empty file",
        {"wording.yaml": "# 只有说明\n"},
        ["rules/wording.yaml:1:1: empty-file the file holds nothing; expected keys with values"],
    ),
    (
        "saved as GBK",
        {"ruleset.yaml": "version: 1\nname: 规则\n".encode("gb18030")},
        ["rules/ruleset.yaml:2:7: bad-encoding not UTF-8 here; it looks like GBK; save the file as UTF-8"],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_every_slip_is_told_at_its_place(
    tmp_path: Path, changes: Mapping[str, str | bytes | None], expected: list[str]
) -> None:
    assert problems(write_rules(tmp_path, changes)) == expected


@pytest.mark.parametrize("marks", ["", "\ufeff", "\ufeff\ufeff"])
def test_a_byte_order_mark_is_no_part_of_a_key(marks: str) -> None:
    node, faults = read_nodes("a.yaml", f"{marks}name: 规则".encode())
    assert faults == ()
    assert node is not None
    assert plain(node) == {"name": "规则"}


@pytest.mark.parametrize("text", ["no", "012", "12:30", "1e10", "~", "null", "2024-01-24", "0x1F", "1_000"])
def test_a_plain_scalar_is_what_is_written(text: str) -> None:
    node, faults = read_nodes("a.yaml", f"a: {text}".encode())
    assert faults == ()
    assert node is not None
    assert plain(node) == {"a": text}


PIECES = st.sampled_from(
    [
        "name",
        "亩",
        ": ",
        "：",
        "- ",
        "\n",
        "  ",
        "\t",
        "[",
        "]",
        "{",
        "}",
        ",",
        "，",
        "'",
        '"',
        "|",
        ">",
        "#",
        "%",
        "&a ",
        "*a",
        "!t ",
        "---\n",
        "...\n",
        "? ",
        "<<: ",
        "\\d",
        "\x00",
        "\ufeff",
        "\u2028",
        "😀",
        "@",
        "`",
        "\r",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_gives_a_tree_or_problems_with_places(text: str) -> None:
    raw = text.encode()
    node, faults = read_nodes("a.yaml", raw)
    assert node is not None or faults
    lines = text.split("\n")
    assert all(1 <= fault.line <= len(lines) + text.count("\r") + text.count("\u2028") + 1 for fault in faults)
    assert all("\n" not in str(fault) for fault in faults)


@given(st.binary(max_size=40))
def test_any_bytes_give_a_tree_or_problems(raw: bytes) -> None:
    node, faults = read_nodes("a.yaml", raw)
    assert node is not None or faults


def written(node: Node) -> Iterator[tuple[int, int, str]]:
    """The texts of a tree with their places; a value left out has no place that two parsers would agree "
    "on."""
    if isinstance(node.content, str):
        if node.content:
            yield node.line, node.column, node.content
    else:
        inner = node.content if isinstance(node.content, tuple) else chain(*node.content.values())
        for child in inner:
            yield from written(child)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_both_parsers_of_yaml_say_the_same_of_what_is_sound(text: str) -> None:
    fast, _ = read_nodes("a.yaml", text.encode())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(yamlnodes, "_LOADER", yaml.BaseLoader)
        slow, _ = read_nodes("a.yaml", text.encode())
    if fast and slow:
        assert plain(fast) == plain(slow)
        assert sorted(written(fast)) == sorted(written(slow))


def test_deep_nesting_is_refused_and_not_walked() -> None:
    _, faults = read_nodes("a.yaml", b"[" * 5000)
    assert [str(fault) for fault in faults] == [
        "a.yaml:1:41: unsupported-yaml nested more than 40 deep; rule files are flat"
    ]
