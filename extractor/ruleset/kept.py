"""Rules that were found sound and compiled, kept in the user's cache folder: reading YAML and compiling patterns take
ten times as long as finding them there.

They are kept under the hash of all that they come of, so that whatever changes is read anew: every byte and name of
the folders, where they are, the program that reads them. What cannot be kept or found again is read; nobody is told.
What is found is unpickled, and so may do what a program may, as Python's own compiled files may: it is only taken
from a file that belongs to the user, or to the owner of the machine.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b, sha256
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from extractor.ruleset.folders import Folder

_MOST = 8
"""How many rule sets are kept: the shipped one, those of one's own, and some states of one that is worked on."""

_LIBRARIES = ("regex", "pydantic", "ahocorasick_rs", "PyYAML")


def kept_rules(folders: tuple[Folder, ...]) -> object | None:
    """The rules of folders as they were kept before; None if they were not, or it is not known."""
    path = _path(folders)
    if path is None:
        return None
    try:
        seal, _, body = _own(path).partition(b"\n")
    except OSError:
        return None
    if seal != _seal(path.name, body):
        return None
    rules: object = pickle.loads(body)
    with suppress(OSError):
        os.utime(path)  # the last to be dropped
    return rules


def _own(path: Path) -> bytes:
    """What a file holds that is the user's or the machine's own; raises OSError where it is another's."""
    with path.open("rb") as file:
        if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid not in (os.getuid(), 0):
            raise PermissionError(path)
        return file.read()


def keep_rules(rules: object, folders: tuple[Folder, ...]) -> None:
    """Keep the rules of folders, whole or not at all; of those kept before, the oldest go."""
    path = _path(folders)
    if path is None:
        return
    with suppress(OSError):
        body = pickle.dumps(rules, pickle.HIGHEST_PROTOCOL)
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
    return cache / "rules" / f"{key.hexdigest()}.pickle" if cache.is_absolute() else None


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
    return blake2b(body, key=sha256(name.encode()).digest(), digest_size=32).hexdigest().encode()


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
    key = sha256("\n".join((sys.version, *map(version, _LIBRARIES))).encode())
    sources = sorted([*package.glob("*.py"), *package.glob("ruleset/*.py")])
    try:
        for path in sources:
            key.update(f"{path.name} {path.stat().st_size}\n".encode() + path.read_bytes())
    except OSError:
        return None
    return key.digest() if sources else None


_PROGRAM = _program()
"""Of the program that was started, not of one that has been put in its place while it runs."""
