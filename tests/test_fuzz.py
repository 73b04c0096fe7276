"""Guards against input that nobody thought of: bytes, texts and rule files made at random.

Nothing but the project's own errors is raised, and what every record promises holds for each. The texts are made of
what numbers, units, regions, indicators, wording and marks are made of: of random characters hardly one in a
thousand makes a record.
"""

from __future__ import annotations

import time
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rule_samples import RULES, write_rules

from extractor.documents.decode import decode
from extractor.documents.document import Metadata
from extractor.documents.sources import text_document
from extractor.pipeline import Reading, read_document
from extractor.problems import DocumentError, RuleError
from extractor.reading.regions import resolve_region
from extractor.records import Record
from extractor.ruleset.compiled import RuleSet, load_rules
from extractor.store import record_row
from extractor.store.tables import RECORD_COLUMNS

MANY = settings(max_examples=8_000, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))

SECONDS_PER_CHARACTER = 2 / 33_000
"""Two seconds for 100 KB, which are 33,000 characters of Chinese."""
AT_LEAST = 1.0
"""Seconds that any text may take, so that a machine that is busy with others fails nothing."""
TRIES = 3
"""Times it is read until it is in time: what was left by the examples before may be collected during one."""

NUMERALS = st.one_of(
    st.sampled_from(["0", "1", "5.5", "12", "1,027.4", "2023", "1/3", "三", "十二", "三千四百", "七八百", "数十"]),
    st.sampled_from(["两", "半", "百分之三", "百分之", "四分之一", "一点五"]),
    st.sampled_from(["零", "〇", "１２", "廿", "3 5", "3.", ".5", "-1.6", "±0.5"]),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**9).map(str),
    st.text("0123456789.,，一二三十百千万亿两点", min_size=1, max_size=8),
)
MARKS = st.sampled_from(
    [
        *"，。、；：？（）()“”《》—-~至…/|\n\r\t \u3000\x0c\u2028",
        *("——", "\n\n", "\r\n", "  ", "&nbsp;", "&nbsp", "**", "# ", "- ", "。　　", "。    ", "    ", " GDP"),
        *"\u200b\u200e\u202e\ufeff\u00ad\u0301\ufe0f⽣⻓國𠮷\ud800\x00",
    ]
)
GLUE = st.sampled_from(
    [
        *("其中", "分别", "均", "各", "比", "从", "由", "到", "达", "是", "的", "和", "与", "及", "以上", "左右", "约"),
        *("超过", "第", "占", "全省", "全国", "我市", "去年", "2023年", "今年1—9月", "“十四五”", "上半年"),
        *(
            "力争",
            "预计",
            "完成",
            "等",
            "余",
            "同比增长",
            "下降",
            "一、",
            "（一）",
            "提高",
            "个百分点",
            "翻番",
            "倍",
            "位居",
            "排名",
        ),
        *("目标", "万", "亿", "千", "%"),
    ]
)


@cache
def shipped() -> RuleSet:
    return load_rules()


@cache
def words() -> st.SearchStrategy[str]:
    """Units, indicators, regions and wording of the shipped rules."""
    rules = shipped()
    regions = [region.name for region in rules.gazetteer.regions][::9] + sorted(rules.gazetteer.names)[::37]
    return st.one_of(
        st.sampled_from(sorted(rules.amounts.by_name)),
        st.sampled_from(sorted(rules.names.by_name)),
        st.sampled_from(regions),
        st.sampled_from(sorted({word for listed in rules.lexicon.values() for word in listed.words})),
    )


texts = st.deferred(
    lambda: (
        st.lists(st.one_of(NUMERALS, NUMERALS, MARKS, GLUE, words()), max_size=40).map("".join)
        | st.lists(st.tuples(words(), GLUE, NUMERALS, words(), MARKS).map("".join), max_size=8).map("".join)
    )
)
repeated = st.tuples(texts, st.integers(1, 60)).map(lambda drawn: drawn[0][:60] * drawn[1])
facts = st.builds(
    Metadata,
    title=st.none() | st.just("政府工作报告") | texts,
    region=st.none() | st.sampled_from(["四川省", "成都市", "中国", "台湾省", "朝阳区", "没有"]),
    kind=st.none() | st.sampled_from(["政府工作报告", "统计公报", "新闻"]),
    published=st.none(),
)


def assert_record(record: Record, text: str, rules: RuleSet) -> None:
    assert 0 <= record.start < record.end <= len(text)
    assert record.quote == text[record.start : record.end]
    for number in (record.value, record.low, record.high, record.base_value):
        assert number is None or (isinstance(number, Decimal) and number.is_finite())
    assert record.value is not None or (record.low is not None and record.high is not None)
    if record.low is not None and record.high is not None:
        assert record.low <= record.high
    assert Record.model_validate(record.model_dump()) == record  # every word is one of those there are
    assert record.region is None or record.region in rules.gazetteer.by_code
    assert (record.indicator is None) or record.indicator in rules.names.by_id
    assert record.year is None or 1900 <= record.year <= 2200
    if record.period is not None and record.year is not None:  # 2022 of 2021/2025: “十四五”, told in its second year
        years = [int(end[:4]) for end in record.period.split("/")]
        assert years[0] <= record.year <= years[-1]
    assert not set(record.sentence) & set("\n\r")
    assert len(record.sentence) < 5_000
    assert len(record_row(record)) == len(RECORD_COLUMNS)


def assert_holds(text: str, metadata: Metadata) -> Reading:
    """What is promised of every reading."""
    rules = shipped()
    limit = max(len(text) * SECONDS_PER_CHARACTER, AT_LEAST)
    for _ in range(TRIES):
        start = time.process_time()
        reading = read_document(text_document(text, "text", metadata), rules)
        if time.process_time() - start <= limit:
            break
    else:
        raise AssertionError(f"{TRIES} times over {limit} seconds of the processor")
    folded = reading.document.folded
    for record, claim in zip(reading.records, reading.claims, strict=True):
        assert_record(record, text, rules)
        printed = folded.text[claim.quantity.start : claim.quantity.end]
        assert printed.strip() in record.sentence  # the quote, its line breaks mended
    ids = [record.id for record in reading.records]
    assert len(set(ids)) == len(ids)
    places = [(quantity.start, quantity.end) for quantity in reading.quantities]
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert all(paragraph.start <= paragraph.end <= len(folded.text) for paragraph in reading.document.paragraphs)
    return reading


@SOME
@example("全国沙特阿拉伯其中百分之三", Metadata(region="四川省"))  # two names that come out as one region
@given(texts, facts)
def test_any_text_keeps_every_promise(text: str, metadata: Metadata) -> None:
    assert_holds(text, metadata)


@pytest.mark.slow
@MANY
@given(texts, facts)
def test_many_texts_keep_every_promise(text: str, metadata: Metadata) -> None:
    assert_holds(text, metadata)


@pytest.mark.slow
@settings(MANY, max_examples=3_000)
@given(repeated)
def test_many_repeated_texts_keep_every_promise_in_time(text: str) -> None:
    assert_holds(text, Metadata(region="四川省"))


ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-8-sig", "utf-32")


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Bytes as they come: any, or a text in some encoding that is cut, spoiled, or has another one behind it."""
    if draw(st.integers(0, 3)) == 0:
        return draw(st.binary(max_size=200))
    data = draw(texts).encode(draw(st.sampled_from(ENCODINGS)), errors="ignore")
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(data)))
        data = data[:place] + draw(st.binary(max_size=3)) + data[place + draw(st.integers(0, 3)) :]
    return data + draw(st.just(b"") | st.sampled_from(["增长6%。", "第"]).map(lambda text: text.encode("gb18030")))


def assert_decoded(data: bytes) -> None:
    try:
        text, encoding = decode(data, "a.txt")
    except DocumentError as error:
        assert "\n" not in error.reason
        return
    assert text == data.decode(encoding)
    assert_holds(text, Metadata())


@SOME
@given(files())
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    assert_decoded(data)


@pytest.mark.slow
@settings(MANY, max_examples=6_000)
@given(files())
def test_many_bytes_are_a_text_or_refused(data: bytes) -> None:
    assert_decoded(data)


PIECES = st.sampled_from(
    [
        *("", "{", "}", "[", "]", ":", ": ", "- ", "\n", "\n  ", "'", '"', "#", "&a ", "*a", "!!", "|", ">", "%", "\t"),
        *("null", "~", "yes", "1e999", "-1", "0", "9" * 5_000, "1/0", "(", ")", "(?<a>", "[一-", "(a+)+$", "{number}"),
        *("<reach>", "{indicator}", "<nothing>", "(|", "\\", "\x00", "\ufeff", "\ud800", "亩", "平方米", "510000"),
    ]
)


@st.composite
def rule_files(draw: st.DrawFn) -> dict[str, bytes | str | None]:
    """A tiny rule set with one or two of its files spoiled: pieces put in, taken out or put over."""
    changes: dict[str, bytes | str | None] = {}
    for name in draw(st.lists(st.sampled_from(sorted(RULES)), min_size=1, max_size=2, unique=True)):
        text = RULES[name]
        for _ in range(draw(st.integers(1, 3))):
            place = draw(st.integers(0, len(text)))
            text = text[:place] + draw(PIECES) + text[place + draw(st.integers(0, 12)) :]
        changes[name] = text.encode("utf-8", errors="surrogatepass")
    return changes


def assert_loads_or_tells(changes: dict[str, bytes | str | None]) -> None:
    with TemporaryDirectory() as folder:
        directory = write_rules(Path(folder), changes)
        start = time.process_time()
        try:
            rules = load_rules(directory)
        except RuleError as error:
            assert error.problems
            assert all("\n" not in str(problem) for problem in error.problems)
        else:
            reading = read_document(text_document("全县茶园面积达到3万亩，增长5%。", "a.txt", Metadata()), rules)
            assert all(record.value is None or record.value.is_finite() for record in reading.records)
        assert time.process_time() - start <= 5 * AT_LEAST


@SOME
@given(rule_files())
def test_any_rule_files_load_or_say_what_is_wrong(changes: dict[str, bytes | str | None]) -> None:
    assert_loads_or_tells(changes)


@pytest.mark.slow
@settings(MANY, max_examples=3_000)
@given(rule_files())
def test_many_rule_files_load_or_say_what_is_wrong(changes: dict[str, bytes | str | None]) -> None:
    assert_loads_or_tells(changes)


def test_the_texts_are_such_that_records_come_of_them() -> None:
    """Without this the rest would hold of nothing."""
    assert resolve_region("四川省", shipped().gazetteer) is not None
    assert assert_holds("去年全省粮食产量3600万吨，增长1.5%。", Metadata(region="四川省")).records
