"""Guards against a measure that flatters: a wrong unit taken for right, a made-up record not counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor.problems import InputError
from extractor.score.answers import Row, slot_is_right
from extractor.score.labels import read_labels
from extractor.score.matching import Score, score_records

CLAIM: dict[str, Any] = {
    "document": "a.txt",
    "start": 10,
    "end": 15,
    "label": "claim",
    "value": ["60000"],
    "unit": "亩",
    "indicator": ["高标准农田"],
    "region": ["四川省"],
    "year": ["2023", ""],
    "statistic": ["level"],
    "status": ["actual"],
    "bound": ["exact"],
}
RECORD: dict[str, Any] = {
    "document": "docs/a.txt",
    "start": 10,
    "end": 15,
    "value": "60000",
    "low": None,
    "high": None,
    "unit": "亩",
    "indicator": None,
    "indicator_name": "新建高标准农田",
    "indicator_text": "高标准农田",
    "region": "510000",
    "region_name": "四川省",
    "year": 2023,
    "statistic": "level",
    "status": "actual",
    "bound": "exact",
}


def label(**fields: Any) -> dict[str, Any]:
    return {**CLAIM, **fields}


def record(**fields: Any) -> dict[str, Any]:
    return {**RECORD, **fields}


def counts(labels: list[Row], records: list[Row]) -> tuple[int, int, int, int]:
    score = score_records(labels, records)
    return len(score.hits), len(score.wrong), len(score.missed), len(score.extra)


OPTIONAL = {"document": "a.txt", "start": 10, "end": 15, "label": "optional"}
UNLABELLED = {"document": "a.txt", "start": 0, "end": 90, "label": "unlabelled"}

COUNTED = [
    # labels, records, hits, wrong, missed, extra
    ([CLAIM], [RECORD], (1, 0, 0, 0)),
    ([CLAIM], [], (0, 0, 1, 0)),
    ([CLAIM], [record(value="61000")], (0, 1, 0, 0)),
    ([CLAIM], [record(unit="吨")], (0, 1, 0, 0)),
    ([CLAIM], [record(value="4000", unit="公顷")], (1, 0, 0, 0)),
    ([CLAIM], [record(value=None, low="50000", high="60000")], (1, 0, 0, 0)),
    ([CLAIM], [record(value=None, low="50000", high=None)], (0, 1, 0, 0)),
    ([CLAIM], [record(start=12, end=40)], (1, 0, 0, 0)),  # they overlap
    ([CLAIM], [record(start=15, end=20)], (0, 0, 1, 1)),
    ([CLAIM], [RECORD, RECORD], (1, 0, 0, 1)),
    ([CLAIM], [record(document="b.txt")], (0, 0, 1, 0)),  # a document without labels
    ([OPTIONAL], [RECORD], (0, 0, 0, 0)),
    ([UNLABELLED], [RECORD], (0, 0, 0, 0)),
    (
        [label(region=["四川省", "重庆市"])],
        [RECORD, record(region_name="重庆市", region="500000")],
        (1, 0, 0, 0),
    ),
    ([CLAIM], [RECORD, record(region_name="重庆市", region="500000")], (1, 0, 0, 1)),
    (
        [label(unit="个百分点", value=["6"], statistic=["change"])],
        [record(unit="%", value="6")],
        (1, 0, 0, 0),
    ),
    ([label(unit="个百分点", value=["6"])], [record(unit="%", value="6")], (0, 1, 0, 0)),
    ([label(unit="家", value=["6"])], [record(unit="个家", value="6")], (1, 0, 0, 0)),
    ([CLAIM], [record(value="many")], (0, 1, 0, 0)),
]

SLOTS = [
    # slot, what is wanted, what the record says, whether it is right
    ("indicator", ["高标准农田"], {"indicator_name": "“高标准农田”的"}, True),
    ("indicator", ["农田"], {"indicator_name": "高标准农田"}, False),  # less than half
    ("indicator", ["gdp"], {"indicator": "gdp"}, True),
    ("indicator", ["粮食产量"], {"indicator_name": None}, False),
    ("indicator", [], {"indicator_name": None}, True),
    ("region", ["四川"], {"region_name": "四川省"}, True),
    ("region", ["阿坝藏族羌族自治州"], {"region_name": "阿坝"}, True),
    ("region", ["510000"], {"region": "510000"}, True),
    ("region", ["四川省"], {"region_name": "重庆市"}, False),
    ("region", ["四川省"], {"region": None, "region_name": None}, False),
    ("year", ["2023"], {"year": 2023}, True),
    ("year", ["2023", ""], {"year": None}, True),
    ("year", ["2023"], {"year": None}, False),
    ("bound", ["about"], {"bound": "exact"}, False),
]


@pytest.mark.parametrize(("labels", "records", "expected"), COUNTED)
def test_what_is_found_missed_and_made_up(
    labels: list[Row], records: list[Row], expected: tuple[int, int, int, int]
) -> None:
    assert counts(labels, records) == expected


@pytest.mark.parametrize(("slot", "wanted", "said", "right"), SLOTS)
def test_an_accepted_answer(slot: str, wanted: list[str], said: dict[str, Any], right: bool) -> None:
    nothing = dict.fromkeys(("indicator", "indicator_name", "indicator_text", "region", "region_name"))
    assert slot_is_right(slot, {slot: wanted}, {**nothing, **said}) is right


def test_of_several_records_the_one_with_most_right_is_taken() -> None:
    score = score_records([CLAIM], [record(year=2020), RECORD])
    assert score.hits[0].record == RECORD
    assert [extra["year"] for extra in score.extra] == [2020]


def test_the_figures() -> None:
    labels = [label(start=place, end=place + 5) for place in (10, 20, 30, 40)]
    records = [
        record(start=10, end=15),
        record(start=20, end=25, year=2020),
        record(start=30, end=35, value="1"),
        record(start=60, end=65),
    ]
    score = score_records(labels, records)
    assert (score.claims, score.records) == (4, 4)
    assert (score.quantity_precision, score.quantity_recall, score.quantity_f1) == (0.5, 0.5, 0.5)
    assert score.accuracy("year") == 0.5
    assert score.accuracy("region") == 1
    assert score.record_f1 == 0.25
    assert score.hits[1].wrong_slots() == ("year",)
    assert score.figures()["bound_accuracy"] == 1


def test_nothing_scored_is_nothing_right() -> None:
    empty = Score(0, (), (), (), ())
    assert (empty.quantity_f1, empty.record_f1, empty.accuracy("year")) == (0, 0, 0)


FAULTS = [
    ("{", "a.jsonl:1: no JSON"),
    ("[]", "a.jsonl:1: a label is a JSON object"),
    ('{"label": "maybe"}', "a.jsonl:1: label is 'maybe'; write one of claim, optional, none, unlabelled"),
    ('{"label": "optional", "start": 1, "end": 2}', "a.jsonl:1: document is missing"),
    ('{"label": "optional", "document": "a.txt"}', "a.jsonl:1: start and end are missing"),
    ('{"label": "claim", "document": "a", "start": 1, "end": 2}', "a.jsonl:1: value holds no number"),
    ('{"label": "claim", "document": "a", "start": 1, "end": 2, "value": ["x"]}', "value holds no number"),
    ('{"label": "claim", "document": "a", "start": 1, "end": 2, "value": "6"}', "are lists"),
    ("", "a.jsonl: no labels"),
]


@pytest.mark.parametrize(("line", "says"), FAULTS)
def test_labels_that_are_none_are_named(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_labels(path)
    assert says in str(caught.value)


def test_labels_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_labels(tmp_path / "none.jsonl")
