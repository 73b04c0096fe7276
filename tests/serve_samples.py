"""A server on a database, as a user starts it, and the browser to look at it with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EXTRACTOR = (sys.executable, "-m", "extractor")
QUIET = [
    *("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-first-run", "--disable-quic"),
]


def chromium() -> str | None:
    """The browser of this machine, or of CHROMIUM in the environment."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("CHROMIUM") or next(filter(None, found), None)


@contextmanager
def served(database: Path, *options: str | Path, environment: dict[str, str] | None = None) -> Iterator[str]:
    """The address of ``extractor serve`` on the database, without the slash at its end."""
    command = [*EXTRACTOR, "serve", "--db", database, "--port", "0", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})}
    ) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert " at http://127.0.0.1:" in line
        try:
            yield line.split(" at ")[1].split()[0].rstrip("/")
        finally:
            server.terminate()
