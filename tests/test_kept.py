"""Guards against rules that are kept for the next start and are no longer what the files say, or never were: a stale,
a spoilt or another rule set, and records by it that look right. And against a cache folder whose state anybody notices.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pydantic
import pytest
import regex
from command_samples import ROOT
from rule_samples import RULES, write_files, write_rules
from run_samples import without_privileges

from extractor.pipeline import extract
from extractor.problems import RuleError
from extractor.ruleset import compiled, kept
from extractor.ruleset.compiled import RuleSet, compile_rules, load_rules, shipped_rules
from extractor.ruleset.files import read_folders
from extractor.ruleset.folders import Folder, open_folders
from extractor.ruleset.kept import keep_rules, kept_rules

LANTERNS = """\
field: mine
name: 自定义
indicators:
  - id: lantern_output
    name: 花灯产量
    measured_in: [盏]
    ranges:
      level: {low: 0.10, high: 1e6}
    examples:
      - text: 全年花灯产量3万盏。
        records: [{value: "30000", unit: 盏}]
      - text: 灯会接待游客3万人次。
        none: true
"""
MINE = {
    "indicators/mine.yaml": LANTERNS,
    "ignore.yaml": "ignore:\n  - {id: lamp, reason: 灯的编号, pattern: '[0-9]+灯位', examples: [3灯位]}\n",
}
TEXT = "去年全市花灯产量3万盏，增长6%，地区生产总值突破6万亿元，居全国第9位。"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where rule sets are kept, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "extractor" / "rules"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were read, and not found among what is kept."""
    read: list[Path] = []

    def reading(below: Folder, above: Folder) -> Any:
        read.append(above.path)
        return read_folders(below, above)

    monkeypatch.setattr(compiled, "read_folders", reading)
    return read


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return write_files(tmp_path / "mine", MINE)


@pytest.fixture
def tiny(tmp_path: Path) -> tuple[Folder, Folder]:
    """The folders of a rule set of a few lines, whose files stand for its rules among what is kept."""
    folders = open_folders(write_rules(tmp_path, {}))
    keep_rules(read_folders(*folders), folders)
    assert kept_rules(folders) is not None
    return folders


def the_one_in(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


# --- the same rule set ------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["the shipped rules", "rules laid over them", "rules that stand alone"])
def test_what_is_kept_is_what_was_read(which: str, tmp_path: Path, mine: Path) -> None:
    alone = shutil.copytree(shipped_rules(), tmp_path / "alone")
    write_files(alone, {"ruleset.yaml": "name: 独立规则\nversion: 1\nalone: yes\n"})
    folders = open_folders({"the shipped rules": shipped_rules(), "rules laid over them": mine}.get(which, alone))
    made = compile_rules(read_folders(*folders))
    keep_rules(made, folders)
    again = kept_rules(folders)
    assert isinstance(again, RuleSet)
    for field in fields(RuleSet):
        assert told(getattr(again, field.name)) == told(getattr(made, field.name)), field.name


def told(part: Any) -> Any:
    """All of a part in words, 0.10 told from 0.1, with what its author wrote told from what was left out.

    A pattern is what it is written with; what is made only when it is asked for is none of it.
    """
    if isinstance(part, pydantic.BaseModel):
        return repr(part), part.model_dump(exclude_unset=True)
    if isinstance(part, re.Pattern | regex.Pattern):
        return part.pattern, part.flags
    if is_dataclass(part):
        return [told(getattr(part, field.name)) for field in fields(part) if field.name != "automaton"]
    if isinstance(part, Mapping):
        return [(key, told(value)) for key, value in part.items()]
    if isinstance(part, tuple | list):
        return [told(item) for item in part]
    return sorted(map(repr, part)) if isinstance(part, frozenset) else repr(part)


def test_the_second_start_gives_the_same_records_and_reads_no_yaml(mine: Path, readings: list[Path]) -> None:
    first, second = load_rules(mine), load_rules(mine)
    assert readings == [mine]
    for name in ("name", "version", "digest", "label", "places", "names", "frames", "tables", "gazetteer"):
        assert getattr(first, name) == getattr(second, name), name
    records = extract(TEXT, second, region="四川省", published="2024")
    assert records == extract(TEXT, first, region="四川省", published="2024")
    assert "lantern_output" in [record.indicator for record in records]
    assert second.slow_pattern("lamp") == first.slow_pattern("lamp")


def test_places_are_told_as_the_folder_was_given(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mine.parent)
    given = [mine, Path("mine"), Path("./mine/../mine")]
    places = [[str(load_rules(folder).places["indicators/lantern_output"]) for folder in given] for _ in range(2)]
    assert places[0] == places[1] == [f"{folder.as_posix()}/indicators/mine.yaml:4:5" for folder in given]


def test_a_folder_without_a_name_of_its_own_is_called_as_where_it_lies(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(mine, tmp_path / "theirs")
    names = []
    for folder in (mine, tmp_path / "theirs"):
        monkeypatch.chdir(folder)
        names.append(load_rules(".").name.rpartition("/")[2])
    assert names == ["mine", "theirs"]


# --- what changes is read ---------------------------------------------------------------------------


def test_a_change_is_seen_at_once_though_size_and_date_are_the_same(mine: Path) -> None:
    file = mine / "indicators" / "mine.yaml"
    before = file.stat()
    for name in ("花灯产量", "宫灯产量", "花灯产量"):
        file.write_text(LANTERNS.replace("花灯产量", name), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
        rules = load_rules(mine)
        assert rules.names.by_id["lantern_output"].entry.name == name
        assert extract(f"全市{name}3万盏。", rules)[0].rule.endswith(rules.label)


def one_letter_on(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The last letter of the first name moved to the head of its content: all in one, the same bytes."""
    (name, raw), *others = files.items()
    return {name[:-1]: name[-1:].encode() + raw, **dict(others)}


@pytest.mark.parametrize("layer", [0, 1], ids=["the shipped rules", "one's own"])
@pytest.mark.parametrize(
    "change",
    [
        lambda files: {**files, "units.yaml": files["units.yaml"].replace(b"0", b"1", 1)},
        lambda files: {**files, "ruleset.yaml": files["ruleset.yaml"] + b"\n"},
        lambda files: {**files, "units.yaml": files["units.yaml"].replace(b"\n", b"\r\n")},
        lambda files: {**files, "indicators/more.yaml": b"field: more\nname: x\nindicators: []\n"},
        lambda files: {**files, "regions.csv": b"code,name\n"},
        lambda files: {name: raw for name, raw in files.items() if not name.startswith("indicators/")},
        lambda files: {name.replace("indicators/", "indicators/x"): raw for name, raw in files.items()},
        lambda files: dict(zip(files, reversed(files.values()), strict=True)),
        one_letter_on,
    ],
    ids=["a digit", "a line", "line ends", "more", "a table", "less", "other names", "contents of others", "a letter"],
)
def test_no_rule_set_is_found_for_other_files(
    layer: int, change: Callable[[Mapping[str, bytes]], Mapping[str, bytes]], tiny: tuple[Folder, Folder]
) -> None:
    changed = list(tiny)
    changed[layer] = replace(tiny[layer], contents=change(tiny[layer].contents))
    assert kept_rules((changed[0], changed[1])) is None
    assert kept_rules(tiny) is not None


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package, which is taken for the one that runs."""
    package = shutil.copytree(ROOT / "extractor", tmp_path / "program" / "extractor")
    monkeypatch.setattr(kept, "__file__", str(package / "ruleset" / "kept.py"))
    return package


@pytest.mark.parametrize(
    "module", ["ruleset/validation.py", "ruleset/schema.py", "ruleset/entries.py", "records.py", "problems.py"]
)
def test_no_rule_set_is_found_for_another_program(
    module: str, program: Path, tiny: tuple[Folder, Folder], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept._program() == kept._PROGRAM
    source = program / module
    source.write_text(source.read_text(encoding="utf-8").replace("from", "From", 1), encoding="utf-8")
    monkeypatch.setattr(kept, "_PROGRAM", kept._program())
    assert kept_rules(tiny) is None


def test_all_that_reads_rules_is_part_of_what_they_are_kept_under(mine: Path) -> None:
    """A module of another room would change what is read, and what was kept before would go on being found."""
    script = (
        "import sys, extractor; extractor.load_rules(sys.argv[1])\n"
        "print(*(module.__file__ for name, module in sys.modules.items() if name.split('.')[0] == 'extractor'))"
    )
    command = [sys.executable, "-c", script, str(mine)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
    folders = {Path(file).parent.relative_to(ROOT / "extractor").as_posix() for file in loaded}
    assert folders == {".", "ruleset"}


def test_no_rule_set_is_found_with_other_libraries(
    tiny: tuple[Folder, Folder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "version", lambda library: "1.0")
    monkeypatch.setattr(kept, "_PROGRAM", kept._program())
    assert kept_rules(tiny) is None


def test_a_program_without_its_source_keeps_nothing(
    program: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(program)
    monkeypatch.setattr(kept, "_PROGRAM", kept._program())
    folders = open_folders(write_rules(tmp_path, {}))
    keep_rules(read_folders(*folders), folders)
    assert kept_rules(folders) is None
    assert not cache.exists()


# --- broken rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("indicators/mine.yaml", LANTERNS.replace("measured_in", "measured"), "unknown-key"),
        ("indicators/mine.yaml", LANTERNS.replace("花灯产量\n", "粮食产量\n", 1), "duplicate-alias"),
        ("unit.yaml", "units: []\n", "unknown-file"),
        ("areas.csv", "name,aliases,local,parent,kind\n某地,,,,村\n", "kind"),
    ],
    ids=["a file", "across files", "a name", "a table"],
)
def test_broken_rules_are_told_each_time_and_never_kept(
    name: str, text: str, code: str, mine: Path, cache: Path
) -> None:
    load_rules(mine)
    sound = the_one_in(cache)
    write_files(mine, {name: text})
    said = []
    for _ in range(2):
        with pytest.raises(RuleError, match=code) as caught:
            load_rules(mine)
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert the_one_in(cache) == sound


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_a_file_that_may_not_be_read_is_told_though_the_others_are_kept(mine: Path) -> None:
    load_rules(mine)
    hidden = write_files(mine, {"units.yaml": "units: []\n"}) / "units.yaml"
    hidden.chmod(0)
    done = loaded_elsewhere(mine, preexec_fn=without_privileges)
    assert "units.yaml: unreadable-file cannot be read: Permission denied" in done.stderr


# --- a cache folder in any state --------------------------------------------------------------------


def loaded_elsewhere(folder: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """The rules of a folder, loaded by a process of its own, which prints their digest."""
    return subprocess.run(loading(folder), capture_output=True, text=True, encoding="utf-8", **options)


def loading(folder: Path) -> list[str]:
    script = "import sys, extractor; print(extractor.load_rules(sys.argv[1]).digest)"
    return [sys.executable, "-c", script, str(folder)]


def assert_loaded(done: subprocess.CompletedProcess[str], rules: RuleSet) -> None:
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{rules.digest}\n", "")


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:-1],
        lambda raw: raw[:64],
        lambda raw: raw + b"\n",
        lambda raw: b"\0" * len(raw),
        lambda raw: raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:],
        lambda raw: raw.partition(b"\n")[2],
    ],
    ids=["empty", "cut", "one byte short", "its head", "longer", "zeros", "another bit", "no seal"],
)
def test_a_damaged_file_is_read_anew_and_mended(
    damage: Callable[[bytes], bytes], tiny: tuple[Folder, Folder], cache: Path
) -> None:
    path = the_one_in(cache)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert path.read_bytes() != whole
    assert kept_rules(tiny) is None
    keep_rules(read_folders(*tiny), tiny)
    assert kept_rules(tiny) is not None
    assert the_one_in(cache) == path


def test_a_file_under_the_name_of_another_is_not_taken_for_it(
    tiny: tuple[Folder, Folder], cache: Path, tmp_path: Path
) -> None:
    other = open_folders(write_rules(tmp_path / "other", {"units.yaml": RULES["units.yaml"].replace("2000/3", "600")}))
    first = the_one_in(cache)
    keep_rules(read_folders(*other), other)
    (second,) = set(cache.iterdir()) - {first}
    shutil.copy(first, second)
    assert kept_rules(other) is None


@contextmanager
def no_rights(folder: Path, rights: int) -> Iterator[None]:
    folder.mkdir(parents=True)
    folder.chmod(rights)
    try:
        yield
    finally:
        folder.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
@pytest.mark.parametrize("rights", [0o555, 0], ids=["no writing", "nothing"])
def test_a_cache_folder_that_may_not_be_used_is_not(rights: int, cache: Path, mine: Path, rules: RuleSet) -> None:
    with no_rights(cache, rights):
        for _ in range(2):
            done = loaded_elsewhere(mine, preexec_fn=without_privileges)
            assert (done.returncode, done.stderr) == (0, "")
            assert done.stdout.strip() not in ("", rules.digest)
    assert list(cache.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_what_is_kept_may_be_read_where_nothing_may_be_written(mine: Path, cache: Path) -> None:
    expected = load_rules(mine)
    the_one_in(cache).chmod(0o444)
    cache.chmod(0o555)
    assert_loaded(loaded_elsewhere(mine, preexec_fn=without_privileges), expected)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on the size of files is that of Linux")
def test_a_full_disk_leaves_nothing_behind(mine: Path, cache: Path) -> None:
    import resource

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = loaded_elsewhere(mine, preexec_fn=limited)
    assert list(cache.iterdir()) == []
    assert_loaded(done, load_rules(mine))


@pytest.mark.parametrize("there", ["a file", "a link to nowhere", "a folder of that name"])
def test_something_else_in_the_place_of_what_is_kept(there: str, mine: Path, cache: Path) -> None:
    expected = load_rules(mine)
    path = the_one_in(cache)
    if there == "a folder of that name":
        path.unlink()
        path.mkdir()
    else:
        shutil.rmtree(cache)
        cache.symlink_to("nowhere") if "link" in there else cache.write_text("nothing")
    assert_loaded(loaded_elsewhere(mine), expected)
    if path.is_dir():
        assert the_one_in(cache) == path


def no_home(*_: Any, **__: Any) -> Path:
    raise RuntimeError("could not determine the home directory for '~/.cache'")


@pytest.mark.parametrize("home", [no_home, lambda *_, **__: Path("~/.cache/extractor")], ids=["an error", "a tilde"])
def test_a_user_without_a_home_keeps_nothing(
    home: Callable[..., Path], mine: Path, tmp_path: Path, readings: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container whose user is a number only: what platformdirs says of it depends on its version."""
    monkeypatch.setattr(kept, "user_cache_path", home)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert load_rules(mine).digest == load_rules(mine).digest
    assert readings == [mine, mine]
    assert list(Path().iterdir()) == []


def test_processes_that_start_at_once_all_load_the_rules(mine: Path, cache: Path) -> None:
    started = [subprocess.Popen(loading(mine), stdout=subprocess.PIPE, text=True) for _ in range(4)]
    printed = [process.communicate()[0] for process in started]
    path = the_one_in(cache)
    assert printed == [f"{load_rules(mine).digest}\n"] * 4
    assert the_one_in(cache) == path


# --- how many ---------------------------------------------------------------------------------------


def states(parent: Path, numbers: Sequence[int]) -> list[tuple[Folder, Folder]]:
    """States of a rule set that is worked on."""
    return [
        open_folders(write_rules(parent, {"ruleset.yaml": f"name: 试用规则\nversion: {number}\nalone: yes\n"}))
        for number in numbers
    ]


def test_the_eight_used_last_are_kept(tmp_path: Path, cache: Path) -> None:
    ages = iter(range(1_000, 2_000))

    def keep(folders: tuple[Folder, Folder]) -> None:
        """Files that are written in one moment have one date; a second goes by between any two."""
        before = set(cache.iterdir()) if cache.exists() else set()
        keep_rules(read_folders(*folders), folders)
        for path in set(cache.iterdir()) - before:
            os.utime(path, (age := next(ages), age))

    cache.mkdir(parents=True)
    left = cache / "left_by_a_killed_process.pickle"
    left.write_bytes(b".")
    os.utime(left, (1, 1))
    made = states(tmp_path, range(11))
    for folders in made[:8]:
        keep(folders)
    assert not left.exists()
    assert kept_rules(made[0]) is not None  # which is used now, and so the newest
    for folders in made[8:]:
        keep(folders)
        assert len(list(cache.iterdir())) == 8
    assert [number for number, folders in enumerate(made) if kept_rules(folders)] == [0, 4, 5, 6, 7, 8, 9, 10]
