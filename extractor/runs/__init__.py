"""Runs: documents read, in this process or in many, each loaded whole or refused."""

from extractor.runs.batches import (
    Job,
    LoadedDocument,
    LoadedOrRefused,
    ReadDocument,
    Shape,
    read_batch,
    ready_to_load,
    row_job,
    sized,
)
from extractor.runs.loading import OUTCOMES, Summary, load_shards, load_sources, summarize
from extractor.runs.program import program
from extractor.runs.reading import (
    STANDARD_INPUT,
    RefusedDocument,
    read_bytes,
    read_source,
    read_stored,
    reading_problems,
    refused_document,
    text_metadata,
    unclaimed,
    unexpected,
)
from extractor.runs.rulerows import rule_set_rows
from extractor.runs.workers import cores, read_jobs

__all__ = [
    "OUTCOMES",
    "STANDARD_INPUT",
    "Job",
    "LoadedDocument",
    "LoadedOrRefused",
    "ReadDocument",
    "RefusedDocument",
    "Shape",
    "Summary",
    "cores",
    "load_shards",
    "load_sources",
    "program",
    "read_batch",
    "read_bytes",
    "read_jobs",
    "read_source",
    "read_stored",
    "reading_problems",
    "ready_to_load",
    "refused_document",
    "row_job",
    "rule_set_rows",
    "sized",
    "summarize",
    "text_metadata",
    "unclaimed",
    "unexpected",
]
