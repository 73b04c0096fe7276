"""Claims: every quantity joined with what is measured, where, when, and whether it happened.

A sentence is read from left to right. What a clause leaves out is inherited from what the sentence, the paragraph,
the section or the document said before: 增长6% takes its indicator from the clause before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from extractor.reading.announced import (
    headed_topic,
    note_account,
    note_heading,
    published_topic,
    ranked_by,
    topic_of,
)
from extractor.reading.bracketed import note_bracketed
from extractor.reading.claim import Claim
from extractor.reading.clauses import Clause, Sentence, homes
from extractor.reading.expected import goes_on_expected
from extractor.reading.extremes import may_rank, note_extreme
from extractor.reading.figures import label_of
from extractor.reading.firms import note_firm
from extractor.reading.groups import read_group
from extractor.reading.homes import names_many
from extractor.reading.indicators import Named
from extractor.reading.lasting import note_period
from extractor.reading.noting import (
    note_section,
    note_subject,
    note_whole,
    reviews,
)
from extractor.reading.paragraphs import new_paragraph
from extractor.reading.places import Reader, find_places
from extractor.reading.quantities import Quantity
from extractor.reading.spoken import note_speaker
from extractor.reading.thread import DIVIDED, Thread
from extractor.reading.undertaken import built_topic, note_named
from extractor.reading.whereabouts import (
    note_part,
    note_region,
    region_of_heading,
)
from extractor.records import Status
from extractor.ruleset.gazetteer import NATION, Region

_AHEAD = re.compile(
    "继|从(?:19|20)[0-9]{2}年[^，。；]{0,3}的[^，。；]{2,12}到(?:19|20)[0-9]{2}年[^，。；]{0,3}的[^，。；]{2,12}，"
)
"""How a clause begins whose numbers are of what the next one names: 从2018年的6万辆到2023年的75万辆，产量增长11倍."""
_FURTHER = re.compile("(?:另外|此外|除此之外|与此同时)，")
"""How a sentence begins that tells of something else."""
_OUTLINE = re.compile("[【〖（(]?(?:内容|节目|新闻|今日|本期)?(?:提要|导读|导视|看点|主要内容)[】〗）):：]?")
"""What heads a list of the titles of what follows."""

_PARTS = re.compile("其中|分[^，。；]{1,12}看，")
"""How a sentence begins that takes apart what the one before told."""
_SINCE_MONTH = re.compile("[与和同较比]上月|环比")
"""What tells that a sentence is of a month."""
_REASON = re.compile("(?:主要)?(?:是)?(?:因|由于)[^，。；]*?(?:起点|口径|标准|税率|费率|政策|限额)")
"""What begins a clause that says why, of which the numbers behind it are not."""
_INFLUENCES = frozenset("响动累击")
"""How the words for an influence end."""
_INFLUENCE = re.compile("[^，。；]{0,12}?(?:受|因|由于)[^，。；]+(?:影响|带动|拉动|推动|拖累|冲击)")
"""A clause that tells only what moved others: 受猪肉价格上涨34.7%影响."""


def read_claims(reader: Reader, sentences: Iterable[Sentence], quantities: Sequence[Quantity]) -> list[Claim]:
    """The claims of a document in the order of its numbers."""
    claims: list[Claim] = []
    thread = Thread(headline=ranked_by(reader.facts.title, reader.rules) if reader.facts.news else "")
    silent: Sentence | None = None  # the one before, if it has no number
    published = ""  # what the sentence before says the figures of are out
    outline = False  # whether titles are listed that head nothing: 【提要】⏎郧阳：小香菇撑起大产业
    ahead: Status | None = None  # whether all of the one before is expected, or aimed at
    starts = [quantity.start for quantity in quantities]
    ordered = list(sentences)
    for number, sentence in enumerate(ordered):
        if not starts or sentence.start > starts[-1]:
            break  # what is remembered is for numbers to come
        if sentence.paragraph != thread.paragraph:
            boxed = reader.sections[sentence.paragraph].boxed  # ●一般公共预算收入⏎|2149亿元 ↑10.3%
            before = silent if boxed and thread.paragraph + 1 == sentence.paragraph else None
            thread, silent = new_paragraph(reader, thread, sentence.paragraph, sentence.start), before
        thread.sentence_region = _region_of_parts(reader, thread, sentence)
        if reader.facts.news and _FURTHER.match(reader.text, sentence.start) is not None:
            thread.paragraph_region = None  # 于洪区…三分之一。|另外，|90平方米以下的户型卖了642套
        inside = quantities[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        note_section(reader, thread, sentence)
        if reader.facts.budget:
            note_account(reader, thread, sentence)
        if reader.facts.news and reader.text.startswith("“", sentence.start):
            note_speaker(reader, thread, sentence, ordered[number + 1 : number + 2])
        heads = sentence.paragraph in reader.headings
        outline = heads and (outline or _OUTLINE.fullmatch(reader.text, sentence.start, sentence.end) is not None)
        if inside:
            topic = (topic_of(reader, silent) if silent else headed_topic(reader, thread, sentence)) or published
            thread.open_sentence(reviews(reader, sentence), topic)
            thread.expected = goes_on_expected(reader, thread, sentence, inside, ahead)
            thread.divided = DIVIDED.match(reader.text, sentence.start, sentence.end) is not None
            if thread.passed is not None:
                thread.goes_on = _goes_on(reader, thread, sentence)
            read = _read_sentence(reader, thread, sentence, inside)
            if heads:
                read = _of_later_line(reader, thread, sentence, read)
            told = {claim.status for claim in read}
            ahead = told.pop() if len(told) == 1 and told <= {Status.FORECAST, Status.TARGET} else None
            claims += read
        elif (heads or reader.facts.news) and reader.mentions.names_area(sentence.start, sentence.end):
            for clause in sentence.clauses:
                note_region(reader, thread, clause, ())
        silent = None if inside else sentence
        published = published_topic(reader, sentence) or built_topic(reader, sentence)
        note_period(reader, thread, sentence, inside)
        if heads:
            note_heading(reader, thread, sentence)
        titled = sentence.paragraph - 1 in reader.headings and sentence.paragraph - 2 not in reader.headings
        if outline:
            thread.heading_region = None
        elif heads and (thread.sentence_region is not None or not titled):  # the second line of a title, of no list
            later = any(clause.start < thread.region_clause for clause in sentence.clauses)
            nation = reader.facts.home is not None and reader.facts.home.code == NATION  # 穷县变成粮棉大户 |陵县|农民…
            part = reader.facts.single and later and not nation  # 板块冷热不均 |江宁|独占三成
            over = ordered[number - 1] if number else sentence  # the line of the title above it
            over = over if over.paragraph in reader.headings and over.paragraph + 1 == sentence.paragraph else sentence
            several = _names_several(reader, over.start, sentence.end)
            named = None if part or several else thread.sentence_region
            thread.heading_region = named or region_of_heading(reader, sentence)
    return sorted(claims, key=lambda claim: (claim.quantity.start, claim.quantity.end))


def _names_several(reader: Reader, start: int, end: int) -> bool:
    """Whether a heading is of no one place, as it names some none of which lies in another, or is of many.

    江苏总量第一，贵州负债率最高; 31省份人口：广东增量第一; 麻城出现天下第一田⏎福建海星社创纪录.
    """
    if names_many(reader.text[start:end]):
        return True
    named = reader.mentions.regions_in(start, end)
    told = {one.region for one in named if one.region.code and not (one.in_name or one.ambiguous)}
    return len(reader.rules.gazetteer.lowest(told)) > 1


def _of_later_line(reader: Reader, thread: Thread, sentence: Sentence, read: list[Claim]) -> list[Claim]:
    """The claims of a title's first line, of the place the next line names: 工业增长8.6%⏎|德阳|：“重器”扛起大梁."""
    named = thread.sentence_region
    later = read and named is not None and thread.region_clause > read[-1].quantity.end
    if not later or reader.mentions.names_area(sentence.start, thread.region_clause):
        return read
    return [claim._replace(region=named) for claim in read]


def _region_of_parts(reader: Reader, thread: Thread, sentence: Sentence) -> Region | None:
    """The region of the sentence before, whose parts 其中 tells: 全国网上零售额71621亿元。|其中|，实物商品60623亿元."""
    return thread.last_region if reader.text.startswith("其中", sentence.start) else None


def _goes_on(reader: Reader, thread: Thread, sentence: Sentence) -> bool:
    """Whether a sentence is of the month told in passing before: 6月份，进出口3.49万亿元。|其中|，出口1.99万亿元."""
    if thread.passed_heads:
        return True
    parts = thread.goes_on and _PARTS.match(reader.text, sentence.start, sentence.end) is not None
    return parts or _SINCE_MONTH.search(reader.text, sentence.start, sentence.end) is not None


def _read_sentence(reader: Reader, thread: Thread, sentence: Sentence, inside: Sequence[Quantity]) -> list[Claim]:
    """The claims of a sentence, clause by clause."""
    claims: list[Claim] = []
    last = inside[-1].start
    host: Clause | None = None
    waiting: list[Claim] = []
    before_aside = of_reason = None
    ranks = may_rank(reader.text, sentence)
    for number, (clause, own) in enumerate(zip(sentence.clauses, homes(sentence, inside), strict=True)):
        until = own[1].outer_start if len(own) > 1 else None
        label = label_of(reader.text, sentence, own[0], until) if number == 0 and own else None
        if not clause.aside and own and _tells_reason(reader, clause):
            of_reason = thread.remember()  # 企业29户，|因统计起点由500万元提高到2000万元|，比上年减少14户
        elif of_reason is not None and not clause.aside:
            thread.recall(of_reason)
            of_reason = None
        if before_aside is not None and not clause.aside:
            # 出口5172亿元（含一般贸易2384亿元），下降2.2%: the fall is of what stood before
            thread.recall(before_aside)
            before_aside = None
        note_region(reader, thread, clause, own)
        note_firm(reader, thread, sentence, clause)
        if not clause.aside:
            host = clause
            note_part(reader, thread, clause)
            note_whole(reader, thread, clause)
            if ranks:
                note_extreme(reader, thread, clause)
        elif own and host is not None:
            note_bracketed(reader, thread, host, clause)
        if own:
            if clause.aside and before_aside is None:
                before_aside = thread.remember()
            ahead = not (thread.pending or thread.named) and (
                reader.text[clause.start] in "继从" and _AHEAD.match(reader.text, clause.start) is not None
            )
            read = _read_clause(reader, thread, sentence, clause, own, label)
            if waiting and read and not ahead:
                claims += [one._replace(named=_named_as(one.named, read[0].named)) for one in waiting]
                waiting = []
            if ahead:
                waiting += read
            else:
                claims += read
            thread.listed = []
        elif not clause.aside and clause.end <= last and not note_named(reader, thread, clause):
            note_subject(reader, thread, clause)
    if before_aside is not None:
        thread.recall(before_aside)
    return claims + waiting


def _tells_reason(reader: Reader, clause: Clause) -> bool:
    """Whether the numbers of a clause are of what others have moved by: |受猪肉价格上涨34.7%影响|，涨幅扩大到2.8%."""
    text, span = reader.text, (clause.start, clause.end)
    influenced = text[clause.end - 1] in _INFLUENCES and _INFLUENCE.fullmatch(text, *span) is not None
    return influenced or _REASON.match(text, *span) is not None


def _named_as(named: Named, other: Named) -> Named:
    """What a number is of that is named only afterwards: |继二月份录得17.6%的升幅后|，三月份出口货值为4208亿元."""
    return named._replace(text=other.text, printed=other.printed, indicator=other.indicator, inherited=True)


def _read_clause(
    reader: Reader,
    thread: Thread,
    sentence: Sentence,
    clause: Clause,
    quantities: Sequence[Quantity],
    label: tuple[int, int] | None,
) -> list[Claim]:
    places = find_places(reader, clause, quantities, label, thread.last_kind)
    claims: list[Claim] = []
    index = 0
    while index < len(places):
        group = [places[index]]
        while index + len(group) < len(places) and places[index + len(group)].joint:
            group.append(places[index + len(group)])
        claims.extend(read_group(reader, thread, sentence, clause, group))
        thread.pending = thread.listing = ""
        index += len(group)
    thread.without = ""
    return claims
