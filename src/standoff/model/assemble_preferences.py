"""What a dispute file says of preferences: forms, the one in force, and their words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, get_args

from standoff.model.dispute import PreferenceEntry, Statement
from standoff.model.problems import Problems
from standoff.model.schema import DisputeKeys, PreferenceKeys
from standoff.model.scope import Scope

Form = Literal["ranking", "statements", "weights"]
FORMS: tuple[Form, ...] = get_args(Form)


def read_preferences(keys: DisputeKeys, scope: Scope, problems: Problems) -> Mapping[str, PreferenceEntry]:
    """Read the preferences of every side, noting sides that have none."""
    given = problems.document.data.get("preferences")
    entries = {}
    for side, entry in keys.preferences.items():
        scope.check_maker(("preferences", side), side, key=True)
        entries[side] = _Entry(side, entry, scope, problems).read()
    if keys.unlisted is None and "unlisted" not in problems.document.data:
        for maker in keys.decision_makers:
            if not isinstance(given, dict) or maker.id not in given:
                what = f"{maker.id} has no preferences."
                mend = "Add an entry, or write `unlisted: equal` at the top of the file."
                problems.add(("preferences",), what, mend, key=True)
    return entries


class _Entry:
    """Reads the preferences of one side."""

    def __init__(self, side: str, keys: PreferenceKeys, scope: Scope, problems: Problems) -> None:
        self.at = ("preferences", side)
        self.side = side
        self.keys = keys
        self.scope = scope
        self.problems = problems

    def read(self) -> PreferenceEntry:
        """Read everything that stands in the entry."""
        keys = self.keys
        if keys.unlisted == "unknown":
            self.problems.not_yet((*self.at, "unlisted"), "`unlisted: unknown`", key=False)
        return PreferenceEntry(
            use=self.form_in_force(),
            ranking=self.ranking(),
            statements=self.statements(),
            weights=self.weights(),
            unlisted="worst" if keys.unlisted == "worst" else None,
            support=self.scope.support(self.at, keys),
        )

    def form_in_force(self) -> Form:
        """Return the form that `use` names, or the only one, or the ranking."""
        raw = self.problems.document.data["preferences"][self.side]
        given = [form for form in FORMS if raw.get(form) is not None]
        if self.keys.use == "pairs":
            self.problems.not_yet((*self.at, "use"), "`use: pairs`", key=False)
        elif self.keys.use is not None:
            if self.keys.use not in given:
                what = f"`use` names {self.keys.use}, but {self.side} has none."
                mend = f"Given: {', '.join(given)}." if given else "Add it."
                self.problems.add((*self.at, "use"), what, mend)
            return self.keys.use
        elif len(given) > 1 and "ranking" not in given:
            what = f"{self.side} has {' and '.join(given)}, and nothing says which is in force."
            self.problems.add(self.at, what, f"Add `use: {given[0]}` or `use: {given[1]}`.", key=True)
        elif not given and not raw.keys() & self.keys.later:
            mend = "Give a ranking, statements or weights, or take the entry out and write `unlisted: equal`."
            self.problems.add(self.at, f"The entry of {self.side} says no preferences.", mend, key=True)
        return "ranking" if "ranking" in given or not given else given[0]

    def ranking(self) -> tuple[tuple[str, ...], ...] | None:
        """Read the classes of states, best first; a state that stands twice is an error."""
        classes = self.keys.ranking
        if classes is None:
            return None
        seen: set[str] = set()
        for index, members in enumerate(classes):
            if not members:
                self.problems.add((*self.at, "ranking", index), "The tie is empty.", "Take it out.")
            for k, state in enumerate(members):
                self.scope.check_state((*self.at, "ranking", index, k), state)
                if state in seen:
                    what = f"{self.side} ranks the state {state} twice."
                    self.problems.add((*self.at, "ranking", index, k), what, "Keep one place.")
                seen.add(state)
        if self.scope.graph_form and self.keys.unlisted is None:
            missing = [state for state in self.scope.states if state not in seen]
            if missing:
                some = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
                what = f"The ranking of {self.side} leaves out {some}."
                self.problems.add((*self.at, "ranking"), what, "Rank them, or add `unlisted: worst`.")
        return tuple(tuple(members) for members in classes)

    def statements(self) -> tuple[Statement, ...] | None:
        """Read the statements, most important first."""
        if self.keys.statements is None:
            return None
        found = []
        for index, keys in enumerate(self.keys.statements):
            at = (*self.at, "statements", index)
            expression = self.scope.expression((*at, "prefer"), keys.prefer)
            found.append(Statement(expression, keys.prefer, self.scope.support(at, keys)))
        return tuple(found)

    def weights(self) -> Mapping[str, Fraction] | None:
        """Read the weights as exact fractions."""
        if self.keys.weights is None:
            return None
        if self.scope.graph_form:
            self.problems.add((*self.at, "weights"), "Weights need options.", "Give a ranking.", key=True)
            return None
        for option in self.keys.weights:
            self.scope.check_option((*self.at, "weights", option), option, key=True)
        return {option: Fraction(text) for option, text in self.keys.weights.items()}
