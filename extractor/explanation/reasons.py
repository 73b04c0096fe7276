"""Why a number was read by this frame and no other, why it has no canonical indicator, and what was nearly read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.explanation.mentions import line_of
from extractor.reading.claim import Claim
from extractor.reading.frames import FrameMatch, fitting_frames, measure_of
from extractor.reading.indicators import look_up
from extractor.reading.quantities import Quantity
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.steps import Step
from extractor.ruleset.templates import cut_half

_SHOWN = 8
"""How much of the text is shown where a template did not go on, in characters."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A frame that fits a number as well, and why it lost; ``taken`` is how much of the text it takes in."""

    frame: str
    place: str
    taken: int
    why: str


@dataclass(frozen=True, slots=True)
class Near:
    """A frame that came furthest without fitting: the one thing it lacks, and what stands in its place."""

    frame: str
    place: str
    template: str
    needed: str
    found: str


def rivals_of(claim: Claim, text: str, rules: RuleSet) -> tuple[Rival, ...]:
    """The other frames that fit the number of a claim: level, which takes in less of 增长6% than growth."""
    fitting = fitting_frames(text, *claim.window, claim.quantity, rules.frames)
    winner = _winner(claim, fitting)
    if winner is None:  # it shares the frame of the number it is joined to
        return ()
    return tuple(
        Rival(
            match.frame.entry.id,
            line_of(rules.places.get(f"frames/{match.frame.entry.id}")),
            match.taken,
            _why_lost(match, winner),
        )
        for match in fitting
        if match is not winner
    )


def taken_by(claim: Claim, text: str, rules: RuleSet) -> int | None:
    """How many characters the frame of a claim takes in; None where it is that of the number it is joined to."""
    winner = _winner(claim, fitting_frames(text, *claim.window, claim.quantity, rules.frames))
    return winner.taken if winner else None


def _winner(claim: Claim, fitting: Sequence[FrameMatch]) -> FrameMatch | None:
    return next((match for match in fitting if match.frame.entry.id == claim.frame), None)


def _why_lost(match: FrameMatch, winner: FrameMatch) -> str:
    mine, its = winner.frame.entry, match.frame.entry
    if match.taken < winner.taken:
        return f"takes in less of the text ({match.taken} characters, {mine.id} {winner.taken})"
    if match.taken > winner.taken:
        return "begins inside the name of an indicator"
    if its.id in mine.over:
        return f"{mine.id} is over it"
    return f"tied with {mine.id}; say which is over the other"


def nearest_frames(text: str, window: tuple[int, int], quantity: Quantity, rules: RuleSet) -> tuple[Near, ...]:
    """The frames that lack one thing only beside a number and take in most of the text, each by one template.

    比上年3.2% lacks 增长, or another word that rises, for ``<than> {against} <rise_verb> {number}``, and 下降 as well.
    """
    most = 1
    nearest: dict[str, Near] = {}
    for frame in rules.frames.by_measure.get(measure_of(quantity), ()):
        for template in frame.entry.templates:
            for taken, needed, found in _lacking_one(template, text, window, quantity, rules):
                if taken > most:
                    most, nearest = taken, {}
                if taken == most and frame.entry.id not in nearest:
                    place = line_of(rules.places.get(f"frames/{frame.entry.id}"))
                    nearest[frame.entry.id] = Near(frame.entry.id, place, template, _in_words(needed, rules), found)
    return tuple(near for _, near in sorted(nearest.items()))


def _lacking_one(
    template: str, text: str, window: tuple[int, int], quantity: Quantity, rules: RuleSet
) -> Iterator[tuple[int, Step, str]]:
    """Each step without which a template fits a number: how much it takes in then, the step, and what stands there."""
    before, after = template.split("{number}")
    left = cut_half(before, rules.frames.gaps, rules.frames.wording)
    right = cut_half(after, rules.frames.gaps, rules.frames.wording)
    for number, step in enumerate(left):
        rest = [*left[:number], *left[number + 1 :]]
        if _is_word(step) and any(map(_is_word, rest)):
            whole, behind = (_reach(text, window, quantity, steps, right) for steps in (rest, left[number + 1 :]))
            if whole and behind:
                yield whole[1] - whole[0], step, text[max(window[0], behind[0] - _SHOWN) : behind[0]]
    for number, step in enumerate(right):
        rest = [*right[:number], *right[number + 1 :]]
        if _is_word(step) and any(map(_is_word, (*left, *rest))):
            whole, ahead = (_reach(text, window, quantity, left, steps) for steps in (rest, right[:number]))
            if whole and ahead:
                yield whole[1] - whole[0], step, text[ahead[1] : min(window[1], ahead[1] + _SHOWN)]


def _is_word(step: Step) -> bool:
    """Whether a step asks for certain words, which a gap and what may be left out do not."""
    return not step.optional and "{" not in step.text


def _reach(
    text: str, window: tuple[int, int], quantity: Quantity, left: Sequence[Step], right: Sequence[Step]
) -> tuple[int, int] | None:
    """From where to where steps before and behind a number reach, the number without its bounds left out of it."""
    start, end = window
    backwards = regex.compile("".join(step.pattern for step in left), regex.REVERSE)
    first = backwards.match(text, start, quantity.outer_start)
    last = regex.compile("".join(step.pattern for step in right)).match(text, quantity.outer_end, end)
    return (first.start(), last.end()) if first and last else None


def _in_words(step: Step, rules: RuleSet) -> str:
    """What a step asks for, with some words of its list: ``<rise_verb> (增长, 上升, …)``."""
    name = step.text.strip("<>")
    if step.text != f"<{name}>" or name not in rules.lexicon:
        return step.text
    words = sorted(rules.lexicon[name].words, key=lambda word: (len(word), word))
    return f"{step.text} ({', '.join(words[:3])}{', …' if len(words) > 3 else ''})"


def why_open(claim: Claim, rules: RuleSet) -> str:
    """Why the name of a claim is no canonical indicator, as far as the rules tell; empty where they know nothing near.

    气调冷库库容 is a decoy, 粮食产量 in 亿元 has the wrong unit, 夏播粮食产量 says more than 粮食产量.
    """
    name = claim.named.text
    if claim.named.indicator is not None or not name:
        return ""
    known = look_up(name, rules)
    if known is not None:
        where = line_of(rules.places.get(f"indicators/{known.entry.id}"))
        units = ", ".join(known.entry.measured_in)
        unit = claim.quantity.unit or "a number without a unit"
        return f"{known.entry.id} ({where}) is measured in {units}, not in {unit}"
    for start, end in _stretches(name):
        part = name[start:end]
        if part in rules.names.decoy_of:
            owner = rules.names.decoy_of[part]
            where = line_of(rules.places.get(f"indicators/{owner}"))
            return f"{part} is a decoy of {owner} ({where})"
        if part in rules.names.by_name:
            owner = rules.names.by_name[part].entry.id
            where = line_of(rules.places.get(f"indicators/{owner}"))
            return f"it says more than {part}, a name of {owner} ({where})"
    return ""


def _stretches(name: str) -> list[tuple[int, int]]:
    """Every stretch of two characters or more of a name, the longest first."""
    ends = [(start, end) for start in range(len(name)) for end in range(start + 2, len(name) + 1)]
    return sorted(ends, key=lambda span: (span[0] - span[1], span[0]))
