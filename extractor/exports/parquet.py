"""Parquet with types: integers, decimals of as many digits as the numbers have, lists, text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Context, Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from extractor.exports.tables import Column, Kind, Table
from extractor.problems import InputError

_ROWS_AT_ONCE = 20_000
_MOST_DIGITS = 38  # of the decimals that other programs read as well


def write_parquet(table: Table, path: Path) -> int:
    """Write the table; a decimal that needs more than 38 digits, as 亩 in 平方米 may, is rounded to those it can have.

    Raises InputError for a number that is too long before its point.
    """
    schema = pyarrow.schema([_field(column) for column in table.columns])
    scales = {place: schema.field(place).type.scale for place, _ in _decimals(table.columns)}
    context = Context(prec=_MOST_DIGITS, rounding=ROUND_HALF_EVEN)
    count = 0
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _batches(table.rows):
            count += len(rows)
            columns: list[Any] = [list(values) for values in zip(*rows, strict=True)]
            for place, scale in scales.items():
                step = Decimal(1).scaleb(-scale)
                columns[place] = [
                    None if one is None else one.quantize(step, context=context) for one in columns[place]
                ]
            writer.write_batch(pyarrow.record_batch(columns, schema=schema))
    return count


def _field(column: Column) -> Any:
    types = {Kind.TEXT: pyarrow.string(), Kind.INTEGER: pyarrow.int64(), Kind.LIST: pyarrow.list_(pyarrow.string())}
    told = {"label": column.label, "description": column.description}
    kind = _decimal(column) if column.kind is Kind.DECIMAL else types[column.kind]
    return pyarrow.field(column.name, kind, metadata=told)


def _decimal(column: Column) -> Any:
    whole, behind = column.digits
    if whole > _MOST_DIGITS:
        raise InputError(f"{column.name} has a number of {whole} digits, more than parquet takes; export csv or jsonl")
    return pyarrow.decimal128(_MOST_DIGITS, min(behind, _MOST_DIGITS - whole))


def _decimals(columns: tuple[Column, ...]) -> Iterator[tuple[int, Column]]:
    return ((place, column) for place, column in enumerate(columns) if column.kind is Kind.DECIMAL)


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        yield batch
