"""Frames compiled: templates such as ``{indicator} <reach> {number}`` become patterns around a number.

A template is split at ``{number}``. What is left of it must end at the number, what is right of it must begin
there. The left half is compiled for matching backwards, so that one anchored attempt decides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from extractor.ruleset.manywords import WordLists
from extractor.ruleset.schema import FramesFile
from extractor.ruleset.shapes import FrameEntry, GapEntry
from extractor.ruleset.steps import Step, TemplateError, cues_of, cut_steps, gap_pattern, words_named, words_of
from extractor.ruleset.wordlists import alternation


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


def cut_half(template: str, gaps: Mapping[str, GapEntry], wording: Mapping[str, str]) -> list[Step]:
    """The steps of one side of a template; {indicator} and {noun}, which are read by other means, are none."""

    def slot(name: str, last: bool) -> str:
        if name in ("indicator", "noun"):
            return ""
        if name not in gaps:
            raise TemplateError(f"there is no gap {{{name}}}")
        return gap_pattern(name, gaps[name], wording)

    return cut_steps(template, slot, wording)


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
        cues=cues_of(steps),
        noun_after="{noun}" in after,
    )


def _edge(steps: Iterable[Step], place: int) -> frozenset[str] | None:
    """The characters that whatever the steps match has at its edge; None where that may be anything, or nothing."""
    found: set[str] = set()
    for step in steps:
        words = words_of(step)
        if words is None:
            return None
        found.update(word[place] for word in words)
        if not step.optional:
            return frozenset(found)
    return None


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


def compile_frames(file: FramesFile, words: WordLists) -> Frames:
    """The frames of ``frames.yaml``; raises TemplateError for the first template that cannot be compiled."""
    wording = {name: alternation(listed) for name, listed in words.items()}
    by_measure: dict[str, list[Frame]] = {}
    for entry in file.frames:
        frame = Frame(entry, tuple(compile_shape(template, file.gaps, wording) for template in entry.templates))
        for measure in entry.of:
            by_measure.setdefault(measure, []).append(frame)
    bases = tuple(
        (basis, re.compile("|".join(words_named(name, wording) for name in names)))
        for basis, names in file.bases.items()
    )
    return Frames(
        {measure: tuple(frames) for measure, frames in by_measure.items()},
        {measure: _by_end(frames) for measure, frames in by_measure.items()},
        bases,
        file.gaps,
        wording,
    )
