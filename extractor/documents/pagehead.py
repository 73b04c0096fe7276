"""The head of a newspaper's page: the paper, the page, the day and who edited it, which are no part of a text."""

from __future__ import annotations

import re

_PAPER = "日报|晚报|时报|商报|晨报|早报|都市报|农民报"
_EDITORS = "责任?编辑?|主编|版式|校对|美编|组版|编辑|制图|视觉|照排|审读"
_ONE = re.compile(
    f"[\u4e00-\u9fff ]{{3,11}}(?:{_PAPER})(?: [A-Z ]+)?|[A-Z ]{{6,}}"
    f"|(?:{_EDITORS})[:：/].{{2,40}}|第?[0-9]{{1,2}}版?[ \u3000]?[\u4e00-\u9fff]{{2,6}}"
    "|(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日(?:[ \u3000]*(?:星期|周).)?(?:[ \u3000]+.{2,16}){0,3}"
    f"(?:[ \u3000]+(?:{_EDITORS})[:：][^，。；]{{2,40}})?"
)
"""A line that holds one of them and little else."""
_DAY = re.compile(
    r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|\.\d{1,2}\.\d{1,2})"
    "|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_BESIDE = re.compile(
    r"(?:星期|周)[一二三四五六日天]|第[0-9一二三四五六七八九十]{1,5}[版期号]|今日[0-9一二三四五六七八九十]{1,3}版"
    rf"|农历\S{{2,14}}|[A-Z]{{2,}}|(?<![0-9A-Za-z])[A-Z]?[0-9]{{1,2}}(?= )|(?:{_EDITORS})[:：/ ].*|{_PAPER}"
)
"""What stands beside the day there and nowhere else."""
_SENTENCE = re.compile("[，。；！？]")
_HAN = re.compile("[\u4e00-\u9fff]")
_NAMES = 12
"""How many 汉字 the names of the paper and the page have at the most."""


def is_page_head(text: str) -> bool:
    """Whether a line is of the head of a page: ``A2 要闻  NINGBO DAILY  2021年7月20日 星期二  责编/陈飞``."""
    if _SENTENCE.search(text):
        return False
    if _ONE.fullmatch(text):
        return True
    day = _DAY.search(text)
    if day is None:
        return False
    rest, beside = _BESIDE.subn("", text[: day.start()] + " " + text[day.end() :])
    return beside > 0 and len(_HAN.findall(rest)) <= _NAMES
