"""What can and what would happen from the status quo, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.analyze.evolution import Approach, Evolution, Prospects, evolve
from standoff.analyze.reach import Step
from standoff.explain.names import Names, counted, listing
from standoff.model.graph import GraphModel

FEW = 5

MOST_LOOKED_FROM = 1 << 16
"""States up to which the way from the status quo is looked for beside another answer."""


def foretell(evolution: Evolution) -> tuple[str, ...]:
    """Return what moves and improvements reach, and how they reach what was asked for.

    Examples
    --------
    >>> import standoff
    >>> evolution = standoff.Analysis(standoff.load("catalog:prisoners_dilemma")).evolve()
    >>> len(foretell(evolution))
    2
    """
    names, model = Names(evolution.model), evolution.model
    start, total = model.states.id(evolution.start), model.states.count
    would, can = int(evolution.would.sum()) - 1, int(evolution.can.sum()) - 1
    if would:
        first = f"From {names.state(start)}, improvements lead to {counted(would, 'other state')} of {total - 1:,}."
    else:
        first = f"Nobody leaves {names.state(start)} by an improvement."
    sentences = [first, f"Moves of any kind lead to {counted(can, 'other state')}."]
    if evolution.target is not None:
        sentences.append(_target(names, evolution))
    return tuple(sentences)


def _target(names: Names, evolution: Evolution) -> str:
    """Tell whether, and how, the states that were asked for are reached."""
    assert evolution.target is not None
    wanted = f"[{evolution.to}]"
    for improvements, manner in ((True, "by improvements"), (False, "by moves, though not by improvements alone")):
        state = evolution.nearest(evolution.target, improvements=improvements)
        if state == evolution.start:
            return f"{wanted} holds already."
        if state is not None:
            steps = evolution.path(state, improvements=improvements) or ()
            end = names.state(evolution.model.states.id(state))
            return f"{wanted} is reached {manner}, in {end}: {'; '.join(steps_in_words(names, steps))}."
    return f"{wanted} is not reached by any moves."


def weigh(evolution: Evolution, prospects: Prospects, what: str) -> tuple[str, ...]:
    """Return which equilibria improvements reach, and whose concession, or which bargain, the others would take.

    Parameters
    ----------
    evolution : Evolution
        What is reached from where.
    prospects : Prospects
        As `standoff.analyze.evolution.reachable_equilibria` sorts them.
    what : str
        What these states are, such as "SEQ equilibria".
    """
    names, model = Names(evolution.model), evolution.model
    start = model.states.id(evolution.start)
    ids = [model.states.id(state) for state in prospects.by_improvements if state != evolution.start]
    sentences = []
    if evolution.start in prospects.by_improvements:
        sentences.append(f"The start, {names.state(start)}, is among the {what}.")
    elif not ids:
        sentences.append(f"Of the {what}, improvements from {names.state(start)} reach none.")
    if ids:
        described = [names.state(state) for state in ids[:FEW]] + ids[FEW:]
        reached = listing(described, most=FEW)
        sentences.append(f"Of the {what}, improvements from {names.state(start)} reach {reached}.")
        for state in prospects.by_improvements[:FEW]:
            steps = evolution.path(state, improvements=True) or ()
            if steps:
                sentences.append(f"To {model.states.id(state)}: {'; '.join(steps_in_words(names, steps))}.")
    if prospects.concession_count:
        more = counted(prospects.concession_count, "other is", "others are")
        sentences.append(f"{more} not reached without a concession.")
        sentences += [_approach(names, each) for each in prospects.by_concessions[:FEW]]
    if prospects.unreachable:
        ids = [model.states.id(state) for state in prospects.unreachable]
        sentences.append(f"No moves at all reach {listing(ids)}.")
    return tuple(_capital(sentence) for sentence in sentences)


def _approach(names: Names, approach: Approach) -> str:
    """Tell the cheapest way to one state: whose concessions it takes, and who gains."""
    model = names.model
    makers = model.makers
    conceding = listing([names.side(makers[side]) for side in approach.conceding])
    end = names.state(model.states.id(approach.state))
    told = "; ".join(steps_in_words(names, approach.steps, approach.concessions))
    sentence = f"{end} takes a concession of {conceding}: {told}."
    if approach.joint:
        movers = listing([names.side(makers[side]) for side in approach.movers])
        return f"{sentence} As a joint move of {movers} it would leave each of them better off than at the start."
    losing = [names.side(makers[side]) for side in approach.movers if side not in approach.gaining]
    return f"{sentence} At the end {listing(losing)} would be no better off than at the start."


def steps_in_words(names: Names, steps: tuple[Step, ...], concessions: tuple[bool, ...] = ()) -> Iterator[str]:
    """Yield one phrase a move: who would do what, where that leads, and whether it is a concession."""
    model = names.model
    for place, step in enumerate(steps):
        start, end = model.states.id(step.start), model.states.id(step.end)
        doing = names.move(model.makers[step.mover], start, end) or "move"
        concession = ", conceding" if concessions and concessions[place] else ""
        yield f"{names.side(model.makers[step.mover])} would {doing} ({end}{concession})"


def _capital(sentence: str) -> str:
    """Return a sentence whose first word is written large, unless it begins with the id of a state."""
    return sentence[0].upper() + sentence[1:] if sentence.startswith("one ") else sentence


def out_of_reach(model: GraphModel, target: int) -> str:
    """Say, with a space before, that nobody's improvements lead to a state that holds; nothing where they do."""
    if model.status_quo is None or model.states.count > MOST_LOOKED_FROM or evolve(model).would[target]:
        return ""
    return " But improvements alone do not lead there from the status quo."
