"""From a document to its records: the order of the stages, and nothing else."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass

from extractor.documents.document import Document, Metadata
from extractor.documents.metadata import parse_published
from extractor.documents.sources import text_document
from extractor.problems import InputError, Problem
from extractor.reading.claim import Claim
from extractor.reading.claims import read_claims
from extractor.reading.clauses import cut_sentences
from extractor.reading.context import Facts, read_facts
from extractor.reading.finish import finish_record
from extractor.reading.mentions import Mentions, find_mentions
from extractor.reading.placenames import locate_names
from extractor.reading.places import Reader
from extractor.reading.quantities import Quantity, Refusal, scan_quantities
from extractor.reading.regions import find_regions, resolve_region
from extractor.reading.sections import read_sections
from extractor.reading.speakers import find_headings, find_speakers
from extractor.reading.tables import read_tables
from extractor.reading.together import with_listed
from extractor.reading.towns import with_towns, with_zones
from extractor.records import Record
from extractor.ruleset.amounts import without_pattern
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.ignoring import SlowPatternError


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a document: its records, and the numbers that became none, each with its reason.

    ``problems`` are those of rules that it had to be read without.
    """

    document: Document
    facts: Facts
    records: tuple[Record, ...]
    claims: tuple[Claim, ...]
    quantities: tuple[Quantity, ...]
    refusals: tuple[Refusal, ...]
    problems: tuple[Problem, ...]


def read_document(document: Document, rules: RuleSet) -> Reading:
    """The records of a document, in the order of its numbers: the same document and rules give the same."""
    text = document.folded.text
    home = resolve_region(document.metadata.region, rules.gazetteer) if document.metadata.region else None
    located = locate_names(text, rules.gazetteer)
    regions = find_regions(text, rules.gazetteer, home, located)
    facts = read_facts(document, regions, rules)
    if home is None and facts.home is not None:
        regions = find_regions(text, rules.gazetteer, facts.home, located)
    regions = with_listed(text, regions, facts.home, rules.gazetteer)
    regions = with_towns(text, regions, facts.home, facts.news, rules)
    regions = with_zones(text, regions) if facts.news else regions
    quantities, refusals, problems = _scanned(text, rules)
    mentions = find_mentions(text, regions, rules)
    named, amounts = _apart(text, quantities, mentions)
    reader = Reader(
        text=text,
        facts=facts,
        sections=read_sections(document, facts, rules),
        mentions=mentions,
        rules=rules,
        speakers=find_speakers(text, document.paragraphs, regions, rules) if facts.news else {},
        headings=find_headings(text, document.paragraphs, regions),
    )
    claims = read_claims(reader, cut_sentences(text, document.paragraphs), amounts)
    in_cells = read_tables(reader, document)
    if in_cells:
        amounts, refusals = _told_by_heads(in_cells, amounts, refusals)
        claims = sorted([*claims, *in_cells], key=lambda claim: (claim.quantity.start, claim.quantity.end))
    records = tuple(finish_record(claim, document, rules) for claim in claims)
    return Reading(document, facts, records, tuple(claims), tuple(amounts), (*refusals, *named), problems)


def _told_by_heads(
    claims: list[Claim], amounts: list[Quantity], refusals: list[Refusal]
) -> tuple[list[Quantity], list[Refusal]]:
    """The amounts and the refused numbers, those of cells that became claims read as the claims read them."""
    starts = {claim.quantity.start: claim.quantity for claim in claims}
    taken = {place for quantity in starts.values() for place in range(quantity.start, quantity.end)}
    kept = [quantity for quantity in amounts if quantity.start not in taken]
    told = sorted([*kept, *starts.values()], key=lambda quantity: quantity.start)
    return told, [refusal for refusal in refusals if refusal.start not in taken]


def _scanned(text: str, rules: RuleSet) -> tuple[list[Quantity], list[Refusal], tuple[Problem, ...]]:
    """The numbers of a text, read without those of a user's patterns that take too long, which are told."""
    amounts = rules.amounts
    problems: list[Problem] = []
    while True:
        try:
            return *scan_quantities(text, amounts), tuple(problems)
        except SlowPatternError as slow:
            problems.append(rules.slow_pattern(slow.entry))
            amounts = without_pattern(amounts, slow.entry)


_TITLE = re.compile("《[^《》\n]{1,80}》")


def _apart(text: str, quantities: list[Quantity], mentions: Mentions) -> tuple[list[Refusal], list[Quantity]]:
    """The numbers of names (0—14岁人口, 三元朱村), of titles and of a year in 台湾 (111年), refused, and the others."""
    named: list[Refusal] = []
    amounts: list[Quantity] = []
    ends = [title.span() for title in _TITLE.finditer(text)] if quantities else []
    title = 0
    for quantity in quantities:
        while title < len(ends) and ends[title][1] <= quantity.start:
            title += 1
        if title < len(ends) and ends[title][0] < quantity.start:
            named.append(Refusal(quantity.start, quantity.end, "in the title of a text", "title"))
        elif mentions.inside_name(quantity.start, quantity.end):
            named.append(Refusal(quantity.start, quantity.end, "part of an indicator's name", "name"))
        elif mentions.inside_place(quantity.start, quantity.end):
            named.append(Refusal(quantity.start, quantity.end, "part of a place's name", "name"))
        elif mentions.dates(quantity.start, quantity.end):
            named.append(Refusal(quantity.start, quantity.end, "a date", "date"))
        else:
            amounts.append(quantity)
    return named, amounts


def read_text(
    text: str,
    rules: RuleSet,
    *,
    region: str | None = None,
    published: str | None = None,
    title: str | None = None,
    kind: str | None = None,
    document: str = "text",
) -> Reading:
    """What came of a text in hand: 粮食产量3600万吨 (四川省, 2024) is a record by the frame level.

    Raises InputError for a date in none of the forms 2024, 2024-01, 2024-01-24 and for an unknown region.
    """
    date = parse_published(published) if published else None
    if published and date is None:
        raise InputError(f"no date: {published!r}; write 2024, 2024-01 or 2024-01-24")
    if region and resolve_region(region, rules.gazetteer) is None:
        raise InputError(f"no region of that name: {region!r}; write 四川省, 成都市 or a code such as 510000")
    metadata = Metadata(title=title, region=region, kind=kind, published=date)
    return read_document(text_document(text, document, metadata), rules)


def extract(
    text: str,
    rules: RuleSet,
    *,
    region: str | None = None,
    published: str | None = None,
    title: str | None = None,
    kind: str | None = None,
    document: str = "text",
) -> list[Record]:
    """The records of a text in hand: 去年全省地区生产总值突破6万亿元，增长6% (四川省, 2024) gives two, of 2023.

    Raises InputError for a date in none of the forms 2024, 2024-01, 2024-01-24 and for an unknown region. Warns of
    a rule of one's own that the text had to be read without.
    """
    reading = read_text(text, rules, region=region, published=published, title=title, kind=kind, document=document)
    _warn(reading.problems)
    return list(reading.records)


def find_quantities(text: str, rules: RuleSet) -> list[Quantity]:
    """Every number of a text that is used as an amount, without any context: 约425万亩 is about 4 250 000 亩.

    Offsets are those of ``text``. Warns as ``extract`` does.
    """
    folded = text_document(text, "text", Metadata()).folded
    found = []
    quantities, _, problems = _scanned(folded.text, rules)
    _warn(problems)
    for quantity in quantities:
        start, end = folded.source_span(quantity.start, quantity.end)
        outer_start, outer_end = folded.source_span(quantity.outer_start, quantity.outer_end)
        found.append(quantity._replace(start=start, end=end, outer_start=outer_start, outer_end=outer_end))
    return found


def _warn(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        warnings.warn(str(problem), stacklevel=3)
