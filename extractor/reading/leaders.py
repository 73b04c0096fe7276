"""Leaders: the place that a clause leads to without beginning with it: the first of several, the only one."""

from __future__ import annotations

import regex

from extractor.reading.clauses import Clause
from extractor.reading.places import Reader
from extractor.ruleset.gazetteer import Region

FOREMOST = regex.compile(r"[最较]\p{Han}{1,4}的(?:依次|分别)?[是为]|的[则就]是|其次是|(?:位居|排在|居)首位的是")
"""What says which comes first: 涨得|最凶的是|深圳."""
_ONLY_IN = regex.compile("(?:仅|只|唯独|率先|首先|最早)在")
"""What says where alone something is: 仅在|盘锦市|启动试点，参保47.3万人."""
_TRIED = regex.compile("(?:先行先试|先行试点|率先试点|启动试点|开展试点|先行启动)$")
"""What says where alone something is tried: 已在普洱市|先行试点|，承保11.2万亩."""
_LEADS = regex.compile("(?:则是|仍是|还是|当属|首推|要数|就是|数)")
_AHEAD = regex.compile("一家独大|一枝独秀|遥遥领先|独占鳌头|拔得头筹|领跑|领先|最[高多强大快]|居首|位居榜首")
"""What says that a place comes first, behind its name: 外贸方面则是|大连|一家独大，全年进出口3854亿元."""
_CALLED = regex.compile(
    "(?:之一|之称|美誉|称号|地区|一带|腹地|山区|革命老区)的$|^(?:地处|位于|素有|号称|被誉为|人称)[^，。]{2,24}的$"
    r"|^在?(?:全[国省市])?(?:第[一二三])?\p{Han}{2,4}[大强名][县市省区]$"
    r"|(?:最大|最[早老]|重要|主要|著名|有名|闻名\p{Han}{0,4})的\p{Han}{0,8}"
    r"(?:基地|产[区地]|[林牧矿棉粮]区|港口|城市|之[乡都]|枢纽|侨乡|老区)$"
)
"""What says what the place behind it is: 全国商品粮基地|之一的|榆树县, 苏北|地区的|盐城市, |在产粮大县|滑县.

Or 我国|最大的煤炭基地|山西省.
"""


def called_so(reader: Reader, clause: Clause) -> Region | None:
    """The place at the end of a clause that says what it is; None for any other: 全国商品粮基地之一的|榆树县|，."""
    called = reader.mentions.region_until.get(clause.end)
    if called is None or called.in_name or _CALLED.search(reader.text, clause.start, called.start) is None:
        return None
    return called.region


def led_to(reader: Reader, clause: Clause, *, numbered: bool) -> Region | None:
    """The place of which what follows a clause is told: the only one, or the first; None where there is none.

    仅在|盘锦市|启动试点，参保47.3万人; 外贸方面则是|大连|一家独大，进出口3854亿元; 涨得最凶的是|深圳|，上涨20%. Only
    the clause of the last may have numbers of its own (``numbered``).
    """
    tried = _TRIED.search(reader.text, clause.start, clause.end) if not numbered else None
    trying = reader.mentions.region_until.get(tried.start()) if tried is not None else None
    if trying is not None and trying.start > clause.start and not trying.in_name:
        return trying.region
    only = _ONLY_IN.search(reader.text, clause.start, clause.end) if not numbered else None
    there = reader.mentions.region_at.get(only.end()) if only is not None else None
    if there is not None and not there.in_name:
        return there.region
    for leads in _LEADS.finditer(reader.text, clause.start, clause.end) if not numbered else ():
        place = reader.mentions.region_at.get(leads.end())
        if place is not None and not place.in_name and _AHEAD.match(reader.text, place.end, clause.end):
            return place.region
    foremost = FOREMOST.search(reader.text, clause.start, clause.end)
    first = reader.mentions.region_at.get(foremost.end()) if foremost is not None else None
    return first.region if first is not None and first.end == clause.end and not clause.aside else None
