"""Noun phrases before a number: what is measured, freed of the words around it.

全省新增规上工业企业 (before 1494家) is read as the phrase 新增规上工业企业 about the document's own region.
"""

from __future__ import annotations

import re

import regex

from extractor.reading.marks import GLOSS, MARKS, PARTICLES
from extractor.reading.mentions import Mentions
from extractor.reading.openings import Phrase, read_head
from extractor.reading.regions import RegionMention
from extractor.reading.trimming import trim_end
from extractor.reading.verbs import begins_item, last_verb
from extractor.ruleset.lexicon import Lexicon

_QUOTED = regex.compile(r"(?:[“《][^”》]*[”》]、?)+等(?=\p{Han}{2})")
# 仅创业担保贷款一项工作|申请资料减少率
_ALONE = regex.compile(r"^\p{Han}{2,14}?一项(?:工作|业务|政策|任务|改革)?(?=\p{Han}{3})")
# 一般公共预算收入|在消化减收因素之后|完成, |剔除上级专项后|增长
_AMID = regex.compile(
    r"(?:在|剔除|扣除|不考虑|考虑)[\p{Han}“”、]{2,20}?(?:之后|以后|的情况下|情况下|的基础上|基础上|前提下|背景下|因素后|专项后|影响后|价格后的|因素后的|后$)"
)
# 全市18个|县（市、区）中|由第9位前移至第7位: among what it is ranked is not what is ranked.
_AMONG = regex.compile(
    r"^\p{Han}{0,8}?(?:市州|设区市|地级市|县（市、区）|县市区|县区|市县|城市|省份|省区市|省（区、市）|国家|地区|园区|开发区|区县)中的?"
)
# 关中、陕南|三大区域|收入
_SEVERAL = regex.compile(r"^[两二三四五六七八九十]大(?:区域|片区|板块|地区|经济区|城市群)(?=\p{Han}{2})")
_AMID_BEGINS = re.compile("[在除虑]")
_BEHIND_BLANK = regex.compile(r"^.*[\p{Han}”》）] (?=[\p{Han}“]{2})")
"""楼市遇冷 |成交量|降两成: the parts of a headline are parted by blanks."""
_FIXED = regex.compile(r"(?:核定|下达|确定|规定|批准|批复)的\p{Han}+$")
# 要完成|市委、市政府年初提出的|全年生产总值增长14%的目标
_PUT_FORWARD = regex.compile(r"^[^“”]*?(?:提出|确定|定下|设定)的(?:全年|年度|今年)?(?=\p{Han}{2,})")
# 三省合计|占全国的44%: what the regions or things told before are together
_TOGETHER = regex.compile(
    r"(?:这|以上|上述)?[两二三四五六七八九十](?:省份?|市|县|区|州|省市|国|者|项|类)(?:合计|共计|总计|总共)"
)
# those of whom something is told: |已完成农村电网改造的乡镇|占84.7%, |有卫生室的村|占80%
_TOLD_OF = regex.compile(
    r"(?<![^，。；、：\n年末底中])(?P<all>(?:已|未|没)?(?:完成|实施|实行|有|没有|拥有|使用|建有|设有|开通|安装|开展|参加|接受|享受)"
    r"[^，。；、：]{1,16}的(?:乡镇|[镇乡村户]|行政村|自然村|住户|农户|家庭|企业|学校|社区|单位|机构))$"
)
_TOLD_LENGTH = 28
_WHO_ENDS = frozenset("镇乡村户庭业校区位构")
_ITEMS_ABOVE = regex.compile("^.*（[类款]）(?=.{2})")
_EXTREME = regex.compile("最?[高低多少大小快慢]的|[高低]者")  # 标准差距较大，|高的|达1.2万元
# 牧原股份共|销售生猪|
_BY_FIRM = regex.compile(
    "^.*(?:股份|公司|集团|企业|合作社)(?:共|累计|合计|总共|共计)"
    "(?=销售|出栏|生产|实现|完成|投入|采购|收购|新增|吸纳|安置|交付|发运|出口|进口)"
)
# 财政|用于民生的支出|, 全市规模以上工业企业|生产白酒|, 某网10月23日|发布的|动力煤价格指数
_SPENT_ON = regex.compile(r"\p{Han}{0,8}?用于(?P<on>\p{Han}{2,8}?)(?:方面)?的(?P<what>支出|投入)")
_MADE_BY = regex.compile(
    r".*(?:企业|公司|集团|[）)])生产(?P<what>(?!总值|成本|能力|经营|性|用|者|力|基地|资料|要素|效率|规模|线|设备)\p{Han}{2,6})"
)
_ISSUED_BY = regex.compile(r"^.*(?:发布|公布|编制)的(?=\p{Han}{4,}$)")
# 而年初|省人代会定下的|目标是9%: who set an aim is not what it is of.
_SET_BY = regex.compile(
    r"(?:低于|高于|超过|离|距离?)?(?:(?:年初|年度|原先?|此前|国家|省|市|县|规划|计划|方案|文件|会议)\p{Han}{0,8})?(?:确定|定下|设定|提出|下达|制定|要求|规定)"
)
_WIRES = ("日讯", "日电", "日報道", "日报道")
_PLANS = ("规划", "计划", "方案", "意见", "纲要")
"""What sets an aim and is not what it is of."""
_SETS = ("确定", "定下", "设定", "提出", "下达", "制定", "要求", "规定")
_FOREMOST = regex.compile(
    "(?:(?<![比较于])[最较][高低多少大小快慢好差]|[居排]名?前(?:列|[一二三四五六十]位?)?|领先|靠前|居首)的"
    "(?:(?:省份|城市|地区|市|县|区)?(?:有|是|为|依次[是为]|分别[是为]))?$"
)
_WHOLE = ("year", "end")
"""Parts of a year that may belong to a name: 年度, 全年, 年末."""
_AREA = regex.compile(
    "(?<![占在比于为对较按由是至到向从以的“《全超（(、省市县区州])(?:全国|全省|全市|全县|我省|我市|我县|我国|本港|全港|本澳)(?=\\p{Han}{2})"
)
"""The area that a name is of, inside of what stands before a number."""
_ROSE_FROM = regex.compile(r"(?<=.{2})从(?:不足|不到|近)?[几数]?[十百千万亿]+\p{Han}{1,2}$")
"""From what a name is told to have risen, in a word: 蓝莓面积|从不足千亩|发展到4.2万亩."""
_AND_SUCH = regex.compile(r"[^，。；等]*、[^，。；等]*等(?:各项|各类|多项|多种|几项|项)?")
"""What a known name begins with that lists what it is made up of: 教育、科技等|民生支出."""
_INCLUDES = regex.compile(r"[（(](?:包括|包含|不包括|含|不含)[^（()）]{1,20}[）)](?=\p{Han}{2})")
_ADJUSTED = regex.compile("^(?:扣除|剔除)[^的，]{2,14}后的(?=.{2})")
"""What a name begins with that is measured in prices of another year: 扣除其间价格变动后的|零售业总销货数量."""
_LEAVES_OPEN = ("内", "后", "前", "中", "时", "来", "上", "下")


def read_before(text: str, start: int, end: int, mentions: Mentions, lexicon: Lexicon) -> Phrase:
    """The phrase that ends ``text[start:end]``, the stretch before a number and its frame."""
    whole = end
    end = trim_end(text, start, end, mentions, lexicon)
    period = mentions.period_until.get(end)
    if period is not None and period.start > start:  # 地区生产总值|一季度|增长5%
        end = trim_end(text, start, period.start, mentions, lexicon)
    phrase = read_head(text, start, end, mentions, lexicon)
    cut = last_verb(text, phrase.start, end, mentions, lexicon)
    if cut is not None:
        phrase = _behind_verb(text, phrase, *cut, end, mentions, lexicon)
    phrase = _behind_period(text, phrase, end, mentions, lexicon)
    phrase = _behind_clause(phrase, text, end, mentions, lexicon)
    phrase = _from_area(phrase, text, end, mentions, lexicon)
    named = mentions.name_until.get(end, phrase.start)
    if named > phrase.start and _AND_SUCH.fullmatch(text, phrase.start, named):
        phrase = phrase._replace(start=named)
    regions = phrase.regions
    last = mentions.region_until.get(end)
    placed = any(mention.region.code for mention in regions)
    if last is not None and last.start > phrase.start and not (last.in_name or placed):
        foremost = _FOREMOST.search(text, phrase.start, last.start)
        if foremost is not None or lexicon["measured"].before(text, phrase.start, last.start):
            regions = (last,)  # 全球城市创新指数|成都提升至第24位, 优良天数比例最高的|威海市为89.6%
            stop = foremost.start() if foremost is not None else last.start
            end = trim_end(text, phrase.start, stop, mentions, lexicon)
    body = _bare(text[phrase.start : end], lexicon)
    told_of = end > start and text[end - 1] in _WHO_ENDS
    those = _TOLD_OF.search(text, max(start, end - _TOLD_LENGTH), end) if told_of else None
    if those is not None and len(those["all"]) > len(body):
        body = those["all"]  # |实施集中供水的镇|占58.6%
    if text.startswith("等", end, whole):  # 揭阳石化等23个项目: the first of a list is not what they are all in
        regions = ()
    if body.startswith(("较", "比")) and end not in mentions.name_until:
        body = ""  # 较上一期（7月至9月）|增加1200人
    if body.endswith(_WIRES):
        body = ""  # 新闻网南宁7月19日讯|7.2%！
    elif body.endswith(_SETS) and _SET_BY.fullmatch(body):
        subject = "" if phrase.subject.endswith(_PLANS) else phrase.subject
        body, phrase = subject, phrase._replace(subject="")  # 能耗要完成|年初确定|的下降4%的目标
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
    subject = text[phrase.start : subject_end].strip(MARKS).rpartition(" ")[2]
    if subject in lexicon["each"]:
        return phrase  # 每万人|拥有高价值发明专利
    verb = text[verb_start:verb_end]
    rest = read_head(text, verb_end, end, mentions, lexicon)
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
    if "（款）" in body or "（类）" in body:  # 社会保障和就业支出（类）养老支出（款）|基本养老保险缴费支出（项）
        body = _ITEMS_ABOVE.sub("", body).removesuffix("（项）")
    if "（" in body or "(" in body:
        body = GLOSS.sub("", body)
        body = _INCLUDES.sub("", body)
    if body.startswith(("扣除", "剔除")):
        body = _ADJUSTED.sub("", body)
    if " " in body:
        body = _BEHIND_BLANK.sub("", body)
        local = lexicon["local"].at(body, 0, len(body))
        body = body[local:] if local < len(body) - 1 else body  # 家电下乡启动满月 |我省|农民买走1.6万台
    if "从" in body:
        body = _ROSE_FROM.sub("", body)
    if "一项" in body:
        body = _ALONE.sub("", body)
    if _AMID_BEGINS.search(body):
        body = _AMID.sub("", body)
    if "中" in body:
        body = _AMONG.sub("", body)
    if "大" in body:
        body = _SEVERAL.sub("", body)
    area = lexicon["part_areas"].at(body, 0, len(body))
    if area and body.startswith("有", area):  # 市区|有|学前教育机构300所
        body = body[:area] + body[area + 1 :]
    tail = body.rpartition("的")[2]
    if tail in lexicon["attribute"] and _FIXED.search(body):  # 国务院核定的|限额
        return tail
    if _TOGETHER.fullmatch(body) or _EXTREME.fullmatch(body):
        return ""
    if body.startswith("共") and lexicon["act"].at(body, 1, len(body)) == len(body) - 1 > 0:
        return body[1:]  # 三省|共收购|157万担
    if lexicon["measured"].before(body, 0, len(body)):
        body = _PUT_FORWARD.sub("", _ISSUED_BY.sub("", body))
    body = _BY_FIRM.sub("", body)
    if (spent := _SPENT_ON.fullmatch(body)) is not None:
        return spent["on"] + spent["what"]
    if (made := _MADE_BY.fullmatch(body)) is not None:
        return made["what"] + ("" if made["what"].endswith("量") else "产量")
    if body.startswith(("“", "《")):
        quoted = _QUOTED.match(body)
        rest = body[quoted.end() :] if quoted else body
        return rest or (body[1:-1] if "”" not in body[1:-1] else "")
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
    rest = read_head(text, inside[-1].end, end, mentions, lexicon)
    subject = (
        text[phrase.start : trim_end(text, phrase.start, inside[0].start, mentions, lexicon)]
        .strip(MARKS)
        .rpartition(" ")[2]
    )
    subject = "" if subject in lexicon["opener"] else subject  # 相对|第二季|的升幅为3.5%
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


def _from_area(phrase: Phrase, text: str, end: int, mentions: Mentions, lexicon: Lexicon) -> Phrase:
    """A name begins with the area that it is of, whatever ran into it: 优质小麦面积扩大|全国夏粮总产量."""
    area = _AREA.search(text, phrase.start + 2, end)
    if area is None or mentions.inside_name(area.start(), area.end()):
        return phrase
    rest = read_head(text, area.start(), end, mentions, lexicon)
    measured = mentions.name_at.get(rest.start) == end or lexicon["measured"].before(text, rest.start + 1, end)
    return rest._replace(subject="", verb=phrase.verb) if measured else phrase


def _place_of(text: str, start: int, end: int, mentions: Mentions, lexicon: Lexicon) -> RegionMention | None:
    """The region in which something is done: 基金在|大湾区|设立."""
    at = text.find("在", start, end)
    if at < 0:
        return None
    mention = mentions.region_at.get(at + 1)
    if mention is None or mention.in_name or not lexicon["act"].at(text, mention.end, end):
        return None
    return mention
