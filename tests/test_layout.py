"""Guards against sentences cut or glued at a line break: a number without its unit, two numbers made one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents.document import ParagraphKind
from extractor.documents.fold import fold
from extractor.documents.layout import mend

COLUMN = """\
 本报讯 全市秋粮收购进度加快，截
至上月末，各类企业收购稻谷二十三万
吨，比上年同期多收三成，均价居全省第
2位。市粮食局负责人介绍，今年新建仓
容12.5万吨，改造老旧仓房40座，仓储能
力提高一
成，可满足全市四个月口粮需要。

粮食产业提质增效
农民种粮更有底气

走进东河镇的稻田，收割机来回穿
梭。种粮大户周明说，他今年种了八百

亩水稻，亩产比去年高出五十斤，预计
纯收入超过20万元。
"""

PDF_PAGES = """\
2021年临江县国民经济和社会发展统计公报
初步核算，全年地区生产总值312.6亿元，按不变价格计算比上年增长7.4%，两年平均增长
5.1%。分产业看，第一产业增加值58.3亿元，增长6.2%；第二产业增加值120.9亿元，增长8
.8%；第三产业增加值133.4亿元，增长6.7%，旅客周转量居全市第3
2022/4/9 10:02 2021年临江县国民经济和社会发展统计公报-统计公报-临江县人民政府网
https://www.example.gov.cn/tjgb/20220409.html
1/3

位。
（一）坚持项目为王，投资结构持续优化
全年固定资产投资增长9.5%，其中工业投资增长14.2%，民间投资占比提高到63.1%，比上年
提高2.4个百分点，新开工亿元以上项目36个。全县实有市场主体4.2万户，新登记6100户。
2022/4/9 10:02 2021年临江县国民经济和社会发展统计公报-统计公报-临江县人民政府网
https://www.example.gov.cn/tjgb/20220409.html
2/3年末常住人口28.4万人，城镇化率为52.3%，比上年末提高1.1个百分点。
"""


def paragraphs(source: str) -> list[str]:
    folded, found = mend(source)
    return [folded.text[paragraph.start : paragraph.end] for paragraph in found]


def kinds(source: str) -> list[tuple[str, str]]:
    folded, found = mend(source)
    return [(paragraph.kind.value, folded.text[paragraph.start : paragraph.end]) for paragraph in found]


def test_a_newspaper_column_is_joined_also_over_a_blank_line() -> None:
    assert kinds(COLUMN) == [
        (
            "text",
            "本报讯 全市秋粮收购进度加快，截至上月末，各类企业收购稻谷二十三万吨，"
            "比上年同期多收三成，均价居全省第2位。"
            "市粮食局负责人介绍，今年新建仓容12.5万吨，改造老旧仓房40座，仓储能力提高一成，可满足全市四个月口粮需要。",
        ),
        ("heading", "粮食产业提质增效 农民种粮更有底气"),
        (
            "text",
            "走进东河镇的稻田，收割机来回穿梭。种粮大户周明说，他今年种了八百亩水稻，亩产比去年高出五十斤，"
            "预计纯收入超过20万元。",
        ),
    ]


def test_the_pages_of_a_pdf_are_joined_and_their_furniture_is_left_out() -> None:
    assert kinds(PDF_PAGES) == [
        ("heading", "2021年临江县国民经济和社会发展统计公报"),
        (
            "text",
            "初步核算，全年地区生产总值312.6亿元，按不变价格计算比上年增长7.4%，两年平均增长5.1%。分产业看，"
            "第一产业增加值58.3亿元，增长6.2%；第二产业增加值120.9亿元，增长8.8%；第三产业增加值133.4亿元，"
            "增长6.7%，旅客周转量居全市第3位。",
        ),
        ("heading", "（一）坚持项目为王，投资结构持续优化"),
        (
            "text",
            "全年固定资产投资增长9.5%，其中工业投资增长14.2%，民间投资占比提高到63.1%，比上年提高2.4个百分点，"
            "新开工亿元以上项目36个。全县实有市场主体4.2万户，新登记6100户。"
            "年末常住人口28.4万人，城镇化率为52.3%，比上年末提高1.1个百分点。",
        ),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # A document that is not wrapped: every line is a paragraph.
        ("去年粮食增产5%。\n今年力争再增2%。", ["去年粮食增产5%。", "今年力争再增2%。"]),
        ("去年粮食增产5%。\r\n\r\n今年力争再增2%。\r\n", ["去年粮食增产5%。", "今年力争再增2%。"]),
        ("各位代表：\n现在报告工作。", ["各位代表：", "现在报告工作。"]),
        # A list without any mark: lines that happen to be of one width are no column.
        (
            "2025年工作要点\n\n一、2024年工作回顾\n\n固定资产投资增长5.5%\n粮食产量达到300万吨\n",
            ["2025年工作要点", "一、2024年工作回顾", "固定资产投资增长5.5%", "粮食产量达到300万吨"],
        ),
        # What cannot end or begin a paragraph.
        ("去年粮食增产，\n油料减产。", ["去年粮食增产，油料减产。"]),
        ("粮食产量居全国第\n3位。", ["粮食产量居全国第3位。"]),
        ("据统计，优良天数占比近五\n\n成，同比提高。", ["据统计，优良天数占比近五成，同比提高。"]),
        ("空气持续改善，细颗粒物PM\n2.5\n年均浓度下降。", ["空气持续改善，细颗粒物PM2.5年均浓度下降。"]),
        ("今年的\n主要目标\n是：增长5%。", ["今年的主要目标是：增长5%。"]),
        # Two numbers on end would be a third one.
        ("附件1\n2026年重点项目", ["附件1", "2026年重点项目"]),
        ("全市现有农户，共计5\n\n2026年新增", ["全市现有农户，共计5", "2026年新增"]),
        # Headings begin and end at their lines.
        (
            "一、上年回顾\n去年增产。\n（二）农业\n增产。",
            ["一、上年回顾", "去年增产。", "（二）农业", "增产。"],
        ),
        ("粮食增产，农民增收\n\n去年，全县粮食增产。", ["粮食增产，农民增收", "去年，全县粮食增产。"]),
        # A byline ends what stands before it.
        (
            "图为，春耕，现场。记者 王一 摄\n去年，全县增产。",
            ["图为，春耕，现场。记者王一摄", "去年，全县增产。"],
        ),
        # Non-characters go, inside and at the edges; two Latin words keep a space.
        ("&nbsp&nbsp增长\u200b5%&nbsp;。\u3000\ufeff", ["增长5%。"]),
        ("销售额，数量，见 Retail\nSales 一表。", ["销售额，数量，见Retail Sales一表。"]),
        ("## 第一章 总则\n\n**第一条** 为了发展。", ["第一章 总则", "第一条 为了发展。"]),
        # Blanks between words, figures and letters go where a sentence is, and in dates anywhere.
        ("全省 GDP 达 6 万亿元，比 上年 增长 6.0 % 左右 。", ["全省GDP达6万亿元，比上年增长6.0%左右。"]),
        ("2024 年 1 — 6 月 ， 粮 食 产 量 3600 万 吨。", ["2024年1—6月，粮食产量3600万吨。"]),
        ("二、2024 年 工作 回顾", ["二、2024年 工作 回顾"]),
        ("王一 李二 张三", ["王一 李二 张三"]),
        # They stay where another claim may begin, behind the number of an article, between two numbers.
        ("完成投资300亿元 增长5%，新增企业20家 1200人。", ["完成投资300亿元 增长5%，新增企业20家 1200人。"]),
        ("第四条 税率为百分之十。", ["第四条 税率为百分之十。"]),
        ("甲、乙分别为 12 30，合计42。", ["甲、乙分别为12 30，合计42。"]),
        # Line ends are lost, indents are not; a row of a table has no sentences.
        ("　　一、上年回顾　　去年增产。　　今年再增2%。", ["一、上年回顾", "去年增产。", "今年再增2%。"]),
        ("一、上年回顾    去年增产。    今年再增2%。", ["一、上年回顾", "去年增产。", "今年再增2%。"]),
        ("去年增产。 今年再增2%。", ["去年增产。今年再增2%。"]),
        ("销售额，数量，见 Retail    Sales 一表。    完。", ["销售额，数量，见Retail Sales一表。", "完。"]),
        ("去年增产。　　有余\t5\n去年减产。　　不足\t6", ["去年增产。  有余\t5", "去年减产。  不足\t6"]),
        # Page numbers beside a form feed, navigation, addresses.
        ("粮食产量为，\n12\x0c五百万吨。", ["粮食产量为，五百万吨。"]),
        ("粮食产量为，\n- 3 -\n五百万吨。", ["粮食产量为，五百万吨。"]),
        ("省外37.6万人，\n— 1 —\n2019年第1期　　　特　载\n占63.8%。", ["省外37.6万人，占63.8%。"]),
        ("【字号：\n加大\n还原\n】\n打印 收藏\n增产。\n京ICP备00000号", ["增产。"]),
        ("", []),
        (" \n\u3000\n", []),
    ],
)
def test_paragraphs(source: str, expected: list[str]) -> None:
    assert paragraphs(source) == expected


def test_a_byline_in_brackets_begins_what_stands_behind_it() -> None:
    text = (
        "本报讯（记者王一）冬日山城，板桥、城关、旧屋基等乡镇的小黄姜采收进入尾声，农业局统计，"
        "全县今年种植小黄姜三十万亩，比上年增加二万亩，鲜姜产量预计六十万吨，居全省第一。"
    )
    printed = "　　" + text.replace("王一", "　王　一")
    column = "\n".join(printed[start : start + 22] for start in range(0, len(printed), 22))
    assert paragraphs(column) == [text]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "主要农产品产量\n单位：万吨\n指标\n\t产量\n\t增长（%）\n"
            "粮  食\n\t650.0\n\t17.3\n油料\n\t3.7\n\t-9.6\n全年增产。",
            [
                ("heading", "主要农产品产量"),
                ("table", "单位：万吨"),
                ("table", "指标\t产量\t增长（%）"),
                ("table", "粮  食\t650.0\t17.3"),
                ("table", "油料\t3.7\t-9.6"),
                ("text", "全年增产。"),
            ],
        ),
        (
            "地区\t产值\t增速\n东河镇\t12.5\t3.1\n西河镇\t9.8\t-0.4",
            [("table", "地区\t产值\t增速"), ("table", "东河镇\t12.5\t3.1"), ("table", "西河镇\t9.8\t-0.4")],
        ),
        (
            "粮食\n650.0\n17.3\n油料\n3.7\n-9.6",
            [("table", cell) for cell in ("粮食", "650.0", "17.3", "油料", "3.7", "-9.6")],
        ),
        ("| 指标 | 产值 |\n| 粮食 | 650 |", [("table", "| 指标 | 产值 |"), ("table", "| 粮食 | 650 |")]),
        (
            "\t去年，全县增产。\n\t今年力争再增2%。",
            [("text", "去年，全县增产。"), ("text", "今年力争再增2%。")],
        ),
        ("三、2026年工作安排", [("heading", "三、2026年工作安排")]),
        ("上半年用电量增长5.2%", [("heading", "上半年用电量增长5.2%")]),
        ("一是粮食增产5%。", [("text", "一是粮食增产5%。")]),
    ],
)
def test_kinds(source: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(source) == expected


@pytest.mark.parametrize(
    ("source", "quote", "printed"),
    [
        (COLUMN, "二十三万吨", "二十三万\n吨"),
        (COLUMN, "第2位", "第\n2位"),
        (COLUMN, "八百亩", "八百\n\n亩"),
        (PDF_PAGES, "5.1%", "5.1%"),
        (PDF_PAGES, "8.8%", "8\n.8%"),
        ("总量为，\n- 3 -\n５００万\u200b吨。", "500万吨", "５００万\u200b吨"),
    ],
)
def test_a_span_leads_back_to_what_is_printed(source: str, quote: str, printed: str) -> None:
    folded, _ = mend(source)
    at = folded.text.index(quote)
    start, end = folded.source_span(at, at + len(quote))
    assert source[start:end] == printed


PIECES = st.sampled_from(
    [
        "增长",
        "5",
        "．２",
        "%",
        "，",
        "。",
        "\n",
        "\r\n",
        "\n\n",
        "　",
        "\t",
        " ",
        "一、",
        "（二）",
        "1/9",
        "\x0c",
        "“",
        "”",
        "\u200b",
        "&nbsp;",
        "**",
        "國",
        "⺠",
        "PM",
        "第",
        "| 1 |",
        "# ",
        "http://a.cn",
        "单位：亿元",
        "各位代表，现在开会",
    ]
)


@given(st.one_of(st.lists(PIECES, max_size=80).map("".join), st.text(max_size=60)))
def test_every_character_leads_back(source: str) -> None:
    folded, found = mend(source)
    straight = fold(source)
    for i, character in enumerate(folded.text):
        there = straight[folded.origin(i)]
        lost = character == "\n" and there == " "  # 增产。　　今年: the blanks stand where the line ended
        assert there == character or lost or (there == "\n" and character == " ")
    origins = [folded.origin(i) for i in range(len(folded.text))]
    assert origins == sorted(set(origins))
    assert folded.text == "\n".join(folded.text[part.start : part.end] for part in found)
    assert all("\n" not in folded.text[part.start : part.end] for part in found)
    assert all(part.kind in ParagraphKind and part.start < part.end for part in found)


@pytest.mark.parametrize(
    "source",
    [
        "全市粮食增产5%，" * 40_000,
        "、" * 300_000,
        "、\n" * 60_000,
        "增长5%\n" * 60_000,
        " \u200b" * 100_000,
        "12\n" * 60_000,
        "&nbsp;" * 50_000,
        "粮食\t5\n" * 40_000,
        "（" * 200_000,
        "\n" * 200_000,
        "1/9\n" * 60_000,
        "**" * 100_000,
    ],
    ids=lambda source: repr(source[:8]),
)
def test_long_documents_take_time_in_proportion(source: str) -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        mend(text)
        return time.process_time() - began

    seconds(source[:1000])
    assert seconds(source) < 40 * seconds(source[: len(source) // 10]) + 0.5


REPORT = [
    f"{year}年，全市实现地区生产总值{year * 3 % 997}.{year % 10}亿元，比上年增长{year % 7}.5%，"
    f"居全省第{year % 9 + 1}位；"
    f"一般公共预算收入{year * 7 % 499}亿元，同比增长{year % 5}.2%，城镇新增就业{year % 13 + 1}万人，"
    f"粮食总产量达到{year * 11 % 3989}万吨，建成高标准农田{year * 13 % 89}.7万亩。"
    for year in range(2008, 2024)
]


@pytest.mark.parametrize("length", [18, 25, 33, 40, 45])
def test_a_text_cut_after_so_many_characters_is_joined(length: int) -> None:
    """Figures are half as wide as 汉字, and so the lines of such a text are not of one width."""
    indented = [f"　　{paragraph}" for paragraph in REPORT]
    cut = [paragraph[at : at + length] for paragraph in indented for at in range(0, len(paragraph), length)]
    assert paragraphs("\n".join(cut)) == REPORT


@pytest.mark.parametrize("length", [18, 33, 45])
def test_blank_lines_behind_all_lines_of_a_column_tell_nothing(length: int) -> None:
    indented = [f"　　{paragraph}" for paragraph in REPORT]
    cut = [paragraph[at : at + length] for paragraph in indented for at in range(0, len(paragraph), length)]
    assert paragraphs("\n\n".join(cut)) == REPORT


def test_a_long_text_with_a_blank_for_each_line_end_has_its_paragraphs() -> None:
    told = ["一、上年工作回顾", *REPORT, "二、今年工作安排", *reversed(REPORT)]
    assert paragraphs(" ".join(told)) == told
    spaced = [paragraph.replace("亿元", " 亿元").replace("，", " ，") for paragraph in REPORT]
    assert paragraphs(" ".join(spaced)) == ["".join(REPORT)]  # blanks that stand everywhere tell of no paragraph


def test_where_a_dispatch_is_from_begins_an_item_of_a_column() -> None:
    heading, dispatch = "农产品出口总值连续两年创下历史新高纪录", f"【本报综合电】{REPORT[0]}"
    told = [*REPORT[1:4], heading, dispatch]
    lines = [paragraph[at : at + 20] for paragraph in told for at in range(0, len(paragraph), 20)]
    assert paragraphs("\n".join(lines))[-2:] == [heading, dispatch]


def test_each_article_of_a_page_is_joined_by_the_width_of_its_own_column() -> None:
    """A page has columns of several widths; a break in a narrow one is no end of a sentence."""
    narrow = """\
　　上半年，全市生产总值达到
１０３.９亿元，同比增长１３.６％，
增速比上年同期提高５.５个百分点，
比全省平均水平高
２.５个百分点。其中第一产业增加
值１２.３亿元，增长４.４％，第二产
业增加值６８.９亿元，增长１７.３％，
对全市经济增长的贡献率达６６％，
第三产业增加值２２.７亿元，增长
１０.３％，比重提高到二成以上，
消费和投资都保持平稳。
"""
    wide = """\
　　记者从青山集团获悉，今年1至6月份，集团累计销售各型客车
17219辆，同比增长61.9％，其中大型客车6818辆，占近四成；实现
销售收入55.68亿元，增长五成多；出口客车1206辆，是去年同期
的3.1倍。据统计，集团国内市场占有率已达26.7％，比上年同期
提升1.8个百分点，稳居行业首位，拥有专利286项，技术人员超过
1100名。
"""
    found = paragraphs(narrow + "\n" + wide)
    assert [text[:6] for text in found] == ["上半年，全市", "记者从青山集"]
    assert "比全省平均水平高2.5个百分点" in found[0] and "客车17219辆" in found[1]


def test_the_title_of_an_article_begins_its_column_also_without_a_blank_line() -> None:
    def column(article: list[str], length: int) -> list[str]:
        indented = [f"　　{paragraph}" for paragraph in article]
        return [paragraph[at : at + length] for paragraph in indented for at in range(0, len(paragraph), length)]

    narrow, title, wide = [*REPORT, *REPORT], "秋粮收购进度加快", [*reversed(REPORT), *REPORT]
    assert paragraphs("\n".join([*column(narrow, 17), title, *column(wide, 29)])) == [*narrow, title, *wide]


def test_a_headline_without_a_blank_line_ends_the_item_before_it() -> None:
    before = "该市地方财政收入去年完成3.12亿元，同口径增长12.6%，各项开支都有保障，财政供养人员工资一分不欠。"
    title, after = (
        "金堂：1.1万名下岗职工一季度再就业",
        "本报讯　金堂县一季度通过再就业服务中心使职工走上新的工作岗位，生活费按时足额发放。",
    )
    column = [
        paragraph[at : at + 20] for paragraph in (f"　　{before}", title, f"　　{after}") for at in range(0, 99, 20)
    ]
    article = [f"　　{paragraph}"[at : at + 20] for paragraph in REPORT for at in range(0, len(paragraph) + 2, 20)]
    found = paragraphs("\n".join(line for line in (*article, *column) if line))
    assert title in found and before in found
