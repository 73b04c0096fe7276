"""The same table gives the same records however its cells reach a text: by tabs, bars, blanks, or one on a line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from extractor import extract
from extractor.ruleset.compiled import RuleSet

Rows = list[list[str]]


class Sample(NamedTuple):
    """A table: what stands over it, its rows, and the name and the number of each row's records."""

    title: str
    rows: str
    named: str


TRANSPORT = Sample(
    "表8 2023年各种运输方式完成货物运输量及其增长速度",
    """指标|单位|绝对数|比上年增长（%）
货物运输总量|亿吨|55.7|8.1
铁路|亿吨|5.0|1.5
公路|亿吨|40.3|8.7
民航|万吨|73.4|21.0
货物运输周转量|亿吨公里|2472.7|6.3
铁路|亿吨公里|364.6|1.6""",
    "货运量 铁路货运量 公路货运量 民航货运量 货物周转量 铁路货物周转量",
)
TRADE = Sample(
    "表7 2023年货物进出口总额及其增长速度",
    """指标|金额（亿元）|比上年增长（%）
货物进出口总额|4175.6|0.2
货物出口额|2376.2|0.6
其中：一般贸易|1531.1|2.5
加工贸易|490.6|-8.8
货物进口额|1799.4|-0.3
其中：一般贸易|1170.1|1.3
加工贸易|270.6|-11.7""",
    "货物进出口总额 货物出口总额 一般贸易出口额 加工贸易出口额 货物进口总额 一般贸易进口额 加工贸易进口额",
)
INDUSTRY = Sample(
    "表4 2023年规模以上工业增加值增长速度",
    """指标|比上年增长（%）
规模以上工业增加值|5.1
分经济类型
其中：国有控股企业|4.2
股份制企业|5.5
分三大门类
采矿业|2.1
制造业|5.9
高技术制造业|6.6""",
    "规模以上工业增加值 国有控股企业增加值 股份制企业增加值 采矿业增加值 制造业增加值 高技术制造业增加值",
)
PRICES = Sample(
    "表1 2023年居民消费价格比上年涨跌幅度",
    """指标|涨跌幅度（%）
居民消费价格总指数|5.6
其中：城市|5.4
农村|6.1
食品|12.0
衣着|1.9
居住|4.9""",
    "居民消费价格 城市居民消费价格 农村居民消费价格 食品价格 衣着价格 居住价格",
)
MONTHLY = Sample(
    "2023年11月主要经济指标",
    """指标|单位|11月|同比增长（%）
规模以上工业增加值|亿元|61.2|6.3
其中：轻工业|亿元|20.1|2.2
重工业|亿元|41.1|7.3
社会消费品零售总额|亿元|221.2|8.8
其中：城镇|亿元|180.1|8.9
乡村|亿元|41.3|8.1""",
    "规模以上工业增加值 轻工业增加值 重工业增加值 社会消费品零售总额 城镇消费品零售额 乡村消费品零售额",
)
PARTNERS = Sample(
    "表9 2023年对主要国家和地区货物进口额及其增长速度",
    """国家和地区|进口额（亿元）|比上年增长（%）
东盟|272.8|-0.4
美国|115.5|-1.8
日本|113.0|-7.9""",
    "自东盟进口额 自美国进口额 自日本进口额",
)
BUDGET = Sample(
    "2023年一般公共预算收入执行情况表",
    """项目|预算数（万元）|执行数（万元）
一、税收收入|120300|118200
增值税|50100|49800
二、非税收入|60100|63050
专项收入|12010|12950""",
    "税收收入 国内增值税 非税收入 专项收入",
)
AGES = Sample(
    "表2 2023年末人口数及其构成",
    """年龄|人口数（万人）|比重（%）
0—14岁|814.1|12.9
15—59岁|4322.2|66.9
60岁及以上|1270.3|20.2""",
    "0—14岁人口 15—59岁人口 60岁及以上人口",
)
MAKE_UP = Sample(
    "表3 三次产业结构",
    """类别|2022年（%）|2023年（%）
第一产业|9.5|9.1
第二产业|41.5|40.3
第三产业|49.0|50.6""",
    "第一产业增加值 第二产业增加值 第三产业增加值",
)
MOVEMENT = Sample(
    "表5 2023年人口变动情况",
    """指标|单位|数值
出生人口|万人|68.4
死亡人口|万人|80.1
出生率|‰|6.95
人口自然增长率|‰|-1.15""",
    "出生人口 死亡人口 人口出生率 人口自然增长率",
)
SAMPLES = {
    "parts that nothing marks": TRANSPORT,
    "parts of two wholes": TRADE,
    "groups of rows": INDUSTRY,
    "sides and kinds of prices": PRICES,
    "parts behind the first": MONTHLY,
    "partners in trade": PARTNERS,
    "numbered rows": BUDGET,
    "rows of ages": AGES,
    "parts of a whole": MAKE_UP,
    "one column of numbers with units": MOVEMENT,
}


def tabs(rows: Rows) -> list[str]:
    return ["\t".join(row) for row in rows]


def bars(rows: Rows) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in rows]


def single_blanks(rows: Rows) -> list[str]:
    return [" ".join(row) for row in rows]


def full_width_blanks(rows: Rows) -> list[str]:
    return ["　".join(row) for row in rows]


def heads_two_apart(rows: Rows) -> list[str]:
    return ["　　".join(rows[0]), *("　".join(row) for row in rows[1:])]


def rows_two_apart(rows: Rows) -> list[str]:
    return [" ".join(rows[0]), *("　　".join(row) for row in rows[1:])]


def spread_names(rows: Rows) -> list[str]:
    return [" ".join(["　　".join(row[0]) if len(row[0]) == 2 and len(row) > 1 else row[0], *row[1:]]) for row in rows]


def one_a_line(rows: Rows) -> list[str]:
    return [cell for row in rows for cell in row]


def led_by_tabs(rows: Rows) -> list[str]:
    return [("\t" if place else "") + cell for row in rows for place, cell in enumerate(row)]


def in_columns(rows: Rows) -> list[str]:
    widths = [max(width(row[n]) for row in rows if n < len(row)) + 4 for n in range(max(map(len, rows)))]
    lines = ("".join(cell + " " * (widths[n] - width(cell)) for n, cell in enumerate(row)) for row in rows)
    return [line.rstrip() for line in lines]


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


LAYOUTS: list[Callable[[Rows], list[str]]] = [
    tabs,
    bars,
    single_blanks,
    full_width_blanks,
    heads_two_apart,
    rows_two_apart,
    spread_names,
    one_a_line,
    led_by_tabs,
    in_columns,
]


def read(sample: Sample, layout: Callable[[Rows], list[str]], rules: RuleSet) -> list[tuple[str, str | None]]:
    rows = [line.split("|") for line in sample.rows.splitlines()]
    lines = ["河南省2023年国民经济和社会发展统计公报", "", "一、综合", "全年经济运行总体平稳，主要情况如下。"]
    text = "\n".join([*lines, sample.title, *layout(rows), "二、其他", "全年工作有序推进。"])
    records = extract(text, rules, region="河南省", published="2024-03")
    return [(record.quote, record.indicator_name) for record in records]


def expected(sample: Sample) -> list[tuple[str, str]]:
    numbers = [numbers_of(line.split("|")) for line in sample.rows.splitlines()[1:]]
    named = zip(sample.named.split(), filter(None, numbers), strict=True)
    return [(number, name) for name, of_row in named for number in of_row]


def numbers_of(row: Sequence[str]) -> list[str]:
    return [cell for cell in row[1:] if cell.lstrip("-").replace(".", "").isdigit()]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_table_reads_the_same_in_every_layout(
    sample: Sample, layout: Callable[[Rows], list[str]], rules: RuleSet
) -> None:
    assert read(sample, layout, rules) == expected(sample)


def test_a_head_tells_what_is_counted_and_a_row_a_district_cut_short(rules: RuleSet) -> None:
    text = "2023年各区住房成交情况\n区域\t网签套数\t均价（元/平方米）\n惠城\t2215\t12467\n惠阳\t2871\t13015\n"
    found = [
        (record.quote, record.indicator_name, record.region_name, record.unit)
        for record in extract(text, rules, region="惠州市", published="2024-01")
    ]
    assert found == [
        ("2215", "网签套数", "惠城区", "套"),
        ("12467", "均价", "惠城区", "元/平方米"),
        ("2871", "网签套数", "惠阳区", "套"),
        ("13015", "均价", "惠阳区", "元/平方米"),
    ]


def test_a_column_of_numbers_under_a_word_for_names(rules: RuleSet) -> None:
    title = "表1：2016年居民消费价格比上年涨跌幅度\n单位：%\n"
    text = title + "类  别\t指  标\n居民消费价格\t2.3\n  其中：食品烟酒\t4.1\n        衣着\t-1.5\n"
    records = extract(text, rules, region="无锡市", published="2017-02")
    assert [(one.indicator, one.statistic.value, str(one.value)) for one in records] == [
        ("consumer_price_index", "growth", "2.3"),
        ("cpi_food_tobacco_liquor", "growth", "4.1"),
        ("cpi_clothing", "growth", "-1.5"),
    ]
