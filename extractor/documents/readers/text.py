"""Plain text, in whatever encoding it comes."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.documents.decode import decode
from extractor.documents.readers.content import Content


def read_text(data: bytes, name: str) -> Iterator[Content]:
    """The document of a text file: 上年 in GB 18030 as in UTF-8."""
    text, encoding = decode(data, name)
    yield Content(text, encoding)
