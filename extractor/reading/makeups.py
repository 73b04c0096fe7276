"""Numbers told as proportions: the three shares of 三次产业结构14.3:55.8:29.9, and how many times one: 收入比1.87:1."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractor.reading.candidates import Candidate
from extractor.reading.numerals import Numeral
from extractor.records import Bound
from extractor.ruleset.amounts import Amounts

COLONS = frozenset(":：∶﹕")
"""What stands between the parts of a make-up."""
_COLON = "[" + "".join(COLONS) + "]"
_PART = r"(\d{1,2}(?:\.\d{1,2})?)"
_PARTS = regex.compile(rf"{_PART} ?{_COLON} ?{_PART} ?{_COLON} ?{_PART}(?![%\d]|\.\d| ?{_COLON})")
_SECTORS = regex.compile("(?:三次|三大|[一1]、?[二2]、?[三3]次?)产业|三产")
_REACH = 40
"""How far before the first part it may be said what the parts are of, in characters."""
_TO_ONE = regex.compile(rf"(?P<times>\d{{1,3}}(?:\.\d{{1,3}})?) ?{_COLON} ?1(?![\d.%]| ?{_COLON})")
_RATIO = regex.compile(
    rf"(?:收入|支出|消费|工资|产值|性别|需求|贷|职|房价|生师|师生|医护)[^，。；：:\d]{{0,8}}(?:比(?![上去全同年重较])|倍差|差距)[^，。；：:\d]{{0,8}}"
    rf"(?:[\d.]+ ?{_COLON} ?1[^，。；：:\d]{{1,8}}){{0,3}}$"
)
"""What stands before it, or before the other that it has come from: 收入|比由|1.87:1|缩小到|1.76:1."""
_WHOLE, _ROUNDED = Decimal(100), Decimal("0.3")
"""What the parts add up to, and how far off it the last digits may leave them."""


def read_make_up(text: str, start: int, amounts: Amounts) -> list[Candidate]:
    """The parts of a make-up that begins at ``start``, each with its place; none where it is another ratio."""
    parts = _PARTS.match(text, start)
    if parts is None or text[start - 1 : start] in COLONS:
        return []
    values = [Decimal(part) for part in parts.groups()]
    if abs(sum(values, -_WHOLE)) > _ROUNDED or _SECTORS.search(text, max(start - _REACH, 0), start) is None:
        return []
    found = []
    for number, value in enumerate(values, 1):
        first, last = parts.span(number)
        numeral = Numeral(first, last, last, value)
        found.append(Candidate(numeral, first, last, value, None, None, amounts.percent, Bound.EXACT))
    return found


def read_ratio(text: str, start: int) -> Candidate | None:
    """How many times one something is, told as 1.87:1, where the text says that it is a ratio: 城乡居民收入比1.87:1."""
    told = _TO_ONE.match(text, start)
    if told is None or _RATIO.search(text, max(start - _REACH, 0), start) is None:
        return None
    value, end = Decimal(told["times"]), told.end()
    return Candidate(Numeral(start, end, end, value), start, end, value, None, None, None, Bound.EXACT, set_phrase=True)
