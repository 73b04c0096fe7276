"""Whether a pattern can be made to take for ever: tried on runs of the characters it is about."""

from __future__ import annotations

from collections.abc import Iterator

import regex

_PATIENCE = 0.05
"""Seconds of computing; a pattern that is sound takes less than a thousandth of it."""

_RUN = 200
_RUNS = ("1", "一", "1,", "1.", "10", "一十", "万", "年", "a", " ")
_TOLD = regex.compile(r"(?<!\\)[\p{L}\p{N}，。、—,:;\-]")
_SPELLED = regex.compile(r"(?<!\\)\p{L}{2,}")
_BEFORE_GROUP = regex.compile(r"(?<![\\\p{L}\p{N}])([\p{L}\p{N}，。、—,:;]+)(?=\()")


def slow_probe(pattern: str) -> str:
    """A text that the pattern takes too long on, a run of ones for ``([0-9]|[0-9][0-9])+;``; else ``""``."""
    try:
        compiled = regex.compile(pattern)
    except regex.error:
        return ""
    for probe, start in _probes(pattern):
        try:
            compiled.match(probe, start, timeout=_PATIENCE)
        except TimeoutError:
            return probe
    return ""


def _probes(pattern: str) -> Iterator[tuple[str, int]]:
    """Texts and where to begin in them: a run, what breaks it off, and everything the pattern may ask for.

    A group that repeats may come behind words of its own: 第 in ``第(一|一一)+次``.
    """
    told = sorted(set(_TOLD.findall(pattern)))
    spelled = "".join(sorted(set(_SPELLED.findall(pattern))))  # without 灯位 whole, +灯位 fails before it is tried
    words = sorted(set(_BEFORE_GROUP.findall(pattern)))
    starts = ("", "1", *words, *("1" + word for word in words))
    end = "\0" + "".join(told) * 2 + spelled
    for run in dict.fromkeys((*_RUNS, *told)):
        text = run * (_RUN // len(run))
        yield text + "1" + end, len(text)  # for what looks behind the number
        for start in starts:
            yield start + text + end, 0
