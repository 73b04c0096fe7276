"""Place names: the names of regions that stand in a text, before it is decided what each stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from extractor.ruleset.gazetteer import Gazetteer, Level, Naming, Region, Use

ZONES = "(?:经济技术|经济|高新技术产业|高新技术|工业|旅游)?(?:开发区|经开区|高新区|示范区|新区|管理区|保税区|度假区)"
"""What stands behind a city's name in those of its zones: 经济技术开发区, 高新区; a pattern."""


class RegionMention(NamedTuple):
    """A region and where the text names it: 四川省成都市武侯区 is one mention of 武侯区.

    ``ambiguous``: several regions bear the name and nothing decides (鼓楼区). ``in_name``: it is part of an
    organisation's, a road's or a line's (四川大学, 成渝高铁) and says nothing about the region.
    """

    start: int
    end: int
    region: Region
    ambiguous: bool
    in_name: bool


class PlaceName(NamedTuple):
    """A name in the text with what it may stand for, not yet decided."""

    start: int
    end: int
    namings: tuple[Naming, ...]


# A name cut off by the next word: 成都市|场, 海南区|域, 河南县|域 name 成都, 海南 and 河南.
_BLEEDS = {"市": "场值", "区": "域块位间划", "县": "域级"}
_HAN = regex.compile(r"\p{Han}")
_OPENS_NAME = "在到赴从由与及和、的"
_GREAT = ("大县", "强县", "名县", "困县", "重点县")
_LEADS_TO = (*_GREAT, "其中", "分别是", "分别为", "依次是", "依次为", "其次是", "其次为", "尤其是", "特别是")
# Longest short name of a province or prefecture looked for inside another name: 黑龙江省.
_LONGEST_SHORT = 4
_WELL_KNOWN = (Level.PROVINCE, Level.PREFECTURE)
# In documents of 贵州 从江 is a county of its own; even there 从|江苏 is 江苏.
_PARTICLES = "从和与同自由对向在到至及"
# Letters that are seldom anything but a province or city; the other one-character names (新 云 台 …) are
# ordinary words and count only beside one of these: 云贵川 counts, 新台 does not.
_LETTERS = frozenset("甘川渝沪津冀晋辽苏浙皖闽赣鲁豫鄂湘粤桂琼蜀黔滇陕甬蓉杭穗藏京疆")
_PARTNERS = frozenset("台港澳")
_GOES_TO = frozenset("在来入赴驻返离留抵进援出全")
_CELL = frozenset("\t|\n")
_DOTS = ("·", "•", "・")
_AIRPORTS = ("机场", "国际机场", "水利枢纽")
# 京沪|高速, 京津|城际铁路, 沪昆|高铁
_LINE = regex.compile("(?:城际|客运|高速)?(?:铁路|公路|高铁|专线)|高速|大动脉|干线|线(?!上|下)|特高压")


def locate_names(text: str, gazetteer: Gazetteer) -> list[tuple[int, int, int]]:
    """Where names of regions stand, the longest of those that begin together: each an index, a start and an end."""
    return list(gazetteer.automaton.find_matches_as_indexes(text))


def read_names(
    text: str, gazetteer: Gazetteer, province: str | None, located: Sequence[tuple[int, int, int]]
) -> list[PlaceName]:
    """All names in the text; one-character names only where they stand joined."""
    names: list[PlaceName] = []
    letters: list[PlaceName] = []
    beside = {*gazetteer.letters, "、"}
    for index, start, end in located:
        if end - start == 1 and not letters and text[end : end + 1] not in beside and _is_plain(text, start):
            continue  # a character of some word, as most are
        if names and start < names[-1].end:
            continue
        namings = gazetteer.names[gazetteer.patterns[index]]
        if end - start == 1:
            if letters and text[letters[-1].end : start] not in ("", "、"):
                names += _joined(text, letters)
                letters = []
            letters.append(PlaceName(start, end, namings))
            continue
        names += _joined(text, letters)
        letters = []
        if names and names[-1].end == start and text.startswith(_AIRPORTS, end):
            continue  # 海口|美兰|国际机场
        if text[start:end] == "中国" and text.startswith(_DOTS, end):
            continue  # |中国|·寿光蔬菜价格指数 is of 寿光
        name = _whole(text, PlaceName(start, end, namings), gazetteer)
        if name.namings and not any(naming.use == Use.ALWAYS for naming in name.namings):
            name = _hidden(text, name, gazetteer, province) or name
        follows = bool(names) and names[-1].end == start
        if name.namings and (follows or _begins(text, name)):
            names.append(name)
    return names + _joined(text, letters)


def _is_plain(text: str, start: int) -> bool:
    """Whether nothing before a character makes it a region's name on its own: 在川, a table cell."""
    return start > 0 and text[start - 1] not in _GOES_TO and text[start - 1] not in _CELL


def _whole(text: str, name: PlaceName, gazetteer: Gazetteer) -> PlaceName:
    """The name without a last character that belongs to the next word: 吉林市|场 is 吉林."""
    last = text[name.end - 1]
    if name.end == len(text) or text[name.end] not in _BLEEDS.get(last, ""):
        return name
    shorter = gazetteer.names.get(text[name.start : name.end - 1], ())
    # 云阳县域 is still about 云阳县, whether or not 云阳 counts alone; 河南县域 is about 河南.
    if last == "县" and not any(naming.use == Use.ALWAYS for naming in shorter):
        return name._replace(end=name.end - 1, namings=() if name.end - name.start == 2 else name.namings)
    return PlaceName(name.start, name.end - 1, shorter)


def _hidden(text: str, name: PlaceName, gazetteer: Gazetteer, province: str | None) -> PlaceName | None:
    """A trusted name that begins inside one that needs support: 从|江苏 is not 从江."""
    local = any(gazetteer.province(n.region) == province for n in name.namings if n.use == Use.LOCAL and province)
    if local and text[name.start] not in _PARTICLES:
        return None
    for start in range(name.start + 1, name.end):
        for end in range(min(start + _LONGEST_SHORT, len(text)), name.end, -1):
            namings = gazetteer.names.get(text[start:end], ())
            if any(n.use == Use.ALWAYS and n.region.level in _WELL_KNOWN for n in namings):
                return PlaceName(start, end, namings)
    return None


def _begins(text: str, name: PlaceName) -> bool:
    """Whether the name can begin here; 治理县 is no 理县, but 在理县 and 、理县 are.

    Names of two characters with 县 (成县, 高县) are mostly the ends of other words: 建成县城, 提高县级.
    """
    if name.end - name.start > 2 or text[name.end - 1] != "县" or name.start == 0:
        return True
    if text.endswith(_LEADS_TO, 0, name.start):
        return True  # 其中|攸县|52.3万亩
    return text[name.start - 1] in _OPENS_NAME or not _HAN.match(text, name.start - 1)


def _joined(text: str, letters: Sequence[PlaceName]) -> list[PlaceName]:
    """The one-character names of a row, if it is one of regions: 沪苏浙皖, 川、渝, 在川, a table cell."""
    if not letters:
        return []
    signs = [text[letter.start] for letter in letters]
    start, end = letters[0].start, letters[-1].end
    if len(signs) == 2 and signs[1] in _PARTNERS and signs[0] in _LETTERS:
        return _trusted([letters[0]._replace(end=end)])  # 闽台|贸易额 is 福建's
    moving = signs[0] in _LETTERS and start > 0 and text[start - 1] in _GOES_TO
    if moving and signs[1:] and signs[1] not in _LETTERS:
        return _trusted(letters[:1])  # 在蓉新设, 在京台胞
    if len(signs) > 1 and _LINE.match(text, end):
        return []
    if len(signs) > 1:
        told_apart = len(set(signs)) == len(signs) and not _LETTERS.isdisjoint(signs)
        # 新浙商 is a new merchant of 浙江; 甘青新 are three regions.
        return _trusted(letters) if told_apart and (len(signs) > 2 or "新" not in signs) else []
    cell = (start == 0 or text[start - 1] in _CELL) and (end == len(text) or text[end] in _CELL)
    return _trusted(letters) if cell or moving else []


def _trusted(letters: Sequence[PlaceName]) -> list[PlaceName]:
    """The names with every region that they may stand for trusted."""
    return [
        letter._replace(namings=tuple(Naming(naming.region, Use.ALWAYS) for naming in letter.namings))
        for letter in letters
    ]
