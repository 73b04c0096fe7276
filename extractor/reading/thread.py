"""The thread of a text: what has been said so far and may be inherited by what comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from extractor.reading.clauses import Clause, Sentence
from extractor.reading.context import Facts, Section
from extractor.reading.indicators import Named
from extractor.reading.periods import PeriodMention
from extractor.reading.phrases import Phrase, read_before, read_head
from extractor.reading.places import LONGEST, Reader
from extractor.reading.quantities import Quantity
from extractor.reading.regions import RegionMention
from extractor.reading.scope import resolve_local, resolve_period
from extractor.records import Status
from extractor.ruleset.gazetteer import Level, Region

WORLD = ("世界", "全球")
_LONGEST_SUBJECT = 24
_LEAD = 4
"""How many clauses may stand before the period of a lead: 国家统计局公布，|初步统计，|1984年."""
_WIRED = regex.compile("日[电讯]|[电讯]$|报道$|报道[：:]")
_REPORTING = 4
"""The month up to which news mostly reports on the year before."""
_RECORD = regex.compile(r"(?:再|屡|又|并)?(?:创下?|刷新)(?:了|有|出|历史|新|近|同期|\d|[^，]{0,10}以来)[^，]{0,16}$")
_DIVIDES = regex.compile(r"(?:按|分|从|其中).{0,10}(?:分|看|来看|中)?$")  # 按地域分，城镇实现747亿元


@dataclass(slots=True)
class Thread:
    """What has been said so far and may be inherited; lives while one document is read."""

    paragraph: int = -1
    period: PeriodMention | None = None
    """The period that a sentence began with."""

    last: Named | None = None
    """What the number before is of: 增长6% takes it."""
    owner: str = ""
    """What an attribute to come is of: 总投资, behind 重大项目."""
    tail: str = ""
    """How the names of its parts end: 产量, of 原煤 and 汽油."""
    whole: str = ""
    """What the parts behind 其中 are of, up to the next semicolon."""
    flow: str = ""
    """The verb of the list that is being read: 新增A 12家、B 3家."""
    head: str = ""
    """What the sentence was first about; its 合计 is of that."""
    pending: str = ""
    """What a clause without a number has named for the next one."""
    listing: str = ""
    """The phrase of the clause before, that 分别 may take apart."""
    listed: list[str] = field(default_factory=list)
    """The phrases of the clauses without a number right before: 信息服务业，金融业|生产指数分别增长11%、7%."""
    items: list[str] = field(default_factory=list)
    """What 分别 was spread over last: 分别从4万元、2万元增加到6万元、3万元."""
    regions: list[RegionMention] = field(default_factory=list)
    """The regions that numbers were spread over last: 鸡西、鹤岗分别增长6%、3%，2014年|两市|分别为2%、1%."""
    told: list[str] = field(default_factory=list)
    """The amounts that the sentence has named so far."""
    last_of: dict[str | None, Named] = field(default_factory=dict)
    """What was named last in each dimension."""
    last_unit: str = ""
    """The unit of the amount that was told last."""
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
    region_outside: bool = False
    """Whether it lies outside the document's own: 浙江省投入帮扶资金 in a report of 四川 is told in passing."""
    paragraph_region: Region | None = None
    elsewhere: bool = False
    """Whether the paragraph is about a place that is not told (全市, in a paper of the nation)."""
    heading_region: Region | None = None
    scope_region: Region | None = None
    """The zone that a budget's paragraphs are about until another is named (园区)."""
    last_place: int = -1
    """Where the number of the last claim stands."""
    last_region: Region | None = None
    last_inherited: bool = False
    """Whether the last claim's region was named by another sentence."""

    def open_sentence(self, reviews: bool) -> None:
        """Forget what holds within one sentence only."""
        self.pending = self.head = self.listing = self.whole = self.tail = ""
        self.items = []
        self.listed = []
        self.told = []
        self.last_of.clear()
        self.reviews = reviews
        self.carried = True

    def remember(self) -> tuple[str, Named | None, str, Region | None, bool]:
        """What a bracket must not change."""
        return self.owner, self.last, self.flow, self.last_region, self.last_inherited

    def recall(self, kept: tuple[str, Named | None, str, Region | None, bool]) -> None:
        """Take up again what was said before a bracket."""
        self.owner, self.last, self.flow, self.last_region, self.last_inherited = kept


def new_paragraph(reader: Reader, thread: Thread, paragraph: int) -> Thread:
    """What a new paragraph inherits: in news the period of the item, nothing across a heading."""
    kept = thread.period
    between = range(thread.paragraph + 1, paragraph + 1)
    title = paragraph in reader.headings and thread.paragraph in reader.headings  # a title of several lines
    if reader.facts.sectioned or (any(number in reader.headings for number in between) and not title):
        kept = None
    if kept is not None and kept.tells_year and kept.offset != 0 and not title and not _reports_on(kept, reader.facts):
        kept = None
    headed = any(number in reader.headings for number in between)
    scope = thread.scope_region if reader.facts.sectioned and not headed else None
    heading_region = thread.heading_region
    if paragraph in reader.headings and thread.paragraph not in reader.headings:
        heading_region = None  # a new item
    return Thread(period=kept, paragraph=paragraph, heading_region=heading_region, scope_region=scope)


def _reports_on(told: PeriodMention, facts: Facts) -> bool:
    """Whether the year before is what news of the first months is about: 1984年我国工农业总产值, in March 1985."""
    early = facts.news and facts.year is not None and facts.month is not None and facts.month <= _REPORTING
    return early and told.year is not None and told.year + 1 == facts.year


def note_section(reader: Reader, thread: Thread, sentence: Sentence) -> None:
    """A sentence may open a section inside a paragraph, for the rest of it: 这五年，地区生产总值增长19.8%."""
    if not reader.facts.sectioned or reader.facts.year is None:
        return
    head = reader.rules.calendar.heads.match(reader.text, sentence.start, sentence.end)
    if head is not None and reader.sections[sentence.paragraph].status is Status.ACTUAL:
        entry = reader.rules.calendar.section_of[head[0]]
        thread.section = Section(reader.facts.year + int(entry.year), Status(entry.status), True, entry.span)


def note_region(reader: Reader, thread: Thread, clause: Clause, own: Sequence[Quantity]) -> None:
    """Remember the region that a clause begins with; the nation holds for its own clause only (全国首个…投用，)."""
    if not reader.mentions.names_area(clause.start, clause.end):
        return
    head = read_head(reader.text, clause.start, clause.end, reader.mentions, reader.rules.lexicon)
    numbered = bool(own)
    lexicon = reader.rules.lexicon
    listed = reader.text[own[0].outer_start - 1] == "等" if own else "等" in reader.text[clause.start : clause.end]
    _note_wire(reader, thread, clause)
    if clause.aside or listed:  # 广州文化馆、深圳博物馆等设施建成使用: the first example is not what follows is about
        return
    region = region_of(reader, thread, head)
    if region is not None and region.level == Level.ABROAD and reader.facts.home is not None:
        return  # 对欧盟、东盟出口 is the home's trade
    abroad_or_nation = region is not None and (region.name in WORLD or region.code == "100000")
    if abroad_or_nation and (not numbered or reader.facts.home is not None) and region != reader.facts.home:
        return
    if (head.local and region == reader.facts.home) or lexicon["own_level"].at(reader.text, head.start, clause.end):
        thread.scope_region = None
    if len({mention.region for mention in head.regions}) > 1:
        thread.sentence_region = None  # 独山、长顺、平塘4个县…: no single one is what follows is about
        return
    if region is None and head.local and head.local not in lexicon["local_area"] and reader.facts.home is not None:
        thread.elsewhere = True
    if region is not None:
        home = reader.facts.home
        thread.elsewhere = False
        thread.region_outside = head.led or not _related(reader, home, region)
        thread.sentence_region = region
        thread.region_clause = clause.start
        thread.region_numbered = numbered
        if head.local in lexicon["local_area"]:
            thread.scope_region = region
        if not thread.region_outside:
            thread.paragraph_region = region
        return
    if not reader.facts.news:
        return
    if reader.facts.home is None or reader.facts.home.code == "100000":
        place = next(
            (m for m in reader.mentions.regions_in(clause.start, clause.end) if m.region.code and not m.in_name),
            None,
        )
        if place is not None and place.region.code != "100000":
            thread.paragraph_region = place.region  # news of the nation: 位于浙江温州的核电站
            return
    shown = reader.mentions.region_at.get(clause.start + 1) if reader.text.startswith("以", clause.start) else None
    if shown is not None and reader.text.startswith("为例", shown.end):  # 以|江苏昆山|为例
        thread.paragraph_region, thread.sentence_region = shown.region, None
        return
    if lexicon.anywhere["says"].search(reader.text, clause.start, clause.end):
        for named in reader.mentions.regions_in(clause.start, clause.end):
            if named.region.code and named.region.code != "100000" and named.region != reader.facts.home:
                thread.paragraph_region = named.region  # 省人大代表、宁德市工信局负责人陈某介绍
                return
    for start in range(clause.start, min(clause.start + 6, clause.end)):
        named_at = reader.mentions.region_at.get(start)
        if named_at is not None and named_at.in_name and named_at.region.code:
            thread.paragraph_region = named_at.region  # 国网|长寿|供电公司
            return


def _note_wire(reader: Reader, thread: Thread, clause: Clause) -> None:
    """Where a paper's own news is from is what it is about, inside the document's region: 本报|栾川|讯."""
    length = reader.rules.lexicon["own_wire"].at(reader.text, clause.start, clause.end)
    named = reader.mentions.region_at.get(clause.start + length) if length else None
    home = reader.facts.home
    if named is None or home is None or not reader.text.startswith(("讯", "电"), named.end):
        return
    if home.code in reader.rules.gazetteer.lineage(named.region) and named.region != home:
        thread.paragraph_region = thread.heading_region = named.region


def _related(reader: Reader, home: Region | None, region: Region) -> bool:
    """Whether a region is part of the document's own, or the other way round; an area without a code may be either."""
    if home is None or home.code is None or region.code is None:
        return True
    gazetteer = reader.rules.gazetteer
    return home.code in gazetteer.lineage(region) or region.code in gazetteer.lineage(home)


def region_of(reader: Reader, thread: Thread, phrase: Phrase) -> Region | None:
    """The region a phrase names: 泸州经济总量, 全省就业, 全国财政收入."""
    home = reader.facts.home
    island = home is not None and home.code is not None and home.code.startswith("71")
    if phrase.regions:
        first = phrase.regions[0]
        whole = reader.text.startswith("全国", first.start)
        return home if island and whole else first.region  # 全国 in a paper of Taiwan
    if phrase.local:
        current = thread.sentence_region or thread.paragraph_region or thread.heading_region
        return resolve_local(phrase.local, reader.facts, current, reader.rules)
    if phrase.national:
        return home if island else reader.rules.gazetteer.by_code["100000"]
    return None


def note_bracketed(reader: Reader, thread: Thread, host: Clause, aside: Clause) -> None:
    """A number in brackets is about what stands before them: 珠宝首饰（销货价值下跌58.6%）."""
    start = max(host.start, aside.start - LONGEST)
    phrase = read_before(reader.text, start, aside.start - 1, reader.mentions, reader.rules.lexicon)
    if phrase.text and not any(character.isdigit() for character in phrase.text):
        thread.pending = phrase.text


def reviews(reader: Reader, sentence: Sentence) -> bool:
    """Whether news of the year's first months quotes a report on the year before."""
    facts = reader.facts
    if not facts.news or facts.month is None or facts.month > 3:
        return False
    for report in reader.rules.calendar.reports:
        start = reader.text.find(report, sentence.start, sentence.end)
        if start >= 0 and not reader.mentions.inside_name(start, start + len(report)):  # not 一般|预算|收入
            return True
    return False


def note_subject(reader: Reader, thread: Thread, clause: Clause) -> None:
    """A clause without a number may name what the next one measures: 2月零售业总销货数量，较去年同月下跌46.7%."""
    start = max(clause.start, clause.end - LONGEST)
    phrase = read_before(reader.text, start, clause.end, reader.mentions, reader.rules.lexicon)
    lexicon = reader.rules.lexicon
    if _RECORD.match(reader.text, clause.start, clause.end):
        return  # 降至26微克，|创有监测数据以来最低水平|，下降2微克
    names = reader.rules.names.by_name
    if phrase.text in names or (
        2 < len(phrase.text) <= 30 and lexicon["measured"].before(phrase.text, 0, len(phrase.text))
    ):
        thread.pending = thread.listing = phrase.text
    else:
        told = _predicated(reader, clause)
        thread.pending, thread.listing = told or thread.pending, told or phrase.text
    if phrase.text:
        thread.listed.append(phrase.text)
    if thread.carried and phrase.text and not _DIVIDES.match(reader.text, clause.start, clause.end):
        thread.owner = ""  # 实施省属国企整合，营业收入翻一番: not of what the sentence before was about


def note_whole(reader: Reader, thread: Thread, clause: Clause) -> None:
    """Behind a semicolon the parts are over: 高等学校137所，|其中|本科53所；|招生66万人 is of all."""
    if reader.text.startswith("其中", clause.start):
        thread.whole = thread.owner
    elif clause.opener == "；" and thread.whole:
        thread.owner, thread.whole = thread.whole, ""


def _predicated(reader: Reader, clause: Clause) -> str:
    """What a clause tells of without a number: 夏粮总产量|再创新高，达到758亿斤."""
    if not reader.mentions.cues.within("predicates", clause.start, clause.end):
        return ""
    lexicon = reader.rules.lexicon
    head = read_head(reader.text, clause.start, clause.end, reader.mentions, lexicon).start
    predicates = reader.mentions.cues.within("predicates", head + 3, clause.end)
    if not predicates or predicates[0][0] >= head + _LONGEST_SUBJECT:
        return ""
    subject = reader.text[head : predicates[0][0]]
    told = lexicon["measured"].before(subject, 0, len(subject)) or subject in reader.rules.names.by_name
    return subject if told else ""


def note_period(reader: Reader, thread: Thread, sentence: Sentence) -> None:
    """A period stated at the head of a sentence holds for the ones after it."""
    if not reader.mentions.periods_in(sentence.start, sentence.end):
        return
    lexicon = reader.rules.lexicon
    first = sentence.clauses[0]
    for clause in sentence.clauses[: _LEAD if _WIRED.search(reader.text, first.start, first.end) else 2]:
        for mention in reader.mentions.periods_in(clause.start, clause.end):
            passing = mention.compared or mention.day or mention.span or mention.back or mention.origin
            over = lexicon["carried_over"].at(reader.text, mention.end, clause.end)  # 加上2019年|结转|收入180亿元
            if not passing and not over and mention.start - clause.start <= 12:
                past = mention.year is not None and mention.part is not None and mention.year != reader.facts.year
                if _in_passing(thread, mention):
                    return
                if not (past and mention.end > mention.start + 7):  # 2004年12月1日 tells of one event only
                    thread.period = _of_year_in_force(reader, thread, mention)
                    _come_back(reader, thread, sentence, mention)
                return


def _in_passing(thread: Thread, mention: PeriodMention) -> bool:
    """Whether a month is told of inside a longer stretch, which goes on: 前三季度…。|9月份|失业率5.1%。收入2万元."""
    held = thread.period.part if thread.period is not None else None
    stretch = held is not None and ("/" in held or held[0] in "HQ")
    return stretch and not mention.tells_year and mention.part is not None and mention.part.isdigit()


def _of_year_in_force(reader: Reader, thread: Thread, mention: PeriodMention) -> PeriodMention:
    """A part of a year with the year that was told before it: 2003年，形势良好。|全年|实现增加值63亿元."""
    before = thread.period
    if mention.tells_year or before is None or not before.tells_year:
        return mention
    known = resolve_period(before, None, reader.facts)
    return mention._replace(year=known.year) if known is not None else mention


def _come_back(reader: Reader, thread: Thread, sentence: Sentence, first: PeriodMention) -> None:
    """What follows a sentence is about the year it ends in: 去年…46.3亿元，|今年上半年|又增长21.4%."""
    if first.offset is None or first.offset >= 0:
        return
    for clause in sentence.clauses:
        for mention in reader.mentions.periods_in(clause.start, clause.end):
            if mention.offset == 0 and not mention.compared and mention.start - clause.start <= 1:
                thread.period = mention
