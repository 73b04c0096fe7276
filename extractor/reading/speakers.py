"""Speakers of an interview: 李二：增长3.1% is of the place that 黄埔区工信局局长李二 is from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from extractor.documents.document import Paragraph, ParagraphKind
from extractor.reading.placenames import RegionMention
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import Region

_SPEAKS = re.compile("(?P<name>[\u4e00-\u9fff]{2,4})[：:]")
_PLACED = re.compile("[\u4e00-\u9fff]{2,8}[（(](?P<place>[^（）()\n]{2,40})[）)][：:]")
"""周某代表（竹山县宝丰镇）：去年全县减贫2.87万人."""
_DEPUTY = re.compile(
    "(?:[住驻][\u4e00-\u9fff]{1,4})?(?:全国|[省市区县州]|自治区)(?:人大|政协|党)?(?:代表|委员|常委)(?P<place>[^：:。\n]{0,50})[：:]"
)
"""全国人大代表、布尔津县禾木村牧民：一个雪季接待游客31万人次; the words may be the next paragraph."""
_CAPTIONED = re.compile("[^，。；：“”]{4,24}[ \u3000][\u4e00-\u9fff]{1,2}[ \u3000]?[\u4e00-\u9fff]{1,2}$")
"""A line that names who speaks in the next one, in quotation marks: 湄江街道金花村茶农 周昌华."""
_OFFICE = 24
"""How far before a name the office is told that its bearer holds, in characters."""
_BESIDE = 4
"""How many characters may stand behind the place that a heading is, with its colon."""
_BLANK = re.compile("[ \u3000]")
_NAME_LENGTHS = (2, 3, 4)
_SPACED = 7
"""The longest name with a blank between its characters."""


def find_headings(text: str, paragraphs: Sequence[Paragraph], regions: Sequence[RegionMention]) -> frozenset[int]:
    """The paragraphs that head others: those that look so, and a place with a colon alone (株洲：, 政和石圳：)."""
    places = {mention.start: mention.end for mention in regions if not mention.in_name}
    headed = set()
    for number, part in enumerate(paragraphs):
        behind = places.get(part.start)
        alone = behind is not None and behind >= part.end - _BESIDE and text[part.end - 1] in "：:"
        if part.kind is ParagraphKind.HEADING or alone:
            headed.add(number)
    return frozenset(headed)


def find_speakers(
    text: str, paragraphs: Sequence[Paragraph], regions: Sequence[RegionMention], rules: RuleSet
) -> Mapping[int, Region | None]:
    """By the paragraphs that begin with a speaker's name, the region of the office told beside it, or None."""
    spoken: dict[int, str] = {}
    placed: dict[int, Region | None] = {}
    starts = [mention.start for mention in regions]
    for number, paragraph in enumerate(paragraphs):
        match = _SPEAKS.match(text, paragraph.start, paragraph.end)
        if match is not None and match.end() < paragraph.end:
            spoken[number] = match["name"]
        told = _PLACED.match(text, paragraph.start, paragraph.end)
        deputy = _DEPUTY.match(text, paragraph.start, paragraph.end) if told is None else None
        if _CAPTIONED.match(text, paragraph.start, paragraph.end) and text.startswith("“", paragraph.end + 1):
            inside = bisect_left(starts, paragraph.start)
            if inside < len(starts) and starts[inside] < paragraph.end:
                placed |= {number + 1: regions[inside].region, number + 2: None}
        for said in filter(None, (told, deputy)):
            last = bisect_left(starts, said.end("place")) - 1
            if last >= 0 and starts[last] >= said.start("place"):
                placed[number + (said.end() == paragraph.end)] = regions[last].region
    times = Counter(spoken.values())
    names = {name for name, count in times.items() if count > 1 or len(times) > 2}
    homes = _homes(text, names, regions, rules) if names else {}
    return placed | {number: homes.get(name) for number, name in spoken.items() if name in names}


def _homes(text: str, names: Collection[str], regions: Sequence[RegionMention], rules: RuleSet) -> dict[str, Region]:
    """The regions of the offices that stand before names: 黄埔区 of 黄埔区工信局局长 李 二; the first one counts."""
    titles = rules.lexicon.anywhere["titles"]
    found: dict[str, tuple[int, Region]] = {}
    for mention in regions:
        stop = mention.start + _OFFICE
        line = text.find("\n", mention.end, stop + 1)
        office = titles.search(text, mention.end, stop if line < 0 else line)
        if office is None:
            continue
        for start in range(office.end(), (stop if line < 0 else line) + 1):
            printed = _BLANK.sub("", text[start : start + _SPACED])
            for length in _NAME_LENGTHS:
                name = printed[:length]
                if name in names and (name not in found or found[name][0] == start) and text[start] == name[0]:
                    found[name] = start, mention.region  # the nearest of several before one name
    return {name: region for name, (_, region) in found.items()}
