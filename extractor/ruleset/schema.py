"""What may stand in a rule file: one model a file, strict, every key described.

The models are what ``extractor rules check`` holds the files against and what the JSON Schemas are printed from.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from extractor.ruleset.entries import (
    BoundEntry,
    ClassesEntry,
    ColumnEntry,
    CountedNounsEntry,
    CountedOffset,
    DimensionEntry,
    Entry,
    Identifier,
    IgnoreEntry,
    IndicatorEntry,
    InsideEntry,
    PartOfYear,
    PrefixEntry,
    RanksEntry,
    SectionEntry,
    SetAmountEntry,
    StretchesEntry,
    TenthsEntry,
    Text,
    UnitEntry,
    WordingEntry,
)
from extractor.ruleset.shapes import FrameEntry, GapEntry, PhraseEntry


class RuleSetFile(Entry):
    """``ruleset.yaml``: what the rule set is called and which version it is."""

    name: Text = Field(description="Name of the rule set.")
    version: Text = Field(description="Its version, raised when records change.")
    alone: bool = Field(False, description="It stands in place of the shipped rules and is complete: true or false.")


class UnitsFile(Entry):
    """``units.yaml``: dimensions and units."""

    dimensions: tuple[DimensionEntry, ...] = Field(description="Dimensions, inside which amounts are compared.")
    units: tuple[UnitEntry, ...] = Field(description="Units and measure words.")
    prefixes: tuple[PrefixEntry, ...] = Field((), description="Signs of money before the number.")
    denominators: tuple[Text, ...] = Field((), description="What may follow a slash beside units: 月 in 元/月.")


class NumeralsFile(Entry):
    """``numerals.yaml``: numbers, bounds, ranges, and amounts told in set words."""

    multipliers: dict[Text, Text] = Field(description="Words behind an Arabic number: 万 10000.")
    bounds: tuple[BoundEntry, ...] = Field(description="Words that bound a number: 超过, 以上, 约.")
    ranges: tuple[Text, ...] = Field(description="What joins the ends of a range: —, 至.")
    minus: tuple[Text, ...] = Field((), description="Words that make a number negative: 零下.")
    movements: tuple[Text, ...] = Field(description="Words before a number that make 至 a movement, no range: 从.")
    joints: tuple[Text, ...] = Field(description="What joins numbers that share a unit: 、, 和.")
    separately: tuple[Text, ...] = Field(description="Words that make a list of adjacent numbers: 分别.")
    wholes: tuple[Text, ...] = Field(
        (), description="What may stand between a bound and a share: 全球 in 超过全球一半."
    )
    reaching: tuple[Text, ...] = Field(description="Words that make a bare 百亿元 an amount: 突破.")
    bare_after: tuple[Text, ...] = Field(description="Words behind which a number needs no unit: 指数, 降至.")
    bare_nouns: tuple[Text, ...] = Field((), description="Nouns behind which 300亿 needs no unit: 总投资.")
    milestones: tuple[Text, ...] = Field((), description="Words behind a number that make its unit needless: 大关.")
    bare_changes: tuple[Text, ...] = Field(description="Words behind which 3.75亿 is a change in the unit before it.")
    few_after: tuple[Text, ...] = Field(description="Words behind which 三个 is a count: 新增.")
    few_planned: tuple[Text, ...] = Field((), description="Words behind which 三座 is a count and 三年 is not: 争创.")
    few_things: tuple[Text, ...] = Field((), description="The measure words that count behind few_planned: 座.")
    set_amounts: tuple[SetAmountEntry, ...] = Field(description="Phrases that are amounts as a whole: 翻一番.")
    tenths: tuple[TenthsEntry, ...] = Field(description="Words that make tenths of a number: 成.")
    counted: tuple[CountedNounsEntry, ...] = Field(description="Nouns counted without a measure word: 群众.")
    ranks: RanksEntry = Field(description="Places in an order: 第3位, 前十.")
    classes: ClassesEntry = Field(description="Classes of size, which are no amounts: 千亿级.")


class WordingFile(Entry):
    """``wording.yaml``: word lists, named once and used everywhere as <name>."""

    wording: dict[Identifier, WordingEntry] = Field(description="The lists by name; templates use one as <name>.")


class IgnoreFile(Entry):
    """``ignore.yaml``: what is no quantity."""

    ignore: tuple[IgnoreEntry, ...] = Field(description="What refuses a number, and why.")


class IndicatorsFile(Entry):
    """``indicators/FIELD.yaml``: the indicators of one field."""

    field: Identifier = Field(description="Id of the field: agriculture.")
    name: Text = Field(description="Its Chinese name: 农业农村.")
    levels: bool = Field(
        False,
        description="In a budget its indicators are told of several levels: 市级 beside 全市, which is not the same.",
    )
    counterparts: bool = Field(
        False,
        description="A country named with its indicators is the other side: 出口 of 对美国出口 is the region's own.",
    )
    indicators: tuple[IndicatorEntry, ...] = Field(description="The indicators.")


class FramesFile(Entry):
    """``frames.yaml``: the sentence shapes."""

    gaps: dict[Identifier, GapEntry] = Field(description="Slots that take in a stretch of text, by name.")
    bases: dict[Identifier, tuple[Text, ...]] = Field(
        description="yoy, mom, qoq, average, cumulative: the wording lists that tell them."
    )
    frames: tuple[FrameEntry, ...] = Field(description="The shapes.")


class PhrasesFile(Entry):
    """``phrases.yaml``: what stands in a noun phrase beside the name."""

    fillers: dict[Identifier, GapEntry] = Field(description="Slots that take in a stretch of a phrase, by name.")
    phrases: tuple[PhraseEntry, ...] = Field(description="What is left out of phrases.")


class TablesFile(Entry):
    """``tables.yaml``: the words of tables."""

    unit_words: tuple[Text, ...] = Field(description="What stands before the unit of a table: 单位.")
    row_heads: tuple[Text, ...] = Field(description="Heads of the column that names the rows: 指标.")
    skipped_heads: tuple[Text, ...] = Field(description="Heads of columns that measure nothing: 序号.")
    part_marks: tuple[Text, ...] = Field(description="What marks a row as part of one above: 其中.")
    part_rows: tuple[Text, ...] = Field(description="Rows that are part of one above without a mark: 铁路.")
    total_rows: tuple[Text, ...] = Field(description="Rows that sum up the table: 合计.")
    title_words: tuple[Text, ...] = Field(description="Words of a title that do not say what is measured: 主要, 情况.")
    inside: tuple[InsideEntry, ...] = Field(description="What rows are of that do not say it themselves.")
    columns: tuple[ColumnEntry, ...] = Field(description="What heads of columns say.")
    stretches: StretchesEntry = Field(description="Heads that tell a stretch of the year: 本月, 累计.")


class PeriodsFile(Entry):
    """``periods.yaml``: words that tell a period, and the sections of reports."""

    years: dict[Text, CountedOffset] = Field(
        description="Words for a year: 今年 0, 去年 -1; offsets from the document's. N is any number: N年前 is -N."
    )
    prior: tuple[Text, ...] = Field(description="Words for the year before the one in force: 上年.")
    origins: tuple[Text, ...] = Field(description="Texts right before a period that a change starts from: 由2021年的.")
    parts: dict[Text, PartOfYear] = Field(description="Words for a part of a year: 上半年 H1, 前三季度 01/09.")
    spans: dict[Text, CountedOffset] = Field(
        description="Words for the years up to now, with their number: N年来 N; for those to come +N: 今后N年."
    )
    summed: tuple[Text, ...] = Field(
        description="What stands behind 五年 where it means the years up to now: 五年|新增, 十年|累计."
    )
    plans: dict[Text, Text] = Field(description="Five-year plans: 十四五 is 2021/2025.")
    suggestions: tuple[Text, ...] = Field(
        description="What the part of a proposal begins with that suggests: 具体建议."
    )
    standings: tuple[Text, ...] = Field(
        description="What its other parts begin with, and the answer: 存在的问题, 所做工作."
    )
    plan_reviews: tuple[Text, ...] = Field(description="Chapters of a five-year plan that tell what was: 发展基础.")
    compared: tuple[Text, ...] = Field(description="Texts right before a period that make it what is compared with.")
    compared_after: tuple[Text, ...] = Field(description="Texts right after a period that do the same: 同期.")
    decoys: tuple[Text, ...] = Field(description="Names that hold a period word and tell none: 上年结转.")
    accounts: tuple[Text, ...] = Field(
        description="Kinds of document that tell what was in a year that is over: 公报, 决算."
    )
    censuses: dict[Text, Annotated[int, Field(ge=1)]] = Field(
        description="Kinds of census, with the years from one to the next: 人口普查 10."
    )
    occasions: dict[Text, Annotated[int, Field(ge=1900)]] = Field(
        description="What was held in a year and is told of by its name: 第七次全国人口普查 2020."
    )
    sessions: tuple[Text, ...] = Field(description="What names a session that reviews the year before.")
    reports: tuple[Text, ...] = Field(description="Kinds of document that are divided into sections.")
    sections: tuple[SectionEntry, ...] = Field(description="The sections of reports.")
