"""Finishing: a claim becomes the record that is stored and shown."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from extractor.documents.document import Document
from extractor.reading.claim import Claim
from extractor.records import Flag, Record
from extractor.ruleset.amounts import base_amount
from extractor.ruleset.compiled import RuleSet


def finish_record(claim: Claim, document: Document, rules: RuleSet) -> Record:
    """The record of a claim: signs set, base units worked out, offsets led back to the source."""
    quantity = claim.quantity
    value, low, high = quantity.value, quantity.low, quantity.high
    bound = quantity.bound
    first = value if value is not None else low
    if claim.falls and (first is None or first > 0):  # 下降-1.5% is told twice and meant once
        value, low, high = _negative(value), _negative(high), _negative(low)
    stated = value if value is not None else low
    base_value, base_unit = base_amount(stated or Decimal(0), quantity.unit, rules.amounts)
    indicator = claim.named.indicator
    flags = claim.flags
    if stated is not None and _out_of_range(claim, base_value, rules):
        flags = (*flags, Flag.OUT_OF_RANGE)
    start, end = document.folded.source_span(quantity.start, quantity.end)
    sentence = document.folded.text[claim.sentence[0] : claim.sentence[1]].strip()
    if claim.cell is not None:
        sentence = claim.cell.sentence
    identity = "\x1f".join(
        (
            document.name,
            document.sha256,
            str(start),
            str(end),
            str(claim.region and claim.region.name),
            claim.named.text,
        )
    )
    return Record(
        id=hashlib.blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest(),
        document=document.name,
        region=claim.region.code if claim.region else None,
        region_name=claim.region.name if claim.region else None,
        indicator=indicator.entry.id if indicator else None,
        indicator_name=claim.named.name or None,
        indicator_text=claim.named.printed or None,
        year=claim.period.year if claim.period else None,
        period=claim.period.code if claim.period else None,
        statistic=claim.statistic,
        basis=claim.basis,
        base_year=claim.base_year,
        status=claim.status,
        value=value,
        low=low,
        high=high,
        unit=quantity.unit,
        base_value=None if value is None else base_value,
        base_unit=base_unit,
        bound=bound,
        quote=document.source[start:end],
        start=start,
        end=end,
        page=document.page(start),
        cell=claim.cell.place if claim.cell else None,
        sentence=sentence,
        rule=rules.rule(claim.frame),
        flags=flags,
    )


def _negative(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number


def _out_of_range(claim: Claim, stated: Decimal, rules: RuleSet) -> bool:
    """Whether the value, in its base unit, is outside what the indicator's rule calls plausible."""
    indicator = claim.named.indicator
    if indicator is None:
        return False
    plausible = indicator.entry.ranges.get(str(claim.statistic))
    if plausible is None:
        return False
    unit = plausible.unit or claim.quantity.unit
    low, high = (
        None if end is None else base_amount(end, unit, rules.amounts)[0] for end in (plausible.low, plausible.high)
    )
    return (low is not None and stated < low) or (high is not None and stated > high)
