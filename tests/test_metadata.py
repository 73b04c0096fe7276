"""Guards against a document under a wrong date or region because its row was misread and nothing was said."""

from pathlib import Path

import pytest

from extractor.documents.document import Metadata, PartialDate
from extractor.documents.metadata import parse_published, read_metadata
from extractor.problems import MetadataError


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "metadata.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_rows_are_metadata_by_file(tmp_path: Path, encoding: str) -> None:
    text = (
        "file,title,publisher,published,region,kind\r\n"
        "a.txt,临江县统计公报,临江县统计局,2022-04-09,临江县,统计公报\r\n"
        '"b,1.txt",,,2021,,\r\n'
        "\r\n"
        "2020\\c.txt, 政府工作报告 ,,2020-01\r\n"
    )
    assert read_metadata(written(tmp_path, text, encoding)) == {
        "a.txt": Metadata("临江县统计公报", "临江县统计局", PartialDate(2022, 4, 9), "临江县", "统计公报"),
        "b,1.txt": Metadata(published=PartialDate(2021)),
        "2020/c.txt": Metadata(title="政府工作报告", published=PartialDate(2020, 1)),
    }


def test_columns_may_come_in_any_order_and_be_few(tmp_path: Path) -> None:
    assert read_metadata(written(tmp_path, "Region,file\n临江县,a.txt\n")) == {"a.txt": Metadata(region="临江县")}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "file,published\na.txt,2024年1月\nb.txt,2024-13\nc.txt,2024-02-30\nd.txt,0224\n",
            [
                "2:7: bad-date no date: '2024年1月'; write 2024, 2024-01 or 2024-01-24, or leave it blank",
                "3:7: bad-date no date: '2024-13'; write 2024, 2024-01 or 2024-01-24, or leave it blank",
                "4:7: bad-date no date: '2024-02-30'; write 2024, 2024-01 or 2024-01-24, or leave it blank",
                "5:7: bad-date no date: '0224'; write 2024, 2024-01 or 2024-01-24, or leave it blank",
            ],
        ),
        (
            "title,region\n公报,临江县\n",
            ["1:1: missing-column no column named file: it names the document of a row"],
        ),
        (
            "file,publshed\na.txt,2024\n",
            ["1:6: unknown-column no such column: 'publshed'; did you mean published?"],
        ),
        (
            "file,页数\na.txt,3\n",
            [
                "1:6: unknown-column no such column: '页数'; the columns are "
                "file, title, publisher, published, region, kind"
            ],
        ),
        ("file,kind,kind\n", ["1:11: duplicate-column the column kind is there twice"]),
        (
            "file,kind\na.txt,公报\nb.txt,公报\n./a.txt,报告\n",
            ["4:1: duplicate-file ./a.txt has a row already, on line 2"],
        ),
        ("file,kind\n,公报\n", ["2:1: missing-file the row names no file"]),
        (
            "file,title\na.txt,上年回顾,今年任务\n",
            ["2:12: bad-row 3 cells under 2 columns: put a cell with a comma in double quotes"],
        ),
    ],
)
def test_every_problem_is_told_with_its_place(tmp_path: Path, text: str, problems: list[str]) -> None:
    path = written(tmp_path, text)
    with pytest.raises(MetadataError) as caught:
        read_metadata(path)
    assert str(caught.value).splitlines() == [f"{path}:{problem}" for problem in problems]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "unreadable empty file"),
        (
            b"\x00\x01\x02",
            "unreadable no text but binary data (control bytes), and no format that is read",
        ),
    ],
)
def test_a_file_that_cannot_be_decoded(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "metadata.csv"
    path.write_bytes(data)
    with pytest.raises(MetadataError) as caught:
        read_metadata(path)
    assert str(caught.value) == f"{path}: {reason}"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MetadataError, match="unreadable cannot be read: No such file or directory"):
        read_metadata(tmp_path / "facts.csv")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024", PartialDate(2024)),
        ("2024-01", PartialDate(2024, 1)),
        ("2024-2-29", PartialDate(2024, 2, 29)),
        ("2023-02-29", None),
        ("2024-00", None),
        ("2024/01", None),
        ("24", None),
        ("", None),
    ],
)
def test_published(text: str, told: PartialDate | None) -> None:
    assert parse_published(text) == told
