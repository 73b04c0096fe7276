"""Bearers: what only bears a region's name, and says nothing about the region: 四川大学, 成渝高铁, 福州会议."""

from __future__ import annotations

import regex

from extractor.reading.placenames import RegionMention
from extractor.ruleset.gazetteer import Gazetteer, Level, Region

_NAME_ENDS = (
    "大学(?!生)|学院|商品城|轻纺城|商贸城|小商品|声谷|光谷|药谷|硅谷|驰名商标|名牌|之乡|之都|老字号|专利奖|质量奖|博览会|交易会|展览会|艺术节|中心支行|铁路局|局集团|中学(?!生)|小学(?!生)|银行(?!业|卡)|公司|集团(?!军)|医院|出版社|报社|[日晚晨早商时]报|都市报|"
    "院士港|科技港|创新港|信息港|航空港|内陆港|保税港|数码港|水利枢纽|电视台|广播电台|研究院|研究所|设计院|科学院|工程院|博物馆|图书馆|体育馆|体育场|剧院|协会|学会|商会|联合会|"
    "基金会|俱乐部|[分支]行|信用社|证券(?!机构|交易|市场|化|投资|期货)|电厂|机场|(?<!文化|服务|加油|充电|换电|水泵|监测|观测|卫生|发电|水电|救助|工作|维修|回收|中转|变电|加气|加氢|驿)[东南西北]?站(?![稳在上起位点住])|铁路|高铁|高速(?!发|增|度|推)|"
    "牌(?![照匾坊子价])|±\\d|特高压|直流工程|籍(?!贯)|首店|首展|首秀|公路|专线|航线|大运河|大桥|大道|路(?![网线径段况子由演桥])|街(?![道区坊])|公园|宾馆|饭店|大厦|条约|(?<![信型编账帐挂符称口代])号(?![召线])"
)
# What an organisation's name does not hold ends the look for its last word: 四川|新增上市公司12家.
_MIDDLE = (
    r"[\p{Han}\p{Latin}--的了和与及在有为是新增达将把对共各至从个家所等类全规模上下市营级重点三甲实现"
    "推进支持引企业率先成结束不通内除外]"
)
_IN_NAME = regex.compile(rf"(?V1){_MIDDLE}{{0,8}}?(?:{_NAME_ENDS})")
_ROUTE = regex.compile(
    r"[东南西北]?(?:至|到|经|-|—)\p{Han}{2,6}?(?:高速|铁路|公路|高铁|城际|段|线|航班|班列|±|特高压|输电|直流|输气|管道)(?!上)"
)
"""What shows that a region is an end of a way and nothing else: 伊川|至栾川高速."""
_WAYS = frozenset("东南西北至到经-—")
"""What a way's other end or a part of the region stands behind."""
_DASHES = frozenset("-—–－")
_BELT = regex.compile(r"(?:科技|产业)?(?:集群|走廊|城市群|都市圈|经济带|经济圈|产业带|发展轴)")
_CHAIN = regex.compile(
    r"[-—–－]\p{Han}{2,4}(?:[-—–－]\p{Han}{2,4})?(?:科技|产业)?(?:集群|走廊|城市群|都市圈|经济带|经济圈|产业带|发展轴)"
)
"""What shows that a region is one of those that a belt is called by: |深圳|—香港—广州集群."""
_NICKNAME = 8
"""How far behind a region the quotation that it is told in may end, in characters."""
_BYNAME = regex.compile(r"\p{Han}{1,6}[”」](?:之称|之誉|美誉|美称|的?称号|的(?:美誉|美称))")
"""What shows that a region is part of what another is called: 素有“豫北|粮仓”之称|的滑县."""
_OPENS = ("“", "「", "『")
_QUOTED = regex.compile(r"(?![市省县区州造])\p{Han}{1,3}[”」』]")
"""What stands behind a region at the head of a short name in quotation marks: 播种“|江西|早”种子, not “|杭州|造”."""
_ZONE = regex.compile(r"[（(]\p{Han}{2,4}[)）](?:自由贸易|自贸)")
_WITH_OTHERS = regex.compile(
    "[—–－-](?:东盟|中东欧|欧盟|中亚|阿拉伯|非洲|拉美|新加坡|马来西亚|上合)(?!进出口|贸易|双边|关系|外贸)"
)
"""What shows that 中国 is one side of a body or a place of two: |中国|—东盟信息港."""
_HELPED = regex.compile(r"的?(?:\p{Han}{2,4})?(?:帮扶|支援|支持|援助|帮助|协助|指导|关心)下")
"""What stands behind a region that helps another one."""
_OF_ALL = regex.compile(
    r"(?:医院|博物馆|图书馆|中学|小学|(?:高速)?公路|铁路|机场)"
    r"(?:病床|床位|数量|总[数量里]|门诊|诊疗|在校|招生|专任|通车|营业|里程|客运|货运|客货|旅客|吞吐|运营里程|密度|建设投资)"
)
"""What is counted of all those of a kind in a region, which is no name of one: |湖北|医院床位数."""
_STATIONS = regex.compile(r"(?:[、和与及]\p{Han}{2,3}){1,3}(?:[两三四2-4][个大座])?(?:国际)?(?:机场|火车站)")
"""What stands behind the first of several stations that are called by places: |浦东|、虹桥两个机场."""
_MEETING = regex.compile("(?:工作|现场)?(?:会议|峰会|论坛|宣言)")
_COMPANIES = regex.compile(r"(?:籍|资)?企业(?=\d)")
_VISITORS = regex.compile(
    r"(?:(?:内地|大陆|珠三角九市|市场)的?|的)(?:入境)?(?:旅客|访客|客源)(?!吞吐|运输|周转|发送|量|列)"
)
_FROM = ("内", "大", "珠", "市", "的")
"""What that begins with."""
_PLACED = (Level.PREFECTURE, Level.COUNTY)
_HELPS_US = regex.compile(
    r"(?:政府|专家|人民)?(?:无偿)?(?:帮助|援助|支援|协助|援建|提供给|供给|派)(?:了|给)?(?:我[国省们]|中国|的)"
)
"""What stands behind a country that helps the one that is told of: 苏联|帮助我国|设计的156项工程."""
_GIVES_US = regex.compile(
    "(?:人民政府|政府|财政[厅局])?(?:核定|核准|批准|批复|下达|安排|补助|拨付|拨给|转贷|分配|代发|支持)"
    "(?:给|了)?[我本][市县区州旗]"
)
"""What stands behind a region that gives to the home, which lies in it: |泉州市|核定我市2021年政府债务限额."""
_EXCEPTING = 24
"""How far before a region that is left out 除 may stand, in characters."""
_EXCEPTED = regex.compile(r"[^，。；\d]{0,18}?(?:以|之)?外(?=[，、的])")
"""What ends what is left out: 除西藏|尚未公布总量外|，其余30个省份."""
_LED_BY = regex.compile(r"了?[^，。；\d去]{0,20}")
"""What may stand before such a region, behind 除."""
_QUARTERS = frozenset("东南西北中疆")
"""How a part of a province is called: 滇中, 苏北, 南疆."""
_BRANCH = ("分行", "中心支行")
_CENTRAL_BANK = ("人民银行", "人行", "央行")
_NATIONAL_COMPANY = regex.compile(
    "移动|电信|联通|铁塔|石油|石化|海油|烟草|电建|邮政|华能|大唐|华电|中车|银联"
    "|[一二]汽|[一二]重|一拖|中化|五矿|中铁|铁建|中冶|宝武|人寿|人保|平安|国航|南航|东航"
)


def is_told_by_name(text: str, mention: RegionMention) -> bool:
    """Whether a region is named for what bears its name: a way (伊川至栾川高速), a byname (“江西早”)."""
    if text[mention.start - 1 : mention.start] in _OPENS and _QUOTED.match(text, mention.end):
        return True
    behind = text[mention.end : mention.end + 1]
    if behind in _WAYS and behind:
        return _ROUTE.match(text, mention.end) is not None or _CHAIN.match(text, mention.end) is not None
    if text.startswith("集群", mention.end) or (text[mention.start - 1] in _DASHES and _BELT.match(text, mention.end)):
        return True
    quoted = any(quote in text[mention.end + 1 : mention.end + _NICKNAME] for quote in "”」")
    return quoted and _BYNAME.match(text, mention.end) is not None


def marked(text: str, mention: RegionMention) -> RegionMention:
    """The mention, marked as ``in_name`` where it only bears the region's name: 四川大学, but not 四川省粮食产量."""
    if mention.region.level == Level.PREFECTURE and text.startswith("县", mention.end):
        mention = _former_county(text, mention)
    elif mention.region.level in _PLACED and text.startswith("专区", mention.end):
        mention = _former_prefecture(mention)
    if _is_excepted(text, mention):
        return mention._replace(in_name=True)  # 除|湖北|外，企业平均开工率超过97%
    if mention.region.level == Level.ABROAD and _HELPS_US.match(text, mention.end):
        return mention._replace(in_name=True)  # |苏联|帮助我国设计的156项工程
    if text.startswith(("的比重", "的份额"), mention.end):
        return mention._replace(in_name=True)  # 占全省的81.5%、|全国|的比重突破一成
    if _HELPED.match(text, mention.end):
        return mention._replace(in_name=True)  # 在|福建省|的对口帮扶下，8000多名群众搬到了这里
    if text.startswith("同胞", mention.end):
        return mention._replace(in_name=True)  # 香港|同胞31.2万人次 came to 云南
    if mention.region.level == Level.NATION and _ZONE.match(text, mention.end):
        return mention._replace(in_name=True)  # 中国（天津）自由贸易试验区 is in 天津
    if _OF_ALL.match(text, mention.end) and not _is_line(text, mention):
        return mention
    if _STATIONS.match(text, mention.end):
        return mention._replace(in_name=True)
    national = mention.region.level == Level.NATION and (
        _NATIONAL_COMPANY.match(text, mention.end) or _WITH_OTHERS.match(text, mention.end)
    )
    named = national or _MEETING.match(text, mention.end) or _IN_NAME.match(text, mention.end)
    return mention._replace(in_name=True) if named else mention


def _is_excepted(text: str, mention: RegionMention) -> bool:
    """Whether a region is told of only because it is left out: 除|西藏|、新疆尚未公布外，其余省份…."""
    left = text.rfind("除", max(mention.start - _EXCEPTING, 0), mention.start)
    if left < 0 or _EXCEPTED.match(text, mention.end) is None:
        return False
    return _LED_BY.fullmatch(text, left + 1, mention.start) is not None


def _is_line(text: str, mention: RegionMention) -> bool:
    """Whether two cities of one character each are the ends of a line: |成渝|铁路通车, but not 滇中铁路通车里程."""
    ends = mention.region.code is None and mention.end - mention.start == len("成渝")
    return ends and text[mention.end - 1] not in _QUARTERS


def _former_prefecture(mention: RegionMention) -> RegionMention:
    """The 专区 that was called by a county, or by a town that is a district today: |江津专区| is not 江津区.

    That of a prefecture of today is told by the name of this.
    """
    if mention.region.level == Level.PREFECTURE:
        return mention._replace(end=mention.end + len("专区"))
    name = mention.region.name
    base = name[:-1] if len(name) > len("理县") else name
    province = (mention.region.code or "")[:2] + "0000"
    return mention._replace(end=mention.end + len("专区"), region=Region(None, base + "专区", Level.AREA, province))


def of_others(text: str, mention: RegionMention, home: Region, gazetteer: Gazetteer) -> RegionMention:
    """A region that only tells where a part of the home's own come from: 入驻企业37家，其中|福建|企业21家; |内地|旅客.

    So does one that gives to the home: |福建省|下达我市新增债券12亿元. A branch of the
    central bank tells of the province that it is for: 人行|南京|分行 in what is of 江苏.
    """
    if text[mention.end : mention.end + 1] in _FROM and _VISITORS.match(text, mention.end) is not None:
        within = home.code in gazetteer.lineage(mention.region)
        return mention if within or mention.region == home else mention._replace(in_name=True)
    if mention.region != home and _GIVES_US.match(text, mention.end) is not None:
        return mention._replace(in_name=True)
    if text.startswith(_BRANCH, mention.end) and text.endswith(_CENTRAL_BANK, 0, mention.start):
        covered = home.code is not None and home.code in gazetteer.lineage(mention.region) and mention.region != home
        return mention._replace(region=home, in_name=False) if covered else mention
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
