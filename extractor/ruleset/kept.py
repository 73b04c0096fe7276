"""Rule files that were read and found sound, kept in the user's cache folder: reading YAML is half of a start.

They are kept under the hash of all that they come of, so that whatever changes is read anew: every byte and name of
the folders, where they are, the program that reads them. What cannot be kept or found again is read; nobody is told.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pydantic
import regex
import yaml
from platformdirs import user_cache_path
from pydantic import TypeAdapter

from extractor.ruleset.files import RuleFiles
from extractor.ruleset.folders import Folder

_MOST = 8
"""How many rule sets are kept: the shipped one, those of one's own, and some states of one that is worked on."""

_FILES = TypeAdapter(RuleFiles)


def kept_files(folders: tuple[Folder, ...]) -> RuleFiles | None:
    """The rule files of folders as they were found sound before; None if they were not, or it is not known."""
    path = _path(folders)
    if path is None:
        return None
    try:
        seal, _, body = path.read_bytes().partition(b"\n")
        if seal != _seal(path.name, body):
            return None
        files = _FILES.validate_json(body)
    except (OSError, ValueError):
        return None
    with suppress(OSError):
        os.utime(path)  # the last to be dropped
    return files


def keep_files(files: RuleFiles, folders: tuple[Folder, ...]) -> None:
    """Keep the files that were read from folders, whole or not at all; of those kept before, the oldest go."""
    path = _path(folders)
    if path is None:
        return
    with suppress(OSError, ValueError):
        body = _FILES.dump_json(files, exclude_unset=True)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(path.name, body) + b"\n" + body)
            Path(written).replace(path)
        except BaseException:
            Path(written).unlink(missing_ok=True)
            raise
        _drop_oldest(path)


def _path(folders: tuple[Folder, ...]) -> Path | None:
    """Where the files of folders are kept; None where that is not known, or something is wrong with the folders."""
    if _PROGRAM is None or any(folder.problems for folder in folders):
        return None
    key = sha256()
    for part in (_PROGRAM, *(part for folder in folders for part in _parts(folder))):
        key.update(b"%d " % len(part))
        key.update(part)
    try:
        cache = user_cache_path("extractor", appauthor=False)
    except RuntimeError:  # the user has no home
        return None
    # Before it was an error, a missing home was a relative path: another folder wherever the program is called.
    return cache / "rules" / f"{key.hexdigest()}.json" if cache.is_absolute() else None


def _parts(folder: Folder) -> Iterator[bytes]:
    """All that the reading of a folder depends on: what messages and places call it, where it is, what is in it."""
    yield os.fsencode(folder.path)
    yield os.fsencode(folder.path.resolve())
    yield b"%d" % len(folder.contents)
    for name, raw in folder.contents.items():
        yield os.fsencode(name)
        yield raw


def _seal(name: str, body: bytes) -> bytes:
    """What tells that a file is whole and the one of its name: a number with another digit would be read as well."""
    return sha256(name.encode() + b"\n" + body).hexdigest().encode()


def _drop_oldest(path: Path) -> None:
    """Remove all but the newest files, those that a process which was killed has left among them."""
    ages = []
    for file in path.parent.glob(f"*{path.suffix}"):
        with suppress(OSError):  # another process has removed it
            ages.append((file.stat().st_mtime_ns, file))
    for _, file in sorted(ages, reverse=True)[_MOST:]:
        with suppress(OSError):
            file.unlink()


def _program() -> bytes | None:
    """What reads the files, its source and the libraries in it; None where the source is not to be seen."""
    package = Path(__file__).parent.parent
    versions = (sys.version, pydantic.VERSION, yaml.__version__, regex.__version__)
    key = sha256("\n".join(versions).encode())
    sources = sorted([*package.glob("*.py"), *package.glob("ruleset/*.py")])
    try:
        for path in sources:
            key.update(f"{path.name} {path.stat().st_size}\n".encode() + path.read_bytes())
    except OSError:
        return None
    return key.digest() if sources else None


_PROGRAM = _program()
"""Of the program that was started, not of one that has been put in its place while it runs."""
