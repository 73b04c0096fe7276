"""The thread of a text: what has been said so far and may be inherited by what comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from extractor.documents.items import behind_marks
from extractor.reading.context import Facts, Section
from extractor.reading.indicators import Named
from extractor.reading.periods import Period, PeriodMention
from extractor.reading.placenames import RegionMention
from extractor.reading.places import Reader
from extractor.records import Status
from extractor.ruleset.gazetteer import Level, Region

_HEAD = 8
"""How many characters the marks of an item and the place that heads it may take."""
_LEAD = 20
"""How far into a paragraph the country stands that it tells of, with the wire that it came by, in characters."""
_NO_COUNTRY = ("洲", "地区", "盟")
"""How the names of what is abroad end that is no country."""
_PARTNER = "对向自从与同赴往"
"""What stands before a country with which something is done: 对|美国|进出口下降18.7%."""
_HERE = regex.compile("中国|我国|[对来在]华|国内|全国|本[省市县区]|我们")
"""What says that a paragraph on a country tells of something at home."""
_HEAD_ENDS = ("】", " ", "：", ":")
WORLD = ("世界", "全球")
_REPORTING = 4
"""The month up to which news mostly reports on the year before."""
_COMPARES = regex.compile("[比较](?:上年|去年)|[高低]于全[国省市]")
"""How a line begins that only compares what the one above it told: 比上年增长　10.3%."""

DIVIDED = regex.compile(r"(?:[分按从]|分级)(?:\p{Han}|[（）、]){1,9}?(?:来?看|分|划分)，")
"""How a sentence begins that takes apart what the paragraph is about: 分季度看，一季度、二季度均增长6.9%."""


class Kept(NamedTuple):
    """What was said before a bracket: the owner and the name in force, the flow, the regions, how many were told."""

    owner: str
    last: Named | None
    flow: str
    regions: tuple[Region | None, Region | None, Region | None, bool]
    told: int


@dataclass(slots=True)
class Thread:
    """What has been said so far and may be inherited; lives while one document is read."""

    paragraph: int = -1
    period: PeriodMention | None = None
    """The period that a sentence began with."""
    month_before: Period | None = None
    """The month before the paper's own, where the paragraph tells of 上月."""
    period_above: bool = False
    """Whether it was told in a paragraph before this one."""

    last: Named | None = None
    """What the number before is of: 增长6% takes it."""
    owner: str = ""
    """What an attribute to come is of: 总投资, behind 重大项目."""
    tail: str = ""
    """How the names of its parts end: 产量, of 原煤 and 汽油."""
    whole: str = ""
    """What the parts behind 其中 are of, up to the next semicolon."""
    among: str = ""
    """What the sentence goes on to tell the parts of: 总诊疗人次中，医院38.8亿人次."""
    whole_named: Named | None = None
    """What was named last before them."""
    flow: str = ""
    """The verb of the list that is being read: 新增A 12家、B 3家."""
    head: str = ""
    """What the sentence was first about; its 合计 is of that."""
    level: str = ""
    """The level of government that a budget's sentence is about where it is not the whole region's: 市级."""
    heading_level: str = ""
    """The same of the heading above."""
    part: str = ""
    """The part of its region that a sentence is about: 市区."""
    part_has: bool = False
    """Whether it tells what the part has, and so of nothing else: |市区有|学校300所."""
    of_whole: set[str] = field(default_factory=set)
    """What the paragraph has told of the region as a whole."""
    partners: str = ""
    """What the trade is called whose partners are told one by one: 输往部分主要目的地的出口货值."""
    ranked: str = ""
    """By what things are ranked that the sentence tells: 平均工资, of 平均工资最高的行业是金融业6万元."""
    account: str = ""
    """The account that a budget tells of: 国有资本经营预算, until another is named."""
    pending: str = ""
    """What a clause without a number has named for the next one."""
    headed: str = ""
    """What a heading says a list of places is ranked by: 各市GDP排行, over 1.合肥：2063亿元."""
    listing: str = ""
    """The phrase of the clause before, that 分别 may take apart."""
    listed: list[str] = field(default_factory=list)
    """The phrases of the clauses without a number right before: 信息服务业，金融业|生产指数分别增长11%、7%."""
    items: list[str] = field(default_factory=list)
    """What 分别 was spread over last: 分别从4万元、2万元增加到6万元、3万元."""
    regions: list[RegionMention] = field(default_factory=list)
    """The regions that numbers were spread over last: 鸡西、鹤岗分别增长6%、3%，2014年|两市|分别为2%、1%."""
    one_by_one: list[RegionMention] = field(default_factory=list)
    """The regions that the sentence has named one by one, each with a number: 西吉县减贫1.7万人，原州区减贫0.9万人."""
    of_several: bool = False
    """Whether the sentence has told of several together: 南安、同安两县已完成任务；|德化县|完成88%."""
    each_region: bool = False
    """Whether they had one each, and not one number together."""
    periods: list[PeriodMention] = field(default_factory=list)
    """The periods that numbers of the sentence were spread over last."""
    told: list[str] = field(default_factory=list)
    """The amounts that the sentence has named so far."""
    apart: int = 0
    """How many of them stand before its last semicolon."""
    named: list[str] = field(default_factory=list)
    """All that the sentence has named so far, growths too."""
    last_of: dict[str | None, Named] = field(default_factory=dict)
    """What was named last in each dimension, and in each unit that counts."""
    last_unit: str = ""
    """The unit of the amount that was told last."""
    grown: Named | None = None
    """What was last told to grow."""
    mover: str = ""
    """What has moved in the places that were counted last: 房价, of 房价上涨的城市."""
    moves: str = ""
    """Whether the items of a list with numbers in brackets rise or fall (``rise``, ``fall``), if it says so."""
    topics: dict[str | None, Named] = field(default_factory=dict)
    """What the paragraph has named first in each dimension, of each unit that counts, and first of all."""
    above: dict[str | None, Named] = field(default_factory=dict)
    """The same of the paragraphs before it, in an item of news."""
    divided: bool = False
    """Whether the sentence takes that apart: 分区域看，襄城区、樊城区分别完成10.6亿元、17.9亿元."""
    expected: Status | None = None
    """What the parts are that it tells of what the sentence before expects: 预计…29.8亿人次。|其中|，铁路3.9亿人次."""
    former: Period | None = None
    """When it was that the value was another which the sentence told: 由|2003年|的3198亿元减少到2000亿元."""
    reviews: bool = False
    """Whether the sentence quotes a report on the year before."""

    section: Section | None = None
    """The section that a sentence of the paragraph has opened."""

    carried: bool = False
    """Whether the owner is of the sentence before; a clause without a number ends it."""
    sentence_region: Region | None = None
    region_clause: int = -1
    """Where the clause begins that named the sentence's region, and whether it had a number."""
    region_numbered: bool = False
    whole_region: Region | None = None
    """The sentence's region before that one was named."""
    region_outside: bool = False
    """Whether it lies outside the document's own: 浙江省投入帮扶资金 in a report of 四川 is told in passing."""
    paragraph_region: Region | None = None
    spoken_of: dict[str, Region] = field(default_factory=dict)
    """The region of each kind that the item has spoken of last: 全县 is of 罗平县, though 云南某公司 came between."""
    elsewhere: bool = False
    """Whether the paragraph is about a place that is not told (全市, in a paper of the nation)."""
    heading_region: Region | None = None
    scope_region: Region | None = None
    """The zone that a budget's paragraphs are about until another is named (园区)."""
    last_place: int = -1
    """Where the number of the last claim stands."""
    last_end: int = -1
    """Where it ends with its unit."""
    last_falls: bool = False
    """Whether it was told as a fall."""
    growth_falls: bool = False
    """Whether the growth or the amount told last fell, whatever was said since of how much more or less it is."""
    parts_fall: bool = False
    """Whether it was a part that fell as the whole did."""
    last_kind: str = ""
    """What kind of number it is: its unit, or that it is a share."""
    last_region: Region | None = None
    last_inherited: bool = False
    """Whether the last claim's region was named by another sentence."""

    def open_sentence(self, reviews: bool, topic: str) -> None:
        """Forget what holds within one sentence only; the topic is what the sentence before has named."""
        if self.whole:  # 投入资金24亿元，其中修路9亿元。2019年|安排|8亿元
            self.owner, self.last = self.whole, self.whole_named
        self.pending = topic
        self.moves = self.partners = self.ranked = ""
        self.level, self.part = self.heading_level, ""
        self.head = self.listing = self.whole = self.among = self.tail = ""
        self.items = []
        self.listed = []
        self.one_by_one, self.of_several = [], False
        self.told = []
        self.periods = []
        self.apart = 0
        self.named = []
        self.last_of.clear()
        self.reviews = reviews
        self.former = None
        self.carried = True

    def speak_of(self, region: Region) -> None:
        """Make a region what the paragraph is about."""
        self.paragraph_region = region
        if region.code or region.name.endswith(("区", "县")):  # 九江经开区…，|该区|; 无锡县…，|这个县|, a city today
            self.spoken_of[region.name[-1]] = region

    def remember(self) -> Kept:
        """What a bracket must not change."""
        regions = (self.sentence_region, self.paragraph_region, self.last_region, self.last_inherited)
        return Kept(self.owner, self.last, self.flow, regions, len(self.told))

    def recall(self, kept: Kept) -> None:
        """Take up again what was said before a bracket."""
        self.owner, self.last, self.flow = kept.owner, kept.last, kept.flow
        self.sentence_region, self.paragraph_region, self.last_region, self.last_inherited = kept.regions
        del self.told[kept.told :]


_STUDIO = regex.compile(r"[【\[](?:主播|主持人|口播|导语|解说|正文|配音|画外音|播音)[】\]]")
"""What begins a paragraph of television news that those say who made it."""


_BLANKS = 6
_ASKED = regex.compile("[？?][”」]?\\s*$")
"""What stands before a paragraph that answers, and how far before, in characters."""


def new_paragraph(reader: Reader, thread: Thread, paragraph: int, start: int) -> Thread:
    """What a new paragraph inherits: in news the period of the item, nothing across a heading.

    One that only compares goes on: ●农民人均可支配收入　7687元⏎|比上年增长　10.3%.
    """
    goes_on = paragraph == thread.paragraph + 1 and _COMPARES.match(reader.text, start) is not None
    kept = thread.period
    between = range(thread.paragraph + 1, paragraph + 1)
    title = paragraph in reader.headings and thread.paragraph in reader.headings  # a title of several lines
    caption = reader.sections[paragraph].caption
    if reader.facts.sectioned or caption or (any(number in reader.headings for number in between) and not title):
        kept = None
    asked = reader.facts.news and _ASKED.search(reader.text, max(start - _BLANKS, 0), start) is not None
    goes_on_about = title or asked  # 记者：|明年|有什么目标？⏎市长：生产总值增长11%左右
    if (
        kept is not None
        and kept.tells_year
        and kept.offset != 0
        and not (goes_on_about or _reports_on(kept, reader.facts))
    ):
        kept = None
    headed = any(number in reader.headings for number in between)
    scope = thread.scope_region if reader.facts.sectioned and not headed else None
    if reader.facts.news and _is_headed_by_place(reader, start):
        kept = None
    heading_region, spoken_of = thread.heading_region, thread.spoken_of
    if paragraph in reader.headings and thread.paragraph not in reader.headings:
        heading_region, spoken_of = None, {}  # a new item
    if reader.facts.news and _STUDIO.match(reader.text, start) is not None:
        heading_region, spoken_of = None, {}  # what a villager said before is over
    if paragraph in reader.speakers:
        heading_region, kept = reader.speakers[paragraph], kept if asked else None
    return Thread(
        paragraph_region=_country_of(reader, start) if reader.facts.news and _is_mainland(reader.facts) else None,
        period=kept,
        period_above=kept is not None,
        headed=thread.headed,
        heading_level=thread.heading_level,
        account=thread.account,
        paragraph=paragraph,
        heading_region=heading_region,
        spoken_of=spoken_of,
        scope_region=scope,
        last=thread.last if goes_on else None,
        owner=thread.owner if goes_on else "",
        topics=thread.topics if DIVIDED.match(reader.text, start) else {},
        above={} if (headed and not reader.facts.single) or not reader.facts.news else _above(thread),
    )


def _above(thread: Thread) -> dict[str | None, Named]:
    """What the paragraphs have named first so far, of each kind; a name that is no indicator's gives way to one."""
    known = {kind: named for kind, named in thread.above.items() if named.indicator is not None}
    return {**thread.above, **thread.topics, **known}


def _is_mainland(facts: Facts) -> bool:
    """Whether a paper is not of 香港, 澳门 or 台湾, whose trade a country may head."""
    return facts.home is None or not (facts.home.code or "").startswith(("71", "81", "82"))


_LINES = ("、", "和", "方向", "航线", "线路", "班列", "市场")
"""What stands behind a country to which something goes: 港口新开|东南亚、日本方向|航线4条."""


def _country_of(reader: Reader, start: int) -> Region | None:
    """The country that a paragraph begins with and tells of alone: ▲据美国商务部公布，八月份的贸易逆差为16亿美元."""
    end = reader.text.find("\n", start)
    end = end if end >= 0 else len(reader.text)
    told = reader.mentions.regions_in(start, end)
    if not told or told[0].region.level != Level.ABROAD or told[0].start - start > _LEAD:
        return None
    if told[0].region.name in WORLD or told[0].region.name.endswith(_NO_COUNTRY):
        return None
    if reader.text[told[0].start - 1] in _PARTNER or reader.text.startswith(_LINES, told[0].end):
        return None
    others = any(one.region != told[0].region and one.region.code for one in told)
    ours = _HERE.search(reader.text, start, end) is not None
    ours = ours or reader.rules.lexicon.anywhere["local"].search(reader.text, start, end) is not None
    return None if others or ours else told[0].region


def _is_headed_by_place(reader: Reader, start: int) -> bool:
    """Whether a paragraph is an item of its own, of a place that heads it: ◆|兴国| 去年…, 【|东宁|】…."""
    named = reader.mentions.region_at.get(
        behind_marks(reader.text, start, start + _HEAD) + reader.text.startswith("【", start)
    )
    return named is not None and reader.text[named.end : named.end + 1] in _HEAD_ENDS and named.start > start


def _reports_on(told: PeriodMention, facts: Facts) -> bool:
    """Whether the year before is what news of the first months is about: 1984年我国工农业总产值, in March 1985."""
    early = facts.news and facts.year is not None and facts.month is not None and facts.month <= _REPORTING
    return early and told.year is not None and told.year + 1 == facts.year
