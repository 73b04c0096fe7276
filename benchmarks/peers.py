"""Other programs that find numbers in Chinese text, each in an environment of its own, timed on the same texts."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PROGRAM = """
import json, pathlib, resource, sys, time
{imports}
texts = json.load(sys.stdin)
find = {find}
find("增长6%")
start = time.process_time()
found = failed = 0
for text in texts:
    for line in text.splitlines():
        if line.strip():
            try:
                found += len(find(line) or ())
            except Exception:
                failed += 1
spent = time.process_time() - start
status = pathlib.Path("/proc/self/status")
if status.exists():  # what getrusage tells of a child begins with the memory of its parent
    memory = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) * 1024
else:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({{"seconds": spent, "found": found, "failed": failed, "memory": memory / 1e6}}))
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program, what pip needs for it, and the call that finds the numbers of a paragraph."""

    name: str
    requirements: tuple[str, ...]
    imports: str
    find: str


PEERS = (
    Peer(
        "Recognizers-Text",
        ("recognizers-text-suite", "emoji<2"),
        "from recognizers_number import NumberRecognizer\n"
        "from recognizers_number_with_unit import NumberWithUnitRecognizer\n"
        "from recognizers_text import Culture\n"
        "units = NumberWithUnitRecognizer(Culture.Chinese)\n"
        "percent = NumberRecognizer(Culture.Chinese).get_percentage_model()\n"
        "models = [units.get_currency_model(), units.get_dimension_model(), percent]",
        "lambda text: [one for model in models for one in model.parse(text)]",
    ),
    Peer("JioNLP money", ("jionlp",), "import jionlp", "lambda text: jionlp.ner.extract_money(text)"),
    Peer("JioNLP time", ("jionlp",), "import jionlp", "lambda text: jionlp.ner.extract_time(text)"),
    Peer(
        "chinese2digits",
        ("chinese2digits",),
        "import chinese2digits",
        "lambda text: chinese2digits.takeNumberFromString(text)['digitsStringList']",
    ),
)


@dataclass(frozen=True, slots=True)
class Timed:
    """What a peer took for some texts: seconds of the processor, numbers found, megabytes at most.

    ``failed`` is how many paragraphs it ended with an error on.
    """

    seconds: float
    found: int
    failed: int
    memory: float


def install(peer: Peer, folder: Path) -> Path:
    """The Python of an environment that holds the peer; made the first time. Raises CalledProcessError."""
    home = folder / peer.requirements[0]
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (home / "installed").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *peer.requirements], check=True, capture_output=True)
        (home / "installed").touch()
    return python


def run(peer: Peer, python: Path, texts: Sequence[str]) -> Timed:
    """The peer over the texts, paragraph by paragraph, which is fastest for all of them."""
    program = _PROGRAM.format(imports=peer.imports, find=peer.find)
    command = [str(python), "-W", "ignore", "-c", program]
    done = subprocess.run(command, input=json.dumps(list(texts)), capture_output=True, text=True, check=True)
    return Timed(**json.loads(done.stdout.splitlines()[-1]))
