"""The record: one number of a document with everything the document says about it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer


class Statistic(StrEnum):
    """What kind of figure a number is (SDMX: the measure's transformation)."""

    LEVEL = "level"
    GROWTH = "growth"
    CHANGE = "change"
    SHARE = "share"
    CONTRIBUTION = "contribution"
    RANK = "rank"
    COMPLETION = "completion"
    MULTIPLE = "multiple"


class Basis(StrEnum):
    """What growth or change is measured against."""

    YOY = "yoy"
    MOM = "mom"
    QOQ = "qoq"
    AVERAGE = "average"
    CUMULATIVE = "cumulative"


class Status(StrEnum):
    """Whether it happened, is promised, or is expected (SDMX: observation status)."""

    ACTUAL = "actual"
    TARGET = "target"
    FORECAST = "forecast"


class Bound(StrEnum):
    """How the stated number bounds the true one."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class Flag(StrEnum):
    """What makes a record doubtful; a record without flags was stated in full."""

    YEAR_INFERRED = "year_inferred"
    REGION_INHERITED = "region_inherited"
    REGION_AMBIGUOUS = "region_ambiguous"
    INDICATOR_INHERITED = "indicator_inherited"
    FORMER_VALUE = "former_value"
    UNIT_INFERRED = "unit_inferred"
    OUT_OF_RANGE = "out_of_range"


def plain(number: Decimal) -> str:
    """The number without exponent or trailing zeros: ``Decimal("1.270E+12")`` is ``"1270000000000"``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


Exact = Annotated[Decimal, PlainSerializer(plain, return_type=str, when_used="json")]


class Record(BaseModel):
    """One quantitative claim: 全省地区生产总值突破6万亿元 is 四川省 · 地区生产总值 · 2023 · level · at_least."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    id: str = Field(description="Stable: the same document and rules give the same id on any machine.")
    document: str = Field(description="The document's name; in the database the key of its row.")
    region: str | None = Field(description="Six-digit GB/T 2260 code (510000; the nation is 100000).")
    region_name: str | None = Field(description="Full official name (四川省), or an area without a code.")
    indicator: str | None = Field(description="Id of the canonical indicator (gdp), null for an open one.")
    indicator_name: str | None = Field(description="Canonical name (地区生产总值) or the noun phrase itself.")
    indicator_text: str | None = Field(description="The phrase as printed.")
    year: int | None = Field(description="The year it is about, not the year it was printed.")
    period: str | None = Field(description="2023, 2023-Q3, 2023-H1, 2023-09, 2023-01/2023-09, 2021/2025.")
    statistic: Statistic = Field(description="level, growth, change, share, contribution, rank, …")
    basis: Basis | None = Field(description="For growth and change: what it is compared with.")
    base_year: int | None = Field(description="The year compared with, where told: 比2020年 is 2020.")
    status: Status = Field(description="actual (it happened), target (a plan) or forecast.")
    value: Exact | None = Field(description="The number, multiplier worked out; null for a range.")
    low: Exact | None = Field(description="Lower end of a range; the value where the bound is at_least.")
    high: Exact | None = Field(description="Upper end of a range; the value where the bound is at_most.")
    unit: str = Field(description="Unit without multiplier, synonyms folded: 元, 亩, %, 个百分点, 家.")
    base_value: Exact | None = Field(description="The value in the base unit of its dimension.")
    base_unit: str = Field(description="Base unit of the dimension: 平方米 for 亩; the unit itself if none.")
    bound: Bound = Field(description="exact, at_least (以上, 突破), at_most (以内), about (左右).")
    quote: str = Field(description="The number with its unit as it stands in the source.")
    start: int = Field(description="Offset of the quote in the decoded source, in characters.")
    end: int = Field(description="Offset behind the quote: source[start:end] == quote.")
    sentence: str = Field(description="The sentence it stands in, or title, heads and number of a cell.")
    rule: str = Field(description="The rule that made it, with file and line, and the rule set's version.")
    flags: tuple[Flag, ...] = Field(description="What makes it doubtful; no invented probability.")
    page: int | None = Field(None, description="The page it stands on, from 1; null where the file has no pages.")
    cell: str | None = Field(None, description="The cell of a table: 表2!B3, 收入!B3; null in running text.")


def amount(record: Record) -> str:
    """The number of a record to read, a range with both its ends: 5.5 – 6.5."""
    if record.value is not None:
        return plain(record.value)
    return " – ".join(plain(end) for end in (record.low, record.high) if end is not None)
