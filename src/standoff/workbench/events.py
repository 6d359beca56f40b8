"""What happens, told to every open page at once (server-sent events)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from threading import RLock
from typing import Any

HEARTBEAT = 15.0
MOST_WAITING = 1_000


class Bus:
    """Passes events from any thread on to every page that listens."""

    def __init__(self) -> None:
        self._lock = RLock()  # A signal may come while it is held by the same thread.
        self._listeners: list[tuple[asyncio.AbstractEventLoop, asyncio.Queue[str | None]]] = []
        self._closed = False

    def publish(self, event: Mapping[str, Any]) -> None:
        """Tell all pages; a page that no longer takes anything is left behind."""
        self._put(f"data: {json.dumps(event, ensure_ascii=False)}\n\n")

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        self._closed = True
        self._put(None)

    def _put(self, message: str | None) -> None:
        with self._lock:
            listeners = list(self._listeners)
        for loop, queue in listeners:
            if not loop.is_closed():
                loop.call_soon_threadsafe(_offer, queue, message)

    async def stream(self) -> AsyncIterator[str]:
        """Yield events as they come, with a comment now and then that keeps the connection open."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(MOST_WAITING)
        listener = asyncio.get_running_loop(), queue
        with self._lock:
            self._listeners.append(listener)
        try:
            yield ": open\n\n"
            while not self._closed:
                try:
                    message = await asyncio.wait_for(queue.get(), HEARTBEAT)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if message is None:
                    return
                yield message
        finally:
            with self._lock:
                self._listeners.remove(listener)


def _offer(queue: asyncio.Queue[str | None], message: str | None) -> None:
    """Put a message into a queue unless nobody has taken any for long."""
    if not queue.full():
        queue.put_nowait(message)
