"""The words of a line of heads: what parts them, and which of them heads the names of the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.documents.cells import YEAR, Span, is_number, split_row, unspaced

NAME_HEAD = re.compile(
    "地区|区域|县区|县市区?|区县|市县|市州|盟市|城市|省份|[县市区州旗]{1,2}[（(][县市区州旗、]{1,5}[)）]|(?:主要)?指标(?:名称)?|项目(?:名称)?|名称|行业(?:名称|类别)?"
    "|(?:产品|商品|科目|企业)(?:名称)?|品[种名]|单位名称|年龄|性别|年[份度]|(?:国别|国家)(?:和地区|[（(]地区[)）])?|贸易伙伴|(?:收入|支出|预算)(?:项目|科目)"
)
"""What heads the names of the rows."""
_GROUP_HEAD = re.compile("类别|类型|分类|种类|领域")
"""What heads the names of the rows where nothing else does: 类别 全市 城市; else those of groups before them."""
SET_BEFORE = re.compile("序号|编号|(?:科目|项目|功能)?(?:编码|代码)")
"""What heads the numbers that stand before the names: 序号 指标 单位."""
PERIOD_HEAD = re.compile(r"(?:19|20)\d{2}年?(?:末|底)?|[上去今本]年")
_WORD = re.compile("[^ ]+")
_SPREAD = frozenset(
    (
        *(
            "指标",
            "项目",
            "名称",
            "地区",
            "县区",
            "单位",
            "属性",
            "类别",
            "序号",
            "科目",
            "累计",
            "行业",
            "年龄",
            "年份",
        ),
        *("全国", "全省", "全市", "城市", "农村", "城镇", "乡村", "产量", "数量", "金额", "面积", "增长", "比重"),
    )
)
"""Words whose characters a blank may part: 指 标."""
_PAIR = 2
_TWO = ("男女", "城乡")
"""Characters that are heads of their own, side by side."""


def head_words(text: str, line: Span) -> Iterator[Span]:
    """What the blanks of a line part, words that are spread out whole: 指标 in 指 标."""
    words = [found.span() for found in _WORD.finditer(text, *line)]
    place = 0
    while place < len(words):
        start, end = words[place]
        following = words[place + 1] if place + 1 < len(words) else None
        letters = following is not None and end - start == 1 == following[1] - following[0]
        after = words[place + 2] if place + 2 < len(words) else None
        alone = after is None or after[1] - after[0] > 1  # 号 指 标 are two
        alone = alone and (following is None or text[start:end] + text[slice(*following)] not in _TWO)
        if following is not None and ((letters and alone) or text[start:end] + text[slice(*following)] in _SPREAD):
            end = following[1]
            place += 1
        yield start, end
        place += 1


def name_heads(said: Sequence[str]) -> list[int]:
    """Which of these heads are over the names of the rows; 城市 behind others is over numbers: 指标 全市 城市 农村."""
    named = [n for n, one in enumerate(said) if NAME_HEAD.fullmatch(one) and not (n and one == "城市")]
    named = named[:1] if named[:1] == [0] and [said[n] for n in named[1:]] == ["企业"] else named  # 行业 企业 从业人员
    return named or [0 for one in said[:1] if _GROUP_HEAD.fullmatch(one)]


def headed(line: str) -> list[str]:
    """The heads of a line that begins with that of the names of the rows, from it on: 指 标 单位 产量."""
    if " " not in line:
        return []
    heads = [unspaced(line, head) for head in head_words(line, (0, len(line)))]
    heads = heads[1:] if SET_BEFORE.fullmatch(heads[0]) else heads
    return heads if len(heads) > 1 and 0 in name_heads(heads) else []


def begins_table(line: str) -> bool:
    """Whether a line is one of heads: 年份 地区生产总值 第一产业, under rows of another table; no 城市  0.1  0.2."""
    cells = [unspaced(cell, (0, len(cell))) for cell in split_row(line)] or headed(line)
    filled = [cell for cell in cells if cell]
    behind = cells[1:] if SET_BEFORE.fullmatch(cells[0] if cells else "") else cells
    if len(filled) < _PAIR or 0 not in name_heads(behind):
        return False
    return not any(is_number(cell) and not YEAR.fullmatch(cell) for cell in filled)
