"""The program: its commands, and the one place where errors become a line and an exit code.

What is heavy (pydantic, rich, the rules) is imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

import click

from extractor import __version__
from extractor.commands.explain import explain
from extractor.commands.export import export
from extractor.commands.extract import extract
from extractor.commands.label import label
from extractor.commands.load import load
from extractor.commands.rules import rules
from extractor.commands.run import run
from extractor.commands.score import score
from extractor.commands.serve import serve
from extractor.printing import CLEAN, COULD_NOT_RUN, INTERRUPTED, TERMINATED, complain, trace
from extractor.problems import ExtractorError, Terminated

_WHOLE = "documents loaded so far are whole, run again to go on"
_UNWRITTEN = (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Boundary(click.Group):
    """The commands, and the one place where errors become a line on standard error and an exit code."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the command; a help text that cannot be written is an error like any other."""
        try:
            return super().main(*args, **options)
        except OSError as error:
            sys.exit(_unwritten(error))

    def invoke(self, ctx: click.Context) -> Any:
        """What the command gives; no error but click's own gets past."""
        try:
            try:
                return super().invoke(ctx)
            finally:  # here and not when Python ends, which would complain in its own words
                sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except ExtractorError as error:
            complain(str(error), trace(error))
            ctx.exit(COULD_NOT_RUN)
        except Terminated:
            complain(f"ended by SIGTERM; {_WHOLE}")
            ctx.exit(TERMINATED)
        except KeyboardInterrupt:
            complain(f"interrupted; {_WHOLE}")
            ctx.exit(INTERRUPTED)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in _UNWRITTEN and error.filename is None:
                ctx.exit(_unwritten(error))
            from extractor.runs import unexpected

            complain(unexpected(error), trace(error))
            ctx.exit(COULD_NOT_RUN)


def _unwritten(error: OSError) -> int:
    """Say that the output could not be written, unless its reader has had enough (extract … | head); the exit code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still held back for it is lost
    if error.errno == errno.EPIPE:
        return CLEAN
    complain(f"the output cannot be written ({error.strerror}); free some space or write it elsewhere", trace(error))
    return COULD_NOT_RUN


@click.group(
    cls=Boundary,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  extractor run 工作报告/                     a folder into out/indicators.db
  extractor extract 公报.txt --format csv     its records as CSV
  extractor explain "全省地区生产总值突破6万亿元，增长6%" --region 四川省 --published 2024

Exit codes: 0 clean, 1 something in the input was refused (and said), 2 could not run.""",
)
@click.version_option(__version__, prog_name="extractor")
def main() -> None:
    """Turn Chinese public documents into a database of indicators.

    Every number with its region, indicator, year, unit, whether it is a target or an outcome, and the
    sentence it came from.
    """


for _command in (run, load, extract, explain, export, serve, rules, score, label):
    main.add_command(_command)
