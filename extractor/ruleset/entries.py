"""The entries of rule files: strict, every key described. The files that hold them are in ``schema``.

All scalars of a file arrive as text (the YAML reader types nothing), so numbers are declared as what they mean.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Offset = Annotated[str, StringConstraints(pattern=r"^[+-]?\d+$")]
CountedOffset = Annotated[str, StringConstraints(pattern=r"^[+-]?(\d+|N)$")]
"""An offset, or the number that stands for the N of its word: -N of N年前."""
PartOfYear = Annotated[str, StringConstraints(pattern=r"^(year|end|H[12]|Q[1-4]|(0[1-9]|1[0-2])(/(0[1-9]|1[0-2]))?)$")]


class Entry(BaseModel):
    """Shared by all entries: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NamedEntry(Entry):
    """An entry with an id, which an entry of one's own may take the place of."""

    replaces: Text | None = Field(None, description="The shipped entry that this one stands in place of, by its id.")


# --- units.yaml -----------------------------------------------------------------------------------------------


class DimensionEntry(NamedEntry):
    """A physical or monetary dimension; amounts are compared only inside one."""

    id: Identifier = Field(description="Id of the dimension: area, money_cny, energy.")
    name: Text = Field(description="Its Chinese name: 面积.")
    base: Text = Field(description="Its base unit: 平方米.")


class UnitEntry(NamedEntry):
    """A unit or measure word and how it is written."""

    unit: Text = Field(description="The unit as it stands in records: 亩, 千瓦时, 个百分点, 家.")
    dimension: Identifier | None = Field(None, description="Its dimension; none for measure words such as 家.")
    factor: Text = Field("1", description="How many base units one is: 2000/3, 0.0001, 10000.")
    spellings: tuple[Text, ...] = Field((), description="Other ways to write it: km for 公里. Case is ignored.")
    counts: bool = Field(False, description="A measure word: the noun counted may follow it (6个集群).")
    unless_before: tuple[Text, ...] = Field((), description="Texts right behind that make it another word: 人民, 例如.")
    becomes: Text | None = Field(None, description="The unit it stands for beside a word of `near`: 千瓦时 for 度.")
    near: tuple[Text, ...] = Field((), description="Words shortly before that make it `becomes`: 用电.")


class PrefixEntry(Entry):
    """A sign of money that stands before the number."""

    unit: Text = Field(description="The unit it stands for: 美元.")
    spellings: tuple[Text, ...] = Field(description="The signs: US$, $.")
    narrows: Text | None = Field(None, description="The unit behind that it tells more exactly: 元 in 港币500万元.")


# --- numerals.yaml --------------------------------------------------------------------------------------------


class BoundEntry(Entry):
    """Words that say on which side of the number the truth lies."""

    bound: Literal["exact", "at_least", "at_most", "about"] = Field(description="What the words say.")
    before: tuple[Text, ...] = Field((), description="Right before the number: 超过; exact ones undo others: 节约.")
    before_chinese: tuple[Text, ...] = Field(
        (), description="Right before a Chinese numeral only: 上百家, not 新上2条."
    )
    inside: tuple[Text, ...] = Field((), description="Between number, multiplier and unit: 余 in 2900余万元.")
    after: tuple[Text, ...] = Field((), description="Right behind the unit: 以上.")


class SetAmountEntry(NamedEntry):
    """A phrase that is an amount as a whole: 翻一番 is 2 倍."""

    text: Text = Field(description="The phrase.")
    value: Text = Field(description="Its value: 2.")
    unit: Text = Field(description="Its unit: 倍.")
    bound: Literal["exact", "at_least", "at_most", "about"] = Field("exact", description="Its bound.")
    only_after: tuple[Text, ...] = Field((), description="It counts only right behind one of these.")
    unless_before: tuple[Text, ...] = Field((), description="Texts right behind that make it no amount: 倍增计划.")
    unless_after: tuple[Text, ...] = Field((), description="Texts right before that make it no amount: 提质倍增.")


class TenthsEntry(NamedEntry):
    """A word that makes tenths of a number: 三成 is 30 %."""

    word: Text = Field(description="The word: 成.")
    percent: Text = Field(description="How many per cent one is: 10.")
    unless_before: tuple[Text, ...] = Field((), description="Texts right behind that make it another word: 成都.")
    ends_before: tuple[Text, ...] = Field(
        (),
        description="What stands behind a second digit: 左右 in 一成五左右. Elsewhere the digit is another number's.",
    )


class CountedNounsEntry(Entry):
    """Nouns that are counted without a measure word: 3400万群众 is 人."""

    unit: Text = Field(description="The unit they are counted in.")
    nouns: tuple[Text, ...] = Field(description="The nouns.")
    modifiers: tuple[Text, ...] = Field((), description="What may stand between number and noun: 在职.")


class RanksEntry(Entry):
    """Places in an order: 居全国第3位, 全省第一, 跻身前十."""

    unit: Text = Field(description="The unit of a place: 位.")
    dimension: Identifier = Field("rank", description="Its dimension, so that a place is not taken for a count: rank.")
    standing: tuple[Text, ...] = Field(description="Words before that make 第一 a place: 全国, 位居.")
    measures: tuple[Text, ...] = Field(description="Words behind the number that are part of a place: 位, 名.")
    largest: tuple[Text, ...] = Field((), description="Nouns that make 第一大 a place: 贸易伙伴.")
    not_largest: tuple[Text, ...] = Field((), description="Texts behind 大 that make it another word: 第一大队.")
    among: tuple[Text, ...] = Field((), description="Words before a count that say where a place is held: 居21个市州.")
    of_another: tuple[Text, ...] = Field(
        (), description="Words before a place that is another's, with which something is compared: 比第二名北京多."
    )
    follows: tuple[Text, ...] = Field(description="What may stand behind a place without such a word: 、, 的.")
    not_top: tuple[Text, ...] = Field(description="Texts behind 前十 that make it a period or a set: 年, 批.")


class ClassesEntry(Entry):
    """Classes of size, which say what kind of thing is meant and not how much of it: 千亿级, 亿元以上项目."""

    words: tuple[Text, ...] = Field(description="Words behind number and unit that make a class: 级.")
    sides: tuple[Text, ...] = Field(description="Words that open the class to one side: 以上.")
    nouns: tuple[Text, ...] = Field(description="What is classed: 项目, 企业.")
    unless: tuple[Text, ...] = Field(description="Verbs behind the side word that begin something new: 支持.")


# --- wording.yaml ---------------------------------------------------------------------------------------------


def _words_or_changes(schema: dict[str, Any]) -> None:
    """In an editor, an entry that changes a shipped list is complete without words of its own."""
    required = schema.pop("required")
    schema["anyOf"] = [{"required": required}, {"required": ["adds"]}, {"required": ["removes"]}]


class WordingEntry(NamedEntry):
    """A list of words that mean the same to the frames."""

    model_config = ConfigDict(json_schema_extra=_words_or_changes)

    means: Text = Field(description="What they have in common, for the next author.")
    words: tuple[Text, ...] = Field(
        description="The words; longer ones are tried first. <list> in one is any word of a list, […] may be missing."
    )
    region: Text | None = Field(
        None, description="Code of the region that a text is of if it is a paper of that name, or says such words."
    )
    adds: tuple[Text, ...] = Field((), description="In place of `words`: words added to the shipped list of this name.")
    removes: tuple[Text, ...] = Field((), description="In place of `words`: words taken out of the shipped list.")


# --- ignore.yaml ----------------------------------------------------------------------------------------------


class IgnoreEntry(NamedEntry):
    """Numbers that are not amounts, and why."""

    id: Identifier = Field(description="Id, shown as the reason of a refusal.")
    reason: Text = Field(description="Why such a number says nothing about a quantity.")
    phrases: tuple[Text, ...] = Field((), description="Set phrases; every number in one is refused: 一带一路.")
    before: tuple[Text, ...] = Field((), description="Texts that refuse a number when they stand right before it.")
    after: tuple[Text, ...] = Field((), description="Texts that refuse a number when they stand right after it.")
    pattern: Text | None = Field(
        None,
        description="A regular expression that begins at the number; every number in its match is refused.",
    )
    only: Literal["any", "chinese", "arabic", "bare"] = Field(
        "any", description="Which numbers: all, Chinese numerals, Arabic ones, or those without a unit."
    )
    examples: tuple[Text, ...] = Field(description="Texts in which every number is refused by this entry.")


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


class IndicatorEntry(NamedEntry):
    """A canonical indicator."""

    id: Identifier = Field(description="Permanent id: gdp.")
    name: Text = Field(description="Official name: 地区生产总值.")
    aliases: tuple[Text, ...] = Field((), description="Other names for the very same thing: GDP.")
    growing: tuple[Text, ...] = Field((), description="Names that are its only where growth is told: 经济, 第三产业.")
    decoys: tuple[Text, ...] = Field((), description="Names that look like it and are not: 绿色GDP.")
    measured_in: tuple[Text, ...] = Field(description="Units (元) or dimensions (money_cny) of its level.")
    unsaid: Text | None = Field(
        None, description="Unit of 突破6万亿, which tells none; if not given, that of measured_in if it has just one."
    )
    better: Literal["higher", "lower"] | None = Field(
        None, description="Which way is wanted: higher (粮食产量), lower (失业率); it decides whether 6%左右 is met."
    )
    ranges: dict[Text, RangeEntry] = Field({}, description="Plausible values, one a statistic: level, growth.")
    note: Text | None = Field(None, description="What it covers, and its source.")
    examples: tuple[ExampleEntry, ...] = Field(min_length=2, description="Examples; at least one is `none: true`.")

    @property
    def unsaid_unit(self) -> str:
        """The unit of an amount that is told without one (突破6万亿), or ``""`` where it may be one of several."""
        return self.unsaid or (self.measured_in[0] if len(self.measured_in) == 1 else "")


# --- tables.yaml ----------------------------------------------------------------------------------------------


class InsideEntry(Entry):
    """What rows are of where only the row or the title above them says it."""

    under: tuple[Text, ...] = Field(description="How the row or title above ends: 地区生产总值.")
    adds: Text = Field(description="What the names of the rows below it lack: 增加值, for 第一产业.")


class ColumnEntry(NamedEntry):
    """What the head of a column says of the numbers under it."""

    id: Identifier = Field(description="Id, shown in the rule of a record: column_growth.")
    means: Text = Field(description="What the heads say, for the next author.")
    statistic: Text = Field("level", description="level, growth, change, share, rank, completion, …")
    basis: Text | None = Field(None, description="For growth and change: yoy, mom, qoq, average, cumulative.")
    status: Text | None = Field(None, description="actual, target or forecast, where the head says so.")
    of: tuple[Literal["percent", "points", "rank", "multiple", "amount"], ...] = Field(
        description="What kinds of number it is said of; none where such a column is not read."
    )
    assumes: Text | None = Field(None, description="The unit where none is told: % for 增速.")
    heads: tuple[Text, ...] = Field(description="The heads, without spaces, brackets and signs: 比上年增长.")


class StretchesEntry(Entry):
    """Heads that tell a stretch of the year by the month the table is of."""

    month: tuple[Text, ...] = Field(description="The month itself: 本月.")
    months: tuple[Text, ...] = Field(description="The year up to the month: 累计.")


# --- periods.yaml ---------------------------------------------------------------------------------------------


class SectionEntry(NamedEntry):
    """A part of a report that has a year and a status of its own."""

    id: Identifier = Field(description="Id of the section: review, tasks.")
    heads: tuple[Text, ...] = Field(description="Words that open it at the head of any paragraph: 过去一年.")
    cues: tuple[Text, ...] = Field(description="Words that open it in a heading, or before a colon: 主要预期目标是：.")
    year: Offset = Field(description="Offset from the report's year: -1 for the review, 0 for the tasks.")
    span: Annotated[int, Field(ge=1)] = Field(1, description="How many years it looks back on: 5 for 五年来.")
    status: Literal["actual", "target", "forecast"] = Field(description="What its numbers are if nothing else is said.")
