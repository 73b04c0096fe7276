"""Tables as they stand in print: heads over several lines and columns, blank cells, names that are broken over lines."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.ruleset.compiled import RuleSet

SIDE_BY_SIDE = """2001年主要农产品产量如下：

             产  量    比上年                      产  量    比上年
            (万吨)    增长%                       (万吨)    增长%
  粮    食   1204.2     -3.1        水    果        86.4      5.2
   # 稻 谷    860.9     -2.0        水 产 品        57.3      6.4
"""
OVER_SEVERAL = """表2                    2001年各县区生产总值和财政收入

               地区生产总值              一般公共预算收入
 县  区     总量      增速   位次      总量     增速   位次
           (亿元)    (％)             (亿元)   (％)
 金堂县     162.70    6.8     2         7.61    6.2     1
 蒲江县      41.25    5.9     3         2.14   -2.3     3
"""
UNITS_AND_RANKS = """一、主要经济指标

                                       1—9月                    增幅在全省
    指    标           单位      总  量       同比增长％           位  次
地区生产总值           亿元     1363.36          6.6                 2
规模以上工业增加值     ％           -           12.0                 1
  #制造业              ％                       13.1
  其中：工业技术改造
  投资                 ％                       15.2                 3
9月末金融机构本外币
存款余额               亿元    3127.4           10.2                 4
"""
RULED = """            表1  中小学基本情况（单位：万所、万人）
---------------------------------------------------------------
               学校数      招生数      在校生数     专任教师
                                                  人数    比上年增加
---------------------------------------------------------------
 小    学        2.86      214.66       995.90     58.55     -1.94
 #村  小         0.75       21.37        93.96
 初    中        0.32      170.77       463.06     30.44     -2.01
---------------------------------------------------------------
"""
OF_A_PLAN = """专栏1  “十三五”规划主要指标完成情况

                                   2015年     规划目标             2020年完成
        指       标                           2020年   年均增长    实际值    年均增长
                                                        （%）                 （%）
  1  地区生产总值（亿元）           273.5       440      7.5       367.05      4.7
  2  城镇居民人均可支配收入
    （元）                         19608      28800      8        27868        7.3
  3  森林覆盖率（%）               16.5      18.5       —        16.5
"""
STACKED = """表2-2
主要农业机械数量
指标
单位
数量
拖拉机
万台
43.81
耕整机
万台
126.50
旋耕机
万台
88.07
"""
STACKED_HEADS = """表2-3 农业生产条件
地区
温室占地面积
（公顷）
大棚占地面积
（公顷）
金堂县
312.5
1,860.4
蒲江县
94.1
705.8
新津区
58.2

大邑县
126.7
1,318.0
"""
SIDES = """表8  2001年城乡居民收支主要指标
\t全体居民\t城镇居民\t农村居民
人均可支配收入（元）\t27513\t35216\t20674
  增长（%）\t10.6\t9.3\t11.7
"""
SHARES = """表1  2001年全市地区生产总值
指标\t总量（亿元）\t比上年增长（%）\t占GDP比重（%）
第一产业\t133.86\t3.4\t11.5
 #工业\t412.05\t12.6\t
第三产业\t523.90\t9.6\t45.1
"""
YEARS = """    图1  高等教育毛入学率（%）
    1998年   1999年   2000年
     23.3     24.2     26.5
"""
PRICES = """表一：主要食品零售价格                          单位：元/公斤

品  名       规 格      本周均价    上周均价     环比      同比
                                                (±%)     (±%)
面粉         特一粉       4.26        4.20      1.43       1.67
大米         粳米         6.10        6.08      0.33      -0.81
鲜牛肉                   61.00       61.00      持平       2.52
黄瓜                      5.16        4.50     14.67      22.86
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            SIDE_BY_SIDE,
            """
            粮食产量 成都市 2001 level 12042000 吨 | 粮食产量 成都市 2001 growth -3.1 %
            水果产量 成都市 2001 level 864000 吨 | 水果产量 成都市 2001 growth 5.2 %
            稻谷产量 成都市 2001 level 8609000 吨 | 稻谷产量 成都市 2001 growth -2.0 %
            水产品产量 成都市 2001 level 573000 吨 | 水产品产量 成都市 2001 growth 6.4 %
            """,
            id="two tables side by side",
        ),
        pytest.param(
            OVER_SEVERAL,
            """
            地区生产总值 金堂县 2001 level 16270000000 元 | 地区生产总值 金堂县 2001 growth 6.8 %
            地区生产总值 金堂县 2001 rank 2 位 | 一般公共预算收入 金堂县 2001 level 761000000 元
            一般公共预算收入 金堂县 2001 growth 6.2 % | 一般公共预算收入 金堂县 2001 rank 1 位
            地区生产总值 蒲江县 2001 level 4125000000 元 | 地区生产总值 蒲江县 2001 growth 5.9 %
            地区生产总值 蒲江县 2001 rank 3 位 | 一般公共预算收入 蒲江县 2001 level 214000000 元
            一般公共预算收入 蒲江县 2001 growth -2.3 % | 一般公共预算收入 蒲江县 2001 rank 3 位
            """,
            id="a head over three columns",
        ),
        pytest.param(
            UNITS_AND_RANKS,
            """
            地区生产总值 成都市 2001-01/2001-09 level 136336000000 元
            地区生产总值 成都市 2001-01/2001-09 growth 6.6 % | 地区生产总值 成都市 2001-01/2001-09 rank 2 位
            规模以上工业增加值 成都市 2001-01/2001-09 growth 12.0 %
            规模以上工业增加值 成都市 2001-01/2001-09 rank 1 位
            制造业增加值 成都市 2001-01/2001-09 growth 13.1 %
            工业技改投资 成都市 2001-01/2001-09 growth 15.2 %
            工业技改投资 成都市 2001-01/2001-09 rank 3 位
            金融机构本外币各项存款余额 成都市 2001-09 level 312740000000 元
            金融机构本外币各项存款余额 成都市 2001-09 growth 10.2 %
            金融机构本外币各项存款余额 成都市 2001-09 rank 4 位
            """,
            id="names broken over lines, a column of units, blank cells",
        ),
        pytest.param(
            RULED,
            """
            普通小学 成都市 2001 level 28600 所 | 普通小学招生人数 成都市 2001 level 2146600 人
            普通小学在校生 成都市 2001 level 9959000 人 | 小学专任教师人数 成都市 2001 level 585500 人
            小学专任教师人数 成都市 2001 change -19400 人 | 村小学校数 成都市 2001 level 7500 所
            村小招生数 成都市 2001 level 213700 人 | 村小在校生数 成都市 2001 level 939600 人
            初中学校 成都市 2001 level 3200 所 | 初中招生人数 成都市 2001 level 1707700 人
            初中在校生 成都市 2001 level 4630600 人 | 初中专任教师人数 成都市 2001 level 304400 人
            初中专任教师人数 成都市 2001 change -20100 人
            """,
            id="rules between rows, two units over the table",
        ),
        pytest.param(
            OF_A_PLAN,
            """
            地区生产总值 成都市 2015 level 27350000000 元 | 地区生产总值 成都市 2020 level 44000000000 元
            地区生产总值 成都市 2016/2020 growth 7.5 % | 地区生产总值 成都市 2020 level 36705000000 元
            地区生产总值 成都市 2016/2020 growth 4.7 % | 城镇居民人均可支配收入 成都市 2015 level 19608 元
            城镇居民人均可支配收入 成都市 2020 level 28800 元 | 城镇居民人均可支配收入 成都市 2016/2020 growth 8 %
            城镇居民人均可支配收入 成都市 2020 level 27868 元 | 城镇居民人均可支配收入 成都市 2016/2020 growth 7.3 %
            森林覆盖率 成都市 2015 level 16.5 % | 森林覆盖率 成都市 2020 level 18.5 %
            森林覆盖率 成都市 2020 level 16.5 %
            """,
            id="heads over three lines",
        ),
        pytest.param(
            STACKED,
            """
            拖拉机 成都市 2001 level 438100 台 | 耕整机 成都市 2001 level 1265000 台
            旋耕机 成都市 2001 level 880700 台
            """,
            id="one cell a line, with units",
        ),
        pytest.param(
            STACKED_HEADS,
            """
            温室占地面积 金堂县 2001 level 312.5 公顷 | 大棚占地面积 金堂县 2001 level 1860.4 公顷
            温室占地面积 蒲江县 2001 level 94.1 公顷 | 大棚占地面积 蒲江县 2001 level 705.8 公顷
            温室占地面积 大邑县 2001 level 126.7 公顷 | 大棚占地面积 大邑县 2001 level 1318.0 公顷
            """,
            id="one cell a line, a blank one in a row that is left out",
        ),
        pytest.param(
            SIDES,
            """
            居民人均可支配收入 成都市 2001 level 27513 元 | 城镇居民人均可支配收入 成都市 2001 level 35216 元
            农村居民人均可支配收入 成都市 2001 level 20674 元 | 居民人均可支配收入 成都市 2001 growth 10.6 %
            城镇居民人均可支配收入 成都市 2001 growth 9.3 % | 农村居民人均可支配收入 成都市 2001 growth 11.7 %
            """,
            id="residents as columns, growth as a row",
        ),
        pytest.param(
            SHARES,
            """
            第一产业增加值 成都市 2001 level 13386000000 元 | 第一产业增加值 成都市 2001 growth 3.4 %
            第一产业增加值 成都市 2001 share 11.5 % | 工业增加值 成都市 2001 level 41205000000 元
            工业增加值 成都市 2001 growth 12.6 % | 第三产业增加值 成都市 2001 level 52390000000 元
            第三产业增加值 成都市 2001 growth 9.6 % | 第三产业增加值 成都市 2001 share 45.1 %
            """,
            id="a column of shares",
        ),
        pytest.param(
            YEARS,
            """
            高等教育毛入学率 成都市 1998 level 23.3 % | 高等教育毛入学率 成都市 1999 level 24.2 %
            高等教育毛入学率 成都市 2000 level 26.5 %
            """,
            id="one row of numbers under years",
        ),
        pytest.param(
            PRICES,
            """
            面粉本周均价 成都市 2001 level 4.26 元/公斤 | 面粉上周均价 成都市 2001 level 4.20 元/公斤
            面粉价格 成都市 2001 growth 1.43 % | 面粉价格 成都市 2001 growth 1.67 %
            大米本周均价 成都市 2001 level 6.10 元/公斤 | 大米上周均价 成都市 2001 level 6.08 元/公斤
            大米价格 成都市 2001 growth 0.33 % | 大米价格 成都市 2001 growth -0.81 %
            鲜牛肉本周均价 成都市 2001 level 61.00 元/公斤 | 鲜牛肉上周均价 成都市 2001 level 61.00 元/公斤
            鲜牛肉价格 成都市 2001 growth 2.52 %
            黄瓜本周均价 成都市 2001 level 5.16 元/公斤 | 黄瓜上周均价 成都市 2001 level 4.50 元/公斤
            黄瓜价格 成都市 2001 growth 14.67 % | 黄瓜价格 成都市 2001 growth 22.86 %
            """,
            id="prices beside their kinds",
        ),
    ],
)
def test_each_cell_has_the_heads_that_stand_over_it_in_print(text: str, expected: str, rules: RuleSet) -> None:
    year = "2001" if "2020年" not in text else "2021"
    records = extract(text, rules, region="成都市", published=f"{int(year) + 1}", title=f"{year}年统计公报")
    told = [
        f"{r.indicator_name} {r.region_name} {r.period} {r.statistic} {r.value.normalize():f} {r.unit}"
        for r in records
        if r.cell
    ]
    wanted = [part.strip() for line in expected.strip().splitlines() for part in line.split("|")]
    assert told == [_without_zeros(line) for line in wanted]


def _without_zeros(line: str) -> str:
    head, value, unit = line.rsplit(" ", 2)
    return f"{head} {value.rstrip('0').rstrip('.') if '.' in value else value} {unit}"
