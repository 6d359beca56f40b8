"""What was found and what could not be settled, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from standoff.explain.names import Names
from standoff.model.dispute import Dispute
from standoff.show.describe import option_words, state_gist, state_words
from standoff.show.findings import Apart, Findings, favourite
from standoff.show.texts import concept_words, joined, number, say
from standoff.show.throughout import moving, unmet_throughout

MOST_NAMED = 4
LEAST_NAMED = 2


def found_sentences(findings: Findings) -> list[str]:
    """Return the verdict in one sentence, then on the status quo, where improvements lead, and what lies apart."""
    if findings.model.status_quo is None:
        return [say("quo unknown")]
    said = [
        _verdict(findings),
        _quo(findings),
        _lead(findings),
        *_happening(findings),
        _undone(findings),
        _apart(findings),
    ]
    return [sentence for sentence in said if sentence]


def unsettled_sentences(findings: Findings, marks: Mapping[str, int], contrast: str | None) -> list[str]:
    """Return what the model rests on, what presumptions carry, what it leaves out and what is open."""
    dispute = findings.model.dispute
    said = [_marks(marks)]
    if contrast:
        said.append(contrast)
    said.append(say("not contained", parts=joined(_limits(dispute))))
    if dispute.open_questions:
        said.append(say("open questions said", count=number("open questions", len(dispute.open_questions))))
    return said


def named_state(findings: Findings, state: int) -> str:
    """Return a state's id with what sets it apart from the status quo."""
    model = findings.model
    words = state_gist(model, state)
    return say("state", id=model.states.id(state), words=words) if words else model.states.id(state)


def _verdict(findings: Findings) -> str:
    """Say in one sentence whether this is a stalemate."""
    predicted = findings.predicted
    if not predicted:
        return say("verdict unsettled")
    states = _listed(findings)
    if findings.model.dispute.graph_form:
        return say("verdict graph", states=states)
    conceding = moving(findings, predicted)
    if not conceding:
        names = [f"“{outcome.id}”" for outcome in findings.model.dispute.outcomes]
        missing = say("no outcomes", outcomes=joined(names, word="or")) if names else ""
        still = predicted == (findings.model.status_quo,)
        return say("verdict stands still" if still else "verdict stalemate", states=states, outcomes=missing)
    return say("verdict mixed" if len(conceding) < len(predicted) else "verdict moves", states=states)


def _listed(findings: Findings) -> str:
    """Return the predicted states; where some are only counted, the status quo is named apart from them."""
    shown, most, quo = findings.predicted, MOST_NAMED, findings.model.status_quo
    if quo in shown and len(shown) > most:
        shown, most = (quo, *(state for state in shown if state != quo)), most + 1
    return joined([findings.model.states.id(state) for state in shown], most=most)


def _quo(findings: Findings) -> str:
    """Say for whom the status quo holds, and who would leave it for where."""
    model = findings.model
    quo = model.status_quo
    assert quo is not None
    holds = findings.holds(quo)
    others = tuple(c for c in findings.concepts if c not in holds)
    movers = [words for side in range(len(model.makers)) if (words := _would_move(findings, side, quo))]
    words = state_words(model, quo)
    values = {
        "state": say("state", id=model.states.id(quo), words=words) if words != model.states.id(quo) else words,
        "concepts": concept_words(holds, findings.concepts),
        "others": concept_words(others, findings.concepts),
        "movers": "; ".join([*movers, *_content(findings, quo)]),
    }
    if not movers:
        return say("quo holds", **values)
    if not others:
        return say("quo deterred", **values)
    return say("quo holds partly" if holds else "quo moves", **values)


def _content(findings: Findings, state: int) -> list[str]:
    """Return the sides for which a state holds since they have no better move."""
    model = findings.model
    makers = model.dispute.decision_makers
    names = [maker.name for side, maker in enumerate(makers) if not len(model.improvements(side, state))]
    return [say("content" if len(names) > 1 else "content one", sides=joined(names))] if names else []


def _would_move(findings: Findings, side: int, state: int) -> str | None:
    """Return the move that a side likes best of those that it prefers, in words; None where it has none."""
    model = findings.model
    better = [int(target) for target in model.improvements(side, state)]
    if not better:
        return None
    best = favourite(model, side, better)
    maker = model.dispute.decision_makers[side]
    move = Names(model).move(maker.id, model.states.id(state), model.states.id(best)) or say("move to")
    return say("would move", side=maker.name, move=move, state=model.states.id(best))


def _lead(findings: Findings) -> str | None:
    """Say which equilibria improvements lead to."""
    quo = findings.model.status_quo
    beyond = [s for s in findings.predicted if s != quo]
    if not beyond:
        if findings.would.sum() == 1:
            return None
        return say("stays" if findings.predicted else "leads nowhere")
    named = [
        say("under", state=named_state(findings, s), concepts=concept_words(findings.holds(s), findings.concepts))
        for s in beyond[:MOST_NAMED]
    ]
    shown = "; ".join(named)
    more = f"; {number('more', len(beyond) - MOST_NAMED)}" if len(beyond) > MOST_NAMED else ""
    counted = "equilibria beside" if len(beyond) < len(findings.predicted) else "equilibria"
    said = say("leads to", count=number(counted, len(beyond)), states=shown + more)
    deterred = _deterred(findings, beyond)
    reason = "" if len(deterred) == 2 else say("held by fear" if True in deterred else "held by content")
    return f"{said} {reason}".rstrip()


def _deterred(findings: Findings, states: Sequence[int]) -> set[bool]:
    """Return whether sides could gain by moving from these states: yes, no, or both."""
    if "Nash" in findings.equilibria:
        return set((~findings.equilibria["Nash"][np.asarray(states, np.int64)]).tolist())
    sides = range(len(findings.model.makers))
    return {any(len(findings.model.improvements(side, s)) for side in sides) for s in states}


def _happening(findings: Findings) -> list[str]:
    """Say what is conceded or comes about in predicted states that are no stalemate."""
    if findings.model.dispute.graph_form:
        return []
    conceding = moving(findings, findings.predicted)
    ids = findings.model.states.id
    return [say("not stalemate", state=ids(s), what=joined(happens(findings, s))) for s in conceding[:MOST_NAMED]]


def _undone(findings: Findings) -> str | None:
    """Say what another side asks for and no predicted state brings."""
    kept = unmet_throughout(findings, findings.predicted)
    if not kept:
        return None
    dispute = findings.model.dispute
    options = [option_words(dispute, change.option, taken=change.taken) for change in kept]
    return say("undone", options="; ".join(options[: 2 * MOST_NAMED]))


def happens(findings: Findings, state: int) -> list[str]:
    """Return the concessions made in a state and the outcomes that come about."""
    dispute = findings.model.dispute
    conceded = [option_words(dispute, c.option, taken=c.taken) for c in findings.concessions(state)]
    return conceded + [say("gained", outcome=name) for name in findings.gained(state)]


def _apart(findings: Findings) -> str | None:
    """Say how many equilibria lie apart and what a bargain and a concession among them would take."""
    if not findings.apart:
        return None
    named = _bringing(findings)[:MOST_NAMED]
    joint = next((one for one in findings.apart if one.joint), None)
    alone = next((one for one in findings.apart if not one.joint), None)
    for one in (joint, alone, *findings.apart):
        if one and one not in named and len(named) < LEAST_NAMED:
            named.append(one)
    examples = [apart_words(findings, one) for one in named]
    if len(named) < len(findings.others):
        examples.append(say("apart more", n=len(findings.others) - len(named)))
    return say("apart", count=number("other equilibria", len(findings.others)), examples="; ".join(examples))


def _bringing(findings: Findings) -> list[Apart]:
    """Return for each outcome that comes about apart the first equilibrium that brings it."""
    found: dict[int, Apart] = {}
    known: set[str] = set()
    for one in findings.apart:
        gained = findings.gained(one.state) if len(known) < len(findings.model.dispute.outcomes) else ()
        if not known.issuperset(gained):
            found[one.state] = one
            known.update(gained)
    return list(found.values())


def apart_words(findings: Findings, one: Apart) -> str:
    """Return what an equilibrium apart is and would take."""
    state = named_state(findings, one.state)
    outcomes = [f"“{name}”" for name in findings.gained(one.state)]
    if outcomes:
        state = say("brings", state=state, outcomes=joined(outcomes))
    if not one.possible and not one.joint:
        return say("apart never", state=state)
    return say("apart needs", state=state, what=takes(findings, one))


def takes(findings: Findings, one: Apart) -> str:
    """Return what an equilibrium apart would take, naming whose move it is."""
    makers = findings.model.dispute.decision_makers
    joint = joined([makers[side].name for side in one.joint])
    conceding = joined([makers[side].name for side in one.conceding])
    if joint and conceding:
        return say("takes either", joint=joint, sides=conceding)
    if joint:
        return say("takes joint move", sides=joint)
    if conceding:
        return say("takes concession", sides=conceding)
    return say("takes nothing known" if one.possible else "takes impossible")


def _marks(marks: Mapping[str, int]) -> str:
    """Say how many elements are evidenced, contested, presumed."""
    total = number("elements", sum(marks.values()))
    if marks["unsourced"] == sum(marks.values()):
        return say("marks none", count=total)
    return say("marks", count=total, parts=joined([say(f"mark {mark}", n=n) for mark, n in marks.items() if n]))


def trust_sentence(dispute: Dispute, draft: str) -> str | None:
    """Say what a person has to look at before a draft is trusted; None where nothing is open or presumed."""
    counts = (("questions counted", len(dispute.open_questions)), ("presumptions counted", presumptions(dispute)))
    said = joined([number(key, n) for key, n in counts if n])
    return say("read first", counts=said, draft=draft) if said else None


def presumptions(dispute: Dispute) -> int:
    """Return how many statements are only presumed."""
    return sum(bool(s.support.presumed) for entry in dispute.preferences.values() for s in entry.statements or ())


def contrast_sentence(findings: Findings, other: Findings, presumed: int) -> str:
    """Say what changes when presumptions are left out.

    The number of equilibria is given for the first concept under which it differs.
    """
    presumptions = number("presumptions", presumed)
    if (other.strength == findings.strength).all():
        return say("without presumptions same", presumptions=presumptions)
    counts = [(c, _count(findings, c), _count(other, c)) for c in findings.concepts]
    concept, before, after = next((row for row in counts if row[1] != row[2]), counts[0])
    known = set(findings.predicted)
    new = [s for s in moving(other, other.predicted) if s not in known]
    named = [named_state(other, s) for s in new[:2]]
    values = {
        "presumptions": presumptions,
        "before": f"{before:,}",
        "after": number("equilibria", after),
        "concept": concept,
        "states": joined([*named, *([number("more", len(new) - 2)] if len(new) > 2 else [])]),
    }
    if new:
        return say("without presumptions more", **values)
    return say("without presumptions kept" if other.predicted else "without presumptions fewer", **values)


def _count(findings: Findings, concept: str) -> int:
    """Return how many equilibria there are under a concept."""
    return int(findings.equilibria[concept].sum())


def _limits(dispute: Dispute) -> list[str]:
    """Return what the model does not contain: what sides without options could do, and what is stated nowhere."""
    idle = [maker.name for maker in dispute.decision_makers if not maker.options]
    said = [say("not contained optionless", sides=joined(idle))] if idle and not dispute.graph_form else []
    return [*said, say("not contained rest" if dispute.sources else "not contained rest unsourced")]
