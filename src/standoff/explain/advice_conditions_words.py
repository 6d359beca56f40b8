"""The wording of conditions and counts: what a side must prefer, and how many of its rankings would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from standoff.analyze.mediation.conditions import Condition, ordered
from standoff.analyze.mediation.conditions_monotone import Row
from standoff.analyze.mediation.counting import RankingCount
from standoff.explain.names import Names, counted, listing
from standoff.model.expressions import Pattern
from standoff.model.states import OptionStates

if TYPE_CHECKING:
    from standoff.explain.advice_conditions import Conditions, Counts

MOST_SETS = 8
MOST_STATES = 10
MOST_DESCRIBED = 12
MOST_PLAIN = 5
SHORT = 8
LARGEST_SHOWN = 10**15


def tell_conditions(found: Conditions) -> Iterator[str]:
    """Yield the conditions, one line a side or one line a requirement."""
    names, ids = Names(found.model), found.model.states.id
    state = ids(found.target)
    for row in found.by_concept:
        credible = any(each.concept.credible for each in row) and len(row) > 1
        given = ", the others’ preferences being as they are" if credible else ""
        concepts = dict.fromkeys(each.concept.name for each in row)
        if len(concepts) == 1:
            lead = f"{names.state(state)} holds under {row[0].concept.name} exactly if all of this is so{given}:"
        else:
            lead = f"{names.state(state)} holds under each side’s own concept exactly if all of this is so{given}:"
        yield lead
        for each in row:
            yield from _side(names, each, state)
    yield from legend(names, sorted({x for row in found.by_concept for each in row for x in each.relevant}))


def _side(names: Names, each: Condition, state: str) -> Iterator[str]:
    """Yield the condition of one side."""
    model = names.model
    who = names.side(model.makers[each.side])
    if not len(model.moves.reachable(each.side, each.state)):
        yield f"- For {who} nothing is asked: it cannot move from {state}."
        return
    if not each.requirements:
        yield f"- For {who} nothing is asked: any move of its own from {state} can be taken back."
        return
    today = "today it is" if each.met else "today it is not"
    rows = [_requirement(names, row, each.state) for row in each.requirements]
    lead = f"- For {who} {state} must be at least as good as"
    if len(rows) == 1 or (len(rows) <= 3 and len(each.relevant) <= SHORT):
        yield f"{lead} {'; and as '.join(rows)}; {today}."
        return
    yield f"{lead} all of these; {today}:"
    yield from (f"  - {row}" for row in rows[:MOST_SETS])
    if len(rows) > MOST_SETS:
        yield f"  - … and {counted(len(rows) - MOST_SETS, 'further requirement')}; --json lists all"


def _requirement(names: Names, row: Row, target: int) -> str:
    """Return a requirement: one of these states, or all of those."""
    sets = ordered(row)
    single = [state for each in sets if len(each) == 1 for state in each]
    more = [_all_of(names, each, target, len(sets) > 1) for each in sets if len(each) > 1]
    alike = _alike(names, single, target)
    if alike:
        one = f"one of {alike}"
        return ", or ".join([one, *more[:MOST_SETS]])
    told = [*map(names.model.states.id, single), *more]
    if not more:
        return listing(told, most=MOST_STATES, word="or")
    rest = len(told) - MOST_SETS
    return ", or ".join(told[:MOST_SETS]) + (f", or {rest} more" if rest > 0 else "")


def _all_of(names: Names, each: frozenset[int], target: int, among: bool) -> str:
    """Return several states all of which are meant."""
    alike = _alike(names, sorted(each), target)
    if alike:
        return f"all of {alike}"
    shown = listing([names.model.states.id(state) for state in sorted(each)], most=MOST_STATES)
    return f"{'both' if len(each) == 2 else 'all of'} {shown}" if among else shown


def _alike(names: Names, chosen: Sequence[int], target: int) -> str | None:
    """Return many states by the pattern that they and no others fit, but perhaps the target itself; None if none is."""
    states = names.model.states
    if len(chosen) < MOST_PLAIN or not isinstance(states, OptionStates) or states.class_of is not None:
        return None
    patterns = [states.pattern(state) for state in chosen]
    common = "".join(column[0] if len(set(column)) == 1 else "-" for column in zip(*patterns, strict=True))
    fits = {int(state) for state in np.flatnonzero(states.satisfying(Pattern(common)))}
    if fits == set(chosen):
        return f"the {len(chosen)} states {common}"
    return f"the {len(chosen)} other states {common}" if fits == {*chosen, target} else None


def legend(names: Names, states: Sequence[int]) -> Iterator[str]:
    """Yield what the states are that are named."""
    described = [f"{names.model.states.id(s)}: {text}" for s in states if (text := names.description(s))]
    if described:
        yield f"States: {'; '.join(described[:MOST_DESCRIBED])}{'; …' if len(described) > MOST_DESCRIBED else ''}."


def tell_counts(found: Counts) -> Iterator[str]:
    """Yield the counts, one line a side."""
    names = Names(found.model)
    total = found.by_side[0][0].rankings
    state = names.state(found.model.states.id(found.target))
    credible = any(each.condition.concept.credible for row in found.by_side for each in row)
    given = ", the others’ preferences being as they are" if credible and len(found.by_side) > 1 else ""
    of = counted(found.model.states.count, "state")
    yield f"Of all {_shown(total)} strict rankings of the {of}, so many keep {state} stable for a side{given}:"
    for row in found.by_side:
        who = names.side(found.model.makers[row[0].condition.side])
        yield f"- {who}: {', '.join(map(_count, row))}."


def _count(found: RankingCount) -> str:
    """Return one count with its share."""
    name = found.condition.concept.name
    if found.stable == found.rankings:
        return f"all under {name}"
    return f"{_shown(found.stable)} under {name} ({float(found.share * 100):.3g} %)"


def _shown(value: int) -> str:
    """Return a whole number; of a very large one its size.

    Examples
    --------
    >>> _shown(40320), _shown(2 * 10**30)
    ('40,320', '2.00 × 10^30')
    """
    if value < LARGEST_SHOWN:
        return f"{value:,}"
    digits, _, power = f"{Decimal(value):.2e}".partition("e+")
    return f"{digits} × 10^{power}"
