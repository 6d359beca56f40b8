"""What comes with a request: each argument asked for by name, with an error for people where it is not as it should."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from standoff.model.words import nearest
from standoff.workbench.refusals import Refusal


class Arguments:
    """The arguments of one request.

    Parameters
    ----------
    given : object
        What the request brought; it has to be keys and values.
    what : str
        What the arguments belong to, for messages.

    Examples
    --------
    >>> Arguments({"side": "Up"}, "side.rename").text("side")
    'Up'
    """

    def __init__(self, given: object, what: str) -> None:
        if not isinstance(given, Mapping):
            raise Refusal(f"{what} wants keys and values.", status=400)
        self._given: dict[str, Any] = dict(given)
        self.what = what
        self._asked: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return self._given.get(name) is not None

    def value(self, name: str) -> Any:
        """Return an argument of any kind; None where it is not given."""
        self._asked.add(name)
        return self._given.get(name)

    def text(self, name: str) -> str:
        """Return a text that has to be given."""
        found = self.value(name)
        if not isinstance(found, str) or not found.strip():
            raise self._wrong(name, "a text")
        return found

    def optional(self, name: str) -> str | None:
        """Return a text, None where it is not given."""
        found = self.value(name)
        if found is not None and not isinstance(found, str):
            raise self._wrong(name, "a text")
        return found or None

    def number(self, name: str) -> int:
        """Return a whole number that has to be given."""
        found = self.value(name)
        if not isinstance(found, int) or isinstance(found, bool):
            raise self._wrong(name, "a whole number")
        return found

    def flag(self, name: str) -> bool:
        """Return yes or no; no where it is not given."""
        found = self.value(name)
        if found is not None and not isinstance(found, bool):
            raise self._wrong(name, "true or false")
        return bool(found)

    def index(self, name: str, count: int, *, what: str) -> int:
        """Return the place of one of so many things, from 0."""
        found = self.number(name)
        if not 0 <= found < count:
            some = f"there are {count}" if count else "there is none"
            raise Refusal(f"There is no {what} {found + 1}: {some}.", status=422)
        return found

    def texts(self, name: str) -> list[str]:
        """Return a list of texts."""
        found = self.value(name)
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise self._wrong(name, "a list of texts")
        return list(found)

    def mapping(self, name: str) -> dict[str, Any]:
        """Return keys and values."""
        found = self.value(name)
        if not isinstance(found, Mapping):
            raise self._wrong(name, "keys and values")
        return dict(found)

    def choice(self, name: str, known: Sequence[str]) -> str:
        """Return one of several words."""
        found = self.text(name)
        if found not in known:
            raise Refusal(f"{self.what} knows no {name} {found!r}.", mend=nearest(found, known))
        return found

    def rest(self, *without: str) -> dict[str, Any]:
        """Return all arguments but some."""
        self._asked.update(self._given)
        return {name: value for name, value in self._given.items() if name not in without}

    def only(self, *known: str) -> None:
        """Refuse arguments that nobody asked for."""
        for name in self._given:
            if name not in self._asked and name not in known:
                raise Refusal(
                    f"{self.what} has no argument {name!r}.",
                    status=400,
                    mend=nearest(name, sorted(self._asked | set(known))),
                )

    def _wrong(self, name: str, wanted: str) -> Refusal:
        given = "nothing is given" if self._given.get(name) is None else "something else is given"
        return Refusal(f"{self.what} wants {wanted} as {name!r}, and {given}.", status=400)
