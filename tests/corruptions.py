"""Every way to corrupt a witness in one place, so that it is surely wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from standoff.analyze.concepts import DEFAULT
from tests import textbook

Witness = dict[str, Any]
NAMES = [*DEFAULT]
WORDS = ("better", "worse", "equal", "unknown", "much better", "much worse")


def word(game: textbook.Game, i: int, t: str, s: str) -> str:
    """How good t is to i, compared with s, where no preference is unknown or strong."""
    return "better" if game.better(i, t, s) else "worse" if game.better(i, s, t) else "equal"


def replaced(entries: list[Any], place: int, entry: Any) -> list[Any]:
    """Return the list with one entry replaced."""
    return [*entries[:place], entry, *entries[place + 1 :]]


def entry_corruptions(document: Witness, path: str = "") -> Iterator[tuple[str, Witness]]:
    """Leave out each entry in turn, at any depth, and add one that does not belong there."""
    for key in document:
        yield f"without {path}{key}", {name: value for name, value in document.items() if name != key}
        if isinstance(document[key], list):
            for place, entry in enumerate(document[key]):
                if isinstance(entry, dict):
                    for what, changed in entry_corruptions(entry, f"{path}{key}[{place}]."):
                        yield what, {**document, key: replaced(document[key], place, changed)}
    yield f"{path}surplus", {**document, "surplus": 1}


def head_corruptions(witness: Witness, game: textbook.Game) -> Iterator[tuple[str, Witness]]:
    """Change what the witness says that it is a witness of."""
    for key in ("answered", "credible", "countermoves", "return_to_s", "stable", "truncated"):
        yield f"{key} flipped", {**witness, key: not witness[key]}
        yield f"{key} no truth value", {**witness, key: "yes"}
    for key, values in (
        ("concept", [name for name in (*NAMES, "SIM", "L2", "GMR_a") if name != witness["concept"]]),
        ("kind", ["play", "parts", "joint moves"]),
        ("sanctions", ["at most twice", None]),
        ("decision_maker", [side for side in (*game.sides, "Z") if side != witness["decision_maker"]]),
        ("state", [state for state in (*game.states, "zz") if state != witness["state"]]),
    ):
        yield from ((f"{key} {value}", {**witness, key: value}) for value in values)
    for key in ("answer_count", "improvement_count"):
        if key in witness:
            yield f"{key} wrong", {**witness, key: witness[key] + 1}


def unstable_corruptions(witness: Witness, game: textbook.Game) -> Iterator[tuple[str, Witness]]:
    """Change the improvement, an answer, or a judgement, so that it is no longer true."""
    i, s, s1 = game.sides.index(witness["decision_maker"]), witness["state"], witness["improvement"]
    step = textbook.improvements if witness["credible"] else textbook.reach
    for state in set(game.states) - textbook.improvements(game, i, s):
        yield f"improvement {state}", {**witness, "improvement": state}
    answers = witness.get("answers", [])
    others = [side for side in game.sides if side != witness["decision_maker"]]
    for mover in others if witness["answered"] else []:
        for state in set(game.states) - step(game, game.sides.index(mover), s1):
            relation = word(game, game.sides.index(mover), state, s1)
            added = {"state": state, "mover": mover, "after": None, "relation": relation}
            yield f"answer added: {added}", {**witness, "answers": [*answers, added]}
    for place, answer in enumerate(answers):
        later = [{**a, "after": _shifted(a["after"], place)} for a in answers[place + 1 :]]
        yield f"answer {place} left out", {**witness, "answers": [*answers[:place], *later]}
        yield f"answer {place} twice", {**witness, "answers": [*answers, answer]}
        start, last = (s1, None) if answer["after"] is None else _node(answers[answer["after"]])
        wrong: list[Witness] = [{"mover": witness["decision_maker"]}, {"mover": "Z"}, {"after": place}, {"after": -1}]
        wrong += [{"after": len(answers)}, {"after": True}, {"state": "zz"}]
        side = game.sides.index(answer["mover"])
        wrong += [{"state": state} for state in set(game.states) - step(game, side, start)]
        unable = [j for j, _ in enumerate(game.sides) if answer["state"] not in step(game, j, start)]
        wrong += [{"mover": game.sides[j]} for j in unable]
        wrong += [{"mover": last}] if last is not None else []
        for change in wrong:
            changed = {**answer, **change}
            yield f"answer {place} with {change}", {**witness, "answers": replaced(answers, place, changed)}
    yield from outcome_corruptions(witness, game)


def _shifted(after: int | None, gone: int) -> int | None:
    return after if after is None or after < gone else after - 1


def _node(answer: Witness) -> tuple[str, str]:
    return answer["state"], answer["mover"]


def outcome_corruptions(witness: Witness, game: textbook.Game) -> Iterator[tuple[str, Witness]]:
    """Change why an answer does not deter."""
    i, s = game.sides.index(witness["decision_maker"]), witness["state"]
    outcomes = witness.get("outcomes", [])
    judged = {outcome["state"] for outcome in outcomes}
    for state in set(game.states) - judged if witness["answered"] else ():
        added = {"state": state, "because": "harmless", "relation": word(game, i, state, s)}
        yield f"{state} judged", {**witness, "outcomes": [*outcomes, added]}
    for place, outcome in enumerate(outcomes):
        yield f"outcome {place} left out", {**witness, "outcomes": outcomes[:place] + outcomes[place + 1 :]}
        yield f"outcome {place} twice", {**witness, "outcomes": [*outcomes, outcome]}
        state = outcome["state"]
        moves = textbook.reach(game, i, state)
        idle = [end for end in game.states if end not in moves or not game.better(i, end, s)]
        here = {"state": state, "relation": outcome["relation"]}
        wrong: list[Witness] = [{**here, "because": why} for why in ("escape", "unlikely", None)]
        wrong += [{**here, "because": why} for why in ("harmless", "return") if why != outcome["because"]]
        wrong += [{**outcome, "relation": other} for other in WORDS if other != outcome["relation"]]
        ends = game.states if outcome["because"] == "harmless" else idle
        wrong += [{**here, "because": "escape", "to": end, "gain": word(game, i, end, s)} for end in ends]
        for change in wrong:
            yield f"outcome {place} as {change}", {**witness, "outcomes": replaced(outcomes, place, change)}


def stable_corruptions(witness: Witness, game: textbook.Game) -> Iterator[tuple[str, Witness]]:
    """Change which improvements there are, or how one of them is deterred."""
    i, s, entries = game.sides.index(witness["decision_maker"]), witness["state"], witness["improvements"]
    for place, entry in enumerate(entries):
        yield f"improvement {place} left out", {**witness, "improvements": entries[:place] + entries[place + 1 :]}
        yield f"improvement {place} twice", {**witness, "improvements": [*entries, entry]}
        for what, changed in deterrent_corruptions(entry, witness, game):
            yield f"improvement {place}: {what}", {**witness, "improvements": replaced(entries, place, changed)}
    for state in set(game.states) - textbook.improvements(game, i, s):
        added = {"improvement": state, "gain": word(game, i, state, s), "sequence": [], "ends": s, "relation": "equal"}
        yield f"{state} as an improvement", {**witness, "improvements": [*entries, added]}


def deterrent_corruptions(entry: Witness, witness: Witness, game: textbook.Game) -> Iterator[tuple[str, Witness]]:
    """Change one improvement's sanction."""
    i, s, sequence = game.sides.index(witness["decision_maker"]), witness["state"], entry["sequence"]
    step = textbook.improvements if witness["credible"] else textbook.reach
    for key in ("improvement", "ends"):
        yield from ((f"{key} {t}", {**entry, key: t}) for t in game.states if t != entry[key])
    for key in ("relation", "gain"):
        yield from ((f"{key} {r}", {**entry, key: r}) for r in WORDS if r != entry[key])
    yield "no sequence", {**entry, "sequence": []}
    for place, move in enumerate(sequence):
        yield f"step {place} left out", {**entry, "sequence": sequence[:place] + sequence[place + 1 :]}
        yield f"step {place} twice", {**entry, "sequence": [*sequence[: place + 1], *sequence[place:]]}
        wrong: list[Witness] = [{"mover": witness["decision_maker"]}, {"mover": "Z"}]
        wrong += [{key: t} for key in ("from", "to") for t in game.states if t != move[key]]
        for j, side in enumerate(game.sides):
            if move["to"] not in step(game, j, move["from"]) or (place and sequence[place - 1]["mover"] == side):
                wrong.append({"mover": side})
        for change in wrong:
            yield f"step {place} with {change}", {**entry, "sequence": replaced(sequence, place, {**move, **change})}
    for j, side in enumerate(game.sides):
        for end in step(game, j, entry["improvement"]) if side != witness["decision_maker"] else ():
            if game.better(i, end, s):
                move = {"mover": side, "from": entry["improvement"], "to": end}
                move["relation"] = word(game, j, end, entry["improvement"])
                bad = {"sequence": [move], "ends": end}
                yield from ((f"a sanction in {end}, {r}", {**entry, **bad, "relation": r}) for r in WORDS)
    for place, move in enumerate(entry.get("countermoves", [])):
        moves = entry["countermoves"]
        yield f"countermove {place} left out", {**entry, "countermoves": moves[:place] + moves[place + 1 :]}
        yield f"countermove {place} twice", {**entry, "countermoves": [*moves, move]}
        changes = [{**move, "relation": r} for r in WORDS if r != move["relation"]]
        changes += [{**move, "to": t} for t in game.states if t != move["to"]]
        for changed in changes:
            yield f"countermove {place} as {changed}", {**entry, "countermoves": replaced(moves, place, changed)}


def corruptions(witness: Witness, game: textbook.Game) -> Iterator[tuple[str, Witness]]:
    """Every kind of corruption in one place."""
    yield from entry_corruptions(witness)
    yield from head_corruptions(witness, game)
    yield from (stable_corruptions if witness["stable"] else unstable_corruptions)(witness, game)
