"""The database: its tables, its migrations, how documents are loaded."""

from extractor.store.filling import filling
from extractor.store.known import KnownDocument, flagged_if_loaded, known_document
from extractor.store.loading import NOT_LOADED, Loaded, Outcome, load_document, load_rows, refuse_document
from extractor.store.lookup import StoredRecord, find_record
from extractor.store.opening import Store, check_store, open_store
from extractor.store.parts import KnownCollection, KnownPart, finish_file, known_collection
from extractor.store.runs import finish_run, start_run
from extractor.store.tables import (
    RECORD_COLUMNS,
    DocumentRow,
    IndicatorRow,
    RecordRow,
    RegionRow,
    RuleRow,
    RuleSetRows,
    Run,
    content_digest,
    record_row,
)

__all__ = [
    "NOT_LOADED",
    "RECORD_COLUMNS",
    "DocumentRow",
    "IndicatorRow",
    "KnownCollection",
    "KnownDocument",
    "KnownPart",
    "Loaded",
    "Outcome",
    "RecordRow",
    "RegionRow",
    "RuleRow",
    "RuleSetRows",
    "Run",
    "Store",
    "StoredRecord",
    "check_store",
    "content_digest",
    "filling",
    "find_record",
    "finish_file",
    "finish_run",
    "flagged_if_loaded",
    "known_collection",
    "known_document",
    "load_document",
    "load_rows",
    "open_store",
    "record_row",
    "refuse_document",
    "start_run",
]
