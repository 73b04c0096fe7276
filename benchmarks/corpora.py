"""The texts that the speed is measured on, each a set of documents of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.labelled import ROOT
from extractor.documents.document import Document, Metadata
from extractor.documents.sources import find_sources, read_document, text_document
from extractor.ruleset.compiled import RuleSet

REPORT = "政府工作报告"
LAW = "law_"
"""How the names of statutes begin."""

_PROSE = (
    "山路绕过村口的老槐树，往南便是渡口。阿婆提着竹篮，沿着石阶慢慢往下走，篮里的豆角还带着露水。",
    "“你怎么才来？”少年放下船桨，抬头望着对岸的灯火，好像要说什么，却又把话咽了回去。",
    "雨下了整整一夜，屋檐上的水珠落在青石板上，声音细碎而绵长，谁也没有再提起那封信的事。",
    "先生常说，读书要慢，走路要稳；可是城里的人都在赶路，没有谁肯停下来听一听河水的声音。",
    "窗外的桂花开了，香气漫进院子里来。她把旧书一本一本地摊在竹席上晒，两只猫卧在旁边打盹。",
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents of one kind; ``dense`` tells whether numbers are what they are about."""

    name: str
    documents: tuple[Document, ...]
    dense: bool

    @property
    def megabytes(self) -> float:
        """The size of their texts in UTF-8."""
        return sum(len(document.source.encode()) for document in self.documents) / 1e6


def corpora(gold: Path | None, rules: RuleSet) -> list[Corpus]:
    """What there is to measure on: always the seeds, rule examples and prose; reports and laws of ``gold``."""
    found = [
        Corpus("seeds", _documents(ROOT / "seeds"), dense=True),
        Corpus("rule examples", _examples(rules), dense=True),
        Corpus("prose", _prose(), dense=False),
    ]
    if gold is not None and (gold / "dev").is_dir():
        dev = _documents(gold / "dev")
        reports = tuple(document for document in dev if document.metadata.kind == REPORT)
        laws = tuple(document for document in dev if document.name.startswith(LAW))
        found = [
            Corpus("work reports", reports, dense=True),
            Corpus("laws", laws, dense=False),
            Corpus("dev, all", dev, dense=True),
            *found,
        ]
    return [corpus for corpus in found if corpus.documents]


def of_length(documents: Sequence[Document], size: int) -> Document:
    """One document of about ``size`` bytes, made of the texts of others over and over again."""
    text = "\n".join(document.source for document in documents)
    copies = size // len(text.encode()) + 1
    data = "\n".join([text] * copies).encode()[:size]
    return text_document(data.decode(errors="ignore"), f"{size}.txt", documents[0].metadata)


def again(document: Document) -> Document:
    """The document read anew from its text, as if it had just been opened."""
    return text_document(document.source, document.name, document.metadata)


def _documents(folder: Path) -> tuple[Document, ...]:
    return tuple(read_document(source) for source in find_sources([str(folder)]).items)


def _examples(rules: RuleSet) -> tuple[Document, ...]:
    """The example sentences of the indicators as reports of a hundred sentences each."""
    sentences = [example.text for one in rules.names.by_id.values() for example in one.entry.examples]
    parts = [sentences[i : i + 100] for i in range(0, len(sentences), 100)]
    facts = Metadata(region="四川省", kind=REPORT)
    return tuple(text_document("\n".join(part), f"examples-{i}.txt", facts) for i, part in enumerate(parts))


def _prose() -> tuple[Document, ...]:
    """A chapter of a story that never was: sentences, and hardly a number."""
    rows = (_PROSE[i % 5] + _PROSE[i * 3 % 5] + _PROSE[i * i % 5] for i in range(400))
    return (text_document("\n".join(rows), "prose.txt", Metadata()),)
