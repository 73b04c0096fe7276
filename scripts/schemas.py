"""Writes the JSON Schemas of the rule files and of the record into docs/schema, as ``extractor rules schema`` does.

Run it when the models have changed::

    .venv/bin/python scripts/schemas.py
"""

from __future__ import annotations

from pathlib import Path

from extractor.ruleset.schemas import write_schemas

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schema"

if __name__ == "__main__":
    write_schemas(FOLDER)
