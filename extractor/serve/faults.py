"""What is answered when a page cannot be shown: a message to who asked, and no traceback to anybody."""

from __future__ import annotations

import logging
from os import environ

from datasette.app import Datasette
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from extractor.runs import unexpected


async def answer(datasette: Datasette, request: Request, error: Exception) -> Response:
    """The page, or the JSON, that tells what was wrong: 没有这个文档 is 404.

    A fault of ours is told on standard error too, in one line. Datasette's own way writes every variable of every
    frame to standard output.
    """
    title = None
    if isinstance(error, Base400):
        status, message = error.status, str(error.args[0])
    elif isinstance(error, DatasetteError):
        status, title = error.status, error.title
        message = Markup(error.message) if error.message_is_html else error.message
    else:
        status, message = 500, unexpected(error)
        logging.getLogger("uvicorn.error").error(
            "%s: %s", request.path, message, exc_info=error if environ.get("EXTRACTOR_DEBUG") else None
        )
    told = {"ok": False, "error": message, "status": status, "title": title}
    if request.path.endswith(".json"):
        return Response.json(told, status=status)
    template = datasette.jinja_env.get_template("error.html")
    context = {"urls": datasette.urls, "app_css_hash": datasette.app_css_hash(), "menu_links": list}
    return Response.html(await template.render_async(told | context), status=status)
