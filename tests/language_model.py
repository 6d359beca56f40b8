"""A language model's server for the tests: it answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One reply: a status, a body, headers, and how long it takes (seconds before, and between its bytes)."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    wait: float = 0.0
    trickle: float = 0.0


@dataclass
class Server:
    """What a server was asked, and what it has yet to say; the last reply is repeated."""

    replies: list[Reply]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


def answer(content: object, **usage: int) -> Reply:
    """Return a reply in the form that servers agree on."""
    text = content if isinstance(content, str) else json.dumps(content)
    document = {"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}
    return Reply(json.dumps(document | ({"usage": usage} if usage else {})).encode())


@contextmanager
def serving(*replies: Reply) -> Iterator[Server]:
    """Run a server on this machine for the time of a test."""
    state = Server(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            state.headers.append(dict(self.headers))
            reply = state.replies.pop(0) if len(state.replies) > 1 else state.replies[0]
            if reply.wait:
                time.sleep(reply.wait)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                for at in range(0, len(reply.body), 8) if reply.trickle else ():
                    self.wfile.write(reply.body[at : at + 8])
                    time.sleep(reply.trickle)
                if not reply.trickle:
                    self.wfile.write(reply.body)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    state.url = f"http://127.0.0.1:{made.server_address[1]}/v1"
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        made.shutdown()
        made.server_close()
