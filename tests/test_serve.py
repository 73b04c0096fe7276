"""Guards against a server that starts on the wrong thing, answers with errors, or shows what nobody asked it to."""

from __future__ import annotations

import base64
import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import datasette
import datasette_auth_passwords
import pytest
from command_samples import SEEDS, call, write
from datasette_auth_passwords.utils import hash_password
from serve_samples import EXTRACTOR, served

from extractor.serve.metadata import BOARDS, queries
from extractor.serve.wording import wording

DOCS = Path(__file__).parent.parent / "docs"
REPORTS = {
    "四川2024.txt": ("2024-01", "今年，全省力争地区生产总值增长6%左右，城镇新增就业85万人以上。"),
    "四川2025.txt": ("2025-01", "2024年，全省地区生产总值增长5.7%，城镇新增就业104万人。"),
    "四川公报.txt": ("2025-03", "2024年，全省地区生产总值增长5.9%。"),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, beside reports that have a target, its outcome and a contradiction; its name ends no address."""
    folder = tmp_path_factory.mktemp("served")
    rows = ["file,title,published,region"]
    for name, (published, text) in REPORTS.items():
        write(folder, f"docs/{name}", text)
        rows.append(f"{name},{name.removesuffix('.txt')},{published},四川省")
    write(folder, "docs/metadata.csv", "\n".join(rows))
    path = folder / "指标 100%#1.db"
    done = call("run", folder / "docs", SEEDS, "--db", path)
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    with served(database) as address:
        yield address


def get(address: str, path: str) -> str:
    with urllib.request.urlopen(address + path) as answer:
        return str(answer.read().decode())


def status(address: str, path: str) -> int:
    """What the server answers where it does not give a page."""
    with pytest.raises(urllib.error.HTTPError) as error:
        get(address, path)
    with error.value as answer:
        answer.read()
    return int(error.value.code)


def rows(address: str, query: str, **parameters: str) -> list[dict[str, object]]:
    found = json.loads(get(address, f"/indicators/{query}.json?{urlencode({**parameters, '_shape': 'objects'})}"))
    assert not found.get("error"), found
    return list(found["rows"])


# --- starting --------------------------------------------------------------------------------------------------------


def test_without_a_database_it_says_what_to_run(here: Path) -> None:
    done = call("serve")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "out/indicators.db: no such database; make it with: extractor run PATH --db out/indicators.db\n"
    )


def test_a_database_of_something_else_is_not_served(here: Path) -> None:
    connection = sqlite3.connect(here / "other.db")
    connection.execute("CREATE TABLE people (name TEXT)")
    connection.close()
    for options in ((), ("--immutable",)):
        done = call("serve", "--db", "other.db", *options)
        assert done.exit_code == 2
        assert done.stderr == "other.db: a database of something else; give another --db\n"


def test_a_busy_port_is_said_to_be_busy(database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = call("serve", "--db", database, "--port", str(port))
    assert done.exit_code == 2
    assert done.stderr == (
        f"--port {port}: in use by another program; give another --port, or --port 0 for one that is free\n"
    )


def test_a_missing_extra_says_how_to_install_it(database: Path) -> None:
    script = "import sys; sys.modules['datasette'] = None; from extractor.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "serve", "--db", database], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("serve needs datasette, which is not installed; install it with: ")
    assert done.stderr.endswith(
        " -m pip install 'datasette>=0.65.5,<1' 'datasette-dashboards>=0.8,<0.9' 'uvicorn>=0.30,<1'\n"
    )
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "cannot be read (No such file or directory)"), ("a: [", "neither YAML nor JSON"), ("- a", "no metadata")],
)
def test_settings_that_cannot_be_used_are_told(
    database: Path, tmp_path: Path, content: str | None, message: str
) -> None:
    settings = tmp_path / "settings.yaml"
    if content is not None:
        settings.write_text(content, encoding="utf-8")
    done = call("serve", "--db", database, "--settings", settings)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{settings}: ") and message in done.stderr
    assert done.stderr.count("\n") == 1


def test_ctrl_c_ends_it_quietly(database: Path) -> None:
    command = [*EXTRACTOR, "serve", "--db", str(database), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        get(server.stdout.readline().split(" at ")[1].split()[0].rstrip("/"), "/")
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=30)
    assert (server.returncode, said) == (0, ("", ""))


# --- what is served --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", queries())
def test_canned_queries_find_something_for_their_samples(address: str, name: str) -> None:
    assert rows(address, name, **queries()[name]["parameters"])


@pytest.mark.parametrize("name", queries())
def test_canned_queries_answer_without_parameters(address: str, name: str) -> None:
    rows(address, name)
    assert "查询" in get(address, f"/indicators/{name}")


def test_a_target_stands_beside_its_outcome(address: str) -> None:
    (found,) = rows(address, "targets_and_outcomes", indicator="城镇新增就业", region="四川")
    assert (found["target_text"], found["outcome_text"], found["met"]) == ("850000", "1040000", 1)


def test_contradictions_are_shown_with_both_sentences(address: str) -> None:
    found = rows(address, "conflicts", indicator="地区生产总值")
    assert {(row["document"], row["value_text"]) for row in found if row["region_name"] == "四川省"} == {
        ("四川2025.txt", "5.7"),
        ("四川公报.txt", "5.9"),
    }


def test_words_of_two_characters_are_found(address: str) -> None:
    assert {row["document"] for row in rows(address, "search", words="就业 城镇")} >= {"四川2024.txt", "四川2025.txt"}
    assert rows(address, "search", words="") == []
    assert rows(address, "search", words='"就业') == []


def test_a_record_leads_to_its_place_and_back(address: str) -> None:
    (found,) = rows(address, "targets_and_outcomes", indicator="城镇新增就业", region="四川")
    row = get(address, f"/indicators/records/{found['target_record']}")
    place = f"/document/{quote('四川2024.txt')}#record-{found['target_record']}"
    assert f'<a href="{place}">85万人</a>' in row
    page = get(address, place.partition("#")[0])
    assert f'href="/indicators/records/{found["target_record"]}" id="record-{found["target_record"]}"' in page


def test_facets_are_four_at_most(address: str) -> None:
    assert get(address, "/indicators/records").count('class="facet-info ') == 4


def test_columns_are_described_by_the_database(address: str) -> None:
    assert "数值所属的年份，不是文件印发的年份" in get(address, "/indicators/records")


def test_a_row_of_anything_under_our_names_is_shown(address: str) -> None:
    sql = "SELECT 5 AS flags, 5 AS document, 'x' AS quote, 1 AS id, 2.5 AS value, 'much' AS value_text, 7 AS status"
    assert "much" in get(address, f"/indicators?{urlencode({'sql': sql})}")


@pytest.mark.parametrize("path", ["/document/none.txt", "/document/%2e%2e/%2e%2e/etc/passwd", "/document/a%00b"])
def test_a_document_that_is_not_there_is_not_found(address: str, path: str) -> None:
    assert status(address, path) == 404


def test_a_card_tells_the_record_and_its_rule(address: str) -> None:
    (found,) = rows(address, "targets_and_outcomes", indicator="城镇新增就业", region="四川")
    card = get(address, f"/-/card?id={found['target_record']}")
    assert "85万人以上" in card and "城镇新增就业" in card and "frames.yaml" in card
    assert "没有这条记录" in get(address, "/-/card")


def test_pages_let_nothing_in_from_elsewhere(address: str) -> None:
    for path in ("/", "/indicators/records", "/-/dashboards/overview", f"/document/{quote('四川2024.txt')}"):
        with urllib.request.urlopen(address + path) as answer:
            assert answer.headers["content-security-policy"].startswith("default-src 'self';")
    with urllib.request.urlopen(f"{address}/document/{quote('四川2024.txt')}") as answer:
        assert "script-src 'self';" in f"{answer.headers['content-security-policy']};"


def test_nothing_can_be_written(address: str) -> None:
    sql = urlencode({"sql": "DELETE FROM records"})
    assert status(address, f"/indicators.json?{sql}") == 400


def test_every_dashboard_is_in_the_menu(address: str) -> None:
    home = get(address, "/")
    assert all(f'href="/-/dashboards/{name}"' in home for name in BOARDS)


def test_the_words_that_we_replace_are_those_of_the_templates() -> None:
    """A Datasette that says something else would show it in English: this is where it is noticed."""
    modules = (datasette, datasette_auth_passwords)
    folders = [Path(module.__file__).parent / "templates" for module in modules if module.__file__]
    texts = {path.name: path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("*.html")}
    assert [(name, ours) for name, pairs in wording().items() for ours, _ in pairs if ours not in texts[name]] == []


# --- publishing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["serving.md", "serving.zh-CN.md"])
def test_an_immutable_file_is_served_from_where_nothing_is_written(database: Path, tmp_path: Path, page: str) -> None:
    """The copy is made by the commands of the documents, as they stand there."""
    (shown,) = re.findall(r"```sh\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "indicators.db").write_bytes(database.read_bytes())
    here = Path(sys.executable).parent
    subprocess.run(["sh", "-ec", shown.replace(".venv/bin", str(here))], cwd=tmp_path, check=True, capture_output=True)
    copy = tmp_path / "public" / "indicators.db"
    copy.parent.chmod(0o555)
    try:
        with served(copy, "--immutable") as address:
            assert rows(address, "search", words="就业")
            with urllib.request.urlopen(f"{address}/indicators.db") as answer:
                assert answer.read(15) == b"SQLite format 3"
        assert [path.name for path in copy.parent.iterdir()] == ["indicators.db"]
    finally:
        copy.parent.chmod(0o755)


def test_a_file_with_changes_beside_it_is_not_served_as_immutable(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "indicators.db"
    copy.write_bytes(database.read_bytes())
    (tmp_path / "indicators.db-wal").write_bytes(b"x")
    done = call("serve", "--db", copy, "--immutable")
    assert done.exit_code == 2
    assert "indicators.db-wal beside it holds changes" in done.stderr


@pytest.mark.parametrize("page", ["serving.md", "serving.zh-CN.md"])
def test_behind_a_password_nothing_is_told_without_it(database: Path, tmp_path: Path, page: str) -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    settings = write(tmp_path, "published.yaml", shown)
    hashed = hash_password("grain-2024", iterations=1000)
    with served(database, "--settings", settings, environment={"READER_HASH": hashed}) as address:
        for path in (
            "/",
            "/indicators/records",
            f"/document/{quote('四川2024.txt')}",
            "/-/card?id=1",
            "/indicators.json",
        ):
            assert status(address, path) == 401
        told = base64.b64encode(b"reader:grain-2024").decode()
        opener = urllib.request.Request(f"{address}/document/{quote('四川2024.txt')}")
        opener.add_header("Authorization", f"Basic {told}")
        with urllib.request.urlopen(opener) as answer:
            assert "85万人" in answer.read().decode()


def test_pages_tell_nothing_to_those_who_may_not_see_the_tables(database: Path, tmp_path: Path) -> None:
    settings = write(tmp_path, "settings.yaml", "allow: {id: reader}\n")
    with served(database, "--settings", settings) as address:
        for path in ("/", f"/document/{quote('四川2024.txt')}", "/-/card?id=1", "/-/dashboards/overview"):
            assert status(address, path) == 403
