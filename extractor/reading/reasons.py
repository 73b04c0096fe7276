"""Reasons: periods of what moved something else, which are none of the numbers beside them: 受去年春节错月影响."""

from __future__ import annotations

import regex

from extractor.reading.periods import PeriodMention

_REASON = regex.compile("(?:主要是|主要因|主要由于|主要受|原因是|主要系|是因为)[^，。；]{0,14}$")
"""How the clause begins that tells why something moved, with a period that holds for it only."""
_WHY = regex.compile(
    "[这其]?(?:主要|重要)(?:原因)?(?:[是在为因系受]|由于|得益于)|[这其]?(?:原因[是在为]|是[因由受])|[因由]于|因为|受"
)
"""How a clause or a sentence begins that tells why something moved."""
_DUE = ("所致", "影响", "有关", "原因", "缘故", "造成的", "导致的", "拉动", "带动", "基数较高", "基数较低")
"""How it ends."""
_INFLUENCED, _NEARBY = regex.compile("(?:受|因|由于|考虑到?|剔除|扣除)[^，。；]*$"), 14
_INFLUENCES = regex.compile(r"[^，。；\d]{0,20}(?:影响|拉动|带动|作用|因素|所致|错月|较高)，")
"""What stands about the period of what moves others: |受去年|春节错月影响，价格下降0.8%."""


def tells_why(text: str, start: int, end: int) -> bool:
    """Whether a clause only tells why something moved: |主要是去年春节在1月份|."""
    return _WHY.match(text, start, end) is not None


def explains(text: str, start: int, end: int) -> bool:
    """Whether a sentence without a number only tells why: |主要是去年春节在1月份，对比基数较高所致|."""
    return tells_why(text, start, end) or text.endswith(_DUE, start, end)


def is_of_reason(text: str, mention: PeriodMention, left: int) -> bool:
    """Whether a period is of what moved a number behind ``left``: 下降6.9%，主要是|上年|有一次性收益；契税8.4亿元."""
    if left <= mention.end:
        return False
    before = max(mention.start - _NEARBY, 0)
    if _REASON.search(text, before, mention.start) is not None:
        return True
    return influences(text, mention)


def influences(text: str, mention: PeriodMention) -> bool:
    """Whether a period is of what moves others: 受|去年|春节错月影响，价格下降0.8%."""
    behind = _INFLUENCES.match(text, mention.end)
    return behind is not None and _INFLUENCED.search(text, max(mention.start - _NEARBY, 0), mention.start) is not None
