"""Marks and glosses that stand around and inside noun phrases, and are no part of them."""

from __future__ import annotations

import regex

MARKS = " 　\n、，,：:；;·—-【】"
PARTICLES = "的了"
OPENING = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "(": ")", "（": "）"}
CLOSING = {closing: opening for opening, closing in OPENING.items()}
# （以美元计）, （下同）, （PPI）.
GLOSS = regex.compile(r"[（(](?:(?:以[^）)]*计|俗称|简称|又称|以下简称|下同)[^）)]*|[A-Z&]{2,6})[）)]")
