"""Advice about feasibility rules: those that contradict each other, or by themselves leave no state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standoff.errors import StandoffError
from standoff.model.check import Advice
from standoff.model.dispute import Dispute, Rule
from standoff.model.document import place
from standoff.model.statements import Pattern, names

MOST_OPTIONS = 18
"""Options up to which rules are tried out: with 2^18 combinations that takes milliseconds."""


def check_rules(dispute: Dispute) -> Iterator[Advice]:
    """Name the smallest sets of rules that leave no state."""
    possible = [k for k, rule in enumerate(dispute.rules) if not _contradicts(dispute, [rule])]
    for k in range(len(dispute.rules)):
        if k not in possible:
            where = place(dispute, ("feasibility", k))
            what = f"Feasibility rule {k + 1} can never be kept: it removes every state."
            yield Advice("contradiction", what, where, "Take it out, or mend it.")
    if len(possible) < len(dispute.rules) or not _contradicts(dispute, dispute.rules):
        return
    guilty = list(range(len(dispute.rules)))
    for k in range(len(dispute.rules)):
        others = [other for other in guilty if other != k]
        if _contradicts(dispute, [dispute.rules[other] for other in others]):
            guilty = others
    numbers = ", ".join(str(k + 1) for k in guilty[:-1]) + f" and {guilty[-1] + 1}"
    what = f"The feasibility rules {numbers} contradict each other: together they leave no state."
    yield Advice("contradiction", what, place(dispute, ("feasibility", guilty[0])), "Take one out, or mend it.")


def _contradicts(dispute: Dispute, rules: Sequence[Rule]) -> bool:
    """Whether some rules leave no combination of the options that they read; False where there are too many."""
    from standoff.model.enumeration import feasible_codes
    from standoff.model.states import constants

    if not rules:
        return False
    constant = constants(dispute)
    expressions = [constant(expression) for rule in rules for expression in rule.expressions]
    ids = tuple(option.id for option in dispute.options)
    if not any(isinstance(expression, Pattern) for expression in expressions):
        read = {name for expression in expressions for name in names(expression)}
        ids = tuple(name for name in ids if name in read)
    if len(ids) > MOST_OPTIONS:
        return False
    try:
        feasible_codes(ids, rules, constant)
    except StandoffError:
        return True
    return False
