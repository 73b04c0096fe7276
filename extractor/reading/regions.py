"""Regions: every place a text names, told apart by what stands before it and by the document's own region."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.documents.fold import fold
from extractor.reading.bearers import is_told_by_name, marked, of_others
from extractor.reading.placenames import PlaceName, RegionMention, locate_names, read_names
from extractor.ruleset.gazetteer import RANKS, Gazetteer, Level, Naming, Region, Use

_OFFICIAL_ENDS = "省市县区州盟旗"
# 天水|街道 and 天水|围 are no part of 天水市.
_STREET = regex.compile("街道|围(?!绕)|社区|之[滨畔]|岸边|湖[畔区]")
# A bare county name that goes on like this is a smaller place or a thing of nature: 石柱村, 青川河.
_SMALLER = regex.compile(r"镇(?!域)|乡(?![村镇])|村|街|路|山(?!区)|河|湖|江|之[滨畔]|寺|庙|门|桥|洞|沟|岛|峡|社区|老人")
_OF_PAPER = regex.compile(r"\p{Han}{0,5}[〔\[【（(](?:19|20)\d\d年?[〕\]】）)]第?\d+号")
"""What stands behind a region's letters in the number of an official paper: |桂林|函〔2021〕36号."""
_NUMBER = 30
"""How far behind them such a number may end, in characters; its 号 would be looked for in all of a long text."""
_WORKS = regex.compile("引水|调水|输水|水资源配置|(?<=[东南西北])(?:、[东南西北陕]{2})?移民搬迁")
"""What stands behind an area in the name of waterworks or of a programme: |滇中|引水工程, |陕南|移民搬迁."""
_LAND = regex.compile(r"\p{Han}?(?:[山沙库老牧湖灾林边滩]区|平原|丘陵|高原|腹地|革命老区)(?:的)?")
"""What land a county lies in, between the area and its name: 豫东|沙区|民权县."""
_OPENS = frozenset("，。；：、（(\n\u3000 和与及比为是")
"""What stands before a quarter of the nation."""
_QUARTER = regex.compile(
    r"[、，（\d]|[和与及][东中西]|的?(?:增|下降|上升|上涨|提高|降|占|为|达|最|分别|则|有|仅|第|人均|居民|城镇|农村|房价|经济|投资|消费|工业|粮食|外贸|农民|完成)"
)
"""What stands behind it: |东部|增长5%, |中部|、西部."""
_JOINS = frozenset({"、", "和", "与", "及", "以及"})
_WHOLE = regex.compile("全[市县区旗州](?![场政委级域])")
"""What shows that a name before it is a place's."""
_HEAD_MARKS = frozenset("【◆◇■□▲△▼▶●○★☆※\n")
_HEAD_ENDS = frozenset("】　 ：:")


def find_regions(
    text: str,
    gazetteer: Gazetteer,
    home: Region | None = None,
    located: Sequence[tuple[int, int, int]] | None = None,
) -> list[RegionMention]:
    """Every region named in ``text``, in order and without overlap; ``home`` is the document's own region.

    ``川渝两地`` gives 成渝地区双城经济圈, ``重庆永川`` gives 永川区, ``金佛山`` nothing; words that depend on
    the document (全省, 我市) are not regions' names and are left to the context.
    """
    province = gazetteer.province(home) if home else None
    names = read_names(text, gazetteer, province, locate_names(text, gazetteer) if located is None else located)
    found: list[RegionMention | None] = []
    for place, name in enumerate(names):
        before = found[place - 1] if place and names[place - 1].end == name.start else None
        mention = _below(name, before, gazetteer)
        if mention is None and place and names[place - 1].end < name.start:
            mention = _in_land(text, name, found[place - 1], gazetteer)
        if mention:
            found[place - 1] = None
        else:
            usable = [naming for naming in name.namings if _counts_alone(naming, text, name, province, gazetteer)]
            mention = _mention(name, usable, gazetteer, home) if usable else None
        found.append(mention)
    if home is not None and home.level == Level.PREFECTURE:
        _add_pairs(text, names, found, home)
    if home is not None and home.level in (Level.PROVINCE, Level.PREFECTURE):
        _add_heads(text, names, found, home, gazetteer)
    _add_told(text, names, found)
    _add_listed(text, names, found, range(1, len(names)), -1, gazetteer, home)
    _add_listed(text, names, found, range(len(names) - 2, -1, -1), 1, gazetteer, home)
    kept = [
        marked(text, mention)
        for mention in found
        if mention
        and not is_told_by_name(text, mention)
        and _OF_PAPER.match(text, mention.end, mention.end + _NUMBER) is None
        and not (mention.region.code is None and _WORKS.match(text, mention.end))
    ]
    if home is not None and home.level != Level.NATION:
        kept = [of_others(text, mention, home, gazetteer) for mention in kept]
    return kept


def resolve_region(name: str, gazetteer: Gazetteer) -> Region | None:
    """The region a metadata value names (阿坝州, 屏東縣, 510000, 四川省成都市); None if none or several fit."""
    name = fold(name.strip())
    if name in gazetteer.by_code:
        return gazetteer.by_code[name]
    regions = [naming.region for naming in gazetteer.names.get(name, ())]
    if regions:
        highest = _highest(regions)
        return highest[0] if len(highest) == 1 else None
    mentions = find_regions(name, gazetteer)
    if len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(name)) and not mentions[0].ambiguous:
        return mentions[0].region
    return None


def _below(name: PlaceName, before: RegionMention | None, gazetteer: Gazetteer) -> RegionMention | None:
    """The region that lies in the one named right before, as one mention of both: 四川省|成都市."""
    if before is None or before.region.code is None:
        return None
    above = before.region
    inside = []
    for naming in name.namings:
        if naming.use == Use.ALWAYS or (naming.use == Use.LOCAL and above.level != Level.NATION):
            fits = above.code in gazetteer.lineage(naming.region)[naming.region.code is not None :]
        else:
            fits = naming.region.parent == above.code and above.level != Level.NATION
        if fits:
            inside.append(naming.region)
    if not inside:
        return None
    direct = [region for region in inside if region.parent == above.code]
    chosen = direct or _highest(inside)
    return RegionMention(before.start, name.end, chosen[0], len(chosen) > 1, False)


def _in_land(text: str, name: PlaceName, before: RegionMention | None, gazetteer: Gazetteer) -> RegionMention | None:
    """The county that is told with the kind of land it lies in, as one mention of both: 豫东|沙区民权县|."""
    if before is None or before.region.code is not None or _LAND.fullmatch(text, before.end, name.start) is None:
        return None
    inside = [n.region for n in name.namings if before.region.parent in gazetteer.lineage(n.region)]
    return RegionMention(before.start, name.end, inside[0], False, False) if len(inside) == 1 else None


def _counts_alone(naming: Naming, text: str, name: PlaceName, province: str | None, gazetteer: Gazetteer) -> bool:
    """Whether a name says its region without support: 绵阳 yes, 云阳 in documents of 重庆, 白银 never."""
    if naming.use != Use.LOCAL:
        return naming.use == Use.ALWAYS and not (
            text[name.end - 1] not in _OFFICIAL_ENDS and _STREET.match(text, name.end)
        )
    if naming.region.code is None and naming.region.parent is None:
        return province is None and _is_quarter(text, name)
    if province is None or gazetteer.province(naming.region) != province:
        return False
    official = text[name.start : name.end] == naming.region.name
    return official or not _SMALLER.match(text, name.end)


def _is_quarter(text: str, name: PlaceName) -> bool:
    """Whether a word is a quarter of the nation, and no direction: |中部|提高最快, not 城市|中部|."""
    opens = name.start == 0 or text[name.start - 1] in _OPENS or text.startswith("其中", name.start - 2)
    return opens and _QUARTER.match(text, name.end) is not None


def _mention(name: PlaceName, namings: Sequence[Naming], gazetteer: Gazetteer, home: Region | None) -> RegionMention:
    """The region a name stands for, nearest to home first; of several the highest, marked ambiguous."""
    regions = [naming.region for naming in namings]
    if len(regions) > 1 and home:
        around = gazetteer.lineage(home)
        above = [region for region in regions if region.code and region.code in around]
        for code in around[:-1]:
            near = above or [region for region in regions if code in gazetteer.lineage(region)]
            if near:
                regions = near
                break
    highest = _highest(regions)
    return RegionMention(name.start, name.end, highest[0], len(regions) > 1, False)


def _highest(regions: Sequence[Region]) -> list[Region]:
    rank = min(RANKS[region.level] for region in regions)
    return [region for region in regions if RANKS[region.level] == rank]


def _add_listed(
    text: str,
    names: Sequence[PlaceName],
    found: list[RegionMention | None],
    places: range,
    step: int,
    gazetteer: Gazetteer,
    home: Region | None,
) -> None:
    """Decide a name by a region of its kind beside it in a list: 昭通、大理 and 渝北区、江北区."""
    for place in places:
        beside, mention, name = found[place + step], found[place], names[place]
        following = found[place + 1] if place + 1 < len(found) else None
        part = following is not None and following.start < name.end  # 、四川省|成都 is one mention already
        if part or beside is None or beside.ambiguous:
            continue
        if mention and not (mention.ambiguous and mention.start == name.start):
            continue
        gap = text[name.end : beside.start] if step > 0 else text[beside.end : name.start]
        if gap not in _JOINS:
            continue
        alike = [n for n in name.namings if _same_kind(n.region, beside.region, gazetteer)]
        if alike:
            found[place] = _mention(name, alike, gazetteer, home)


def _add_pairs(text: str, names: Sequence[PlaceName], found: list[RegionMention | None], home: Region) -> None:
    """Decide two names side by side by the city that both are parts of: 浦口、六合, in a paper of 南京."""
    for place in range(1, len(names)):
        first, second = names[place - 1], names[place]
        if found[place - 1] or found[place] or text[first.end : second.start] not in _JOINS:
            continue
        parts = [[n.region for n in name.namings if n.region.parent == home.code] for name in (first, second)]
        if all(parts):
            found[place - 1] = RegionMention(first.start, first.end, parts[0][0], False, False)
            found[place] = RegionMention(second.start, second.end, parts[1][0], False, False)


def _add_told(text: str, names: Sequence[PlaceName], found: list[RegionMention | None]) -> None:
    """Decide a short name by the full one that the text has before it, at the head of a line also after it.

    象山县…。|象山|柑橘种植面积; ⏎|信丰|23万亩脐橙“触网”⏎…信丰县安西镇.
    """
    told: dict[Region, int] = {}
    for place, name in enumerate(names):
        region = _told_in_full(text, name, found[place])
        if region is not None:
            told.setdefault(region, name.start)
    for place, name in enumerate(names):
        following = found[place + 1] if place + 1 < len(found) else None
        part = following is not None and following.start <= name.start  # 宁波|象山县 is one mention already
        if found[place] is not None or part or _SMALLER.match(text, name.end):
            continue
        leads = name.start == 0 or text[name.start - 1] in "\n— "
        short = [n.region for n in name.namings if n.region in told and (leads or told[n.region] < name.start)]
        if len(short) == 1:
            found[place] = RegionMention(name.start, name.end, short[0], False, False)


def _told_in_full(text: str, name: PlaceName, mention: RegionMention | None) -> Region | None:
    """The city or county whose full name, or that of what it lies in with its own, stands at a place, or none."""
    if mention is not None and mention.start < name.start and mention.region.level == Level.COUNTY:
        return mention.region  # 湖北省|秭归|…。|秭归|新县城
    said = text[name.start : name.end]
    if mention is None and len(said) == len("东区") and said.endswith("区"):
        return None  # |东区|均价快破“八”, in a paper of 郑州
    official = [naming.region for naming in name.namings if naming.region.name == said]
    whole = text.startswith("全", name.end) and _WHOLE.match(text, name.end)
    wired = text.endswith("本报", 0, name.start) or whole  # 本报|信丰|讯, 永安|全市
    if mention is not None and (wired or mention.region in official):
        official = [mention.region]  # 象山区, in a paper of 桂林
    local = len(official) == 1 and official[0].level in (Level.PREFECTURE, Level.COUNTY)
    return official[0] if local else None


def _add_heads(
    text: str, names: Sequence[PlaceName], found: list[RegionMention | None], home: Region, gazetteer: Gazetteer
) -> None:
    """Decide a name that is all that heads an item by the document's own region: ◆|兴国|　去年…, 本报|信丰|讯."""
    for place, name in enumerate(names):
        heads = text[name.start - 1 : name.start] in _HEAD_MARKS and text[name.end : name.end + 1] in _HEAD_ENDS
        wired = text.endswith("本报", 0, name.start) and text.startswith(("讯", "电"), name.end)
        whole = text.startswith("全", name.end) and _WHOLE.match(text, name.end) is not None  # 永安|全市林地382.6万亩
        if found[place] or not (heads or wired or whole):
            continue
        inside = [n.region for n in name.namings if home.code in gazetteer.lineage(n.region)]
        if len(inside) == 1:
            found[place] = RegionMention(name.start, name.end, inside[0], False, False)


def _same_kind(region: Region, other: Region, gazetteer: Gazetteer) -> bool:
    """Whether two regions belong in one list: prefectures anywhere, counties of one province."""
    if region.level != other.level:
        return False
    return region.level != Level.COUNTY or gazetteer.province(region) == gazetteer.province(other)
