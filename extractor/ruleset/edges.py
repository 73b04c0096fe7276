"""What must stand beside a numeral for a pattern to match there: 月 or 日 behind, a blank before.

A pattern of ``ignore.yaml`` is tried at numbers, most of which it does not fit: one look at the character on each
side tells so sooner than the pattern does. What is told here is on the safe side: a pattern that is not understood
may match beside anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

ARABIC_DIGITS = frozenset("0123456789")
NUMERAL_CHARACTERS = ARABIC_DIGITS | frozenset("零〇一二三四五六七八九两十百千万亿几数")
"""What a number begins with, and most of what it goes on with."""

_LONGEST = 64
"""Characters of a numeral that are looked at: many numbers may stand in a row, 1一1一1一, and none is so long."""
_WIDEST = 500
"""Characters of a range, 一-九, that are told one by one."""
_PATIENCE = 20_000
"""Steps after which a pattern counts as one that is not understood."""
_LINE_EDGES = frozenset(("", "\n"))

_Characters = frozenset[str] | None
"""Characters; None stands for any, ``""`` for the edge of a text."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The characters of which one stands right ``before`` or right ``behind`` a numeral where a pattern matches.

    ``""`` is the edge of the text.
    """

    before: frozenset[str]
    behind: frozenset[str]


def behind_numeral(text: str, start: int) -> str | None:
    """The character behind the numeral that begins at ``start``: 月 in 十二月; None where it goes on and on."""
    for end in range(start + 1, start + _LONGEST):
        if (character := text[end : end + 1]) not in NUMERAL_CHARACTERS:
            return character
    return None


def edges_of(pattern: str, begins: frozenset[str] = NUMERAL_CHARACTERS) -> Edges | None:
    """What stands beside a numeral that begins with one of ``begins`` where a pattern matches; None: anything may.

    ``[0-9]+月|(?<=第 )[0-9]+`` gives 月 behind, or a blank before.
    """
    before: set[str] = set()
    behind: set[str] = set()
    try:
        for branch in _Parser(pattern).whole():
            follows = _Following(begins).characters((branch,), False)
            if follows is not None:
                behind |= follows
            elif (precedes := _before(branch)) is not None:
                before |= precedes
            else:
                return None
    except _NotUnderstoodError:
        return None
    return Edges(frozenset(before), frozenset(behind))


class _Node(NamedTuple):
    """A part of a pattern; its kind is set, seq, or, optional, many, ahead, lookbehind, start (^) or end ($)."""

    kind: str
    parts: tuple[_Node, ...] = ()
    characters: _Characters = None


class _Following:
    """Tells what may stand behind a numeral that begins with one of ``begins`` where a pattern matches."""

    def __init__(self, begins: frozenset[str]) -> None:
        self._begins = begins
        self._steps = 0

    def characters(self, nodes: tuple[_Node, ...], begun: bool) -> _Characters:
        """What may stand behind a numeral at whose first character ``nodes`` match, or have ``begun`` to."""
        self._steps += 1
        if self._steps > _PATIENCE:
            raise _NotUnderstoodError
        if not nodes:
            return None if begun else frozenset()
        node, rest = nodes[0], nodes[1:]
        match node.kind:
            case "set":
                return self._set(node.characters, rest, begun)
            case "seq":
                return self.characters((*node.parts, *rest), begun)
            case "or":
                return _any_of(self.characters((part, *rest), begun) for part in node.parts)
            case "optional":
                return _any_of(self.characters((*more, *rest), begun) for more in ((), node.parts))
            case "many":  # a third time it meets nothing that it has not met the second time
                return self.characters((*node.parts, _Node("optional", node.parts), *rest), begun)
            case "ahead" if begun:
                seen, then = self.characters(node.parts, True), self.characters(rest, True)
                return then if seen is None else seen if then is None else seen & then
            case "end" if begun:
                return _LINE_EDGES
        return self.characters(rest, begun)

    def _set(self, characters: _Characters, rest: tuple[_Node, ...], begun: bool) -> _Characters:
        if characters is None:
            return None if begun else self.characters(rest, True)
        told = characters - NUMERAL_CHARACTERS if begun else frozenset()
        if not characters & (NUMERAL_CHARACTERS if begun else self._begins):
            return told
        return _any_of((told, self.characters(rest, True)))


def _before(node: _Node) -> _Characters:
    """The characters of which ``node`` asks for one before the place where it begins."""
    if node.kind == "lookbehind":
        return _last(node.parts)
    for part in node.parts if node.kind == "seq" else ():
        found = _before(part)
        if found is not None or part.kind not in ("lookbehind", "start"):
            return found
    return None


def _last(nodes: tuple[_Node, ...]) -> _Characters:
    """The characters with which a match of ``nodes`` can end."""
    if not nodes:
        return None
    node, front = nodes[-1], nodes[:-1]
    match node.kind:
        case "set":
            return node.characters
        case "seq" | "many":
            return _last((*front, *node.parts))
        case "or":
            return _any_of(_last((*front, part)) for part in node.parts)
        case "optional":
            return _any_of(_last((*front, *more)) for more in ((), node.parts))
        case "start":
            return _LINE_EDGES
    return _last(front)


def _any_of(told: Iterable[_Characters]) -> _Characters:
    found: frozenset[str] = frozenset()
    for characters in told:
        if characters is None:
            return None
        found |= characters
    return found


class _NotUnderstoodError(Exception):
    """A construction that is not known here."""


_MEMBER = re.compile(r"\\[pP]\{\w+\}|\\.|.", re.DOTALL)
_SYMBOL = re.compile(rf"\(\?(?:[:=!>]|<[=!]|P?<\w+>|m\))|{_MEMBER.pattern}", re.DOTALL)
_REPEAT = re.compile(r"(?:([?*+])|\{(\d*)(,?)(\d*)\})[?+]?")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


class _Parser:
    """Reads a pattern, as far as patterns of numbers go."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._place = 0

    def whole(self) -> tuple[_Node, ...]:
        """Its branches, one of which matches; raises _NotUnderstoodError."""
        branches = self._branches()
        if self._place < len(self._pattern):
            raise _NotUnderstoodError
        return branches

    def _branches(self) -> tuple[_Node, ...]:
        """The branches up to the end of a group."""
        branches: list[_Node] = []
        parts: list[_Node] = []
        while True:
            symbol = self._next()
            if symbol in ("|", ")", ""):
                branches.append(_Node("seq", tuple(parts)))
                parts = []
                if symbol != "|":
                    self._place -= len(symbol)
                    return tuple(branches)
            elif symbol != "(?m)" and (node := self._atom(symbol)) is not None:
                parts.append(self._repeated(node))

    def _next(self, symbols: re.Pattern[str] = _SYMBOL) -> str:
        symbol = symbols.match(self._pattern, self._place)
        if symbol is None:
            return ""
        self._place = symbol.end()
        return symbol[0]

    def _atom(self, symbol: str) -> _Node | None:
        """The node that begins with a symbol; None where it is of no account: a look for what must not stand there."""
        if symbol[0] == "(":
            return self._group(symbol)
        if symbol == "[":
            return _Node("set", characters=self._class())
        if symbol == "^":
            return _Node("start")
        if symbol == "$":
            return _Node("end")
        if symbol in "?*+{":
            raise _NotUnderstoodError
        return _Node("set", characters=None if symbol == "." else _character(symbol))

    def _group(self, symbol: str) -> _Node | None:
        inside = _Node("or", self._branches())
        if self._next() != ")":
            raise _NotUnderstoodError
        if symbol in ("(?!", "(?<!"):
            return None
        if symbol in ("(?=", "(?<="):
            return _Node("ahead" if symbol == "(?=" else "lookbehind", (inside,))
        return inside

    def _class(self) -> _Characters:
        """The characters of a class, whose bracket has been read."""
        negated = self._pattern.startswith("^", self._place)
        self._place += negated
        found: list[_Characters] = []
        while (member := self._next(_MEMBER)) != "]" or not found:
            if member in ("", "["):
                raise _NotUnderstoodError
            characters = _character(member)
            if self._pattern.startswith("-", self._place) and not self._pattern.startswith("-]", self._place):
                self._place += 1
                characters = _range(characters, _character(self._next(_MEMBER)))
            found.append(characters)
        return None if negated else _any_of(found)

    def _repeated(self, node: _Node) -> _Node:
        repeat = _REPEAT.match(self._pattern, self._place)
        if repeat is None:
            return node
        self._place = repeat.end()
        sign, least, comma, most = repeat.groups()
        if not sign and (most or least) in ("", "0"):
            raise _NotUnderstoodError
        once = sign == "?" or (not sign and (most or least) == "1" and bool(most or not comma))
        several = node if once else _Node("many", (node,))
        return _Node("optional", (several,)) if sign in ("?", "*") or (not sign and least in ("", "0")) else several


def _character(symbol: str) -> _Characters:
    if symbol[0] != "\\":
        return frozenset(symbol)
    if symbol[1] in _ESCAPED:
        return frozenset(_ESCAPED[symbol[1]])
    if symbol[1] in "dDwWsSpP":
        return None
    if symbol[1].isalnum():
        raise _NotUnderstoodError
    return frozenset(symbol[1])


def _range(first: _Characters, last: _Characters) -> _Characters:
    if first is None or last is None:
        raise _NotUnderstoodError
    start, end = ord(min(first)), ord(min(last))
    return frozenset(map(chr, range(start, end + 1))) if end - start < _WIDEST else None
