"""Guards against numbers and marks of lists that stick to names (1.固定资产投资), and names that are cut for such."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.documents.items import behind_marks, starts_item
from extractor.ruleset.compiled import RuleSet

MARKS = [
    "1.", "1. ", "1．", "1、", "1) ", "1）", "(1)", "（1）", "1.1.1 ", "一、", "（一）", "㈠", "①", "⑴ ", "⒈", "❶ ",
    "A.", "a) ", "I. ", "Ⅰ、", "●", "■ ", "◆", "· ", "•", "★", "▲", "→", "□ ", "◇", "○", "※", "►", "➢ ", "√ ",
    "✅ ", "📈 ",
    "—", "- ", "* ", "+ ", "> ", "## ", "| ", "- [ ] ", "[x] ", "- **", "1. **", "● 1. ",
]  # fmt: skip

NO_MARKS = [
    "1.5亿元", "1、2月份", "1-2月", "一、二产业", "一、三季度", "三、四线城市", "二○二三年", "○五年", "-5%", "+5.5%",
    "→5%",
    "5G基站", "A股", "2023年", "12.", "1.", "①", "", "固定资产投资", "第1位", "十四五", "PM2.5",
]  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_the_mark_of_an_item_is_no_part_of_a_name(rules: RuleSet, mark: str) -> None:
    bold = "**" if mark.endswith("**") else ""
    text = f"去年，全市经济平稳运行。\n{mark}固定资产投资{bold}增长5.5%。\n{mark}粮食产量{bold}达到300万吨。\n"
    records = extract(text, rules, region="四川省", published="2024-01")
    assert [(record.indicator_text, record.quote) for record in records] == [
        ("固定资产投资", "5.5%"),
        ("粮食产量", "300万吨"),
    ]


@pytest.mark.parametrize("text", NO_MARKS)
def test_a_number_and_a_sign_are_no_marks(text: str) -> None:
    assert behind_marks(text, 0, len(text)) == 0


@pytest.mark.parametrize("line", ["（二）农业", "3.工业", "——增长", "第三章", "✅ 就业", "➢ 就业", "一、二〇二四年"])
def test_a_line_that_begins_an_item_is_told(line: str) -> None:
    assert starts_item(line)


@pytest.mark.parametrize("line", ["3.5亿元", "一、二、三产业", "第三产业增加值", "二○二三年"])
def test_a_line_that_begins_otherwise_is_told(line: str) -> None:
    assert not starts_item(line)
