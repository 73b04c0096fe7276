"""A noun phrase without what stands around the name in it: marks, glosses, circumstances, examples, makers."""

from __future__ import annotations

import re
from typing import NamedTuple

import regex

from extractor.reading.marks import GLOSS, MARKS, PARTICLES
from extractor.ruleset.lexicon import Lexicon


class _Cut(NamedTuple):
    """What is cut from a phrase, and the character without which it cannot stand there."""

    holds: str
    pattern: regex.Pattern[str]


def _cut(holds: str, pattern: str) -> tuple[_Cut, ...]:
    return tuple(_Cut(character, regex.compile(pattern)) for character in holds)


_ASIDES = (
    # 社会保障和就业|（类）|支出
    *_cut("类款", "（[类款]）(?=支出$)"),
    # 因公出国（境）费支出|预算, 公务接待费支出|决算数
    *_cut("算", "(?<=.{2}(?:支出|收入|费用?|经费))(?:年初)?(?:预算|决算)数?$"),
    # 社会保障和就业支出（类）养老支出（款）|基本养老保险缴费支出（项）
    *_cut("款类", r"^.*（[类款]）(?=.{2})|(?<=（[类款]）.*)（项）$"),
    _Cut("（", GLOSS),
    _Cut("(", GLOSS),
    *_cut("（(", r"[（(](?:(?:包括|包含|不包括|含|不含)[^（()）]{1,20}|[^（()）]{1,8}口径)[）)](?=\p{Han}{2})"),
    # how it is worked out: 负债率|（债务余额/GDP）
    *_cut("/÷", r"[（(][^（()）]*[/÷][^（()）]*[)）]$"),
    # 按国民经济核算定义计算的|政府消费开支
    *_cut("按", r"^按\p{Han}{2,12}(?:定义|口径|方法|标准|价格|准则)(?:计算|统计|核算|编制)的(?=.{2})"),
    # what is measured in prices of another year: 扣除其间价格变动后的|零售业总销货数量
    *_cut("扣剔", "^(?:扣除|剔除)[^的，]{2,14}后的(?=.{2})"),
)
_CIRCUMSTANCES = (
    # 旅客|因签证审批收紧而|下跌6.3%
    *_cut("因", r"^因\p{Han}{2,}(?:减少|下降|调减|收紧|增加|下滑|上升|上涨|不足|短缺|影响)$"),
    # 经区人大常委会第二十七次会议|批准调整为541000万元
    *_cut("经", r"^经(?!济|营|费|常|过|开|贸|办)[^，。]{2,32}(?:会议?|批准|同意|审议|审查|核定|通过|确认)$"),
    # from what a name is told to have risen, in a word: 蓝莓面积|从不足千亩|发展到4.2万亩
    *_cut("从", r"(?<=.{2})从(?:不足|不到|近)?[几数]?[十百千万亿]+\p{Han}{1,2}$"),
    # 仅创业担保贷款一项工作|申请资料减少率
    *_cut("项", r"^\p{Han}{2,14}?一项(?:工作|业务|政策|任务|改革)?(?=\p{Han}{3})"),
    # 一般公共预算收入|在消化减收因素之后|完成, |剔除上级专项后|增长
    *_cut(
        "在除虑",
        r"(?:在|剔除|扣除|不考虑|考虑)[\p{Han}“”、]{2,20}?(?:之后|以后|的情况下|情况下|的基础上|基础上|前提下|背景下|因素后|专项后|影响后|价格后的|因素后的|后$)",
    ),
    # 全市18个|县（市、区）中|由第9位前移至第7位: among what it is ranked is not what is ranked
    *_cut(
        "中",
        r"^\p{Han}{0,8}?(?:市州|设区市|地级市|县（市、区）|县市区|县区|市县|城市|省份|省区市|省（区、市）|国家|地区|园区|开发区|区县)中的?",
    ),
    # 6月|在多家楼盘年中冲刺之下|成交5205套
    *_cut("下", r"^在?\p{Han}{2,16}(?:之下|带动下|推动下|拉动下|影响下|刺激下|作用下)(?=\p{Han}{2,})"),
    # 本单位共有|车辆5辆, 我单位开支财政拨款的|公务用车保有量
    *_cut(
        "本我机",
        r"^(?:[我本](?:单位|部门|局|级)|机关(?=及))(?:机关)?(?:及所属(?:事业)?单位)?(?:(?:共有|现有|拥有)|开支财政拨款的)(?=\p{Han}{2})",
    ),
    # 以“空转”方式|虚增收入, 定点医疗机构通过虚报住院天数等方式|套取基金, 以虚假发票|套取资金
    *_cut(
        "式手名途段",
        r"^[^，。]*?(?:通过|以|依托|采取|利用)[^，。]{2,24}?(?:等)?(?:方式|形式|手段|名义|途径)(?![进出])(?=\p{Han}{3,})",
    ),
    # 税务局依托税费大数据|精准推送政策
    *_cut("依借", r"^[^，。]*?(?:依托|借助)[^，。]{2,16}?(?:大数据|平台|系统|网络|小程序)(?=\p{Han}{3,})"),
    *_cut("套骗冒虚", r"^以\p{Han}{2,8}?(?=套取|骗取|冒领|虚增|虚报)"),
    # 用4年时间|筹集资金
    *_cut("用", r"^用(?:\d+|[一两三四五六七八九十]+)年(?:左右)?(?:的)?时间(?=\p{Han}{3,})"),
    # 以新产业、新业态为主要特征的|“三新”经济增加值
    *_cut(
        "以", r"^以[^，。]{2,30}?为(?:主要|主|基本|鲜明|突出)?(?:特征|标志|主体|代表|核心|重点|主|龙头|支撑)的(?=.{2})"
    ),
    # 猪后腿肉|每500克|售价
    *_cut("每", r"(?<=.{2})每\d*(?:克|公斤|千克|市?斤|吨|平方米|头|只|桶|盎司)(?=\p{Han}*价)"),
    # 浙江|提出|城镇新增就业
    _Cut("提出", regex.compile(r"^(?:均|也|都)?提出(?!建议|意见|议案|提案|申请|要求|问题|复议|上诉)(?=\p{Han}{3})")),
    # 可|增加学位
    *_cut("可", "^可(?=增加|新增|提供|带动|满足|节约|减少)"),
    # 修订|后的|销售额
    *_cut("后", "^(?:经?(?:修订|修正|调整|改制))?后的(?=.{2})"),
    # 经满洲里铁路口岸|进出境中欧班列
    *_cut("岸", r"^经[\p{Han}、]{2,20}?口岸(?=\p{Han}{2})"),
    # 通过特岗计划、民生实事等渠道|补充幼儿园教师, 因企业停产、裁员等原因|提前返乡
    *_cut(
        "等",
        r"^(?:通过|采取|依托|利用|运用|因|由于)[^等]*等(?:各种|多种)?"
        r"(?:原因|渠道|方式|形式|途径|措施|手段|因素|平台|办法)(?=\p{Han}{2})",
    ),
    # 夏粮|又夺丰收|总产
    *_cut("收", "(?<=.{2})(?:又|再|喜|连年)*[夺获]得?(?:全面|特大|大)?丰收(?=.{2})"),
    # 天河机场春运期间共|保障航班起降
    _Cut("期间", regex.compile(r"^[^，。]*?期间(?:共|累计|总共|一共)(?=\p{Han}{3,})")),
    # 大运会共|招募赛会志愿者
    *_cut(
        "共",
        r"^\p{Han}{2,10}(?:会|站|港|场|局|团|厂|园区|中心)共(?=招募|培训|发放|开行|接待|发送|保障|签约|引进|展出|吸引)",
    ),
    # 天河机场|春节期间|保障旅客
    _Cut(
        "期间",
        regex.compile(
            r"(?<=.{2})(?:春节|春运|暑运|国庆|元旦|清明|五一|端午|中秋|假日|假期|长假|黄金周)期间(?=\p{Han}{3,})"
        ),
    ),
    # 缝纫机|因产品滞销|产量
    *_cut("因", r"(?<=^[^因]{2,})因\p{Han}{2,8}?(?:滞销|短缺|不足|影响|受阻|受灾|停产|减产)(?=\p{Han}{2})"),
    # 海铁联运班列|全年|开行1154列
    *_cut("全", r"(?<=^\p{Han}{2,12})全年(?=\p{Han}{2,})"),
    # 关中、陕南|三大区域|收入
    *_cut("大", r"^[两二三四五六七八九十]大(?:区域|片区|板块|地区|经济区|城市群)(?=\p{Han}{2})"),
)
# 芯恩、物元半导体等|集成电路企业, but not 会议、招待等经费, which nothing else would name
_EXAMPLES = regex.compile(
    r"^.*?、.*?(?<![高中初平同优何])等(?:各项|各类|多项|多种|几项|项|多个|各种)?(?=[^于级待效]\p{Han}{2})"
    r"(?!\p{Han}{0,3}(?:原因|渠道|方式|形式|途径|措施|手段|因素|问题))"
)
_PUBLISHERS = (
    # 某网10月23日|发布的|动力煤价格指数
    *_cut("的", r"^.*(?:发布|公布|编制)的(?=\p{Han}{4,}$)"),
    # 要完成|市委、市政府年初提出的|全年生产总值增长14%的目标
    *_cut("的", r"^[^“”]*?(?:提出|确定|定下|设定|批准|审议通过|审议批准)的(?:全年|年度|今年)?(?=\p{Han}{2,})"),
)
# 牧原股份共|销售生猪|
_MAKERS = (
    *_cut(
        "共计",
        "^.*(?:股份|公司|集团|企业|合作社)(?:共|累计|合计|总共|共计)"
        "(?=销售|出栏|生产|实现|完成|投入|采购|收购|新增|吸纳|安置|交付|发运|出口|进口)",
    ),
)
# the parts of a headline are parted by blanks: 楼市遇冷 |成交量|降两成
_BEHIND_BLANK = regex.compile(r"^.*[\p{Han}”》）] (?=[\p{Han}“A-Z]{2})")
_TOTALS = frozenset("计共")
_OPENED = ("“", "‘")
# 西藏|以“|7%以上、力争8%”继续领跑: what leads up to a quoted aim and names nothing
_NO_MORE = regex.compile("(?:以|多地|各地)?(?:锚定|定为|设为|达到)?[“‘]")
# 三省合计|占全国的44%: what the regions or things told before are together
_TOGETHER = regex.compile(
    r"(?:这|以上|上述)?(?:[两二三四五六七八九十]个?)?(?:省份?|市|县|区|州|省市|国|者|项|类|行业(?:大类)?)(?:合计|共计|总计|总共)"
)
# 仅养老保险一项|就补缴|1186万元
# 卖地收入排名前50位的城市合计|土地出让金
_OF_ALL = regex.compile(r"^.*(?:城市|省份|县市|企业|公司|地区)(?:合计|共计|总共)(?=\p{Han}{2})")
_ALONE = regex.compile(r"^仅?(?P<what>\p{Han}{2,10})一项就(?P<did>\p{Han}{2})$")
_EXTREME = regex.compile("最?[高低多少大小快慢]的|[高低]者")  # 标准差距较大，|高的|达1.2万元
_FIXED = regex.compile(r"(?:核定|下达|确定|规定|批准|批复)的\p{Han}+$")
# 财政|用于民生的支出|, 全市规模以上工业企业|生产白酒|
_SPENT_ON = regex.compile(r"\p{Han}{0,8}?用于(?P<on>\p{Han}{2,8}?)(?:方面)?的(?P<what>支出|投入)")
_MADE_BY = regex.compile(
    r".*(?:企业|公司|集团|[）)])生产(?P<what>(?!总值|成本|能力|经营|性|用|者|力|基地|资料|要素|效率|规模|线|设备)\p{Han}{2,6})"
)
_QUOTED = re.compile("(?:[“《][^”》]*[”》]、?)+等(?=[\u4e00-\u9fff]{2})")


def bare(body: str, lexicon: Lexicon) -> str:
    """The name that a phrase holds, "" if it holds none: ``bare("“甲”“乙”等惠民展演", lexicon)`` is 惠民展演."""
    body = _without(_ASIDES, body.strip(MARKS).strip(PARTICLES))
    if body[-1:] in _OPENED and _NO_MORE.fullmatch(body):
        return ""
    if " " in body:  # 家电下乡启动满月 |我省|农民买走1.6万台
        body = _BEHIND_BLANK.sub("", body)
        local = lexicon["local"].at(body, 0, len(body))
        body = body[local:] if local < len(body) - 1 else body
    body = _without(_CIRCUMSTANCES, body)
    body = _ALONE.sub(r"\g<did>\g<what>", body) if "一项就" in body else body
    area = lexicon["part_areas"].at(body, 0, len(body))
    if area and body.startswith("有", area):  # 市区|有|学前教育机构300所
        body = body[:area] + body[area + 1 :]
    tail = body.rpartition("的")[2]
    if tail in lexicon["attribute"] and _FIXED.search(body):  # 国务院核定的|限额
        return tail
    if (body[-1:] in _TOTALS and _TOGETHER.fullmatch(body)) or _EXTREME.fullmatch(body):
        return ""
    body = _OF_ALL.sub("", body) if "计" in body or "总共" in body else body
    if body.startswith("共") and lexicon["act"].at(body, 1, len(body)) == len(body) - 1 > 0:
        return body[1:]  # 三省|共收购|157万担
    if lexicon["measured"].before(body, 0, len(body)):
        body = _without(_PUBLISHERS, body)
    body = _without(_MAKERS, body)
    if "用于" in body and (spent := _SPENT_ON.fullmatch(body)) is not None:
        return spent["on"] + spent["what"]
    if "生产" in body and (made := _MADE_BY.fullmatch(body)) is not None:
        return made["what"] + ("" if made["what"].endswith("量") else "产量")
    if body.startswith(("“", "《")):
        quoted = _QUOTED.match(body)
        rest = body[quoted.end() :] if quoted else body
        return rest or (body[1:-1] if "”" not in body[1:-1] else "")
    return body


def without_examples(name: str) -> str:
    """A name without the examples that lead up to it: 集成电路企业 of 芯恩、物元半导体等集成电路企业."""
    return _EXAMPLES.sub("", name) if "等" in name else name


def _without(cuts: tuple[_Cut, ...], body: str) -> str:
    for holds, pattern in cuts:
        if holds in body:
            body = pattern.sub("", body)
    return body
