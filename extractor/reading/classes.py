"""Classes of size: amounts that say what kind of thing is meant, and not how much of it there is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.reading.candidates import Candidate
from extractor.ruleset.amounts import Amounts

_AFTER = 12
_BEFORE = 4
_OF_SIZE = re.compile(
    "以上|以下|(?:以上|以下)?的(?:企业|项目|村|镇|县)?(?:已|就|仅|只|共)?(?:有|达|达到)?"
    "|(?:及?以[上下内]|之?间)的?[\u4e00-\u9fff]{0,6}(?:已|就|仅|只|共)?(?:有|达|达到|为)"
    "|(?:及|（含）)?以[上下]的[\u4e00-\u9fff]{1,6}"
    "|之间的[\u4e00-\u9fff]{0,6}"
)
_BEYOND = ("过", "超", "上", "突破", "达到")
_FIRST = re.compile(
    "(?:第[0-9一二三四五六七八九十]+|首|唯一(?:的|一)?)[个座家][^，。；]{0,6}(?:过|超|超过|突破|达到|达|破)$"
)
"""What makes a place one of a size: 成为全国第3个|过万亿元的省份."""
_PART_OF = re.compile(
    "(?:(?:及|（含）)?以[上下内]的?|之?间?的)[\u4e00-\u9fff]{0,8}?(?:(?:占比|比例|比重|占|由|从)(?:为|达|达到|超过|超|约|近)?|"
    "占[\u4e00-\u9fff]{1,8}的|[由从](?:原来|上年|去年|前年|[0-9〇零一二三四五六七八九]{2,4}年)的?)"
)
_TO_AGE = re.compile("[及和至到][0-9一二三四五六七八九十]+周?岁")
_OF_AGE = re.compile("的?[\u4e00-\u9fff]{2}")
"""What stands behind an age, or ages, that tell whom something is about."""
_NOUN_OF_SIZE = re.compile("(?:及?以上|以下)?的?[\u4e00-\u9fff]{2,6}")
"""What stands between the size of things and how many there are."""
_BEGINS = ("，", "：", "；", "、", "（", "分")
"""What stands before the size of the first, or the next, of several."""
_HAVE = ("拥有", "持有", "生育", "育有", "养育")
_HAD_BY = re.compile(
    "[\u4e00-\u9fff]{1,6}的(?:家庭|住户|农户|居民|妇女|夫妇|企业|单位|人|[县市区镇乡村])?(?:共有|有|为|达|约)?"
)
"""What stands between what is had and how many have it."""
_STOPS = "，。；：！？、\n"
_LONGEST_MEASURE = 6
"""How long what is measured of such things may be: 投资, 主营业务收入."""


def is_size_class(text: str, candidate: Candidate, amounts: Amounts) -> bool:
    """Whether 级 or the like stands behind: 千亿级产业, 10亿元级企业, 万吨级泊位."""
    if candidate.unit is not None and candidate.unit.counts:
        return False
    end = candidate.end
    return bool(amounts.words["class_words"].at(text, end, min(end + 4, len(text))))


def is_class(text: str, kept: Sequence[Candidate], index: int, amounts: Amounts) -> bool:
    """Whether a number with 以上, 以下 or 过 describes what another number counts: 10亿元以上项目30个.

    An age always does (60岁以上老年人). Anything else needs a count beside the noun: 3万元以上的农户
    alone may be an amount.
    """
    candidate = kept[index]
    unit = candidate.unit
    if unit is not None and unit.counts:
        return (
            _sizes_count(text, kept, index) or _has_so_many(text, kept, index) or _is_had_by_so_many(text, kept, index)
        )
    if unit is not None and unit.dimension == "percent":
        return _has_so_many(text, kept, index)  # 酸雨频率在|25%|以上的城市比例为27.5%
    if unit is None or unit.dimension in ("points", "multiple", "rank"):
        return False
    end = candidate.end
    if _has_so_many(text, kept, index):
        return True
    if text.endswith(_BEYOND, 0, candidate.start) and _FIRST.search(
        text, max(candidate.start - _AFTER, 0), candidate.start
    ):
        return True
    side = amounts.words["class_sides"].at(text, end, min(end + 6, len(text)))
    if unit.dimension == "age" and (_TO_AGE.match(text, end) or (candidate.value is None and _OF_AGE.match(text, end))):
        return True  # 15岁|及15岁以上, 41—50岁|农民工
    if not side and not text.endswith(_BEYOND, 0, candidate.start):
        return False
    noun = amounts.class_noun.match(text, end + side)
    if noun is None:
        return False
    if unit.dimension == "age":
        return True
    counted = _counted_after(text, kept, index, noun.end()) or _counted_before(text, kept, index)
    if not side:
        return counted  # 主营业务收入过|10亿元|企业15户
    return counted or _measured_after(text, kept, index, noun.end())


def _has_so_many(text: str, kept: Sequence[Candidate], index: int) -> bool:
    """Whether how many are of that size stands right behind: 年产值过亿元|的有|30家, 收入20万元|以上的村占比|90%."""
    if index + 1 == len(kept):
        return False
    unit = kept[index + 1].unit
    if unit is None:
        return False
    between = text[kept[index].end : kept[index + 1].start]
    if unit.dimension == "percent":
        return _PART_OF.fullmatch(between) is not None
    if not (unit.counts or unit.dimension == "people"):
        return False
    sized = between.startswith(("以上", "以下", "及以上", "及以下", "以内")) or kept[index].value is None
    sized = sized or text.endswith(_BEYOND, 0, kept[index].start)
    return sized and _OF_SIZE.fullmatch(between) is not None


def _sizes_count(text: str, kept: Sequence[Candidate], index: int) -> bool:
    """Whether a count says how large those are that are counted: |100—199张|医院5412个, |800张以上|医院2116个."""
    if index + 1 == len(kept):
        return False
    one, following = kept[index], kept[index + 1]
    between = text[one.end : following.start]
    sized = one.value is None or between.startswith(("以下", "及以上", "以上"))
    other = following.unit is not None and following.unit.counts and following.unit != one.unit
    begins = text.endswith(_BEGINS, 0, one.start)
    return begins and sized and other and _NOUN_OF_SIZE.fullmatch(between) is not None


def _is_had_by_so_many(text: str, kept: Sequence[Candidate], index: int) -> bool:
    """Whether a count tells what those have who are counted next: 拥有|1处|住房的20030万户."""
    if index + 1 == len(kept) or not text.endswith(_HAVE, 0, kept[index].start):
        return False
    unit = kept[index + 1].unit
    other = unit is not None and (unit.counts or unit.dimension == "people") and unit != kept[index].unit
    return other and _HAD_BY.fullmatch(text, kept[index].end, kept[index + 1].start) is not None


def _measured_after(text: str, kept: Sequence[Candidate], index: int, noun_end: int) -> bool:
    """Whether an amount of such things follows the noun: 500万元以上项目|投资|120亿元."""
    if index + 1 == len(kept):
        return False
    between = text[noun_end : kept[index + 1].start]
    return 2 <= len(between) <= _LONGEST_MEASURE and between.isalpha() and text[noun_end - 1] != "的"


def _counted_after(text: str, kept: Sequence[Candidate], index: int, noun_end: int) -> bool:
    """Whether a count follows the noun: 项目达到2000个."""
    if index + 1 == len(kept):
        return False
    count = kept[index + 1]
    between = text[noun_end : count.start]
    counts = count.unit is not None and (count.unit.counts or count.unit.dimension == "people")
    return counts and len(between) <= _AFTER and not any(stop in between for stop in _STOPS)


def _counted_before(text: str, kept: Sequence[Candidate], index: int) -> bool:
    """Whether a count stands right before: 30个10亿元以上项目."""
    if index == 0:
        return False
    count = kept[index - 1]
    between = text[count.end : kept[index].start]
    counts = count.unit is not None and count.unit.counts
    return counts and len(between) <= _BEFORE and not any(stop in between for stop in _STOPS)
