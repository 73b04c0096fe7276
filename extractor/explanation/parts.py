"""The clauses of a document with their mentions and numbers, and what came of every number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.documents.document import ParagraphKind
from extractor.explanation.mentions import Mention, line_of, mentions_of, read_mentions
from extractor.explanation.origins import Origins, read_origins
from extractor.explanation.reasons import Near, Rival, nearest_frames, rivals_of, taken_by, why_open
from extractor.pipeline import Reading
from extractor.reading.clauses import cut_sentences
from extractor.reading.frames import measure_of
from extractor.reading.mentions import Mentions
from extractor.reading.quantities import Quantity, Refusal
from extractor.records import Record
from extractor.ruleset.compiled import RuleSet
from extractor.runs import unclaimed

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Made:
    """A record made of a number, the frame that claimed it, where that stands, and where its slots are from.

    ``indicator_place`` is where its canonical indicator stands; ``open`` why there is none, as far as that can be
    told. ``rivals`` are frames that fit as well; ``near`` are those that nearly did, where no words decided.
    """

    record: Record
    frame: str
    place: str
    origins: Origins
    indicator_place: str
    open: str
    rivals: tuple[Rival, ...]
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class Unmade:
    """Why no record was made of a number; ``rule`` and ``place`` name the rule that refused it, if any.

    ``near`` are the frames that came furthest, where none fitted.
    """

    reason: str
    rule: str
    place: str
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text, at ``text[start:end]`` of its part, and what came of it."""

    start: int
    end: int
    quote: str
    fate: tuple[Made, ...] | Unmade


@dataclass(frozen=True, slots=True)
class Part:
    """A clause with numbers or mentions in it: 增长6%; a line of a table is one part."""

    text: str
    numbers: tuple[Number, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document part by part; parts without a number or mention are left out."""

    document: str
    parts: tuple[Part, ...]


def explain(reading: Reading, rules: RuleSet, only: Span | None = None) -> Explanation:
    """Every number of what has been read: 增长6% is claimed by the frame growth, 十四届 is refused.

    ``only`` is a stretch of the source: just the clause it stands in is told.
    """
    text = reading.document.folded.text
    mentions = mentions_of(reading, rules)
    spans = _spans(reading)
    starts = [start for start, _ in spans]
    numbers: dict[Span, list[Number]] = {}
    for (start, end), fate in sorted(_fates(reading, mentions, spans, rules).items()):
        home = _home((start, end), spans, starts)
        numbers.setdefault(home, []).append(Number(start - home[0], end - home[0], text[start:end], fate))
    told: dict[Span, list[Mention]] = {}
    for mention in read_mentions(reading, mentions, rules):
        home = _home((mention.start, mention.end), spans, starts)
        told.setdefault(home, []).append(replace(mention, start=mention.start - home[0], end=mention.end - home[0]))
    shown = sorted(numbers.keys() | told.keys())
    if only is not None:
        shown = [span for span in shown if span in numbers and _covers(reading, span, only)]
    parts = [
        Part(text[start:end], tuple(numbers.get((start, end), ())), tuple(told.get((start, end), ())))
        for start, end in shown
    ]
    return Explanation(reading.document.name, tuple(parts))


def _home(span: Span, spans: Sequence[Span], starts: Sequence[int]) -> Span:
    """The clause that a stretch stands in, or the stretch itself where it crosses clauses."""
    at = bisect_right(starts, span[0]) - 1
    return spans[at] if at >= 0 and span[1] <= spans[at][1] else span


def _covers(reading: Reading, span: Span, source: Span) -> bool:
    first, last = reading.document.folded.source_span(*span)
    return first <= source[0] and source[1] <= last


def _spans(reading: Reading) -> list[Span]:
    """The clauses, brackets inside included, and the lines of tables; in order, without overlap."""
    document = reading.document
    sentences = list(cut_sentences(document.folded.text, document.paragraphs))
    spans = [(clause.start, clause.end) for sentence in sentences for clause in sentence.clauses if not clause.aside]
    return sorted([*spans, *_tables(reading)])


def _tables(reading: Reading) -> Iterable[Span]:
    return ((p.start, p.end) for p in reading.document.paragraphs if p.kind is ParagraphKind.TABLE)


def _fates(
    reading: Reading, mentions: Mentions, spans: Sequence[Span], rules: RuleSet
) -> dict[Span, tuple[Made, ...] | Unmade]:
    """What came of each number by its place."""
    fates: dict[Span, tuple[Made, ...] | Unmade] = {}
    for refusal in reading.refusals:
        fates[refusal.start, refusal.end] = _refused(refusal, reading, mentions, rules)
    starts = [start for start, _ in spans]
    tables = frozenset(_tables(reading))
    for quantity in unclaimed(reading):
        home = _home((quantity.start, quantity.end), spans, starts)
        fates[quantity.start, quantity.end] = _unread(quantity, home, home in tables, reading, rules)
    made: dict[Span, list[Made]] = {}
    text = reading.document.folded.text
    for claim, record, origins in zip(
        reading.claims, reading.records, read_origins(reading, mentions, rules), strict=True
    ):
        rivals = rivals_of(claim, text, rules) if claim.cell is None else ()
        unsaid = claim.cell is None and taken_by(claim, text, rules) == 0
        made.setdefault((claim.quantity.start, claim.quantity.end), []).append(
            Made(
                record=record,
                frame=claim.frame,
                place=line_of(rules.rule_place(claim.frame)),
                origins=origins,
                indicator_place=line_of(rules.places.get(f"indicators/{record.indicator}")),
                open=why_open(claim, rules),
                rivals=rivals,
                near=nearest_frames(text, claim.window, claim.quantity, rules) if unsaid else (),
            )
        )
    return fates | {number: tuple(records) for number, records in made.items()}


def _refused(refusal: Refusal, reading: Reading, mentions: Mentions, rules: RuleSet) -> Unmade:
    place = rules.places.get(f"ignore/{refusal.rule}")
    name = mentions.name_over(refusal.start, refusal.end)
    if place is None and name is not None:  # 0—14岁人口: the number belongs to a name
        text = reading.document.folded.text[name[0] : name[1]]
        indicator = rules.names.by_name.get(text)
        owner = indicator.entry.id if indicator else rules.names.decoy_of.get(text, "")
        return Unmade(f"{refusal.reason}: {text}", refusal.rule, line_of(rules.places.get(f"indicators/{owner}")))
    return Unmade(refusal.reason, refusal.rule, line_of(place))


def _unread(quantity: Quantity, home: Span, in_table: bool, reading: Reading, rules: RuleSet) -> Unmade:
    if in_table:
        return Unmade("stands in a table whose heads do not say what it measures", "", "")
    near = nearest_frames(reading.document.folded.text, home, quantity, rules)
    return Unmade(f"no frame for {measure_of(quantity)} reads what stands around it", "", "", near)
