"""What a user asks of the database, one query a question, held against what the reports say.

``questions.csv`` has one row for a question and a province. What is expected was read in the reports by eye,
with ``not stated`` where a report tells no such number.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any

from extractor import __version__
from extractor.documents.sources import find_sources
from extractor.problems import InputError
from extractor.ruleset.compiled import RuleSet
from extractor.runs import RefusedDocument, load_sources
from extractor.store import Store, open_store

FILE = Path(__file__).resolve().parent / "questions.csv"
REPORTS = {"四川省": "sichuan_2026.txt", "广东省": "guangdong_2026.txt", "吉林省": "jilin_2026.txt"}
"""The reports that were read for the answers; without them nothing is asked."""

NOT_STATED = "not stated"

QUERY = """SELECT region_name, value_min, value_max, unit, bound, agree
FROM panel
WHERE indicator = :indicator AND statistic = :statistic AND status = :status AND period = :period
    AND region_name IN (SELECT value FROM json_each(:regions))"""

_EVIDENCE = """SELECT document, quote, sentence, rule
FROM records
WHERE indicator = :indicator AND statistic = :statistic AND status = :status AND period = :period
    AND region_name = :region AND flags NOT LIKE '%former_value%'
ORDER BY document, start"""


class Verdict(StrEnum):
    """What an answer is worth: a wrong or a double one misleads, a missing one does not."""

    RIGHT = "right"
    MISSING = "missing"
    WRONG = "wrong"
    DOUBLE = "double"


MISLEADING = (Verdict.WRONG, Verdict.DOUBLE)


@dataclass(frozen=True, slots=True)
class Series:
    """Which series of the panel a question is about."""

    question: str
    indicator: str
    statistic: str
    status: str
    period: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a report states it: 4.5%—5% has low 4.5 and high 5, any other number both the same."""

    low: float
    high: float
    unit: str
    bound: str | None

    def __str__(self) -> str:
        ends = dict.fromkeys(f"{end:.12g}" if end < 1e12 else f"{end:.0f}" for end in (self.low, self.high))
        told = "" if self.bound in ("exact", None) else f" {self.bound}"
        return f"{'–'.join(ends)} {self.unit}{told}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the database says for one province, and the records behind it where that is not right."""

    series: Series
    region: str
    expected: Figure | None
    given: tuple[Figure, ...]
    verdict: Verdict
    evidence: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """How many series a database has, in how many of them its records disagree, and the answers it gives."""

    series: int
    disagreeing: int
    answers: tuple[Answer, ...]


def read_questions(path: Path = FILE) -> dict[Series, dict[str, Figure | None]]:
    """Every question with what each province's report states; InputError names a line that is none."""
    questions: dict[Series, dict[str, Figure | None]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        for row in rows:
            try:
                series = Series(*(row[key] for key in Series.__dataclass_fields__))
                questions.setdefault(series, {})[row["region"]] = _figure(row)
            except (KeyError, TypeError, ValueError) as error:
                raise InputError(f"{path.name}:{rows.line_num}: no question with its answer: {error}") from None
    return questions


def _figure(row: dict[str, str]) -> Figure | None:
    if row["low"] == NOT_STATED:
        return None
    return Figure(float(row["low"]), float(row["high"]), row["unit"], row["bound"])


def ask_panel(documents: Path, rules: RuleSet, database: Path) -> Panel:
    """What a database newly made of the documents says; no answers if the reports are not among them."""
    sources = find_sources([str(documents)])
    with open_store(database) as store:
        for done in load_sources(sources, rules, store, program=__version__, paths=[str(documents)]):
            if isinstance(done, RefusedDocument):
                raise InputError(f"{done.name}: {done.problem.message}")
        series, disagreeing = store.db.execute("SELECT count(*), coalesce(sum(NOT agree), 0) FROM panel").fetchone()
        there = all((documents / name).is_file() for name in REPORTS.values())
        asked = read_questions() if there else {}
        return Panel(
            series, disagreeing, tuple(one for key, told in asked.items() for one in answers(store, key, told))
        )


def answers(store: Store, series: Series, expected: dict[str, Figure | None]) -> Iterator[Answer]:
    """What one query gives for every province: 四川省 5.5 % about, right."""
    asked = {key: getattr(series, key) for key in Series.__dataclass_fields__}
    found = sorted(store.db.query(QUERY, {**asked, "regions": json.dumps(list(expected))}), key=_region)
    rows = {region: list(group) for region, group in groupby(found, key=_region)}
    for region, figure in expected.items():
        verdict = judge(figure, rows.get(region, []))
        given = tuple(_given(row) for row in rows.get(region, []))
        shown = [] if verdict is Verdict.RIGHT else store.db.query(_EVIDENCE, {**asked, "region": region})
        yield Answer(series, region, figure, given, verdict, tuple(shown))


def judge(expected: Figure | None, rows: Sequence[dict[str, Any]]) -> Verdict:
    """Whether the rows of the panel say what the report does, once; records that disagree are two answers."""
    if not rows:
        return Verdict.RIGHT if expected is None else Verdict.MISSING
    if len(rows) > 1 or not rows[0]["agree"]:
        return Verdict.DOUBLE
    return Verdict.RIGHT if _given(rows[0]) == expected else Verdict.WRONG


def _given(row: dict[str, Any]) -> Figure:
    return Figure(row["value_min"], row["value_max"], row["unit"], row["bound"])


def _region(row: dict[str, Any]) -> str:
    return str(row["region_name"])
