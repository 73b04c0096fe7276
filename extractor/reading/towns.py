"""Towns, townships, subdistricts and villages, which have no code: 四季青镇 in a report of 海淀区, 十八洞村 in news."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.reading.placenames import ZONES, RegionMention
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import Level, Region

_TOWNS = re.compile(r"(?:街道|[镇乡])(?=[\u4e00-\u9fff、])(?![镇乡级域村区亲情土愁音间贤里])")
_TEAMS = r"(?:人民)?公社(?!化)|(?:生产)?大队|生产队|农业(?:生产合作)?社|社(?=[，、。今去每平的])"
"""What a place below the county was until 1985; it is told behind the one it lies in: 凤阳县|梨园公社|小岗生产队."""
_PLACES = re.compile(
    rf"(?:街道|镇(?![镇乡级域])|乡(?![镇乡级域村亲情土愁音间贤里])|村(?![级镇庄落寨道])|庄(?![园稼重严户乡镇村街])|{_TEAMS})"
    r"(?=[\u4e00-\u9fff0-9、，。：“） ])"
)
"""In news villages too, and communes: 姚西村党支部书记, 走进十八洞村，"""
_INSIDE = ("村", "队", "庄")
"""How the kinds of place end that lie in a town or a commune."""
_OLD = ("社", "队", "庄")
_ZONE = re.compile(rf"(?:国家级?)?{ZONES}(?!域)")
"""A zone named after its city, which mostly has no code: 九江|经济技术开发区."""
_MARKS = "▲●■◆△□◇○▼★☆※"
# At the head of a clause or of a list's item: ，四季青镇腾退用地, 西城镇、|梅仙镇|收入.
_HEADED = re.compile(rf"(?:[，。；：、”】\]\n{_MARKS}]|^)(?:其中)?(?P<town>(?!像|如同)[\u4e00-\u9fff]{{2,4}})$")
_VISITED = re.compile(r"(?:来到|走进|走访|位于|地处|所在的|家住|(?<![现正存所实])在)(?P<town>[\u4e00-\u9fff]{2,4})$")
_BEHIND = re.compile(r"[县市区]?[\u4e00-\u9fff]{2,6}$")
_COUNTIES = "县市区"
_ALONE = ("一镇", "一乡", "一村")
"""What ends the name of a town that is told of alone: 宿羊山|一镇|就有168座, 陈埭镇|一镇|产值."""
_OF_COUNTY = re.compile("^[\u4e00-\u9fff]{1,2}县(?=[\u4e00-\u9fff]{2,}(?:街道|[镇乡村])$)")
"""A county that is a city today before the name of a town: 邳县|铁富乡."""
_HAS_NOW = re.compile("[已现共还只仅没]有")
"""What a town's name never has inside: 郊区|已有|农业社."""
_URBAN = re.compile("区(?![域划县属级委长政府位间块段])")
"""What stands behind a city's name whose 市 goes with it: 武汉|市区|."""
_TOWARDS = re.compile("[省市县区旗州镇乡]对")
"""How a word begins that tells who gives to the towns: |区对|镇街转移支付."""
_REACH = 8
_LOCAL = (Level.PREFECTURE, Level.COUNTY)


def with_towns(
    text: str, regions: list[RegionMention], home: Region | None, news: bool, rules: RuleSet
) -> list[RegionMention]:
    """The regions with the towns that a document of a city or county names, and in news the villages.

    四季青镇|腾退集体产业用地80余公顷; 湖南花垣县|十八洞村|，225户苗族人家.
    """
    if not news and (home is None or home.level not in _LOCAL):
        return regions
    above = {mention.end: mention for mention in regions if mention.region.code}
    taken = {place for mention in regions for place in range(mention.start, mention.end)}
    towns: dict[int, RegionMention] = {}  # by where they begin: 花垣县双龙镇十八洞村 is one place
    for kind in (_PLACES if news else _TOWNS).finditer(text):
        start = _start(text, kind.start(), above, news, headed=not kind[0].endswith(_OLD))
        if start is None or start in taken or kind.start() in taken:
            continue
        if text[kind.end()] == " " and text[start - 1 : start] not in (*_MARKS, "\n"):
            continue  # □|高坪镇|  入夏以来
        name = text[start + (start in above and text[start] in _COUNTIES) : kind.end()]  # 汉川|县马口镇, today 汉川市
        if not _is_town(name, rules):
            continue
        county = above.get(start) if news else None
        region = county.region if county is not None else home
        begin = county.start if county is not None else start
        if region is None or (begin in towns and not kind[0].endswith(_INSIDE)):
            continue  # 陈埭镇|一镇|产值, 桃林镇|从镇|办企业
        name = name[:-2] + kind[0] if name.endswith(_ALONE) else _OF_COUNTY.sub("", name)
        end = kind.end() + len(_ALONE[0]) * text.startswith(_ALONE, kind.end())
        towns[begin] = above[end] = RegionMention(begin, end, _town(name, region), False, False)
    kept = [mention for mention in regions if mention.start not in towns]
    return sorted([*kept, *towns.values()], key=lambda mention: mention.start) if towns else regions


def with_zones(text: str, regions: list[RegionMention]) -> list[RegionMention]:
    """The regions, those of cities and counties with the zones that are named after them: 九江|经开区."""
    return [_zoned(text, mention) for mention in regions]


def _zoned(text: str, mention: RegionMention) -> RegionMention:
    if text.startswith("区", mention.end) and text[mention.start + 2 : mention.end] == "市":
        return mention._replace(end=mention.end - 1) if _URBAN.match(text, mention.end) else mention
    zone = _ZONE.match(text, mention.end) if mention.region.code and mention.region.level in _LOCAL else None
    if zone is None or mention.ambiguous or text[mention.start - 1 : mention.start] == "与":
        return mention  # 铁西区与|沈阳经济技术开发区合署办公
    name = text[mention.start : zone.end()]
    return RegionMention(mention.start, zone.end(), Region(None, name, Level.AREA, mention.region.code), False, False)


def _start(text: str, end: int, above: Mapping[int, RegionMention], news: bool, *, headed: bool) -> int | None:
    """Where the name begins that ends in its kind at ``end``; None where nothing tells.

    ``headed``: whether it may also stand at the head of a clause, or behind a verb.
    """
    reach = max(end - _REACH, 0)
    head = (_VISITED.search(text, reach, end) if news else None) or _HEADED.search(text, reach, end)
    if headed and head is not None:
        return head.start("town")
    if not news:
        return None
    # 大寨大队 lies in 大寨公社, which is nearer than 昔阳县
    starts = range(end - _REACH + 3, end - 1) if headed else range(end - 2, end - _REACH, -1)
    return next((start for start in starts if start in above and _BEHIND.match(text, start, end)), None)


def _town(name: str, above: Region) -> Region:
    return Region(None, name, Level.AREA, above.code or above.parent)


def _is_town(name: str, rules: RuleSet) -> bool:
    """Whether a word is the name of a town and not a kind of it: 四季青镇, but not 特色小镇."""
    lexicon = rules.lexicon
    led = lexicon.opening(name, 0, len(name))[1]  # 全县|淘宝镇, 建设|强镇
    if "的" in name or _TOWARDS.match(name) or _HAS_NOW.search(name):
        return False
    return not led and not lexicon["not_towns"].before(name, 0, len(name))
