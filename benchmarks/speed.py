"""How fast the program is: as multiples of the least that can be done, and beside other programs.

    python -m benchmarks.speed [--gold DIR] [--rounds N] [--peers] [--scaling] [--json FILE] [--check]

The least is one pass of one pattern that finds numbers with their units and does nothing with them (the floor).
Everything is timed in turns within one run (see ``timing``), so that the multiples can be compared between machines
and days; the absolute figures cannot. Exit 0; 1 with ``--check`` if a multiple is over its
limit; 2 if it cannot run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import regex
from rich import box
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file, it finds what lies beside it

from benchmarks import peers
from benchmarks.corpora import Corpus, again, corpora, of_length
from benchmarks.labelled import ROOT
from benchmarks.timing import Contestant, peak_memory, stages, take_turns
from extractor import pipeline
from extractor.documents import layout
from extractor.documents.document import Document
from extractor.pipeline import read_document
from extractor.problems import ExtractorError
from extractor.reading import claims
from extractor.ruleset.compiled import RuleSet, load_rules
from extractor.ruleset.entries import IndicatorEntry
from extractor.ruleset.names import compile_names
from extractor.ruleset.schema import IndicatorsFile
from extractor.runs import rule_set_rows
from extractor.store import DocumentRow, Store, load_document, open_store, start_run

_UNITS = (
    "元|美元|%|‰|个百分点|人次|人|家|个|亩|公顷|平方公里|平方米|立方米|吨|公斤|公里|米|千瓦时|千瓦|度|户|项|件|次|"
    "辆|台|套|座|所|张|位|名|种|批|条|倍|成|年|月|日|天|岁|头|只|株|場|场|班|床"
)
FLOOR = regex.compile(
    rf"(?:[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?|[零〇一二三四五六七八九十百千万亿两几数]+)[十百千万亿]*(?:{_UNITS})"
)
"""A number with its unit, and nothing more: what any program must at least do to find 6万亿元 and 增长6%."""

LIMITS = {"seeds": 150.0, "rule examples": 450.0, "prose": 80.0}
"""With ``--check``, how many times the floor text → records may take: about twice what it does take."""

KEPT = ROOT / "out" / "benchmarks"
_SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
_RULES = (100, 500, 1_000, 5_000)


@dataclass(frozen=True, slots=True)
class Speed:
    """What came of one corpus: seconds of the processor by contestant, and what was found."""

    corpus: str
    megabytes: float
    hits: int
    records: int
    seconds: Mapping[str, float]
    stages: Mapping[str, float]

    def ratio(self, contestant: str) -> float:
        """How many times as long as the floor."""
        return self.seconds[contestant] / self.seconds["floor"]


@click.command()
@click.option(
    "--gold", type=click.Path(path_type=Path), metavar="DIR",
    help="Holds dev/ with work reports and laws; if not given, ../shared/gold where it is there.",
)  # fmt: skip
@click.option("--rounds", default=7, show_default=True, help="How many turns each contestant has.")
@click.option("--peers", "with_peers", is_flag=True, help="Other programs too: installed into out/, takes minutes.")
@click.option("--scaling", is_flag=True, help="Also how time grows with the length of a document and with rules.")
@click.option("--json", "written", type=click.Path(path_type=Path), metavar="FILE", help="Where figures are kept.")
@click.option("--check", is_flag=True, help="Only what the repository holds; exit 1 where it got too slow.")
def main(gold: Path | None, rounds: int, with_peers: bool, scaling: bool, written: Path | None, check: bool) -> None:
    """Measure the speed of the shipped rules."""
    console = Console(width=100)
    beside = ROOT.parent / "shared" / "gold"
    folder = gold or (beside if beside.is_dir() and not check else None)
    try:
        rules = load_rules()
        texts = corpora(folder, rules)
        speeds = [measure(corpus, rules, rounds) for corpus in texts]
        print_speeds(speeds, console)
        if check:
            sys.exit(over_limits(speeds))
        told: dict[str, Any] = {"rules": rules.label, "corpora": [asdict(speed) for speed in speeds]}
        if scaling:
            told["lengths"] = by_length(texts[0].documents, rules)
            told["indicators"] = by_rules(texts[0], rules, rounds)
            print_growth(told, console)
        if with_peers:
            told["peers"] = beside_peers(texts[0], rules, console)
        told["memory"] = peak_memory()
        console.print(f"\npeak memory of all this: {told['memory']:.0f} MB")
        keep(told, written or KEPT / "speed.json")
    except (ExtractorError, OSError, subprocess.CalledProcessError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def measure(corpus: Corpus, rules: RuleSet, rounds: int) -> Speed:
    """The floor, text → records and text → records → SQLite on the documents of one corpus, in turn."""
    contestants: dict[str, Contestant] = {
        "floor": partial(_floor, corpus.documents),
        "→ records": partial(_records, corpus.documents, rules),
    }
    with TemporaryDirectory() as folder:
        contestants["→ SQLite"] = _Loading(corpus.documents, rules, Path(folder))
        seconds = take_turns(contestants, rounds)
    with stages(pipeline, claims, layout, package="extractor.") as spent:
        records = _records(corpus.documents, rules)
    return Speed(corpus.name, corpus.megabytes, _floor(corpus.documents), records, seconds, spent)


def _floor(documents: Sequence[Document]) -> int:
    return sum(sum(1 for _ in FLOOR.finditer(document.source)) for document in documents)


def _records(documents: Sequence[Document], rules: RuleSet) -> int:
    return sum(len(read_document(again(document), rules).records) for document in documents)


class _Loading:
    """Text → records → SQLite, each time into a database that has none of the documents yet."""

    def __init__(self, documents: Sequence[Document], rules: RuleSet, folder: Path) -> None:
        self.documents, self.rules, self.folder = documents, rules, folder
        self.times = 0
        self.store: Store = open_store(folder / "speed.db")
        self.run = start_run(self.store, rule_set_rows(rules), extractor="benchmark", paths=())

    def __call__(self) -> int:
        self.times += 1
        records = 0
        with self.store.together():  # as a run writes them, in groups
            for document in self.documents:
                reading = read_document(again(replace(document, name=f"{self.times}/{document.name}")), self.rules)
                done = load_document(self.store, self._row(reading.document), reading.records, self.run)
                records += done.records
        return records

    def _row(self, document: Document) -> DocumentRow:
        name = document.name
        return DocumentRow(
            *(name, self.folder / name, None, None, None, None, None, None, ()),
            *(document.sha256, document.encoding, document.source),
        )


def over_limits(speeds: Sequence[Speed]) -> int:
    """The exit code: 1 where text → records takes too many times the floor, which is said."""
    slow = [speed for speed in speeds if speed.ratio("→ records") > LIMITS.get(speed.corpus, float("inf"))]
    for speed in slow:
        told = f"{speed.ratio('→ records'):.0f} times the floor, {LIMITS[speed.corpus]:.0f} at most"
        click.echo(f"{speed.corpus}: text → records takes {told}", err=True)
    return 1 if slow else 0


def by_length(documents: Sequence[Document], rules: RuleSet) -> list[dict[str, float]]:
    """Seconds for one document of 1 KB to 10 MB: where nothing is quadratic, as many a MB for all but the shortest."""
    rows = []
    for size in _SIZES:
        document = of_length(documents, size)
        contestants = {"floor": partial(_floor, [document]), "→ records": partial(_records, [document], rules)}
        rows.append({"bytes": float(size), **take_turns(contestants, 1 if size > 10**6 else 3)})
    return rows


def by_rules(corpus: Corpus, rules: RuleSet, rounds: int) -> list[dict[str, float]]:
    """Seconds for the corpus with 100 to 5,000 indicators: the shipped ones, and made ones with five names each."""
    sets = {f"{count}": with_indicators(rules, count) for count in _RULES}
    contestants = {name: partial(_records, corpus.documents, one) for name, one in sets.items()}
    return [{"indicators": float(name), "seconds": spent} for name, spent in take_turns(contestants, rounds).items()]


def with_indicators(rules: RuleSet, count: int) -> RuleSet:
    """The rule set with so many indicators, the shipped ones first."""
    shipped = [one.entry for one in rules.names.by_id.values()][:count]
    made = [_made(number, shipped[number % len(shipped)]) for number in range(count - len(shipped))]
    file = IndicatorsFile.model_construct(field="made", name="made", indicators=(*shipped, *made))
    return replace(rules, names=compile_names([file]))


def _made(number: int, like: IndicatorEntry) -> IndicatorEntry:
    """An indicator that no text has, with a name like those of others: 第37类地区生产总值."""
    names = [f"{before}{number}类{like.name}" for before in ("第", "前", "后", "甲", "乙")]
    return like.model_copy(update={"id": f"made_{number}", "name": names[0], "aliases": tuple(names[1:]), "decoys": ()})


def beside_peers(corpus: Corpus, rules: RuleSet, console: Console) -> list[dict[str, Any]]:
    """The same texts read by other programs, ours before each of them."""
    texts = [document.source for document in corpus.documents]
    table = Table("program", "KB/s", "numbers", "paragraphs failed", "peak MB", "ours is faster by", box=box.SIMPLE)
    rows = []
    for peer in peers.PEERS:
        python = peers.install(peer, KEPT / "peers")
        before = take_turns({"ours": partial(_records, corpus.documents, rules)}, 2)["ours"]
        timed = peers.run(peer, python, texts)
        after = take_turns({"ours": partial(_records, corpus.documents, rules)}, 2)["ours"]
        ratio = timed.seconds / ((before + after) / 2)
        speed = corpus.megabytes * 1000 / timed.seconds
        table.add_row(
            peer.name, f"{speed:.0f}", f"{timed.found}", f"{timed.failed}", f"{timed.memory:.0f}", f"{ratio:.1f}"
        )
        rows.append({"peer": peer.name, "ours": (before + after) / 2, "ratio": ratio, **asdict(timed)})
    console.print(f"\n[bold]beside others[/], on {corpus.name}")
    console.print(table)
    return rows


def print_speeds(speeds: Sequence[Speed], console: Console) -> None:
    """The tables of figures, and where the time goes."""
    table = Table("texts", "MB", "records", "", "MB/s", "µs a record", "× floor", box=box.SIMPLE)
    for speed in speeds:
        for name, seconds in speed.seconds.items():
            first = name == "floor"
            label = (speed.corpus, f"{speed.megabytes:.2f}", f"{speed.records}") if first else ("", "", "")
            per_record = f"{seconds / speed.records * 1e6:.0f}" if speed.records and not first else ""
            figures = f"{speed.megabytes / seconds:.2f}", per_record, f"{speed.ratio(name):.1f}"
            table.add_row(*label, name, *figures)
    console.print(table)
    spent = speeds[0].stages
    whole = sum(spent.get(name, 0.0) for name in ("text_document", "read_document")) or max(spent.values())
    stage = Table("stage", "ms a MB", "share", box=box.SIMPLE, title=f"stages on {speeds[0].corpus}")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1])[:24]:
        stage.add_row(name, f"{seconds / speeds[0].megabytes * 1e3:.1f}", f"{seconds / whole:.0%}")
    console.print(stage)


def print_growth(told: Mapping[str, Any], console: Console) -> None:
    """How the time grows with the length of a document and with the number of indicators."""
    lengths = Table("length of a document", "ms", "MB/s", "× floor", box=box.SIMPLE)
    for row in told["lengths"]:
        size, seconds = row["bytes"], row["→ records"]
        speed = f"{size / seconds / 1e6:.2f}"
        lengths.add_row(f"{size / 1000:.0f} KB", f"{seconds * 1e3:.1f}", speed, f"{seconds / row['floor']:.1f}")
    console.print(lengths)
    indicators = Table("indicators", "ms", "against 500", box=box.SIMPLE)
    base = next(row["seconds"] for row in told["indicators"] if row["indicators"] == 500)
    for row in told["indicators"]:
        figures = f"{row['seconds'] * 1e3:.1f}", f"{row['seconds'] / base:.2f}"
        indicators.add_row(f"{row['indicators']:.0f}", *figures)
    console.print(indicators)


def keep(told: Mapping[str, Any], path: Path) -> None:
    """Write the figures down as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
