BEGIN TRANSACTION;
CREATE TABLE _codes (
        field TEXT NOT NULL,        -- the column: statistic, basis, status, bound, flags
        code TEXT NOT NULL,         -- the word in it
        label TEXT NOT NULL,        -- 中文名称
        description TEXT NOT NULL,  -- 说明
        PRIMARY KEY (field, code)
    ) WITHOUT ROWID;
CREATE TABLE _collections (
            path TEXT PRIMARY KEY,        -- of the file, seen from the folder of this database
            sha256 TEXT NOT NULL,         -- of the file, when all of it was read
            told TEXT NOT NULL,           -- its name and what stood beside it, a JSON array
            documents INTEGER NOT NULL,
            problems INTEGER NOT NULL,    -- parts of it that are refused, or partly read
            rules_digest TEXT NOT NULL,
            extractor TEXT NOT NULL
        ) WITHOUT ROWID;
CREATE TABLE _schema (
        table_name TEXT NOT NULL,   -- a table or a view
        column_name TEXT NOT NULL,  -- empty: the table or view itself
        label TEXT NOT NULL,        -- 中文名称
        description TEXT NOT NULL,  -- 说明
        PRIMARY KEY (table_name, column_name)
    ) WITHOUT ROWID;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'extractor','m001_rule_set','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'extractor','m002_runs','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'extractor','m003_documents','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'extractor','m004_records','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'extractor','m005_panel','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'extractor','m006_search','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'extractor','m007_series','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'extractor','m008_views','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'extractor','m009_targets','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'extractor','m010_inferred','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'extractor','m011_places','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'extractor','m012_collections','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'extractor','m013_one_search','2026-01-02T03:04:05+00:00');
INSERT INTO "_sqlite_migrations" VALUES(14,'extractor','m014_digests','2026-01-02T03:04:05+00:00');
CREATE TABLE _texts (
        id INTEGER PRIMARY KEY,  -- rowid in _text_words; that of documents may change
        document TEXT NOT NULL UNIQUE REFERENCES documents (name)
    );
INSERT INTO "_texts" VALUES(1,'工作报告.txt');
CREATE VIRTUAL TABLE _text_words USING fts5 (
            words, sentences, content = '',
            tokenize = "ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'"
        );
CREATE TABLE documents (
            name TEXT PRIMARY KEY,
            path TEXT NOT NULL UNIQUE,  -- seen from the folder of this database
            title TEXT,
            publisher TEXT,
            published TEXT,             -- 2024, 2024-01 or 2024-01-24
            region TEXT REFERENCES regions (code),
            region_name TEXT,
            kind TEXT,
            inferred TEXT NOT NULL,     -- which of published and region the text told, a JSON array
            sha256 TEXT NOT NULL,
            encoding TEXT NOT NULL,
            text TEXT NOT NULL,         -- substr(text, start + 1, "end" - start) is the quote
            characters INTEGER NOT NULL,
            records INTEGER NOT NULL,
            refused INTEGER NOT NULL,   -- numbers that are no quantity, or that no rule claims
            flagged INTEGER NOT NULL,   -- records with flags
            rules_digest TEXT NOT NULL,
            extractor TEXT NOT NULL,
            loaded_by INTEGER NOT NULL REFERENCES runs (id)
        , digest TEXT);
INSERT INTO "documents" VALUES('工作报告.txt','工作报告.txt','政府工作报告',NULL,'2024-01','510000','四川省','政府工作报告','[]','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','utf-8','全省生产总值突破6万亿元。',13,1,0,0,'d1','0.1.0',1,'75c56724554ccf80c9ef201142d258a9aa61847b6ddff248ed9bba15dc47d1bc');
CREATE TABLE indicators (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,        -- 指标名称
            field TEXT NOT NULL,
            field_name TEXT NOT NULL,  -- 领域
            units TEXT NOT NULL,       -- 计量单位, a JSON array
            current INTEGER NOT NULL
        , better TEXT);
INSERT INTO "indicators" VALUES('gdp','地区生产总值','economy','综合经济','["元"]',1,'higher');
INSERT INTO "indicators" VALUES('grain_output','粮食产量','agriculture','农业农村','["吨", "公斤"]',1,NULL);
CREATE TABLE problems (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL,  -- of the document, seen from the folder of this database
            line INTEGER NOT NULL,
            "column" INTEGER NOT NULL,
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            run INTEGER NOT NULL REFERENCES runs (id)
        );
INSERT INTO "problems" VALUES(1,'空白.txt',0,0,'empty','empty file',1);
CREATE TABLE records (
            id TEXT PRIMARY KEY,
            document TEXT NOT NULL REFERENCES documents (name),
            region TEXT REFERENCES regions (code),       -- null: none told, or an area without a code
            region_name TEXT,
            indicator TEXT REFERENCES indicators (id),   -- null: not one of the rule set's
            indicator_name TEXT,
            indicator_text TEXT,
            year INTEGER,
            period TEXT,
            statistic TEXT NOT NULL,
            basis TEXT,
            base_year INTEGER,
            status TEXT NOT NULL,
            value REAL, value_text TEXT,                 -- REAL to query, TEXT exact
            low REAL, low_text TEXT,
            high REAL, high_text TEXT,
            unit TEXT NOT NULL,
            base_value REAL, base_value_text TEXT,
            base_unit TEXT NOT NULL,
            bound TEXT NOT NULL,
            quote TEXT NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            sentence TEXT NOT NULL,
            rule TEXT NOT NULL REFERENCES rules (id),
            flags TEXT NOT NULL                          -- a JSON array
        , page INTEGER, cell TEXT);
INSERT INTO "records" VALUES('r1','工作报告.txt','510000','四川省','gdp','地区生产总值','全省生产总值',2023,'2023','level',NULL,NULL,'actual',6000000000000.0,'6000000000000',6000000000000.0,'6000000000000',NULL,NULL,'元',6000000000000.0,'6000000000000','元','at_least','6万亿元',8,12,'全省生产总值突破6万亿元。','reached@frames.yaml:12 v1','[]',NULL,NULL);
CREATE TABLE regions (
            code TEXT PRIMARY KEY,  -- 六位行政区划代码 (GB/T 2260)
            name TEXT NOT NULL,     -- 全称
            level TEXT NOT NULL,
            parent TEXT REFERENCES regions (code),
            current INTEGER NOT NULL
        );
INSERT INTO "regions" VALUES('510100','成都市','prefecture','510000',1);
INSERT INTO "regions" VALUES('510000','四川省','province','100000',1);
INSERT INTO "regions" VALUES('100000','中国','nation',NULL,1);
CREATE TABLE rules (
            id TEXT PRIMARY KEY,  -- as in records.rule
            kind TEXT NOT NULL,
            file TEXT NOT NULL,
            line INTEGER NOT NULL,
            version TEXT NOT NULL,
            current INTEGER NOT NULL
        );
INSERT INTO "rules" VALUES('reached@frames.yaml:12 v1','frame','frames.yaml',12,'1',1);
CREATE TABLE runs (
            id INTEGER PRIMARY KEY,
            started TEXT NOT NULL,
            finished TEXT,             -- null: under way, or broken off
            rules_name TEXT NOT NULL,
            rules_version TEXT NOT NULL,
            rules_digest TEXT NOT NULL,
            extractor TEXT NOT NULL,   -- version of the program
            paths TEXT NOT NULL,       -- as given, a JSON array
            documents INTEGER,         -- looked at, changed or not
            records INTEGER,
            problems INTEGER
        );
INSERT INTO "runs" VALUES(1,'2026-01-02T03:04:05+00:00','2026-01-02T03:04:05+00:00','shipped','1','d1','0.1.0','["docs"]',2,1,1);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX regions_parent ON regions (parent);
CREATE INDEX problems_path ON problems (path);
CREATE INDEX documents_region ON documents (region);
CREATE INDEX records_document ON records (document, start);
CREATE INDEX records_region ON records (region, indicator, year);
CREATE INDEX records_rule ON records (rule);
CREATE INDEX records_series ON records (
        indicator, year, region, indicator_name, region_name, period, status, statistic, basis, base_year, unit,
        bound, value, value_text, low, low_text, high, high_text, document, flags
    );
CREATE INDEX records_targets ON records (indicator, year, region) WHERE status = 'target';
CREATE INDEX records_flagged ON records (document, start) WHERE flags <> '[]';
CREATE VIEW panel AS
        SELECT
            region, region_name, indicator, indicator_name,
            statistic, basis, base_year, status, period, year, unit,
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
                region, region_name, indicator, indicator_name,
            statistic, basis, base_year, status, period, year, unit,
                bound, value, value_text, low, high, document, flags, stated,
                iif(bound IN ('exact', 'about'), stated, NULL) AS firm,
                document || char(31) || stated AS claim  -- what a page says twice it says once
            FROM (
                SELECT
                    region, region_name, indicator, indicator_name,
            statistic, basis, base_year, status, period, year, unit,
                    bound, value, value_text, low, high, document, flags,
                    coalesce(value_text, coalesce(low_text, '') || '~' || coalesce(high_text, '')) AS stated
                FROM records
                WHERE region_name IS NOT NULL AND indicator_name IS NOT NULL AND year IS NOT NULL
                    AND instr(flags, 'former_value') = 0
            )
        )
        GROUP BY
            indicator, year, region, indicator_name, region_name, period, status, statistic, basis, base_year, unit;
CREATE VIEW conflicts AS
        SELECT
            region, region_name, indicator, indicator_name,
            statistic, basis, base_year, status, period, year, unit,
            value_min, value_max,
            round((value_max - value_min) / max(abs(value_min), abs(value_max)), 6) AS spread,
            records, documents
        FROM panel
        WHERE NOT agree;
CREATE VIEW growth_check AS
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
            now.value, former.value, grown.value;
CREATE VIEW review AS
        SELECT
            records.id, records.document, documents.title,
            records.region, records.region_name, records.indicator, records.indicator_name,
            records.period, records.year, records.statistic, records.status, records.bound,
            records.value, records.low, records.high, records.unit,
            records.quote, records.sentence, records.rule, records.flags,
            (
                SELECT group_concat(coalesce(_codes.label, flag.value), '；')
                FROM json_each(records.flags) AS flag
                LEFT JOIN _codes ON _codes.field = 'flags' AND _codes.code = flag.value
            ) AS doubts
        FROM records JOIN documents ON documents.name = records.document
        WHERE records.flags <> '[]';
CREATE VIEW timeseries AS
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
        WHERE value IS NOT NULL;
CREATE VIEW targets AS
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
                        CASE
                        WHEN substr(period, -2) IN ('Q1', 'Q2', 'Q3', 'Q4')
                            THEN substr(period, -7, 4) || '-' || substr('03060912', substr(period, -1) * 2 - 1, 2)
                        WHEN substr(period, -2) = 'H1' THEN substr(period, -7, 4) || '-06'
                        WHEN substr(period, -2) = 'H2' THEN substr(period, -7, 4) || '-12'
                        WHEN substr(period, -3, 1) = '-' THEN substr(period, -7)
                        ELSE substr(period, -4) || '-12' END AS last_month,
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
        ));
INSERT INTO _text_words (_text_words, rank) VALUES ('hashsize', 16777216);
INSERT INTO _text_words (rowid, words, sentences) VALUES (1, '全省 省生 生产 产总 总值 值突 突破 破6 6万 万亿 亿元 元。 。', '');
COMMIT;
