"""The head of a newspaper's page: paper, page, day, weather and who edited it, which are no part of a text."""

from __future__ import annotations

import re

_PAPER = "日报|晚报|时报|商报|晨报|早报|都市报|农民报"
_EDITORS = "责任?编辑?|主编|版式|校对|美编|组版|编辑|制图|视觉|照排|审读"
_ONE = re.compile(
    f"[\u4e00-\u9fff ]{{3,11}}(?:{_PAPER})(?: [A-Z ]+)?|[A-Z ]{{6,}}"
    f"|(?:{_EDITORS})[:：/].{{2,40}}|第?[0-9]{{1,2}}版?[ \u3000]?[\u4e00-\u9fff]{{2,6}}"
    "|(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日(?:[ \u3000]*(?:星期|周).)?(?:[ \u3000]+.{2,16}){0,3}"
    f"(?:[ \u3000]+(?:{_EDITORS})[:：][^，。；]{{2,40}})?"
    r"|(?:19|20)\d\d年\d{1,2}月|(?:星期|周)[一二三四五六日天]|[甲乙丙丁戊己庚辛壬癸].年.{2,6}|第\d{3,5}[期号]|今日.{1,2}版"
    r"|[^，。；]{0,12}天气预报[^，。；]{0,12}|[东南西北偏]{1,4}风[^，。；]{2,12}|最[高低](?:温度|气温)[^，。；]{2,24}"
    r"|[^，。；]{0,16}(?:www\.|(?:新闻|广告|发行)热线|邮政编码|邮发代号|国内统一(?:连续出版物|刊)号|社址)[^，。；]{0,60}"
    "|[今明](?:[天日晚夜]|天[白夜][天间])[ \u3000]*(?:气温|天气|晴|多云|阴|[小中大]雨|阵雨)[^，。；]{0,40}"
)
"""A line that holds one of them and little else: also the lunar day, and the weather."""
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
