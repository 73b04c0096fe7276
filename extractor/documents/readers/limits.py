"""What a zip file may hold: it is measured before anything of it is unpacked."""

from __future__ import annotations

import io
import zipfile

from extractor.problems import DocumentError

MOST_MEMBERS = 5_000
LARGEST = 500 * 1024 * 1024
HIGHEST_RATIO = 200
_SMALL = 1024 * 1024  # below this a high ratio harms nobody: a page of blanks


def check_archive(data: bytes, name: str) -> None:
    """Raises ``DocumentError`` for a zip file that would unpack to too much, is damaged or has a password."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DocumentError(name, "a damaged zip file, or a part of one: fetch it again") from error
    if len(members) > MOST_MEMBERS:
        raise DocumentError(name, f"a zip file of {len(members)} files, of {MOST_MEMBERS} at most: split it")
    if sum(member.file_size for member in members) > LARGEST:
        raise DocumentError(name, f"a zip file that unpacks to more than {LARGEST // 1024 // 1024} MB: split it")
    for member in members:
        if member.file_size > max(_SMALL, HIGHEST_RATIO * max(member.compress_size, 1)):
            raise DocumentError(name, f"a zip file that unpacks to more than {HIGHEST_RATIO} times its size: not read")
        if member.flag_bits & 1:
            raise DocumentError(name, "a zip file with a password: unpack it first")
