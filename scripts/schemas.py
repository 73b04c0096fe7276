"""Writes the JSON Schemas of the rule files and of the record into docs/schema.

Editors complete and check rule files with them. Run it when the models have changed::

    .venv/bin/python scripts/schemas.py
"""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

from extractor.records import Record
from extractor.ruleset.folders import FILES, INDICATORS, RULE_SET
from extractor.ruleset.schema import IndicatorsFile

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schema"


def schemas() -> dict[str, str]:
    """The text of every schema by its file name: ``units.json`` is that of rules/units.yaml."""
    models = {PurePosixPath(name).stem: model for name, model in FILES.items()} | {INDICATORS: IndicatorsFile}
    found = {name: _as_typed(model.model_json_schema()) for name, model in models.items()}
    for name in FILES.keys() - {RULE_SET}:  # a file laid over the shipped one holds any of its keys
        found[PurePosixPath(name).stem].pop("required", None)
    found["record"] = Record.model_json_schema(mode="serialization")
    return {f"{name}.json": _text(schema) for name, schema in found.items()}


def main() -> None:
    """Write the schemas over those that are there."""
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def _as_typed(node: Any) -> Any:
    """The schema as an editor needs it: our reader takes 36500000 for text, an editor for a number, and "5" not."""
    if isinstance(node, list):
        return [_as_typed(item) for item in node]
    if not isinstance(node, dict):
        return node
    typed = {key: _as_typed(value) for key, value in node.items()}
    if node.get("type") == "string" and "enum" not in node:
        typed["type"] = ["string", "number"]
    if node.get("type") == "integer":
        typed["type"] = ["integer", "string"]
    return typed


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    main()
