"""What 分别 and a list spread over joined numbers, one each: names, regions, years; and the frame they share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from extractor.reading.areas import resolve_local
from extractor.reading.bracketed import bracketed_items
from extractor.reading.clauses import Clause, Sentence
from extractor.reading.frames import FrameMatch, match_frames
from extractor.reading.indicators import look_up
from extractor.reading.lists import distribute, holder_of, listings, share_each, share_words, stock_of
from extractor.reading.origins import are_origins, with_origin
from extractor.reading.overtimes import JOINTS
from extractor.reading.placenames import RegionMention
from extractor.reading.places import Place, Reader
from extractor.reading.thread import Thread
from extractor.reading.toldagain import COUNTED, FOREMOST_OF, are_among
from extractor.reading.ways import BOTH
from extractor.records import Basis
from extractor.ruleset.gazetteer import NATION, Level, Region

_BREAKS = ("", "，", "；", "。", "\n")
"""What stands before the subject of a clause."""
_NEAR = 20
"""How far before its numbers a list of regions may end."""
_LEADERS = regex.compile(
    r"(?:增加|增长|减少|下降|提高|降低)?[较最][多少高低快慢大小强弱]的.*"
    r"|(?:增速|增幅|总量|涨幅|数量)?前[\d二两三四五六七八九十]+[位名强]?的.*"
    r"|(?:增速|增幅|总量|涨幅)?(?:位居|居|列|排)\p{Han}{0,4}?(?:前[\d二两三四五六七八九十]+[位名]|首位|前列)的.*"
)
"""What says of a list of places that they come first: 人口|增加较多的依次为拉萨市、昌都市."""
_EACH_DID = regex.compile(r"(?:[两三四五六七八九十]|\d+)[个家所]\p{Han}{2,10}?分别(?P<what>\p{Han}{2,})")
"""What each of several did that are named by their places: 北京、成都|两个铁路局分别发送旅客|7210万人次和6835万人次."""
_TWO = 2
_LEVEL_TOO = ("和持平", "、持平", "及持平")
"""What 分别 tells of the last of several places without a number."""
_IN_ALL = regex.compile("累计|总数|总量|总计")
"""What stands before how many there are in all: 新增甲51家、乙20家，|累计|分别达771家、481家."""
_NONE_OF_LAST = regex.compile("[、和及与](?:0(?![0-9.万亿])|零(?=[，。；）]))")
"""What 分别 tells of the last of several by no number of its unit: Ⅲ类、Ⅳ类、Ⅴ类断面分别占93.4%、6.6%|和0|."""
_TWINS = ("产销", "产销量")
"""Two things in one word, of which no sum is told."""
_SECTORS = ("第一产业", "第二产业", "第三产业")
_JOINED = regex.compile("[、和与]")
_NO_ITEM = regex.compile("看$|位居|位列")
"""What is no item of a list: 从市场结构|看|，欧盟、美国|位居|前列，贸易额分别为…."""
_KINDS = regex.compile(
    r"(?:上述|这)?(?P<count>[两三四2-4])(?:个层次|类|者|种|项)(?:\p{Han}{0,4}的)?(?P<what>\p{Han}{2,8})"
)
"""What several things have that were told one by one: |三个层次毕业生的初次就业率|分别为92%、81%和72%."""
_THOSE = regex.compile(
    r"(?:上述|以上|这)?(?P<count>[两三四2-4])(?:个|大|类|项)(?:\p{Han}{0,2}(?:行业|产业|门类|领域|板块|品种|市场))"
)
"""What stands for several that were told one by one: 两个行业, 上述三大产业."""
_FURTHER = regex.compile(r"[、和]\d")
"""What goes on behind the first of several numbers of which the next is none of the same kind."""
_INDUSTRY = "业"
"""How each of a list of industries ends, whose own names are lists too: 信息传输、软件和信息技术服务|业|."""
_STEM = 2
"""How long a word is that begins what they have and ends what they are: 国有|企业|, 企业|利润."""
_STRUCTURE = regex.compile("三次产业的?(?P<what>投资|就业|从业人员|用电量|用电|税收|贷款)")
"""Of what the shares of the three sectors are that are not told of what they produce: 三次产业投资比重."""
_COUNTS = {"两": 2, "三": 3, "四": 4}


def spread(
    reader: Reader, thread: Thread, sentence: Sentence, group: list[Place]
) -> tuple[list[str] | None, list[Region] | None]:
    """The names and the regions that joined numbers are spread over, one each, where there are such."""
    first, count = group[0], len(group)
    places = [mention.region for mention in first.phrase.regions]
    from_there = bool(places) and are_origins(reader, first.phrase)
    if count == 1 and first.each and thread.items and _FURTHER.match(reader.text, first.quantity.outer_end):
        return thread.items[:1], None  # 城镇、农村收入分别为…，|分别翻了|近一番|和1.2番
    if count == 1 and not (from_there and len(places) == 1):
        thread.items = []
        return None, None
    if count == len(_SECTORS) and all(place.unit_inferred for place in group):
        of = _STRUCTURE.search(reader.text, max(first.left, 0), first.quantity.start)
        what = of["what"] if of is not None else "增加值"
        return [f"{sector}{what}占比" for sector in _SECTORS], None  # 三次产业结构|14.3:55.8:29.9
    items = None
    regions: list[Region] | None = None
    bare = not first.phrase.text or first.phrase.text in reader.rules.lexicon["derivative"]
    if count > 1 and not first.each and bare and len(thread.items) == count:
        items = thread.items  # 分别从4万元、2万元|增加到6万元、3万元
    if from_there:
        said = with_origin(reader, first.phrase)
        home = [reader.facts.home] if reader.facts.home is not None else []
        return (said if len(said) == count else None), home * count or None  # 台湾旅客减少31%
    if first.each and len(places) == count + 1 and reader.text.startswith(_LEVEL_TOO, group[-1].quantity.outer_end):
        places = places[:count]  # 北京、上海、广州、深圳分别上涨0.4%、0.3%、0.5%|和持平
    if count > 1 and len(places) == count and (first.each or len(set(places)) == count):
        regions = places  # 甲县、乙县新增床位1400张和960张
        thread.regions, thread.each_region = list(first.phrase.regions), True
    elif count > 1 and first.each and not places and not are_among(reader, group):
        told = _listed_regions(reader, thread, sentence, first, count)
        if told:
            regions = [mention.region for mention in told]
            thread.regions, thread.each_region = told, True
    own = reader.rules.lexicon["own_level"].at(first.phrase.text, 0, len(first.phrase.text))
    if regions is None and first.each and len(first.phrase.areas) == count:
        regions = _areas(reader, first.phrase.areas)
    elif count == _TWO and first.each and own and first.phrase.local:
        items = [first.phrase.text[own:], first.phrase.text]  # 全市和|市本级|一般公共预算收入分别完成500亿元和200亿元
    elif regions is not None:
        thread.pending = _LEADERS.sub("", thread.pending or thread.listing)
        did = _EACH_DID.fullmatch(first.phrase.text)
        items = [did["what"]] * count if did is not None else items
        if not first.phrase.text and len(set(thread.told)) == count == len(thread.one_by_one):
            items = list(thread.told)  # 甲县产粮5亿斤，乙县产棉3万吨，分别增长5%和4%
    elif first.quantity.dimension == "rank" and bare and thread.each_region and len(thread.regions) == count:
        regions = [mention.region for mention in thread.regions]  # 甲市、乙市分别以3221亿元、2897亿元|位居第二、第三
    elif count > 1 and first.quantity.dimension == "rank" and bare and len(thread.one_by_one) >= count:
        regions = [mention.region for mention in thread.one_by_one[-count:]]  # 甲市3221亿元、乙市2897亿元分列二、三位
    elif count > 1 and bare and first.frame.frame.entry.statistic == "contribution" and len(thread.named) > count:
        items = thread.named[-count:]  # 煤炭行业增长12.6%、电力增长4.9%，|拉动工业增长|7.3个和1.1个百分点
    elif count > 1 and (first.each or _as_many(thread, first, count)):
        none = _NONE_OF_LAST.match(reader.text, group[-1].quantity.outer_end) if first.each else None
        items = _items_of(reader, thread, first, count + 1) if none is not None else None
        items = items[:count] if items is not None else _items_of(reader, thread, first, count)
        if items is None and not first.phrase.subject and len(thread.items) == count:
            items = thread.items  # 甲业、乙业增加值分别增长12%、13%，占比重分别为72%和67%
        if items and _IN_ALL.search(reader.text, first.left, first.quantity.start) is not None:
            items = [stock_of(item, reader.rules.lexicon) for item in items]
        thread.items = items or []
    elif count > 1 and items is None and not bare:
        items = _as_listed(reader, group)
        thread.items = items or []
    return items, regions


def _areas(reader: Reader, told: Sequence[RegionMention | str]) -> list[Region] | None:
    """The regions of areas of which one at least is told by a word: 全国、全省, 全省和成都市; None if one has none."""
    facts, rules = reader.facts, reader.rules
    found = [
        one.region
        if isinstance(one, RegionMention)
        else rules.gazetteer.by_code[NATION]
        if one in rules.lexicon["national"]
        else resolve_local(one, facts, None, rules)
        for one in told
    ]
    regions = [region for region in found if region is not None]
    return regions if len(set(regions)) == len(told) else None


def _items_of(reader: Reader, thread: Thread, first: Place, count: int) -> list[str] | None:
    """What 分别 spreads its numbers over; a bare attribute takes the list of the clause before: 核发数量分别为."""
    lexicon = reader.rules.lexicon
    listed, apart, what = first.phrase.text.partition("分别")
    text = listed + what
    each = distribute(listed, count, lexicon) if apart and not listed.startswith("对") else None
    if each is not None:
        return [item + what for item in each]  # 养老保险、医疗保险|分别|支出4亿元、3亿元
    if count < len(thread.items) and FOREMOST_OF.search(reader.text, first.left, first.quantity.start):
        return thread.items[:count]  # 汽车、锂电池、太阳能电池分别出口…亿元，|前两者|分别增长1.5倍和28.4%
    if BOTH.match(text) and len(thread.told) >= count:
        return thread.told[-count:]  # 年产708辆、收入1.3亿元；去年，|这两个数字|分别变成2.8万辆和88亿元
    those = _THOSE.fullmatch(text)
    if those is not None and count == (_COUNTS.get(those["count"]) or int(those["count"])) <= len(thread.named):
        return thread.named[-count:]  # 甲业增长6%，乙业增长13%，|两个行业|分别拉动工业增长1.3和1.6个百分点
    kinds = _KINDS.fullmatch(text)
    if kinds is not None and count == (_COUNTS.get(kinds["count"]) or int(kinds["count"])) <= len(thread.told):
        return [told.removesuffix(kinds["what"][:_STEM]) + kinds["what"] for told in thread.told[-count:]]
    if (not text or text in lexicon["derivative"]) and _JOINED.search(first.frame.against):
        return None  # 企业716家，增加值增长14.1%，增速分别高于|全国、全省|10.5个和7个百分点
    if text in lexicon["each"] and len(thread.told) >= count:
        return [text + told for told in thread.told[-count:]]  # 医师13万人、护士15万人；每千人口分别为3.0人和3.4人
    kind = first.frame.frame.entry.statistic
    derived = text.startswith("对") and (kind == "contribution" or lexicon["derivative"].before(text, 0, len(text)))
    if derived and not thread.listing and len(thread.told) >= count:
        return [told + text for told in thread.told[-count:]]  # 一产59亿元、二产206亿元，对增长的贡献率依次为10%、37%
    if derived and not (thread.listing or thread.told) and len(set(thread.named)) == count:
        return [named + text for named in thread.named]  # 三次产业结构为10:50:40，|对增长的贡献率分别为|2%、58%、40%
    bracketed = bracketed_items(reader, first, count) if text else None
    if bracketed is not None:
        return bracketed
    if text and text not in lexicon["attribute"]:
        listed_before = thread.listed[1 - count :]
        industries = len(listed_before) == count - 1 and all(one.endswith(_INDUSTRY) for one in listed_before)
        items = _known(first, count, reader) or (None if industries else distribute(text, count, lexicon))
        if items is None and len(listed_before) == count - 1 and not any(map(_NO_ITEM.search, listed_before)):
            items = share_words([*listed_before, text], lexicon)  # 信息服务业，金融业生产指数分别增长11.5%、7.5%
        of = thread.pending if thread.pending in lexicon["attribute"] else ""
        return [item + of for item in items] if items is not None and of else items  # 销售额方面，|百货及皮具|分别为
    subjects = distribute(first.phrase.subject, count, lexicon) if text and first.phrase.subject else None
    if subjects is not None:
        return [subject + text for subject in subjects]  # 产业项目、设施项目分别完成|投资|356亿元、638亿元
    if not text and len(thread.items) == count:
        return thread.items  # 甲、乙覆盖率分别达到92%和45%，|较2016年分别提高|21、20个百分点
    listed_last = thread.last.text if thread.last is not None and "、" in thread.last.text else ""
    few = len(thread.told) - thread.apart < count
    if not text and few and listed_last and (items := distribute(listed_last, count, lexicon)):
        return items  # 生产总值突破600亿元；甲、乙比2011年翻一番，|分别|达52亿元、29亿元
    rates = first.quantity.dimension == "points" and thread.last is not None and thread.last.text not in thread.told
    if rates and not text and not thread.listing and len(thread.named) >= count:
        return thread.named[
            -count:
        ]  # 新增校舍89万平方米，巩固率达83%，入学率达85%，分别比2011年|提高10.3、43.6个百分点
    if not text and not thread.listing and len(thread.told) >= count:
        return thread.told[-count:]  # A实现7亿元，B实现6亿元，分别增长5%和4%
    ranked = first.quantity.dimension == "rank" and len(thread.named) > count
    if not text and not thread.listing and not thread.pending and (len(thread.named) == count or ranked):
        return thread.named[-count:]  # 甲业增长8.6%，乙业增长11.3%，分别快于全市1.3个和4.0个百分点
    if text in lexicon["rise_noun"] and not thread.listing and len(thread.told) < count == len(thread.named):
        return list(thread.named)  # 甲增长5.6%，乙增长5%，丙2.4万亿元，增速|分别高于全国|1.0、2.0、1.3个百分点
    if text in lexicon["derivative"] and not thread.listing and len(thread.told) >= count:
        return [told + text for told in thread.told[-count:]]  # 甲税、乙税分别入库…，增幅依次为…
    has = text in lexicon["attribute"] and not (thread.listing or thread.pending) and len(thread.told) >= count
    if has and not any(lexicon["attribute"].before(told, 0, len(told)) for told in thread.told[-count:]):
        return [told + text for told in thread.told[-count:]]  # 企业145万个，个体户594万户；|从业人员|分别为9644万人和…
    again = text in lexicon["attribute"] and not (thread.listing or thread.pending)
    if again and text not in lexicon["derivative"] and len(thread.items) == count:
        return [holder_of(item, lexicon) + text for item in thread.items]  # 一、二产增加值分别占…，|从业人员|分别占…
    said = thread.listing or thread.pending or (thread.last.text if thread.last is not None else "")
    items = distribute(said, count, lexicon)  # 甲、乙均比2010年翻一番，|分别|达到5万元和2万元
    return [item + text for item in items] if items else None


def _known(first: Place, count: int, reader: Reader) -> list[str] | None:
    """The items of a list of which each is the name of an indicator as it stands: 新建农村公路、社会保障支出."""
    phrase = first.phrase
    for items in listings(phrase.text, count):
        led = (phrase.local or phrase.flow or phrase.last_verb) + items[0]
        if look_up(led, reader.rules) is not None:
            items[0] = led
        if all(look_up(item, reader.rules) is not None for item in items):
            each = share_each(items, reader.rules.lexicon)  # 每千人口床位数、|执业医师数|, but not |粮食单产|
            return each if all(look_up(item, reader.rules) is not None for item in each) else items
    return None


def _as_listed(reader: Reader, group: list[Place]) -> list[str] | None:
    """Known names listed before as many numbers, though no 分别 says so: 城镇、农村居民收入|2.7万元和1.5万元."""
    first, count = group[0], len(group)
    items = _known(first, count, reader)
    if count == _TWO and first.phrase.text.endswith(_TWINS):
        return distribute(first.phrase.text, count, reader.rules.lexicon)  # 汽车产销|1226.6万辆和1223.0万辆
    if items is None and _JOINED.search(first.phrase.text):  # 进出口|接连突破8万亿元、9万亿元: no list
        items = distribute(first.phrase.text, count, reader.rules.lexicon)
    if items and len({place.quantity.unit for place in group}) == count:
        return items  # 面积、产量、产值为6800万亩、72万吨、1529亿元
    return items if items and all(look_up(item, reader.rules) is not None for item in items) else None


def _listed_regions(
    reader: Reader, thread: Thread, sentence: Sentence, first: Place, count: int
) -> list[RegionMention]:
    """The regions that 分别 spreads numbers over, named right before: 依次为拉萨市、昌都市，|分别|增加30万、10万人."""
    stop = first.quantity.start
    before = reader.mentions.regions_in(sentence.start, stop)
    told = before[-count:]
    counted = COUNTED.match(reader.text, told[-1].end) if told else None
    behind = counted.end() if counted is not None else told[-1].end if told else 0
    if len(told) < count or behind + _NEAR < stop:
        return []
    if any(character.isdigit() for character in reader.text[behind:stop]):
        return []  # 甲、乙、丙、丁四市为690元，|其他市|分别为600元、500元和450元
    if len(before) > count and reader.text[before[-count - 1].end : told[0].start] in JOINTS:
        return []
    listed = all(reader.text[one.end : other.start] in JOINTS for one, other in pairwise(told))
    if reader.text.endswith(tuple("比较于过"), 0, told[0].start):
        return []  # 分别比|浙江、广东|快0.2个和0.6个百分点
    abroad = any(mention.region.level == Level.ABROAD for mention in told)
    if abroad and not _are_subjects(reader, thread, told[0].start, first):
        return []  # 对欧盟、美国进出口|分别增长 is the home's
    return list(told) if listed else []


def _are_subjects(reader: Reader, thread: Thread, start: int, first: Place) -> bool:
    """Whether countries begin a clause and are what the numbers are of: 入托率为6%；|荷兰、法国|分别为69.5%、58.0%."""
    leads = reader.text[start - 1 : start] in _BREAKS and not first.phrase.text
    last = thread.last
    return leads and last is not None and reader.rules.lexicon.anywhere["partnered"].search(last.text) is None


def bases_of(reader: Reader, clause: Clause, group: list[Place]) -> list[Basis]:
    """What each of joined numbers is measured against, or none: 环比、同比分别上涨0.3%、1.2% are mom and yoy."""
    first = group[0]
    if len(group) == 1 or not first.each:
        return []
    found = {
        told.start(): Basis(basis)
        for basis, pattern in reader.rules.frames.bases
        for told in pattern.finditer(reader.text, max(first.left, clause.start), first.quantity.start)
    }
    bases = [found[place] for place in sorted(found)]
    return bases if len(bases) == len(group) == len(set(bases)) else []


def shared_frame(reader: Reader, first: Place, place: Place) -> FrameMatch:
    """The frame of a number joined to another: that of the first, read for its own kind (分别增长1.2倍、45%)."""
    if first.quantity.dimension == place.quantity.dimension:
        return first.frame
    joined = place.quantity._replace(outer_start=first.quantity.outer_start)
    frame, _ = match_frames(reader.text, first.left, place.right, joined, reader.rules.frames)
    return frame or place.frame


def _as_many(thread: Thread, first: Place, count: int) -> bool:
    """Whether a sentence has told as many amounts as it then tells growths: 收入28亿元，游客350万人次，增长20%和18%."""
    told = thread.told[thread.apart :]
    return (
        not first.phrase.text
        and bool(first.frame.taken)
        and first.quantity.dimension == "percent"
        and (len(told) == count == len(set(told)))
    )
