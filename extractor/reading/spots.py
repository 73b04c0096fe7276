"""Spots: a number with what stands around it, a name, and what is remembered for the numbers to come."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Protocol

from extractor.reading.frames import FrameMatch
from extractor.reading.indicators import Named
from extractor.reading.openings import Phrase
from extractor.reading.quantities import Quantity
from extractor.ruleset.compiled import RuleSet


class Spot(NamedTuple):
    """A number with what stands around it: the phrase before, the noun behind, its share of a 分别 list (``item``)."""

    text: str
    quantity: Quantity
    frame: FrameMatch
    phrase: Phrase
    behind: str
    item: str | None
    in_list: bool

    @property
    def relative(self) -> bool:
        """Whether the number says how something else moved or compares, and is no amount of its own."""
        return self.quantity.dimension in ("percent", "points", "rank", "multiple")


class Name(NamedTuple):
    """A name, and the part of it that numbers to come may build on (重大项目, of 重大项目总投资)."""

    text: str
    owner: str = ""
    inherited: bool = False


class Memory(Protocol):
    """What the reading of a sentence remembers for the numbers to come."""

    owner: str
    whole: str
    whole_named: Named | None
    among: str
    tail: str
    last: Named | None
    last_end: int
    last_falls: bool
    topics: dict[str | None, Named]
    above: dict[str | None, Named]
    divided: bool
    pending: str
    without: str
    listing: str
    titled: str
    aspect: str
    moves: str
    grown: Named | None
    mover: str
    head: str
    level: str
    part: str
    part_has: bool
    of_whole: set[str]
    account: str
    partners: str
    ranked: str
    headline: str
    flow: str
    told: list[str]
    named: list[str]
    last_of: dict[str | None, Named]
    last_unit: str
    last_value: Decimal | None
    carried: bool
    together: str
    several: list[Named]
    by_place: Named | None
    places_told: int
    place_value: Decimal | None


def flow_of(spot: Spot, memory: Memory, rules: RuleSet) -> str:
    """The verb of a flow, carried along a list: 新增规上企业120家、小巨人企业8家."""
    phrase = spot.phrase
    own = rules.lexicon["flow"].at(phrase.text, 0, len(phrase.text))  # 新改扩建学校75所、|新增|学位5万个
    rate = spot.relative and phrase.text.endswith("率")  # 新建幼儿园49所、|公办率|由31%提高到56%
    if rate or phrase.flow or phrase.verb or own or not spot.in_list or _is_other_kind(phrase.text, memory, rules):
        return phrase.flow
    return memory.flow


def _is_other_kind(text: str, memory: Memory, rules: RuleSet) -> bool:
    """Whether a name stands beside one of which the verb is a part: 新增债券7亿元、|置换债券|3亿元."""
    names, last = rules.names.by_name, memory.last.text if memory.last is not None else ""
    noun = last.removeprefix(memory.flow)
    return bool(memory.flow) and text in names and last in names and noun != last and text.endswith(noun)
