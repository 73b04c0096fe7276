"""Rules of a user's own laid over the shipped ones: what they add, replace, and change in a list of words.

Both are still trees of nodes, each with its file and line: whatever comes of them is validated as one file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractor.problems import Problem
from extractor.ruleset.validation import nearest
from extractor.ruleset.yamlnodes import Node

NAMED_BY: Mapping[str, str] = {"units": "unit", "set_amounts": "text", "tenths": "word"}
"""The key that names the entries of a list, where it is not ``id``: a unit is named 亩."""

CHANGES = ("adds", "removes")
"""The keys of an entry of ``wording.yaml`` that changes the list below it."""

Keys = dict[str, tuple[Node, Node]]


def part(node: Node, key: str) -> Node | None:
    """What stands under a key of a node: ``亩`` under ``unit``; None if nothing does, or it has no keys at all."""
    found = node.content.get(key) if isinstance(node.content, dict) else None
    return found[1] if found else None


def word(node: Node | None) -> str:
    """The text of a node as the models take it, 亩 for ``" 亩 "``; ``""`` where there is none."""
    return node.content.strip() if node and isinstance(node.content, str) else ""


def naming_node(head: str, item: Node) -> Node | None:
    """What names an entry of the list under a head: the node of ``gdp`` under ``indicators``."""
    named = part(item, NAMED_BY.get(head, "id"))
    return named if word(named) else None


def lay_over(below: Node | None, above: Node) -> tuple[Node, list[Problem]]:
    """A file laid over another of its kind: the keys of both, and under each the entries of both.

    ``units: [{unit: 担}]`` over the shipped units is those and 担. A problem comes back for every ``replaces``,
    ``adds`` and ``removes`` of something that is not there, and for every key that is there already; entries of
    lists with one name are for the reader of the whole to tell.
    """
    problems: list[Problem] = []
    base = below.content if below else {}
    if not isinstance(above.content, dict) or not isinstance(base, dict):
        return above, problems
    heads: Keys = dict(base)
    for head, (key, node) in above.content.items():
        there = base.get(head)
        heads[head] = (there[0] if there else key, _laid(head, there[1] if there else None, node, problems))
    return above._replace(content=heads), problems


def lay_beside(head: str, below: Sequence[Node], above: Sequence[Node]) -> tuple[list[Node], list[Problem]]:
    """Files beside others that stay files of their own: those below without what is replaced, and those above.

    An indicator of one's own that says ``replaces: gdp`` (地区生产总值) takes it out of the shipped ``accounts.yaml``.
    """
    problems: list[Problem] = []
    gone = _replaced(head, _names(head, _items(below, head)), _items(above, head), problems)
    return [*(_without(root, head, gone) for root in below), *above], problems


def _items(roots: Iterable[Node], head: str) -> list[Node]:
    entries = [part(root, head) for root in roots]
    return [item for node in entries if node and isinstance(node.content, tuple) for item in node.content]


def _names(head: str, items: Iterable[Node]) -> set[str]:
    return {word(naming_node(head, item)) for item in items} - {""}


def _without(root: Node, head: str, gone: Mapping[str, Node]) -> Node:
    entries = part(root, head)
    if not gone or entries is None or not isinstance(root.content, dict):
        return root
    kept = tuple(item for item in _items([root], head) if word(naming_node(head, item)) not in gone)
    return root._replace(content={**root.content, head: (root.content[head][0], entries._replace(content=kept))})


def _laid(head: str, below: Node | None, above: Node, problems: list[Problem]) -> Node:
    """What stands under a head of two files; of another kind than what is below, it is for the models to refuse."""
    if isinstance(above.content, tuple):
        there = below.content if below else ()
        if isinstance(there, tuple):
            gone = _replaced(head, _names(head, there), above.content, problems)
            kept = [item for item in there if word(naming_node(head, item)) not in gone]
            return above._replace(content=(*kept, *above.content))
    elif isinstance(above.content, dict):
        keys = below.content if below else {}
        if isinstance(keys, dict):
            return above._replace(content=_laid_keys(head, keys, above.content, problems))
    return above


def _laid_keys(head: str, below: Keys, above: Keys, problems: list[Problem]) -> Keys:
    """The keys of both; two lists under one key are one, an entry may replace one below or change its words."""
    gone = _replaced(head, set(below), [node for _, node in above.values()], problems)
    laid = {name: entry for name, entry in below.items() if name not in gone}
    for name, (key, node) in above.items():
        before = laid.get(name)
        if head == "wording" and any(part(node, change) for change in CHANGES):
            changed = _changed(name, (key, node), before, below, problems)
            laid |= {name: changed} if changed else {}
        elif before is None:
            laid[name] = (key, node)
        elif isinstance(node.content, tuple) and isinstance(before[1].content, tuple):
            laid[name] = (before[0], node._replace(content=(*before[1].content, *node.content)))
        elif not isinstance(node.content, str) or node.content != before[1].content:
            there = f"{before[0].path}:{before[0].line}:{before[0].column}"
            said = said_twice(head, name, there, replaceable=isinstance(node.content, dict))
            problems.append(_problem(key, "duplicate-id", said))
    return laid


def said_twice(head: str, name: str, there: str, replaceable: bool) -> str:
    """What is wrong with an entry that the rules below have already: ``units/亩`` in a file beside them."""
    another = f"choose another name, or write `replaces: {name}` to put this one in its place"
    way = another if replaceable else "leave it out"
    return f"`{head}/{name}` stands at {there} already; {way}"


def _replaced(head: str, there: set[str], items: Iterable[Node], problems: list[Problem]) -> dict[str, Node]:
    """The names that entries stand in place of, with where they say so."""
    gone: dict[str, Node] = {}
    for item in items:
        meant = part(item, "replaces")
        name = word(meant)
        if not meant or not name:
            continue
        if name not in there:
            said = f"no `{head}/{name}` to replace{_near(name, there)}"
            problems.append(_problem(meant, "unknown-replaces", said))
        elif name in gone:
            said = f"`{head}/{name}` is replaced at {gone[name].path}:{gone[name].line} already; one of the two must go"
            problems.append(_problem(meant, "duplicate-id", said))
        else:
            gone[name] = meant
    return gone


def _changed(
    name: str, entry: tuple[Node, Node], before: tuple[Node, Node] | None, known: Iterable[str], problems: list[Problem]
) -> tuple[Node, Node] | None:
    """The list below with the words of ``adds`` and without those of ``removes``."""
    key, node = entry
    own = part(node, "words")
    if own:
        said = f"`adds` and `removes` change the shipped list; `replaces: {name}` is for one with words of its own"
        problems.append(_problem(own, "conflicting-words", said))
        return entry
    if before is None:
        problems.append(_problem(key, "unknown-wording", f"no word list <{name}> to change{_near(name, known)}"))
        return None
    words = part(before[1], "words")
    if words is None or not isinstance(before[1].content, dict) or not isinstance(node.content, dict):
        return before
    present = [word(item) for item in words.content] if isinstance(words.content, tuple) else []
    removed = [item for item in _listed(node, "removes") if word(item)]
    for item in removed:
        if word(item) not in present:
            said = f"no word `{word(item)}` in <{name}> to remove{_near(word(item), present)}"
            problems.append(_problem(item, "unknown-word", said))
    gone = {word(item) for item in removed}
    kept = [item for item in _listed(before[1], "words") if word(item) not in gone]
    laid = words._replace(content=(*kept, *_listed(node, "adds")))
    return before[0], node._replace(
        content={**before[1].content, **node.content, "words": (before[1].content["words"][0], laid)}
    )


def _listed(node: Node, key: str) -> tuple[Node, ...]:
    listed = part(node, key)
    return listed.content if listed and isinstance(listed.content, tuple) else ()


def _near(name: str, known: Iterable[str]) -> str:
    near = nearest(name, sorted(known))
    return f"; did you mean `{near}`?" if near else ""


def _problem(node: Node, code: str, message: str) -> Problem:
    return Problem(node.path, node.line, node.column, code, message)
