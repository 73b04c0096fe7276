"""Areas that a text means by a word: 全省 and 我市 are its own, 高新区 the one that its city has."""

from __future__ import annotations

from extractor.reading.context import Facts
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import RANKS, Level, Region

_DISTRICTS = 2003
"""The last year in which cities of today may have been 地区, whose 全区 is all of one."""
_ZONE_WORD = 3
"""How long a word for a zone is that there is one of in a city: 高新区, but not 园区."""
_RANKED = (Level.NATION, Level.PROVINCE, Level.PREFECTURE)
_TOWNS = ("镇", "乡", "村", "街道")
_TEAMS = ("社", "队")
_OWN_PROVINCE = ("我省", "本省", "咱省")
_LEVELS = {
    "省": "province",
    "自": "province",
    "市": "prefecture",
    "州": "prefecture",
    "盟": "prefecture",
    "区": "county",
    "县": "county",
    "旗": "county",
}


def resolve_local(word: str, facts: Facts, current: Region | None, rules: RuleSet) -> Region | None:
    """The area that 全省, 我市 or 园区 means: the document's own, the one above it of that level, or its only zone."""
    home = facts.home
    if word in rules.lexicon["local_area"]:
        return facts.local_areas.get(word) or (_zone(word, facts) if current is None else None)
    if home is None:
        return current if current is not None and current.name.endswith(word[-1]) else None
    if word in _OWN_PROVINCE and home.level == Level.PROVINCE:
        return home  # 福建2658小时，|我省|仅有1184小时
    if word.endswith(_TEAMS):  # 全公社; 这个队, of which no name was told
        return current if current is not None and current.name.endswith(_TEAMS) else home
    if word.endswith(_TOWNS):  # 全镇, 全村: the place that is spoken of, but not all of 曲靖市
        inside = current if current is not None and current != home else None
        return home if home.name.endswith(word[-1]) else inside
    kind = next((character for character in word if character in _LEVELS), None)
    known = current is not None and (current.code or word[-1] == "县")  # 无锡县, which has no code today
    if current is not None and known and current != home and current.name.endswith(word[-1]):
        return current  # 该市 behind 广德市
    old = facts.year is not None and facts.year <= _DISTRICTS
    if (
        kind == "区"
        and old
        and home.level == Level.PREFECTURE
        and rules.gazetteer.lineage(home)[0]
        in (rules.gazetteer.lineage(current) if current is not None else (home.code,))
    ):
        return home  # 全区, in a paper of 德州地区, also where one of its counties was told of
    if kind == "区" and current is not None and current.level == Level.PREFECTURE and current != home:
        if old:
            return current  # 定西地区, in 2000
        return home if home.name.endswith("自治区") else None  # 本报|南宁|讯…。全区, in a paper of 广西壮族自治区
    if kind is None:
        return current if current is not None and current.code else home  # 本地, of the city that is spoken of
    if home.name.endswith(kind) or kind == facts.former_kind:
        return home  # 全市 in 重庆市, 全区 in 广西壮族自治区, 全市 in 萧山市 of 1995
    level = _LEVELS[kind]
    if home.level == level:
        return home
    if RANKS[Level(level)] > RANKS[home.level] and home.level in _RANKED:
        # 全县 in a report of the province, 全市 in a paper of the nation: which one is told by what it is about, or not
        return _above(current, level, home, rules)
    region: Region | None = home
    while region is not None:
        if region.level == level:
            return region
        region = rules.gazetteer.by_code.get(region.parent) if region.parent else None
    return home


def _zone(word: str, facts: Facts) -> Region | None:
    """The zone of a city that the rules do not know by name: 高新区, in a budget of 宁波市, is 宁波高新区."""
    home = facts.home
    if home is None or home.level != Level.PREFECTURE or not facts.budget or len(word) < _ZONE_WORD:
        return None
    return Region(None, home.name.removesuffix("市") + word, Level.AREA, home.code)


def _above(current: Region | None, level: str, home: Region, rules: RuleSet) -> Region | None:
    """The region of a level that holds another, inside ``home``: 全省 in news from 贵阳 is 贵州省."""
    while current is not None and current != home:
        city = level == Level.PREFECTURE and current.level == Level.COUNTY and current.name.endswith("市")
        if current.level == level or city:  # 浏阳市大瑶镇…。全市, in a paper of 湖南
            return current
        current = rules.gazetteer.by_code.get(current.parent) if current.parent else None
    return None
