"""Frames compiled: templates such as ``{indicator} <reach> {number}`` become patterns around a number.

A template is split at ``{number}``. What is left of it must end at the number, what is right of it must begin
there. The left half is compiled for matching backwards, so that one anchored attempt decides it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from extractor.ruleset.lexicon import alternation
from extractor.ruleset.schema import FrameEntry, FramesFile, GapEntry, WordingFile

_TOKEN = regex.compile(
    r"\s*(?:<(?P<list>\w+)>|\{(?P<slot>\w+)\}|(?P<open>\[|\()|(?P<close>\]|\))|(?P<bar>\|)|(?P<text>[^\s<>{}\[\]()|]+))"
)


_NOT_WORDS = regex.compile(r"[\[\]{}?+*.\\]|\)[^)|]|[^|(]\(")
"""What a pattern holds that is more than words to choose from: a gap, or one thing behind another."""


class TemplateError(ValueError):
    """A template that cannot be compiled: the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a template asks for, as written and as a pattern: ``<reach>``, ``(从|由)``, ``[的]``."""

    text: str
    pattern: str
    optional: bool


@dataclass(frozen=True)
class Shape:
    """One template of a frame, compiled; the number of its slots decides between shapes that match.

    ``ends`` holds the characters that can stand right before its number, None where any can: most shapes are told
    by one look that they do not fit.
    """

    left: regex.Pattern[str]
    ends: frozenset[str] | None
    right: regex.Pattern[str] | None
    noun_after: bool


@dataclass(frozen=True)
class Frame:
    """A frame with its compiled shapes."""

    entry: FrameEntry
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Frames:
    """The frames by the kind of number they read, and the wording that tells a basis.

    ``gaps`` and ``wording`` are what the templates were compiled with.
    """

    by_measure: Mapping[str, tuple[Frame, ...]]
    bases: tuple[tuple[str, regex.Pattern[str]], ...]
    gaps: Mapping[str, GapEntry]
    wording: Mapping[str, str]


def _gap(name: str, gap: GapEntry, wording: Mapping[str, str]) -> str:
    step = f"[^{regex.escape(gap.without)}]"
    if gap.never:
        step = f"(?:(?!{_wording(gap.never, wording)}){step})"
    head = f"(?!{_wording(gap.not_starts, wording)})" if gap.not_starts else ""
    return f"(?P<{name}>{head}{step}{{1,{gap.longest}}}?)"


def _wording(reference: str, wording: Mapping[str, str]) -> str:
    name = reference.strip("<>")
    if name not in wording:
        raise TemplateError(f"there is no wording list <{name}>")
    return wording[name]


def cut_half(template: str, gaps: Mapping[str, GapEntry], wording: Mapping[str, str]) -> list[Step]:
    """The steps of one side of a template, a bracket with all that is in it being one; {indicator} is none."""
    steps: list[Step] = []
    out: list[str] = []
    closers: list[str] = []
    position = first = 0
    length = len(template.rstrip())
    while position < length:
        token = _TOKEN.match(template, position)
        if token is None:
            raise TemplateError(f"cannot read {template[position:].strip()!r}")
        position = token.end()
        if token["list"]:
            out.append(f"(?:{_wording(token['list'], wording)})")
        elif token["slot"]:
            if token["slot"] not in ("indicator", "noun"):
                if token["slot"] not in gaps:
                    raise TemplateError(f"there is no gap {{{token['slot']}}}")
                out.append(_gap(token["slot"], gaps[token["slot"]], wording))
        elif token["open"]:
            out.append("(?:")
            closers.append(")?" if token["open"] == "[" else ")")
        elif token["close"]:
            if not closers or (token["close"] == "]") != (closers[-1] == ")?"):
                raise TemplateError(f"{token['close']} closes nothing")
            out.append(closers.pop())
        elif token["bar"]:
            if not closers:
                raise TemplateError("| stands outside of brackets; write (a|b)")
            out.append("|")
        else:
            out.append(regex.escape(token["text"]))
        if not closers and out:
            steps.append(Step(template[first:position].strip(), "".join(out), out[-1] == ")?"))
            out = []
        if not closers:
            first = position
    if closers:
        raise TemplateError("a bracket is not closed")
    return steps


def _half(template: str, gaps: Mapping[str, GapEntry], wording: Mapping[str, str]) -> str:
    return "".join(step.pattern for step in cut_half(template, gaps, wording))


def compile_shape(template: str, gaps: Mapping[str, GapEntry], wording: Mapping[str, str]) -> Shape:
    """The shape of one template; raises TemplateError with what is wrong in it."""
    if template.count("{number}") != 1:
        raise TemplateError("a template holds {number} exactly once")
    before, after = template.split("{number}")
    steps = cut_half(before, gaps, wording)
    left = regex.compile("".join(step.pattern for step in steps), regex.REVERSE)
    right_pattern = _half(after, gaps, wording)
    right = regex.compile(right_pattern) if right_pattern else None
    return Shape(left, _ends(steps), right, "{noun}" in after)


def _ends(steps: Sequence[Step]) -> frozenset[str] | None:
    """The last characters of whatever the steps match; None where that may be anything, or nothing."""
    ends: set[str] = set()
    for step in reversed(steps):
        words = step.pattern.removesuffix("?").replace("(?:", "(")
        if _NOT_WORDS.search(words):
            return None
        ends.update(word[-1] for word in words.replace("(", "").replace(")", "").split("|"))
        if not step.optional:
            return frozenset(ends)
    return None


def compile_frames(file: FramesFile, wording_file: WordingFile) -> Frames:
    """The frames of ``frames.yaml``; raises TemplateError for the first template that cannot be compiled."""
    wording = {name: alternation(entry.words) for name, entry in wording_file.wording.items()}
    by_measure: dict[str, list[Frame]] = {}
    for entry in file.frames:
        frame = Frame(entry, tuple(compile_shape(template, file.gaps, wording) for template in entry.templates))
        for measure in entry.of:
            by_measure.setdefault(measure, []).append(frame)
    bases = tuple(
        (basis, regex.compile("|".join(_wording(name, wording) for name in names)))
        for basis, names in file.bases.items()
    )
    return Frames(
        {measure: tuple(frames) for measure, frames in by_measure.items()},
        bases,
        file.gaps,
        wording,
    )
