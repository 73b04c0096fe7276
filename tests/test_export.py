"""Guards against an export that says something else than the table, and half a file in the place of a whole one."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pyarrow.parquet
import pytest
from command_samples import call
from store_samples import GROWN, REGIONS, RULES, document, record, started

from extractor.commands.export import BASES, FORMATS, STATISTICS, STATUSES
from extractor.exports.cells import harmless
from extractor.exports.export import Format
from extractor.exports.tables import time_period
from extractor.records import Basis, Bound, Flag, Record, Statistic, Status, plain
from extractor.store import RegionRow, load_document, open_store
from extractor.store.selecting import selected_records
from extractor.store.tables import EXACT_FIELDS

FIELDS = list(Record.model_fields)
WHOLE = {"unit": "%", "low": None, "statistic": Statistic.GROWTH}

# What may go wrong on the way into a file stands in one of these.
RECORDS = (
    GROWN,
    record(id="r2", start=20, value=Decimal("-3.25"), quote="=1+1", sentence='+说，"增长"\n；@a,b', **WHOLE),
    record(id="r3", start=30, value=None, low=Decimal("5.5"), high=Decimal("6.5"), bound=Bound.EXACT,
           base_value=None, flags=(Flag.YEAR_INFERRED, Flag.REGION_INHERITED)),
    record(id="r4", start=40, region=None, region_name="天府新区", indicator=None, indicator_name="新签约项目",
           year=None, period=None, value=Decimal("0.1"), base_value=Decimal("66.66666666666666666666666667")),
    record(id="r5", start=50, region="510100", region_name="成都市", indicator="grain_output", year=2021, period="2021",
           indicator_name="粮食产量", status=Status.TARGET, value=Decimal("12345678901234567890.5"),
           base_value=GROWN.base_value),
)  # fmt: skip


@pytest.fixture
def database(tmp_path: Path, report: Path) -> Path:
    path = tmp_path / "i.db"
    with open_store(path) as store:
        load_document(store, document(report), RECORDS, started(store))
    return path


def exported(database: Path, form: str, *options: str) -> Path:
    output = database.with_name(f"out.{form}")
    done = call("export", "--db", database, "--format", form, "--output", output, *options)
    assert done.exit_code == 0, done.output
    return output


def texts(one: Record) -> list[str]:
    """The record as CSV has it, its texts as they stand."""
    cells = []
    for field in FIELDS:
        value = getattr(one, field)
        text = plain(value) if field in EXACT_FIELDS and value is not None else value
        cells.append("" if text is None else ";".join(text) if isinstance(text, tuple) else str(text))
    return cells


def test_csv_is_what_a_spreadsheet_can_be_trusted_with(database: Path) -> None:
    path = exported(database, "csv")
    assert path.read_bytes().startswith("\ufeffid,".encode())
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *lines = csv.reader(file)
    assert head == FIELDS
    assert lines[1][FIELDS.index("quote")] == "'=1+1"
    assert lines[1][FIELDS.index("sentence")] == f"'{RECORDS[1].sentence}"
    assert lines[1][FIELDS.index("value")] == "-3.25"  # a number is no formula
    tamed = [[cell.removeprefix("'") for cell in line] for line in lines]
    assert tamed == [texts(one) for one in RECORDS]


def test_pandas_reads_csv_as_the_table(database: Path) -> None:
    frame = pandas.read_csv(exported(database, "csv"), dtype=str, keep_default_na=False)
    assert frame["id"].tolist() == [one.id for one in RECORDS]
    assert frame["value"].tolist() == ["" if one.value is None else plain(one.value) for one in RECORDS]
    assert frame["region"].tolist() == [one.region or "" for one in RECORDS]


def test_jsonl_is_what_the_records_print(database: Path) -> None:
    lines = exported(database, "jsonl").read_text(encoding="utf-8").splitlines()
    assert lines == [one.model_dump_json() for one in RECORDS]
    assert [Record.model_validate_json(line) for line in lines] == list(RECORDS)


def test_openpyxl_reads_the_workbook_as_the_table(database: Path) -> None:
    book = openpyxl.load_workbook(exported(database, "xlsx"))
    sheet = book["records"]
    head, *lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert head == FIELDS
    for line, one in zip(lines, RECORDS, strict=True):
        for field, cell in zip(FIELDS, line, strict=True):
            value = getattr(one, field)
            if field in EXACT_FIELDS and value is not None:
                assert isinstance(cell, int | float)
                assert cell == pytest.approx(float(value), rel=1e-15)
            else:
                assert cell == (";".join(value) or None if isinstance(value, tuple) else value), field
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n", "inlineStr"}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
    notes = [tuple(row) for row in book["notes"].iter_rows(values_only=True)]
    assert {note[0] for note in notes} >= {"records", *FIELDS}
    assert ("statistic", "level", "水平") in {note[:3] for note in notes}


def test_pyarrow_reads_parquet_as_the_table(database: Path) -> None:
    table = pyarrow.parquet.read_table(exported(database, "parquet"))
    assert table.column_names == FIELDS
    for field in FIELDS:
        kind, values = str(table.schema.field(field).type), table[field].to_pylist()
        wanted = [getattr(one, field) for one in RECORDS]
        if field in EXACT_FIELDS:
            assert kind.startswith("decimal128(38,")
            if field == "base_value":  # 13 digits before the point leave 25 behind it
                wanted[3] = Decimal("66.6666666666666666666666667")
            assert values == wanted
        elif field == "flags":
            assert values == [list(one) for one in wanted]
        else:
            assert kind == ("int64" if field in ("year", "base_year", "start", "end", "page") else "string")
            assert values == wanted


def test_flags_are_described_as_they_are_written(database: Path) -> None:
    notes = openpyxl.load_workbook(exported(database, "xlsx"))["notes"].iter_rows(values_only=True)
    (in_a_workbook,) = [note[3] for note in notes if note[0] == "flags" and not note[1]]
    package = json.loads((exported(database, "datapackage") / "datapackage.json").read_text(encoding="utf-8"))
    (in_a_package,) = [
        field["description"] for field in package["resources"][0]["schema"]["fields"] if field["name"] == "flags"
    ]
    field = pyarrow.parquet.read_schema(exported(database, "parquet")).field("flags")
    assert in_a_workbook == in_a_package == "以分号分隔的文本；没有标记表示原文写全了，见 _codes"
    assert field.metadata[b"description"].decode() == "列表；没有标记表示原文写全了，见 _codes"


def test_a_decimal_too_long_for_parquet_is_rounded_behind_the_point_only(tmp_path: Path, report: Path) -> None:
    long = [Decimal("12345678901234567.8"), Decimal("0.06666666666666666666666666667")]
    with open_store(tmp_path / "i.db") as store:
        made = [record(id=f"r{n}", start=n, base_value=value) for n, value in enumerate(long)]
        load_document(store, document(report), made, started(store))
    (column,) = pyarrow.parquet.read_table(exported(tmp_path / "i.db", "parquet"), columns=["base_value"]).columns
    assert column.to_pylist() == [Decimal("12345678901234567.8"), Decimal("0.066666666666666666667")]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::FutureWarning")
def test_frictionless_finds_the_data_package_valid_and_equal(database: Path) -> None:
    import frictionless

    folder = exported(database, "datapackage")
    assert frictionless.validate(str(folder / "datapackage.json")).flatten(["type", "note"]) == []
    package: Any = frictionless.Package(str(folder / "datapackage.json"))
    assert [resource.name for resource in package.resources] == ["records", "documents", "regions", "indicators"]
    rows = package.get_resource("records").read_rows()
    for row, one in zip(rows, RECORDS, strict=True):
        for field in FIELDS:
            value = getattr(one, field)
            assert row[field] == (";".join(value) or None if isinstance(value, tuple) else value), field
    assert [row["name"] for row in package.get_resource("documents").read_rows()] == [GROWN.document]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::FutureWarning")
def test_frictionless_would_find_a_wrong_word(database: Path) -> None:
    import frictionless

    folder = exported(database, "datapackage")
    records = folder / "records.csv"
    records.write_text(records.read_text(encoding="utf-8").replace(",growth,", ",groth,"), encoding="utf-8")
    found = frictionless.validate(str(folder / "datapackage.json")).flatten(["type"])
    assert found == [["constraint-error"]]


def test_sdmx_csv_has_every_series_once(database: Path) -> None:
    frame = pandas.read_csv(exported(database, "sdmx-csv"), dtype=str, keep_default_na=False)
    columns = ["REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "STATUS", "OBS_MIN"]
    assert sorted(map(tuple, frame[columns].to_numpy().tolist())) == [
        ("510000", "gdp", "2023", "", "元", "M", "actual", "5.5"),  # over 6万亿元, and 5.5 to 6.5: no one value
        ("510000", "gdp", "2023", "-3.25", "%", "A", "actual", ""),
        ("510100", "grain_output", "2021", "12345678901234567890.5", "元", "A", "target", ""),
    ]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2023", "2023"),
        ("2023-Q3", "2023-Q3"),
        ("2023-H1", "2023-S1"),
        ("2023-09", "2023-09"),
        ("2023-01/2023-09", "2023-01-01/P9M"),
        ("2022-11/2023-02", "2022-11-01/P4M"),
        ("2021/2025", "2021-01-01/P5Y"),
    ],
)
def test_periods_are_those_of_sdmx(period: str, expected: str) -> None:
    assert time_period(period) == expected


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], "r1 r2 r3 r4 r5"),
        (["--region", "四川省"], "r1 r2 r3 r5"),
        (["--region", "510000"], "r1 r2 r3 r5"),
        (["--region", "100000"], "r1 r2 r3 r5"),
        (["--region", "四川省", "--no-children"], "r1 r2 r3"),
        (["--region", "成都市"], "r5"),
        (["--region", "天府新区"], "r4"),
        (["--indicator", "gdp"], "r1 r2 r3"),
        (["--indicator", "地区生产总值"], "r1 r2 r3"),
        (["--indicator", "新签约项目"], "r4"),
        (["--years", "2023"], "r1 r2 r3"),
        (["--years", "2020-2022"], "r5"),
        (["--statistic", "growth"], "r2"),
        (["--status", "target"], "r5"),
        (["--region", "四川省", "--indicator", "gdp", "--years", "2023-2024", "--statistic", "level"], "r1 r3"),
    ],
)
def test_filters(database: Path, options: list[str], found: str) -> None:
    lines = exported(database, "jsonl", *options).read_text(encoding="utf-8").splitlines()
    assert " ".join(json.loads(line)["id"] for line in lines) == found


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--region", "四川"], "--region 四川: not in the database; did you mean 四川省?"),
        (["--region", "Paris"], "--region Paris: not in the database; give a name or its code: 四川省 or 510000"),
        (["--indicator", "粮食产"], "--indicator 粮食产: not in the database; did you mean 粮食产量?"),
        (["--indicator", "gpd"], "--indicator gpd: not in the database; did you mean gdp?"),
        (["--unit", "万元"], "--unit 万元: not in the database; did you mean 元?"),
        (["--years", "1999"], "no record matches; nothing is written"),
        (["--wide"], "--wide: of one indicator; name it with --indicator"),
        (["--wide", "--indicator", "新签约项目"], "--wide: no record of a whole year matches; widen the filters"),
        (
            ["--wide", "--indicator", "gdp"],
            "--wide: several series match (growth actual %; level actual 元); narrow down with --statistic",
        ),
    ],
)
def test_what_cannot_be_exported_is_one_line(database: Path, options: list[str], said: str) -> None:
    output = database.with_name("out.csv")
    done = call("export", "--db", database, "--format", "csv", "--output", output, *options)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"{said}\n")
    assert not output.exists()
    assert sorted(path.name for path in database.parent.iterdir()) == ["docs", "i.db"]


def test_a_name_of_several_regions_is_not_guessed(tmp_path: Path, report: Path) -> None:
    twins = (RegionRow("510106", "鼓楼区", "county", "510100"), RegionRow("510108", "鼓楼区", "county", "510100"))
    with open_store(tmp_path / "i.db") as store:
        load_document(store, document(report), RECORDS, started(store, replace(RULES, regions=(*REGIONS, *twins))))
    done = call("export", "--db", tmp_path / "i.db", "--format", "csv", "--output", "x.csv", "--region", "鼓楼区")
    said = "--region 鼓楼区: 2 regions have that name; give a code: 510106, 510108\n"
    assert (done.exit_code, done.stderr) == (2, said)


@pytest.mark.parametrize("years", ["20-24", "2024-2020", "2020-", "今年", "2020-2024-2025"])
def test_years_that_are_none(database: Path, years: str) -> None:
    done = call("export", "--db", database, "--format", "csv", "--output", "x.csv", "--years", years)
    assert done.exit_code == 2
    assert f"--years {years}: no years; write 2020-2024, or 2023" in done.stderr


def test_no_database(tmp_path: Path) -> None:
    done = call("export", "--db", tmp_path / "no.db", "--format", "csv", "--output", tmp_path / "o.csv")
    assert done.exit_code == 2
    assert (
        done.stderr == f"{tmp_path}/no.db: no such database; make it with: extractor run PATH --db {tmp_path}/no.db\n"
    )


def test_a_place_that_cannot_be_written(database: Path) -> None:
    (database.parent / "file").write_text("", encoding="utf-8")
    output = database.parent / "file" / "out.csv"
    done = call("export", "--db", database, "--format", "csv", "--output", output)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{output}: cannot be written (")
    assert done.stderr.endswith("); choose another --output\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("csv", "a folder; give the name of a file"),
        ("datapackage", "there already, and no data package; choose another --output"),
    ],
)
def test_what_is_something_else_is_left_alone(database: Path, form: str, said: str) -> None:
    done = call("export", "--db", database, "--format", form, "--output", database.parent / "docs")
    assert (done.exit_code, done.stderr) == (2, f"{database.parent / 'docs'}: {said}\n")
    assert [path.name for path in (database.parent / "docs").iterdir()] == ["工作报告.txt"]


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "datapackage"])
@pytest.mark.parametrize("name", ["i.db", "link.csv", "other.sqlite"])
def test_a_database_is_left_alone(database: Path, form: str, name: str) -> None:
    output = database.with_name(name)
    database.with_name("link.csv").symlink_to(database)
    with closing(sqlite3.connect(database.with_name("other.sqlite"))) as other:
        other.execute("CREATE TABLE mine (value)")
    before = output.read_bytes()
    done = call("export", "--db", database, "--format", form, "--output", output)
    said = f"{output}: a database, which an export does not replace; choose another --output\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)
    assert output.read_bytes() == before


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_there_is_replaced_when_all_is_written(
    database: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(database, form)
    before = {one.name: one.read_bytes() for one in (path.iterdir() if path.is_dir() else [path])}

    def broken(*_: object) -> Iterator[tuple[object, ...]]:
        yield from ()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("extractor.exports.tables.selected_records", broken)
    monkeypatch.setattr("extractor.exports.tables.selected_series", broken)
    done = call("export", "--db", database, "--format", form, "--output", path)
    assert (done.exit_code, done.stderr) == (
        2,
        f"{path}: cannot be written (No space left on device); choose another --output\n",
    )
    assert {one.name: one.read_bytes() for one in (path.iterdir() if path.is_dir() else [path])} == before
    assert sorted(one.name for one in database.parent.iterdir()) == ["docs", "i.db", path.name]
    monkeypatch.undo()
    exported(database, form)


@pytest.mark.parametrize(("form", "library"), [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_a_library_that_is_not_installed(
    database: Path, form: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("extractor.exports.export.import_module", missing)
    output = database.with_name("out")
    done = call("export", "--db", database, "--format", form, "--output", output)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"--format {form} needs {library}; install it with: ")
    assert f" -m pip install '{library}>=" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not output.exists()


def test_a_region_a_row_and_a_year_a_column(tmp_path: Path, report: Path) -> None:
    percent: dict[str, Any] = {**WHOLE, "bound": Bound.EXACT, "high": None}

    def told(number: int, value: str, year: int, **fields: Any) -> Record:
        at = {"id": f"r{number}", "start": number, "year": year, "period": str(year), "value": Decimal(value)}
        return record(**{**percent, **at, **fields})

    chengdu = {"region": "510100", "region_name": "成都市"}
    made = [
        told(1, "6.0", 2022),
        told(2, "5.5", 2023, basis=Basis.YOY),  # the same series: growth of a year is year-on-year
        told(3, "6.6", 2023, **chengdu),
        told(4, "6.7", 2023, **chengdu),  # a contradiction has no value
        told(5, "9.9", 2023, period="2023-Q1"),
        told(6, "-1.25", 2021, **chengdu),
    ]
    with open_store(tmp_path / "i.db") as store:
        load_document(store, document(report), made, started(store))
    options = ["--wide", "--indicator", "gdp"]
    lines = exported(tmp_path / "i.db", "csv", *options).read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["region,region_name,2021,2022,2023", "510000,四川省,,6,5.5", "510100,成都市,-1.25,,"]
    sheet = openpyxl.load_workbook(exported(tmp_path / "i.db", "xlsx", *options))["wide"]
    assert [tuple(row) for row in sheet.iter_rows(values_only=True)] == [
        ("region", "region_name", "2021", "2022", "2023"),
        ("510000", "四川省", None, 6, 5.5),
        ("510100", "成都市", -1.25, None, None),
    ]
    table = pyarrow.parquet.read_table(exported(tmp_path / "i.db", "parquet", *options))
    assert table["2021"].to_pylist() == [None, Decimal("-1.25")]
    done = call("export", "--db", tmp_path / "i.db", "--format", "sdmx-csv", "--output", tmp_path / "x", *options)
    assert done.stderr == "--wide: not as sdmx-csv; choose csv, xlsx, parquet or jsonl\n"


# Growth of a year, against other years and on average; an aim; grain in two units and in money.
GRAIN: dict[str, Any] = {"indicator": "grain_output", "indicator_name": "粮食产量", "base_unit": "公斤"}
STATED: tuple[tuple[Statistic, str, str, int, dict[str, Any]], ...] = (
    (Statistic.GROWTH, "3", "%", 2022, {}),
    (Statistic.GROWTH, "6", "%", 2023, {"basis": Basis.YOY}),
    (Statistic.GROWTH, "18.5", "%", 2023, {"base_year": 2020}),
    (Statistic.GROWTH, "20", "%", 2023, {"base_year": 2019}),
    (Statistic.GROWTH, "5.8", "%", 2023, {"basis": Basis.AVERAGE}),
    (Statistic.GROWTH, "5.5", "%", 2024, {"status": Status.TARGET}),
    (Statistic.LEVEL, "3498.5", "吨", 2021, {**GRAIN, "base_value": Decimal("3498500")}),
    (Statistic.LEVEL, "3500", "吨", 2022, {**GRAIN, "base_value": Decimal("3500000")}),
    (Statistic.LEVEL, "7187601", "斤", 2023, {**GRAIN, "base_value": Decimal("3593800.5")}),
    (Statistic.LEVEL, "700", "元", 2023, {**GRAIN, "base_unit": "元"}),
)
SEVERAL = tuple(
    record(
        id=f"r{number}",
        start=number,
        low=None,
        bound=Bound.EXACT,
        period=str(year),
        year=year,
        **{"statistic": statistic, "value": Decimal(value), "unit": unit, **fields},
    )
    for number, (statistic, value, unit, year, fields) in enumerate(STATED)
)


@pytest.fixture
def several(tmp_path: Path, report: Path) -> Path:
    with open_store(tmp_path / "i.db") as store:
        load_document(store, document(report), SEVERAL, started(store))
    return tmp_path / "i.db"


GROWTH = ["--indicator", "gdp", "--statistic", "growth", "--status", "actual"]


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (GROWTH, ["2022,2023", "3,6"]),
        ([*GROWTH, "--basis", "yoy"], ["2022,2023", "3,6"]),
        ([*GROWTH, "--basis", "average"], ["2023", "5.8"]),
        ([*GROWTH, "--base-year", "2020"], ["2023", "18.5"]),
        ([*GROWTH, "--base-year", "2022"], ["2023", "6"]),
        (["--indicator", "粮食产量", "--unit", "吨"], ["2021,2022,2023", "3498.5,3500,3593.8005"]),
        (["--indicator", "粮食产量", "--unit", "斤"], ["2021,2022,2023", "6997000,7000000,7187601"]),
        (["--indicator", "粮食产量", "--unit", "元"], ["2023", "700"]),
        (["--indicator", "粮食产量", "--years", "2021-2022"], ["2021,2022", "3498.5,3500"]),
    ],
)
def test_a_wide_table_is_of_one_series_in_one_unit(several: Path, options: list[str], lines: list[str]) -> None:
    head, row = exported(several, "csv", "--wide", *options).read_text(encoding="utf-8-sig").splitlines()
    assert [head, row] == [f"region,region_name,{lines[0]}", f"510000,四川省,{lines[1]}"]


def test_what_a_wide_table_is_of_is_told(several: Path) -> None:
    options = ["--indicator", "粮食产量", "--unit", "斤", "--wide"]
    output = several.with_name("out.csv")
    done = call("export", "--db", several, "--format", "csv", "--output", output, *options)
    assert (done.stdout, done.stderr) == (f"1 row in {output}: 粮食产量 level actual (斤)\n", "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--indicator", "gdp"], "(growth actual %; growth target %); narrow down with --status"),
        (["--indicator", "粮食产量"], "(level actual 元; level actual 吨); narrow down with --unit"),
    ],
)
def test_several_series_are_told_with_the_options_that_tell_them_apart(
    several: Path, options: list[str], said: str
) -> None:
    output = several.with_name("out.csv")
    done = call("export", "--db", several, "--format", "csv", "--output", output, "--wide", *options)
    assert (done.exit_code, done.stderr) == (2, f"--wide: several series match {said}\n")


def test_series_that_are_none_on_the_year_before_are_told_by_their_bases(tmp_path: Path, report: Path) -> None:
    with open_store(tmp_path / "i.db") as store:
        load_document(store, document(report), SEVERAL[2:5], started(store))
    done = call("export", "--db", tmp_path / "i.db", "--format", "csv", "--output", tmp_path / "o", "--wide", *GROWTH)
    series = "growth 2019 actual %; growth 2020 actual %; growth average actual %"
    said = f"--wide: several series match ({series}); narrow down with --basis and --base-year\n"
    assert (done.exit_code, done.stderr) == (2, said)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--basis", "yoy"], ["r0", "r1", "r2", "r3", "r5"]),
        (["--basis", "average"], ["r4"]),
        (["--base-year", "2020"], ["r2"]),
        (["--base-year", "2022"], ["r1"]),
        (["--unit", "吨"], ["r6", "r7", "r8"]),
    ],
)
def test_bases_and_units_narrow_down_records_too(several: Path, options: list[str], ids: list[str]) -> None:
    lines = exported(several, "jsonl", *options).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids


def test_rows_are_written_as_they_come(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No format gathers the rows first: when a late one comes, an early one is on its way already."""
    written: list[str] = []

    def noted(value: object) -> str:
        written.append("cell")
        return harmless(value)

    monkeypatch.setattr("extractor.exports.text.harmless", noted)

    def watched(*arguments: Any) -> Iterator[tuple[Any, ...]]:
        for number, row in enumerate(selected_records(*arguments)):
            assert len(written) == number * len(FIELDS)
            yield row

    monkeypatch.setattr("extractor.exports.tables.selected_records", watched)
    exported(database, "csv")
    assert len(written) == len(RECORDS) * len(FIELDS)


def test_the_command_offers_what_there_is() -> None:
    assert list(FORMATS) == list(Format)
    assert list(STATISTICS) == list(Statistic)
    assert list(STATUSES) == list(Status)
    assert list(BASES) == list(Basis)


def test_the_summary_counts_rows(database: Path) -> None:
    output = database.with_name("a.csv")
    done = call("export", "--db", database, "--format", "csv", "--output", output, "--status", "target")
    assert (done.stdout, done.stderr) == (f"1 row in {output}\n", "")
