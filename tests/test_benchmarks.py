"""Guards against a benchmark that flatters: a contradiction taken for an answer, an error in no table."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from benchmarks import accuracy, questions
from benchmarks.labelled import (
    FOLDS,
    LabelledDocument,
    LabelledSet,
    fault_counts,
    find_sets,
    fold_of,
    folds,
    read_set,
    score_of,
)
from benchmarks.questions import REPORTS, Figure, Verdict, ask_panel, judge, read_questions
from extractor.problems import InputError
from extractor.ruleset.compiled import RuleSet
from extractor.score.errors import faults

ROOT = Path(__file__).parent.parent
SEEDS = LabelledSet("seeds", ROOT / "seeds", ROOT / "tests" / "labels" / "seeds.jsonl")

LABEL: dict[str, Any] = {
    "document": "公报.txt", "start": 0, "end": 4, "quote": "30公里", "label": "claim", "value": ["30000"], "unit": "米",
    "indicator": ["绿道"], "region": ["绵阳市"], "year": ["2023"], "statistic": ["level"], "status": ["actual"],
    "bound": ["exact"],
}  # fmt: skip
RECORD: dict[str, Any] = {
    "document": "公报.txt", "start": 0, "end": 4, "quote": "30公里", "value": "30", "low": None, "high": None,
    "unit": "公里", "indicator": None, "indicator_name": "绿道", "indicator_text": "绿道", "region": "510700",
    "region_name": "绵阳市", "year": 2023, "statistic": "level", "status": "actual", "bound": "exact",
    "sentence": "建成绿道30公里", "rule": "level rules/frames.yaml:29:5 1+0000",
}  # fmt: skip


def document(
    labels: list[dict[str, Any]], records: list[dict[str, Any]], name: str = "公报.txt", adrift: tuple[str, ...] = ()
) -> LabelledDocument:
    told = [tuple({**row, "document": name} for row in rows) for rows in (labels, records)]
    return LabelledDocument(name, told[0], told[1], adrift)


FIVE = Figure(5.0, 5.0, "%", "about")
ROW = {"value_min": 5.0, "value_max": 5.0, "unit": "%", "bound": "about", "agree": 1}


@pytest.mark.parametrize(
    ("expected", "rows", "verdict"),
    [
        (FIVE, [ROW], Verdict.RIGHT),
        (None, [], Verdict.RIGHT),
        (FIVE, [], Verdict.MISSING),
        (FIVE, [{**ROW, "value_max": 5.5}], Verdict.WRONG),
        (FIVE, [{**ROW, "unit": "个百分点"}], Verdict.WRONG),
        (FIVE, [{**ROW, "bound": "exact"}], Verdict.WRONG),
        (None, [ROW], Verdict.WRONG),
        (FIVE, [ROW, ROW], Verdict.DOUBLE),
        (FIVE, [{**ROW, "agree": 0}], Verdict.DOUBLE),
        (None, [{**ROW, "agree": 0}], Verdict.DOUBLE),
    ],
)
def test_an_answer_is_right_only_alone_and_in_full(
    expected: Figure | None, rows: list[dict[str, Any]], verdict: Verdict
) -> None:
    assert judge(expected, rows) is verdict


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure(5.5, 5.5, "%", "about"), "5.5 % about"),
        (Figure(4.5, 5.0, "%", "exact"), "4.5–5 %"),
        (Figure(14580000000000.0, 14580000000000.0, "元", "exact"), "14580000000000 元"),
        (Figure(1100000.0, 1100000.0, "人", "at_least"), "1100000 人 at_least"),
    ],
)
def test_a_figure_is_shown_with_every_digit(figure: Figure, text: str) -> None:
    assert str(figure) == text


def test_every_question_has_its_answer_for_every_report() -> None:
    asked = read_questions()
    assert all(list(told) == list(REPORTS) for told in asked.values())
    assert len({series.question for series in asked}) == len(asked) > 10


def test_every_indicator_asked_for_is_one_of_the_rules(rules: RuleSet) -> None:
    assert {series.indicator for series in read_questions()} <= set(rules.names.by_id)


@pytest.mark.parametrize("line", ["GDP,gdp,growth,target,2026,四川省,five,5,%,about", "GDP,gdp,growth"])
def test_a_question_that_is_none_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "questions.csv"
    head = questions.FILE.read_text(encoding="utf-8").partition("\n")[0]
    path.write_text(f"{head}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^questions\.csv:2: "):
        read_questions(path)


def reports(folder: Path, **sentences: str) -> Path:
    """A folder with a report of every province, most of them without an indicator."""
    folder.mkdir()
    rows = ["file,title,published,region,kind"]
    for region, name in REPORTS.items():
        text = sentences.get(name.partition("_")[0], "各位代表，请予审议。")
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
        rows.append(f"{name},政府工作报告,2026-01-20,{region},政府工作报告")
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_questions_are_asked_of_the_database(rules: RuleSet, tmp_path: Path) -> None:
    folder = reports(
        tmp_path / "reports",
        sichuan="2025年，全省地区生产总值增长5.5%。",
        guangdong="2025年，全省地区生产总值增长4.1%。",
        jilin="2025年，全省地区生产总值增长5%。初步核算，2025年全省地区生产总值增长5.2%。",
    )
    panel = ask_panel(folder, rules, tmp_path / "panel.db")
    given = {answer.region: answer for answer in panel.answers if answer.series.question == "GDP growth 2025"}
    assert {region: answer.verdict for region, answer in given.items()} == {
        "四川省": Verdict.RIGHT,
        "广东省": Verdict.WRONG,
        "吉林省": Verdict.DOUBLE,
    }
    assert [shown["quote"] for shown in given["吉林省"].evidence] == ["5%", "5.2%"]
    assert given["四川省"].evidence == ()
    assert (panel.series, panel.disagreeing) == (3, 1)


def test_nothing_is_asked_where_the_reports_are_not(rules: RuleSet, tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports")
    (folder / "jilin_2026.txt").unlink()
    assert ask_panel(folder, rules, tmp_path / "panel.db").answers == ()


def test_every_kind_of_error_is_counted() -> None:
    far = {"start": 50, "end": 54}
    found = document(
        [LABEL, {**LABEL, "start": 10, "end": 14}, {**LABEL, "start": 20, "end": 24}],
        [
            {**RECORD, "year": 2022, "bound": "about"},
            {**RECORD, "start": 10, "end": 14, "value": "300"},
            {**RECORD, **far, "rule": "share_of rules/frames.yaml:108:5 1+0000"},
        ],
    )
    score = score_of([found])
    assert fault_counts(faults(score)) == [
        ("missed", "", "", 1),
        ("wrong value", "", "level", 1),
        ("not a claim", "", "share_of", 1),
        ("wrong slot", "year", "level", 1),
        ("wrong slot", "bound", "level", 1),
    ]
    told = [(fault.kind, fault.expected, fault.said) for fault in faults(score)]
    assert told == [
        ("missed", "30000 米", ""),
        ("not a claim", "", "30 公里"),
        ("wrong value", "30000 米", "300 公里"),
        ("wrong slot", "2023", "2022"),
        ("wrong slot", "exact", "about"),
    ]


def test_a_figure_of_nothing_is_no_figure() -> None:
    no_region = score_of([document([{**LABEL, "region": []}], [RECORD])]).figures()
    assert (no_region["region_accuracy"], no_region["year_accuracy"], no_region["record_f1"]) == (None, 1.0, 1.0)
    no_claim = score_of([document([{**LABEL, "label": "optional"}], [])]).figures()
    assert (no_claim["claims"], no_claim["quantity_f1"], no_claim["record_f1"]) == (0, None, None)


def test_folds_are_dealt_by_name_and_each_is_held_against_the_rest() -> None:
    names = [f"公报{number}.txt" for number in range(40)]
    worse = names[0]
    spoiled = {**RECORD, "year": 2020}
    every = [document([LABEL], [spoiled if name == worse else RECORD], name) for name in names]
    found = list(folds(every))
    assert [fold.number for fold in found] == list(range(1, FOLDS + 1))
    assert sorted(name for fold in found for name in fold.documents) == sorted(names)
    assert all(fold_of(name) == fold.number for fold in found for name in fold.documents)
    assert [fold.number for fold in found if fold.difference < 0] == [fold_of(worse)]
    whole = score_of(every[1:])
    assert {fold.rest_f1 for fold in found if fold.number == fold_of(worse)} == {whole.record_f1} == {1.0}


def test_a_document_without_its_labels_or_the_other_way_round(rules: RuleSet, tmp_path: Path) -> None:
    folder = reports(tmp_path / "reports")
    labels = tmp_path / "labels.jsonl"
    claim = {**LABEL, "document": "sichuan_2026.txt"}
    labels.write_text(json.dumps(claim), encoding="utf-8")
    assert [one.name for one in read_set(LabelledSet("own", folder, labels), rules)] == ["sichuan_2026.txt"]
    labels.write_text(json.dumps({**claim, "document": "无.txt"}), encoding="utf-8")
    with pytest.raises(InputError, match=r"labels of 无\.txt"):
        read_set(LabelledSet("own", folder, labels), rules)


def test_without_a_folder_of_labels_the_seeds_are_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("benchmarks.labelled.ROOT", tmp_path / "project")
    (only,) = find_sets(None)
    assert only.labels == tmp_path / "project" / "tests" / "labels" / "seeds.jsonl"
    assert [one.name for one in find_sets(tmp_path)] == ["seeds", "dev"]


@pytest.mark.parametrize(("grown", "code"), [("5.5", 0), ("5.6", 1)])
def test_the_command_fails_where_an_answer_misleads(
    grown: str, code: int, rules: RuleSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accuracy, "load_rules", lambda: rules)
    gold = tmp_path / "gold"
    shutil.copytree(SEEDS.documents, gold / "seeds")
    shutil.copy(SEEDS.labels, gold / "seeds.jsonl")
    reports(gold / "dev", sichuan=f"2025年，全省地区生产总值增长{grown}%。")
    (gold / "dev.jsonl").write_text(
        json.dumps({"document": "sichuan_2026.txt", "start": 0, "end": 5, "label": "optional"}), encoding="utf-8"
    )
    kept = tmp_path / "figures.json"
    done = CliRunner().invoke(accuracy.main, ["--gold", str(gold), "--json", str(kept)])
    assert done.exit_code == code, done.output
    assert "source[start:end] == quote" in done.output
    figures = json.loads(kept.read_text(encoding="utf-8"))
    assert figures["sets"]["seeds"]["quantity_f1"] == score_of(read_set(SEEDS, rules)).quantity_f1
    assert figures["adrift"] == []
    assert ("wrong: GDP growth 2025, 四川省" in done.output) is (code == 1)


def test_labels_that_are_not_there_are_one_line(
    tmp_path: Path, rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accuracy, "load_rules", lambda: rules)
    done = CliRunner().invoke(accuracy.main, ["--gold", str(tmp_path)])
    assert (done.exit_code, done.output.count("\n")) == (2, 1)
    assert done.output.startswith(f"{tmp_path / 'seeds.jsonl'}: cannot be read")
