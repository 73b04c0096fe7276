"""Datasette's own pages in Chinese: its templates are read with our words in place of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml
from jinja2 import BaseLoader, Environment


class InChinese(BaseLoader):
    """Templates as another loader finds them, in our words; they need not be copied for that."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The source of a template: ``0 records`` is 没有符合条件的行 in ``_table.html``."""
        source, file, current = self._loader.get_source(environment, template)
        for theirs, ours in wording().get(template, ()):
            source = source.replace(theirs, ours)
        return source, file, current

    def list_templates(self) -> list[str]:
        """The names of all templates."""
        return self._loader.list_templates()


@cache
def wording() -> dict[str, list[list[str]]]:
    """What stands in a template, and what is written there instead, by the template's name."""
    found: dict[str, list[list[str]]] = yaml.safe_load(
        (Path(__file__).parent / "datasette_zh.yaml").read_text(encoding="utf-8")
    )
    return found
