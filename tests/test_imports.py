"""Guards against an import that points upwards: what knows the floor above it cannot be used without it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "extractor"

# From the top floor down; the rooms of one floor know nothing of each other.
FLOORS = (
    {"__main__"},
    {"cli"},
    {"commands"},
    {"printing"},
    {"explanation"},
    {"authoring", "rendering", "score", "serve"},
    {"runs"},
    {"__init__"},
    {"pipeline"},
    {"reading"},
    {"exports"},
    {"documents"},
    {"ruleset"},
    {"store"},
    {"records", "problems", "extras"},
)
HEIGHTS = {room: height for height, floor in enumerate(reversed(FLOORS)) for room in floor}
FILES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))


def room_of(module: str) -> str:
    """The room of a module: extractor.reading.claims is in reading, extractor itself is __init__."""
    steps = module.split(".")
    return steps[1] if len(steps) > 1 else "__init__"


def imported(source: str) -> Iterator[str]:
    """Every module of the package that a file imports, inside functions and for the type checker too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "extractor")
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name the package in full"
            if node.module == "extractor":
                rooms = (alias.name for alias in node.names)
                yield from (f"extractor.{room}" if room in HEIGHTS else "extractor" for room in rooms)
            elif node.module and node.module.startswith("extractor."):
                yield node.module


@pytest.mark.parametrize("file", FILES, ids=str)
def test_imports_point_down(file: Path) -> None:
    room = file.parts[0] if len(file.parts) > 1 else file.stem
    assert room in HEIGHTS, f"{room} is on no floor"
    above = [
        module
        for module in imported((PACKAGE / file).read_text(encoding="utf-8"))
        if room_of(module) != room and HEIGHTS[room_of(module)] >= HEIGHTS[room]
    ]
    assert above == []


def test_the_check_sees_every_form_of_import() -> None:
    source = """
from __future__ import annotations
import json, extractor.store
from extractor import __version__, runs
if TYPE_CHECKING:
    from extractor.cli import main
def late():
    from extractor.reading.claims import Claim
"""
    assert sorted(imported(source)) == [
        "extractor", "extractor.cli", "extractor.reading.claims", "extractor.runs", "extractor.store",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("script", "heavy"),
    [
        # --help answers within 0.3 s only as long as the commands import what is heavy themselves.
        (
            "import extractor, extractor.cli",
            ("pydantic", "regex", "rich", "opencc", "sqlite_utils", "yaml", "cn2an", "ahocorasick_rs"),
        ),
        # A text is read and shown without a database; sqlite-utils brings pandas along, where that is installed.
        ("import extractor.rendering, extractor.explanation; extractor.load_rules()", ("sqlite_utils", "pandas")),
    ],
    ids=["help", "reading"],
)
def test_no_library_is_loaded_before_it_is_needed(script: str, heavy: tuple[str, ...]) -> None:
    script = f"import sys; {script}; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=PACKAGE.parent, check=True
    )
    assert done.stdout.strip() == "[]"
