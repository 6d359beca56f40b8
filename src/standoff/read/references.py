"""What a noun phrase means: 'the Peruvian leader', 'its lawyer', 'the company', 'both sides', 'the two countries'."""

from __future__ import annotations

from collections.abc import Callable

from standoff.read.candidates import Candidate, Entity
from standoff.read.discourse import Discourse
from standoff.read.several import Several


class References:
    """Finds or makes the actor that a noun phrase means, by the sort of its head noun."""

    def __init__(self, discourse: Discourse) -> None:
        self.phrases = Several(discourse)
        self._by_sort: dict[str, Callable[[Candidate], Entity | None]] = {
            "role": self.phrases.role,
            "organization": self.phrases.organization,
            "government": self.phrases.government,
            "state": self.phrases.state,
            "force": self.phrases.force,
            "population": self.phrases.population,
            "side": self.phrases.side,
            "group": self.phrases.group,
        }

    def resolve(self, candidate: Candidate) -> Entity | None:
        """Return the actor that a noun phrase means, a new one if need be, or None if it means no actor."""
        candidate.owner = self.phrases.owner(candidate)
        if candidate.determiner in ("no", "every", "any", "each", "another") and candidate.sort != "side":
            return None
        if candidate.determiner in ("neither", "either", "both"):
            candidate.sort = "group"
        return self._by_sort[candidate.sort](candidate)
