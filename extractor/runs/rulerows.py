"""The rule set as the database takes it."""

from __future__ import annotations

from extractor.ruleset.compiled import RuleSet
from extractor.store import IndicatorRow, RegionRow, RuleRow, RuleSetRows

_KINDS = {"frames": "frame", "columns": "column"}  # what a record may name as its rule


def rule_set_rows(rules: RuleSet) -> RuleSetRows:
    """Everything of a rule set that its records may refer to: 四川省, gdp, the frame growth."""
    regions = [
        RegionRow(region.code, region.name, region.level.value, region.parent)
        for region in rules.gazetteer.regions
        if region.code
    ]
    indicators = [
        IndicatorRow(
            indicator.entry.id,
            indicator.entry.name,
            indicator.field,
            indicator.field_name,
            indicator.entry.measured_in,
            indicator.entry.better,
        )
        for indicator in rules.names.by_id.values()
    ]
    made_by = [
        RuleRow(
            rules.rule(name.partition("/")[2]),
            _KINDS[name.partition("/")[0]],
            place.path,
            place.line,
            rules.version,
        )
        for name, place in rules.places.items()
        if "/" in name and name.partition("/")[0] in _KINDS
    ]
    return RuleSetRows(rules.name, rules.version, rules.digest, tuple(regions), tuple(indicators), tuple(made_by))
