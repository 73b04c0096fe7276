"""Rule files from a folder: read, held against their models, and the place of every entry kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from extractor.problems import Problem, RuleError
from extractor.ruleset.schema import (
    FramesFile,
    IgnoreFile,
    IndicatorsFile,
    NumeralsFile,
    PeriodsFile,
    RuleSetFile,
    UnitsFile,
    WordingFile,
)
from extractor.ruleset.validation import nearest, validated
from extractor.ruleset.yamlnodes import Node, read_nodes

FILES: Mapping[str, type[BaseModel]] = {
    "ruleset.yaml": RuleSetFile,
    "units.yaml": UnitsFile,
    "numerals.yaml": NumeralsFile,
    "wording.yaml": WordingFile,
    "ignore.yaml": IgnoreFile,
    "frames.yaml": FramesFile,
    "periods.yaml": PeriodsFile,
}
"""The files a rule set consists of, beside ``indicators/*.yaml``; each is an attribute of `RuleFiles`."""

INDICATORS = "indicators"
"""The folder of the indicator files, of which there is at least one."""


class Place(NamedTuple):
    """Where something stands in the rule files, the path from their folder on: ``rules/frames.yaml:12:5``."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """The rule files of a folder, each valid for itself; `lint` checks them against each other.

    ``digest`` (twelve hexadecimal digits) tells one state of the files from another. ``places`` holds the
    place of every entry that has a name, ``places["units/亩"]``, ``places["indicators/gdp"]``,
    ``places["wording/rise"]``, and of every key at the head of a file, ``places["units"]``.
    """

    directory: Path
    digest: str
    ruleset: RuleSetFile
    units: UnitsFile
    numerals: NumeralsFile
    wording: WordingFile
    ignore: IgnoreFile
    frames: FramesFile
    periods: PeriodsFile
    indicators: tuple[IndicatorsFile, ...]
    places: Mapping[str, Place]
    _nodes: Mapping[str, Node] = field(repr=False, compare=False)

    def place(self, entry: str, *steps: str | int) -> Place:
        """The place of a part of an entry: ``place("indicators/gdp", "aliases", 0)`` is its first alias, GDP.

        Lists whose entries have no name are entered by position: ``place("bounds", 2, "before")``.
        Steps are keys and positions; those that lead nowhere (a key that was left out) are not followed.
        """
        node, place = self._nodes[entry], self.places[entry]
        for step in steps:
            content = node.content
            if isinstance(content, dict) and step in content:
                node = content[str(step)][1]
            elif isinstance(content, tuple) and isinstance(step, int) and step < len(content):
                node = content[step]
            else:
                break
            place = Place(place.path, node.line, node.column)
        return place


class _Entry(NamedTuple):
    """An entry of a file: its name (``units/亩``), where it starts, what names it (``亩``), and all of it."""

    name: str
    start: Node
    named: Node
    node: Node
    unique: bool = True


def read_rule_files(directory: Path) -> RuleFiles:
    """The rule files of a folder: 亩 is in ``.units``, 地区生产总值 in ``.indicators``.

    Raises `RuleError` with every problem of every file, in the order of file and line.
    """
    if not directory.is_dir():
        raise RuleError([Problem(str(directory), 0, 0, "missing-file", "no such folder; expected one of rule files")])
    directory = directory.resolve()
    contents, problems = _contents(directory)
    models: dict[str, Any] = {}
    indicators: list[IndicatorsFile] = []
    places: dict[str, Place] = {}
    nodes: dict[str, Node] = {}
    for name, raw in contents.items():
        if not name.endswith(".yaml"):
            continue
        path = f"{directory.name}/{name}"
        root, faults = read_nodes(path, raw)
        problems += faults
        if root is None:
            continue
        model = FILES.get(name, IndicatorsFile)
        file, faults = validated(model, root, path)
        problems += faults
        if isinstance(file, IndicatorsFile):
            indicators.append(file)
        else:
            models[Path(name).stem] = file
        for entry in _entries(model, root):
            if entry.name in places and entry.unique:
                said = f"`{entry.name}` again; it stands at {places[entry.name]} already"
                problems.append(Problem(path, entry.named.line, entry.named.column, "duplicate-id", said))
            elif entry.name not in places:
                places[entry.name] = Place(path, entry.start.line, entry.start.column)
                nodes[entry.name] = entry.node
    if problems:
        raise RuleError(problems)
    return RuleFiles(directory, _digest(contents), indicators=tuple(indicators), places=places, _nodes=nodes, **models)


def _contents(directory: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """The bytes of the rule files by name, in the order of the names; tables (regions.csv) are among them."""
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    absent = {*FILES, INDICATORS}
    names = [
        path.relative_to(directory) for folder in (directory, directory / INDICATORS) for path in folder.glob("*.*")
    ]
    for name in sorted(path.as_posix() for path in names if not path.name.startswith(".")):
        suffix = Path(name).suffix
        if suffix.lower() not in (".yaml", ".yml", ".csv"):
            continue
        path = f"{directory.name}/{name}"
        meant = _meant_file(name)
        if suffix != ".csv":
            absent.discard(INDICATORS if name.startswith(INDICATORS + "/") else meant or name)
        if suffix != ".csv" and meant != name:
            hint = f"did you mean `{meant}`?" if meant else f"known files: {', '.join(FILES)}, {INDICATORS}/*.yaml"
            problems.append(Problem(path, 0, 0, "unknown-file", f"no file of a rule set; {hint}"))
            continue
        try:
            contents[name] = (directory / name).read_bytes()
        except OSError as error:
            problems.append(Problem(path, 0, 0, "unreadable-file", f"cannot be read: {error.strerror}"))
    for name in absent:
        said = "no such file" if name in FILES else "no indicators; expected at least one file of them"
        place = name if name in FILES else f"{INDICATORS}/*.yaml"
        problems.append(Problem(f"{directory.name}/{place}", 0, 0, "missing-file", said))
    return contents, problems


def _meant_file(name: str) -> str | None:
    """The rule file a YAML file is or is meant to be: ``unit.yml`` is ``units.yaml``."""
    if name.startswith(INDICATORS + "/"):
        return str(Path(name).with_suffix(".yaml").as_posix())
    return name if name in FILES else nearest(name, list(FILES))


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
        # A unit may have a second entry, for spellings that mean it only near certain words: 度, 用电.
        naming = "unit" if head == "units" else "id"
        for item in head_node.content:
            named = item.content.get(naming) if isinstance(item.content, dict) else None
            if named and isinstance(named[1].content, str) and named[1].content:
                name = f"{head}/{named[1].content.strip()}"
                yield _Entry(name, item, named[1], item, unique=naming == "id")


def _digest(contents: Mapping[str, bytes]) -> str:
    """One state of the files told from another; line ends are not part of it, which some machines change."""
    digest = hashlib.sha256()
    for name, raw in contents.items():
        text = raw.replace(b"\r\n", b"\n")
        digest.update(f"{name} {len(text)}\n".encode() + text)
    return digest.hexdigest()[:12]
