"""The gazetteer: which regions there are, what they are called, and how far each name can be trusted.

``regions.csv`` holds every unit with a code (GB/T 2260), ``areas.csv`` what has none: new areas,
agglomerations, countries, and ordinary words that seem to hold a region's name: 金佛山 is not 佛山.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

import ahocorasick_rs

from extractor.problems import Problem, RuleError
from extractor.ruleset.folders import shown_path


class Level(StrEnum):
    """Where a region stands: the four levels of the code list, areas without a code, and what is abroad."""

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    AREA = "area"
    ABROAD = "abroad"


RANKS = {level: rank for rank, level in enumerate(Level)}


class Use(IntEnum):
    """How far a name can be trusted; each is a column of the file.

    ``ALWAYS`` (四川, 绵阳) names its region wherever it stands; ``LOCAL`` (云阳, 市中区) in documents of its
    own province, right behind the name of a region above it (重庆云阳) or in a list with its like; ``WEAK``
    (白银, 朝阳, 川) only right behind the next higher one, in such a list, or joined (川渝, 在川).
    """

    ALWAYS = 0
    LOCAL = 1
    WEAK = 2


@dataclass(frozen=True, slots=True)
class Region:
    """A region: 510100 成都市, prefecture, ``parent`` 510000; areas and countries have no ``code``."""

    code: str | None
    name: str
    level: Level
    parent: str | None


@dataclass(frozen=True, slots=True)
class Naming:
    """One region that a name may stand for, and how far the name can be trusted to."""

    region: Region
    use: Use


@dataclass(frozen=True)
class Gazetteer:
    """All regions and their names, ready for one pass over a text.

    ``names`` leads from a name to the regions it may stand for (鼓楼区: four); an ordinary word to none.
    ``patterns`` are the same names in the order of the automaton's indexes, ``letters`` those of one character;
    ``parts_of`` are those that stand for one region only, by the code of what it lies in.
    """

    regions: tuple[Region, ...]
    names: Mapping[str, tuple[Naming, ...]]
    by_code: Mapping[str, Region] = field(init=False, repr=False, compare=False)
    by_name: Mapping[str, tuple[Region, ...]] = field(init=False, repr=False, compare=False)
    parts_of: Mapping[str, Sequence[tuple[str, Region]]] = field(init=False, repr=False, compare=False)
    patterns: tuple[str, ...] = field(init=False, repr=False, compare=False)
    letters: frozenset[str] = field(init=False, repr=False, compare=False)
    automaton: ahocorasick_rs.AhoCorasick = field(init=False, repr=False, compare=False)
    _lineages: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {region.code: region for region in self.regions if region.code}
        by_name: dict[str, tuple[Region, ...]] = {}
        for region in self.regions:
            by_name[region.name] = (*by_name.get(region.name, ()), region)
        parts_of: dict[str, list[tuple[str, Region]]] = {}
        for name, namings in self.names.items():
            if len(namings) == 1 and namings[0].region.parent:
                parts_of.setdefault(namings[0].region.parent, []).append((name, namings[0].region))
        patterns = tuple(self.names)
        automaton = ahocorasick_rs.AhoCorasick(
            patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )
        derived = {
            "by_code": by_code,
            "by_name": by_name,
            "parts_of": parts_of,
            "patterns": patterns,
            "letters": frozenset(name for name in patterns if len(name) == 1),
            "automaton": automaton,
            "_lineages": {code: _lineage(code, by_code) for code in by_code},
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[Callable[..., Gazetteer], tuple[Any, ...]]:
        # The automaton does not pickle; building it anew takes a few hundredths of a second.
        return Gazetteer, (self.regions, self.names)

    def lineage(self, region: Region) -> tuple[str, ...]:
        """Codes from the region itself up to the nation: 武侯区 is 510107, 510100, 510000, 100000."""
        if region.code:
            return self._lineages[region.code]
        return self._lineages[region.parent] if region.parent else ()

    def province(self, region: Region) -> str | None:
        """Code of the province it lies in, its own if it is one: 510000 for 武侯区; None for 中国."""
        lineage = self.lineage(region)
        return lineage[-2] if len(lineage) > 1 else None

    def lowest(self, regions: Collection[Region]) -> list[Region]:
        """Those in which no other of them lies: 郫都区 and 绵阳市 of 四川省, 成都市, 郫都区 and 绵阳市."""
        around = {code for region in regions for code in self.lineage(region) if code != region.code}
        return [region for region in regions if region.code not in around]


def _lineage(code: str, by_code: Mapping[str, Region]) -> tuple[str, ...]:
    codes = [code]
    while parent := by_code[codes[-1]].parent:
        codes.append(parent)
    return tuple(codes)


# What an area is; the last one is no area at all.
KINDS = {
    **dict.fromkeys(("new_area", "zone", "agglomeration", "belt", "basin", "area", "region_group"), Level.AREA),
    **dict.fromkeys(("country", "country_group", "continent", "world"), Level.ABROAD),
}
WORD = "word"
NATION = "100000"
"""The code of 中国."""
REGION_COLUMNS = ("code", "name", "level", "parent", "aliases", "local", "weak")
AREA_COLUMNS = ("name", "aliases", "local", "parent", "kind")
CODED = tuple(level for level in Level if level not in (Level.AREA, Level.ABROAD))


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a CSV file by column name, with the way back to its place."""

    path: str
    line: int
    values: Mapping[str, str]

    def problem(self, column: str, code: str, message: str) -> Problem:
        before = list(self.values)[: list(self.values).index(column)]
        return Problem(self.path, self.line, 1 + sum(len(self.values[name]) + 1 for name in before), code, message)

    def seen_from(self, row: _Row) -> str:
        """Where this line is, for the reader of another: on line 3, or in another file."""
        return f"on line {self.line}" if row.path == self.path else f"at {self.path}:{self.line}"


def load_gazetteer(*folders: Path) -> Gazetteer:
    """The gazetteer of ``regions.csv`` and ``areas.csv`` of a folder, with the rows of those laid over it.

    ``load_gazetteer(Path("rules")).by_code["510000"].name`` is 四川省. Raises RuleError with all problems.
    """
    problems: list[Problem] = []
    region_rows = _rows(folders, "regions.csv", REGION_COLUMNS, problems)
    area_rows = _rows(folders, "areas.csv", AREA_COLUMNS, problems)
    levels = {row.values["code"]: row.values["level"] for row in region_rows}
    regions: list[Region] = []
    namings: dict[str, list[Naming]] = {}
    owners: dict[str, _Row] = {}
    codes: dict[str, _Row] = {}
    for row in region_rows:
        found = _region_problems(row, codes, levels)
        problems += found
        codes.setdefault(row.values["code"], row)
        if not found:
            code, name, level, parent = (row.values[column] for column in REGION_COLUMNS[:4])
            regions.append(Region(code, name, Level(level), parent or None))
            problems += _name_region(regions[-1], row, namings, owners)
    for row in area_rows:
        found = _area_problems(row, levels, namings)
        problems += found
        if found:
            continue
        if row.values["kind"] == WORD:
            namings[row.values["name"]] = []
        else:
            kind, inside = KINDS[row.values["kind"]], row.values["parent"] or None
            regions.append(Region(None, row.values["name"], kind, inside))
            problems += _name_region(regions[-1], row, namings, owners)
    if problems:
        raise RuleError(problems)
    return Gazetteer(tuple(regions), {name: tuple(found) for name, found in namings.items()})


def _rows(folders: Sequence[Path], name: str, columns: tuple[str, ...], problems: list[Problem]) -> list[_Row]:
    """The rows of a table of the first folder, which needs it, and of those of the others that have one."""
    tables = [folder for number, folder in enumerate(folders) if number == 0 or (folder / name).exists()]
    return [row for folder in tables for row in _table(folder / name, shown_path(folder, name), columns, problems)]


def _table(path: Path, place: str, columns: tuple[str, ...], problems: list[Problem]) -> list[_Row]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError:
        problems.append(Problem(place, 0, 0, "missing-file", "cannot be read; the rule set needs it"))
        return []
    except UnicodeDecodeError:
        problems.append(Problem(place, 0, 0, "encoding", "is not UTF-8; save it as UTF-8"))
        return []
    rows = []
    for number, fields in enumerate(csv.reader(lines), start=1):
        if number == 1:
            if tuple(fields) != columns:
                expected = ",".join(columns)
                problems.append(Problem(place, 1, 1, "header", f"found {','.join(fields)!r}, expected {expected!r}"))
                return []
        elif len(fields) != len(columns):
            message = f"found {len(fields)} fields, expected {len(columns)}: {','.join(columns)}"
            problems.append(Problem(place, number, 1, "fields", message))
        else:
            rows.append(_Row(place, number, dict(zip(columns, fields, strict=True))))
    if not rows and not any(problem.path == place for problem in problems):
        problems.append(Problem(place, 1, 1, "empty", "has no rows"))
    return rows


def _region_problems(row: _Row, seen: Mapping[str, _Row], levels: Mapping[str, str]) -> list[Problem]:
    code, name, level, parent = (row.values[column] for column in REGION_COLUMNS[:4])
    found = []
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        found.append(row.problem("code", "code", f"found {code!r}, expected six digits such as 510000"))
    if code in seen:
        found.append(row.problem("code", "duplicate-code", f"{code} stands {seen[code].seen_from(row)} already"))
    if not name:
        found.append(row.problem("name", "name", "the name is empty"))
    if level not in CODED:
        found.append(row.problem("level", "level", f"found {level!r}, expected one of {', '.join(CODED)}"))
    elif level == Level.NATION:
        if parent:
            found.append(row.problem("parent", "parent", "a nation has no parent"))
    elif parent not in levels:
        found.append(row.problem("parent", "parent", f"{parent!r} is no code of this file"))
    elif levels[parent] not in CODED[: CODED.index(Level(level))]:
        found.append(row.problem("parent", "parent", f"{parent} is no level above {level}"))
    return found


def _area_problems(row: _Row, codes: Mapping[str, str], namings: Mapping[str, object]) -> list[Problem]:
    name, kind, parent = row.values["name"], row.values["kind"], row.values["parent"]
    found = []
    if not name:
        found.append(row.problem("name", "name", "the name is empty"))
    if parent and parent not in codes:
        found.append(row.problem("parent", "parent", f"{parent!r} is no code of regions.csv"))
    if kind != WORD and kind not in KINDS:
        expected = ", ".join((*KINDS, WORD))
        found.append(row.problem("kind", "kind", f"found {kind!r}, expected one of {expected}"))
    if kind == WORD:
        for column in ("aliases", "local", "parent"):
            if row.values[column]:
                found.append(row.problem(column, "word", f"a word has no {column}"))
    if name in namings:
        found.append(row.problem("name", "duplicate-name", f"{name} stands for something else already"))
    return found


def _name_region(
    region: Region, row: _Row, namings: dict[str, list[Naming]], owners: dict[str, _Row]
) -> Iterable[Problem]:
    """Enter the region under all its names; what comes back are the names that cannot be given twice."""
    uses: dict[str, Use] = {}
    for column, use in (("aliases", Use.ALWAYS), ("local", Use.LOCAL), ("weak", Use.WEAK)):
        for name in row.values.get(column, "").split():
            if name in uses or (name == region.name and use == Use.ALWAYS):
                yield row.problem(column, "duplicate-name", f"{name} stands twice on this line")
            if use == Use.ALWAYS and name in owners:
                other = owners[name]
                yield row.problem(
                    column,
                    "duplicate-name",
                    f"{name} is {other.values['name']} already, {other.seen_from(row)}",
                )
            if use == Use.ALWAYS:
                owners[name] = row
            uses[name] = use
    # An official name counts always unless the row itself lists it as local or weak (市中区, 城区).
    uses.setdefault(region.name, Use.ALWAYS)
    for name, use in uses.items():
        namings.setdefault(name, []).append(Naming(region, use))
