"""Regions: every place a text names, told apart by what stands before it and by the document's own region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from extractor.ruleset.gazetteer import RANKS, Gazetteer, Level, Naming, Region, Use


class RegionMention(NamedTuple):
    """A region and where the text names it: 四川省成都市武侯区 is one mention of 武侯区.

    ``ambiguous``: several regions bear the name and nothing decides (鼓楼区). ``in_name``: it is part of an
    organisation's, a road's or a line's (四川大学, 成渝高铁) and says nothing about the region.
    """

    start: int
    end: int
    region: Region
    ambiguous: bool
    in_name: bool


class _Name(NamedTuple):
    """A name in the text with what it may stand for, not yet decided."""

    start: int
    end: int
    namings: tuple[Naming, ...]


# A name cut off by the next word: 成都市|场, 海南区|域, 河南县|域 name 成都, 海南 and 河南.
_BLEEDS = {"市": "场值", "区": "域块位间划", "县": "域级"}
# 建成县城, 提高县级: names of two characters with 县 (成县, 高县) are mostly the ends of other words.
_HAN = regex.compile(r"\p{Han}")
_OPENS_NAME = "在到赴从由与及和、的"
# A bare county name that goes on like this is a smaller place or a thing of nature: 石柱村, 青川河.
_OFFICIAL_ENDS = "省市县区州盟旗"
# 天水|街道 and 天水|围 are no part of 天水市.
_STREET = regex.compile("街道|围(?!绕)|社区|之[滨畔]|岸边|湖[畔区]")
_SMALLER = regex.compile(r"镇|乡(?!村)|村|街|路|山(?!区)|河|湖|江|之[滨畔]|寺|庙|门|桥|洞|沟|岛|峡|社区|老人")
# Longest short name of a province or prefecture looked for inside another name: 黑龙江省.
_LONGEST_SHORT = 4
_WELL_KNOWN = (Level.PROVINCE, Level.PREFECTURE)
# In documents of 贵州 从江 is a county of its own; even there 从|江苏 is 江苏.
_PARTICLES = "从和与同自由对向在到至及"
_JOINS = frozenset({"、", "和", "与", "及", "以及"})

# Letters that are seldom anything but a province or city; the other one-character names (新 云 台 …) are
# ordinary words and count only beside one of these: 云贵川 counts, 新台 does not.
_LETTERS = frozenset("甘川渝沪津冀晋辽苏浙皖闽赣鲁豫鄂湘粤桂琼蜀黔滇陕甬蓉杭穗藏京疆")
_PARTNERS = frozenset("台港澳")
_GOES_TO = frozenset("在来入赴驻返离留抵进援出全")
_HEAD_MARKS = frozenset("【◆◇■□▲△▼▶●○★☆※\n")
_HEAD_ENDS = frozenset("】　 ：:")
_CELL = frozenset("\t|\n")

_NAME_ENDS = (
    "大学(?!生)|学院|商品城|轻纺城|商贸城|小商品|声谷|光谷|药谷|硅谷|驰名商标|名牌|之乡|之都|老字号|专利奖|质量奖|博览会|交易会|展览会|艺术节|中心支行|铁路局|局集团|中学(?!生)|小学(?!生)|银行(?!业|卡)|公司|集团(?!军)|医院|出版社|报社|[日晚晨早商时]报|都市报|"
    "水利枢纽|电视台|广播电台|研究院|研究所|设计院|科学院|工程院|博物馆|图书馆|体育馆|体育场|剧院|协会|学会|商会|联合会|"
    "基金会|俱乐部|[分支]行|信用社|证券(?!机构|交易|市场|化|投资|期货)|电厂|机场|(?<!文化|服务|加油|充电|换电|水泵|监测|观测|卫生|发电|水电|救助|工作|维修|回收|中转|变电|加气|加氢|驿)[东南西北]?站(?![稳在上起位点住])|铁路|高铁|高速(?!发|增|度|推)|"
    "±\\d|特高压|直流工程|籍(?!贯)|首店|首展|首秀|公路|专线|航线|大运河|大桥|大道|路(?![网线径段况子由演桥])|街(?![道区坊])|公园|宾馆|饭店|大厦|条约|号(?![召线])"
)
# What an organisation's name does not hold ends the look for its last word: 四川|新增上市公司12家.
_MIDDLE = (
    r"[\p{Han}\p{Latin}--的了和与及在有为是新增达将把对共各至从个家所等类全规模上下市营级重点三甲实现"
    "推进支持引企业率先成结束不通内除外]"
)
_AIRPORTS = ("机场", "国际机场", "水利枢纽")
_IN_NAME = regex.compile(rf"(?V1){_MIDDLE}{{0,8}}?(?:{_NAME_ENDS})")
# 京沪|高速, 京津|城际铁路, 沪昆|高铁
_LINE = regex.compile("(?:城际|客运|高速)?(?:铁路|公路|高铁|专线)|高速|大动脉|干线|线(?!上|下)|特高压")
_ROUTE = regex.compile(
    r"[东南西北]?(?:至|到|经|-|—)\p{Han}{2,6}?(?:高速|铁路|公路|高铁|城际|段|线|航班|班列|±|特高压|输电|直流|输气|管道)(?!上)"
)
"""What shows that a region is an end of a way and nothing else: 伊川|至栾川高速."""
_WAYS = frozenset("东南西北至到经-—")
"""What a way's other end or a part of the region stands behind."""
_NICKNAME = 8
"""How far behind a region the quotation that it is told in may end, in characters."""
_BYNAME = regex.compile(r"\p{Han}{1,6}[”」](?:之称|之誉|美誉|美称|的?称号|的(?:美誉|美称))")
"""What shows that a region is part of what another is called: 素有“豫北|粮仓”之称|的滑县."""
_ZONE = regex.compile(r"[（(]\p{Han}{2,4}[)）](?:自由贸易|自贸)")
_WITH_OTHERS = regex.compile(
    "[—–－-](?:东盟|中东欧|欧盟|中亚|阿拉伯|非洲|拉美|新加坡|马来西亚|上合)(?!进出口|贸易|双边|关系|外贸)"
)
"""What shows that 中国 is one side of a body or a place of two: |中国|—东盟信息港."""
_MEETING = regex.compile("(?:工作|现场)?(?:会议|峰会|论坛|宣言)")
_COMPANIES = regex.compile(r"(?:籍|资)?企业(?=\d)")
_NATIONAL_COMPANY = regex.compile("移动|电信|联通|铁塔|石油|石化|海油|烟草|电建|邮政|华能|大唐|华电|中车|银联")


def locate_names(text: str, gazetteer: Gazetteer) -> list[tuple[int, int, int]]:
    """Where names of regions stand, the longest of those that begin together: each an index, a start and an end."""
    return list(gazetteer.automaton.find_matches_as_indexes(text))


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
    names = _names(text, gazetteer, province, locate_names(text, gazetteer) if located is None else located)
    found: list[RegionMention | None] = []
    for place, name in enumerate(names):
        before = found[place - 1] if place and names[place - 1].end == name.start else None
        mention = _below(name, before, gazetteer)
        if mention:
            found[place - 1] = None
        else:
            usable = [naming for naming in name.namings if _counts_alone(naming, text, name, province, gazetteer)]
            mention = _mention(name, usable, gazetteer, home) if usable else None
        found.append(mention)
    if home is not None and home.level == Level.PREFECTURE:
        _add_pairs(text, names, found, home)
    if home is not None and home.level in _WELL_KNOWN:
        _add_heads(text, names, found, home, gazetteer)
    _add_told(text, names, found)
    _add_listed(text, names, found, range(1, len(names)), -1, gazetteer, home)
    _add_listed(text, names, found, range(len(names) - 2, -1, -1), 1, gazetteer, home)
    marked = [_marked(text, mention) for mention in found if mention and not _is_told_by_name(text, mention)]
    if home is not None and home.level != Level.NATION:
        marked = [_of_others(text, mention, home, gazetteer) for mention in marked]
    return marked


def resolve_region(name: str, gazetteer: Gazetteer) -> Region | None:
    """The region a metadata value names (阿坝州, 510000, 四川省成都市); None if none or several fit."""
    name = name.strip()
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


def _is_told_by_name(text: str, mention: RegionMention) -> bool:
    """Whether a region is named for what bears its name: a way (伊川至栾川高速) or a place (“豫北粮仓”之称)."""
    if text[mention.end : mention.end + 1] in _WAYS:
        return _ROUTE.match(text, mention.end) is not None
    quoted = any(quote in text[mention.end + 1 : mention.end + _NICKNAME] for quote in "”」")
    return quoted and _BYNAME.match(text, mention.end) is not None


def _names(
    text: str, gazetteer: Gazetteer, province: str | None, located: Sequence[tuple[int, int, int]]
) -> list[_Name]:
    """All names in the text; one-character names only where they stand joined."""
    names: list[_Name] = []
    letters: list[_Name] = []
    beside = {*gazetteer.letters, "、"}
    for index, start, end in located:
        if end - start == 1 and not letters and text[end : end + 1] not in beside and _is_plain(text, start):
            continue  # a character of some word, as most are
        if names and start < names[-1].end:
            continue
        namings = gazetteer.names[gazetteer.patterns[index]]
        if end - start == 1:
            if letters and text[letters[-1].end : start] not in ("", "、"):
                names += _joined(text, letters)
                letters = []
            letters.append(_Name(start, end, namings))
            continue
        names += _joined(text, letters)
        letters = []
        if names and names[-1].end == start and text.startswith(_AIRPORTS, end):
            continue  # 海口|美兰|国际机场
        name = _whole(text, _Name(start, end, namings), gazetteer)
        if name.namings and not any(naming.use == Use.ALWAYS for naming in name.namings):
            name = _hidden(text, name, gazetteer, province) or name
        follows = bool(names) and names[-1].end == start
        if name.namings and (follows or _begins(text, name)):
            names.append(name)
    return names + _joined(text, letters)


def _is_plain(text: str, start: int) -> bool:
    """Whether nothing before a character makes it a region's name on its own: 在川, a table cell."""
    return start > 0 and text[start - 1] not in _GOES_TO and text[start - 1] not in _CELL


def _whole(text: str, name: _Name, gazetteer: Gazetteer) -> _Name:
    """The name without a last character that belongs to the next word: 吉林市|场 is 吉林."""
    last = text[name.end - 1]
    if name.end == len(text) or text[name.end] not in _BLEEDS.get(last, ""):
        return name
    shorter = gazetteer.names.get(text[name.start : name.end - 1], ())
    # 云阳县域 is still about 云阳县, whether or not 云阳 counts alone; 河南县域 is about 河南.
    if last == "县" and not any(naming.use == Use.ALWAYS for naming in shorter):
        return name._replace(end=name.end - 1, namings=() if name.end - name.start == 2 else name.namings)
    return _Name(name.start, name.end - 1, shorter)


def _hidden(text: str, name: _Name, gazetteer: Gazetteer, province: str | None) -> _Name | None:
    """A trusted name that begins inside one that needs support: 从|江苏 is not 从江."""
    local = any(gazetteer.province(n.region) == province for n in name.namings if n.use == Use.LOCAL and province)
    if local and text[name.start] not in _PARTICLES:
        return None
    for start in range(name.start + 1, name.end):
        for end in range(min(start + _LONGEST_SHORT, len(text)), name.end, -1):
            namings = gazetteer.names.get(text[start:end], ())
            if any(n.use == Use.ALWAYS and n.region.level in _WELL_KNOWN for n in namings):
                return _Name(start, end, namings)
    return None


def _begins(text: str, name: _Name) -> bool:
    """Whether the name can begin here; 治理县 is no 理县, but 在理县 and 、理县 are."""
    if name.end - name.start > 2 or text[name.end - 1] != "县" or name.start == 0:
        return True
    return text[name.start - 1] in _OPENS_NAME or not _HAN.match(text, name.start - 1)


def _joined(text: str, letters: Sequence[_Name]) -> list[_Name]:
    """The one-character names of a row, if it is one of regions: 沪苏浙皖, 川、渝, 在川, a table cell."""
    if not letters:
        return []
    signs = [text[letter.start] for letter in letters]
    start, end = letters[0].start, letters[-1].end
    if len(signs) == 2 and signs[1] in _PARTNERS and signs[0] not in _PARTNERS:
        return _trusted([letters[0]._replace(end=end)])  # 闽台|贸易额 is 福建's
    moving = signs[0] in _LETTERS and start > 0 and text[start - 1] in _GOES_TO
    if moving and signs[1:] and signs[1] not in _LETTERS:
        return _trusted(letters[:1])  # 在蓉新设, 在京台胞
    if len(signs) > 1 and _LINE.match(text, end):
        return []
    if len(signs) > 1:
        told_apart = len(set(signs)) == len(signs) and not _LETTERS.isdisjoint(signs)
        # 新浙商 is a new merchant of 浙江; 甘青新 are three regions.
        return _trusted(letters) if told_apart and (len(signs) > 2 or "新" not in signs) else []
    cell = (start == 0 or text[start - 1] in _CELL) and (end == len(text) or text[end] in _CELL)
    return _trusted(letters) if cell or moving else []


def _trusted(letters: Sequence[_Name]) -> list[_Name]:
    """The names with every region that they may stand for trusted."""
    return [
        letter._replace(namings=tuple(Naming(naming.region, Use.ALWAYS) for naming in letter.namings))
        for letter in letters
    ]


def _below(name: _Name, before: RegionMention | None, gazetteer: Gazetteer) -> RegionMention | None:
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


def _counts_alone(naming: Naming, text: str, name: _Name, province: str | None, gazetteer: Gazetteer) -> bool:
    """Whether a name says its region without support: 绵阳 yes, 云阳 in documents of 重庆, 白银 never."""
    if naming.use != Use.LOCAL:
        return naming.use == Use.ALWAYS and not (
            text[name.end - 1] not in _OFFICIAL_ENDS and _STREET.match(text, name.end)
        )
    if province is None or gazetteer.province(naming.region) != province:
        return False
    official = text[name.start : name.end] == naming.region.name
    return official or not _SMALLER.match(text, name.end)


def _mention(name: _Name, namings: Sequence[Naming], gazetteer: Gazetteer, home: Region | None) -> RegionMention:
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
    names: Sequence[_Name],
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


def _add_pairs(text: str, names: Sequence[_Name], found: list[RegionMention | None], home: Region) -> None:
    """Decide two names side by side by the city that both are parts of: 浦口、六合, in a paper of 南京."""
    for place in range(1, len(names)):
        first, second = names[place - 1], names[place]
        if found[place - 1] or found[place] or text[first.end : second.start] not in _JOINS:
            continue
        parts = [[n.region for n in name.namings if n.region.parent == home.code] for name in (first, second)]
        if all(parts):
            found[place - 1] = RegionMention(first.start, first.end, parts[0][0], False, False)
            found[place] = RegionMention(second.start, second.end, parts[1][0], False, False)


def _add_told(text: str, names: Sequence[_Name], found: list[RegionMention | None]) -> None:
    """Decide a short name by the full one that the text has before it: 象山县…。|象山|柑橘种植面积."""
    told: set[Region] = set()
    for place, name in enumerate(names):
        mention, said = found[place], text[name.start : name.end]
        following = found[place + 1] if place + 1 < len(found) else None
        part = following is not None and following.start <= name.start  # 宁波|象山县 is one mention already
        if mention is None and not part:
            short = [naming.region for naming in name.namings if naming.region in told]
            if len(short) == 1 and not _SMALLER.match(text, name.end):
                found[place] = RegionMention(name.start, name.end, short[0], False, False)
            continue
        official = [naming.region for naming in name.namings if naming.region.name == said]
        if mention is not None and mention.region in official:
            official = [mention.region]  # 象山区, in a paper of 桂林
        if len(official) == 1 and official[0].level in (Level.PREFECTURE, Level.COUNTY):
            told.add(official[0])


def _add_heads(
    text: str, names: Sequence[_Name], found: list[RegionMention | None], home: Region, gazetteer: Gazetteer
) -> None:
    """Decide a name that is all that heads an item by the document's own region: ◆|兴国|　去年…, 【|东宁|】, of 赣州."""
    for place, name in enumerate(names):
        if found[place] or text[name.start - 1 : name.start] not in _HEAD_MARKS or text[name.end] not in _HEAD_ENDS:
            continue
        inside = [n.region for n in name.namings if home.code in gazetteer.lineage(n.region)]
        if len(inside) == 1:
            found[place] = RegionMention(name.start, name.end, inside[0], False, False)


def _same_kind(region: Region, other: Region, gazetteer: Gazetteer) -> bool:
    """Whether two regions belong in one list: prefectures anywhere, counties of one province."""
    if region.level != other.level:
        return False
    return region.level != Level.COUNTY or gazetteer.province(region) == gazetteer.province(other)


def _marked(text: str, mention: RegionMention) -> RegionMention:
    if mention.region.level == Level.PREFECTURE and text.startswith("县", mention.end):
        mention = _former_county(text, mention)
    if text.startswith("同胞", mention.end):
        return mention._replace(in_name=True)  # 香港|同胞31.2万人次 came to 云南
    if mention.region.level == Level.NATION and _ZONE.match(text, mention.end):
        return mention._replace(in_name=True)  # 中国（天津）自由贸易试验区 is in 天津
    national = mention.region.level == Level.NATION and (
        _NATIONAL_COMPANY.match(text, mention.end) or _WITH_OTHERS.match(text, mention.end)
    )
    named = national or _MEETING.match(text, mention.end) or _IN_NAME.match(text, mention.end)
    return mention._replace(in_name=True) if named else mention


def _of_others(text: str, mention: RegionMention, home: Region, gazetteer: Gazetteer) -> RegionMention:
    """A region that only tells whose enterprises a part of the home's are: 入驻企业37家，其中|福建|企业21家."""
    if not text.endswith("其中", 0, mention.start) or _COMPANIES.match(text, mention.end) is None:
        return mention
    related = home.code in gazetteer.lineage(mention.region) or mention.region.code in gazetteer.lineage(home)
    return mention if related else mention._replace(in_name=True)


def _former_county(text: str, mention: RegionMention) -> RegionMention:
    """The county beside a city of its name, which has no code today: 无锡|县 in a paper of 1985, not 成都|县域."""
    name = mention.region.name.removesuffix("市")
    if not text.endswith(name, 0, mention.end) or text[mention.end + 1 : mention.end + 2] in ("域", "级", "城", "区"):
        return mention
    county = Region(None, name + "县", Level.AREA, mention.region.code)
    return mention._replace(end=mention.end + 1, region=county)
