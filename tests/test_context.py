"""Guards against a document read as another's: the wrong home, the wrong year, a target read as an outcome."""

from __future__ import annotations

import pytest

from extractor.documents.document import Metadata
from extractor.documents.metadata import parse_published
from extractor.documents.sources import text_document
from extractor.reading.context import Facts, Section, read_facts
from extractor.reading.regions import find_regions
from extractor.reading.sections import read_sections
from extractor.records import Status
from extractor.ruleset.compiled import RuleSet


def facts_of(
    rules: RuleSet,
    text: str,
    *,
    title: str | None = None,
    region: str | None = None,
    published: str | None = None,
    kind: str | None = None,
    name: str = "text",
) -> tuple[Facts, list[Section]]:
    metadata = Metadata(
        title=title, region=region, kind=kind, published=parse_published(published) if published else None
    )
    document = text_document(text, name, metadata)
    facts = read_facts(document, find_regions(document.folded.text, rules.gazetteer), rules)
    return facts, read_sections(document, facts, rules)


HOMES = [
    # title, text, the document's own region
    ("2024年贵州省政府工作报告", "各位代表：现在报告工作。", "贵州省"),
    ("遵义市2023年国民经济和社会发展统计公报", "全市经济平稳。", "遵义市"),
    (None, "贵州省经济平稳增长。贵州省就业稳定。贵州省物价平稳。", "贵州省"),
    (None, "经济平稳增长，就业稳定。", None),
    (None, "贵州省与四川省、云南省、广西签约。", None),
    (None, "我市推进旧城改造，比成都市快，红花岗区、汇川区、桐梓县先行。我市还将扩面。", "遵义市"),
    (None, "2008年是桐梓发展的重要一年。全县经济增长，桐梓北部水利工程开工，全县粮食丰收。", "桐梓县"),
    ("桐梓新闻（7月18日）", "我县项目建设提速，全县农业丰收。", "桐梓县"),
    ("国家统计局解读8月份利润数据", "利润增长加快。", "中国"),
    (None, "国家统计局公布，全国70个大中城市房价上涨9.5%。", "中国"),
    (None, "本澳旅客增加，治安良好，本澳酒店入住率上升。", "澳门特别行政区"),
    ("国务院政府工作报告", "各位代表：现在报告工作。", "中国"),
    ("2017年10月国内手机市场运行分析", "出货量3847.6万部。", "中国"),
    (None, "固定资产投资情况\n来源：国家统计局　发布时间：2019-10-18\n投资平稳。", "中国"),
    (None, "进出口商品总值表\n海关总署　2021-10-18\n出口增长。", "中国"),
    (None, "金融统计数据报告\n11月末，广义货币余额264.7万亿元。", "中国"),
    ("桐梓：一片叶子撑起一方脱贫路", "贵州省桐梓县是农业县，遵义市、贵州省都来了人。贵州省很重视。", "桐梓县"),
    ("桐梓县2024年县级预算公开", "收入平稳。", "桐梓县"),
    (
        None,
        "内蒙古自治区党委 自治区人民政府\n印发实施意见的通知\n全区能源结构优化，结合我区实际提出意见。",
        "内蒙古自治区",
    ),
    ("廣東省政府工作報告", "各位代表：现在报告工作。", "广东省"),
    ("贵州省\ud800政府工作报告", "各位代表：现在报告工作。", "贵州省"),
]

YEARS = [
    # title, name of the file, text, year
    ("2024年贵州省政府工作报告", "a.txt", "现在报告工作。", 2024),
    (None, "guizhou_2022.txt", "现在报告工作。", 2022),
    (None, "a.txt", "2021年1月20日在第十三届人民代表大会上。", 2021),
    (None, "a.txt", "现在报告工作。", None),
    (None, "a.txt", "本报贵阳9月12日电　截至2023年底，面积60.2万亩。到2035年，面积达到100万亩。", 2024),
    (None, "a.txt", "本报贵阳9月12日电　2023年，面积60.2万亩。到2035年，面积达到100万亩。", 2023),
    (None, "a.txt", "年末全省参加养老保险人数1997.72万人，比上年末增加87.83万人。", None),
]


HEADS = [
    # what stands at the head of a file of which nothing is told; its region, the year of its first sentence, sectioned
    ("贵州省2023年国民经济和社会发展统计公报\n\n贵州省统计局\n2024年3月14日", "贵州省", 2023, False),
    ("2023年遵义市国民经济和社会发展统计公报\n\n（2024年3月14日）", "遵义市", 2023, False),
    ("2024年贵州省人民政府工作报告\n\n2024年1月24日", "贵州省", 2023, True),
    ("遵义各界热议政府工作报告\n\n2024年1月24日", "遵义市", 2024, False),
    ("代表热议遵义市政府工作报告\n\n2024年1月24日", "遵义市", 2024, False),
    ("企业公报\n\n2024年1月24日", None, 2024, False),
    (
        "关于２０２３年国民经济和社会发展的统计公报\n\n贵　州　省　统　计　局\n（２０２４年２月２５日）",
        "贵州省",
        2023,
        False,
    ),
    ("遵义统计年鉴—2006      二、国民经济核算\n\n2-1   主要年份地区生产总值", "遵义市", 2006, False),
    ("贵州省人民政府关于印发推动大规模设备更新实施方案的通知\n2024年4月19日", "贵州省", 2024, False),
    # the day of a session, of a release, of the line under a title; issuers; a title over two lines, or labelled
    (
        "政府工作报告\n\n——2026年1月27日在贵州省第十四届人民代表大会第四次会议上\n\n贵州省省长 李某",
        "贵州省",
        2025,
        True,
    ),
    (
        "关于遵义市2014年预算执行情况和\n2015年预算草案的报告\n\n——2015年1月20日在市四届人大五次会议上",
        "遵义市",
        2015,
        True,
    ),
    ("政 府 工 作 报 告\n\n（2013年1月18日在濯水镇第十五届人民代表大会第三次会议上）", "濯水镇", 2012, True),
    (
        "关于加快我省茶产业发展的提案\n\n提 案 者：民盟贵州省委员会\n届  次：省政协十届五次会议（2012年1月）",
        "贵州省",
        2012,
        False,
    ),
    ("名称：关于遵义市公共停车场建设的建议\n发布日期：2019-03-05", "遵义市", 2019, False),
    ("遵义日报\n2009年4月17日 星期五 第二版\n\n春耕生产有序推进", "遵义市", 2009, False),
    ("编辑/王某 校对/李某  遵义日报\n2009年4月17日 星期五\n\n春耕生产有序推进", "遵义市", 2009, False),
    (
        "香港經濟首季放緩\n\n2012年5月11日\n\n本港出口轉弱，港府下調全年預測，本港零售仍穩",
        "香港特别行政区",
        2012,
        False,
    ),
    ("今日桐梓\n2004年7月22日 星期四\n\n我县工业平稳增长，遵义市有关部门到会", "桐梓县", 2004, False),
    ("贵州省第二次农业普查主要数据公报\n（第三号）\n贵州省统计局", "贵州省", 2006, False),
    (
        "关于桐梓县2013年国民经济和社会发展计划执行情况及2014年计划（草案）的报告\n"
        "2013年12月26日在桐梓县第十五届人民代表大会第二次会议上",
        "桐梓县",
        2013,
        True,
    ),
    ("湄江街道2025年工作总结及2026年工作思路", "湄江街道", 2025, True),
    ("六普主要数据公布 遵义市常住人口612.7万人\n2011-06-08", "遵义市", 2011, False),
    ("遵义市第四次全国经济普查公报（第三号）\n\n遵义市统计局\n（2020年3月31日）", "遵义市", 2018, False),
]


@pytest.mark.parametrize(("head", "home", "year", "sectioned"), HEADS)
def test_the_title_is_found_at_the_head_of_a_text(
    rules: RuleSet, head: str, home: str | None, year: int, sectioned: bool
) -> None:
    facts, sections = facts_of(rules, f"{head}\n\n　　初步核算，全年粮食产量1200万吨，比上年增长1.5%。")
    assert (facts.home.name if facts.home else None, facts.sectioned) == (home, sectioned)
    assert sections[-1].year == year


@pytest.mark.parametrize(("title", "text", "home"), HOMES)
def test_the_home_is_inferred_from_title_and_text(
    rules: RuleSet, title: str | None, text: str, home: str | None
) -> None:
    facts, _ = facts_of(rules, text, title=title)
    assert (facts.home.name if facts.home else None) == home
    assert facts.home_inferred


def test_the_home_that_is_told_is_not_inferred(rules: RuleSet) -> None:
    facts, _ = facts_of(rules, "贵州省经济平稳。贵州省就业稳定。贵州省物价平稳。", region="四川省")
    assert facts.home is not None
    assert facts.home.name == "四川省"
    assert not facts.home_inferred


@pytest.mark.parametrize(("title", "name", "text", "year"), YEARS)
def test_the_year_is_inferred_from_title_name_and_head(
    rules: RuleSet, title: str | None, name: str, text: str, year: int | None
) -> None:
    facts, _ = facts_of(rules, text, title=title, name=name)
    assert facts.year == year
    assert facts.year_inferred


def test_the_date_that_is_told_counts(rules: RuleSet) -> None:
    facts, _ = facts_of(rules, "2019年的经验。", published="2024-03-18")
    assert (facts.year, facts.month, facts.year_inferred) == (2024, 3, False)


REPORT = [
    ("各位代表：", 2023, Status.ACTUAL),
    ("一、2023年工作回顾", 2023, Status.ACTUAL),
    ("全省经济回升向好，就业形势总体稳定，民生保障扎实有力。", 2023, Status.ACTUAL),
    ("二、2024年工作安排", 2024, Status.TARGET),
    ("扎实推进重点项目建设，持续改善营商环境。", 2024, Status.TARGET),
]


def test_a_report_is_read_by_its_sections(rules: RuleSet) -> None:
    text = "\n".join(line for line, _, _ in REPORT)
    _, sections = facts_of(rules, text, region="贵州省", published="2024-01-24", kind="政府工作报告")
    assert [(section.year, section.status) for section in sections] == [(year, status) for _, year, status in REPORT]


def test_a_heading_may_name_its_own_year(rules: RuleSet) -> None:
    text = "一、2021年工作回顾\n全省经济回升。"
    _, sections = facts_of(rules, text, region="贵州省", published="2024-01", kind="政府工作报告")
    assert sections[-1].year == 2021


PLAN = (
    "{title}\n\n第一章　发展基础\n　　粮食产量达到1200万吨。\n第一节　主要成就\n　　粮食产量稳步提高。\n"
    "第二章　主要目标\n　　粮食产量达到1300万吨。\n"
)
PLANS = [
    # the kind that is told, the title, and what the document plans
    ("规划纲要", "遵义市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", (2021, 2025)),
    (None, "贵州省国民经济和社会发展第十三个五年规划纲要", (2016, 2020)),
    (None, "贵州省“十四五”水安全保障规划", (2021, 2025)),
    (None, "省政府办公厅关于印发贵州省“十二五”旅游业发展规划的通知", (2011, 2015)),
    (None, "关于制定贵州省国民经济和社会发展第十五个五年规划的建议", (2026, 2030)),
    (None, "关于贵州省第十三个五年规划纲要实施情况的报告", None),
    ("新闻报道", "贵州省国民经济和社会发展第十三个五年规划纲要", None),
    (None, "贵州省发布“十四五”规划要点", None),
    ("计划执行情况报告", "贵州省国民经济和社会发展第十个五年计划", None),
]


@pytest.mark.parametrize(("kind", "title", "years"), PLANS)
def test_a_five_year_plan_is_known_by_its_title(
    rules: RuleSet, kind: str | None, title: str, years: tuple[int, int] | None
) -> None:
    facts, _ = facts_of(rules, PLAN.format(title="　"), title=title, kind=kind)
    assert facts.plan == years


@pytest.mark.parametrize("told", [True, False])
def test_a_five_year_plan_tells_goals_of_its_last_year_and_what_was_before_its_first(
    rules: RuleSet, told: bool
) -> None:
    title = "遵义市国民经济和社会发展第十四个五年规划纲要"
    text = PLAN.format(title=title)
    facts, sections = facts_of(rules, text, title=title if told else None)
    assert facts.year == 2021
    read = [(section.year, section.status) for section in sections]
    assert read == [(2025, Status.TARGET)] + [(2020, Status.ACTUAL)] * 4 + [(2025, Status.TARGET)] * 2


def test_news_has_no_sections(rules: RuleSet) -> None:
    text = "一、2023年工作回顾\n二、2024年工作安排"
    _, sections = facts_of(rules, text, region="贵州省", published="2024-01-24", kind="新闻")
    assert {(section.year, section.status) for section in sections} == {(2024, Status.ACTUAL)}


@pytest.mark.parametrize(
    ("title", "year"),
    [("贵州省2022年国民经济和社会发展统计公报", 2022), ("贵州省统计公报", 2023)],
)
def test_a_communique_is_about_the_year_it_names_or_the_one_before_it(rules: RuleSet, title: str, year: int) -> None:
    _, sections = facts_of(rules, "全年经济平稳。", title=title, published="2024-03", kind="统计公报")
    assert {(section.year, section.status) for section in sections} == {(year, Status.ACTUAL)}


def test_nothing_is_known_where_nothing_is_told(rules: RuleSet) -> None:
    facts, sections = facts_of(rules, "粮食产量增长6%。")
    assert (facts.home, facts.year, facts.month) == (None, None, None)
    assert sections == [Section(None, Status.ACTUAL, False)]
