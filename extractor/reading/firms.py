"""Firms: companies and works whose own figures are of no region: 华为销售收入7042亿元, 鞍山钢铁公司日产钢1.2万吨."""

from __future__ import annotations

import re

import regex

from extractor.documents.items import behind_marks
from extractor.reading.clauses import Clause, Sentence
from extractor.reading.inpassing import opens_paragraph
from extractor.reading.openings import Phrase, read_head
from extractor.reading.places import Reader
from extractor.reading.thread import Thread
from extractor.ruleset.gazetteer import Level
from extractor.ruleset.lexicon import Lexicon

_COMPANY = "(?:股份|有限|责任|总){0,3}公司"
_KIND = f"{_COMPANY}|集团(?:{_COMPANY})?|控股|股份|总?厂|矿务局|煤矿|油田|农商行|重工|特钢"
_NO_NAME = "[的等、和与及在从向把被对由到进出入建办了是也又还都就家个这那其各使让给将]|公司|集团"
_WORD = "首都|成都|建筑|建设|建材|建工|进出口|出版|家电|家具"
_NAMED = regex.compile(rf"(?P<name>(?:{_WORD}|(?!{_NO_NAME})\p{{Han}}){{1,12}}?)(?P<kind>{_KIND})")
"""What a firm is called: 广西玉柴机器股份有限公司, 国棉十七厂."""
_MEANT = regex.compile(
    r"这[个家座]\p{Han}{0,3}?(?:厂|公司|集团|企业|矿|合作社|电站|店|油田)|该(?:公司|集团|企业|合作社|电站|油田)"
    r"|[该本][厂矿店行社](?![业政动区会为])"
    r"|(?:公司|集团)(?![+与和及、]|年报|年度)|厂里|矿上"
)
"""What stands for one that was named before: 该厂, 这家企业, 公司."""
_MAY_TELL = re.compile("公司|集团|控股|股份|厂|矿|油田|农商行|重工|特钢|企业|合作社|电站|店|[该本][行社]")
"""One of the words without which no clause names a firm, or one that was named: most are told by it soonest."""
_GOES_ON = regex.compile(
    r"[、等家个+军化债法制和与及房长商业]|数[量达为]|分支|用户|客户|股价|股东|治理|合作|协会|获悉|了解到|所在的|经营区"
)
"""What stands behind a word that then names no firm, or several: 公司|数量, 华为|、中兴, 厂|家."""
_GENERIC = regex.compile(
    r"[各这那该本其全某每几多些两数十百千大小老新\d]|所有|部分|不少|许多|大型|小型|中小|中型|国有|国营|民营|私营|外资|合资|三资|上市|中央"
    r"|地方|省属|市属|县属|区属|乡镇|村办|集体|一些|一批|一家|有的|有些|规模|重点|骨干|龙头|企业|工业|行业|央企|工厂|平均|包括|其中|以"
)
"""How a word begins that tells of firms of a kind: 各|糖厂, 国有|企业集团."""
_WIRED = regex.compile(
    r"(?:\p{Han}{2,6} ?)?本报\p{Han}{0,5}[讯电] ?(?:[（(][^（）()\n]{2,40}[）)] ?)?"
    r"|[（(【〔\[]?(?:[上下左右题本]|小|大)?图(?:片说明|为|是|片)?[）)】〕\]：:]?[ 　]*"
)
"""How an item or a caption begins, before its firm."""
_OF_OTHERS = ("由", "从", "与", "和", "同", "据", "经", "向", "对", "为", "在")
"""What stands before a firm that the clause is not about: 记者从|中国国家铁路集团|获悉."""
_LARGE = (Level.NATION, Level.PROVINCE)
_PROPER = 2
"""How many characters are left of a firm's name without what it makes, at least."""


def note_firm(reader: Reader, thread: Thread, sentence: Sentence, clause: Clause) -> None:
    """In news a clause may begin with a firm, which the text goes on about until a place is told: |华为|销售收入."""
    if not reader.facts.news or clause.aside or reader.text.startswith("其中", clause.start):
        return
    lexicon = reader.rules.lexicon
    start = behind_marks(reader.text, clause.start, clause.end)
    wired = _WIRED.match(reader.text, start, clause.end)
    start = wired.end() if wired is not None else start
    known = lexicon["firms"].at(reader.text, start, clause.end)
    if known and _GOES_ON.match(reader.text, start + known) is None:
        _tell_of_firm(reader, thread, sentence, clause)
        return
    if not thread.of_firm and _MAY_TELL.search(reader.text, start, clause.end) is None:
        return
    head = read_head(reader.text, start, clause.end, reader.mentions, lexicon)
    if _is_firm(reader, clause, head):
        _tell_of_firm(reader, thread, sentence, clause)
    elif head.regions or head.local or head.national or _GENERIC.match(reader.text, head.start):
        thread.of_firm = False


def _tell_of_firm(reader: Reader, thread: Thread, sentence: Sentence, clause: Clause) -> None:
    thread.firm_clause, thread.of_firm = clause.start, True
    thread.firm_leads = thread.firm_leads or opens_paragraph(reader.text, sentence.start)


def _is_firm(reader: Reader, clause: Clause, head: Phrase) -> bool:
    """Whether a clause's head leads to a firm: 山西榆次|晋华纺织厂|节约原棉, but not 引进|华润集团."""
    text, lexicon = reader.text, reader.rules.lexicon
    if head.verb or head.last_verb or head.local or head.national or text[head.start - 1 : head.start] in _OF_OTHERS:
        return False
    meant = _MEANT.match(text, head.start, clause.end) if not head.regions else None
    if meant is not None:
        return _GOES_ON.match(text, meant.end()) is None
    found = _NAMED.match(text, head.start, clause.end)
    if found is None or _GENERIC.match(text, head.start) or _GOES_ON.match(text, found.end()):
        return False
    place = head.regions[-1] if head.regions else None
    of_town = place is not None and place.end == head.start and place.region.level not in _LARGE
    placed = of_town and found["kind"] != "公司"  # 株洲|冶炼厂, but not 深圳|保险公司, nor 云南|糖厂
    proper = _proper(found["name"], lexicon)
    bears = reader.mentions.region_at.get(head.start)
    of_all = bears is not None and bears.region.level in _LARGE and proper == text[bears.start : bears.end]
    return placed or (len(proper) >= _PROPER and not of_all)  # 鞍山|钢铁公司, but not 上海|证券公司


def _proper(name: str, lexicon: Lexicon) -> str:
    """A firm's name without what it makes or deals in: 鞍山 of 鞍山|钢铁|公司, nothing of 财产保险公司."""
    while length := lexicon["firm_trades"].before(name, 0, len(name)):
        name = name[:-length]
    return name
