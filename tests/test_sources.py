"""Guards against a file silently left out, read twice, or read under the name or metadata of another."""

from pathlib import Path

import pytest

from extractor.documents.document import Metadata, PartialDate
from extractor.documents.readers.formats import readable
from extractor.documents.sources import Source, find_sources, read_document, text_document
from extractor.problems import DocumentError, InputError, MetadataError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, one in a folder below, a picture, a hidden file, and metadata with a stale row."""
    root = tmp_path / "reports"
    (root / "2024").mkdir(parents=True)
    (root / "b.md").write_text("去年粮食增产5%。", encoding="utf-8")
    (root / "2024" / "a.TXT").write_text("今年力争再增2%。", encoding="utf-8")
    (root / "map.png").write_bytes(b"\x89PNG")
    (root / ".draft.txt").write_text("草稿", encoding="utf-8")
    rows = "file,region,published\nb.md,临江县,2024\n2024/a.TXT,东河镇,\ngone.txt,西河镇,\n"
    (root / "metadata.csv").write_text(rows, encoding="utf-8")
    return root


def facts(paths: list[str], metadata: Path | None = None) -> list[tuple[str, str | None]]:
    return [(item.name, item.metadata.region) for item in find_sources(paths, metadata).items]


def test_a_folder_is_read_with_all_below_it(folder: Path) -> None:
    found = find_sources([str(folder)])
    assert found.items == (
        Source("2024/a.TXT", (folder / "2024" / "a.TXT").resolve(), Metadata(region="东河镇")),
        Source("b.md", (folder / "b.md").resolve(), Metadata(region="临江县", published=PartialDate(2024))),
    )
    assert [str(problem) for problem in found.problems] == [
        f"{folder}/map.png: unsupported-type not read: there is no reader for .png files, only for "
        f"{', '.join(readable())}",
        f"{folder}/metadata.csv: no-such-file tells of gone.txt, which is not there; "
        "correct the name in the column file or remove the row",
    ]


def test_a_file_is_named_by_its_file_name_and_uses_the_metadata_beside_it(folder: Path) -> None:
    assert facts([str(folder / "b.md")]) == [("b.md", "临江县")]
    assert find_sources([str(folder / "b.md")]).problems == ()


def test_patterns_that_the_shell_left(folder: Path) -> None:
    assert facts([f"{folder}/*.md"]) == [("b.md", "临江县")]
    assert facts([f"{folder}/**/*.TXT"]) == [("a.TXT", None)]


def test_a_file_given_twice_is_read_once(folder: Path) -> None:
    assert facts([str(folder), str(folder / "b.md"), f"{folder}/*.md"]) == [
        ("2024/a.TXT", "东河镇"),
        ("b.md", "临江县"),
    ]


def test_the_second_file_of_a_name_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.md"
    other.write_text("增产。", encoding="utf-8")
    found = find_sources([str(folder / "b.md"), str(other)])
    assert [item.path for item in found.items] == [(folder / "b.md").resolve()]
    assert [problem.message for problem in found.problems] == [
        f"two documents are named b.md: {folder / 'b.md'} is read, {other} is not; "
        "give the folder above both, or rename one"
    ]


def test_the_order_of_paths_does_not_matter(folder: Path) -> None:
    one, two = str(folder / "b.md"), str(folder / "2024" / "a.TXT")
    assert find_sources([one, two]).items == find_sources([two, one]).items


def test_metadata_given_takes_the_place_of_the_folders(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "facts.csv"
    table.write_text("file,region\nb.md,南山县\nc.txt,北山县\n", encoding="utf-8")
    assert facts([str(folder)], table) == [("2024/a.TXT", None), ("b.md", "南山县")]
    assert f"{table}: no-such-file tells of c.txt, which is not there; correct the name in the column file or " in str(
        find_sources([str(folder)], table).problems[-1]
    )


def test_the_nearer_of_two_metadata_files_counts(folder: Path) -> None:
    (folder / "2024" / "metadata.csv").write_text("file,region\na.TXT,中山镇\n", encoding="utf-8")
    assert facts([str(folder)]) == [("2024/a.TXT", "中山镇"), ("b.md", "临江县")]


def test_metadata_that_cannot_be_trusted_stops_the_run(folder: Path) -> None:
    (folder / "metadata.csv").write_text("file,published\nb.md,去年\n", encoding="utf-8")
    with pytest.raises(MetadataError, match="2:6: bad-date"):
        find_sources([str(folder)])


def test_paths_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / "a.png").write_bytes(b"\x89PNG")
    for path, reason in (
        ("none.txt", "no such file or folder"),
        ("*.txt", "no file matches this pattern"),
        ("scans", f"no documents ({', '.join(readable())}) in this folder, only .png"),
    ):
        with pytest.raises(InputError) as caught:
            find_sources([f"{tmp_path}/{path}"])
        assert str(caught.value) == f"{tmp_path}/{path}: {reason}"


@pytest.mark.parametrize("paths", [["metadata.csv"], ["meta*"], ["2024/~$a.docx"], ["metadata.csv", "2024/~$a.docx"]])
def test_what_stands_beside_documents_is_none_by_itself(folder: Path, paths: list[str]) -> None:
    (folder / "2024" / "~$a.docx").write_bytes(b"")
    given = [f"{folder}/{path}" for path in paths]
    said = "no document, but what stands beside documents; give the documents, or their folder"
    with pytest.raises(InputError) as caught:
        find_sources(given)
    assert str(caught.value) == f"{', '.join(given)}: {said}"
    assert facts([*given, f"{folder}/b.md"]) == [("b.md", "临江县")]


def test_a_document_leads_back_to_its_decoded_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("去年居全省第\r\n３位。".encode("gb18030"))
    document = read_document(Source("a.txt", path, Metadata(region="临江县")))
    assert (document.name, document.encoding, document.metadata.region) == ("a.txt", "gb18030", "临江县")
    assert document.source == "去年居全省第\r\n３位。"
    assert document.folded.text == "去年居全省第3位。"
    start, end = document.folded.source_span(5, 8)
    assert document.source[start:end] == "第\r\n３位"
    assert len(document.sha256) == 64


def test_documents_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    for name, reason in (
        ("empty.txt", "empty file"),
        ("gone.txt", "cannot be read: No such file or directory"),
    ):
        with pytest.raises(DocumentError) as caught:
            read_document(Source(name, tmp_path / name, Metadata()))
        assert str(caught.value) == f"{name}: {reason}"


def test_a_document_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    with pytest.raises(DocumentError, match=r"big\.txt: too big: 201 MB of 200 MB at most; split it"):
        read_document(Source("big.txt", path, Metadata()))


def test_a_text_in_hand_is_a_document() -> None:
    document = text_document("去年增长6%", "-", Metadata(region="四川省"))
    assert (document.name, document.folded.text, document.encoding) == ("-", "去年增长6%", "utf-8")
    assert text_document("", "-", Metadata()).paragraphs == ()
