"""Notes: what a sentence without a number, or the words around one, leave for the numbers to come."""

from __future__ import annotations

import re

import regex

from extractor.documents.items import behind_marks
from extractor.reading.announced import LONGEST_SUBJECT, is_name
from extractor.reading.bracketed import movement_of
from extractor.reading.clauses import Clause, Sentence
from extractor.reading.context import Section
from extractor.reading.exclusions import clause_exclusion
from extractor.reading.leaders import FOREMOST
from extractor.reading.measures import announced, tail_of, with_measure
from extractor.reading.openings import read_head
from extractor.reading.phrases import read_before
from extractor.reading.places import LONGEST, Reader
from extractor.reading.thread import Thread
from extractor.records import Basis, Status

_INSIDE = ("的", "中", "内", "方面", "和", "、", "与", "及")
"""What joins a name to the words behind it, so that the clause is not about what is named."""
_RECORD = regex.compile(
    r"(?:再|屡|又|并|均|都|双双)?(?:创下?|刷新)(?:了|有|出|历史|新|近|同期|\d|[^，]{0,10}以来)[^，]{0,16}$"
)
_BESIDES = ("仅次于", "高于", "低于", "不及")
_BY_GROWTH = regex.compile(r"从\p{Han}{0,6}(?:增速|增幅|涨幅|增长率)(?:上|上来|来)?看$")
"""What says that a sentence compares growths: |从增速看|，山西以26.5%高居榜首."""
_PLACED = regex.compile(r"分[列居获](?:全[国省市]|世界)?第?[\p{Han}、]{1,6}[位名]$|坐[^，。；]{0,12}(?:交椅|宝座)$")
"""What ends a clause that says which place one takes, or several: 稳坐西南头把交椅."""
_FIRST = regex.compile(
    "(?:均|都|双双|继续|稳|依然)*(?:位居|位列|名列|稳居|跃居|[居列])[^，。；]{0,8}(?:前列|首位|榜首|前茅)"
)
"""A clause that tells no more than that what was told stands first."""
_NEXT = regex.compile(
    "(?:则|均|都)?(?:(?:基本|大体|总体|环比|同比|均|都)*持平|次之|居次|随后|再?往后|其后|此外|首尾相比|紧随其后|难分伯仲|不相上下|并驾齐驱|旗鼓相当|不分高下|居后|垫底|[居列排]第?[二三四五六]位?|(?:继续|依然)?(?:领跑|领先|领衔|居首|排在首位)"
    "|(?:多年|一直|长期)?(?:未|没有|未作|未有)(?:作)?(?:调整|变化|变动|提高)|为?[正负]增长|[降增涨跌]幅最[深大小])"
)
"""What a clause says of a place that comes next or first, which is no name."""
_INFLUENCED = regex.compile(
    r"(?:主要)?(?:受|因|由于)[^，。；]{2,40}(?:影响|带动|拉动|推动|拖累|冲击|制约)(?:，?[和及与][^，。；]{2,30}(?:影响|带动))?"
)
"""A clause that tells only what moved its subject: 出口2万吨，|受国内消费快速增长、内销价格走高影响|，下降41.6%."""
_THANKS = regex.compile("依托|借助|凭借|得益于|受益于|立足|围绕|随着")
"""What begins a clause that tells only how its subject fared as it did."""
_SET_ASIDE = ("剔除这", "剔除上述", "扣除这", "扣除上述", "如果", "若不")
"""How a clause begins that tells under what condition a number is right."""
_MOVED_MOST = regex.compile(
    "(?:涨幅|升幅|增幅|降幅|跌幅)(?:较大|最大|居前|靠前|较高|最高)的[^，。；]{0,10}(?:包括|有|是|为)$"
)
"""What leads up to a list of what has moved most: 涨幅较大的城市包括|：海口64.8%."""
_SEEN_FROM = regex.compile(r"\p{Han}{1,8}来?看")
"""What a clause holds that says only from where something is seen: 从|主产区看|，河南减产三成."""
_SEEN_BY = regex.compile(r"从(?P<what>\p{Han}{2,20}?)(?:上|来)?看")
"""What a clause says its numbers are of."""
_OVER = regex.compile(r"[从按]?(?P<over>同比|环比)(?:来)?(?:情况|数据|角度)?(?:看|计算|分析|上看)")
"""What a clause says that the growths after it are measured against: |从环比看|，CPI上涨0.3%."""
_TRAILING = regex.compile("(?:近年来|多年来|近来|今年以来|年来|合计|总计|总和|总量|则|却|也)$")
_AGAINST = regex.compile(
    r"(?:与|和|同(?![期月])|跟|较)(?:[^，；。与和同跟较比]|同[期月]){1,16}(?:相比较?|比较|(?<!占)比)$"
)
"""How a clause ends that says what its subject is compared with: 综合消费物价指数|与一年前同期比较|，上升0.5%."""
_MOVES = regex.compile("(?:上?涨|下?跌|上升|下降|增长|增|降)[得幅]?$")
_MOVED = ("占比", "占", "比重", "增长", "下降", "同比")
"""What stands behind the title of an entry that tells only how it moved."""
_PLAYS = regex.compile(
    r"(?P<what>\p{Han}{2,10}?)(?:仍然?|依然|一直|正|都|就|也)?是[^，；。]*的?(?:主力|主力军|主体|大头|龙头|亮点|重点|支柱|主角|重头戏|关键|主战场|[惟唯]一[^，。；]{1,10}的)$"
)
"""How a clause tells what part its subject plays: 轿车仍是拉动车市的主力，累计销售183万辆."""
_COMES_FROM = regex.compile(
    r"，(?:[已现也则却]|现已|也已)?[由从][^，。；]{0,18}?[\d一二三四五六七八九十百千万]+\p{Han}{1,4}[^，。；]{0,6}[至到为]"
)
"""What stands behind the subject of what has come from one number to another: 盐碱地|，由1400万亩减少到720万亩."""
_MAKES_UP = regex.compile("，(?:现|目前)?(?:已经?|就|也|仅|只|约)*占(?!地|用)")
"""What stands behind the subject of a share: 参加互助组织的农户|，已经占|全国农户的60%."""
_OF_EACH = ("率", "费用", "住院日", "浓度", "均价")
"""How what a colon says ends that each of those behind it has one of: 病床使用率：医院70.3%，卫生院37.7%."""
_MOSTLY = ("为主", "居多")
"""How a clause ends that tells what something is mostly: 旅客消费以|购物|为主，占总数的45.1%."""
_FARES = regex.compile(
    r"(?P<what>\p{Han}{2,12}?)(?:则|也|却|仍|依然|更是|还)?(?:[仍尚]?未走出|异军突起|一枝独秀|后来居上|增势强劲|势头强劲|表现[抢亮突]"
    r"|受[^，。；]{2,18}(?:影响|拖累|带动|拉动|冲击)(?:而|有所|略有|明显)*(?:回落|下降|下滑|减少|上升|回升|走低|走高)?$|在(?:经历|历经)[^，。；]{1,24}后[^，。；]{0,10}$|(?:因|由于)[^，。；]{3,18}$"
    r"|(?:增长|发展|恢复)(?:最快|较快|迅速|很快|最猛|加快|明显)$"
    r"|在[^，。；]{2,30}(?:带动|拉动|推动|驱动|影响|支撑|作用|刺激|冲击|挤压|压力|背景|形势|情况)下$"
    r"|(?:出现|呈现?|实现|保持|是|为)了?(?:[^，。；]{0,14}(?:负|正)增长|[^，。；]{0,6}(?:态势|势头|趋势))$"
    r"|(?:继续|依然|仍)?(?:维持|保持)(?:相对|总体|大致|基本|整体|较为|大体)?(?:温和|平稳|稳定|强劲|坚挺|低迷|疲弱|疲软|活跃|旺盛|高位|低位)$"
    r"|(?:生产)?(?:[再喜又]|首次|连续)?获(?:得)?(?:较好|全面|特大)?(?:丰收|增产|好收成)$|(?:生产)?连续[^，。；]{1,3}年(?:增产|丰收)$"
    r"|(?:持续|不断|稳步|逐步|日益)壮大$|(?:快速|加快|稳步|健康|持续|蓬勃|较快)(?:健康)?发展$|平稳运行$|运行平稳$)"
)
"""How a clause tells how its subject fares, of which a number follows: 硅光伏产业受价格下行影响，产值下降18.5%."""
_SET_RECORD = re.compile(
    "(?<=.{2})(?:(?:再|屡|又|均|都)?创(?:下|出|造)?了?(?:历史|有史|新|近|同期|同类).*|重[返回][0-9一二三四五六七八九](?:字头|时代))$"
)
"""What a clause says of its subject that no name holds: 粮食总产|创历史最高水平|，可达440亿斤; |重返2字头|."""
_GRADED = re.compile(
    "(?<=.{3})(?:总体|均|仍)?(?:处于|达到|达|为|保持)[^，。；]{0,4}(?:[一二三四五]级|较[高低好差])(?:水平|标准)$"
)
"""What a clause says of the grade of its subject that no name holds: 道路交通噪声|达到二级水平|，下降0.3分贝."""
_MAY_FARE = re.compile("下|恢复|走出|异军|一枝|后来|势|表现|丰收|增产|收成|受|因|由于|增长|壮大|发展|平稳|[维保]持")
"""One of the words without which no clause tells that: most are told by it soonest."""
_STANDS = regex.compile(
    r"(?P<what>\p{Han}{1,10}?(?:产业|经济|外贸|工业|农业|业))\p{Han}{0,6}(?:作用|地位|优势|活力|后劲|动能|实力)"
    r"(?:更加|日益|进一步|不断|持续|更为|明显|显著)?(?:明显|增强|凸显|突出|提升|巩固|显现)$"
)
"""How a clause tells how an industry stands: 服务业支撑作用更加明显，增加值跨上3万亿元台阶."""
_UNDERTAKES = regex.compile(
    r"(?:实施|推进|开展|启动)了?(?:新一轮|新一批|第二轮|首批)?(?P<what>[“\p{Han}”]{2,14}?)"
    r"(?:(?:质量|能力|品质)?提升|改造|翻番|倍增|打通|整治|建设|攻坚|更新|扩容|[一二三四五两]年|专项)+(?:行动)?(?:工程|行动|计划|方案|攻坚战)$"
)
"""How a clause tells of an undertaking whose numbers follow: 实施农村公路|提升行动|，新改建6000公里."""
_DOUBLED = regex.compile(r"(?:要|将|可|力争|争取)*(?:[比较][^，。；]{2,8}?)?(?:要|将|可)?翻了?[0-9]\.[0-9]+番$")
"""How a clause ends whose number is a power of two: 国民生产总值|比1980年翻了1.4番|，年均增长10.2%."""
_MADE = regex.compile(
    r"(?<!其)(?P<did>生产|出产|收购|出口|进口|销售|售出|供应|运出|运送|调出|调入|播种|种植|加工|订购|采购|发行|引进|消费)出?的(?P<what>\p{Han}{1,10})$"
)
"""How a clause ends that names what was made or dealt in: 九月份|生产的生铁|，比去年同期增加22%."""
_RANKING = regex.compile(r"在(?P<what>[^，。；]{4,24}?(?:评价|考评|评比|测评|评选|考核|评估|排行榜?|排名))中$")
"""What a standing is held in, told before it."""
_SUCH = regex.compile(r"像[^，。；]{2,12}(?:这样|那样|一样)的(?P<what>\p{Han}{2,14})")
"""A clause that names a kind by one of it."""
_LEADS = ("居前", "居前列", "领先", "靠前", "较快", "较高", "较大", "最快", "最高")
"""What says that something moved more elsewhere than others did, before the numbers: 增幅居前，分别增长27%、22%."""
_EXCEEDS = regex.compile("超过|高于|低于|不及|多于|少于")
_ENTRY = regex.compile(r"(?<!.)\p{Han}{2,12}[：:] ?[约近超逾]?\d")
"""A line of a box that is a name and its figure."""
_PLACES = "省市区县国州地"
"""What several places are called by: 经济大省, 东部地区."""
_DIVIDES = regex.compile(r"(?:按|分|从|其中).{0,10}(?:分|看|来看|中)?$")  # 按地域分，城镇实现747亿元


def note_section(reader: Reader, thread: Thread, sentence: Sentence) -> None:
    """A sentence may open a section inside a paragraph, for the rest of it: 这五年，地区生产总值增长19.8%."""
    if reader.facts.proposal:
        start = behind_marks(reader.text, sentence.start, sentence.end)
        if reader.rules.calendar.suggestions.match(reader.text, start, sentence.end):
            thread.section = Section(reader.facts.year, Status.TARGET, False)
        return
    if not reader.facts.sectioned or reader.facts.year is None:
        return
    head = reader.rules.calendar.heads.match(reader.text, sentence.start, sentence.end)
    if head is not None and reader.sections[sentence.paragraph].status is Status.ACTUAL:
        entry = reader.rules.calendar.section_of[head[0]]
        thread.section = Section(reader.facts.year + int(entry.year), Status(entry.status), True, entry.span)


def reviews(reader: Reader, sentence: Sentence) -> bool:
    """Whether news of the year's first months quotes a report on the year before."""
    facts = reader.facts
    if not facts.news or facts.month is None or facts.month > 3:
        return False
    for report in reader.rules.calendar.reports:
        start = reader.text.find(report, sentence.start, sentence.end)
        end = start + len(report)
        if start < 0 or reader.mentions.inside_name(start, end):
            continue  # 一般|预算|收入
        if report != "预算" or reader.text.startswith(("报告", "草案", "执行", "》"), end):  # not |预算|内工业企业
            return True
    return False


def note_subject(reader: Reader, thread: Thread, clause: Clause) -> None:
    """A clause without a number may name what the next one measures: 2月零售业总销货数量，较去年同月下跌46.7%."""
    foremost = _MOVED_MOST.search(reader.text, clause.start, clause.end)
    if foremost is not None:
        thread.moves = movement_of(reader, foremost.start(), foremost.end()) or thread.moves
        of = read_before(reader.text, clause.start, foremost.start(), reader.mentions, reader.rules.lexicon).text
        if of:
            thread.pending = thread.listing = thread.owner = of  # |新建住宅价格|涨幅较大的城市包括：海口58.4%
            return
    thread.aspect = announced(reader.text, clause.start, clause.end) or thread.aspect
    # 固定资产投资|（2023年）|：5.2万亿元
    end = clause.asides[-1][0] if clause.asides and clause.asides[-1][1] == clause.end else clause.end
    against = _AGAINST.search(reader.text, clause.start, end)
    if against is not None and against.span() == (clause.start, end):
        return  # |与多年均值相比|，除三门峡市偏少34.8%外
    doubled = _DOUBLED.search(reader.text, clause.start, end)
    against = against or doubled
    end = against.start() if against is not None and against.start() > clause.start else end
    start = max(clause.start, end - LONGEST)
    phrase = read_before(reader.text, start, end, reader.mentions, reader.rules.lexicon)
    lexicon = reader.rules.lexicon
    if _FIRST.fullmatch(reader.text, clause.start, clause.end):
        return  # 生猪、肉牛出栏分别增长3%、2%，|均居西部前列|，占畜牧业产值的70%
    if _PLACED.search(reader.text, clause.start, clause.end):
        return  # 山东、河南|分列二、三位|，分别为10153万人、9937万人
    if _RECORD.match(reader.text, clause.start, clause.end):
        return  # 降至26微克，|创有监测数据以来最低水平|，下降2微克
    if _SEEN_FROM.fullmatch(phrase.text):
        phrase = phrase._replace(text="")
    said = _SET_RECORD.sub("", phrase.text)
    graded = _GRADED.search(said) if said.endswith(("水平", "标准")) else None
    said = said[: graded.start()] if graded is not None else said
    left_out = clause_exclusion(reader.text, clause.start, clause.end)
    if left_out is not None:
        thread.without = left_out.part
        return  # |扣除价格因素影响|，增长6.0%; |扣除房地产开发投资|，固定资产投资增长1.7%
    head = read_head(reader.text, clause.start, end, reader.mentions, lexicon).start
    if _INFLUENCED.fullmatch(reader.text, head, clause.end) and (thread.last is not None or head > clause.start):
        return  # 乌海市|受产品价格走低拖累|，仅增长3.0%
    if _THANKS.match(reader.text, head, clause.end):
        return  # 北仑区|依托临港大工业项目|，降幅控制在15.3%
    over = _OVER.fullmatch(reader.text, head, clause.end)
    if over is not None:
        thread.basis = Basis.YOY if over["over"] == "同比" else Basis.MOM
        return
    seen = _SEEN_BY.fullmatch(reader.text, clause.start, clause.end)
    if seen is not None and is_name(seen["what"], reader):
        thread.aspect = tail_of(seen["what"])
        thread.pending = thread.listing = seen["what"]  # 从经济总量看|，长春市以5200亿元居首位
        return
    if _BY_GROWTH.fullmatch(reader.text, clause.start, clause.end):
        thread.moves = "rise"
        return
    if _NEXT.fullmatch(said) is not None and not phrase.subject:
        return  # 张家口280天，|承德、秦皇岛次之|，分别为269天和256天
    if said.endswith(("基数", "基期")) or reader.text.startswith(_SET_ASIDE, clause.start):
        return  # 抬高了基数|，剔除上述因素后增长2.2%; |剔除这些因素以后|，两年平均增速是5%
    such = _SUCH.fullmatch(reader.text, clause.start, clause.end)
    if such is not None:
        thread.pending = thread.listing = such["what"]  # |像烟灯堡这样的脐橙专业村|，秭归县一共有136个
        return
    made = _MADE.search(reader.text, clause.start, end)
    if made is not None and not reader.mentions.regions_in(made.start("what"), end):
        thread.pending = thread.listing = made["did"] + made["what"]
        return
    ranking = _RANKING.search(reader.text, clause.start, clause.end)
    if ranking is not None:
        thread.pending = thread.listing = ranking["what"]  # 在县域经济竞争力评价中|，位次前移至第89位
        return
    if said.endswith("中") and lexicon["measured"].before(said, 0, len(said) - 1):
        thread.among = thread.owner = said.removesuffix("中")  # 总诊疗人次中|，医院38.8亿人次
        return
    if said.startswith(_BESIDES) or said.endswith(("中", "相比", "比较")):
        return  # 我们|仅次于湖南|；安徽为0.7%, |设区市中|，赣州增长1.5%
    flow = phrase.flow + said
    exceeds = _EXCEEDS.search(said)
    if exceeds is not None and lexicon["measured"].before(said, 0, exceeds.start()):
        thread.pending = thread.listing = said[: exceeds.start()]  # 我国|票房|超过北美，暂居全球第一
        return
    if exceeds is not None and is_name(said, reader):
        return  # 也只有这三个城市|超过全省平均数|；宁德市为7912元
    if reader.text.startswith("至于", clause.start):
        thread.owner, thread.carried = said, False  # 至于杂类饮食场所，总收益上升4.1%
    titled = len(said) > 1 and reader.text[clause.end : clause.end + 1] in ("：", ":")  # 房价：厦门每平方米6340元
    entry = titled and _ENTRY.match(reader.text, clause.start) is not None  # 日均客流：154万人次
    aspect = len(said) > 1 and reader.text.endswith("方面", clause.start, end)  # 国际旅客方面，12月共有23.6万人次
    aspect = aspect and said[-1] not in _PLACES  # 经济大省方面，广东今年的目标为5%
    whole = thread.above.get("") if aspect and said in lexicon["derivative"] else None
    if whole is not None:
        said = whole.text + said  # 全省地区生产总值增长5.7%。⏎|增速方面|，漳州以6.4%位居首位
    rated = titled and reader.text.startswith(_MOVED, clause.end + 1)  # 一般贸易：占比65%
    about = entry or aspect or rated or graded is not None
    if is_name(said, reader) or about or (titled and lexicon["measured"].before(said, 0, len(said))):
        thread.pending = thread.listing = flow if flow in reader.rules.names.by_name else said
        thread.aspect = tail_of(said) if aspect else thread.aspect  # 净利润方面，|工行|以3639亿元居首
        thread.titled = said if titled and said.endswith(_OF_EACH) else thread.titled
        if FOREMOST.search(reader.text, clause.start, clause.end) is not None:
            thread.divided = False  # 从地区看，|平均工资|最高的是东营市，达到25036元；济南市以20424元居第二位
    elif said and reader.text.endswith(_MOSTLY, clause.start, end):
        thread.pending = thread.listing = said
    elif (plays := _PLAYS.match(reader.text, clause.start, clause.end)) is not None:
        named = read_before(reader.text, clause.start, plays.end("what"), reader.mentions, lexicon).text
        thread.pending = thread.listing = named
    elif (fares := _fares(reader, clause)) is not None:
        named = read_before(reader.text, clause.start, fares.end("what"), reader.mentions, lexicon).text
        thread.pending = thread.listing = with_measure(named, thread.last)
        thread.owner = named
    elif (stands := _STANDS.fullmatch(reader.text, clause.start, clause.end)) is not None:
        thread.pending = thread.listing = thread.owner = stands["what"]
    elif (undertakes := _UNDERTAKES.search(reader.text, clause.start, clause.end)) is not None:
        thread.pending = thread.listing = undertakes["what"]
    elif (moved := phrase.text.removeprefix("同比").removeprefix("环比")) in lexicon["derivative"]:
        thread.pending = thread.listing = _mover(thread, reader) + moved  # 抚州市增速最快，达16.4%
    else:
        told = _predicated(reader, thread, clause)
        speed = said[: lexicon["derivative"].at(said, 0, len(said))] if said.endswith(_LEADS) else ""
        if speed and not told:
            told = _mover(thread, reader) + speed  # 临沂|增速居前|，达27%
        goes_on = _COMES_FROM.match(reader.text, clause.end) or _MAKES_UP.match(reader.text, clause.end)
        if said and not told and goes_on is not None:
            told = said
        thread.pending, thread.listing = told or thread.pending, told or phrase.text
    if phrase.text and reader.text.endswith(phrase.text, clause.start, end):  # 分析师|预计|，CPI is no list
        thread.listed.append(phrase.text)
    if thread.carried and phrase.text and not _DIVIDES.match(reader.text, clause.start, clause.end):
        thread.owner = ""  # 实施省属国企整合，营业收入翻一番: not of what the sentence before was about


def _mover(thread: Thread, reader: Reader) -> str:
    """What grows where only a speed is told: 生产总值 of 生产总值增长10.1%。13个省辖市中，|宿迁增幅居首|."""
    counted = thread.owner in reader.rules.lexicon["no_owners"]
    return thread.grown.text if counted and thread.grown is not None else thread.owner or thread.headline


def _fares(reader: Reader, clause: Clause) -> regex.Match[str] | None:
    """How a clause tells how its subject fares: 汽车产业|持续壮大."""
    if _MAY_FARE.search(reader.text, clause.start, clause.end) is None:
        return None
    head = read_head(reader.text, clause.start, clause.end, reader.mentions, reader.rules.lexicon)
    return _FARES.match(reader.text, head.start, clause.end)


def note_whole(reader: Reader, thread: Thread, clause: Clause) -> None:
    """Behind a semicolon the parts are over: 高等学校137所，|其中|本科53所；|招生66万人 is of all."""
    if clause.opener == "；":
        thread.apart = len(thread.told)
    if reader.text.startswith("其中", clause.start):
        thread.whole, thread.whole_named = thread.owner, thread.last
        thread.parted = thread.parted or thread.owner
    elif clause.opener == "；" and thread.whole:
        thread.owner, thread.last, thread.whole = thread.whole, thread.whole_named, ""
        if reader.text.startswith("其中", thread.region_clause):
            thread.sentence_region = thread.whole_region  # 二类为700元，其中|惠州|增长40%；三类为600元


def _predicated(reader: Reader, thread: Thread, clause: Clause) -> str:
    """What a clause tells of without a number: 夏粮总产量|再创新高，达到758亿斤, 增长最快的是|汽车制造业."""
    foremost = FOREMOST.search(reader.text, clause.start, clause.end)
    if foremost is not None and not reader.mentions.regions_in(foremost.end(), clause.end):
        return read_before(reader.text, foremost.end(), clause.end, reader.mentions, reader.rules.lexicon).text
    if foremost is not None and (moved := _MOVES.search(reader.text, clause.start, foremost.start())) is not None:
        thread.moves = "rise" if moved[0][-2:-1] in "涨升长" or moved[0] == "增" else "fall"
        return reader.text[clause.start : moved.start()]  # 新建商品住房|涨得|最凶的是深圳，达12.9%
    start = clause.start + reader.rules.lexicon["local"].at(reader.text, clause.start, clause.end)
    name_end = reader.mentions.name_at.get(start, clause.end)
    figures = any(character.isascii() and character.isdigit() for character in reader.text[name_end : clause.end])
    if name_end < clause.end and not figures and not reader.text.startswith(_INSIDE, name_end):
        return reader.text[start:name_end]  # |基础设施投资|拉了一把，增长24.9%; 我省|经济总量|小，仅占全国的0.36%
    if not reader.mentions.cues.within("predicates", clause.start, clause.end):
        return ""
    lexicon = reader.rules.lexicon
    said = read_head(reader.text, clause.start, clause.end, reader.mentions, lexicon)
    head = said.start
    predicates = [
        place
        for place in reader.mentions.cues.within("predicates", head + 2, clause.end)
        if not reader.mentions.inside_name(*place)  # 国家级|创|新平台
    ]
    if not predicates or predicates[0][0] >= head + LONGEST_SUBJECT:
        return ""
    subject = _TRAILING.sub("", reader.text[head : predicates[0][0]])
    names = reader.rules.names.by_name
    whole = reader.text[clause.start : predicates[0][0]]
    if whole in names:
        return whole  # 本地农民工|由降转升
    led = (said.flow or said.last_verb) + subject
    if led in names:
        return led  # 新增人民币贷款|由降转升
    told = subject.endswith(("业", "经济")) or lexicon["measured"].before(subject, 0, len(subject)) or subject in names
    return subject if told else ""
