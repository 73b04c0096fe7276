"""One number told of several indicators, each of which it holds for: 财政总收入和地方财政收入|均增长11%|."""

from __future__ import annotations

import regex

from extractor.reading.indicators import Named, look_up
from extractor.reading.places import Place, Reader
from extractor.reading.thread import Thread

_EACH = regex.compile("(?<![平年月日人户亩周季])均(?![价衡匀])|都(?!市)|双双|同为|同步")
_THOSE = regex.compile("([两二三四五])(?:者|[项个大]\\p{Han}{0,4}$)")
"""What stands for several that were told."""
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_JOINTS = regex.compile("[、和与及]")


def note_row(thread: Thread, named: Named, *, alone: bool) -> None:
    """Remember what is told one by one: 轻工业增长3%，重工业增长5%，|均提高2个百分点."""
    if named.inherited or not named.text:
        return
    row = thread.several
    of_whole = bool(thread.whole) and row[-1:] == [thread.whole_named]  # 工业增长6%，其中|采矿业增长8%
    if alone and row and row[-1].statistic is named.statistic and not (thread.together or of_whole):
        row.append(named)
    else:
        thread.several = [named]
    thread.together = ""


def each_named(reader: Reader, thread: Thread, place: Place, named: Named) -> list[Named]:
    """The names that a number holds for alike, each an indicator's; none where it is told of one thing."""
    phrase, start = place.phrase, place.quantity.outer_start
    last = thread.several[-1].text if len(thread.several) > 1 else ""
    those = _THOSE.match(phrase.text) if last and phrase.text else None
    rate = phrase.text if those is not None or phrase.text in reader.rules.lexicon["rise_noun"] else ""
    goes_on = last and named.text in (last, last + rate) and phrase.text == rate
    goes_on = goes_on and (those is None or _COUNTS.get(those[1]) == len(thread.several))  # |三者产量|均居全国前列
    if goes_on and not (phrase.regions or phrase.local):
        alike = _EACH.search(reader.text, place.left, start) is not None
        # 专利申请量、授权量分别达到5.6万件和3.6万件，|占全市比重均超过|三分之一
        if not alike:
            return []
        behind = named.text.removeprefix(last)
        return [named._replace(text=one.text + behind, indicator=one.indicator) for one in thread.several]
    if named.indicator is not None or _EACH.search(reader.text, phrase.end, start) is None:
        return []
    parts = _JOINTS.split(phrase.text)
    known = [look_up(part, reader.rules) for part in parts]
    if len(parts) == 1 or len(set(parts)) < len(parts):
        return []
    each = [
        named._replace(text=part, printed=part, indicator=indicator)
        for part, indicator in zip(parts, known, strict=True)
        if indicator is not None
    ]
    return each if len(each) == len(parts) else []
