"""What the words of one dispute file may refer to: its ids, its states, its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from standoff.model.dispute import NOTHING, Evidence, Support
from standoff.model.problems import Problems, as_list, as_mapping
from standoff.model.schema import Supported
from standoff.model.schema_values import EVIDENCE
from standoff.model.statement_errors import looks_like_pattern, pattern_length
from standoff.model.statements import RESERVED, Constant, Expression, StatementError, names, parse
from standoff.model.tree import Path
from standoff.model.words import nearest

MOST_COMPARISONS = 200_000
"""Words that unknown ones are compared with, over all errors of a file; each costs some 10 µs."""

NUMBERED = re.compile(r"s[0-9]+")


class Scope:
    """The ids of a document, gathered leniently: an element with errors still lends its id to others.

    Parameters
    ----------
    data : dict
        The document's data.
    problems : Problems
        Where errors are noted.
    graph_form : bool
        Whether the dispute lists its states.
    unseen : frozenset of str
        Listed states that this version of the dispute has no more, but what it inherits may name.
    own : frozenset of tuple
        Paths of what the version does not inherit.
    """

    def __init__(
        self,
        data: Any,
        problems: Problems,
        *,
        graph_form: bool,
        unseen: frozenset[str] = frozenset(),
        own: frozenset[Path] = frozenset(),
    ) -> None:
        makers = as_list(data.get("decision_makers"))
        options = [option for maker in makers for option in as_list(as_mapping(maker).get("options"))]
        states = as_list(data.get("states"))
        self.problems = problems
        self.graph_form = graph_form
        self.makers = ids_of(makers)
        self.options = ids_of(options)
        self.option_count = len(options)
        self.facts = list(as_mapping(data.get("facts")))
        self.outcomes = list(as_mapping(data.get("outcomes")))
        self.states = ids_of(states)
        self.sources = ids_of(as_list(data.get("sources"))) if data.get("sources") is not None else None
        self._names = {*self.options, *self.facts, *self.outcomes, *(self.states if graph_form else ())}
        self._state_ids = frozenset(self.states)
        self.unseen = unseen
        self.own = own
        self._comparisons = MOST_COMPARISONS

    def expression(self, path: Sequence[str | int], text: str) -> Expression:
        """Read an expression, noting what is wrong with it; a wrong one counts as true."""
        try:
            expression = parse(text, None if self.graph_form else self.option_count)
        except StatementError as error:
            self.problems.add(path, error.what, error.mend, column=error.column)
            return Constant(True)
        for name in sorted(names(expression) - self._names, key=lambda name: _column(text, name)):
            if self.may_name(path, name):
                continue
            if looks_like_pattern(name) and not self.graph_form:
                wrong = pattern_length(name, self.option_count)
                self.problems.add(path, wrong.what, wrong.mend, column=_column(text, name))
                continue
            what = f"{name} is no {'state' if self.graph_form else 'option'}, fact or outcome."
            self.problems.add(path, what, self.near(name, sorted(self._names)), column=_column(text, name))
        return expression

    def may_name(self, path: Sequence[str | int], text: str) -> bool:
        """Whether a place may name a state that this version of the dispute has no more: if it is inherited."""
        return text in self.unseen and not any(tuple(path[: len(start)]) == start for start in self.own)

    def near(self, text: str, known: Sequence[str]) -> str | None:
        """Name the nearest known word, as long as the file is not full of unknown ones."""
        self._comparisons -= len(known)
        return nearest(text, known) if self._comparisons >= 0 else None

    def check_state(self, path: Sequence[str | int], text: str | None) -> None:
        """Note a state that cannot exist; whether s1 and patterns are feasible shows only once states are built."""
        if text is None:
            self.problems.add(path, "A state is missing here.", "Give its id.")
        elif text in self._state_ids or self.may_name(path, text):
            return
        elif self.graph_form:
            self.problems.add(path, f"{text} is no state.", self.near(text, self.states))
        elif looks_like_pattern(text) or not text.strip("YN-"):
            if len(text) != self.option_count:
                wrong = pattern_length(text, self.option_count)
                self.problems.add(path, wrong.what, wrong.mend)
        elif not NUMBERED.fullmatch(text):
            mend = "States are s1, s2, … or patterns." if not self.states else self.near(text, self.states)
            self.problems.add(path, f"{text} is no state.", mend)

    def check_maker(self, path: Sequence[str | int], text: str, *, key: bool = False) -> bool:
        """Note an unknown side."""
        if text in self.makers:
            return True
        self.problems.add(path, f"{text} is no decision maker.", self.near(text, self.makers), key=key)
        return False

    def check_option(self, path: Sequence[str | int], text: str, *, key: bool = False) -> bool:
        """Note an unknown option."""
        if text in self.options:
            return True
        self.problems.add(path, f"{text} is no option.", self.near(text, self.options), key=key)
        return False

    def support(self, path: Sequence[str | int], keys: Supported) -> Support:
        """Read what an element rests on, noting sources that the file does not list."""
        if not (keys.evidence or keys.contested or keys.presumed or keys.credibility):
            return NOTHING
        cited = []
        for index, text in enumerate(keys.evidence):
            match = EVIDENCE.fullmatch(text)
            if match is None:
                continue
            if self.sources is not None and match[1] not in self.sources:
                what = f"The source {match[1]} is not listed under `sources`."
                self.problems.add((*path, "evidence", index), what, self.near(match[1], self.sources))
            cited.append(Evidence(match[1], int(match[2]), int(match[3])))
        return Support(tuple(cited), keys.contested, keys.presumed, keys.credibility)


def ids_of(elements: Iterable[Any]) -> list[str]:
    """Return the ids of a list whose elements are ids or mappings with an id."""
    found = [element if isinstance(element, str) else as_mapping(element).get("id") for element in elements]
    return [name for name in found if isinstance(name, str)]


def _column(text: str, name: str) -> int:
    """Return where an id first stands in a text, from 1."""
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return match.start() + 1 if match else 1


def check_reserved(problems: Problems, path: Sequence[str | int], name: str, *, key: bool = False) -> None:
    """Note an id that is a word of the statement language."""
    if name.lower() in RESERVED:
        problems.add(path, f"{name} is a word of the statement language.", "Choose another id.", key=key)
