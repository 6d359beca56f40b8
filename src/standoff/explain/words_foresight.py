"""The wording of witnesses by foresight: play in turn, trees of moves, policies, and moves at the same time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from standoff.explain.names import counted, listing
from standoff.explain.phrases import FEW, Voice, chain

Entry = Mapping[str, Any]


def other(voice: Voice) -> str:
    """Return the name of the other of two sides."""
    return next(voice.names.side(maker) for maker in voice.names.model.makers if maker not in voice.makers)


def more(count: int) -> list[str]:
    """Return a sentence about what is not told, if there is any."""
    return [f"It is the same with {counted(count, 'other move')}."] if count > 0 else []


# ---------------------------------------------------------------------- play


def play(voice: Voice) -> list[str]:
    """Tell a verdict of limited moves: how play goes on after each move of the side."""
    witness, here = voice.witness, voice.names.state(voice.state)
    ahead = f"Looking {counted(witness['horizon'], 'move')} ahead"
    told = horizons(voice)
    if not witness["stable"]:
        entry = next(each for each in witness["alternatives"] if each["to"] == witness["move"])
        told.append(f"{ahead}, {voice.who} leaves {here}. {line(voice, entry)}")
    elif not witness["alternatives"]:
        told.append(f"{voice.who} has no move from {here}.")
    else:
        told.append(f"{ahead}, {voice.who} gains by no move from {here}.")
        told += [line(voice, entry) for entry in witness["alternatives"][:FEW]]
        told += more(witness["alternative_count"] - FEW)
    return [*told, voice.verdict()]


def horizons(voice: Voice) -> list[str]:
    """Tell from which horizon on play repeats, for non-myopic stability."""
    witness = voice.witness
    if "cycle" not in witness:
        return []
    ends = list(dict.fromkeys(witness["cycle"]))
    if witness["period"] == 1:
        return [f"From horizon {witness['settled']} on play from {voice.state} always ends in {ends[0]}."]
    repeated = f"From horizon {witness['settled']} on play repeats every {witness['period']} horizons"
    return [f"{repeated}, and from {voice.state} it ends in {listing(ends)}."]


def line(voice: Voice, entry: Entry) -> str:
    """Tell how play goes on after a move."""
    first = f"If {voice.who} were to {voice.going(voice.state, entry['to'])}"
    then = f"{chain(voice, entry['line'])}; it ends there" if entry["line"] else f"{other(voice)} would stay"
    if entry["ends"] == voice.state:
        return f"{first}, {then}, back in {voice.state}."
    return f"{first}, {then}, and {voice.comparison(entry['relation'], entry['ends'], subject=voice.who)}."


# ---------------------------------------------------------------------- trees


def tree(voice: Voice) -> list[str]:
    """Tell a verdict by a tree of moves in turn."""
    witness, here = voice.witness, voice.names.state(voice.state)
    if not witness["stable"]:
        move = witness["move"]
        lead = f"{voice.who} would leave {here}: it could {voice.going(voice.state, move['to'])}"
        told = [
            f"{lead}, and {voice.comparison(move['relation'], move['to'], subject=voice.who)}.",
            *winning(voice, move),
        ]
    elif not witness["improvements"]:
        told = [f"{voice.who} has no improvement from {here}."]
    else:
        told = [f"{other(voice)} can stop every improvement of {voice.who} from {here}."]
        told += [stopped(voice, entry) for entry in witness["improvements"][:FEW]]
        told += more(len(witness["improvements"]) - FEW)
    return [*told, voice.verdict()]


def winning(voice: Voice, node: Entry) -> list[str]:
    """Tell why no answer to a move stops the side."""
    if voice.witness["horizon"] == 1:
        return ["It looks no further."]
    if not node["answers"]:
        return [f"In {node['to']} {other(voice)} has no answer."]
    fine = [answer["to"] for answer in node["answers"] if "then" not in answer]
    told = (
        [f"If {other(voice)} answers by {listing(fine, word='or')}, {voice.who} is still better off."] if fine else []
    )
    bad = [answer for answer in node["answers"] if "then" in answer]
    for answer in bad[:FEW]:
        way = voice.going(answer["to"], answer["then"]["to"])
        onward = answer["then"]["answers"]
        last = ", and so on whatever follows" if onward else ""
        told.append(f"If it answers by {answer['to']}, {voice.who} would {way} and be better off again{last}.")
    return told + more(len(bad) - FEW)


def stopped(voice: Voice, node: Entry) -> str:
    """Tell what stops the side after a move."""
    answer = node["answer"]
    going = voice.going(voice.state, node["to"])
    end = answer["to"]
    sentence = f"If it were to {going}, {other(voice)} could answer by {voice.names.state(end)}"
    sentence += f", and {voice.comparison(answer['relation'], end, subject=voice.who)}."
    moves = [move["to"] for move in answer["moves"]]
    return f"{sentence} From there {listing(moves, word='or')} would not help." if moves else sentence


# ------------------------------------------------------------------- policies


def policy(voice: Voice) -> list[str]:
    """Tell a verdict of policies."""
    witness, here, opponent = voice.witness, voice.names.state(voice.state), other(voice)
    if witness["stable"]:
        entries = witness["policy"]
        lead = f"{opponent} can stay in {here}, and answer so that {voice.who} gains nothing by leaving."
        moved = [entry for entry in entries if entry["at"] != entry["to"]]
        ways = [f"from {entry['at']} it moves to {entry['to']}" for entry in moved[: 2 * FEW]]
        stays = [entry["at"] for entry in entries if entry["at"] == entry["to"] and entry["at"] != voice.state]
        if stays:
            ways.append(f"in {listing(stays)} it stays, which {voice.who} does not prefer to {voice.state}")
        told = [lead, f"Its policy: {'; '.join(ways)}."] if ways else [f"{voice.who} has no move from {here}."]
        return [*told, voice.verdict()]
    losing = {entry["at"]: entry for entry in witness["losing"]}
    lead = f"Whatever policy {opponent} follows, {voice.who} can leave {here} and come to stop where it is better off."
    place, way = voice.state, []
    while losing[place]["stays"]["to"] != place:
        place = losing[place]["stays"]["to"]
        way.append(place)
    clause = voice.comparison(losing[place]["stays"]["relation"], place, subject=voice.who)
    told = [lead, f"As long as {opponent} stays, it moves to {listing(way, word='and then')}, and {clause}."]
    told += elsewhere(voice, losing, [voice.state, *way])
    return [*told, voice.verdict()]


def elsewhere(voice: Voice, losing: Mapping[str, Entry], way: Sequence[str]) -> list[str]:
    """Tell that moves of the other do not help it."""
    moves = [(place, each) for place in way for each in losing[place]["moves"]]
    told = [
        f"If {other(voice)} moves on from {place} to {each['to']}, "
        + (f"{voice.who} stays there." if each["then"] == each["to"] else f"{voice.who} moves to {each['then']}.")
        for place, each in moves[:FEW]
    ]
    return told + more(len(moves) - FEW)


# ------------------------------------------------------------- simultaneous


def joint_moves(voice: Voice) -> list[str]:
    """Tell a verdict of simultaneous moves."""
    witness, here = voice.witness, voice.names.state(voice.state)
    if not witness["stable"]:
        end = witness["improvement"]
        lead = f"{voice.who} would leave {here}: it would {voice.going(voice.state, end)}"
        count = witness["selection_count"]
        if count == 1:
            close = "None of the others has an improvement to make at the same time."
        else:
            close = f"None of the {count:,} ways in which the others can improve, or stay, at the same time deters it."
        return [f"{lead}, and {voice.comparison(witness['gain'], end, subject=voice.who)}.", close, voice.verdict()]
    if not witness["improvement_count"]:
        return [f"{voice.who} has no improvement from {here}. {voice.verdict()}"]
    told = []
    for entry in witness["improvements"][:FEW]:
        joint = [{"from": voice.state, **each} for each in entry["joint"]]
        first = f"If {voice.who} were to {voice.going(voice.state, entry['improvement'])}"
        movers = f", {chain(voice, joint, could='could').replace(', and then ', ' and ')} at the same time;"
        where = voice.names.state(entry["ends"])
        clause = voice.comparison(entry["relation"], entry["ends"], subject=voice.who)
        told.append(f"{first}{movers} it would all end in {where}, and {clause}.")
    told += more(witness["improvement_count"] - FEW)
    return [*told, voice.verdict()]
