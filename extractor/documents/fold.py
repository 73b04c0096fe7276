"""Characters folded one to one, so that one spelling of a character reaches the rules.

What is folded, and what is not:

- full-width letters, digits and signs to ASCII: ``６％`` is ``6%``, ``．－／～＋＝`` too. The punctuation of
  sentences stays Chinese (``，。；：！？、（）“”``): an ASCII comma also parts thousands, a Chinese one does so only
  between full-width digits, as old files have it: ``３，６００．５`` is ``3,600.5``;
- every kind of space (ideographic, no-break, en, thin) to a space, every kind of line end to a line feed;
- the quotation marks of a typewriter about Chinese words (``"十三五"``, ``″十五″``) to those of Chinese;
- characters that recognition takes for others beside them: ``前1O个月`` is ``前10个月``, ``己完成`` is ``已完成``;
- boxes drawn about figures to blanks, and the bars between their columns to ``|``;
- radicals that PDF readers give in place of characters (``⽣产`` with U+2F63 is ``生产``), and compatibility
  ideographs;
- Traditional to Simplified, but only in a text that is Traditional: in a Simplified one a rare form is a name
  (昇腾, 濛江) and stays as printed.

Nothing here changes the length of a text. Characters that are none (zero width, soft hyphen, ``&nbsp;``, ``[3]``) are
found by ``DROPPED`` and left out by the layout.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import opencc

# Controls, soft hyphen, zero width, bidi, variation selectors, BOM.
NO_CHARACTERS = (
    "\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
# These, rests of HTML and Markdown, marks of notes: 粮食产量[3], of what is read out: [正文]舟塔乡今年增收. A cell [50]
# stands between blanks.
DROPPED = re.compile(
    rf"[{NO_CHARACTERS}]+"
    r"|&(?:nbsp|ensp|emsp|thinsp|#160|#[xX]0?[aA]0|#12288|#[xX]3000);?"
    r"|\*\*|(?<![ \t|])\[\d{1,2}\]|\[\d{1,2}\](?![ \t|])|\[注[0-9]{0,2}\]"
    r"|[\[【](?:正文|解说|导语|同期声?|口播|配音|出像|画外音)[\]】]"
)
MAY_BE_DROPPED = re.compile(rf"[{NO_CHARACTERS}&*\[【]")
"""One of the characters with which what is dropped begins: most texts have none, which is told soonest so."""

_WIDE_DIGITS = frozenset("０１２３４５６７８９")
_THOUSANDS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_MAY_BE_THOUSANDS = re.compile("，(?<=[0-9]，)[0-9]{3}")
# 产量达3，000万吨, 为1957年13，000万吨的2倍, but not 5，120，130家 and 今年5，120家.
_LOOSE_THOUSANDS = re.compile(
    "，(?:"
    + "|".join(
        rf"(?<=(?:(?<![0-9，、,.年月日第])|(?<=[0-9]{{4}}年))(?<!分别[为是达])[0-9]{{{digits}}}，)"
        for digits in (1, 2, 3)
    )
    + r")(?=[0-9]{3}(?:\.[0-9]+)?[万亿元吨公平立千瓦人户家个件头亩多余])"
)
# A number in which letters stand for figures: ll7, l．O4, 9l4, l 247.
_RUN = (
    r"(?=[l0-9０-９])(?=[lIOo.．, ]{0,12}[0-9０-９])(?:l (?=[0-9０-９lI]{3}(?![0-9０-９])))?[l0-9０-９]"
    r"(?:[OoＯ0-9０-９]|[lI]+(?=\n?[.．,]?\n?[OoＯ0-9０-９]|\n?[万亿千百%％]|\n?个百分点|\n?[对个家户人座条项辆台所处件亩吨元里班列])"
    r"|[.．,] ?(?=\n?[lIOo0-9０-９]))*"
)
# What recognition takes for another: 前1O个月, 1l4亿元, 4 OOO元, 7·5%, 3月1曰, l亿兀, 己完成; not H2O and 自己.
_MISTAKEN = re.compile(
    rf"(?<![A-Za-z0-9.]){_RUN}(?=[\u4e00-\u9fff%％\n])"
    r"|(?<=[0-9] )OOO(?=[\u4e00-\u9fff])|(?<![A-Za-z0-9.])[OＯ](?=[.．][0-9０-９])"
    r"|(?<![A-Za-z0-9])l(?=[0-9]{1,3}(?:[年月日个万亿]|[.][0-9\n]))|(?<![A-Za-z0-9])lO?(?=\n?[万亿])"
    r"|(?<![A-Za-z0-9])l(?=\n?个\n?百\n?分)"
    r"|(?<=[0-9万亿])兀|(?<=[万亿][美港欧澳日])兀|(?<=[0-9][万亿])无(?=[，。；、）])|(?<=[总政税均纯业财算]收)人(?![员们才数口])|(?<=[，。；先后共累计]投)人(?=资|[0-9])"
    r"|(?<=[0-9０-９])·(?=[0-9０-９]{1,2}[%％万亿倍])"
    r"|(?<=[万亿])干(?=\n?[瓦克卡伏])|(?<=[0-9０-９])干(?=\n?[余多人名座家户个亩吨元米件])|(?<=[一二三四五六七八九])干(?=\n?(?:[一二三四五六七八九]百|[万吨元亩斤担]))"
    r"|[↑↓](?=[0-9０-９]+(?:[.．][0-9０-９]+)?(?:[%％]|个百分点))"
    r"|(?<=增)艮(?=[0-9０-９一二三四五六七八九百])|此(?=上年(?:同期)?[增减下上提降多少])"
    r"|(?<=[0-9０-９][万亿])入(?=[，。；、）])|(?<=[0-9０-９])力(?=[元吨亩人户])|(?<=[0-9０-９一二三四五六七八九十])倡(?=[，。；、])"
    r"|(?<=[上去今])牛(?=[增减同底末初])|(?:(?<=19[0-9]{2})|(?<=20[0-9]{2}))牛(?=[增减同底末初全上下，])"
    r"|(?<=[0-9一二三四五六七八九十工节假今昨明每当])曰|(?<![自知一利克异修律为舍由身])己(?![任见方所出])"
)
_ZERO = re.compile("[0０](?<=[一二三四五六七八九十百千万].)[0０]{0,2}(?=[一二三四五六七八九]|年)")
"""A zero in figures among Chinese ones: 五百0二亿, 二0一0年."""
_MAY_BE_MISTAKEN = re.compile(
    "[OolIＯ·曰己兀无收投干↑↓艮此力倡牛入]"
    "(?:(?<=[0-9０-９][OolIＯ·])|(?<=[0-9０-９][.．][lo])|(?<=[万亿一二三四五六七八九0-9０-９]干)|(?<=[0-9] O)"
    "|(?<=[OＯ])(?=[.．][0-9０-９])"
    "|(?<=l)(?=[0-9０-９Ool．. 万亿个\n])|(?<=[曰己兀↑↓])|(?<=[收投])人|(?<=[万亿][无入])"
    "|(?<=增艮)|(?<=此)上年|(?<=[0-9０-９]力)|(?<=[0-9０-９一二三四五六七八九十]倡)|(?<=[上去今0-9]牛))"
)
"""What shows that there is some of it; led by one set of characters, which a search runs to."""
_WIDE_LETTERS = {"ｌ": "l", "Ｉ": "I", "ｏ": "o"}
_MEANT = str.maketrans("OolIＯ·曰己兀无人入干↑↓艮此力倡牛", "00110.日已元元入人千增降长比万倍年")
_QUOTED = re.compile(r"""(["″])(?=[^"″\n]*[\u4e00-\u9fff])([^"″\n]{1,40})\1""")
"""Quotation marks of a typewriter about Chinese words: "十三五"期间, ″十五″期间."""
_NARROW = re.compile(r"[,;:?!](?:(?<=[\u4e00-\u9fff”’）)》】].)|(?<=[0-9%][,;])(?=[\u4e00-\u9fff“‘《【（(]))")
"""The marks of a typewriter in a Chinese sentence: 增长6%,其中; not 1,027.4 and 14:30."""
_CHINESE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_FRAME = re.compile("(?m)^[ \t\u3000]*[│┃║┌┏╔├┣└┗╚][ \u3000│┃║─━┄┈═┌┐└┘├┤┬┴┼┏┓┗┛╔╗╚╝]*$")
"""The upper and lower edge of a box drawn about figures."""
_FRAMED = re.compile("(?m)^([ \t\u3000]*)[│┃║]([^│┃║\n]*)[│┃║]([ \t\u3000]*)$")
"""A line of such a box that has no columns: │  农业总产值        增长47.1%  │."""
_RULED = re.compile("[─━]{4,}(?=.*[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff][ \u3000])[─━]{4,}|(?<=  )[─━]{4,}")
"""A rule inside the heads of a table, between those of its upper and its lower line: 指标  单位  ────  ────."""
_EDGES = str.maketrans("│┃║", "|||")
_ROUND = re.compile("○(?=[.．年])|(?<=[一二三四五六七八九〇○零.．点])○|(?<=[百千万])○(?=[一二三四五六七八九])")
"""A circle that is a zero: 一○○．六三, ○．六％; not the mark of an item (○一般公共预算)."""
_SENTENCE_PUNCTUATION = "，。；：！？、（）"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"

# U+2E80–2EFF have no decomposition in Unicode (but two); the characters are those whose shape they show.
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月"
    "⺞歹⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯纟⺰纟⺱罓⺲罒⺳罒⺴罒⺵网⺶羊⺷羊⺸羊"
    "⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长⻒镸⻓长"
    "⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿"
    "⻯龙⻰龙⻱龟⻲龟⻳龟"
)
_SIGNS = "﹐，﹑、﹒.﹔；﹕：﹖？﹗！﹙（﹚）｡。､、﹢+﹣-﹤<﹥>﹦=﹪%￥¥￡£￠¢〝“〞”−-‐-‑-〜~∼~∶："

# Characters that no text of today has, each with the one that a program has mistaken for it: 报吿, 城巿.
_VARIANTS = "エ工ロ口囯国カ力増增巳已査查吿告巿市髙高呑吞敎教眞真淸清靑青値值"

# Frequent Traditional characters that no Simplified text has; a Traditional text of one sentence has several.
_TRADITIONAL = frozenset(
    "國會來時個們這為與長業產經發動進學開過還對現將實應點當從後關問題間萬億總額區縣鎮農資財稅費價營運設計劃"
    "較減幣銷貨車電機輸務類別達標質歲處員條於內兩並該據報說訊書張陳劉楊黃廣東灣蘇遼寧貴雲華僑觀環態綠養"
    "醫療險貧戶齡衛體製繼續構築層際貿漲躍優勢佔單項臺號數歷"
)


@cache
def _table() -> dict[str, str]:
    pairs = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for sign in _SENTENCE_PUNCTUATION:
        pairs.pop(ord(sign), None)
    for block in (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20)):
        pairs |= {code: unicodedata.normalize("NFKC", chr(code)) for code in block}
    for spelled in (_RADICALS, _SIGNS, _VARIANTS):
        pairs |= {ord(spelled[i]): spelled[i + 1] for i in range(0, len(spelled), 2)}
    pairs |= {ord(space): " " for space in _SPACES}
    pairs |= {ord(end): "\n" for end in _LINE_ENDS}
    pairs |= dict.fromkeys(range(55296, 57344), "�")  # half a character: no converter takes it
    return {chr(code): to for code, to in pairs.items() if len(to) == 1 and chr(code) != to}


@cache
def _folded() -> re.Pattern[str]:
    """Finds the characters that are folded, and those of a Traditional text."""
    narrow = "".join(sorted(character for character in {*_table(), *_TRADITIONAL} if character <= "\uffff"))
    return re.compile(f"[{re.escape(narrow)}\U0002f800-\U0002fa1f]")


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(text: str) -> str:
    """The text with its characters folded, as long as it was: ``２月零售跌４４％`` is ``2月零售跌44%``.

    ``較去年同月下跌`` is ``较去年同月下跌``. Character ``i`` of the result stands for character
    ``i`` of the text.
    """
    table = _table()
    found = set(_folded().findall(text))
    folded = text if _WIDE_DIGITS.isdisjoint(found) else _THOUSANDS.sub(",", text)
    if _MAY_BE_THOUSANDS.search(folded):
        folded = _LOOSE_THOUSANDS.sub(",", folded)
    for letter in found.intersection(_WIDE_LETTERS):  # ｌ８亿元
        folded = folded.replace(letter, _WIDE_LETTERS[letter])
    if _MAY_BE_MISTAKEN.search(folded):
        folded = _MISTAKEN.sub(lambda found: found[0].translate(_MEANT), folded)
    folded = _ZERO.sub(lambda found: "〇" * len(found[0]), folded)
    if "○" in folded:
        folded = _ROUND.sub("〇", folded)
    for character in found.intersection(table):  # a handful of kinds, each replaced in one quick pass
        folded = folded.replace(character, table[character])
    folded = _NARROW.sub(lambda found: _CHINESE[found[0]], folded)
    if any(edge in folded for edge in "│┃║"):
        folded = _FRAME.sub(lambda found: " " * len(found[0]), folded)
        folded = _FRAMED.sub(r"\1 \2 \3", folded).translate(_EDGES)
    if "──" in folded or "━━" in folded:
        folded = _RULED.sub(lambda found: " " * len(found[0]), folded)
    if '"' in folded or "″" in folded:
        folded = _QUOTED.sub(r"“\2”", folded)
    if not _TRADITIONAL.isdisjoint(table.get(character, character) for character in found):
        simplified = str(_simplifier().convert(folded))
        assert len(simplified) == len(folded), "t2s keeps the length of a text"
        return simplified
    return folded
