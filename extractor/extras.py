"""What is installed beside the rest for single commands and formats, as ``pyproject.toml`` asks for it.

It is named by its requirements: another package has the name of this one on the public index.
"""

from __future__ import annotations

from collections.abc import Mapping

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "xlsx": ("openpyxl>=3.1,<4",),
    "parquet": ("pyarrow>=17",),
    "cluster": ("distributed>=2024.8", "pyarrow>=17"),
    "serve": ("datasette>=0.65.5,<1", "datasette-dashboards>=0.8,<0.9", "uvicorn>=0.30,<1"),
}
"""The requirements of an extra by its name."""


def pip_install(extra: str) -> str:
    """The command, for any shell: ``pip install 'openpyxl>=3.1,<4'`` for ``xlsx``."""
    return " ".join(["pip install", *(f"'{requirement}'" for requirement in EXTRAS[extra])])
