"""Guards against an explanation that leaves a number out, or calls told what was only inherited."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import Result
from command_samples import call
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents.document import Metadata, PartialDate
from extractor.documents.sources import text_document
from extractor.explain import Unmade, explain, explanation_lines
from extractor.pipeline import read_document
from extractor.ruleset.compiled import RuleSet

pytestmark = pytest.mark.usefixtures("here")

OUTPUT = """\
去年全省粮食产量约3600万吨
                  ^^^^^^^^
  3600万吨
    value      about 36000000 吨
    indicator  粮食产量 (grain_output), told in the text
    region     四川省 (510000), told in the text
    period     2023, told in the text as 去年
    statistic  level, by the frame level (rules/frames.yaml:N)
    status     actual

增长1.5%
    ^^^^
  1.5%
    value      exact 1.5 %
    indicator  粮食产量 (grain_output), from the clause before
    region     四川省 (510000), told in the text
    period     2023, told in the text as 去年
    statistic  growth, by the frame growth (rules/frames.yaml:N)
    status     actual
"""


def told(*arguments: str, text: str | None = None) -> Result:
    return call("explain", *arguments, text=text)


def blanked(output: str) -> str:
    """The output without the lines of the rule files, which change with every rule."""
    return re.sub(r"(\.yaml):\d+", r"\1:N", output)


TEXT = "去年全省粮食产量约3600万吨，增长1.5%。"


def test_every_number_is_told_with_its_slots() -> None:
    done = told(TEXT, "--region", "四川省", "--published", "2024-01")
    assert (done.exit_code, done.stderr) == (0, "")
    assert blanked(done.stdout) == OUTPUT


def test_a_text_on_standard_input_and_a_file_are_read_alike(tmp_path: Path) -> None:
    assert blanked(told("-", "--region", "四川省", "--published", "2024-01", text=TEXT).stdout) == OUTPUT
    (tmp_path / "公报.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("file,region,published\n公报.txt,四川省,2024-01\n", encoding="utf-8")
    assert blanked(told("公报.txt").stdout) == OUTPUT


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("省十四届人大二次会议开幕", "十四"),
        ("建设“33618”现代制造业集群体系", "33618"),
    ],
)
def test_a_refused_number_names_the_rule(text: str, quote: str) -> None:
    (part,) = json.loads(told(text, "--json").stdout)["parts"]
    refused = {number["quote"]: number for number in part["numbers"]}[quote]
    assert refused["records"] == []
    assert refused["reason"]
    assert refused["place"].startswith("rules/ignore.yaml:")
    lines = told(text).stdout.splitlines()
    at = lines.index(f"  {quote}")
    assert lines[at + 1] == f"    no record  {refused['reason']} ({refused['rule']}, {refused['place']})"


def test_a_text_without_numbers_says_so() -> None:
    assert told("推动高质量发展。").stdout == "no number in this text\n"


def test_a_refused_document_is_told_in_one_line() -> None:
    done = told("-", text="")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "-: empty file\n")


@given(
    st.lists(
        st.sampled_from(
            ["增长", "粮食产量", "3.5%", "（其中", "12万吨）", "，", "。", "\n\n", "第三", "全省", "\t", " "]
        )
    )
)
def test_every_number_of_a_text_is_told_once(rules: RuleSet, pieces: list[str]) -> None:
    metadata = Metadata(region="四川省", published=PartialDate(2024))
    reading = read_document(text_document("".join(pieces), "-", metadata), rules)
    explanation = explain(reading, rules)
    numbers = [number for part in explanation.parts for number in part.numbers]
    assert all(part.text[n.start : n.end] == n.quote for part in explanation.parts for n in part.numbers)
    places = {(quantity.start, quantity.end) for quantity in reading.quantities}
    places |= {(refusal.start, refusal.end) for refusal in reading.refusals}
    assert len(numbers) == len(places)
    made = [made.record for n in numbers if not isinstance(n.fate, Unmade) for made in n.fate]
    assert sorted(made, key=lambda record: record.id) == sorted(reading.records, key=lambda record: record.id)
    assert "".join(explanation_lines(explanation))
