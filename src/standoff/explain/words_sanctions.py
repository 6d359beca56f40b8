"""The wording of witnesses by sanctions: what tempts, who answers, and why that deters or does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standoff.explain.because import nearest_first
from standoff.explain.names import counted, listing
from standoff.explain.phrases import FEW, Voice, amount, chain

Entry = Mapping[str, Any]
CLASSICAL = ("Nash", "GMR", "SMR", "SEQ", "SSEQ")
RULES = {
    "legal-sequences": "",
    "each-once": ", each moving at most once,",
    "single-opponent": ", by one move of one of them,",
}


def sanctions(voice: Voice) -> list[str]:
    """Tell a verdict by sanctions."""
    return stable(voice) if voice.witness["stable"] else unstable(voice)


def leaving(voice: Voice, entry: Entry) -> str:
    """Tell of what tempts: who would leave the state for what, and how they like it."""
    end, names = entry["improvement"], voice.names
    if "by" in entry:
        here = names.state(voice.state)
        way = chain(voice, entry["by"])
        jointly = " together" if voice.plural else ""
        return f"{voice.who} would leave {here}{jointly} for {end}: {way}; {voice.comparison(entry['gain'], end)}."
    move = names.move(voice.makers[0], voice.state, end)
    doing = f"it would {move}, and " if move else ""
    here = names.state(voice.state)
    place = names.brief(end) if move else names.state(end)
    return f"{voice.who} would leave {here} for {place}: {doing}{voice.comparison(entry['gain'], end)}."


def unstable(voice: Voice) -> list[str]:
    """Tell of a tempting move that nobody sanctions."""
    witness = voice.witness
    lead = leaving(voice, witness)
    if witness["answered"]:
        paragraphs = [lead, " ".join(answers(voice))]
    else:
        paragraphs = [f"{lead} {witness['concept']} stability does not look at the others' answers."]
    return [*paragraphs, voice.verdict()]


def answers(voice: Voice) -> list[str]:
    """Tell where the others can go on to, and why none of it deters."""
    witness, names = voice.witness, voice.names
    start, outcomes, count = witness["improvement"], witness["outcomes"], witness["answer_count"]
    if not count:
        if len(voice.makers) == len(names.model.makers):
            return ["Nobody is left to answer."]
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
    rule = RULES[witness["sanctions"]]
    result = [f"No answer deters {voice.them}: from {start} the others can bring about{rule} {where}, {manner}."]
    rest = [outcome for outcome in outcomes if outcome["because"] != "harmless"]
    if not rest and all(outcome["relation"] == "better" for outcome in outcomes):
        which = "that" if count == 1 else "each of these"
        return [*result, f"{voice.who} prefers {which} to {voice.state}."]
    result += harmless(voice, [outcome for outcome in outcomes if outcome["because"] == "harmless"])
    result += [no_sanction(voice, outcome) for outcome in rest[:FEW]]
    if len(rest) > FEW:
        result.append(f"The same holds for {counted(len(rest) - FEW, 'further state')}.")
    return result


def harmless(voice: Voice, outcomes: list[Entry]) -> list[str]:
    """Tell of ends that do not deter, those that compare alike together."""
    groups: dict[str, list[str]] = {}
    samples: dict[str, Any] = {}
    for outcome in outcomes:
        relation = outcome["relation"]
        key = repr(sorted(relation.items()) if isinstance(relation, Mapping) else relation)
        groups.setdefault(key, []).append(outcome["state"])
        samples[key] = relation
    told = []
    for key, states in list(groups.items())[:FEW]:
        clause = voice.comparison(samples[key], listing(states), subject=voice.who)
        told.append(f"{clause[0].upper()}{clause[1:]}{all_the_same(voice, samples[key])}.")
    if len(groups) > FEW:
        left = sum(map(len, list(groups.values())[FEW:]))
        told.append(f"Nor {'does' if left == 1 else 'do'} {counted(left, 'further state')} deter {voice.them}.")
    return told


def all_the_same(voice: Voice, relation: Any) -> str:
    """Return a remark on an end that does not deter although it is not surely better."""
    if isinstance(relation, float):
        return ""
    words = {relation} if isinstance(relation, str) else set(relation.values())
    if all("better" in word for word in words):
        return ""
    return ", but not by enough to deter it" if words == {"worse"} else f", which does not deter {voice.them}"


def no_sanction(voice: Voice, outcome: Entry) -> str:
    """Tell why an answer that would harm does not deter all the same."""
    state, start, names = voice.state, outcome["state"], voice.names
    if outcome["because"] == "return":
        return f"They can bring {voice.who} back to {state}, which is not counted as a sanction here."
    lead = f"{names.state(start)} is no better, but from there"
    if "by" in outcome:
        return f"{lead} {chain(voice, outcome['by'])}, and {voice.comparison(outcome['gain'], outcome['to'])}."
    way = voice.going(start, outcome["to"], describe=True)
    if outcome["gain"] == "better":
        return f"{lead} {voice.who} would {way}, which it prefers to {state}."
    return f"{lead} {voice.who} could {way}, and {voice.comparison(outcome['gain'], outcome['to'])}."


def stable(voice: Voice) -> list[str]:
    """Tell what keeps the side, or the coalition, in its state."""
    witness, names = voice.witness, voice.names
    count = witness["improvement_count"]
    if not count:
        return [f"{no_improvement(voice)} {voice.verdict()}"]
    better = all("better" in str(entry["gain"]) for entry in witness["improvements"])
    what = "joint improvement" if voice.plural else "improvement" if better else "tempting move"
    many = f"{counted(count, what)} from {names.state(voice.state)}"
    has = voice.verb("has", "have")
    lead = f"{voice.who} {has} {many}, but {'it is' if count == 1 else 'each of them is'} deterred."
    told = [deterrent(voice, entry) for entry in witness["improvements"][:FEW]]
    if count > FEW:
        left = [entry["improvement"] for entry in witness["improvements"][FEW:]]
        its = voice.verb("its", "their")
        told.append(f"So {'is' if len(left) == 1 else 'are'} {its} moves to {listing(left, total=count - FEW)}.")
    return [lead, *told, voice.verdict()]


def no_improvement(voice: Voice) -> str:
    """Tell that nothing tempts."""
    model, state, names = voice.names.model, voice.state, voice.names
    place, here = model.states.find(state), names.state(state)
    if voice.plural:
        whom = "all of them" if "pareto" not in voice.witness["concept"] else "one of them and worse for none"
        return f"From {here} {voice.who} can together reach nothing that is surely better for {whom}."
    maker = voice.makers[0]
    reachable = model.moves.reachable(model.makers.index(maker), place)
    moves = [model.states.id(end) for end in nearest_first(model, place, reachable)]
    which = "which it does not prefer" if voice.witness["concept"] in CLASSICAL else "which does not tempt it"
    if not moves:
        return f"{voice.who} has no move from {here}."
    if len(moves) == 1:
        return f"From {here} {voice.who} could only {voice.going(state, moves[0])}, {which}."
    ways = [voice.going(state, end) for end in moves[:FEW]]
    if len(moves) > FEW:
        ways.append(f"make {counted(len(moves) - FEW, 'other move')}")
    none = "none of which it prefers" if voice.witness["concept"] in CLASSICAL else "none of which tempts it"
    return f"From {here} {voice.who} could {', '.join(ways[:-1])} or {ways[-1]}, {none}."


def deterrent(voice: Voice, entry: Entry) -> str:
    """Tell how the others deter one tempting move."""
    end, names = entry["ends"], voice.names
    if "by" in entry:
        first = f"If {chain(voice, entry['by'], could='were to')}"
    else:
        first = f"If it were to {voice.going(voice.state, entry['improvement'])}"
    told = ", and then ".join(step(voice, each) for each in entry["sequence"])
    if end == voice.state:
        close = f"which brings {voice.who} back to {voice.state} itself"
    else:
        close = f"ending in {names.state(end)}, {disliked(voice, entry['relation'])}"
    sentence = f"{first}, then {told}, {close}."
    return f"{sentence} {no_way_out(voice, entry)}" if voice.witness["countermoves"] else sentence


def disliked(voice: Voice, relation: Any) -> str:
    """Return a relative clause about an end that deters."""
    state, who = voice.state, voice.who
    if isinstance(relation, Mapping):
        told = voice.comparison(relation, "it")
        return f"and {told}"
    if not isinstance(relation, str):
        return f"which {who} prefers to {state} {amount(voice.witness['concept'], relation)} only"
    if relation == "unknown":
        return f"which {who} may like no better than {state}: that is unknown"
    likes = {"equal": "likes no better than", "worse": "likes less than", "much worse": "likes much less than"}
    return f"which {who} {likes.get(relation, f'likes less than ({relation})')} {state}"


def step(voice: Voice, each: Entry) -> str:
    """Return one move of a sanction: who would, or could, do what."""
    names, mover, start, end, relation = voice.names, each["mover"], each["from"], each["to"], each["relation"]
    credible = voice.witness["credible"]
    if mover not in names.model.makers:
        movers = listing([names.side(maker) for maker in names.members(mover)])
        return f"{movers} would move together to {end} (better for each of them)"
    doing = names.move(mover, start, end) or f"move on to {end}"
    remark = ""
    if relation == "unknown":
        remark = " (perhaps an improvement for it)"
    elif isinstance(relation, Mapping) and "coal_" in voice.witness["concept"]:
        remark = " (an improvement for it)"
    elif isinstance(relation, str):
        gains = "better" in relation
        remark = " (an improvement for it)" if credible else "" if gains else " (though that is no improvement for it)"
    elif credible and isinstance(relation, float):
        remark = f" ({'an improvement ' + amount(voice.witness['concept'], relation)})"
    elif credible:
        remark = " (as it wishes)"
    return f"{names.side(mover)} {'would' if credible else 'could'} {doing}{remark}"


def no_way_out(voice: Voice, entry: Entry) -> str:
    """Tell that own moves after a sanction do not help."""
    who, state, end, names = voice.who, voice.state, entry["ends"], voice.names
    classical = voice.witness["concept"] in CLASSICAL
    moves = [move["to"] for move in entry["countermoves"]]
    if not moves:
        return f"From {end} {who} {voice.verb('has', 'have')} no move."
    if len(moves) == 1:
        which = f"which it likes no better than {state}" if classical else f"which does not free {voice.them}"
        return f"From {end} {who} could only go on to {names.state(moves[0])}, {which}."
    none = f"none of which it prefers to {state}" if classical else f"none of which frees {voice.them}"
    return f"From {end} {who} could go on to {listing(moves)}, {none}."
