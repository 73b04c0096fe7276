"""Which reader reads a file: the one registered for its suffix, unless its first bytes say plainly what it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import PurePath

from extractor.documents.decode import HTML_START
from extractor.documents.readers.content import Content, Reader, Unread
from extractor.problems import DocumentError

GROUP = "extractor.readers"
"""The group of entry points: the name of one is a suffix (``ofd``), what it names is a ``Reader``."""

_HERE = "extractor.documents.readers"
_BUILT_IN: Mapping[str, str] = {
    "txt": "text:read_text",
    "md": "text:read_text",
    "pdf": "pdf:read_pdf",
    "docx": "word:read_word",
    "html": "web:read_web_page",
    "htm": "web:read_web_page",
    "shtml": "web:read_web_page",
    "xlsx": "sheets:read_workbook",
    "csv": "sheets:read_csv",
    "jsonl": "rows:read_json_lines",
    "parquet": "rows:read_parquet",
    "zip": "archives:read_archive",
}
_CONVERT = "save it as .docx (in Word or WPS, or: soffice --headless --convert-to docx) and read that"
_REFUSED: Mapping[str, str] = {
    "doc": f"an old Word file: {_CONVERT}",
    "wps": f"a WPS file: {_CONVERT}",
    "rtf": f"an RTF file: {_CONVERT}",
    "ofd": "an OFD file: save it as PDF or .docx in an OFD reader and read that",
    "xls": "an old Excel file: save it as .xlsx (or: soffice --headless --convert-to xlsx) and read that",
    "et": "a WPS table: save it as .xlsx and read that",
}
_OLE = b"\xd0\xcf\x11\xe0"


def suffixes() -> tuple[str, ...]:
    """The suffixes that a folder is searched for, sorted: .csv, .docx, …, and those refused with advice: .doc."""
    return tuple(sorted(f".{suffix}" for suffix in {*_BUILT_IN, *_REFUSED, *added()}))


def readable() -> tuple[str, ...]:
    """The suffixes for which there is a reader, sorted."""
    return tuple(sorted(f".{suffix}" for suffix in {*_BUILT_IN, *added()}))


def read_contents(data: bytes, name: str) -> Iterable[Content | Unread]:
    """The documents in the bytes of a file: one of 公报.pdf, one a line of 公报.jsonl.

    Pure but for the readers that users add. Raises ``DocumentError`` where the file as a whole cannot be read.
    """
    if not data.strip():
        raise DocumentError(name, "empty file" if not data else "empty file: nothing but white space")
    kind = sniffed(data, PurePath(name).suffix.lower().lstrip("."))
    if kind in _REFUSED and kind not in added():
        raise DocumentError(name, _REFUSED[kind])
    return _reader(kind)(data, name)


def sniffed(data: bytes, suffix: str) -> str:
    """What a file is, by the suffix that its kind has: a web page that is called 公报.doc is ``html``."""
    if suffix in added():
        return suffix
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_OLE):
        return suffix if suffix in _REFUSED else "doc"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if HTML_START.match(data, 0, 1_000):
        return "html"
    return suffix if suffix in ("csv", "jsonl", "html", "htm", "shtml") else _expected(suffix)


def _expected(suffix: str) -> str:
    """What a file is whose bytes say nothing: a text, or damage where its suffix promises a format with a signature."""
    return suffix if suffix in ("pdf", "docx", "xlsx", "zip", "parquet") else "txt"


def _zipped(data: bytes) -> str:
    """What kind of zip file it is: Word, Excel, OFD, or an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "zip"
    for kind, member in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"), ("ofd", "OFD.xml")):
        if member in names:
            return kind
    return "zip"


@cache
def added() -> Mapping[str, str]:
    """The readers that installed packages add, by suffix: they stand over ours."""
    return {point.name.lower().lstrip("."): point.value for point in entry_points(group=GROUP)}


@cache
def _reader(kind: str) -> Reader:
    value = added().get(kind) or f"{_HERE}.{_BUILT_IN[kind]}"
    module, _, function = value.partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader
