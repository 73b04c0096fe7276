"""From a document to its records: the order of the stages, and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from extractor.documents.document import Document, Metadata, ParagraphKind
from extractor.documents.metadata import parse_published
from extractor.documents.sources import text_document
from extractor.reading.claims import Claim, read_claims
from extractor.reading.clauses import cut_sentences
from extractor.reading.context import read_facts, read_sections
from extractor.reading.finish import finish_record
from extractor.reading.mentions import find_mentions
from extractor.reading.places import Reader
from extractor.reading.quantities import Quantity, Refusal, scan_quantities
from extractor.reading.regions import find_regions, resolve_region
from extractor.records import Record
from extractor.ruleset.compiled import RuleSet


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a document: its records, and the numbers that became none, each with its reason."""

    document: Document
    records: tuple[Record, ...]
    claims: tuple[Claim, ...]
    quantities: tuple[Quantity, ...]
    refusals: tuple[Refusal, ...]


def read_document(document: Document, rules: RuleSet) -> Reading:
    """The records of a document, in the order of its numbers; the same document and rules give the same records."""
    text = document.folded.text
    home = resolve_region(document.metadata.region, rules.gazetteer) if document.metadata.region else None
    regions = find_regions(text, rules.gazetteer, home)
    facts = read_facts(document, regions, rules)
    if home is None and facts.home is not None:
        regions = find_regions(text, rules.gazetteer, facts.home)
    quantities, refusals = scan_quantities(text, rules.amounts)
    mentions = find_mentions(text, regions, rules)
    named = [quantity for quantity in quantities if mentions.inside_name(quantity.start, quantity.end)]
    if named:  # 0—14岁人口, 十万人死亡率: the number is part of the name
        quantities = [quantity for quantity in quantities if quantity not in named]
        refusals = [
            *refusals,
            *(Refusal(item.start, item.end, "part of an indicator's name", "name") for item in named),
        ]
    reader = Reader(
        text=text,
        facts=facts,
        sections=read_sections(document, facts, rules),
        mentions=mentions,
        rules=rules,
        headings=frozenset(
            number for number, part in enumerate(document.paragraphs) if part.kind is ParagraphKind.HEADING
        ),
    )
    claims = read_claims(reader, cut_sentences(text, document.paragraphs), quantities)
    records = tuple(finish_record(claim, document, rules, number) for number, claim in enumerate(claims))
    return Reading(document, records, tuple(claims), tuple(quantities), tuple(refusals))


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
    """The records of a text in hand.

    >>> rules = load_rules()
    >>> [str(r.value) for r in extract("去年全省地区生产总值突破6万亿元，增长6%", rules, region="四川省", published="2024")]
    ['6000000000000', '6']
    """
    metadata = Metadata(
        title=title, region=region, kind=kind, published=parse_published(published) if published else None
    )
    return list(read_document(text_document(text, document, metadata), rules).records)


def find_quantities(text: str, rules: RuleSet) -> list[Quantity]:
    """Every number of a text that is used as an amount, without any context: 约425万亩 is about 4 250 000 亩."""
    return scan_quantities(text_document(text, "text", Metadata()).folded.text, rules.amounts)[0]


def text_digest(source: str) -> str:
    """The hash that names a document's text."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
