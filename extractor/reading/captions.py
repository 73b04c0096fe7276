"""What stands over a table: its title and the units that it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.documents.document import Document, ParagraphKind
from extractor.documents.headwords import headed
from extractor.reading.headparts import HeadUnit, squeezed, unit_of
from extractor.reading.heads import Head, read_title
from extractor.reading.indicators import look_up
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.gazetteer import Region

_ANNOUNCED = regex.compile(
    r"(?:^|[。；，])(?P<title>[^。；，]{3,40}?)(?:情况)?(?:如下表?|(?:详?见|如)(?:下表|表\d[-\d]*))"
    r"(?P<units>[（(](?:计量)?单位[：:][^（()）]{1,20}[）)])?[：:。]?$"
)
"""What a sentence says before a table that it announces."""
_BRACKETED = regex.compile(r"[（(](?P<unit>[^（()）]{1,6})[）)]$")
"""The unit at the end of a title: 近三月博彩毛收入|（百万元）|."""
_UNIT_BEHIND = regex.compile(r"[.。] {2,}(?P<unit>[（(]?(?:计量|金额)?单位[:：].{1,30})$")
_ROW = regex.compile(r"[ \t|](?!(?:19|20)\d\d$)[<>≤≥]?-?\d[\d,.]*%?(?: [预约指][期束导]性)?[ |]*$")
"""How a row of another table ends."""
_NOTE = regex.compile("本表[^。]{2,30}。")
"""What a yearbook says of its table: 本表按当年价格计算。"""
_FORM = regex.compile(
    r"(?:公开|附)?\d+表|(?:编制|公开|填报)?部门(?:名称)?[：:].*|(?:编制|填报)单位[：:].*|单位名称[：:].*"
)
"""What a form says of itself between its title and its head: 公开07表, 部门：某市水利局."""
_HAN = regex.compile(r"\p{Han}")
_GLOSSED = regex.compile(r"[（(][A-Za-z0-9 .,%]+[)）]?$")
"""What stands behind a unit in English: 亿元|（100 million yuan）."""
_TITLE_WIDTH = 60
_HEAD_WIDTH = 8
_LOOK_BACK = 5


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands over a table: its title, the units it tells, and its words as they are shown with a number."""

    title: Head
    units: tuple[HeadUnit, ...]
    shown: tuple[str, ...]


def read_caption(
    titles: Sequence[str], document: Document, paragraph: int, rules: RuleSet, home: Region | None
) -> Caption:
    """What the rows of titles, from the lowest up, and the lines over the first paragraph of a table say."""
    lines = list(titles)
    for number in range(paragraph - 1, max(paragraph - 1 - _LOOK_BACK, -1), -1):
        over = document.paragraphs[number]
        said = document.folded.text[over.start : over.end]
        announced = _ANNOUNCED.search(said)
        if announced is not None:  # 粮食丰收。|主要农产品产量|如下：
            lines += [part for part in (announced["units"], announced["title"]) if part]
            break
        unit_behind = _UNIT_BEHIND.search(said)
        if unit_behind is not None:
            said = unit_behind["unit"]  # Data in this table are at current prices.    单位：亿元
        if not _HAN.search(said) or said in rules.tables.names or _NOTE.fullmatch(said):
            continue  # a rule; 类别, over 指标; what is said in English too
        if _FORM.fullmatch(said) and not _units_of(said, rules)[1]:
            continue
        if "\t" in said:
            parts = said.split("\t")
            said = parts[-1].strip()  # 编制部门：某市水利局⇥金额单位：万元
            if not _units_of(said, rules)[1]:
                if max(map(len, parts)) > _HEAD_WIDTH:
                    break
                continue  # 收  入⇥支  出
        of_rows = over.kind is ParagraphKind.TABLE and _ROW.search(said) is not None
        if len(said) > _TITLE_WIDTH or "。" in said or of_rows:
            break
        words = said.split()
        if len(words) > 1 and (headed(said) or all(look_up(word, rules) is not None for word in words)):
            break  # 生产总值 社会消费品零售总额: heads over others, where it was not told which
        lines.append(said)
        if over.kind is not ParagraphKind.TABLE and not _units_of(said, rules)[1]:
            break  # the title; what stands over it is of the text
    units: list[HeadUnit] = []
    title = Head("", "")
    shown: list[str] = []
    for line in lines:
        bare, told = _units_of(line, rules)
        units += told
        if told:
            shown.insert(0, squeezed(line))
        if bare and not title.text and not _FORM.fullmatch(bare):
            title = read_title(bare, rules, home)
            if not told:
                shown.insert(0, title.text)
    return Caption(title, tuple(units), tuple(shown))


def _units_of(line: str, rules: RuleSet) -> tuple[str, list[HeadUnit]]:
    """A line over a table without the units it tells, and those: 单位：亿元、%."""
    said = squeezed(line)
    for start in range(len(said)):
        length = rules.tables.units.at(said, start, len(said))
        if length and said[start + length : start + length + 1] in (":", "："):
            inside = _GLOSSED.sub("", said[start + length + 1 :]).strip("（()）：:。")
            whole = unit_of(inside, rules)
            told = [inside] if whole is not None else regex.split("[、，,；;/和及]", inside)
            units = [unit_of(part[part.rfind("：") + 1 :], rules) for part in told]  # 同比：%
            found = [unit for unit in units if unit is not None]
            return said[:start].strip("（("), found if len(found) == len(told) else []
    if said.endswith("±%"):  # 1998年比上年±%
        return said[:-2], [unit for unit in [unit_of("%", rules)] if unit is not None]
    bracketed = _BRACKETED.search(said)
    unit = unit_of(bracketed["unit"], rules) if bracketed is not None else None
    return (said[: bracketed.start()], [unit]) if bracketed is not None and unit is not None else (said, [])
