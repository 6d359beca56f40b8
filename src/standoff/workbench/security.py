"""Who may ask: this machine, with the token of this start, from this page.

What is kept out, and how:

1. other machines: the server listens on 127.0.0.1 only;
2. other programs of this machine: every request needs the token, as a cookie or a header;
3. other pages in the same browser: a request with an ``Origin``, or a ``Sec-Fetch-Site``, of elsewhere is refused;
4. names that are made to point to 127.0.0.1 (DNS rebinding): the ``Host`` must be this server's own;
5. scripts and pictures from elsewhere: a content security policy that allows the page's own files only.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
TOKEN_HEADER = "x-standoff-token"
SAFE = frozenset({"GET", "HEAD"})


def new_token() -> str:
    """Return a token that cannot be guessed."""
    return secrets.token_urlsafe(32)


def cookie_name(port: int) -> str:
    """Return the name of the cookie; browsers share cookies between the ports of a machine."""
    return f"standoff-{port}"


class Guard:
    """Lets a request through to the application, or refuses it with one sentence.

    Parameters
    ----------
    app : callable
        The application, as ASGI has it.
    token : str
        The secret of this start.
    port : int
        Where the server listens.
    page : str, optional
        What a browser shows that has no key.
    """

    def __init__(self, app: App, token: str, port: int, page: str = "") -> None:
        self.app = app
        self.page = page
        self.token = token
        self.hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))
        self.cookie = cookie_name(port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await self._refuse(send, scope, *refusal)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in given),
                ]
            await send(message)

        await self.app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Return why a request is refused, None where it is not."""
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1"), []).append(value.decode("latin-1"))
        hosts = headers.get("host", [])
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return 421, "This server answers to its own address only."
        if any(origin != f"http://{hosts[0]}" for origin in headers.get("origin", [])):
            return 403, "Requests of other pages are refused."
        site = headers.get("sec-fetch-site", ["same-origin"])[0]
        entering = scope["path"] == "/" and scope["method"] in SAFE
        if entering and scope["query_string"]:
            return None  # From wherever this address was clicked: the page itself looks at the token in it.
        if site != "same-origin" and not (entering and site == "none"):
            return 403, "Requests of other pages are refused."
        by_header = self._right(headers.get(TOKEN_HEADER, [""])[0])
        if not by_header and not self._right(self._from_cookie(headers)):
            return 401, "Open the address that `standoff serve` printed: it carries the key to this start."
        if scope["method"] not in SAFE and not by_header and "origin" not in headers:
            return 403, "A change needs to say which page it comes from."
        return None

    def _right(self, token: str) -> bool:
        return secrets.compare_digest(token.encode("utf-8", "replace"), self.token.encode())

    async def _refuse(self, send: Send, scope: Scope, status: int, what: str) -> None:
        """Answer with an error in the shape that all errors have; where a page is asked for, with a page."""
        empty: dict[str, Any] = {"where": None, "mend": None, "line": None, "column": None, "more": []}
        body, kind = json.dumps({"error": {"what": what, **empty}}), "application/json"
        if status == 401 and scope["path"] == "/" and self.page:
            body, kind = self.page, "text/html; charset=utf-8"
        content = body.encode()
        headers = {"content-type": kind, "content-length": str(len(content)), **HEADERS}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": content})

    def _from_cookie(self, headers: dict[str, list[str]]) -> str:
        """Return the token in the cookie, empty where there is none."""
        try:
            found = SimpleCookie("; ".join(headers.get("cookie", []))).get(self.cookie)
        except CookieError:
            return ""
        return found.value if found is not None else ""
