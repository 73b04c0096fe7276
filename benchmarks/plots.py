"""Draws docs/images/growth-*.svg from the figures that ``growth.py --json FILE`` keeps.

pip install -e '.[plots]'
python benchmarks/plots.py FILE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import matplotlib as mpl

mpl.use("svg")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file, it finds what lies beside it

from matplotlib import pyplot as plt

from benchmarks.labelled import ROOT

IMAGES = ROOT / "docs" / "images"
AXES = {
    "length": ("bytes of a document", "time a byte, 100 KB = 1", "log"),
    "documents": ("documents", "time a document, first run of 100 = 1", "log"),
    "indicators": ("indicators of the rule set", "time of a text, 500 = 1", "linear"),
    "workers": ("workers", "times as fast as one", "linear"),
}
LEFT_OUT = ("loading the rules, seconds", "peak MB of the largest process")


@click.command()
@click.argument("figures", type=click.Path(path_type=Path, exists=True))
def main(figures: Path) -> None:
    """Draw one picture for each thing the cost grows with."""
    mpl.rcParams.update(
        {"svg.hashsalt": "extractor", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False}
    )
    IMAGES.mkdir(exist_ok=True)
    for name, rows in json.loads(figures.read_text("utf-8")).items():
        across, up, scale = AXES[name]
        picture, axes = plt.subplots(figsize=(4.2, 2.8), layout="constrained")
        for what, row in rows.items():
            if what not in LEFT_OUT:
                axes.plot([int(key) for key in row], list(row.values()), marker="o", label=what)
        axes.set(xlabel=across, ylabel=up, xscale=scale)
        axes.set_ylim(bottom=0)
        axes.legend(frameon=False)
        picture.savefig(IMAGES / f"growth-{name}.svg", metadata={"Date": None})
        plt.close(picture)


if __name__ == "__main__":
    main()
