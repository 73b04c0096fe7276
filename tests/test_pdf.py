"""Guards against a PDF that is half read in silence, read in the wrong order, or too much for the run.

The files are written by hand, so that what stands on each page is known.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from command_samples import GRAIN, call, stored
from pdf_samples import PICTURE, line, pdf_of, ruled

from extractor.documents.document import Document, Metadata
from extractor.documents.readers.pagegaps import numbered
from extractor.documents.sources import Source, documents_of
from extractor.problems import DocumentError
from extractor.ruleset.compiled import RuleSet
from extractor.runs import ReadDocument, RefusedDocument, ready_to_load
from extractor.runs.batches import Job
from extractor.runs.process import setting_of
from extractor.runs.workers import Workers

OCR = "run character recognition (OCR) on it"
STAMP = PICTURE + line("扫描全能王 创建")
UNKNOWN = line("\ue001\ue002\ue003\ue004\ue005")
HEADS = [["指标", "2023年（亿元）"], ["地区生产总值", "60132.9"], ["工业增加值", "17000"]]
TURNED = {90: b"0 1 -1 0 595 0 cm", 180: b"-1 0 0 -1 595 842 cm", 270: b"0 -1 1 0 0 842 cm"}
"""What is drawn upright before a page is turned stands upright when it is shown."""


def only(data: bytes) -> Document:
    (document,) = documents_of(data, "a.pdf", Metadata())
    assert isinstance(document, Document)
    return document


def test_every_page_begins_at_a_place_of_the_text() -> None:
    document = only(pdf_of(line("第一页"), line("第二页")))
    assert document.source == "第一页\n\x0c第二页\n"
    assert [document.page(document.source.index(word)) for word in ("第一", "第二")] == [1, 2]
    assert document.gaps == ()


@pytest.mark.parametrize(
    ("pages", "gaps"),
    [
        ((line(GRAIN), b"", line(GRAIN)), ()),  # a blank page lacks nothing
        ((line(GRAIN), PICTURE, line(GRAIN)), (f"page 2 of its 3 pages: a picture without a text layer; {OCR}",)),
        (
            (PICTURE, PICTURE, line(GRAIN), PICTURE),
            (f"pages 1-2, 4 of its 4 pages: a picture without a text layer; {OCR}",),
        ),
        ((STAMP, STAMP, line(GRAIN)), (f"pages 1-2 of its 3 pages: a picture without a text layer; {OCR}",)),
        ((PICTURE + line("统计公报"), line(GRAIN)), ()),  # the cover, with a picture behind its title
        ((b"0 0 m 9 9 l S\n" * 200, line(GRAIN)), (f"page 1 of its 2 pages: a picture without a text layer; {OCR}",)),
        (
            (UNKNOWN, *[line(GRAIN)] * 9),
            (f"page 1 of its 10 pages: fonts that do not say which characters they show; {OCR}",),
        ),
    ],
    ids=["blank", "picture", "mostly pictures", "a scanner's name", "cover", "curves", "fonts"],
)
def test_pages_that_cannot_be_read_are_told_and_the_others_are_read(
    pages: tuple[bytes, ...], gaps: tuple[str, ...]
) -> None:
    document = only(pdf_of(*pages))
    assert document.gaps == gaps
    assert document.source.count(GRAIN) == pages.count(line(GRAIN))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf_of(PICTURE, PICTURE), f"a scan: its pages are pictures without a text layer; {OCR}"),
        (pdf_of(STAMP, STAMP), f"a scan: its pages are pictures without a text layer; {OCR}"),
        (pdf_of(b"", b""), "a PDF without text: its pages are blank"),
        (pdf_of(UNKNOWN), f"a PDF whose fonts do not say which characters they show; {OCR}"),
        (pdf_of(line(GRAIN), password="secret"), "a PDF with a password: save it without one (print it to PDF)"),
        (pdf_of(*[b""] * 5_001), "a PDF of 5001 pages, of 5000 at most: split it"),
        (pdf_of(line(GRAIN))[:400], "a damaged PDF, or a part of one: fetch it again"),
    ],
    ids=["scan", "a scanner's name", "blank", "fonts", "password", "pages", "cut"],
)
def test_a_pdf_of_which_nothing_can_be_read_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        only(data)
    assert str(caught.value) == f"a.pdf: {reason}"


def test_a_pdf_that_may_be_read_but_not_printed_or_changed_is_read() -> None:
    data = pdf_of(line(GRAIN), password="")
    assert GRAIN.encode("utf-16-be").hex().encode() not in data
    assert only(data).source == GRAIN + "\n"


def test_a_truncated_pdf_is_told_whatever_is_left_of_it() -> None:
    """An older edition at its head, as in a file that was changed and then cut, can still be read."""
    whole = pdf_of(line(GRAIN), line(GRAIN))
    changed = whole + b"9 0 obj<</Length 9000>>stream\n" + b"0 0 m 9 9 l S\n" * 300
    document = only(changed)
    assert document.source.count(GRAIN) == 2
    assert document.gaps == ("the end of the file is missing, and pages may be; fetch it again",)
    assert only(whole + b"\0" * 10_000).gaps == ()
    for share in range(1, 10):
        with pytest.raises(DocumentError, match="a damaged PDF, or a part of one: fetch it again"):
            only(whole[: len(whole) * share // 10])


def test_pages_that_are_not_there_are_told() -> None:
    document = only(pdf_of(line(GRAIN)).replace(b"/Count 1", b"/Count 4"))
    assert document.source.startswith(GRAIN)
    assert document.gaps == ("pages 2-4 of its 4 pages: damaged; fetch it again",)


@pytest.mark.parametrize("degrees", TURNED)
def test_a_page_that_is_turned_is_read_as_it_is_shown(degrees: int) -> None:
    drawn = b"q " + TURNED[degrees] + b"\n" + line(GRAIN, 60, 500) + ruled(HEADS, 60, 450) + b" Q"
    document = only(pdf_of(drawn, turned=degrees))
    assert document.source == f"{GRAIN}\n\n指标\t2023年（亿元）\n地区生产总值\t60132.9\n工业增加值\t17000\n"
    assert [len(table.cells) for table in document.tables] == [6]


def test_what_stands_inside_a_table_and_in_no_cell_of_it_is_kept() -> None:
    drawn = ruled(HEADS, 60, 450).replace(b"60 426 150 24 re S", b"")  # a head of which no rule is drawn
    assert b"60 426" not in drawn
    assert "指标" in only(pdf_of(drawn)).source


def test_pages_in_words() -> None:
    assert numbered([3]) == "page 3"
    assert numbered([1, 2, 3, 5, 7, 8]) == "pages 1-3, 5, 7-8"
    odd = list(range(1, 100, 2))
    assert numbered(odd) == "pages 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 and others, 50 in all,"


def test_a_run_keeps_what_was_read_and_tells_the_rest_until_it_is_mended(here: Path) -> None:
    (here / "docs").mkdir()
    report = here / "docs" / "公报.pdf"
    report.write_bytes(pdf_of(line(GRAIN), PICTURE))
    said = f"partly read: page 2 of its 2 pages: a picture without a text layer; {OCR}"
    for outcome in ("1 new", "1 unchanged"):
        done = call("run", "docs", "--db", "i.db")
        assert (done.exit_code, done.stderr) == (1, f"{report}: {said}\n")
        assert done.stdout.splitlines()[0] == f"documents        1  {outcome}"
        assert stored(here / "i.db", "SELECT path, code, message FROM problems") == [
            ("docs/公报.pdf", "partly-read", said)
        ]
        assert stored(here / "i.db", "SELECT count(*) FROM records") == [(2,)]
    report.write_bytes(pdf_of(line(GRAIN), line("增长5%。")))
    assert call("run", "docs", "--db", "i.db").exit_code == 0
    assert stored(here / "i.db", "SELECT * FROM problems") == []


def test_a_pdf_of_two_thousand_pages_is_read(here: Path) -> None:
    (here / "年鉴.pdf").write_bytes(pdf_of(*(line(f"去年全省粮食产量{page}万吨。") for page in range(1, 2_001))))
    done = call("run", "年鉴.pdf", "--db", "i.db")
    assert (done.exit_code, done.stderr) == (0, "")
    assert stored(here / "i.db", "SELECT count(*), max(page), max(value) FROM records") == [(2_000, 2_000, 2e7)]


def bomb(piece: bytes, times: int) -> bytes:
    """A page whose content is many times as long as the file."""
    packed = zlib.compress(piece * times, 9)
    head = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed)
    return pdf_of(b"@@@").replace(b"<</Length 3>>stream\n@@@", head + packed)


HOSTILE = {
    "a page that holds itself": pdf_of(line(GRAIN)).replace(b"Kids[", b"Kids[2 0 R "),
    "more pages than there can be": pdf_of(line(GRAIN)).replace(b"/Count 1", b"/Count 2000000000"),
    "brackets without end": pdf_of(line(GRAIN)).replace(b"/Count 1", b"/Count 1/X " + b"[" * 200_000),
    "a page of 100 MB of blanks": bomb(b" " * 100, 1_000_000),
    "a page of a million words": bomb(line("增长"), 400_000),
}


REFUSED = {
    "a damaged PDF, or a part of one: fetch it again",
    "a PDF without text: its pages are blank",
    "cannot be read: it took longer than 4 seconds, twice; the document is left out",
}
"""Which of them the last is said of, depends on the machine."""


def test_a_hostile_pdf_takes_its_process_at_most(here: Path, rules: RuleSet) -> None:
    """Whatever becomes of it, it comes to an end and the next document is read."""
    jobs = []
    for name, data in {**HOSTILE, "最后": pdf_of(line(GRAIN))}.items():
        path = here / f"{name}.pdf"
        path.write_bytes(data)
        jobs.append(Job(Source(path.name, path, Metadata()), 0))
    with Workers(setting_of(rules, ready_to_load), 1, patience=4) as pool:
        done = [one for _, read in pool.read(iter([tuple(jobs)])) for all_done in read for one in all_done]
    assert all(isinstance(one, ReadDocument | RefusedDocument) for one in done)
    assert len(done) == len(jobs)
    last = done[-1]
    assert isinstance(last, ReadDocument)
    assert len(last.records) == 2
    told = [one.problem.message for one in done if isinstance(one, RefusedDocument)]
    assert told
    assert set(told) <= REFUSED
