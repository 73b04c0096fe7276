"""Records held against labelled quantities: what was found, missed or made up, and which slots are right.

A label has a document, start and end, and is a ``claim`` (it must be found), ``optional`` (neither right nor
wrong) or ``unlabelled`` (a stretch nobody has labelled). A claim has value and unit, and for each slot the
answers that are accepted; an empty list is not scored. The units are this module's own and not the rule
set's, so that what is measured does not make the measure.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePath
from typing import Any

from extractor.problems import InputError

SLOTS = ("indicator", "region", "year", "statistic", "status", "bound")
"""What is scored beside value and unit, and makes a record wholly right."""

Row = Mapping[str, Any]

_PLACE = ("region", "region_name", "indicator", "indicator_name")
_ANSWERS = {
    "indicator": ("indicator", "indicator_name", "indicator_text"),
    "region": ("region", "region_name"),
}
_LABELS = ("claim", "optional", "unlabelled")
_TOLERANCE = Decimal("1e-9")

# dimension: unit and how many of the dimension's base it is
_DIMENSIONS = {
    "area": "平方米 1 ㎡ 1 m2 1 亩 2000/3 公顷 10000 平方公里 1000000 平方千米 1000000 km2 1000000",
    "length": "米 1 m 1 公里 1000 千米 1000 km 1000 厘米 0.01 毫米 0.001 海里 1852 里 500",
    "mass": "克 0.001 公斤 1 千克 1 kg 1 斤 0.5 吨 1000 t 1000 吨标煤 1000 吨标准煤 1000 微克 1e-9",
    "power": "瓦 1 千瓦 1000 kw 1000 兆瓦 1000000 mw 1000000 吉瓦 1000000000 gw 1000000000",
    "energy": "千瓦时 1 度 1 kwh 1 兆瓦时 1000 mwh 1000 吉瓦时 1000000 gwh 1000000",
    "volume": "立方米 1 方 1 m3 1 升 0.001",
    "yuan": "元 1 人民币 1 人民币元 1 cny 1 rmb 1",
    "us dollar": "美元 1 usd 1",
    "hong kong dollar": "港元 1 港币 1 hkd 1",
    "taiwan dollar": "新台币 1 新台币元 1 新臺幣 1 twd 1",
    "percent": "% 1 ％ 1 percent 1 ‰ 0.1",
    "points": "个百分点 1 百分点 1 percentage_point 1 pp 1 個百分點 1",
    "time": "小时 1 个小时 1 分钟 1/60 h 1",
    "working days": "工作日 1 个工作日 1",
    "people": "人 1 名 1",
}


def _factor(written: str) -> Decimal:
    over, _, under = written.partition("/")
    return Decimal(over) / Decimal(under or 1)


_UNITS = {
    unit: (dimension, _factor(factor))
    for dimension, units in _DIMENSIONS.items()
    for unit, factor in zip(units.split()[::2], units.split()[1::2], strict=True)
}

_MARKS = re.compile(r"[\s“”\"'‘’「」、，,。:：（）()《》的]")
_PEOPLES = r"藏族羌族|藏族|彝族|土家族苗族|土家族|回族|壮族|维吾尔"
_AREA = re.compile(rf"(?:省|市|区|县|(?:{_PEOPLES})?自治[区州县]|特别行政区|新区|全国)$")


@dataclass(frozen=True, slots=True)
class Match:
    """A label and the record that was taken for it."""

    label: Row
    record: Row

    def wrong_slots(self) -> tuple[str, ...]:
        """The slots in which the record gives no accepted answer."""
        return tuple(slot for slot in SLOTS if not slot_is_right(slot, self.label, self.record))


@dataclass(frozen=True, slots=True)
class Score:
    """The figures, and the rows they were counted from.

    ``hits`` have value and unit right, ``wrong`` have a record at their place that says another amount,
    ``missed`` have none; ``extra`` are records where the labels have nothing.
    """

    documents: int
    hits: tuple[Match, ...]
    wrong: tuple[Match, ...]
    missed: tuple[Row, ...]
    extra: tuple[Row, ...]

    @property
    def claims(self) -> int:
        """How many quantities had to be found."""
        return len(self.hits) + len(self.wrong) + len(self.missed)

    @property
    def records(self) -> int:
        """How many records count for or against precision."""
        return len(self.hits) + len(self.wrong) + len(self.extra)

    @property
    def quantity_precision(self) -> float:
        """The share of the records whose amount is right."""
        return _ratio(len(self.hits), self.records)

    @property
    def quantity_recall(self) -> float:
        """The share of the claims that were found with their amount."""
        return _ratio(len(self.hits), self.claims)

    @property
    def quantity_f1(self) -> float:
        """The harmonic mean of precision and recall of the amounts."""
        return _f1(self.quantity_precision, self.quantity_recall)

    @property
    def record_f1(self) -> float:
        """The same where the amount and every slot must be right."""
        whole = sum(not match.wrong_slots() for match in self.hits)
        return _f1(_ratio(whole, self.records), _ratio(whole, self.claims))

    def accuracy(self, slot: str) -> float:
        """The share of the hits with an accepted answer in a slot, of those whose label has one."""
        scored = [match for match in self.hits if match.label.get(slot)]
        return _ratio(sum(slot_is_right(slot, match.label, match.record) for match in scored), len(scored))

    def figures(self) -> dict[str, int | float]:
        """All figures by name: claims, quantity_f1, region_accuracy, record_f1, …"""
        return {
            "documents": self.documents,
            "claims": self.claims,
            "records": self.records,
            "quantity_precision": self.quantity_precision,
            "quantity_recall": self.quantity_recall,
            "quantity_f1": self.quantity_f1,
            **{f"{slot}_accuracy": self.accuracy(slot) for slot in SLOTS},
            "record_f1": self.record_f1,
        }


def score_records(labels: Iterable[Row], records: Iterable[Row]) -> Score:
    """How well the records say what the labels say; records of documents without labels are left out.

    ``{"value": ["60000"], "unit": "亩", …}`` is hit by 4000 公顷 at the same place.
    """
    labelled: dict[str, list[Row]] = {}
    for label in labels:
        labelled.setdefault(label["document"], []).append(label)
    found: dict[str, list[Row]] = {}
    for record in records:
        found.setdefault(PurePath(str(record["document"])).name, []).append(record)
    parts = [_score_document(labelled[name], found.get(name, [])) for name in sorted(labelled)]
    return Score(
        documents=len(labelled),
        hits=tuple(match for part in parts for match in part.hits),
        wrong=tuple(match for part in parts for match in part.wrong),
        missed=tuple(label for part in parts for label in part.missed),
        extra=tuple(record for part in parts for record in part.extra),
    )


def read_labels(path: Path) -> list[Row]:
    """The labels of a JSONL file; ``InputError`` names the line that is none and what is wrong with it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: labels are UTF-8; save the file as UTF-8") from None
    labels = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            label = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}:{number}: no JSON: {error.msg}") from None
        fault = _fault(label)
        if fault:
            raise InputError(f"{path}:{number}: {fault}")
        labels.append(label)
    if not labels:
        raise InputError(f"{path}: no labels; write one JSON object a line")
    return labels


def _fault(label: Any) -> str | None:
    """What keeps a row from being a label."""
    if not isinstance(label, dict):
        return "a label is a JSON object"
    if label.get("label") not in _LABELS:
        return f"label is {label.get('label')!r}; write one of {', '.join(_LABELS)}"
    if not isinstance(label.get("document"), str):
        return "document is missing; write the name of the file"
    if not all(isinstance(label.get(key), int) for key in ("start", "end")):
        return "start and end are missing; write the offsets of the number in the file"
    if label["label"] != "claim":
        return None
    if not all(isinstance(label.get(key, []), list) for key in ("value", *SLOTS)):
        return f"the answers for value, {', '.join(SLOTS)} are lists; write them in brackets"
    if not label.get("value") or not all(_amount(value, label.get("unit")) for value in label["value"]):
        return "value holds no number; write the amount, multiplier worked out"
    return None


def slot_is_right(slot: str, label: Row, record: Row) -> bool:
    """Whether a record gives an answer that the label accepts; a slot without answers is right."""
    wanted = label.get(slot)
    if not wanted:
        return True
    if slot in _ANSWERS:
        same = _similar if slot == "indicator" else _same_region
        given = [record[key] for key in _ANSWERS[slot] if record.get(key)]
        return any(same(str(answer), str(name)) for answer in wanted for name in given)
    said = record.get(slot)
    if said is None:
        said = "" if slot == "year" else "None"
    return str(said) in [str(answer) for answer in wanted]


class _Placed:
    """Rows by their place in a document."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._order = sorted(range(len(rows)), key=lambda number: rows[number]["start"])
        self._rows = rows
        self._starts = [rows[number]["start"] for number in self._order]
        self._longest = max((row["end"] - row["start"] for row in rows), default=0)

    def over(self, row: Row) -> list[int]:
        """The numbers of the rows that overlap another row, in their own order."""
        first = bisect_left(self._starts, row["start"] - self._longest)
        last = bisect_left(self._starts, row["end"])
        return sorted(number for number in self._order[first:last] if self._rows[number]["end"] > row["start"])


def _score_document(labels: Sequence[Row], records: Sequence[Row]) -> Score:
    """Every claim takes the record at its place that has most right; the labels judge what is left over."""
    claims = sorted((label for label in labels if label["label"] == "claim"), key=lambda label: label["start"])
    places = _Placed(records)
    taken: set[int] = set()
    hit: dict[int, Match] = {}
    wrong: list[Match] = []
    missed: list[Row] = []
    for number, claim in enumerate(claims):
        near = [index for index in places.over(claim) if index not in taken]
        right = [index for index in near if _same_quantity(claim, records[index])]
        if right:
            best = max(right, key=lambda index: _slots_right(claim, records[index]))
            hit[number] = Match(claim, records[best])
            taken.add(best)
        elif near:
            wrong.append(Match(claim, records[near[0]]))
            taken.add(near[0])
        else:
            missed.append(claim)
    excused = _Placed([label for label in labels if label["label"] != "claim"])
    claimed = _Placed(claims)
    extra = [
        record
        for index, record in enumerate(records)
        if index not in taken
        and not excused.over(record)
        and not any(number in hit and _told_again(hit[number], record) for number in claimed.over(record))
    ]
    return Score(1, tuple(hit.values()), tuple(wrong), tuple(missed), tuple(extra))


def _told_again(match: Match, record: Row) -> bool:
    """Whether one number is rightly told of another place or indicator too: 庆阳、酒泉经济总量突破千亿元."""
    return (
        _same_quantity(match.label, record)
        and _slots_right(match.label, record) == len(SLOTS)
        and any(record.get(key) != match.record.get(key) for key in _PLACE)
    )


def _slots_right(label: Row, record: Row) -> int:
    return sum(slot_is_right(slot, label, record) for slot in SLOTS)


def _same_quantity(label: Row, record: Row) -> bool:
    """Whether a record says an accepted amount; either end of a range counts."""
    value = record.get("value")
    stated = [record.get("low"), record.get("high")] if value is None else [value]
    said = [amount for end in stated if end is not None and (amount := _amount(end, record.get("unit")))]
    wanted = [amount for answer in label["value"] if (amount := _amount(answer, label["unit"]))]
    changes = "change" in label.get("statistic", ())
    return any(_agree(want, have, changes) for want in wanted for have in said)


def _agree(want: tuple[str, Decimal], have: tuple[str, Decimal], changes: bool) -> bool:
    """Whether two amounts are one; a change in per cent may be told in points."""
    if want[0] != have[0] and not (changes and {want[0], have[0]} == {"percent", "points"}):
        return False
    return abs(want[1] - have[1]) <= _TOLERANCE * max(Decimal(1), abs(want[1]))


def _amount(value: Any, unit: Any) -> tuple[str, Decimal] | None:
    """A value in the base of its unit's dimension; None if it is no number."""
    name = str(unit or "").strip().lower()
    dimension, factor = _UNITS.get(name, (name.removeprefix("个") or name, Decimal(1)))
    try:
        amount = Decimal(str(value)) * factor
    except InvalidOperation:
        return None
    return (dimension, amount) if amount.is_finite() else None


def _plain(text: str) -> str:
    return _MARKS.sub("", text).lower()


def _same_region(wanted: str, said: str) -> bool:
    """四川 is 四川省; 阿坝州 is not cut to 阿坝 and stays another spelling."""
    names = (_plain(wanted), _plain(said))
    short = [_AREA.sub("", name) or name for name in names]
    return short[0] == short[1]


def _similar(wanted: str, said: str) -> bool:
    """Whether one name is half of the other or more, or they share four fifths of their characters."""
    names = sorted((_plain(wanted), _plain(said)), key=len)
    short, long = names
    if not short:
        return False
    if short in long and len(short) / len(long) >= 0.5:
        return True
    shared = sum((Counter(short) & Counter(long)).values())
    return 2 * shared / (len(short) + len(long)) >= 0.8


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
