"""Guards against 分别 that gives a number to the wrong one of several, or to all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.lists import distribute
from extractor.ruleset.compiled import RuleSet

SPREAD = [
    # the phrase, how many numbers, the names
    ("城乡居民人均可支配收入", 2, ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
    ("本外币存贷款余额", 2, ["本外币存款余额", "本外币贷款余额"]),
    ("货物进出口总额", 2, ["货物进口总额", "货物出口总额"]),
    ("新能源汽车产销量", 2, ["新能源汽车产量", "新能源汽车销量"]),
    ("社保基金收支", 2, ["社保基金收入", "社保基金支出"]),
    ("第一、第二、第三产业增加值", 3, ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
    ("第一、二、三产业增加值", 3, ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
    ("一、二、三产业增加值", 3, ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
    ("二三产业投资", 2, ["第二产业投资", "第三产业投资"]),
    ("三次产业增加值", 3, ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
    ("水稻、玉米产量", 2, ["水稻产量", "玉米产量"]),
    ("水稻产量、玉米产量", 2, ["水稻产量", "玉米产量"]),
    ("养老、失业、工伤保险参保人数", 3, ["养老保险参保人数", "失业保险参保人数", "工伤保险参保人数"]),
    ("固定资产投资和消费", 2, ["固定资产投资", "消费"]),
    ("市管企业营业收入、利润", 2, ["市管企业营业收入", "市管企业利润"]),
    ("茶叶、油茶、花卉等产值", 3, ["茶叶产值", "油茶产值", "花卉产值"]),
    ("“竹、木”产值和茶叶产值", 2, ["“竹、木”产值", "茶叶产值"]),
]

ONE = [
    ("粮食产量", 2),  # nothing to spread over
    ("水稻、玉米、大豆产量", 2),  # the numbers do not match
    ("茶叶、油茶等产值", 3),
    ("中国和平事业", 2),  # 和 inside a word
    ("", 2),
]


@pytest.mark.parametrize(("text", "count", "names"), SPREAD)
def test_each_number_has_its_own_name(rules: RuleSet, text: str, count: int, names: list[str]) -> None:
    assert distribute(text, count, rules.lexicon) == names


@pytest.mark.parametrize(("text", "count"), ONE)
def test_what_is_one_thing_stays_one(rules: RuleSet, text: str, count: int) -> None:
    assert distribute(text, count, rules.lexicon) is None


@given(st.text("水稻玉米产量、和及等（）“”城乡居民", max_size=20), st.integers(2, 4))
def test_there_are_as_many_names_as_numbers(rules: RuleSet, text: str, count: int) -> None:
    names = distribute(text, count, rules.lexicon)
    assert names is None or len(names) == count
