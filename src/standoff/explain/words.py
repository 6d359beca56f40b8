"""All wording of reasons: a witness in sentences, with the names of sides and options. To translate, translate this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from standoff.explain.because import Ground, nearest_first
from standoff.explain.names import Names, counted, listing, ordinal
from standoff.model.dispute import Support
from standoff.model.graph import GraphModel

FEW = 3
MOST_GROUNDS = 8
PRESUMED = {"asked-not-done": "asked and not done", "doing": "it is doing so already"}
Witness = Mapping[str, Any]


def tell(model: GraphModel, witness: Witness, grounds: Sequence[Ground]) -> tuple[str, ...]:
    """Return a witness in sentences: the reason, and then one line for each preference that it rests on.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    witness : mapping
        As `standoff.explain.witness.find` makes it.
    grounds : sequence of Ground
        What lies behind the preferences in it.
    """
    names = Names(model)
    body = stable(names, witness) if witness["stable"] else unstable(names, witness)
    lines = [behind(names, each) for each in grounds[:MOST_GROUNDS]]
    if len(grounds) > MOST_GROUNDS:
        lines.append(f"… and {counted(len(grounds) - MOST_GROUNDS, 'further preference')}.")
    return (*body, *lines)


def verdict(names: Names, witness: Witness) -> str:
    """Return the conclusion."""
    word = "" if witness["stable"] else "not "
    side = names.side(witness["decision_maker"])
    return f"So {witness['state']} is {word}{witness['concept']} stable for {side}."


def unstable(names: Names, witness: Witness) -> list[str]:
    """Tell of an improvement that nobody sanctions."""
    maker, state, end = witness["decision_maker"], witness["state"], witness["improvement"]
    move = names.move(maker, state, end)
    doing = f"it would {move}, and " if move else ""
    place = names.brief(end) if move else names.state(end)
    lead = f"{names.side(maker)} would leave {names.state(state)} for {place}: {doing}it prefers {end} to {state}."
    if witness["answered"]:
        paragraphs = [lead, " ".join(answers(names, witness))]
    else:
        paragraphs = [f"{lead} {witness['concept']} stability does not look at the others' answers."]
    return [*paragraphs, verdict(names, witness)]


def answers(names: Names, witness: Witness) -> list[str]:
    """Tell where the others can go on to, and why none of it deters."""
    side, state, start = names.side(witness["decision_maker"]), witness["state"], witness["improvement"]
    outcomes, count = witness["outcomes"], witness["answer_count"]
    if not count:
        lack = "an improvement to make" if witness["credible"] else "any move"
        return [f"In {start} none of the others has {lack}, so nobody answers."]
    manner = (
        "by moves that each improve the mover's own lot"
        if witness["credible"]
        else "even by moves that hurt the others themselves"
    )
    ids = [outcome["state"] for outcome in outcomes]
    if count <= FEW:
        where = ("only " if count == 1 else "") + listing([names.state(state) for state in ids])
    else:
        where = f"{counted(count, 'state')} ({listing(ids, total=count)})"
    result = [f"No answer deters it: from {start} the others can bring about {where}, {manner}."]
    better = [outcome["state"] for outcome in outcomes if outcome["because"] == "better"]
    rest = [outcome for outcome in outcomes if outcome["because"] != "better"]
    if not rest:
        which = "that" if count == 1 else "each of these"
        return [*result, f"{side} prefers {which} to {state}."]
    if better:
        result.append(f"{side} prefers {listing(better)} to {state}.")
    result += [no_sanction(names, witness, outcome) for outcome in rest[:FEW]]
    if len(rest) > FEW:
        result.append(f"The same holds for {counted(len(rest) - FEW, 'further state')}.")
    return result


def no_sanction(names: Names, witness: Witness, outcome: Mapping[str, Any]) -> str:
    """Tell why an answer that is no better does not deter all the same."""
    maker, state, start = witness["decision_maker"], witness["state"], outcome["state"]
    if outcome["because"] == "return":
        return f"They can bring {names.side(maker)} back to {state}, which is not counted as a sanction here."
    return (
        f"{names.state(start)} is no better, but from there {names.side(maker)} would "
        f"{going(names, maker, start, outcome['to'], describe=True)}, which it prefers to {state}."
    )


def going(names: Names, maker: str, start: str, end: str, *, describe: bool = False) -> str:
    """Return a move as an infinitive with the state that it ends in."""
    move = names.move(maker, start, end)
    if not move:
        return f"move to {names.state(end)}"
    return f"{move} and reach {names.state(end)}" if describe else f"{move} ({names.brief(end)})"


def stable(names: Names, witness: Witness) -> list[str]:
    """Tell what keeps the side in its state."""
    side, state, count = names.side(witness["decision_maker"]), witness["state"], witness["improvement_count"]
    if not count:
        return [f"{no_improvement(names, witness)} {verdict(names, witness)}"]
    many = f"{counted(count, 'improvement')} from {names.state(state)}"
    lead = f"{side} has {many}, but {'it is' if count == 1 else 'each of them is'} deterred."
    told = [deterrent(names, witness, entry) for entry in witness["improvements"][:FEW]]
    if count > FEW:
        left = [entry["improvement"] for entry in witness["improvements"][FEW:]]
        told.append(f"So {'is' if len(left) == 1 else 'are'} its moves to {listing(left, total=count - FEW)}.")
    return [lead, *told, verdict(names, witness)]


def no_improvement(names: Names, witness: Witness) -> str:
    """Tell that a side has nothing to gain by a move of its own."""
    model, maker, state = names.model, witness["decision_maker"], witness["state"]
    place, side = model.states.find(state), names.side(maker)
    reachable = model.moves.reachable(model.makers.index(maker), place)
    moves = [model.states.id(end) for end in nearest_first(model, place, reachable)]
    here = names.state(state)
    if not moves:
        return f"{side} has no move from {here}."
    if len(moves) == 1:
        return f"From {here} {side} could only {going(names, maker, state, moves[0])}, which it does not prefer."
    ways = [going(names, maker, state, end) for end in moves[:FEW]]
    if len(moves) > FEW:
        ways.append(f"make {counted(len(moves) - FEW, 'other move')}")
    return f"From {here} {side} could {', '.join(ways[:-1])} or {ways[-1]}, none of which it prefers."


def deterrent(names: Names, witness: Witness, entry: Mapping[str, Any]) -> str:
    """Tell how the others deter one improvement."""
    maker, state, end = witness["decision_maker"], witness["state"], entry["ends"]
    side = names.side(maker)
    first = going(names, maker, state, entry["improvement"])
    chain = ", and then ".join(step(names, witness, each) for each in entry["sequence"])
    if end == state:
        close = f"which brings {side} back to {state} itself"
    else:
        likes = "likes less than" if entry["relation"] == "<" else "likes no better than"
        close = f"ending in {names.state(end)}, which {side} {likes} {state}"
    sentence = f"If it were to {first}, then {chain}, {close}."
    return f"{sentence} {no_way_out(names, witness, entry)}" if witness["countermoves"] else sentence


def step(names: Names, witness: Witness, each: Mapping[str, str]) -> str:
    """Return one move of a sanction: who would, or could, do what."""
    model = names.model
    mover, start, end = each["mover"], each["from"], each["to"]
    doing = names.move(mover, start, end) or f"move on to {end}"
    if witness["credible"]:
        return f"{names.side(mover)} would {doing} (an improvement for it)"
    preference = model.preferences[model.makers.index(mover)]
    gains = preference.better(model.states.find(end), model.states.find(start))
    return f"{names.side(mover)} could {doing}{'' if gains else ' (though that is no improvement for it)'}"


def no_way_out(names: Names, witness: Witness, entry: Mapping[str, Any]) -> str:
    """Tell that the side's own moves after a sanction do not help."""
    side, state, end = names.side(witness["decision_maker"]), witness["state"], entry["ends"]
    moves = [move["to"] for move in entry["countermoves"]]
    if not moves:
        return f"From {end} {side} has no move."
    if len(moves) == 1:
        return f"From {end} {side} could only go on to {names.state(moves[0])}, which it likes no better than {state}."
    return f"From {end} {side} could go on to {listing(moves)}, none of which it prefers to {state}."


def behind(names: Names, ground: Ground) -> str:
    """Return one line about what lies behind a preference.

    Parameters
    ----------
    names : Names
        The names in the dispute.
    ground : Ground
        The preference.
    """
    model = names.model
    side = model.dispute.decision_makers[ground.side].name
    a, b = model.states.id(ground.better), model.states.id(ground.worse)
    if ground.form == "nothing":
        return f"Nothing is said of what {side} prefers, so {a} and {b} are equal to it."
    lead = f"{side} finds {a} and {b} equal" if ground.equal else f"{side} prefers {a} to {b}"
    if ground.form == "statements":
        if ground.statement is None:
            return f"{lead}: {none_of(ground.of or 0)} tells them apart."
        text = names.statement(ground.statement.expression)
        return (
            f"{lead}: what decides is its {ordinal(ground.place or 0)} statement of {ground.of}, [{text}], "
            f"true in {a} and not in {b}{marked(ground.support)}."
        )
    first, second = ground.values or (Fraction(0), Fraction(0))
    if ground.form == "weights":
        sums = f"both weigh {decimal(first)}" if ground.equal else f"they weigh {decimal(first)} and {decimal(second)}"
        return f"{lead}: {sums}{marked(ground.support)}."
    places = f"both are {ordinal(int(first))}" if ground.equal else f"{ordinal(int(first))} and {ordinal(int(second))}"
    return f"{lead}: {places} of {ground.of} in its ranking{marked(ground.support)}."


def none_of(count: int) -> str:
    """Return the subject of a sentence about statements none of which decides."""
    if not count:
        return "no statement"
    return "not even its only statement" if count == 1 else f"none of its {count} statements"


def marked(support: Support) -> str:
    """Return what an element rests on, to be put behind it.

    Examples
    --------
    >>> from standoff.model.dispute import Evidence
    >>> marked(Support((Evidence("note", 10, 42),)))
    ' (said in note@10-42)'
    >>> marked(Support((Evidence("note", 10, 42),), presumed="asked-not-done"))
    ' (presumed: asked and not done, note@10-42)'
    """
    where = listing([str(passage) for passage in support.evidence], most=4) if support.evidence else ""
    if support.presumed:
        why = PRESUMED.get(support.presumed, support.presumed.replace("-", " "))
        return f" (presumed: {why}{', ' + where if where else ''})"
    if support.contested:
        return f" (contested: {where})" if where else " (contested)"
    return f" (said in {where})" if where else ""


def decimal(value: Fraction) -> str:
    """Return a weight as people write it.

    Examples
    --------
    >>> decimal(Fraction(5, 4)), decimal(Fraction(-2))
    ('1.25', '-2')
    """
    return str(value) if value.denominator == 1 else f"{float(value):.12g}"
