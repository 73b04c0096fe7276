"""Speakers of an interview: 李二：增长3.1% is of the place that 黄埔区工信局局长李二 is from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.documents.document import Paragraph
from extractor.reading.regions import RegionMention
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import Region

_SPEAKS = re.compile("(?P<name>[\u4e00-\u9fff]{2,4})[：:]")
_PLACED = re.compile("[\u4e00-\u9fff]{2,8}[（(](?P<place>[^（）()\n]{2,40})[）)][：:]")
"""周某代表（竹山县宝丰镇）：去年全县减贫2.87万人."""
_OFFICE = 24
"""How far before a name the office is told that its bearer holds, in characters."""


def find_speakers(
    text: str, paragraphs: Sequence[Paragraph], regions: Sequence[RegionMention], rules: RuleSet
) -> Mapping[int, Region | None]:
    """By the paragraphs that begin with a speaker's name, the region of the office told beside it, or None."""
    spoken: dict[int, str] = {}
    placed: dict[int, Region | None] = {}
    for number, paragraph in enumerate(paragraphs):
        match = _SPEAKS.match(text, paragraph.start, paragraph.end)
        if match is not None and match.end() < paragraph.end:
            spoken[number] = match["name"]
        told = _PLACED.match(text, paragraph.start, paragraph.end)
        if told is not None:
            inside = [one.region for one in regions if told.start("place") <= one.start < told.end("place")]
            placed.update({number: inside[-1]} if inside else {})
    names = {name for name in spoken.values() if list(spoken.values()).count(name) > 1 or len(set(spoken.values())) > 2}
    homes = {name: _home(text, name, regions, rules) for name in names}
    return placed | {number: homes[name] for number, name in spoken.items() if name in names and name in homes}


def _home(text: str, name: str, regions: Sequence[RegionMention], rules: RuleSet) -> Region | None:
    """The region of the office that stands before a name: 黄埔区 of 黄埔区工信局局长 李 二."""
    titles = rules.lexicon.anywhere["titles"]
    for told in re.finditer("[ \u3000]?".join(name), text):
        line = max(text.rfind("\n", 0, told.start()) + 1, told.start() - _OFFICE)
        for mention in reversed(regions):
            if line <= mention.start < told.start() and titles.search(text, mention.end, told.start()):
                return mention.region
    return None
