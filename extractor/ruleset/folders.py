"""Folders of rule files: where the shipped ones are, what stands in one, and how its files are told to people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from extractor.problems import Problem, RuleError
from extractor.ruleset.layers import part, word
from extractor.ruleset.schema import (
    FramesFile,
    IgnoreFile,
    NumeralsFile,
    PeriodsFile,
    PhrasesFile,
    RuleSetFile,
    TablesFile,
    UnitsFile,
    WordingFile,
)
from extractor.ruleset.validation import nearest
from extractor.ruleset.yamlnodes import Node, read_nodes

RULE_SET = "ruleset.yaml"
"""The file that names a rule set; a folder to be laid over the shipped rules may go without."""

FILES: Mapping[str, type[BaseModel]] = {
    RULE_SET: RuleSetFile,
    "units.yaml": UnitsFile,
    "numerals.yaml": NumeralsFile,
    "wording.yaml": WordingFile,
    "ignore.yaml": IgnoreFile,
    "frames.yaml": FramesFile,
    "phrases.yaml": PhrasesFile,
    "periods.yaml": PeriodsFile,
    "tables.yaml": TablesFile,
}
"""The files a rule set consists of, beside ``indicators/*.yaml``; each is an attribute of `RuleFiles`."""

INDICATORS = "indicators"
"""The folder of the indicator files, of which there is at least one."""

TABLES = ("regions.csv", "areas.csv")
"""The tables of a rule set, which the gazetteer reads."""

_TRUE = ("true", "yes", "on", "y", "t", "1")


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one folder by name, as bytes, with what is wrong with those that are none of a rule set.

    ``present`` are the files that lie there or are meant to, whether or not they could be read.
    """

    path: Path
    contents: Mapping[str, bytes]
    present: frozenset[str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """The files of one folder: their bytes and, of those in YAML that could be read, their trees, by name."""

    folder: Path
    contents: Mapping[str, bytes]
    roots: Mapping[str, Node]
    alone: bool


def shipped_rules() -> Path:
    """Where the rule files of this installation are: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def shown_path(folder: Path, name: str) -> str:
    """The path of a file for people: below the folder as it was given, ``rules/units.yaml`` for a shipped one."""
    if folder.resolve() == shipped_rules().resolve():
        return f"rules/{name}"
    path = (folder / name).as_posix()
    return f"./{path}" if path.startswith("rules/") else path


def located(shown: str) -> Path:
    """Where a file that is told to people as ``rules/units.yaml`` lies: what `shown_path` was made from."""
    return shipped_rules() / shown.removeprefix("rules/") if shown.startswith("rules/") else Path(shown)


def open_folders(directory: Path) -> tuple[Folder, Folder]:
    """The shipped folder and the one to be laid over it, which is not to be if it says so; the two may be one.

    All that comes of them is read from these bytes. Raises RuleError if there is no such folder.
    """
    if not directory.is_dir():
        raise RuleError([Problem(str(directory), 0, 0, "missing-file", "no such folder; expected one of rule files")])
    shipped = _opened(shipped_rules())
    return shipped, shipped if directory == shipped.path else _opened(directory)


def _opened(directory: Path) -> Folder:
    problems: list[Problem] = []
    contents: dict[str, bytes] = {}
    present: set[str] = set()
    for name in _rule_file_names(directory):
        path, meant = shown_path(directory, name), _meant_file(name)
        present.add(meant or name)
        if meant != name:
            known = f"known files: {', '.join((*FILES, *TABLES))}, {INDICATORS}/*.yaml"
            hint = f"did you mean `{meant}`?" if meant else known
            problems.append(Problem(path, 0, 0, "unknown-file", f"no file of a rule set; {hint}"))
            continue
        try:
            contents[name] = (directory / name).read_bytes()
        except OSError as error:
            problems.append(Problem(path, 0, 0, "unreadable-file", f"cannot be read: {error.strerror}"))
    return Folder(directory, contents, frozenset(present), tuple(problems))


def read_layer(folder: Folder) -> tuple[Layer, list[Problem]]:
    """The files of a folder, and what is wrong with them: missing ones, unknown ones, those that are no YAML."""
    problems = list(folder.problems)
    roots: dict[str, Node] = {}
    for name, raw in folder.contents.items():
        if name not in TABLES:
            root, faults = read_nodes(shown_path(folder.path, name), raw)
            problems += faults
            roots |= {name: root} if root else {}
    alone = RULE_SET in roots and word(part(roots[RULE_SET], "alone")).lower() in _TRUE
    problems += _missing(folder.path, folder.present, alone)
    return Layer(folder.path, folder.contents, roots, alone), problems


def has_rule_files(directory: Path) -> bool:
    """Whether a folder has any file that is or may be meant to be one of a rule set, in itself or its indicators."""
    return bool(_rule_file_names(directory))


def _rule_file_names(directory: Path) -> list[str]:
    """The names of the files that are or may be meant to be rule files, in order."""
    found = [path for folder in (directory, directory / INDICATORS) for path in folder.glob("*.*")]
    return sorted(
        path.relative_to(directory).as_posix()
        for path in found
        if not path.name.startswith(".") and path.suffix.lower() in (".yaml", ".yml", ".csv")
    )


def _meant_file(name: str) -> str | None:
    """The rule file a file is or is meant to be: ``unit.yml`` is ``units.yaml``."""
    if name.startswith(INDICATORS + "/"):
        return str(Path(name).with_suffix(".yaml").as_posix())
    known = TABLES if name.lower().endswith(".csv") else tuple(FILES)
    return name if name in known else nearest(name, known)


def _missing(directory: Path, present: frozenset[str], alone: bool) -> Iterator[Problem]:
    """What a folder that stands alone lacks, and a folder without any rule file."""
    if not present:
        said = f"no rule file in this folder; expected any of {', '.join((*FILES, *TABLES))}, {INDICATORS}/*.yaml"
        yield Problem(str(directory), 0, 0, "missing-file", said)
    elif alone:
        for name in FILES.keys() - present:
            said = "no such file; a rule set with `alone: true` needs it"
            yield Problem(shown_path(directory, name), 0, 0, "missing-file", said)
        if not any(name.startswith(INDICATORS + "/") for name in present):
            said = "no indicators; expected at least one file of them"
            yield Problem(shown_path(directory, f"{INDICATORS}/*.yaml"), 0, 0, "missing-file", said)
