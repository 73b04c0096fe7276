"""Groups: the claims of a number and of those joined to it: 分别增长4.4%、5.6%."""

from __future__ import annotations

import regex

from extractor.reading.belonging import is_compared_too, is_wider, region_compared, region_of_claim
from extractor.reading.bounds import is_about
from extractor.reading.bracketed import opening_of
from extractor.reading.claim import Claim
from extractor.reading.clauses import SHOWN, Clause, Sentence, shown
from extractor.reading.former import earlier, former_period, month_before, was_so
from extractor.reading.frames import FrameMatch, basis_of
from extractor.reading.holders import regions_of
from extractor.reading.indicators import Named
from extractor.reading.inpassing import contrasts
from extractor.reading.jointly import each_named, note_row
from extractor.reading.naming import name_claim
from extractor.reading.overtimes import names_periods, periods_of
from extractor.reading.periods import Period, PeriodMention
from extractor.reading.places import LONGEST, Place, Reader, kind_of
from extractor.reading.quantities import Quantity
from extractor.reading.scope import FIRST_MONTHS, resolve_period
from extractor.reading.spots import Spot
from extractor.reading.spreading import bases_of, shared_frame, spread
from extractor.reading.status import is_called_aim, is_foretold, status_of
from extractor.reading.tense import when_of
from extractor.reading.thread import Thread
from extractor.reading.toldagain import told_again
from extractor.reading.whereabouts import region_of, told_before
from extractor.reading.yearly import averaged_over, in_stretch, summed_over, year_over
from extractor.records import Basis, Bound, Flag, Statistic, Status
from extractor.ruleset.gazetteer import NATION, Region

_REACHED = regex.compile("的?(?:预期|年度|约束性)?(?:目标任务|目标|任务|计划)的")
"""What stands behind an aim of which it is told how much was reached: 完成全年|900万人|目标的141%."""
_GROWTH = ("增长", "的增长")
"""What stands behind an aim that is no fall, whatever has fallen before."""
_BEATEN = ("低于", "高于", "超过", "优于", "好于")
_LEVEL = "level"
"""The frame of a number of which nothing says that it moved."""
_NARROWED = ("收窄", "收窄了", "缩小", "缩小了", "收敛")
"""What stands before the points by which a fall has become smaller."""
_BASIS = 4
"""How far behind its number what growth is measured against may end, in characters: 的按年."""
_YEARLY_AIM = regex.compile("(?:全年|年度|年初)的?(?:目标|任务|计划|预算)")
"""What says that an aim is for a year, whatever part of it was told before."""
_SHALL = regex.compile("将(?![近来领士军级要门])|拟(?=[投建安扩新])|准备(?=[投建安扩新])")
"""What says in news that something is still to be done."""
_LARGE = "万亿"
_OF_ALIKE = ("人次", "人")
"""The units in which the next of several is told without its unit."""
_OPENED = 12
"""How long a year may be that stands alone before its clause, in characters: |2024年上半年，|预计."""


def read_group(reader: Reader, thread: Thread, sentence: Sentence, clause: Clause, group: list[Place]) -> list[Claim]:
    """The claims of a number and of those joined to it: 分别增长4.4%、5.6%."""
    group = _told_behind(reader, told_again(reader, thread, sentence, group))
    first = group[0]
    bases = bases_of(reader, clause, group)
    of_periods = names_periods(reader, clause, group)
    items, regions = spread(reader, thread, sentence, group) if not (bases or of_periods) else (None, None)
    periods = periods_of(reader, clause, group, taken=bool(items or regions))
    periods = periods or _periods_again(reader, thread, clause, group)
    thread.periods = periods or thread.periods
    claims: list[Claim] = []
    of_sentence, of_last = thread.sentence_region, thread.last_region
    for number, place in enumerate(group):
        place = _in_last_unit(reader, thread, place)
        frame = place.frame if number == 0 or place.frame.taken else shared_frame(reader, first, place)
        spot = Spot(
            text=reader.text,
            quantity=place.quantity,
            frame=frame,
            phrase=first.phrase if number and not place.behind else place.phrase,
            behind=place.behind,
            item=items[number] if items else None,
            in_list=place.left > clause.start and reader.text.startswith("、", place.left),
        )
        named = name_claim(spot, thread, reader.rules)
        found: list[Region | None] = []
        if regions is not None:
            found = [regions[number]]
        elif len(first.phrase.regions) > 1 and len(group) > 1:
            claim = _claim(reader, thread, sentence, clause, place, frame, named, None)
            claims.append(claim._replace(region=None))  # three places and two numbers: which is whose is not told
            continue
        elif len(first.phrase.regions) > 1:
            found = regions_of(reader, place, first.phrase.regions)
            again = thread.each_region and thread.regions == list(
                first.phrase.regions
            )  # …分别为…，|均增长5%|，均居前列
            thread.regions, thread.each_region = list(first.phrase.regions), again
            national = reader.facts.home is not None and reader.facts.home.code == NATION
            thread.summed = national and found == [None]
        elif is_compared_too(reader, thread, clause, place) or is_wider(reader, thread, place, named):
            found = [None]
        else:
            found = [region_of(reader, thread, place.phrase if number == 0 else first.phrase)]
            thread.summed = thread.summed and found == [None]  # 五省合计5亿元，其中|广东|2亿元，增长7.7%
        made = [_claim(reader, thread, sentence, clause, place, frame, named, region) for region in found]
        if len(group) == 1 and (each := each_named(reader, thread, place, named)):
            made = [claim._replace(named=one) for claim in made for one in each]
        if bases:
            made = [claim._replace(basis=bases[number]) for claim in made]
        if periods:
            made = [_of_period(reader, claim, periods[number]) for claim in made]
        # 全国 and 沙特阿拉伯 are both left for the document's own region where neither is what a share is of
        claims += {(claim.region, claim.named.text): claim for claim in made}.values()
        if len(first.phrase.regions) == 1 == len(group):
            thread.one_by_one += first.phrase.regions
        thread.of_several = thread.of_several or len(first.phrase.regions) > 1
        nation = {one.region.code for one in first.phrase.regions} == {NATION}
        wider = bool(first.phrase.local) or first.phrase.national or nation
        aside = wider and named.inherited and contrasts(reader, clause)
        if (first.phrase.regions or first.phrase.local or first.phrase.national) and not aside:
            thread.sentence_region = claims[-1].region if len(found) == 1 else None
        if aside:
            thread.last_region = of_last  # 增长10.2%，同期全国为6.0%；|6月当月增长10.5%|
    if len(group) == 1 and not items:
        note_row(thread, claims[-1].named, alone=not first.phrase.regions)
    if items and len(group) > 1:
        thread.several = [claim.named for claim in claims]
        listed = first.phrase.text.replace("分别", "")
        thread.together = listed if listed and first.each else thread.together
    if regions is not None and len(set(regions)) > 1:
        thread.sentence_region = of_sentence  # 苏南、苏北分别为47.8%和35.2%，|61.3%的机构|亏损
    return claims


def _told_behind(reader: Reader, group: list[Place]) -> list[Place]:
    """The numbers of a list, all read as the last where what they are stands behind it: 录得|9.8%|及11.3%的跌幅."""
    if len(group) == 1:
        return group
    last = group[-1]
    moved = last.frame.frame.entry.statistic == "growth" and reader.text.startswith("的", last.quantity.outer_end)
    bare = all(
        one.frame.frame.entry.id == _LEVEL and one.quantity.dimension == last.quantity.dimension for one in group[:-1]
    )
    return [one._replace(frame=last.frame) for one in group] if moved and bare else group


def _in_last_unit(reader: Reader, thread: Thread, place: Place) -> Place:
    """A bare number of what was told before in the unit of that: 常住人口1373.9万人，比上年|增加9.01万|."""
    quantity, unit = place.quantity, reader.rules.amounts.by_name.get(thread.last_unit)
    own = place.phrase.text and not (thread.last_unit in _OF_ALIKE and place.frame.taken == 0)
    if (
        quantity.unit
        or own  # but 公立医院诊疗人次31.9亿，|民营医院|6.3亿
        or place.behind
        or unit is None
        or reader.text[quantity.end - 1] not in _LARGE
    ):
        return place
    return place._replace(
        quantity=quantity._replace(unit=unit.name, dimension=unit.dimension, counts=unit.counts), unit_inferred=True
    )


def _falls_too(reader: Reader, thread: Thread, clause: Clause, place: Place, named: Named) -> bool:
    """Whether a part is told by its number alone to have fallen as the whole did: 下降5.2%，其中采矿业|4.8%."""
    grows = named.statistic is Statistic.GROWTH and place.frame.frame.entry.statistic == "level"
    if not (grows and thread.last_falls) or named.inherited or place.frame.taken:
        return False
    return thread.parts_fall or reader.text.startswith("其中", clause.start)


def _is_reached(reader: Reader, place: Place) -> bool:
    """Whether an aim is told beside what was reached, and is of the same year: 完成全年|900万人|目标的141%."""
    parts = [one.part for one in reader.mentions.periods_in(place.left, place.quantity.start)]
    if any(part not in ("year", "end", None) for part in parts):
        return False  # 一季度完成全年|1100万人|目标的27%
    compared = reader.text[place.quantity.outer_start : place.quantity.start] in _BEATEN  # |低于|4.6%的年度调控目标
    return compared or _REACHED.match(reader.text, place.quantity.outer_end) is not None


def _periods_again(reader: Reader, thread: Thread, clause: Clause, group: list[Place]) -> list[PeriodMention]:
    """The periods of the list before, for another one: 一、二季度分别出栏1068万头、913万头，|分别增长17.5%、35%|."""
    own = reader.mentions.periods_in(clause.start, group[0].quantity.start)
    again = group[0].each and len(group) == len(thread.periods) and all(one.compared for one in own)
    return thread.periods if again and not group[0].phrase.regions else []


def _of_period(reader: Reader, claim: Claim, told: PeriodMention) -> Claim:
    """The claim of one of several periods that 分别 names, in the year of the last of them."""
    year, ahead = claim.period.year if claim.period else None, claim.status is not Status.ACTUAL
    return claim._replace(period=resolve_period(told, year, reader.facts, planned=ahead))  # 预计三、|四|季度分别为


_REPLACED = {Bound.EXACT.value: (Bound.AT_LEAST, Bound.AT_MOST)}
"""The bounds that a frame takes for words of comparison: |低于|9.7%的市场预期 is 9.7%."""


def _claim(
    reader: Reader,
    thread: Thread,
    sentence: Sentence,
    clause: Clause,
    place: Place,
    frame: FrameMatch,
    named: Named,
    region: Region | None,
) -> Claim:
    entry = frame.frame.entry
    statistic = named.statistic
    flags: list[Flag] = []
    if named.inherited and statistic is Statistic.LEVEL and place.frame.taken == 0:
        flags.append(Flag.INDICATOR_INHERITED)  # 增长6% is always so; a bare amount may be something else
    section = thread.section or reader.sections[sentence.paragraph]
    framed = place if frame is place.frame else place._replace(frame=frame)
    when = when_of(reader, thread, sentence, framed, section)
    period, told = when.period, when.told
    held = in_stretch(when, reader.facts)
    if entry.former:
        own = former_period(reader, sentence, place, frame, section, held)
        own = period if own == held else own
        again = not reader.mentions.periods_in(max(thread.last_place, sentence.start), place.quantity.start)
        period = thread.former if again and thread.former is not None else own
        thread.former = period
        flags.append(Flag.FORMER_VALUE)
    else:
        before = earlier(reader, clause, place, held)
        period = month_before(reader, thread, clause, period if before == held else before, when)
    status = status_of(reader, sentence, place, section, period, when.ahead, expected=thread.expected)
    yearly = status is Status.TARGET and _YEARLY_AIM.search(reader.text, place.left, place.quantity.start) is not None
    if (entry.status == "target" or yearly) and period is not None and "-" in period.code:
        period = Period(period.year, str(period.year))  # 上半年完成586亿元，占年度计划|1100亿元|的53.3%
    if entry.former:
        status, period = was_so(reader, place, frame, status, period, when)
    period = _yet_to_come(reader, sentence, clause, place, period, status)
    if statistic is Statistic.RANK and status is Status.FORECAST:
        status = Status.ACTUAL  # a standing is a fact, whatever was expected earlier in the sentence
    if period is not None and period == when.period:
        yearly = reader.facts.news and reader.rules.lexicon["yearly"].before(named.text, 0, len(named.text)) > 0
        over = Status.ACTUAL if status is Status.TARGET and _is_reached(reader, place) else status
        period = year_over(when, over, thread.reviews, yearly, reader.facts)
    basis = _basis(reader, clause, place) if statistic in (Statistic.GROWTH, Statistic.CHANGE) else None
    basis = thread.basis if basis is None and statistic is Statistic.GROWTH else basis
    if basis is Basis.AVERAGE and period is not None:
        period = averaged_over(reader, sentence, place, section, when.base_year, period)
    elif period is not None:
        period = summed_over(reader, sentence, place, section, period)
    region, inherited = region_of_claim(reader, thread, clause, place, named, region)
    if status is Status.TARGET and is_foretold(region, place) and not is_called_aim(reader, place):
        status = Status.FORECAST
    of_thread = region
    region = region_compared(reader, statistic, place, frame) or region
    opening = opening_of(reader, place)
    if opening is not None:
        region = told_before(reader, thread, opening) or region  # 高于全国|（8.1%）
    if inherited:
        flags.append(Flag.REGION_INHERITED)
    near = max(clause.start, place.quantity.start - SHOWN)
    if any(m.ambiguous and m.region == region for m in reader.mentions.regions_in(near, place.quantity.start)):
        flags.append(Flag.REGION_AMBIGUOUS)
    if place.unit_inferred:
        flags.append(Flag.UNIT_INFERRED)
    if not told and period is not None:
        flags.append(Flag.YEAR_INFERRED)
    thread.last_place, thread.last_region, thread.last_inherited = place.quantity.start, of_thread, inherited
    thread.last_end = place.quantity.end
    # 能耗下降21.3%，超额完成省定|20%|的目标
    kept = entry.status == "target" and statistic is Statistic.GROWTH and named.inherited and thread.growth_falls
    kept = kept and not reader.text.startswith(_GROWTH, place.quantity.outer_end)  # 7%左右|的增长|目标
    thread.parts_fall = _falls_too(reader, thread, clause, place, named)
    falls = thread.last_falls = entry.falls or named.falls or kept or thread.parts_fall
    if statistic is not Statistic.CHANGE:  # 57%，比重庆的70%低13个百分点，高于贵州的|54%
        thread.growth_falls = falls
        thread.last_kind = kind_of(place.quantity, statistic is Statistic.SHARE)
    quantity = place.quantity
    if quantity.bound is Bound.EXACT and is_about(reader.text, frame.start, reader.rules.amounts):  # 约占全国的28%
        quantity = quantity._replace(bound=Bound.ABOUT)
    elif entry.bound and quantity.bound in (Bound.EXACT, *_REPLACED.get(entry.bound, ())):
        quantity = quantity._replace(bound=Bound(entry.bound))
    return Claim(
        quantity=quantity,
        window=(place.left, place.right),
        frame=entry.id,
        statistic=statistic,
        falls=falls is not (_is_of_fall(reader, named, place.quantity) or _narrows(reader, thread, place, named)),
        basis=basis,
        base_year=when.base_year,
        status=status,
        named=named,
        region=region,
        period=period,
        sentence=shown(sentence, clause, place.quantity),
        flags=tuple(dict.fromkeys(flags)),
    )


def _is_of_fall(reader: Reader, named: Named, quantity: Quantity) -> bool:
    """Whether points say how a fall has moved, by as much less the indicator rose: 下降12.5%，|降幅|收窄3.2个百分点."""
    moved = named.statistic is Statistic.CHANGE and quantity.dimension == "points" and named.indicator is not None
    return moved and reader.rules.lexicon["fall_noun"].before(named.printed, 0, len(named.printed)) > 0


def _narrows(reader: Reader, thread: Thread, place: Place, named: Named) -> bool:
    """Whether points say of the fall right before how it has moved: 下降21.5%，|收窄|4.1个百分点."""
    moved = named.statistic is Statistic.CHANGE and place.quantity.dimension == "points" and thread.growth_falls
    return moved and not place.phrase.text and reader.text.endswith(_NARROWED, 0, place.quantity.outer_start)


def _yet_to_come(
    reader: Reader, sentence: Sentence, clause: Clause, place: Place, period: Period | None, status: Status
) -> Period | None:
    """The year of news for what it expects, where its clause names none: 去年播种3亿亩，…，|总产量预计在2800亿斤|.

    What shall be done is of that year too, where its sentence names none: |春节前后将投放猪肉2.4万吨|, in January.
    """
    facts, start, end = reader.facts, clause.start, place.quantity.outer_end
    if status is Status.TARGET and facts.news and facts.year is not None and period is not None:
        silent = period.code == str(facts.year - 1) and not reader.mentions.periods_in(sentence.start, end)
        shall = silent and _SHALL.search(reader.text, sentence.start, place.quantity.start) is not None
        return Period(facts.year, str(facts.year)) if shall else period
    if period is None or facts.year is None or period.year >= facts.year or status is not Status.FORECAST:
        return period
    early = facts.reviewing or (facts.month or 0) < FIRST_MONTHS  # 预计2024年, still in the first weeks of 2025
    opened = [one for one in reader.mentions.periods_in(start - _OPENED, end) if one.end >= start - 1]  # |2023年，|预计
    told = opened or not reader.mentions.cues.within("expects", start, end)
    return period if told or early or clause.aside or not facts.news else Period(facts.year, str(facts.year))


def _basis(reader: Reader, clause: Clause, place: Place) -> Basis | None:
    """What growth is measured against, told before its number or right behind it: 2.8%的|按年|升幅."""
    start, end = place.quantity.outer_start, place.quantity.outer_end
    told = basis_of(reader.text, max(clause.start - 1, start - LONGEST, 0), start, reader.rules.frames)  # ，年增7%
    if told is None and reader.text.startswith("的", end):
        told = basis_of(reader.text, end, min(end + _BASIS, clause.end), reader.rules.frames)
    return told
