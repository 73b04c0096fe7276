"""Rule files from a folder, laid over the shipped ones or alone: read, validated, and every entry's place kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from extractor.problems import Problem, RuleError
from extractor.ruleset.folders import (
    FILES,
    INDICATORS,
    RULE_SET,
    Folder,
    Layer,
    open_folders,
    read_layer,
    shipped_rules,
    shown_path,
)
from extractor.ruleset.layers import NAMED_BY, lay_beside, lay_over, naming_node, part, said_twice, word
from extractor.ruleset.schema import (
    FramesFile,
    IgnoreFile,
    IndicatorsFile,
    NumeralsFile,
    PeriodsFile,
    PhrasesFile,
    RuleSetFile,
    TablesFile,
    UnitsFile,
    WordingFile,
)
from extractor.ruleset.validation import validated
from extractor.ruleset.yamlnodes import Node

_MANY = 50


class Place(NamedTuple):
    """Where something stands in the rule files, the path as their folder was given: ``rules/frames.yaml:12:5``."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """The rule files of a folder and of those it is laid over, each valid for itself: what a rule set is made of.

    ``folders`` are those they are from, the shipped ones first; ``digest`` (twelve hexadecimal digits) tells one
    state of them all from another. ``guarded`` are the entries of ``ignore.yaml`` that are not the shipped ones:
    their patterns are run against the clock. ``places`` holds the place of every entry that has a name,
    ``places["units/亩"]``, ``places["indicators/gdp"]``, ``places["wording/rise"]``, and of every key at the head
    of a file, ``places["units"]``.
    """

    folders: tuple[Path, ...]
    digest: str
    guarded: frozenset[str]
    ruleset: RuleSetFile
    units: UnitsFile
    numerals: NumeralsFile
    wording: WordingFile
    ignore: IgnoreFile
    frames: FramesFile
    phrases: PhrasesFile
    periods: PeriodsFile
    tables: TablesFile
    indicators: tuple[IndicatorsFile, ...]
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class ReadFiles(RuleFiles):
    """Rule files with every place in them, of which `lint` and the check tell; `lint` holds one against another."""

    _nodes: Mapping[str, Node] = field(repr=False, compare=False)

    def place(self, entry: str, *steps: str | int) -> Place:
        """The place of a part of an entry: ``place("indicators/gdp", "aliases", 0)`` is its first alias, GDP.

        Lists whose entries have no name are entered by position: ``place("bounds", 2, "before")``.
        Steps are keys and positions; those that lead nowhere (a key that was left out) are not followed.
        """
        node, place = self._nodes[entry], self.places[entry]
        for step in steps:
            below = node.child(step)
            if below is None:
                break
            node = below
            place = Place(node.path, node.line, node.column)
        return place

    def texts(self, entry: str, key: str) -> tuple[str, ...]:
        """What an entry says under a key, one text or a list of them: ``texts("indicators/gdp", "aliases")``."""
        below = self._nodes[entry].child(key)
        items = () if below is None else below.content if isinstance(below.content, tuple) else (below,)
        return tuple(item.content for item in items if isinstance(item.content, str) and item.content)


class _Entry(NamedTuple):
    """An entry of a file: its name (``units/亩``), where it starts, what names it (``亩``), and all of it."""

    name: str
    start: Node
    named: Node
    node: Node
    unique: bool = True

    @property
    def place(self) -> Place:
        """Where it starts."""
        return Place(self.start.path, self.start.line, self.start.column)


def read_rule_files(directory: Path) -> ReadFiles:
    """The rule files of a folder laid over the shipped ones: 亩 is in ``.units``, 地区生产总值 in ``.indicators``.

    A folder whose ``ruleset.yaml`` says ``alone: true`` is not laid over anything, and must be complete. Raises
    `RuleError` with every problem of every file, in the order of file and line.
    """
    return read_folders(*open_folders(directory))


def read_folders(below: Folder, above: Folder) -> ReadFiles:
    """The rule files of folders that have been opened, the shipped one first: what `read_rule_files` gives."""
    own, problems = read_layer(above)
    problems += _named((own,))[1]
    if any(problem.path == shown_path(above.path, RULE_SET) for problem in problems):
        raise RuleError(problems)  # whether the folder stands alone is not known, nor so what its files must hold
    layers: tuple[Layer, ...] = (own,)
    if not own.alone:
        shipped, faults = read_layer(below)
        layers, problems = (shipped, own), [*faults, *problems]
    roots, lists, faults = _laid_roots(layers)
    problems += faults
    models: dict[str, Any] = {}
    for name, root in roots.items():
        models[Path(name).stem], faulty = validated(FILES[name], root)
        problems += faulty
    indicators = [validated(IndicatorsFile, root) for root in lists]
    problems += [problem for _, faulty in indicators for problem in faulty]
    ruleset, faults = _named(layers)
    problems += faults
    entries = [entry for name, root in roots.items() for entry in _entries(FILES[name], root)]
    entries += [entry for root in lists for entry in _entries(IndicatorsFile, root)]
    problems += _twice(entries, layers)
    if problems:
        raise RuleError(_gathered(problems, layers))
    first = {entry.name: entry for entry in reversed(entries)}
    return ReadFiles(
        folders=tuple(layer.folder for layer in layers),
        digest=_digest(layers),
        guarded=_guarded(models["ignore"], first),
        ruleset=ruleset,
        indicators=tuple(file for file, _ in indicators if file),
        places={name: entry.place for name, entry in first.items()},
        _nodes={name: entry.node for name, entry in first.items()},
        **models,
    )


def _laid_roots(layers: Sequence[Layer]) -> tuple[dict[str, Node], list[Node], list[Problem]]:
    """The trees of the rule set by their files, those of its indicator files, and what does not fit together."""
    roots: dict[str, Node] = {}
    lists: list[Node] = []
    problems: list[Problem] = []
    for layer in layers:
        for name, root in layer.roots.items():
            if name in FILES and name != RULE_SET:
                roots[name], faults = lay_over(roots.get(name), root)
                problems += faults
        above = [root for name, root in layer.roots.items() if name not in FILES]
        lists, faults = lay_beside(INDICATORS, lists, above)
        problems += faults
    return roots, lists, problems


def _named(layers: Sequence[Layer]) -> tuple[RuleSetFile, list[Problem]]:
    """What the rule set is called, by the names and versions of its layers: version ``1/0``."""
    names, versions = [], []
    problems: list[Problem] = []
    for layer in layers:
        if RULE_SET in layer.roots:
            file, faults = validated(RuleSetFile, layer.roots[RULE_SET])
            problems += faults
        else:
            file = RuleSetFile(name=layer.folder.resolve().name, version="0")
        if file:
            names.append(file.name)
            versions.append(file.version)
    told = RuleSetFile.model_construct(name="/".join(names), version="/".join(versions), alone=layers[-1].alone)
    return told, problems


def _twice(entries: Iterable[_Entry], layers: Sequence[Layer]) -> Iterator[Problem]:
    """A problem for every entry whose name another has already."""
    owners: dict[str, _Entry] = {}
    below = {shown_path(layer.folder, name) for layer in layers[:-1] for name in layer.contents}
    for entry in entries:
        owner = owners.setdefault(entry.name, entry) if entry.unique else entry
        if owner is not entry:
            said = f"`{entry.name}` again; it stands at {owner.place} already"
            if owner.start.path in below and entry.start.path not in below:
                head, _, name = entry.name.partition("/")
                said = said_twice(head, name, str(owner.place), replaceable=True)
            yield Problem(entry.start.path, entry.named.line, entry.named.column, "duplicate-id", said)


def _gathered(problems: Sequence[Problem], layers: Sequence[Layer]) -> list[Problem]:
    """The problems, those of a copy of the shipped rules told as one: hundreds of entries that are there already."""
    twice = [problem for problem in problems if problem.code == "duplicate-id"]
    if len(layers) == 1 or len(twice) <= _MANY:
        return list(problems)
    said = f"{len(twice)} entries stand in the shipped rules already; `alone: true` makes this a rule set of its own"
    gathered = Problem(shown_path(layers[-1].folder, RULE_SET), 0, 0, "duplicate-id", said)
    return [gathered, *(problem for problem in problems if problem.code != "duplicate-id")]


def _entries(model: type[BaseModel], root: Node) -> Iterator[_Entry]:
    """The entries of a file that have a name, and the keys at its head where the file is the only one."""
    heads = root.content if isinstance(root.content, dict) else {}
    for head, (head_key, head_node) in heads.items():
        if head not in model.model_fields or isinstance(head_node.content, str):
            continue
        if model is not IndicatorsFile:
            yield _Entry(head, head_key, head_key, head_node)
        if isinstance(head_node.content, dict):
            for name, (key, node) in head_node.content.items():
                yield _Entry(f"{head}/{name.strip()}", key, key, node)
            continue
        for item in head_node.content:
            named = naming_node(head, item)
            if named:
                # A unit may have a second entry, for spellings that mean it only near certain words: 度, 用电.
                unique = head not in NAMED_BY or part(item, "near") is None
                yield _Entry(f"{head}/{word(named)}", item, named, item, unique)


def _guarded(ignore: IgnoreFile, entries: Mapping[str, _Entry]) -> frozenset[str]:
    """The entries of ``ignore.yaml`` that are not the shipped ones."""
    shipped = shown_path(shipped_rules(), "ignore.yaml")
    return frozenset(entry.id for entry in ignore.ignore if entries[f"ignore/{entry.id}"].start.path != shipped)


def _digest(layers: Sequence[Layer]) -> str:
    """One state of the files told from another; line ends are not part of it, which some machines change."""
    digest = hashlib.sha256()
    for layer in layers:
        for name, raw in layer.contents.items():
            text = raw.replace(b"\r\n", b"\n")
            digest.update(f"{name} {len(text)}\n".encode() + text)
    return digest.hexdigest()[:12]
