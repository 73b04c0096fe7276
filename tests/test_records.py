"""Guards against a record whose numbers change on their way out, or that takes what is no record."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from extractor.records import Bound, Record, Statistic, Status, plain

FIELDS = {
    "id": "r1",
    "document": "公报.txt",
    "region": "510000",
    "region_name": "四川省",
    "indicator": "gdp",
    "indicator_name": "地区生产总值",
    "indicator_text": "生产总值",
    "year": 2023,
    "period": "2023",
    "statistic": Statistic.LEVEL,
    "basis": None,
    "base_year": None,
    "status": Status.ACTUAL,
    "value": Decimal("1.27E+12"),
    "low": None,
    "high": None,
    "unit": "元",
    "base_value": Decimal("1.270E+12"),
    "base_unit": "元",
    "bound": Bound.EXACT,
    "quote": "1.27万亿元",
    "start": 4,
    "end": 11,
    "sentence": "生产总值1.27万亿元",
    "rule": "level rules/frames.yaml:29:5 1+abc",
    "flags": (),
}


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("1.270E+12", "1270000000000"),
        ("6.00", "6"),
        ("0.50", "0.5"),
        ("-3.20", "-3.2"),
        ("100", "100"),
        ("0", "0"),
        ("1E-7", "0.0000001"),
    ],
)
def test_numbers_are_written_in_full(number: str, written: str) -> None:
    assert plain(Decimal(number)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**16), max_value=10**16, places=6))
def test_a_written_number_is_the_same_number(number: Decimal) -> None:
    assert Decimal(plain(number)) == number
    assert "E" not in plain(number)


def test_a_record_comes_back_from_json_as_it_was() -> None:
    record = Record.model_validate(FIELDS)
    written = record.model_dump_json()
    assert json.loads(written)["value"] == "1270000000000"
    assert Record.model_validate_json(written) == record


@pytest.mark.parametrize(
    "change",
    [
        {"year": "2023"},
        {"value": 1.27e12},
        {"statistic": "level"},
        {"bound": "roughly"},
        {"note": "a field that no record has"},
        {"id": None},
    ],
)
def test_what_is_no_record_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Record.model_validate({**FIELDS, **change})


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_no_field_may_be_left_out(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        Record.model_validate({name: value for name, value in FIELDS.items() if name != field})


def test_a_record_does_not_change() -> None:
    record = Record.model_validate(FIELDS)
    with pytest.raises(ValidationError, match="frozen"):
        record.year = 2024  # type: ignore[misc]


def test_every_field_is_described() -> None:
    properties = Record.model_json_schema(mode="serialization")["properties"]
    assert list(properties) == [*FIELDS, "page", "cell"]
    assert all(field.get("description") for field in properties.values())
