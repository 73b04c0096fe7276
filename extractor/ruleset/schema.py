"""What may stand in a rule file: one model a file, strict, every key described.

The models are what ``extractor rules check`` holds the files against and what the JSON Schemas are printed from.
All scalars of a file arrive as text (the YAML reader types nothing), so numbers are declared as what they mean.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class Entry(BaseModel):
    """Shared by all entries: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleSetFile(Entry):
    """``ruleset.yaml``: what the rule set is called and which version it is."""

    name: Text = Field(description="Name of the rule set.")
    version: Text = Field(description="Its version, raised when records change.")


# --- units.yaml -----------------------------------------------------------------------------------------------


class DimensionEntry(Entry):
    """A physical or monetary dimension; amounts are compared only inside one."""

    id: Identifier = Field(description="Id of the dimension: area, money_cny, energy.")
    name: Text = Field(description="Its Chinese name: 面积.")
    base: Text = Field(description="Its base unit: 平方米.")


class UnitEntry(Entry):
    """A unit or measure word and how it is written."""

    unit: Text = Field(description="The unit as it stands in records: 亩, 千瓦时, 个百分点, 家.")
    dimension: Identifier | None = Field(None, description="Its dimension; none for measure words such as 家.")
    factor: Text = Field("1", description="How many base units one is: 2000/3, 0.0001, 10000.")
    spellings: tuple[Text, ...] = Field((), description="Other ways to write it: km for 公里. Case is ignored.")
    counts: bool = Field(False, description="A measure word: the noun counted may follow it (6个集群).")


class UnitsFile(Entry):
    """``units.yaml``: dimensions and units."""

    dimensions: tuple[DimensionEntry, ...]
    units: tuple[UnitEntry, ...]


# --- wording.yaml ---------------------------------------------------------------------------------------------


class WordingEntry(Entry):
    """A list of words that mean the same to the frames."""

    means: Text = Field(description="What they have in common, for the next author.")
    words: tuple[Text, ...] = Field(description="The words; longer ones are tried first.")


class WordingFile(Entry):
    """``wording.yaml``: word lists, named once and used everywhere as <name>."""

    wording: dict[Identifier, WordingEntry]


# --- ignore.yaml ----------------------------------------------------------------------------------------------


class IgnoreEntry(Entry):
    """Numbers that are not amounts, and why."""

    id: Identifier = Field(description="Id, shown as the reason of a refusal.")
    reason: Text = Field(description="Why such a number says nothing about a quantity.")
    phrases: tuple[Text, ...] = Field((), description="Set phrases; every number in one is refused: 一带一路.")
    before: tuple[Text, ...] = Field((), description="Texts that refuse a number when they stand right before it.")
    after: tuple[Text, ...] = Field((), description="Texts that refuse a number when they stand right after it.")
    pattern: Text | None = Field(None, description="A regular expression; a number inside its match is refused.")
    only: Literal["any", "chinese", "arabic", "bare"] = Field(
        "any", description="Which numbers: all, Chinese numerals, Arabic ones, or those without a unit."
    )
    examples: tuple[Text, ...] = Field(description="Texts in which every number is refused by this entry.")


class IgnoreFile(Entry):
    """``ignore.yaml``: what is no quantity."""

    ignore: tuple[IgnoreEntry, ...]


# --- indicators/*.yaml ----------------------------------------------------------------------------------------


class RangeEntry(Entry):
    """Plausible values; a record outside is kept and flagged ``out_of_range``."""

    low: Decimal | None = Field(None, description="Smallest plausible value, in the unit given.")
    high: Decimal | None = Field(None, description="Largest plausible value, in the unit given.")
    unit: Text | None = Field(None, description="Unit of low and high; the base unit of the dimension if left out.")


class ExpectedRecord(Entry):
    """What a record of an example must say; only the fields given are compared."""

    indicator: Text | None = Field(None, description="Indicator id, if another one than the entry's own.")
    value: Text | None = Field(None, description="The number, multiplier worked out: 6000000000000.")
    low: Text | None = Field(None, description="Lower end of a range.")
    high: Text | None = Field(None, description="Upper end of a range.")
    unit: Text | None = Field(None, description="The unit as in records: 元.")
    statistic: Text = Field("level", description="level, growth, change, share, contribution, rank, …")
    basis: Text | None = Field(None, description="yoy, mom, qoq, average, cumulative.")
    status: Text | None = Field(None, description="actual, target or forecast.")
    bound: Text | None = Field(None, description="exact, at_least, at_most or about.")
    region: Text | None = Field(None, description="Full name of the region.")
    year: Text | None = Field(None, description="The year it is about.")
    period: Text | None = Field(None, description="The period it is about.")


class ExampleEntry(Entry):
    """A sentence such as reports write, with the records of this indicator that it must give: the test."""

    text: Text = Field(description="The sentence.")
    records: tuple[ExpectedRecord, ...] = Field((), description="Exactly these records of the indicator, in order.")
    none: bool = Field(False, description="A look-alike: the sentence must give no record of the indicator.")
    region: Text | None = Field(None, description="The document's own region while reading the example.")
    published: Text | None = Field(None, description="When the document was published: 2024-01-24.")
    kind: Text | None = Field(None, description="Kind of document: 政府工作报告.")
    todo: Text | None = Field(None, description="Why it is known not to work yet; reported once it does.")


class IndicatorEntry(Entry):
    """A canonical indicator."""

    id: Identifier = Field(description="Permanent id: gdp.")
    name: Text = Field(description="Official name: 地区生产总值.")
    aliases: tuple[Text, ...] = Field((), description="Other names for the very same thing: GDP.")
    decoys: tuple[Text, ...] = Field((), description="Names that look like it and are not: 绿色GDP.")
    measured_in: tuple[Text, ...] = Field(description="Units (元) or dimensions (money_cny) of its level.")
    ranges: dict[Text, RangeEntry] = Field({}, description="Plausible values, one a statistic: level, growth.")
    note: Text | None = Field(None, description="What it covers, and its source.")
    examples: tuple[ExampleEntry, ...] = Field(min_length=2, description="Examples; at least one is `none: true`.")


class IndicatorsFile(Entry):
    """``indicators/FIELD.yaml``: the indicators of one field."""

    field: Identifier = Field(description="Id of the field: agriculture.")
    name: Text = Field(description="Its Chinese name: 农业农村.")
    indicators: tuple[IndicatorEntry, ...]
