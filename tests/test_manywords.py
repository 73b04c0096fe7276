"""Words of a list that stand for many."""

from __future__ import annotations

import pytest

from extractor.ruleset.entries import WordingEntry
from extractor.ruleset.manywords import spell_out, ways
from extractor.ruleset.schema import WordingFile
from extractor.ruleset.steps import TemplateError

LISTS = {"households": ("农户", "居民"), "averages": ("每户", "[平均]每人")}

WORDS = [
    ("每百户", ["每百户"]),
    ("每百[<households>]", ["每百", "每百农户", "每百居民"]),
    ("<households>每百户", ["农户每百户", "居民每百户"]),
    ("[平均]每户[每月]", ["每户", "每户每月", "平均每户", "平均每户每月"]),
    ("[人]均[每]户", ["均户", "均每户", "人均户", "人均每户"]),
    ("[每户]", ["每户"]),
]

FAULTS = [
    ("每百[户", r"cannot read '\[户'"),
    ("每<house", "cannot read '<house'"),
    ("每<houses>", "no wording list <houses>"),
    ("<averages>生产", "<averages> is no list of plain words"),
]


@pytest.mark.parametrize(("word", "expected"), WORDS)
def test_a_word_stands_for_all_its_ways(word: str, expected: list[str]) -> None:
    assert sorted(ways(word, LISTS)) == sorted(expected)


@pytest.mark.parametrize(("word", "says"), FAULTS)
def test_a_word_that_cannot_be_spelled_out_says_why(word: str, says: str) -> None:
    with pytest.raises(TemplateError, match=says):
        ways(word, LISTS)


def test_plain_words_of_a_file_stay_and_the_others_are_spelled_out() -> None:
    file = WordingFile(wording={name: WordingEntry(means="平均", words=words) for name, words in LISTS.items()})
    assert spell_out(file) == {"households": ("农户", "居民"), "averages": ("每户", "每人", "平均每人")}
