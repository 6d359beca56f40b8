"""The feasible states of an option form, without passing through all 2^k combinations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.errors import StandoffError
from standoff.model.dispute import Rule
from standoff.model.statements import And, Expression, Name, Not, Or, Pattern, names, truth

_READ = str.maketrans("YN-", "110")
_TAKEN = str.maketrans("YN-", "100")
Codes = NDArray[np.uint64] | NDArray[np.uint32]
LARGEST = 1 << 27


@dataclass(frozen=True, slots=True)
class Kleene:
    """Truth in three values, elementwise: ``yes`` is surely true, ``no`` surely false, neither is open."""

    yes: Any
    no: Any

    def __and__(self, other: Kleene) -> Kleene:
        return Kleene(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: Kleene) -> Kleene:
        return Kleene(self.yes | other.yes, self.no & other.no)

    def __xor__(self, other: Kleene) -> Kleene:
        return Kleene((self.yes & other.no) | (self.no & other.yes), (self.yes & other.yes) | (self.no & other.no))


def prohibitions(rule: Rule) -> list[Expression]:
    """Return the expressions that a rule forbids: a state is removed where one of them holds."""
    members = rule.expressions
    if rule.kind == "never":
        return [members[0]]
    if rule.kind == "requires":
        return [And((members[0], Not(members[1])))]
    pairs: list[Expression] = [And(pair) for pair in combinations(members, 2)]
    none: list[Expression] = [Not(Or(members)) if len(members) > 1 else Not(members[0])]
    if rule.kind == "mutually_exclusive":
        return pairs
    return none if rule.kind == "at_least_one" else pairs + none


def literals(expression: Expression, position: dict[str, int]) -> tuple[int, int] | None:
    """Return (mask, value) of a pattern or a conjunction of options and their negations, else None."""
    if isinstance(expression, Pattern):
        letters = expression.letters[::-1]
        return int(letters.translate(_READ), 2), int(letters.translate(_TAKEN), 2)
    if isinstance(expression, Name):
        bit = position.get(expression.id)
        return None if bit is None else (1 << bit, 1 << bit)
    if isinstance(expression, Not) and isinstance(expression.operand, Name):
        bit = position.get(expression.operand.id)
        return None if bit is None else (1 << bit, 0)
    if isinstance(expression, Not) and isinstance(expression.operand, Or):
        return literals(And(tuple(Not(operand) for operand in expression.operand.operands)), position)
    if isinstance(expression, And):
        mask = value = 0
        for operand in expression.operands:
            part = literals(operand, position)
            if part is None or (mask & part[0] & (value ^ part[1])):
                return None
            mask, value = mask | part[0], value | part[1]
        return mask, value
    return None


def bits_of(expression: Expression, position: dict[str, int]) -> int:
    """Return the mask of the options that an expression reads."""
    if isinstance(expression, Pattern):
        return sum(1 << k for k, letter in enumerate(expression.letters) if letter != "-")
    return sum(1 << position[name] for name in names(expression) if name in position)


def feasible_codes(ids: Sequence[str], rules: Sequence[Rule], constant: Callable[[Expression], Expression]) -> Codes:
    """Enumerate the feasible states by deciding one option after the other.

    Every partial combination that a rule already forbids is dropped at once, so the work follows
    the number of combinations that are still open, not 2^k.

    Parameters
    ----------
    ids : sequence of str, length k
        Option ids in file order; the first is the least significant bit.
    rules : sequence of Rule
        Each removes states (Fang, Hipel, Kilgour & Peng 2003a); their order never matters.
    constant : callable
        Replaces facts and outcomes in an expression, so that only options are left.

    Returns
    -------
    ndarray of uint32 (k <= 32) or uint64, shape (m,)
        Codes of the feasible states in increasing order.

    Raises
    ------
    StandoffError
        If no state is left, if k > 63, or if more than 2^27 combinations stay open on the way.
    """
    k = len(ids)
    if k > 63:
        raise StandoffError(
            f"{k} options are more than the 63 that a state's code can hold.", mend="Join or drop some."
        )
    dtype = np.uint32 if k <= 32 else np.uint64
    position = {name: bit for bit, name in enumerate(ids)}
    masked: dict[int, set[int]] = defaultdict(set)
    general: list[tuple[int, Expression]] = []
    for rule in rules:
        for forbidden in prohibitions(rule):
            # A rule may be one of a hundred thousand patterns, in which nothing can be replaced.
            expression = forbidden if isinstance(forbidden, Pattern) else constant(forbidden)
            found = literals(expression, position)
            if found is None:
                general.append((bits_of(expression, position), expression))
            else:
                masked[found[0]].add(found[1])
    codes: Any = np.zeros(1, dtype)
    decided = 0
    for bit in [-1, *decision_order(k, [*masked, *(mask for mask, _ in general)])]:
        if bit >= 0:
            codes = np.concatenate([codes, codes | dtype(1 << bit)])
            decided |= 1 << bit
        codes = prune(codes, bit, decided, masked, general, position)
        if len(codes) > LARGEST:
            raise StandoffError(
                f"more than {LARGEST:,} combinations of options are still open after {decided.bit_count()} of {k}.",
                mend="Add feasibility rules, or leave options out.",
            )
    if not len(codes):
        raise StandoffError(
            "the feasibility rules leave no state.", mend="Two of them contradict each other: see `standoff check`."
        )
    if not (codes[1:] > codes[:-1]).all():
        codes.sort()
    return codes  # type: ignore[no-any-return]


def decision_order(k: int, masks: Sequence[int]) -> list[int]:
    """Order the options so that rules become decidable early: always finish the rule that lacks fewest options."""
    order: list[int] = []
    decided = 0
    waiting = {mask for mask in masks if mask}
    while waiting:
        mask = min(waiting, key=lambda m: ((m & ~decided).bit_count(), m))
        for bit in range(k):
            if mask >> bit & 1 and not decided >> bit & 1:
                order.append(bit)
                decided |= 1 << bit
        waiting = {m for m in waiting if m & ~decided}
    return order + [bit for bit in range(k) if not decided >> bit & 1]


def prune(
    codes: Any,
    bit: int,
    decided: int,
    masked: dict[int, set[int]],
    general: list[tuple[int, Expression]],
    position: dict[str, int],
) -> Any:
    """Drop the partial combinations that a rule which reads this option (or none: -1) surely forbids."""

    def concerned(mask: int) -> bool:
        return mask == 0 if bit < 0 else bool(mask >> bit & 1)

    for mask, values in masked.items():
        if concerned(mask) and not mask & ~decided:
            if len(values) == 1:
                keep = (codes & codes.dtype.type(mask)) != next(iter(values))
            else:
                keep = ~np.isin(codes & codes.dtype.type(mask), np.fromiter(values, codes.dtype, len(values)))
            codes = codes[keep]
    for mask, expression in general:
        if concerned(mask):

            def option(index: int, codes: Any = codes) -> Kleene:
                """Return what is decided of one option."""
                if not decided >> index & 1:
                    nothing = np.zeros(len(codes), bool)
                    return Kleene(nothing, nothing)
                taken = ((codes >> codes.dtype.type(index)) & codes.dtype.type(1)).astype(bool)
                return Kleene(taken, ~taken)

            everywhere = Kleene(np.ones(len(codes), bool), np.zeros(len(codes), bool))
            holds = truth(expression, lambda name: option(position[name]), option, everywhere)
            codes = codes[~holds.yes]
    return codes
