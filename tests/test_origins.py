"""Guards against an explanation that calls told what was carried over, inferred, or put together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.documents.document import Metadata, PartialDate
from extractor.documents.sources import text_document
from extractor.explanation.mentions import mentions_of
from extractor.explanation.origins import Origins, read_origins
from extractor.pipeline import Reading, read_document
from extractor.ruleset.compiled import RuleSet

TOLD = "told in the text"
CLAUSE = "from the clause before"
SENTENCE = "from a sentence before"
DOCUMENT = "of the document"
GUESSED = "of the document, inferred from its text"
DATED = "year inferred from the document's date"
EARLIER = "from a sentence or heading before"
COUNTED = "told in the text as 去年, counted from an inferred year"
UNDATED = "year inferred from the text"


def told_origins(reading: Reading, rules: RuleSet) -> list[Origins]:
    return read_origins(reading, mentions_of(reading, rules), rules)


def last_origins(text: str, rules: RuleSet, region: str | None, published: PartialDate | None) -> Origins:
    """Where the slots of the last claim are from."""
    document = text_document(text, "text", Metadata(region=region, published=published))
    return told_origins(read_document(document, rules), rules)[-1]


IN_SICHUAN = [
    # text of a document of 四川省, 2024; where indicator, region and period of its last number are from
    ("2023年四川省粮食产量3600万吨。", TOLD, TOLD, TOLD),
    ("粮食产量3600万吨。", TOLD, DOCUMENT, DATED),
    ("去年全省粮食产量3600万吨，增长1.5%。", CLAUSE, TOLD, f"{TOLD} as 去年"),
    ("2023年成都市粮食产量300万吨。粮食产量稳中有升，油菜籽产量20万吨。", TOLD, SENTENCE, EARLIER),
    ("2023年全国粮食产量7亿吨。", TOLD, TOLD, TOLD),
    ("前三季度粮食产量3000万吨。", TOLD, DOCUMENT, DATED),
    ("“十四五”时期，全省新建高速公路3000公里。", TOLD, TOLD, TOLD),
    ("2023年全省竹产业总产值400亿元，增加值100亿元。", f"{TOLD} as 增加值", TOLD, TOLD),
    ("2023年全省城乡居民人均可支配收入分别增长4%、5%。", "put together from the text", TOLD, TOLD),
    ("2023年达到300亿元。", "", DOCUMENT, TOLD),
]  # fmt: skip


@pytest.mark.parametrize(("text", "indicator", "region", "period"), IN_SICHUAN)
def test_what_was_left_out_is_said_to_be(rules: RuleSet, text: str, indicator: str, region: str, period: str) -> None:
    found = last_origins(text, rules, "四川省", PartialDate(2024))
    assert (found.indicator, found.region, found.period) == (indicator, region, period)


OF_NOWHERE = [
    # text of a document that nothing is told of
    ("粮食产量3600万吨。", "", ""),
    ("湖南省粮食产量3000万吨。", TOLD, ""),
    ("湖南省统计局2024年1月20日消息：去年湖南省粮食产量3000万吨。", TOLD, COUNTED),
    ("湖南省部署2024年春耕。湖南省各地备耕，湖南省人勤春早。\n\n一、概况\n\n早稻产量800万吨。", GUESSED, UNDATED),
]  # fmt: skip


@pytest.mark.parametrize(("text", "region", "period"), OF_NOWHERE)
def test_what_the_text_alone_tells_is_said_to_be_inferred(rules: RuleSet, text: str, region: str, period: str) -> None:
    found = last_origins(text, rules, None, None)
    assert (found.region, found.period) == (region, period)


PIECES = st.sampled_from(
    ["粮食产量", "增长", "3.5%", "12万吨", "，", "。", "\n\n", "全省", "成都市", "去年", "分别", "、"]
)


@settings(max_examples=40)
@given(st.lists(PIECES, max_size=25))
def test_every_slot_that_is_filled_has_an_origin_and_no_other(rules: RuleSet, pieces: list[str]) -> None:
    metadata = Metadata(region="四川省", published=PartialDate(2024))
    reading = read_document(text_document("".join(pieces), "text", metadata), rules)
    for record, found in zip(reading.records, told_origins(reading, rules), strict=True):
        assert bool(record.indicator_name) == bool(found.indicator)
        assert bool(record.region_name) == bool(found.region)
        assert bool(record.period) == bool(found.period)
