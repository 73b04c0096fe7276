"""The program: its commands, and the one place where errors become a line and an exit code.

What is heavy (pydantic, rich, the rules) is imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

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
from extractor.printing import CLEAN, COULD_NOT_RUN, INTERRUPTED, complain, trace
from extractor.problems import ExtractorError


class Boundary(click.Group):
    """The commands, and the one place where errors become a line on standard error and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """What the command gives; no error but click's own gets past."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except ExtractorError as error:
            complain(str(error), trace(error))
            ctx.exit(COULD_NOT_RUN)
        except BrokenPipeError:  # extract … | head: the reader has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(CLEAN)
        except KeyboardInterrupt:
            complain("interrupted; documents loaded so far are whole, run again to go on")
            ctx.exit(INTERRUPTED)
        except Exception as error:
            from extractor.runs import unexpected

            complain(unexpected(error), trace(error))
            ctx.exit(COULD_NOT_RUN)


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


for _command in (run, load, extract, explain, export, rules, score, label):
    main.add_command(_command)
