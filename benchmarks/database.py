"""How fast the database answers at a size that a ministry's archive has: made-up records, real queries.

    python benchmarks/database.py [--records 1000000] [--db FILE] [--json FILE]

Makes a database of that many records by the way that ``extractor run`` loads them (or takes the one at --db, if it
is there), asks each query several times, and prints the median, the slowest and how SQLite goes about it.
"""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file, it finds what lies beside it

from extractor.records import Bound, Flag, Record, Statistic, Status
from extractor.ruleset.compiled import load_rules
from extractor.runs import rule_set_rows
from extractor.store import DocumentRow, RuleSetRows, load_document, open_store, start_run
from extractor.store.search import match_expression

RECORDS_OF_A_DOCUMENT = 200
YEARS = range(2015, 2025)
TIMES = 7


def sentences_with(word: str) -> str:
    """The records whose sentence has the word."""
    return (
        f"SELECT id, sentence FROM records WHERE instr(sentence, '{word}') AND document IN ("
        " SELECT document FROM _text_words JOIN _texts ON _texts.id = _text_words.rowid"
        f" WHERE _text_words MATCH '{match_expression(word)}') ORDER BY document, start"
    )


QUERIES = {
    "records of a region, indicator and year": (
        "SELECT * FROM records WHERE region = '510000' AND indicator = 'gdp' AND year = 2023"
    ),
    "records of an indicator and year": "SELECT * FROM records WHERE indicator = 'gdp' AND year = 2023",
    "panel of one indicator": "SELECT * FROM panel WHERE indicator = 'gdp'",
    "panel of one indicator in one region": "SELECT * FROM panel WHERE indicator = 'gdp' AND region = '510000'",
    "panel of one region": "SELECT * FROM panel WHERE region = '510000'",
    "panel of the prefectures of 四川": (
        "SELECT panel.* FROM regions JOIN panel ON panel.region = regions.code"
        " WHERE regions.parent = '510000' AND panel.indicator = 'gdp'"
    ),
    "conflicts of one indicator": "SELECT * FROM conflicts WHERE indicator = 'gdp'",
    "all conflicts": "SELECT * FROM conflicts",
    "targets of one indicator": "SELECT * FROM targets WHERE indicator = 'gdp'",
    "targets of one region": "SELECT * FROM targets WHERE region = '510000'",
    "growth_check of one indicator": "SELECT * FROM growth_check WHERE indicator = 'gdp'",
    "growth_check of one region": "SELECT * FROM growth_check WHERE region = '510000'",
    "timeseries of one indicator": "SELECT * FROM timeseries WHERE indicator = 'gdp'",
    "a hundred to review": "SELECT * FROM review LIMIT 100",
    "search in sentences, common word, first hundred": f"{sentences_with('粮食')} LIMIT 100",
    "search in sentences, common word": sentences_with("粮食"),
    "search in sentences, rare phrase": sentences_with("粮食产量突破1234"),
    "search in documents": f"SELECT rowid FROM _text_words WHERE words MATCH '{match_expression('粮食产量突破1234')}'",
}


@dataclass(frozen=True, slots=True)
class Timing:
    """How long a query took, in milliseconds, how many rows it gave and how SQLite found them."""

    query: str
    rows: int
    median: float
    slowest: float
    plan: tuple[str, ...]


@click.command()
@click.option("--records", default=1_000_000, show_default=True, help="How many to make.")
@click.option("--db", "database", type=click.Path(path_type=Path), help="Keep the database there, or ask that one.")
@click.option("--json", "written", type=click.Path(path_type=Path), metavar="FILE", help="Keep the figures there.")
@click.option("--plans", is_flag=True, help="Print how SQLite goes about each query.")
def main(records: int, database: Path | None, written: Path | None, plans: bool) -> None:
    """Measure queries on a large database."""
    with TemporaryDirectory() as folder:
        path = database or Path(folder, "indicators.db")
        if not path.exists():
            began = time.perf_counter()
            make_database(path, records)
            click.echo(f"made in {time.perf_counter() - began:.1f} s")
        click.echo(f"{path.stat().st_size / 1e6:.0f} MB")
        timings = [timed(path, name, query) for name, query in QUERIES.items()]
    for timing in timings:
        click.echo(f"{timing.median:9.1f} ms {timing.slowest:9.1f} ms {timing.rows:8} rows  {timing.query}")
        for line in timing.plan if plans else ():
            click.echo(f"{'':24}{line}")
    if written:
        figures = {timing.query: [timing.rows, timing.median, timing.slowest] for timing in timings}
        written.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


def make_database(path: Path, records: int) -> None:
    """A database of made-up records, every document loaded as a run loads it."""
    rules = rule_set_rows(load_rules())
    with open_store(path) as store:
        run = start_run(store, rules, extractor="benchmark", paths=[])
        for document, made in documents(rules, records):
            load_document(store, document, made, run)


def documents(rules: RuleSetRows, records: int) -> Iterator[tuple[DocumentRow, list[Record]]]:
    """Made-up reports of provinces and prefectures, the same at every call; a tenth of their claims recur.

    A few indicators are in every report and most in few, as in real ones: one in ten records is of 地区生产总值
    or of one of the four behind it.
    """
    chance = random.Random(5)
    regions = [region for region in rules.regions if region.level in ("province", "prefecture")]
    indicators = sorted(rules.indicators, key=lambda one: (one.id != "gdp", one.id))
    weights = [1 / (rank + 20) for rank in range(len(indicators))]
    rule = rules.rules[0].id
    for number in range(-(-records // RECORDS_OF_A_DOCUMENT)):
        region, year = chance.choice(regions), chance.choice(YEARS)
        name = f"{region.name}{year}年政府工作报告{number}.txt"
        made: list[Record] = []
        sentences: list[str] = []
        place = 0
        for count in range(min(RECORDS_OF_A_DOCUMENT, records - number * RECORDS_OF_A_DOCUMENT)):
            indicator = chance.choices(indicators, weights)[0]
            growth, target = chance.random() < 0.4, chance.random() < 0.15
            value = Decimal(chance.randint(-50, 150)) / 10 if growth else Decimal(chance.randint(1000, 99999)) * 10**6
            unit = "%" if growth else (indicator.units or ("个",))[0]
            quote = f"{value}{unit}"
            sentence = (
                f"{'力争' if target else '去年'}{region.name}{indicator.name}{'增长' if growth else '突破'}{quote}，"
                f"为第{count}项重点工作任务打下坚实基础，保持了稳中有进、稳中向好的良好态势。"
            )
            start = place + sentence.index(quote)
            place += len(sentence)
            sentences.append(sentence)
            made.append(
                Record(
                    id=sha256(f"{number}/{count}".encode()).hexdigest()[:16], document=name,
                    region=region.code, region_name=region.name,
                    indicator=indicator.id, indicator_name=indicator.name, indicator_text=indicator.name,
                    year=year + target, period=str(year + target),
                    statistic=Statistic.GROWTH if growth else Statistic.LEVEL, basis=None, base_year=None,
                    status=Status.TARGET if target else Status.ACTUAL,
                    value=value, low=None, high=None, unit=unit, base_value=value, base_unit=unit,
                    bound=Bound.EXACT, quote=quote, start=start, end=start + len(quote), sentence=sentence,
                    rule=rule, flags=(Flag.REGION_INHERITED,) if chance.random() < 0.2 else (),
                )
            )  # fmt: skip
        yield (
            DocumentRow(
                name=name, path=Path("reports", name), title=name.removesuffix(".txt"), publisher=None,
                published=f"{year + 1}-01", region=region.code, region_name=region.name, kind="政府工作报告",
                inferred=(), sha256=f"{number:064x}", encoding="utf-8", text="".join(sentences),
            ),
            made,
        )  # fmt: skip


def timed(path: Path, name: str, query: str) -> Timing:
    """The query asked several times on a connection of its own, all its rows fetched."""
    connection = sqlite3.connect(path)
    try:
        plan = tuple(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
        took: list[float] = []
        found: Sequence[object] = ()
        while len(took) < TIMES and sum(took) < 20:
            began = time.perf_counter()
            found = connection.execute(query).fetchall()
            took.append(time.perf_counter() - began)
    finally:
        connection.close()
    return Timing(name, len(found), statistics.median(took) * 1000, max(took) * 1000, plan)


if __name__ == "__main__":
    main()
