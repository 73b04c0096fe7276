"""Tables whose cells stand one blank apart, as a PDF is copied: 地 区  累计 增长, over 太 原 市 801.2 15.9."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.documents.brokenheads import SIDES, Heads, read_heads
from extractor.documents.cells import DIVIDES, Span, blank_cells, parted, unspaced
from extractor.documents.document import Cell, Table, cell_place
from extractor.documents.headwords import begins_table, headed

_VALUE = re.compile(
    r"[<>≤≥＜＞+]?-?\d[\d,]*(?:\.\d+)?%?(?: ?(?:左右|以[上下内]))?|[〔\[（(]-?\d[\d,.]*[〕\])）]|[—–-]+|…+|/|持平"
    r"|与?[\u4e00-\u9fff]{2,12}同步"
    r"|-?\d[\d,]*(?:\.\d+)?[万亿]{0,2}(?![年月日岁期级])[\u4e00-\u9fff]{1,4}(?:/[\u4e00-\u9fff]{1,3})?"
)
"""A cell of a number, or of what stands in its place."""
_ENDS = re.compile(
    r"(?:[\d%—–…/〕\])）-]|左右|以[上下内]|持平|同步|\d[万亿]{0,2}[\u4e00-\u9fff]{1,4}(?:/[\u4e00-\u9fff]{1,3})?)$"
)
"""How a row ends."""
_UNIT = re.compile("[万亿千百]{0,2} ?[\u4e00-\u9fff/%‰²³（）()]{1,7}|1/10万")
_SPREAD_UNIT = re.compile(
    "[万亿千百]{0,2}(?:(?:平方|立方)?[公千]?[米里]|公[顷斤吨]|千瓦时?|人次|美元|标准箱|重量箱|[吨台辆只头件个户人套张箱座家所部元亩年岁])$"
)
"""A unit whose characters stand apart, as those of the name before it: 棉 花 |万 吨|."""
_ONE_AND_UNIT = re.compile("[\u4e00-\u9fff] +[吨台辆只头件个户套张箱座家所部元亩]")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_YEARS = ("年份", "年度")
"""What heads years that are the names of rows."""
_CODE = re.compile(r"\d{1,7}")
_NAMED = re.compile("(?![%年月日岁])[\u4e00-\u9fff（“]{2}")
_SPREAD = re.compile("^(?:[\u4e00-\u9fff] {1,4}){1,4}[\u4e00-\u9fff](?= )")
"""A name whose characters stand apart, to be as wide as the others."""
_LETTERS = 3
"""How many characters that stand apart are a name with its unit: 棉 花 吨."""
_PAIR = 2
_TIMES_OF = ("万", "亿", "百万", "千万")
_BLANK = re.compile(" +")
_STOPS = "。；，！？\t|"
_LONGEST, _MOST_CELLS = 70, 14
_FEWEST_ROWS = 3
_MOST_LINES = 10
"""How many lines the heads take at the most."""
_PLAIN = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_WHOLE, _ROUNDED, _TIMES = 100, 0.2, 20
"""What shares add up to, how far they may be off it, and by how much two years may differ at the most."""
_APART = 2
"""How many lines between two rows are no row: the beginning of a name, the name of a group."""


def spaced_blocks(lines: Sequence[str]) -> Iterator[range]:
    """The lines that are such tables, their heads with them, by index."""
    number = 0
    while number < len(lines):
        if not _may_be_row(lines[number]):
            number += 1
            continue
        rows, last, ahead = 1, number, number + 1
        while ahead < len(lines) and ahead - last <= _APART + 1 and _may_belong(lines[ahead]):
            if begins_table(lines[ahead]):
                break
            if _may_be_row(lines[ahead]):
                rows, last = rows + 1, ahead
            ahead += 1
        if rows >= _FEWEST_ROWS or (number and headed(lines[number - 1])):
            most = next(
                (n for n in range(min(_MOST_LINES, number)) if not _may_head(lines[number - n - 1])), _MOST_LINES
            )
            first = max(number - most, 0)
            block = "\n".join(lines[first : last + 1])
            read = _read(block, _places(lines[first : last + 1]), number - first)
            if read is not None:
                yield range(number - read[0].lines, last + 1)
        number = last + 1


def spaced_table(text: str, lines: Sequence[Span], indents: Sequence[int], name: str) -> Table | None:
    """The table whose lines these are, so far indented; None where it is none, or its heads do not fit its rows."""
    first = next((n for n, line in enumerate(lines) if _may_be_row(text[slice(*line)])), 0)
    read = _read(text, lines, first) if first else None
    if read is None:
        return None
    heads, rows = read
    width = len(heads.names) + len(heads.lower)
    titles = lines[: first - heads.lines]
    made = [Cell(*line, row, 0, width=width, place=cell_place(name, row, 0)) for row, line in enumerate(titles)]
    row = len(titles)
    for span, start, wide in heads.upper:
        column = len(heads.names) + start
        made.append(Cell(*span, row, column, width=wide, place=cell_place(name, row, column)))
    row += bool(heads.upper)
    margin = dict(zip((start for start, _ in lines), indents, strict=True))
    made += [
        Cell(*span, number, column, indent=margin.get(span[0], 0), place=cell_place(name, number, column))
        for number, cells in enumerate([[*heads.names, *heads.lower], *rows], row)
        for column, span in enumerate(cells)
    ]
    return Table(tuple(made))


def _read(text: str, lines: Sequence[Span], first: int) -> tuple[Heads, list[list[Span]]] | None:
    """The heads over the first row, and the rows with groups between them; None where heads and rows do not fit."""
    rows: list[list[Span]] = []
    for line in lines[first:]:
        cells = _row(text, line)
        begun = len(cells) > 1 and bool(rows) and len(rows[-1]) == 1
        if begun and _goes_on(text[slice(*rows[-1][0])], text[slice(*cells[0])]):
            cells[0] = rows.pop()[0][0], cells[0][1]
        rows.append(cells)
    counts = Counter(len(row) for row in rows if len(row) > 1).most_common(1)
    if not counts:
        return None
    columns, count = counts[0]
    over = lines[max(first - _MOST_LINES, 0) : first]
    read = (read_heads(text, over[len(over) - lines_of :], columns) for lines_of in range(len(over), 0, -1))
    found = next((heads for heads in read if heads), [])
    if any(len(heads.names) > 1 for heads in found):
        rows = [_with_unit(text, row) if len(row) == columns - 1 else row for row in rows]
    full = [row for row in rows if len(row) == columns]
    told = [heads for heads in found if len(found) == 1 or _agree(text, heads, full)]
    by_year = bool(full) and _YEAR.fullmatch(text, *full[0][0]) is not None
    if len(told) == 1 and by_year is not (unspaced(text, told[0].names[0]) in _YEARS):
        return None
    if len(told) != 1 or count < (_FEWEST_ROWS if told[0].lines > 1 or columns < _LETTERS else 1):
        return None
    return told[0], [row for row in rows if len(row) in (1, columns)]


def _with_unit(text: str, row: list[Span]) -> list[Span]:
    """A row whose name of one character took in its unit: 纱 吨 1200, where others are 棉布 万米 300."""
    start, end = row[0]
    if not _ONE_AND_UNIT.fullmatch(text, start, end):
        return row
    return [(start, start + 1), (end - 1, end), *row[1:]]


def _agree(text: str, heads: Heads, rows: Sequence[Sequence[Span]]) -> bool:
    """Whether the numbers of rows may be of the columns that a head is over: shares of two years, of men and women."""
    ((_, start, wide),) = heads.upper
    first = len(heads.names) + start
    sides = [unspaced(text, head) for head in heads.lower[start : start + wide]] in SIDES
    for row in rows:
        said = [text[slice(*cell)] for cell in row[first:][:wide]]
        if not all(map(_PLAIN.fullmatch, said)):
            return False
        values = [float(one.replace(",", "").strip("%")) for one in said]
        if abs(sum(values) - _WHOLE) > _ROUNDED if sides else max(values) > _TIMES * min(values):
            return False
    return True


def _row(text: str, line: Span) -> list[Span]:
    """The cells of a row: its name, perhaps its unit, its numbers; one cell where it is no row."""
    if not _may_be_row(text[slice(*line)]):
        return [line]
    words: list[Span] = []
    for word in blank_cells(text, *line):
        if words and _ENDS.fullmatch(text, *word) and text[word[0]] in "左以":
            words[-1] = words[-1][0], word[1]  # 8 左右
        else:
            words.append(word)
    words = words[1:] if _is_numbered([text[slice(*word)] for word in words[:_PAIR]]) else words
    values = len(words)
    while values > 1 and _VALUE.fullmatch(text, *words[values - 1]):
        values -= 1
    named = words[:values]
    if values == len(words):
        return [line]
    if len(named) == 1:
        start, end = named[0]
        letters = list(parted(_BLANK, text, start, end))
        said = unspaced(text, (start, end))
        unit = _SPREAD_UNIT.search(said) if len(said) == len(letters) >= _LETTERS else None
        if unit is not None and unit.start() > 1:
            return [(start, letters[unit.start() - 1][1]), (letters[unit.start()][0], end), *words[values:]]
        return words
    if len(named) > _PAIR and text[slice(*named[-2])] in _TIMES_OF:
        named[-2:] = [(named[-2][0], named[-1][1])]  # 货运量 |万 吨|
    if _UNIT.fullmatch(text, *named[-1]):
        return [(named[0][0], named[-2][1]), named[-1], *words[values:]]
    return [(named[0][0], named[-1][1]), *words[values:]]


def _goes_on(above: str, name: str) -> bool:
    """Whether a name alone on its line goes on in the row below: 固定资产投资（不含, 农户） 亿元."""
    if DIVIDES.fullmatch(above):
        return False  # 分三大门类, over 采矿业 2.1
    return above.count("（") > above.count("）") or 2 * len(name) <= len(above) + 1 or name[0] in "（("


def _may_be_row(line: str) -> bool:
    if " " not in line or len(line) > _LONGEST or not _ENDS.search(line):
        return False
    if "  " in _SPREAD.sub("", line, count=1):
        return False  # 粮   食 吨 13.7, but no cells that are wide apart
    words = line.split()
    if len(words) > _MOST_CELLS or any(mark in line for mark in _STOPS):
        return False
    named = _VALUE.fullmatch(words[0]) is None or _is_of_year(words) or _is_numbered(words)
    return named and _VALUE.fullmatch(_last(words)) is not None


def _is_numbered(words: Sequence[str]) -> bool:
    """Whether a number stands before the name of a row: 205 教育支出 1200.5, under 科目编码 科目名称 合计."""
    return len(words) > 1 and _CODE.fullmatch(words[0]) is not None and _NAMED.match(words[1]) is not None


def _is_of_year(words: Sequence[str]) -> bool:
    """Whether the name of a row is a year: 2010 461.39 39.89, under 年份 常住人口 城镇化率."""
    return len(words) > 1 and _YEAR.fullmatch(words[0]) is not None and _YEAR.fullmatch(words[1]) is None


def _last(words: Sequence[str]) -> str:
    """The last cell of a row with the bound behind it."""
    return " ".join(words[-2:]) if words[-1][0] in "左以" and len(words) > 1 else words[-1]


def _may_belong(line: str) -> bool:
    if len(line) > _LONGEST or any(mark in line for mark in _STOPS):
        return False
    return "  " not in line or _may_be_row(line)


def _may_head(line: str) -> bool:
    return (_may_belong(line) or len(headed(line)) > 1) and not _may_be_row(line)


def _places(lines: Sequence[str]) -> list[Span]:
    """Where lines stand that are joined with a line feed."""
    places: list[Span] = []
    start = 0
    for line in lines:
        places.append((start, start + len(line)))
        start += len(line) + 1
    return places
