BEGIN TRANSACTION;
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
CREATE TABLE documents (
            name TEXT PRIMARY KEY,
            path TEXT NOT NULL UNIQUE,  -- seen from the folder of this database
            title TEXT,
            publisher TEXT,
            published TEXT,             -- 2024, 2024-01 or 2024-01-24
            region TEXT REFERENCES regions (code),
            region_name TEXT,
            kind TEXT,
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
        );
INSERT INTO "documents" VALUES('工作报告.txt','工作报告.txt','政府工作报告',NULL,'2024-01','510000','四川省','政府工作报告','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','utf-8','全省生产总值突破6万亿元。',13,1,1,0,'d1','0.1.0',1);
CREATE TABLE indicators (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,        -- 指标名称
            field TEXT NOT NULL,
            field_name TEXT NOT NULL,  -- 领域
            units TEXT NOT NULL,       -- 计量单位, a JSON array
            current INTEGER NOT NULL
        );
INSERT INTO "indicators" VALUES('gdp','地区生产总值','economy','综合经济','["元"]',1);
INSERT INTO "indicators" VALUES('grain_output','粮食产量','agriculture','农业农村','["吨", "公斤"]',1);
CREATE TABLE problems (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL,  -- of the document, seen from the folder of this database
            line INTEGER NOT NULL,
            "column" INTEGER NOT NULL,
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            run INTEGER NOT NULL REFERENCES runs (id)
        );
INSERT INTO "problems" VALUES(1,'空白.txt',0,0,'refused','empty file',1);
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
        );
INSERT INTO "records" VALUES('r1','工作报告.txt','510000','四川省','gdp','地区生产总值','全省生产总值',2023,'2023','level',NULL,NULL,'actual',6000000000000.0,'6000000000000',6000000000000.0,'6000000000000',NULL,NULL,'元',6000000000000.0,'6000000000000','元','at_least','6万亿元',8,12,'全省生产总值突破6万亿元。','reached@frames.yaml:12 v1','[]');
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
CREATE INDEX records_indicator ON records (indicator, year);
CREATE INDEX records_rule ON records (rule);
CREATE VIEW panel AS
        SELECT
            region, region_name, indicator, indicator_name,
            statistic, basis, base_year, status, period, year, unit,
            CASE WHEN count(DISTINCT stated) = 1 THEN min(value) END AS value,
            CASE WHEN count(DISTINCT stated) = 1 THEN min(value_text) END AS value_text,
            CASE WHEN count(DISTINCT bound) = 1 THEN min(bound) END AS bound,
            min(coalesce(value, low)) AS value_min,
            max(coalesce(value, high)) AS value_max,
            count(DISTINCT stated) = 1 AS agree,
            count(*) AS records,
            count(DISTINCT document) AS documents,
            sum(flags <> '[]') AS flagged
        FROM (
            SELECT *, coalesce(value_text, coalesce(low_text, '') || '~' || coalesce(high_text, '')) AS stated
            FROM records
            WHERE region_name IS NOT NULL AND indicator_name IS NOT NULL AND year IS NOT NULL
        )
        GROUP BY
            region, region_name, indicator, indicator_name,
            statistic, basis, base_year, status, period, year, unit;
COMMIT;
