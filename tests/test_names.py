"""Guards against a long name read as a short one inside it (绿色GDP as GDP), and a name that belongs to nobody."""

from __future__ import annotations

import pickle

import pytest

from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.entries import ExampleEntry, IndicatorEntry
from extractor.ruleset.names import Names, compile_names
from extractor.ruleset.schema import IndicatorsFile

EXAMPLES = (ExampleEntry(text="全省生产总值增长6%。"), ExampleEntry(text="绿色GDP试点启动。", none=True))
GDP = IndicatorEntry(
    id="gdp",
    name="地区生产总值",
    aliases=("生产总值", "GDP"),
    decoys=("绿色GDP",),
    measured_in=("元",),
    examples=EXAMPLES,
)
PER_CAPITA = IndicatorEntry(
    id="gdp_per_capita", name="人均地区生产总值", aliases=("人均GDP",), measured_in=("元",), examples=EXAMPLES
)


@pytest.fixture(scope="module")
def names() -> Names:
    return compile_names([IndicatorsFile(field="accounts", name="国民经济核算", indicators=(GDP, PER_CAPITA))])


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("地区生产总值", "gdp"),
        ("生产总值", "gdp"),
        ("GDP", "gdp"),
        ("人均GDP", "gdp_per_capita"),
    ],
)
def test_every_name_and_alias_leads_to_its_indicator(names: Names, name: str, indicator: str) -> None:
    assert names.by_name[name].entry.id == indicator
    assert names.by_id[indicator].field == "accounts"


def test_a_decoy_leads_nowhere(names: Names) -> None:
    assert "绿色GDP" not in names.by_name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("地区生产总值增长6%", ["地区生产总值"]),
        ("人均地区生产总值与GDP", ["人均地区生产总值", "GDP"]),
        ("绿色GDP核算", ["绿色GDP"]),  # the decoy takes the place of the name in it
        ("财政收入增长6%", []),
    ],
)
def test_the_longest_name_is_found(names: Names, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in names.occurrences(text)] == found


def test_names_find_the_same_after_a_pickle(names: Names) -> None:
    text = "全省人均GDP与绿色GDP"
    before = list(names.occurrences(text))
    assert list(pickle.loads(pickle.dumps(names)).occurrences(text)) == before


def test_the_shipped_names_are_found_as_they_are_written(rules: RuleSet) -> None:
    for name in rules.names.by_name:
        assert (0, len(name)) in set(rules.names.occurrences(name)), name


def test_no_decoy_is_a_name_of_the_very_indicator(rules: RuleSet) -> None:
    for indicator, found in rules.names.by_id.items():
        for decoy in found.entry.decoys:
            other = rules.names.by_name.get(decoy)
            assert other is None or other.entry.id != indicator, decoy
