"""Guards against a template that is compiled into something else than its author wrote, or fails without saying why."""

from __future__ import annotations

import pytest

from extractor.ruleset.schema import FramesFile
from extractor.ruleset.shapes import FrameEntry, GapEntry
from extractor.ruleset.steps import TemplateError
from extractor.ruleset.templates import compile_frames, compile_shape

WORDING = {
    "rise": "增长了|增长|增",
    "than": "比|较",
    "share": "占到|占",
    "movement": "增长|下降",
    "no": "重|例",
}
GAPS = {
    "against": GapEntry(means="与什么相比", longest=6, not_starts="<no>"),
    "whole": GapEntry(means="占什么", longest=8, never="<movement>"),
}

LEFT = [
    # template, what stands before the number, where the shape begins (None: it does not fit)
    ("{indicator} <rise> {number}", "出口增长", 2),
    ("{indicator} <rise> {number}", "出口增长了", 2),
    ("{indicator} <rise> {number}", "增长", 0),
    ("{indicator} <rise> {number}", "出口下降", None),
    ("{indicator} <rise> {number}", "出口增长较快", None),  # the shape ends at the number
    ("{indicator} [同比] <rise> {number}", "出口同比增长", 2),
    ("{indicator} [同比] <rise> {number}", "出口增长", 2),
    ("{indicator} (同比|按年) {number}", "出口按年", 2),
    ("{indicator} (同比|按年) {number}", "出口环比", None),
    ("{indicator} [(同比|按年) <rise>] {number}", "出口按年增", 2),
    ("{indicator} [(同比|按年) <rise>] {number}", "出口", 2),
    ("{indicator} <than> {against} <rise> {number}", "出口比上年增长", 2),
    ("{indicator} <than> {against} <rise> {number}", "出口比重增长", None),  # 比重 is no comparison
    ("{indicator} <than> {against} <rise> {number}", "出口比上年同期的数量增长", None),  # longer than the gap
    ("{indicator} <than> {against} <rise> {number}", "出口比上，年增长", None),  # a gap holds no mark
    ("{indicator} <share> {whole} {number}", "税收占总收入", 2),
    ("{indicator} <share> {whole} {number}", "税收占增长收入", None),  # a gap holds no movement
]

WITH_RIGHT = [
    # template, text behind the number, how long the right half is (None: it does not fit)
    ("{number} 的 (增速|速度)", "的增速", 3),
    ("{number} 的 (增速|速度)", "的降幅", None),
    ("{number} [的] {noun}", "的企业", 1),
    ("{number} [的] {noun}", "企业", 0),
]

FAULTS = [
    ("{indicator} <rise>", "exactly once"),
    ("{number} 到 {number}", "exactly once"),
    ("{indicator} <rises> {number}", "no wording list <rises>"),
    ("{indicator} {where} {number}", "no gap {where}"),
    ("{indicator} [同比 {number}", "not closed"),
    ("{indicator} 同比] {number}", "closes nothing"),
    ("{indicator} (同比] {number}", "closes nothing"),
    ("{indicator} < {number}", "cannot read"),
]


@pytest.mark.parametrize(("template", "before", "start"), LEFT)
def test_the_left_half_ends_at_the_number(template: str, before: str, start: int | None) -> None:
    left = compile_shape(template, GAPS, WORDING).left
    found = left.match(before, 0, len(before)) if left is not None else None
    assert (found and found.start()) == start


@pytest.mark.parametrize(("template", "behind", "length"), WITH_RIGHT)
def test_the_right_half_begins_at_the_number(template: str, behind: str, length: int | None) -> None:
    right = compile_shape(template, GAPS, WORDING).right
    assert right is not None
    found = right.match(behind)
    assert (found and len(found[0])) == length


def test_what_a_gap_took_in_is_kept() -> None:
    shape = compile_shape("{indicator} <than> {against} <rise> {number}", GAPS, WORDING)
    found = shape.left.match("出口比上年增长", 0, 7) if shape.left is not None else None
    assert found is not None
    assert found["against"] == "上年"


def test_a_noun_behind_the_number_is_told() -> None:
    assert compile_shape("{number} 的 {noun}", GAPS, WORDING).noun_after
    assert not compile_shape("{indicator} <rise> {number}", GAPS, WORDING).noun_after


def test_nothing_behind_the_number_needs_no_pattern() -> None:
    assert compile_shape("{indicator} <rise> {number}", GAPS, WORDING).right is None


def test_nothing_before_the_number_needs_no_pattern() -> None:
    assert compile_shape("{indicator} {number}", GAPS, WORDING).left is None
    assert compile_shape("{number} 的 增速", GAPS, WORDING).left is None


@pytest.mark.parametrize(("template", "says"), FAULTS)
def test_a_fault_is_named(template: str, says: str) -> None:
    with pytest.raises(TemplateError, match=says):
        compile_shape(template, GAPS, WORDING)


def test_frames_are_found_by_the_kind_of_number() -> None:
    wording = {"rise": ("增长",), "same_period": ("同比",)}
    growth = FrameEntry(
        id="growth",
        means="增长",
        statistic="growth",
        of=("percent",),
        templates=("{indicator} <rise> {number}",),
    )
    plain = FrameEntry(
        id="level",
        means="水平",
        statistic="level",
        of=("percent", "amount"),
        templates=("{indicator} {number}",),
    )
    frames = compile_frames(FramesFile(gaps={}, bases={"yoy": ("same_period",)}, frames=(growth, plain)), wording)
    assert [frame.entry.id for frame in frames.by_measure["percent"]] == ["growth", "level"]
    assert [frame.entry.id for frame in frames.by_measure["amount"]] == ["level"]
    assert [basis for basis, _ in frames.bases] == ["yoy"]
