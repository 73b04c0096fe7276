"""Guards against a rule set that changes on its way to a worker process, or reads other files than it was told."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from extractor.pipeline import extract
from extractor.problems import RuleError
from extractor.ruleset.compiled import RuleSet, load_rules, shipped_rules

TEXT = "去年全省地区生产总值突破6万亿元，增长6%，粮食产量718亿斤，居全国第9位。"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    directory = tmp_path / "my-rules"
    shutil.copytree(shipped_rules(), directory)
    return directory


def test_a_pickled_rule_set_gives_the_same_records(rules: RuleSet) -> None:
    extract(TEXT, rules)  # whatever is built on first use is built
    again = pickle.loads(pickle.dumps(rules))
    assert again.label == rules.label
    assert extract(TEXT, again, region="四川省", published="2024") == extract(
        TEXT, rules, region="四川省", published="2024"
    )


def test_a_copy_of_the_rules_is_the_same_rule_set(rules: RuleSet, copied: Path) -> None:
    mine = load_rules(copied)
    assert mine.label == rules.label
    assert [record.id for record in extract(TEXT, mine)] == [record.id for record in extract(TEXT, rules)]


def test_an_indicator_of_one_s_own_is_read(rules: RuleSet, copied: Path) -> None:
    (copied / "indicators" / "mine.yaml").write_text(
        "field: mine\n"
        "name: 自定义\n"
        "indicators:\n"
        "  - id: lantern_output\n"
        "    name: 花灯产量\n"
        "    aliases: [彩灯产量]\n"
        "    measured_in: [盏]\n"
        "    examples:\n"
        "      - text: 全年彩灯产量3万盏。\n"
        '        records: [{value: "30000", unit: 盏}]\n'
        "      - text: 灯会接待游客3万人次。\n"
        "        none: true\n",
        encoding="utf-8",
    )
    mine = load_rules(copied)
    assert mine.digest != rules.digest
    (record,) = extract("全市彩灯产量3万盏。", mine)
    assert (record.indicator, record.indicator_name) == ("lantern_output", "花灯产量")
    assert record.rule.endswith(mine.label)
    (before,) = extract("全市彩灯产量3万盏。", rules)
    assert before.indicator is None


def test_rules_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="nowhere"):
        load_rules(tmp_path / "nowhere")


def test_a_broken_rule_file_is_told_with_its_line(copied: Path) -> None:
    with (copied / "frames.yaml").open("a", encoding="utf-8") as file:
        file.write("\nframe: []\n")
    with pytest.raises(RuleError, match=r"frames\.yaml:\d+:\d+: .*frame"):
        load_rules(copied)


def test_every_record_names_a_place_in_the_rules(rules: RuleSet) -> None:
    for record in extract(TEXT, rules, region="四川省", published="2024"):
        frame, place, label = record.rule.split()
        file, line, _ = place.split(":")
        assert label == rules.label
        assert f"id: {frame}" in (shipped_rules().parent / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
