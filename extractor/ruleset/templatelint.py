"""What is wrong with templates and the word lists that they name, in ``frames.yaml`` and ``phrases.yaml``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import regex

from extractor.problems import Problem
from extractor.ruleset.files import Place, ReadFiles
from extractor.ruleset.lexicon import READ_BY_NAME
from extractor.ruleset.manywords import stands_for_many, ways
from extractor.ruleset.phrases import compile_phrase
from extractor.ruleset.steps import TemplateError
from extractor.ruleset.templates import compile_shape
from extractor.ruleset.validation import nearest

_REFERENCE = regex.compile(r"<(\w+)>")
ASKED_FOR = {
    "frames": ("level", "share_view", "growth_goal"),
    "columns": ("column_level", "column_index_monthly", "column_index_yearly"),
    "units": ("元", "人", "人次"),
}
"""The entries that the reading asks for by name: the frame of a number of which nothing says that it moved, …."""
_NAMING = ("never", "not_starts")
"""The keys of a gap that name a word list."""


def wording_references(files: ReadFiles) -> Iterator[tuple[Place, str]]:
    """The texts of templates, of words and beside them that may name word lists: ``<reach> {number}``."""
    for head, entries in (("frames", files.frames.frames), ("phrases", files.phrases.phrases)):
        for entry in entries:
            for position, template in enumerate(entry.templates):
                yield files.place(f"{head}/{entry.id}", "templates", position), template
    for name, listed in files.wording.wording.items():
        for position, word in enumerate(listed.words):
            if stands_for_many(word):
                yield files.place(f"wording/{name}", "words", position), word
    named = [(f"phrases/{entry.id}", "ends", entry.ends) for entry in files.phrases.phrases]
    for head, gaps in (("gaps", files.frames.gaps), ("fillers", files.phrases.fillers)):
        named += [(f"{head}/{name}", key, getattr(gap, key)) for name, gap in gaps.items() for key in _NAMING]
    for owner, key, text in named:
        if text:
            yield files.place(owner, key), text if "<" in text else f"<{text}>"
    for basis, lists in files.frames.bases.items():
        for position, name in enumerate(lists):
            yield files.place(f"bases/{basis}", position), name if "<" in name else f"<{name}>"


def unknown_wording(references: Iterable[tuple[Place, str]], known: Collection[str]) -> Iterator[Problem]:
    """A problem for every ``<list>`` of the texts that is not known: ``<raech>`` for ``<reach>`` (达到)."""
    for place, text in references:
        for name in _REFERENCE.findall(text):
            if name not in known:
                said = f"no word list <{name}> in wording.yaml"
                yield problem_at(place, "unknown-wording", said + meant(name, known))


def unused_wording(
    files: ReadFiles, references: Iterable[tuple[Place, str]], read_by_name: Collection[str]
) -> Iterator[Problem]:
    """A problem for every word list that no text refers to and the reading does not ask for: <reach>, 达到."""
    used = {name for _, text in references for name in _REFERENCE.findall(text)}.union(read_by_name)
    for name, entry in files.wording.wording.items():
        if name not in used and entry.region is None:
            said = f"no template uses <{name}>; use it or remove it"
            yield problem_at(files.place(f"wording/{name}"), "unused-wording", said)


def bad_frames(files: ReadFiles) -> Iterator[Problem]:
    """Templates of frames that cannot be compiled, and frames that are to be over one that is not there."""
    known = [frame.id for frame in files.frames.frames]
    ids = set(known)
    wording = _all_known(files)
    for frame in files.frames.frames:
        key = f"frames/{frame.id}"
        for position, other in enumerate(frame.over):
            if other not in ids:
                said = f"no frame `{other}`{meant(other, known)}"
                yield problem_at(files.place(key, "over", position), "unknown-frame", said)
        for position, template in enumerate(frame.templates):
            try:
                compile_shape(template, files.frames.gaps, wording)
            except TemplateError as error:
                yield problem_at(files.place(key, "templates", position), "bad-template", str(error))


def bad_words(files: ReadFiles) -> Iterator[Problem]:
    """Words that stand for many and cannot be spelled out: ``每百户[<households>``."""
    known = {name: entry.words for name, entry in files.wording.wording.items()}
    lists = dict.fromkeys(_all_known(files), ("x",)) | known
    for name, words in known.items():
        for position, word in enumerate(words):
            try:
                if stands_for_many(word):
                    ways(word, lists)
            except TemplateError as error:
                yield problem_at(files.place(f"wording/{name}", "words", position), "bad-template", str(error))


def bad_phrases(files: ReadFiles) -> Iterator[Problem]:
    """Templates of phrases that cannot be compiled: ``在 {while} 之后 {name}`` where no filler is called while."""
    wording = _all_known(files)
    for entry in files.phrases.phrases:
        for position, template in enumerate(entry.templates):
            try:
                compile_phrase(entry, template, files.phrases.fillers, wording)
            except TemplateError as error:
                yield problem_at(files.place(f"phrases/{entry.id}", "templates", position), "bad-template", str(error))


def _all_known(files: ReadFiles) -> dict[str, str]:
    """Word lists for every name: those that do not exist are told elsewhere, what fails is the template itself."""
    return dict.fromkeys(_REFERENCE.findall(" ".join(text for _, text in wording_references(files))), "x")


def missing_wording(files: ReadFiles) -> Iterator[Problem]:
    """The word lists that the reading asks for and ``wording.yaml`` lacks."""
    for name in READ_BY_NAME:
        if name not in files.wording.wording:
            said = f"no word list <{name}>, which the reading asks for; add it, with no words if there are none"
            yield problem_at(files.places["wording"], "missing-wording", said)


def missing_entries(files: ReadFiles) -> Iterator[Problem]:
    """The entries that the reading asks for by name and that no file has: the frame ``level``, the unit 元."""
    told = {
        "frames": {entry.id for entry in files.frames.frames},
        "columns": {entry.id for entry in files.tables.columns},
        "units": {entry.unit for entry in files.units.units},
    }
    for kind, names in ASKED_FOR.items():
        for name in sorted(set(names) - told[kind]):
            said = f"no entry `{name}` in {kind}, which the reading asks for by this name; add it, or name it so again"
            yield problem_at(files.places[kind], "missing-entry", said)


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that was meant by another, as what is said behind a problem: ``; did you mean `reach`?``."""
    near = nearest(word, sorted(known))
    return f"; did you mean `{near}`?" if near else ""


def problem_at(place: Place, code: str, message: str) -> Problem:
    """A problem at a place of the rule files."""
    return Problem(place.path, place.line, place.column, code, message)
