"""The program by which documents were read, told so that another one reads them anew."""

from __future__ import annotations

import hashlib
import re
from importlib import metadata
from pathlib import Path

from extractor import __version__

_PACKAGE = Path(__file__).parent.parent


def program() -> str:
    """The program's version, and a digest of its code and of the libraries that it reads with: ``0.1.0+3f2a9c0d11aa``.

    A clone that has been brought up to date has other code under the same version.
    """
    digest = hashlib.sha256()
    for file in sorted(_PACKAGE.rglob("*.py")):
        digest.update(file.relative_to(_PACKAGE).as_posix().encode())
        digest.update(file.read_bytes())
    for library in _libraries():
        digest.update(library.encode())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _libraries() -> list[str]:
    """The libraries that the package requires, with their versions; none where it is not installed."""
    try:
        required = [line for line in metadata.requires("extractor") or () if "extra ==" not in line]
        names = [match[0] for line in required if (match := re.match(r"[\w.-]+", line))]
        return sorted(f"{name} {metadata.version(name)}" for name in names)
    except metadata.PackageNotFoundError:
        return []
