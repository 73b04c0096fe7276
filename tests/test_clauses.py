"""Guards against sentences cut inside a number or a name, and brackets that run into the clause around them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents.document import Paragraph, ParagraphKind
from extractor.reading.clauses import Sentence, cut_sentences

MARK = re.compile(r"\d{0,2}）")  # from its first digit or its second


def cut(text: str) -> list[Sentence]:
    return list(cut_sentences(text, (Paragraph(0, len(text)),)))


SENTENCES = [
    ("产量增长6%。收入增长8%。", ["产量增长6%", "收入增长8%"]),
    ("产量增长6%！收入增长8%", ["产量增长6%", "收入增长8%"]),
    ("“稳增长。”他说。", ["“稳增长", "他说"]),  # the closing quote belongs to the end
    ("增长6.5%，达到1.2万亿元", ["增长6.5%，达到1.2万亿元"]),
    ("", []),
    ("。。", []),
]

CLAUSES = [
    # text, the clauses; an aside in brackets
    ("产量突破6万亿元，增长6%", ["产量突破6万亿元", "增长6%"]),
    ("工业增长6%；农业增长4%", ["工业增长6%", "农业增长4%"]),
    ("目标是：增长5%", ["目标是", "增长5%"]),
    ("全年收入1,027.4亿元,支出2,300亿元", ["全年收入1,027.4亿元", "支出2,300亿元"]),
    ("8:30开幕", ["8:30开幕"]),
    ("省会——长沙增长4%", ["省会", "长沙增长4%"]),
    ("水稻、玉米、大豆", ["水稻、玉米、大豆"]),  # a list stays one clause
    ("1. 产量增长6%；② 工业增长4%", ["产量增长6%", "工业增长4%"]),  # the mark of an item is no part of its name
    ("一、产量增长6%", ["产量增长6%"]),
    ("一、二产业增长6%", ["一、二产业增长6%"]),
    ("1、2月份产量增长6%", ["1、2月份产量增长6%"]),
    ("-5%，+6%", ["-5%", "+6%"]),
    ("1.5亿元投资", ["1.5亿元投资"]),
    ("新建（改建）公路200公里", ["新建（改建）公路200公里"]),  # a short bracket is part of the name
    ("企业26家（其中国家级8家），增长4%", ["企业26家（其中国家级8家）", "[其中国家级8家]", "增长4%"]),
    (
        "用电量（占全省52%，提高1个百分点）增长6%",
        ["用电量（占全省52%，提高1个百分点）增长6%", "[占全省52%]", "[提高1个百分点]"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_end_at_full_stops(text: str, expected: list[str]) -> None:
    assert [text[sentence.start : sentence.end] for sentence in cut(text)] == expected


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses_end_at_commas_but_not_in_numbers_or_names(text: str, expected: list[str]) -> None:
    (sentence,) = cut(text)
    found = [
        f"[{text[clause.start : clause.end]}]" if clause.aside else text[clause.start : clause.end]
        for clause in sentence.clauses
    ]
    assert found == expected


def test_a_clause_knows_its_brackets_and_the_mark_before_it() -> None:
    text = "增长6%，企业26家（国家级8家）"
    (sentence,) = cut(text)
    first, second, aside = sentence.clauses
    assert (first.opener, second.opener) == ("", "，")
    assert [text[start:end] for start, end in second.asides] == ["（国家级8家）"]
    assert aside.aside


def test_a_sentence_ends_with_its_paragraph_and_a_table_has_none() -> None:
    text = "增长6%\n增长7%\n增长 8% 9%"
    paragraphs = (Paragraph(0, 4), Paragraph(5, 9), Paragraph(10, len(text), ParagraphKind.TABLE))
    sentences = list(cut_sentences(text, paragraphs))
    assert [(text[s.start : s.end], s.paragraph) for s in sentences] == [("增长6%", 0), ("增长7%", 1)]


@given(st.text("增长6%，。；（）“”：、 1,", max_size=60))
def test_sentences_and_clauses_keep_their_order_and_stay_inside(text: str) -> None:
    end = 0
    for sentence in cut(text):
        assert end <= sentence.start < sentence.end <= len(text)
        end = sentence.end
        starts = [clause.start for clause in sentence.clauses]
        assert starts == sorted(starts)
        for clause in sentence.clauses:
            assert sentence.start <= clause.start < clause.end <= sentence.end


@given(st.text("增长6%，。；（）1", max_size=60))
def test_every_digit_of_a_sentence_stands_in_a_clause_or_numbers_an_item(text: str) -> None:
    for sentence in cut(text):
        for place in range(sentence.start, sentence.end):
            if text[place].isdigit() and not any(clause.start <= place < clause.end for clause in sentence.clauses):
                assert MARK.match(text, place)
