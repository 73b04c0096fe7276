"""From paths to documents: which files are read, under which names, with what metadata."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.documents.document import Document, Metadata
from extractor.documents.grids import folded_table, text_tables
from extractor.documents.layout import mend
from extractor.documents.metadata import METADATA_NAME, read_metadata
from extractor.documents.readers.content import Content, Unread
from extractor.documents.readers.formats import read_contents, readable, suffixes
from extractor.problems import DocumentError, InputError, Problem

_LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, under the name its document will have."""

    name: str
    path: Path
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Sources:
    """What a run reads, in the order it is read, and what it does not read and why."""

    items: tuple[Source, ...]
    problems: tuple[Problem, ...]


def find_sources(paths: Sequence[str], metadata: Path | None = None) -> Sources:
    """The documents that the paths name: files, folders with all below them, patterns such as ``2024/*.txt``.

    A document of a folder is named by its path from there (``成都/公报.txt``), a file by its file name.
    ``metadata`` takes the place of every folder's own ``metadata.csv``. Raises ``InputError`` for a path that
    is not there, a folder without documents and paths of metadata alone, ``MetadataError`` for metadata that cannot
    be trusted.
    """
    problems: list[Problem] = []
    found = [(path, file, name) for path in _expanded(paths) for name, file in _documents(path, problems)]
    named = _named(found, problems)
    if not named and not problems:
        said = "no document, but what stands beside documents; give the documents, or their folder"
        raise InputError(f"{', '.join(paths)}: {said}")
    if metadata:
        rows = read_metadata(metadata)
        if any(path.is_dir() for path, _, _ in found):
            problems += [_no_such_file(metadata, name) for name in rows if name not in named]
        known = {named[name]: row for name, row in rows.items() if name in named}
    else:
        known = _beside(dict.fromkeys(path for path, _, _ in found), problems)
    items = [Source(name, file, known.get(file, Metadata())) for name, file in sorted(named.items())]
    return Sources(tuple(items), tuple(dict.fromkeys(problems)))


def _named(found: Iterable[tuple[Path, Path, str]], problems: list[Problem]) -> dict[str, Path]:
    """The files by name; one given twice counts once, a second file of the same name is refused."""
    named: dict[str, Path] = {}
    seen: set[Path] = set()
    for _, file, name in found:
        if file in seen:
            continue
        if name in named:
            said = f"two documents are named {name}: {named[name]} is read, {file} is not"
            problems.append(Problem(str(file), 0, 0, "same-name", f"{said}; give the folder above both, or rename one"))
            continue
        seen.add(file)
        named[name] = file
    return named


def _beside(paths: Iterable[Path], problems: list[Problem]) -> dict[Path, Metadata]:
    """What the metadata files beside the documents tell; of two on one document the nearer one counts."""
    tables: dict[Path, bool] = {}  # metadata file → whether all the files it tells of are to be read
    for path in paths:
        if path.is_dir():
            tables |= {file: True for file in _files(path, problems) if file.name == METADATA_NAME}
        elif (path.parent / METADATA_NAME).is_file():
            tables.setdefault(path.parent / METADATA_NAME, False)
    known: dict[Path, Metadata] = {}
    for table, whole in sorted(tables.items(), key=lambda item: (len(item[0].parts), item[0])):
        for name, row in read_metadata(table).items():
            file = table.parent / name
            if file.is_file():
                known[_resolved(file)] = row
            elif whole:
                problems.append(_no_such_file(table, name))
    return known


def _no_such_file(table: Path, name: str) -> Problem:
    message = f"tells of {name}, which is not there; correct the name in the column file or remove the row"
    return Problem(str(table), 0, 0, "no-such-file", message)


def read_documents(source: Source) -> Iterator[Document | DocumentError]:
    """The documents of a source, one after the other; an error stands in the place of one that cannot be read.

    A file has one; a collection one a row, 公报.jsonl#3, an archive one a file, 公报.zip/成都.txt. Raises
    ``DocumentError`` where the file as a whole cannot be read, is empty or too big.
    """
    try:
        state = source.path.stat()
        if not stat.S_ISREG(state.st_mode):  # a pipe would be waited for without end
            raise DocumentError(source.name, "no file that can be read, but a pipe, a device or a folder")
        size = state.st_size
        if size > _LARGEST:
            limit = _LARGEST // 1024 // 1024
            raise DocumentError(source.name, f"too big: {size // 1024 // 1024} MB of {limit} MB at most; split it")
        data = source.path.read_bytes()
    except OSError as error:
        raise DocumentError(source.name, f"cannot be read: {error.strerror}") from None
    yield from documents_of(data, source.name, source.metadata)


def documents_of(data: bytes, name: str, metadata: Metadata) -> Iterator[Document | DocumentError]:
    """The documents in the bytes of a file; what is told of it beside it wins over what the file says of itself."""
    whole = hashlib.sha256(data).hexdigest()
    empty = True
    for found in read_contents(data, name):
        empty = False
        if isinstance(found, Unread):
            yield DocumentError(f"{name}{found.part}", found.reason)
        elif not found.text.strip():
            yield DocumentError(f"{name}{found.part}", "empty file: nothing but white space")
        else:
            digest = whole if found.data is None else hashlib.sha256(found.data).hexdigest()
            yield _document(f"{name}{found.part}", found, digest, _told(metadata, found.metadata), whole)
    if empty:
        raise DocumentError(name, "no documents in it")


def read_document(source: Source) -> Document:
    """The only document of a source; ``DocumentError`` if it cannot be read or the source holds several."""
    found = list(read_documents(source))
    if len(found) != 1:
        raise DocumentError(source.name, f"holds {len(found)} documents, not one")
    if isinstance(found[0], DocumentError):
        raise found[0]
    return found[0]


def found_document(source: Source, found: Content | Unread) -> Document:
    """The document of what a reader has found already, a row of a table. Raises ``DocumentError`` for what is none."""
    if isinstance(found, Unread):
        raise DocumentError(source.name, found.reason)
    digest = hashlib.sha256(found.text.encode() if found.data is None else found.data).hexdigest()
    return _document(source.name, found, digest, _told(source.metadata, found.metadata), digest)


def text_document(text: str, name: str, metadata: Metadata) -> Document:
    """The document of a text in hand: ``text_document("去年增长6%", "-", Metadata(region="四川省"))``."""
    digest = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return _document(name, Content(text, "utf-8"), digest, metadata, digest)


def _document(name: str, content: Content, digest: str, metadata: Metadata, whole: str) -> Document:
    folded, paragraphs = mend(content.text, content.rows)
    tables = [folded_table(table, folded) for table in content.tables]
    tables += text_tables(content.text, folded, paragraphs, tables)
    return Document(
        name=name,
        source=content.text,
        sha256=digest,
        encoding=content.encoding,
        metadata=metadata,
        folded=folded,
        paragraphs=paragraphs,
        tables=tuple(tables),
        pages=content.pages,
        gaps=content.gaps,
        file_sha256=whole,
    )


def _told(beside: Metadata, inside: Metadata) -> Metadata:
    """What is known of a document: what stands beside it, and what that leaves open as the file has it."""
    return Metadata(
        title=beside.title or inside.title,
        publisher=beside.publisher or inside.publisher,
        published=beside.published or inside.published,
        region=beside.region or inside.region,
        kind=beside.kind or inside.kind,
    )


def _expanded(paths: Iterable[str]) -> Iterator[Path]:
    for path in paths:
        if Path(path).exists():
            yield Path(path)
        elif glob.has_magic(path):
            matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
            if not matches:
                raise InputError(f"{path}: no file matches this pattern")
            yield from map(Path, matches)
        else:
            raise InputError(f"{path}: no such file or folder")


def _documents(path: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """The documents of a path with their names; files that are none join the problems."""
    if not path.is_dir():
        if _is_read(path, problems):
            yield path.name, _resolved(path)
        return
    files = list(_files(path, problems))
    documents = [file for file in files if _is_read(file, problems) and _is_inside(file, path, problems)]
    if not documents:
        others = sorted({file.suffix or file.name for file in files if file.name != METADATA_NAME})
        found = f", only {', '.join(others)}" if others else ""
        raise InputError(f"{path}: no documents ({', '.join(readable())}) in this folder{found}")
    for file in documents:
        yield file.relative_to(path).as_posix(), _resolved(file)


def _files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """The files in a folder and all below it; a folder that may not be looked into joins the problems."""

    def closed(error: OSError) -> None:
        message = f"not read, with all in it: {error.strerror}"
        problems.append(Problem(str(error.filename), 0, 0, "unreadable-folder", message))

    for parent, folders, files in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(files) if not name.startswith("."))


def _resolved(path: Path) -> Path:
    """The path that links lead to; of a link that leads to itself the link, which is refused when it is read."""
    try:
        return path.resolve()
    except (RuntimeError, OSError):
        return path.parent.resolve() / path.name


def _is_inside(file: Path, folder: Path, problems: list[Problem]) -> bool:
    """Whether a file lies in the folder that was named, and is not a link to one that was not."""
    if not file.is_symlink() or _resolved(file).is_relative_to(_resolved(folder)):
        return True
    message = "not read: a link that leads out of the folder; name what it leads to as well, or put a copy in its place"
    problems.append(Problem(str(file), 0, 0, "link-outside", message))
    return False


def _is_read(file: Path, problems: list[Problem]) -> bool:
    if file.name == METADATA_NAME or file.name.startswith("~$"):  # what Word keeps beside a file that is open
        return False
    if file.suffix.lower() in suffixes():
        return True
    kind = f"{file.suffix} files" if file.suffix else "files without a suffix"
    message = f"not read: there is no reader for {kind}, only for {', '.join(readable())}"
    problems.append(Problem(str(file), 0, 0, "unsupported-type", message))
    return False
