"""Figures set out before their names, as newspapers print them in boxes: ◆26.1万辆　　去年底我市私人汽车保有量."""

from __future__ import annotations

import regex

from extractor.reading.clauses import Sentence
from extractor.reading.mentions import Mentions
from extractor.reading.openings import Phrase
from extractor.reading.phrases import read_before
from extractor.reading.quantities import Quantity
from extractor.ruleset.lexicon import Lexicon

_BULLET = regex.compile(r"[^\p{Han}\p{Latin}\d“”（）()]*")
_BLANKS = regex.compile("[ \u3000]+")
_SET_OFF = regex.compile("[ \u3000]+|——|[：:]")
_THIS_IS = regex.compile(r"[！？。，—]{1,2}这(?:就|正)?是(?P<name>[^，。；！？\n]{2,40})")
"""What says afterwards what a figure was: 9016.7亿元！|这是|我省去年的生产总值."""
_NO_NAME = regex.compile(r"[^\p{Han}\d“（]|实现|连续|同比|比上年|增|升|降|下降|居全")
"""How something else begins that is told of the figure: 2149.4亿元　　↑10.3%."""
_LONGEST = 40
"""How long the name of a figure may be, in characters."""
_STANDING = regex.compile(r"(?:在\p{Han}{2,14}[中里内])?的?(?:名次|位次|排名|位置)$")
_REMARK = regex.compile("的(?:总盘子|成绩单|数字|数据|答卷|家底|账单)$")


def label_of(text: str, sentence: Sentence, figure: Quantity, until: int | None) -> tuple[int, int] | None:
    """Where the name stands of a figure that begins its sentence, alone in the first clause or before another number.

    ``until`` is where that number begins: 15000亿元+　|全市地区生产总值|突破1.5万亿元. None where there is none.
    """
    clauses = sentence.clauses
    clause = clauses[0]
    told = _THIS_IS.match(text, figure.outer_end)
    quoted = told is not None and text[clause.start : figure.outer_start] == "“"
    if _BULLET.fullmatch(text, clause.start, figure.outer_start) is None and not quoted:
        return None
    if figure.outer_end < clause.end:
        blanks = _BLANKS.match(text, figure.outer_end, clause.end)
        start, end = blanks.end() if blanks is not None else clause.end, until or clause.end
    elif until is not None:
        return None
    elif told is not None:
        start, end = told.span("name")
    elif len(clauses) > 1 and _SET_OFF.fullmatch(clauses[1].opener):
        start, end = clauses[1].start, clauses[1].end
    else:
        return None
    named = 2 <= end - start <= _LONGEST and _NO_NAME.match(text, start, end) is None
    return (start, end) if named else None


def read_label(text: str, label: tuple[int, int], rank: bool, mentions: Mentions, lexicon: Lexicon) -> Phrase:
    """The phrase that names a figure: 私人汽车保有量, of 去年底我市; 平均工资, of 武汉平均工资在副省级城市中的名次."""
    start, end = label
    standing = (_STANDING if rank else _REMARK).search(text, start, end)
    return read_before(text, start, standing.start() if standing is not None else end, mentions, lexicon)
