"""What many tests are handed: the shipped rules, compiled once."""

from __future__ import annotations

import pytest

from extractor.ruleset.compiled import RuleSet, load_rules


@pytest.fixture(scope="session")
def rules() -> RuleSet:
    return load_rules()
