"""YAML for people who write no Python: text only, every piece with its line and column, nothing clever.

``no``, ``012``, ``12:30`` and ``1e10`` stay the text they are; the schema knows which of them is a number.
Anchors, merges, tags and a second document are refused: a reader of the file cannot see what they do.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from extractor.problems import Problem
from extractor.ruleset.yamlfaults import explain_broken_yaml, yaml_lines

DEEPEST = 40
"""Deeper nesting is no rule file any more, and would only exhaust whoever walks it."""

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WRONG_INDENT = re.compile(r"^ *([\t\u3000\u00a0])[\t \u3000\u00a0]*[^\s#]", re.MULTILINE)
_COMMA_BETWEEN_WORDS = re.compile(r"(?<=\w)，(?=\w)")


class Node(NamedTuple):
    """A piece of a YAML file and where it starts: ``name: 亩`` is ``{"name": (key, value)}``.

    ``content`` is text, a tuple of nodes (a list) or a dict of key and value nodes by key. A value left out
    is ``""``. Line and column count from 1. ``path`` is the file's: the nodes of two files may be put together.
    """

    content: str | tuple[Node, ...] | dict[str, tuple[Node, Node]]
    line: int
    column: int
    path: str

    def child(self, step: str | int) -> Node | None:
        """The value under a key of a mapping, or at a position of a list; None where there is none."""
        if isinstance(self.content, dict) and step in self.content:
            return self.content[str(step)][1]
        if isinstance(self.content, tuple) and isinstance(step, int) and step < len(self.content):
            item: Node = self.content[step]
            return item
        return None


class _Open(NamedTuple):
    """A list or a mapping whose end has not come yet; a mapping's children are key, value, key, value."""

    children: list[Node]
    line: int
    column: int
    flow: bool
    mapping: bool


class _RefusedYamlError(Exception):
    """YAML that a rule file does without; nothing after it is read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_nodes(path: str, raw: bytes) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a file's bytes, or None where there is none, and what is wrong with the file.

    >>> node, problems = read_nodes("rules/a.yaml", "unit: 亩".encode())
    >>> node.content["unit"][1]
    Node(content='亩', line=1, column=7, path='rules/a.yaml')
    """
    text = _decoded(path, raw)
    if isinstance(text, Problem):
        return None, (text,)
    indent = _wrong_indent(path, text)
    if indent:
        return None, (indent,)
    root, problems = _tree(path, text)
    if root is None and not problems:
        return None, (Problem(path, 1, 1, "empty-file", "the file holds nothing; expected keys with values"),)
    return root, tuple(problems)


def plain(node: Node) -> Any:
    """The node as text, lists and dicts, without places: what the models validate."""
    content = node.content
    if isinstance(content, str):
        return content
    if isinstance(content, tuple):
        return [plain(item) for item in content]
    return {key: plain(value) for key, (_, value) in content.items()}


def _decoded(path: str, raw: bytes) -> str | Problem:
    try:
        # Some editors write the mark again at every saving, files put together have it inside: the parsers disagree.
        return raw.decode("utf-8").replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace").lstrip("\ufeff")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
    try:
        raw.decode("gb18030")
        guess = "; it looks like GBK"
    except UnicodeDecodeError:
        guess = ""
    return Problem(path, line, column, "bad-encoding", f"not UTF-8 here{guess}; save the file as UTF-8")


def _wrong_indent(path: str, text: str) -> Problem | None:
    # YAML itself lets some of these pass and reads the line as the end of the text before it.
    found = list(_WRONG_INDENT.finditer(text))
    if not found:
        return None
    start = found[0].start(1)
    column = start - text.rfind("\n", 0, start)
    line = text.count("\n", 0, start) + 1
    more = f" ({len(found) - 1} more such lines)" if len(found) > 1 else ""
    if found[0][1] == "\t":
        return Problem(path, line, column, "tab-indent", f"indented with a tab; indent with spaces{more}")
    wide = "indented with a full-width or no-break space; indent with ASCII spaces"
    return Problem(path, line, column, "full-width", wide + more)


def _tree(path: str, text: str) -> tuple[Node | None, list[Problem]]:
    problems: list[Problem] = []
    try:
        root = _assembled(path, text, problems)
    except _RefusedYamlError as refused:
        return None, [*problems, refused.problem]
    except yaml.YAMLError as error:
        return None, [*problems, explain_broken_yaml(path, text, error)]
    return (None if root and root.content == "" else root), problems


def _assembled(path: str, text: str, problems: list[Problem]) -> Node | None:
    opened: list[_Open] = []
    root: Node | None = None
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            _refuse_marked(path, event)
            node = Node(event.value, event.start_mark.line + 1, event.start_mark.column + 1, path)
            if not event.style:
                problems += _odd_plain_text(path, text, event, opened[-1] if opened else None)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            node = _closed(path, opened.pop(), problems)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            _refuse_marked(path, event)
            opened.append(_opening(path, event, len(opened)))
            continue
        else:
            _refuse_further(path, event, root)
            continue
        if opened:
            opened[-1].children.append(node)
        else:
            root = node
    return root


def _opening(path: str, event: Any, depth: int) -> _Open:
    mark = event.start_mark
    if depth == DEEPEST:
        raise _refusal(path, mark, f"nested more than {DEEPEST} deep; rule files are flat")
    mapping = isinstance(event, yaml.MappingStartEvent)
    return _Open([], mark.line + 1, mark.column + 1, bool(event.flow_style), mapping)


def _closed(path: str, collection: _Open, problems: list[Problem]) -> Node:
    if not collection.mapping:
        return Node(tuple(collection.children), collection.line, collection.column, path)
    children = iter(collection.children)
    entries: dict[str, tuple[Node, Node]] = {}
    for key in children:
        value = next(children)
        name = key.content
        if not isinstance(name, str):
            said = "a key is a list or a mapping; expected text (quote text that starts with `[` or `{`)"
            problems.append(_fault(key, "unsupported-yaml", said))
        elif name == "<<":
            said = "a merge (`<<`); write the keys out instead"
            problems.append(_fault(key, "unsupported-yaml", said))
        elif name in entries:
            said = f"key `{name}` again; it stands on line {entries[name][0].line} already"
            problems.append(_fault(key, "duplicate-key", said))
        else:
            entries[name] = (key, value)
    return Node(entries, collection.line, collection.column, path)


def _fault(node: Node, code: str, message: str) -> Problem:
    return Problem(node.path, node.line, node.column, code, message)


def _refusal(path: str, mark: Any, message: str) -> _RefusedYamlError:
    return _RefusedYamlError(Problem(path, mark.line + 1, mark.column + 1, "unsupported-yaml", message))


def _refuse_marked(path: str, event: Any) -> None:
    if event.anchor:
        said = f"an anchor (`&{event.anchor}`); leave it out, or quote text that starts with `&`"
        raise _refusal(path, event.start_mark, said)
    if event.tag:
        raise _refusal(path, event.start_mark, "a tag (`!…`); leave it out, or quote text that starts with `!`")


def _refuse_further(path: str, event: Any, root: Node | None) -> None:
    if isinstance(event, yaml.AliasEvent):
        said = f"an alias (`*{event.anchor}`); write the value out, or quote text that starts with `*`"
        raise _refusal(path, event.start_mark, said)
    if isinstance(event, yaml.DocumentStartEvent) and root:
        raise _refusal(path, event.start_mark, "a second document (`---`); one file holds one")


def _odd_plain_text(path: str, text: str, event: Any, around: _Open | None) -> list[Problem]:
    """Unquoted text that YAML reads without complaint and never as its author meant it."""
    value, mark = event.value, event.start_mark
    if "，" in value and around and around.flow and not around.mapping:
        comma = _COMMA_BETWEEN_WORDS.search(value)
        if comma:
            said = "full-width comma in a [list]; separate with `,`, or quote the text it belongs to"
            return [Problem(path, mark.line + 1, mark.column + 1 + comma.start(), "full-width", said)]
    if " - " in value and event.end_mark.line > mark.line:
        lines = yaml_lines(text)[mark.line + 1 : event.end_mark.line + 1]
        for number, line in enumerate(lines, mark.line + 2):
            if line.lstrip().startswith("- "):
                said = f"read as the rest of the text on line {mark.line + 1}; indent list items alike"
                return [Problem(path, number, len(line) - len(line.lstrip()) + 1, "bad-yaml", said)]
    return []
