"""What a dispute file says of other versions of itself: attitudes, perceptions and phases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from standoff.errors import StandoffError
from standoff.model.dispute import Attitude, Dispute, Perception, Phase
from standoff.model.document import Document
from standoff.model.feasible import broken_rule
from standoff.model.merging import SUPPORT, is_graph_form, perception_document, phase_document
from standoff.model.problems import Problems, as_list, as_mapping
from standoff.model.rankings import LongRanking
from standoff.model.schema import DisputeKeys
from standoff.model.scope import Scope, ids_of
from standoff.model.tree import Path

Collect = Callable[..., tuple[Dispute | None, Problems]]
"""`standoff.model.assemble.collect`, which comes as an argument, since it calls what is here."""


def read_attitudes(keys: DisputeKeys, scope: Scope) -> Mapping[str, Mapping[str, Attitude]]:
    """Read the attitudes of sides to sides."""
    for side, others in keys.attitudes.items():
        scope.check_maker(("attitudes", side), side, key=True)
        for other in others:
            scope.check_maker(("attitudes", side, other), other, key=True)
    return {side: dict(others) for side, others in keys.attitudes.items()}


def read_perceptions(keys: DisputeKeys, scope: Scope, problems: Problems) -> Mapping[str, Perception]:
    """Read how sides see the dispute; what they have otherwise stays plain data until it is merged."""
    found = {}
    for side, entry in keys.perceptions.items():
        at = ("perceptions", side)
        scope.check_maker(at, side, key=True)
        for index, option in enumerate(entry.unaware_of.options):
            scope.check_option((*at, "unaware_of", "options", index), option)
        for index, state in enumerate(entry.unaware_of.states):
            scope.check_state((*at, "unaware_of", "states", index), state)
        unaware = entry.unaware_of
        changes = _plain(problems.raw(at), {"unaware_of", *SUPPORT})
        _check_facts((*at, "facts"), as_mapping(changes.get("facts")), scope)
        support = scope.support(at, entry)
        found[side] = Perception(tuple(unaware.options), tuple(unaware.states), changes, support)
    return found


def read_phases(keys: DisputeKeys, scope: Scope, problems: Problems) -> tuple[Phase, ...]:
    """Read the phases, noting those that come after unknown phases or after themselves."""
    known = [phase.id for phase in keys.phases]
    found = []
    for index, phase in enumerate(keys.phases):
        at = ("phases", index)
        if phase.after is not None and phase.after not in known:
            others = [name for name in known if name != phase.id]
            mend = scope.near(phase.after, others) if others else "There is no other: leave `after` out."
            problems.add((*at, "after"), f"{phase.after} is no phase.", mend)
        _check_facts((*at, "facts"), phase.facts, scope)
        changes = _plain(problems.raw((*at, "changes")), set())
        support = scope.support(at, phase)
        found.append(Phase(phase.id, phase.date, phase.after, dict(phase.facts), changes, support))
    _note_circles(found, problems)
    return tuple(found)


def _check_facts(at: Path, facts: Mapping[str, Any], scope: Scope) -> None:
    """Note facts that the file does not declare."""
    for name in facts:
        if name not in scope.facts:
            what = f"{name} is no fact."
            scope.problems.add((*at, name), what, scope.near(name, scope.facts), key=True)


def _note_circles(phases: Sequence[Phase], problems: Problems) -> None:
    """Note phases that start from each other, once for each circle."""
    after = {phase.id: phase.after for phase in phases}
    places = {phase.id: place for place, phase in enumerate(phases)}
    done: set[str] = set()
    for name in after:
        path: list[str] = []
        current: str | None = name
        while current is not None and current in after and current not in done and current not in path:
            path.append(current)
            current = after[current]
        if current in path:
            circle = path[path.index(current) :]
            what = f"The phase {circle[0]} comes after itself."
            if len(circle) > 1:
                what = f"The phases {', '.join(circle)} come after each other."
            mend = "Let one start from the file: leave out its `after`."
            problems.add(("phases", places[circle[0]], "after"), what, mend)
        done.update(path)


def _plain(data: Any, left_out: set[str]) -> dict[str, Any]:
    """Return the public keys of a mapping."""
    kept = {key: value for key, value in as_mapping(data).items() if key not in left_out and not key.startswith("x_")}
    return {key: _unpacked(value) for key, value in kept.items()}


def _unpacked(data: Any) -> Any:
    """Return plain data with long rankings as lists."""
    if isinstance(data, dict):
        return {key: _unpacked(value) for key, value in data.items()}
    return data.as_list() if isinstance(data, LongRanking) else data


def chain_to(dispute: Dispute, phase: str) -> list[int] | None:
    """Return the places of the phases that lead to a phase, it last; None if they lead nowhere."""
    places = {item.id: place for place, item in enumerate(dispute.phases)}
    chain: list[int] = []
    current: str | None = phase
    while current is not None:
        if current not in places or places[current] in chain:
            return None
        chain.insert(0, places[current])
        current = dispute.phases[places[current]].after
    return chain


def own_paths(changes: Mapping[str, Any]) -> frozenset[Path]:
    """Return the paths of what a version says itself: preferences side by side, anything else key by key."""
    sides = as_mapping(changes.get("preferences"))
    return frozenset({("preferences", side) for side in sides} | {(key,) for key in changes if key != "preferences"})


def states_gone(before: Any, after: Any) -> frozenset[str]:
    """Return the listed states that a document has and a version of it has no more."""
    if not is_graph_form(after):
        return frozenset()
    return frozenset(ids_of(as_list(before.get("states")))) - frozenset(ids_of(as_list(after.get("states"))))


def phase_version(document: Document, chain: Sequence[int]) -> tuple[Document, frozenset[str]]:
    """Return the document at the last phase of a chain, and the listed states that were there before it."""
    version = phase_document(document, chain)
    earlier = (phase_document(document, chain[:step]).data for step in range(len(chain)))
    return version, frozenset[str]().union(*(states_gone(data, version.data) for data in earlier))


def check_versions(dispute: Dispute, problems: Problems, collect: Collect) -> None:
    """Merge and check every phase and perception, noting each error once, at the line that it comes from."""
    for index in range(len(dispute.phases)):
        _check_phase(dispute, index, problems, collect)
    for side in dispute.perceptions:
        version = perception_document(problems.document, side)
        gone = states_gone(problems.document.data, version.data)
        found = collect(version, dispute.path, unseen=gone)[1]
        _add_new(problems, found, ("perceptions", side), f"As {side} sees it")


def _check_phase(dispute: Dispute, index: int, problems: Problems, collect: Collect) -> None:
    """Merge and check one phase."""
    phase, document = dispute.phases[index], problems.document
    chain = chain_to(dispute, phase.id)
    if chain is None or chain[-1] != index:
        return
    version, gone = phase_version(document, chain)
    before = [phase_document(document, chain[:step]).data for step in range(len(chain))]
    lost = _lost_status_quo(version.data, before, gone)
    if lost is None:
        at_phase, found = collect(version, dispute.path, unseen=gone, own=own_paths(phase.changes))
        _add_new(problems, found, ("phases", index), f"In the phase {phase.id}")
        if at_phase is not None and _forbidden_status_quo(dispute) is None:
            lost = _forbidden_status_quo(at_phase)
    if lost is not None:
        mend = "Give the phase its own under `changes: {status_quo: …}`."
        problems.add(("phases", index), f"The phase {phase.id} removes the status quo: {lost}.", mend)


def _add_new(problems: Problems, more: Problems, at: Path, version: str) -> None:
    """Add what is wrong with a version and not with the file itself; the words say so where it stands elsewhere."""
    known = {(offset, str(error)) for offset, error in problems.found}
    document = problems.document
    start = document.offset(problems.original(at))
    parents = [at[:1], *((key,) for key in document.data)]
    siblings = as_list(document.data[at[0]]) if isinstance(at[1], int) else list(as_mapping(document.data[at[0]]))
    places = range(len(siblings)) if isinstance(at[1], int) else siblings
    later = [document.offset(path, key=True) for path in (*parents, *((at[0], place) for place in places))]
    end = min((offset for offset in later if offset > start), default=None)
    for offset, error in more.found:
        if (offset, str(error)) in known:
            continue
        if document.tree is None or offset < start or (end is not None and offset >= end):
            what = f"{version}: {error.what}"
            error = StandoffError(what, where=error.where, mend=error.mend)
        problems.found.append((offset, error))


def _lost_status_quo(data: Any, before: Sequence[Any], gone: frozenset[str]) -> str | None:
    """Say how a phase has taken an option or a listed state of its status quo away, None if it has not."""
    given = data.get("status_quo")
    state = given.get("state") if isinstance(given, dict) else given
    taken = as_list(given.get("taken") if isinstance(given, dict) else given)
    if isinstance(state, str) and state in gone:
        return f"the state {state} is gone"
    options, known = _options(data), {option for earlier in before for option in _options(earlier)}
    missing = [o for o in taken if isinstance(o, str) and o in known and o not in options]
    return f"the option {missing[0]} is gone" if missing else None


def _options(data: Any) -> list[str]:
    """Return the ids of a document's options."""
    makers = as_list(data.get("decision_makers"))
    return ids_of(option for maker in makers for option in as_list(as_mapping(maker).get("options")))


def _forbidden_status_quo(dispute: Dispute) -> str | None:
    """Say which feasibility rule removes the status quo, None if none does or the file gives no full state."""
    quo = dispute.status_quo
    if quo is None or dispute.graph_form:
        return None
    taken = quo.taken
    if taken is None:
        letters = quo.state or ""
        if len(letters) != len(dispute.options) or letters.strip("YN"):
            return None
        taken = tuple(o.id for o, letter in zip(dispute.options, letters, strict=True) if letter == "Y")
    rule = broken_rule(dispute, taken)
    return None if rule is None else f"feasibility rule {rule + 1} forbids it"
