"""The noun right behind a number: 国家级特色产业集群, behind 6个, up to the word that no longer belongs to it."""

from __future__ import annotations

import regex

from extractor.reading.candidates import EACH
from extractor.reading.marks import CLOSING, GLOSS, MARKS, OPENING, PARTICLES
from extractor.reading.mentions import Mentions
from extractor.ruleset.lexicon import Lexicon

_NUMERALS = frozenset("0123456789一二三四五六七八九十百千万亿")
"""What goes on behind a blank where a line was broken: 产值超| |千亿元的集群."""
_STANDING = regex.compile("(?:较|极|最)?[高低]水平")
"""What a number has reached and not counted: 保持在50%的|高水平|, but 50家|高水平医院."""
# 203个地表水断面水质优良率|达|100%
_REACHES = regex.compile("(?<=[率量额数和值入])[达超为近]$")
_EXTREMES = ("最高", "最低", "最多", "最少", "最大", "最小", "居首", "居末", "垫底")
_ADMINISTRATIVE = "省市区县镇乡村"
# 跨过两个|万亿元大关: a mark that was passed, not what is counted.
_MILESTONE = regex.compile(r"(?:[百千万亿]+[元级]{0,2}|(?:\d|[一两二三四五])个?大?)(?:大关|台阶|关口)")
# 八毛|一斤
_FOR_EACH = regex.compile(f"{EACH}(?![月季])")
_PRICED = regex.compile(r"(?<=\p{Han}{2})(?:平均)?(?:零售|批发|收购|成交|出厂)(?:价格?|均价)$")
# 15座|中型水库|有9座低于死水位
_HAS = regex.compile(r"(?<=\p{Han}{2})(?:就|只|还|仅|(?<![国所现拥享持含占稀特]))有$")
# 在11个|设区市|中排名末位
_AMONG = regex.compile("中(?![心学小等央型部段介长医药国外华东西南北原秋餐式石欧铁航粮草美亚])")
# 12家|水泥、磷化工企业|完成改造: one noun, the kinds of which are listed.
_LISTED = regex.compile(
    r"(?:、\p{Han}{1,4}?)*?、(?:\p{Han}{1,4}?(?:企业|行业|产业|项目|工程|机构|单位|部门|学校|医院|园区|基地|公司|贫困县|贫困村)(?!家|化)"
    r"|\p{Han}{1,4}等(?!级|待|于)\p{Han}{2})"
)
# 70万|果农|从事脐橙生产, but not 200名|从事农业的专家
_DOES = regex.compile("从事[^的]*$")
# 国内旅游|出游2.95亿人次|, with its name before it and no blank inside, which OCR sets anywhere
_PART_ENDS = regex.compile(r"\p{Han}{2}[0-9.]+[万亿]*\p{Han}{1,3}$")
_PART = 16
"""How far before a blank such a part of a headline is looked at, in characters."""
_COMPARES = regex.compile("不到|不足|超过?|[高低多少大小]于|为[负正零]|达到?|在\\d")
"""What stands behind the measure of something that was counted before."""
_RATE = regex.compile(r"\p{Han}(?:率|比例|浓度|指数|价格|均价|天数|比重|强度|水平|增速|收入)(?:平均|范围|总体)?$")
"""What ends a noun that goes on with what the places have that were counted."""
_SIZED = regex.compile(r"(?<=[级类等型里])及?以[上下]的?\p{Han}{2}")
"""What stands behind the class that is part of a noun: 二级旧里|以下房屋|改造."""
_KIND = 2
"""How long the word is at the least by which places are counted: 城市, and not the 村 of 村级."""
_PEOPLE = tuple("人名户位")
_SURVEYED = regex.compile(
    r"(?P<who>\p{Han}{0,10}?(?:省|省份|县|城市|企业|家庭|农户|住户|居民|学校|单位))(?:、\p{Han}{2,6})*的\p{Han}{0,6}(?:调查|统计|监测|普查)"
)
"""Those of whom a survey was: 据对25个|夏粮生产省|、自治区、直辖市的抽样调查."""
_THAN = tuple(f"比{digit}" for digit in "0123456789上去前")
"""What ends a noun that goes on to compare it."""
_ENDS = ("", "，", "。", "；", "\n")
"""What stands behind a clause."""
_RECORD = regex.compile(r"\p{Han}{0,6}?(?:纪录|记录|佳绩|奇迹|好成绩|优异成绩|好收成)(?=[，。；！、]|$)")
"""What something is called that was reached, which is no name of it."""
_MOVED = regex.compile(
    r"(?:[比较](?:上年|去年|前年)(?:同期|同月)?|同比|环比|均|都|有所|出现)*(?P<how>(?:正|负)?增长|下降|上升|回落|提高|增加|减少|上涨|下跌)(?=[，。；、]|$)"
)
"""What stands behind what has moved where so many are counted: 有12个|财政收入|比上年增长."""
_STILL = regex.compile(
    r"(?:尚|仍|还)?(?:未|没有|没)(?P<what>脱贫|脱贫摘帽|就业|参保|解决温饱|越过温饱线)(?=[，。；\n]|$)"
)
"""What people have not come to who are counted before it."""
_MEMBER = regex.compile(
    r"[^，。；的]{0,12}?(?:项目|企业|公司|部门|单位|学校|医院|机构|银行|合作社|乡镇|街道|社区|行政村)(?=[^，。；的])"
)
"""Those who are counted, before what is told of them."""
_GAINS = regex.compile(
    r"(?:顺利|全部|稳定|成功|稳步|均)?(?:实现|得到|获得|享受)了?(?P<what>\p{Han}{2,8})(?=[，。；\n]|$)"
)
"""What people have gained, who are counted before it."""


def gained(text: str, start: int, end: int) -> str:
    """What people have come to who are counted before it and not named, or nothing: 全年4.28万人实现|脱贫|."""
    if not text.endswith(_PEOPLE, 0, start):
        return ""
    if (still := _STILL.match(text, start, end)) is not None:
        return f"未{still['what']}人口"  # 仍有5.3万人|未脱贫
    found = _GAINS.match(text, start, end)
    return found["what"] if found is not None else ""


def read_behind(text: str, start: int, end: int, counts: bool, mentions: Mentions, lexicon: Lexicon) -> str:
    """The noun right behind a number, or nothing: 6个|国家级特色产业集群获批 gives 国家级特色产业集群."""
    if not counts and (lexicon["goal_after"].at(text, start, end) or lexicon["forecast_after"].at(text, start, end)):
        return ""  # 完成30亿元|目标, 低于市场此前2.8%|的平均预期
    while start < end and text[start] in "的 　":
        start += 1
    blank = text[start - 1 : start] in (" ", "　")
    if blank and (start in mentions.name_at or _PART_ENDS.search(text, max(start - _PART, 0), start - 1)):
        return ""  # 接待游客352万人次 |旅游收入|近16亿元, 出游2.95亿人次 |多地晒出成绩单: the parts of a headline
    if start >= end or text[start] in "、，。；：,(（)）”’」":
        return ""
    if start in mentions.period_at or (not counts and text[start].isdecimal()):
        return ""  # 5条线137公里|2011年6月前|全部通车
    if text[start - 1] == "的" and _RECORD.match(text, start, end):
        return ""  # 创造了平均亩产干谷36956斤的|惊人纪录|
    whole = lexicon["whole_words"].at(text, start, end)
    of = lexicon["attribute"].at(text, start, end)
    if counts and of and _COMPARES.match(text, start + of):
        return ""  # 其中17个|建筑面积|不到200平方米, 其中13家|净利润|为负
    if any(
        lexicon[name].at(text, start, end) >= max(whole, 1)
        for name in ("not_a_noun", "arrive", "rise_verb", "fall_verb")
    ):
        return ""
    if _MILESTONE.match(text, start, end) or (not counts and _FOR_EACH.match(text, start, end)):
        return ""
    position = _behind_adjectives(text, start, end)
    start = position
    position += lexicon["whole_words"].at(text, start, end) or lexicon["stop_after"].at(text, start, end)
    # 8个|村居, 2次|全覆盖监督检查
    depth = 0
    while position < end:
        character = text[position]
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth -= 1
            if depth < 0:
                break
        elif character == " " and depth == 0 and text[position + 1 : position + 2] not in _NUMERALS:
            break  # 559万|大学生| 月底离校: the parts of a headline
        elif depth == 0 and position > start:
            keep = lexicon["whole_words"].at(text, position, end)
            if keep:
                if _DOES.match(text, position, end) or lexicon["stop_after"].at(text, position, end) > keep:
                    break  # 70万|果农|从事脐橙生产, 2.6万名|果农|人均增收1.8万元
                position += keep
                continue
            if character == "到" and position + 1 in mentions.region_at:
                break  # 180多名|干部|到宁夏挂职
            if position in mentions.period_at:
                break  # 14家|上市猪企|2022年合计出栏生猪
            if character == "的" and lexicon["goal_after"].at(text, position, end):
                break  # 30张|养老床位|的目标
            if text[start:position] in lexicon["no_owners"] and lexicon["derivative"].at(text, position, end):
                break  # 7个|城市|涨幅明显回落
            stop = lexicon["stop_after"].at(text, position, end)
            apart = position > start + 1 or text[start] in _ADMINISTRATIVE  # 12个|县|被评为
            sized = stop and _SIZED.match(text, position, end) is not None  # 二级旧里|以下|房屋
            kinds = character == "等" and text.find("、", start, position) >= 0  # 视力、听力|等|残疾儿童
            if stop and not (kinds or sized) and not mentions.covered(position) and (stop > 1 or apart):
                break
            if character == "、" and not _LISTED.match(text, position, end):
                break
        position += 1
    surveyed = _SURVEYED.match(text, start, end) if counts else None
    if surveyed is not None:
        return surveyed["who"]
    noun = GLOSS.sub("", text[start:position]).strip(MARKS).rstrip(PARTICLES)
    while noun and (length := lexicon["connective"].before(noun, 0, len(noun))):
        noun = noun[: len(noun) - length].strip(MARKS)
    if noun[:-1] in lexicon["no_owners"] and noun.endswith("中"):
        noun = noun[:-1]  # 11个|设区市|中有10个
    elif noun.endswith("中") and not lexicon["word_ends"].before(noun, 0, len(noun)):
        noun = noun[:-1]  # 21个|市州|中, but 120所|高中
    for name in ("derivative", "attribute"):
        length = lexicon[name].before(noun, 0, len(noun))
        if length and noun[: len(noun) - length] in lexicon["no_owners"]:
            noun = noun[: len(noun) - length]  # 24个|省份|增速高于全国
    if counts and lexicon["measured"].before(noun, 1, len(noun)):
        moved = _MOVED.match(text, position - noun.endswith("比"), end)
        noun = noun.removesuffix("比") + moved["how"] if moved is not None else noun  # 有12个|财政收入|比上年增长
    if noun.endswith("比") and text[position - 1 : position + 1] in _THAN:
        noun = noun[:-1]  # 11个|设区市PM2.5年均浓度|比2013年下降36.1%
    if counts and (member := _MEMBER.match(noun)) is not None and _of_members(noun, member.end(), lexicon):
        noun = member[0]  # 86个|项目|执行率为零, 5所|中职学校|“双师型”教师占比仅为23.6%
    noun = _HAS.sub("", noun)
    if counts and (rate := _RATE.search(noun)) is not None:
        noun = _without_rate(noun, rate.start(), lexicon)
    several = lexicon["no_owners"].at(noun, 0, len(noun))
    if several and _AMONG.match(noun, several):
        noun = noun[:several]  # 在11个|设区市|中排名末位
    if counts:
        noun = _PRICED.sub("", noun) or noun
        if noun in lexicon["act"] and text[position : position + 1] in _ENDS:
            return ""  # 扶贫车间已有14个|开工|
    if "的" in noun[:-2] and len(noun) > 16:
        noun = noun[noun.rindex("的", 0, len(noun) - 2) + 1 :]
    if position == end:
        noun = _REACHES.sub("", noun)
    if noun in lexicon["stop_after"] and len(noun) < end - start:
        return ""  # 13.1万户|搬进|新居
    if noun in _EXTREMES or _STANDING.fullmatch(noun):
        return ""  # 臺北市1.2%|最低
    return noun if len(noun) > 1 or noun in _ADMINISTRATIVE else ""


def _of_members(noun: str, start: int, lexicon: Lexicon) -> bool:
    """Whether a noun goes on with what is told of those who were counted: 项目|执行率, 国有企业|资产总额."""
    told = noun.removesuffix("仅")
    length = max(lexicon[name].before(told, 0, len(told)) for name in ("attribute", "derivative", "ratio"))
    return 0 < length <= len(told) - start


def _without_rate(noun: str, rate: int, lexicon: Lexicon) -> str:
    """The places that were counted, without what the clause goes on to tell of them: 城市, of 城市优良天数比例."""
    of = noun.rfind("的", 0, rate) + 1
    places = lexicon["no_owners"].at(noun, of, rate)
    if places < _KIND:
        return noun
    end = of + places
    closed = noun.find("）", end, rate) + 1 if noun.startswith("（", end) else 0
    return noun[: max(end, closed)]  # 468个|监测降水的城市（区、县）|酸雨频率平均为9.4%


def _behind_adjectives(text: str, start: int, end: int) -> int:
    """Where the noun of 档次高、回头客多的消费场景 begins: behind the last 的 of a list of adjectives."""
    last = text.rfind("的", start, end)
    comma = text.find("、", start, end)
    return last + 1 if start < comma < last < end - 2 else start
