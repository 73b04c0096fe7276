"""The words of a clause that were understood: places, periods, names of indicators, and cues such as 力争."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from extractor.pipeline import Reading
from extractor.reading.areas import resolve_local
from extractor.reading.mentions import Mentions, find_mentions
from extractor.reading.placenames import RegionMention
from extractor.reading.regions import find_regions
from extractor.reading.scope import resolve_period
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.files import Place

CUES = (
    "aims", "expects", "happened", "goal_after", "same_period", "previous_month", "previous_quarter", "averaged",
    "accumulated",
)  # fmt: skip
"""The word lists whose words decide a status or a basis wherever they stand in a clause."""


class Kind(StrEnum):
    """What a mention is of; a decoy is a name that looks like an indicator's and is not."""

    REGION = "region"
    PERIOD = "period"
    INDICATOR = "indicator"
    DECOY = "decoy"
    CUE = "cue"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the text and what it was taken for: 全省 is 四川省; ``place`` is where its rule stands, if any."""

    start: int
    end: int
    text: str
    kind: Kind
    meaning: str
    place: str


def line_of(place: Place | None) -> str:
    """The file and line of a rule: ``rules/frames.yaml:46``."""
    return f"{place.path}:{place.line}" if place else ""


def mentions_of(reading: Reading, rules: RuleSet) -> Mentions:
    """What the reading of a document looked names, regions and periods up in."""
    text = reading.document.folded.text
    return find_mentions(text, find_regions(text, rules.gazetteer, reading.facts.home), rules)


def read_mentions(reading: Reading, mentions: Mentions, rules: RuleSet) -> list[Mention]:
    """Every mention of a document in order, none inside another but cues: 去年 is 2023, 粮食产量 is grain_output."""
    text = reading.document.folded.text
    found = [
        *_regions(text, mentions),
        *_local_words(text, reading, mentions, rules),
        *_periods(text, reading, mentions),
        *_names(text, mentions, rules),
        *_cues(text, mentions, rules),
    ]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    reach = 0
    for mention in found:
        if mention.start >= reach:  # 全国 in the name of a region, 今年 inside 今年以来
            kept.append(mention)
            reach = mention.end
    return kept


def _regions(text: str, mentions: Mentions) -> Iterator[Mention]:
    for mention in mentions.regions:
        meaning = _region_meaning(mention)
        yield Mention(mention.start, mention.end, text[mention.start : mention.end], Kind.REGION, meaning, "")


def _region_meaning(mention: RegionMention) -> str:
    region = mention.region
    meaning = f"{region.name} ({region.code})" if region.code else region.name
    if mention.in_name:
        return f"{meaning}, part of another name"
    return f"{meaning}, one of several of that name" if mention.ambiguous else meaning


def _local_words(text: str, reading: Reading, mentions: Mentions, rules: RuleSet) -> Iterator[Mention]:
    """全省, 我市, 园区: what they mean in a document of this region."""
    for name in ("local", "local_area"):
        for match in rules.lexicon.anywhere[name].finditer(text):
            region = resolve_local(match[0], reading.facts, None, rules)
            if region is not None and not mentions.inside_name(*match.span()):
                place = line_of(rules.places.get(f"wording/{name}"))
                yield Mention(*match.span(), match[0], Kind.REGION, f"{region.name}, the document's own", place)


def _periods(text: str, reading: Reading, mentions: Mentions) -> Iterator[Mention]:
    for mention in mentions.periods:
        period = resolve_period(mention, reading.facts.year, reading.facts)
        meaning = period.code if period else "a period of an unknown year"
        if mention.day:
            meaning = "a calendar date"
        elif mention.compared:
            meaning = f"{meaning}, compared with"
        yield Mention(mention.start, mention.end, text[mention.start : mention.end], Kind.PERIOD, meaning, "")


def _names(text: str, mentions: Mentions, rules: RuleSet) -> Iterator[Mention]:
    decoys = rules.names.decoy_of
    for start in mentions.name_starts:
        end = mentions.name_at[start]
        name = text[start:end]
        indicator = rules.names.by_name.get(name)
        if indicator is not None:
            owner, kind, meaning = indicator.entry.id, Kind.INDICATOR, indicator.entry.id
        elif name in decoys:
            owner, kind, meaning = decoys[name], Kind.DECOY, f"no {decoys[name]}: a decoy"
        else:
            continue
        yield Mention(start, end, name, kind, meaning, line_of(rules.places.get(f"indicators/{owner}")))


def _cues(text: str, mentions: Mentions, rules: RuleSet) -> Iterator[Mention]:
    for name in CUES:
        place = line_of(rules.places.get(f"wording/{name}"))
        for match in rules.lexicon.anywhere[name].finditer(text) if name in rules.lexicon else ():
            if not mentions.inside_name(*match.span()):
                yield Mention(*match.span(), match[0], Kind.CUE, f"<{name}>", place)
