"""A rule set as small as one can be and still be valid: a key that becomes required is added here and nowhere else.

Tests tell places in these files by line and column; what is new goes to the end of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel

from extractor.problems import Problem, RuleError
from extractor.ruleset.files import read_rule_files
from extractor.ruleset.yamlnodes import plain, read_nodes

File = TypeVar("File", bound=BaseModel)

LAND = "indicators/land.yaml"

RULES: Mapping[str, str] = {
    "ruleset.yaml": "name: 试用规则\nversion: 0.10\nalone: yes\n",
    "units.yaml": """\
dimensions:
  - {id: area, name: 面积, base: 平方米}
units:
  - unit: 平方米
    dimension: area
  - unit: 亩
    dimension: area
    factor: 2000/3
  - unit: 家
    counts: yes
  - unit: "%"
""",
    "wording.yaml": "wording:\n  reach:\n    means: 达到\n    words: [达到, 达]\n",
    "ignore.yaml": """\
ignore:
  - id: ordinal
    reason: 序数
    pattern: 第[一二三]+次
    examples: [第三次会议]
""",
    "numerals.yaml": """\
multipliers: {万: 10000}
bounds: []
ranges: [至]
movements: [从]
joints: [和]
separately: [分别]
reaching: [突破]
bare_after: [指数]
few_after: [新增]
set_amounts: [{text: 翻番, unit: "%", value: 2}]
tenths: []
counted: []
ranks: {unit: "%", standing: [全国], measures: [位], follows: [的], not_top: [年]}
classes: {words: [级], sides: [以上], nouns: [项目], unless: [支持]}
bare_changes: [增加]
""",
    "frames.yaml": """\
gaps: {}
bases: {}
frames:
  - id: level
    means: 水平
    statistic: level
    of: [amount]
    templates: ["{indicator} <reach> {number}"]
""",
    "phrases.yaml": "fillers: {}\nphrases: []\n",
    "periods.yaml": """\
years: {今年: 0}
parts: {上半年: H1}
spans: {}
plans: {}
compared: []
compared_after: []
decoys: []
occasions: {第七次全国人口普查: 2020}
sessions: [两会]
reports: [政府工作报告]
sections:
  - {id: review, heads: [], cues: [工作回顾], year: -1, status: actual}
prior: [上年]
origins: [由]
summed: []
suggestions: []
standings: []
plan_reviews: []
accounts: []
censuses: {}
""",
    "tables.yaml": """\
unit_words: [单位]
row_heads: [指标]
skipped_heads: []
part_marks: [其中]
part_rows: [铁路]
total_rows: [合计]
title_words: []
inside: []
stretches: {month: [], months: []}
columns:
  - {id: column_level, means: 水平, of: [amount], heads: [绝对数]}
""",
    LAND: """\
field: land
name: 土地
indicators:
  - id: tea_area
    name: 茶园面积
    aliases: [茶园]
    measured_in: [area]
    ranges:
      level: {low: 012, high: 1e10, unit: 亩}
    examples:
      - text: 全县茶园面积达到3万亩。
        records: [{value: 30000, unit: 亩}]
      - text: 茶园面积的统计口径有变。
        none: true
""",
}


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder with the files in it, by their names: part of a rule set, to be laid over another."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def write_rules(parent: Path, changes: Mapping[str, str | bytes | None]) -> Path:
    """A folder ``rules`` of tiny files with some of them changed, added, or (None) left out."""
    directory = parent / "rules"
    for name, text in {**RULES, **changes}.items():
        if text is None:
            continue
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return directory


def replaced(name: str, old: str, new: str) -> Mapping[str, str]:
    """A change for `write_rules`: the file with a text that stands in it once replaced."""
    assert RULES[name].count(old) == 1
    return {name: RULES[name].replace(old, new)}


def sample_file(model: type[File], name: str, **changes: Any) -> File:
    """A file of the rule set as its model, with some of its keys told anew: ``decoys=["去年同期"]``."""
    root, _ = read_nodes(name, RULES[name].encode())
    assert root is not None
    return model.model_validate(plain(root) | changes)


def problems(directory: Path) -> list[str]:
    """What is said when the files of a folder are read and refused."""
    with pytest.raises(RuleError) as caught:
        read_rule_files(directory)
    return below(directory.parent, caught.value.problems)


def below(parent: Path, problems: Iterable[Problem]) -> list[str]:
    """What problems say, their paths told from a folder on."""
    return [str(problem).replace(f"{parent}/", "") for problem in problems]
