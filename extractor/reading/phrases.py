"""Noun phrases before a number: what is measured, freed of the words around it.

全省新增规上工业企业 (before 1494家) is read as the phrase 新增规上工业企业 about the document's own region.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import regex

from extractor.reading.marks import CLOSING, GLOSS, MARKS, OPENING, PARTICLES
from extractor.reading.mentions import Mentions
from extractor.reading.regions import RegionMention
from extractor.reading.trimming import trim_end
from extractor.reading.verbs import begins_item, last_verb
from extractor.ruleset.lexicon import Lexicon

_QUOTED = regex.compile(r"(?:[“《][^”》]*[”》]、?)+等(?=\p{Han}{2})")
# 仅创业担保贷款一项工作|申请资料减少率
_ALONE = regex.compile(r"^\p{Han}{2,14}?一项(?:工作|业务|政策|任务|改革)?(?=\p{Han}{3})")
# 一般公共预算收入|在消化减收因素之后|完成, |剔除上级专项后|增长
_AMID = regex.compile(
    r"(?:在|剔除|扣除|不考虑|考虑)[\p{Han}“”、]{2,20}?(?:之后|以后|的情况下|情况下|的基础上|基础上|前提下|背景下|因素后|专项后|影响后|后$)"
)
_AMID_BEGINS = re.compile("[在除虑]")
_DAYS = re.compile(
    "[0-9一二三四五六七八九十两]{1,3}天(?:里|内|时间|来)?[共就]?(?=[\u4e00-\u9fff]{2})"
)  # 7天共|接待游客
_BEHIND_BLANK = regex.compile(r"^.*[\p{Han}”》）] (?=[\p{Han}“]{2})")
"""楼市遇冷 |成交量|降两成: the parts of a headline are parted by blanks."""
_DIGITS = frozenset("0123456789一二三四五六七八九十两")
_FIXED = regex.compile(r"(?:核定|下达|确定|规定|批准|批复)的\p{Han}+$")
# 赣州、吉安、宜春|三市|分别建成.
_SEVERAL = regex.compile(
    r"(?:\d+|[两三四五六七八九十]+|一(?=[市省地州](?!一)))个?"
    r"(?:地级市|县级市|省市|市县|市州|县区|区县|省区|地区|[省市县区州旗地])(?!场|政|委|级|域)"
)
# 而年初|省人代会定下的|目标是9%: who set an aim is not what it is of.
_SET_BY = regex.compile(r"(?:年初|年度|原先?|此前|国家|省|市|县)\p{Han}{0,8}(?:确定|定下|设定|提出|下达|制定)")
_SETS = ("确定", "定下", "设定", "提出", "下达", "制定")
_FOREMOST = regex.compile("(?<![比较于])[最较][高低多少大小快慢好差]的$")
_LINKS = frozenset("、和与及")
_WHOLE = ("year", "end")
"""Parts of a year that may belong to a name: 年度, 全年, 年末."""
_LEAVES_OPEN = ("内", "后", "前", "中", "时", "来", "上", "下")
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


def read_head(text: str, start: int, end: int, mentions: Mentions, lexicon: Lexicon) -> Phrase:
    """What a clause begins with: the regions named there, and where its first other word starts."""
    return _skip_head(text, start, end, mentions, lexicon)


def read_before(text: str, start: int, end: int, mentions: Mentions, lexicon: Lexicon) -> Phrase:
    """The phrase that ends ``text[start:end]``, the stretch before a number and its frame."""
    whole = end
    end = trim_end(text, start, end, mentions, lexicon)
    period = mentions.period_until.get(end)
    if period is not None and period.start > start:  # 地区生产总值|一季度|增长5%
        end = trim_end(text, start, period.start, mentions, lexicon)
    phrase = _skip_head(text, start, end, mentions, lexicon)
    cut = last_verb(text, phrase.start, end, mentions, lexicon)
    if cut is not None:
        phrase = _behind_verb(text, phrase, *cut, end, mentions, lexicon)
    phrase = _behind_period(text, phrase, end, mentions, lexicon)
    phrase = _behind_clause(phrase, text, end, mentions, lexicon)
    regions = phrase.regions
    last = mentions.region_until.get(end)
    if (
        last is not None
        and last.start > phrase.start
        and not (last.in_name or any(mention.region.code for mention in regions))
        and (
            lexicon["measured"].before(text, phrase.start, last.start)
            or _FOREMOST.search(text, phrase.start, last.start)
        )
    ):  # 全球城市创新指数|成都提升至第24位, 优良天数比例最高的|威海市为89.6%
        regions = (last,)
        end = trim_end(text, phrase.start, last.start, mentions, lexicon)
    body = _bare(text[phrase.start : end], lexicon)
    if text.startswith("等", end, whole):  # 揭阳石化等23个项目: the first of a list is not what they are all in
        regions = ()
    if body.startswith(("较", "比")) and end not in mentions.name_until:
        body = ""  # 较上一期（7月至9月）|增加1200人
    if body.endswith(_SETS) and _SET_BY.fullmatch(body):
        body, phrase = phrase.subject, phrase._replace(subject="")  # 能耗要完成|年初确定|的下降4%的目标
    place = None if regions else _place_of(text, start, end, mentions, lexicon)
    if place is not None:
        regions = (place,)
    length = lexicon["excluding"].at(body, 0, len(body))
    if length and "的" not in body and mentions.name_until.get(end) != phrase.start:
        body = body[length:]  # 扣除|上解上级净支出202.58亿元
    told = len(body) > 1 or body in lexicon["short_nouns"]
    return phrase._replace(text=body if told else "", end=end, regions=regions)


def _behind_verb(
    text: str, phrase: Phrase, verb_start: int, verb_end: int, end: int, mentions: Mentions, lexicon: Lexicon
) -> Phrase:
    """The object of the verb inside a phrase, what stood before the verb being its subject: 企业|实现|增加值."""
    subject_end = trim_end(text, phrase.start, verb_start, mentions, lexicon)
    planned = mentions.periods_in(phrase.start + 1, subject_end)
    if planned and planned[0].tells_year:  # 公司|2022年计划|实现营业收入
        subject_end = planned[0].start
    subject = text[phrase.start : subject_end].strip(MARKS)
    if subject in lexicon["each"]:
        return phrase  # 每万人|拥有高价值发明专利
    verb = text[verb_start:verb_end]
    rest = _skip_head(text, verb_end, end, mentions, lexicon)
    return rest._replace(
        subject="" if subject.endswith(_LEAVES_OPEN) else subject,
        flow=(verb if verb in lexicon["flow"] else "") + rest.flow,
        regions=rest.regions or phrase.regions,
        local=rest.local or phrase.local,
        national=rest.national or phrase.national,
        verb=True,
        last_verb=rest.last_verb or verb,
    )


def _bare(body: str, lexicon: Lexicon) -> str:
    """A phrase without marks, glosses, circumstances and a list of examples: “甲”“乙”等|惠民展演."""
    body = body.strip(MARKS).strip(PARTICLES)
    if "（" in body or "(" in body:
        body = GLOSS.sub("", body)
    if " " in body:
        body = _BEHIND_BLANK.sub("", body)
    if "一项" in body:
        body = _ALONE.sub("", body)
    if _AMID_BEGINS.search(body):
        body = _AMID.sub("", body)
    tail = body.rpartition("的")[2]
    if tail in lexicon["attribute"] and _FIXED.search(body):  # 国务院核定的|限额
        return tail
    if body.startswith(("“", "《")):
        quoted = _QUOTED.match(body)
        return body[quoted.end() :] if quoted else body
    return body


def _behind_period(text: str, phrase: Phrase, end: int, mentions: Mentions, lexicon: Lexicon) -> Phrase:
    """A phrase does not reach over a period: 某市“十三五”期间|地方储备粮."""
    periods = mentions.periods_in(phrase.start + 1, end)
    if not periods:
        return phrase
    inside = [
        mention
        for mention in periods
        if mention.end < end and (mention.tells_year or (mention.part is not None and mention.part not in _WHOLE))
    ]
    if not inside:
        return phrase
    rest = _skip_head(text, inside[-1].end, end, mentions, lexicon)
    subject = text[phrase.start : trim_end(text, phrase.start, inside[0].start, mentions, lexicon)].strip(MARKS)
    return phrase._replace(
        start=rest.start,
        subject=phrase.subject or subject,  # 蔬菜|2023年|产量120万吨
        local=phrase.local or rest.local,
        national=phrase.national or rest.national,
        regions=rest.regions or phrase.regions,
    )


def _behind_clause(phrase: Phrase, text: str, end: int, mentions: Mentions, lexicon: Lexicon) -> Phrase:
    """A name that begins with its own verb ends what stood before it: 中小企业|发放创业担保贷款."""
    start = mentions.name_until.get(end)
    if start is None or start <= phrase.start or text[phrase.start : start] in lexicon["each"]:
        return phrase
    if begins_item(text, phrase.start, start, mentions, lexicon):
        return phrase
    verb = lexicon["flow"].at(text, start, end) or lexicon["act_inside"].at(text, start, end)
    if not verb and not lexicon["links"].before(text, phrase.start, start):
        return phrase
    return phrase._replace(start=start, subject=text[phrase.start : start].strip(MARKS), verb=True)


def _place_of(text: str, start: int, end: int, mentions: Mentions, lexicon: Lexicon) -> RegionMention | None:
    """The region in which something is done: 基金在|大湾区|设立."""
    at = text.find("在", start, end)
    if at < 0:
        return None
    mention = mentions.region_at.get(at + 1)
    if mention is None or mention.in_name or not lexicon["act"].at(text, mention.end, end):
        return None
    return mention


def _skip_head(text: str, start: int, end: int, mentions: Mentions, lexicon: Lexicon) -> Phrase:
    """Where the phrase begins once openers, periods, regions and verbs before it are skipped."""
    position = start
    regions: list[RegionMention] = []
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
        if character in _DIGITS and (days := _DAYS.match(text, position, end)):
            position = days.end()
            continue
        if position not in begins and character not in leads and character not in OPENING:
            break
        period = mentions.period_at.get(position)
        if period is not None and period.end <= end:  # before quotes: “十三五”期间|全省储备粮
            position = period.end
            if text.startswith(("以后", "之后", "以前", "之前", "以来"), position):
                position += 2
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
            if closing > 0:
                break
            position += 1
            continue
        name_end = mentions.name_at.get(position, 0)
        if name_end >= end or (name_end and text[name_end] in _LINKS):  # 高标准农田面积|和城镇单位就业人员工资
            break
        region = mentions.region_at.get(position)
        if region is not None and region.end <= end and not (region.in_name and not _owns_way(text, region)):
            if text[region.end : region.end + 1] == "港":  # 长沙|港货物吞吐量: the port bears the city's name
                regions.append(region)
                break
            if not verb and not oblique:  # 支援|湖北, 在|全省…中占比: no subject
                regions.append(region)
                led = led or bool(last_verb)
            position = region.end
            follows_region = True
            several = _SEVERAL.match(text, position, end)
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
        if lexicon["whole_words"].at(text, position, end) >= length and not named:
            break
        if name == "opener":
            word = text[position : position + length]
            shorter = word[:-1] in lexicon["opener"]
            if shorter and lexicon["whole_words"].at(text, position + length - 1, end) > 1:
                length -= 1  # 加|上级补助收入
            oblique = word in lexicon["at_place"] and not (follows_region and word in lexicon["connective"])
        elif oblique and name != "act":
            pass
        elif name in ("local", "local_area"):
            local = text[position : position + length]
        elif name == "national" and text[position : position + length] in lexicon["domestic"]:
            break  # 国内观众1933万人次 are the region's own
        elif name == "national" and region is not None and not text.startswith("全国", position):
            break  # 中国小商品城
        elif name == "national":
            national = True
        elif name == "flow":
            flow += text[position : position + length]
            verb = True
        elif name == "act":
            rest = text[position + length : end]
            remainder = rest.strip(MARKS)
            verbal = text[position : position + length] in lexicon["neutral_verb"]
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
    )


def _owns_way(text: str, region: RegionMention) -> bool:
    """Whether a full name before a kind of road is the region: 四川省|高速公路里程, but 成渝高速公路."""
    full = text[region.end - 1] in "省市县区州"
    return full and text.startswith(("高速", "公路", "铁路", "高铁", "机场", "航线", "港口"), region.end)
