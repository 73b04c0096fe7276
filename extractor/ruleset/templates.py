"""Frames compiled: templates such as ``{indicator} <reach> {number}`` become patterns around a number.

A template is split at ``{number}``. What is left of it must end at the number, what is right of it must begin
there. The left half is compiled for matching backwards, so that one anchored attempt decides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import regex

from extractor.ruleset.entries import FrameEntry, GapEntry
from extractor.ruleset.lexicon import alternation
from extractor.ruleset.schema import FramesFile, WordingFile

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

    Most shapes are told by a look or two that they do not fit: ``ends`` holds the characters that can stand right
    before its number, ``begins`` those that can right behind it, None where any can; of ``cues`` one at least stands
    somewhere before it (占, of 占全国的30%). The two halves are compiled when they are first tried: most never are.
    """

    before: str
    after: str
    ends: frozenset[str] | None
    begins: frozenset[str] | None
    cues: frozenset[str] | None
    noun_after: bool

    @cached_property
    def left(self) -> regex.Pattern[str] | None:
        """What ends at the number; None where the template begins with it."""
        return regex.compile(self.before, regex.REVERSE) if self.before else None

    @cached_property
    def right(self) -> regex.Pattern[str] | None:
        """What begins behind the number; None where the template ends with it."""
        return regex.compile(self.after) if self.after else None

    @cached_property
    def has_gaps(self) -> bool:
        """Whether something is read in its left half: {whole}, {against}."""
        return self.left is not None and self.left.groups > 0

    def __getstate__(self) -> dict[str, Any]:
        """What is pickled: no pattern, which would be compiled where it is read."""
        return {key: value for key, value in self.__dict__.items() if key not in ("left", "right")}


@dataclass(frozen=True)
class Frame:
    """A frame with its compiled shapes."""

    entry: FrameEntry
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Frames:
    """The frames by the kind of number they read, and the wording that tells a basis.

    ``by_end`` leads from the kind and the character right before a number to the shapes that can end in it, ``""``
    standing for the characters that no shape names. ``gaps`` and ``wording`` are what the templates were compiled with.
    """

    by_measure: Mapping[str, tuple[Frame, ...]]
    by_end: Mapping[str, Mapping[str, tuple[tuple[Frame, tuple[Shape, ...]], ...]]]
    bases: tuple[tuple[str, re.Pattern[str]], ...]
    gaps: Mapping[str, GapEntry]
    wording: Mapping[str, str]


def _gap(name: str, gap: GapEntry, wording: Mapping[str, str]) -> str:
    step = f"[^{regex.escape(gap.without)}]"
    if gap.never:
        step = f"(?:(?!{_wording(gap.never, wording)}){step})"
    head = f"(?!{_wording(gap.not_starts, wording)})" if gap.not_starts else ""
    if head and gap.may_start:
        head = f"(?:(?={alternation(gap.may_start)})|{head})"
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


def compile_shape(template: str, gaps: Mapping[str, GapEntry], wording: Mapping[str, str]) -> Shape:
    """The shape of one template; raises TemplateError with what is wrong in it."""
    if template.count("{number}") != 1:
        raise TemplateError("a template holds {number} exactly once")
    before, after = template.split("{number}")
    steps = cut_half(before, gaps, wording)
    steps_after = cut_half(after, gaps, wording)
    return Shape(
        before="".join(step.pattern for step in steps),
        after="".join(step.pattern for step in steps_after),
        ends=_edge(reversed(steps), -1),
        begins=_edge(steps_after, 0),
        cues=_cues(steps),
        noun_after="{noun}" in after,
    )


def _words(step: Step) -> list[str] | None:
    """The words that a step chooses from; None where it is more than that."""
    words = step.pattern.removesuffix("?").replace("(?:", "(")
    return None if _NOT_WORDS.search(words) else words.replace("(", "").replace(")", "").split("|")


def _edge(steps: Iterable[Step], place: int) -> frozenset[str] | None:
    """The characters that whatever the steps match has at its edge; None where that may be anything, or nothing."""
    found: set[str] = set()
    for step in steps:
        words = _words(step)
        if words is None:
            return None
        found.update(word[place] for word in words)
        if not step.optional:
            return frozenset(found)
    return None


def _cues(steps: Iterable[Step]) -> frozenset[str] | None:
    """Characters of which the steps need one: those that the words begin with of the step with the fewest."""
    needed = [words for step in steps if not step.optional and (words := _words(step))]
    return min((frozenset(word[0] for word in words) for words in needed), key=len, default=None)


def _by_end(frames: Sequence[Frame]) -> dict[str, tuple[tuple[Frame, tuple[Shape, ...]], ...]]:
    """The frames by the character before a number, each with those of its shapes that can end in it."""
    named = {character for frame in frames for shape in frame.shapes for character in shape.ends or ()}
    found = {}
    for character in ("", *sorted(named)):
        fitting = (
            (frame, tuple(shape for shape in frame.shapes if shape.ends is None or character in shape.ends))
            for frame in frames
        )
        found[character] = tuple((frame, shapes) for frame, shapes in fitting if shapes)
    return found


def compile_frames(file: FramesFile, wording_file: WordingFile) -> Frames:
    """The frames of ``frames.yaml``; raises TemplateError for the first template that cannot be compiled."""
    wording = {name: alternation(entry.words) for name, entry in wording_file.wording.items()}
    by_measure: dict[str, list[Frame]] = {}
    for entry in file.frames:
        frame = Frame(entry, tuple(compile_shape(template, file.gaps, wording) for template in entry.templates))
        for measure in entry.of:
            by_measure.setdefault(measure, []).append(frame)
    bases = tuple(
        (basis, re.compile("|".join(_wording(name, wording) for name in names))) for basis, names in file.bases.items()
    )
    return Frames(
        {measure: tuple(frames) for measure, frames in by_measure.items()},
        {measure: _by_end(frames) for measure, frames in by_measure.items()},
        bases,
        file.gaps,
        wording,
    )
