"""Guards against figures of something else than was labelled, and a label file that its own records fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_samples import GRAIN, ROOT, SEEDS, call, write

from extractor.score.answers import SLOTS
from extractor.score.labels import FIELDS

pytestmark = pytest.mark.usefixtures("here")

GOLD = ROOT.parent / "shared" / "gold"
LABELS = ROOT / "tests" / "labels" / "seeds.jsonl"
DOCUMENT = f"公报\n\n{GRAIN}\n全年粮食播种面积9700万亩。\n"
METADATA = "file,published,region\n公报.txt,2024-01,四川省\n"

OUTPUT = {"3600万吨": 12, "1.5%": 21, "9700万亩": 35}
"""The numbers of the document and where they stand."""


def label(quote: str, **fields: Any) -> dict[str, Any]:
    start = OUTPUT[quote]
    return {
        "document": "公报.txt", "start": start, "end": start + len(quote), "quote": quote, "label": "claim",
        "value": ["36000000"], "unit": "吨", "indicator": ["粮食产量"], "region": ["四川省"], "year": ["2023"],
        "period": ["2023"], "statistic": ["level"], "status": ["actual"], "bound": ["exact"],
    } | fields  # fmt: skip


GROWTH = label("1.5%", value=["1.5"], unit="%", statistic=["growth"])
AREA = label("9700万亩", value=["97000000"], unit="亩", indicator=["粮食播种面积"], year=["2023", "2024"])


def lines(*labels: dict[str, Any]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in labels)


@pytest.fixture
def document(here: Path) -> Path:
    write(here, "docs/metadata.csv", METADATA)
    return write(here, "docs/公报.txt", DOCUMENT)


WITH_ERRORS = """\
documents                1
claims                   3
records judged           3
quantity precision   0.333
quantity recall      0.333
quantity F1          0.333
indicator            1.000
region               0.000
year                 0.000
statistic            1.000
status               1.000
bound                1.000
record F1            0.000

document  claims  records  precision  recall     F1  indicator  region   year  statistic  status  bound  record F1
公报.txt       3        3      0.333   0.333  0.333      1.000   0.000  0.000      1.000   1.000  1.000      0.000

errors: 1 missed, 1 wrong value, 1 not a claim, 2 wrong slot

missed:
  公报.txt:1: 公: expected 5 家, found nothing
    公报

wrong value:
  公报.txt:3: 1.5%: expected 15 %, found 1.5 %
    去年全省粮食产量3600万吨，增长1.5%

not a claim:
  公报.txt:4: 9700万亩: expected nothing, found 97000000 亩
    全年粮食播种面积9700万亩

wrong slot:
  公报.txt:3: region of 3600万吨: expected 重庆市, found 四川省
    去年全省粮食产量3600万吨，增长1.5%
  1 more
"""


def test_every_kind_of_error_is_told_with_its_place(here: Path, document: Path) -> None:
    first = label("3600万吨", region=["重庆市"], year=["2022"])
    made_up = GROWTH | {"start": 0, "end": 1, "quote": "公", "value": ["5"], "unit": "家"}
    write(here, "标注.jsonl", lines(first, GROWTH | {"value": ["15"]}, made_up))
    done = call("score", "标注.jsonl", "docs", "--errors", "1", "--by", "document")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == WITH_ERRORS


def test_labels_among_the_documents_are_no_document(here: Path, document: Path) -> None:
    write(here, "docs/标注.jsonl", lines(label("3600万吨"), GROWTH, AREA))
    done = call("score", "docs/标注.jsonl", "docs")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "documents                1\nclaims                   3\n" in done.stdout


def test_a_program_is_told_the_same(here: Path, document: Path) -> None:
    write(
        here, "标注.jsonl", lines(label("3600万吨", region=["重庆市"]), GROWTH | {"region": []}, AREA | {"region": []})
    )
    done = call("score", "标注.jsonl", document, "--errors", "9", "--by", "document", "--format", "json")
    told = json.loads(done.stdout)
    assert told["figures"] == told["by_document"]["公报.txt"]
    assert told["figures"]["record_f1"] == 0.6667
    assert told["error_counts"] == {"missed": 0, "wrong value": 0, "not a claim": 0, "wrong slot": 1}
    (error,) = told["errors"]
    assert error == {
        "kind": "wrong slot", "slot": "region", "document": "公报.txt", "line": 3, "start": 12, "quote": "3600万吨",
        "expected": "重庆市", "found": "四川省", "frame": error["frame"],
        "sentence": "去年全省粮食产量3600万吨，增长1.5%",
    }  # fmt: skip


REFUSED = [
    # the file, what is said of it
    ("{\n" + lines(GROWTH) + "[]\n", "标注.jsonl:1: no JSON: Expecting property name enclosed in double quotes\n"
     "标注.jsonl:3: a label is a JSON object\n"),
    (lines(GROWTH | {"statistic": ["grwoth"]}), "标注.jsonl:1: statistic holds 'grwoth'; write one of level, growth, "),
    (lines(GROWTH | {"unit": None}), "标注.jsonl:1: unit is missing; write the unit without its multiplier"),
    (lines({key: value for key, value in GROWTH.items() if key != "region"} | {"regoin": []}),
     "标注.jsonl:1: unknown field regoin; did you mean region?\n"),
    (lines(GROWTH | {"start": 22, "end": 26}),
     "标注.jsonl:1: `.5%。` stands at 22–26, not `1.5%` in 公报.txt; was the document changed?\n"),
    (lines(GROWTH | {"document": "年报.txt"}),
     "标注.jsonl:1: 1 labels of 年报.txt, which is not among the documents given; they are not scored\n"
     "标注.jsonl: no label of any document given\n"),
    ("[" * 100_000, "标注.jsonl:1: no JSON: "),
    ("7\n" * 30, "标注.jsonl: 10 more lines are no labels\n"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "says"), REFUSED)
def test_labels_that_cannot_be_trusted_are_refused(here: Path, document: Path, content: str, says: str) -> None:
    write(here, "标注.jsonl", content)
    done = call("score", "标注.jsonl", "docs")
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


def test_labels_of_a_document_that_is_not_there_are_told_and_left_out(here: Path, document: Path) -> None:
    write(here, "标注.jsonl", lines(GROWTH, AREA | {"document": "年报.txt"}, label("3600万吨"), AREA))
    done = call("score", "标注.jsonl", "docs")
    said = "标注.jsonl:2: 1 labels of 年报.txt, which is not among the documents given; they are not scored\n"
    assert (done.exit_code, done.stderr) == (1, said)
    assert "claims                   3\n" in done.stdout
    assert done.stdout.endswith("errors: 0 missed, 0 wrong value, 0 not a claim, 0 wrong slot\n")


def test_a_name_that_two_documents_bear_is_not_guessed(here: Path) -> None:
    for city in ("成都", "绵阳"):
        write(here, f"docs/{city}/公报.txt", DOCUMENT)
    write(here, "标注.jsonl", lines(GROWTH))
    done = call("score", "标注.jsonl", "docs")
    assert done.exit_code == 2
    assert "公报.txt, which may be any of 成都/公报.txt, 绵阳/公报.txt; write the whole name\n" in done.stderr
    write(here, "标注.jsonl", lines(GROWTH | {"document": "成都/公报.txt"}))
    done = call("score", "标注.jsonl", "docs", "--by", "document")
    assert "\n成都/公报.txt  " in done.stdout


@pytest.mark.parametrize(
    ("labels", "documents"),
    [
        pytest.param(LABELS, SEEDS, id="seeds"),
        pytest.param(
            GOLD / "dev.jsonl", GOLD / "dev", id="dev",
            marks=pytest.mark.skipif(not GOLD.is_dir(), reason="no labelled documents beside the project"),
        ),
    ],
)  # fmt: skip
def test_records_agree_with_the_labels_made_of_them(here: Path, labels: Path, documents: Path) -> None:
    assert call("label", documents, "--output", "own.jsonl", "--refused").exit_code == 0
    told = json.loads(call("score", "own.jsonl", documents, "--format", "json").stdout)
    shares = {name: figure for name, figure in told["figures"].items() if isinstance(figure, float)}
    assert set(shares.values()) == {1.0}
    assert len(shares) == 4 + len(SLOTS)
    assert set(told["error_counts"].values()) == {0}


def test_a_line_is_a_record_with_its_sentence(here: Path, document: Path) -> None:
    done = call("label", document)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    sentence = "去年全省粮食产量3600万吨，增长1.5%"
    assert [list(row) for row in rows] == [[*FIELDS, "sentence"]] * 3
    assert rows[:2] == [label("3600万吨", sentence=sentence), GROWTH | {"sentence": sentence}]


def test_refused_numbers_are_labelled_none_with_the_reason(here: Path) -> None:
    write(here, "公报.txt", "2023年四川粮食产量3600万吨。")  # 四 is part of a name
    done = call("label", "公报.txt", "--refused")
    date, claim = (json.loads(line) for line in done.stdout.splitlines())
    assert (date["label"], date["quote"], date["value"]) == ("none", "2023", [])
    assert date["reason"]
    assert date["sentence"] == "2023年四川粮食产量3600万吨"
    assert claim["label"] == "claim"


def test_a_number_found_where_none_may_be_is_wrong(here: Path, document: Path) -> None:
    write(here, "标注.jsonl", lines(label("3600万吨"), GROWTH, AREA | {"label": "none"}))
    done = call("score", "标注.jsonl", "docs")
    assert done.stdout.endswith("errors: 0 missed, 0 wrong value, 1 not a claim, 0 wrong slot\n")


def test_corrected_labels_are_never_written_over(here: Path, document: Path) -> None:
    write(here, "标注.jsonl", lines(GROWTH))
    done = call("label", "docs", "--output", "标注.jsonl")
    said = "标注.jsonl: is there already and may have been corrected; name another file or remove it\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)
    assert (here / "标注.jsonl").read_text(encoding="utf-8") == lines(GROWTH)
    done = call("label", "docs", "--output", "none/标注.jsonl")
    assert (done.exit_code, done.stderr) == (2, "none/标注.jsonl: cannot be written: No such file or directory\n")


def test_a_mark_at_the_head_of_the_file_is_no_fault(here: Path, document: Path) -> None:
    """Editors on Windows write one."""
    write(here, "标注.jsonl", "\ufeff" + lines(label("3600万吨"), GROWTH, AREA).replace("\n", "\r\n"))
    assert call("score", "标注.jsonl", "docs").exit_code == 0
