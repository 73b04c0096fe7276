"""Datasette made ready for a database of ours, and the server it runs in."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import uvicorn
import yaml
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from extractor.problems import InputError
from extractor.serve.addresses import DATABASE
from extractor.serve.metadata import site_metadata
from extractor.serve.pages import Pages

_HERE = Path(__file__).parent

_IN_USE = {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)}

_SETTINGS = {
    "suggest_facets": False,
    "default_page_size": 50,
    "max_returned_rows": 5_000,
    "sql_time_limit_ms": 5_000,
    "facet_time_limit_ms": 500,
    "num_sql_threads": 4,
}


class ReadOnly(Database):  # type: ignore[misc]  # Datasette is not typed
    """A database file that is never written, whatever characters its path has.

    Datasette puts the path into a URI as it stands, where a # or ? of a file name would end it.
    """

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection that can only read; a file that may change meanwhile is seen as it is at each query."""
        assert not write
        how = "mode=ro" if self.is_mutable else "immutable=1"
        connection = sqlite3.connect(f"file:{quote(str(self.path))}?{how}", uri=True, check_same_thread=False)
        self._all_file_connections.append(connection)
        return connection


def site(
    database: Path, *, rules_folder: Path | None = None, immutable: bool = False, laid_over: Path | None = None
) -> Datasette:
    """Datasette on the database, which is ``indicators`` in its addresses whatever the file is called.

    ``laid_over`` is a file of Datasette's metadata (YAML or JSON) that is laid over ours. Raises InputError if it
    cannot be used.
    """
    metadata = site_metadata(database, immutable=immutable)
    if laid_over is not None:
        metadata = _merged(metadata, _read(laid_over))
    for replaced in ("extractor", "datasette.handle_exception"):
        if (earlier := pm.get_plugin(replaced)) is not None:
            pm.unregister(earlier)
    pm.register(Pages(rules_folder), "extractor")
    made = Datasette(
        [],
        metadata=metadata,
        settings=_SETTINGS,
        template_dir=str(_HERE / "templates"),
        static_mounts=[("assets", str(_HERE / "static"))],
        secret=os.environ.get("DATASETTE_SECRET"),
    )
    made.remove_database("_memory")
    made.add_database(ReadOnly(made, path=str(database), is_mutable=not immutable), name=DATABASE)
    return made


def listen(host: str, port: int) -> socket.socket:
    """The socket to serve on; port 0 takes one that is free. Raises InputError if it is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        raise InputError(_not_listening(host, port, error)) from error
    return listening


def address(listening: socket.socket) -> str:
    """Where a browser finds it: http://127.0.0.1:8001/."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run(made: Datasette, listening: socket.socket) -> None:
    """Serve until it is interrupted; what goes wrong is told on standard error."""
    try:
        config = uvicorn.Config(
            made.app(), log_level="warning", lifespan="on", access_log=False, timeout_graceful_shutdown=2
        )
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # that is how it ends
    finally:
        listening.close()


def _not_listening(host: str, port: int, error: OSError | OverflowError) -> str:
    if isinstance(error, PermissionError):
        return f"--port {port}: not allowed to this user; give one above 1023"
    if isinstance(error, OSError) and error.errno in _IN_USE:
        return f"--port {port}: in use by another program; give another --port, or --port 0 for one that is free"
    return f"--host {host} --port {port}: cannot be served on ({getattr(error, 'strerror', None) or error})"


def _read(path: Path) -> dict[str, Any]:
    """Metadata of Datasette in YAML or JSON, which is YAML too."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: neither YAML nor JSON ({' '.join(str(error).split())})") from error
    if not isinstance(found, dict):
        raise InputError(f"{path}: holds no metadata; write keys such as title: and allow:")
    return found


def _merged(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Both, table by table and key by key; where both tell something, theirs counts."""
    merged = dict(ours)
    for key, value in theirs.items():
        known = merged.get(key)
        merged[key] = _merged(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged
