"""What can be wrong, and where: the errors of the project and the one-line problems they carry.

ExtractorError
├── InputError       a path that is not there, a folder without documents
├── DocumentError    one document cannot be read; the others are
├── MetadataError    a metadata file that cannot be trusted
├── RuleError        rule files that do not load; carries every problem found
└── StoreError       a database that cannot be opened or written
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file, printed as ``file:line:column: code message``."""

    path: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.code} {self.message}"


class ExtractorError(Exception):
    """The project's own errors: the text names the thing and says what to do, in one line."""


class Terminated(KeyboardInterrupt):
    """The program was told to end, by SIGTERM: it stops as it does for Ctrl-C, with another exit code."""


class InputError(ExtractorError):
    """A path, folder or option that cannot be used."""


class DocumentError(ExtractorError):
    """A document that cannot be read: ``no.txt: empty file``."""

    def __init__(self, document: str, reason: str) -> None:
        super().__init__(f"{document}: {reason}")
        self.document = document
        self.reason = reason


class MetadataError(ExtractorError):
    """A metadata file with rows that cannot be trusted; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class RuleError(ExtractorError):
    """Rule files that do not load; carries every problem found, in the order of file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in sorted(problems)))
        self.problems = tuple(sorted(problems))


class StoreError(ExtractorError):
    """A database that cannot be opened, read or written."""
