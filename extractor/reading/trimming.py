"""The end of a phrase: what stands between it and its number is taken off, word by word: 台阶, 按可比价格, 连续三年."""

from __future__ import annotations

import regex

from extractor.reading.marks import MARKS, PARTICLES
from extractor.reading.mentions import Mentions
from extractor.ruleset.lexicon import BRACKETED_UNITS, Lexicon

# 连续37年居全国首位: how long it has been so stands between the phrase and the number.
_LASTING = regex.compile(
    r"(?:已|均)?(?:连续|连[升涨跌降]|时隔)?第?(?:\d+|[一二两三四五六七八九十多]+)(?:年|个月|月|个季度|个季|届|周|天|次|期|个?榨季|个?赛季|个?学年)(?:内|期间)?",
    regex.REVERSE,
)
# 粮食产量|在去年高基数上|再增加, 原煤产量|受关井影响|降至
_CIRCUMSTANCE = regex.compile(
    r"在\p{Han}{2,14}?(?:基数|基础|背景|情况|形势|影响)之?[上下]|受[\p{Han}、]{2,14}?影响"
    r"|将?[从自](?:本月|下月|明年|今年|即日|[0-9一二三四五六七八九十]+年)?[0-9一二三四五六七八九十月日年末底初]{0,8}起将?"
    r"|(?:时隔|近)?(?:\d+|[一二两三四五六七八九十多几]+)(?:多|余)?(?:个月|年|个季度|季度|季)(?:以?来|之?后)"
    r"|在\p{Han}{2,8}?的?(?:位次|排名|名次)|与\p{Han}{2,8}?(?:基本)?(?:持平|相当)|(?!个月|个季|年以)\p{Han}{2,8}?以来|按\p{Han}{0,10}?(?:口径|价格|定义|[不可]变价|可比价|年率|汇率|实质|币值)(?:计算|折算|换算|计)?"
    r"|[按以](?:美元|人民币|美金|欧元|港[元币])(?:计价|计算|计|口径)",
    regex.REVERSE,
)
# 工业总产值|迈过三个千亿元台阶、达到4100亿元.
_PASSED = regex.compile(r"(?:\d+|[一两三四五]|几)?个?[百千万亿]+[元级]{0,2}(?:大关|台阶|关口)", regex.REVERSE)
_BELOW = regex.compile("仅?次于|紧随|紧跟", regex.REVERSE)
_YEAR = regex.compile(r"(?:19|20)\d{2}年|[上去前]年")
_DURING = "期间"
_PASSING = frozenset("年月季度届周天次期内间关阶口")
"""What the patterns of what lasts and of what was passed can end with."""
_CIRCUMSTANCE_ENDS = frozenset("来上下响径格价率质值算计平当次名起将")


def trim_end(text: str, start: int, end: int, mentions: Mentions, lexicon: Lexicon) -> int:
    """The end of the phrase without the particles, bounds and connectives that stand between it and the number."""
    while end > start:
        if text[end - 1] in _PASSING and end not in mentions.period_until:  # 在2018年首六个月|累计上升10%
            if text.endswith(_DURING, start, end) and end - len(_DURING) in mentions.period_until:
                end -= len(_DURING)  # 在2022年8月至10月|期间|的平均升幅
                continue
            passing = _LASTING.match(text, start, end) or _PASSED.match(text, start, end)
            if passing:
                end = passing.start()
                continue
        if text[end - 1] in _CIRCUMSTANCE_ENDS:
            around = _CIRCUMSTANCE.match(text, start, end)
            if around:
                end = around.start()
                continue
        if text[end - 1] in MARKS or (text[end - 1] in PARTICLES and not text[start:end].endswith("目的")):
            end -= 1
            continue
        if text[end - 1] in "）)" and end not in mentions.name_until:
            length = lexicon[BRACKETED_UNITS].before(text, start, end)
            if length:
                end -= length  # 地区生产总值（亿元）, but not 社区卫生服务中心（站）
                continue
        other = mentions.region_until.get(end)
        if other is not None and (below := _BELOW.match(text, start, other.start)):
            end = below.start()  # 在全国省会城市中|次于长春|列第二位
            continue
        length = lexicon["closer"].before(text, start, end)
        if length and end in mentions.region_until:  # 全球城市创新指数|成都
            break
        if text[end - 1] in "到至" and end in mentions.period_at:
            end -= 1  # 外贸进出口总额|到2025年|达到300亿元
            continue
        if text[end - 1] == "比" and _YEAR.match(text, end):
            end -= 1  # 城乡居民人均收入|比2010年翻一番
            continue
        if length == 1 and lexicon["word_ends"].before(text, start, end):
            break
        if length == 1 and text[end - 1] == "比" and lexicon["no_comparison"].at(text, end, len(text)):
            break  # 结收|比|为96.8%
        if not length or mentions.inside_name(end - length, end):
            break
        end -= length
    return end
