"""The panel of whole series, and what is made of it: once released, a text here is never edited.

Growth without a word of what it is against is growth on the year before, as 同比增长6% and 比2022年增长6% of 2023 are,
and an amount is the same in 吨 and in 斤. Conditions are on columns that the indexes begin with, as in the other views.
"""

from __future__ import annotations

from extractor.store.views import TIMESERIES

# Points by which a rate is above another region's have no basis, and are not what it moved since the year before.
_AGAINST = "iif(statistic = 'growth', coalesce(basis, 'yoy'), basis)"
SERIES_INDEX = (
    "DROP INDEX records_series",
    # All that the panel asks of a record, in the order in which it groups: no record is fetched, nothing sorted.
    f"""CREATE INDEX records_series ON records (
        indicator, year, region, indicator_name, region_name, period, status, statistic,
        {_AGAINST}, coalesce(base_year, year - 1), base_unit,
        basis, base_year, unit, bound, value, value_text, low, low_text, high, high_text,
        base_value, base_value_text, document, flags
    )""",
)

# What is stated of a series, all its records taken together; amounts are held against each other in the base unit.
_STATED = f"""SELECT
                    indicator, year, region, indicator_name, region_name, period, status, statistic,
                    max(basis) AS basis, since, base_unit,
                    min(unit) AS unit,
                    min(unit) <> max(unit) AS several_units,
                    coalesce(min(firm) = max(firm), min(stated) = max(stated)) AS one_value,
                    iif(min(firm) IS NULL, min(value), min(iif(firm IS NOT NULL, value, NULL))) AS value,
                    iif(min(firm) IS NULL, min(value_text), min(iif(firm IS NOT NULL, value_text, NULL))) AS value_text,
                    iif(min(firm) IS NULL, min(base_value), min(iif(firm IS NOT NULL, base_value, NULL))) AS base_value,
                    iif(min(firm) IS NULL, min(base_text), min(iif(firm IS NOT NULL, base_text, NULL))) AS base_text,
                    CASE WHEN min(firm) = max(firm)
                            THEN iif(min(iif(firm IS NOT NULL, bound, NULL)) = max(iif(firm IS NOT NULL, bound, NULL)),
                                min(iif(firm IS NOT NULL, bound, NULL)), NULL)
                         WHEN min(bound) = max(bound) THEN min(bound) END AS bound,
                    min(coalesce(value, low)) AS value_min,
                    max(coalesce(value, high)) AS value_max,
                    min(coalesce(base_value, iif(unit = base_unit, low, NULL))) AS base_min,
                    max(coalesce(base_value, iif(unit = base_unit, high, NULL))) AS base_max,
                    CASE WHEN min(firm) = max(firm) THEN
                            coalesce(max(iif(firm IS NULL AND low IS NOT NULL, base_value, NULL))
                                <= min(iif(firm IS NOT NULL, base_value, NULL)), 1)
                        AND coalesce(min(iif(firm IS NULL AND high IS NOT NULL, base_value, NULL))
                                >= max(iif(firm IS NOT NULL, base_value, NULL)), 1)
                         ELSE min(stated) = max(stated) END AS agree,
                    count(DISTINCT claim) AS records,
                    count(DISTINCT document) AS documents,
                    count(DISTINCT claim) - count(DISTINCT iif(flags = '[]', claim, NULL)) AS flagged
                FROM (
                    SELECT
                        *,
                        iif(bound IN ('exact', 'about'), stated, NULL) AS firm,
                        document || char(31) || stated AS claim  -- what a page says twice it says once
                    FROM (
                        SELECT
                            region, region_name, indicator, indicator_name, statistic, status, period, year,
                            basis, {_AGAINST} AS against, coalesce(base_year, year - 1) AS since,
                            unit, base_unit, bound, value, value_text, low, high,
                            base_value, base_value_text AS base_text, document, flags,
                            coalesce(base_value_text,
                                coalesce(low_text, '') || '~' || coalesce(high_text, '') || unit) AS stated
                        FROM records
                        WHERE region_name IS NOT NULL AND indicator_name IS NOT NULL AND year IS NOT NULL
                            AND instr(flags, 'former_value') = 0
                    )
                )
                GROUP BY
                    indicator, year, region, indicator_name, region_name, period, status, statistic,
                    against, since, base_unit"""

PANEL_OF_SERIES = (
    "DROP VIEW panel",
    f"""CREATE VIEW panel AS
        SELECT
            series.region, series.region_name, series.indicator, series.indicator_name,
            series.statistic, series.basis, nullif(series.since, series.year - 1) AS base_year,
            series.status, series.period, series.year,
            coalesce(shown.unit, series.unit) AS unit,
            CASE WHEN one_value THEN coalesce(iif(series.value <> 0, shown.value, NULL), series.value) END AS value,
            CASE WHEN one_value
                THEN coalesce(iif(series.value <> 0, shown.value_text, NULL), series.value_text) END AS value_text,
            iif(one_value, series.base_value, NULL) AS base_value,
            iif(one_value, series.base_text, NULL) AS base_value_text,
            series.base_unit,
            series.bound,
            iif(several_units, round(base_min / (shown.base_value / shown.value), 6), value_min) AS value_min,
            iif(several_units, round(base_max / (shown.base_value / shown.value), 6), value_max) AS value_max,
            agree, records, documents, flagged
        FROM (
            SELECT
                *,
                -- Of 吨 and 斤 the larger is the unit of the row: that of the record which shows it best.
                iif(several_units, (
                    SELECT one.id
                    FROM records AS one
                    WHERE one.indicator IS stated.indicator AND one.year = stated.year AND one.region IS stated.region
                        AND one.indicator_name = stated.indicator_name AND one.region_name = stated.region_name
                        AND one.period = stated.period AND one.status = stated.status
                        AND one.statistic = stated.statistic
                        AND (one.basis IS stated.basis
                            OR (one.statistic = 'growth'
                                AND coalesce(one.basis, 'yoy') = coalesce(stated.basis, 'yoy')))
                        AND coalesce(one.base_year, one.year - 1) = stated.since
                        AND one.base_unit = stated.base_unit
                        AND one.value <> 0 AND instr(one.flags, 'former_value') = 0
                    ORDER BY one.bound IN ('exact', 'about') DESC, one.base_value / one.value DESC, one.id
                    LIMIT 1
                ), NULL) AS shown_by
            FROM (
                {_STATED}
            ) AS stated
        ) AS series
        LEFT JOIN records AS shown ON shown.id = series.shown_by""",
)

# One line of 增速, whether or not the documents of a year say 同比.
TIMESERIES_OF_SERIES = ("DROP VIEW timeseries", TIMESERIES.replace("code = basis", "code = nullif(basis, 'yoy')"))
