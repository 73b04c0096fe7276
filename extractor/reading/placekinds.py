"""How places are called by what they are: 两|市|, 各|盟市|, 三|省份|合计."""

from __future__ import annotations

KINDS = "地级市|县级市|省区市|旗县区|省份|省市|省区|地市|市州|州市|盟市|市县|县市|县区|区县|旗县|城市|地区"
"""The kinds of two characters and more that several places are called by together; a pattern."""
KIND = f"{KINDS}|[省市县区州盟旗]"
"""The same with those of one character."""
