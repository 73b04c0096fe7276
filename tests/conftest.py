"""What many tests are handed: the shipped rules, compiled once; and how hypothesis looks for counterexamples.

No example has a deadline: the first one loads rules, and machines are shared. ``CI`` in the environment makes
every run try the same examples, so that a change is judged by itself; elsewhere each run tries new ones.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from store_samples import opened

from extractor.ruleset import compiled
from extractor.ruleset.compiled import RuleSet, load_rules
from extractor.store import Store

settings.register_profile("searching", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "searching")


def pytest_configure(config: pytest.Config) -> None:
    """Rules that are kept for the next start are kept in a folder of the tests, by the processes they start too."""
    folder = tempfile.TemporaryDirectory()
    config.add_cleanup(folder.cleanup)
    os.environ["XDG_CACHE_HOME"] = folder.name


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


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "out" / "i.db") as store:
        yield store


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "docs" / "工作报告.txt"
    path.parent.mkdir()
    path.write_text("全省生产总值突破6万亿元。", encoding="utf-8")
    return path
