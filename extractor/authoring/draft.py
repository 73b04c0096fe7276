"""A new indicator from its name, its unit and two sentences: an entry filled in, ready to be read over and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from extractor.pipeline import read_text
from extractor.problems import InputError
from extractor.records import Basis, Bound, Record, Status, plain
from extractor.ruleset.compiled import RuleSet, compile_rules
from extractor.ruleset.entries import ExampleEntry, IndicatorEntry
from extractor.ruleset.files import RuleFiles
from extractor.ruleset.folders import INDICATORS, has_rule_files, shown_path
from extractor.ruleset.schema import IndicatorsFile
from extractor.ruleset.validation import nearest
from extractor.ruleset.yamlnodes import read_nodes

_FILE = "field: {field}\nname: {name}\nindicators:\n"
_FIELD = re.compile(r"[a-z][a-z0-9_]*")
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Draft:
    """What an author tells of an indicator: 冷库库容 in 立方米, a sentence about it, and one that looks like it."""

    name: str
    units: tuple[str, ...]
    sentence: str
    look_alike: str
    id: str | None = None


def draft_indicator(draft: Draft, files: RuleFiles) -> str:
    """The entry as YAML, two columns in: the records that the sentence gives, and what hides the look-alike as decoys.

    What stands under ``records`` was read by the program and has to be read over by its author. Raises InputError
    where something is empty, a name or id is taken, a unit is not known, or the sentences are none for an example.
    """
    _refuse_empty(draft)
    identifier = spelled(draft.name) if draft.id is None else draft.id
    _refuse_taken(draft.name, identifier, files)
    for unit in draft.units:
        _refuse_unknown(unit, files)
    rules = _with_indicator(draft, identifier, files)
    found = read_text(draft.sentence, rules).records
    own = [record for record in found if record.indicator == identifier]
    if not own:
        came = "; ".join(_told(record) for record in found) or "no number at all"
        raise InputError(f"{draft.sentence}: it gives no record of {draft.name} in {_units(draft)}; came {came}")
    alike = read_text(draft.look_alike, rules).records
    if any(record.indicator == identifier for record in alike):
        raise InputError(
            f"{draft.look_alike}: it gives a record of {draft.name}; write a look-alike that is about something else"
        )
    entry: dict[str, Any] = {
        "id": identifier,
        "name": draft.name,
        "aliases": [],
        "decoys": _decoys(draft.name, alike),
        "measured_in": list(draft.units),
        "examples": [
            {"text": draft.sentence, "records": [_expected(record) for record in own]},
            {"text": draft.look_alike, "none": True},
        ],
    }
    text = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, default_flow_style=None, width=_WIDTH)
    return "".join(f"  {line}\n" for line in text.splitlines())


def rule_set_of(file: Path) -> Path | None:
    """The folder of rules that an indicator file is in, ``我的规则`` of ``我的规则/indicators/mine.yaml``.

    None if there are no rule files in it yet. Raises InputError for a place where no rule set looks for indicators.
    """
    inside = file.absolute().parent  # by its name alone, indicators/mine.yaml is one of the working folder
    if inside.name != INDICATORS or file.suffix != ".yaml":
        raise InputError(f"{file}: no rule set reads a file of that place or name; write DIR/{INDICATORS}/NAME.yaml")
    folder = file.parent.parent if len(file.parts) > 1 else inside.parent
    return folder if has_rule_files(folder) else None


def add_entry(entry: str, file: Path) -> None:
    """Put a drafted entry at the end of an indicator file, which is made if it is not there.

    Raises InputError if the file cannot be written, or is not one whose last key is ``indicators``; it is then left
    as it was.
    """
    try:
        before = file.read_text(encoding="utf-8") if file.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read as a rule file ({error})") from error
    if before is None:
        field = file.stem if _FIELD.fullmatch(file.stem) else "mine"
        text = _FILE.format(field=field, name="自定义") + entry
    else:
        text = before + ("" if before.endswith("\n") else "\n") + entry
    if _last_id(text) != _last_id(f"indicators:\n{entry}"):
        raise InputError(
            f"{file}: its last key is not a list `indicators`; print the entry without --output and put it in"
        )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file}: cannot be written: {error.strerror}") from error


def spelled(name: str) -> str:
    """An id for a name, in pinyin: ``leng_ku_ku_rong`` for 冷库库容."""
    from pypinyin import lazy_pinyin

    letters = "_".join(lazy_pinyin(name, errors=lambda text: re.sub(r"[^0-9A-Za-z]+", "_", text)))
    identifier = re.sub(r"[^a-z0-9]+", "_", letters.lower().replace("ü", "v")).strip("_")
    return identifier if identifier[:1].isalpha() else f"n_{identifier}"


def _last_id(text: str) -> str:
    """The id of the last indicator of a file, empty where it has none or is no such file."""
    root, faults = read_nodes("draft", text.encode())
    listed = root.child("indicators") if root is not None and not faults else None
    last = listed.content[-1] if listed is not None and isinstance(listed.content, tuple) and listed.content else None
    named = last.child("id") if last is not None else None
    return named.content if named is not None and isinstance(named.content, str) else ""


def _refuse_empty(draft: Draft) -> None:
    for argument, told, example in (
        ("NAME", draft.name, "the name of the indicator: 冷库库容"),
        ("UNIT", "".join(draft.units), "what it is measured in: 立方米, or several: 立方米,吨"),
        ("SENTENCE", draft.sentence, "a sentence that tells of it: 全市冷库库容达到120万立方米。"),
        ("LOOK-ALIKE", draft.look_alike, "a sentence of something that looks like it: 气调冷库库容15万立方米。"),
    ):
        if not told.strip():
            raise InputError(f"{argument} is empty; write {example}")


def _refuse_taken(name: str, identifier: str, files: RuleFiles) -> None:
    if not _FIELD.fullmatch(identifier):
        raise InputError(f"--id {identifier}: expected small letters, digits and _, a letter first: {spelled(name)}")
    for file in files.indicators:
        for entry in file.indicators:
            place = files.places[f"indicators/{entry.id}"]
            if name in (entry.name, *entry.aliases, *entry.growing):
                raise InputError(f"{name}: a name of {entry.id} already, at {place}")
            if entry.id == identifier:
                raise InputError(f"{identifier}: the id of {entry.name} already, at {place}; give another with --id")


def _refuse_unknown(unit: str, files: RuleFiles) -> None:
    spellings = {text: entry.unit for entry in files.units.units for text in (entry.unit, *entry.spellings)}
    known = {*(entry.unit for entry in files.units.units), *(dimension.id for dimension in files.units.dimensions)}
    if unit in known:
        return
    if unit in spellings:
        raise InputError(f"{unit}: records hold it as {spellings[unit]}; write that")
    near = nearest(unit, sorted(known))
    hint = f"; did you mean {near}?" if near else ""
    raise InputError(
        f"{unit}: no unit of {shown_path(files.folders[0], 'units.yaml')}{hint}; add it under `units` first"
    )


def _with_indicator(draft: Draft, identifier: str, files: RuleFiles) -> RuleSet:
    none = ExampleEntry(text=draft.look_alike, none=True)
    entry = IndicatorEntry(id=identifier, name=draft.name, measured_in=draft.units, examples=(none, none))
    own = IndicatorsFile(field="draft", name="draft", indicators=(entry,))
    return compile_rules(replace(files, indicators=(*files.indicators, own)))


def _decoys(name: str, alike: Iterable[Record]) -> list[str]:
    """The longer names that the look-alike is about: 气调冷库库容."""
    phrases = [record.indicator_name or "" for record in alike]
    return list(dict.fromkeys(phrase for phrase in phrases if name in phrase and phrase != name))


def _expected(record: Record) -> dict[str, str]:
    """What an example says of a record: its number, and what is not as it mostly is."""
    said = {"value": record.value} if record.value is not None else {"low": record.low, "high": record.high}
    told = {key: plain(number) for key, number in said.items() if number is not None}
    told |= {"unit": record.unit, "statistic": record.statistic.value}
    if record.basis not in (None, Basis.YOY):
        told["basis"] = record.basis.value
    if record.status is not Status.ACTUAL:
        told["status"] = record.status.value
    if record.bound is not Bound.EXACT:
        told["bound"] = record.bound.value
    return told


def _told(record: Record) -> str:
    return f"{record.quote} as {record.indicator or record.indicator_name or 'nothing that has a name'}"


def _units(draft: Draft) -> str:
    return ", ".join(draft.units)
