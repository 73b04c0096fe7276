"""What an export costs: how long each format takes and how much memory it needs at most, at two sizes.

    python benchmarks/exports.py [--small 100000] [--large 1000000] [--format csv]…

Memory is flat when the large database needs about as much as the small one. Each export is a process of its own.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file, it finds what lies beside it

from extractor.commands.export import FORMATS

ROOT = Path(__file__).resolve().parent.parent
MAKE = """import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from benchmarks.database import make_database
make_database(Path(sys.argv[2]), int(sys.argv[3]))
"""


@click.command()
@click.option("--small", default=100_000, show_default=True, help="Records of the small database.")
@click.option("--large", default=1_000_000, show_default=True, help="Records of the large one.")
@click.option("--format", "forms", type=click.Choice(FORMATS), multiple=True, default=FORMATS, help="Only these.")
def main(small: int, large: int, forms: tuple[str, ...]) -> None:
    """Measure exports of a small and a large database."""
    with TemporaryDirectory() as folder:
        for records in (small, large):
            database = Path(folder, f"{records}.db")
            run("-c", MAKE, str(ROOT), str(database), str(records))
            for form in forms:
                megabytes, seconds = measured(database, form, Path(folder, f"{records}.{form}"))
                click.echo(f"{records:9} records  {form:12} {megabytes:6.0f} MB at most  {seconds:7.1f} s")


def measured(database: Path, form: str, output: Path) -> tuple[float, float]:
    """The most memory that the export held, in MB, and how many seconds it took."""
    began = time.perf_counter()
    usage = run("-m", "extractor", "export", "--db", str(database), "--format", form, "--output", str(output))
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_maxrss * unit / 1e6, time.perf_counter() - began


def run(*arguments: str) -> resource.struct_rusage:
    """What a Python process used. The memory of this one counts as its own at first: so this one stays small."""
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(sys.executable, [sys.executable, *arguments], os.environ, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise click.ClickException(f"{arguments[:3]} failed")
    return usage


if __name__ == "__main__":
    main()
