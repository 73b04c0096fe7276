"""The numbers of a stored document that became no record, found by reading its text again."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from extractor.documents.document import Metadata, ParagraphKind
from extractor.documents.metadata import parse_published
from extractor.documents.sources import text_document
from extractor.pipeline import Reading, read_document
from extractor.ruleset.compiled import RuleSet
from extractor.runs import unclaimed
from extractor.serve.document import Number
from extractor.serve.words import reasons


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What is read again: the text of a document, and what was told of it when it was loaded."""

    name: str
    text: str
    title: str | None
    region: str | None
    published: str | None
    kind: str | None


def refused_numbers(stored: StoredDocument, rules: RuleSet) -> list[Number]:
    """The numbers of which nothing came, at their places in the stored text, with the reason in Chinese.

    十四届 is refused as 届次、期号或代次. They are those of ``rules``, which need not be the rules that the
    document was loaded with.
    """
    published = parse_published(stored.published) if stored.published else None
    metadata = Metadata(title=stored.title, region=stored.region, kind=stored.kind, published=published)
    reading = read_document(text_document(stored.text, stored.name, metadata), rules)
    folded = reading.document.folded
    found = []
    for start, end, rule, reason in _refused(reading):
        first, last = folded.source_span(start, end)
        known = reasons().get(rule, reason)
        found.append(Number(first, last, reason=known, rule=rule))
    return found


def _refused(reading: Reading) -> list[tuple[int, int, str, str]]:
    found = [(refusal.start, refusal.end, refusal.rule, refusal.reason) for refusal in reading.refusals]
    tables = sorted((p.start, p.end) for p in reading.document.paragraphs if p.kind is ParagraphKind.TABLE)
    starts = [start for start, _ in tables]
    for quantity in unclaimed(reading):
        at = bisect_right(starts, quantity.start) - 1
        rule = "table" if at >= 0 and quantity.end <= tables[at][1] else "unclaimed"
        found.append((quantity.start, quantity.end, rule, reasons()[rule]))
    return sorted(found)
