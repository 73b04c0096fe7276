"""The log of runs, and the regions, indicators and rules that their records refer to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from extractor.store.opening import Store
from extractor.store.tables import (
    INDICATOR_COLUMNS,
    REGION_COLUMNS,
    RULE_COLUMNS,
    RuleSetRows,
    Run,
    SqlRow,
    array,
    indicator_row,
    insert_into,
    names,
    region_row,
    rule_row,
)


def start_run(store: Store, rules: RuleSetRows, *, extractor: str, paths: Sequence[str]) -> Run:
    """A new run, logged as started, with its rule set in ``regions``, ``indicators`` and ``rules``.

    Nothing but the log grows when the rule set is there already. ``paths`` are what the run was given
    (``["工作报告/"]``), ``extractor`` is the program's version.
    """
    with store.writing() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")  # a region may stand before its parent
        _bring_up_to_date(connection, "regions", REGION_COLUMNS, map(region_row, rules.regions))
        _bring_up_to_date(connection, "indicators", INDICATOR_COLUMNS, map(indicator_row, rules.indicators))
        _bring_up_to_date(connection, "rules", RULE_COLUMNS, map(rule_row, rules.rules))
        columns = ("started", "rules_name", "rules_version", "rules_digest", "extractor", "paths")
        row = (_now(), rules.name, rules.version, rules.digest, extractor, array(paths))
        number = connection.execute(insert_into("runs", columns), row).lastrowid
    assert number is not None  # it is after every INSERT that succeeds
    return Run(number, rules.digest, extractor)


def finish_run(store: Store, run: Run, *, documents: int, records: int, problems: int) -> None:
    """Log the run as finished, with what it looked at, changed or not.

    Indicators and rules that the rule set no longer has go once no record refers to them; a region stays,
    because its code remains a fact (莱芜市 in documents before 2019).
    """
    with store.writing() as connection:
        connection.execute(
            "UPDATE runs SET finished = ?, documents = ?, records = ?, problems = ? WHERE id = ?",
            (_now(), documents, records, problems, run.id),
        )
        for table, reference in (("indicators", "indicator"), ("rules", "rule")):
            connection.execute(
                f"DELETE FROM {table} WHERE NOT current"
                f" AND NOT EXISTS (SELECT 1 FROM records WHERE records.{reference} = {table}.id)"
            )


def _bring_up_to_date(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterable[SqlRow]
) -> None:
    """Make ``rows`` the current ones of the table; not one is written if they are already."""
    wanted = list(rows)
    present: set[SqlRow] = set(connection.execute(f"SELECT {names(columns)} FROM {table} WHERE current"))
    if present == set(wanted):
        return
    key, *others = columns
    changes = ", ".join(f'"{column}" = excluded."{column}"' for column in (*others, "current"))
    connection.execute(f"UPDATE {table} SET current = 0")
    connection.executemany(
        f"{insert_into(table, (*columns, 'current'))} ON CONFLICT ({key}) DO UPDATE SET {changes}",
        [(*row, 1) for row in wanted],
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
