"""Guards against a format that changes what a document says: the same report as PDF with other numbers than as text."""

from __future__ import annotations

import html
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import opencc
import pytest

from extractor.documents.document import Document, Metadata, ParagraphKind
from extractor.documents.sources import Source, documents_of, find_sources, read_document
from extractor.pipeline import read_document as read
from extractor.ruleset.compiled import RuleSet

SEEDS = Path(__file__).parent.parent / "seeds"
SOURCES = find_sources([str(SEEDS)]).items
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FONTS = shutil.which("fc-list") and ":lang=zh" and subprocess.run(
    ["fc-list", ":lang=zh"], capture_output=True, text=True, check=False
).stdout.strip()  # fmt: skip
STYLE = (
    "@page{size:A4;margin:20mm} body{columns:2;column-gap:10mm;font:10.5pt/1.6 'Noto Sans CJK SC'} "
    "p{margin:0;text-indent:2em}"
)
PLACES = {"id", "start", "end", "quote", "page", "cell", "sentence", "document"}


def facts(document: Document, rules: RuleSet) -> Counter[str]:
    """The records of a document without what depends on where they stand."""
    return Counter(
        str([*sorted(record.model_dump(mode="json", exclude=PLACES).items()), record.quote.replace("\n", "")])
        for record in read(document, rules).records
    )


def paragraphs(document: Document) -> list[tuple[str, str]]:
    text = document.folded.text
    return [(part.kind.value, text[part.start : part.end]) for part in document.paragraphs]


def only(data: bytes, name: str, metadata: Metadata) -> Document:
    found = list(documents_of(data, name, metadata))
    assert len(found) == 1
    assert isinstance(found[0], Document)
    return found[0]


def as_word(document: Document, path: Path) -> bytes:
    word = docx.Document()
    for kind, said in paragraphs(document):
        word.add_paragraph(said, style="Heading 2" if kind == ParagraphKind.HEADING else None)
    word.save(str(path))
    return path.read_bytes()


def as_page(document: Document, style: str = "") -> str:
    """A web page with navigation around the article, as the sites of governments have it."""
    tags = {"heading": "h2", "text": "p", "table": "p"}
    body = "".join(f"<{tags[kind]}>{html.escape(said)}</{tags[kind]}>\n" for kind, said in paragraphs(document))
    if style:
        return (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><style>{style}</style></head><body>{body}</body></html>"
        )
    navigation = "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(12))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>工作报告</title></head><body>"
        f"<nav><ul>{navigation}</ul></nav><div class='article'>{body}</div>"
        f"<footer><a href='/about'>关于我们</a> 版权所有 访问量 123456 次</footer></body></html>"
    )


def as_pdf(page: str, folder: Path) -> bytes:
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--print-to-pdf={target}", source.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return target.read_bytes()


@pytest.fixture(params=SOURCES, ids=lambda source: source.name[:8])
def seed(request: Any) -> Source:
    source: Source = request.param
    return source


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_seed_in_another_encoding_is_the_same(seed: Source, encoding: str, rules: RuleSet) -> None:
    plain = read_document(seed)
    other = only(plain.source.encode(encoding), seed.name, seed.metadata)
    assert other.source == plain.source
    assert facts(other, rules) == facts(plain, rules)


def test_a_seed_in_big5_has_the_same_numbers(seed: Source, rules: RuleSet) -> None:
    """Big5 has no simplified characters: the seed is put into traditional ones, so that its words may differ."""
    plain = read_document(seed)
    traditional = opencc.OpenCC("s2tw").convert(plain.source)
    other = only(traditional.encode("big5hkscs"), seed.name, seed.metadata)
    assert other.encoding == "big5hkscs"
    assert figures(other, rules) == figures(plain, rules)


def figures(document: Document, rules: RuleSet) -> Counter[tuple[object, ...]]:
    return Counter(
        (record.region, record.indicator, record.period, record.statistic, record.status, record.value, record.unit)
        for record in read(document, rules).records
    )


def test_a_seed_as_word_file_is_the_same(seed: Source, tmp_path: Path, rules: RuleSet) -> None:
    plain = read_document(seed)
    other = only(as_word(plain, tmp_path / "a.docx"), "a.docx", seed.metadata)
    assert facts(other, rules) == facts(plain, rules)


def test_a_seed_as_web_page_is_the_same(seed: Source, rules: RuleSet) -> None:
    plain = read_document(seed)
    other = only(as_page(plain).encode(), "a.html", seed.metadata)
    assert "栏目" not in other.source
    assert facts(other, rules) == facts(plain, rules)


@pytest.mark.skipif(
    not CHROMIUM or not FONTS, reason="needs chromium and a Chinese font (apt-get install chromium fonts-noto-cjk)"
)
def test_a_seed_as_pdf_in_two_columns_is_the_same(seed: Source, tmp_path: Path, rules: RuleSet) -> None:
    plain = read_document(seed)
    other = only(as_pdf(as_page(plain, STYLE), tmp_path), "a.pdf", seed.metadata)
    assert facts(other, rules) == facts(plain, rules)
    assert all(record.page is not None for record in read(other, rules).records)


COMPLETE = [("地区生产总值", "亿元", "60132.9", "6.0"), ("第一产业增加值", "亿元", "6056.6", "4.0")]
INCOMPLETE = [("第三产业增加值", "亿元", "", "7.1"), ("社会消费品零售总额", "亿元", "26313.4", "")]


@pytest.mark.skipif(
    not CHROMIUM or not FONTS, reason="needs chromium and a Chinese font (apt-get install chromium fonts-noto-cjk)"
)
@pytest.mark.parametrize("rules_drawn", ["", "table{border-top:2px solid} tr:first-child td{border-bottom:1px solid}"])
def test_a_table_of_a_pdf_without_rules_shows_whose_column_is_empty(
    rules_drawn: str, tmp_path: Path, rules: RuleSet
) -> None:
    """Under three lines, as communiqués are set: where a cell stands in print tells its column."""
    head = ("指标", "单位", "2023年", "比上年增长（%）")
    rows = "".join(
        "<tr>" + "".join(f"<td>{said}</td>" for said in row) + "</tr>" for row in (head, *COMPLETE, *INCOMPLETE)
    )
    style = f"@page{{size:A4;margin:25mm}} body{{font:12pt/1.7 'Noto Sans CJK SC'}} table{{width:100%}} {rules_drawn}"
    page = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><style>{style} td:nth-child(n+3){{text-align:right}}</style>"
        "</head><body><h3>四川省2023年国民经济和社会发展统计公报</h3>"
        f"<p>表1　主要指标</p><table>{rows}</table></body></html>"
    )
    document = only(as_pdf(page, tmp_path), "a.pdf", Metadata())
    found = [
        (record.indicator_name, record.region_name, record.period, record.statistic.value, record.quote)
        for record in read(document, rules).records
    ]
    assert found == [
        (name, "四川省", "2023", statistic, quote)
        for name, _, value, growth in (*COMPLETE, *INCOMPLETE)
        for statistic, quote in (("level", value), ("growth", growth))
        if quote
    ]
