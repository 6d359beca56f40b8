"""States in words: the options taken, side by side."""

from __future__ import annotations

from collections import Counter

from standoff.explain.names import Names
from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel
from standoff.show.texts import joined, say


def heading(dispute: Dispute) -> str:
    """Return a dispute's title, with its phase where it is taken at one; empty where it has neither."""
    if dispute.phase is None:
        return dispute.title
    return say("at phase", title=dispute.title or say("untitled"), phase=dispute.phase)


def state_words(model: GraphModel, state: int) -> str:
    """Return what happens in a state: its name, or the options taken with the sides that take them."""
    states, dispute = model.states, model.dispute
    name = states.name(state)
    if name or dispute.graph_form:
        return name or states.id(state)
    taken = set(states.options(state))
    parts = []
    for maker in dispute.decision_makers:
        done = [option.name for option in maker.options if option.id in taken]
        if done:
            parts.append(say("side does", side=maker.name, what=joined(done)))
    return "; ".join(parts) or say("nothing taken")


def state_gist(model: GraphModel, state: int) -> str:
    """Return what sets a state apart from the status quo, or its name; empty where nothing does."""
    quo, dispute = model.status_quo, model.dispute
    new = model.states.pattern(state)
    if quo is None or new is None or model.states.name(state):
        return "" if dispute.graph_form and not model.states.name(state) else state_words(model, state)
    old = model.states.pattern(quo) or ""
    parts, place = [], 0
    for maker in dispute.decision_makers:
        changed: dict[str, list[str]] = {"Y": [], "N": []}
        for option in maker.options:
            if new[place] != old[place] and new[place] in changed:
                changed[new[place]].append(say("quoted", option=option.name))
            place += 1
        taken, given = joined(changed["Y"]), joined(changed["N"])
        if taken or given:
            key = "with option" if not given else "without option" if not taken else "with option instead"
            parts.append(say(key, taken=taken, given=given, side=maker.name))
    return "; ".join(parts)


def change_words(model: GraphModel, before: int, after: int) -> tuple[str, ...]:
    """Return what differs between two states, each option by name with + or −; empty in graph form."""
    old, new = model.states.pattern(before), model.states.pattern(after)
    if old is None or new is None:
        return ()
    names = picture_names(model.dispute)
    return tuple(
        f"{'+' if letter == 'Y' else '−'} {name}"
        for name, was, letter in zip(names, old, new, strict=True)
        if was != letter and letter != "-"
    )


def picture_names(dispute: Dispute) -> tuple[str, ...]:
    """Return the options' names; where two sides' options share one, with the first word of the side's name."""
    owned = [(maker.name, option.name) for maker in dispute.decision_makers for option in maker.options]
    often = Counter(name for _, name in owned)
    return tuple(f"{side.split()[0]}: {name}" if often[name] > 1 else name for side, name in owned)


def option_words(dispute: Dispute, option: int, *, taken: bool = True) -> str:
    """Return an option with its side, or that it's not done."""
    owned = [(maker.name, o.name) for maker in dispute.decision_makers for o in maker.options]
    side, name = owned[option]
    return say("option of side" if taken else "option of side dropped", option=name, side=side)


def statement_names(model: GraphModel, side: str) -> Names:
    """Return names for one side's statements, in which the options of others carry their side."""
    names = Names(model)
    for maker in model.dispute.decision_makers:
        for option in maker.options:
            owner = maker.name if maker.id != side else ""
            names.options[option.id] = say("quoted of side" if owner else "quoted", option=option.name, side=owner)
    return names
