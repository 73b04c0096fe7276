"""The words of tables, compiled for looking up what a head says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.ruleset.entries import ColumnEntry
from extractor.ruleset.schema import TablesFile
from extractor.ruleset.wordlists import WordList, word_list


@dataclass(frozen=True)
class TableWords:
    """What heads, titles and names of rows say. ``said_by`` holds the entries of each head: 增减 is of two."""

    units: WordList
    names: frozenset[str]
    skipped: frozenset[str]
    parts: WordList
    part_rows: frozenset[str]
    totals: frozenset[str]
    titles: WordList
    under: WordList
    adds: Mapping[str, str]
    heads: WordList
    said_by: Mapping[str, tuple[ColumnEntry, ...]]
    by_id: Mapping[str, ColumnEntry]
    month: frozenset[str]
    months: frozenset[str]
    stretches: WordList


def compile_tables(file: TablesFile) -> TableWords:
    """The words of ``tables.yaml``."""
    said_by: dict[str, tuple[ColumnEntry, ...]] = {}
    for entry in file.columns:
        for head in entry.heads:
            said_by[head] = (*said_by.get(head, ()), entry)
    adds = {ending: entry.adds for entry in file.inside for ending in entry.under}
    return TableWords(
        units=word_list(file.unit_words),
        names=frozenset(file.row_heads),
        skipped=frozenset(file.skipped_heads),
        parts=word_list(file.part_marks),
        part_rows=frozenset(file.part_rows),
        totals=frozenset(file.total_rows),
        titles=word_list(file.title_words),
        under=word_list(adds),
        adds=adds,
        heads=word_list(said_by),
        said_by=said_by,
        by_id={entry.id: entry for entry in file.columns},
        month=frozenset(file.stretches.month),
        months=frozenset(file.stretches.months),
        stretches=word_list((*file.stretches.month, *file.stretches.months)),
    )
