"""The entries of the files that hold templates: ``frames.yaml`` and ``phrases.yaml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from extractor.ruleset.entries import Identifier, NamedEntry, Text


class GapEntry(NamedEntry):
    """A slot of a template that takes in a stretch of text: {whole} in 占{whole}的比重."""

    means: Text = Field(description="What stands there, for the next author.")
    shortest: Annotated[int, Field(ge=1)] = Field(1, description="Fewest characters it may take in.")
    longest: int = Field(24, description="Most characters it may take in.")
    never: Text | None = Field(None, description="A wording list: <movement>; none of its words stands inside.")
    not_starts: Text | None = Field(None, description="A wording list: the stretch begins with none of its words.")
    may_start: tuple[Text, ...] = Field(
        (), description="What it begins with nevertheless: 重庆, though 比重 is a word."
    )
    without: Text = Field("，。；：！？", description="Characters that never stand inside.")


class FrameEntry(NamedEntry):
    """A sentence shape that gives a number its statistic."""

    id: Identifier = Field(description="Id of the frame, shown in the rule of a record.")
    means: Text = Field(description="What the shape says, for the next author.")
    statistic: Text = Field(description="level, growth, change, share, contribution, rank, completion, multiple.")
    of: tuple[Literal["percent", "points", "rank", "multiple", "amount"], ...] = Field(
        description="What kinds of number it reads."
    )
    templates: tuple[Text, ...] = Field(
        description="Shapes around {number}: <wording>, [optional], (a|b), {gap}; {indicator} is what is before, "
        "{noun} what is after."
    )
    falls: bool = Field(False, description="The number is told as a fall and is recorded as negative.")
    former: bool = Field(False, description="The number held before a change; its period is known only if told.")
    beside: bool = Field(
        False, description="The number stands beside another for comparison, of the region or the time in {against}."
    )
    elsewhere: bool = Field(
        False, description="The number is that of the region in {against}; read only where there is one."
    )
    region_against: bool = Field(False, description="Read only where {against} is the name of a region.")
    status: Text | None = Field(None, description="target or forecast, where the shape itself says so.")
    bound: Literal["at_least", "at_most", "exact"] | None = Field(
        None, description="The bound, where the shape itself tells it."
    )
    over: tuple[Identifier, ...] = Field((), description="Frames it beats where both match equally well.")


class PhraseEntry(NamedEntry):
    """Words that stand in a noun phrase beside the name of what is measured."""

    id: Identifier = Field(description="Id of the entry.")
    means: Text = Field(description="What the words say, for the next author.")
    templates: tuple[Text, ...] = Field(
        description="Shapes of a whole phrase: {name} is kept, {支出|收入} and {<list>} are words that are kept; "
        "<wording>, [optional], (a|b) and {filler} are left out."
    )
    ends: Text | None = Field(None, description="A wording list: the last {name} ends in one of its words: <measured>.")
    not_starts: tuple[Text, ...] = Field((), description="What no {name} behind other words begins with: 建议.")
    examples: dict[Text, str] = Field(min_length=1, description="Phrases with what is kept of each, maybe nothing.")
