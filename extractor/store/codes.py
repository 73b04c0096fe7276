"""The words of a record, in Chinese: ``level`` is 水平, ``at_least`` 以上; each with what it means."""

from __future__ import annotations

CODES: dict[str, dict[str, tuple[str, str]]] = {
    "statistic": {
        "level": ("水平", "数量本身；本身就是指标的比率（城镇化率、失业率）也是水平"),
        "growth": ("增速", "相对变化，单位 %；下降为负"),
        "change": ("增减量", "绝对变化：提高 3.5 个百分点、比上年增加 1030 万人；减少为负"),
        "share": ("比重", "在整体中所占的比重"),
        "contribution": ("贡献", "贡献率或拉动的百分点"),
        "rank": ("位次", "排名，单位为位"),
        "completion": ("完成进度", "完成目标或预算的百分比"),
        "multiple": ("倍数", "是基期的多少倍；翻一番为 2 倍"),
    },
    "basis": {
        "yoy": ("同比", "与上年同期相比"),
        "mom": ("环比", "与上月相比"),
        "qoq": ("比上季", "与上季度相比"),
        "average": ("年均", "一段时期的年平均"),
        "cumulative": ("累计", "一段时期的累计"),
    },
    "status": {
        "actual": ("实绩", "已经发生"),
        "target": ("目标", "计划、目标或承诺"),
        "forecast": ("预计", "预测或预计"),
    },
    "bound": {
        "exact": ("确数", "原文没有限定"),
        "at_least": ("以上", "以上、突破、超过、不低于；数值也在 low"),
        "at_most": ("以内", "以内、不超过、控制在……以内；数值也在 high"),
        "about": ("约", "约、左右、近"),
    },
    "flags": {
        "year_inferred": ("年份系推断", "原文未写年份，从文件推断"),
        "region_inherited": ("地区系承接", "承自另一句，或文件的地区本身系推断"),
        "region_ambiguous": ("地区有歧义", "同名地区不止一个，无法确定是哪一个"),
        "indicator_inherited": ("指标承上文", "本句未写指标，取自上文"),
        "former_value": ("变化之前的数值", "“从甲提高到乙”中的甲，其时期原文未写"),
        "unit_inferred": ("单位系推断", "原文未写单位，从并列的数推断"),
        "out_of_range": ("超出合理范围", "数值不在规则为该指标给出的合理范围之内"),
    },
}
