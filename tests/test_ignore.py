"""Guards against records of dates, ordinals, code names and set phrases: 33618, 十四届, 一带一路 are no amounts."""

from __future__ import annotations

import pytest

from extractor.reading.quantities import scan_quantities
from extractor.ruleset.compiled import RuleSet, load_rules

EXAMPLES = [(entry.id, text) for entry in load_rules().amounts.ignore.ignore for text in entry.examples]

SENTENCES = [
    "1月8日，县十六届人大三次会议举行第二次全体会议。",
    "2019—2023年，全市持续推进三大攻坚战。",
    "截至2024年9月底，一期工程完工，二期工程开工。",
    "党的二十大以来，“十四五”规划有序实施。",
    "（三）坚持统筹兼顾，进一步深化改革。",
    "3.完善机制。一是压实责任，二是加强督导。",
    "构建“2357”产业格局和“1+3+N”政策体系。",
    "C929客机、5G网络、G76国道、3D打印同步推进。",
    "咨询电话：0838-2501234，热线12345全天开通。",
    "《条例》第十七条第二款规定，依照第四十三条处理。",
    "近五年来，连续8年实现丰收，未来三年再上台阶。",
    "第三产业发展加快，前三季度运行平稳。",
    "千方百计稳就业，让老百姓过上好日子，与群众想在一起。",
    "打造万亿级产业集群、千亿级园区和百亿级企业。",
    "四级公路通到组，二等奖花落我市，三星堆新馆开馆。",
    "网址http://www.example.cn/2023/t20230105_88.html可查。",
    "会议于上午9时30分开始，12:00结束。",
    "两国元首会晤，两岸同胞一家亲，一个都不能少。",
    "人民日报2024-03-05第02版",
    "坚定拥护两个确立，推动两个结合，实施五大工程，完善四个体系，打造三张名片。",
    "组织“百家企业进校园”和“500家企业参展”活动。",
]


@pytest.mark.parametrize(("entry", "text"), EXAMPLES)
def test_every_number_of_an_example_is_refused_by_its_entry(entry: str, text: str, rules: RuleSet) -> None:
    quantities, refusals = scan_quantities(text, rules.amounts)
    assert quantities == []
    assert {refusal.rule for refusal in refusals} == {entry}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_without_an_amount_give_none(text: str, rules: RuleSet) -> None:
    quantities, _ = scan_quantities(text, rules.amounts)
    assert [text[quantity.start : quantity.end] for quantity in quantities] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("打造五千亿级产业", "size_class"),
        ("新签10亿元以上产业项目30个", "class_of_size"),
        ("引进35岁以下大学生4万人", "age_group"),
        ("1234,567元", "no_number"),
        ("3，600.5元", "no_number"),
        ("产量00万吨", "no_number"),
        ("9" * 60 + "元", "no_number"),
        ("推进33618工程建设", "bare_number"),
        ("增速居21个市州第3位", "rank_scope"),
        ("付款3万5元", "no_number"),
    ],
)
def test_the_reason_is_told(text: str, rule: str, rules: RuleSet) -> None:
    _, refusals = scan_quantities(text, rules.amounts)
    assert rule in {refusal.rule for refusal in refusals}
