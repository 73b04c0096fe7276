"""Writes docs/cli.md: the help of every command, as the commands print it.

Run it when a command or an option has changed::

    .venv/bin/python scripts/cli_reference.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from extractor.cli import main as program

FILE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"

HEAD = """# Commands

What `extractor --help` and `--help` of each command print; written by `scripts/cli_reference.py`.
"""


def commands(command: click.Command = program, *path: str) -> Iterator[tuple[str, ...]]:
    """Every command by its words, groups before what is in them: ``("rules",)``, ``("rules", "check")``."""
    yield path
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from commands(inner, *path, name)


def reference() -> str:
    """The whole reference: a heading and the help of every command (``## extractor run``)."""
    return HEAD + "".join(_section(path) for path in commands())


def main() -> None:
    """Write the reference over the one that is there."""
    FILE.write_text(reference(), encoding="utf-8")


def _section(path: tuple[str, ...]) -> str:
    shown = CliRunner().invoke(program, [*path, "--help"], prog_name="extractor", terminal_width=100)
    return f"\n## {' '.join(('extractor', *path))}\n\n```text\n{shown.output.rstrip()}\n```\n"


if __name__ == "__main__":
    main()
