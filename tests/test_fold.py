"""Guards against a number or an indicator missed because its characters are other ones that look the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents.fold import DROPPED, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("增长６．５％", "增长6.5%"),
        ("３６．５万元／人", "36.5万元/人"),
        ("５～１０家", "5~10家"),
        ("－２．３", "-2.3"),
        ("−2.3﹪", "-2.3%"),
        ("ＧＤＰ", "GDP"),
        ("“１５＋Ｎ”", "“15+N”"),
        # The punctuation of sentences stays: a Chinese comma parts thousands only between full-width digits.
        ("增长5％，其中（一产）：３％；！？、。", "增长5%，其中（一产）：3%；！？、。"),
        ("产量３，６００．５万吨，３，６倍，２０２３，６００", "产量3,600.5万吨，3，6倍，2023,600"),
        ("三次产业比为4.0∶37.5∶58.5", "三次产业比为4.0：37.5：58.5"),
        ("\u3000\u3000第一条\u2002\u3000为了", "  第一条  为了"),
        ("地区\u2f63产总值", "地区生产总值"),  # Kangxi radical LIFE
        ("居\u2ea0收入\u2ed3期增\u2ed3", "居民收入长期增长"),  # radicals CIVILIAN and C-SIMPLIFIED LONG
        ("\uf9e1", "李"),  # compatibility ideograph
        ("較去年同月下跌三成，總額為227億元", "较去年同月下跌三成，总额为227亿元"),
        ("著名企業發展顯著", "著名企业发展显著"),
        # Rare forms in a Simplified text are names.
        ("昇腾算力达到5000P", "昇腾算力达到5000P"),
        ("一\r\n二\x0c三\u2028四", "一\n\n二\n三\n四"),
        ('"十三五"期间，″十五″末，＂两新＂', "“十三五”期间，“十五”末，“两新”"),
        ('管长5.5"，<a href="x">十三五</a>', '管长5.5"，<a href="x">十三五</a>'),
        ("增长6%,其中出口1,027.4亿元;进口5%:平稳!14:30，A,B", "增长6%，其中出口1,027.4亿元；进口5%:平稳！14:30，A,B"),
        ("指标  单位  ────────  ━━━━", "指标  单位                "),
        ("减产○．六％，指数一○○．六三\n○一般预算", "减产〇.六%，指数一〇〇.六三\n○一般预算"),
        ("6936.5亿兀，突破l亿立方米，补助lO万元，1l4亿元", "6936.5亿元，突破1亿立方米，补助10万元，114亿元"),
        ("4 OOO元，增长7·5%，3月1曰", "4 000元，增长7.5%，3月1日"),
        ("增长２１·５％，2·3万辆，“6·23”龙卷风", "增长21.5%，2.3万辆，“6·23”龙卷风"),
        ("突兀的l型山，H2O", "突兀的l型山，H2O"),
        ("ll7间，l．O4亿元，l 9l2万元，l４．2万人次", "117间，1.04亿元，1 912万元，14.2万人次"),
        ("提高5.l个百分点，ｌ８亿元，共9.6亿无，\n达1.l\n亿元", "提高5.1个百分点，18亿元，共9.6亿元，\n达1.1\n亿元"),
        ("十亿无人机", "十亿无人机"),
        ("上涨O.30元，【2l.\n5%】，330亿美兀", "上涨0.30元，【21.\n5%】，330亿美元"),
        ("比上年增艮6.2%，此上年增加650元，300力元，2倡，", "比上年增长6.2%，比上年增加650元，300万元，2倍，"),
        ("上牛底，1995牛增产，农民48.3万入，人ロ", "上年底，1995年增产，农民48.3万人，人口"),
        ("据此上年，存栏牛增加3万头，有力元，4.2万入园儿童", "据此上年，存栏牛增加3万头，有力元，4.2万入园儿童"),
        ("二０一０年，二００八年，二点○七倍", "二〇一〇年，二〇〇八年，二点〇七倍"),
        ("5l装，每桶5l 250克", "5l装，每桶5l 250克"),  # litres
        ("面积30㎡", "面积30㎡"),  # m² would be two characters
    ],
)
def test_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text",
    [
        "\u200b",
        "\ufeff",
        "\u00ad",
        "\u202e",
        "&nbsp;",
        "&nbsp",
        "\x01",
        "**",
        "&#160;",
        "&emsp;",
        "[3]",
        "[12]",
        "[正文]",
        "【解说】",
    ],
)
def test_non_characters_are_dropped(text: str) -> None:
    assert DROPPED.fullmatch(text)


@given(st.text())
def test_length_and_line_ends_stay(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert all(folded[i] == "\n" for i, character in enumerate(text) if character in "\r\n\x0c\u2028")


@given(st.text(alphabet="增长５％國會為\u2f63⺠　,，"))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
