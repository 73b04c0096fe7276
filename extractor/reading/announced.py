"""What headings and short sentences announce for the numbers under them: an account, a ranking, a topic."""

from __future__ import annotations

import regex

from extractor.documents.items import behind_marks
from extractor.reading.clauses import Sentence
from extractor.reading.phrases import read_before
from extractor.reading.placekinds import KINDS
from extractor.reading.places import Reader
from extractor.reading.thread import Thread
from extractor.reading.trimming import trim_end
from extractor.ruleset.compiled import RuleSet

_LONGEST_NAME = 30
LONGEST_SUBJECT = 24
"""How long a subject may be, in characters."""
_ITEM, _LONGEST_ITEM = "（项）", 80
"""How a line ends that is an item of a budget with all that it lies in: 农林水支出（类）林业（款）行政运行（项）."""
_ACCOUNT_HEAD = 24
"""How far into its sentence the account stands that the sentence tells of."""
_PUBLISHED = regex.compile(
    "(?:数据|数字|成绩单|排行榜?|情况|年报|榜单)(?:已经?|均已?|都已?)?(?:全部|悉数|陆续|相继|正式|集中|新鲜|密集)?(?:公布|出炉|发布|揭晓|披露|亮相)"
    "|(?:全部|悉数|陆续|相继|新鲜)(?:公布|出炉|发布|揭晓|披露)"
)
"""What says that figures are out, behind what they are of."""
_RANKED = regex.compile(
    r"\p{Han}{0,8}?(?:[十百千万亿][强亿]|前[0-9一二三四五六七八九十]+|排名|排行|座次|位次|榜|洗牌|格局|出炉|揭晓|大比拼|对比|盘点|一览)"
)
"""What stands in a title behind that by which places are ranked: GDP|百强县|出炉."""
_RANKS = regex.compile(
    "排行|排名|排序|一览|如下|榜单?(?![样])|前[0-9一二三四五六七八九十]+[名位]"
    f"|(?:各|部分|主要|重点)(?:{KINDS}|国家|企业)"
)
"""What a heading says that heads a list of places."""


def is_name(said: str, reader: Reader) -> bool:
    """Whether a phrase names something that is measured: 粮食总产量, 棚改."""
    measured = 2 < len(said) <= _LONGEST_NAME and reader.rules.lexicon["measured"].before(said, 0, len(said)) > 0
    return measured or said in reader.rules.names.by_name


def topic_of(reader: Reader, sentence: Sentence) -> str:
    """What a short sentence only names, for the next one to tell of: ——粮食总产量。|2023年达到3600万吨."""
    item = reader.text.endswith(_ITEM, sentence.start, sentence.end)
    longest = _LONGEST_ITEM if item else LONGEST_SUBJECT
    if len(sentence.clauses) != 1 or sentence.end - sentence.clauses[0].start > longest:
        return ""
    start, lexicon = sentence.clauses[0].start, reader.rules.lexicon
    end = trim_end(reader.text, start, sentence.end, reader.mentions, lexicon)
    if not item and end not in reader.mentions.name_until and not lexicon["measured"].before(reader.text, start, end):
        return ""
    phrase = read_before(reader.text, start, end, reader.mentions, lexicon)
    told = item or is_name(phrase.text, reader) or phrase.text in lexicon["derivative"]  # 再看|增速|。天津为12.6%
    return phrase.text if told else ""


def published_topic(reader: Reader, sentence: Sentence) -> str:
    """What a sentence says the figures of are out, for the next to tell: 各省人均收入|数据全部公布|。上海为54305元."""
    for out in _PUBLISHED.finditer(reader.text, sentence.start, sentence.end):
        start = reader.mentions.name_until.get(out.start())
        if start is not None and start >= sentence.start:
            return reader.text[start : out.start()]
    return ""


def ranked_by(title: str, rules: RuleSet) -> str:
    """What a title says that places are ranked by, for those of which no more is told than the number: 2024年|GDP|十强.

    Nothing where it names several things, or none.
    """
    told = set()
    for start, end in rules.names.occurrences(title):
        name = title[start:end]
        if name in rules.names.by_name and _RANKED.match(title, end) is not None:
            told.add(name)
    return told.pop() if len(told) == 1 else ""


def note_account(reader: Reader, thread: Thread, sentence: Sentence) -> None:
    """Which of a budget's accounts a sentence begins with, for those that tell only of 收入 and 支出."""
    told = reader.rules.lexicon.anywhere["accounts"].search(
        reader.text, sentence.start, min(sentence.end, sentence.start + _ACCOUNT_HEAD)
    )
    thread.account = told[0] if told is not None else thread.account


def note_heading(reader: Reader, thread: Thread, sentence: Sentence) -> None:
    """What a heading tells of what is under it: the level of a budget's figures, what a list of places is ranked by."""
    if reader.facts.budget:
        start = behind_marks(reader.text, sentence.start, sentence.end)
        length = reader.rules.lexicon["own_level"].at(reader.text, start, sentence.end)
        level = reader.text[start : start + length]
        thread.heading_level = "" if level.startswith("全") else level
    if not _RANKS.search(reader.text, sentence.start, sentence.end):
        return
    names = reader.rules.names.by_name
    for start in range(sentence.start, sentence.end):
        end = reader.mentions.name_at.get(start, start)
        name = reader.text[start:end]
        if name in names:
            rate = reader.rules.lexicon["derivative"].at(reader.text, end, sentence.end)
            thread.headed = reader.text[start : end + rate]


def headed_topic(reader: Reader, thread: Thread, sentence: Sentence) -> str:
    """What an item of a list of places is about by its heading: 1.合肥：2063亿元; nothing once another line follows."""
    placed = behind_marks(reader.text, sentence.start, sentence.end) in reader.mentions.region_at
    thread.headed = thread.headed if placed else ""
    return thread.headed
