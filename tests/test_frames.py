"""Guards against the wrong kind of figure: growth read as a level, points as per cent, a completion as a share."""

from __future__ import annotations

import pytest

from extractor.reading.frames import FrameMatch, basis_of, match_frames, measure_of
from extractor.reading.quantities import scan_quantities
from extractor.records import Basis
from extractor.ruleset.compiled import RuleSet

READ = [
    # a clause with one number, the statistic, whether it falls, what stands before the shape
    ("产值6万亿元", "level", False, "产值"),
    ("产值达到6万亿元", "level", False, "产值"),
    ("产值突破6万亿元", "level", False, "产值"),
    ("覆盖率61.2%", "level", False, "覆盖率"),
    ("产能扩大到300万吨", "level", False, "产能"),
    ("产值增长6%", "growth", False, "产值"),
    ("产值同比增长6%", "growth", False, "产值"),
    ("产值比上年增长6%", "growth", False, "产值"),
    ("产值增速达6%", "growth", False, "产值"),
    ("产值年均增长6%", "growth", False, "产值"),
    ("产值下降6%", "growth", True, "产值"),
    ("产值较上年同期下降6%", "growth", True, "产值"),
    ("产值降幅为6%", "growth", True, "产值"),
    ("覆盖率提高6个百分点", "change", False, "覆盖率"),
    ("覆盖率比上年提高6个百分点", "change", False, "覆盖率"),
    ("覆盖率下降6个百分点", "change", True, "覆盖率"),
    ("增速高于全国6个百分点", "change", False, "增速"),
    ("增速低于全国6个百分点", "change", True, "增速"),
    ("人口比上年增加6万人", "change", False, "人口"),
    ("人口比上年减少6万人", "change", True, "人口"),
    ("税收占收入的60%", "share", False, "税收"),
    ("税收占收入的比重达到60%", "share", False, "税收"),
    ("税收占比60%", "share", False, "税收"),
    ("工业对经济增长的贡献率为38%", "contribution", False, "工业对经济增长"),
    ("工业拉动经济增长1.8个百分点", "contribution", False, "工业"),
    ("产值居全国第6位", "rank", False, "产值"),
    ("产值跃升至全国第6位", "rank", False, "产值"),
    ("收入完成预算的101%", "completion", False, "收入"),
    ("收入为年初预算的98%", "completion", False, "收入"),
    ("投资占年度计划的112%", "completion", False, "投资"),
    ("产量增长1.4倍", "multiple", False, "产量"),
    ("产量是2012年的3倍", "multiple", False, "产量"),
]

BASES = [
    ("产值同比增长", Basis.YOY),
    ("产值比上年增长", Basis.YOY),
    ("价格环比上涨", Basis.MOM),
    ("产值比上季度增长", Basis.QOQ),
    ("产值年均增长", Basis.AVERAGE),
    ("产值累计增长", Basis.CUMULATIVE),
    ("产值增长", None),
]


def match(text: str, rules: RuleSet) -> tuple[FrameMatch, tuple[FrameMatch, ...]]:
    quantity = scan_quantities(text, rules.amounts)[0][-1]
    found, tied = match_frames(text, 0, len(text), quantity, rules.frames)
    assert found is not None, text
    return found, tied


@pytest.mark.parametrize(("text", "statistic", "falls", "subject"), READ)
def test_the_shape_tells_the_kind_of_figure(
    rules: RuleSet, text: str, statistic: str, falls: bool, subject: str
) -> None:
    found, _ = match(text, rules)
    entry = found.frame.entry
    assert (entry.statistic, entry.falls, text[: found.start].rstrip("的")) == (statistic, falls, subject)


@pytest.mark.parametrize(("text", "statistic"), [(row[0], row[1]) for row in READ])
def test_no_shape_is_tied_with_one_of_another_kind(rules: RuleSet, text: str, statistic: str) -> None:
    _, tied = match(text, rules)
    assert {other.frame.entry.statistic for other in tied} <= {statistic}


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("增长6%", "percent"),
        ("提高6个百分点", "points"),
        ("居全国第6位", "rank"),
        ("增长6倍", "multiple"),
        ("产值6亿元", "amount"),
        ("企业6家", "amount"),
    ],
)
def test_the_kind_of_number(rules: RuleSet, text: str, measure: str) -> None:
    (quantity,) = scan_quantities(text, rules.amounts)[0]
    assert measure_of(quantity) == measure


@pytest.mark.parametrize(("text", "basis"), BASES)
def test_the_basis_of_a_change(rules: RuleSet, text: str, basis: Basis | None) -> None:
    assert basis_of(text, 0, len(text), rules.frames) == basis


def test_a_noun_behind_a_share_is_told(rules: RuleSet) -> None:
    found, _ = match("有60%的企业", rules)
    assert found.noun_after
