"""Guards against an ignore pattern that is not tried where it matches: a date, an ordinal would become an amount."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.ruleset.compiled import load_rules
from extractor.ruleset.edges import ARABIC_DIGITS, NUMERAL_CHARACTERS, Edges, behind_numeral, edges_of
from extractor.ruleset.ignoring import ignore_pattern

PATTERNS = [ignore_pattern(entry) for entry in load_rules().amounts.ignore.ignore if entry.pattern] + [
    r"[0-9]?[一二]{2,3}年?",
    r"(?<=(?:甲|乙|^)丙?)[0-9]+",
    r"[0-9]+(?=(?:月|日)末)|[一二](?=[^年])",
    r"[0-9]+\.?[^0-9]",
]
KINDS = (ARABIC_DIGITS, NUMERAL_CHARACTERS - ARABIC_DIGITS)
COMPILED = [(regex.compile(one, regex.MULTILINE), [edges_of(one, begins) for begins in KINDS]) for one in PATTERNS]
CHARACTERS = sorted(set("".join(PATTERNS)) | set("元万亿，。\n"))


@pytest.mark.parametrize(
    ("pattern", "before", "behind"),
    [
        ("[0-9]+月", "", "月"),
        ("[0-9]{1,2} ?(?:月|日)份", "", " 月日"),
        ("[0-9]+(?:年|版)?号", "", "年版号"),
        ("(?<=第 )[0-9]+", " ", ""),
        ("(?<=[“「])[0-9]+", "“「", ""),
        ("(?<=电话：?)[0-9]+|[0-9]+届", "话：", "届"),
        ("[0-9]+(?=[月日])(?=[日时])", "", "日"),
        ("(?:[一二]|[0-9])[个只]", "", "个只"),
        ("[0-9]+[a-c]", "", "abc"),
        ("[0-9]+(?!元)人", "", "人"),
        ("月[0-9]+", "", ""),  # does not begin with a number
    ],
)
def test_what_a_pattern_asks_for_beside_a_number(pattern: str, before: str, behind: str) -> None:
    assert edges_of(pattern) == Edges(frozenset(before), frozenset(behind))


def test_the_edge_of_a_line_and_of_a_text_stand_beside_a_number_too() -> None:
    assert edges_of("[0-9]+$") == Edges(frozenset(), frozenset(("", "\n")))
    assert edges_of("(?<=^)[0-9]+") == Edges(frozenset(("", "\n")), frozenset())


@pytest.mark.parametrize(
    "pattern",
    [
        "[0-9]+",  # whatever stands beside
        "[0-9]+.",
        "(?<![a-z])[0-9]{5}",
        r"[0-9]+\p{Han}",
        "(?i)[0-9]+km",  # capitals too
        r"(甲)?[0-9]+\1",
        "(?:[0-9]月){e<=1}",
        "[0-9]?" * 40 + "月",  # takes too many steps to tell
    ],
)
def test_a_pattern_that_may_match_beside_anything_or_is_not_understood_is_tried_everywhere(pattern: str) -> None:
    assert edges_of(pattern) is None


@pytest.mark.parametrize(
    ("text", "behind"), [("十二月", "月"), ("12.5%", "."), ("3亿元", "元"), ("三", ""), ("1一" * 40, None)]
)
def test_what_stands_behind_a_numeral(text: str, behind: str | None) -> None:
    assert behind_numeral(text, 0) == behind


@given(st.text(st.sampled_from(CHARACTERS) | st.sampled_from("一二12"), min_size=1, max_size=30))
def test_where_a_pattern_matches_one_of_its_edges_stands(text: str) -> None:
    for start in (i for i, character in enumerate(text) if character in NUMERAL_CHARACTERS):
        kind = text[start] not in ARABIC_DIGITS
        behind = behind_numeral(text, start)
        for pattern, edges in ((pattern, of_kinds[kind]) for pattern, of_kinds in COMPILED):
            match = pattern.match(text, start)
            if edges is not None and match is not None and match.end() > start:
                assert behind in edges.behind or (text[start - 1] if start else "") in edges.before
