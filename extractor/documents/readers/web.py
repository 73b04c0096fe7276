"""Web pages: the article without navigation, its tables, and what the page says of its title, date and source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extractor.documents.decode import decode_web_page
from extractor.documents.document import Metadata
from extractor.documents.metadata import parse_published
from extractor.documents.readers.content import Content, RawCell, TextBuilder
from extractor.problems import DocumentError

_STAND_IN = "此处为本页第{}号数据表格的位置，正文见原表格，不可删去。"
_STANDS_IN = re.compile(_STAND_IN.format(r"(\d+)"))
_TITLES = ("ArticleTitle", "og:title", "title")
_DATES = ("PubDate", "article:published_time", "publishdate", "pubdate", "date")
_SOURCES = ("ContentSource", "og:site_name", "SiteName", "source")
_DATE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})")
_BLOCKS = "p|div|li|tr|h1|h2|h3|h4|h5|h6|br|section|article|dd|dt"
_TELLING = 10  # characters that make a line of the article recognizable
_ENOUGH = 300
_DROPPED = ("script", "style", "nav", "header", "footer", "noscript", "form")


def read_web_page(data: bytes, name: str) -> Iterator[Content]:
    """The document of a web page; a table of numbers stays where it stood in the article."""
    import lxml.html
    from lxml.etree import LxmlError

    text, encoding = decode_web_page(data, name)
    try:
        # An XML declaration with an encoding may not stand in a text that is decoded already.
        tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (LxmlError, ValueError) as error:
        raise DocumentError(name, "no web page that can be read: it has no text") from error
    metadata = _metadata(tree)
    tables = _stand_ins(tree)
    builder = TextBuilder()
    for line in _article(tree, lxml.html).splitlines():
        found = _STANDS_IN.search(line)
        if found is None:
            builder.add_line(line)
        elif int(found[1]) < len(tables):
            builder.add_table(tables[int(found[1])])
    content = builder.content(encoding, metadata)
    if not content.text.strip():
        raise DocumentError(
            name, "a web page without text: its article may be loaded by a script; save it from a browser"
        )
    yield content


def _article(tree: Any, html: Any) -> str:
    """The text of the part of the page that holds the article; all of the page where there seems to be none.

    trafilatura finds the article, and leaves out headings and short lines of it: so its text only shows the place.
    """
    import trafilatura

    for node in list(tree.iter(*_DROPPED)):
        node.drop_tree()
    found = trafilatura.extract(html.tostring(tree, encoding="unicode"), include_comments=False, favor_recall=True)
    lines = ["".join(line.split()) for line in (found or "").splitlines()]
    wanted = [line for line in lines if len(line) >= _TELLING][:_ENOUGH]
    body = tree.find("body")
    node = tree if body is None else body
    while wanted:
        below = next((child for child in node.iterchildren() if _holds(child, wanted)), None)
        if below is None:
            break
        node = below
    return _all_text(node)


def _holds(node: Any, lines: Sequence[str]) -> bool:
    """Whether an element holds nearly all of the lines; more than one, or the article is a paragraph."""
    if not isinstance(node.tag, str) or node.tag in ("p", "span", "table"):
        return False
    text = "".join(node.text_content().split())
    return sum(line in text for line in lines) * 10 >= len(lines) * 9


def _all_text(tree: Any) -> str:
    """The text of a part of a page, a block a line."""
    for node in tree.iter(*_BLOCKS.split("|")):
        node.tail = "\n" + (node.tail or "")
        if node.tag != "br":
            node.text = "\n" + (node.text or "")
    text = tree.text_content()
    return "\n".join(line.strip(" \t") for line in text.splitlines() if line.strip())


def _stand_ins(tree: Any) -> list[list[RawCell]]:
    """The tables of numbers, taken out of the page; a sentence that no reader takes for navigation stands for each."""
    from lxml import etree

    tables: list[list[RawCell]] = []
    for table in list(tree.iter("table")):
        if any(True for _ in table.iterdescendants("table")):
            continue  # it only arranges the page
        cells = list(_cells(table))
        numbers = sum(any(map(str.isdigit, cell.text)) for cell in cells)
        if numbers < 2 or len({cell.column for cell in cells}) < 2 or any(len(cell.text) > 500 for cell in cells):
            continue
        caption = table.find("caption")
        stand_in = etree.Element("div")
        if caption is not None:
            etree.SubElement(stand_in, "p").text = " ".join(caption.text_content().split())
        etree.SubElement(stand_in, "p").text = _STAND_IN.format(len(tables))
        stand_in.tail = table.tail
        table.getparent().replace(table, stand_in)
        tables.append(cells)
    return tables


def _cells(table: Any) -> Iterator[RawCell]:
    """The cells of a table, those that reach over rows and columns in their place."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line.iter("td", "th"):
            while (row, column) in taken:
                column += 1
            height, width = _span(cell, "rowspan"), _span(cell, "colspan")
            taken |= {(row + r, column + c) for r in range(height) for c in range(width)}
            text = cell.text_content().strip("\n\r\t")
            yield RawCell(row, column, text, height, width)
            column += width


def _span(cell: Any, attribute: str) -> int:
    value = cell.get(attribute, "1").strip()
    return min(max(int(value), 1), 200) if value.isdecimal() else 1


def _metadata(tree: Any) -> Metadata:
    """What the page says in its head; a date that it does not name as that of its publication is none."""
    told: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("name") or meta.get("property") or ""
        if meta.get("content", "").strip():
            told.setdefault(key.lower(), " ".join(meta.get("content").split()))
    title = tree.find(".//title")
    heading = " ".join(title.text_content().split()) if title is not None else ""
    published = next((told[key.lower()] for key in _DATES if key.lower() in told), "")
    match = _DATE.search(published)
    date = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else ""
    return Metadata(
        title=next((told[key.lower()] for key in _TITLES if key.lower() in told), heading) or None,
        publisher=next((told[key.lower()] for key in _SOURCES if key.lower() in told), None),
        published=parse_published(date) if date else None,
    )
