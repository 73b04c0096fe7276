"""Towns, townships and subdistricts, which have no code: 四季青镇 and 学院路街道 in a report of 海淀区."""

from __future__ import annotations

import re

from extractor.reading.regions import RegionMention
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import Level, Region

_KINDS = re.compile(r"(?:街道|[镇乡])(?=[\u4e00-\u9fff、])(?![镇乡级域村区])")
# At the head of a clause or of a list's item: ，四季青镇腾退用地, 西城镇、|梅仙镇|收入.
_HEADED = re.compile(r"(?:[，。；：、\n▲●■◆△]|^)(?:其中)?(?P<town>[\u4e00-\u9fff]{2,4})$")
_REACH = 8
_LOCAL = (Level.PREFECTURE, Level.COUNTY)


def with_towns(text: str, regions: list[RegionMention], home: Region | None, rules: RuleSet) -> list[RegionMention]:
    """The regions with the towns that a document of a city or county names: 四季青镇|腾退集体产业用地80余公顷."""
    if home is None or home.level not in _LOCAL:
        return regions
    taken = {place for mention in regions for place in range(mention.start, mention.end)}
    towns = []
    for kind in _KINDS.finditer(text):
        headed = _HEADED.search(text, max(kind.start() - _REACH, 0), kind.start())
        if headed is None or headed.start("town") in taken or kind.start() in taken:
            continue
        name = headed["town"] + kind[0]
        if _is_town(name, rules):
            towns.append(RegionMention(headed.start("town"), kind.end(), _town(name, home), False, False))
    return sorted([*regions, *towns], key=lambda mention: mention.start) if towns else regions


def _town(name: str, home: Region) -> Region:
    return Region(None, name, Level.AREA, home.code)


def _is_town(name: str, rules: RuleSet) -> bool:
    """Whether a word is the name of a town and not a kind of it: 四季青镇, but not 特色小镇."""
    lexicon = rules.lexicon
    led = lexicon.opening(name, 0, len(name))[1]  # 全县|淘宝镇, 建设|强镇
    return not led and not lexicon["not_towns"].before(name, 0, len(name))
