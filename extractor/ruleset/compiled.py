"""The compiled rule set: everything the reading stages are handed, and nothing they have to open."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from extractor.problems import Problem, RuleError
from extractor.ruleset.amounts import Amounts, compile_amounts
from extractor.ruleset.calendar import Calendar, compile_calendar
from extractor.ruleset.files import Place, RuleFiles, read_folders
from extractor.ruleset.folders import Folder, open_folders, shipped_rules
from extractor.ruleset.gazetteer import Gazetteer, load_gazetteer
from extractor.ruleset.kept import keep_rules, kept_rules
from extractor.ruleset.lexicon import READ_BY_NAME, Lexicon, compile_lexicon
from extractor.ruleset.lint import lint
from extractor.ruleset.manywords import spell_out
from extractor.ruleset.names import Names, compile_names
from extractor.ruleset.tablewords import TableWords, compile_tables
from extractor.ruleset.templatelint import missing_entries, missing_wording
from extractor.ruleset.templates import Frames, compile_frames

__all__ = ["RuleSet", "compile_rules", "load_rules", "shipped_rules"]

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
    """A rule set ready for reading; ``digest`` names its content, ``version`` what its author calls it.

    One that is laid over the shipped rules has the versions of both, ``1/0``, and a digest of all their files.
    """

    name: str
    version: str
    digest: str
    amounts: Amounts
    lexicon: Lexicon
    homes: Mapping[str, str]
    """The code of the region that a text is of, by the words that tell it: 南方日报, 本港."""
    calendar: Calendar
    frames: Frames
    tables: TableWords
    gazetteer: Gazetteer
    names: Names
    places: Mapping[str, Place]

    @cached_property
    def label(self) -> str:
        """Version and content in one word: ``1+3f2a9c0d11aa``."""
        return f"{self.version}+{self.digest}"

    def slow_pattern(self, entry: str) -> Problem:
        """What is wrong with an entry of ``ignore.yaml`` whose pattern took too long: it was left out."""
        place = self.places[f"ignore/{entry}"]
        said = f"the pattern of {entry} takes too long and was left out; let no two of its repeats match the same text"
        return Problem(place.path, place.line, place.column, "slow-pattern", said)

    def rule(self, rule: str) -> str:
        """What a record says of the rule that made it: ``growth rules/frames.yaml:46:5 1+3f2a9c0d11aa``."""
        return f"{rule} {self.rule_place(rule)} {self.label}"

    def rule_place(self, rule: str) -> Place:
        """Where the rule stands that a claim names: the frame growth, or column_growth of tables.yaml."""
        return self.places.get(f"columns/{rule}") or self.places[f"frames/{rule}"]


def compile_rules(files: RuleFiles) -> RuleSet:
    """The rule set of files that have been read."""
    lists = files.wording.wording
    wording = spell_out(files.wording)
    return RuleSet(
        name=files.ruleset.name,
        version=files.ruleset.version,
        digest=files.digest,
        amounts=compile_amounts(files.units, files.numerals, files.ignore, files.guarded),
        lexicon=compile_lexicon(wording, files.phrases, _units_with_multipliers(files)),
        homes={word: entry.region for name, entry in lists.items() if entry.region for word in wording[name]},
        calendar=compile_calendar(files.periods),
        frames=compile_frames(files.frames, wording),
        tables=compile_tables(files.tables),
        gazetteer=load_gazetteer(*files.folders),
        names=compile_names(files.indicators),
        places=files.places,
    )


def _units_with_multipliers(files: RuleFiles) -> Iterator[str]:
    """The units by all their spellings, alone and with multipliers: 元, 亿元, 万人, %."""
    for entry in files.units.units:
        for unit in (entry.unit, *entry.spellings):
            yield from (multiplier + unit for multiplier in ("", *files.numerals.multipliers))


def load_rules(directory: str | Path | None = None) -> RuleSet:
    """The shipped rules, with those of ``directory`` laid over them; raises RuleError with every problem found.

    ``load_rules("my-rules")`` reads 绿道长度 of ``my-rules/indicators/greenways.yaml`` beside the shipped indicators. A
    folder whose ``ruleset.yaml`` says ``alone: true`` is read in place of the shipped rules.
    """
    with _without_collecting():
        given = Path(directory) if directory else shipped_rules()
        folders = open_folders(given)
        kept = kept_rules(folders)
        if isinstance(kept, RuleSet):
            return kept
        rules = compile_rules(_sound_files(folders))
        _compile_patterns(rules)
        if open_folders(given) == folders:  # whose tables were read after the folders were
            keep_rules(rules, folders)
        return rules


def _compile_patterns(rules: RuleSet) -> None:
    """Compile what else would be when it is first used, and in each process again that finds the rules kept."""
    for shape in (shape for frames in rules.frames.by_measure.values() for frame in frames for shape in frame.shapes):
        _ = shape.left, shape.right, shape.has_gaps
    for phrase in (phrase for phrases in rules.lexicon.phrases.by_cue.values() for phrase in phrases):
        _ = phrase.pattern
    _ = rules.amounts.idle, rules.amounts.place_ends


def _sound_files(folders: tuple[Folder, Folder]) -> RuleFiles:
    """The rule files of folders; raises RuleError with all that is wrong with them so that they cannot be used."""
    files = read_folders(*folders)
    asked = [*missing_wording(files), *missing_entries(files)]
    fatal = [*asked, *(problem for problem in lint(files, READ_BY_NAME) if problem.code in _FATAL)]
    if fatal:
        raise RuleError(fatal)
    return files


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No search for garbage meanwhile: there is none among the hundred thousand nodes of rule files, only a delay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
