"""What a growth leaves out: 剔除不可比因素后增长8%, of the same; 扣除房地产开发投资后增长5%, of the rest of it."""

from __future__ import annotations

from typing import NamedTuple

import regex

_SIGN = "除"
"""What every word for leaving something out has in it: 剔除, 扣除, 除去."""
_LEADS = 6
"""How far into a clause that word may stand which is nothing else, in characters: |，其中扣除|."""
_VERBS = "剔除|扣除|除去|刨除|撇除"
_OPENS = rf"[，]?(?:其中|但|而|若|如果?|在)?(?:{_VERBS})掉?了?"
_SAME = "(?:[，按]*(?:同口径|可比口径|可比|实际|名义))*"
"""What stands before a growth that is of the same things as the year before."""
_LEFT_OUT = regex.compile(rf"{_OPENS}(?P<what>[^，。；]{{1,40}}?)(?:(?<=因素|影响)后?|之后|以后|后(?!续|期|备)){_SAME}")
_CLAUSE = regex.compile(rf"{_OPENS}(?P<what>[^，。；]{{1,40}}?)(?:之后|以后|后|外)?")
"""The same as a clause of its own: |扣除房地产开发投资|，固定资产投资增长1.7%."""
_FACTOR = regex.compile(
    "因素|影响|价格|物价|退税|减税|减收|免税|税率|基数|一次性|不可比|政策|口径|汇率|季节|通胀|通货|置换|翘尾|成本|费用|[这那其]|上述"
)
"""What is no part of what grows, but something that moved all of it."""
_REST = regex.compile(r"[^，。；0-9]{0,10}?(?:等)?[^，。；0-9]{0,8}?(?:因素|影响)(?:之?后)?" + _SAME)
"""What is left of it behind a number that tells how much it was: 扣除一次性收入3亿元|因素后|增长8%."""
_INSIDE = regex.compile(rf"(?:{_VERBS})[^，。；后]{{0,30}}$")
_BEHIND = regex.compile(r"[^，。；0-9]{0,12}?(?:因素|影响|后(?!续|期|备))|，按?(?:同口径|可比)")
_NEAR = 36
"""How far before its number the word may stand that takes it out, in characters."""
_LEFT_OUT_OF = regex.compile(rf"(?:{_VERBS}|不含)(?P<what>[^，。；的]+)的")
"""How a name begins that leaves something out: |扣除房地产开发投资的|民间投资."""
_WHOLE = regex.compile(r"扣除[^，。；的]{1,40}的(?=.)")


class Exclusion(NamedTuple):
    """Where it stands that something is left out, and the part of the whole that it is, "" for what moved all of it."""

    start: int
    end: int
    part: str


def exclusion(text: str, start: int, end: int) -> Exclusion | None:
    """What a phrase begins by leaving out: 房地产开发投资, of 扣除房地产开发投资后; "" of 剔除不可比因素后."""
    sign = text.find(_SIGN, start, end)
    if sign >= 0:
        found = _LEFT_OUT.match(text, start, end)
        if found is None and sign > start:  # |民间投资|扣除房地产开发投资后增长8.8%
            found = _LEFT_OUT.fullmatch(text, sign - 1, end)
        return Exclusion(found.start(), found.end(), _part(found["what"])) if found is not None else None
    if text.find("因素", start, end) < 0 and text.find("影响", start, end) < 0:
        return None
    rest = _REST.match(text, start, end) if is_left_out(text, start, start) else None
    return Exclusion(start, rest.end(), "") if rest is not None else None


def clause_exclusion(text: str, start: int, end: int) -> Exclusion | None:
    """What a clause without a number leaves out of the next one: 房地产开发投资, of 扣除房地产开发投资，."""
    if text.find(_SIGN, start, min(start + _LEADS, end)) < 0:
        return None
    found = _CLAUSE.fullmatch(text, start, end)
    part = _part(found["what"]) if found is not None else ""
    if found is None or "的" in part:
        return None  # |扣除房地产开发投资的固定资产投资由降转升|，增长3%: its own subject
    return Exclusion(start, end, part)


def is_left_out(text: str, start: int, end: int) -> bool:
    """Whether a number is told of what is left out: 扣除上年一次性收入|3亿元|后增长8%."""
    if text.find(_SIGN, max(start - _NEAR, 0), start) < 0:
        return False
    return _INSIDE.search(text, max(start - _NEAR, 0), start) is not None and _BEHIND.match(text, end) is not None


def without(part: str, name: str) -> str:
    """The name of what is left of a whole: 扣除房地产开发投资的固定资产投资."""
    return f"扣除{part}的{name}"


def whole_of(name: str) -> str:
    """The whole of which that is the rest, or the name as it is."""
    found = _WHOLE.match(name) if name.startswith("扣除") else None
    return name[found.end() :] if found is not None else name


def leaves_part(name: str) -> bool:
    """Whether a name leaves out a part of what it is of, and so is of something else: 扣除房地产开发投资的民间投资."""
    found = _LEFT_OUT_OF.match(name)
    return found is not None and bool(_part(found["what"]))


def _part(what: str) -> str:
    """What is left out, if it is a part of the whole: 房地产开发投资, but "" of 不可比因素."""
    return "" if _FACTOR.search(what) is not None else what.strip("“”（）的")
