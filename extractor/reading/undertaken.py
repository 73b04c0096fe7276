"""Clauses that only name what the next number is of: what is built or raised, what there is none of any more."""

from __future__ import annotations

import re

from extractor.reading.clauses import Clause, Sentence
from extractor.reading.places import Reader
from extractor.reading.thread import Thread

_HAN = "[\u4e00-\u9fff“”]"
_HOW = "(?:大力|加快|持续|稳步|深入|全面|积极|扎实|统筹|继续|进一步|高标准|高质量|有序|不断|逐步|切实|重点|着力)*"
_BUILDS = re.compile(
    f"{_HOW}(?:推进|加强|推动|实施|开展|加快|抓好|强化|支持)(?:新一轮|新一批|一批)?(?P<what>{_HAN}{{2,12}}?)(?:改造提升|建设|改造|治理)(?:工程)?"
)
"""A clause that tells of building something: 大力推进|高标准农田|建设."""
_BUILT = re.compile(
    "[，。；][^，。；0-9]{0,4}(?:[0-9]{4}年)?[^，。；0-9]{0,6}?(?:建成|新建|改造|建设|完成|创建|治理|修复)(?=[0-9])"
)
"""What stands behind it before how much of it: ，到2025年|累计建成|10.75亿亩."""
_RAISES = re.compile(f"{_HOW}(?:提高|提升|扩大|降低|控制)(?P<what>{_HAN}{{2,14}}率)")
"""A clause that tells of raising a rate, of which the next tell by places: 提高|道路机械化清扫率|，县城达到60%."""
_NONE_OF = re.compile(
    "(?:但|且|仍|均|已|全年)*(?:无|没有|未出现|未发现)(?P<what>[^，。；、0-9]{1,8}(?:[类级区]|水质|断面))"
)
"""A clause that tells that there is none of a class: 无|劣Ⅴ类|，比上年下降0.1个百分点."""
_MOVED = re.compile("，(?:同比|环比|与|比|较)")
_CLASS = "类"


def note_named(reader: Reader, thread: Thread, clause: Clause) -> bool:
    """Whether a clause does no more than name what the next number is of, which is noted."""
    text, start, end = reader.text, clause.start, clause.end
    last = text[end - 1]
    if last == "率":
        raised = _RAISES.fullmatch(text, start, end)
        if raised is not None:
            thread.titled = thread.pending = thread.listing = raised["what"]
        return raised is not None
    if last in _BUILD_ENDS and (what := _built(text, start, end)):
        thread.pending = thread.owner = what
        thread.carried = False
        return False  # the clause may name more
    none = _NONE_OF.fullmatch(text, start, end) if text[start] in _NONE_BEGINS else None
    if none is None or _MOVED.match(text, end) is None:
        return False
    what, told = none["what"], thread.last.text if thread.last is not None else ""
    kind = told.rpartition(_CLASS)[2] if what.endswith(_CLASS) and _CLASS in told else ""
    thread.pending = thread.listing = what + kind  # Ⅰ～Ⅲ类水质断面占98%；无|劣Ⅴ类
    return True


_BUILD_ENDS, _NONE_BEGINS = frozenset("设造升理程"), frozenset("但且仍均已全无没未")


def _built(text: str, start: int, end: int) -> str:
    """What a clause tells of building that the next tells the amount of, or nothing."""
    builds = _BUILDS.fullmatch(text, start, end)
    return builds["what"] if builds is not None and _BUILT.match(text, end) is not None else ""


def built_topic(reader: Reader, sentence: Sentence) -> str:
    """What a sentence tells of building, for the next to say how much: 推进农田建设，加强管护。|2025年建成9亿亩."""
    if _BUILT.match(reader.text, sentence.end) is None and _BUILT.match(reader.text, sentence.end - 1) is None:
        return ""  # most sentences, whose clauses need not be cut
    last = sentence.clauses[-1] if sentence.clauses else None
    if last is None or _BUILT.match(reader.text, last.end) is None:
        return ""
    for clause in reversed(sentence.clauses):
        builds = _BUILDS.match(reader.text, clause.start, clause.end)
        if builds is not None and not any(map(str.isdigit, reader.text[clause.end : last.end])):
            return builds["what"]
    return ""
