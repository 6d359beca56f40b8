"""All wording of reasons begins here: a witness in sentences, with the names of sides and options.

To translate, translate this, `standoff.explain.phrases`, `words_sanctions`, `words_foresight`, `names` and `prospects`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from standoff.explain.because import Ground
from standoff.explain.names import Names, counted, listing, ordinal
from standoff.explain.phrases import Voice, Witness, decimal
from standoff.explain.words_foresight import joint_moves, play, policy, tree
from standoff.explain.words_sanctions import sanctions
from standoff.model.dispute import Support
from standoff.model.graph import GraphModel

MOST_GROUNDS = 8
MOST_PARTS = 7
PRESUMED = {"asked-not-done": "asked and not done", "doing": "it is doing so already"}
TOLD: dict[str, Callable[[Voice], list[str]]] = {
    "sanctions": sanctions,
    "joint moves": joint_moves,
    "play": play,
    "tree": tree,
    "policy": policy,
}


def tell(model: GraphModel, witness: Witness, grounds: Sequence[Ground]) -> tuple[str, ...]:
    """Return a witness in sentences: the reason, and then one line for each preference that it rests on.

    Parameters
    ----------
    model : GraphModel
        The dispute.
    witness : mapping
        As `standoff.explain.kinds.find` makes it.
    grounds : sequence of Ground
        What lies behind the preferences in it.
    """
    names = Names(model)
    lines = [behind(names, each) for each in grounds[:MOST_GROUNDS]]
    if len(grounds) > MOST_GROUNDS:
        lines.append(f"… and {counted(len(grounds) - MOST_GROUNDS, 'further preference')}.")
    return (*body(Voice(names, witness)), *lines)


def body(voice: Voice) -> list[str]:
    """Return the reason without what lies behind it."""
    if voice.witness["kind"] == "parts":
        return parts(voice)
    return TOLD[voice.witness["kind"]](voice)


def parts(voice: Voice) -> list[str]:
    """Tell a verdict that follows from others."""
    witness = voice.witness
    told = [paragraph for part in witness["parts"][:MOST_PARTS] for paragraph in body(Voice(voice.names, part))]
    if len(witness["parts"]) > MOST_PARTS:
        told.append(f"The same holds for {counted(len(witness['parts']) - MOST_PARTS, 'further coalition')}.")
    return [*told, voice.verdict()]


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
    if ground.unknown:
        return f"It is unknown which of {a} and {b} {side} prefers{marked(ground.support)}."
    first, second = ground.values or (Fraction(0), Fraction(0))
    if ground.form == "certainty":
        certain = f"with relative certainty {decimal(first)}, where {decimal(second)} makes it act"
        return f"{side} prefers {a} to {b} {certain}{marked(ground.support)}."
    if ground.form == "probability":
        return f"{side} prefers {a} to {b} with probability {decimal(first)}{marked(ground.support)}."
    prefers = "much prefers" if ground.much else "prefers"
    lead = f"{side} finds {a} and {b} equal" if ground.equal else f"{side} {prefers} {a} to {b}"
    if ground.form == "members":
        if ground.equal:
            return f"Not all members of {side} prefer {a} to {b}, nor {b} to {a}."
        return f"All members of {side} prefer {a} to {b}."
    if ground.form == "view":
        return f"{lead}, as it sees the dispute."
    if ground.form == "statements":
        if ground.statement is None:
            return f"{lead}: {none_of(ground.of or 0)} tells them apart."
        text = names.statement(ground.statement.expression)
        return (
            f"{lead}: what decides is its {ordinal(ground.place or 0)} statement of {ground.of}, [{text}], "
            f"true in {a} and not in {b}{marked(ground.support)}."
        )
    if ground.form == "weights":
        sums = f"both weigh {decimal(first)}" if ground.equal else f"they weigh {decimal(first)} and {decimal(second)}"
        return f"{lead}: {sums}{marked(ground.support)}."
    if ground.form == "pairs" or not ground.values:
        how = "as the file says of this pair" if ground.form == "pairs" else "by its ranking"
        return f"{lead}, {how}{marked(ground.support)}."
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
    grade = f", credibility {support.credibility} of 6" if support.credibility else ""
    if support.contested:
        return f" (contested: {where}{grade})" if where else f" (contested{grade})"
    return f" (said in {where}{grade})" if where else ""
