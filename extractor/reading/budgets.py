"""Budgets: how they name what they tell, where only 收入, 支出 or a verb stands before the number."""

from __future__ import annotations

import re

from extractor.reading.indicators import look_up
from extractor.reading.spots import Memory, Name, Spot
from extractor.ruleset.compiled import RuleSet

SIDES = {"收入": "支出", "支出": "收入"}
"""The two sides of an account, each with the other."""
_TOTALS = {"总支出": "总收入", "支出总计": "收入总计", "支出合计": "收入合计"}
"""The totals of the two sides of an account, of which the first is told with its name."""
_ALL = ("总计", "合计")
"""How the name of all that comes into an account ends."""
_LEFT_OVER = (
    "结转下年",
    "结转下年支出",
    "结转结余",
    "年终结余",
    "年末结余",
    "滚存结余",
    "年终滚存结余",
    "净结余",
    "当年结余",
    "本年结余",
    "结余",
)
"""What an account has left that is told behind both of its sides."""
_OF_SIDES = frozenset((*_TOTALS, *_TOTALS.values(), *_LEFT_OVER))
_ACCOUNT = re.compile(
    "(?:[省市区县州]?本?级|自治区本?级)?(?:一般公共预算|政府性基金预算|政府性基金|国有资本经营预算|社会保险基金预算|社会保险基金)"
)
_IN_ALL = ("共计", "合计", "总计", "总共")
"""What stands behind a side of an account that all of it is told of."""
_GIVES = ("投入", "安排", "下达", "拨付", "筹措", "拨出", "安排资金", "投入资金", "筹措资金", "统筹资金", "资金")
"""How money is said to be given that is named by what it is for."""
_PURPOSE = re.compile(
    "，?(?:资金)?(?:主要|专项|专门)?(?:用于|支持|实施)(?:支持|推进|推动|加强)?(?P<what>[\u4e00-\u9fff“”、]{4,20})(?=[，。；0-9]|$)"
)
_DEED = re.compile("，?对[\u4e00-\u9fff“”、]{2,20}(?:实施|开展|进行)(?P<what>[\u4e00-\u9fff]{3,10})(?=[，。；]|$)")
"""What is done with it to somebody: 对东江源头实施|流域生态补偿|."""
_MEANT = re.compile(
    "(?:^|[，。；：、是们.．0-9）】\\s])(?:大力|全力|着力|积极|重点|优先|持续|继续)?"
    "(?P<what>(?:支持|保障|推进|推动|促进|落实|加强|强化|深化|提升|改善|完善|健全|巩固|加快)(?:打好|打赢|做好|办好)?"
    "[\u4e00-\u9fff“”、]{4,16})，$"
)
"""The clause before that says what money is for: 一是|支持教育优先发展|，安排21.4亿元."""
_PURPOSE_LENGTH = 30
"""How long such a clause is at the most, in characters."""
_PLANNED = re.compile("(?<=收入|支出)(?:汇总预算|年初预算数?|总预算|预算安排|[预决]算数?|安排|预期|计划|拟安排)$")
"""What a budget says behind 收入 and 支出, which is no part of their names: 支出|安排|571亿元."""


def unplanned(word: str) -> str:
    """A side without what tells only that it is planned: 支出 of 支出安排."""
    return _PLANNED.sub("", word)


def other_side(name: str, word: str) -> str:
    """The name of the other side of an account: 政府性基金支出, of 政府性基金收入预算 and 支出."""
    return unplanned(name).removesuffix(SIDES[word]) + word


def of_account(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """A side of the account that a budget tells of: （三）国有资本经营预算。|市级收入|5000万元."""
    phrase, account = spot.phrase, memory.account
    length = rules.lexicon["own_level"].at(phrase.text, 0, len(phrase.text))
    level, word = phrase.text[:length], unplanned(phrase.text[length:])
    goes_on = memory.carried and memory.owner.endswith(_ALL) and account.removesuffix("预算") in memory.owner
    placed = level or phrase.local or phrase.regions or not memory.owner or goes_on
    if goes_on and not level:  # 本级一般公共预算收入总计150.2亿元。|支出预算|安排150.2亿元
        level = memory.owner[: rules.lexicon["own_level"].at(memory.owner, 0, len(memory.owner))]
    if word not in SIDES or not (account and placed) or phrase.subject or memory.whole:
        return None
    if memory.pending and not memory.pending.startswith(account.removesuffix("预算")):
        return None
    names = (account + word, account.removesuffix("预算") + word)
    name = next((name for name in names if look_up(name, rules) is not None), None)
    return Name(level + name, level + name) if name is not None else None


def of_sides(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """What goes out of the account in all of which it was told what comes in, and what is left: |结转下年|3亿元."""
    word = spot.phrase.text
    if spot.relative or spot.phrase.subject or not memory.named or word not in _OF_SIDES:
        return None
    total = _TOTALS.get(word, "")  # 省级一般公共预算总收入3254亿元，|总支出|3201亿元
    other = next((one for one in reversed(memory.named) if one.endswith(total) and one != total), "") if total else ""
    if other:
        return Name(other.removesuffix(total) + word, other)
    if word not in _LEFT_OVER:  # 政府性基金收入12亿元，上年结转2亿元，|收入总计|20亿元
        side = "支出" if total else "收入"
        told = (unplanned(one).removesuffix(side) for one in memory.named if side in one)
        head = next((one for one in told if _ACCOUNT.fullmatch(one)), "")
        return Name(head + word, head + word) if head else None
    account = next((one for one in map(_ACCOUNT.match, reversed(memory.named)) if one is not None), None)
    return Name(account[0] + word, account[0] + word) if account is not None else None


def account_total(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """All that comes into an account or goes out of it, behind its items: 债券收入1487亿元等，|收入|共计4412亿元."""
    word = spot.phrase.text
    told = word in SIDES and not spot.relative and spot.text.startswith(_IN_ALL, spot.phrase.end)
    return Name(f"{word}合计", f"{word}合计") if told and memory.last is not None else None


def paid_out(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """How much was used of money that was told before: 预备费6000万元，实际|动用|2183万元; 资金15亿元，已|使用|91%."""
    verb, last, dimension = spot.phrase.text or spot.phrase.last_verb, memory.last, spot.quantity.dimension
    if verb not in rules.lexicon["pays"] or last is None or dimension not in ("money_cny", "percent"):
        return None
    before = memory.last_of.get("money_cny") if dimension == "percent" else last
    told = before is not None and (dimension == "percent" or spot.quantity.unit == memory.last_unit)
    return Name(before.text, inherited=True) if before is not None and told else None


def for_purpose(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """Money that is named by what it is for, or by who gives it: 投入|1.35亿元|用于美丽乡村建设; 省财政安排|5亿元."""
    text, end = spot.phrase.text, spot.quantity.outer_end
    if spot.behind or spot.relative or spot.quantity.dimension != "money_cny":
        return None
    verb = next((verb for verb in _GIVES if text.endswith(verb)), "")
    giver = text.removesuffix(verb).removesuffix("每年")
    gives = spot.phrase.last_verb in _GIVES and not text
    if not gives and not giver.endswith("财政") and not (verb and not giver):
        return None
    purpose = _PURPOSE.match(spot.text, end) or _DEED.match(spot.text, end)
    if purpose is not None and not rules.lexicon["measured"].before(purpose["what"], 0, len(purpose["what"])):
        return Name(purpose["what"] + "资金", purpose["what"])
    if giver.endswith("财政"):
        return Name(giver + "资金", giver)
    start = spot.phrase.start - len(spot.phrase.last_verb if gives else "")
    meant = _MEANT.search(spot.text[max(start - _PURPOSE_LENGTH, 0) : start])
    return Name(meant["what"] + "资金", meant["what"]) if meant is not None else None
