"""ZIP archives: every file in them that there is a reader for, and nothing is written anywhere."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath

from extractor.documents.metadata import METADATA_NAME
from extractor.documents.readers.content import Content, Unread
from extractor.documents.readers.formats import read_contents, sniffed, suffixes
from extractor.documents.readers.limits import check_archive
from extractor.problems import DocumentError

_UTF8_NAME = 0x800


def read_archive(data: bytes, name: str) -> Iterator[Content | Unread]:
    """The documents of an archive, named by their place in it: ``公报.zip/2023/成都.txt``."""
    check_archive(data, name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        for member in sorted(members, key=_member_name):
            inner = _member_name(member)
            path = PurePosixPath(inner)
            if path.name.startswith((".", "~$")) or "__MACOSX" in path.parts:
                continue
            if path.name == METADATA_NAME:
                yield Unread(f"/{inner}", "not used: it lies in an archive; unpack the archive first")
                continue
            if path.is_absolute() or ".." in path.parts:
                yield Unread(f"/{path.name}", "a name in the archive that leads out of it: not read")
            elif path.suffix.lower() not in suffixes():
                yield Unread(f"/{inner}", f"not read: there is no reader for {path.suffix or path.name} files")
            else:
                yield from _member(archive, member, inner)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, inner: str) -> Iterator[Content | Unread]:
    try:
        with archive.open(member) as file:
            data = file.read(member.file_size + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, zlib.error):
        yield Unread(f"/{inner}", "damaged, or packed in a way that is not read: unpack the archive first")
        return
    try:
        if sniffed(data, PurePosixPath(inner).suffix.lower().lstrip(".")) == "zip":
            yield Unread(f"/{inner}", "an archive in an archive: unpack it first")
            return
        for found in read_contents(data, inner):
            if isinstance(found, Content):
                yield replace(found, part=f"/{inner}{found.part}", data=found.data if found.data else data)
            else:
                yield replace(found, part=f"/{inner}{found.part}")
    except DocumentError as error:
        yield Unread(f"/{inner}", error.reason)


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name of a member; Chinese Windows writes it in GBK and says nothing of it."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return name.replace("\\", "/")
