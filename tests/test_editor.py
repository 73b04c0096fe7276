"""Guards against schemas that an editor cannot use: no completion in a rule file, and no word about a misspelled key.

Run with ``-m slow``: the language server that editors use is installed from npm into a temporary folder.
"""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from command_samples import call

from extractor.ruleset.schemas import MODELINE

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "rules"
PATIENCE = 30

HEAD = "# yaml-language-server: $schema=../../docs/schema/indicators.json\n"
ENTRY = """\
field: mine
name: 自定义
indicators:
  - id: lantern_output
    name: 花灯产量
    {key}
    measured_in: [盏]
    examples:
      - text: 全年花灯产量3万盏。
        records: [{{value: "30000", unit: 盏}}]
      - text: 灯会接待游客3万人次。
        none: true
"""
WORDING = "# yaml-language-server: $schema=../docs/schema/wording.json\nwording:\n  reach:\n    {key}: [达成]\n"


class Server:
    """The language server, spoken to over its standard input and output."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._input: IO[bytes] = process.stdin
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, args=(process.stdout,), daemon=True).start()
        self.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": {}})
        self._send({"method": "initialized", "params": {}})

    def _listen(self, output: IO[bytes]) -> None:
        while line := output.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
                while output.readline().strip():
                    pass
                self._heard.put(json.loads(output.read(length)))

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._input.flush()

    def _next(self) -> dict[str, Any]:
        message = self._heard.get(timeout=PATIENCE)
        if "method" in message and "id" in message:  # what it asks of an editor: its settings, of which there are none
            items = message.get("params", {}).get("items", []) if message["method"] == "workspace/configuration" else []
            self._send({"id": message["id"], "result": [{} for _ in items] if items else None})
        return message

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """What it answers."""
        self._send({"id": 1, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == 1 and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def diagnostics(self, name: str, text: str, folder: Path = SHIPPED) -> list[tuple[int, str]]:
        """Line, counted from 1, and message of what it finds wrong with a file that is opened with this text."""
        uri = (folder / name).as_uri()
        self._send(
            {
                "method": "textDocument/didOpen",
                "params": {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}},
            }
        )
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found = message["params"]["diagnostics"]
                return [(one["range"]["start"]["line"] + 1, one["message"]) for one in found]

    def completions(self, name: str, line: int, column: int, folder: Path = SHIPPED) -> set[str]:
        """What it offers at a place of a file that is open, both counted from 1."""
        offered = self.ask(
            "textDocument/completion",
            {
                "textDocument": {"uri": (folder / name).as_uri()},
                "position": {"line": line - 1, "character": column - 1},
            },
        )
        return {item["label"] for item in (offered["items"] if isinstance(offered, dict) else offered or [])}


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if "slow" not in str(request.config.getoption("markexpr")):
        pytest.skip("run with -m slow")
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        pytest.skip("needs node and npm")
    folder = tmp_path_factory.mktemp("server")
    (folder / "package.json").write_text("{}", encoding="utf-8")
    command = [npm, "install", "--no-audit", "--no-fund", "yaml-language-server"]
    if subprocess.run(command, cwd=folder, capture_output=True).returncode:
        pytest.skip("npm could not install yaml-language-server")
    program = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    with subprocess.Popen(
        [node, str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        yield Server(process)
        process.kill()


@pytest.mark.slow
def test_keys_are_completed_inside_an_indicator(server: Server) -> None:
    server.diagnostics("indicators/completed.yaml", HEAD + ENTRY.format(key="a"))
    offered = server.completions("indicators/completed.yaml", 7, 6)
    assert {"aliases", "decoys", "ranges", "note"} <= offered
    assert "field" not in offered


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text", "line", "word"),
    [
        ("indicators/faulty.yaml", HEAD + ENTRY.format(key="alias: [彩灯产量]"), 7, "alias"),
        ("faulty.yaml", WORDING.format(key="added"), 4, "added"),
    ],
)
def test_a_misspelled_key_is_marked_on_its_line(server: Server, name: str, text: str, line: int, word: str) -> None:
    assert any(place == line and word in message for place, message in server.diagnostics(name, text))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("indicators/sound.yaml", HEAD + ENTRY.format(key="aliases: [彩灯产量]")),
        ("words.yaml", WORDING.format(key="adds")),
        (
            "sound.yaml",
            "# yaml-language-server: $schema=../docs/schema/units.json\nunits: [{unit: 担, replaces: 亩}]\n",
        ),
    ],
)
def test_files_of_one_s_own_are_not_marked(server: Server, name: str, text: str) -> None:
    assert server.diagnostics(name, text) == []


@pytest.mark.slow
def test_the_shipped_files_are_not_marked(server: Server) -> None:
    for path in sorted(SHIPPED.rglob("*.yaml")):
        name = path.relative_to(SHIPPED).as_posix()
        found = server.diagnostics(name, path.read_text(encoding="utf-8"))
        assert (name, found[:3]) == (name, [])


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder of rules elsewhere with its schemas, and the first lines the command says to write, by schema."""
    folder = tmp_path_factory.mktemp("elsewhere") / "我的规则"
    done = call("rules", "schema", "--output", folder / "schema")
    assert done.exit_code == 0, done.output
    first = [line.strip() for line in done.stdout.splitlines() if MODELINE in line]
    return folder, {Path(line.removeprefix(MODELINE)).stem: f"{line}\n" for line in first}


@pytest.mark.slow
def test_a_folder_elsewhere_is_helped_by_schemas_of_its_own(server: Server, mine: tuple[Path, dict[str, str]]) -> None:
    folder, first = mine
    tea = "indicators/tea.yaml"
    assert server.diagnostics(tea, first["indicators"] + ENTRY.format(key="aliases: [彩灯产量]"), folder) == []
    faulty = first["indicators"] + ENTRY.format(key="alias: [彩灯产量]")
    (line, said), *others = server.diagnostics("indicators/faulty.yaml", faulty, folder)
    assert (line, others) == (7, [])
    assert "alias" in said
    server.diagnostics("indicators/open.yaml", first["indicators"] + ENTRY.format(key="a"), folder)
    assert {"aliases", "decoys", "ranges", "note"} <= server.completions("indicators/open.yaml", 7, 6, folder)


@pytest.mark.slow
def test_a_word_list_elsewhere_is_helped_too(server: Server, mine: tuple[Path, dict[str, str]]) -> None:
    folder, first = mine
    lists = first["wording"] + "wording:\n  reach:\n    {}\n"
    assert server.diagnostics("wording.yaml", lists.format("adds: [达成]"), folder) == []
    (line, said), *others = server.diagnostics("faulty.yaml", lists.format("adds: [达成]\n    added: [达成]"), folder)
    assert (line, others) == (5, [])
    assert "added" in said
    server.diagnostics("open.yaml", lists.format("a"), folder)
    assert {"adds", "removes", "words", "means"} <= server.completions("open.yaml", 4, 6, folder)
