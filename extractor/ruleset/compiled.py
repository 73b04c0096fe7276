"""The compiled rule set: everything the reading stages are handed, and nothing they have to open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from extractor.problems import RuleError
from extractor.ruleset.amounts import Amounts, compile_amounts
from extractor.ruleset.calendar import Calendar, compile_calendar
from extractor.ruleset.files import Place, RuleFiles, read_rule_files
from extractor.ruleset.gazetteer import Gazetteer, load_gazetteer
from extractor.ruleset.lexicon import READ_BY_NAME, Lexicon, compile_lexicon
from extractor.ruleset.lint import lint, missing_wording
from extractor.ruleset.names import Names, compile_names
from extractor.ruleset.templates import Frames, compile_frames

_FATAL = frozenset(
    {
        "bad-template",
        "bad-pattern",
        "bad-factor",
        "unknown-wording",
        "unknown-dimension",
        "unknown-statistic",
        "unknown-frame",
        "duplicate-alias",
    }
)
"""Problems across the files with which nothing can be read rightly; the others are for `rules check` to tell."""


@dataclass(frozen=True)
class RuleSet:
    """A rule set ready for reading; ``digest`` names its content, ``version`` what its author calls it."""

    name: str
    version: str
    digest: str
    directory: str
    amounts: Amounts
    lexicon: Lexicon
    calendar: Calendar
    frames: Frames
    gazetteer: Gazetteer
    names: Names
    places: Mapping[str, Place]

    @cached_property
    def label(self) -> str:
        """Version and content in one word: ``1+3f2a9c0d11aa``."""
        return f"{self.version}+{self.digest}"

    def rule(self, frame: str) -> str:
        """What a record says of the rule that made it: ``growth rules/frames.yaml:46:5 1+3f2a9c0d11aa``."""
        return f"{frame} {self.places[f'frames/{frame}']} {self.label}"


def compile_rules(files: RuleFiles) -> RuleSet:
    """The rule set of files that have been read."""
    return RuleSet(
        name=files.ruleset.name,
        version=files.ruleset.version,
        digest=files.digest,
        directory=str(files.directory),
        amounts=compile_amounts(files.units, files.numerals, files.ignore),
        lexicon=compile_lexicon(files.wording),
        calendar=compile_calendar(files.periods),
        frames=compile_frames(files.frames, files.wording),
        gazetteer=load_gazetteer(files.directory),
        names=compile_names(files.indicators),
        places=files.places,
    )


def shipped_rules() -> Path:
    """Where the rule files of this installation are: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_rules(directory: str | Path | None = None) -> RuleSet:
    """The shipped rules, or those of ``directory``; raises RuleError with every problem found."""
    files = read_rule_files(Path(directory) if directory else shipped_rules())
    fatal = [*missing_wording(files), *(problem for problem in lint(files, READ_BY_NAME) if problem.code in _FATAL)]
    if fatal:
        raise RuleError(fatal)
    return compile_rules(files)
