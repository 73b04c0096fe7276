"""The command ``serve``: the database in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from extractor import printing
from extractor.commands.options import rules_option
from extractor.problems import InputError


@click.command()
@click.option(
    "--db", "database", type=click.Path(path_type=Path), default=Path("out/indicators.db"), show_default=True,
    metavar="FILE", help="The database.",
)  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve on; 0.0.0.0 is all of them.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes one that is free."
)
@click.option(
    "--immutable", is_flag=True, help="The file does not change meanwhile: it may lie where nothing is written."
)
@click.option(
    "--settings", "settings", type=click.Path(path_type=Path), metavar="FILE",
    help="Metadata of Datasette (YAML or JSON) laid over ours: title, allow, plugins.",
)  # fmt: skip
@rules_option
def serve(
    database: Path, host: str, port: int, immutable: bool, settings: Path | None, rules_folder: Path | None
) -> None:
    """Show the database in a browser, every number in its document.

    Tables, queries, charts and pages of the documents. Nothing is written, and nobody but this machine is
    served unless --host says so. Ctrl-C ends it.

    \b
    Examples:
      extractor serve
      extractor serve --db 四川.db --port 8080
    """
    from extractor.store import check_store

    check_store(database, immutable=immutable)
    try:
        from extractor.serve import site
    except ModuleNotFoundError as error:
        missing = str(error.name).partition(".")[0]
        said = f"serve needs {missing}, which is not installed; {printing.how_to_install('serve')}"
        raise InputError(said) from error
    made = site.site(database, rules_folder=rules_folder, immutable=immutable, laid_over=settings)
    listening = site.listen(host, port)
    printing.say_served(database, site.address(listening))
    site.run(made, listening)
