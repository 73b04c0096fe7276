"""Templates cut into steps, each with its pattern: ``<reach>``, ``(从|由)``, ``[的]``, ``{whole}``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import regex

from extractor.ruleset.shapes import GapEntry
from extractor.ruleset.wordlists import alternation

_TOKEN = regex.compile(
    r"\s*(?:<(?P<list>\w+)>|\{(?P<slot>[^{}]+)\}|(?P<open>\[|\()|(?P<close>\]|\))|(?P<bar>\|)|(?P<text>[^\s<>{}\[\]()|]+))"
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


def gap_pattern(name: str, gap: GapEntry, wording: Mapping[str, str]) -> str:
    """The pattern of a slot that takes in a stretch of text: ``(?P<whole>[^，。]{1,26}?)``."""
    step = f"[^{regex.escape(gap.without)}]"
    if gap.never:
        step = f"(?:(?!{words_named(gap.never, wording)}){step})"
    head = f"(?!{words_named(gap.not_starts, wording)})" if gap.not_starts else ""
    if head and gap.may_start:
        head = f"(?:(?={alternation(gap.may_start)})|{head})"
    return f"(?P<{name}>{head}{step}{{{gap.shortest},{gap.longest}}}?)"


def words_named(reference: str, wording: Mapping[str, str]) -> str:
    """The pattern of a wording list by its name, ``<reach>`` or ``reach``; raises TemplateError if there is none."""
    name = reference.strip("<>")
    if name not in wording:
        raise TemplateError(f"there is no wording list <{name}>")
    return wording[name]


def cut_steps(template: str, slot: Callable[[str, bool], str], wording: Mapping[str, str]) -> list[Step]:
    """The steps of a template, a bracket with all that is in it being one; a slot without a pattern is none.

    ``slot`` gives the pattern of a slot by its name, told whether it is the last thing of the template.
    """
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
            out.append(f"(?:{words_named(token['list'], wording)})")
        elif token["slot"]:
            pattern = slot(token["slot"], not template[position:].strip(" ]"))
            out += [pattern] if pattern else []
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


def words_of(step: Step) -> list[str] | None:
    """The words that a step chooses from; None where it is more than that."""
    words = step.pattern.removesuffix("?").replace("(?:", "(")
    return None if _NOT_WORDS.search(words) else words.replace("(", "").replace(")", "").split("|")


def cues_of(steps: Iterable[Step]) -> frozenset[str] | None:
    """Characters of which the steps need one: those that the words begin with of the step with the fewest."""
    needed = [words for step in steps if not step.optional and (words := words_of(step))]
    return min((frozenset(word[0] for word in words) for words in needed), key=len, default=None)
