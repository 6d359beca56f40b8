"""What a request asks: the parts of its address, its query and its body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standoff.model.words import names_in
from standoff.workbench.arguments import Arguments
from standoff.workbench.refusals import Refusal

if TYPE_CHECKING:
    from standoff.workbench.bench import Bench

CONCEPTS_AT_MOST = 24


@dataclass(frozen=True)
class Ask:
    """One request, read.

    Attributes
    ----------
    path : mapping
        The variable parts of the address.
    query : mapping
        What stands behind the question mark.
    body : object
        The JSON that it brings; None where it brings none.
    by : str
        ``page``, or ``command`` for another program that has the token.
    """

    path: Mapping[str, Any]
    query: Mapping[str, str]
    body: Any
    by: str

    @property
    def arguments(self) -> Arguments:
        """The body by name."""
        return Arguments(self.body, "This request")

    @property
    def phase(self) -> str | None:
        """The phase asked for, None for the file as it stands."""
        return self.query.get("phase") or None

    @property
    def concepts(self) -> tuple[str, ...]:
        """The solution concepts asked for."""
        from standoff.workbench.desk import DEFAULT_CONCEPTS

        given = self.query.get("concepts")
        if not given:
            return DEFAULT_CONCEPTS
        names = tuple(dict.fromkeys(name for name in names_in(given) if name))
        if len(names) > CONCEPTS_AT_MOST:
            raise Refusal(f"At most {CONCEPTS_AT_MOST} concepts can be shown at once.", status=400)
        return names or DEFAULT_CONCEPTS

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a whole number of the query, kept within bounds."""
        given = self.query.get(name)
        if given is None:
            return default
        try:
            return min(max(int(given[:12]), least), most)
        except ValueError:
            raise Refusal(f"{name} is a whole number.", status=400) from None

    def needed(self, name: str) -> str:
        """Return a word of the query that has to be there."""
        found = self.query.get(name)
        if not found:
            raise Refusal(f"The request does not say which {name}.", status=400)
        return found


Answer = Callable[["Bench", Ask], Any]
Route = tuple[str, str, Answer]
