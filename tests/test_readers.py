"""Guards against a file that is lost, half read or harmful: it is read, or refused in a line that says what to do."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.metadata import EntryPoint
from pathlib import Path

import docx
import openpyxl
import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from extractor.cli import main
from extractor.documents.document import Document, Metadata, PartialDate
from extractor.documents.readers import formats
from extractor.documents.readers.content import Content
from extractor.documents.sources import documents_of
from extractor.pipeline import read_document
from extractor.problems import DocumentError
from extractor.ruleset.compiled import RuleSet

TEXT = "去年，全省粮食产量3600万吨。"
HEADS = [
    ["项目", "2023年执行数", "比上年增长（%）"],
    ["一般公共预算收入", "5529.1", "13.3"],
    ["税收收入", "3667.5", "14.6"],
]
ROWS = [
    "一般公共预算收入 2023 level 552910000000 元",
    "一般公共预算收入 2023 growth 13.3 %",
    "税收收入 2023 level 366750000000 元",
    "税收收入 2023 growth 14.6 %",
]


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def found(data: bytes, name: str) -> list[Document | DocumentError]:
    return list(documents_of(data, name, Metadata(region="四川省", published=PartialDate(2024))))


def cells(data: bytes, name: str, rules: RuleSet) -> list[str]:
    (document,) = found(data, name)
    assert isinstance(document, Document)
    records = read_document(document, rules).records
    assert all(document.source[record.start : record.end] == record.quote for record in records)
    return [
        f"{r.indicator_name} {r.period} {r.statistic} {r.value.normalize():f} {r.unit}"
        for r in records
        if r.cell and r.value
    ]


def word_table() -> bytes:
    word = docx.Document()
    word.add_paragraph("2023年一般公共预算收入")
    word.add_paragraph("单位：亿元")
    table = word.add_table(rows=3, cols=3)
    for row, line in enumerate(HEADS):
        for column, said in enumerate(line):
            table.cell(row, column).text = said
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def web_table() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{said}</td>" for said in line) + "</tr>" for line in HEADS)
    return (
        "<!DOCTYPE html><html><head><meta charset='gb2312'><meta name='ArticleTitle' content='预算报告'>"
        "<meta name='PubDate' content='2024-02-03 09:00'><meta name='ContentSource' content='省财政厅'></head><body>"
        f"<p>全省财政运行平稳，收入质量进一步提高，重点支出得到有力保障。</p><p>单位：亿元</p><table>{rows}</table></body></html>"
    ).encode("gb18030")


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "收入"
    sheet["A1"] = "2023年一般公共预算收入"
    sheet["A2"] = "单位：亿元"
    sheet.append(["项目", "2023年执行数", "比上年增长"])
    for name, value, growth in (("一般公共预算收入", 5529.1, 0.133), ("税收收入", 3667.5, 0.146)):
        sheet.append([name, value, growth])
        sheet.cell(sheet.max_row, 3).number_format = "0.0%"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_cells_of_which_the_number_is_not_known_are_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "收入"
    for row in (["指标", "2023年（万元）"], ["税收收入", 3667], ["非税收入", "=B2*2"], ["合计", 1234567]):
        sheet.append(row)
    sheet["B4"].number_format = "#,##0,"
    target = io.BytesIO()
    book.save(target)
    (document,) = found(target.getvalue(), "a.xlsx")
    assert isinstance(document, Document)
    assert document.source == "收入\n指标\t2023年（万元）\n税收收入\t3667\n非税收入\n合计\n"
    assert document.gaps == (
        "cells of the sheet 收入 that show thousands of what they hold (1): give them another number format",
        "cells with a formula and no result (1): open it in Excel or LibreOffice and save it again",
    )


def csv_table() -> bytes:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["项目", "2023年执行数（亿元）", "比上年增长（%）"])
    writer.writerows(HEADS[1:])
    return target.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.docx", word_table),
        ("a.html", web_table),
        ("a.xlsx", workbook),
        ("a.csv", csv_table),
        ("公报.doc", web_table),
    ],
)
def test_a_table_is_read_whatever_the_format(name: str, made: Callable[[], bytes], rules: RuleSet) -> None:
    assert cells(made(), name, rules) == ROWS


def test_merged_heads_stand_over_all_their_columns(rules: RuleSet) -> None:
    word = docx.Document()
    table = word.add_table(rows=3, cols=3)
    for (row, column), said in {
        (0, 0): "指标", (0, 1): "2023年", (1, 1): "预算数（亿元）", (1, 2): "执行数（亿元）",
        (2, 0): "一般公共预算收入", (2, 1): "5100", (2, 2): "5529.1",
    }.items():  # fmt: skip
        table.cell(row, column).text = said
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    target = io.BytesIO()
    word.save(target)
    assert cells(target.getvalue(), "a.docx", rules) == [
        "一般公共预算收入 2023 level 510000000000 元",
        "一般公共预算收入 2023 level 552910000000 元",
    ]


def word_of(body: str) -> bytes:
    """A Word file whose body is written out."""
    target = io.BytesIO()
    docx.Document().save(target)
    names = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "
    names += "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    target.seek(0)
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = f"<w:document {names}><w:body>{body}</w:body></w:document>".encode()
    return zipped(**parts)


def run_of(said: str, tag: str = "t") -> str:
    return f"<w:r><w:{tag}>{said}</w:{tag}></w:r>"


BOXED = f"<w:txbxContent><w:p>{run_of('粮食增产2%。')}</w:p></w:txbxContent>"
CHOICE = f"<mc:AlternateContent><mc:Choice>{BOXED}</mc:Choice><mc:Fallback>{BOXED}</mc:Fallback></mc:AlternateContent>"


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (
            f"{run_of('增长1')}<w:del>{run_of('5', 'delText')}</w:del><w:ins>{run_of('6')}</w:ins>{run_of('%')}",
            "增长16%",
        ),
        (f"<w:moveFrom>{run_of('增长5%')}</w:moveFrom>{run_of('增长6%')}", "增长6%"),
        (f"{run_of('增长')}<w:sdt><w:sdtContent>{run_of('6')}</w:sdtContent></w:sdt>{run_of('%')}", "增长6%"),
        (f"<w:hyperlink>{run_of('增长')}</w:hyperlink>{run_of('6%')}", "增长6%"),
        (f"{run_of('增长6%。')}<w:r>{CHOICE}</w:r>", "增长6%。\n粮食增产2%。"),
        (f"{run_of('甲')}<w:r><w:tab/></w:r>{run_of('乙')}<w:r><w:br/></w:r>{run_of('丙')}", "甲 乙\n丙"),
    ],
    ids=["struck and put in", "moved", "a form", "a link", "a box", "signs"],
)
def test_a_paragraph_of_word_is_read_as_it_is_printed(paragraph: str, text: str) -> None:
    """A number of which the part that was put in is left out is another number."""
    for body in (f"<w:p>{paragraph}</w:p>", f"<w:sdt><w:sdtContent><w:p>{paragraph}</w:p></w:sdtContent></w:sdt>"):
        (document,) = found(word_of(body), "a.docx")
        assert isinstance(document, Document)
        assert document.source == text + "\n"


def test_rows_of_word_are_read_as_they_are_printed() -> None:
    def row(*cells: str, properties: str = "") -> str:
        said = "".join(f"<w:tc><w:p>{run_of(cell)}</w:p></w:tc>" for cell in cells)
        return f"<w:tr>{properties}{said}</w:tr>"

    struck = row("粮食", "3", properties="<w:trPr><w:del/></w:trPr>")
    form = f"<w:sdt><w:sdtContent>{row('油料', '4')}</w:sdtContent></w:sdt>"
    (document,) = found(word_of(f"<w:tbl>{row('指标', '2023年')}{struck}{form}</w:tbl>"), "a.docx")
    assert isinstance(document, Document)
    assert document.source == "指标\t2023年\n油料\t4\n"


def test_a_web_page_tells_its_title_date_and_source() -> None:
    (document,) = documents_of(web_table(), "a.html", Metadata())
    assert isinstance(document, Document)
    assert document.metadata == Metadata(title="预算报告", publisher="省财政厅", published=PartialDate(2024, 2, 3))


def test_what_stands_beside_a_file_wins_over_what_it_says_itself() -> None:
    (document,) = documents_of(web_table(), "a.html", Metadata(title="另一题", published=PartialDate(2023)))
    assert isinstance(document, Document)
    assert (document.metadata.title, document.metadata.published) == ("另一题", PartialDate(2023))
    assert document.metadata.publisher == "省财政厅"


JSONL = "\n".join(
    [
        json.dumps({"text": TEXT, "title": "公报", "date": "2024-01-24", "region": "四川省", "source": "日报"}),
        "{不是",
        json.dumps({"title": "没有正文"}),
        json.dumps({"text": TEXT, "published": "去年"}),
        "",
        json.dumps({"text": "增长5%。"}),
    ]
).encode()


def test_a_collection_gives_a_document_a_line() -> None:
    first, *others = documents_of(JSONL, "公报.jsonl", Metadata())
    assert isinstance(first, Document)
    assert (first.name, first.source) == ("公报.jsonl#1", TEXT)
    assert first.metadata == Metadata("公报", "日报", PartialDate(2024, 1, 24), "四川省")
    assert [str(one) if isinstance(one, DocumentError) else one.name for one in others] == [
        "公报.jsonl#2: no JSON: one object a line, with the document in its key text",
        "公报.jsonl#3: no text in the column text",
        "公报.jsonl#4: no date: '去年'; write 2024, 2024-01 or 2024-01-24, or leave it out",
        "公报.jsonl#6",
    ]


def test_csv_and_parquet_with_a_column_text_are_collections() -> None:
    table = io.BytesIO()
    parquet.write_table(arrow.table({"text": [TEXT, "增长5%。"], "title": ["甲", None]}), table)
    for data, name in ((f"title,text\n甲,{TEXT}\n,增长5%。\n".encode(), "a.csv"), (table.getvalue(), "a.parquet")):
        documents = [one for one in documents_of(data, name, Metadata()) if isinstance(one, Document)]
        assert [(one.name, one.source, one.metadata.title) for one in documents] == [
            (f"{name}#1", TEXT, "甲"),
            (f"{name}#2", "增长5%。", None),
        ]


def test_an_archive_gives_what_can_be_read_and_names_the_rest() -> None:
    data = zipped(**{
        "2023/公报.txt": TEXT.encode("gb18030"), "b.jsonl": JSONL[: JSONL.index(b"\n")], "c.zip": zipped(x=b"1"),
        "../d.txt": b"x", "/e.txt": b"x", "f.exe": b"MZ", "g.pdf": b"%PDF-1.7 broken", "metadata.csv": b"file\n",
        "__MACOSX/h.txt": b"x",
    })  # fmt: skip
    told = [str(one) if isinstance(one, DocumentError) else one.name for one in documents_of(data, "a.zip", Metadata())]
    assert told == [
        "a.zip/d.txt: a name in the archive that leads out of it: not read",
        "a.zip/e.txt: a name in the archive that leads out of it: not read",
        "a.zip/2023/公报.txt",
        "a.zip/b.jsonl#1",
        "a.zip/c.zip: an archive in an archive: unpack it first",
        "a.zip/f.exe: not read: there is no reader for .exe files",
        "a.zip/g.pdf: a damaged PDF, or a part of one: fetch it again",
        "a.zip/metadata.csv: not used: it lies in an archive; unpack the archive first",
    ]


REFUSED = [
    ("a.txt", b"", "empty file"),
    ("a.pdf", b"%PDF-1.7\n1 0 obj <<", "a damaged PDF, or a part of one: fetch it again"),
    ("a.docx", b"PK\x03\x04abc", "a damaged zip file, or a part of one: fetch it again"),
    (
        "a.docx",
        zipped(**{"word/document.xml": b"<x/>"}),
        "no Word file, or a damaged one: open it in Word and save it again",
    ),
    (
        "a.xlsx",
        zipped(**{"xl/workbook.xml": b"<x/>"}),
        "no Excel file, or a damaged one: open it in Excel and save it again",
    ),
    (
        "a.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Word file: save it as .docx (in Word or WPS, or: soffice --headless --convert-to docx) and read that",
    ),
    (
        "a.wps",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a WPS file: save it as .docx (in Word or WPS, or: soffice --headless --convert-to docx) and read that",
    ),
    (
        "a.txt",
        b"{\\rtf1\\ansi",
        "an RTF file: save it as .docx (in Word or WPS, or: soffice --headless --convert-to docx) and read that",
    ),
    ("a.ofd", zipped(**{"OFD.xml": b"<x/>"}), "an OFD file: save it as PDF or .docx in an OFD reader and read that"),
    (
        "a.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Excel file: save it as .xlsx (or: soffice --headless --convert-to xlsx) and read that",
    ),
    ("a.zip", zipped(bomb=b"\0" * 30_000_000), "a zip file that unpacks to more than 200 times its size: not read"),
    ("a.parquet", b"PAR1 broken PAR1", "a damaged Parquet file, or a part of one: fetch it again"),
    (
        "a.html",
        b"<!DOCTYPE html><html><body><script>1</script></body></html>",
        "a web page without text: its article may be loaded by a script; save it from a browser",
    ),
]


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED, ids=[f"{row[0]} {row[2][:20]}" for row in REFUSED])
def test_what_cannot_be_read_says_why_in_one_line(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        found(data, name)
    assert str(caught.value) == f"{name}: {reason}"


@pytest.mark.parametrize(
    ("module", "name", "data", "reason"),
    [
        ("pyarrow", "a.parquet", b"PAR1", "a Parquet file: reading it needs pip install 'pyarrow>=17'"),
        ("openpyxl", "a.xlsx", workbook(), "an Excel file: reading it needs pip install 'openpyxl>=3.1,<4'"),
    ],
)
def test_a_missing_extra_is_told_in_one_line(
    module: str, name: str, data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(DocumentError) as caught:
        found(data, name)
    assert str(caught.value) == f"{name}: {reason}"


def read_shouting(data: bytes, name: str) -> Iterator[Content]:
    """A reader that a user adds."""
    yield Content(data.decode().upper(), "shout")


def test_a_reader_can_be_added(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("loud", f"{__name__}:read_shouting", formats.GROUP)
    monkeypatch.setattr(formats, "entry_points", lambda group: [point])
    formats.added.cache_clear()
    try:
        assert ".loud" in formats.readable()
        (document,) = found(b"gdp", "a.loud")
        assert isinstance(document, Document)
        assert (document.source, document.encoding) == ("GDP", "shout")
    finally:
        monkeypatch.undo()
        formats.added.cache_clear()


@given(
    st.sampled_from([".txt", ".pdf", ".docx", ".html", ".xlsx", ".csv", ".jsonl", ".parquet", ".zip"]),
    st.sampled_from([b"", b"%PDF-1.4", b"PK\x03\x04", b"<html>", b"PAR1", b"\xef\xbb\xbf"]),
    st.binary(max_size=200),
)
def test_bytes_raise_nothing_but_the_projects_own_error(suffix: str, head: bytes, data: bytes) -> None:
    try:
        list(documents_of(head + data, f"a{suffix}", Metadata()))
    except DocumentError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_run_loads_each_document_of_a_file_under_its_own_name(here: Path, workers: str) -> None:
    (here / "docs").mkdir()
    (here / "docs" / "a.zip").write_bytes(zipped(**{"成都/公报.txt": TEXT.encode(), "b.jsonl": JSONL, "c.exe": b"MZ"}))
    for outcome in ("3 new, 4 refused", "3 unchanged, 4 refused"):
        done = CliRunner().invoke(main, ["run", "docs", "--db", "i.db", "--workers", workers])
        assert (done.exit_code, done.stdout.splitlines()[0]) == (1, f"documents        7  {outcome}")
    with closing(sqlite3.connect("i.db")) as connection:
        places = connection.execute("SELECT name, path FROM documents ORDER BY name").fetchall()
        problems = connection.execute("SELECT path FROM problems ORDER BY path").fetchall()
    names = ["a.zip/b.jsonl#1", "a.zip/b.jsonl#6", "a.zip/成都/公报.txt"]
    assert places == [(name, f"docs/{name}") for name in names]
    assert problems == [(f"docs/a.zip/{part}",) for part in ("b.jsonl#2", "b.jsonl#3", "b.jsonl#4", "c.exe")]


def test_samples_are_what_they_claim(tmp_path: Path) -> None:
    """A sample that no program would open proves nothing about the reader."""
    path = tmp_path / "a.docx"
    path.write_bytes(word_table())
    assert zipfile.is_zipfile(path)
