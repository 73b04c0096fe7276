"""The JSON Schemas of the rule files and of the record, with which editors complete and check what is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from extractor.problems import InputError
from extractor.records import Record
from extractor.ruleset.folders import FILES, INDICATORS, RULE_SET
from extractor.ruleset.schema import IndicatorsFile
from extractor.ruleset.validation import nearest

MODELS: Mapping[str, type[BaseModel]] = {
    **{PurePosixPath(name).stem: model for name, model in FILES.items()},
    INDICATORS: IndicatorsFile,
}
"""The models of the rule files by the names of their schemas: ``units`` is that of units.yaml."""

NAMES = (*MODELS, "record")
"""The schemas there are."""

MODELINE = "# yaml-language-server: $schema="
"""How the first line of a rule file begins that names its schema, by the way from the file to it."""


def schema(name: str) -> dict[str, Any]:
    """The schema of a rule file or of the record, as an editor takes it; ``InputError`` names those there are."""
    if name == "record":
        return Record.model_json_schema(mode="serialization")
    if name not in MODELS:
        near = nearest(name, NAMES)
        hint = f"did you mean `{near}`? " if near else ""
        raise InputError(f"no schema `{name}`; {hint}there are {', '.join(NAMES)}")
    found: dict[str, Any] = _as_typed(MODELS[name].model_json_schema())
    if f"{name}.yaml" in FILES.keys() - {RULE_SET}:  # a file laid over the shipped one holds any of its keys
        found.pop("required", None)
    return found


def schema_text(name: str) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> None:
    """Write them all into a folder, which is made: ``units.json``, …; ``InputError`` if that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            (folder / f"{name}.json").write_text(schema_text(name), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}; name a folder for the schemas") from None


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
