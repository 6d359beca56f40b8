"""One question to a language model behind an OpenAI-compatible address, with nothing but the standard library.

A server that is busy is asked again after a pause; no redirection is followed, so that the key goes nowhere else;
an answer that is too long or too slow is given up.
"""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from standoff.errors import StandoffError
from standoff.read.readers.llm_settings import TIMEOUT, URL, Settings

ATTEMPTS = 4
LONGEST_PAUSE = 60.0

LARGEST_ANSWER = 4_000_000
"""Bytes: many times what the entries of the longest part of a report take."""

_BUSY = (408, 409, 429, 500, 502, 503, 504, 529)
_NOT_UNDERSTOOD = (400, 404, 415, 422, 501)
"""What servers say that know no JSON schema."""


@dataclass(frozen=True)
class Answer:
    """The words of an answer, and the tokens that it took."""

    text: str
    sent: int = 0
    received: int = 0


class _NoRedirection(HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_: Any) -> None:
        """Refuse: what was meant for one server is sent to no other."""


def ask(settings: Settings, messages: list[dict[str, str]], schema: dict[str, Any]) -> Answer:
    """Ask for JSON of a schema; where the server knows no schemas, for JSON, and else for text that should be JSON.

    Raises
    ------
    StandoffError
        If the server does not answer, refuses, or answers what is not an answer.
    """
    forms: tuple[dict[str, Any] | None, ...] = (
        {"type": "json_schema", "json_schema": {"name": "ledger", "strict": True, "schema": schema}},
        {"type": "json_object"},
        None,
    )
    for form in forms:
        body: dict[str, Any] = {"model": settings.model, "messages": messages, "temperature": 0}
        if form is not None:
            body["response_format"] = form
        try:
            return _answer(settings, _send(settings, json.dumps(body).encode()))
        except _Misunderstood as refusal:
            if form is None:
                raise _refused(settings, refusal.status, refusal.said) from None
    raise AssertionError


class _Misunderstood(Exception):
    """The server does not understand the question as it is put."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(status)
        self.status, self.said = status, said


def _send(settings: Settings, body: bytes) -> bytes:
    """Send a question, again where the server is busy."""
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "standoff"}
    if settings.key:
        headers["Authorization"] = f"Bearer {settings.key}"
    pause = settings.pause
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _received(settings, Request(settings.endpoint, body, headers, method="POST"))
        except HTTPError as error:
            status, said = error.code, _said(settings, error)
            if status in _NOT_UNDERSTOOD:
                raise _Misunderstood(status, said) from None
            if status not in _BUSY or attempt == ATTEMPTS:
                raise _refused(settings, status, said) from None
            time.sleep(min(max(pause, _asked_pause(error)), LONGEST_PAUSE))
        except TimeoutError:
            raise _too_slow(settings) from None
        except (URLError, OSError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise _too_slow(settings) from None
            if attempt == ATTEMPTS:
                raise _no_answer(settings) from None
            time.sleep(min(pause, LONGEST_PAUSE))
        pause *= 2
    raise AssertionError


def _received(settings: Settings, request: Request) -> bytes:
    """Return the bytes of one answer, read piece by piece so that one that trickles is given up, too."""
    over = time.monotonic() + settings.timeout
    pieces: list[bytes] = []
    size = 0
    with build_opener(_NoRedirection).open(request, timeout=settings.timeout) as response:
        while piece := response.read1(65_536):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST_ANSWER:
                raise StandoffError(
                    f"the language model's answer is longer than {LARGEST_ANSWER:,} bytes.", where=settings.host
                )
            if time.monotonic() > over:
                raise TimeoutError
    return b"".join(pieces)


def _answer(settings: Settings, received: bytes) -> Answer:
    """Take the words and the counts out of what was received; all else of it is left alone."""
    try:
        document = json.loads(received)
        choice = document["choices"][0]
        text = choice["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        text, choice, document = None, {}, {}
    if not isinstance(text, str):
        raise StandoffError(
            "this is no answer of a language model.", where=settings.host, mend=f"Check the address in {URL}."
        )
    if choice.get("finish_reason") == "length":
        raise StandoffError(
            "the language model's answer was cut off.",
            where=settings.host,
            mend="Let its server allow longer answers, or take a model that can give them.",
        )
    usage = document.get("usage")
    counts = [usage.get(k) if isinstance(usage, dict) else 0 for k in ("prompt_tokens", "completion_tokens")]
    sent, received_tokens = (n if type(n) is int and 0 <= n < 10**9 else 0 for n in counts)
    return Answer(text, sent, received_tokens)


def _asked_pause(error: HTTPError) -> float:
    """Return the seconds that a server asks to be left in peace."""
    asked = (error.headers.get("Retry-After") or "") if error.headers else ""
    return float(asked) if asked.isdecimal() and len(asked) < 6 else 0.0


def _said(settings: Settings, error: HTTPError) -> str:
    """Return what a server says of an error, short, on one line, and never the key."""
    try:
        document = json.loads(error.read(20_000))
        said = document["error"]["message"]
    except (ValueError, LookupError, TypeError, OSError, RecursionError, http.client.HTTPException):
        return ""
    if not isinstance(said, str):
        return ""
    if settings.key:
        said = said.replace(settings.key, "***")
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())
    return plain[:200]


def _refused(settings: Settings, status: int, said: str) -> StandoffError:
    try:
        meaning = HTTPStatus(status).phrase
    except ValueError:
        meaning = "an error"
    told = f" It says: {said}" if said else ""
    mends = {
        401: "Check STANDOFF_LLM_KEY.",
        403: "Check STANDOFF_LLM_KEY.",
        404: f"Check {URL} and STANDOFF_LLM_MODEL.",
        429: "Try again later: it goes on where it was.",
    }
    mend = mends.get(status, "Try again later: it goes on where it was." if status >= 500 else None)
    return StandoffError(
        f"the language model's server refuses: {status} {meaning}.{told}", where=settings.host, mend=mend
    )


def _too_slow(settings: Settings) -> StandoffError:
    return StandoffError(
        f"the language model did not answer within {settings.timeout:g} seconds.",
        where=settings.host,
        mend=f"Set {TIMEOUT} to more seconds.",
    )


def _no_answer(settings: Settings) -> StandoffError:
    return StandoffError(
        "no language model answers there.", where=settings.host, mend=f"Check {URL}, and that the server is running."
    )
