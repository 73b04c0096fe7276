"""Guards against a text read in the wrong encoding: gibberish in which only the numbers survive."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents.decode import decode
from extractor.problems import DocumentError

SIMPLIFIED = "去年全市粮食总产量达到1073.8万吨，同比增长2.1%。\r\n其中夏粮增产三成。"
TRADITIONAL = "去年本港零售業總銷貨價值為3,768億元，較上年下跌7.3%。\n遊客人數增加一倍。"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (SIMPLIFIED.encode(), SIMPLIFIED, "utf-8"),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED.encode("utf-16"), SIMPLIFIED, "utf-16"),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED, "utf-16"),
        (SIMPLIFIED.encode("utf-32"), SIMPLIFIED, "utf-32"),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED, "gb18030"),
        (SIMPLIFIED.encode("gbk"), SIMPLIFIED, "gb18030"),
        ("上年增长".encode("gb2312"), "上年增长", "gb18030"),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5hkscs"),
        ("較去年下跌".encode("big5"), "較去年下跌", "big5hkscs"),
        (b"GDP 5.2%\r\n", "GDP 5.2%\r\n", "utf-8"),
    ],
)
def test_text_and_encoding(data: bytes, text: str, encoding: str) -> None:
    assert decode(data, "a.txt") == (text, encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \r\n\t\n", "empty file: nothing but white space"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF and no text: name it .pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture (PNG): run character recognition (OCR) on it first"),
        (b"PK\x03\x04\x14\x00", "a zip file and no text: name it as what it is, .docx, .xlsx or .zip"),
        (b"abc\x00\x01\x02def", "no text but binary data (control bytes), and no format that is read"),
        (
            "粮食产量增长2.1%。\n".encode() * 40 + b"\xe5\x8d",
            "broken utf-8: byte 1041 (line 41) is none of it; save the file again as UTF-8",
        ),
        (
            "粮食产量增长两成，超过上年。\n".encode("gb18030") * 10 + b"\xff\xff",
            "broken gb18030: byte 291 (line 11) is none of it; save the file again as UTF-8",
        ),
        (
            bytes(range(0x80, 0x100)) * 4,
            "unknown encoding: neither UTF-8, UTF-16, GB18030 nor Big5 gives Chinese; save it as UTF-8",
        ),
    ],
)
def test_what_is_no_text_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(data, "b.txt")
    assert caught.value.reason == reason
    assert str(caught.value) == f"b.txt: {reason}"


@given(st.binary(max_size=200))
def test_any_bytes_give_their_own_text_or_our_error(data: bytes) -> None:
    try:
        text, encoding = decode(data, "c.txt")
    except DocumentError:
        return
    assert text == data.decode(encoding)
