"""Places in passing: whether a clause tells of a place that what follows it is not about."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.reading.clauses import Clause
from extractor.reading.openings import Phrase
from extractor.reading.places import Reader
from extractor.reading.quantities import Quantity
from extractor.ruleset.gazetteer import Region

_INDENT = 12
"""How many blanks may stand before the first word of a paragraph."""
_SENTENCE = 300
"""How far before a clause its sentence begins at the most, in characters."""
_FURTHER = ("更是", "甚至", "尤为", "尤其")
"""What adds that a place has still more."""
_IN_ALL = regex.compile(r"(?:连续\p{Han}{1,2}[年季月])?\p{Han}{2,6}?(?:排名|排|位列|位居|居|列|综合排名)?(?:前)?")
"""What leads up to a rank among those of a larger region."""


def opens_paragraph(text: str, start: int) -> bool:
    """Whether nothing but blanks stands before a place in its line."""
    before = text[max(start - _INDENT, 0) : start].rstrip(" \u3000\t")
    return not before or before[-1] == "\n"


def is_among(reader: Reader, clause: Clause) -> bool:
    """Whether a clause tells of a part, first or later: 其中|郑东新区|均价7926元，|二七区|5570元。|二手房|4180元."""
    text, start = reader.text, clause.start
    if text.startswith("其中", start):
        return True
    if clause.opener not in ("，", "、"):
        return False
    begun = max(text.rfind(mark, max(start - _SENTENCE, 0), start) for mark in "。；\n")
    return text.startswith("其中", begun + 1)


def is_further(reader: Reader, clause: Clause, head: Phrase) -> bool:
    """Whether a clause adds a place to what was told of the whole: 机采率超过八成，|北疆更是|达到97%."""
    end = head.regions[-1].end if head.regions else clause.end
    return clause.opener == "，" and reader.text.startswith(_FURTHER, end)


def ranked_in(reader: Reader, clause: Clause, own: Sequence[Quantity], region: Region | None) -> bool:
    """Whether a clause tells no more than a rank in what the document's region lies in: 增长18.2%，|全市排名第一|."""
    home = reader.facts.home
    if not own or own[0].dimension != "rank" or region is None or home is None or region == home:
        return False
    led = reader.text[clause.start : own[0].start]
    among = reader.rules.lexicon["local"].before(led, 1, len(led))  # 收入总量|跃居全省第四
    return region.code in reader.rules.gazetteer.lineage(home) and (among > 0 or _IN_ALL.fullmatch(led) is not None)


def contrasts(reader: Reader, clause: Clause) -> bool:
    """Whether a clause is told for comparison only: 出口下降9.6%，|而全省平均为增长1.8%|；用电量21亿千瓦时."""
    return reader.text.startswith(("而全", "而同期全", "同期全"), clause.start)
