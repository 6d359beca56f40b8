"""Long work beside the requests: each job says how far it is, and can be cancelled at any time.

What a job finds out and hands over as plain data runs in a process of its own (`standoff.workbench.worker`), so
that it can be ended at once and never holds up the page.
The analysis of a large dispute stays in this process, where the pages look at it; it stops between two steps.
"""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from standoff.errors import StandoffError
from standoff.model.words import nearest
from standoff.workbench.arguments import Arguments
from standoff.workbench.commands import program, twin
from standoff.workbench.enumerating import analyze_large
from standoff.workbench.refusals import Refusal, said, told

if TYPE_CHECKING:
    from standoff.workbench.bench import Bench
    from standoff.workbench.desk import Desk

APART = ("mediate", "mediate_statements", "conditions", "count_rankings", "robustness", "prospects")
HERE = ("enumerate", "analyze")
MOST_RUNNING = 4
MOST_REMEMBERED = 60


class Cancelled(Exception):
    """Raised within a job that is to stop."""


@dataclass
class Job:
    """One piece of long work."""

    id: str
    kind: str
    desk: str
    version: int
    command: str
    python: str
    state: str = "running"
    said: str = ""
    result: Any = None
    error: dict[str, Any] | None = None
    process: subprocess.Popen[str] | None = field(default=None, repr=False)
    stop: threading.Event = field(default_factory=threading.Event, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the job as the page sees it."""
        names = ("id", "kind", "desk", "version", "command", "python", "state", "said", "result", "error")
        return {"job": self.id, **{name: getattr(self, name) for name in names}}


class Jobs:
    """The jobs of one workbench."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.jobs: dict[str, Job] = {}
        self.lock = threading.RLock()

    def start(self, desk: Desk, arguments: Arguments) -> Job:
        """Start a job on the dispute as it is now."""
        kind = arguments.text("kind")
        if kind not in (*APART, *HERE):
            raise Refusal(f"There is no job {kind!r}.", status=400, mend=nearest(kind, (*APART, *HERE)))
        parameters = {key: value for key, value in arguments.rest("kind", "version").items() if value is not None}
        with self.lock:
            if sum(job.state == "running" for job in self.jobs.values()) >= MOST_RUNNING:
                raise Refusal(f"{MOST_RUNNING} jobs are running.", status=429, mend="Wait for one, or cancel one.")
            with desk.lock:
                request = _request(desk, kind, parameters)
                twins = twin(desk.label, kind, parameters), program(desk.label, kind, parameters)
                job = Job(secrets.token_hex(5), kind, desk.id, desk.number, *twins)
            self.jobs[job.id] = job
            if kind in HERE:
                desk.job = job.id
            while len(self.jobs) > MOST_REMEMBERED:
                self.jobs.pop(next(iter(self.jobs)))
        work = (lambda: self._apart(job, request)) if kind in APART else (lambda: self._here(job, desk))
        threading.Thread(target=self._run, args=(job, work), name=f"job {kind}", daemon=True).start()
        return job

    def find(self, identifier: str) -> Job:
        """Return a job.

        Raises
        ------
        Refusal
            If there is none, or it ended long ago.
        """
        job = self.jobs.get(identifier)
        if job is None:
            raise Refusal("There is no such job.", status=404)
        return job

    def cancel(self, job: Job) -> None:
        """Stop a job; one that has ended stays as it is."""
        with self.lock:
            if job.state != "running":
                return
            job.state = "cancelled"
            job.stop.set()
            if job.process is not None:
                job.process.kill()
        self._tell(job)

    def end(self) -> None:
        """Stop all jobs."""
        for job in list(self.jobs.values()):
            self.cancel(job)

    def _run(self, job: Job, work: Callable[[], Any]) -> None:
        """Do a job's work and note how it ended."""
        try:
            result, error = work(), None
        except Cancelled:
            return
        except StandoffError as problem:
            result, error = None, told(problem)
        except MemoryError:
            result, error = None, told(StandoffError("There is not enough memory for this."))
        except Exception as problem:
            result, error = None, told(StandoffError(f"The job failed ({type(problem).__name__}: {problem})."))
        with self.lock:
            if job.state != "running":
                return
            job.state, job.result, job.error = "failed" if error else "done", result, error
        self._tell(job)

    def _tell(self, job: Job) -> None:
        self.bench.bus.publish({"type": "job", "job": job.id, "desk": job.desk, "state": job.state, "said": job.said})

    def _says(self, job: Job, text: str) -> None:
        """Note how far a job is, and stop it if it is to stop."""
        if job.stop.is_set():
            raise Cancelled
        if text != job.said:
            job.said = text
            self._tell(job)

    def _here(self, job: Job, desk: Desk) -> Any:
        """Analyze a large dispute in this process."""
        return analyze_large(desk, lambda text: self._says(job, text))

    def _apart(self, job: Job, request: Mapping[str, Any]) -> Any:
        """Have a process of its own do the work, and read what it says line by line."""
        with self.lock:
            if job.state != "running":
                raise Cancelled
            job.process = process = subprocess.Popen(
                [sys.executable, "-m", "standoff.workbench.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            json.dump(request, process.stdin)
            process.stdin.close()
            for line in process.stdout:
                message = json.loads(line)
                if "said" in message:
                    self._says(job, message["said"])
                elif "error" in message:
                    raise said(message["error"])
                else:
                    return message["result"]
        except BrokenPipeError:
            pass
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
        if job.stop.is_set():
            raise Cancelled
        raise StandoffError("The job ended without an answer.", mend="It may have run out of memory.")


def _request(desk: Desk, kind: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a worker needs to know."""
    if kind not in APART:
        if not desk.size.large:
            raise Refusal("This dispute is small: its verdicts are there already.", status=409)
        return {}
    if desk.version.dispute is None:
        raise Refusal("The source has errors.", status=409, mend="Mend them first.")
    name = desk.path.name if desk.path else desk.label
    return {"kind": kind, "text": desk.version.text, "name": name, "parameters": dict(parameters)}
