"""Claims: every quantity joined with what is measured, where, when, and whether it happened.

A sentence is read from left to right. What a clause leaves out is inherited from what the sentence, the paragraph,
the section or the document said before: 增长6% takes its indicator from the clause before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from extractor.reading.clauses import Clause, Sentence
from extractor.reading.context import Facts, Section
from extractor.reading.frames import FrameMatch, basis_of, match_frames
from extractor.reading.indicators import Named, name_claim
from extractor.reading.lists import distribute
from extractor.reading.mentions import Mentions
from extractor.reading.periods import Period, PeriodMention
from extractor.reading.phrases import Phrase, read_before, read_behind, read_head
from extractor.reading.quantities import Quantity
from extractor.reading.scope import resolve_local, resolve_period, sentence_status, within
from extractor.records import Basis, Flag, Statistic, Status
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import Region

_JOINT = regex.compile(r"[、,，和及与或至\s]*(?:以上|以下|左右|以内)?[、和及与或]?")
_EACH = regex.compile(r"分别|各(?!类|项|种|级|地|界|方|族|行)")
_WORLD = ("世界", "全球")


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity with everything its text says about it, ready to become a record."""

    quantity: Quantity
    frame: str
    statistic: Statistic
    falls: bool
    basis: Basis | None
    base_year: int | None
    status: Status
    named: Named
    region: Region | None
    period: Period | None
    sentence: tuple[int, int]
    flags: tuple[Flag, ...]


@dataclass(slots=True)
class Thread:
    """What has been said so far and may be inherited; lives while one document is read."""

    owner: str = ""
    head: str = ""
    last: Named | None = None
    sentence_region: Region | None = None
    paragraph_region: Region | None = None
    heading_region: Region | None = None
    region_clause: int = -1
    listing: str = ""
    last_of: dict[str | None, Named] = field(default_factory=dict)
    period: PeriodMention | None = None
    pending: str = ""
    flow: str = ""
    paragraph: int = -1


@dataclass(frozen=True, slots=True)
class Reader:
    """A document laid out for reading its claims."""

    text: str
    facts: Facts
    sections: Sequence[Section]
    mentions: Mentions
    rules: RuleSet
    period_starts: Sequence[int]
    headings: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Place:
    """One number of a clause with the text around it that is its own."""

    quantity: Quantity
    left: int
    right: int
    frame: FrameMatch
    phrase: Phrase
    behind: str
    joint: bool


def read_claims(reader: Reader, sentences: Sequence[Sentence], quantities: Sequence[Quantity]) -> list[Claim]:
    """The claims of a document in the order of its numbers."""
    claims: list[Claim] = []
    thread = Thread()
    starts = [quantity.start for quantity in quantities]
    for sentence in sentences:
        if sentence.paragraph != thread.paragraph:
            thread = _new_paragraph(reader, thread, sentence.paragraph)
        thread.sentence_region = None
        thread.pending = thread.head = thread.listing = ""
        thread.last_of.clear()
        inside = quantities[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        homes = [_innermost(sentence, quantity) for quantity in inside]
        for number, clause in enumerate(sentence.clauses):
            own = [quantity for quantity, home in zip(inside, homes, strict=True) if home == number]
            _note_region(reader, thread, clause, bool(own))
            if own and clause.aside:
                _note_bracketed(reader, thread, sentence, clause, own[0])
            if own:
                claims.extend(_read_clause(reader, thread, sentence, clause, own))
            elif not clause.aside:
                _note_subject(reader, thread, clause)
        _note_period(reader, thread, sentence)
        if sentence.paragraph in reader.headings:
            thread.heading_region = thread.sentence_region
    return sorted(claims, key=lambda claim: (claim.quantity.start, claim.quantity.end))


def _new_paragraph(reader: Reader, thread: Thread, paragraph: int) -> Thread:
    """What a new paragraph inherits: in news the period of the item, nothing across a heading."""
    kept = thread.period
    between = range(thread.paragraph + 1, paragraph + 1)
    title = paragraph in reader.headings and thread.paragraph in reader.headings  # a title of several lines
    if reader.facts.sectioned or (any(number in reader.headings for number in between) and not title):
        kept = None
    if kept is not None and kept.tells_year and kept.offset != 0 and not title:
        kept = None
    return Thread(period=kept, paragraph=paragraph, heading_region=thread.heading_region)


def _innermost(sentence: Sentence, quantity: Quantity) -> int:
    """The number of the innermost clause a quantity stands in."""
    best = -1
    for number, clause in enumerate(sentence.clauses):
        if clause.start <= quantity.start < clause.end and (best < 0 or clause.aside):
            best = number
    return best


def _note_region(reader: Reader, thread: Thread, clause: Clause, numbered: bool) -> None:
    """Remember the region that a clause begins with; the nation holds for its own clause only (全国首个…投用，)."""
    head = read_head(reader.text, clause.start, clause.end, reader.mentions, reader.rules.lexicon)
    if clause.aside:
        return
    region = _region_of(reader, thread, head)
    abroad_or_nation = region is not None and (region.name in _WORLD or region.code == "100000")
    if abroad_or_nation and (not numbered or reader.facts.home is not None) and region != reader.facts.home:
        return
    if region is not None:
        thread.sentence_region = region
        thread.region_clause = clause.start
        thread.paragraph_region = region
        return
    if reader.facts.sectioned:
        return
    for start in range(clause.start, min(clause.start + 6, clause.end)):
        named = reader.mentions.region_at.get(start)
        if named is not None and named.in_name and named.region.code:
            thread.paragraph_region = named.region  # 国网|长寿|供电公司
            return


def _region_of(reader: Reader, thread: Thread, phrase: Phrase) -> Region | None:
    if phrase.regions:
        return phrase.regions[0].region
    if phrase.local:
        current = thread.sentence_region or thread.paragraph_region
        return resolve_local(phrase.local, reader.facts, current, reader.rules)
    if phrase.national:
        return reader.rules.gazetteer.by_code["100000"]
    return None


def _note_bracketed(
    reader: Reader, thread: Thread, sentence: Sentence, aside: Clause, first: Quantity
) -> None:
    """A number in brackets is about what stands before them: 珠宝首饰（销货价值下跌58.6%）."""
    for clause in sentence.clauses:
        if (aside.start - 1, aside.end + 1) in clause.asides or any(
            start < aside.start < end for start, end in clause.asides
        ):
            phrase = read_before(
                reader.text, clause.start, aside.start - 1, reader.mentions, reader.rules.lexicon
            )
            if phrase.text and not any(character.isdigit() for character in phrase.text):
                thread.pending = phrase.text
            return


def _note_subject(reader: Reader, thread: Thread, clause: Clause) -> None:
    """A clause without a number may name what the next one measures: 2月零售业总销货数量，较去年同月下跌46.7%."""
    phrase = read_before(reader.text, clause.start, clause.end, reader.mentions, reader.rules.lexicon)
    lexicon = reader.rules.lexicon
    names = reader.rules.names.by_name
    if phrase.text in names or (
        2 < len(phrase.text) <= 30 and lexicon["measured"].before(phrase.text, 0, len(phrase.text))
    ):
        thread.pending = phrase.text
    thread.listing = phrase.text


def _note_period(reader: Reader, thread: Thread, sentence: Sentence) -> None:
    """A period stated at the head of a sentence holds for the ones after it."""
    for clause in sentence.clauses[:2]:
        for mention in within(reader.mentions.periods, reader.period_starts, clause.start, clause.end):
            passing = mention.compared or mention.day or mention.span or mention.back
            if not passing and mention.start - clause.start <= 12:
                thread.period = mention
                return


def _read_clause(
    reader: Reader, thread: Thread, sentence: Sentence, clause: Clause, quantities: Sequence[Quantity]
) -> list[Claim]:
    places = _places(reader, clause, quantities)
    claims: list[Claim] = []
    index = 0
    while index < len(places):
        group = [places[index]]
        while index + len(group) < len(places) and places[index + len(group)].joint:
            group.append(places[index + len(group)])
        claims.extend(_read_group(reader, thread, sentence, clause, group))
        thread.pending = ""
        index += len(group)
    return claims


def _places(reader: Reader, clause: Clause, quantities: Sequence[Quantity]) -> list[Place]:
    """Each quantity of a clause with its frame and the phrases before and behind it."""
    text, lexicon = reader.text, reader.rules.lexicon
    places: list[Place] = []
    for number, quantity in enumerate(quantities):
        left = clause.start if number == 0 else quantities[number - 1].outer_end
        stop = quantity.outer_start
        for aside_start, aside_end in clause.asides:
            if aside_end <= stop and aside_end > left:
                if text[aside_end:stop].strip():
                    left = aside_end
                else:
                    stop = aside_start
        right = clause.end if number == len(quantities) - 1 else quantities[number + 1].outer_start
        for aside_start, _ in clause.asides:
            if quantity.outer_end <= aside_start < right:
                right = aside_start
        frame, _ = match_frames(text, left, right, quantity, reader.rules.frames)
        if frame is None:
            continue
        joint = bool(places) and _JOINT.fullmatch(text, left, quantity.outer_start) is not None
        if joint and places[-1].quantity.dimension != quantity.dimension:
            joint = False
        start = min(frame.start, stop)
        phrase = read_before(text, left, start, reader.mentions, lexicon)
        behind = read_behind(text, quantity.outer_end, right, reader.mentions, lexicon)
        places.append(Place(quantity, left, right, frame, phrase, behind, joint))
    for number in range(len(places) - 2, -1, -1):
        place, following = places[number], places[number + 1]
        touching = place.quantity.outer_end == following.quantity.outer_start  # 6台|120万千瓦核电机组
        if not place.behind and place.quantity.counts and (touching or following.joint):
            places[number] = replace(place, behind=following.behind)
    return places


def _read_group(
    reader: Reader, thread: Thread, sentence: Sentence, clause: Clause, group: list[Place]
) -> list[Claim]:
    """The claims of a number and of those joined to it: 分别增长4.4%、5.6%."""
    first = group[0]
    text = reader.text
    each = _EACH.search(text, first.left, first.quantity.outer_start) is not None
    items = None
    regions: list[Region] | None = None
    if len(group) > 1 and each:
        if len(first.phrase.regions) == len(group):
            regions = [mention.region for mention in first.phrase.regions]
        else:
            items = _items(reader, thread, first, len(group))
    claims: list[Claim] = []
    for number, place in enumerate(group):
        frame = first.frame if number and place.frame.taken == 0 else place.frame
        named = name_claim(
            text, place.quantity, frame, place.phrase if number == 0 else (first.phrase if not place.behind else place.phrase),
            place.behind, thread, reader.rules, items[number] if items else None, clause, place.left,
        )
        found: list[Region | None] = []
        if regions is not None:
            found = [regions[number]]
        elif len(first.phrase.regions) > 1:
            found = [mention.region for mention in first.phrase.regions]
        else:
            found = [_region_of(reader, thread, place.phrase if number == 0 else first.phrase)]
        for region in found:
            claims.append(_claim(reader, thread, sentence, clause, place, frame, named, region))
        if first.phrase.regions or first.phrase.local or first.phrase.national:
            thread.sentence_region = claims[-1].region
    return claims


def _items(reader: Reader, thread: Thread, first: Place, count: int) -> list[str] | None:
    """What 分别 spreads its numbers over; a bare attribute takes the list of the clause before: 核发数量分别为."""
    lexicon = reader.rules.lexicon
    text = first.phrase.text
    if text and text not in lexicon["attribute"]:
        return distribute(text, count, lexicon)
    items = distribute(thread.listing or thread.pending, count, lexicon)
    return [item + text for item in items] if items else None


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
    flags: list[Flag] = list(named.flags)
    section = reader.sections[sentence.paragraph]
    period, told, base_year = _when(reader, thread, sentence, place, section)
    status = _status(reader, sentence, place, section, period)
    if statistic is Statistic.RANK and status is Status.FORECAST:
        status = Status.ACTUAL  # a standing is a fact, whatever was expected earlier in the sentence
    if not told and period is not None and status is Status.ACTUAL and _reviews(reader, sentence):
        period = Period(period.year - 1, str(period.year - 1))
    abroad = region is not None and region.name in _WORLD
    ranked_nationally = region is not None and region.code == "100000" and statistic in (Statistic.RANK, Statistic.SHARE)
    if abroad or (ranked_nationally and reader.facts.home is not None):
        region = None
    if region is None:
        region = thread.sentence_region if _carries(reader, thread, clause, place) else None
        if region is None and not reader.facts.sectioned:
            region = thread.paragraph_region
        region = region or thread.heading_region
        if region is None:
            region = reader.facts.home
            if region is not None:
                flags.append(Flag.REGION_INHERITED)
    if not told:
        flags.append(Flag.YEAR_INFERRED)
    return Claim(
        quantity=place.quantity,
        frame=entry.id,
        statistic=statistic,
        falls=entry.falls,
        basis=basis_of(reader.text, clause.start, place.quantity.outer_start, reader.rules.frames)
        if statistic in (Statistic.GROWTH, Statistic.CHANGE)
        else None,
        base_year=base_year,
        status=status,
        named=named,
        region=region,
        period=period,
        sentence=(sentence.start, sentence.end),
        flags=tuple(dict.fromkeys(flags)),
    )


def _reviews(reader: Reader, sentence: Sentence) -> bool:
    """Whether news of the year's first months quotes a report on the year before."""
    facts = reader.facts
    if facts.sectioned or facts.month is None or facts.month > 3:
        return False
    return any(
        report in reader.text[sentence.start : sentence.end] for report in reader.rules.calendar.reports
    )


def _carries(reader: Reader, thread: Thread, clause: Clause, place: Place) -> bool:
    """Whether the region named at the head of an earlier clause still holds.

    In a report a clause with a subject of its own is about the report's region again: 通化结束不通高铁历史，
    全年接待游客人次增长20.7%.
    """
    if not reader.facts.sectioned or thread.region_clause == clause.start:
        return True
    text = place.phrase.text
    return not text or text in reader.rules.lexicon["attribute"] or place.phrase.verb


def _when(
    reader: Reader, thread: Thread, sentence: Sentence, place: Place, section: Section
) -> tuple[Period | None, bool, int | None]:
    """The period in force at a number, whether the text tells its year, and the year it is compared with."""
    mentions = within(reader.mentions.periods, reader.period_starts, sentence.start, place.quantity.start)
    base_year = None
    governing: PeriodMention | None = None
    year: int | None = None
    for mention in mentions:
        if mention.day:
            continue
        if mention.compared:
            base_year = mention.year
            continue
        resolved = resolve_period(mention, year if year is not None else section.year, reader.facts)
        governing = mention
        if mention.tells_year and resolved is not None:
            year = resolved.year
    if governing is None:
        governing = thread.period
    if governing is None:
        if section.year is None:
            return None, False, base_year
        return Period(section.year, str(section.year)), section.told, base_year
    if year is None and thread.period is not None and thread.period.tells_year:
        carried = resolve_period(thread.period, section.year, reader.facts)
        year = carried.year if carried else None
    resolved = resolve_period(governing, year if year is not None else section.year, reader.facts)
    return resolved, governing.tells_year, base_year


def _status(reader: Reader, sentence: Sentence, place: Place, section: Section, period: Period | None) -> Status:
    """Whether the number happened, is promised or expected."""
    lexicon = reader.rules.lexicon
    if place.frame.frame.entry.status:
        return Status(place.frame.frame.entry.status)
    if lexicon["goal_after"].at(reader.text, place.quantity.outer_end, len(reader.text)):
        return Status.TARGET
    said = sentence_status(
        reader.text, sentence, place.quantity.start, section, reader.facts, reader.mentions, reader.rules
    )
    if said is not None:
        return said
    year = reader.facts.year
    if period is not None and year is not None:
        if period.year > year:
            return Status.TARGET
        if section.status is Status.TARGET and section.year is not None and period.year < section.year:
            return Status.ACTUAL
    return section.status
