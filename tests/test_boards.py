"""Boards of newspapers: names and numbers any blanks apart, in pairs, under heads of ranks and markets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor import extract
from extractor.records import Record
from extractor.ruleset.compiled import RuleSet

VEGETABLES = """昨日主要蔬菜批发均价（元/公斤）
大白菜　1.10　白萝卜　1.35
黄　瓜　4.20　番　茄　5.60
土　豆　2.15　青　椒　6.80
"""
METALS = """长江有色金属现货行情（元/吨）
一号铜 16740 涨 90
铝锭 13260 跌 40
锌锭 8350 涨 25
"""
PRICED = """昨日市区菜场零售价
鲜猪肉 13.5元/斤 牛肉 32元/斤
带鱼 15元/斤 鲫鱼 9.8元/斤
"""
CITIES = """2023年部分城市地区生产总值
排名 城市 GDP（亿元） 增速（%）
1 上海 47218.7 5.0
2 北京 43760.7 5.2
3 深圳 34606.4 6.0
"""
MARKETS = """昨日菜价（元/斤）
品名 科巷菜场 中央菜场
青菜 1.5 1.8
冬瓜 0.9 1.0
毛豆 3.2 3.5
"""
WEEKLY = """菜价播报（单位：元/500克）
品种　　　昨日均价　比上周
大白菜　　0.35　　　-12.5%
黄瓜　　　2.60　　　8.3%
"""
LAST_WEEK = """市区部分农副产品零售均价
（11月18日，单位：元/斤）
品名      本周     上周     涨跌
大白菜    0.80    0.70    +14.3%
大  蒜    6.50    6.80    -4.4%
五花肉    11.80   11.20   +5.4%
        数据来源：市物价局价格监测中心
"""
IN_CELLS = """部分农副产品零售均价
品名      价格     涨跌
大白菜    0.80元/斤    +14.3%
土豆    2.10元/斤   +5.0%
大蒜    6.50元/斤    -4.4%
"""
SENTENCES = """城市绿化情况（亩）
全市新增绿地 120 亩，其中公园 30 亩。
改造老旧小区 12 个，惠及居民 2300 户。
"""


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        (VEGETABLES, "元/公斤", "大白菜 1.10 | 白萝卜 1.35 | 黄瓜 4.20 | 番茄 5.60 | 土豆 2.15 | 青椒 6.80"),
        (METALS, "元/吨", "一号铜 16740 | 铝锭 13260 | 锌锭 8350"),
        (PRICED, "元/斤", "鲜猪肉 13.5 | 牛肉 32 | 带鱼 15 | 鲫鱼 9.8"),
        (MARKETS, "元/斤", "青菜 1.5 | 青菜 1.8 | 冬瓜 0.9 | 冬瓜 1.0 | 毛豆 3.2 | 毛豆 3.5"),
    ],
)
def test_prices(text: str, unit: str, found: str, rules: RuleSet) -> None:
    records = _records(text, rules)
    assert [f"{one.indicator_text} {one.value}" for one in records] == found.split(" | ")
    assert {(one.unit, one.region_name, one.year, one.statistic) for one in records} == {
        (unit, "南京市", 2023, "level")
    }


def test_ranks_are_no_numbers(rules: RuleSet) -> None:
    found = [(one.region_name, one.indicator_text, one.statistic, one.value) for one in _records(CITIES, rules)]
    assert found == [
        *[("上海市", "GDP", "level", Decimal(4721870000000)), ("上海市", "GDP", "growth", Decimal("5.0"))],
        *[("北京市", "GDP", "level", Decimal(4376070000000)), ("北京市", "GDP", "growth", Decimal("5.2"))],
        *[("深圳市", "GDP", "level", Decimal(3460640000000)), ("深圳市", "GDP", "growth", Decimal("6.0"))],
    ]


def test_prices_beside_how_far_they_moved(rules: RuleSet) -> None:
    found = [(one.indicator_name, one.statistic.value, str(one.value), one.unit) for one in _records(WEEKLY, rules)]
    assert found == [
        ("大白菜均价", "level", "0.35", "元/500克"),
        ("大白菜均价", "growth", "-12.5", "%"),
        ("黄瓜均价", "level", "2.60", "元/500克"),
        ("黄瓜均价", "growth", "8.3", "%"),
    ]


def test_this_week_and_last_week(rules: RuleSet) -> None:
    found = [(one.indicator_name, one.statistic.value, str(one.value), one.unit) for one in _records(LAST_WEEK, rules)]
    assert found == [
        ("大白菜本周", "level", "0.80", "元/斤"),
        ("大白菜上周", "level", "0.70", "元/斤"),
        ("大白菜", "growth", "14.3", "%"),
        ("大蒜本周", "level", "6.50", "元/斤"),
        ("大蒜上周", "level", "6.80", "元/斤"),
        ("大蒜", "growth", "-4.4", "%"),
        ("五花肉本周", "level", "11.80", "元/斤"),
        ("五花肉上周", "level", "11.20", "元/斤"),
        ("五花肉", "growth", "5.4", "%"),
    ]


def test_units_in_cells(rules: RuleSet) -> None:
    found = [(one.indicator_name, one.statistic.value, str(one.value), one.unit) for one in _records(IN_CELLS, rules)]
    assert found == [
        ("大白菜价格", "level", "0.80", "元/斤"),
        ("大白菜价格", "growth", "14.3", "%"),
        ("土豆价格", "level", "2.10", "元/斤"),
        ("土豆价格", "growth", "5.0", "%"),
        ("大蒜价格", "level", "6.50", "元/斤"),
        ("大蒜价格", "growth", "-4.4", "%"),
    ]


def test_sentences_are_no_board(rules: RuleSet) -> None:
    assert [one.unit for one in _records(SENTENCES, rules)] == ["亩", "亩", "个", "户"]


def _records(text: str, rules: RuleSet) -> list[Record]:
    return extract(text, rules, region="南京市", kind="新闻", published="2023-12-05")
