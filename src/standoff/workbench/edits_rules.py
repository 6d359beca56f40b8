"""Edits of what may happen: feasibility rules, classes of states, the status quo, facts, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from standoff.model.assemble import RULE_KINDS
from standoff.model.dispute import NOTHING, Dispute, Outcome, Rule, StatusQuo
from standoff.model.statements import to_text
from standoff.model.states import build_states
from standoff.model.words import nearest
from standoff.show.evidence import rule_words
from standoff.workbench.arguments import Arguments
from standoff.workbench.carrying import carried
from standoff.workbench.placing import left_out, moved, put
from standoff.workbench.refusals import Refusal
from standoff.workbench.statements import read_expression
from standoff.workbench.version import Edited
from standoff.workbench.words import quoted


def read_rule(dispute: Dispute, given: object) -> Rule:
    """Read a rule as a file would have it: ``{"never": "build & pay"}``, ``{"requires": {"if": …, "then": …}}``."""
    if dispute.graph_form:
        raise Refusal("This dispute lists its states, so it has no feasibility rules.")
    if not isinstance(given, Mapping) or len(kinds := [key for key in RULE_KINDS if given.get(key) is not None]) != 1:
        raise Refusal("A rule has one kind.", mend=f"Known: {', '.join(RULE_KINDS)}.")
    kind, content = kinds[0], given[kinds[0]]
    if kind == "requires":
        if not isinstance(content, Mapping) or not {"if", "then"} <= content.keys():
            raise Refusal("This rule wants `if` and `then`.")
        parts = [content["if"], content["then"]]
    else:
        parts = [content] if kind == "never" else content
    if not isinstance(parts, list) or not parts or not all(isinstance(part, str) for part in parts):
        raise Refusal(f"{kind} wants expressions.", mend="Name at least one option.")
    return Rule(kind, tuple(read_expression(dispute, part) for part in parts))


def described(rule: Rule) -> str:
    """Return a rule in words."""
    return quoted(rule_words(rule.kind, [to_text(expression) for expression in rule.expressions]))


def _with_rules(dispute: Dispute, rules: tuple[Rule, ...], name: str, index: int) -> Edited:
    result, said = carried(replace(dispute, rules=rules), dispute)
    return Edited(result, name, f"rule-{index + 1}", said)


def add_rule(dispute: Dispute, arguments: Arguments) -> Edited:
    """Add a feasibility rule."""
    rule = read_rule(dispute, arguments.value("rule"))
    return _with_rules(dispute, (*dispute.rules, rule), f"Add the rule {described(rule)}", len(dispute.rules))


def change_rule(dispute: Dispute, arguments: Arguments) -> Edited:
    """Replace a feasibility rule; what it rested on stays with it."""
    index = arguments.index("index", len(dispute.rules), what="rule")
    rule = replace(read_rule(dispute, arguments.value("rule")), support=dispute.rules[index].support)
    rules = put(dispute.rules, index, rule)
    return _with_rules(dispute, rules, f"Change rule {index + 1} to {described(rule)}", index)


def remove_rule(dispute: Dispute, arguments: Arguments) -> Edited:
    """Take a feasibility rule out; the states that it removed come back."""
    index = arguments.index("index", len(dispute.rules), what="rule")
    name = f"Remove the rule {described(dispute.rules[index])}"
    return _with_rules(dispute, left_out(dispute.rules, index), name, index)


def move_rule(dispute: Dispute, arguments: Arguments) -> Edited:
    """Put a rule elsewhere in the list; the order never matters to the states."""
    index = arguments.index("index", len(dispute.rules), what="rule")
    to = arguments.index("to", len(dispute.rules), what="rule")
    changed = replace(dispute, rules=moved(dispute.rules, index, to))
    return Edited(changed, f"Move rule {index + 1} to place {to + 1}", f"rule-{to + 1}")


def set_coalesce(dispute: Dispute, arguments: Arguments) -> Edited:
    """Say which sets of states count as one."""
    if dispute.graph_form:
        raise Refusal("This dispute lists its states, so nothing can be coalesced.")
    classes = tuple(read_expression(dispute, text) for text in arguments.texts("list"))
    result, said = carried(replace(dispute, coalesce=classes), dispute)
    words = "; ".join(map(to_text, classes))
    return Edited(result, f"Coalesce {words}" if words else "Coalesce nothing", "coalesce", said)


def set_status_quo(dispute: Dispute, arguments: Arguments) -> Edited:
    """Say where the dispute stands: by the options taken, or by a state."""
    support = dispute.status_quo.support if dispute.status_quo is not None else NOTHING
    if "state" in arguments:
        states = build_states(dispute)
        place = states.find(arguments.text("state"))
        if dispute.graph_form:
            quo = StatusQuo(None, states.id(place), support)
        elif states.members(place):
            quo = StatusQuo(None, states.pattern(place), support)
        else:
            quo = StatusQuo(states.options(place), None, support)
        name = f"Start from {states.id(place)}"
    else:
        known = [option.id for option in dispute.options]
        taken = arguments.texts("taken")
        for option in taken:
            if option not in known:
                raise Refusal(f"There is no option {option!r}.", mend=nearest(option, known))
        quo = StatusQuo(tuple(option for option in known if option in taken), None, support)
        name = f"Start from {', '.join(quo.taken or ()) or 'nothing taken'}"
    return Edited(replace(dispute, status_quo=quo), name, "status-quo")


def set_fact(dispute: Dispute, arguments: Arguments) -> Edited:
    """Set a fact, declaring it where there is none of that name yet."""
    fact, value = arguments.text("fact"), arguments.flag("value")
    known = fact in dispute.facts
    support = {**dispute.fact_support, fact: dispute.fact_support.get(fact, NOTHING)}
    changed = replace(dispute, facts={**dispute.facts, fact: value}, fact_support=support)
    said_value = "yes" if value else "no"
    name = f"Set the fact {quoted(fact)} to {said_value}" if known else f"Declare the fact {quoted(fact)}: {said_value}"
    result, said = carried(changed, dispute) if known else (changed, ())
    return Edited(result, name, f"fact-{fact}", said)


def remove_fact(dispute: Dispute, arguments: Arguments) -> Edited:
    """Take a fact out that nothing names."""
    fact = arguments.text("fact")
    if fact not in dispute.facts:
        raise Refusal(f"There is no fact {fact!r}.", mend=nearest(fact, dispute.facts))
    changed = replace(
        dispute,
        facts={name: value for name, value in dispute.facts.items() if name != fact},
        fact_support={name: value for name, value in dispute.fact_support.items() if name != fact},
    )
    return Edited(changed, f"Remove the fact {quoted(fact)}", f"fact-{fact}")


def set_outcome(dispute: Dispute, arguments: Arguments) -> Edited:
    """Name a set of states, or change what a name means."""
    identifier, text = arguments.text("id"), arguments.text("expression")
    expression = read_expression(dispute, text)
    found = [k for k, outcome in enumerate(dispute.outcomes) if outcome.id == identifier]
    if found:
        changed = put(dispute.outcomes, found[0], replace(dispute.outcomes[found[0]], expression=expression))
    else:
        changed = (*dispute.outcomes, Outcome(identifier, expression))
    what = "Change the outcome" if found else "Name the outcome"
    result, said = carried(replace(dispute, outcomes=changed), dispute)
    return Edited(result, f"{what} {quoted(identifier)}: {to_text(expression)}", f"outcome-{identifier}", said)


def remove_outcome(dispute: Dispute, arguments: Arguments) -> Edited:
    """Take the name of a set of states out."""
    identifier = arguments.text("id")
    if identifier not in {outcome.id for outcome in dispute.outcomes}:
        raise Refusal(
            f"There is no outcome {identifier!r}.", mend=nearest(identifier, [o.id for o in dispute.outcomes])
        )
    kept = tuple(outcome for outcome in dispute.outcomes if outcome.id != identifier)
    return Edited(replace(dispute, outcomes=kept), f"Remove the outcome {quoted(identifier)}", f"outcome-{identifier}")


def without_rule(dispute: Dispute, index: int) -> int:
    """Return how many states the other rules leave, before anything is coalesced."""
    return build_states(replace(dispute, rules=left_out(dispute.rules, index), coalesce=(), states=())).count


def counts(dispute: Dispute, rule: Rule | None = None, index: int | None = None) -> dict[str, Any]:
    """Return how many states a rule removes of those that the other rules leave, and how many are left.

    Parameters
    ----------
    dispute : Dispute
        A dispute of option form.
    rule : Rule, optional
        A rule to add, or to put in the place of another.
    index : int, optional
        The place of the rule that is looked at, or replaced.
    """
    others = dispute.rules if index is None else left_out(dispute.rules, index)
    looked_at = rule if rule is not None else dispute.rules[index] if index is not None else None
    before = build_states(replace(dispute, rules=others, coalesce=(), states=())).count
    if looked_at is None:
        return {"removed": 0, "left": before}
    after = build_states(replace(dispute, rules=(*others, looked_at), coalesce=(), states=())).count
    return {"removed": before - after, "left": after}


EDITS: dict[str, Callable[[Dispute, Arguments], Edited]] = {
    "rule.add": add_rule,
    "rule.change": change_rule,
    "rule.remove": remove_rule,
    "rule.move": move_rule,
    "coalesce.set": set_coalesce,
    "status_quo.set": set_status_quo,
    "fact.set": set_fact,
    "fact.add": set_fact,
    "fact.remove": remove_fact,
    "outcome.set": set_outcome,
    "outcome.remove": remove_outcome,
}
