"""Period words compiled to one pattern over a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import regex

from extractor.ruleset.entries import SectionEntry
from extractor.ruleset.schema import PeriodsFile
from extractor.ruleset.wordlists import WordList, alternation, word_list

_REPUBLIC = r"1[01][0-9]"
"""Years as Taiwan counts them: 112年12月 is December 2023."""
_OF_REPUBLIC = "[上下]半年|全年|第?[一二三四1-4]季|同[期月季]|度"
"""What shows that 112年 is no stretch of 112 years."""
_FOUNDED = 1911
SHOWS_REPUBLIC = re.compile(
    rf"年(?:(?<=(?<!\d){_REPUBLIC}年)(?:{_OF_REPUBLIC}|\d{{1,2}}月)|(?<=[比较]{_REPUBLIC}年)(?![前后内来间多])"
    r"|(?<=民国[\d一二三四五六七八九十]年)|(?<=民国[\d一二三四五六七八九十]{2}年)|(?<=民国[\d一二三四五六七八九十]{3}年))"
)
"""What shows that a text counts its years as Taiwan does; led by one character, which a search runs to."""
_DASH = r"(?:—|–|-|~|至|到|－)"
_MONTH = r"[0-9]{1,2}|十[一二]?|[一二三四五六七八九]"
_DAY = r"[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_ZEROS = "〇○零0OoО"
"""How the zero of a year is written among 汉字: 二〇〇四年, 二００四年, 二OO四年."""
_NINE = f"[{_ZEROS}一二三四五六七八九]"
_YEAR = rf"(?:19|20)[0-9]{{2}}|一九{_NINE}{{2}}|二[{_ZEROS}]{_NINE}{{2}}"
_YEARS = r"(?<=[，。；：\s]|^)(?:10|[2-9]|[二两三四五六七八九十])"
_TENS = r"[1-9][0-9]|[二三四五六七八九]?十[一二三四五六七八九]?"
_COUNT = rf"{_TENS}|[1-9]|[一二两三四五六七八九]"
"""The number that the N of a word stands for: 35年前."""
_SEVERAL = rf"{_TENS}|[2-9]|[二两三四五六七八九]"
"""The same where it is more than one: 两年来, but 一年来 is a year."""
_COUNTED = re.compile(_COUNT)
_DIGITS = {
    character: digit for digit, characters in enumerate((_ZEROS, *"一二三四五六七八九")) for character in characters
}


@dataclass(frozen=True)
class Calendar:
    """The pattern of all periods, what its words mean, and the sections of reports.

    ``begins`` finds the characters that a period can begin with: nine of ten words are told by it to be none.
    ``spans`` are the years up to now (五年来 is 5), below zero those to come (今后五年 is -5).
    """

    pattern: regex.Pattern[str]
    begins: re.Pattern[str]
    years: Mapping[str, str]
    parts: Mapping[str, str]
    spans: Mapping[str, str]
    plans: Mapping[str, tuple[int, int]]
    prior: frozenset[str]
    origins: WordList
    compared: WordList
    compared_after: WordList
    accounts: re.Pattern[str]
    censuses: Mapping[str, int]
    occasions: Mapping[str, int]
    sessions: tuple[str, ...]
    reports: tuple[str, ...]
    sections: tuple[SectionEntry, ...]
    heads: re.Pattern[str]
    cues: re.Pattern[str]
    section_of: Mapping[str, SectionEntry]
    plan_reviews: re.Pattern[str]
    suggestions: re.Pattern[str]
    standings: re.Pattern[str]
    standings_end: re.Pattern[str]

    def matches(self, text: str) -> Iterator[regex.Match[str]]:
        """Every match of ``pattern`` in order: 去年, “十四五”时期, 1—9月."""
        behind = 0
        for begin in self.begins.finditer(text):
            if begin.start() >= behind and (match := self.pattern.match(text, begin.start())):
                behind = match.end()
                yield match

    def offset_of(self, word: str) -> int:
        """How many years a word for a year is from the document's: 去年 is -1, 35年前 is -35."""
        return _offset(self.years, word)

    def span_of(self, word: str) -> int:
        """How many years up to now a word means, below zero those to come: 五年来 is 5, 今后3年 is -3."""
        years = _offset(self.spans, word)
        return -years if "+" in self.spans.get(word, self.spans.get(_template(word), "")) else years


def _offset(words: Mapping[str, str], word: str) -> int:
    if word in words:
        return int(words[word])
    number = _COUNTED.search(word)
    assert number is not None  # the pattern of periods finds no other words
    return int(words[_template(word)].replace("N", str(calendar_number(number[0].replace("两", "二")))))


def _template(word: str) -> str:
    """A word with N for its number: N年前 of 35年前."""
    return _COUNTED.sub("N", word, count=1)


def calendar_number(text: str) -> int:
    """The number of a year, a month or a day, whichever way it is written: 2003, 112, 二〇〇三, 9, 九, 三十一."""
    if text.isdigit():
        return int(text) + _FOUNDED if len(text) == 3 else int(text)
    tens, ten, ones = text.rpartition("十")
    if ten:
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[character]) for character in text))


def compile_calendar(file: PeriodsFile) -> Calendar:
    """The calendar of ``periods.yaml``."""
    part = alternation(file.parts)
    month, day, four = _MONTH, _DAY, _YEAR
    one = rf"(?P<month>{month})月(?!{_DASH}?(?:{day})?日|市”)份?(?:[上中下]旬|[上下]半月|第[一二三四五1-5]周)?"
    months = rf"(?P<first>{month})月?{_DASH}(?P<last>{month})月份?|(?P<first>[1一])、(?P<last>[2二])月份|{one}"
    number = "(?:1[0-2]|[1-9])"
    until = rf"{_DASH}(?:(?P<until>{month})月)?(?:{day})日"  # 5月1日|至7日
    pattern = regex.compile(
        rf"(?P<decoy>{alternation(file.decoys)})"
        rf"|(?P<date>(?:(?:{four}|(?<!\d){_REPUBLIC})年)?(?:{month})月(?:{day})日(?:{until})?"
        rf"|(?:{month})月(?:{day}){until}|(?<![\dA-Za-z])[0-9]{{1,2}}日(?:{_DASH}[0-9]{{1,2}}日)?(?!均|常|用))"
        rf"|(?P<window>截至(?:(?P<window_year>{four})年)?(?P<window_month>{month})月份?(?:为?止)?的?(?P<months>{month})个月(?:期间)?)"
        rf"|(?<!\d)(?P<since>{four})年(?P<since_month>{month})月份?{_DASH}(?P<till>{four})年(?P<till_month>{month})月(?:份|底|末)?(?!{day}日)"
        rf"|(?<![第\d.、])(?P<several>{number}(?:、{number})*[、和]{number})[两二三四五六2-6]个月"
        rf"|(?P<from>(?<!\d)(?:{four}))年?(?:度)?(?:{_DASH}|/)(?P<to>(?:{four}))学?年(?:度)?"
        rf"|(?P<fiscal>{four})(?:至|—|–|-|/)(?P<ending>[0-9]{{2}}|{_NINE}{{2}})(?:财政)?年度的?"
        rf"(?:[首前](?P<fiscal_months>{month})个月)?"
        rf"|(?P<plan>(?:“|‘|「)?(?:{alternation(file.plans)})(?:”|’|」)?(?:时期|期间|以来|规划期)?)"
        rf"(?:的?[前头](?P<first_years>[一两二三四1-4])年|末|期末|(?:之初|初期?)(?![步始心级中创衷次见任审]))?"
        rf"|(?P<span>{_words(file.spans, _SEVERAL)})|(?P<years>{_YEARS})年(?={alternation(file.summed) or '(?!)'})"
        rf"|(?<!年)(?P<occasion>{alternation(file.occasions) or '(?!)'})"
        r"(?:(?<=世纪末|世纪中叶)|(?=的|时|数据|结果|显示|资料|相比|比较))"
        rf"|(?:(?P<year>(?<!\d)(?:{four}|{_REPUBLIC}(?=年(?:{month}月|{_OF_REPUBLIC}))))年度?"
        rf"|(?<!\d)(?P<counted>1[0-9][0-9])年(?![前后内来间多])度?"
        rf"|(?P<word>{_words([*file.years, *file.prior], _COUNT)}))(?:的)?"
        rf"(?:(?P<part>{part})|(?:{months}))?(?:底|末|年中|左右|前后)?"
        rf"|(?:(?P<part>{part})|(?<![\d一二三四五六七八九十])(?:{months}))(?:底|末)?"
    )
    standings = alternation(file.standings) or "(?!)"
    plans = {}
    for name, span in file.plans.items():
        first, last = span.split("/")
        plans[name] = (int(first), int(last))
    section_of = {cue: section for section in file.sections for cue in (*section.heads, *section.cues)}
    return Calendar(
        pattern=pattern,
        begins=_begins(
            (*file.decoys, *file.plans, *file.spans, *file.years, *file.prior, *file.parts, *file.occasions)
        ),
        years=dict(file.years),
        parts=dict(file.parts),
        spans=dict(file.spans),
        plans=plans,
        prior=frozenset(file.prior),
        origins=word_list(file.origins),
        compared=word_list(file.compared),
        compared_after=word_list(file.compared_after),
        accounts=re.compile(alternation(file.accounts) or "(?!)"),
        censuses=file.censuses,
        occasions=file.occasions,
        sessions=file.sessions,
        reports=file.reports,
        sections=file.sections,
        heads=re.compile(alternation(head for section in file.sections for head in section.heads)),
        cues=re.compile(alternation(cue for section in file.sections for cue in section.cues)),
        section_of=section_of,
        plan_reviews=re.compile(alternation(file.plan_reviews) or "(?!)"),
        suggestions=re.compile(rf"(?:{alternation(file.suggestions) or '(?!)'})(?=[：:。\n]|$)"),
        standings=re.compile(rf"(?:关于|{standings})"),
        standings_end=re.compile(rf"(?:{standings})[：:]?$"),
    )


def _words(words: Iterable[str], count: str) -> str:
    """A pattern of words, the N of which is any number that no other leads up to: 35年前, but not the 5年前 of it."""
    plain: list[str] = []
    counted: list[str] = []
    for word in words:
        (counted if "N" in word else plain).append(word)
    before = rf"(?<![0-9一二两三四五六七八九十])(?:{count})"
    patterns = [re.escape(word).replace("N", before if word[0] == "N" else f"(?:{count})") for word in counted]
    return "|".join([alternation(plain) or "(?!)", *patterns])


def _begins(words: Iterable[str]) -> re.Pattern[str]:
    """The first characters of periods, each with what must follow it: 去 before 年, a digit before 月 or a dash."""
    rests: dict[str, set[str]] = {}
    numerals = "123456789一二两三四五六七八九十"
    for word in words:
        for first in numerals if word[0] == "N" else word[0]:
            rest = re.escape(word[1:]).replace("N", "[0-9一二两三四五六七八九十]{1,3}")
            rests.setdefault(first, set()).add("[0-9一二三四五六七八九十]{0,2}" * (word[0] == "N") + rest)
    for quote in "“‘「":
        rests.setdefault(quote, set()).add("")
    for digit in "0123456789一二三四五六七八九十":
        rests.setdefault(digit, set()).add(rf"[0-9一二三四五六七八九十]{{0,2}}(?:{_DASH}|[月日])")
    for digit in "23456789二三四五六七八九十":
        rests[digit].add("年")
    for digit in "123456789":
        rests[digit].add("[0-2]?[、和][1-9]")
    rests["一"].add("、二月份")
    rests["1"].add("0年")
    rests.setdefault("截", set()).add("至")
    for digit, rest in (
        ("1", "9[0-9]{2}"),
        ("1", "[0-4][0-9]年"),
        ("2", "0[0-9]{2}"),
        ("一", "九"),
        ("二", f"[{_ZEROS}]"),
    ):
        rests[digit].add(rest)
    # The module re is several times as fast as regex in finding one of many characters.
    return re.compile("|".join(f"{first}(?={'|'.join(sorted(rest))})" for first, rest in sorted(rests.items())))
