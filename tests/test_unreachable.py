"""Guards against rules that never act and that nobody misses: their author believes that they do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from rule_samples import RULES, below, replaced, write_rules

from extractor.authoring.check import check_rules
from extractor.ruleset.files import read_rule_files
from extractor.ruleset.unreachable import unreachable

FRAME = """\
  - id: again
    means: 水平
    statistic: level
    of: [{of}]
    templates: ["{template}"]
    over: [{over}]
"""


def with_frame(of: str = "amount", template: str = "{indicator} 有 {number}", over: str = "") -> Mapping[str, str]:
    return {"frames.yaml": RULES["frames.yaml"] + FRAME.format(of=of, template=template, over=over)}


SAME = "{indicator}  <reach> {number}"

CASES: list[tuple[str, Mapping[str, str], list[str]]] = [
    ("nothing", {}, []),
    ("another template", with_frame(), []),
    ("the same template for another kind of number", with_frame("percent", SAME), []),
    (
        "the same template for one kind, blanks aside",
        with_frame("percent, amount", SAME),
        [
            "rules/frames.yaml:13:17: unreachable-rule level has this template too, at rules/frames.yaml:8:17; "
            "say by `over` which of the two is to win"
        ],
    ),
    (
        "a template that wins over the same one",
        with_frame("amount", SAME, "level"),
        [
            "rules/frames.yaml:13:17: unreachable-rule level has this template too, at rules/frames.yaml:8:17; "
            "there it never acts, again being over it"
        ],
    ),
    (
        "frames over each other",
        {
            "frames.yaml": RULES["frames.yaml"]
            + "    over: [again]\n"
            + FRAME.format(of="amount", template="{number}", over="level")
        },
        [
            "rules/frames.yaml:9:12: unreachable-rule level is over again, and again over level; only one can be",
            "rules/frames.yaml:15:12: unreachable-rule again is over level, and level over again; only one can be",
        ],
    ),
    (
        "a gap that no template has",
        replaced("frames.yaml", "gaps: {}", "gaps: {against: {means: 与什么相比}}"),
        ["rules/frames.yaml:1:8: unused-gap no template uses {against}; use it or remove it"],
    ),
    (
        "a phrase that is refused already",
        {
            "ignore.yaml": RULES["ignore.yaml"]
            + "  - {id: a, reason: 套话, phrases: [一带一路], examples: [一带一路]}\n"
            + "  - {id: b, reason: 套话, phrases: [两个毫不动摇, 一带一路], examples: [两个毫不动摇]}\n"
        },
        [
            "rules/ignore.yaml:7:43: unreachable-rule `一带一路` under `phrases` of b never acts: "
            "a refuses it already, at rules/ignore.yaml:6:35"
        ],
    ),
    (
        "a text before numbers of different kinds",
        {
            "ignore.yaml": RULES["ignore.yaml"]
            + "  - {id: a, reason: 号, before: [第], only: chinese, examples: [第三]}\n"
            + "  - {id: b, reason: 号, before: [第], only: arabic, examples: [第3]}\n"
        },
        [],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_rule_that_never_acts_is_told(tmp_path: Path, changes: Mapping[str, str], expected: list[str]) -> None:
    files = read_rule_files(write_rules(tmp_path, changes))
    assert below(tmp_path, unreachable(files)) == expected


def own_problems(folder: Path, name: str, text: str) -> list[str]:
    """What the check says of a file of one's own laid over the shipped rules."""
    own = folder / "own"
    (own / name).parent.mkdir(parents=True)
    (own / name).write_text(text, encoding="utf-8")
    return [str(problem).replace(f"{own}/", "") for problem in check_rules(own).problems if str(own) in problem.path]


def test_an_example_that_another_entry_refuses_is_told(tmp_path: Path) -> None:
    entry = "ignore:\n  - {id: mine, reason: 序数, after: [届又一], examples: [十四届全国人大]}\n"
    assert own_problems(tmp_path, "ignore.yaml", entry) == [
        "ignore.yaml:2:53: unreachable-rule 十四届全国人大: mine is to refuse a number of it; refused by session",
    ]


def test_frames_that_tie_on_an_example_are_told(tmp_path: Path) -> None:
    frame = """\
frames:
  - id: mine
    means: 增长百分之多少
    statistic: share
    of: [percent]
    templates: ["{indicator} 增长 {number}"]
gaps: {}
bases: {}
"""
    own = tmp_path / "own"
    own.mkdir()
    (own / "frames.yaml").write_text(frame, encoding="utf-8")
    problems = [problem for problem in check_rules(own).problems if problem.code == "tied-frames"]
    assert problems
    assert all("growth and mine fit " in problem.message for problem in problems)
