"""Guards against a cell read with the unit, year or indicator of another: a wrong number that looks right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor import extract
from extractor.documents.document import Metadata, PartialDate
from extractor.documents.sources import text_document
from extractor.pipeline import read_document
from extractor.records import Bound, Record
from extractor.ruleset.compiled import RuleSet

FACTS = Metadata(
    region="四川省", published=PartialDate(2024, 3), title="2023年四川省国民经济和社会发展统计公报", kind="统计公报"
)


def cells(text: str, rules: RuleSet) -> list[Record]:
    reading = read_document(text_document(text, "公报.txt", FACTS), rules)
    for record in reading.records:
        assert reading.document.source[record.start : record.end] == record.quote
    return [record for record in reading.records if record.cell]


def told(text: str, rules: RuleSet) -> list[str]:
    return [
        f"{record.cell} {record.region_name} {record.indicator_name} {record.period} {record.statistic} "
        f"{record.status} {record.value:f} {record.unit}"
        for record in cells(text, rules)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # the unit of the caption, of the head; rows under a row
            "2023年地区生产总值\n单位：亿元\n指  标\t绝对数\t比上年增长（%）\n"
            "地区生产总值\t6000\t6.0\n  第一产业\t600.5\t4.0",
            [
                "表1!B2 四川省 地区生产总值 2023 level actual 600000000000 元",
                "表1!C2 四川省 地区生产总值 2023 growth actual 6.0 %",
                "表1!B3 四川省 第一产业增加值 2023 level actual 60050000000.0 元",
                "表1!C3 四川省 第一产业增加值 2023 growth actual 4.0 %",
            ],
        ),
        (  # the unit of a column of units, cells one a line; what did not change gives no record
            "2023年主要产品产量\n产品名称\n\t单 位\n\t产 量\n\t同比增长（±%）\n"
            "原油\n\t万吨\n\t40.0\n\t持平\n水泥\n\t万吨\n\t426.3\n\t-5.3",
            [
                "表1!C3 四川省 原油产量 2023 level actual 400000.0 吨",
                "表1!C4 四川省 水泥产量 2023 level actual 4263000.0 吨",
                "表1!D4 四川省 水泥产量 2023 growth actual -5.3 %",
            ],
        ),
        (  # targets beside outcomes, of two years
            "指标\t2023年预算数（亿元）\t2023年执行数（亿元）\t完成预算%\t2024年预算数（亿元）\n"
            "一般公共预算收入\t5100\t5529.1\t108.4\t5800",
            [
                "表1!B2 四川省 一般公共预算收入 2023 level target 510000000000 元",
                "表1!C2 四川省 一般公共预算收入 2023 level actual 552910000000.0 元",
                "表1!D2 四川省 一般公共预算收入 2023 completion actual 108.4 %",
                "表1!E2 四川省 一般公共预算收入 2024 level target 580000000000 元",
            ],
        ),
        (  # rows of growth, in years and under goals
            "主要指标\n指标\t单位\t2022年\t2023年实际\t2024年预期目标\n"
            "地区生产总值增速\t%\t2.9\t6.0\t6左右\n居民消费价格涨幅\t%\t2.0\t0.1\t3",
            [
                "表1!C2 四川省 地区生产总值 2022 growth actual 2.9 %",
                "表1!D2 四川省 地区生产总值 2023 growth actual 6.0 %",
                "表1!E2 四川省 地区生产总值 2024 growth target 6 %",
                "表1!C3 四川省 居民消费价格 2022 growth actual 2.0 %",
                "表1!D3 四川省 居民消费价格 2023 growth actual 0.1 %",
                "表1!E3 四川省 居民消费价格 2024 growth target 3 %",
            ],
        ),
        (  # rows that are places, columns that are years; the title says of what; parted by spaces
            "各市地区生产总值\n单位：亿元\n地区   2022年   2023年\n"
            "成都市   20817.5   22074.7\n绵阳市   3626.9   4038.7",
            [
                "表1!B2 成都市 地区生产总值 2022 level actual 2081750000000.0 元",
                "表1!C2 成都市 地区生产总值 2023 level actual 2207470000000.0 元",
                "表1!B3 绵阳市 地区生产总值 2022 level actual 362690000000.0 元",
                "表1!C3 绵阳市 地区生产总值 2023 level actual 403870000000.0 元",
            ],
        ),
        (  # a long name leaves one blank before its numbers
            "“十三五”成绩单\n　　　　　　　　　　　2015年　　2020年\n森林覆盖率（%）　　11.86　　11.33\n"
            "铁路营业里程（公里）　3600　　5950\n常住人口城镇化率（%）　43.19　　52.2",
            [
                "表1!B2 四川省 森林覆盖率 2015 level actual 11.86 %",
                "表1!C2 四川省 森林覆盖率 2020 level actual 11.33 %",
                "表1!B3 四川省 铁路营业里程 2015 level actual 3600 公里",
                "表1!C3 四川省 铁路营业里程 2020 level actual 5950 公里",
                "表1!B4 四川省 常住人口城镇化率 2015 level actual 43.19 %",
                "表1!C4 四川省 常住人口城镇化率 2020 level actual 52.2 %",
            ],
        ),
        (  # the unit at the end of the title, rows that are months
            "近三月博彩毛收入（百万元）\n　　月份　　毛收入　　按年变动\n"
            "　　九月　　25,564　　-11.7%\n　　十月　　28,025　　-23.2%",
            [
                "表1!B2 四川省 毛收入 2023-09 level actual 25564000000 元",
                "表1!C2 四川省 毛收入 2023-09 growth actual -11.7 %",
                "表1!B3 四川省 毛收入 2023-10 level actual 28025000000 元",
                "表1!C3 四川省 毛收入 2023-10 growth actual -23.2 %",
            ],
        ),
        (  # cells that bear their units; a column of units, all cells one blank apart
            "主要经济指标\n指　　标　　　　　绝对数　　　　同比增长\n地方财政收入　　　236.9亿元　　　27.5%\n"
            "港口货物吞吐量　　1.75亿吨　　　　10.3%\n\n用电统计数据\n指标名称　单位　2023年　同比增长（%）\n"
            "全社会用电量　亿千瓦时　31484　4.9\n其中：第一产业　亿千瓦时　556　-4.1",
            [
                "表1!B2 四川省 地方财政收入 2023 level actual 23690000000.0 元",
                "表1!C2 四川省 地方财政收入 2023 growth actual 27.5 %",
                "表1!B3 四川省 港口货物吞吐量 2023 level actual 175000000.00 吨",
                "表1!C3 四川省 港口货物吞吐量 2023 growth actual 10.3 %",
                "表2!C2 四川省 全社会用电量 2023 level actual 3148400000000 千瓦时",
                "表2!D2 四川省 全社会用电量 2023 growth actual 4.9 %",
                "表2!C3 四川省 第一产业用电量 2023 level actual 55600000000 千瓦时",
                "表2!D3 四川省 第一产业用电量 2023 growth actual -4.1 %",
            ],
        ),
        (  # the month of the title, and the year up to it
            "2023年9月主要指标\n指标\t单位\t本月\t累计\n社会消费品零售总额\t亿元\t2100.5\t19000.5",
            [
                "表1!C2 四川省 社会消费品零售总额 2023-09 level actual 210050000000.0 元",
                "表1!D2 四川省 社会消费品零售总额 2023-01/2023-09 level actual 1900050000000.0 元",
            ],
        ),
        (  # what is counted is told by its unit, whoever is counted; amounts of money with a name of their own
            "行业\t企业法人单位（个）\t资产总计（亿元）\n煤炭开采业\t412\t187.33\n酒饮料制造业\t308\t1436.92",
            [
                "表1!B2 四川省 煤炭开采业企业法人单位 2023 level actual 412 个",
                "表1!C2 四川省 煤炭开采业资产总计 2023 level actual 18733000000.00 元",
                "表1!B3 四川省 酒饮料制造业企业法人单位 2023 level actual 308 个",
                "表1!C3 四川省 酒饮料制造业资产总计 2023 level actual 143692000000.00 元",
            ],
        ),
        (  # shares beside counts are of what the rows name
            "单位数\n\t数量（个）\t比重（%）\n一、法人单位\t43265\t100.0\n　　企业法人\t37912\t87.6",
            [
                "表1!B2 四川省 法人单位 2023 level actual 43265 个",
                "表1!C2 四川省 法人单位 2023 share actual 100.0 %",
                "表1!B3 四川省 法人单位（企业法人） 2023 level actual 37912 个",
                "表1!C3 四川省 法人单位（企业法人） 2023 share actual 87.6 %",
            ],
        ),
        (  # a rule under two lines of heads is no part of the first row's name
            "2023年3~4月轿车产销情况\n────────────────────\n月份     产量      销量\n        （万辆）    （万辆）\n"
            "────────────────────\n3月      23.81     24.06\n4月      23.27     22.35\n────────────────────",
            [
                "表1!B3 四川省 产量 2023-03 level actual 238100.00 辆",
                "表1!C3 四川省 销量 2023-03 level actual 240600.00 辆",
                "表1!B4 四川省 产量 2023-04 level actual 232700.00 辆",
                "表1!C4 四川省 销量 2023-04 level actual 223500.00 辆",
            ],
        ),
        (  # places by a unit of two parts; the caption tells it whole
            "2023年部分城市空气质量\n单位：毫克/立方米\n城市      二氧化硫    氮氧化物\n"
            "绵阳市        0.120       0.152\n德阳市        0.278       0.078",
            [
                "表1!B2 绵阳市 二氧化硫 2023 level actual 0.120 毫克/立方米",
                "表1!C2 绵阳市 氮氧化物 2023 level actual 0.152 毫克/立方米",
                "表1!B3 德阳市 二氧化硫 2023 level actual 0.278 毫克/立方米",
                "表1!C3 德阳市 氮氧化物 2023 level actual 0.078 毫克/立方米",
            ],
        ),
        (  # the sentence before says what the rows are of; a head stands one blank from the next
            "全年农业丰收。主要农产品产量如下：\n\n产品名称 单位    2023年    比上年增长(%)\n"
            "粮食          万吨      20.36      9.3\n油料          万吨      2.81      -3.4",
            [
                "表1!C2 四川省 粮食产量 2023 level actual 203600.00 吨",
                "表1!D2 四川省 粮食产量 2023 growth actual 9.3 %",
                "表1!C3 四川省 油料产量 2023 level actual 28100.00 吨",
                "表1!D3 四川省 油料产量 2023 growth actual -3.4 %",
            ],
        ),
        (  # projects and their sums; who pays is no name
            "2023年专项债券安排情况表\n单位：万元\n序号　项目名称　　　　　　资金来源　　　　金额\n"
            "1　　开发区标准厂房建设　　　新增专项债券　　20000\n2　　污水处理厂及管网　　　　新增专项债券　　4500",
            [
                "表1!D2 四川省 开发区标准厂房建设 2023 level actual 200000000 元",
                "表1!D3 四川省 污水处理厂及管网 2023 level actual 45000000 元",
            ],
        ),
        (  # cells one blank apart, under a sentence that tells the unit; bars inside only; figures parted by blanks
            "2023年度“三公”经费支出情况如下表（单位：万元）：\n项目 年初预算数 支出决算数 较上年增减(%)\n"
            "公务接待费 12.00 6.88 -24.81\n公务用车购置费 16.00 12.58 -4.41",
            [
                "表1!B2 四川省 公务接待费 2023 level target 120000.00 元",
                "表1!C2 四川省 公务接待费 2023 level actual 68800.00 元",
                "表1!D2 四川省 公务接待费 2023 growth actual -24.81 %",
                "表1!B3 四川省 公务用车购置费 2023 level target 160000.00 元",
                "表1!C3 四川省 公务用车购置费支出 2023 level actual 125800.00 元",
                "表1!D3 四川省 公务用车购置费 2023 growth actual -4.41 %",
            ],
        ),
        (
            "2023年住房\n类别 | 套数（套） | 面积（平方米）\n公租房 | 2 241 | 186 370\n商品房 | 21 960 | 1 920 214",
            [
                "表1!B2 四川省 公租房套数 2023 level actual 2241 套",
                "表1!C2 四川省 公租房面积 2023 level actual 186370 平方米",
                "表1!B3 四川省 商品房套数 2023 level actual 21960 套",
                "表1!C3 四川省 商品房面积 2023 level actual 1920214 平方米",
            ],
        ),
        (  # heads and names spread by blanks; title, number and unit on one line
            "    表2  2023年主要农产品产量              单位：万吨\n"
            "  产 品 名 称         产    量      比上年增长（±％）\n"
            "  粮    食            3593.8            2.4\n"
            "    #稻  谷           1452.2           -0.7\n"
            "  水      果          1450.1            5.3",
            [
                "表1!B3 四川省 粮食产量 2023 level actual 35938000.0 吨",
                "表1!C3 四川省 粮食产量 2023 growth actual 2.4 %",
                "表1!B4 四川省 稻谷产量 2023 level actual 14522000.0 吨",
                "表1!C4 四川省 稻谷产量 2023 growth actual -0.7 %",
                "表1!B5 四川省 水果产量 2023 level actual 14501000.0 吨",
                "表1!C5 四川省 水果产量 2023 growth actual 5.3 %",
            ],
        ),
        (  # a blank cell between others that stand under their heads; names of groups on lines of their own
            "2023年主要指标\n"
            "指标                 单位     12月       1-12月\n"
            "一、国内贸易\n"
            "社会消费品零售总额   亿元     2310.5     26313.4\n"
            "二、对外经济\n"
            "出口总额             亿元                6037.4\n"
            "进口总额             亿元     301.2      3537.5",
            [
                "表1!C3 四川省 社会消费品零售总额 2023-12 level actual 231050000000.0 元",
                "表1!D3 四川省 社会消费品零售总额 2023-01/2023-12 level actual 2631340000000.0 元",
                "表1!D5 四川省 货物出口总额 2023-01/2023-12 level actual 603740000000.0 元",
                "表1!C6 四川省 货物进口总额 2023-12 level actual 30120000000.0 元",
                "表1!D6 四川省 货物进口总额 2023-01/2023-12 level actual 353750000000.0 元",
            ],
        ),
        (  # an amount in a column of units that says %: its growth; points beside a rate; times beside per cent
            "2023年工业\n指标\t计量单位\t2023年\t同比±%\n工业增加值\t%\t—\t6.1\n"
            "产品销售率\t%\t96.5\t0.4个百分点\n发电量\t亿千瓦时\t4712.6\t1.1倍",
            [
                "表1!D2 四川省 工业增加值 2023 growth actual 6.1 %",
                "表1!C3 四川省 产品销售率 2023 level actual 96.5 %",
                "表1!D3 四川省 产品销售率 2023 change actual 0.4 个百分点",
                "表1!C4 四川省 发电量 2023 level actual 471260000000.0 千瓦时",
                "表1!D4 四川省 发电量 2023 growth actual 1.1 倍",
            ],
        ),
        (  # prices of town and country, beside those of all; an index has no unit
            "        2023年居民消费价格比上年涨跌幅度\n                                单位：％\n"
            "        指     标            全  省      城  市      农  村\n"
            "      居民消费价格             0.0         0.1        -0.1\n"
            "      其中：食品              -0.9        -0.8        -1.2\n\n"
            "表2  2023年居民消费价格指数（上年＝100）\n"
            "指      标                  指  数\n"
            "居民消费价格指数            100.2\n"
            "    衣  着                  101.0\n"
            "    居  住                   99.8\n"
            "    食品烟酒                 98.6",
            [
                "表1!B2 四川省 居民消费价格 2023 growth actual 0.0 %",
                "表1!C2 四川省 城市居民消费价格 2023 growth actual 0.1 %",
                "表1!D2 四川省 农村居民消费价格 2023 growth actual -0.1 %",
                "表1!B3 四川省 食品价格 2023 growth actual -0.9 %",
                "表1!C3 四川省 城市食品价格 2023 growth actual -0.8 %",
                "表1!D3 四川省 农村食品价格 2023 growth actual -1.2 %",
                "表2!B3 四川省 居民消费价格指数 2023 level actual 100.2 ",
                "表2!B4 四川省 衣着价格指数 2023 level actual 101.0 ",
                "表2!B5 四川省 居住价格指数 2023 level actual 99.8 ",
                "表2!B6 四川省 食品烟酒价格指数 2023 level actual 98.6 ",
            ],
        ),
        (  # heads over several columns, and what only those have under them
            "收支情况\n单位：万元\n收  入\t\t支  出\t\n项  目\t决算数\t项  目\t决算数\n"
            "一、税收收入\t412.5\t一、教育支出\t300.0\n本年收入合计\t601.7\t本年支出合计\t600.5",
            [
                "表1!B3 四川省 税收收入 2023 level actual 4125000.0 元",
                "表1!D3 四川省 教育支出 2023 level actual 3000000.0 元",
                "表1!B4 四川省 本年收入 2023 level actual 6017000.0 元",
                "表1!D4 四川省 本年支出 2023 level actual 6005000.0 元",
            ],
        ),
        (  # one cell a line, the last two heads under one
            "各市常住人口\n单位：人、%\n地  区\n人口数\n比重\n2020年\n2010年\n"
            "成都市\n20937757\n25.02\n18.79\n绵阳市\n4868243\n5.82\n5.74",
            [
                "表1!B3 成都市 常住人口 2023 level actual 20937757 人",
                "表1!C3 成都市 常住人口 2020 share actual 25.02 %",
                "表1!D3 成都市 常住人口 2010 share actual 18.79 %",
                "表1!B4 绵阳市 常住人口 2023 level actual 4868243 人",
                "表1!C4 绵阳市 常住人口 2020 share actual 5.82 %",
                "表1!D4 绵阳市 常住人口 2010 share actual 5.74 %",
            ],
        ),
        (  # a table in Markdown
            "2023年农业\n| 指标 | 产量（万吨） |\n|---|---|\n| 粮食 | 3593.8 |\n| 油料 | 426.0 |",
            [
                "表1!B2 四川省 粮食产量 2023 level actual 35938000.0 吨",
                "表1!B3 四川省 油料产量 2023 level actual 4260000.0 吨",
            ],
        ),
    ],
)
def test_cells_become_records(text: str, expected: list[str], rules: RuleSet) -> None:
    assert told(text, rules) == expected


@pytest.mark.parametrize(
    ("heads", "periods"),
    [
        ("2023年\t2022年\t比上年增长（%）", ["2023", "2022", "2023"]),
        ("2022年\t2023年\t比上年增长（%）", ["2022", "2023", "2023"]),
        ("2023年\t上年\t增长（%）", ["2023", "2022", "2023"]),
        ("本年\t上年\t增长（%）", ["2023", "2022", "2023"]),
        ("2023年1-6月\t2022年1-6月\t增长（%）", ["2023-01/2023-06", "2022-01/2022-06", "2023-01/2023-06"]),
        ("2023年决算数\t2022年决算数\t比上年增长%", ["2023", "2022", "2023"]),
    ],
)
def test_growth_is_of_the_later_of_two_columns(heads: str, periods: list[str], rules: RuleSet) -> None:
    records = cells(f"指标\t单位\t{heads}\n税收收入\t亿元\t601.3\t566.1\t6.2", rules)
    assert [record.period for record in records] == periods
    assert records[-1].statistic == "growth"


def test_growth_beside_a_column_that_tells_no_period_is_of_the_one_that_does(rules: RuleSet) -> None:
    records = cells("指标\t单位\t1-6月\t去年同期\t增长（%）\n税收收入\t亿元\t601.3\t566.1\t6.2", rules)
    assert [(record.period, record.statistic) for record in records] == [
        ("2023-01/2023-06", "level"),
        ("2023-01/2023-06", "growth"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "指标\t2023年\t2022年\n粮食产量\t3593.8\t3510.5",  # no unit
        "单位：亿元、万吨\n指标\t2023年\t2022年\n粮食产量\t3593.8\t3510.5",  # which of the two?
        "指标\t全国先进（亿元）\t又一项（亿元）\n地区生产总值\t1.5\t2.5",  # heads that say nothing known
        "单位：亿元\n指标\t同比增减\t增减\n一般公共预算收入\t5.5\t6.5",  # per cent, or an amount?
        "指标\t单位\t同比增长（%）\t增幅\n城镇登记失业率\t%\t0.1\t0.2",  # per cent of a rate, or points?
        "指标\t预算数为上年执行数的%\t指数\n一般公共预算收入\t105.5\t103.2",  # a ratio to the year before
        "指标\t2023年比重情况说明\t又\n地区生产总值\t1.5\t2.5",
        "指标\t2023年\n规模以上工业增加值（%）\t6.5\n工业投资（%）\t7.5",  # growth, most likely: not told
        "序号\t姓名\t电话\n1\t王一\t5550123\n2\t李二\t5550124",
        "地区   2022年（亿元）   2023年（亿元）\n地区生产总值   5.5\n粮食   6.5   7.5",  # whose column is blank?
    ],
)
def test_cells_whose_heads_do_not_tell_all_give_nothing(text: str, rules: RuleSet) -> None:
    assert told(text, rules) == []


@pytest.mark.parametrize(
    ("cell", "bound", "low", "high"),
    [
        ("5.5", Bound.EXACT, None, None),
        ("5.5左右", Bound.ABOUT, None, None),
        ("5.5以内", Bound.AT_MOST, None, "5.5"),
        ("5.5%以内", Bound.AT_MOST, None, "5.5"),
        ("≤5.5", Bound.AT_MOST, None, "5.5"),
        ("＞5.5", Bound.AT_LEAST, "5.5", None),
        ("5.5以上", Bound.AT_LEAST, "5.5", None),
    ],
)
def test_a_cell_may_be_bounded(cell: str, bound: Bound, low: str | None, high: str | None, rules: RuleSet) -> None:
    text = f"主要指标\n指标\t单位\t2023年\t2024年\n城镇调查失业率\t%\t5.3\t{cell}"
    [_, record] = cells(text, rules)
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    assert (record.value, record.bound, [record.low, record.high]) == (Decimal("5.5"), bound, ends)


def test_a_part_without_a_unit_has_that_of_its_row_and_says_so(rules: RuleSet) -> None:
    text = "2023年末畜禽存栏\n指标名称\t指标值\t同比增长（%）\n大牲畜（万头）\t96.9\t8.7\n#奶牛\t60.2\t9.2"
    found = {record.cell: record for record in cells(text, rules)}
    assert (str(found["表1!B3"].value), found["表1!B3"].unit) == ("602000.0", "头")
    assert "unit_inferred" in found["表1!B3"].flags
    assert "unit_inferred" not in found["表1!B2"].flags


def test_the_sentence_of_a_cell_is_its_title_heads_and_number(rules: RuleSet) -> None:
    text = "2023年地区生产总值\n单位：亿元\n指标\t绝对数\t比上年增长（%）\n地区生产总值\t6000\t6.0"
    assert [record.sentence for record in cells(text, rules)] == [
        "2023年地区生产总值 | 单位：亿元 | 地区生产总值 | 绝对数 | 6000",
        "2023年地区生产总值 | 单位：亿元 | 地区生产总值 | 比上年增长（%） | 6.0",
    ]


def test_a_plan_s_table_has_groups_of_rows_and_yearly_growth(rules: RuleSet) -> None:
    text = (
        "专栏1  “十三五”时期主要指标\n"
        "类别    序号  指标                         2015年   2020年   年均增长\n"
        "经济发展  1   地区生产总值（亿元）           80.6     150      12%\n"
        "          2   固定资产投资（亿元）           118      260      17%\n"
        "资源环境  3   森林覆盖率（%）               58.2     63     －\n"
    )
    title = "某县国民经济和社会发展第十三个五年规划纲要"
    records = extract(text, rules, region="贵州省", published="2016", kind="规划", title=title)
    assert [(r.indicator_name, r.period, r.statistic, r.status, str(r.value)) for r in records] == [
        ("地区生产总值", "2015", "level", "actual", "8060000000.0"),
        ("地区生产总值", "2020", "level", "target", "15000000000"),
        ("地区生产总值", "2016/2020", "growth", "target", "12"),
        ("固定资产投资", "2015", "level", "actual", "11800000000"),
        ("固定资产投资", "2020", "level", "target", "26000000000"),
        ("固定资产投资", "2016/2020", "growth", "target", "17"),
        ("森林覆盖率", "2015", "level", "actual", "58.2"),
        ("森林覆盖率", "2020", "level", "target", "63"),
    ]


def test_a_plan_s_sums_stand_in_brackets_and_its_aims_beside_what_was_reached(rules: RuleSet) -> None:
    text = (
        "专栏1  “十二五”规划主要指标完成情况\n"
        "指标\t2010年\t“十二五”规划目标\t\t实际完成情况\n"
        "\t2015年\t年均增长（%）\t2015年\t年均增长（%）\n"
        "地区生产总值（亿元）\t1086\t2300\t13左右\t1861\t10.2\n"
        "城镇化率（%）\t39.8\t50\t〔10.2〕\t47.1\t〔7.3〕\n\n"
        "专栏2　“十三五”时期主要指标\n"
        "类别　　指　　标　　　　　　　　　　　　　2015年　　2020年　　年均增长〔累计〕　　属性\n"
        "经济发展\n"
        "（1）地区生产总值（亿元）　　　　　　　　1861　　　2700　　　7.5%左右　　　　预期性\n"
        "（2）城镇化率　其中：户籍人口城镇化率（%）　29.3　　　40　　　　〔10.7〕　　　　预期性\n"
        "资源环境\n"
        "（3）城镇新增就业人数（万人）　　　　　　—　　　　—　　　　〔15〕　　　　　预期性\n"
        "（4）单位GDP能源消耗降低（%）　　　　　　—　　　　—　　　　〔14〕　　　　　约束性\n"
    )
    title = "某市国民经济和社会发展第十三个五年规划纲要"
    records = extract(text, rules, region="贵州省", published="2016", kind="规划", title=title)
    assert [(r.indicator_name, r.period, r.statistic, r.status, f"{r.value:f}", r.unit) for r in records] == [
        ("地区生产总值", "2010", "level", "actual", "108600000000", "元"),
        ("地区生产总值", "2015", "level", "target", "230000000000", "元"),
        ("地区生产总值", "2011/2015", "growth", "target", "13", "%"),
        ("地区生产总值", "2015", "level", "actual", "186100000000", "元"),
        ("地区生产总值", "2011/2015", "growth", "actual", "10.2", "%"),
        ("常住人口城镇化率", "2010", "level", "actual", "39.8", "%"),
        ("常住人口城镇化率", "2015", "level", "target", "50", "%"),
        ("常住人口城镇化率", "2011/2015", "change", "target", "10.2", "%"),
        ("常住人口城镇化率", "2015", "level", "actual", "47.1", "%"),
        ("常住人口城镇化率", "2011/2015", "change", "actual", "7.3", "%"),
        ("地区生产总值", "2015", "level", "actual", "186100000000", "元"),
        ("地区生产总值", "2020", "level", "target", "270000000000", "元"),
        ("地区生产总值", "2016/2020", "growth", "target", "7.5", "%"),
        ("户籍人口城镇化率", "2015", "level", "actual", "29.3", "%"),
        ("户籍人口城镇化率", "2020", "level", "target", "40", "%"),
        ("户籍人口城镇化率", "2016/2020", "change", "target", "10.7", "%"),
        ("城镇新增就业", "2016/2020", "level", "target", "150000", "人"),
        ("单位GDP能源消耗降低", "2016/2020", "growth", "target", "14", "%"),
    ]
