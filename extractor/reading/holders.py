"""Which regions a number holds for that are named before it: each of them, all together, or the one above them."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.reading.placenames import RegionMention
from extractor.reading.places import Place, Reader
from extractor.reading.toldagain import COUNTED
from extractor.ruleset.gazetteer import NATION, Level, Region

_EACH = regex.compile("均(?!价)|都(?!市)|双双|各|分别|每")
"""What says between several places and their number that it is of each."""
_ALIKE = regex.compile("均(?!价)|都(?!市)[是有为达]")
"""What says that each of several places has as many: 河南、河北|均为|7个."""
_AND_KINDS = regex.compile(r"等?[^，。；\d]{0,10}[及和与、][^，。；\d]{0,12}(?:直辖市|省会城市|计划单列市|其他|其余)")
"""What goes on behind several places with places of a kind, which are of all the region: 京津冀及|省会城市|共74个."""
_SUMMED = regex.compile("实现|完成|共|合计|总|累计|新增|接待")
"""What says of places in all the nation, which have no name together, that the number is of all of them."""
_ALTOGETHER = regex.compile("合计|总共|加起来|合起来|之和")


def regions_of(reader: Reader, place: Place, named: Sequence[RegionMention]) -> list[Region | None]:
    """The regions a number holds for: each of those named, but counts and sums are of all together (甲、乙3个县)."""
    regions = [mention.region for mention in named]
    distinct: list[Region | None] = list(dict.fromkeys(regions))
    text, amounts = reader.text, place.quantity.dimension not in ("percent", "points", "rank", "multiple")
    home = reader.facts.home
    inside = home is not None and home.code in reader.rules.gazetteer.lineage(regions[0])
    counted = COUNTED.match(text, named[-1].end) if amounts or place.frame.frame.entry.statistic == "share" else None
    together = counted is not None and _EACH.search(text, counted.end(), place.quantity.start) is None
    if counted is not None and (home is None or home.code == NATION):
        together = together and amounts and _SUMMED.search(text, counted.end(), place.quantity.start) is not None
    if inside and _ALTOGETHER.search(text, named[-1].end, place.quantity.start):
        return [None]  # 巍山、永平、云龙4县|合计|不足15%
    alike = place.quantity.counts and _ALIKE.search(text, named[-1].end, place.quantity.start) is not None
    if place.each or alike or not (place.quantity.counts or together):
        return distinct
    if place.quantity.counts and _AND_KINDS.match(text, named[-1].end, place.quantity.start):
        return [home]
    return [None] if inside else [_printed_over(reader, named[0])] if together else distinct[:1]


def _printed_over(reader: Reader, first: RegionMention) -> Region | None:
    """The region above that the first of a list is named with: 湖北省, of 湖北省|秭归、兴山、巴东4县.

    Where none is, what is the provinces' together is no one's in news of the nation, and the first's elsewhere.
    """
    gazetteer = reader.rules.gazetteer
    above = gazetteer.lineage(first.region)[1:]
    for end in range(first.end - 1, first.start + 1, -1):
        for naming in gazetteer.names.get(reader.text[first.start : end], ()):
            if naming.region.code in above:
                return naming.region
    national = reader.facts.home is None or reader.facts.home.code == NATION
    return None if national and first.region.level == Level.PROVINCE else first.region
