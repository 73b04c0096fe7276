"""Documents that are too much for the process that reads them, by what stands in their names."""

from __future__ import annotations

import os
import signal
import time

from extractor.documents.sources import Source
from extractor.pipeline import Reading
from extractor.ruleset.compiled import RuleSet
from extractor.runs.batches import ReadDocument, ready_to_load


def hostile(reading: Reading, source: Source, rules: RuleSet) -> ReadDocument:
    """What ``ready_to_load`` gives, of a document that does nothing to its process."""
    if "崩溃" in source.name:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "退出" in source.name:
        os._exit(7)
    if "不停" in source.name:
        time.sleep(600)
    if "打印" in source.name:
        os.write(1, b"what a library prints")
    if "撑爆" in source.name:
        bytearray(8 * 1024**3)
    return ready_to_load(reading, source, rules)
