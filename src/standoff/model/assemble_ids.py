"""The ids of a dispute file: reserved words, ids that stand twice, ids that look like states."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.model.problems import Problems
from standoff.model.schema import DisputeKeys
from standoff.model.scope import NUMBERED, Scope, check_reserved
from standoff.model.tree import Path


def check_ids(keys: DisputeKeys, scope: Scope, problems: Problems) -> None:
    """Note ids that are reserved, stand twice in one name space, or could be taken for states."""
    options: list[tuple[Path, str]] = [
        (("decision_makers", i, "options", j, "id"), option.id)
        for i, maker in enumerate(keys.decision_makers)
        for j, option in enumerate(maker.options)
    ]
    for path, name in options:
        if not name.strip("YN") or NUMBERED.fullmatch(name):
            kind = "a state" if NUMBERED.fullmatch(name) else "a pattern"
            problems.add(path, f"The option id {name} could be taken for {kind}.", "Choose another id.")
    makers = keys.decision_makers
    sides: list[tuple[Path, str]] = [(("decision_makers", i, "id"), maker.id) for i, maker in enumerate(makers)]
    states: list[tuple[Path, str]] = [(("states", i, "id"), state.id) for i, state in enumerate(keys.states)]
    shared = [*options, *((("facts", f), f) for f in keys.facts), *((("outcomes", o), o) for o in keys.outcomes)]
    check_unique(problems, sides, words=True)
    check_unique(problems, [*shared, *states] if scope.graph_form else shared, words=True)
    if not scope.graph_form:
        check_unique(problems, states, words=True)
    check_unique(problems, [(("sources", i, "id"), source.id) for i, source in enumerate(keys.sources or ())])
    check_unique(problems, [(("open_questions", i, "id"), q.id) for i, q in enumerate(keys.open_questions)])
    check_unique(problems, [(("phases", i, "id"), phase.id) for i, phase in enumerate(keys.phases)])


def check_unique(problems: Problems, group: Sequence[tuple[Path, str]], *, words: bool = False) -> None:
    """Note ids that stand twice in a group, and with ``words`` those that are words of the language."""
    first: dict[str, Path] = {}
    for path, name in group:
        is_key = path[0] in ("facts", "outcomes")
        if first.setdefault(name, path) != path:
            where = problems.document.place(problems.original(first[name]), key=True)
            problems.add(path, f"The id {name} is already used at {where}.", "Choose another id.", key=is_key)
        if words:
            check_reserved(problems, path, name, key=is_key)
