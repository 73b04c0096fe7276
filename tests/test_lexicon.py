"""Guards against a short word that hides a long one: 增长 read as 增, 不超过 read as 超过."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.ruleset.lexicon import compile_lexicon
from extractor.ruleset.schema import PhrasesFile
from extractor.ruleset.wordlists import alternation, word_list

RISES = word_list(["增", "增长", "提高", "增长了"])

AT = [
    # text, start, end, how long the longest word is
    ("增长了6%", 0, 5, 3),
    ("增长6%", 0, 4, 2),
    ("增6%", 0, 3, 1),
    ("增长了6%", 0, 2, 2),  # 增长了 does not end in time
    ("增长了6%", 0, 0, 0),
    ("出口增长6%", 2, 6, 2),
    ("出口增长6%", 0, 6, 0),
    ("减少6%", 0, 4, 0),
    ("出口增", 2, 6, 1),  # where the text ends first, 增 is not as long as 增长了
]

BEFORE = [
    # text, start, end, how long the longest word is
    ("出口增长", 0, 4, 2),
    ("出口增长了", 0, 5, 3),
    ("出口增长了", 3, 5, 0),  # 增长了 begins too early, 长了 is no word
    ("出口增", 0, 3, 1),
    ("出口", 0, 2, 0),
    ("", 0, 0, 0),
]


@pytest.mark.parametrize(("text", "start", "end", "length"), AT)
def test_the_longest_word_that_begins_at_a_place(text: str, start: int, end: int, length: int) -> None:
    assert RISES.at(text, start, end) == length


@pytest.mark.parametrize(("text", "start", "end", "length"), BEFORE)
def test_the_longest_word_that_ends_at_a_place(text: str, start: int, end: int, length: int) -> None:
    assert RISES.before(text, start, end) == length


def test_a_list_knows_its_words() -> None:
    assert "增长" in RISES
    assert "增长率" not in RISES
    assert RISES.starts == {"增": (3, 2, 1), "提": (2,)}
    assert RISES.stops == {"增": (1,), "长": (2,), "高": (2,), "了": (3,)}


def test_an_empty_list_finds_nothing() -> None:
    assert word_list([]).at("增长", 0, 2) == 0
    assert word_list([]).before("增长", 0, 2) == 0


@given(st.lists(st.text("增长提高了", min_size=1, max_size=4), min_size=1), st.text("增长提高了率", max_size=12))
def test_what_is_found_is_a_word_and_no_longer_one_stands_there(words: list[str], text: str) -> None:
    known = word_list(words)
    for place in range(len(text) + 1):
        behind = [len(word) for word in words if text.startswith(word, place)]
        assert known.at(text, place, len(text)) == max(behind, default=0)
        ahead = [len(word) for word in words if text[:place].endswith(word)]
        assert known.before(text, 0, place) == max(ahead, default=0)


def test_an_alternation_tries_long_words_first_and_takes_signs_as_they_are() -> None:
    pattern = regex.compile(alternation(["占", "占到", "（含）", "占到"]))
    assert pattern.findall("占到（含）占") == ["占到", "（含）", "占"]


def test_an_alternation_does_not_depend_on_the_order_of_its_words() -> None:
    assert alternation(["同比", "按年", "环比"]) == alternation(["环比", "同比", "按年"])


def test_a_lexicon_looks_up_and_searches() -> None:
    lexicon = compile_lexicon({"aims": ("力争", "力争达到")}, PhrasesFile(fillers={}, phrases=()))
    assert lexicon["aims"].at("力争达到6万亿元", 0, 8) == 4
    found = lexicon.anywhere["aims"].search("今年力争达到6万亿元")
    assert found is not None
    assert found[0] == "力争达到"
