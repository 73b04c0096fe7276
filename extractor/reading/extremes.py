"""What comes first or last by a measure that is told once: 平均工资最高的三个行业依次是|金融业|6万元、|采矿业|5万元."""

from __future__ import annotations

import re

import regex

from extractor.reading.clauses import Clause, Sentence
from extractor.reading.indicators import look_up
from extractor.reading.phrases import read_before
from extractor.reading.places import Reader
from extractor.reading.spots import Memory, Name, Spot
from extractor.reading.thread import Thread
from extractor.ruleset.compiled import RuleSet

_LEADS_UP = regex.compile(
    r"(?P<what>\p{Han}{2,14}?)(?:[最较][高低大小多少快慢]|居前列?|排名?(?:靠前|前列))的(?:前?[\d两三四五六七八九十]+[个大位名类])?"
    r"(?:行业门类|行业|产业|门类|品种|类别|单位|岗位|职业|专业|产品|商品|作物|人群)(?:依次|分别|仍然?|则)?[是为](?=[：:]|\p{Han})"
)
"""What tells by which measure the things are ranked that follow."""
_MAY_LEAD = re.compile("[高低大小多少快慢列前]的")
"""What every one of those has, which few clauses do."""
_LONGEST = 20
"""How long the name of a thing so ranked is at the most, in characters."""


def may_rank(text: str, sentence: Sentence) -> bool:
    """Whether a sentence has the words without which none of its clauses ranks anything: 最高的, 居前列的."""
    return _MAY_LEAD.search(text, sentence.start, sentence.end) is not None


def note_extreme(reader: Reader, thread: Thread, clause: Clause) -> None:
    """A clause may say what the things that it and the next ones tell are ranked by, up to the end of the sentence."""
    leads = _LEADS_UP.search(reader.text, clause.start, clause.end + 1)
    if leads is None:
        return
    lexicon = reader.rules.lexicon
    what = read_before(reader.text, clause.start, leads.end("what"), reader.mentions, lexicon).text
    if what and lexicon["rise_noun"].before(what, 0, len(what)):
        thread.moves = "rise"  # 增速最快的三个行业是|医药制造业18%|、汽车制造业12%
    elif what and lexicon["measured"].before(what, 0, len(what)) and what not in lexicon["derivative"]:
        thread.ranked = what


def ranked(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """A thing that is ranked, with what it is ranked by: |金融业|63870元 is 金融业平均工资."""
    if not (memory.ranked or memory.moves) or spot.quantity.counts or (memory.ranked and spot.relative):
        return None
    text = spot.phrase.text or memory.pending  # |最低的是农业|，仅1.4万元
    leads = _LEADS_UP.match(text)
    item = text[leads.end() :] if leads is not None else text
    if not memory.ranked:
        return Name(item, item) if leads is not None and item else None
    if not 1 < len(item) <= _LONGEST or look_up(item, rules) is not None:
        return None
    if rules.lexicon["measured"].before(item, 0, len(item)):
        return None  # 其中|房地产开发投资|500亿元: has a measure of its own
    return Name(item + memory.ranked, item)
