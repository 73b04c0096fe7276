"""A process that reads batches for another one, and what is left of it when a document was too much for it.

Whatever a document does to the process that reads it (a crash in a library, all the memory, no end), the one that
asked goes on. Between the two there are pipes and nothing else, so that it works the same under any engine.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from extractor.problems import ExtractorError
from extractor.ruleset.compiled import RuleSet
from extractor.runs.batches import Batch, Shape, read_batch

PATIENCE = 60.0
"""Seconds that a batch has beside those for its size; then the process that reads it is ended."""

SLOWEST = 20_000
"""Bytes a second that a batch is read with at the least: a tenth of what a slow machine does."""

MEMORY = 4 * 1024**3
"""Bytes of memory a process that reads may take, where the system can hold it to that."""

_READY = b"ready\n"
# The path is the caller's own: what is imported there is imported here, and no file beside the documents.
_START = "import sys; sys.path[:] = sys.argv[1:]; from extractor.runs.process import serve; serve()"


class ReadingProcess:
    """A process that reads batches with one rule set, for one caller at a time."""

    def __init__(self, setting: bytes, patience: float = PATIENCE) -> None:
        """Start it; ``setting`` is what ``setting_of`` gives. Raises ExtractorError where none can be started."""
        self.patience = patience
        self.ended = ""
        shown = None if os.environ.get("EXTRACTOR_DEBUG") else subprocess.DEVNULL
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, *sys.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=shown
        )
        try:
            self._send(setting)
            ready = self._pipes[1].readline() == _READY
        except OSError:
            ready = False
        if not ready:
            self.end()
            raise ExtractorError("no process to read with can be started; give --workers 1 to read in this one")

    def read(self, batch: Batch) -> list[Any] | None:
        """What came of the batch; None if the process did not survive it, and ``ended`` says how it ended."""
        started, limit = time.monotonic(), self.patience + sum(job.size for job in batch) / SLOWEST
        try:
            self._send(pickle.dumps((limit, batch), pickle.HIGHEST_PROTOCOL))
            done: list[Any] = pickle.load(self._pipes[1])
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):  # ValueError: ended from elsewhere
            code = self.end()
            took = time.monotonic() - started
            self.ended = f"it took longer than {limit:.0f} seconds" if took >= limit else _how_it_ended(code)
            return None
        return done

    def end(self) -> int:
        """End the process at once, if it has not ended; its exit code."""
        self._process.kill()
        code = self._process.wait()
        for pipe in self._pipes:
            with contextlib.suppress(OSError):  # what was still to be sent
                pipe.close()
        return code

    @property
    def _pipes(self) -> tuple[Any, Any]:
        return self._process.stdin, self._process.stdout

    def _send(self, data: bytes) -> None:
        self._pipes[0].write(data)
        self._pipes[0].flush()


def setting_of(rules: RuleSet, shape: Shape[Any]) -> bytes:
    """What a process that reads has to know before its first batch."""
    return pickle.dumps((rules, shape), pickle.HIGHEST_PROTOCOL)


def serve() -> None:
    """Read batches from standard input until it ends, and write what came of them to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller is interrupted, and ends this process
    inward = sys.stdin.buffer
    with (
        os.fdopen(os.dup(1), "wb") as outward,
        Path(os.devnull).open("w") as nowhere,
        contextlib.suppress(BrokenPipeError, EOFError),  # the caller is gone, or done
    ):
        os.dup2(nowhere.fileno(), 1)  # what a library prints is no result
        _limit_memory()
        rules, shape = pickle.load(inward)
        outward.write(_READY)
        outward.flush()
        while True:
            limit, batch = pickle.load(inward)
            # Its thread needs no lock of Python's: it ends a process that hangs in a library, also without a caller.
            faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
            done = read_batch(batch, rules, shape)
            faulthandler.cancel_dump_traceback_later()
            outward.write(pickle.dumps(done, pickle.HIGHEST_PROTOCOL))
            outward.flush()


def _limit_memory() -> None:
    """Hold this process to MEMORY; macOS and Windows do not know how."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))


def _how_it_ended(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"the process was ended by {signal.Signals(-code).name}"
    return f"the process ended itself with exit code {code}"


def refusal(ended: str) -> ExtractorError:
    """The error of a document that no process survives."""
    return ExtractorError(f"cannot be read: {ended}, twice; the document is left out")
