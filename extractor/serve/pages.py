"""What we add to Datasette: the document page, the card of a record, links between rows and their places."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlencode

from datasette import hookimpl as _hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Forbidden, NotFound, Request, Response
from jinja2 import Environment
from markupsafe import Markup

from extractor.problems import ExtractorError
from extractor.ruleset import compiled
from extractor.ruleset.compiled import RuleSet
from extractor.serve.addresses import DATABASE, document_path, record_path, table_path
from extractor.serve.cells import cell
from extractor.serve.document import Number, blocks, marks
from extractor.serve.faults import answer
from extractor.serve.metadata import queries
from extractor.serve.refused import StoredDocument, refused_numbers
from extractor.serve.wording import InChinese
from extractor.serve.words import readable, stated, word
from extractor.store.codes import CODES
from extractor.store.search import has_words, match_expression

_LISTED = 300
"""How many records a document page lists beside the text; all of them are in the table."""

# A page of a document runs no script but ours and asks no other host for anything, whatever is in its text. Charts are
# compiled in the browser, which is what unsafe-eval is for.
_EVERYWHERE = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'"
_POLICY = f"{_EVERYWHERE}; script-src 'self' 'unsafe-inline' 'unsafe-eval'"
_DOCUMENT_POLICY = f"{_EVERYWHERE}; script-src 'self'"

_NOTHING = '""'
"""What finds nothing in an index of words, where no word at all is an error."""

_TABLES = (
    *("records", "panel", "targets", "conflicts", "growth_check", "review", "timeseries"),
    *("documents", "regions", "indicators", "rules", "runs", "problems"),
)
_COUNTS = """SELECT
    (SELECT count(*) FROM documents) AS 文档,
    (SELECT count(*) FROM records) AS 记录,
    (SELECT count(DISTINCT region_name) FROM records) AS 地区,
    (SELECT count(DISTINCT indicator) FROM records) AS 标准指标"""
Asgi = Callable[[Any, Any, Any], Awaitable[None]]

_Hook = TypeVar("_Hook", bound=Callable[..., Any])
hookimpl: Callable[[_Hook], _Hook] = _hookimpl  # Datasette is not typed


@dataclass(eq=False)
class Pages:
    """The plugin; ``rules`` are loaded when the first page asks why a number was refused."""

    rules_folder: Path | None = None
    _rules: RuleSet | None = field(default=None, init=False)

    @property
    def __name__(self) -> str:
        """By which Datasette lists it."""
        return "extractor"

    @hookimpl
    def register_routes(self) -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
        """The addresses of our own pages."""
        return [(r"^/document/(?P<name>.+)$", self.document), (r"^/-/card$", self.card)]

    @hookimpl
    def extra_template_vars(self, datasette: Datasette, request: Request | None) -> dict[str, Any]:
        """What the first page calls."""
        return {"site_home": lambda: home(datasette, request)}

    @hookimpl
    def prepare_jinja2_environment(self, env: Environment, datasette: Datasette) -> None:
        """Datasette's own templates in Chinese, and what all templates call, those of errors too."""
        if env.loader is not None:
            env.loader = InChinese(env.loader)
        env.globals |= {
            "word": word,
            "stated": stated,
            "site_title": lambda: datasette.metadata("title"),
            "site_links": lambda: _links(datasette),
        }

    @hookimpl
    def prepare_connection(self, conn: sqlite3.Connection) -> None:
        """The functions that queries and charts call."""
        functions: tuple[tuple[str, int, Callable[..., Any]], ...] = (
            ("word", 2, word),
            ("readable", 1, readable),
            ("stated", 3, stated),
            ("path_escaped", 1, lambda text: quote(text) if text is not None else None),
            ("match_expression", 1, lambda words: match_expression(words or "") or _NOTHING),
            ("has_words", 2, lambda sentence, words: has_words(sentence or "", words or "")),
        )
        for name, arguments, function in functions:
            conn.create_function(name, arguments, function, deterministic=True)

    @hookimpl
    def render_cell(self, row: Any, value: Any, column: str, table: str | None, datasette: Datasette) -> Markup | None:
        """A cell that leads to a document, a word in Chinese, or an amount as it is read."""
        return cell(row, value, column, table, datasette)

    @hookimpl
    def handle_exception(self, datasette: Datasette, request: Request, exception: Exception) -> Awaitable[Response]:
        """A page that says what was wrong."""
        return answer(datasette, request, exception)

    @hookimpl
    def asgi_wrapper(self) -> Callable[[Asgi], Asgi]:
        """Tell the browser that nothing is to be fetched from elsewhere."""
        return _with_policy

    async def document(self, request: Request, datasette: Datasette) -> Response:
        """The page of a document, with the numbers that became no record where ``?refused=1`` asks for them."""
        name = unquote(request.url_vars["name"])
        await _allowed(datasette, request, "documents", "records")
        database = datasette.get_database(DATABASE)
        row = (await database.execute("SELECT * FROM documents WHERE name = ?", [name])).first()
        if row is None:
            raise NotFound(f"没有这个文档：{name}")
        found = await database.execute('SELECT * FROM records WHERE document = ? ORDER BY start, "end"', [name])
        records = [_plain(record) for record in found.rows]
        numbers = [_number(record) for record in records]
        refused: list[Number] = []
        told: str | None = None
        if request.args.get("refused"):
            try:
                refused = await asyncio.to_thread(self._refused, _stored(row))
            except ExtractorError as error:
                told = str(error)
        document = dict(row)
        marked = marks([*numbers, *refused], len(document["text"]))
        context = {
            "document": document,
            "inferred": json.loads(document["inferred"]),
            "blocks": list(blocks(document["text"], marked)),
            "records": records[:_LISTED],
            "legend": _legend(records),
            "asked_refused": bool(request.args.get("refused")),
            "refused_shown": sum(not mark.records for mark in marked),
            "other_rules": self._rules is not None and self._rules.digest != document["rules_digest"],
            "told": told,
            "records_path": table_path(datasette, "records", document=name),
            "row_path": datasette.urls.row(DATABASE, "documents", tilde_encode(name)),
            "here": document_path(datasette, name),
            "card_path": datasette.urls.path("/-/card"),
            "record_path": lambda ids: record_path(datasette, ids),
        }
        page = await datasette.render_template("document.html", context, request=request, view_name="document")
        return Response.html(page, headers={"content-security-policy": _DOCUMENT_POLICY})

    async def card(self, request: Request, datasette: Datasette) -> Response:
        """The card of records, ``?id=`` once or several times: each with its rule, and where it leads."""
        await _allowed(datasette, request, "records")
        ids = request.args.getlist("id")[:50]
        slots = ", ".join("?" * len(ids))
        found = await datasette.get_database(DATABASE).execute(
            f'SELECT * FROM records WHERE id IN ({slots}) ORDER BY start, "end"', ids
        )
        records = [_plain(record) for record in found.rows]
        context = {
            "records": records,
            "record_path": lambda ids: record_path(datasette, ids),
            "rule_path": lambda rule: datasette.urls.row(DATABASE, "rules", tilde_encode(rule)),
        }
        return Response.html(await datasette.render_template("card.html", context, request=request))

    def _refused(self, stored: StoredDocument) -> list[Number]:
        if self._rules is None:
            self._rules = compiled.load_rules(self.rules_folder)
        return refused_numbers(stored, self._rules)


async def home(datasette: Datasette, request: Request | None) -> dict[str, Any]:
    """What the first page shows of the database; nothing to those who may not see it."""
    try:
        await _allowed(datasette, request, *_TABLES)
    except Forbidden:
        return {"allowed": False}
    counted = (await datasette.get_database(DATABASE).execute(_COUNTS)).first()
    told = datasette.metadata("databases")[DATABASE]
    boards = datasette.plugin_config("datasette-dashboards") or {}
    return {
        "allowed": True,
        "figures": {name: f"{counted[name]:,}" for name in counted.keys()},  # noqa: SIM118 - a row is no mapping
        "boards": [{"href": datasette.urls.path(f"/-/dashboards/{slug}"), **board} for slug, board in boards.items()],
        "queries": [
            {"href": f"{datasette.urls.query(DATABASE, name)}?{urlencode(sample)}", **told["queries"][name]}
            for name, sample in ((name, query["parameters"]) for name, query in queries().items())
        ],
        "tables": [
            {"href": datasette.urls.table(DATABASE, name), "name": name, **told["tables"][name]} for name in _TABLES
        ],
    }


def _links(datasette: Datasette) -> list[dict[str, str]]:
    """The pages that every page leads to: the dashboards, the documents, the records, the queries."""
    boards = datasette.plugin_config("datasette-dashboards") or {}
    return [
        *(
            {"href": datasette.urls.path(f"/-/dashboards/{slug}"), "label": board["short"]}
            for slug, board in boards.items()
        ),
        {"href": datasette.urls.table(DATABASE, "documents"), "label": "文档"},
        {"href": datasette.urls.table(DATABASE, "records"), "label": "记录"},
        {"href": datasette.urls.database(DATABASE), "label": "数据表与查询"},
    ]


async def _allowed(datasette: Datasette, request: Request | None, *tables: str) -> None:
    """Refuse those who may not see the tables: a page tells no more than they do."""
    for table in tables:
        seen = [("view-table", (DATABASE, table)), ("view-database", DATABASE), "view-instance"]
        await datasette.ensure_permissions(request.actor if request else None, seen)


def _plain(row: Any) -> dict[str, Any]:
    record = dict(row)
    return record | {"flags": json.loads(record["flags"])}


def _number(record: Mapping[str, Any]) -> Number:
    return Number(
        start=record["start"],
        end=record["end"],
        record=record["id"],
        statistic=record["statistic"],
        status=record["status"],
        flagged=bool(record["flags"]),
    )


def _stored(row: Any) -> StoredDocument:
    """The document with what was told of it; what had been inferred is inferred again."""
    inferred = json.loads(row["inferred"])
    return StoredDocument(
        name=row["name"],
        text=row["text"],
        title=row["title"],
        region=None if "region" in inferred else row["region"],
        published=None if "published" in inferred else row["published"],
        kind=row["kind"],
    )


def _legend(records: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """How many records a document has of each statistic and status, in the order of the words."""
    counted: dict[str, dict[str, int]] = {}
    for kind in ("statistic", "status"):
        each = {name: sum(record[kind] == name for record in records) for name in CODES[kind]}
        counted[kind] = {name: count for name, count in each.items() if count}
    counted["flagged"] = {"flagged": sum(bool(record["flags"]) for record in records)}
    return counted


def _with_policy(app: Asgi) -> Asgi:
    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def send_with_policy(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                if not any(name.lower() == b"content-security-policy" for name, _ in headers):
                    headers.append((b"content-security-policy", _POLICY.encode()))
                headers.append((b"referrer-policy", b"same-origin"))
                message = {**message, "headers": headers}
            await send(message)

        await app(scope, receive, send_with_policy)

    return wrapped
