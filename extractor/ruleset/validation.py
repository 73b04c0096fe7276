"""A file's nodes held against its model: the model, or every problem in words, at its line and column.

pydantic says where something is wrong and of which kind; what was found and what was expected is said here,
because the reader of the message wrote YAML and not Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from extractor.problems import Problem
from extractor.ruleset.yamlnodes import Node, plain

Model = TypeVar("Model", bound=BaseModel)
Location = Sequence[str | int]

_EXPECTED = {
    "string_type": "text",
    "string_too_short": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "dict_type": "keys with values",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "finite_number": "a number",
}
_IDENTIFIER = "^[a-z][a-z0-9_]*$"
_QUOTED = re.compile(r"'([^']*)'")


class _Found(NamedTuple):
    """What stands at a location: the node, the key that names it (a list's item has none)."""

    key: Node | None
    node: Node


def validated(model: type[Model], root: Node) -> tuple[Model | None, tuple[Problem, ...]]:
    """The model of a file, or None and its problems: ``alias: [GDP]`` is an unknown key, near ``aliases``."""
    try:
        return model.model_validate(plain(root)), ()
    except ValidationError as error:
        return None, tuple(_problems(model, root, error))


def nearest(word: str, words: Sequence[str]) -> str | None:
    """The one of ``words`` a misspelled word is meant to be, or None: ``alias`` is near ``aliases``."""
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    return close[0] if close else None


def _problems(model: type[BaseModel], root: Node, error: ValidationError) -> Iterator[Problem]:
    found = error.errors(include_url=False)
    meant = _meant_keys(model, root, found)
    named = {(*location[:-1], key) for location, key in meant.items()}
    wrong: dict[tuple[str | int, ...], list[str]] = {}
    for one in found:
        location, kind = one["loc"], one["type"]
        if kind in _EXPECTED:
            wrong.setdefault(_known_steps(root, location), []).append(_EXPECTED[kind])
        elif kind == "extra_forbidden":
            yield _unknown_key(model, root, location, meant.get(location))
        elif kind == "missing":
            if location not in named:
                node = _find(root, location[:-1]).node
                yield _fault(node, "missing-key", f"missing key `{location[-1]}`")
        elif kind != "too_short" or len(_find(root, location).node.content) < one["ctx"]["min_length"]:
            # pydantic does not count the items that are wrong themselves, and calls a full list too short.
            yield _wrong_value(model, root, one)
    # Of a choice (text or a list) pydantic reports every branch: one problem, unless the fault lies deeper.
    around = {steps[:end] for steps in wrong for end in range(len(steps))}
    for steps, expected in wrong.items():
        if steps not in around:
            at = _find(root, steps)
            said = f"expected {' or '.join(dict.fromkeys(expected))}, found {_described(at.node)}"
            yield _at(at, "wrong-type", said)


def _unknown_key(model: type[BaseModel], root: Node, location: Location, meant: str | None) -> Problem:
    name = str(location[-1])
    key = _find(root, location).key or _find(root, location).node
    if "：" in name or "，" in name:
        column = key.column + min(name.index(mark) for mark in "：，" if mark in name)
        said = f"full-width mark in the key `{name}`; write `: ` or `, `"
        return Problem(key.path, key.line, column, "full-width", said)
    hint = f"did you mean `{meant}`?" if meant else f"known keys: {', '.join(_keys(model, location[:-1]))}"
    return _fault(key, "unknown-key", f"unknown key `{name}`; {hint}")


def _meant_keys(
    model: type[BaseModel], root: Node, found: Sequence[ErrorDetails]
) -> Mapping[tuple[str | int, ...], str]:
    """The key each unknown key is near to; that key is then not reported as missing beside it."""
    meant: dict[tuple[str | int, ...], str] = {}
    for one in found:
        if one["type"] == "extra_forbidden":
            location = one["loc"]
            content = _find(root, location[:-1]).node.content
            free = [key for key in _keys(model, location[:-1]) if key not in content]
            near = nearest(str(location[-1]), free)
            if near:
                meant[location] = near
    return meant


def _wrong_value(model: type[BaseModel], root: Node, one: ErrorDetails) -> Problem:
    location, kind, context = one["loc"], one["type"], one.get("ctx", {})
    at = _find(root, location)
    if location and location[-1] == "[key]":
        at = _Found(None, at.key or at.node)
    value = _described(at.node)
    if kind == "string_pattern_mismatch" and context["pattern"] == _IDENTIFIER:
        said = "expected an id of small letters, digits and _ that begins with a letter"
        return _at(at, "bad-identifier", f"{said}, found {value}")
    if kind in ("literal_error", "enum"):
        accepted = _QUOTED.findall(str(context["expected"]))
        near = nearest(str(at.node.content), accepted)
        hint = f"; did you mean `{near}`?" if near else ""
        return _at(at, "bad-value", f"expected one of {', '.join(accepted)}, found {value}{hint}")
    if kind in ("too_short", "too_long"):
        limit = context.get("min_length", context.get("max_length"))
        least = "at least" if kind == "too_short" else "at most"
        said = (
            f"expected {least} {limit} in the list, found {context['actual_length']}; {_description(model, location)}"
        )
        return _at(at, "wrong-length", said)
    if kind == "string_pattern_mismatch":
        return _at(at, "bad-value", f"found {value}; expected {_description(model, location)}")
    said = one["msg"].removeprefix("Value error, ").replace("Input should be", "expected")
    return _at(at, "bad-value", f"{said}, found {value}")


def _at(at: _Found, code: str, message: str) -> Problem:
    # A value that was left out stands nowhere: its key does.
    return _fault(at.key if at.key and at.node.content == "" else at.node, code, message)


def _fault(node: Node, code: str, message: str) -> Problem:
    return Problem(node.path, node.line, node.column, code, message)


def _described(node: Node) -> str:
    if isinstance(node.content, tuple):
        return "a list"
    if isinstance(node.content, dict):
        return "keys with values"
    if not node.content.strip():
        return "nothing but space" if node.content else "nothing"
    text = " ".join(node.content.split())
    hint = " (a list item needs a space after `-`)" if re.match(r"-[^\s\d]", text) else ""
    return f"text `{text if len(text) <= 40 else text[:39] + '…'}`{hint}"


def _find(root: Node, location: Location) -> _Found:
    """What stands at a location; steps that name no node (the branch of a choice) are passed over."""
    key, node = None, root
    for step in location:
        content = node.content
        if isinstance(content, dict) and step in content:
            key, node = content[str(step)]
        elif isinstance(content, tuple) and isinstance(step, int) and step < len(content):
            key, node = None, content[step]
    return _Found(key, node)


def _known_steps(root: Node, location: Location) -> tuple[str | int, ...]:
    """The steps of a location that lead to a node: without the branch of a choice."""
    steps: list[str | int] = []
    node = root
    for step in location:
        below = node.child(step)
        if below is not None:
            node = below
            steps.append(step)
    return tuple(steps)


def _keys(model: type[BaseModel], location: Location) -> list[str]:
    """The keys that may stand in the mapping at a location."""
    inner = _model_at(model, location)
    return [field.alias or name for name, field in inner.model_fields.items()] if inner else []


def _description(model: type[BaseModel], location: Location) -> str:
    """What the schema says of the field a location lies in."""
    for end in range(len(location), 0, -1):
        inner = _model_at(model, location[: end - 1])
        field = inner.model_fields.get(str(location[end - 1])) if inner else None
        if field and field.description:
            return f"`{location[end - 1]}`: {field.description}"
    return "another value"


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    annotation: Any = model
    for step in location:
        parts = _parts(annotation)
        models = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
        fields = [part.model_fields[str(step)] for part in models if str(step) in part.model_fields]
        items = [get_args(part)[-1 if get_origin(part) is dict else 0] for part in parts if get_args(part)]
        if fields:
            annotation = fields[0].annotation
        elif items:
            annotation = items[0]
    models = [part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
    return models[0] if models else None


def _parts(annotation: Any) -> list[Any]:
    """The branches of a choice: ``Text | None`` has two; anything else is its own only branch."""
    return list(get_args(annotation)) if get_origin(annotation) in (Union, UnionType) else [annotation]
