"""Small Chinese numerals that count nothing: 一 in 一直, 统一 and 走一走, told by the character on each side.

Prose is full of them. One that has no unit behind, and beside which no other rule asks for anything, is refused for
what it is; reading it as a number first would come to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from extractor.ruleset.edges import NUMERAL_CHARACTERS
from extractor.ruleset.ignoring import IgnoreRules

_DIGITS = frozenset("一二三四五六七八九两十")
_BEHIND_ANY = "点分个 \t\n"
"""一点五, 三分之一, 三个多月; a blank may part a number from its unit or from the next number."""
_BEFORE_ANY = "第前、和与及至—-"
"""An ordinal, a place, or the number of a list that begins with one: 第一、二."""


@dataclass(frozen=True, slots=True)
class Idle:
    """What shows that a Chinese digit is no amount: none of ``before`` and none of ``behind`` stands beside it."""

    before: frozenset[str]
    behind: frozenset[str]
    digits: frozenset[str] = _DIGITS

    def at(self, text: str, start: int) -> bool:
        """Whether the numeral that begins at ``start`` counts nothing, and no rule needs to be asked why."""
        return (
            text[start] in self.digits
            and text[start + 1 : start + 2].lower() not in self.behind
            and (text[start - 1] if start else "") not in self.before
        )


def idle_digits(rules: Sequence[IgnoreRules], before: Iterable[str], behind: Iterable[str]) -> Idle:
    """What shows that a digit counts nothing: neither ``rules`` nor words right ``before`` or ``behind`` fit it."""
    if any(rule.anywhere for rule in rules):  # a pattern that must be tried at every number
        return Idle(frozenset(), frozenset(), frozenset())
    asked_before = chain(_BEFORE_ANY, (word[-1] for word in before))
    asked_behind = chain(_BEHIND_ANY, NUMERAL_CHARACTERS, (word[0] for word in behind))
    return Idle(
        before=frozenset(chain(asked_before, *((*rule.before.stops, *rule.preceded) for rule in rules))),
        behind=frozenset(
            map(str.lower, chain(asked_behind, *((*rule.after.starts, *rule.followed) for rule in rules)))
        ),
    )
