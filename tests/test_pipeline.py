"""Guards against records that cannot be traced: a quote that is not in the source, ids that clash or wander."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import find_quantities
from extractor.documents.document import Metadata
from extractor.documents.sources import text_document
from extractor.pipeline import Reading, extract, read_document
from extractor.records import Bound, Flag, Record
from extractor.ruleset.compiled import RuleSet

WRAPPED = (
    "去年，面对复杂严峻的外部环境，全省上下团结奋斗，实现地区生产总值突破6万亿\n"
    "元，同比增长６％。全年粮食产量３,５８９万吨，居全国第９位，城镇新增就业105\n"
    "万人，居民消费价格保持平稳，脱贫攻坚成果持续巩固。"
)
TRADITIONAL = "2023年零售業總銷貨價值為4,066億港元，較2022年上升16.2%。"
WORDS = [
    "全省",
    "粮食产量",
    "增长",
    "下降",
    "6万亿元",
    "3.5%",
    "，",
    "。",
    "\n",
    "（",
    "）",
    "分别",
    "、",
    "第3位",
    "去年",
    "“",
    "2023年",
    "农田",
    "１２",
    "个百分点",
    "其中",
    "力争",
]


def read(text: str, rules: RuleSet, region: str | None = "四川省") -> Reading:
    return read_document(text_document(text, "text", Metadata(region=region)), rules)


def assert_traceable(text: str, records: tuple[Record, ...] | list[Record]) -> None:
    for record in records:
        assert text[record.start : record.end] == record.quote
        assert record.quote
        for number in (record.value, record.low, record.high, record.base_value):
            assert number is None or number.is_finite()
        assert record.value is not None or (record.low is not None and record.high is not None)
    ids = [record.id for record in records]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("text", [WRAPPED, TRADITIONAL])
def test_quotes_lead_back_to_the_source_through_wrapping_and_folding(rules: RuleSet, text: str) -> None:
    reading = read(text, rules)
    assert reading.records
    assert_traceable(text, reading.records)


def test_what_is_read_is_the_mended_text(rules: RuleSet) -> None:
    first = read(WRAPPED, rules).records[0]
    assert first.quote == "6万亿\n元"
    assert first.sentence.endswith("实现地区生产总值突破6万亿元，同比增长6%")
    assert (first.indicator_name, first.value, first.bound) == (
        "地区生产总值",
        Decimal("6E+12"),
        Bound.AT_LEAST,
    )


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_text_is_read_and_traceable(rules: RuleSet, words: list[str]) -> None:
    text = "".join(words)
    assert_traceable(text, read(text, rules).records)


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_no_text_is_too_strange(rules: RuleSet, text: str) -> None:
    assert_traceable(text, read(text, rules, region=None).records)


def test_reading_twice_gives_the_same(rules: RuleSet) -> None:
    assert read(WRAPPED, rules).records == read(WRAPPED, rules).records


def test_an_id_depends_on_the_document_and_nothing_else(rules: RuleSet) -> None:
    def ids(name: str, text: str) -> list[str]:
        return [record.id for record in extract(text, rules, region="四川省", published="2024", document=name)]

    assert ids("a.txt", WRAPPED) == ids("a.txt", WRAPPED)
    assert not set(ids("a.txt", WRAPPED)) & set(ids("b.txt", WRAPPED))
    assert not set(ids("a.txt", WRAPPED)) & set(ids("a.txt", WRAPPED + "。"))


def test_one_number_of_two_places_is_two_records(rules: RuleSet) -> None:
    text = "去年，成都、重庆经济总量均突破2万亿元。"
    records = extract(text, rules, published="2024")
    assert [record.region_name for record in records] == ["成都市", "重庆市"]
    assert_traceable(text, records)


def test_every_number_is_a_quantity_or_refused(rules: RuleSet) -> None:
    reading = read("第十四届大会上，粮食产量增长6%。", rules)
    assert [reading.document.source[r.start : r.end] for r in reading.refusals] == ["十四"]
    assert len(reading.quantities) == len(reading.records) == 1
    assert all(refusal.reason and refusal.rule for refusal in reading.refusals)


def test_a_number_inside_a_name_is_refused(rules: RuleSet) -> None:
    reading = read("5A级旅游景区达到16家，PM2.5平均浓度下降3%。", rules)
    assert [record.value for record in reading.records] == [16, -3]


FLAGGED = [
    # text, region, published, flags of the last record
    ("2023年四川省粮食产量增长6%。", None, None, ()),
    ("2023年粮食产量增长6%。", "四川省", None, ()),
    ("2023年成都市粮食产量增长6%。蔬菜产量增长8%。", "四川省", None, (Flag.REGION_INHERITED,)),
    ("2023年四川省粮食产量4千万吨，增长6%。", None, None, ()),  # growth is always of what is before it
    ("四川省粮食产量增长6%。", None, "2024", (Flag.YEAR_INFERRED,)),
    ("2023年四川省城镇调查失业率97%。", None, None, (Flag.OUT_OF_RANGE,)),
    ("2023年鼓楼区粮食产量增长6%。", None, None, (Flag.REGION_AMBIGUOUS,)),  # there are several of the name
    ("2023年四川省脱贫人口务工规模超过300万。", None, None, (Flag.UNIT_INFERRED,)),  # 人 is not said
    ("2023年成都市粮食产量增长6%。蔬菜产量8万吨，增长8%。", "四川省", None, (Flag.REGION_INHERITED,)),
    ("2023年春耕有序展开。去年四川省粮食产量增长6%。", None, None, (Flag.YEAR_INFERRED,)),
]


@pytest.mark.parametrize(("text", "region", "published", "flags"), FLAGGED)
def test_what_is_doubtful_is_flagged(
    rules: RuleSet, text: str, region: str | None, published: str | None, flags: tuple[Flag, ...]
) -> None:
    assert extract(text, rules, region=region, published=published)[-1].flags == flags


@pytest.mark.parametrize(
    "text",
    [
        "2023年，四川省森林面积从1300万亩增加到2500万亩。",
        "2023年四川省森林面积从1300万亩增加到2500万亩。",
    ],
)
def test_the_value_before_a_change_is_flagged(rules: RuleSet, text: str) -> None:
    before, after = extract(text, rules)
    assert Flag.FORMER_VALUE in before.flags
    assert Flag.FORMER_VALUE not in after.flags


def test_amounts_can_be_compared_in_their_base(rules: RuleSet) -> None:
    (acres,) = extract("高标准农田面积1500亩。", rules)
    (hectares,) = extract("高标准农田面积100公顷。", rules)
    assert (acres.unit, hectares.unit) == ("亩", "公顷")
    assert acres.base_unit == hectares.base_unit == "平方米"
    assert acres.base_value == hectares.base_value == 1_000_000


def test_quantities_are_found_without_any_context() -> None:
    first, second = find_quantities("约425万亩，同比增长41.68%")
    assert (first.value, first.unit, first.bound) == (Decimal(4_250_000), "亩", Bound.ABOUT)
    assert (second.value, second.unit, second.bound) == (Decimal("41.68"), "%", Bound.EXACT)


@pytest.mark.parametrize("text", ["", "\n\n", "没有数字。"])
def test_a_text_without_numbers_gives_no_records(rules: RuleSet, text: str) -> None:
    assert extract(text, rules) == []
