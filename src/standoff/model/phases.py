"""The phases of a dispute: each is a dispute of its own, merged from the file when it is asked for."""

from __future__ import annotations

from dataclasses import replace

from standoff.errors import StandoffError
from standoff.model.assemble import assemble, collect
from standoff.model.assemble_versions import chain_to, own_paths, phase_version
from standoff.model.dispute import Dispute
from standoff.model.document import Document, made_document, place
from standoff.model.to_document import to_document
from standoff.model.words import nearest


def phase_ids(dispute: Dispute) -> tuple[str, ...]:
    """Return the ids of a dispute's phases, in file order."""
    return tuple(phase.id for phase in dispute.phases)


def at_phase(dispute: Dispute, phase: str) -> Dispute:
    """Return the dispute at one of its phases.

    A phase starts from the file, or from the phase that it comes after. Each key under its ``changes`` replaces
    the same key, per side under ``preferences`` and ``decision_makers``, and its ``facts`` override single facts.
    What it inherits is matched by pattern (graph form: by id): where its states are others, numbers such as s3
    in inherited rankings, pairs, moves and the status quo still mean the states that they meant before,
    and states that are gone are left out of them. Numbers in what the phase itself says are its own.

    Parameters
    ----------
    dispute : Dispute
        The dispute as its file says.
    phase : str
        The id of a phase.

    Returns
    -------
    Dispute
        With ``phase`` set and no further phases.

    Raises
    ------
    StandoffError
        If there is no such phase, it removes the status quo, or what it inherits does not fit it.

    Examples
    --------
    >>> from standoff.model.files import loads
    >>> dispute = loads('''
    ... {standoff: 1, facts: {drought: no}, decision_makers: [{id: Up, options: [{id: release}]}],
    ...  preferences: {Up: {statements: [not release if drought]}}, phases: [{id: dry, facts: {drought: yes}}]}''')
    >>> phase_ids(dispute), at_phase(dispute, "dry").facts
    (('dry',), {'drought': True})
    """
    chain = chain_to(dispute, phase)
    if chain is None:
        mend = nearest(phase, phase_ids(dispute)) if dispute.phases else "The file has no `phases`."
        raise StandoffError(f"there is no phase called {phase!r}.", mend=mend)
    document = source_document(dispute)
    current = dispute
    for length in range(1, len(chain) + 1):
        current = _step(dispute, current, document, chain[:length])
    return replace(current, phase=phase)


def _step(dispute: Dispute, before: Dispute, document: Document, chain: list[int]) -> Dispute:
    """Return the dispute at the last phase of a chain, given the dispute that it starts from."""
    from standoff.model.restating import restated

    phase = dispute.phases[chain[-1]]
    version, gone = phase_version(document, chain)
    own = own_paths(phase.changes)
    read, problems = collect(version, dispute.path, unseen=gone, own=own)
    problems.raise_all()
    assert read is not None
    found = restated(_inheriting(read, before, own), before, own)
    if before.status_quo is not None and found.status_quo is None:
        raise StandoffError(
            f"The phase {phase.id} removes the status quo: it has no such state.",
            where=place(dispute, ("phases", chain[-1])),
            mend="Give the phase its own under `changes: {status_quo: …}`.",
        )
    return replace(found, sha256=dispute.sha256)


def _inheriting(read: Dispute, before: Dispute, own: frozenset[tuple[str | int, ...]]) -> Dispute:
    """Put what an earlier phase has restated in place of what the file says."""
    preferences = {
        side: entry if ("preferences", side) in own else before.preferences.get(side, entry)
        for side, entry in read.preferences.items()
    }
    read = replace(read, preferences=preferences)
    if ("moves",) not in own and read.graph_form == before.graph_form:
        read = replace(read, arcs=before.arcs, added=before.added, forbidden=before.forbidden)
    if ("states",) not in own and not read.graph_form:
        read = replace(read, states=before.states)
    if ("outcomes",) not in own:
        read = replace(read, outcomes=before.outcomes)
    return read if ("status_quo",) in own else replace(read, status_quo=before.status_quo)


def source_document(dispute: Dispute) -> Document:
    """Return the document that says what a dispute is: its own, unless it has been changed since it was read."""
    document = dispute.document
    if isinstance(document, Document) and not document.derived:
        original = assemble(document, dispute.path)
        if replace(dispute, sha256=original.sha256) == original:
            return document
    return made_document(to_document(dispute), dispute.path or "<document>")
