"""What many tests are handed: the shipped rules, compiled once; and how hypothesis looks for counterexamples.

No example has a deadline: the first one loads rules, and machines are shared. ``CI`` in the environment makes
every run try the same examples, so that a change is judged by itself; elsewhere each run tries new ones.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from extractor.ruleset import compiled
from extractor.ruleset.compiled import RuleSet, load_rules

settings.register_profile("searching", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "searching")


@pytest.fixture(scope="session")
def rules() -> RuleSet:
    return load_rules()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules: RuleSet) -> Path:
    """The folder in which the commands of a test are called, its own; they share the shipped rules."""

    def loaded(directory: str | Path | None = None) -> RuleSet:
        return load_rules(directory) if directory else rules

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(compiled, "load_rules", loaded)
    monkeypatch.delenv("EXTRACTOR_DEBUG", raising=False)
    return tmp_path
