"""What a dispute file says of preferences: forms, the one in force, and their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import get_args

from standoff.model.assemble_pairs import read_pairs, read_values
from standoff.model.dispute import Form, PreferenceEntry, Statement
from standoff.model.problems import Problems
from standoff.model.rankings import LongRanking
from standoff.model.schema import DisputeKeys, PreferenceKeys
from standoff.model.scope import Scope

FORMS: tuple[Form, ...] = get_args(Form)
STRONG = 2
"""The degree of a preference that is marked as strong."""


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
        use = self.form_in_force()
        self.check_gaps()
        self.check_values(use)
        return PreferenceEntry(
            use=use,
            ranking=self.ranking(),
            statements=self.statements(),
            weights=self.weights(),
            pairs=None if keys.pairs is None else read_pairs(self.side, keys.pairs, self.scope, self.problems),
            unlisted=keys.unlisted,
            strong_after=tuple(keys.strong_after or ()),
            degree_after=dict(keys.degree_after or {}),
            certainty=read_values(self.side, "certainty", keys.certainty, self.scope, self.problems),
            threshold=None if keys.threshold is None else Fraction(keys.threshold),
            probability=read_values(self.side, "probability", keys.probability, self.scope, self.problems),
            support=self.scope.support(self.at, keys),
        )

    def form_in_force(self) -> Form:
        """Return the form that `use` names, or the only one, or the ranking."""
        raw = self.problems.document.data["preferences"][self.side]
        given = [form for form in FORMS if raw.get(form) is not None]
        if self.keys.use is not None:
            if self.keys.use not in given:
                what = f"`use` names {self.keys.use}, but {self.side} has none."
                mend = f"Given: {', '.join(given)}." if given else "Add it."
                self.problems.add((*self.at, "use"), what, mend)
            return self.keys.use
        elif len(given) > 1 and "ranking" not in given:
            what = f"{self.side} has {' and '.join(given)}, and nothing says which is in force."
            self.problems.add(self.at, what, f"Add `use: {given[0]}` or `use: {given[1]}`.", key=True)
        elif not given:
            mend = "Give a ranking, statements, weights or pairs, or take the entry out and write `unlisted: equal`."
            self.problems.add(self.at, f"The entry of {self.side} says no preferences.", mend, key=True)
        return "ranking" if "ranking" in given or not given else given[0]

    def check_gaps(self) -> None:
        """Note marks of strength that lie outside the ranking, or contradict each other."""
        keys = self.keys
        for name in ("strong_after", "degree_after"):
            marks = getattr(keys, name)
            if marks is None:
                continue
            if keys.ranking is None:
                what = f"`{name}` marks gaps of a ranking, and {self.side} has none."
                self.problems.add((*self.at, name), what, "Give a ranking beside it.", key=True)
                continue
            last = len(keys.ranking) - (keys.unlisted != "worst")
            for index, mark in enumerate(marks):
                where = (*self.at, name, str(mark) if name == "degree_after" else index)
                if mark > last:
                    what = f"`{name}` marks the gap after class {mark}, but {self.side} ranks no class below it."
                    mend = f"The last gap is after class {last}." if last > 0 else "A single class has no gaps."
                    self.problems.add(where, what, mend, key=name == "degree_after")
        for mark, degree in (keys.degree_after or {}).items():
            if degree != STRONG and mark in (keys.strong_after or ()):
                what = f"{self.side} marks the gap after class {mark} as strong, which is degree 2, and as {degree}."
                self.problems.add((*self.at, "degree_after", str(mark)), what, "Keep one of the marks.")

    def check_values(self, use: Form) -> None:
        """Note certainties and probabilities that stand beside no preference that ranks all states."""
        keys = self.keys
        for name in ("certainty", "probability"):
            if getattr(keys, name) is None:
                continue
            partial = use == "ranking" and keys.unlisted == "unknown"
            if use == "pairs" or partial:
                force = "`pairs` is in force" if use == "pairs" else "`unlisted: unknown` leaves states open"
                what = f"`{name}` needs a preference that ranks all states, and for {self.side} {force}."
                self.problems.add((*self.at, name), what, "Give a full ranking, statements or weights.", key=True)
        if keys.threshold is not None and keys.certainty is None:
            what = f"`threshold` belongs to `certainty`, and {self.side} has none."
            self.problems.add((*self.at, "threshold"), what, "Take it out, or add `certainty`.", key=True)

    def ranking(self) -> Sequence[tuple[str, ...]] | None:
        """Read the classes of states, best first; a state that stands twice is an error."""
        classes = self.keys.ranking
        if classes is None:
            return None
        if isinstance(classes, LongRanking) and self.whole(classes):
            return classes
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
                mend = "Rank them, or add `unlisted: worst` or `unlisted: unknown`."
                self.problems.add((*self.at, "ranking"), what, mend)
        return tuple(tuple(members) for members in classes)

    def whole(self, ranking: LongRanking) -> bool:
        """Return whether a long ranking surely has nothing wrong; if not, it is looked through state by state."""
        if not ranking.distinct:
            return False
        if self.scope.graph_form:
            return set(ranking.words) == set(self.scope.states)
        if ranking.numbers is not None:
            return True
        patterns = all(len(word) == self.scope.option_count for word in ranking.words)
        return patterns and not ranking.text.translate(str.maketrans("", "", "YN-,[]"))

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
