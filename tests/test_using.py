"""Guards against a guide whose examples do not work, or find nothing, on the very reports it shows."""

from __future__ import annotations

import doctest
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from test_docs import ROOT, blocks

from extractor.records import Record

PAGES = ("docs/using.md", "docs/using.zh-CN.md")
GRAFANA = {"$__from": "1600000000000", "$__to": "1800000000000"}


@pytest.fixture(scope="module", params=PAGES)
def tried(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A page, and a folder in which its commands were run, one after the other as they stand there."""
    folder = tmp_path_factory.mktemp("tried")
    (folder / ".venv").symlink_to(sys.prefix)
    for block in blocks(request.param, "sh"):
        done = subprocess.run(["bash", "-euc", block], cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), block
    return request.param, folder


def queries(page: str) -> list[str]:
    """The queries of a page, with what Grafana and Metabase put into them."""
    found = blocks(page, "sql")
    found += [
        block.strip() for block in re.findall(r"^    (SELECT .*)$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    ]
    for name, value in GRAFANA.items():
        found = [query.replace(name, value) for query in found]
    found = [re.sub(r"\[\[(.*?)\]\]", r"\1", query) for query in found]
    return [query.replace("{{indicator}}", "'gdp'").replace("{{region}}", "'四川省'") for query in found]


def test_every_query_finds_something(tried: tuple[str, Path]) -> None:
    page, folder = tried
    with closing(sqlite3.connect(folder / "出口" / "指标.db")) as connection:
        found = {query: connection.execute(query).fetchall() for query in queries(page)}
    assert len(found) > 15
    # The reports say all in full: nothing of them is to be reviewed.
    assert [query for query, rows in found.items() if not rows and "FROM review" not in query] == []


def test_regions_of_a_year_are_compared_by_one_growth(tried: tuple[str, Path]) -> None:
    """成都市 tells its growth on 2020 too."""
    page, folder = tried
    (query,) = [query for query in queries(page) if "year = 2023 AND period = '2023'" in query]
    with closing(sqlite3.connect(folder / "例子.db")) as connection:
        found = connection.execute(query).fetchall()
        others = connection.execute("SELECT value FROM panel WHERE base_year = 2020").fetchall()
    assert [row[:2] for row in found] == [("成都市", 6.5), ("四川省", 6.2)]
    assert others == [(18.5,)]


def test_python_answers_as_shown(tried: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    page, folder = tried
    monkeypatch.chdir(folder)
    shown = doctest.DocTestParser().get_doctest((ROOT / page).read_text("utf-8"), {}, page, page, 0)
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(shown, clear_globs=False)
    shown.globs["connection"].close()
    assert runner.summarize(verbose=False).failed == 0
    assert len(shown.examples) > 10


def test_a_copy_is_one_file_at_rest(tried: tuple[str, Path]) -> None:
    _, folder = tried
    with closing(sqlite3.connect(f"file:{folder}/出口/指标.db?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("SELECT count(*) FROM records").fetchone()[0] > 10
    assert not list(folder.glob("出口/指标.db-*"))


def test_exports_are_where_they_are_said_to_be(tried: tuple[str, Path]) -> None:
    _, folder = tried
    names = {path.name for path in (folder / "出口").iterdir()}
    assert names == {"全部.csv", "四川.jsonl", "增速.csv", "数据包", "序列.csv", "全部.parquet", "四川.xlsx", "指标.db"}
    lines = (folder / "出口" / "四川.jsonl").read_text("utf-8").splitlines()
    assert {Record.model_validate_json(line).region_name for line in lines} == {"四川省", "成都市"}


@pytest.mark.parametrize("page", PAGES)
def test_the_configuration_of_grafana_is_yaml(page: str) -> None:
    (block,) = blocks(page, "yaml")
    (source,) = yaml.safe_load(block)["datasources"]
    assert (source["type"], source["jsonData"]["path"][-3:]) == ("frser-sqlite-datasource", ".db")


@pytest.mark.parametrize("language", ["sh", "sql", "pycon", "yaml"])
def test_both_languages_show_the_same(language: str) -> None:
    assert blocks(PAGES[0], language) == blocks(PAGES[1], language)


def test_the_command_line_shows_every_digit(tried: tuple[str, Path]) -> None:
    page, folder = tried
    (command,) = re.findall(r"`(\S+sqlite-utils \S+) \"SELECT …\" (--\w+)`", (ROOT / page).read_text("utf-8"))
    query = "SELECT value_text FROM panel WHERE indicator = 'gdp' AND statistic = 'level' AND year = 2022"
    told = f'{command[0]} "{query}" {command[1]}'
    done = subprocess.run(["bash", "-euc", told], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["value_text", "5600000000000"]
