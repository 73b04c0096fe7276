"""The views as the steps of the schema make them: once released, a text here is never edited.

Their conditions are on columns that the indexes begin with, so that a query of one indicator or one region
reads only its rows.
"""

from __future__ import annotations

# What a series is: 同比增长6% and 环比增长6% are two, 亩 and 公顷 too.
_SERIES = """region, region_name, indicator, indicator_name,
            statistic, basis, base_year, status, period, year, unit"""

SERIES_INDEXES = (
    # All that the panel asks of a record, in the order in which it groups: no record is fetched, nothing sorted.
    """CREATE INDEX records_series ON records (
        indicator, year, region, indicator_name, region_name, period, status, statistic, basis, base_year, unit,
        bound, value, value_text, low, low_text, high, high_text, document, flags
    )""",
    "DROP INDEX records_indicator",
    "CREATE INDEX records_targets ON records (indicator, year, region) WHERE status = 'target'",
    "CREATE INDEX records_flagged ON records (document, start) WHERE flags <> '[]'",
)

PANEL = (
    "DROP VIEW panel",
    f"""CREATE VIEW panel AS
        SELECT
            {_SERIES},
            CASE WHEN min(firm) = max(firm) THEN min(iif(firm IS NOT NULL, value, NULL))
                 WHEN min(stated) = max(stated) THEN min(value) END AS value,
            CASE WHEN min(firm) = max(firm) THEN min(iif(firm IS NOT NULL, value_text, NULL))
                 WHEN min(stated) = max(stated) THEN min(value_text) END AS value_text,
            CASE WHEN min(firm) = max(firm)
                    THEN iif(min(iif(firm IS NOT NULL, bound, NULL)) = max(iif(firm IS NOT NULL, bound, NULL)),
                        min(iif(firm IS NOT NULL, bound, NULL)), NULL)
                 WHEN min(bound) = max(bound) THEN min(bound) END AS bound,
            min(coalesce(value, low)) AS value_min,
            max(coalesce(value, high)) AS value_max,
            CASE WHEN min(firm) = max(firm) THEN
                    coalesce(max(iif(firm IS NULL, low, NULL)) <= min(iif(firm IS NOT NULL, value, NULL)), 1)
                AND coalesce(min(iif(firm IS NULL, high, NULL)) >= max(iif(firm IS NOT NULL, value, NULL)), 1)
                 ELSE min(stated) = max(stated) END AS agree,
            count(DISTINCT claim) AS records,
            count(DISTINCT document) AS documents,
            count(DISTINCT claim) - count(DISTINCT iif(flags = '[]', claim, NULL)) AS flagged
        FROM (
            SELECT
                {_SERIES},
                bound, value, value_text, low, high, document, flags, stated,
                iif(bound IN ('exact', 'about'), stated, NULL) AS firm,
                document || char(31) || stated AS claim  -- what a page says twice it says once
            FROM (
                SELECT
                    {_SERIES},
                    bound, value, value_text, low, high, document, flags,
                    coalesce(value_text, coalesce(low_text, '') || '~' || coalesce(high_text, '')) AS stated
                FROM records
                WHERE region_name IS NOT NULL AND indicator_name IS NOT NULL AND year IS NOT NULL
                    AND instr(flags, 'former_value') = 0
            )
        )
        GROUP BY
            indicator, year, region, indicator_name, region_name, period, status, statistic, basis, base_year, unit""",
)

CONFLICTS = """CREATE VIEW conflicts AS
        SELECT
            region, region_name, indicator, indicator_name,
            statistic, basis, base_year, status, period, year, unit,
            value_min, value_max,
            round((value_max - value_min) / max(abs(value_min), abs(value_max)), 6) AS spread,
            records, documents
        FROM panel
        WHERE NOT agree"""

# The last month of a period: 2023-12 of 2023, 2023-09 of 2023-Q3 and of 2023-01/2023-09, 2025-12 of 2021/2025.
_LAST_MONTH = """CASE
                        WHEN substr(period, -2) IN ('Q1', 'Q2', 'Q3', 'Q4')
                            THEN substr(period, -7, 4) || '-' || substr('03060912', substr(period, -1) * 2 - 1, 2)
                        WHEN substr(period, -2) = 'H1' THEN substr(period, -7, 4) || '-06'
                        WHEN substr(period, -2) = 'H2' THEN substr(period, -7, 4) || '-12'
                        WHEN substr(period, -3, 1) = '-' THEN substr(period, -7)
                        ELSE substr(period, -4) || '-12' END"""

TARGETS = f"""CREATE VIEW targets AS
        SELECT
            region, region_name, indicator, indicator_name,
            statistic, basis, base_year, period, year, unit, bound,
            target, target_text, target_low, target_high, target_document, target_record,
            outcome, outcome_text, outcome_unit, outcome_bound, outcome_document, outcome_record,
            round(CASE
                WHEN target IS NOT NULL THEN outcome - target
                WHEN outcome < target_low THEN outcome - target_low
                WHEN outcome > target_high THEN outcome - target_high
                WHEN outcome IS NOT NULL AND (target_low IS NOT NULL OR target_high IS NOT NULL) THEN 0.0 END, 6
            ) AS difference,
            CASE
                WHEN wanted_least IS NOT NULL THEN
                    iif(outcome_least >= wanted_least, 1, iif(outcome_most < wanted_least, 0, NULL))
                WHEN wanted_most IS NOT NULL THEN
                    iif(outcome_most <= wanted_most, 1, iif(outcome_least > wanted_most, 0, NULL))
                WHEN outcome_bound <> 'exact' THEN NULL
                WHEN target IS NULL THEN iif(outcome BETWEEN target_low AND target_high, 1, NULL)
                -- 左右 leaves open how far short of it is still there.
                WHEN better = 'higher' THEN iif(outcome >= target, 1, NULL)
                WHEN better = 'lower' THEN iif(outcome <= target, 1, NULL)
                ELSE iif(outcome = target, 1, NULL) END AS met
        FROM (SELECT
            *,
            -- What the outcome has to reach or to stay under: the bound tells it, or else the way that is wanted.
            CASE WHEN bound IN ('at_least', 'at_most') THEN target_low
                 WHEN bound = 'exact' AND better = 'higher' THEN coalesce(target, target_low) END AS wanted_least,
            CASE WHEN bound IN ('at_least', 'at_most') THEN target_high
                 WHEN bound = 'exact' AND better = 'lower' THEN coalesce(target, target_high) END AS wanted_most,
            -- 下降超过3% is at most -3.
            iif(outcome_bound = 'exact' OR outcome_low, outcome, NULL) AS outcome_least,
            iif(outcome_bound = 'exact' OR outcome_high, outcome, NULL) AS outcome_most
        FROM (
            SELECT
                stated.*,
                CASE WHEN stated.statistic NOT IN ('level', 'growth', 'change', 'share') THEN NULL
                     WHEN indicators.better IS NOT NULL THEN indicators.better
                     WHEN stated.target < 0 AND stated.statistic IN ('growth', 'change') THEN 'lower' END AS better,
                CASE WHEN told.unit = stated.unit THEN told.value
                     -- 万亩 promised, 公顷 reported: by way of the base of their dimension
                     ELSE round(told.base_value * target / target_base, 6) END AS outcome,
                told.value_text AS outcome_text,
                told.unit AS outcome_unit,
                told.bound AS outcome_bound,
                told.low IS NOT NULL AS outcome_low,
                told.high IS NOT NULL AS outcome_high,
                told.document AS outcome_document,
                told.id AS outcome_record
            FROM (
                SELECT
                    goal.*,
                    (
                        SELECT later.id
                        FROM records AS later JOIN documents ON documents.name = later.document
                        WHERE later.indicator IS goal.indicator AND later.year = goal.year
                            AND later.region IS goal.region
                            AND later.indicator_name = goal.indicator_name AND later.region_name = goal.region_name
                            AND later.period = goal.period AND later.status = 'actual'
                            AND later.statistic = goal.statistic
                            AND (later.basis IS goal.basis
                                OR (goal.statistic IN ('growth', 'change')
                                    AND coalesce(later.basis, 'yoy') = coalesce(goal.basis, 'yoy')))
                            AND coalesce(later.base_year, later.year - 1) = coalesce(goal.base_year, goal.year - 1)
                            AND later.value IS NOT NULL AND instr(later.flags, 'former_value') = 0
                            AND (later.unit = goal.unit
                                OR (later.base_unit = goal.base_unit AND goal.target_base <> 0))
                            AND substr(documents.published, 1, 7) > goal.last_month
                        ORDER BY documents.published DESC, later.bound <> 'exact', later.flags <> '[]', later.start
                        LIMIT 1
                    ) AS outcome_record_id
                FROM (
                    SELECT
                        region, region_name, indicator, indicator_name,
                        statistic, basis, base_year, period, year, unit, base_unit, bound,
                        value AS target, base_value AS target_base,
                        coalesce(value_text, coalesce(low_text, '') || '~' || coalesce(high_text, '')) AS target_text,
                        low AS target_low, high AS target_high,
                        document AS target_document, id AS target_record,
                        {_LAST_MONTH} AS last_month,
                        min(start)  -- of what a page says twice, the first
                    FROM records
                    WHERE status = 'target' AND instr(flags, 'former_value') = 0
                        AND region_name IS NOT NULL AND indicator_name IS NOT NULL AND year IS NOT NULL
                    GROUP BY
                        indicator, year, region, indicator_name, region_name,
                        period, statistic, basis, base_year, unit, bound, target_text, document
                ) AS goal
            ) AS stated
            LEFT JOIN records AS told ON told.id = stated.outcome_record_id
            LEFT JOIN indicators ON indicators.id = stated.indicator
        ))"""

GROWTH_CHECK = """CREATE VIEW growth_check AS
        SELECT
            now.region, now.region_name, now.indicator, now.indicator_name, now.period, now.year, now.unit,
            now.value AS level,
            former.value AS former_level,
            round((now.value / former.value - 1) * 100, 2) AS growth_computed,
            grown.value AS growth_stated,
            round((now.value / former.value - 1) * 100 - grown.value, 2) AS difference,
            min(now.id) AS level_record, min(former.id) AS former_record, min(grown.id) AS growth_record
        FROM records AS now
        JOIN records AS former ON former.indicator IS now.indicator AND former.year = now.year - 1
            AND former.region IS now.region
            AND former.indicator_name = now.indicator_name AND former.region_name = now.region_name
            AND former.period = replace(now.period, now.year, now.year - 1)
            AND former.status = 'actual' AND former.statistic = 'level' AND former.unit = now.unit
            AND former.bound = 'exact' AND instr(former.flags, 'former_value') = 0
        JOIN records AS grown ON grown.indicator IS now.indicator AND grown.year = now.year
            AND grown.region IS now.region
            AND grown.indicator_name = now.indicator_name AND grown.region_name = now.region_name
            AND grown.period = now.period
            AND grown.status = 'actual' AND grown.statistic = 'growth' AND grown.unit = '%'
            AND coalesce(grown.basis, 'yoy') = 'yoy' AND coalesce(grown.base_year, grown.year - 1) = grown.year - 1
            AND grown.bound = 'exact' AND instr(grown.flags, 'former_value') = 0
        WHERE now.status = 'actual' AND now.statistic = 'level'
            AND now.bound = 'exact' AND instr(now.flags, 'former_value') = 0
            AND now.value IS NOT NULL AND former.value <> 0 AND grown.value IS NOT NULL
        GROUP BY  -- what several documents say alike is one row
            now.indicator, now.year, now.region, now.indicator_name, now.region_name, now.period, now.unit,
            now.value, former.value, grown.value"""

_NAMED_FLAGS = """(
                SELECT group_concat(coalesce(_codes.label, flag.value), '；')
                FROM json_each(records.flags) AS flag
                LEFT JOIN _codes ON _codes.field = 'flags' AND _codes.code = flag.value
            )"""

REVIEW = f"""CREATE VIEW review AS
        SELECT
            records.id, records.document, documents.title,
            records.region, records.region_name, records.indicator, records.indicator_name,
            records.period, records.year, records.statistic, records.status, records.bound,
            records.value, records.low, records.high, records.unit,
            records.quote, records.sentence, records.rule, records.flags,
            {_NAMED_FLAGS} AS doubts
        FROM records JOIN documents ON documents.name = records.document
        WHERE records.flags <> '[]'"""

TIMESERIES = """CREATE VIEW timeseries AS
        SELECT
            CAST(strftime('%s', substr(period, 1, 4) || '-' || CASE
                WHEN substr(period, 6, 1) = 'Q' THEN substr('01040710', substr(period, 7, 1) * 2 - 1, 2)
                WHEN substr(period, 5, 3) = '-H1' THEN '01'
                WHEN substr(period, 5, 3) = '-H2' THEN '07'
                WHEN substr(period, 5, 1) = '-' THEN substr(period, 6, 2)
                ELSE '01' END || '-01') AS INTEGER) AS time,
            region_name || ' ' || indicator_name || ' '
                || (SELECT label FROM _codes WHERE field = 'statistic' AND code = statistic)
                || coalesce(' ' || (SELECT label FROM _codes WHERE field = 'basis' AND code = basis), '')
                || coalesce(' 比' || base_year || '年', '')
                || iif(status = 'actual', '',
                    ' ' || (SELECT label FROM _codes WHERE field = 'status' AND code = status))
                || CASE
                    WHEN instr(period, '/') THEN ' ' || iif(substr(period, 5, 1) = '-', '累计', '多年')
                    WHEN length(period) = 4 THEN ''
                    ELSE iif(instr(period, 'Q'), ' 季度', iif(instr(period, 'H'), ' 半年', ' 月度')) END
                || ' (' || unit || ')' AS series,
            value,
            region, region_name, indicator, indicator_name,
            statistic, basis, base_year, status, period, year, unit
        FROM panel
        WHERE value IS NOT NULL"""
