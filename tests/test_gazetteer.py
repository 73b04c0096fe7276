"""Guards against a broken line in the region files silently moving or losing a region."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from extractor.problems import RuleError
from extractor.ruleset.gazetteer import Level, Use, load_gazetteer

RULES = Path(__file__).parent.parent / "rules"
GAZETTEER = load_gazetteer(RULES)
REGIONS_HEADER = "code,name,level,parent,aliases,local,weak\n"
AREAS_HEADER = "name,aliases,local,parent,kind\n"
NATION = "100000,中国,nation,,,,\n"
PROVINCE = "510000,四川省,province,100000,四川,,川\n"
AREA = "川南,,,510000,area\n"


def test_every_level_is_complete() -> None:
    counts = {level: sum(region.level == level for region in GAZETTEER.regions) for level in Level}
    assert counts[Level.NATION] == 1
    assert counts[Level.PROVINCE] == 34
    assert counts[Level.PREFECTURE] == 333
    assert counts[Level.COUNTY] > 2900


@pytest.mark.parametrize(
    ("code", "name", "level", "parent"),
    [
        ("100000", "中国", Level.NATION, None),
        ("510000", "四川省", Level.PROVINCE, "100000"),
        ("710000", "台湾省", Level.PROVINCE, "100000"),
        ("510100", "成都市", Level.PREFECTURE, "510000"),
        ("510104", "锦江区", Level.COUNTY, "510100"),
        ("500235", "云阳县", Level.COUNTY, "500000"),
        ("110101", "东城区", Level.COUNTY, "110000"),
        ("429004", "仙桃市", Level.COUNTY, "420000"),
        ("659001", "石河子市", Level.COUNTY, "650000"),
        ("441900", "东莞市", Level.PREFECTURE, "440000"),
        ("320576", "苏州工业园区", Level.COUNTY, "320500"),
    ],
)
def test_regions_have_their_place(code: str, name: str, level: Level, parent: str | None) -> None:
    region = GAZETTEER.by_code[code]
    assert (region.name, region.level, region.parent) == (name, level, parent)


def test_no_placeholder_is_a_region() -> None:
    assert not {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"} & GAZETTEER.by_name.keys()


def test_same_names_are_all_kept() -> None:
    assert {region.code for region in GAZETTEER.by_name["鼓楼区"]} == {"320106", "320302", "350102", "410204"}


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("四川", Use.ALWAYS),
        ("绵阳", Use.ALWAYS),
        ("云阳", Use.LOCAL),
        ("市中区", Use.LOCAL),
        ("白银市", Use.ALWAYS),
        ("渝", Use.WEAK),
        ("白银", Use.WEAK),
        ("城区", Use.WEAK),
    ],
)
def test_names_are_trusted_as_their_column_says(name: str, use: Use) -> None:
    assert {naming.use for naming in GAZETTEER.names[name]} == {use}


def test_an_ordinary_word_names_no_region() -> None:
    assert GAZETTEER.names["金佛山"] == ()


def test_lineage_and_province() -> None:
    assert GAZETTEER.lineage(GAZETTEER.by_code["510107"]) == ("510107", "510100", "510000", "100000")
    assert GAZETTEER.province(GAZETTEER.by_code["510107"]) == "510000"
    assert GAZETTEER.province(GAZETTEER.by_code["510000"]) == "510000"
    assert GAZETTEER.province(GAZETTEER.by_code["100000"]) is None
    assert GAZETTEER.province(GAZETTEER.by_name["天府新区"][0]) == "510000"
    assert GAZETTEER.province(GAZETTEER.by_name["日本"][0]) is None


@pytest.mark.parametrize(
    ("told", "lowest"),
    [
        (["四川省", "成都市", "郫都区", "绵阳市"], ["郫都区", "绵阳市"]),
        (["郫都区", "绵阳市"], ["郫都区", "绵阳市"]),
        (["中国", "四川省"], ["四川省"]),
        ([], []),
    ],
)
def test_places_in_which_no_other_lies(told: list[str], lowest: list[str]) -> None:
    regions = [GAZETTEER.by_name[name][0] for name in told]
    assert [region.name for region in GAZETTEER.lowest(regions)] == lowest


def test_a_pickled_gazetteer_still_finds() -> None:
    again = pickle.loads(pickle.dumps(GAZETTEER))
    assert again == GAZETTEER
    assert again.automaton.find_matches_as_indexes("四川省")


def problems(directory: Path, regions: str | None, areas: str | None) -> list[tuple[str, int, int, str]]:
    for name, content in (("regions.csv", regions), ("areas.csv", areas)):
        if content is not None:
            (directory / name).write_text(content, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_gazetteer(directory)
    return [(Path(p.path).name, p.line, p.column, p.code) for p in caught.value.problems]


GOOD_REGIONS, GOOD_AREAS = REGIONS_HEADER + NATION + PROVINCE, AREAS_HEADER + AREA


@pytest.mark.parametrize(
    ("regions", "areas", "expected"),
    [
        (None, GOOD_AREAS, [("areas.csv", 2, 6, "parent"), ("regions.csv", 0, 0, "missing-file")]),
        (GOOD_REGIONS, None, [("areas.csv", 0, 0, "missing-file")]),
        ("code,name\n", AREAS_HEADER + "川南,,,,area\n", [("regions.csv", 1, 1, "header")]),
        (GOOD_REGIONS + "510100,成都市\n", GOOD_AREAS, [("regions.csv", 4, 1, "fields")]),
        (GOOD_REGIONS + "51010,成都市,prefecture,510000,,,\n", GOOD_AREAS, [("regions.csv", 4, 1, "code")]),
        (
            GOOD_REGIONS + PROVINCE.replace("四川,", ","),
            GOOD_AREAS,
            [("regions.csv", 4, 1, "duplicate-code")],
        ),
        (GOOD_REGIONS + "510100,,prefecture,510000,,,\n", GOOD_AREAS, [("regions.csv", 4, 8, "name")]),
        (GOOD_REGIONS + "510100,成都市,city,510000,,,\n", GOOD_AREAS, [("regions.csv", 4, 12, "level")]),
        (
            GOOD_REGIONS + "510100,成都市,prefecture,520000,,,\n",
            GOOD_AREAS,
            [("regions.csv", 4, 23, "parent")],
        ),
        (GOOD_REGIONS + "520000,贵州省,province,510000,,,\n", GOOD_AREAS, [("regions.csv", 4, 21, "parent")]),
        (
            GOOD_REGIONS + "520000,贵州省,province,100000,四川,,\n",
            GOOD_AREAS,
            [("regions.csv", 4, 28, "duplicate-name")],
        ),
        (GOOD_REGIONS, GOOD_AREAS + "川北,,,,land\n", [("areas.csv", 3, 7, "kind")]),
        (GOOD_REGIONS, GOOD_AREAS + "川南,,,,area\n", [("areas.csv", 3, 1, "duplicate-name")]),
        (GOOD_REGIONS, GOOD_AREAS + "金佛山,佛,,,word\n", [("areas.csv", 3, 5, "word")]),
        (
            GOOD_REGIONS + "x,,city,,,,\n",
            GOOD_AREAS,
            [
                ("regions.csv", 4, 1, "code"),
                ("regions.csv", 4, 3, "name"),
                ("regions.csv", 4, 4, "level"),
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, regions: str | None, areas: str | None, expected: list[tuple[str, int, int, str]]
) -> None:
    assert problems(tmp_path, regions, areas) == expected


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_bytes(GOOD_REGIONS.encode("gb18030"))
    assert problems(tmp_path, None, AREAS_HEADER + "川南,,,,area\n") == [("regions.csv", 0, 0, "encoding")]


def test_a_message_names_the_thing_and_what_was_expected(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_text(GOOD_REGIONS, encoding="utf-8")
    (tmp_path / "areas.csv").write_text(GOOD_AREAS + "川北,,,,land\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"areas\.csv:3:7: kind found 'land', expected one of new_area, .*word"):
        load_gazetteer(tmp_path)
