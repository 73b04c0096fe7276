"""An export: what is selected, in a format, whole at its place or not there at all."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp

from extractor.exports.tables import Table, record_table, reference_tables, sdmx_table
from extractor.exports.wide import wide_table
from extractor.extras import pip_install
from extractor.problems import InputError
from extractor.store import Store
from extractor.store.selecting import Selection, code_labels, count_records


class Format(StrEnum):
    """What can be written."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JSONL = "jsonl"
    DATAPACKAGE = "datapackage"
    SDMX_CSV = "sdmx-csv"


_LIBRARIES = {Format.XLSX: "openpyxl", Format.PARQUET: "pyarrow"}
_DATABASE = b"SQLite format 3\0"  # how every file of SQLite begins
_NOT_WIDE = (Format.DATAPACKAGE, Format.SDMX_CSV)


@dataclass(frozen=True, slots=True)
class Exported:
    """How many rows have been written, and what they are of: 粮食产量 level actual (吨)."""

    rows: int
    title: str


def export(store: Store, selection: Selection, form: Format, output: Path, *, wide: bool = False) -> Exported:
    """Write what is selected to ``output`` (a folder for a data package); returns how many rows of what it has.

    The rows are of one moment, whatever is loaded meanwhile. What was at ``output`` is replaced when all is
    written. Raises InputError where nothing matches, for a library that is not installed, for a place that cannot be
    written, and for one where something stands that no export has made: a database, a folder of other files.
    """
    _check(form, wide)
    folder = form is Format.DATAPACKAGE
    _spare(output, folder=folder)
    store.db.conn.execute("BEGIN")
    try:
        if not count_records(store, selection):
            raise InputError("no record matches; nothing is written")
        with _whole(output, folder=folder) as path:
            table = _table(store, selection, form, wide)
            return Exported(_write(store, selection, form, path, table, wide), table.title)
    finally:
        store.db.conn.execute("ROLLBACK")


def _check(form: Format, wide: bool) -> None:
    if wide and form in _NOT_WIDE:
        raise InputError(f"--wide: not as {form}; choose csv, xlsx, parquet or jsonl")
    if form in _LIBRARIES:
        library = _LIBRARIES[form]
        try:
            import_module(library)
        except ImportError as error:
            install = f"{sys.executable} -m {pip_install(form)}"
            raise InputError(f"--format {form} needs {library}; install it with: {install}") from error


def _write(store: Store, selection: Selection, form: Format, path: Path, table: Table, wide: bool) -> int:
    if form is Format.XLSX:
        from extractor.exports.workbook import write_workbook

        return write_workbook(table, path, [] if wide else code_labels(store))
    if form is Format.PARQUET:
        from extractor.exports.parquet import write_parquet

        return write_parquet(table, path)
    if form is Format.DATAPACKAGE:
        from extractor.exports.datapackage import write_datapackage

        return write_datapackage(table, reference_tables(store, selection), path)
    from extractor.exports.text import write_csv, write_jsonl, write_plain_csv

    writers = {Format.CSV: write_csv, Format.JSONL: write_jsonl, Format.SDMX_CSV: write_plain_csv}
    return writers[form](table, path)


def _table(store: Store, selection: Selection, form: Format, wide: bool) -> Table:
    if form is Format.SDMX_CSV:
        return sdmx_table(store, selection)
    if wide:
        return wide_table(store, selection)
    return record_table(store, selection, lists="列表" if form is Format.PARQUET else "以分号分隔的文本")


def _spare(output: Path, *, folder: bool) -> None:
    """Raise InputError where something stands at the output that must not be replaced.

    A database is recognized by its first bytes, whatever it is called: ``--output 四川.db`` may be the ``--db`` itself.
    """
    if folder and output.exists() and not (output / "datapackage.json").is_file():
        raise InputError(f"{output}: there already, and no data package; choose another --output")
    if not folder and output.is_dir():
        raise InputError(f"{output}: a folder; give the name of a file")
    try:
        is_database = output.is_file() and _begins_with(output, _DATABASE)
    except OSError as error:
        raise _unwritable(output, error) from error
    if is_database:
        raise InputError(f"{output}: a database, which an export does not replace; choose another --output")


def _begins_with(path: Path, start: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(start)) == start


@contextmanager
def _whole(output: Path, *, folder: bool) -> Iterator[Path]:
    """A place beside the output to write to, which takes the output's place if the block ends well."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        room = Path(mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    except OSError as error:
        raise _unwritable(output, error) from error
    try:
        yield room / output.name
        if folder and output.exists():
            output.rename(room / "former")
        (room / output.name).replace(output)
    except OSError as error:
        raise _unwritable(output, error) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _unwritable(output: Path, error: OSError) -> InputError:
    return InputError(f"{output}: cannot be written ({error.strerror or error}); choose another --output")
