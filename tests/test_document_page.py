"""Guards against a page that marks the wrong characters, loses some, or runs what a document says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.ruleset.compiled import RuleSet
from extractor.serve.document import Mark, Number, Piece, blocks, marks
from extractor.serve.refused import StoredDocument, refused_numbers
from extractor.serve.words import readable, reasons, stated


def number(start: int, end: int, record: str | None = None) -> Number:
    return Number(start, end, record=record, reason="" if record else "日期")


def spans(found: list[Mark]) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(mark.start, mark.end, mark.records) for mark in found]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([number(4, 6, "b"), number(0, 2, "a")], [(0, 2, ("a",)), (4, 6, ("b",))]),
        ([number(0, 2, "a"), number(0, 2, "b")], [(0, 2, ("a", "b"))]),  # one number told of two regions
        ([number(0, 5, "a"), number(2, 3, "b"), number(4, 7, "c")], [(0, 7, ("a", "b", "c"))]),
        ([number(0, 2, "a"), number(2, 4, "b")], [(0, 2, ("a",)), (2, 4, ("b",))]),  # side by side is not over
        ([number(0, 2), number(1, 4, "a")], [(1, 4, ("a",))]),  # refused by one reading, a record by another
        ([number(0, 2), number(1, 4)], [(0, 2, ())]),
        ([number(8, 12, "a"), number(3, 3, "b")], []),  # not in a text of ten characters
    ],
)
def test_numbers_become_marks(numbers: list[Number], expected: list[tuple[int, int, tuple[str, ...]]]) -> None:
    assert spans(marks(numbers, 10)) == expected


def test_a_text_is_cut_at_line_ends_outside_of_marks() -> None:
    text = "甲" * 2100 + "\n" + "乙" * 2100 + "6\n万" + "丙" * 10
    (mark,) = marks([number(4201, 4204, "a")], len(text))
    first, second = blocks(text, [mark])
    assert first == (Piece("甲" * 2100),)
    assert second == (Piece("乙" * 2100), Piece("6\n万", mark), Piece("丙" * 10))


@given(st.text(alphabet="粮6%\n ", max_size=60).map(lambda text: text * 200), st.data())
def test_nothing_of_a_text_is_lost(text: str, data: st.DataObject) -> None:
    places = st.integers(0, max(len(text), 1))
    numbers = data.draw(
        st.lists(st.builds(lambda at, size: number(at, at + size, f"r{at}"), places, st.integers(1, 9)))
    )
    marked = marks(numbers, len(text))
    pieces = list(blocks(text, marked))
    whole = "".join(piece.text for block in pieces for piece in block)
    assert "".join(whole.split()) == "".join(text.split())
    shown = [piece for block in pieces for piece in block if piece.mark]
    assert [piece.text for piece in shown] == [text[mark.start : mark.end] for mark in marked]


@pytest.mark.parametrize(
    ("bound", "exact", "unit", "shown"),
    [
        ("exact", "1270000000000", "元", "1.27万亿元"),
        ("at_least", "6000000000000", "元", "6万亿元以上"),
        ("at_most", "3", "%", "3%以内"),
        ("about", "425000", "亩", "约42.5万亩"),
        ("exact", "3593.8", "吨", "3,593.8吨"),
        ("exact", "-3.20", "%", "-3.2%"),
        ("exact", "123456789", "元", "12,345.6789万元"),  # every digit, with four decimals at most
        ("exact", "5~5.5", "%", "5–5.5%"),
        (None, "", "%", ""),
    ],
)
def test_amounts_are_written_as_reports_write_them(bound: str | None, exact: str, unit: str, shown: str) -> None:
    assert stated(bound, exact, unit) == shown


def test_no_digit_is_lost_in_a_readable_number() -> None:
    assert readable("1234567890123.4567") == "1,234,567,890,123.4567"


def test_refused_numbers_stand_where_they_are_in_the_source(rules: RuleSet) -> None:
    """The line break inside 十四届 is mended for reading; the place is that of the stored text."""
    text = (
        "在省委的坚强领导下，全省上下团结奋斗，圆满完成了省十\n四届人大二次会议确定的目标任务，为“三农”工作添彩。\n"
        "去年粮食产量3600万吨。"
    )
    found = refused_numbers(StoredDocument("报告.txt", text, None, "四川省", "2024", None), rules)
    assert [(text[number.start : number.end], number.reason) for number in found] == [
        ("十\n四", "届次、期号或代次"),
        ("二", "届次、期号或代次"),
        ("三", "固定词语"),
    ]


def test_every_reason_of_the_rules_has_its_words(rules: RuleSet) -> None:
    shipped = {name.removeprefix("ignore/") for name in rules.places if name.startswith("ignore/")}
    assert shipped - set(reasons()) == set()


def test_templates_escape_what_they_are_handed() -> None:
    templates = Path(__file__).parent.parent / "extractor" / "serve" / "templates"
    assert [path.name for path in templates.iterdir() if "|safe" in path.read_text(encoding="utf-8")] == []
