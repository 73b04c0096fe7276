"""The thread of a text: what has been said so far and may be inherited by what comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

import regex

from extractor.reading.context import Section
from extractor.reading.indicators import Named
from extractor.reading.periods import Period, PeriodMention, is_part
from extractor.reading.placenames import RegionMention
from extractor.records import Basis, Status
from extractor.ruleset.gazetteer import Region

WORLD = ("世界", "全球")

DIVIDED = regex.compile(r"(?:[分按从]|分级)(?:\p{Han}|[（）、]){1,9}?(?:来?看|分|划分)，")
"""How a sentence begins that takes apart what the paragraph is about: 分季度看，一季度、二季度均增长6.9%."""


class Kept(NamedTuple):
    """What was said before a bracket: owner and name in force, the names by unit, flow, regions, how many were told."""

    owner: str
    last: Named | None
    last_unit: str
    last_of: dict[str | None, Named]
    flow: str
    regions: tuple[Region | None, Region | None, Region | None, bool]
    told: int


@dataclass(slots=True)
class Thread:
    """What has been said so far and may be inherited; lives while one document is read."""

    paragraph: int = -1
    period: PeriodMention | None = None
    """The period that a sentence began with."""
    longer: PeriodMention | None = None
    """What the paragraph was of before it told a part of that, with which the next one goes on."""
    shorter: bool = False
    """Whether it has told such a part: 2023年…。|12月|，…。⏎汽车出口491万辆: of the year again."""
    month: PeriodMention | None = None
    """The month told last: 12月…。全年…。PPI下降2.7%，|比上月|收窄0.3个百分点."""
    passed: PeriodMention | None = None
    """A month or a quarter that the paragraph told of in passing, inside a longer stretch."""
    goes_on: bool = False
    """Whether the sentence goes on with it."""
    passed_heads: bool = False
    """Whether a paragraph began with it, which is of it then: ⏎|9月份|，全国失业率为5.2%。31个大城市为5.2%."""
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
    parted: str = ""
    """What the sentence has taken apart, with which the next goes on: 工业…其中轻工业…。|主营业务收入|338亿元."""
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
    without: str = ""
    """The part that a clause has left out of what the next one tells: |扣除房地产开发投资|，投资增长1.7%."""
    pending: str = ""
    """What a clause without a number has named for the next one."""
    basis: Basis | None = None
    """What the growths of the paragraph are measured against, where it says so ahead: 从环比看，|CPI上涨0.3%."""
    headline: str = ""
    """What the title says that many places are ranked by: GDP, of 2024年GDP十强城市出炉."""
    headed: str = ""
    """What a heading says a list of places is ranked by: 各市GDP排行, over 1.合肥：2063亿元."""
    titled: str = ""
    """What a colon says that the figures of a sentence are: 病床使用率：医院70.3%；卫生院37.7%."""
    aspect: str = ""
    """What a clause says the items behind it are measured in: 利润, of 主要行业利润情况如下."""
    listing: str = ""
    """The phrase of the clause before, that 分别 may take apart."""
    listed: list[str] = field(default_factory=list)
    """The phrases of the clauses without a number right before: 信息服务业，金融业|生产指数分别增长11%、7%."""
    items: list[str] = field(default_factory=list)
    """What 分别 was spread over last: 分别从4万元、2万元增加到6万元、3万元."""
    several: list[Named] = field(default_factory=list)
    """The names that numbers of the sentence were spread over last: 申请量、授权量分别为…，占比均超过三分之一."""
    together: str = ""
    """What they are called together: 猪肉、鲜果价格, of 猪肉、鲜果价格分别下降…，合计影响CPI下降0.4个百分点."""
    by_place: Named | None = None
    """What the first number of each of several places was of, and of how many in a row."""
    places_told: int = 0
    place_value: Decimal | None = None
    """The last of those numbers, where it is an amount."""
    regions: list[RegionMention] = field(default_factory=list)
    """The regions that numbers were spread over last: 鸡西、鹤岗分别增长6%、3%，2014年|两市|分别为2%、1%."""
    one_by_one: list[RegionMention] = field(default_factory=list)
    """The regions that the sentence has named one by one, each with a number: 西吉县减贫1.7万人，原州区减贫0.9万人."""
    of_several: bool = False
    """Whether the sentence has told of several together: 南安、同安两县已完成任务；|德化县|完成88%."""
    summed: bool = False
    """Whether the sentence of a paper of the nation has told a sum of several of its regions, which is of none."""
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
    last_value: Decimal | None = None
    """The amount itself, unless it is a range."""
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
    opening: int = -1
    """Where the paragraph's first sentence begins."""
    spoken_of: dict[str, Region] = field(default_factory=dict)
    """The region of each kind that the item has spoken of last: 全县 is of 罗平县, though 云南某公司 came between."""
    elsewhere: bool = False
    """Whether the paragraph is about a place that is not told (全市, in a paper of the nation)."""
    of_firm: bool = False
    """Whether the sentence is about a firm, whose own figures are of no region."""
    firm_leads: bool = False
    """Whether the paragraph began with it, and goes on about it."""
    firm_clause: int = -1
    """Where the clause begins that named it."""
    heading_region: Region | None = None
    wired: bool = False
    """Whether a dateline told it or what stands behind one, and so of one item only."""
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
        elif self.parted:
            self.owner, part, whole = self.parted, self.last, self.whole_named
            if part is not None and whole is not None and part.text.endswith(whole.text):
                self.last = whole  # 工业产值增长11%，其中轻工业增长10%；重工业增长13%。|增速逐月回升，一季度为7%|
        self.parted = ""
        self.pending, self.without = topic, ""
        self.of_firm = self.of_firm and self.firm_leads
        self.moves = self.partners = self.ranked = ""
        self.level, self.part = self.heading_level, ""
        self.aspect = self.head = self.listing = self.titled = self.whole = self.among = self.tail = ""
        self.items = []
        self.several, self.together = [], ""
        self.listed = []
        self.one_by_one, self.of_several, self.summed = [], False, False
        self.told = []
        self.periods = []
        self.apart = 0
        self.named = []
        self.last_of.clear()
        self.reviews = reviews
        self.former = None
        self.carried = True

    def note_longer(self, mention: PeriodMention, *, opens: bool) -> None:
        """Keep what the paragraph is of beside a part of it that its later sentences tell."""
        if mention.part is not None and mention.part.isdigit():
            self.month = mention
        held = self.longer if self.shorter else self.period
        if opens or not is_part(mention, held) or (held is None and self.last_place < self.opening):
            self.longer, self.shorter = None, False
        else:
            self.longer, self.shorter = held, True

    def speak_of(self, region: Region) -> None:
        """Make a region what the paragraph is about."""
        self.paragraph_region = region
        if region.code or region.name.endswith(("区", "县")):  # 九江经开区…，|该区|; 无锡县…，|这个县|, a city today
            self.spoken_of[region.name[-1]] = region

    def remember(self) -> Kept:
        """What a bracket must not change."""
        regions = (self.sentence_region, self.paragraph_region, self.last_region, self.last_inherited)
        return Kept(self.owner, self.last, self.last_unit, self.last_of.copy(), self.flow, regions, len(self.told))

    def recall(self, kept: Kept) -> None:
        """Take up again what was said before a bracket."""
        self.owner, self.last, self.flow = kept.owner, kept.last, kept.flow
        self.last_unit, self.last_of = kept.last_unit, kept.last_of
        self.sentence_region, self.paragraph_region, self.last_region, self.last_inherited = kept.regions
        del self.told[kept.told :]
