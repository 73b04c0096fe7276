"""The patterns of numbers: where a number ends and its unit begins is decided by both word lists together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import regex

from extractor.records import Bound
from extractor.ruleset.schema import NumeralsFile
from extractor.ruleset.wordlists import alternation

_DIGITS = "零〇一二三四五六七八九两"
_HEADS = "百千兆"
_MEGA = "兆"

NUMBER_GROUPS = (
    "parts", "whole", "share", "fraction", "arabic", "excess", "multiplier", "late", "more", "over",
    "vague", "vague_excess", "chinese", "chinese_excess", "chinese_multiplier",
)  # fmt: skip
FRACTION, ARABIC, VAGUE, CHINESE = (
    NUMBER_GROUPS.index(name) + 1 for name in ("fraction", "arabic", "vague", "chinese")
)
"""Positions of the groups that tell what kind of number was found."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as records name it; 亩 is 2000/3 of the base unit of its dimension."""

    name: str
    dimension: str | None
    factor: Fraction
    counts: bool


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a unit, with what must not follow it."""

    text: str
    unit: Unit
    unless_before: tuple[str, ...]
    near: tuple[str, ...]
    nearby_unit: Unit | None


def _tails(spellings: Mapping[str, tuple[Spelling, ...]], character: str) -> str:
    """A guard against taking the head of a unit for a multiplier: 千 in 400万千瓦 belongs to 千瓦."""
    tails = [spelling.text[1:] for spelling in spellings.get(character, ()) if len(spelling.text) > 1]
    return f"(?!{alternation(tails)})" if tails else ""


def _run(spellings: Mapping[str, tuple[Spelling, ...]]) -> str:
    """One character of a Chinese numeral."""
    return (
        rf"(?:[{_DIGITS}十万亿]|千{_tails(spellings, '千')}(?!分之)"
        rf"|百{_tails(spellings, '百')}(?!分[之比制]))"
    )


_NO_CLASS = "(?!元(?:以上|级|村|镇|企业|项目))"
"""What stands behind 个亿 where that is no amount: 5个|亿元以上|项目."""


def multiplier_pattern(numerals: NumeralsFile, spellings: Mapping[str, tuple[Spelling, ...]]) -> str:
    """A multiplier that is not the head of a unit: 百 in 3百人 and 元/百公里, not 千 in 元/千瓦时.

    One with a measure word counts nothing where a class of size follows: 5个亿元以上项目 are five.
    """
    guarded = [
        regex.escape(word)
        + (_tails(spellings, word[-1]) if word[-1] in _HEADS else "")
        + (_NO_CLASS if word[0] == "个" else "")
        for word in sorted(numerals.multipliers, key=lambda word: -len(word))
    ]
    return "|".join(guarded)


def number_pattern(
    numerals: NumeralsFile,
    inside: Mapping[str, Bound],
    spellings: Mapping[str, tuple[Spelling, ...]],
    prefixes: Iterable[str],
) -> regex.Pattern[str]:
    """What a number looks like, with its multiplier and 余: 2900余万, 三千四百, 百分之三, 数十万.

    Its groups are those of `NUMBER_GROUPS`, in their order: by position they are read several times as fast.
    """
    arabic = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?+"
    # 一〇〇.六三%: digit by digit with a point, as papers of 台湾 write
    chinese = (
        rf"(?:[{_DIGITS}]{{1,4}}\.[{_DIGITS}]{{1,4}}"
        rf"|{_run(spellings)}++(?:点[{_DIGITS}]++[百千万亿]{{0,2}})?)"
    )
    excess = rf"(?:{alternation(inside)})"
    unit = alternation(spelling.text for texts in spellings.values() for spelling in texts)
    # 兆 is a million millions in 2兆3,000亿元 and mega in 100兆宽带.
    money = rf"(?<=(?:{alternation(prefixes)}) ?[0-9,.]{{1,12}}{_MEGA})"
    counts = rf"(?:(?<!{_MEGA})|(?=[0-9][0-9,.]*+[万亿]|{excess}? ?(?:{unit}))|{money})"
    multiplier = rf"(?:{multiplier_pattern(numerals, spellings)}){counts}"
    date = r" ?[年月日/:：]|(?<=[0-9]{4})-"
    whole = alternation(numerals.wholes)
    # What a line break, a narrow cell or a reader of print left inside a number: 50 0元, 3. 5%, 4 5 . 6 %.
    spread = r"[0-9](?: [0-9]){0,4} \.(?: [0-9]){1,3}|[0-9](?: [0-9]){2,5}(?![0-9])"
    thousands = r"[0-9]{4}(?: \.[0-9]+|\. [0-9]+)(?= ?[亿万%])"
    parted = rf"(?:[0-9]{{1,3}}(?: (?:[0-9]{{1,3}}(?:\.[0-9]+)?|[0-9]{{4}}\.[0-9]+)| \.[0-9]+|\. [0-9]+)|{thousands})"
    broken = rf"(?:{spread}|{parted})(?= ?(?:{multiplier}|{unit}))"
    # 储蓄余额  21. 4亿元: so it is in a box of figures
    apart = r"(?<=\p{Han} {1,4})[0-9]{1,3}(?: \.[0-9]+|\. [0-9]+)(?= ?[万亿%])"
    # 24 835人, 1 234 567平方米: blanks in place of commas
    grouped = rf"[1-9][0-9]{{0,2}}(?: [0-9]{{3}})++(?![0-9])(?:\.[0-9]+)?(?= ?{excess}? ?(?:{multiplier}|{unit}))"
    pattern = regex.compile(
        rf"(?=[0-9{_DIGITS}十百千万亿几数])(?:(?P<parts>(?P<whole>百|千|万|十|[{_DIGITS}])分之(?P<share>{arabic}|{chinese}|百))"
        rf"|(?P<fraction>(?<=占|近|约|超|过|达|足|的|到|{whole})[1-9]/[1-9][0-9]?(?![0-9/])"
        rf"|(?<=[\p{{Han}}、])[1-9]/[1-9][0-9]?(?=[强弱多]?的|以上|左右|[强弱]))"
        rf"|(?P<arabic>(?<=[\p{{Han}}、，；：（(]){grouped}|(?<=\p{{Han}}){broken}|{apart}|{arabic})"
        rf"(?: ?(?P<excess>{excess})?(?P<multiplier>{multiplier})"
        rf"(?:(?P<late>{excess})|(?P<more>(?:{arabic}{multiplier})*+(?:(?<=[百千万亿]){arabic}(?!{date}))?+))"
        rf"| ?(?P<over>{excess}))?"
        rf"|(?P<vague>[几数](?<![人总指函参系基单双多级点个无少岁户量次分倍])[十百千万亿]{{1,3}}(?!分之))"
        rf"(?P<vague_excess>{excess})?"
        rf"|(?P<chinese>{chinese})(?:(?P<chinese_excess>{excess})(?P<chinese_multiplier>[百千万亿]{{1,2}}|个亿)?)?)"
    )
    assert tuple(pattern.groupindex) == NUMBER_GROUPS and pattern.groups == len(NUMBER_GROUPS)
    return pattern


def adjacent_pattern(spellings: Mapping[str, tuple[Spelling, ...]]) -> regex.Pattern[str]:
    """Two neighbouring digits that are an estimate: 七八百, 三五个, 十五六岁."""
    return regex.compile(
        rf"(?P<head>[二三四五六七八九]?十)?(?P<pair>一二|二三|三四|四五|五六|六七|七八|八九|三五|两三)"
        rf"(?P<tail>(?:{_run(spellings)}(?<=[十百千万亿]))*+)"
    )
