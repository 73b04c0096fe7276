"""Visitors by where they come from, which is a part of their name and no region of their own: 日本旅客, in 澳门."""

from __future__ import annotations

from extractor.reading.openings import WORKING, Phrase
from extractor.reading.places import Reader
from extractor.reading.spoken import related
from extractor.ruleset.gazetteer import NATION

_VISITORS = ("旅客", "游客", *WORKING)


def are_origins(reader: Reader, phrase: Phrase) -> bool:
    """Whether the regions of a phrase are where visitors come from, or its people work: |台湾|旅客, in 香港."""
    home = reader.facts.home
    if home is None or home.code == NATION or not phrase.text.startswith(_VISITORS):
        return False
    return not any(related(reader, home, mention.region) for mention in phrase.regions if mention.region.code)


def with_origin(reader: Reader, phrase: Phrase) -> list[str]:
    """The name of visitors from each place that a phrase names, or the phrase itself: 台湾、日本|旅客."""
    if not phrase.regions or not are_origins(reader, phrase):
        return [phrase.text]
    return [reader.text[mention.start : mention.end] + phrase.text for mention in phrase.regions]
