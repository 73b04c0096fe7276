"""Guards against the worst that can happen: a number that looks right with the wrong name, place, year or kind.

The sentences and what they must give are data, in ``claims/``; the first file says how they are written. All
records of a text are compared, so that one too many fails as well. A text whose reading is known to be wrong
has a line ``?`` with the reason, and fails here as soon as it is read right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from extractor import extract
from extractor.records import Bound, Record
from extractor.ruleset.compiled import RuleSet

CORPUS = sorted((Path(__file__).parent / "claims").glob("*.txt"))
BOUNDS = {"≥": Bound.AT_LEAST, "≤": Bound.AT_MOST, "≈": Bound.ABOUT}


@dataclass(frozen=True)
class Case:
    """A text, the document it is read as, and the records it must give."""

    place: str
    region: str | None
    published: str | None
    kind: str | None
    title: str | None
    text: str
    expected: tuple[str, ...]
    wrong: str | None


def blocks(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of a file that belong together, with the line they start in."""
    block: list[str] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        if line.strip() and not line.startswith("#"):
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def cases(path: Path) -> Iterator[Case]:
    region = published = kind = title = None
    for number, block in blocks(path):
        if block[0].startswith("@"):
            facts: list[str | None] = [None if fact == "-" else fact for fact in block.pop(0)[1:].split()]
            region, published, kind, title = (*facts, None)[:4]
        told: dict[str, list[str]] = {">": [], "=": [], "?": []}
        for line in block:
            told[line[0]].append(line[1:].strip())
        yield Case(
            f"{path.stem}:{number}",
            region,
            published,
            kind,
            title,
            "\n".join(told[">"]),
            tuple(told["="]),
            told["?"][0] if told["?"] else None,
        )


CASES = [case for path in CORPUS for case in cases(path)]


def difference(expected: str, record: Record, rules: RuleSet) -> list[str]:
    """The fields in which a record is not what a line of the corpus says."""
    amount, names, region, period, statistic, status = (part.strip() for part in expected.split("|"))
    number, _, unit = amount.partition(" ")
    bound = BOUNDS.get(number[0], Bound.EXACT)
    low, _, high = number.lstrip("≥≤≈").partition("..")
    ends = (record.low, record.high) if record.value is None else record.value
    kind, _, basis = statistic.partition(" ") if " or " not in statistic else (statistic, "", "")
    known = rules.names.by_name
    named = any(
        known[name].entry.id == record.indicator if name in known else name == record.indicator_name
        for name in names.split(" / ")
    )
    told = [None if told == "-" else told for told in period.split(" or ")]
    periods = [code and code.partition(" in ")[0] for code in told]  # 2021/2025 in 2024: its fourth year
    years = [code and int(re.findall(r"\d{4}", code)[-1]) for code in told]
    checks = {
        "value": ends == ((Decimal(low), Decimal(high)) if high else Decimal(low)),
        "unit": record.unit == unit.strip(),
        "bound": record.bound is bound,
        "indicator": named,
        "region": record.region_name == (None if region == "-" else region),
        "period": record.period in periods,
        "year": record.year in years,
        "statistic": record.statistic in kind.split(" or "),
        "basis": not basis or basis in (record.basis, str(record.base_year)),
        "status": record.status == status,
    }
    return [field for field, right in checks.items() if not right]


def parameters() -> Iterator[ParameterSet]:
    for case in CASES:
        marks = [pytest.mark.xfail(strict=True, reason=case.wrong)] if case.wrong else []
        yield pytest.param(case, id=case.place, marks=marks)


@pytest.mark.parametrize("case", list(parameters()))
def test_a_text_gives_these_records(case: Case, rules: RuleSet) -> None:
    records = extract(case.text, rules, region=case.region, published=case.published, kind=case.kind, title=case.title)
    shown = [
        f"{r.bound} {r.value} {r.unit} | {r.indicator_name} ({r.indicator}) | {r.region_name} | {r.period} "
        f"| {r.statistic} {r.basis or ''} | {r.status}"
        for r in records
    ]
    assert len(records) == len(case.expected), shown
    wrong = [difference(line, record, rules) for line, record in zip(case.expected, records, strict=True)]
    assert not any(wrong), [(fields, line) for fields, line in zip(wrong, shown, strict=True) if fields]


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(CASES) >= 150
