"""The head of a phrase: what stands before a name and is skipped, word by word: 全省, 2023年, 新增, 四川."""

from __future__ import annotations

import re
from typing import NamedTuple

import regex

from extractor.reading.marks import CLOSING, MARKS, OPENING
from extractor.reading.mentions import Mentions
from extractor.reading.placekinds import KIND
from extractor.reading.placenames import RegionMention
from extractor.ruleset.gazetteer import NATION
from extractor.ruleset.lexicon import Lexicon

_DAYS = re.compile(
    "前?[0-9一二三四五六七八九十两]{1,3}天(?:里|内|时间|来)?[共就]?(?=[\u4e00-\u9fff]{2})"
)  # 7天共|接待游客
_DIGITS = frozenset("0123456789一二三四五六七八九十两")
_GREAT = re.compile("(?:著名|有名)?的?[\u4e00-\u9fff]{0,5}?(?:大|强|名|重点|先进|示范|模范)[县市省区旗]的?")
"""What is said of a place behind 全国 and before its name."""
_BODIES = ("人大", "政协", "人民代表")
"""What bears 全国 as a part of its name."""
_SHARE = regex.compile("的[0-9]")
# 赣州、吉安、宜春|三市|分别建成.
_SEVERAL = regex.compile(
    r"(?:\d+|[两三四五六七八九十]+|一(?=[市省地州](?!一)))个?"
    rf"(?:{KIND}|地|城(?!市|区|镇|乡))(?!场|政|委|级|域)"
)
# 山东、河南、河北|等省|机收水平高于95%
_AND_OTHERS = regex.compile(rf"等(?:{KIND})(?![场政委级域内外])")
# What stands before a clause; another number does before a list goes on: 南京13.8%|和|北京13.5%.
_OF_LEVEL = regex.compile("[省市县区州](?:对|级|本级|财政|补助|专项|返还)")
"""What stands behind 加上 and is of a level of government."""
_BREAKS = ("", *"，。；：、（(\n")
_LINKS = frozenset("、和与及")
_GIVES = ("安排", "下达", "拨付", "补助", "分配")
"""What gives to the region that stands behind it."""
WORKING = ("就业", "务工", "从业", "居住", "就读", "经商")
"""What people do in the place that 在 tells of them: 在|东部地区|就业农民工."""
_SHARES = ("的比重", "的份额", "的比例", "比重")
"""What is a share of what stands before it: 占全省的81.5%、|全国|的比重首次突破一成."""
_DESCRIPTION = 12
"""How far into a phrase what is said of its places may reach, in characters."""
_LEADS_UP = regex.compile(
    r"(?:\d+|[两三四五六七八九十]+)个?\p{Han}{1,4}(?:（[市区县州旗]）)?[中里]"
    r"|(?:第[一二三四五]|最大的?)?\p{Han}{2,4}(?:大[省市县区]|强[省市县区])"
    r"|\p{Han}{0,4}?(?:最大|重要|主要|著名|有名)的\p{Han}{1,8}?(?:基地|产[区地]|港口|城市)"
)
"""What places are among, or what one is called, before its name: 五县（市）中|醴陵市, 第一外贸大省|广东.

Or 我国最大的煤炭基地|山西省.
"""
_RATE = re.compile("率(?!先)")
_SKIPPED = frozenset((*MARKS, *CLOSING, "的"))


class Phrase(NamedTuple):
    """A noun phrase and what stood around it.

    ``text`` is the phrase, ``start`` and ``end`` its place; ``subject`` is what stood before its verb
    (石油行业 in 石油行业实现增加值); ``flow`` is the verb that is part of the name (新增); ``regions`` are the areas
    named at its head, ``local`` is the word for the document's own area (全省) if it begins with one.
    """

    text: str = ""
    start: int = 0
    end: int = 0
    subject: str = ""
    flow: str = ""
    regions: tuple[RegionMention, ...] = ()
    local: str = ""
    national: bool = False
    verb: bool = False
    last_verb: str = ""
    led: bool = False  # whether a verb leads up to the region: 推动|龙城区半导体产业
    without: str = ""  # the part that is left out of what is told: 扣除|房地产开发投资|后增长4.7%
    areas: tuple[RegionMention | str, ...] = ()  # the regions and the words for areas in their order: 全国、全省


def read_head(text: str, start: int, end: int, mentions: Mentions, lexicon: Lexicon) -> Phrase:
    """What a clause or phrase begins with: the regions named there, and where its first other word starts."""
    position = start
    regions: list[RegionMention] = []
    areas: list[RegionMention | str] = []
    local = flow = last_verb = ""
    unclosed = ""  # marks that nothing closes from here on: （（（（ is not searched to its end again and again
    national = verb = oblique = follows_region = led = False
    begins, leads = mentions.begins, lexicon.leads
    while position < end:
        character = text[position]
        if character in _SKIPPED or (character == "了" and position > start):
            position += 1
            continue
        if character == "到" and position + 1 in mentions.period_at:
            position += 1
            continue
        if (character in _DIGITS or character == "前") and (days := _DAYS.match(text, position, end)):
            position = days.end()
            continue
        if position == start and (described := _described(text, start, end, mentions)):
            position = described
            continue
        if position not in begins and character not in leads and character not in OPENING:
            break
        period = mentions.period_at.get(position)
        if (
            period is not None and period.end - (text[period.end - 1] == "的") <= end
        ):  # before quotes: “十三五”期间|全省储备粮
            position = period.end
            if text.startswith(("以后", "之后", "以前", "之前", "以来", "至今"), position):
                position += 2
            elif text.startswith(("初至今", "底至今", "起至今"), position):
                position += 3
            named = position in mentions.region_at or position in mentions.name_at  # 到2023年|内乡县
            if (
                text[position : position + 1] in ("前", "初", "内", "起")
                and not named
                and not lexicon["whole_words"].at(text, position, end)
            ):
                position += 1
            continue
        if character in OPENING:
            closing = -1 if character in unclosed else text.find(OPENING[character], position, end)
            if closing < 0:
                unclosed += character
            if character in "(（" and closing > 0:
                position = closing + 1
                continue
            if closing > 0 and closing + 1 in mentions.region_at and position == start:
                position = closing + 1  # “广木之乡”|会同县
                continue
            if closing > 0:
                break
            position += 1
            continue
        part = lexicon["part_areas"].at(text, position, end) if position == start else 0
        if part and position + part in mentions.region_at:
            position += part  # 主城区|崇川
            continue
        name_end = mentions.name_at.get(position, 0)
        if name_end >= end or (name_end and text[name_end] in _LINKS):  # 高标准农田面积|和城镇单位就业人员工资
            break
        region = mentions.region_at.get(position)
        if region is not None and region.end <= end and not (region.in_name and not _owns_way(text, region)):
            great = _GREAT.match(text, region.end, end) if region.region.code == NATION else None
            if great is not None and great.end() in mentions.region_at:
                position = great.end()  # 全国植棉大县|河南省扶沟县
                continue
            shared = text.endswith("有", start, position) and _SHARE.match(text, region.end)
            if shared:  # 只有|浙江省的20.3%: what a share is of
                break
            if text[region.end : region.end + 1] == "港":  # 长沙|港货物吞吐量: the port bears the city's name
                regions.append(region)
                position += (region.end + 1 - position) * (region.end + 1 == end)  # 其中|钦州港|127.5万标箱
                break
            given = region.end == end and last_verb in _GIVES  # 其中安排|贵州省|7.26亿元
            # 在|东部地区|就业农民工
            there = text.endswith("在", start, position) and text.startswith(WORKING, region.end)
            if given or (there and not verb) or (not verb and not oblique):  # 支援|湖北, 在|全省…中占比: no subject
                regions.append(region)
                areas.append(region)
                led = led or bool(last_verb)
            position = region.end
            if region.region.code is None and text.startswith("地区", position) and position not in mentions.name_at:
                position += len("地区")  # 粤东西北|地区|收入, but 珠三角|地区生产总值
            follows_region = True
            among = text.startswith("等", position) and position + 1 < end
            several = _SEVERAL.match(text, position + among, end) or _AND_OTHERS.match(text, position, end)
            if several is not None:
                position = several.end() + text.startswith("就", several.end())  # 杭州一地|就|接待261万人次
            elif position not in begins and not lexicon["whole_words"].at(text, position, end):
                position += lexicon["within"].at(text, position, end)
            continue
        name, length = lexicon.opening(text, position, end)
        if length > 1 and text[position] in lexicon["opener"] and mentions.name_at.get(position + 1, 0) >= end:
            name, length = "opener", 1  # 在|建筑业增加值, though 在建 is a word
        named = (
            name == "opener" and mentions.name_at.get(position + length, 0) >= end
        )  # 在|地区生产总值, though 在地 is a word
        body = text.startswith(_BODIES, position + length)  # 全国|人大代表建议
        named = named or (
            name == "national" and position + length in mentions.name_at and not body
        )  # 全国|第三产业增加值
        if lexicon["whole_words"].at(text, position, end) >= length and not named:
            break
        if name == "opener":
            word = text[position : position + length]
            shorter = word[:-1] in lexicon["opener"] and word[0] != "其"  # 其中|医院, but not 其|中医院
            level = _OF_LEVEL.match(text, position + length) is not None
            if shorter and not level and lexicon["whole_words"].at(text, position + length - 1, end) > 1:
                length -= 1  # 加|上级补助收入, but 加上|市对区税收返还
            goes_on = follows_region or (position == start and text[start - 1 : start] not in _BREAKS)
            joins = word in lexicon["connective"]
            extent = lexicon["extent"].before(text, start, position)
            among = oblique and joins and extent > 0  # 在|全国和中部六省|中列第7位
            oblique = among or (word in lexicon["at_place"] and not (goes_on and joins))
        elif oblique and name != "act":
            pass
        elif name in ("local", "local_area"):
            local = text[position : position + length]
            areas.append(local)
            follows_region = True
        elif name == "national" and text[position : position + length] in lexicon["domestic"]:
            break  # 国内观众1933万人次 are the region's own
        elif name == "national" and region is not None and not text.startswith("全国", position):
            break  # 中国小商品城
        elif name == "national" and not text.startswith(_SHARES, position + length):
            national = True
            areas.append(text[position : position + length])
        elif name == "flow" and _RATE.match(text, position + length):
            break  # |新开工|率达80%
        elif name == "flow":
            flow += text[position : position + length]
            verb = True
        elif name == "act":
            rest = text[position + length : end]
            remainder = rest.strip(MARKS)
            total = remainder.startswith("总投资")  # 引进|总投资30亿元的电池项目
            verbal = total or text[position : position + length] in lexicon["neutral_verb"]
            nominal = remainder in lexicon["attribute"] and not verbal
            if flow or nominal or len(rest) == 1 or remainder in lexicon["head_noun"]:
                break
            verb = verb or text[position : position + length] not in lexicon["causative"]
            last_verb = text[position : position + length]
        position += length
    return Phrase(
        start=position,
        flow=flow,
        regions=tuple(regions),
        local=local,
        national=national,
        verb=verb,
        last_verb=last_verb,
        led=led,
        areas=tuple(areas),
    )


def _described(text: str, start: int, end: int, mentions: Mentions) -> int:
    """Where places begin behind what is said of them, or 0: 一向领跑的|苏州、无锡、南京三市|生产总值, 五县中|醴陵市."""
    among = _LEADS_UP.match(text, start, end)
    if among is not None and among.end() in mentions.region_at:
        return among.end()
    of = text.find("的", start + 2, min(start + _DESCRIPTION, end))
    first = mentions.region_at.get(of + 1) if of >= 0 else None
    listed = first is not None and first.end < end and text[first.end] in _LINKS
    return of + 1 if listed and not mentions.regions_in(start, of) and start not in mentions.name_at else 0


def _owns_way(text: str, region: RegionMention) -> bool:
    """Whether a full name before a kind of road is the region: 四川省|高速公路里程, but 成渝高速公路."""
    full = text[region.end - 1] in "省市县区州" and not text.startswith(("铁路局", "铁路分局"), region.end)
    return full and text.startswith(("高速", "公路", "铁路", "高铁", "机场", "航线", "港口"), region.end)
