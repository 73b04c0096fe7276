"""Guards against a recipe for Spark that does not run, or gives other records than the library."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from command_samples import GRAIN, ROOT

from extractor import extract
from extractor.ruleset.compiled import RuleSet
from extractor.runs import ReadDocument, RefusedDocument, read_batch, ready_to_load, row_job
from extractor.runs.shards import RECORDS
from extractor.store import RECORD_COLUMNS, record_row


def recipe(page: str) -> Any:
    """``records_of`` as the page has it."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    space: dict[str, Any] = {}
    exec(compile(text.partition("```python\n")[2].partition("```")[0], page, "exec"), space)
    return space["records_of"]


FRAMES = [
    pd.DataFrame(
        {
            "name": ["甲", "乙", "空"],
            "text": [GRAIN, "全市粮食产量300万吨。", ""],
            "published": ["2024-01", "2023", None],
            "region": ["四川省", "成都市", None],
        }
    ),
    pd.DataFrame({"name": ["丙"], "text": ["没有任何指标。"], "published": [float("nan")], "region": [float("nan")]}),
]


@pytest.mark.parametrize("page", ["scaling.md", "scaling.zh-CN.md"])
def test_the_recipe_gives_the_records_of_the_library(page: str, rules: RuleSet) -> None:
    first, second = recipe(page)(iter(FRAMES))
    known = [
        *extract(GRAIN, rules, region="四川省", published="2024-01", document="crawl/甲"),
        *extract("全市粮食产量300万吨。", rules, region="成都市", published="2023", document="crawl/乙"),
    ]
    assert list(first.columns) == list(RECORD_COLUMNS) == RECORDS.names
    assert [tuple(None if pd.isna(cell) else cell for cell in row) for row in first.itertuples(index=False)] == [
        record_row(record) for record in known
    ]
    assert len(known) == 3
    assert (len(second), list(second.columns)) == (0, list(RECORD_COLUMNS))


def test_a_row_that_is_no_document_is_refused_by_itself(rules: RuleSet) -> None:
    rows: list[dict[str, object]] = [
        {"text": GRAIN, "published": "去年"},
        {"text": GRAIN, "published": 2024.0},
        {"text": None},
    ]
    jobs = [row_job(f"crawl/{number}", row) for number, row in enumerate(rows)]
    (first,), (second,), (third,) = read_batch(jobs, rules, ready_to_load)
    assert isinstance(first, RefusedDocument)
    assert (first.name, first.problem.message[:12]) == ("crawl/0", "no date: '去年")
    assert isinstance(second, ReadDocument)
    assert second.document.published == "2024"
    assert isinstance(third, RefusedDocument)
    assert third.problem.message == "no text in the column text"
