"""Counties told together by their bare names: 宁都、兴国、于都、信丰4县, of which 兴国 alone is an ordinary word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.reading.placenames import RegionMention
from extractor.ruleset.calendar import calendar_number
from extractor.ruleset.gazetteer import Gazetteer, Level, Region

_COUNTED = re.compile(r"(?:1[0-9]|[2-9]|[两三四五六七八九十])个?(?=[县区市旗])")
_NAMES = re.compile(r"[\u4e00-\u9fff]{2,5}(?:[、和][\u4e00-\u9fff]{2,5})+$")
_REACH = 90
_KINDS = "县市区旗"
_TIERS = "省市区县州"
"""How the name of a region ends that stands before 级."""


_BELTS = re.compile(
    "[东中](?<![华山广辽河关浙胶鲁粤闽苏皖赣湘陕晋豫冀川滇黔桂琼京].)(?<![\u4e00-\u9fff][、和].)(?=部?[、和][东中西])"
    "(?:部?[、和][东中])?部?[、和](?:东北|中|西)部?(?:地区|(?<=部))"
)
"""东、中、西部地区: the areas of the nation, told together."""
_BELT = re.compile("东北|东|中|西")


def with_listed(
    text: str, regions: list[RegionMention], home: Region | None, gazetteer: Gazetteer
) -> list[RegionMention]:
    """The regions in order, those of a list that ends in how many they are in place of what they overlap."""
    regions = [one for one in regions if not (text.startswith("级", one.end) and _is_tier(text, one, home, gazetteer))]
    together = [RegionMention(*told, False, False) for told in _told_together(text, gazetteer, home)]
    if not together:
        return regions
    wider = {one.end: one.start for one in regions}  # 湖北省|秭归、兴山、巴东3县
    together = [one._replace(start=min(one.start, wider.get(one.end, one.start))) for one in together]
    taken = {place for mention in together for place in range(mention.start, mention.end)}
    kept = [one for one in regions if one.start not in taken and one.end - 1 not in taken]
    return sorted([*kept, *together], key=lambda mention: mention.start)


def _is_tier(text: str, told: RegionMention, home: Region | None, gazetteer: Gazetteer) -> bool:
    """Whether a name that 级 follows tells a tier, in a text of a part of it: |金华市|级18家, in 永康市."""
    within = home is not None and home != told.region and told.region.code in gazetteer.lineage(home)
    return within and text[told.end - 1] in _TIERS and told.end - told.start > 2


def _told_together(text: str, gazetteer: Gazetteer, home: Region | None) -> Iterator[tuple[int, int, Region]]:
    """Each region of such a list with its place; nothing where one is not to be found."""
    for belts in _BELTS.finditer(text):
        parts = list(_BELT.finditer(text, *belts.span()))
        for part in parts:
            belt = gazetteer.by_name.get(f"{part[0]}部地区" if len(part[0]) == 1 else f"{part[0]}地区")
            if belt:
                end = part.end() + text.startswith("部", part.end())
                yield part.start(), belts.end() if part is parts[-1] else end, belt[0]
    for counted in _COUNTED.finditer(text):
        start = max(counted.start() - _REACH, 0)
        listed = _NAMES.search(text, start, counted.start()) if "、" in text[start : counted.start()] else None
        if listed is None:
            continue
        count = counted[0].removesuffix("个").replace("两", "二")
        items = re.split("[、和]", listed[0])[-calendar_number(count) :]
        if len(items) != calendar_number(count):
            continue
        found = _resolved(items, gazetteer, home)
        if found is None:
            continue
        end = counted.start()
        for item, region in reversed(list(zip(items, found, strict=True))):
            bare = min(len(item), len(item) if item.endswith(region.name) else len(region.name) - 1)
            yield end - bare, end, region
            end -= len(item) + 1


def _resolved(items: list[str], gazetteer: Gazetteer, home: Region | None) -> list[Region] | None:
    """The county each item names, all of one province: that of ``home`` if it has them."""
    choices = [_choices(item, gazetteer, first=number == 0) for number, item in enumerate(items)]
    provinces = {gazetteer.province(region) for region in choices[-1]}
    own = gazetteer.province(home) if home is not None else None
    for province in sorted(provinces - {None}, key=lambda code: (code != own, code)):
        inside = [[region for region in regions if gazetteer.province(region) == province] for regions in choices]
        if all(len(regions) == 1 for regions in inside):
            return [regions[0] for regions in inside]
    return None


def _choices(item: str, gazetteer: Gazetteer, *, first: bool) -> list[Region]:
    """The counties that an item may stand for; words may stand before the first of a list: 其中|宁都."""
    for start in range(len(item) - 1 if first else 1):
        named = item[start:]
        found = [
            region
            for name in (named, *(named + kind for kind in _KINDS))
            for region in gazetteer.by_name.get(name, ())
            if region.level == Level.COUNTY
        ]
        if found:
            return found
    return []
