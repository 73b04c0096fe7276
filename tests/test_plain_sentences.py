"""Guards against an indicator that is read in its examples and lost in another plain sentence.

Every indicator stands in every frame that a report uses day by day, and each number must be of that indicator, of the
kind, the year and the status that the frame was written for: the sentences are made, so what they must give is known.
"""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.names import Indicator

# A frame, and what its numbers must be: which one, its statistic, year and status. {v} and {w} are amounts.
FRAMES = (
    ("2023年，全省{name}{v}，比上年增长8.5%。", "v level 2023 actual, 8.5% growth 2023 actual"),
    ("{name}2023年达到{v}，比上年增长8.5%。", "v level 2023 actual, 8.5% growth 2023 actual"),
    ("全省{name}由2018年的{v}增加到2023年的{w}。", "v level 2018 actual, w level 2023 actual"),
    ("去年{name}突破{v}，同比增长8.5%。", "v level 2023 actual, 8.5% growth 2023 actual"),
    ("去年，{name}同比增长8.5%，达到{v}。", "8.5% growth 2023 actual, v level 2023 actual"),
    (
        "去年，全省{name}{v}、增长8.5%，总量居全国第6位。",
        "v level 2023 actual, 8.5% growth 2023 actual, 第6位 rank 2023 actual",
    ),
    ("今年，全省{name}力争达到{v}左右，增长8.5%以上。", "v level 2024 target, 8.5% growth 2024 target"),
    ("到2025年，{name}达到{v}以上。", "v level 2025 target"),
    ("2023年，在全省上下共同努力下，{name}较2020年增长8.5%。", "8.5% growth 2023 actual"),
    ("2023年，{name}为{v}，上年同期为{w}。", "v level 2023 actual, w level 2022 actual"),
    ("截至2023年底，全省{name}已达{v}，五年来年均增长8.5%。", "v level 2023 actual, 8.5% growth 2023 actual"),
    ("{name}（2023年）：{v}。", "v level 2023 actual"),
    ("2023年全省{name}约{v}，占全国的8.5%。", "v level 2023 actual, 8.5% share 2023 actual"),
    ("2023年{name}{v}，扣除价格因素，实际增长8.5%。", "v level 2023 actual, 8.5% growth 2023 actual"),
    ("2023年，{name}完成{v}，为年度目标的108.5%。", "v level 2023 actual, 108.5% completion 2023 actual"),
    ("2023年，{name}预计可达{v}，比上年增加{w}。", "v level 2023 forecast, w change 2023 forecast"),
    ("2023年{name}下降8.5%，降至{v}。", "8.5% growth 2023 actual, v level 2023 actual"),
    ("——{name}。2023年达到{v}，增长8.5%。", "v level 2023 actual, 8.5% growth 2023 actual"),
)
PAIRS = (
    ("2023年，{name}、{other}分别为{v}、{w}，分别增长3.1%、4.2%。", "v name, w other, 3.1% name, 4.2% other"),
    ("2023年，{name}{v}，{other}{w}，同比分别增长3.1%和4.2%。", "v name, w other, 3.1% name, 4.2% other"),
    ("2023年，{name}和{other}分别增长3.1%和4.2%。", "3.1% name, 4.2% other"),
    ("2023年，除{name}下降3.1%外，{other}增长4.2%。", "3.1% name, 4.2% other"),
    ("2023年，在{name}增长3.1%的带动下，{other}增长4.2%。", "3.1% name, 4.2% other"),
    ("2023年，{name}由降转升，增长3.1%；{other}降幅收窄至4.2%。", "3.1% name, 4.2% other"),
    ("2023年，{name}{v}，增长3.1%，其中，{other}{w}，增长4.2%。", "v name, 3.1% name, w other, 4.2% other"),
    ("2023年实现{name}{v}（增长3.1%），{other}{w}（增长4.2%）。", "v name, 3.1% name, w other, 4.2% other"),
    ("1.{name}：{v}，增长3.1%。\n2.{other}：{w}，增长4.2%。", "v name, 3.1% name, w other, 4.2% other"),
)
MEASURED = {"money_cny": "亿元", "people": "万人", "mass": "万吨", "area": "万亩", "energy": "亿千瓦时"}
STEP = 3
"""Every so many indicators; all of them are read before a release: set it to 1."""


def amount(indicator: Indicator, digits: str) -> str | None:
    """An amount in a unit that the indicator is measured in, None for one that is told in percent."""
    measured = indicator.entry.measured_in
    unit = next((unit for unit in (MEASURED.get(one, one) for one in measured) if unit.isalpha()), None)
    return digits + unit if unit and not {"percent", "%", "‰"} & set(measured) else None


def plain(rules: RuleSet) -> list[Indicator]:
    """The indicators told in amounts whose names are a single plain word."""
    return [
        indicator
        for indicator in rules.names.by_id.values()
        if amount(indicator, "1")
        and indicator.entry.name.isalpha()
        and not set("0123456789全比M") & set(indicator.entry.name)
        and not indicator.entry.name.startswith(("已", "结转"))  # 已 and 结转 tell of a time
    ]


def wrong(rules: RuleSet, frame: str, told: str, **names: Indicator) -> list[str]:
    """What the numbers of a frame are read as where that is not what ``told`` says."""
    first = names["name"]
    amounts = {"v": amount(first, "671"), "w": amount(names.get("other", first), "719")}
    text = frame.format(**{key: one.entry.name for key, one in names.items()}, **amounts)
    records = {r.quote: r for r in extract(text, rules, region="四川省", published="2024-03-20", kind="新闻")}
    found = []
    for one in told.split(", "):
        key, *said = one.split(" ")
        record = records.get(amounts.get(key) or key)
        read: list[object] = []
        if record is not None and said[0] in names:
            read = [
                next((role for role, of in names.items() if of.entry.id == record.indicator), record.indicator_name)
            ]
        elif record is not None and record.indicator == first.entry.id:
            read = [record.statistic, record.year, record.status]
        if list(map(str, read)) != said:
            found.append(f"{text} {one}: {read}")
    return found


@pytest.mark.parametrize(("frame", "told"), FRAMES)
def test_every_indicator_is_read_in_every_plain_sentence(frame: str, told: str, rules: RuleSet) -> None:
    missed = [line for one in plain(rules)[::STEP] for line in wrong(rules, frame, told, name=one)]
    assert not missed, "\n".join(missed[:10])


@pytest.mark.parametrize(("frame", "told"), PAIRS)
def test_two_indicators_are_told_apart(frame: str, told: str, rules: RuleSet) -> None:
    indicators = plain(rules)[::STEP]
    others = indicators[len(indicators) // 2 :] + indicators[: len(indicators) // 2]
    pairs = zip(indicators, others, strict=True)
    missed = [line for one, other in pairs for line in wrong(rules, frame, told, name=one, other=other)]
    assert not missed, "\n".join(missed[:10])
