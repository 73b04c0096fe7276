"""Guards against amounts with a wrong value, unit, bound or span, and against ranges and lists taken apart."""

from __future__ import annotations

import pickle
from decimal import Decimal
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.reading.quantities import Quantity, scan_quantities
from extractor.records import plain
from extractor.ruleset.amounts import base_amount
from extractor.ruleset.compiled import RuleSet

# text -> what it holds: quote | value or low~high | unit | bound (nothing for exact)
CORPUS = {
    # numbers and multipliers
    "总产值1,027.4亿元": ["1,027.4亿元|102740000000|元"],
    "贷款余额1.27万亿元": ["1.27万亿元|1270000000000|元"],
    "装机400万千瓦": ["400万千瓦|4000000|千瓦"],
    "建成储能2.2GW、1GWh": ["2.2GW|2.2|吉瓦", "1GWh|1|吉瓦时"],
    "减免2900余万元": ["2900余万元|29000000|元|at_least"],
    "药材5900多种": ["5900多种|5900|种|at_least"],
    "演出3万余场次": ["3万余场次|30000|场次|at_least"],
    "来自60多个国家": ["60多个|60|个|at_least"],
    "补贴上千元": ["千元|1000|元|at_least"],
    "带动千余家企业": ["千余家|1000|家|at_least"],
    "数百家企业": ["数百家|100|家|at_least"],
    "财政收入突破百亿元": ["百亿元|10000000000|元|at_least"],
    "播放量超百亿次": ["百亿次|10000000000|次|at_least"],
    "新办企业二十五家": ["二十五家|25|家"],
    "新增两家上市公司": ["两家|2|家"],
    "同两家客户商谈": [],
    "受训1万1,235人次": ["1万1,235人次|11235|人次"],
    "零售额2兆2,274亿元": ["2兆2,274亿元|2227400000000|元"],
    "预算达3兆余元": ["3兆余元|3000000000000|元|at_least"],
    "3万人2023年": ["3万人|30000|人"],
    "支付2亿3500元": [],
    "覆盖1000兆宽带用户": [],
    "支持三个国家级开发区": ["三个|3|个"],
    "争创两个、创建三家": ["两个|2|个", "三家|3|家"],
    "开工建设两座抽水蓄能电站": ["两座|2|座"],
    "推动三个转变": [],
    "打造四个体系": [],
    "推进三个一批": [],
    "举办三年": [],
    "实施两批": [],
    "标准为50 0元/月": ["50 0元/月|500|元/月"],
    "2023 12": [],
    "甲县 12 35.6 40 5家": ["5家|5|家"],
    # shares and multiples
    "近五成订单": ["五成|50|%|about"],
    "降幅达9成": ["9成|90|%"],
    "出口年减一成八。": ["一成八|18|%"],
    "占比在两成五左右": ["两成五|25|%|about"],
    "跌去3成5": ["3成5|35|%"],
    "三成半": ["三成半|35|%"],
    "占总数七成二五；": ["七成二五|72.5|%"],
    "三成五个县": ["三成|30|%"],
    "占三成二手房源": [],
    "四成多来自县外": ["四成|40|%|at_least"],
    "三成多样本": ["三成|30|%"],
    "近三成": ["三成|30|%|about"],
    "占五分之一强": ["五分之一|20|%|at_least"],
    "占五分之一弱": ["五分之一|20|%|at_most"],
    "产品占三分之二": ["三分之二|66.67|%"],
    "约占全国1/10": ["1/10|10|%|about"],
    "占全省1/3以上": ["1/3|33.33|%|at_least"],
    "超过1/4": ["1/4|25|%|at_least"],
    "方案2/3": [],
    "占百分之三点五": ["百分之三点五|3.5|%"],
    "占全省的四分之一": ["四分之一|25|%"],
    "占1/4": ["1/4|25|%"],
    "人口出生率8‰": ["8‰|8|‰"],
    "完成一半以上": ["一半|50|%|at_least"],
    "超过全国一半": ["一半|50|%|at_least"],
    "税收翻一番": ["翻一番|2|倍"],
    "产量翻两番": ["翻两番|4|倍"],
    "实施产值倍增计划": [],
    "增长2.3倍": ["2.3倍|2.3|倍"],
    "增加三倍半，": ["三倍半|3.5|倍"],
    "建成二亩半，": ["二亩半|2.5|亩"],
    "保持两位数增长": ["两位数|10|%|at_least"],
    "提高3.5个百分点": ["3.5个百分点|3.5|个百分点"],
    # bounds
    "约425万亩": ["425万亩|4250000|亩|about"],
    "企业5000家以上": ["5000家|5000|家|at_least"],
    "控制在5%以内": ["5%|5|%|at_most"],
    "控制在5.5%左右": ["5.5%|5.5|%|about"],
    "不超过3000元": ["3000元|3000|元|at_most"],
    "力争达到6%": ["6%|6|%"],
    "节约30万元": ["30万元|300000|元"],
    "分别超过90%、80%": ["90%|90|%|at_least", "80%|80|%|at_least"],
    "罚款五万元以上二十万元以下": ["五万元|50000|元|at_least", "二十万元|200000|元|at_most"],
    "增长1倍多": ["1倍|1|倍|at_least"],
    "耗时1个多小时": ["1个多小时|1|小时|at_least"],
    "新上2条生产线": ["2条|2|条"],
    "全年出超59.6亿美元": ["59.6亿美元|5960000000|美元"],
    "对外入超3亿美元": ["3亿美元|300000000|美元"],
    "超出3亿美元": ["3亿美元|300000000|美元|at_least"],
    "补助高达5000元": ["5000元|5000|元"],
    "举办过3场": ["3场|3|场"],
    # signs
    "下拉为-1.6%": ["-1.6%|-1.6|%"],
    "最低气温零下5℃": ["零下5℃|-5|℃"],
    "误差±0.5个百分点": ["±0.5个百分点|-0.5~0.5|个百分点"],
    # ranges and lists
    "增长5%—6%": ["5%—6%|5~6|%"],
    "增长4.5-5%": ["4.5-5%|4.5~5|%"],
    "投入400—500亿元": ["400—500亿元|40000000000~50000000000|元"],
    "票价900-1200元": ["900-1200元|900~1200|元"],
    "布局3至5个园区": ["3至5个|3~5|个"],
    "价格1128元到1368元": ["1128元到1368元|1128~1368|元"],
    "价格700、800元左右": ["700、800元|700~800|元|about"],
    "七八百人": ["七八百人|700~800|人|about"],
    "从4.16万亿元增加到5.67万亿元": ["4.16万亿元|4160000000000|元", "5.67万亿元|5670000000000|元"],
    "从45个到15个": ["45个|45|个", "15个|15|个"],
    "到发1409万、1305万人次": ["1409万|14090000|人次", "1305万人次|13050000|人次"],
    "分别有42、38个": ["42|42|个", "38个|38|个"],
    "产量在七、八亿斤之间": ["七、八亿斤|700000000~800000000|斤"],
    "产量在十六、七亿斤之间": ["十六、七亿斤|1600000000~1700000000|斤"],
    "产量达十四、五万吨": ["十四、五万吨|140000~150000|吨"],
    "来了三、四百人": ["三、四百人|300~400|人"],
    "占四、五成": ["四、五成|40~50|%"],
    "产量分别为三、二亿斤": ["三|300000000|斤", "二亿斤|200000000|斤"],
    "增速由负4%至负7%": ["负4%|-4|%", "负7%|-7|%"],
    "增速下调至负4%至负7%": ["负4%至负7%|-7~-4|%"],
    "分别提高4.4和5.6个百分点": ["4.4|4.4|个百分点", "5.6个百分点|5.6|个百分点"],
    "6家,其中县城102家": ["6家|6|家", "102家|102|家"],
    # units
    "人民币3亿元": ["3亿元|300000000|元"],
    "US$2亿": ["US$2亿|200000000|美元"],
    "US$2亿元": ["2亿元|200000000|美元"],
    "新台币3,800亿元": ["3,800亿元|380000000000|新台币"],
    "新台币3兆": ["新台币3兆|3000000000000|新台币"],
    "新台币6亿元和2亿元": ["6亿元|600000000|新台币", "2亿元|200000000|新台币"],
    "新台币6亿元，另有2亿元": ["6亿元|600000000|新台币", "2亿元|200000000|元"],
    "港币300万元至500万元": ["300万元至500万元|3000000~5000000|港元"],
    "澳门元30亿元": ["30亿元|3000000000|澳门元"],
    "票面500港元3亿元": ["500港元|500|港元", "3亿元|300000000|元"],
    "超过新台币300元/吨": ["300元/吨|300|新台币/吨|at_least"],
    "每吨784.6元": ["784.6元|784.6|元"],
    "¥3000": ["¥3000|3000|元"],
    "28微克/立方米": ["28微克/立方米|28|微克/立方米"],
    "人均3万元/人": ["3万元/人|30000|元/人"],
    "2亿吨公里": ["2亿吨公里|200000000|吨公里"],
    "电价0.5元/千瓦时": ["0.5元/千瓦时|0.5|元/千瓦时"],
    "装机600兆瓦": ["600兆瓦|600|兆瓦"],
    "35元/平方米·月": ["35元/平方米·月|35|元/平方米·月"],
    "300辆（艘、架、列）次": ["300辆（艘、架、列）次|300|辆（艘、架、列）次"],
    "用电量30亿度": ["30亿度|3000000000|千瓦时"],
    "水温30度": ["30度|30|度"],
    "长5km": ["5km|5|公里"],
    "压减为15个工作日": ["15个工作日|15|个工作日"],
    "惠及3400万群众": ["3400万|34000000|人"],
    "20万在职职工": ["20万|200000|人"],
    "5家国有企业": ["5家|5|家"],
    "12名校长": ["12名|12|名"],
    "5台风力发电机": ["5台|5|台"],
    # numbers without a unit
    "城乡居民收入比2.93": ["2.93|2.93|"],
    "规模突破1.2万亿": ["1.2万亿|1200000000000||at_least"],
    "拥堵指数从1.72降至1.31": ["1.72|1.72|", "1.31|1.31|"],
    # places
    "居全国第24位": ["第24位|24|位"],
    "总量居全省首位": ["首位|1|位"],
    "把安全摆在首位": [],
    "增速西部第二": ["第二|2|位"],
    "分列全省第一、第三": ["第一|1|位", "第三|3|位"],
    "跻身全国前十": ["前十|10|位|at_most"],
    "全国前十的园区": [],
    "全省第一个试点": [],
    "东盟是我国第一大贸易伙伴": [],  # its own rank, and of no indicator
    "世界第2大经济体": ["第2|2|位"],
    "第一大任务": [],
    "增速居16个州（市）首位": ["首位|1|位"],
    "居21个市州第3位": ["第3位|3|位"],
    "在31个省区市中排名第五": ["第五|5|位"],
    "增速全市第一，总量列第二": ["第一|1|位", "第二|2|位"],
    "新建5个园区，居全省第一": ["5个|5|个", "第一|1|位"],
    "建成5个园区居全省第3位": ["5个|5|个", "第3位|3|位"],
    # classes
    "引进10亿元以上产业项目30个": ["30个|30|个"],
    "改造亿元以上项目2000个": ["2000个|2000|个"],
}


def told(text: str, quantity: Quantity) -> str:
    value = plain(quantity.value) if quantity.value is not None else ""
    if quantity.value is None and quantity.low is not None and quantity.high is not None:
        value = f"{plain(quantity.low)}~{plain(quantity.high)}"
    parts = [text[quantity.start : quantity.end], value, quantity.unit]
    return "|".join(parts + ([quantity.bound.value] if quantity.bound.value != "exact" else []))


@pytest.mark.parametrize(("text", "expected"), CORPUS.items())
def test_amounts_of_a_text(text: str, expected: list[str], rules: RuleSet) -> None:
    quantities, _ = scan_quantities(text, rules.amounts)
    assert [told(text, quantity) for quantity in quantities] == expected


@pytest.mark.parametrize(
    ("text", "outer"),
    [
        ("面积约425万亩。", "约425万亩"),
        ("面积超425万亩以上。", "超425万亩以上"),
        ("面积达425万亩。", "425万亩"),
        ("节约425万元。", "425万元"),
    ],
)
def test_the_outer_span_takes_in_the_words_that_bound(text: str, outer: str, rules: RuleSet) -> None:
    (quantity,), _ = scan_quantities(text, rules.amounts)
    assert text[quantity.outer_start : quantity.outer_end] == outer


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("超6%", "6", None), ("不足6%", None, "6"), ("约6%", None, None), ("6%", None, None)],
)
def test_a_bound_fills_the_end_it_names(text: str, low: str | None, high: str | None, rules: RuleSet) -> None:
    (quantity,), _ = scan_quantities(text, rules.amounts)
    ends = tuple(plain(end) if end is not None else None for end in (quantity.low, quantity.high))
    assert ends == (low, high)


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [
        ("3", "亩", ("2000", "平方米")),
        ("2", "吉瓦", ("2000000000", "瓦")),
        ("4", "斤", ("2", "公斤")),
        ("5", "家", ("5", "家")),
        ("5", "美元", ("5", "美元")),
        ("5", "元/吨", ("5", "元/吨")),
    ],
)
def test_base_amounts(value: str, unit: str, base: tuple[str, str], rules: RuleSet) -> None:
    number, name = base_amount(Decimal(value), unit, rules.amounts)
    assert (plain(number), name) == base


ALPHABET = "0123456789.,-—%、，和至第前近约超万亿千百十一二两几数余多分之成元家个位年月以上级亩增长“”1A+/: \n"


def test_a_set_phrase_does_not_begin_inside_a_number(rules: RuleSet) -> None:
    quantities, _ = scan_quantities("占四分之一半", rules.amounts)  # 一半 is an amount, but not of this 一
    assert [(found.start, found.end, found.value) for found in quantities] == [(1, 5, Decimal(25))]


@settings(max_examples=300)
@given(text=st.text(alphabet=ALPHABET, max_size=60))
def test_any_text_gives_spans_in_order_that_do_not_overlap(text: str, rules: RuleSet) -> None:
    quantities, refusals = scan_quantities(text, rules.amounts)
    for quantity in quantities:
        assert 0 <= quantity.outer_start <= quantity.start < quantity.end <= quantity.outer_end <= len(text)
        assert quantity.value is not None or (quantity.low is not None and quantity.high is not None)
    spans = sorted(
        [(found.start, found.end) for found in quantities] + [(found.start, found.end) for found in refusals]
    )
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_compiled_amounts_can_be_sent_to_another_process(rules: RuleSet) -> None:
    copy = pickle.loads(pickle.dumps(rules.amounts))
    text = "突破6万亿元，增长6%"
    assert scan_quantities(text, copy) == scan_quantities(text, rules.amounts)


@pytest.mark.parametrize("unit", ["1", "一", "-1", "1、", "5家", "1/", "1+", "第1、", "百分之", "“1", " 1"])
def test_long_monotonous_texts_take_time_in_proportion(unit: str, rules: RuleSet) -> None:
    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        start = process_time()
        scan_quantities(text, rules.amounts)
        return process_time() - start

    seconds(1000)
    assert seconds(40_000) < 40 * seconds(4_000) + 0.5
