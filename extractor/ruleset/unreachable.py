"""Rules that can never act: what they ask for is always taken by another one first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import regex

from extractor.problems import Problem
from extractor.ruleset.files import Place, ReadFiles
from extractor.ruleset.shapes import FrameEntry

_GAP = regex.compile(r"\{(\w+)\}")
_OWN_SLOTS = ("number", "indicator", "noun")


def unreachable(files: ReadFiles) -> list[Problem]:
    """What never acts, in order of file and line: a set phrase (一带一路) that two entries refuse."""
    return sorted(
        [
            *_shadowed_texts(files),
            *_over_each_other(files),
            *_shadowed_templates(files),
            *_unused_gaps(files),
        ]
    )


def _shadowed_texts(files: ReadFiles) -> Iterator[Problem]:
    """A text of ``ignore.yaml`` that two entries name for the same numbers: only one of them is ever told."""
    first: dict[tuple[str, str, str], tuple[str, Place]] = {}
    for entry in files.ignore.ignore:
        for key in ("phrases", "before", "after"):
            for position, text in enumerate(getattr(entry, key)):
                place = files.place(f"ignore/{entry.id}", key, position)
                kinds = ("any",) if key == "phrases" else (entry.only,)
                for kind in kinds:
                    owner, there = first.setdefault((key, kind, text), (entry.id, place))
                    if there != place:
                        said = (
                            f"`{text}` under `{key}` of {entry.id} never acts: {owner} refuses it already, at {there}"
                        )
                        yield _problem(place, "unreachable-rule", said)


def _over_each_other(files: ReadFiles) -> Iterator[Problem]:
    """Frames that are over each other, along whatever chain: neither could win."""
    over = {frame.id: frame.over for frame in files.frames.frames}
    for frame in files.frames.frames:
        for position, other in enumerate(frame.over):
            if frame.id in _below(other, over):
                said = f"{frame.id} is over {other}, and {other} over {frame.id}; only one can be"
                yield _problem(files.place(f"frames/{frame.id}", "over", position), "unreachable-rule", said)


def _below(frame: str, over: Mapping[str, tuple[str, ...]]) -> set[str]:
    """All that a frame is over, itself included."""
    seen: set[str] = set()
    waiting = [frame]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += over.get(one, ())
    return seen


def _shadowed_templates(files: ReadFiles) -> Iterator[Problem]:
    """A template that another frame has as well, for the same kind of number: one of them never wins."""
    first: dict[tuple[str, str], tuple[FrameEntry, Place]] = {}
    for frame in files.frames.frames:
        for position, template in enumerate(frame.templates):
            place = files.place(f"frames/{frame.id}", "templates", position)
            for measure in frame.of:
                owner, there = first.setdefault((measure, "".join(template.split())), (frame, place))
                if there == place:
                    continue
                if owner is frame:
                    said = f"this template stands at {there} already"
                elif frame.id in owner.over:
                    said = f"{owner.id} has this template too, at {there}, and is over {frame.id}"
                elif owner.id in frame.over:
                    said = (
                        f"{owner.id} has this template too, at {there}; there it never acts, {frame.id} being over it"
                    )
                else:
                    said = f"{owner.id} has this template too, at {there}; say by `over` which of the two is to win"
                yield _problem(place, "unreachable-rule", said)
                break


def _unused_gaps(files: ReadFiles) -> Iterator[Problem]:
    for head, gaps, entries in (
        ("gaps", files.frames.gaps, files.frames.frames),
        ("fillers", files.phrases.fillers, files.phrases.phrases),
    ):
        used = {name for entry in entries for text in entry.templates for name in _GAP.findall(text)}
        for name in gaps:
            if name not in used and name not in _OWN_SLOTS:
                said = f"no template uses {{{name}}}; use it or remove it"
                yield _problem(files.place(f"{head}/{name}"), "unused-gap", said)


def _problem(place: Place, code: str, message: str) -> Problem:
    return Problem(place.path, place.line, place.column, code, message)
