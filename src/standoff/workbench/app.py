"""The addresses of the workbench and what each of them does."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import perf_counter
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from standoff.errors import StandoffError
from standoff.workbench import pages
from standoff.workbench.bench import Bench
from standoff.workbench.refusals import Refusal, told
from standoff.workbench.routes import ROUTES, Ask
from standoff.workbench.security import TOKEN_HEADER, Guard, cookie_name

LARGEST_BODY = 24_000_000
"""Bytes that a request may bring."""


def make_app(bench: Bench, token: str, port: int) -> Guard:
    """Return the application of one workbench.

    Parameters
    ----------
    bench : Bench
        What it works on.
    token : str
        The secret of this start.
    port : int
        Where it will listen; requests to another host or port are refused.
    """
    routes = [
        Route("/", _page(token, port)),
        Route("/static/{name}", _static),
        Route("/api/events", _events(bench)),
        *(Route(path, _endpoint(bench, function), methods=[method]) for method, path, function in ROUTES),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        bench.begin()
        try:
            yield
        finally:
            bench.end()

    handlers: dict[Any, Callable[[Request, Exception], Response]] = {404: _missing, 405: _missing, 500: _broken}
    return Guard(Starlette(routes=routes, exception_handlers=handlers, lifespan=lifespan), token, port, pages.refused())


def _page(token: str, port: int) -> Callable[[Request], Any]:
    """Return the page; a right token in the address becomes a cookie and leaves the address."""
    import secrets

    async def page(request: Request) -> Response:
        given = request.query_params.get("token")
        if given is None:
            return HTMLResponse(pages.page())
        if not secrets.compare_digest(given.encode("utf-8", "replace"), token.encode()):
            return HTMLResponse(pages.refused(), status_code=401)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(cookie_name(port), token, httponly=True, samesite="strict", path="/")
        return answer

    return page


async def _static(request: Request) -> Response:
    found = pages.static(request.path_params["name"])
    if found is None:
        return _told(Refusal("There is no such file.", status=404))
    content, kind = found
    return Response(content, media_type=kind)


def _events(bench: Bench) -> Callable[[Request], Any]:
    async def events(_: Request) -> Response:
        return StreamingResponse(bench.bus.stream(), media_type="text/event-stream")

    return events


def _endpoint(bench: Bench, function: Callable[[Bench, Ask], Any]) -> Callable[[Request], Any]:
    """Return what answers one address: the body is read, the work done in a thread, errors told."""

    async def endpoint(request: Request) -> Response:
        start = perf_counter()
        try:
            ask = Ask(
                path=dict(request.path_params),
                query=dict(request.query_params),
                body=await _body(request),
                by="command" if TOKEN_HEADER in request.headers else "page",
            )
            answer = await run_in_threadpool(function, bench, ask)
        except StandoffError as error:
            return _told(error)
        if isinstance(answer, pages.Download):
            disposition = f"attachment; filename*=utf-8''{quote(answer.name)}"
            return Response(answer.content, media_type=answer.kind, headers={"content-disposition": disposition})
        response = _json(answer)
        response.headers["server-timing"] = f"work;dur={1000 * (perf_counter() - start):.1f}"
        return response

    return endpoint


async def _body(request: Request) -> Any:
    """Return the JSON that a request brings; None where it brings nothing."""
    if request.method in ("GET", "HEAD"):
        return None
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LARGEST_BODY:
            raise Refusal(
                f"This is more than {LARGEST_BODY / 1e6:.0f} MB, the most that can be sent at once.", status=413
            )
    if not raw:
        return {}
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refusal("Requests bring JSON.", status=415)
    try:
        found = json.loads(raw)
        if b"\\u" in raw:
            json.dumps(found, ensure_ascii=False).encode()  # Halves of signs cannot be written anywhere.
    except (ValueError, RecursionError):
        raise Refusal("This is no JSON.", status=400) from None
    return found


def _told(error: StandoffError) -> Response:
    status, more = (error.status, error.more) if isinstance(error, Refusal) else (422, {})
    return _json({"error": told(error), **more}, status)


def _json(content: Any, status: int = 200) -> Response:
    return Response(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")), status, media_type="application/json"
    )


def _missing(_: Request, error: Exception) -> Response:
    return JSONResponse(
        {"error": told(StandoffError("There is nothing at this address."))}, getattr(error, "status_code", 404)
    )


def _broken(_: Request, error: Exception) -> Response:
    what = StandoffError(
        f"Something in the program went wrong ({type(error).__name__}); the dispute is as it was.",
        mend="Please tell the authors what you did.",
    )
    return JSONResponse({"error": told(what)}, 500)
