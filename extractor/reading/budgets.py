"""Budgets: how they name what they tell, where only 收入, 支出 or a verb stands before the number."""

from __future__ import annotations

import re

from extractor.reading.indicators import look_up
from extractor.reading.spots import Memory, Name, Spot
from extractor.ruleset.compiled import RuleSet

SIDES = {"收入": "支出", "支出": "收入"}
"""The two sides of an account, each with the other."""
_PLANNED = re.compile("(?<=收入|支出)(?:预算|安排|预期|计划|拟安排)$")
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
    placed = level or phrase.local or phrase.regions or not memory.owner
    if word not in SIDES or not (account and placed) or phrase.subject or memory.whole:
        return None
    if memory.pending and not memory.pending.startswith(account.removesuffix("预算")):
        return None
    names = (account + word, account.removesuffix("预算") + word)
    name = next((name for name in names if look_up(name, rules) is not None), None)
    return Name(level + name, level + name) if name is not None else None


def paid_out(spot: Spot, memory: Memory, rules: RuleSet) -> Name | None:
    """How much was used of money that was told before: 预备费6000万元，实际|动用|2183万元; 资金15亿元，已|使用|91%."""
    verb, last, dimension = spot.phrase.text or spot.phrase.last_verb, memory.last, spot.quantity.dimension
    if verb not in rules.lexicon["pays"] or last is None or dimension not in ("money_cny", "percent"):
        return None
    before = memory.last_of.get("money_cny") if dimension == "percent" else last
    told = before is not None and (dimension == "percent" or spot.quantity.unit == memory.last_unit)
    return Name(before.text, inherited=True) if before is not None and told else None
