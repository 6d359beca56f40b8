"""What the server answers when something is wrong: one shape for every error, for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from standoff.errors import FileErrors, StandoffError
from standoff.model.statements import StatementError

MOST_TOLD = 200
_PLACE = re.compile(r"(?s)^.*:(\d+):(\d+)$")


class Refusal(StandoffError):
    """A request that cannot be done, with the status that says which kind of no it is.

    Parameters
    ----------
    what : str
        One sentence.
    status : int
        400 to 499.
    mend : str, optional
        What to do about it.
    more : mapping, optional
        What stands in the answer beside the error, such as the desk as it is now.
    """

    def __init__(
        self, what: str, *, status: int = 422, mend: str | None = None, more: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(what, mend=mend)
        self.status = status
        self.more = dict(more or {})


def told(error: StandoffError) -> dict[str, Any]:
    """Return an error as the page reads it: the first problem, and the others, not too many, under ``more``.

    Examples
    --------
    >>> told(StandoffError("The key is unknown.", where="a.yaml:3:7", mend="Take it out."))["line"]
    3
    """
    if isinstance(error, FileErrors):
        first, *others = [_one(problem) for problem in error.problems[:MOST_TOLD]]
        return first | {"more": others}
    return _one(error)


def said(problem: Mapping[str, Any]) -> StandoffError:
    """Return the error that `told` made such words of, for what another process reports."""
    first = StandoffError(problem["what"], where=problem["where"], mend=problem["mend"])
    return FileErrors([first, *map(said, problem["more"])]) if problem["more"] else first


def _one(error: StandoffError) -> dict[str, Any]:
    """Return one problem with its place."""
    found = _PLACE.match(error.where or "")
    line, column = (int(found[1]), int(found[2])) if found else (None, None)
    if isinstance(error, StatementError):
        column = error.column
    return {
        "what": error.what,
        "where": error.where,
        "mend": error.mend,
        "line": line,
        "column": column,
        "more": [],
    }
