"""The command ``export``: what is in the database, in a file for another program."""

from __future__ import annotations

from pathlib import Path

import click

FORMATS = ("csv", "xlsx", "parquet", "jsonl", "datapackage", "sdmx-csv")
STATISTICS = ("level", "growth", "change", "share", "contribution", "rank", "completion", "multiple")
BASES = ("yoy", "mom", "qoq", "average", "cumulative")
STATUSES = ("actual", "target", "forecast")


@click.command()
@click.option(
    "--db", "database", type=click.Path(path_type=Path), default=Path("out/indicators.db"), show_default=True,
    metavar="FILE", help="The database.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="What to write.")
@click.option(
    "--output", type=click.Path(path_type=Path), required=True, metavar="PATH",
    help="Where to; a file, or a folder for a datapackage. What is there is replaced, but no database.",
)  # fmt: skip
@click.option("--region", metavar="NAME", help="A region with all that lie in it: 四川省 or 510000.")
@click.option("--no-children", is_flag=True, help="That region alone.")
@click.option("--indicator", metavar="NAME", help="An indicator: 地区生产总值 or gdp.")
@click.option("--years", metavar="FIRST-LAST", help="Years that the numbers are about: 2020-2024, or 2023.")
@click.option("--statistic", type=click.Choice(STATISTICS), help="One statistic.")
@click.option("--status", type=click.Choice(STATUSES), help="Outcomes, targets or forecasts.")
@click.option("--basis", type=click.Choice(BASES), help="Growth and change against this; yoy where nothing is said.")
@click.option("--base-year", type=click.IntRange(1, 9999), metavar="YEAR", help="Growth and change since this year.")
@click.option("--unit", metavar="UNIT", help="Amounts that are convertible to this unit; --wide converts them.")
@click.option("--wide", is_flag=True, help="One indicator: a region a row, a year a column.")
def export(
    database: Path,
    form: str,
    output: Path,
    region: str | None,
    no_children: bool,
    indicator: str | None,
    years: str | None,
    statistic: str | None,
    status: str | None,
    basis: str | None,
    base_year: int | None,
    unit: str | None,
    wide: bool,
) -> None:
    """Write records of the database to a file.

    csv is for Excel, sdmx-csv has the series of the panel under SDMX's names, datapackage is CSV with a description
    of every column. xlsx needs openpyxl, parquet needs pyarrow.

    --wide shows growth on the year before unless --basis or --base-year asks for another, and every amount in one
    unit of its dimension.

    \b
    Examples:
      extractor export --format xlsx --output 四川.xlsx --region 四川省 --years 2020-2024
      extractor export --format csv --output 增速.csv --indicator gdp --statistic growth --status actual --wide
    """
    from extractor.exports.export import Format
    from extractor.exports.export import export as write
    from extractor.records import Basis, Statistic, Status
    from extractor.store import open_store
    from extractor.store.selecting import select

    span = _years(years)
    with open_store(database, create=False) as store:
        selection = select(
            store,
            region=region,
            children=not no_children,
            indicator=indicator,
            years=span,
            statistic=Statistic(statistic) if statistic else None,
            status=Status(status) if status else None,
            basis=Basis(basis) if basis else None,
            base_year=base_year,
            unit=unit,
        )
        done = write(store, selection, Format(form), output, wide=wide)
    of = f": {done.title}" if wide else ""
    click.echo(f"{done.rows} {'row' if done.rows == 1 else 'rows'} in {output}{of}")


def _years(years: str | None) -> tuple[int, int] | None:
    """The first and the last: (2020, 2024) of 2020-2024, (2023, 2023) of 2023."""
    if years is None:
        return None
    first, dash, last = years.partition("-")
    last = last if dash else first
    if not (_is_year(first) and _is_year(last) and first <= last):
        raise click.UsageError(f"--years {years}: no years; write 2020-2024, or 2023")
    return int(first), int(last)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit()
