"""Places: each number of a clause with its frame and the phrases that are its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from extractor.reading.behind import gained, read_behind
from extractor.reading.clauses import Clause
from extractor.reading.context import Facts, Section
from extractor.reading.figures import read_label
from extractor.reading.frames import FrameMatch, fitting_frames, match_frames
from extractor.reading.indicators import look_up
from extractor.reading.makeups import COLONS
from extractor.reading.mentions import Mentions
from extractor.reading.openings import Phrase
from extractor.reading.phrases import read_before
from extractor.reading.quantities import Quantity
from extractor.records import Statistic
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import Region
from extractor.ruleset.lexicon import Lexicon

LONGEST = 120
"""How far from its number a phrase may reach, in characters: longer stretches are no noun phrases."""

COMPARES = regex.compile("(?:仅?次于|高于|低于|快于|慢于|不及|超过|逊于|比|较)$")
"""What stands before a region that something is compared with: 增速高于|全国|（8.1%）2.3个百分点."""
_EACH = regex.compile(r"分别|分[列居获](?!第?[一二三]类)|依次|依序|各(?!类|项|种|级|地|界|方|族|行)")
_BRACKETED = regex.compile("[（(][^（）()]*[）)]$")
_OPENS = regex.compile(r"(?:占|是|为|相当于|约为)\p{Han}{2,12}$")
"""How a shape begins that a bracket parts from its number: |占全国|（不含国外企业的申请）的48.5%."""
_MARKETED = ("出口", "外销", "内销", "下岗", "待业", "失业", "返销", "外调", "自用")
"""What a part of something is for, or has come to, told behind how large it is."""
_AREAS = "县市区镇乡村"
_OWNS = tuple("拥占持保享")
"""What 有 is the end of another word behind: 拥有, 占有."""
_WITH = "与和同比较距"
"""What stands before a place whose share is compared with a share."""
_PAUSE = regex.compile(r"[、，,和及]\s*")
_JOINT = regex.compile(
    r"[、,，和及与或至\s]*(?:以上|以下|左右|以内)?[、和及与或]?|[、和](?:每[人户亩年月日天]){1,2}|\s?[:：∶﹕]\s?"
)


@dataclass(frozen=True, slots=True)
class Reader:
    """A document laid out for reading its claims."""

    text: str
    facts: Facts
    sections: Sequence[Section]
    mentions: Mentions
    rules: RuleSet
    headings: frozenset[int]
    speakers: Mapping[int, Region | None]
    """The regions of those who speak in news, by the paragraphs that begin with their names."""


class Place(NamedTuple):
    """One number of a clause with the text around it that is its own."""

    quantity: Quantity
    left: int
    right: int
    frame: FrameMatch
    phrase: Phrase
    behind: str
    joint: bool
    each: bool
    unit_inferred: bool


def _is_joined(text: str, left: int, shape: int, before: Place, quantity: Quantity) -> bool:
    """Whether only a mark parts two numbers, or behind 分别 a mark and a verb of its own: 下降3%、|增长|5%."""
    reached = left == quantity.outer_start < quantity.start  # 由607亿元|跃上|1500亿元台阶
    if not reached and _JOINT.fullmatch(text, left, quantity.outer_start):
        return True
    return before.each and not before.frame.frame.entry.former and _PAUSE.fullmatch(text, left, shape) is not None


def _name_over(mentions: Mentions, start: int, end: int) -> int | None:
    """Where an indicator's name that began before ``start`` ends, if it ends between ``start`` and ``end``."""
    for position in range(end, start, -1):
        first = mentions.name_until.get(position)
        if first is not None and first <= start:
            return position
    return None


def _frame(reader: Reader, left: int, right: int, quantity: Quantity) -> FrameMatch | None:
    """The frame that reads a number best; one that compares with a region only where a region's name is before it."""
    region = reader.mentions.region_until.get(quantity.outer_start)
    start = region.start if region is not None else None
    return match_frames(reader.text, left, right, quantity, reader.rules.frames, region_from=start)[0]


def _without_noun(reader: Reader, left: int, right: int, quantity: Quantity) -> FrameMatch | None:
    """The frame that takes in most of those that need no noun behind the number."""
    fitting = fitting_frames(reader.text, left, right, quantity, reader.rules.frames)
    return _most(frame for frame in fitting if not frame.noun_after)


def _most(frames: Iterable[FrameMatch]) -> FrameMatch | None:
    """The frame that takes in most text, or none."""
    return max(frames, key=lambda frame: frame.taken, default=None)


def _begins_inside(text: str, start: int, position: int, mentions: Mentions, lexicon: Lexicon) -> bool:
    """Whether a frame begins with the end of a word: 受理举|报|8650件, but not 残疾人|为|3.2万人."""
    if text[position] == "比" and (
        position + 1 in mentions.period_at
        or _is_area(text, position + 1, mentions, lexicon)
        or lexicon["goal_words"].at(text, position + 1, len(text))
    ):
        return False  # 农牧民收入|比|全国平均水平低187元, 财政收入|比|预算多收1200万元: no 收入比
    own = text[position] == "有" and text.endswith(_OWNS, 0, position)  # 每千人拥|有|134.6户
    return own or (text[position] not in "为有" and lexicon["word_ends"].before(text, start, position + 1) > 1)


def _is_area(text: str, start: int, mentions: Mentions, lexicon: Lexicon) -> bool:
    """Whether an area is named at a place: 全国, 全省, 浙江."""
    return start in mentions.region_at or any(
        lexicon[name].at(text, start, start + 4) for name in ("national", "local")
    )


def _elsewhere(
    reader: Reader, left: int, right: int, quantity: Quantity, frame: FrameMatch, before: Place | None, kind: str
) -> FrameMatch | None:
    """The frame of what another region has of the same, or the next best: 1.70%，低于|安徽的|2.34%、|湖北的|2.32%.

    It is of the same only where the number before is: 产量520万吨，不及全国的2% is a share. ``kind`` is that of the
    last number before the clause.
    """
    text, stop = reader.text, quantity.outer_start - 1
    place = reader.mentions.region_until.get(stop)
    if before is not None:
        kind = kind_of(before.quantity, before.frame.frame.entry.statistic == Statistic.SHARE)
    same = kind == kind_of(quantity, False) or (kind == "share" and text[frame.start] in _WITH)  # 与|浙江|的50%相比
    rates = any(reader.rules.lexicon[name].before(text, left, frame.start) for name in ("rise_noun", "ratio"))
    same = same or (before is None and rates and quantity.dimension == "percent")  # 我省涨幅低于|江西|的8.1%
    if place is not None and text[stop] == "的" and same:
        if frame.frame.entry.elsewhere and frame.against == text[place.start : stop]:
            return frame
        listed = before is not None and before.frame.frame.entry.elsewhere
        if before is not None and listed and _PAUSE.fullmatch(text, left, place.start):
            return before.frame._replace(start=place.start, against=text[place.start : stop])
    if not frame.frame.entry.elsewhere:
        return frame
    others = fitting_frames(text, left, right, quantity, reader.rules.frames)
    return _most(one for one in others if not one.frame.entry.elsewhere)


def kind_of(quantity: Quantity, shares: bool) -> str:
    """What kind of number it is, for telling whether another one is of the same: its unit, or that it is a share."""
    return "share" if shares else quantity.unit


def _before_compared(reader: Reader, start: int, end: int) -> int:
    """Where a phrase ends that goes on with what it is compared with: 增速|比全国|（9.8%）高0.8个百分点."""
    other = reader.mentions.region_until.get(end)
    beside = COMPARES.search(reader.text, start, other.start) if other is not None else None
    return beside.start() if beside is not None else end


_LISTS_ON = ("、", "和", "与", "及")
"""What stands behind a gloss of one of a list."""
_TELLS = regex.compile(r"\d ?(?:[%‰万亿元吨]|\p{Han}?[家个人户])")
"""What makes a bracket tell a number of its own."""
_ROOM = ("area", "length")
"""What is told beside a count of the same things: 70万平方米、|3.4万户|房屋改造."""
_STILL_HAS = ("", "仍有", "还有", "尚有", "仍剩")
"""What may stand before people who have not come to something: 贫困发生率降到20.2%，|仍有|5.3万人未脱贫."""


def find_places(
    reader: Reader,
    clause: Clause,
    quantities: Sequence[Quantity],
    label: tuple[int, int] | None = None,
    kind: str = "",
) -> list[Place]:
    """Each quantity of a clause with its frame and the phrases before and behind it.

    ``label`` is where the name stands of a figure that is set out before it (◆26.1万辆　私人汽车保有量), ``kind`` what
    kind of number stands before the clause.
    """
    text, lexicon = reader.text, reader.rules.lexicon
    places: list[Place] = []
    head = ""
    aside_starts, aside_ends = [start for start, _ in clause.asides], [end for _, end in clause.asides]
    for number, quantity in enumerate(quantities):
        left = clause.start if number == 0 else quantities[number - 1].outer_end
        stop = quantity.outer_start
        aside: tuple[int, int] | None = None
        before = range(bisect_right(aside_ends, left), bisect_right(aside_ends, stop))
        for aside_start, aside_end in (clause.asides[index] for index in before):
            if text[aside_end:stop] == "的" and _OPENS.search(text, left, aside_start):
                continue  # 占全国|（不含国外企业的申请）|的48.5%
            listed = text.startswith(_LISTS_ON, aside_end) and _EACH.search(text, aside_end, stop) is not None
            if listed and _TELLS.search(text, aside_start, aside_end) is None:
                continue  # 臭氧|（日最大8小时平均第90百分位数）|和一氧化碳浓度分别为127微克和1.1毫克
            if aside_end <= stop:
                aside = (left, _before_compared(reader, left, aside_start))
                if text[aside_end:stop].strip(" ：:"):
                    left = aside_end
                else:
                    stop = aside_start
        left = max(left, stop - LONGEST)
        right = clause.end if number == len(quantities) - 1 else quantities[number + 1].outer_start
        behind_it = bisect_left(aside_starts, quantity.outer_end)
        right = min(right, quantity.outer_end + LONGEST, *aside_starts[behind_it : behind_it + 1])
        frame = _frame(reader, left, right, quantity)
        if frame is not None and _begins_inside(text, left, frame.start, reader.mentions, lexicon):
            frame = _frame(reader, frame.start + 1, right, quantity)
        if frame is not None:
            named = _name_over(reader.mentions, frame.start, quantity.outer_start)
            if named is not None:  # 人口自然增长率4.5‰: the name is read whole, not as growth
                frame = _frame(reader, named, right, quantity)
        if places and quantity.dimension == "percent" and text[left : quantity.outer_start].strip() == "或":
            whole = quantity._replace(outer_start=places[-1].quantity.outer_start)  # 减少1万人|或|2.91%
            frame = _frame(reader, places[-1].left, right, whole)
        planned = bool(places) and places[-1].frame.frame.entry.status == "target"
        if planned and quantity.dimension == "percent" and text[left : quantity.outer_start] == "的":
            whole = quantity._replace(outer_start=places[-1].quantity.outer_start)  # 完成年度任务|70万人|的98.2%
            frame = _frame(reader, places[-1].left, right, whole) or frame
        if frame is not None and text.endswith("的", 0, quantity.outer_start):
            frame = _elsewhere(reader, left, right, quantity, frame, places[-1] if places else None, kind)
        behind = read_behind(text, quantity.outer_end, right, quantity.counts, reader.mentions, lexicon)
        period = reader.mentions.period_until.get(quantity.outer_start)
        alone = text[left : quantity.outer_start].strip("，、") in _STILL_HAS
        if quantity.counts and (alone or (period is not None and period.start == left)):
            behind = gained(text, quantity.outer_end, right) or behind
        led = bool(text[left : quantity.outer_start].strip())
        if led and not quantity.counts and text.startswith(" ", quantity.outer_end):
            behind = ""  # 加至42.1元 |团体嫌少, but 3.66万亿美元 |外汇储备余额
        if frame is not None and frame.noun_after and not behind:  # 3%的|控制目标 is no share of anything
            frame = _without_noun(reader, left, right, quantity)
        if frame is None:
            continue
        joint = bool(places) and _is_joined(text, left, frame.start, places[-1], quantity)
        each = places[-1].each if joint else _EACH.search(text, left, quantity.outer_start) is not None
        listed = "、" in head and text[left : quantity.outer_start] == "、"  # 面积、产量|为6800万亩、72万吨
        moved = (
            text[left : quantity.outer_start] == "、" and places[-1].frame.frame.entry.statistic == "change"
            if joint
            else False
        )
        if joint and not each and places[-1].quantity.dimension != quantity.dimension:
            kinds = {places[-1].quantity.dimension, quantity.dimension}  # 同比增长1.1倍|和|96.35%
            joint = listed or moved or (kinds == {"multiple", "percent"} and places[-1].frame.taken > 0)
        start = min(frame.start, stop)
        phrase = read_before(text, left, start, reader.mentions, lexicon)
        if aside is not None and not phrase.text and left > aside[1]:  # 工业用电量（占…52.3%）增长6.4%
            phrase = read_before(text, aside[0], aside[1], reader.mentions, lexicon)
        elif aside is not None and phrase.verb and not phrase.subject and left == aside_ends[before[-1]]:
            who = read_before(text, aside[0], aside[1], reader.mentions, lexicon)
            phrase = phrase._replace(subject=who.text, regions=phrase.regions or who.regions)
        head = head if joint else phrase.text
        if label is not None and quantity is quantities[0] and not phrase.text:
            phrase, behind = read_label(text, label, quantity.dimension == "rank", reader.mentions, lexicon), ""
        if behind in _MARKETED and phrase.text and text.endswith("有", 0, quantity.outer_start):
            phrase, behind = phrase._replace(text=""), phrase.text + behind  # 产品有四成|出口|
        unsaid = quantity.dimension == "percent" and text[quantity.end : quantity.end + 2].lstrip()[:1] in COLONS
        unsaid = unsaid or (joint and places[-1].unit_inferred and quantity.dimension == "percent")  # 14.3:55.8:29.9
        if not quantity.unit:
            quantity = _unit_of_name(reader, quantity, phrase.text + behind)
            unsaid = bool(quantity.unit)
        places.append(Place(quantity, left, right, frame, phrase, behind, joint, each, unsaid))
    for number in range(len(places) - 2, -1, -1):
        place, following = places[number], places[number + 1]
        # 5490亿元的|地区生产总值|稳居第一, but 198个|重点项目|完成投资412亿元
        known = not place.quantity.counts and place.behind in reader.rules.names.by_name
        known = known and not (
            place.quantity.dimension == "area" and place.behind.endswith("产量")
        )  # 71万亩|小麦|总产量
        shared = 0 if known else lexicon["attribute"].before(place.behind, 1, len(place.behind))
        if shared and text.endswith(place.behind, 0, following.frame.start):  # 120个|重大项目|总投资860亿元
            areas = lexicon["no_owners"].at(place.behind, 0, len(place.behind))  # 11个|设区市|PM2.5年均浓度下降36.1%
            rest = place.behind[: len(place.behind) - shared]
            if any(area in rest[areas:] for area in _AREAS):  # but 160个|国家乡村振兴重点帮扶县|人均收入
                areas = 0
            place = places[number] = place._replace(behind=rest[: areas or len(rest)])
        if _is_nouns(text, place, following):  # 1500亿元产业基金和|500亿元|创新基金
            following = places[number + 1] = following._replace(phrase=following.phrase._replace(text=""))
        listed = text[place.quantity.outer_end : following.quantity.outer_start] == "、" and not place.phrase.text
        touching = listed or place.quantity.outer_end == following.quantity.outer_start  # 6台|120万千瓦核电机组
        counts = place.quantity.counts
        measured = listed and following.quantity.counts and place.quantity.dimension in _ROOM
        if not place.behind and ((counts and (touching or following.joint)) or measured):
            places[number] = place._replace(behind=following.behind)
    return places


def _is_nouns(text: str, place: Place, following: Place) -> bool:
    """Whether two numbers each stand before their own noun, so that none is named by what is between them."""
    between = text[place.quantity.outer_end : following.quantity.outer_start]
    return bool(place.behind and following.behind) and between in (place.behind + "和", place.behind + "、")


def _unit_of_name(reader: Reader, quantity: Quantity, name: str) -> Quantity:
    """A bare number with the unit that its name tells: 出入境人次突破130万, 生产总值突破6万亿; 性别比 has none."""
    name = _BRACKETED.sub("", name)  # 性别比（以女性为100）
    if reader.rules.lexicon["ratio"].before(name, 0, len(name)):
        return quantity
    for words, unit_name in (("visits", "人次"), ("people", "人")):
        if reader.rules.lexicon.anywhere[words].search(name):
            told = reader.rules.amounts.by_name[unit_name]
            return quantity._replace(unit=told.name, dimension=told.dimension)
    large = reader.text[quantity.end - 1] in "万亿"
    if large and reader.rules.amounts.words["bare_nouns"].before(name, 0, len(name)):
        yuan = reader.rules.amounts.by_name["元"]  # 乡镇企业总产值突破五十亿
        return quantity._replace(unit=yuan.name, dimension=yuan.dimension)
    indicator = look_up(name, reader.rules) if large else None
    unit = reader.rules.amounts.by_name.get(indicator.entry.unsaid_unit) if indicator is not None else None
    return quantity if unit is None else quantity._replace(unit=unit.name, dimension=unit.dimension)
