"""Noun phrases before a number: what is measured, freed of the words around it.

全省新增规上工业企业 (before 1494家) is read as the phrase 新增规上工业企业 about the document's own region.
"""

from __future__ import annotations

import regex

from extractor.reading.bare import WIRE, bare
from extractor.reading.exclusions import exclusion
from extractor.reading.marks import MARKS
from extractor.reading.mentions import Mentions
from extractor.reading.openings import Phrase, read_head
from extractor.reading.placenames import RegionMention
from extractor.reading.trimming import trim_end
from extractor.reading.verbs import begins_item, last_verb
from extractor.ruleset.lexicon import Lexicon

# those of whom something is told: |已完成农村电网改造的乡镇|占84.7%, |有卫生室的村|占80%
_TOLD_OF = regex.compile(
    r"(?<![^，。；、：\n年末底中])(?P<all>(?:已|未|没)?(?:完成|实施|实行|有|没有|拥有|使用|建有|设有|开通|安装|开展|参加|接受|享受)"
    r"[^，。；、：]{1,16}的(?:乡镇|[镇乡村户]|行政村|自然村|住户|农户|家庭|企业|学校|社区|单位|机构))$"
)
_TOLD_LENGTH = 28
_WHO_ENDS = frozenset("镇乡村户庭业校区位构")
# 而年初|省人代会定下的|目标是9%: who set an aim is not what it is of.
_SET_BY = regex.compile(
    r"(?:低于|高于|超过|离|距离?)?(?:(?:年初|年度|原先?|此前|国家|省|市|县|规划|计划|方案|文件|会议)\p{Han}{0,8})?(?:确定|定下|设定|提出|下达|制定|要求|规定)"
)
_WIRES = ("日讯", "日电", "日報道", "日报道")
_PLANS = ("规划", "计划", "方案", "意见", "纲要")
"""What sets an aim and is not what it is of."""
_SETS = ("确定", "定下", "设定", "提出", "下达", "制定", "要求", "规定")
_FOREMOST = regex.compile(
    "(?:(?:(?<![比较于])[最较][高低多少大小快慢好差]|[居排]名?前(?:列|[一二三四五六十]位?)?|领先|靠前|居首"
    "|(?:排名|位次|名次)?靠后|垫底|居末)的"
    "(?:(?:省份|城市|地区|市|县|区)?(?:有|是|为|依次[是为]|分别[是为]))?"
    "|(?:(?<![比较于])最[高低多少大小快慢好差]|其次|居次)[是为]"
    "|[由从][高大多快好]到[低小少慢差](?:的?(?:顺序|排序|排列))?(?:依次|分别)[是为])$"
)
_WHOLE = ("year", "end")
"""Parts of a year that may belong to a name: 年度, 全年, 年末."""
_AREA = regex.compile(
    "(?<![占在比于为对较按由是至到向从以的“《全超（(、省市县区州])(?:全国|全省|全市|全县|我省|我市|我县|我国|本港|全港|本澳)(?=\\p{Han}{2})"
)
"""The area that a name is of, inside of what stands before a number."""
_AND_SUCH = regex.compile(r"[^，。；等]*、[^，。；等]*等(?:各项|各类|多项|多种|几项|项)?")
"""What a known name begins with that lists what it is made up of: 教育、科技等|民生支出."""
_BY_FAR = regex.compile(r"\p{Han}{0,6}中，?以")
"""What leads up to the one of several that moved most."""
_LISTS, _MEASURES = ("、", "，"), ("吨", "斤", "亩", "担", "克", "株", "顷")
"""What stands before the next item of a list of goods, and how the number before it ends."""
_NO_ITEM = frozenset("约近超达为是有共仅增降升涨跌减第占及和与居以至或各每逾过满计均年月日合又再比较只另余")
"""Characters that stand alone before a number and name nothing."""
_SETTLED = regex.compile("(?:落户|入驻|进驻|扎根|落地|聚集|来到|定居)(?:在|于|到)?")
"""What stands before the place in which somebody has settled."""
_DID = ("的有", "的共有", "的已有", "的现有")
"""What stands behind what those have done that are counted."""
_NUMBER = regex.compile(r"[\d.,%]+")
_SIDES = ("收入", "支出", "盈余", "结余")
"""What stands behind a 本年 that is part of a name: 财政拨款|本年收入|."""
_THE_MOST = regex.compile(r"^\p{Han}{0,2}(?<![比较])最[高低大小多少快慢好差]的\p{Han}{0,2}[是为](?=\p{Han}{2})")
"""What leads up to the name of what comes first or last."""
_AREA_WORDS = ("地区", "专区", "一带")
"""What stands behind the short name of an area and names nothing."""
_RATHER = regex.compile("较(?:[重轻强弱]|[大小](?!幅)|[高低好差](?![于过出]))的?(?=\\p{Han}{2})")
"""How a name begins of those that are more so than others: |较重酸雨区面积|, |较大人口规模自然村|."""
_SET_BESIDE = ("相比", "相较")
"""What stands behind that with which something is compared."""
_WITH = regex.compile("[但而可]?[与和同跟](?=[^与和同跟]*$)")
_FORESEES = ("预计", "预测", "估计", "认为", "估算", "测算")
_FORESEER = regex.compile(
    "(?:负责人|专家|人士|分析师|研究员|学者|业内|(?:行业|工业|商业|流通)协会|(?:研究|评级|咨询|监测|预测)机构)$"
)
"""Who foresees something, and is not what the number is of."""
_LEAVES_OPEN = ("内", "后", "前", "中", "时", "来", "上", "下")


def read_before(text: str, start: int, end: int, mentions: Mentions, lexicon: Lexicon) -> Phrase:
    """The phrase that ends ``text[start:end]``, the stretch before a number and its frame."""
    left_out = exclusion(text, start, end)
    if left_out is not None:
        of = (start, left_out.start) if left_out.start > start else (left_out.end, end)
        return read_before(text, *of, mentions, lexicon)._replace(without=left_out.part)
    whole = end
    end = trim_end(text, start, end, mentions, lexicon)
    period = mentions.period_until.get(end)
    if period is not None and period.start > start:  # 地区生产总值|一季度|增长5%
        end = trim_end(text, start, period.start, mentions, lexicon)
    phrase = read_head(text, start, end, mentions, lexicon)
    among = _BY_FAR.match(text, phrase.start, end) if text.find("中", phrase.start, end) >= 0 else None
    if among is not None and among.end() in mentions.region_at:
        phrase = read_head(text, among.end(), end, mentions, lexicon)  # 6个直辖市中以|桃园市|税收成长6.7%最高
    did = text.startswith(_DID, end)  # |全部投入生产|的有428个, 其中|实际投入使用|的28.7亿元
    did = did or (text.startswith("其中", start) and text[end:whole] == "的")
    cut = last_verb(text, phrase.start, end, mentions, lexicon) if not did else None
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
        listed = _listed_to(text, last, mentions)
        foremost = _FOREMOST.search(text, phrase.start, listed[0].start)
        if foremost is not None and len(listed) > 1 and not foremost[0].endswith("的"):
            foremost = None  # 环比涨幅居前的有|成都、西安|，分别上涨1.2%、1.1%
        if foremost is not None or lexicon["measured"].before(text, phrase.start, last.start):
            regions = listed if foremost is not None else (last,)
            # 全球城市创新指数|成都提升至第24位, 优良天数比例最高的|威海市为89.6%, 排名靠后的|云南、贵州都不足1.7万元
            stop = foremost.start() if foremost is not None else last.start
            end = trim_end(text, phrase.start, stop, mentions, lexicon)
        elif text.endswith("以", 0, last.start) and lexicon["measured"].before(text, phrase.start, last.start - 1):
            regions, end = (last,), last.start - 1  # 粗出生率以|新竹市|8.21‰最高
    by = mentions.region_at.get(phrase.start + 1) if text.startswith("以", phrase.start) else None
    if by is not None and by.end == end and not regions:
        regions, end = (by,), phrase.start  # 以|嘉义市|的20.97%最轻松
    body = bare(text[phrase.start : end], lexicon)
    if "最" in body[:4]:
        body = _THE_MOST.sub("", body)  # |最低的是|住宿餐饮业5.2万元
    body = "" if regions and body in _AREA_WORDS else body  # 苏州|地区|二百八十万亩早稻
    if did and not body and phrase.last_verb:
        body, phrase = text[start:end].removeprefix("其中"), phrase._replace(flow="", last_verb="")
    told_of = end > start and text[end - 1] in _WHO_ENDS
    those = _TOLD_OF.search(text, max(start, end - _TOLD_LENGTH), end) if told_of else None
    if those is not None and len(those["all"]) > len(body):
        body = those["all"]  # |实施集中供水的镇|占58.6%
    if text.startswith("等", end, whole):  # 揭阳石化等23个项目: the first of a list is not what they are all in
        regions = ()
    if body.startswith(("较", "比")) and end not in mentions.name_until and _RATHER.match(body) is None:
        body = ""  # 较上一期（7月至9月）|增加1200人
    if text.startswith(_SET_BESIDE, end, whole):
        beside = _WITH.search(body)
        body = body[: beside.start()] if beside is not None else ""  # 与2010年|第六次全国人口普查|相比减少62万人
    if text.startswith(_FORESEES, end) and _FORESEER.search(body) is not None:
        body = ""  # |平台负责人|预计全年将突破2000列
    if body.endswith(_WIRES):
        body = ""  # 新闻网南宁7月19日讯|7.2%！
    elif body.endswith(_SETS) and _SET_BY.fullmatch(body):
        subject = "" if phrase.subject.endswith(_PLANS) else phrase.subject
        body, phrase = subject, phrase._replace(subject="")  # 能耗要完成|年初确定|的下降4%的目标
    place = None if regions else _place_of(text, start, end, mentions, lexicon)
    if place is None and not regions and "的" in body:
        place = _settled_in(text, phrase.start, end, mentions)
    if place is not None:
        regions = (place,)
    length = lexicon["excluding"].at(body, 0, len(body))
    if length and "的" not in body and mentions.name_until.get(end) != phrase.start:
        body = body[length:]  # 扣除|上解上级净支出202.58亿元
    told = len(body) > 1 or body in lexicon["short_nouns"] or _is_item(text, phrase.start, end, whole)
    told = told and not (body[0] in "0123456789" and _NUMBER.fullmatch(body))  # no number is a name
    return phrase._replace(text=body if told else "", end=end, regions=regions)


def _is_item(text: str, start: int, end: int, whole: int) -> bool:
    """Whether one character is all that a list names next: 红枣64.8万吨、|杏|48.5万吨."""
    if end != whole or end - start != 1 or text[start - 1 : start] not in _LISTS or text[start] in _NO_ITEM:
        return False
    return text[end : end + 1].isdecimal() and text[start - 2 : start - 1] in _MEASURES


def _listed_to(text: str, last: RegionMention, mentions: Mentions) -> tuple[RegionMention, ...]:
    """The regions of the list that ends with one: 云南、贵州、|西藏|."""
    listed = [last]
    while text[listed[0].start - 1 : listed[0].start] in ("、", "和", "及", "与"):
        before = mentions.region_until.get(listed[0].start - 1)
        if before is None:
            break
        listed.insert(0, before)
    return tuple(listed)


def _behind_verb(
    text: str, phrase: Phrase, verb_start: int, verb_end: int, end: int, mentions: Mentions, lexicon: Lexicon
) -> Phrase:
    """The object of the verb inside a phrase, what stood before the verb being its subject: 企业|实现|增加值."""
    if text[phrase.start : verb_start] in lexicon["each"]:
        return phrase  # 每万人|拥有高价值发明专利
    subject_end = trim_end(text, phrase.start, verb_start, mentions, lexicon)
    planned = mentions.periods_in(phrase.start + 1, subject_end)
    if planned and (planned[0].tells_year or planned[0].part not in (None, *_WHOLE)):
        subject_end = planned[0].start  # 公司|2022年计划|实现营业收入, 公司|前三季度|实现营业收入
    subject = text[phrase.start : subject_end].strip(MARKS).rpartition(" ")[2]
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


def _behind_period(text: str, phrase: Phrase, end: int, mentions: Mentions, lexicon: Lexicon) -> Phrase:
    """A phrase does not reach over a period: 某市“十三五”期间|地方储备粮."""
    periods = mentions.periods_in(phrase.start + 1, end)
    if not periods:
        return phrase
    inside = [
        mention
        for mention in periods
        if mention.end < end
        and not (text.startswith("本年", mention.start) and text.startswith(_SIDES, mention.end))
        and (mention.tells_year or mention.day or (mention.part is not None and mention.part not in _WHOLE))
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
        subject=phrase.subject or WIRE.sub("", subject),  # 蔬菜|2023年|产量120万吨; 本报大理讯|今年|投入
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


def _settled_in(text: str, start: int, end: int, mentions: Mentions) -> RegionMention | None:
    """The region in which those are at home that are counted: 落户|成都|的世界500强企业."""
    settled = _SETTLED.search(text, start, end)
    mention = mentions.region_at.get(settled.end()) if settled is not None else None
    return mention if mention is not None and not mention.in_name and text.startswith("的", mention.end) else None
