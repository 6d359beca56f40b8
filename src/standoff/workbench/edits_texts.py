"""Edits of titles, descriptions, the names of states, where they stand in the picture, and phases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import isfinite

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute, NamedState, Phase
from standoff.model.document import as_texts
from standoff.model.states import build_states
from standoff.model.words import nearest
from standoff.show.picture import LAYOUT
from standoff.workbench.arguments import Arguments
from standoff.workbench.placing import left_out, put
from standoff.workbench.refusals import Refusal
from standoff.workbench.version import Edited
from standoff.workbench.words import new_id, quoted

MOST_PLACED = 5_000


def set_title(dispute: Dispute, arguments: Arguments) -> Edited:
    """Call the dispute something else."""
    title = arguments.text("title").strip()
    return Edited(replace(dispute, title=title), f"Call it {quoted(title)}", "title")


def set_about(dispute: Dispute, arguments: Arguments) -> Edited:
    """Describe the dispute in a paragraph; nothing takes the description out."""
    about = (arguments.optional("about") or "").strip() or None
    return Edited(replace(dispute, about=about), "Change the description", "about")


def set_layout(dispute: Dispute, arguments: Arguments) -> Edited:
    """Keep where states stand in the picture, by state; no positions go back to the drawn ones."""
    states, places = build_states(dispute), arguments.mapping("positions")
    if len(places) > MOST_PLACED:
        raise Refusal(f"At most {MOST_PLACED:,} states can be placed.")
    found = {}
    for state, place in places.items():
        index = states.find(state)
        found[states.pattern(index) or states.id(index)] = _two_numbers(state, place)
    name = "Arrange the picture" if found else "Arrange the picture anew"
    return Edited(dispute, name, "picture", private={LAYOUT: found or None})


def _two_numbers(state: str, place: object) -> list[int]:
    """Return a place in the picture in whole points."""
    numbers = place if isinstance(place, list) and len(place) == 2 else []
    found = [round(n) for n in numbers if isinstance(n, int | float) and isfinite(n)]
    if len(found) < 2:
        raise Refusal(f"The place of {state} is two numbers.", mend="Write [x, y].")
    return found


def name_state(dispute: Dispute, arguments: Arguments) -> Edited:
    """Give a state a name; an empty one takes it away."""
    states = build_states(dispute)
    place = states.find(arguments.text("state"))
    name = (arguments.optional("name") or "").strip()
    if dispute.graph_form:
        changed = put(dispute.states, place, replace(dispute.states[place], name=name or None))
    else:
        known = {states.find(state.id): k for k, state in enumerate(dispute.states)}
        changed = dispute.states
        if place in known:
            k = known[place]
            changed = put(changed, k, replace(changed[k], name=name)) if name else left_out(changed, k)
        elif name:
            identifier = new_id(name, {state.id for state in dispute.states}, "state")
            changed = (*changed, NamedState(identifier, name, states.pattern(place)))
    what = f"Call {states.id(place)} {quoted(name)}" if name else f"Take the name of {states.id(place)} away"
    return Edited(replace(dispute, states=changed), what, "states")


def set_phase(dispute: Dispute, arguments: Arguments) -> Edited:
    """Add a phase, or change what is said of one: date, the phase before, facts and other keys."""
    identifier = arguments.text("id")
    known = [phase.id for phase in dispute.phases]
    old = dispute.phases[known.index(identifier)] if identifier in known else Phase(identifier)
    date = arguments.optional("date") if "date" in arguments else old.date
    after = arguments.optional("after") if "after" in arguments else old.after
    if after is not None and after not in known:
        raise Refusal(f"There is no phase {after!r}.", mend=nearest(after, known))
    facts = dict(old.facts)
    if "facts" in arguments:
        facts = arguments.mapping("facts")
        for fact, value in facts.items():
            if fact not in dispute.facts or not isinstance(value, bool):
                raise Refusal(f"{fact!r} is no fact with true or false.", mend=nearest(fact, dispute.facts))
    changes = as_texts(arguments.mapping("changes")) if "changes" in arguments else old.changes
    phase = replace(old, date=date, after=after, facts=facts, changes=changes)
    phases = put(dispute.phases, known.index(identifier), phase) if identifier in known else (*dispute.phases, phase)
    verb = "Change" if identifier in known else "Add"
    return Edited(replace(dispute, phases=phases), f"{verb} the phase {quoted(identifier)}", f"phase-{identifier}")


def remove_phase(dispute: Dispute, arguments: Arguments) -> Edited:
    """Take a phase out that no other starts from."""
    identifier = arguments.text("id")
    known = [phase.id for phase in dispute.phases]
    if identifier not in known:
        raise Refusal(f"There is no phase {identifier!r}.", mend=nearest(identifier, known))
    following = [phase.id for phase in dispute.phases if phase.after == identifier]
    if following:
        raise StandoffError(f"The phase {following[0]} starts from this one.", mend="Remove it first.")
    phases = left_out(dispute.phases, known.index(identifier))
    return Edited(replace(dispute, phases=phases), f"Remove the phase {quoted(identifier)}", f"phase-{identifier}")


EDITS: dict[str, Callable[[Dispute, Arguments], Edited]] = {
    "title.set": set_title,
    "about.set": set_about,
    "layout.set": set_layout,
    "state.name": name_state,
    "phase.add": set_phase,
    "phase.change": set_phase,
    "phase.remove": remove_phase,
}
