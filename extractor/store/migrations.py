"""The schema as an ordered list of steps, each applied once, whole, and on record.

A step that has been released is never edited: a change of the schema is a new step. The SQL stands here in
full, comments and all, because SQLite keeps it and shows it to whoever opens the database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.store.described import DESCRIPTION_TABLES
from extractor.store.panel import PANEL_OF_SERIES, SERIES_INDEX, TIMESERIES_OF_SERIES
from extractor.store.search import SEARCH_TABLES, index_document
from extractor.store.views import CONFLICTS, GROWTH_CHECK, PANEL, REVIEW, SERIES_INDEXES, TARGETS, TIMESERIES

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations


def _run_all(db: Database, *statements: str) -> None:
    # Not executescript(): it commits what is open, and the step would no longer be one transaction.
    for statement in statements:
        db.conn.execute(statement)


def m001_rule_set(db: Database) -> None:
    """What records refer to; ``current`` is 0 for what the rule set has no longer."""
    _run_all(
        db,
        """CREATE TABLE regions (
            code TEXT PRIMARY KEY,  -- 六位行政区划代码 (GB/T 2260)
            name TEXT NOT NULL,     -- 全称
            level TEXT NOT NULL,
            parent TEXT REFERENCES regions (code),
            current INTEGER NOT NULL
        )""",
        "CREATE INDEX regions_parent ON regions (parent)",
        """CREATE TABLE indicators (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,        -- 指标名称
            field TEXT NOT NULL,
            field_name TEXT NOT NULL,  -- 领域
            units TEXT NOT NULL,       -- 计量单位, a JSON array
            current INTEGER NOT NULL
        )""",
        """CREATE TABLE rules (
            id TEXT PRIMARY KEY,  -- as in records.rule
            kind TEXT NOT NULL,
            file TEXT NOT NULL,
            line INTEGER NOT NULL,
            version TEXT NOT NULL,
            current INTEGER NOT NULL
        )""",
    )


def m002_runs(db: Database) -> None:
    """Runs, and what was wrong with a file when it was last read."""
    _run_all(
        db,
        """CREATE TABLE runs (
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
        )""",
        """CREATE TABLE problems (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL,  -- of the document, seen from the folder of this database
            line INTEGER NOT NULL,
            "column" INTEGER NOT NULL,
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            run INTEGER NOT NULL REFERENCES runs (id)
        )""",
        "CREATE INDEX problems_path ON problems (path)",
    )


def m003_documents(db: Database) -> None:
    """Documents with their decoded source, which the offsets of their records lead back to."""
    _run_all(
        db,
        """CREATE TABLE documents (
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
        )""",
        "CREATE INDEX documents_region ON documents (region)",
    )


def m004_records(db: Database) -> None:
    """Records: one row a number."""
    _run_all(
        db,
        """CREATE TABLE records (
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
        )""",
        "CREATE INDEX records_document ON records (document, start)",
        "CREATE INDEX records_region ON records (region, indicator, year)",
        "CREATE INDEX records_indicator ON records (indicator, year)",
        "CREATE INDEX records_rule ON records (rule)",
    )


def m005_panel(db: Database) -> None:
    """The panel: one row a series, of all records that tell where, what and when.

    ``basis`` and ``base_year`` are there because 同比增长6% and 环比增长6% are two series, ``bound`` because
    突破6万亿元 is not 6万亿元. Records agree when they state the same number or the same range, to the last
    digit, or a bound that the number keeps (超过6万亿元 beside 67665亿元); where they do not there is no value, only
    how far apart they are. What held before a change
    (从11万亿元提高到14万亿元) is left out: its period is not told.
    """
    _run_all(
        db,
        """CREATE VIEW panel AS
        SELECT
            region, region_name, indicator, indicator_name,
            statistic, basis, base_year, status, period, year, unit,
            CASE WHEN count(DISTINCT firm) = 1 THEN min(iif(firm IS NOT NULL, value, NULL))
                 WHEN count(DISTINCT stated) = 1 THEN min(value) END AS value,
            CASE WHEN count(DISTINCT firm) = 1 THEN min(iif(firm IS NOT NULL, value_text, NULL))
                 WHEN count(DISTINCT stated) = 1 THEN min(value_text) END AS value_text,
            CASE WHEN count(DISTINCT iif(firm IS NOT NULL, bound, NULL)) = 1 AND count(DISTINCT firm) = 1
                    THEN min(iif(firm IS NOT NULL, bound, NULL))
                 WHEN count(DISTINCT bound) = 1 THEN min(bound) END AS bound,
            min(coalesce(value, low)) AS value_min,
            max(coalesce(value, high)) AS value_max,
            CASE WHEN count(DISTINCT firm) = 1 THEN
                    coalesce(max(iif(bound = 'at_least', value, NULL)) <= min(iif(firm IS NOT NULL, value, NULL)), 1)
                AND coalesce(min(iif(bound = 'at_most', value, NULL)) >= max(iif(firm IS NOT NULL, value, NULL)), 1)
                 ELSE count(DISTINCT stated) = 1 END AS agree,
            count(*) AS records,
            count(DISTINCT document) AS documents,
            sum(flags <> '[]') AS flagged
        FROM (
            SELECT *, iif(bound IN ('exact', 'about'), stated, NULL) AS firm FROM (
                SELECT *, coalesce(value_text, coalesce(low_text, '') || '~' || coalesce(high_text, '')) AS stated
                FROM records
            )
            WHERE region_name IS NOT NULL AND indicator_name IS NOT NULL AND year IS NOT NULL
                AND flags NOT LIKE '%former_value%'
        )
        GROUP BY
            region, region_name, indicator, indicator_name,
            statistic, basis, base_year, status, period, year, unit
        """,
    )


def m006_search(db: Database) -> None:
    """The indexes of a search that finds words of any length; what is there already comes with a later step."""
    _run_all(
        db,
        """CREATE TABLE _sentences (
        id INTEGER PRIMARY KEY,  -- rowid in _sentence_words
        document TEXT NOT NULL REFERENCES documents (name),
        sentence TEXT NOT NULL   -- as in records.sentence, once a document
    )""",
        "CREATE INDEX _sentences_document ON _sentences (document)",
        """CREATE TABLE _texts (
        id INTEGER PRIMARY KEY,  -- rowid in _text_words; that of documents may change
        document TEXT NOT NULL UNIQUE REFERENCES documents (name)
    )""",
        *(
            f"""CREATE VIRTUAL TABLE {index} USING fts5 (
            words, content = '',
            tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Z* C*' separators ' '"
        )"""
            for index in ("_sentence_words", "_text_words")
        ),
    )


def m007_series(db: Database) -> None:
    """Indexes by which views find a series without fetching its records; the panel that uses them.

    What a page says twice counts once in it.
    """
    _run_all(db, *SERIES_INDEXES, *PANEL)


def m008_views(db: Database) -> None:
    """What the tables, columns and words mean, and the views that answer what is asked most often."""
    _run_all(db, *DESCRIPTION_TABLES, CONFLICTS, GROWTH_CHECK, REVIEW, TIMESERIES)


def m009_targets(db: Database) -> None:
    """Which way of an indicator is wanted, and the view of targets beside their outcomes that asks it."""
    _run_all(
        db,
        "ALTER TABLE indicators ADD COLUMN better TEXT",
        "DROP VIEW IF EXISTS targets",
        TARGETS,
    )


def m010_inferred(db: Database) -> None:
    """The column ``inferred``, which the very first databases were made without."""
    if "inferred" not in {column.name for column in db.table("documents").columns}:
        _run_all(db, "ALTER TABLE documents ADD COLUMN inferred TEXT NOT NULL DEFAULT '[]'")


def m011_places(db: Database) -> None:
    """The page and the cell of a table that a number stands in."""
    _run_all(
        db,
        "ALTER TABLE records ADD COLUMN page INTEGER",
        "ALTER TABLE records ADD COLUMN cell TEXT",
    )


def m012_collections(db: Database) -> None:
    """The files of several documents by the hash of their bytes, so that one that has not changed is left alone."""
    _run_all(
        db,
        """CREATE TABLE _collections (
            path TEXT PRIMARY KEY,        -- of the file, seen from the folder of this database
            sha256 TEXT NOT NULL,         -- of the file, when all of it was read
            told TEXT NOT NULL,           -- its name and what stood beside it, a JSON array
            documents INTEGER NOT NULL,
            problems INTEGER NOT NULL,    -- parts of it that are refused, or partly read
            rules_digest TEXT NOT NULL,
            extractor TEXT NOT NULL
        ) WITHOUT ROWID""",
    )


def m013_one_search(db: Database) -> None:
    """One index for texts and sentences, with all that is there already."""
    for table in ("_sentence_words", "_text_words", "_sentences", "_texts"):
        db.conn.execute(f"DROP TABLE {table}")
    _run_all(db, *SEARCH_TABLES)
    for (name,) in db.conn.execute("SELECT name FROM documents ORDER BY name").fetchall():
        (text,) = db.conn.execute("SELECT text FROM documents WHERE name = ?", (name,)).fetchone()
        sentences = db.conn.execute("SELECT sentence FROM records WHERE document = ? ORDER BY rowid", (name,))
        index_document(db.conn, name, text, [sentence for (sentence,) in sentences])


def m014_digests(db: Database) -> None:
    """By which a document is known to be as it was, without its records being compared."""
    _run_all(db, "ALTER TABLE documents ADD COLUMN digest TEXT")


def m015_whole_series(db: Database) -> None:
    """A row of the panel is a series whatever unit of its dimension it is told in, and whether or not 同比 is said."""
    _run_all(db, *SERIES_INDEX, *PANEL_OF_SERIES, *TIMESERIES_OF_SERIES)


STEPS = (
    *(m001_rule_set, m002_runs, m003_documents, m004_records, m005_panel),
    *(m006_search, m007_series, m008_views, m009_targets, m010_inferred, m011_places),
    *(m012_collections, m013_one_search, m014_digests, m015_whole_series),
)


def migrations() -> Migrations:
    """The steps in their order, as sqlite-utils applies them and keeps record of them."""
    from sqlite_utils import Migrations

    ordered = Migrations("extractor")
    for step in STEPS:
        ordered()(step)
    return ordered
