"""Mentions: every region, period and indicator name of a document with its place, found in one pass each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from extractor.reading.periods import PeriodMention, find_periods
from extractor.reading.placenames import RegionMention
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.lexicon import Cues


@dataclass(frozen=True)
class Mentions:
    """The mentions of a text, in order and by where they begin or end."""

    regions: Sequence[RegionMention]
    region_starts: Sequence[int]
    periods: Sequence[PeriodMention]
    period_starts: Sequence[int]
    region_at: Mapping[int, RegionMention]
    region_until: Mapping[int, RegionMention]
    period_at: Mapping[int, PeriodMention]
    period_until: Mapping[int, PeriodMention]
    name_at: Mapping[int, int]
    name_until: Mapping[int, int]
    name_starts: Sequence[int]
    area_starts: Sequence[int]
    """Where a region is named, or a word such as 全省 or 园区 stands that means one."""
    begins: frozenset[int]
    """Where a region, a period or a name begins."""
    cues: Cues

    def periods_in(self, start: int, end: int) -> Sequence[PeriodMention]:
        """The periods that begin between two places."""
        return self.periods[bisect_left(self.period_starts, start) : bisect_left(self.period_starts, end)]

    def regions_in(self, start: int, end: int) -> Sequence[RegionMention]:
        """The regions named between two places."""
        starts = self.region_starts
        return self.regions[bisect_left(starts, start) : bisect_left(starts, end)]

    def inside_place(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` is a proper part of a region's name: 七 in 新乡县七里营公社."""
        index = bisect_left(self.region_starts, start + 1) - 1
        return index >= 0 and self.regions[index].end > end

    def names_area(self, start: int, end: int) -> bool:
        """Whether an area is named between two places."""
        index = bisect_left(self.area_starts, start)
        return index < len(self.area_starts) and self.area_starts[index] < end

    def covered(self, position: int) -> bool:
        """Whether an indicator's name began before ``position`` and goes on past it."""
        index = bisect_left(self.name_starts, position) - 1
        return index >= 0 and self.name_at[self.name_starts[index]] > position

    def name_over(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the indicator's name stands that ``text[start:end]`` is a proper part of: 新增 in 城镇新增就业."""
        index = bisect_left(self.name_starts, start + 1) - 1
        if index < 0:
            return None
        first = self.name_starts[index]
        last = self.name_at[first]
        return (first, last) if first <= start and end <= last and (first, last) != (start, end) else None

    def inside_name(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` is a proper part of an indicator's name."""
        return self.name_over(start, end) is not None

    def dates(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` is a year: 111年, where a text counts as Taiwan does."""
        period = self.period_at.get(start)
        return period is not None and period.year is not None and end <= period.end


def find_mentions(text: str, regions: Sequence[RegionMention], rules: RuleSet) -> Mentions:
    """All mentions of a folded text; the regions have been found before, to know the document's own."""
    periods = find_periods(text, rules.calendar)
    name_at = dict(rules.names.occurrences(text))
    cues = rules.lexicon.cues(text)
    region_starts = [mention.start for mention in regions]
    period_starts = [mention.start for mention in periods]
    return Mentions(
        regions=regions,
        region_starts=region_starts,
        periods=periods,
        period_starts=period_starts,
        region_at={mention.start: mention for mention in regions},
        region_until={mention.end: mention for mention in regions},
        period_at={mention.start: mention for mention in periods},
        period_until={mention.end: mention for mention in periods},
        name_at=name_at,
        name_until={end: start for start, end in name_at.items()},
        name_starts=list(name_at),
        area_starts=sorted([*region_starts, *cues.area_starts]),
        begins=frozenset(chain(name_at, region_starts, period_starts)),
        cues=cues,
    )
