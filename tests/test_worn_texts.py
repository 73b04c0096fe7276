"""Guards against the marks that print, scanning and web pages leave in a text: each through the command, to the panel.

A number that a mark has cut or glued is another number; a claim that stands twice on a page is still one.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from command_samples import call, stored, write

from extractor.pipeline import read_text
from extractor.ruleset.compiled import RuleSet

GRAIN = ("粮食产量", "level", "36000000", "吨")
GROWTH = ("粮食产量", "growth", "1.5", "%")
OIL = ("油料产量", "level", "3000000", "吨")
BEFORE = "去年，全省经济运行总体平稳，农业生产形势良好，"


def wrapped(text: str, width: int = 12) -> str:
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


TEXTS: dict[str, tuple[str, list[tuple[str, str, str, str]]]] = {
    "no-break spaces of web pages": (
        "　　去年，全省粮食产量&nbsp;3600&nbsp;万吨，比上年增长&nbsp;1.5%。&nbsp;&nbsp;油料产量&#160;300万吨。",
        [GRAIN, GROWTH, OIL],
    ),
    "the rests of such spaces": ("去年，全省粮食产量&nbsp3600万吨，增长&#12288;1.5%&emsp;。", [GRAIN, GROWTH]),
    "letters taken for digits": (
        "己知去年前1O个月情况。去年，全省粮食产量36O0万吨，比上年增长1.5%。油料产量3OO万吨。",
        [GRAIN, GROWTH, OIL],
    ),
    "full-width digits": ("去年，全省粮食产量３６００万吨，比上年增长１．５％。", [GRAIN, GROWTH]),
    "full-width thousands": ("去年，全省粮食产量３，６００万吨，比上年增长１．５﹪。", [GRAIN, GROWTH]),
    "hard wraps inside words and numbers": (
        wrapped(f"{BEFORE}粮食产量3600万吨，比上年增长1.5%，油料产量300万吨。"),
        [GRAIN, GROWTH, OIL],
    ),
    "a page number": (f"{BEFORE}粮食产\n— 12 —\n量3600万吨，比上年增长1.5%。", [GRAIN, GROWTH]),
    "a page number of many": (f"{BEFORE}粮食产量\n第 3 页 共 20 页\n3600万吨，比上年增长1.5%。", [GRAIN, GROWTH]),
    "running heads": (
        f"{BEFORE}粮食产\n\f公报 2\n量3600万吨，比上年增长1.5%，油料产\n\f公报 3\n量300万吨。\n\f公报 4\n完。",
        [GRAIN, GROWTH, OIL],
    ),
    "blanks between figures and words": (
        "2023 年，全省 粮食产量 3600 万吨 ，比 上年 增长 1.5 % ， 油料产量 300 万吨 。",
        [GRAIN, GROWTH, OIL],
    ),
    "blanks between all characters": (
        "去 年 ， 全 省 粮 食 产 量 3600 万 吨 ， 比 上 年 增 长 1.5 % ， 油 料 产 量 300 万 吨 。",
        [GRAIN, GROWTH, OIL],
    ),
    "line ends that are lost, while indents are not": (
        "　　一、上年工作回顾　　去年，全省粮食产量3600万吨，增长1.5%。　　去年油料产量300万吨。　　二、今年工作安排",
        [GRAIN, GROWTH, OIL],
    ),
    "marks of notes": (
        "去年，全省粮食产量[1]3600万吨①，比上年增长1.5%②，油料产量[2]300万吨³。",
        [GRAIN, GROWTH, OIL],
    ),
    "a paragraph that recognition has read twice": (
        "去年，全省粮食产量3600万吨，比上年增长1.5%。\n" * 2,
        [GRAIN, GROWTH],
    ),
    "the rest of a number that a blank has cut": ("去年，全省粮食产量36\n\n00万吨。去年油料产量300万吨。", [OIL]),
    "the marks of a typewriter": (
        "去年,全省粮食产量3,600万吨,比上年增长1.5%;油料产量300万吨.",
        [GRAIN, GROWTH, OIL],
    ),
    "a number in a list before a year": ("注:1.2023年全省粮食产量3600万吨,增长1.5%。", [GRAIN, GROWTH]),
    "a comma of the wrong width": ("去年，全省粮食产量3，600万吨。油料产量300万吨。", [GRAIN, OIL]),
    "commas that may part or group": ("去年，全省粮食产量分别为3，600万吨。油料产量300万吨。", [OIL]),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_worn_text_gives_what_it_says(name: str, here: Path) -> None:
    text, expected = TEXTS[name]
    write(here, "docs/公报.txt", text)
    write(here, "docs/metadata.csv", "file,region,published\n公报.txt,四川省,2024-01\n")
    done = call("run", "docs", "--db", "i.db")
    assert (done.exit_code, done.stderr) == (0, "")
    query = "SELECT indicator_name, statistic, value_text, unit FROM panel WHERE year = 2023 AND agree"
    assert sorted(stored(here / "i.db", query)) == sorted(expected)
    assert stored(here / "i.db", "SELECT count(*) FROM panel") == [(len(expected),)]


@pytest.mark.parametrize("width", range(10, 60))
def test_a_short_text_says_the_same_at_any_width(width: int, rules: RuleSet) -> None:
    """Two or three lines tell nothing of the width they are set in; a number that a break cuts is told by itself."""
    text = (
        "去年，全省粮食产量达到3600万吨，比上年增长12.5%，居全国第3位；地区生产总值完成12345.6亿元，增长6.8%，"
        "城镇新增就业120万人。全年一般公共预算收入3456亿元，增长10%。"
    )
    records = read_text(wrapped(text, width), rules, region="四川省", published="2024").records
    found = [(record.quote.replace("\n", ""), record.value, record.statistic.value) for record in records]
    assert found == [
        ("3600万吨", Decimal("36000000"), "level"),
        ("12.5%", Decimal("12.5"), "growth"),
        ("第3位", Decimal("3"), "rank"),
        ("12345.6亿元", Decimal("1234560000000"), "level"),
        ("6.8%", Decimal("6.8"), "growth"),
        ("120万人", Decimal("1200000"), "level"),
        ("3456亿元", Decimal("345600000000"), "level"),
        ("10%", Decimal("10"), "growth"),
    ]


def test_a_claim_that_stands_twice_on_a_page_counts_once(here: Path) -> None:
    text, _ = TEXTS["a paragraph that recognition has read twice"]
    write(here, "docs/公报.txt", text)
    write(here, "docs/metadata.csv", "file,region,published\n公报.txt,四川省,2024-01\n")
    call("run", "docs", "--db", "i.db")
    counts = "SELECT (SELECT count(*) FROM records WHERE statistic = 'level'), records, documents FROM panel"
    assert stored(here / "i.db", f"{counts} WHERE statistic = 'level'") == [(2, 1, 1)]
