"""Period words compiled to one pattern over a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from extractor.ruleset.lexicon import WordList, alternation, word_list
from extractor.ruleset.schema import PeriodsFile, SectionEntry

_DASH = r"(?:—|–|-|~|至|到|－)"
_MONTH = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
_DAY = r"\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_YEAR = r"(?:19|20)\d{2}|一九[〇○零一二三四五六七八九]{2}|二[〇○零]{1}[〇○零一二三四五六七八九]{2}"
_DIGITS = {
    character: digit for digit, characters in enumerate(("〇○零", *"一二三四五六七八九")) for character in characters
}


@dataclass(frozen=True)
class Calendar:
    """The pattern of all periods, what its words mean, and the sections of reports."""

    pattern: regex.Pattern[str]
    years: Mapping[str, int]
    parts: Mapping[str, str]
    spans: Mapping[str, int]
    plans: Mapping[str, tuple[int, int]]
    prior: frozenset[str]
    origins: WordList
    compared: WordList
    compared_after: WordList
    reports: tuple[str, ...]
    sections: tuple[SectionEntry, ...]
    heads: regex.Pattern[str]
    cues: regex.Pattern[str]
    section_of: Mapping[str, SectionEntry]


def calendar_number(text: str) -> int:
    """The number of a year, a month or a day, whichever way it is written: 2003, 二〇〇三, 9, 九, 十一, 三十一."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if ten:
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[character]) for character in text))


def compile_calendar(file: PeriodsFile) -> Calendar:
    """The calendar of ``periods.yaml``."""
    part = alternation(file.parts)
    month, day, four = _MONTH, _DAY, _YEAR
    months = rf"(?P<first>{month})月?{_DASH}(?P<last>{month})月份?|(?P<month>{month})月(?!{_DASH}?(?:{day})?日)份?"
    pattern = regex.compile(
        rf"(?P<decoy>{alternation(file.decoys)})"
        rf"|(?P<date>(?:(?:{four})年)?(?:{month})月(?:{day})日|(?<!\d)\d{{1,2}}日(?!均|常|用))"
        rf"|(?P<from>(?<!\d)(?:{four}))年?(?:度)?{_DASH}(?P<to>(?:{four}))年(?:度)?"
        rf"|(?P<plan>(?:“|‘|「)?(?:{alternation(file.plans)})(?:”|’|」)?(?:时期|期间|以来|规划期)?)(?:末|期末)?"
        rf"|(?P<span>{alternation(file.spans)})"
        rf"|(?:(?P<year>(?<!\d)(?:{four}))年度?|(?P<word>{alternation([*file.years, *file.prior])}))(?:的)?"
        rf"(?:(?P<part>{part})|(?:{months}))?(?:底|末)?"
        rf"|(?:(?P<part>{part})|(?<![\d一二三四五六七八九十])(?:{months}))(?:底|末)?"
    )
    plans = {}
    for name, span in file.plans.items():
        first, last = span.split("/")
        plans[name] = (int(first), int(last))
    section_of = {cue: section for section in file.sections for cue in (*section.heads, *section.cues)}
    return Calendar(
        pattern=pattern,
        years={word: int(offset) for word, offset in file.years.items()},
        parts=dict(file.parts),
        spans={word: int(years) for word, years in file.spans.items()},
        plans=plans,
        prior=frozenset(file.prior),
        origins=word_list(file.origins),
        compared=word_list(file.compared),
        compared_after=word_list(file.compared_after),
        reports=file.reports,
        sections=file.sections,
        heads=regex.compile(alternation(head for section in file.sections for head in section.heads)),
        cues=regex.compile(alternation(cue for section in file.sections for cue in section.cues)),
        section_of=section_of,
    )
