"""Where the slots of a claim are from: told in its sentence, carried over from before, or the document's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.pipeline import Reading
from extractor.reading.claim import CellOrigin, Claim
from extractor.reading.context import Facts
from extractor.reading.mentions import Mentions
from extractor.reading.periods import PeriodMention
from extractor.reading.placenames import RegionMention
from extractor.records import Flag
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import NATION, Region

TOLD = "told in the text"
_BY_HEADS = "told by the heads of its table"
_BEFORE = "from a sentence before"


@dataclass(frozen=True, slots=True)
class Origins:
    """In words, where the indicator, the region and the period of a claim are from; empty where there is none."""

    indicator: str
    region: str
    period: str


def read_origins(reading: Reading, mentions: Mentions, rules: RuleSet) -> list[Origins]:
    """The origins of every claim, in order: that of 增长6% has its indicator from the clause before."""
    text = reading.document.folded.text
    found = []
    for claim in reading.claims:
        if claim.cell is not None:
            found.append(_of_cell(claim, claim.cell, reading.facts))
            continue
        first, last = claim.sentence[0], claim.quantity.start
        named, timed = mentions.regions_in(first, last), mentions.periods_in(first, last)
        found.append(
            Origins(
                indicator=_indicator(claim, text),
                region=_region(claim, named, text, reading.facts, rules),
                period=_period(claim, timed, text, reading.facts),
            )
        )
    return found


def _of_cell(claim: Claim, cell: CellOrigin, facts: Facts) -> Origins:
    """The origins of a claim from a table: 第一产业 | 增加值（亿元） tells the indicator, the document the region."""
    document = "of the document, inferred from its text" if facts.home_inferred else "of the document"
    region = _BY_HEADS if cell.region_told else document
    inferred = "year inferred from the text" if facts.year_inferred else "year inferred from the document's date"
    told = _BY_HEADS if cell.period_told else "from a sentence or heading before"
    return Origins(
        indicator=_BY_HEADS,
        region=region if claim.region is not None else "",
        period="" if claim.period is None else inferred if Flag.YEAR_INFERRED in claim.flags else told,
    )


def _indicator(claim: Claim, text: str) -> str:
    name, printed = claim.named.text, claim.named.printed
    sentence = text[claim.sentence[0] : claim.sentence[1]]
    if not name:
        return ""
    if claim.named.inherited:
        return "from the clause before" if name in sentence else _BEFORE
    if name in sentence:
        return TOLD
    if printed in sentence:  # 总产值400亿元 behind 竹产业
        return f"{TOLD} as {printed}"
    return "put together from the text"  # 城乡居民收入分别增长: 城镇居民收入


def _region(claim: Claim, named: Sequence[RegionMention], text: str, facts: Facts, rules: RuleSet) -> str:
    region = claim.region
    if region is None:
        return ""
    own = region == facts.home
    document = "of the document, inferred from its text" if facts.home_inferred else "of the document"
    if Flag.REGION_INHERITED in claim.flags:
        return document if own and facts.home_inferred else _BEFORE
    if any(mention.region == region for mention in named) or _said_in_other_words(claim, region, text, facts, rules):
        return TOLD
    return document if own else _BEFORE


def _said_in_other_words(claim: Claim, region: Region, text: str, facts: Facts, rules: RuleSet) -> bool:
    """Whether 全省, 园区 or 全国 stands for the region in the sentence, before the number."""
    anywhere = rules.lexicon.anywhere
    first, last = claim.sentence[0], claim.quantity.start
    if region.code == NATION and anywhere["national"].search(text, first, last):
        return True
    if region in facts.local_areas.values():
        return anywhere["local_area"].search(text, first, last) is not None
    around = rules.gazetteer.lineage(facts.home) if facts.home is not None else ()
    ours = region == facts.home or region.code in around
    return ours and anywhere["local"].search(text, first, last) is not None


def _period(claim: Claim, timed: Sequence[PeriodMention], text: str, facts: Facts) -> str:
    if claim.period is None:
        return ""
    telling = [mention for mention in timed if mention.tells_year and not mention.compared and not mention.day]
    if Flag.YEAR_INFERRED in claim.flags and not (telling and telling[-1].offset is not None):
        return "year inferred from the text" if facts.year_inferred else "year inferred from the document's date"
    if not telling:
        return "from a sentence or heading before"
    last = telling[-1]
    if last.year is not None or last.span is not None:
        return TOLD
    counted = ", counted from an inferred year" if facts.year_inferred else ""
    return f"{TOLD} as {text[last.start : last.end].strip('的')}{counted}"
