"""Guards against a Chinese digit that is passed over for a word: 三成, 一季度 and 两倍 are read, 一直 is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.quantities import scan_quantities
from extractor.ruleset.compiled import RuleSet, load_rules
from extractor.ruleset.ignoring import Ignored, IgnorePattern


@pytest.mark.parametrize(
    ("text", "counts_nothing"),
    [
        ("一直向前", True),
        ("走一走", True),
        ("统一思想", True),
        ("抬头一望", True),
        ("三成企业", False),  # a tenth
        ("一家店", False),  # a measure word
        ("三点五", False),
        ("三分之一", False),
        ("二十", False),  # more of the numeral
        ("三至五家", False),  # a range
        ("三、五家", False),
        ("一季度", False),  # asked for by patterns of ignore.yaml
        ("一是稳增长", False),
        ("三 家", False),
    ],
)
def test_a_digit_counts_nothing_by_what_stands_beside_it(text: str, counts_nothing: bool, rules: RuleSet) -> None:
    place = next(i for i, character in enumerate(text) if character in "一二三")
    assert rules.amounts.idle.at(text, place) is counts_nothing


@pytest.mark.parametrize("text", ["第一直属库", "前三向后", "第一、二向", "（一）", "“一”"])
def test_what_stands_before_it_counts_too(text: str, rules: RuleSet) -> None:
    place = max(i for i, character in enumerate(text) if character in "一二三")
    assert not rules.amounts.idle.at(text, place)


AMOUNTS = load_rules().amounts
NEVER = IgnorePattern(99, Ignored("never", "never"), regex.compile("(?!)"), trusted=True)
ASKED = replace(AMOUNTS, chinese=replace(AMOUNTS.chinese, anywhere=(NEVER,)))
"""Rules with a pattern to try at every number, so that no digit is passed over."""
BESIDE = sorted({*AMOUNTS.idle.before, *AMOUNTS.idle.behind, *"走直听望着向，。"} - {""})


def test_none_is_passed_over_where_a_pattern_is_to_be_tried_at_every_number() -> None:
    assert not ASKED.idle.at("一直向前", 0)


@given(st.lists(st.sampled_from(BESIDE) | st.sampled_from("一二两十"), max_size=20).map("".join))
def test_it_comes_to_the_same_as_reading_it_as_a_number(text: str) -> None:
    assert scan_quantities(text, AMOUNTS) == scan_quantities(text, ASKED)
