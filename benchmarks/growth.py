"""How the cost grows: with the length of a document, the number of documents, of indicators and of workers.

    python benchmarks/growth.py [--json FILE] [--megabytes 20] [--only length]

Times are of the processor, not of the clock, but for workers, so that others on the machine do not count. Every
figure is a ratio to the first or a middle one of its row, within one run. ``plots.py`` draws what --json keeps.
"""

from __future__ import annotations

import json
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file, it finds what lies beside it

from benchmarks.labelled import ROOT
from extractor.documents.document import Metadata
from extractor.documents.sources import find_sources, text_document
from extractor.pipeline import read_document
from extractor.ruleset.compiled import RuleSet, load_rules
from extractor.runs import load_sources, summarize
from extractor.store import open_store

LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
DOCUMENTS = (100, 1_000, 4_000)
INDICATORS = (100, 500, 1_000, 2_000, 5_000)
WORKERS = (1, 2)
FACTS = Metadata(region="四川省")
_DIGIT = re.compile(r"(?<=[1-9])[0-9](?![0-9年月日])")


class Texts:
    """Text like that of the seeds, as much as is asked for, in which no figure is twice the same."""

    def __init__(self) -> None:
        self.dice = random.Random(1)
        self.paragraphs = [
            paragraph
            for file in sorted((ROOT / "seeds").glob("*.txt"))
            for paragraph in file.read_text("utf-8").split("\n\n")
            if paragraph.strip()
        ]

    def of(self, size: int) -> str:
        """A text of about ``size`` bytes."""
        held: list[str] = []
        left = size
        while left > 0:
            paragraph = self.dice.choice(self.paragraphs)
            held.append(_DIGIT.sub(lambda _: str(self.dice.randint(0, 9)), paragraph))
            left -= len(paragraph.encode())
        return "\n\n".join(held).encode()[:size].decode(errors="ignore")


@click.command()
@click.option("--json", "written", type=click.Path(path_type=Path), metavar="FILE", help="Keep the figures there.")
@click.option("--megabytes", default=20, show_default=True, help="How much text the workers share.")
@click.option("--only", multiple=True, help="length, documents, indicators or workers; all if none is given.")
def main(written: Path | None, megabytes: int, only: tuple[str, ...]) -> None:
    """Measure how the cost grows."""
    texts, rules = Texts(), load_rules()
    figures: dict[str, dict[str, dict[int, float]]] = {}
    with TemporaryDirectory() as folder:
        measures: dict[str, Callable[[], dict[str, dict[int, float]]]] = {
            "length": partial(by_length, texts, rules),
            "documents": partial(by_documents, texts, rules, Path(folder)),
            "indicators": partial(by_indicators, texts, Path(folder)),
            "workers": partial(by_workers, texts, Path(folder), megabytes),
        }
        for name in only or measures:
            figures[name] = measures[name]()
            for what, row in figures[name].items():
                click.echo(f"{name:11} {what:32} " + "  ".join(f"{key}: {value:.3g}" for key, value in row.items()))
    if written:
        written.parent.mkdir(parents=True, exist_ok=True)
        kept = json.loads(written.read_text("utf-8")) if written.exists() else {}
        written.write_text(json.dumps(kept | figures, indent=1) + "\n", "utf-8")


def by_length(texts: Texts, rules: RuleSet) -> dict[str, dict[int, float]]:
    """Processor time a byte of documents of each length, as a ratio to that of 100 KB."""
    cost = {}
    for length in LENGTHS:
        count = max(1, min(30, 1_000_000 // length))
        many = [texts.of(length) for _ in range(count)]
        cost[length] = best(partial(read_all, many, rules), 3 if length < 10_000_000 else 1) / (length * count)
    return {"time a byte": {length: cost[length] / cost[100_000] for length in LENGTHS}}


def by_documents(texts: Texts, rules: RuleSet, folder: Path) -> dict[str, dict[int, float]]:
    """Processor time a document of folders of each size, read and loaded, loaded again, and with one of 100 new."""
    first, again, new = {}, {}, {}
    for count in DOCUMENTS:
        docs = folder / f"docs{count}"
        docs.mkdir()
        for number in range(count):
            (docs / f"{number:06}.txt").write_text(texts.of(2_000), "utf-8")
        database = folder / f"{count}.db"
        first[count] = load_time(docs, database, rules) / count
        again[count] = load_time(docs, database, rules) / count
        for number in range(count // 100):
            (docs / f"new{number:06}.txt").write_text(texts.of(2_000), "utf-8")
        new[count] = load_time(docs, database, rules) / count
    unit = first[DOCUMENTS[1]]
    return {
        "first run, time a document": {count: first[count] / unit for count in DOCUMENTS},
        "nothing changed": {count: again[count] / unit for count in DOCUMENTS},
        "one in a hundred new": {count: new[count] / unit for count in DOCUMENTS},
    }


def by_indicators(texts: Texts, folder: Path) -> dict[str, dict[int, float]]:
    """Processor time of one text with rule sets of so many indicators, as a ratio to that with 500."""
    many = [texts.of(20_000) for _ in range(20)]
    reading, loading = {}, {}
    for count in INDICATORS:
        rules_folder = rule_set(folder / f"rules{count}", count)
        began = time.process_time()
        rules = load_rules(rules_folder)
        loading[count] = time.process_time() - began
        reading[count] = best(partial(read_all, many, rules), 3)
    return {
        "reading": {count: reading[count] / reading[500] for count in INDICATORS},
        "loading the rules, seconds": loading,
    }


def by_workers(texts: Texts, folder: Path, megabytes: int) -> dict[str, dict[int, float]]:
    """How many times faster so many workers are than one, by the clock, the median of three interleaved runs."""
    docs = folder / "shared"
    docs.mkdir()
    for number in range(megabytes * 50):
        (docs / f"{number:06}.txt").write_text(texts.of(20_000), "utf-8")
    took: dict[int, list[float]] = {count: [] for count in WORKERS}
    for turn in range(3):
        for count in WORKERS:
            database = folder / f"workers{count}-{turn}.db"
            arguments = ["run", str(docs), "--db", str(database), "--workers", str(count)]
            began = time.perf_counter()
            subprocess.run([sys.executable, "-m", "extractor", *arguments], check=True, capture_output=True, cwd=ROOT)
            took[count].append(time.perf_counter() - began)
    alone = statistics.median(took[1])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        "times as fast as one": {count: alone / statistics.median(took[count]) for count in WORKERS},
        "peak MB of the largest process": {WORKERS[-1]: peak},
    }


def rule_set(folder: Path, count: int) -> Path:
    """The shipped rules with the first ``count`` indicators only, or with made-up ones beside them."""
    shutil.copytree(ROOT / "rules", folder)
    (folder / "ruleset.yaml").write_text("name: 量\nversion: '1'\nalone: true\n", "utf-8")
    left = count
    for file in sorted((folder / "indicators").glob("*.yaml")):
        told = yaml.safe_load(file.read_text("utf-8"))
        told["indicators"] = told["indicators"][:left]
        left -= len(told["indicators"])
        if told["indicators"]:
            file.write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
        else:
            file.unlink()
    made = [made_up(number) for number in range(left)]
    if made:
        told = {"field": "made_up", "name": "虚构", "indicators": made}
        (folder / "indicators" / "made_up.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    return folder


def made_up(number: int) -> dict[str, Any]:
    """An indicator that no text names, with a name like others: 甲乙丙行业产值."""
    stems = "甲乙丙丁戊己庚辛壬癸"
    stem = "".join(stems[int(digit)] for digit in f"{number:04}")
    records = [{"value": "500000000", "unit": "元", "statistic": "level"}]
    return {
        "id": f"made_up_{number}",
        "name": f"{stem}行业产值",
        "decoys": [f"{stem}行业产值指数"],
        "measured_in": ["元"],
        "examples": [
            {"text": f"{stem}行业产值达到5亿元。", "records": records},
            {"text": f"{stem}行业产值指数达到105。", "none": True},
        ],
    }


def read_all(many: Iterable[str], rules: RuleSet) -> None:
    for number, text in enumerate(many):
        read_document(text_document(text, f"{number}.txt", FACTS), rules)


def load_time(docs: Path, database: Path, rules: RuleSet) -> float:
    began = time.process_time()
    with open_store(database) as store:
        summarize(load_sources(find_sources([str(docs)]), rules, store, program="benchmark", paths=[]))
    return time.process_time() - began


def best(work: Callable[[], None], times: int) -> float:
    took = []
    for _ in range(times):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


if __name__ == "__main__":
    main()
