"""Guards against documents that promise what the program does not do: a newcomer believes them and leaves."""

from __future__ import annotations

import dataclasses
import doctest
import re
import runpy
import shlex
import shutil
import sqlite3
import textwrap
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractor.authoring.check import check_examples
from extractor.cli import main
from extractor.extras import EXTRAS
from extractor.records import Basis, Bound, Flag, Record, Statistic, Status
from extractor.ruleset import compiled
from extractor.ruleset.compiled import RuleSet, compile_rules, shipped_rules
from extractor.ruleset.files import read_rule_files
from extractor.ruleset.lint import lint
from extractor.ruleset.schemas import MODELINE, NAMES, schema_text

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
GUIDES = ("docs/rules.md", "docs/rules.zh-CN.md")
REFERENCES = ("docs/rule-reference.md", "docs/rule-reference.zh-CN.md")
FORMATS = ("docs/formats.md", "docs/formats.zh-CN.md")
MEASURING = ("docs/measuring.md", "docs/measuring.zh-CN.md")
USING = ("docs/using.md", "docs/using.zh-CN.md")
SERVING = ("docs/serving.md", "docs/serving.zh-CN.md")
RELIABILITY = ("docs/reliability.md", "docs/reliability.zh-CN.md")
PAGES = (
    *READMES,
    *GUIDES,
    *REFERENCES,
    *FORMATS,
    *MEASURING,
    *USING,
    *SERVING,
    *RELIABILITY,
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
)


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a language in a page, as far left as they go."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def install_commands(page: str) -> list[str]:
    """The commands of a page that begin with making the environment."""
    return [block.strip() for block in blocks(page, "sh") if block.startswith("python3 -m venv")]


def test_nobody_is_sent_to_the_package_of_this_name_on_the_public_index() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "extractor").rglob("*.py")]
    assert [str(page) for page in pages if re.search(r"install [^\n&]*\bextractor\b", page.read_text("utf-8"))] == []


def test_what_is_said_to_be_missing_is_what_the_package_asks_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {extra: list(named) for extra, named in EXTRAS.items()} == {extra: asked[extra] for extra in EXTRAS}


def script(name: str) -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "scripts" / name))


@pytest.fixture(autouse=True)
def loaded_once(rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands and the library are handed the shipped rules, which all tests share."""
    monkeypatch.setattr(compiled, "load_rules", lambda directory=None: rules)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the main command makes of seeds/."""
    path = tmp_path_factory.mktemp("out") / "indicators.db"
    done = CliRunner().invoke(main, ["run", str(ROOT / "seeds"), "--db", str(path)])
    assert done.exit_code == 0, done.output
    return path


def test_schemas_are_those_of_the_models() -> None:
    written = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "schema").iterdir()}
    expected = {name: schema_text(name) for name in NAMES}
    assert written == expected, "stale: run .venv/bin/python scripts/schemas.py"


def test_every_rule_file_names_its_schema() -> None:
    files = sorted((ROOT / "rules").rglob("*.yaml"))
    assert len(files) > len(NAMES)
    for path in files:
        name = path.stem if path.parent.name == "rules" else "indicators"
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first.startswith(MODELINE), path
        named = (path.parent / first.removeprefix(MODELINE)).resolve()
        assert named == ROOT / "docs" / "schema" / f"{name}.json", path


def test_the_command_reference_is_the_help() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == script("cli_reference.py")["reference"](), "stale: run .venv/bin/python scripts/cli_reference.py"


def test_every_command_is_documented() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").splitlines()
    paths = list(script("cli_reference.py")["commands"]())
    assert ("run",) in paths and ("rules", "check") in paths
    assert [path for path in paths if f"## {' '.join(('extractor', *path))}" not in written] == []


def test_ci_runs_the_commands_of_the_readme() -> None:
    main_command, test_command = install_commands("README.md")
    runs = re.findall(r'^run "(.*)"$', (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert (runs[0], runs[-1]) == (test_command, main_command)


def test_both_readmes_give_the_same_commands() -> None:
    assert install_commands(READMES[0]) == install_commands(READMES[1])


@pytest.mark.parametrize("page", READMES)
def test_the_sentence_becomes_the_rows(page: str) -> None:
    """The command is run as it stands; the rows below it are what it prints."""
    command = blocks(page, "sh")[0]
    words = shlex.split(command)
    bar = words.index("|")
    done = CliRunner().invoke(main, words[bar + 2 :], input=words[bar - 1])
    assert done.exit_code == 0, done.output
    printed = [re.split(" {2,}", line.strip()) for line in done.stdout.splitlines()]
    text = (ROOT / page).read_text(encoding="utf-8").partition(command)[2]
    table = text.split("\n\n")[1].splitlines()
    shown = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table if "---" not in line]
    assert shown == [row for row in printed if len(row) > 1]
    assert len(shown) > 3


@pytest.mark.parametrize("page", READMES)
def test_the_queries_find_something(page: str, database: Path) -> None:
    queries = blocks(page, "sql")
    assert len(queries) == 2
    with sqlite3.connect(database) as connection:
        for query in queries:
            rows = connection.execute(query).fetchall()
            assert rows, query
            assert all(any(row) for row in rows)


@pytest.mark.parametrize("page", READMES)
def test_the_tables_are_those_of_the_database(page: str, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        names = {
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            if not name.startswith(("_", "sqlite_"))
        }
    assert sorted(names - set(rows_of(page))) == []


@pytest.mark.parametrize("page", READMES)
def test_every_field_of_the_record_has_its_line(page: str) -> None:
    first = rows_of(page)
    fields = list(Record.model_fields)
    assert [name for name in first if name in fields] == fields


@pytest.mark.parametrize("page", READMES)
@pytest.mark.parametrize("words", [Statistic, Basis, Status, Bound, Flag])
def test_every_word_of_a_record_is_told(page: str, words: type[StrEnum]) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [word for word in words if f"`{word}`" not in text] == []


def rows_of(page: str) -> list[str]:
    """What is named in the first column of the tables of a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


@pytest.mark.parametrize("page", READMES)
def test_the_library_answers_as_shown(page: str) -> None:
    found = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert found.attempted >= 4
    assert found.failed == 0


@pytest.mark.parametrize("page", GUIDES)
def test_a_sentence_is_explained_as_shown(page: str) -> None:
    """But for line numbers of rule files, which move with every rule."""
    (block,) = blocks(page, "console")
    command, _, shown = block.partition("\n")
    done = CliRunner().invoke(main, shlex.split(command)[2:])
    assert done.exit_code == 0, done.output
    assert re.sub(r"(\.yaml):\d+", r"\1", shown) == re.sub(r"(\.yaml):\d+", r"\1", done.stdout)


@pytest.mark.parametrize("page", MEASURING)
def test_measuring_goes_as_shown(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are written as they are shown, the commands are called, and print what stands below them."""
    monkeypatch.chdir(tmp_path)
    text = (ROOT / page).read_text(encoding="utf-8")
    steps = re.findall(r"(?:`([^`\n]+)`[^`\n]*(?:\nis for)?:\n\n)?```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert [language for _, language, _ in steps] == ["text", "console", "jsonl", "console", "csv", "console"]
    for name, language, block in steps:
        if language != "console":
            (tmp_path / name).write_text(block, encoding="utf-8")
            continue
        command, _, shown = block.partition("\n")
        done = CliRunner().invoke(main, shlex.split(command)[2:])
        assert (done.exit_code, done.output) == (0, shown)


def test_both_pages_measure_the_same() -> None:
    shown = [[block for kind in ("jsonl", "console", "csv") for block in blocks(page, kind)] for page in MEASURING]
    assert shown[0] == shown[1]


def shown_indicator(page: str) -> str:
    (entry,) = [block for block in blocks(page, "yaml") if "measured_in" in block]
    return entry


def test_every_page_shows_the_same_indicator() -> None:
    assert len({shown_indicator(page) for page in (*READMES, *GUIDES)}) == 1


def test_the_indicator_shown_passes_the_check(tmp_path: Path) -> None:
    """Put into a rule set as a new author would, it has no problem and its examples give what they say."""
    folder = tmp_path / "rules"
    shutil.copytree(shipped_rules(), folder)
    entry = textwrap.indent(shown_indicator("README.md"), "  ")
    new = folder / "indicators" / "new.yaml"
    new.write_text(f"field: new_field\nname: 新领域\nindicators:\n{entry}", encoding="utf-8")
    files = read_rule_files(folder)
    (mine,) = [file for file in files.indicators if file.field == "new_field"]
    alone = dataclasses.replace(files, indicators=(mine,))
    found = [*lint(files), *check_examples(alone, compile_rules(files)).problems]
    assert [problem for problem in found if problem.path.endswith("new.yaml")] == []


@pytest.mark.parametrize("page", RELIABILITY)
def test_every_test_that_is_named_is_there(page: str) -> None:
    named = set(re.findall(r"`(test_\w+(?:\.py)?)`", (ROOT / page).read_text(encoding="utf-8")))
    files = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py")}
    there = {
        *files,
        *(name for text in files.values() for name in re.findall(r"^def (test_\w+)\(", text, re.MULTILINE)),
    }
    assert len(named) > 40
    assert sorted(named - there) == []


def test_both_pages_on_reliability_name_the_same_tests() -> None:
    named = [re.findall(r"`(test_\w+(?:\.py)?)`", (ROOT / page).read_text(encoding="utf-8")) for page in RELIABILITY]
    assert named[0] == named[1]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in targets if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_constraints_name_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9.]+(post[0-9]+)?", line)] == []
