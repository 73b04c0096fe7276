"""PDF files written by hand, object by object, so that a test knows what stands in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
"""A page that is one picture."""

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
"""What every password of a PDF is filled up with."""


def line(said: str, left: float = 72, base: float = 720) -> bytes:
    """A line of text in points from the lower left corner; Chinese in the characters of Adobe's collection GB1."""
    return b"\nBT /F1 12 Tf 1 0 0 1 %g %g Tm <%s> Tj ET\n" % (left, base, said.encode("utf-16-be").hex().encode())


def ruled(rows: Iterable[Iterable[str]], left: float = 60, top: float = 760, width: float = 150) -> bytes:
    """A table with its rules drawn."""
    drawn = []
    for r, row in enumerate(rows):
        for c, said in enumerate(row):
            x, y = left + c * width, top - r * 24
            drawn.append(b"%g %g %g %g re S" % (x, y - 24, width, 24))
            drawn.append(line(said, x + 4, y - 17))
    return b"\n".join(drawn) + b"\n"


def pdf_of(*pages: bytes, turned: int = 0, password: str | None = None) -> bytes:
    """A PDF of pages of 595 to 842 points with these contents, shown ``turned`` by so many degrees.

    With a password, also an empty one, it is encrypted (RC4 of 40 bits, the oldest way, which every reader knows).
    """
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 4>>/DW 1000/W[1 95 500 814 939 500]>>",
    ]
    kids = []
    for content in pages:
        stream = content if password is None else rc4(object_key(password, len(objects) + 1), content)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (turned, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    locked = b"" if password is None else b"/ID[<00><00>]/Encrypt<<%s>>" % lock(password)
    rest = b"trailer<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, locked, len(body))
    return body + head + table + rest


def lock(password: str) -> bytes:
    user = rc4(file_key(password), PADDING)
    return b"/Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -44" % (owner().hex().encode(), user.hex().encode())


def owner() -> bytes:
    return rc4(hashlib.md5(padded("owner")).digest()[:5], PADDING)


def padded(password: str) -> bytes:
    return (password.encode() + PADDING)[:32]


def file_key(password: str) -> bytes:
    rights = (2**32 - 44).to_bytes(4, "little")
    return hashlib.md5(padded(password) + owner() + rights + b"\0").digest()[:5]


def object_key(password: str, number: int) -> bytes:
    return hashlib.md5(file_key(password) + number.to_bytes(3, "little") + b"\0\0").digest()[:10]


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
