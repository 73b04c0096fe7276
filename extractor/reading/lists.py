"""Coordinated phrases: 第一、第二、第三产业增加值 is three indicators that share a head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.ruleset.lexicon import Lexicon

_COMMA = regex.compile(r"[、，]|以及|(?<=[^中总饱温])和(?!平|谐|田|美(?![国洲]))|(?<!参|给)与(?!会)|及(?!格|时)")
_LINKS = ("、", "和", "与", "及")
_PAUSE = regex.compile(r"[、，]")
_ETC = regex.compile(r"(?<![中高初均同平优])等(?:\d+[个家项]|[一二三四五六七八九十]+大)?")
# 装备制造、先进材料、医药食品|三大主导产业.
_COUNTED = regex.compile(
    r"(?P<items>[^、，]{2,}(?:[、和及][^、，]{2,})+?)(?:[两三四五六七八九十]|\d+)(?:大|个|类|项)"
    r"(?:战略性|先进|主导|支柱|重点|优势|特色|新兴|传统|主要|制造|未来)*(?P<what>产业|行业|领域|门类|板块|产品|商品)(?P<of>\p{Han}*)"
)
# 城乡, 存贷款, 进出口: two things told in one word.
_PAIRS = (
    (regex.compile(r"城乡(?:常住)?居?民?"), ("城镇居民", "农村居民")),
    (regex.compile(r"存[、和]?贷款"), ("存款", "贷款")),
    (regex.compile(r"进出口(?=总?额?$)"), ("进口", "出口")),
    (regex.compile(r"产销量|产销(?=$)"), ("产量", "销量")),
    (regex.compile(r"收支(?=$)"), ("收入", "支出")),
)
# 第一、二、三产业增加值, 二三产业, 三次产业.
_INDUSTRIES = regex.compile(r"第?(?P<number>[一二三])(?:[、和]?第?(?P<number>[一二三]))+次?产业?|三次产业")
_SIDES = ("进口", "出口")
# 对美国、东盟|进出口.
_TRADE = regex.compile(
    r"(?P<with>对|向|与|同|自)(?P<partners>.+?)(?P<what>(?:进出口|出口|进口|贸易|投资)(?:总?额|总?值)?)"
)


def _split(text: str, separator: regex.Pattern[str] = _COMMA) -> list[str]:
    """The items of a list, quotes and brackets kept whole."""
    items, depth, start = [], 0, 0
    position = 0
    while position < len(text):
        character = text[position]
        if character in "“‘「（(《":
            depth += 1
        elif character in "”’」）)》":
            depth -= 1
        elif depth <= 0:
            match = separator.match(text, position)
            if match:
                items.append(text[start:position])
                position = start = match.end()
                continue
        position += 1
    items.append(text[start:])
    return [item.strip() for item in items if item.strip()]


def distribute(text: str, count: int, lexicon: Lexicon) -> list[str] | None:
    """The phrase taken apart for ``count`` numbers, or None where it is one: 城乡居民收入 is that of 城镇 and 农村."""
    if count == 2:
        for pattern, (first, second) in _PAIRS:
            match = pattern.search(text)
            if (
                match
                and not _split(text[: match.start()])[1:]
                and "、" not in text[match.end() :]
                and text[match.start() - 1 : match.start()] not in _LINKS
            ):
                return [text[: match.start()] + word + text[match.end() :] for word in (first, second)]
    industries = _INDUSTRIES.match(text)
    if industries:
        numbers = industries.captures("number") or "一二三"
        rest = text[industries.end() :]
        if rest.startswith(("、", "和", "及", "与")):  # 一、二、三产|和|城乡居民生活用电量
            return _beside_industries(numbers, _split(rest[1:]), count, lexicon)
        names = [f"第{number}产业{rest}" for number in numbers]
        return names if len(names) == count else None
    trade = _TRADE.fullmatch(text)
    if trade:
        partners = _split(trade["partners"])
        return [trade["with"] + partner + trade["what"] for partner in partners] if len(partners) == count else None
    counted = _COUNTED.fullmatch(text)
    if counted is not None:
        items = _split(counted["items"])
        what = "" if items and items[-1].endswith((counted["what"], "业")) else counted["what"]
        return [item + what + counted["of"] for item in items] if len(items) == count else None
    etc = _ETC.search(text)
    if etc and etc.end() < len(text):
        items = _split(text[: etc.start()])
        return [item + text[etc.end() :] for item in items] if len(items) == count else None
    each = _listed(text, count)
    if each is not None and text[0] == "对":
        each = [item if item.startswith("对") else "对" + item for item in each]  # 对东盟、欧洲|分别增长26%、5%
    return share_words(each, lexicon) if each is not None else None


def _listed(text: str, count: int) -> list[str] | None:
    """The ``count`` items of a list as they stand, or None where there are not so many."""
    paused = _split(text, _PAUSE)  # 社会保障和就业、卫生健康支出: 和 stands inside an item
    for items in (paused, _split(text)):
        if len(items) == count:
            return items
    parted = _parted(paused, count) if len(paused) > 1 else ()  # 钟表及珠宝、百货|及|皮具
    return parted[-1] if parted else None


def _parted(paused: list[str], count: int) -> list[list[str]]:
    """The ways to part the last of the items between pauses in two: 批发和零售业|和|房地产业 has two."""
    if len(paused) != count - 1:
        return []
    last = paused[-1]
    places = [place for place in range(1, len(last) - 1) if last[place] in _LINKS]
    return [[*paused[:-1], last[:place], last[place + 1 :]] for place in places]


def listings(text: str, count: int) -> Iterator[list[str]]:
    """The ways to take a list of ``count`` items apart, the likeliest first: 批发和零售业|和|房地产业 has two."""
    items = _listed(text, count)
    if items is not None:
        yield items
    yield from _parted(_split(text, _PAUSE), count)


def _beside_industries(numbers: Sequence[str], others: list[str], count: int, lexicon: Lexicon) -> list[str] | None:
    """The industries with the head of what stands beside them: 第一、第二产业和城乡居民生活|用电量."""
    last = others[-1] if others else ""
    length = lexicon["shared_heads"].before(last, 0, len(last))
    if not length or len(numbers) + len(others) != count:
        return None
    return [*(f"第{number}产业{last[-length:]}" for number in numbers), *others]


def holder_of(item: str, lexicon: Lexicon) -> str:
    """Whose measure an item is, without the measure: 第一产业, of 第一产业增加值."""
    return item[: len(item) - lexicon["attribute"].before(item, 0, len(item))]


def stock_of(item: str, lexicon: Lexicon) -> str:
    """What there is in all, by the name of what came to it: 外资研发中心, of 新增外资研发中心."""
    return item[lexicon["flow"].at(item, 0, len(item)) :] or item


def share_words(items: list[str], lexicon: Lexicon) -> list[str]:
    """The items with the words that one of them says for all: 工业, 建筑业增加值 is 工业增加值, 建筑业增加值."""
    return share_each(_share_prefix(_share_head(_share_with_other(items), lexicon), lexicon), lexicon)


def _share_with_other(items: list[str]) -> list[str]:
    """Two sides of one thing with what is said of the second: 进口、出口通关时间 is 进口通关时间, 出口通关时间."""
    if len(items) == len(_SIDES) and items[0] in _SIDES and items[1].startswith(_SIDES) and items[1] not in _SIDES:
        return [items[0] + items[1][len(items[0]) :], items[1]]
    other = _OTHER.match(items[-1])
    if other is not None and not any(other["what"].startswith(item) or len(item) > _KIND for item in items[:-1]):
        return [*(item + other["what"] for item in items[:-1]), items[-1]]  # 国有、集体和其他|单位平均工资
    return items


def share_each(items: list[str], lexicon: Lexicon) -> list[str]:
    """Give what the first item is an average over to the rest: 每千人口医师、护士 is 每千人口护士 too."""
    owner = _PER_HEAD.match(items[0])
    if owner is not None and all(_INCOME.fullmatch(item) for item in items[1:]):
        return [items[0], *(owner[0] + item for item in items[1:])]  # 居民人均工资性收入、|经营净收入
    each = each_of(items[0], lexicon)
    if each:
        return [item if each_of(item, lexicon) else each + item for item in items]
    per = _PER_OUTPUT.match(items[0])
    if per is not None:  # 单位国内生产总值能耗和|二氧化碳排放
        return [items[0], *(per[0] + item if _USED.fullmatch(item) else item for item in items[1:])]
    return items


def each_of(name: str, lexicon: Lexicon) -> str:
    """What a name says an average is over, if it begins with it: 每千人口 of 每千人口医师数, nothing of 人均收入."""
    each = name[: lexicon["each"].at(name, 0, len(name))]
    return each if "每" in each else ""


_PER_HEAD = regex.compile(r"\p{Han}{0,6}人均(?=\p{Han})")
_PER_OUTPUT = regex.compile(
    "(?:单位|每?[万亿]元)(?:(?:国内|地区)?生产总值|GDP|(?:规模以上|规上)?工业增加值|产值|产品)(?=\\p{Han}{2})"
)
"""What the use of a thing is told for each unit of."""
_USED = regex.compile(
    "(?:二氧化碳|碳|温室气体)排放(?:量|强度)?"
    "|(?:综合|能源|水资源|电力)?(?:能源?消耗|消耗|能耗|水耗|电耗|用水|取水|用电)(?:量|强度)?"
    "|(?:建设用地)?(?:使用|占用|用地)面积"
)
"""What is used or given off for each unit of what is produced."""
_INCOME = regex.compile(r"(?:工资性|经营性?净?|财产性?净?|转移性?净?)(?:收入|支出)")
"""What the income of a household is made up of."""
_OTHER = regex.compile(r"其[他它](?P<what>\p{Han}{4,})$")
_VIEWS = (("整体", "基本"), ("整体", "核心"), ("总体", "核心"), ("综合", "基本"), ("名义", "实际"), ("绝对", "相对"))
_VIEWS_OF = {one: [other for first, other in _VIEWS if first == one] for one, _ in _VIEWS}
"""Two views of one measure, of which the first is told by its own word alone: |整体|及基本通胀率."""
_MEASURE = regex.compile(
    "(?<=.{2})(?:(?:零售|批发|营业|成交|交易|吞吐|保有|饲养|周转|库存)(?:总?额|总?量)|零售价格|批发价格|(?:门票|旅游|票房|餐饮|经营)收入)$"
)
"""How the last of a list ends with what all of it is measured in: 汽车、家电|零售额|."""
_KIND = 3
"""How long a kind is that is told beside 其他: 国有, 股份制."""
_KIND_OF = 2
"""How many characters tell what the items of a list are all: 企业."""
_EMITTED = ("排放量", "排放总量", "减排量", "浓度")
"""What is told of a list of substances, of which one ends as a measure does: 化学需氧量、氨氮|排放量|."""
_TRADED = "进出口总额"
_INSURANCE, _INSURED = "保险", ("养老", "医疗", "失业", "工伤", "生育", "大病")
"""What is insured against, and the head that its kinds share."""
_HOLDERS = ("企业", "人口", "项目")
"""How those are called who have what is measured, though they are counted themselves."""
_KINDS_OF_PLACE = (
    "县城|建制镇|城市|城区|建成区|乡镇|街道|(?:建制|行政|自然)?村|(?:地级|县级)市|[市县]区|农村|城镇|社区|区县"
)
_SETTLED = regex.compile(rf"\p{{Han}}{{0,6}}?(?:{_KINDS_OF_PLACE})(?=\p{{Han}}{{3}})(?!级|内|民|委|中)")
"""The kind of a place that has a rate: 建制村|通硬化路率."""
_SETTLEMENT = regex.compile(rf"(?:{_KINDS_OF_PLACE})$")
_TRADE_NAME = regex.compile("(?<=[^企就创从营事专毕失执])业")
"""How the name of an industry ends, but no other word: 矿采选业, not 企业."""
_GRADES = ("优", "良")
"""How good air is called, of which so many days were."""
_GOODS = frozenset("肉蛋奶禽鱼菜果油糖棉麻丝茶烟粮钢铁煤电气盐纱布纸酒猪牛羊马")
"""Goods of one character, which begin no longer name."""


def _share_head(items: list[str], lexicon: Lexicon) -> list[str]:
    """Give the head of the last item to those that lack it."""
    last, first = items[-1], items[0]
    if len(items) == 2 and items[0] in _VIEWS_OF:  # 整体及|基本消费物价通胀率
        other = next((view for view in _VIEWS_OF[items[0]] if last.startswith(view) and last != view), "")
        return [first + last[len(other) :], last] if other else items
    for kind in (lexicon["modifiers"], lexicon["schools"]):
        length = kind.at(last, 0, len(last))
        rest = last[length:]
        if 0 < length < len(last) and all(item in kind or item.endswith(rest) for item in items[:-1]):
            return [item + rest if item in kind else item for item in items]  # 城镇、农村|居民收入
    alike = last.rfind(first[-_KIND_OF:], 1)
    of = last[alike + _KIND_OF :] if alike > 0 else ""
    if of and of in lexicon["attribute"] and not any(item.endswith(of) for item in items[:-1]):
        return [*(item + of for item in items[:-1]), last]  # 股份制企业、外商投资企业|增加值
    emitted = last.endswith(_EMITTED) and first.endswith("需氧量")
    insured = last.find(_INSURANCE, 1)
    if insured > 0 and all(item.endswith(_INSURED) for item in items[:-1]):
        return [*(item + last[insured:] for item in items[:-1]), last]  # 城乡居民养老、医疗|保险参保率
    settled = _SETTLED.match(last)
    rate = last[settled.end() :] if settled is not None else ""
    if rate.endswith("率") and all(_SETTLEMENT.search(item) for item in items[:-1]):
        return [*(item + rate for item in items[:-1]), last]  # 县城、城市|污水处理率, 乡镇和建制村|通硬化路率
    measured = lexicon["measured"].before(first, 0, len(first)) and not emitted
    holder, joint_word, what = last.rpartition("的")
    if holder and (not measured or first.endswith(_HOLDERS)) and not any("的" in item for item in items[:-1]):
        owns = holder.endswith(_HOLDERS) or not lexicon["measured"].before(holder, 0, len(holder))
        if owns and not holder.endswith("中") and lexicon["measured"].before(what, 0, len(what)):
            return [*(item + joint_word + what for item in items[:-1]), last]  # 稻谷、小麦|的每公顷产量
    if measured or lexicon["whole_words"].at(last, 0, len(last)) == len(last):
        return items  # 汽车及|超级市场|: no 汽车市场
    head = ""
    measure = lexicon["attribute"].before(last, 0, len(last))
    if last.endswith(_TRADED):
        return [*(item + last[len(last) - len(_TRADED) :] for item in items[:-1]), last]  # 货物、服务|进出口总额
    if first in _GOODS and 0 < measure < len(last):  # 肉、蛋、奶、水产品|产量
        return [*(item + last[len(last) - measure :] for item in items[:-1]), last]
    if first in _GRADES and "天数" in last:
        return [*(item + last[last.rindex("天数") :] for item in items[:-1]), last]  # 优、良、轻度污染|天数
    if all(len(item) == 1 for item in items[:-1]) and len(last) > 2:  # 轻、重|工业增加值
        return [*(item + last[1:] for item in items[:-1]), last]
    joint = last.find(first[-1])
    trades = [trade.end() for trade in _TRADE_NAME.finditer(last)] if first.endswith("业") else []
    if trades:  # 黑色金属矿采选业、黑色金属冶炼和压延加工业|利润|, whatever else the two share
        head = last[trades[-1] :]
    elif 0 < joint < len(last) - 1 and joint + 1 <= len(first) + 2:
        head = last[joint + 1 :]
    elif first[0] == last[0] and len(first) < len(last):
        head = last[len(first) :]
    else:
        told = _MEASURE.search(last)
        length = len(told[0]) if told is not None else lexicon["attribute"].before(last, 0, len(last))
        length = length or lexicon["head_noun"].before(last, 0, len(last))
        head = last[len(last) - length :] if length < len(last) else ""  # 企业资产、负债: no 资产负债
    if not head:
        return items
    return [item if item.endswith(head) else item + head for item in items]


def _share_prefix(items: list[str], lexicon: Lexicon) -> list[str]:
    """Give what stands before a bare attribute in the first item to the rest: 市属企业营业收入、利润."""
    first = items[0]
    length = lexicon["attribute"].before(first, 0, len(first))
    owner = first[: len(first) - length] if length else ""
    if not owner or owner.endswith("总"):  # 营业总收入、利润总额
        return items
    return [first, *(owner + item if item in lexicon["attribute"] else item for item in items[1:])]
