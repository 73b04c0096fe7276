"""Guards against a text that is written to stop the program: time or memory that grows faster than the text.

Time is compared with that of the same text at half and a quarter of its length, never with a clock.
"""

from __future__ import annotations

import resource
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from command_samples import write
from run_samples import run

from extractor.documents.decode import decode
from extractor.pipeline import Reading, read_text
from extractor.problems import DocumentError
from extractor.ruleset.compiled import RuleSet

SIZES = (1, 2, 4)
ENOUGH = 1.0
"""Seconds that the longest text of a comparison takes at least, so that noise is no part of the ratio."""
MOST = 3.3
"""How many times longer double the text may take: 2 is linear, 4 is quadratic."""

Text = Callable[[int], str]


def of(unit: str) -> Text:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def halves(first: str, second: str, between: str = "") -> Text:
    return lambda length: of(first)(length // 2) + between + of(second)(length // 2)


def between(first: str, filling: str, last: str) -> Text:
    return lambda length: first + of(filling)(length) + last


# What is repeated, in texts without an end to their sentence unless they have one.
TEXTS: dict[str, Text] = {
    "one digit": of("7"),
    "one digit of full width": of("７"),
    "Chinese digits": of("一"),
    "Chinese numerals": of("三万五千"),
    "multipliers": between("3", "万", "元"),
    "thousands": between("1", ",000", "元"),
    "decimal points": of("1."),
    "zero width inside a number": of("1\u200b"),
    "bidirectional marks inside a number": of("1\u202e"),
    "zero width before a number": between("增长", "\u200b", "5%"),
    "enumeration marks": of("、"),
    "commas": of("，"),
    "title marks that close": of("》"),
    "brackets that open": of("（"),
    "brackets that open on numbers": of("（1"),
    "nested brackets": halves("（", "）"),
    "quotes that open": of("“"),
    "titles that open": of("《"),
    "asides": of("粮食5万吨（含，3%）"),
    "asides, then numbers": halves("（含，的）", "增长5%"),
    "regions": of("四川省成都市武侯区"),
    "regions in a list": of("成都市、"),
    "regions, then numbers": halves("成都市", "增长5%"),
    "regions that several places bear": of("朝阳区5%"),
    "the nation": of("占全国的5%"),
    "indicators, then numbers": halves("粮食产量、", "5%、", "分别增长"),
    "periods, then numbers": halves("2023年", "增长5%"),
    "aims": of("力争到2025年增长5%，"),
    "a sentence without an end": of("粮食产量3600万吨，增长1.5%，"),
    "a clause without an end": of("粮食产量3600万吨增长"),
    "line feeds": of("\n"),
    "lines of one character": of("x\r"),
    "lines of numbers": of("5%\n"),
    "page breaks": of("增长\n- 3 -\n5%，\n"),
    "table lines": of("指标\t5.2\t6.3\n"),
    "a row without an end": of("指标   5.2   6.3   "),
    "wide tables": lambda length: "\n".join(
        of(one)(length // 3) for one in ("指标   2020年   ", "粮食   5.2   ", "油料   5.2   ")
    ),
    "rows askew": of("粮食产量   万吨     1205.2     6.3\n粮食产量产量       万吨   12     3\n"),
    "rows with a blank cell": of("粮食   12.5      13.6      14.5\n棉花             13.6\n"),
    "names that go on below": of("其中：工业技术改造\n  投资    12.5    13.6\n"),
    "names that end below": of("城镇居民人均可支配    12.5    13.6\n    收入\n"),
    "heads over heads": of("甲    乙    丙\n"),
    "rules between rows": of("------------\n粮食产量（万吨）    12.5    13.6\n"),
    "one cell a line": of("拖拉机\n万台\n43.81\n"),
    "a table line without an end": of("指标\t5.2\t6.3\t"),
    "bars": of("|5"),
    "headings": of("一、工业\n"),
    "ranges": of("5%—"),
    "slashes": of("5/"),
    "aims without an end": between("四川省政府工作报告\n二、2024年工作安排\n", "一般公共预算收入100亿元；", ""),
    "numbers without a name": of("达到5亿元。\n"),
    "places one by one": of("合肥市粮食产量5万吨，芜湖市粮食产量6万吨，"),
    "rests of HTML": of("&nbsp"),
    "half characters": of("\ud800"),
}


def seconds(text: str, rules: RuleSet) -> float:
    start = time.process_time()
    read_text(text, rules, region="四川省", published="2024-01")
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_double_the_text_takes_about_double_the_time(name: str, rules: RuleSet) -> None:
    """At three sizes; the first is grown until the last takes long enough to be compared."""
    make, length = TEXTS[name], 10_000
    while True:
        times = [seconds(make(length * size), rules) for size in SIZES]
        if times[-1] >= ENOUGH or length * SIZES[-1] >= 2_000_000:
            break
        length *= 2
    print(f"{name}: {length * SIZES[-1]:,} characters, {times[-1] / max(times[-2], 1e-9):.2f} times half of it")
    assert times[-1] <= MOST * max(times[-2], ENOUGH / 4)


def shown(reading: Reading) -> int:
    return max(len(record.sentence) for record in reading.records)


@pytest.mark.parametrize("name", ["a sentence without an end", "a clause without an end", "regions, then numbers"])
def test_a_record_of_a_sentence_without_an_end_keeps_what_is_near(name: str, rules: RuleSet) -> None:
    """Whole, it would be stored once for each of its numbers: a megabyte of it would fill a disk."""
    reading = read_text(TEXTS[name](8_000), rules, region="四川省", published="2024-01")
    assert len(reading.records) > 100
    assert shown(reading) < 2_000
    for record in reading.records:
        assert record.quote in record.sentence


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("粮食产量36\u200b00万吨，增长1.\u202e5%。", ["36\u200b00万吨", "1.\u202e5%"]),
        ("粮食产量\u200e3600\u200f万\ufeff吨。", ["3600\u200f万\ufeff吨"]),
        ("粮食产量" + "9" * 10_000 + "万吨。", []),
        ("粮食产量" + "九千" * 5_000 + "万吨。", []),
        ("粮食产量1" + ",000" * 3_000 + "吨。", []),
        ("（" * 10_000 + "粮食产量3600万吨" + "）" * 10_000, ["3600万吨"]),
        ("“" * 10_000 + "粮食产量3600万吨。", ["3600万吨"]),
    ],
    ids=["marks inside", "marks around", "digits", "Chinese digits", "thousands", "brackets", "quotes"],
)
def test_what_is_hidden_in_a_number_is_read_as_it_is_seen(text: str, quotes: list[str], rules: RuleSet) -> None:
    reading = read_text(text, rules, region="四川省", published="2024-01")
    assert [record.quote for record in reading.records] == quotes
    assert [text[record.start : record.end] for record in reading.records] == quotes


def test_the_memory_of_a_reading_grows_with_the_text(rules: RuleSet) -> None:
    def peak(length: int) -> int:
        tracemalloc.start()
        try:
            read_text(TEXTS["a clause without an end"](length), rules, region="四川省", published="2024-01")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1_000)  # what is loaded once
    assert peak(16_000) <= 3 * peak(8_000)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["one digit", "enumeration marks", "line feeds"])
def test_ten_megabytes_of_one_character_are_read(name: str, rules: RuleSet) -> None:
    data = TEXTS[name](10 * 1024 * 1024).encode()
    try:
        text, _ = decode(data, "big.txt")
    except DocumentError as error:
        assert "white space" in error.reason
        return
    assert read_text(text, rules).records == ()


@pytest.mark.slow
def test_numerals_without_end_are_refused_and_take_no_other_along(tmp_path: Path) -> None:
    """Five million in a row are more than the search for a number holds."""
    write(tmp_path, "docs/一.txt", "一二三四五六七八九" * 600_000)
    write(tmp_path, "docs/二.txt", "去年四川省粮食产量3600万吨。")
    code, printed, said = run("run", tmp_path / "docs", "--db", tmp_path / "i.db")
    assert (code, said) == (1, "一.txt: there is not enough memory to read it; split it\n")
    assert printed.splitlines()[0] == "documents        2  1 new, 1 refused"
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 2 * 1024**2  # KB
