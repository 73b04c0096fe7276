"""Guards against an explanation that leaves a number out, or calls told what was only inherited."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import Result
from command_samples import call, stored, write
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents.document import Metadata, PartialDate
from extractor.documents.sources import text_document
from extractor.explanation.lines import explanation_lines
from extractor.explanation.parts import Unmade, explain
from extractor.pipeline import read_document
from extractor.ruleset.compiled import RuleSet, load_rules

pytestmark = pytest.mark.usefixtures("here")

OUTPUT = """\
去年全省粮食产量约3600万吨
~~~~~~~~~~~~~~~~  ^^^^^^^^
  去年  period: 2023
  全省  region: 四川省, the document's own (rules/wording.yaml:N)
  粮食产量  indicator: grain_output (rules/indicators/agriculture.yaml:N)
  3600万吨
    value      about 36000000 吨
    indicator  粮食产量 (grain_output, rules/indicators/agriculture.yaml:N), told in the text
    region     四川省 (510000), told in the text
    period     2023, told in the text as 去年
    statistic  level, by the frame level (rules/frames.yaml:N)
    status     actual

增长1.5%
    ^^^^
  1.5%
    value      exact 1.5 %
    indicator  粮食产量 (grain_output, rules/indicators/agriculture.yaml:N), from the clause before
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


GRAIN = "grain_output (rules/indicators/agriculture.yaml:N)"
WHY = [
    # a sentence of 四川省, 2024; a line that its explanation must hold
    ("预计今年夏播粮食产量20万吨。", f"               it says more than 粮食产量, a name of {GRAIN}"),
    ("粮食产量3亿元。", f"               {GRAIN} is measured in 吨, 斤, 公斤, not in 元"),
    (
        "绿色GDP达5亿元。",
        "               绿色GDP is a decoy of gdp (rules/indicators/accounts.yaml:N)",
    ),
    ("绿色GDP达5亿元。", "  绿色GDP  decoy: no gdp: a decoy (rules/indicators/accounts.yaml:N)"),
    ("力争粮食产量增长2%。", "  力争  cue: <aims> (rules/wording.yaml:N)"),
    (
        "31个大城市城镇调查失业率5%。",
        "    no record  part of an indicator's name: 31个大城市城镇调查失业率 "
        "(name, rules/indicators/employment.yaml:N)",
    ),
    (
        "粮食产量比上年同期增长的2%。",
        "               not by share_of (rules/frames.yaml:N): takes in less of the text (1 characters, former 8)",
    ),
    (
        "粮食产量比前年3.2%。",
        "               growth (rules/frames.yaml:N) by {indicator} <than> {against} [<growth_only>] "
        "(<rise_verb>|<rise_short>) [了] [<reach>] {number}: it needs (<rise_verb>|<rise_short>), "
        "“粮食产量比前年” stands there",
    ),
]


@pytest.mark.parametrize(("text", "line"), WHY)
def test_what_decided_is_told(text: str, line: str) -> None:
    done = told(text, "--region", "四川省", "--published", "2024")
    assert line in blanked(done.stdout).splitlines()


def test_a_record_is_explained_by_its_id(here: Path) -> None:
    """The clause is read again from the stored text, by what was told beside the document."""
    write(here, "docs/公报.txt", f"开头没有数字。{TEXT}完成投资5亿元。")
    write(here, "docs/metadata.csv", "file,published,region\n公报.txt,2024-01,四川省\n")
    call("run", "docs", "--db", "i.db")
    ((record,),) = stored(here / "i.db", "SELECT id FROM records WHERE statistic = 'growth'")
    done = call("explain", str(record), "--db", "i.db")
    assert (done.exit_code, done.stderr) == (0, "")
    assert blanked(done.stdout) == OUTPUT.split("\n\n")[1]


@pytest.mark.parametrize("part", ["93b1c0", "93b1c0f2a7d4e86"])
def test_a_part_of_an_id_is_no_text(part: str) -> None:
    done = told(part)
    said = f"{part}: {len(part)} of the 16 characters of a record's id; give all of it, or a text as -\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize("text", ["202406", "facade", "增长6%a1b2c3", "a1b2c"])
def test_a_number_or_a_word_is_a_text(text: str) -> None:
    assert told(text).exit_code == 0


def test_a_long_text_is_said_to_take_a_while() -> None:
    done = told("-", text="增长" * 50_000 + "6%")
    assert (done.exit_code, "^^" in done.stdout) == (0, True)
    assert done.stderr == "-: 100,002 characters to explain, shown when all are; this takes a while\n"
    assert told("-", text="增长6%").stderr == ""


def test_a_record_of_a_table_is_explained_from_its_file_or_not_at_all(here: Path) -> None:
    """The stored text has no blank and no merged cells: read again as it is, the heads would stand over others."""
    rows = (
        "<tr><td rowspan='2'>指标</td><td colspan='2'>2023年</td><td>2024年</td></tr>",
        "<tr><td>预算数（亿元）</td><td>执行数（亿元）</td><td>预算数（亿元）</td></tr>",
        "<tr><td>一般公共预算收入</td><td>5100</td><td></td><td>5529.1</td></tr>",
    )
    page = f"<html><body><p>四川省财政收支情况。</p><table>{''.join(rows)}</table></body></html>"
    write(here, "docs/表.html", page)
    write(here, "docs/metadata.csv", "file,published,region\n表.html,2024-01,四川省\n")
    assert call("run", "docs", "--db", "i.db").exit_code == 0
    ((record, period, cell),) = stored(here / "i.db", "SELECT id, period, cell FROM records WHERE quote = '5529.1'")
    assert (period, cell) == ("2024", "表1!D3")
    done = call("explain", str(record), "--db", "i.db")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "2024" in done.stdout and "told by the heads of its table" in done.stdout
    said = "the file is gone or has changed since it was read, and without it its tables cannot be shown; run again"
    write(here, "docs/表.html", page.replace("5100", "5101"))
    for _ in range(2):
        done = call("explain", str(record), "--db", "i.db")
        assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"表.html: {said}\n")
        (here / "docs/表.html").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["0123456789abcdef", "--db", "i.db"], "i.db: no such database; make it with: extractor run PATH --db i.db\n"),
        (
            ["0123456789abcdef", "--db", "there.db"],
            "0123456789abcdef: no record of this id in there.db; give another --db, or run again\n",
        ),
    ],
)
def test_a_record_that_is_not_there_is_told_in_one_line(here: Path, arguments: list[str], said: str) -> None:
    write(here, "docs/公报.txt", TEXT)
    call("run", "docs", "--db", "there.db")
    done = call("explain", *arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)


def test_colours_are_for_a_terminal() -> None:
    assert "\x1b" not in told(TEXT).stdout
    metadata = Metadata(region="四川省", published=PartialDate(2024))
    rules = load_rules()
    lines = list(explanation_lines(explain(read_document(text_document(TEXT, "-", metadata), rules), rules)))
    styles = {(line.plain[span.start : span.end].strip(), str(span.style)) for line in lines for span in line.spans}
    assert {("3600万吨", "bold green"), ("粮食产量", "cyan")} <= styles


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
    assert "".join(line.plain for line in explanation_lines(explanation))
