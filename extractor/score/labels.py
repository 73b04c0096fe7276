"""Label files: one labelled quantity a line, read with every fault named, and written from records to be corrected.

A label has a document, start and end, and is a ``claim`` (it must be found), ``optional`` (neither right nor
wrong), ``none`` (no record may be there, as where there is no label) or ``unlabelled`` (a stretch nobody has
labelled). A claim has value and unit, and for each slot the answers that are accepted; an empty list is not scored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractor.pipeline import Reading
from extractor.problems import InputError
from extractor.reading.quantities import Quantity, Refusal
from extractor.reading.refusals import WORD
from extractor.records import Bound, Record, Statistic, Status, plain
from extractor.ruleset.validation import nearest
from extractor.runs import unclaimed
from extractor.score.answers import SLOTS, Row, in_base
from extractor.score.errors import Places

KINDS = ("claim", "optional", "none", "unlabelled")
"""What a label may be."""

FIELDS = (
    *("document", "start", "end", "quote", "label", "value", "unit"),
    *("indicator", "region", "year", "period", "statistic", "status", "bound"),
)
"""The fields of a label in the order they are written; any other is a remark, and not scored."""

_WORDS: Mapping[str, Sequence[str]] = {"statistic": tuple(Statistic), "status": tuple(Status), "bound": tuple(Bound)}
_REMARKS = ("sentence", "reason")
_MOST_FAULTS = 20
_NO_REASON = "no shape of the rules reads it"


def read_labels(path: Path) -> list[Row]:
    """The labels of a JSONL file; ``InputError`` names every line that is none and what is wrong with it."""
    return list(read_label_lines(path).values())


def read_label_lines(path: Path) -> dict[int, Row]:
    """The labels of a JSONL file by their lines, counted from 1; raises as ``read_labels`` does."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: labels are UTF-8; save the file as UTF-8") from None
    labels: dict[int, Row] = {}
    faults: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            label = json.loads(line)
        except (ValueError, RecursionError) as error:
            faults.append(f"{path}:{number}: no JSON: {getattr(error, 'msg', error)}")
            continue
        fault = _fault(label)
        if fault:
            faults.append(f"{path}:{number}: {fault}")
        labels[number] = label
    if faults:
        more = [f"{path}: {len(faults) - _MOST_FAULTS} more lines are no labels"] if len(faults) > _MOST_FAULTS else []
        raise InputError("\n".join([*faults[:_MOST_FAULTS], *more]))
    if not labels:
        raise InputError(f"{path}: no labels; write one JSON object a line")
    return labels


def misplaced(labels: Mapping[int, Row], source: str) -> Iterator[tuple[int, str]]:
    """The claims whose quote does not stand at its place in the document, by their lines, and what does.

    Line breaks do not count; without a quote nothing can be said.
    """
    for line, label in labels.items():
        quote = _short(str(label.get("quote") or ""))
        stands = _short(source[label["start"] : label["end"]])
        if label["label"] == "claim" and quote and quote != stands:
            yield line, f"`{stands}` stands at {label['start']}–{label['end']}, not `{quote}`"


def label_rows(reading: Reading, *, refused: bool) -> list[dict[str, Any]]:
    """The labels that the records of a document agree with: 3600万吨 is a claim of 36000000 吨, 四川省, 2023.

    With ``refused`` the numbers that became no record are among them, labelled ``none``, with the reason.
    """
    rows = [_claim(record) for record in reading.records]
    if refused:
        rows += _unread(reading)
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def _unread(reading: Reading) -> Iterator[dict[str, Any]]:
    """The numbers that became no record, with blank answers to be filled in where one is a claim after all.

    A numeral inside a word (四川) is none.
    """
    document, places = reading.document, Places(reading.document)
    blank: dict[str, list[str]] = {key: [] for key in FIELDS[7:]}
    numbers: list[tuple[Quantity | Refusal, str, list[str], str]] = [
        *((amount, _NO_REASON, _value(amount), amount.unit) for amount in unclaimed(reading)),
        *((refusal, refusal.reason, [], "") for refusal in reading.refusals if refusal.rule != WORD.id),
    ]
    for number, reason, value, unit in numbers:
        start, end = document.folded.source_span(number.start, number.end)
        place = {"document": document.name, "start": start, "end": end, "quote": document.source[start:end]}
        answers = {"label": "none", "value": value, "unit": unit, **blank}
        yield {**place, **answers, "sentence": places.sentence(start), "reason": reason}


def check_free(path: Path) -> None:
    """Raise ``InputError`` if a file is there, which may hold labels that somebody has corrected."""
    if path.exists():
        raise InputError(f"{path}: is there already and may have been corrected; name another file or remove it")


def write_labels(path: Path, lines: Iterable[str]) -> int:
    """Write a new file of labels, all or nothing, and give their number; raises as ``check_free`` does."""
    written = list(lines)
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text("".join(written), encoding="utf-8", newline="\n")
        check_free(path)
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        if part.is_file():
            part.unlink()
    return len(written)


def _claim(record: Record) -> dict[str, Any]:
    names = dict.fromkeys(name for name in (record.indicator_name, record.indicator_text) if name)
    return {
        "document": record.document,
        "start": record.start,
        "end": record.end,
        "quote": record.quote,
        "label": "claim",
        "value": _value(record),
        "unit": record.unit,
        "indicator": list(names),
        "region": [record.region_name] if record.region_name else [],
        "year": [str(record.year or "")],
        "period": [record.period or ""],
        "statistic": [record.statistic.value],
        "status": [record.status.value],
        "bound": [record.bound.value],
        "sentence": record.sentence,
    }


def _value(amount: Record | Quantity) -> list[str]:
    """The answers for a value; of a range both ends."""
    ends = [amount.low, amount.high] if amount.value is None else [amount.value]
    return [plain(end) for end in ends if end is not None]


def _fault(label: Any) -> str | None:
    """What keeps a row from being a label."""
    if not isinstance(label, dict):
        return "a label is a JSON object"
    if label.get("label") not in KINDS:
        return f"label is {label.get('label')!r}; write one of {', '.join(KINDS)}"
    if not isinstance(label.get("document"), str):
        return "document is missing; write the name of the file"
    if not all(isinstance(label.get(key), int) for key in ("start", "end")):
        return "start and end are missing; write the offsets of the number in the file"
    return _claim_fault(label) if label["label"] == "claim" else None


def _claim_fault(label: Row) -> str | None:
    for key in label.keys() - {*FIELDS, *_REMARKS}:
        near = nearest(key, [name for name in FIELDS if name not in label])
        if near:
            return f"unknown field {key}; did you mean {near}?"
    if not all(isinstance(label.get(key, []), list) for key in ("value", *SLOTS)):
        return f"the answers for value, {', '.join(SLOTS)} are lists; write them in brackets"
    if not label.get("value") or not all(in_base(value, label.get("unit")) for value in label["value"]):
        return "value holds no number; write the amount, multiplier worked out"
    if not isinstance(label.get("unit"), str):
        return 'unit is missing; write the unit without its multiplier, or "" for none'
    for key, words in _WORDS.items():
        for answer in label.get(key, []):
            if answer not in words:
                return f"{key} holds {answer!r}; write one of {', '.join(words)}"
    return None


def _short(text: str) -> str:
    told = "".join(text.split())
    return told if len(told) <= 20 else f"{told[:19]}…"
