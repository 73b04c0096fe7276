"""The tables, views and columns of the database in Chinese: what each is called and what it means."""

from __future__ import annotations

from extractor.store.tables import EXACT_FIELDS

LIST = "JSON 数组"
"""How the database holds a list; an export that writes it otherwise says so in its place."""

RECORD = {
    "id": ("编号", "同一文件、同一规则，在任何机器上编号都相同"),
    "document": ("文件", "文件名，即 documents.name"),
    "region": ("地区代码", "六位行政区划代码 (GB/T 2260)；全国为 100000；没有代码的区域为空"),
    "region_name": ("地区", "地区全称；没有代码的区域（成渝地区双城经济圈）只有名称"),
    "indicator": ("指标代码", "规范指标的代码 (gdp)；规则中没有的指标为空"),
    "indicator_name": ("指标", "规范名称；规则中没有的指标为原文的名词短语"),
    "indicator_text": ("指标原文", "原文中的写法"),
    "year": ("年份", "数值所属的年份，不是文件印发的年份"),
    "period": ("时期", "2023、2023-Q3、2023-H1、2023-09、2023-01/2023-09、2021/2025"),
    "statistic": ("统计量", "水平、增速、增减量、比重、贡献、位次、完成进度、倍数，见 _codes"),
    "basis": ("比较基准", "增速和增减量与什么相比，见 _codes；原文未写为空"),
    "base_year": ("基年", "原文写明的比较年份（比2020年）"),
    "status": ("性质", "实绩、目标或预计，见 _codes"),
    "value": ("数值", "万、亿、成已折算，下降为负；区间为空，见 low 和 high"),
    "low": ("下限", "区间的下限；“以上”的数值"),
    "high": ("上限", "区间的上限；“以内”的数值"),
    "unit": ("单位", "不含万、亿的单位，同义写法已统一（公里、亩、元）"),
    "base_value": ("基本单位数值", "折合为同一量纲基本单位的数值，亩、公顷、平方公里可以比较；货币之间不折算"),
    "base_unit": ("基本单位", "该量纲的基本单位"),
    "bound": ("限定", "确数、以上、以内、约，见 _codes"),
    "quote": ("原文数字", "原文中的数字和单位"),
    "start": ("起点", "原文数字在文件正文中的位置，从 0 起，按字符计"),
    "end": ("终点", "原文数字之后的位置"),
    "sentence": ("句子", "所在的句子，断行已接上；表格中的为表题、表头和数字"),
    "rule": ("规则", "得出这条记录的句式、所在文件和行、规则版本"),
    "flags": ("存疑标记", f"{LIST}；没有标记表示原文写全了，见 _codes"),
    "page": ("页", "所在的页，从 1 起；文件不分页的为空"),
    "cell": ("单元格", "所在的表格单元格，如 表2!B3、收入!B3；正文中的为空"),
}

_PLACE = ("region", "region_name", "indicator", "indicator_name", "statistic")
_SERIES = (
    *_PLACE,
    ("basis", "比较基准", "增速和增减量与什么相比，见 _codes；空与 yoy 是同一序列，空为没有一处写明同比"),
    ("base_year", "基年", "比较的年份不是上年时的年份（比2020年）；与上年相比为空"),
    *("status", "period", "year"),
    ("unit", "单位", "原文的单位；各处单位不同（吨、斤）时为其中最大的，数值已折合"),
)
_CURRENT = ("现行", "1 为当前规则所有；0 为已取消，只因仍有记录引用而保留")

# Table or view → its label, its description, and its columns; a column by its name alone is one of a record.
TABLES: dict[str, tuple[str, str, tuple[str | tuple[str, str, str], ...]]] = {
    "records": (
        "记录",
        "每行一个有所指的数，附它所在的句子",
        tuple(
            column
            for field in RECORD
            for column in (
                (field, (f"{field}_text", f"{RECORD[field][0]}(精确)", f"{field} 的全部数字，文本"))
                if field in EXACT_FIELDS
                else (field,)
            )
        ),
    ),
    "panel": (
        "面板",
        "每行一个序列的一个时期：数值，多少条记录、多少份文件这样说，是否一致。缺地区、指标或年份的记录不在其中",
        (
            *_SERIES,
            ("value", "数值", "各处说法一致时的数值；不一致或为区间时为空"),
            ("value_text", "数值(精确)", "value 的全部数字，文本"),
            ("base_value", "基本单位数值", "value 折合为同一量纲基本单位的数值"),
            ("base_value_text", "基本单位数值(精确)", "base_value 的全部数字，文本"),
            "base_unit",
            ("bound", "限定", "各处相同的限定，见 _codes；不同时为空"),
            ("value_min", "最小值", "各处说法中最小的"),
            ("value_max", "最大值", "各处说法中最大的"),
            ("agree", "一致", "1 为各处说法一致，0 为互相矛盾"),
            ("records", "说法数", "多少条记录这样说；一份文件中重复的只算一次"),
            ("documents", "文件数", "多少份文件说到"),
            ("flagged", "存疑数", "其中处处存疑的说法"),
        ),
    ),
    "conflicts": (
        "矛盾",
        "面板中各处说法不一致的行",
        (
            *_SERIES,
            ("value_min", "最小值", "各处说法中最小的"),
            ("value_max", "最大值", "各处说法中最大的"),
            ("spread", "相对差距", "最大值与最小值之差，除以两者中绝对值较大的"),
            ("records", "说法数", "多少条记录说到；一份文件中重复的只算一次"),
            ("documents", "文件数", "多少份文件说到；1 表示同一文件自相矛盾"),
        ),
    ),
    "targets": (
        "目标与结果",
        "每行一个目标，旁边是时期结束之后印发的文件所报的实绩；有多份时取最晚的。还没有结果的目标结果为空",
        (
            *(*_PLACE, "basis", "base_year", "period", "year", "unit"),
            ("bound", "限定", "目标的限定，见 _codes"),
            ("target", "目标", "目标的数值；区间为空"),
            ("target_text", "目标(精确)", "目标的全部数字，文本；区间写作 5~6"),
            ("target_low", "目标下限", "区间的下限；“不低于”的数值"),
            ("target_high", "目标上限", "区间的上限；“控制在……以内”的数值"),
            ("target_document", "目标文件", "提出目标的文件"),
            ("target_record", "目标记录", "目标的记录编号"),
            ("outcome", "结果", "实绩，折合为目标的单位"),
            ("outcome_text", "结果(精确)", "实绩的全部数字，文本，单位为 outcome_unit"),
            ("outcome_unit", "结果单位", "实绩原来的单位"),
            ("outcome_bound", "结果限定", "实绩的限定，见 _codes"),
            ("outcome_document", "结果文件", "报出实绩的文件"),
            ("outcome_record", "结果记录", "实绩的记录编号"),
            ("difference", "差额", "结果减目标，单位同目标；区间之内为 0，之外为到最近一端的距离，低于下限为负"),
            (
                "met",
                "是否实现",
                "1 实现，0 未实现，空为无法判断。“不低于”“以内”按字面；没有限定的数和区间，"
                "按指标的方向 (indicators.better)；"
                "指标没有方向的，目标为下降则越低越好，否则只有恰好相等或落在区间内才算实现；"
                "“左右”达到或更好为实现，差一些的不作判断",
            ),
        ),
    ),
    "growth_check": (
        "增速核对",
        "本期水平与上年同期水平之比，对照文件所说的增速。地区生产总值等的增速按不变价计算，与现价水平之比本不相等；"
        "只用没有限定的数",
        (
            *("region", "region_name", "indicator", "indicator_name", "period", "year", "unit"),
            ("level", "本期水平", "本期的数值"),
            ("former_level", "上年水平", "上年同期的数值"),
            ("growth_computed", "推算增速", "由两期水平算出，%"),
            ("growth_stated", "所说增速", "文件所说，%"),
            ("difference", "差额", "推算减所说，百分点"),
            ("level_record", "本期记录", "本期水平的记录编号"),
            ("former_record", "上年记录", "上年水平的记录编号"),
            ("growth_record", "增速记录", "所说增速的记录编号"),
        ),
    ),
    "review": (
        "待核",
        "有存疑标记的记录，标记写成中文，附文件标题和句子",
        (
            "id",
            "document",
            ("title", "标题", "文件的标题"),
            *("region", "region_name", "indicator", "indicator_name", "period", "year", "statistic", "status"),
            *("bound", "value", "low", "high", "unit", "quote", "sentence", "rule", "flags"),
            ("doubts", "存疑之处", "flags 的中文"),
        ),
    ),
    "timeseries": (
        "时间序列",
        "面板中有数值的行，供 Grafana 等作图",
        (
            ("time", "时间", "时期开始的时刻，Unix 秒 (UTC)"),
            ("series", "序列", "序列的中文名称：地区、指标、统计量、单位"),
            ("value", "数值", "各处说法一致时的数值"),
            *_SERIES,
        ),
    ),
    "documents": (
        "文件",
        "每行一份文件",
        (
            ("name", "文件名", "记录以此称呼文件"),
            ("path", "路径", "从数据库所在的文件夹看"),
            ("title", "标题", "文件的标题"),
            ("publisher", "发布者", "发布文件的机构"),
            ("published", "发布日期", "2024、2024-01 或 2024-01-24"),
            ("region", "地区代码", "文件所属地区的六位代码"),
            ("region_name", "地区", "文件所属地区的全称"),
            ("kind", "类别", "政府工作报告、统计公报、新闻等"),
            ("inferred", "推断项", "发布日期和地区中从正文推断的，JSON 数组"),
            ("sha256", "校验和", "文件字节的 SHA-256"),
            ("encoding", "编码", "读取文件所用的编码"),
            ("text", "正文", '解码后的正文；substr(text, start + 1, "end" - start) 即原文数字'),
            ("characters", "字符数", "正文的字符数"),
            ("records", "记录数", "得出多少条记录"),
            ("refused", "未用的数", "不是数量，或没有规则认领的数"),
            ("flagged", "存疑数", "有存疑标记的记录"),
            ("rules_digest", "规则摘要", "读取时规则的摘要"),
            ("extractor", "程序版本", "读取时程序的版本"),
            ("loaded_by", "运行编号", "载入它的运行，即 runs.id"),
            ("digest", "内容摘要", "文件连同其全部记录的 SHA-256；再次载入时摘要相同的文件不动"),
        ),
    ),
    "regions": (
        "地区",
        "GB/T 2260 行政区划及其上级",
        (
            ("code", "代码", "六位行政区划代码"),
            ("name", "全称", "官方全称"),
            ("level", "级别", "nation 全国，province 省级，prefecture 地级，county 县级"),
            ("parent", "上级", "上级地区的代码"),
            ("current", *_CURRENT),
        ),
    ),
    "indicators": (
        "指标",
        "规则中的规范指标",
        (
            ("id", "代码", "永久不变"),
            ("name", "名称", "指标名称"),
            ("field", "领域代码", "所属领域"),
            ("field_name", "领域", "所属领域的中文名"),
            ("units", "计量单位", "水平可用的单位，JSON 数组"),
            ("better", "方向", "higher 越高越好，lower 越低越好；空为规则没有说"),
            ("current", *_CURRENT),
        ),
    ),
    "rules": (
        "规则",
        "记录所引用的句式",
        (
            ("id", "规则", "与 records.rule 相同"),
            ("kind", "种类", "规则的种类"),
            ("file", "规则文件", "所在的文件"),
            ("line", "行", "所在的行"),
            ("version", "版本", "规则的版本"),
            ("current", *_CURRENT),
        ),
    ),
    "runs": (
        "运行",
        "每行一次运行",
        (
            ("id", "编号", "从 1 起"),
            ("started", "开始", "UTC 时刻"),
            ("finished", "结束", "UTC 时刻；空为仍在进行或中断"),
            ("rules_name", "规则集", "规则集的名称"),
            ("rules_version", "规则版本", "规则集的版本"),
            ("rules_digest", "规则摘要", "规则集内容的摘要"),
            ("extractor", "程序版本", "程序的版本"),
            ("paths", "路径", "命令所给的路径，JSON 数组"),
            ("documents", "文件数", "看过的文件，无论有无变化"),
            ("records", "记录数", "其中的记录"),
            ("problems", "问题数", "其中的问题"),
        ),
    ),
    "problems": (
        "问题",
        "最近一次读取时文件有什么不对",
        (
            ("id", "编号", "从 1 起"),
            ("path", "路径", "从数据库所在的文件夹看"),
            ("line", "行", "0 为整个文件"),
            ("column", "列", "0 为整行"),
            ("code", "代码", "问题的种类"),
            ("message", "说明", "什么不对，怎么办"),
            ("run", "运行编号", "发现它的运行，即 runs.id"),
        ),
    ),
    "_schema": (
        "表与列的说明",
        "本表",
        (
            ("table_name", "表名", "表或视图"),
            ("column_name", "列名", "空为表或视图本身"),
            ("label", "中文名称", "表或列的中文名称"),
            ("description", "说明", "表或列的含义"),
        ),
    ),
    "_codes": (
        "代码的说明",
        "statistic、basis、status、bound、flags 各列所用的词",
        (
            ("field", "列", "代码所在的列"),
            ("code", "代码", "列中的词"),
            ("label", "中文名称", "代码的中文名称"),
            ("description", "说明", "代码的含义"),
        ),
    ),
    "_texts": (
        "可检索的文件",
        "每份文件一行",
        (
            ("id", "编号", "即 _text_words 的 rowid"),
            ("document", "文件", "文件名，即 documents.name"),
        ),
    ),
    "_text_words": (
        "检索",
        "文件按相邻两字编成的全文索引，不存原文",
        (
            ("words", "正文", "相邻两字为一词，如 粮食 食产 产量"),
            ("sentences", "正文之外的句子", "正文中不连在一起的句子：表格的表题、表头和数字"),
        ),
    ),
    "_collections": (
        "合集",
        "含多份文件的文件（合集、压缩包），完整读过的各一行",
        (
            ("path", "路径", "从数据库所在的文件夹看"),
            ("sha256", "摘要", "读取时文件内容的 SHA-256"),
            ("told", "所知", "文件名与旁边 metadata.csv 所说，JSON 数组"),
            ("documents", "文件数", "读出的文件"),
            ("problems", "问题数", "其中未能读取或未能全读的"),
            ("rules_digest", "规则摘要", "读取时规则集内容的摘要"),
            ("extractor", "程序版本", "读取时程序的版本"),
        ),
    ),
    "_sqlite_migrations": (
        "结构变更",
        "数据库结构经过的步骤",
        (
            ("id", "编号", "从 1 起"),
            ("migration_set", "程序", "步骤所属的程序"),
            ("name", "步骤", "步骤的名称"),
            ("applied_at", "时刻", "执行的时刻"),
        ),
    ),
}
