"""The database: its tables, its migrations, how documents are loaded."""

from extractor.store.loading import Loaded, Outcome, load_document, refuse_document
from extractor.store.lookup import StoredRecord, find_record
from extractor.store.opening import Store, open_store
from extractor.store.runs import finish_run, start_run
from extractor.store.tables import DocumentRow, IndicatorRow, RegionRow, RuleRow, RuleSetRows, Run

__all__ = [
    "DocumentRow",
    "IndicatorRow",
    "Loaded",
    "Outcome",
    "RegionRow",
    "RuleRow",
    "RuleSetRows",
    "Run",
    "Store",
    "StoredRecord",
    "find_record",
    "finish_run",
    "load_document",
    "open_store",
    "refuse_document",
    "start_run",
]
