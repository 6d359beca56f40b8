"""Edits of sides and their options."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from standoff.model.dispute import DecisionMaker, Dispute, Option, PreferenceEntry
from standoff.model.expressions import Expression, names, spelled_out
from standoff.model.rewriting import with_makers
from standoff.model.words import nearest
from standoff.workbench.arguments import Arguments
from standoff.workbench.carrying import carried
from standoff.workbench.placing import put
from standoff.workbench.refusals import Refusal
from standoff.workbench.version import Edited
from standoff.workbench.words import new_id, quoted

T = TypeVar("T")
DIRECTIONS = ("both", "take", "drop")


def find_side(dispute: Dispute, arguments: Arguments) -> tuple[int, DecisionMaker]:
    """Return the side that `side` names."""
    index = dispute.maker(arguments.text("side"))
    return index, dispute.decision_makers[index]


def find_option(dispute: Dispute, arguments: Arguments) -> tuple[int, int, Option]:
    """Return the option that `option` names, with its side and its place there."""
    wanted = arguments.text("option")
    for i, maker in enumerate(dispute.decision_makers):
        for j, option in enumerate(maker.options):
            if option.id == wanted:
                return i, j, option
    raise Refusal(f"There is no option {wanted!r}.", mend=nearest(wanted, [option.id for option in dispute.options]))


def add_side(dispute: Dispute, arguments: Arguments) -> Edited:
    """Add a side without options; it is indifferent until something is said of what it wants."""
    name = arguments.optional("name") or arguments.text("id")
    taken = {maker.id for maker in dispute.decision_makers}
    identifier = arguments.optional("id") or new_id(name, taken, "side")
    makers = (*dispute.decision_makers, DecisionMaker(identifier, name))
    preferences = {**dispute.preferences, identifier: PreferenceEntry("statements", statements=())}
    if dispute.graph_form:
        preferences = dict(dispute.preferences)
    changed = replace(dispute, decision_makers=makers, preferences=preferences)
    if dispute.graph_form and dispute.unlisted is None:
        changed = replace(changed, unlisted="equal")
    return Edited(changed, f"Add the side {quoted(name)}", f"side-{identifier}")


def rename_side(dispute: Dispute, arguments: Arguments) -> Edited:
    """Give a side another name; its id stays."""
    index, maker = find_side(dispute, arguments)
    name = arguments.text("name").strip()
    makers = put(dispute.decision_makers, index, replace(maker, name=name))
    changed = replace(dispute, decision_makers=makers)
    return Edited(changed, f"Rename {quoted(maker.name)} to {quoted(name)}", f"side-{maker.id}")


def remove_side(dispute: Dispute, arguments: Arguments) -> Edited:
    """Take a side out, with its options and all that is said of it."""
    index, maker = find_side(dispute, arguments)
    if len(dispute.decision_makers) == 1:
        raise Refusal("This is the only side.", mend="Add another side first.")
    makers = [m for k, m in enumerate(dispute.decision_makers) if k != index]
    _refuse_used(dispute, [option.id for option in maker.options], maker.name)

    def others(table: Mapping[str, T]) -> dict[str, T]:
        return {side: value for side, value in table.items() if side != maker.id}

    def alone(option: Option) -> Option:
        return replace(option, shared_with=tuple(side for side in option.shared_with if side != maker.id))

    unshared = [replace(m, options=tuple(map(alone, m.options))) for m in makers]
    changed = replace(
        dispute,
        preferences=others(dispute.preferences),
        arcs=None if dispute.arcs is None else others(dispute.arcs),
        added=others(dispute.added),
        forbidden=others(dispute.forbidden),
        perceptions=others(dispute.perceptions),
        attitudes={s: others(a) for s, a in dispute.attitudes.items() if s != maker.id},
    )
    return _with_options(dispute, changed, unshared, f"Remove the side {quoted(maker.name)}", f"side-{maker.id}")


def add_option(dispute: Dispute, arguments: Arguments) -> Edited:
    """Give a side another option; everybody is indifferent to it until something is said."""
    if dispute.graph_form:
        raise Refusal("This dispute lists its states, so its sides have no options.")
    index, maker = find_side(dispute, arguments)
    name = arguments.optional("name") or arguments.text("id")
    taken = {o.id for o in dispute.options} | set(dispute.facts) | {o.id for o in dispute.outcomes}
    identifier = arguments.optional("id") or new_id(name, taken, "option")
    moves = arguments.choice("moves", DIRECTIONS) if "moves" in arguments else "both"
    option = Option(identifier, name, moves)  # type: ignore[arg-type]
    makers = put(dispute.decision_makers, index, replace(maker, options=(*maker.options, option)))
    what = f"Give {quoted(maker.name)} the option {quoted(name)}"
    return _with_options(dispute, dispute, makers, what, f"option-{identifier}")


def rename_option(dispute: Dispute, arguments: Arguments) -> Edited:
    """Give an option another name; its id stays."""
    i, j, option = find_option(dispute, arguments)
    name = arguments.text("name").strip()
    changed = _with_option(dispute, i, j, replace(option, name=name))
    return Edited(changed, f"Rename {quoted(option.name)} to {quoted(name)}", f"option-{option.id}")


def remove_option(dispute: Dispute, arguments: Arguments) -> Edited:
    """Take an option out; the states in which it is taken go with it."""
    i, j, option = find_option(dispute, arguments)
    _refuse_used(dispute, [option.id], option.name)
    maker = dispute.decision_makers[i]
    kept = tuple(o for k, o in enumerate(maker.options) if k != j)
    makers = put(dispute.decision_makers, i, replace(maker, options=kept))
    if not any(m.options for m in makers):
        raise Refusal("This is the only option.", mend="Add another option first.")
    what = f"Remove the option {quoted(option.name)}"
    return _with_options(dispute, dispute, makers, what, f"option-{option.id}")


def move_option(dispute: Dispute, arguments: Arguments) -> Edited:
    """Say whether an option can be taken, dropped, or both."""
    i, j, option = find_option(dispute, arguments)
    moves = arguments.choice("moves", DIRECTIONS)
    words = {"both": "reversible", "take": "irreversible once taken", "drop": "irreversible once dropped"}[moves]
    changed = _with_option(dispute, i, j, replace(option, moves=moves))  # type: ignore[arg-type]
    return Edited(changed, f"Make {quoted(option.name)} {words}", f"option-{option.id}")


def share_option(dispute: Dispute, arguments: Arguments) -> Edited:
    """Say which other sides control an option too."""
    i, j, option = find_option(dispute, arguments)
    sides = tuple(dispute.decision_makers[dispute.maker(side)].id for side in arguments.texts("with"))
    changed = _with_option(dispute, i, j, replace(option, shared_with=sides))
    what = (
        f"Share {quoted(option.name)} with {', '.join(sides)}" if sides else f"Share {quoted(option.name)} with nobody"
    )
    return Edited(changed, what, f"option-{option.id}")


def _with_option(dispute: Dispute, i: int, j: int, option: Option) -> Dispute:
    """Put an option in the place of another."""
    maker = dispute.decision_makers[i]
    options = put(maker.options, j, option)
    return replace(dispute, decision_makers=put(dispute.decision_makers, i, replace(maker, options=options)))


def _with_options(
    before: Dispute, changed: Dispute, makers: Sequence[DecisionMaker], name: str, element: str
) -> Edited:
    """Return a dispute with other sides or options, in which the rest means what it meant."""
    dropped = {o.id for o in before.options} - {o.id for m in makers for o in m.options}
    changed = _without(changed, dropped)
    if changed.graph_form:
        return Edited(replace(changed, decision_makers=tuple(makers)), name, element)
    result, said = carried(with_makers(changed, makers), before)
    return Edited(result, name, element, said)


def _without(dispute: Dispute, options: set[str]) -> Dispute:
    """Take options out of what lists them one by one: the status quo and weights."""
    if not options:
        return dispute
    quo = dispute.status_quo
    if quo is not None and quo.taken is not None:
        quo = replace(quo, taken=tuple(o for o in quo.taken if o not in options))
    preferences = {
        side: entry
        if entry.weights is None
        else replace(entry, weights={o: w for o, w in entry.weights.items() if o not in options})
        for side, entry in dispute.preferences.items()
    }
    return replace(dispute, status_quo=quo, preferences=preferences)


def _refuse_used(dispute: Dispute, options: Sequence[str], name: str) -> None:
    """Refuse to take out options that rules, statements or outcomes speak of, and say where they do."""

    order = [option.id for option in dispute.options]

    def speaks(expressions: Sequence[Expression]) -> bool:
        """Whether one of them reads such an option, by name or by its letter in a pattern."""
        return any(set(options) & names(spelled_out(expression, order)) for expression in expressions)

    found = [f"rule {k + 1}" for k, rule in enumerate(dispute.rules) if speaks(rule.expressions)]
    found += [f"class {k + 1} of coalesce" for k, e in enumerate(dispute.coalesce) if speaks([e])]
    for side, entry in dispute.preferences.items():
        found += [
            f"statement {k + 1} of {side}" for k, s in enumerate(entry.statements or ()) if speaks([s.expression])
        ]
    found += [f"the outcome {outcome.id}" for outcome in dispute.outcomes if speaks([outcome.expression])]
    if found:
        some = ", ".join(found[:4]) + (f" and {len(found) - 4} more" if len(found) > 4 else "")
        raise Refusal(f"{quoted(name)} is still spoken of: {some}.", mend="Change or remove these first.")


EDITS: dict[str, Callable[[Dispute, Arguments], Edited]] = {
    "side.add": add_side,
    "side.rename": rename_side,
    "side.remove": remove_side,
    "option.add": add_option,
    "option.rename": rename_option,
    "option.remove": remove_option,
    "option.moves": move_option,
    "option.share": share_option,
}
