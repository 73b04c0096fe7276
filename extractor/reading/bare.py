"""A noun phrase without what stands around the name in it: marks, glosses, circumstances, examples, makers."""

from __future__ import annotations

import re

import regex

from extractor.reading.marks import GLOSS, MARKS, PARTICLES
from extractor.reading.placekinds import KINDS
from extractor.ruleset.lexicon import Lexicon

# 芯恩、物元半导体等|集成电路企业, but not 会议、招待等经费, which nothing else would name
_EXAMPLES = regex.compile(
    r"^.*?、.*?(?<![高中初平同优何])等(?:各项|各类|多项|多种|几项|项|多个|各种)?(?=[^于级待效]\p{Han}{2})"
    r"(?!\p{Han}{0,3}(?:原因|渠道|方式|形式|途径|措施|手段|因素|问题))"
)
# the parts of a headline are parted by blanks: 楼市遇冷 |成交量|降两成
_BEHIND_BLANK = regex.compile(r"^.*[\p{Han}”》）] (?=[\p{Han}“A-Z]{2})")
_NUMERALS = frozenset("0123456789两三四五六七八九十")
_VERB_OF_ALL, _WITH_OTHERS = len("共立案"), frozenset("同享青产和识管用生振鸣建治轨计有")
"""How long a verb is with 共 before it, and what makes 共 a part of a word: 共享车."""
_RANGED = ("范围", "区间")
"""What stands behind the name of what lies between two numbers."""
_OPENED = ("“", "‘")
# 西藏|以“|7%以上、力争8%”继续领跑: what leads up to a quoted aim and names nothing
_NO_MORE = regex.compile("(?:以|多地|各地)?(?:锚定|定为|设为|达到)?[“‘]")
# 仅养老保险一项|就补缴|1186万元
_ALONE = regex.compile(r"^仅?(?P<what>\p{Han}{2,10})一项就(?P<did>\p{Han}{2})$")
# 全市规模以上工业企业|生产白酒|
_MADE_BY = regex.compile(
    r".*(?:企业|公司|集团|[）)])生产(?P<what>(?!总值|成本|能力|经营|性|用|者|力|基地|资料|要素|效率|规模|线|设备)\p{Han}{2,6})"
)
# 沿淮淮北|六个地市|夏粮产量: of the places that are counted, which no name of theirs tells
_OF_PLACES = regex.compile(
    rf"^[\p{{Han}}“”]{{0,8}}?(?:[两三四五六七八九十]|\d+)个?(?:{KINDS}|产粮县|贫困县|\p{{Han}}{{0,6}}(?:主产|大|强)[省区市县])的?(?=\p{{Han}}{{2}})"
)
# 国有粮食部门|已入库|新小麦, 公司|拟|派现, 兰州局集团公司假日运输|期间|发送旅客
_DONE_BY = regex.compile(
    r"^.*\p{Han}{2}(?:(?<=部门|企业|公司|单位|机构|集团|系统)(?:已(?![有知婚故经])(?=\p{Han}{3})|拟(?=\p{Han})|提出(?=\p{Han}{2}))|期间(?=\p{Han}{3}))"
)
# 一体化龙头隆基绿能|预计|盈利, 贸发局|料
_FORESEEN = regex.compile(
    r"^.*(?:预计|预告|预测|预期)(?=(?:盈利|亏损|净利|实现|营收|收入|利润))|^\p{Han}{2,8}[局行会界]料明?$"
)
# 5个|省市合计|进出口
_ALL_OF = regex.compile(rf"^(?:{KINDS}|国家)(?:合计|共计|总计|共)(?=\p{{Han}}{{2}})")
# 石化产业|随着大项目投产放量|, 龙岩|借助跨境电商综试区|逆势
_THANKS = regex.compile("(?:随着|借助|依托|凭借|得益于|受益于|依靠|借力).*$")
# 光伏产品|（硅片、电池片、组件）|出口总额
_KINDS_OF = regex.compile(r"（[^（）]*、[^（）]*）(?=\p{Han}*(?:额|量|值|出口|进口|收入|价格)$)")
# 本报大理讯（记者 庄俊华）|今年投入6.9亿元
WIRE = regex.compile(r"^(?:本报|新华社|中新社|据)\p{Han}{0,8}?[讯电](?:[（(][^（）()]*[）)])?")
_HAS = re.compile("[已现共还]?有(?=..)")
_QUOTED = re.compile("(?:[“《][^”》]*[”》]、?)+等(?=[\u4e00-\u9fff]{2})")


def bare(body: str, lexicon: Lexicon) -> str:
    """The name that a phrase holds, "" if it holds none: ``bare("“甲”“乙”等惠民展演", lexicon)`` is 惠民展演."""
    body = WIRE.sub("", body.strip(MARKS)).strip(MARKS).strip(PARTICLES)
    body = GLOSS.sub("", body) if "（" in body or "(" in body else body
    if body.endswith(".") and body[:-1].isdigit():
        return ""  # |2.|126万亿元: the number of an item
    if body[-1:] in _OPENED and _NO_MORE.fullmatch(body):
        return ""
    if " " in body:  # 家电下乡启动满月 |我省|农民买走1.6万台
        body = _BEHIND_BLANK.sub("", body)
        local = lexicon["local"].at(body, 0, len(body))
        body = body[local:] if local < len(body) - 1 else body
    body = _ALONE.sub(r"\g<did>\g<what>", body) if "一项就" in body else body
    body = _KINDS_OF.sub("", body) if "（" in body else body
    body = lexicon.phrases.name(body)
    if "预" in body or body.endswith(("料", "料明")):
        body = _FORESEEN.sub("", body)
    thanks = _THANKS.search(body)
    if thanks is not None and (thanks.start() > 1 or not lexicon["measured"].before(body, 0, len(body))):
        body = body[: thanks.start()]
    body = _ALL_OF.sub("", body)
    whole = body.removesuffix("合计")  # 信丰、寻乌三县|产量合计|占全市的57%
    if whole != body and not whole.endswith(("收入", "支出")) and lexicon["measured"].before(whole, 0, len(whole)):
        body = whole
    if "就" in body[2:-1] and (just := body.rfind("就")) + 1 < len(body):
        done = lexicon["act"].at(body, just + 1, len(body))
        body = body[:just] + body[just + 1 :] if done and just + 1 + done == len(body) else body  # 中欧班列|就|开行
    ranged = body[:-2] if body.endswith(_RANGED) else ""
    if ranged and lexicon["measured"].before(ranged, 0, len(ranged)):
        body = ranged  # 优良天数比例|范围|为71.8%～98.6%
    if "带来的" in body[2:-2]:
        body = body.rpartition("带来的")[2]  # 厦门市对口帮扶|带来的|扶贫车间
    if "个" in body or body[:1] in _NUMERALS:
        body = _OF_PLACES.sub("", body)
    if any(word in body for word in ("已", "拟", "提出", "期间")):
        body = _DONE_BY.sub("", body)
    area = lexicon["part_areas"].at(body, 0, len(body))
    if area and (has := _HAS.match(body, area)) is not None:  # 市区|有|学前教育机构300所, 郊区|现有|果园300个
        body = body[:area] + body[has.end() :]
    if body.startswith("共") and (act := lexicon["act"].at(body, 1, len(body))) and (act > 1 or len(body) == act + 1):
        return body[1:]  # 三省|共收购|157万担, |共销售商品住宅|9318套
    if body.startswith("共") and len(body) == _VERB_OF_ALL and body[1] not in _WITH_OTHERS:
        return body[1:]  # |共立案|120件
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
