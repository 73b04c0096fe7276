"""Guards against indicators that drag along the words around them: 全省, 其中, a verb, a period, a bound."""

from __future__ import annotations

import pytest

from extractor.reading.behind import read_behind
from extractor.reading.mentions import find_mentions
from extractor.reading.openings import Phrase, read_head
from extractor.reading.phrases import read_before
from extractor.reading.regions import find_regions
from extractor.ruleset.compiled import RuleSet

BEFORE = [
    # what stands before the number and its frame, the phrase
    ("粮食产量", "粮食产量"),
    ("全省粮食产量", "粮食产量"),
    ("其中全省粮食产量", "粮食产量"),
    ("去年全省粮食产量", "粮食产量"),
    ("湖南省粮食产量", "粮食产量"),
    ("今年，全省粮食产量分别", "粮食产量"),
    ("全省规模以上工业企业数量约", "规模以上工业企业数量"),
    ("建成高标准农田", "高标准农田"),
    ("大力推进竹林基地", "竹林基地"),
    ("“天府粮仓”示范片", "“天府粮仓”示范片"),
    ("“十三五”期间全省地方储备粮", "地方储备粮"),
    ("省市联动发放消费券", "消费券"),
    ("同比", ""),
    ("其中", ""),
    ("", ""),
]

FLOWS = [
    ("新增公交线路", "公交线路", "新增"),
    ("全省新建竹林步道", "竹林步道", "新建"),
    ("竹林步道", "竹林步道", ""),
]

BEHIND = [
    # what stands behind the number, the noun
    ("竹林基地", "竹林基地"),
    ("的竹林基地", "竹林基地"),
    ("竹林基地建成投用", "竹林基地"),
    ("竹林基地、茶园", "竹林基地"),
    ("国家级竹产业集群获批", "国家级竹产业集群"),
    ("左右", ""),
    ("的增速", ""),
    ("、", ""),
    ("，竹林基地", ""),
    ("", ""),
    ("和", ""),
]

HEADS = [
    # a clause, the regions at its head, the word for the document's own area, whether the nation is meant
    ("湖南省粮食产量增长", ["湖南省"], "", False),
    ("长沙、株洲粮食产量增长", ["长沙市", "株洲市"], "", False),
    ("全省粮食产量增长", [], "全省", False),
    ("今年我市粮食产量增长", [], "我市", False),
    ("我国粮食产量增长", ["中国"], "", False),
    ("粮食产量增长", [], "", False),
    ("在湖南省设立", [], "", False),  # where it is done, not what the clause is about
]


def before(text: str, rules: RuleSet) -> Phrase:
    mentions = find_mentions(text, find_regions(text, rules.gazetteer), rules)
    return read_before(text, 0, len(text), mentions, rules.lexicon)


@pytest.mark.parametrize(("text", "phrase"), BEFORE)
def test_the_phrase_before_a_number(rules: RuleSet, text: str, phrase: str) -> None:
    assert before(text, rules).text == phrase


@pytest.mark.parametrize(("text", "phrase", "flow"), FLOWS)
def test_a_verb_of_flow_is_kept_apart(rules: RuleSet, text: str, phrase: str, flow: str) -> None:
    found = before(text, rules)
    assert (found.text, found.flow) == (phrase, flow)


@pytest.mark.parametrize(("text", "noun"), BEHIND)
def test_the_noun_behind_a_number(rules: RuleSet, text: str, noun: str) -> None:
    mentions = find_mentions(text, find_regions(text, rules.gazetteer), rules)
    assert read_behind(text, 0, len(text), True, mentions, rules.lexicon) == noun


@pytest.mark.parametrize(("text", "regions", "local", "national"), HEADS)
def test_what_a_clause_begins_with(rules: RuleSet, text: str, regions: list[str], local: str, national: bool) -> None:
    mentions = find_mentions(text, find_regions(text, rules.gazetteer), rules)
    head = read_head(text, 0, len(text), mentions, rules.lexicon)
    assert [mention.region.name for mention in head.regions] == regions
    assert (head.local, head.national) == (local, national)
