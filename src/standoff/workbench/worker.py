"""A process that does one job: it reads what to do from its input, and writes how far it is, and what it found.

Each line of its output is one JSON object: ``{"said": …}`` while it works, and at the end ``{"result": …}``
or ``{"error": …}``.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from standoff.errors import StandoffError
from standoff.workbench.commands import OF_ANALYSIS, RENAMED
from standoff.workbench.refusals import Refusal, told

HEARD = ("mediate_statements",)
"""Methods that say how far they are, although their signature does not tell."""


def main() -> None:
    """Do the job that standard input describes."""
    try:
        answer = {"result": do(json.load(sys.stdin), lambda text: _write({"said": text}))}
    except StandoffError as error:
        answer = {"error": told(error)}
    except MemoryError:
        answer = {"error": told(StandoffError("There is not enough memory for this."))}
    _write(answer)


def _write(message: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, default=str) + "\n")
    sys.stdout.flush()


def do(request: Mapping[str, Any], progress: Callable[[str], None]) -> dict[str, Any]:
    """Do one job and return its result as plain data.

    Parameters
    ----------
    request : mapping
        ``kind`` (a method of `standoff.Analysis`), ``text`` and ``name`` of the dispute, and ``parameters``,
        of which ``phase``, ``concept_of``, ``sanctions`` and ``return_to_s`` are those of the analysis.
    progress : callable
        Told in words how far it is.
    """
    from standoff.analysis import Analysis
    from standoff.model.files import loads

    given = {RENAMED.get(name, name): value for name, value in request["parameters"].items()}
    of_analysis = {name: given.pop(name) for name in OF_ANALYSIS if name in given}
    analysis = Analysis(loads(request["text"], request["name"]), **of_analysis)
    method = getattr(analysis, request["kind"])
    _check(request["kind"], method, given)
    try:
        if "progress" in inspect.signature(method).parameters or request["kind"] in HEARD:
            given["progress"] = lambda *done: progress(_words(done))
        found = method(**given)
        return _shown(request["kind"], analysis, found)
    except (TypeError, ValueError) as error:
        raise StandoffError(f"{request['kind']} cannot be asked like this: {error}.") from error


def _words(done: tuple[Any, ...]) -> str:
    """Return how far the work is: what the method says, or how many of how many are done."""
    if len(done) == 2 and all(isinstance(number, int) for number in done):
        return f"{done[0]:,} of {done[1]:,}"
    return " ".join(map(str, done))


def _check(kind: str, method: Callable[..., Any], given: Mapping[str, Any]) -> None:
    """Refuse parameters that the method does not have, and name the nearest."""
    from standoff.model.words import nearest

    parameters = inspect.signature(method).parameters
    known = [name for name in parameters if name != "progress"]
    if any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters.values()):
        return
    for name in given:
        if name not in known:
            raise Refusal(f"{kind} has no parameter {name!r}.", mend=nearest(name, known))


def _shown(kind: str, analysis: Any, found: Any) -> dict[str, Any]:
    """Return what was found as plain data, with its sentences, and of a mediation the branch that shows it."""
    document: dict[str, Any] = dict(found.to_dict())
    if kind == "prospects":
        from standoff.explain.futures import foresee

        heard = foresee(found)
        return document | {
            "sentences": list(heard.found),
            "assumed": list(heard.assumed),
            "not_modelled": list(heard.not_modelled),
        }
    document["sentences"] = [line for line in str(found).splitlines() if line.strip()]
    if kind == "robustness":
        document["shares"] = _shares(document)
    if kind == "mediate_statements" and found.dispute is not None:
        from standoff.model.save import text_of

        document["branch"] = {"name": f"{found.target} made to hold", "text": text_of(found.dispute)}
    if kind == "mediate" and document.get("rankings"):
        document["branch"] = {"name": f"{document['target']} made to hold", "rankings": document["rankings"]}
    return document


def _shares(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the share in which each verdict holds, by concept, side and state, for marks in tables."""

    def of(cells: Any) -> dict[str, float]:
        return {cell["state"]: cell["share"] for cell in cells}

    return {
        "equilibria": {concept: of(cells) for concept, cells in document["equilibria"].items()},
        "stability": {
            concept: {side: of(cells) for side, cells in sides.items()}
            for concept, sides in document["verdicts"].items()
        },
    }


if __name__ == "__main__":
    main()
