"""The commands on rule files: ``rules check`` and those beside it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from extractor import printing
from extractor.commands.options import metadata_option, readings, rules_option
from extractor.printing import CLEAN, COULD_NOT_RUN
from extractor.problems import RuleError

_SHIPPED = "shipped"


@click.group()
def rules() -> None:
    """Work on rule files."""


@rules.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="To read, for programs, or as annotations of a check on GitHub.",
)  # fmt: skip
def check(folder: Path | None, form: str) -> None:
    """Check rule files: each by itself, all against each other, and every example.

    Problems are printed as file:line:column with the line itself, all of them; the exit code is 2 if there are
    any. Notes come after them and change no exit code: a unit that no indicator is measured in may be as it should.

    \b
    Examples:
      extractor rules check
      extractor rules check 我的规则/
      extractor rules check 我的规则/ --format json
    """
    from extractor.authoring.check import Checked, check_rules
    from extractor.ruleset.compiled import shipped_rules

    try:
        checked = check_rules(folder or shipped_rules())
    except RuleError as error:  # what is wrong is the result here
        checked = Checked(error.problems, None)
    printing.print_check(checked, form)
    sys.exit(COULD_NOT_RUN if checked.problems else CLEAN)


@rules.command("list")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--find", "word", metavar="WORD", help="Only what has the word in its kind, its id or its names.")
@click.option("--json", "as_json", is_flag=True, help="Every entry as JSON, one a line.")
def list_entries(folder: Path | None, word: str | None, as_json: bool) -> None:
    """List what a rule set holds: the place of every entry, its kind, its id and what it is called.

    Kinds are the keys of the rule files: indicators, units, frames, wording. The tables of regions are not listed.

    \b
    Examples:
      extractor rules list --find 粮食
      extractor rules list 我的规则/ --json
    """
    from extractor.authoring.listing import listed
    from extractor.ruleset.files import read_rule_files
    from extractor.ruleset.folders import shipped_rules

    found = list(listed(read_rule_files(folder or shipped_rules()), word))
    if not found:
        printing.complain(f"--find {word}: no entry has it in its kind, its id or its names")
    printing.print_listed(found, as_json)


@rules.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--most", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
    help="How many groups of each kind to show; of JSON, all are printed.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Every group as JSON, one a line.")
@rules_option
@metadata_option
def unmatched(
    paths: tuple[str, ...], most: int, as_json: bool, rules_folder: Path | None, metadata_file: Path | None
) -> None:
    """Show what the rules do not know yet, most frequent first: the work list for the next rule.

    Numbers that no rule took, by what stands behind them (a unit that is missing), amounts that no frame read, and
    noun phrases that are no canonical indicator, each with three of its sentences.

    \b
    Examples:
      extractor rules unmatched 工作报告/
      extractor rules unmatched 工作报告/ --rules 我的规则/ --most 50
    """
    from extractor.authoring.unmatched import unmatched as find_unmatched
    from extractor.ruleset.compiled import load_rules

    loaded = load_rules(rules_folder)
    complaints, found = readings(paths, {}, loaded, metadata_file)
    printing.print_groups(find_unmatched(found), most, as_json)
    sys.exit(complaints.exit_code)


@rules.command()
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--json", "as_json", is_flag=True, help="Every difference as JSON, one a line.")
@metadata_option
def diff(old: Path, new: Path, paths: tuple[str, ...], as_json: bool, metadata_file: Path | None) -> None:
    """Show what a change of rules does to documents: records added, lost and changed, a summary first.

    OLD and NEW are folders of rules, as for --rules; `shipped` is the shipped rules alone.

    \b
    Examples:
      extractor rules diff shipped 我的规则/ 工作报告/
      extractor rules diff 规则-旧/ 规则-新/ "2024/*.txt" --json
    """
    from extractor.authoring.comparison import compared
    from extractor.pipeline import read_document
    from extractor.ruleset.compiled import load_rules

    before, after = (load_rules(None if str(folder) == _SHIPPED else folder) for folder in (old, new))
    complaints, found = readings(paths, {}, before, metadata_file)
    pairs = ((reading.records, read_document(reading.document, after).records) for reading in found)
    printing.print_comparison(compared(pairs), (str(old), str(new)), as_json)
    sys.exit(complaints.exit_code)


@rules.group()
def new() -> None:
    """Write new entries of rule files."""


@new.command()
@click.argument("name")
@click.argument("unit")
@click.argument("sentence")
@click.argument("look_alike", metavar="LOOK-ALIKE")
@click.option("--id", "identifier", metavar="ID", help="Its permanent id; its name in pinyin if left out.")
@click.option(
    "--output", "file", type=click.Path(path_type=Path), metavar="FILE",
    help="Add it to DIR/indicators/NAME.yaml, made if it is not there, and do not print it.",
)  # fmt: skip
@rules_option
def indicator(
    name: str,
    unit: str,
    sentence: str,
    look_alike: str,
    identifier: str | None,
    file: Path | None,
    rules_folder: Path | None,
) -> None:
    """Write the entry of a new indicator from its NAME, its UNIT (several with commas) and two sentences.

    SENTENCE tells of it as reports do, LOOK-ALIKE of something that looks like it and is not. The records of the
    first are filled in as they are read: read them over, add other names under `aliases`, then run `rules check`.

    \b
    Examples:
      extractor rules new indicator 冷库库容 立方米,吨 "全市冷库库容达到120万立方米。" "气调冷库库容15万立方米。"
      extractor rules new indicator 冷库库容 立方米 "…" "…" --output 我的规则/indicators/mine.yaml
    """
    from extractor.authoring.draft import Draft, add_entry, draft_indicator, rule_set_of
    from extractor.ruleset.files import read_rule_files
    from extractor.ruleset.folders import shipped_rules

    if file:
        folder = rule_set_of(file)  # that the entry comes to stand in: its own indicators have names and ids too
        if rules_folder and rules_folder.resolve() != file.resolve().parent.parent:
            raise click.UsageError(f"--output {file}: not one of --rules {rules_folder}; leave --rules out")
        rules_folder = folder
    files = read_rule_files(rules_folder or shipped_rules())
    units = tuple(dict.fromkeys(part.strip() for part in re.split("[,，、]", unit) if part.strip()))
    entry = draft_indicator(Draft(name.strip(), units, sentence.strip(), look_alike.strip(), identifier), files)
    if file is None:
        click.echo(entry, nl=False)
        return
    add_entry(entry, file)
    printing.complain(f"added to {file}; read its examples over, then: extractor rules check DIR")


@rules.command()
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR",
    help="Write all of them into a folder beside your own rules.",
)  # fmt: skip
def schema(name: str | None, output: Path | None) -> None:
    """Print the JSON Schema of a rule file or of the record; without NAME, list them.

    An editor that knows yaml-language-server completes the keys of a rule file and marks a misspelled one
    where the first line of the file names its schema.

    \b
    Examples:
      extractor rules schema indicators
      extractor rules schema --output 我的规则/schema
    """
    from extractor.ruleset import schemas

    if name and output:
        raise click.UsageError("NAME prints one schema, --output writes all of them; give one of the two")
    if name:
        printing.print_text(schemas.schema_text(name))
    elif output:
        schemas.write_schemas(output)
        folder = output.resolve().name
        click.echo(f"{len(schemas.NAMES)} schemas in {output}; the first line of a rule file beside it names its own:")
        click.echo(f"  {schemas.MODELINE}{folder}/wording.json")
        click.echo("and that of a file in indicators/:")
        click.echo(f"  {schemas.MODELINE}../{folder}/indicators.json")
    else:
        told = {each: str(schemas.schema(each)["description"]).replace("``", "") for each in schemas.NAMES}
        printing.print_text("".join(f"{each:<10}  {said}\n" for each, said in told.items()))
