"""Guards against an order that says something: moved in its file or to another, a rule still gives the same records."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from extractor.documents.sources import find_sources, read_document
from extractor.pipeline import read_document as read
from extractor.records import Record
from extractor.ruleset.compiled import RuleSet, load_rules, shipped_rules

SEEDS = Path(__file__).parent.parent / "seeds"

IN_ORDER = ("records",)
"""What an example must give is told in the order of the sentence."""


def records_of_the_seeds(rules: RuleSet) -> list[Record]:
    """All but the rule's own place, which moves with it."""
    sources = find_sources([str(SEEDS)])
    records = [record for source in sources.items for record in read(read_document(source), rules).records]
    return [record.model_copy(update={"rule": record.rule.partition(" ")[0]}) for record in records]


def moved(content: Any, turn: Callable[[list[Any]], None], key: str = "") -> Any:
    """The content of a file with everything in another order: entries, keys, aliases, words, templates."""
    if isinstance(content, dict):
        pairs = [(name, moved(value, turn, name)) for name, value in content.items()]
        turn(pairs)
        return dict(pairs)
    if isinstance(content, list):
        items = [moved(item, turn) for item in content]
        if key not in IN_ORDER:
            turn(items)
        return items
    return content


def write_moved(folder: Path, turn: Callable[[list[Any]], None]) -> None:
    """The shipped rules in another order, the files of the indicators under each other's names."""
    shutil.copytree(shipped_rules(), folder, ignore=lambda _, names: [name for name in names if ".yaml" in name])
    files = sorted((shipped_rules() / "indicators").glob("*.yaml"))
    names = [path.name for path in files]
    turn(names)
    targets = {path: folder / "indicators" / name for path, name in zip(files, names, strict=True)}
    targets |= {path: folder / path.name for path in shipped_rules().glob("*.yaml")}
    for path, target in targets.items():
        content = moved(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader), turn)
        target.write_text(yaml.dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        turn(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head, *rows])


@pytest.mark.parametrize("turn", [list.reverse, Random(1).shuffle], ids=["reversed", "shuffled"])
def test_rules_in_another_order_give_the_same_records(
    turn: Callable[[list[Any]], None], tmp_path: Path, rules: RuleSet
) -> None:
    """Reversed, every two that are tied change places."""
    write_moved(tmp_path / "rules", turn)
    others = load_rules(tmp_path / "rules")
    assert others.digest != rules.digest, "nothing was moved"
    assert records_of_the_seeds(others) == records_of_the_seeds(rules)


def test_ids_do_not_depend_on_the_state_of_the_rules(tmp_path: Path, rules: RuleSet) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "wording.yaml").write_text("wording:\n  reach: {adds: [达至了]}\n", encoding="utf-8")
    layered = load_rules(mine)
    assert layered.digest != rules.digest
    ids = [record.id for record in records_of_the_seeds(rules)]
    assert [record.id for record in records_of_the_seeds(layered)] == ids
    assert len(set(ids)) == len(ids) > 0
