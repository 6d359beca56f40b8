"""Runs the workbench: finds a port, says where it listens, opens a browser, and stops cleanly."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from standoff.catalog import PREFIX
from standoff.errors import StandoffError
from standoff.workbench.app import make_app
from standoff.workbench.bench import Bench
from standoff.workbench.keeping import state_folder
from standoff.workbench.security import new_token

HOST = "127.0.0.1"
PORT = 8602
TRIED = 20


def listen(port: int | None) -> socket.socket:
    """Return a socket that listens on this machine: at the port asked for, else at the first free one.

    Raises
    ------
    StandoffError
        If the port is taken or may not be used.
    """
    wanted = range(PORT, PORT + TRIED) if port is None else [port]
    for number in wanted:
        # Named as TCP, so that asyncio sends small answers at once instead of waiting for more.
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, number))
            found.listen(128)
            return found
        except (OSError, OverflowError) as error:
            found.close()
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    last = f"Port {port}" if port is not None else f"Ports {PORT} to {PORT + TRIED - 1}"
    mend = "Name another with --port, or stop what listens there."
    raise StandoffError(f"{last} cannot be used: {reason}.", mend=mend)


def serve(
    target: str,
    *,
    port: int | None = None,
    state: Path | None = None,
    browser: bool = True,
    say: Callable[[str], None] = print,
) -> None:
    """Serve the workbench until it is interrupted.

    Parameters
    ----------
    target : str
        A folder; or a dispute file, which is opened, and whose folder is served; or ``catalog:NAME``.
    port : int, optional
        Where to listen; 0 takes any free port.
    state : Path, optional
        Where disputes without a file are kept; the platform's place for such things if left out.
    browser : bool
        Whether to open a browser.
    say : callable
        Told the address and how to stop.

    Raises
    ------
    StandoffError
        If the target cannot be opened, or no port is free.
    """
    bench, desk = prepare(target, state)
    token = new_token()
    listening = listen(port)
    number = listening.getsockname()[1]
    address = f"http://{HOST}:{number}/?token={token}" + (f"#{desk}" if desk else "")
    server = _server(bench, token, number)
    say(f"The workbench is at {address}")
    say("It answers to this machine only. Ctrl-C stops it; nothing is lost.")
    if browser:
        threading.Timer(0.5, lambda: webbrowser.open(address)).start()
    with listening, suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    say("Stopped.")


def prepare(target: str, state: Path | None) -> tuple[Bench, str | None]:
    """Return the workbench of a folder, or of a file's folder with the file opened, and the open desk if any."""
    if target.startswith(PREFIX):
        bench = Bench(Path(), state or state_folder())
        return bench, bench.open({"catalog": target}).id
    place = Path(target)
    if not place.exists():
        raise StandoffError("There is no such file or folder.", where=target, mend="Check the name.")
    folder = place if place.is_dir() else place.resolve().parent
    bench = Bench(folder, state or state_folder())
    if place.is_dir():
        return bench, None
    return bench, bench.open({"file": place.resolve().name}).id


def _server(bench: Bench, token: str, port: int) -> Any:
    """Return the server, in which an interruption ends the event streams at once: they would hold it up."""
    import uvicorn

    settings = uvicorn.Config(
        make_app(bench, token, port),
        log_level="warning",
        access_log=False,
        lifespan="on",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    server: Any = uvicorn.Server(settings)
    leave = server.handle_exit

    def stop(number: int, frame: Any) -> None:
        bench.bus.close()
        leave(number, frame)

    server.handle_exit = stop
    return server
