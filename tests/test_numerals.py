"""Guards against a wrong value that looks right: a multiplier lost, 万千 taken for one, a fraction rounded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.numerals import LONGEST, Numeral, chinese_value, read_numeral
from extractor.records import Bound
from extractor.ruleset.amounts import Amounts
from extractor.ruleset.compiled import RuleSet

VALUES = {
    "1,027.4": "1027.4",
    "12,345,678": "12345678",
    "1.27万亿": "1270000000000",
    "6万2千": "62000",
    "1亿2000万": "120000000",
    "3万5000": "35000",
    "2万3千": "23000",
    "1万1,235": "11235",
    "4万500": "40500",
    "1亿2,340": "100002340",
    "2兆2,274亿": "2227400000000",
    "3千8百万": "38000000",
    "1万2千亿": "1200000000000",
    "3万5000亿": "3500000000000",
    "1亿2000.5万": "120005000",
    "3百万": "3000000",
    "400万": "4000000",
    "三千四百": "3400",
    "一亿五千万": "150000000",
    "一点五亿": "150000000",
    "零点三": "0.3",
    "两百五十": "250",
    "十二": "12",
    "三万亿": "3000000000000",
    "百分之三点五": "3.5",
    "一〇〇.六三": "100.63",
    "〇.六": "0.6",
    "四.八五": "4.85",
    "百分之百": "100",
    "百分之12.5": "12.5",
    "四分之一": "25",
    "三分之二": "66.67",
    "七分之一": "14.29",
    "万分之五": "0.05",
    "千分之三": "3",
}

NO_NUMBERS = [
    "3万5",
    "2亿3500",
    "5万3亿",
    "3.5万2000",
    "2千3千",
    "一二三四五",
    "二〇二四",
    "1" * (LONGEST + 1),
    "千" * (LONGEST + 1),
    "二万三亿二千千",
    "三.两",
]


def read(text: str, amounts: Amounts) -> Numeral | None:
    match = amounts.number.match(text)
    assert match is not None
    return read_numeral(match, amounts)


@pytest.mark.parametrize(("text", "value"), VALUES.items())
def test_value(text: str, value: str, rules: RuleSet) -> None:
    numeral = read(text, rules.amounts)
    assert numeral is not None
    assert (numeral.end, numeral.value) == (len(text), Decimal(value))


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_has_no_value(text: str, rules: RuleSet) -> None:
    assert read(text, rules.amounts) is None


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("2900余万", "29000000", Bound.AT_LEAST),
        ("十几万", "100000", Bound.AT_LEAST),
        ("十多亿", "1000000000", Bound.AT_LEAST),
        ("数百", "100", Bound.AT_LEAST),
        ("几十万", "100000", Bound.AT_LEAST),
        ("400万", "4000000", Bound.EXACT),
    ],
)
def test_a_word_inside_bounds_the_number(text: str, value: str, bound: Bound, rules: RuleSet) -> None:
    numeral = read(text, rules.amounts)
    assert numeral is not None
    assert (numeral.value, numeral.bound) == (Decimal(value), bound)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("七八百", "700", "800"), ("三五", "3", "5"), ("十五六", "15", "16"), ("两三千", "2000", "3000")],
)
def test_neighbouring_digits_are_an_estimate(text: str, low: str, high: str, rules: RuleSet) -> None:
    numeral = read(text, rules.amounts)
    assert numeral is not None
    assert (numeral.value, numeral.low, numeral.high) == (None, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("400万千瓦", 4),
        ("3千瓦", 1),
        ("五千克", 1),
        ("5百分点", 1),
        ("300兆瓦", 3),
        ("64兆字节", 2),
        ("700兆赫兹", 3),
        ("1000兆宽带", 4),
        ("100兆2023年", 3),
    ],
)
def test_the_head_of_a_unit_is_no_multiplier(text: str, end: int, rules: RuleSet) -> None:
    match = rules.amounts.number.match(text)
    assert match is not None
    assert match.end() == end


def spelled(number: int) -> str:
    """A number below 10 000 in Chinese, written out by its digits."""
    digits, scales = "零一二三四五六七八九", ("", "十", "百", "千")
    parts = [(int(digit), scale) for digit, scale in zip(str(number)[::-1], scales, strict=False)]
    text = "".join(digits[digit] + (scale if digit else "") for digit, scale in reversed(parts))
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.rstrip("零")


@given(st.integers(min_value=1, max_value=9999))
def test_every_small_number_written_out_is_read_back(number: int) -> None:
    assert chinese_value(spelled(number)) == number


@given(number=st.decimals(min_value=0, max_value=10**9, places=2), word=st.sampled_from(["", "万", "亿", "万亿"]))
def test_arabic_numbers_are_exact(number: Decimal, word: str, rules: RuleSet) -> None:
    numeral = read(f"{number}{word}", rules.amounts)
    assert numeral is not None
    assert numeral.value == number * {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[word]
