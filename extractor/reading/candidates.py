"""A number on its way to being a quantity: its numeral, its unit if it has one, and where both stand."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import regex

from extractor.reading.numerals import Numeral
from extractor.records import Bound
from extractor.ruleset.amounts import Amounts
from extractor.ruleset.entries import TenthsEntry
from extractor.ruleset.numbers import Unit

_TENTHS_OF = {digit: Decimal(i // 2 + 1) for i, digit in enumerate("1一2二3三4四5五6六7七8八9九")} | {"半": Decimal(5)}
_BEHIND_BRACKETS = frozenset("）)：:为达到")
_IN_BRACKETS = regex.compile(
    r"[（(](?:单位[:：])?(?P<multiplier>[百千万亿]*)(?P<unit>[^（()）\d百千万亿][^（()）\d]{0,7})[)）](?:[:：]|为|达|达到)?",
    regex.REVERSE,
)
_LONGEST = 20
_NUMERALS = "0123456789零一二三四五六七八九十百千万亿"


class Candidate(NamedTuple):
    """A number with its unit (None while it has none): 425万亩 before its bounds are looked for.

    ``value`` is None for a range, which has ``low`` and ``high``. ``own`` is False where the unit is that of
    another number: 42 in 42、38个. ``place`` is set for ranks; ``narrowed`` where words before the number tell
    the currency of 元: 新台币6亿元.
    """

    numeral: Numeral
    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: Unit | None
    bound: Bound
    own: bool = True
    place: bool = False
    set_phrase: bool = False
    narrowed: bool = False


class UnitMatch(NamedTuple):
    """A unit found in a text and where it ends.

    ``scale`` is how many per cent one is where it is a tenth (成), ``rest`` what a digit behind adds (一成五).
    """

    unit: Unit
    end: int
    scale: Decimal = Decimal(1)
    rest: Decimal = Decimal(0)


_YUAN = ("元", "块")
_COINS = regex.compile("(?P<tenths>[1-9一二三四五六七八九])[角毛](?:(?P<cents>[1-9一二三四五六七八九])分)?(?![形落度])")
"""What stands behind 元 for its parts: 三百四十八元|六角|, 5块|3毛."""
_SAID = regex.compile(r"(?P<tenths>[1-9一二三四五六七八九半])(?=[，。；、！？”’的）钱了/\s]|左右|一[斤公两个]|$)")
"""What stands behind 块 where 毛 is left out: 4块|2|, 三十八块|五|."""
_HALVED = ("倍", "亩", "斤", "公斤")
_HALF = regex.compile(r"半(?=[，。；、！？”）\s]|左右|以上|多|$)")
"""What stands behind a unit for half of it: 三倍|半|."""
EACH = r"[一每](?:斤|公斤|市斤|两|吨|个|只|条|张|天|平方|平米|度|瓶|盒|碗|枚|升|桶|头|棵|袋|箱)"
"""What a price is paid for, behind it: 八毛|一斤|; a pattern."""
_PAID = r"(?:[涨跌降升低高贵卖要才]|便宜)了?[约近]?"
_PIECE = regex.compile(rf"(?<={_PAID}\d+块)(?=[，。；！？”）\s]|$)|(?={EACH})")
"""What shows that 块 is 元: 12块|一斤, 涨了3|块|，."""
_DIME = regex.compile(
    rf"[毛角](?:(?P<cents>[1-9一二三四五六七八九])(?={EACH}|钱|[，。；！？”）\s]|$)|(?={EACH}))"
    rf"|(?<={_PAID}[1-9一二两三四五六七八九])[毛角](?=[，。；！？”）\s]|$)"
)
"""Tenths of 元 with or without their cents: 两|毛五|一斤, 八|毛|一斤, 涨了三|毛|，."""
_CENTS = regex.compile("[角毛](?P<cents>[1-9一二三四五六七八九])分钱?(?![之店红比])")
"""Tenths of 元 with their cents: 7|毛2分钱|."""
_NUMERAL = "[1-9一二两三四五六七八九十]{1,3}"
_CENT = regex.compile(
    rf"(?<=(?:贵|便宜|涨价|提价|降价)了?{_NUMERAL})分(?=[，。；！？）\s]|$)|(?<=每(?:斤|公斤|市斤|两|尺|个|只|张|条|度|吨公里)(?:{_NUMERAL}分?[到至])?{_NUMERAL})分(?=[，。；、到至]|左右|$)"
)
"""Cents alone, of what a price is paid for: 每斤二|分|到三|分|."""
_ABOUT = tuple("近约超逾过有")
"""What shows that 成 behind a digit is a tenth, though 为 follows."""


def read_unit(text: str, position: int, amounts: Amounts) -> UnitMatch | None:
    """The unit that begins at ``position``, or behind a blank there: 亩 behind 425万, 元/月 behind 500."""
    if text[position : position + 1] == " ":
        position += 1
    tenth = amounts.tenths.get(text[position : position + 1])
    told = text[position - 2 : position - 1] in _ABOUT and text.startswith("为", position + 1)  # 近九成|为住宅
    if tenth and (told or not text.startswith(tenth.unless_before, position + 1)):
        return _tenths(text, position + 1, tenth, amounts)
    if (cents := _CENTS.match(text, position)) is not None:
        yuan = amounts.by_name[_YUAN[0]]
        return UnitMatch(yuan, cents.end(), Decimal("0.1"), _TENTHS_OF[cents["cents"]] / 100)
    if (dime := _DIME.match(text, position)) is not None:
        rest = _TENTHS_OF[dime["cents"]] / 100 if dime["cents"] else Decimal(0)
        return UnitMatch(amounts.by_name[_YUAN[0]], dime.end(), Decimal("0.1"), rest)
    if (cent := _CENT.match(text, position)) is not None:
        return UnitMatch(amounts.by_name[_YUAN[0]], cent.end(), Decimal("0.01"))
    found = _spelled(text, position, amounts)
    if found is None:
        return None
    if found.unit.name == "块" and _PIECE.match(text, found.end) is not None:
        return UnitMatch(amounts.by_name[_YUAN[0]], found.end)
    if found.unit.name == "块" and (said := _SAID.match(text, found.end)) is not None:
        return UnitMatch(amounts.by_name[_YUAN[0]], said.end(), rest=_TENTHS_OF[said["tenths"]] / 10)
    if found.unit.name in _YUAN and (coins := _COINS.match(text, found.end)) is not None:
        rest = _TENTHS_OF[coins["tenths"]] / 10 + (_TENTHS_OF[coins["cents"]] / 100 if coins["cents"] else 0)
        return UnitMatch(amounts.by_name[_YUAN[0]], coins.end(), rest=rest)
    if found.unit.name in _HALVED and (half := _HALF.match(text, found.end)) is not None:
        return UnitMatch(found.unit, half.end(), rest=Decimal("0.5"))
    if text[found.end : found.end + 1] != "/":
        return found
    return _compound(text, found, amounts)


def unit_in_brackets(text: str, start: int, amounts: Amounts) -> UnitMatch | None:
    """The unit in brackets before the number at ``start``, with its multiplier as scale: 生产总值（亿元）：60132.9."""
    if text[start - 1 : start] not in _BEHIND_BRACKETS:
        return None
    told = _IN_BRACKETS.match(text, max(start - _LONGEST, 0), start)
    if told is None:
        return None
    found = read_unit(told["unit"], 0, amounts)
    scale = amounts.multipliers.get(told["multiplier"]) if told["multiplier"] else Decimal(1)
    if found is None or found.end != len(told["unit"]) or found.scale != 1 or scale is None:
        return None
    return UnitMatch(found.unit, start, scale)


def _tenths(text: str, end: int, tenth: TenthsEntry, amounts: Amounts) -> UnitMatch | None:
    """Tenths with the digits behind them: 一成八, 三成半, 七成二五; None where one may begin a word (三成二手房)."""
    scale = Decimal(tenth.percent)
    digit = _TENTHS_OF.get(text[end : end + 1])
    if digit is None:
        return UnitMatch(amounts.percent, end, scale)
    behind = end + 1
    if behind == len(text) or text[behind].isspace() or text.startswith(tenth.ends_before, behind):
        return UnitMatch(amounts.percent, behind, scale, digit * scale / 10)
    more, over = _TENTHS_OF.get(text[behind]), behind + 1  # 七成二五: 72.5%
    if more is not None and (over == len(text) or text[over].isspace() or text.startswith(tenth.ends_before, over)):
        return UnitMatch(amounts.percent, over, scale, (digit * 10 + more) * scale / 100)
    if text[behind] in _NUMERALS or read_unit(text, behind, amounts) is not None:
        return UnitMatch(amounts.percent, end, scale)
    return None


def _spelled(text: str, position: int, amounts: Amounts) -> UnitMatch | None:
    window = text[position : position + 12].lower()
    for spelling in amounts.spellings.get(window[:1], ()):
        if not window.startswith(spelling.text):
            continue
        end = position + len(spelling.text)
        following = text[end : end + 1]
        if (
            spelling.text[-1].isascii()
            and spelling.text[-1].isalpha()
            and (following.isascii() and following.isalnum())
        ):
            continue
        if spelling.unless_before and text.startswith(spelling.unless_before, end):
            continue
        if spelling.nearby_unit and any(word in text[max(position - 40, 0) : position] for word in spelling.near):
            return UnitMatch(spelling.nearby_unit, end)
        return UnitMatch(spelling.unit, end)
    return None


def _compound(text: str, first: UnitMatch, amounts: Amounts) -> UnitMatch:
    """元/吨, 万元/人, 元/百公里: one unit made of two."""
    slash = amounts.denominator.match(text, first.end)
    assert slash is not None, "there is a slash"
    start = slash.end()
    length = amounts.denominators.at(text, start, min(start + 8, len(text)))
    second = _spelled(text, start, amounts)
    if second is not None and second.end - start >= length:
        end, below = second.end, second.unit.name
    elif length:
        end, below = start + length, text[start : start + length]
    else:
        return first
    name = f"{first.unit.name}/{slash.group().removeprefix('/').strip()}{below}"
    known = amounts.by_name.get(name)
    return UnitMatch(known or Unit(name, None, first.unit.factor, False), end)
