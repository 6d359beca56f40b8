"""Edits of what the sides want: statements, weights, and which form is in force; rankings have a file of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, get_args

from standoff.model.dispute import DecisionMaker, Dispute, Form, PreferenceEntry, Statement
from standoff.workbench.arguments import Arguments
from standoff.workbench.edits_sides import find_side
from standoff.workbench.placing import inserted, left_out, moved, put
from standoff.workbench.refusals import Refusal
from standoff.workbench.statements import read_expression
from standoff.workbench.version import Edited
from standoff.workbench.words import quoted

FORMS: tuple[Form, ...] = get_args(Form)
LARGEST_WEIGHT = 10**15


def with_entry(dispute: Dispute, side: str, entry: PreferenceEntry) -> Dispute:
    """Put what one side prefers in place."""
    return replace(dispute, preferences={**dispute.preferences, side: entry})


def statements_of(dispute: Dispute, arguments: Arguments) -> tuple[DecisionMaker, PreferenceEntry]:
    """Return a side and its entry, one with statements, if need be an empty one."""
    _, maker = find_side(dispute, arguments)
    entry = dispute.preferences.get(maker.id) or PreferenceEntry("statements")
    return maker, entry if entry.statements is not None else replace(entry, statements=())


def add_statement(dispute: Dispute, arguments: Arguments) -> Edited:
    """Say one more thing that a side wants, at the end or at a place among the others."""
    maker, entry = statements_of(dispute, arguments)
    text = arguments.text("text").strip()
    statement = Statement(read_expression(dispute, text), text)
    old = entry.statements or ()
    index = arguments.index("index", len(old) + 1, what="place") if "index" in arguments else len(old)
    changed = with_entry(dispute, maker.id, replace(entry, statements=inserted(old, index, statement)))
    return Edited(changed, f"{quoted(maker.name)} wants {quoted(text)}", f"statement-{maker.id}-{index + 1}")


def change_statement(dispute: Dispute, arguments: Arguments) -> Edited:
    """Replace what a side wants; the passages stay with it, a presumption becomes a person's word."""
    maker, entry = statements_of(dispute, arguments)
    old = entry.statements or ()
    index = arguments.index("index", len(old), what="statement")
    text = arguments.text("text").strip()
    support = replace(old[index].support, presumed=None, contested=False)
    statement = Statement(read_expression(dispute, text), text, support)
    changed = with_entry(dispute, maker.id, replace(entry, statements=put(old, index, statement)))
    name = f"Change {quoted(old[index].text)} to {quoted(text)}"
    return Edited(changed, name, f"statement-{maker.id}-{index + 1}")


def move_statement(dispute: Dispute, arguments: Arguments) -> Edited:
    """Make a statement more or less important than others."""
    maker, entry = statements_of(dispute, arguments)
    old = entry.statements or ()
    index = arguments.index("index", len(old), what="statement")
    to = arguments.index("to", len(old), what="place")
    changed = with_entry(dispute, maker.id, replace(entry, statements=moved(old, index, to)))
    name = f"Move {quoted(old[index].text)} to place {to + 1}"
    return Edited(changed, name, f"statement-{maker.id}-{to + 1}")


def remove_statement(dispute: Dispute, arguments: Arguments) -> Edited:
    """Take a statement out."""
    maker, entry = statements_of(dispute, arguments)
    old = entry.statements or ()
    index = arguments.index("index", len(old), what="statement")
    changed = with_entry(dispute, maker.id, replace(entry, statements=left_out(old, index)))
    return Edited(changed, f"Remove {quoted(old[index].text)}", f"preference-{maker.id}")


def set_weights(dispute: Dispute, arguments: Arguments) -> Edited:
    """Say what each option is worth to a side."""
    if dispute.graph_form:
        raise Refusal("This dispute lists its states, so there are no options to weigh.")
    _, maker = find_side(dispute, arguments)
    known = {option.id: option.name for option in dispute.options}
    weights = {}
    for option, value in arguments.mapping("weights").items():
        if option not in known:
            raise Refusal(f"There is no option {option!r}.")
        weights[option] = _decimal(value, known[option])
    entry = dispute.preferences.get(maker.id)
    entry = PreferenceEntry("weights") if entry is None else replace(entry, use="weights")
    changed = with_entry(dispute, maker.id, replace(entry, weights=weights))
    return Edited(changed, f"Weigh the options for {quoted(maker.name)}", f"preference-{maker.id}")


def _decimal(value: Any, option: str) -> Fraction:
    """Return a weight as an exact fraction."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        number = Decimal("nan")
    if isinstance(value, bool) or not number.is_finite() or abs(number) > LARGEST_WEIGHT:
        raise Refusal(f"The weight of {quoted(option)} is no number.", mend="Write a decimal such as -2.5.")
    if number.as_tuple().exponent not in range(-12, 16):
        raise Refusal(f"The weight of {quoted(option)} has too many digits.", mend="Give at most 12 decimals.")
    return Fraction(number)


def set_use(dispute: Dispute, arguments: Arguments) -> Edited:
    """Say which of a side's forms is in force."""
    _, maker = find_side(dispute, arguments)
    use = arguments.choice("use", FORMS)
    entry = dispute.preferences.get(maker.id)
    given = [form for form in FORMS if entry is not None and getattr(entry, form) is not None]
    if entry is None or use not in given:
        raise Refusal(f"{maker.name} has no {use}.", mend=f"Given: {', '.join(given)}." if given else "Add them first.")
    changed = with_entry(dispute, maker.id, replace(entry, use=use))
    return Edited(changed, f"Go by the {use} of {quoted(maker.name)}", f"preference-{maker.id}")


def remove_form(dispute: Dispute, arguments: Arguments) -> Edited:
    """Take one of a side's forms out, leaving the others; the last one leaves the side indifferent."""
    _, maker = find_side(dispute, arguments)
    form = arguments.choice("form", FORMS)
    entry = dispute.preferences.get(maker.id)
    if entry is None or getattr(entry, form) is None:
        raise Refusal(f"{maker.name} has no {form}.")
    left = [other for other in FORMS if other != form and getattr(entry, other) is not None]
    beside: dict[str, Any] = {"ranking": {"unlisted": None, "strong_after": (), "degree_after": {}}}.get(form, {})
    if left:
        use = entry.use if entry.use != form else left[0]
        changed = replace(entry, **{form: None, "use": use, **beside})
    else:
        changed = PreferenceEntry("statements", statements=())
    return Edited(
        with_entry(dispute, maker.id, changed), f"Remove the {form} of {quoted(maker.name)}", f"preference-{maker.id}"
    )


EDITS: dict[str, Callable[[Dispute, Arguments], Edited]] = {
    "statement.add": add_statement,
    "statement.change": change_statement,
    "statement.move": move_statement,
    "statement.remove": remove_statement,
    "weights.set": set_weights,
    "use.set": set_use,
    "preference.remove": remove_form,
}
