"""The independent check of a witness, from moves and preferences alone.

Nothing here is shared with the programs that find verdicts and witnesses: what each concept demands is written
down once more, by its name, states and sides are ids, and every claim of the witness is tried against the moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

from standoff.errors import StandoffError
from standoff.explain.verify_foresight import Play, Policy, Tree
from standoff.explain.verify_joint import Joint
from standoff.explain.verify_rules import Fault, Rules, Witness, demand, demand_keys, rules_of
from standoff.explain.verify_sanctions import Sanctions

__all__ = ["Rules", "rules_of", "verify"]

HEAD = {"decision_maker", "state", "concept", "kind", "sanctions", "return_to_s", "stable", "truncated"}
MARKS = ("return_to_s", "stable", "truncated")
CHECKS: tuple[tuple[str, str, Callable[[Witness, Rules], Any]], ...] = (
    (r"L\d+|NM", "play", Play),
    (r"C?MR\d+|maximin\d+", "tree", Tree),
    ("PSS", "policy", Policy),
    ("SIM", "joint moves", Joint),
)


def verify(witness: Witness, rules: Rules, *, claim: Mapping[str, Any] | None = None) -> list[str]:
    """Check a witness.

    Parameters
    ----------
    witness : mapping
        The plain data of `Reason.witness`.
    rules : Rules
        The dispute: sides, moves, preferences.
    claim : mapping, optional
        Values that the witness must have, such as ``{"state": "s6", "stable": False}``.

    Returns
    -------
    list of str
        What is wrong; empty for a witness that proves its verdict.

    Examples
    --------
    A side that can only move to something worse is stable, and needs no further proof.

    >>> moves = {"a": ["b"], "b": []}
    >>> rules = Rules(["A"], lambda maker, state: moves[state], lambda maker, x, y: -1 if x > y else 1)
    >>> head = {"decision_maker": "A", "state": "a", "concept": "Nash", "kind": "sanctions", "truncated": False}
    >>> head |= {"sanctions": "legal-sequences", "return_to_s": True}
    >>> marks = {"answered": False, "credible": False, "countermoves": False}
    >>> verify({**head, **marks, "stable": True, "improvement_count": 0, "improvements": []}, rules)
    []
    >>> verify({**head, **marks, "stable": False, "improvement": "b", "gain": "worse"}, rules)
    ['b does not tempt A away from a']
    """
    try:
        _check(witness, rules, claim or {})
    except Fault as fault:
        return [str(fault)]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError, StandoffError) as error:
        return [f"the witness is not well formed: {error!r}"]
    return []


def _check(witness: Witness, rules: Rules, claim: Mapping[str, Any]) -> None:
    """Check that a witness is whole, of the verdict that it claims to be of, and proves it."""
    for key, value in claim.items():
        demand(witness[key] == value, f"it is a witness of {key} {witness[key]}, not {value}")
    for key in MARKS:
        demand(isinstance(witness[key], bool), f"{key} is neither true nor false")
    demand(not witness["truncated"], "it was too long to be listed in full, so it cannot be checked")
    concept, kind = witness["concept"], witness["kind"]
    if re.match(r"weak_|Stackelberg\(|u(pareto_)?coal_", concept):
        demand(kind == "parts", f"{concept} is shown by parts, not by {kind}")
        demand_keys(witness, HEAD | {"parts"}, "it")
        _check_parts(witness, rules)
        return
    for pattern, expected, checker in CHECKS:
        if re.fullmatch(pattern, concept):
            demand(kind == expected, f"{concept} is shown by {expected}, not by {kind}")
            demand(witness["sanctions"] == "legal-sequences" and witness["return_to_s"], "it has no sanction rules")
            demand(witness["decision_maker"] in rules.makers, f"{witness['decision_maker']} is no side")
            checker(witness, rules).check(HEAD)
            return
    demand(kind == "sanctions", f"{concept} is shown by sanctions, not by {kind}")
    Sanctions(witness, rules).check(HEAD)


def _check_parts(witness: Witness, rules: Rules) -> None:
    """Check a verdict that follows from others, and those."""
    for part, expected in _expected(witness, rules):
        same = {key: witness[key] for key in ("state", "sanctions", "return_to_s", "truncated")}
        _check(part, rules, same | expected)


def _expected(witness: Witness, rules: Rules) -> list[tuple[Witness, dict[str, Any]]]:
    """Return the parts with what each has to prove for the verdict to follow."""
    concept, stable, parts, maker = (witness[key] for key in ("concept", "stable", "parts", "decision_maker"))
    if concept.startswith("weak_"):
        base = concept.removeprefix("weak_")
        general = {"decision_maker": maker, "concept": base, "stable": True}
        strong = {"decision_maker": maker, "concept": f"strong_{base}", "stable": False}
        if stable:
            return list(zip(parts, (general, strong), strict=True))
        failed = general if parts[0]["concept"] == base else strong
        return list(zip(parts, [{**failed, "stable": not failed["stable"]}], strict=True))
    demand(witness["sanctions"] == "legal-sequences" and witness["return_to_s"], "it has no sanction rules")
    if concept.startswith("Stackelberg("):
        demand(len(rules.makers) == 2, f"{concept} is defined for two sides")
        leads = rules.named(concept[len("Stackelberg(") : -1]) == maker
        part = {"decision_maker": maker, "concept": "L2" if leads else "Nash", "stable": stable}
        return list(zip(parts, [part], strict=True))
    demand(maker == ",".join(rules.makers), "it is about everybody")
    plain = {"concept": concept[1:], "stable": stable}
    if not stable:
        return list(zip(parts, [plain], strict=True))
    sizes = range(1, len(rules.makers) + 1)
    groups = [",".join(group) for size in sizes for group in combinations(rules.makers, size)]
    return list(zip(parts, [plain | {"decision_maker": group} for group in groups], strict=True))
