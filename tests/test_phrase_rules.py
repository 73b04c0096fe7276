"""Guards against a phrase that loses its name, keeps what is no part of it, or is read otherwise on another day."""

from __future__ import annotations

import pickle
from pathlib import Path
from random import Random

import pytest
from rule_samples import below, problems, write_files, write_rules

from extractor.authoring.check import check_rules
from extractor.ruleset.compiled import load_rules
from extractor.ruleset.files import read_rule_files
from extractor.ruleset.lint import lint
from extractor.ruleset.manywords import spell_out
from extractor.ruleset.phrases import compile_phrase, compile_phrases
from extractor.ruleset.schema import PhrasesFile
from extractor.ruleset.shapes import GapEntry, PhraseEntry
from extractor.ruleset.steps import TemplateError

WORDING = {"measured": "量|额|面积", "joins": "和|与"}
FILLERS = {"words": GapEntry(means="几个字", shortest=2, longest=6, without="，")}

SHAPES = [
    # template, phrase, what is kept (None: it does not fit)
    ("按 {words} 的 {name}", "按新口径的出口额", "出口额"),
    ("按 {words} 的 {name}", "出口额", None),
    ("按 {words} 的 {name}", "按新的出口额", None),  # shorter than the filler
    ("按 {words} 的 {name}", "按一二三四五六七的出口额", None),  # longer
    ("按 {words} 的 {name}", "全部按新口径的出口额", None),  # the phrase as a whole
    ("按 {words} 的 {name}", "按新口径的额", None),  # a name has two characters
    ("按 {words} 的 {name}", "按新口径的，额外", None),  # and begins with a letter or a quotation mark
    ("按 {words} 的 {name}", "按新口径的“三新”投入", "“三新”投入"),
    ("{name} 期间 {name}", "机场春运期间发送旅客", "机场春运发送旅客"),
    ("[{name}] （ 含 {words} ） {name}", "税收（含中央）收入", "税收收入"),
    ("[{name}] （ 含 {words} ） {name}", "(含中央)税收收入", "税收收入"),  # either kind of brackets
    ("{name} （ {words} ）", "税收(含中央)", "税收"),
    ("{name} {支出|收入} [年初] 预算", "接待费支出年初预算", "接待费支出"),
    ("{name} {支出|收入} [年初] 预算", "接待费年初预算", None),
    ("{words} 核定的 {<measured>}", "国务院核定的面积", "面积"),
    ("{words} 核定的 {<measured>}", "国务院核定的限制", None),
    ("(这|以上) 三省 (合计|共计)", "以上三省合计", ""),
    ("{words} <joins> {name}", "城市与农村面积", "农村面积"),
]

FAULTS = [
    # template, what is said
    ("在 {while} 之后 {name}", r"there is no filler {while}"),
    ("在 <times> 之后 {name}", r"there is no wording list <times>"),
    ("在 {<times>} 之后", r"there is no wording list <times>"),
    ("[在 {name}", "a bracket is not closed"),
    ("在|于 {name}", r"\| stands outside of brackets"),
]


def entry(*templates: str, **more: object) -> PhraseEntry:
    """An entry with the templates, and what else it says."""
    told = {"id": "one", "means": "试用", "templates": templates, "examples": {"出口额": "出口额"}}
    return PhraseEntry.model_validate(told | more)


@pytest.mark.parametrize(("template", "phrase", "kept"), SHAPES)
def test_a_template_fits_a_whole_phrase_and_keeps_what_it_names(template: str, phrase: str, kept: str | None) -> None:
    shape = compile_phrase(entry(template), template, FILLERS, WORDING)
    spans = shape.kept(phrase.replace("(", "（").replace(")", "）"))
    assert (None if spans is None else "".join(phrase[start:end] for start, end in spans)) == kept
    by_cue = compile_phrases(
        PhrasesFile(fillers=FILLERS, phrases=(entry(template),)),
        {name: tuple(words.split("|")) for name, words in WORDING.items()},
    )
    assert by_cue.fitting(phrase) == ({} if kept is None else {"one": kept})


def test_a_name_may_have_to_end_or_not_to_begin_with_certain_words() -> None:
    template = "{words} 发布的 {name}"
    shape = compile_phrase(entry(template, ends="<measured>", not_starts=["进"]), template, FILLERS, WORDING)
    assert shape.kept("某网发布的产量") == [(5, 7)]
    assert shape.kept("某网发布的消息") is None
    assert shape.kept("某网发布的进口量") is None


@pytest.mark.parametrize(("template", "said"), FAULTS)
def test_a_template_that_cannot_be_read_says_why(template: str, said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        compile_phrase(entry(template), template, FILLERS, WORDING)


def test_the_order_of_the_entries_means_nothing() -> None:
    files = read_rule_files(Path("rules"))
    texts = [text for phrase in files.phrases.phrases for text in phrase.examples]
    texts += [one + other for one in texts[::5] for other in texts[::7]]
    shuffled = list(files.phrases.phrases)
    Random(7).shuffle(shuffled)
    other = compile_phrases(files.phrases.model_copy(update={"phrases": tuple(shuffled)}), spell_out(files.wording))
    shipped = load_rules().lexicon.phrases
    assert [shipped.name(text) for text in texts] == [other.name(text) for text in texts]


def test_phrases_can_be_sent_to_another_process() -> None:
    phrases = load_rules().lexicon.phrases
    phrases.name("按国民经济核算定义计算的政府消费开支")  # has compiled its patterns
    assert pickle.loads(pickle.dumps(phrases)).name("三省合计") == ""


def test_what_is_wrong_with_templates_is_told_with_its_place(tmp_path: Path) -> None:
    phrases = (
        "fillers:\n  some: {means: 几个字}\n  idle: {means: 没有用到, never: <raech>}\nphrases:\n"
        '  - {id: mine, means: 试用, templates: ["按 {sone} 的 {name}"], ends: meter, examples: {按新口径的: x}}\n'
        '  - {id: more, means: 试用, templates: ["按 {some} <reach> {name}"], examples: {按新达到量: x}}\n'
    )
    files = read_rule_files(write_rules(tmp_path, {"phrases.yaml": phrases}))
    assert below(tmp_path, [problem for problem in lint(files) if "phrases.yaml" in problem.path]) == [
        "rules/phrases.yaml:3:30: unknown-wording no word list <raech> in wording.yaml; did you mean `reach`?",
        "rules/phrases.yaml:5:39: bad-template there is no filler {sone}",
        "rules/phrases.yaml:5:67: unknown-wording no word list <meter> in wording.yaml",
    ]


def test_an_entry_without_examples_is_refused(tmp_path: Path) -> None:
    phrases = 'fillers: {}\nphrases:\n  - {id: mine, means: 试用, templates: ["按 {name}"]}\n'
    assert problems(write_rules(tmp_path, {"phrases.yaml": phrases})) == [
        "rules/phrases.yaml:3:5: missing-key missing key `examples`"
    ]


def test_the_examples_are_run_by_the_check(tmp_path: Path) -> None:
    own = write_files(
        tmp_path / "own",
        {
            "phrases.yaml": "phrases:\n"
            "  - id: by_drone\n"
            "    means: 用无人机\n"
            '    templates: ["用无人机 {name}"]\n'
            "    examples:\n"
            "      用无人机播种面积: 播种面积\n"
            "      用无人机喷药面积: 播种面积\n"
            '      三省合计: ""\n'
            "      无人机产量: 无人机产量\n"
        },
    )
    assert below(tmp_path, check_rules(own).problems) == [
        "own/phrases.yaml:7:17: example-fails 用无人机喷药面积: expected 播种面积 to be kept; came 喷药面积",
        "own/phrases.yaml:8:13: unreachable-rule 三省合计: no template of by_drone fits it",
    ]


def test_one_s_own_entry_changes_what_is_read(tmp_path: Path) -> None:
    own = write_files(
        tmp_path / "own",
        {
            "phrases.yaml": "phrases:\n"
            "  - id: by_drone\n"
            "    means: 工具\n"
            '    templates: ["用无人机 {name}"]\n'
            "    examples: {用无人机播种面积: 播种面积}\n"
        },
    )
    assert load_rules(own).lexicon.phrases.name("用无人机播种面积") == "播种面积"
    assert load_rules().lexicon.phrases.name("用无人机播种面积") == "用无人机播种面积"
