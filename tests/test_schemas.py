"""Guards against schemas that cannot be had outside a checkout, and against a key that nothing is said about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_samples import ROOT, call, write

from extractor.ruleset.schemas import MODELS, NAMES, schema

pytestmark = pytest.mark.usefixtures("here")

LISTED = """\
ruleset     ruleset.yaml: what the rule set is called and which version it is.
units       units.yaml: dimensions and units.
numerals    numerals.yaml: numbers, bounds, ranges, and amounts told in set words.
wording     wording.yaml: word lists, named once and used everywhere as <name>.
ignore      ignore.yaml: what is no quantity.
frames      frames.yaml: the sentence shapes.
phrases     phrases.yaml: what stands in a noun phrase beside the name.
periods     periods.yaml: words that tell a period, and the sections of reports.
tables      tables.yaml: the words of tables.
indicators  indicators/FIELD.yaml: the indicators of one field.
record      One quantitative claim: 全省地区生产总值突破6万亿元 is 四川省 · 地区生产总值 · 2023 · level · at_least.
"""

WRITTEN = """\
11 schemas in 我的规则/schema; the first line of a rule file beside it names its own:
  # yaml-language-server: $schema=schema/wording.json
and that of a file in indicators/:
  # yaml-language-server: $schema=../schema/indicators.json
"""

REFUSED = [
    # arguments, what is said
    (["unit"], "no schema `unit`; did you mean `units`? there are "),
    (["温度"], "no schema `温度`; there are ruleset, units, "),
    (["--output", "taken"], "taken: cannot be written: File exists; name a folder for the schemas\n"),
    (["units", "--output", "out"], "NAME prints one schema, --output writes all of them; give one of the two"),
]


def test_without_a_name_all_are_listed() -> None:
    done = call("rules", "schema")
    assert (done.exit_code, done.stdout, done.stderr) == (0, LISTED, "")


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_printed_is_the_one_of_the_checkout(name: str) -> None:
    done = call("rules", "schema", name)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (ROOT / "docs" / "schema" / f"{name}.json").read_text(encoding="utf-8")


def test_all_are_written_beside_one_s_own_rules(here: Path) -> None:
    for _ in range(2):  # a later version writes over them
        done = call("rules", "schema", "--output", "我的规则/schema")
        assert (done.exit_code, done.stdout, done.stderr) == (0, WRITTEN, "")
    written = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in Path("我的规则/schema").iterdir()}
    assert written == {name: schema(name) for name in NAMES}


def test_rules_beside_their_schemas_still_load(here: Path) -> None:
    write(here, "我的规则/wording.yaml", "wording: {rise_verb: {adds: [走高]}}\n")
    assert call("rules", "schema", "--output", "我的规则/schema").exit_code == 0
    done = call("explain", "粮食产量走高3.2%。", "--rules", "我的规则")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "statistic  growth, by the frame growth" in done.stdout


@pytest.mark.parametrize(("arguments", "says"), REFUSED)
def test_what_cannot_be_is_told(here: Path, arguments: list[str], says: str) -> None:
    write(here, "taken", "")
    done = call("rules", "schema", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


@pytest.mark.parametrize("name", MODELS)
def test_something_is_said_about_every_key(name: str) -> None:
    found = schema(name)
    entries = {name: found, **found.get("$defs", {})}
    keys = {f"{entry}.{key}": told for entry, shape in entries.items() for key, told in shape["properties"].items()}
    assert [key for key, told in keys.items() if not told.get("description")] == []
    assert [entry for entry, shape in entries.items() if not shape.get("description")] == []
