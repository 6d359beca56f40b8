"""What could happen next, in sentences: what was found, what is assumed, and what is not modelled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from standoff.analyze.prospects.outlook import Outlook, Prospect
from standoff.analyze.prospects.ranges import Line, Ranges
from standoff.analyze.prospects.ways import Target, Way
from standoff.explain.assumptions import (
    CAUTION,
    NOT_MODELLED,
    assumed_sentences,
    assumption_words,
    percent,
    span,
    value_words,
)
from standoff.explain.names import Names, counted, listing
from standoff.explain.prospects import steps_in_words

FEW: Final = 4
LIKELY: Final = 0.01
MOST_TOLD: Final = 3


@dataclass(frozen=True)
class Told:
    """An outlook in words: each a tuple of sentences; ``brief`` is the one that says most."""

    found: tuple[str, ...]
    assumed: tuple[str, ...]
    not_modelled: tuple[str, ...]
    brief: str


def foresee(outlook: Outlook) -> Told:
    """Tell an outlook.

    Examples
    --------
    >>> import standoff
    >>> told = foresee(standoff.Analysis(standoff.load("catalog:elmira")).prospects(vary="none"))
    >>> told.found[0][:53]
    'From s1 (“Delay the appeal”), improvements lead to s5'
    """
    names = Names(outlook.model)
    found: list[str] = [_improving(names, outlook)]
    for place, target in enumerate(outlook.targets[:MOST_TOLD]):
        found += _target(names, outlook, target)
        found += _chances(outlook, place, target)
    if not outlook.targets:
        found += _apart(names, outlook)
    ends = list(_ends(names, outlook))
    brief = next(_chances(outlook, 0, outlook.targets[0])) if outlook.targets else "".join(ends[:1])
    return Told((*found, *ends), tuple(assumed_sentences(outlook)), (*NOT_MODELLED, CAUTION), brief)


def _improving(names: Names, outlook: Outlook) -> str:
    """Tell where improvements lead."""
    model, ways = outlook.model, outlook.ways
    start = names.state(model.states.id(outlook.start))
    beyond = [state for state in ways.by_improvements if state != outlook.start]
    if ways.resting[outlook.start] and not beyond:
        return f"Nobody would move from {start}: it is an equilibrium."
    named = [names.state(model.states.id(state)) for state in beyond[:FEW]]
    named += [model.states.id(state) for state in beyond[FEW:]]
    if not beyond:
        return f"From {start}, improvements lead to no state in which nobody would move."
    stays = ", though nobody would move there already" if ways.resting[outlook.start] else ""
    where = "in which nobody would move" if len(beyond) == 1 else "in each of which nobody would move"
    return f"From {start}{stays}, improvements lead to {listing(named, most=FEW)}, {where}."


def _target(names: Names, outlook: Outlook, target: Target) -> Iterator[str]:
    """Tell how a target can be reached."""
    wanted, states = f"“{target.name}”", outlook.model.states
    if target.now:
        yield f"{wanted} holds at the start."
    elif target.improving is not None:
        yield f"{wanted} comes about by improvements alone: {'; '.join(steps_in_words(names, target.improving))}."
    elif target.cheapest is None:
        yield f"No moves lead to {wanted} any more."
        return
    else:
        way = target.cheapest
        yield (
            f"Nobody’s own improvements bring {wanted} about: it takes {_concessions(names, way)}. "
            f"The shortest way: {_path(names, way)}.{_back(names, way)}"
        )
    if target.lasting is None:
        yield f"No moves lead to a state with {wanted} in which everybody would stay."
    elif target.cheapest is not None and target.cheapest.leaving:
        yield _lasting(names, target, wanted, states.id(target.lasting.state))


def _lasting(names: Names, target: Target, wanted: str, state: str) -> str:
    """Tell what it takes to a state that holds."""
    assert target.lasting is not None
    way = target.joint or target.lasting
    movers = listing([names.side(names.model.makers[side]) for side in way.approach.movers])
    place = names.model.states.id(way.start)
    if target.joint is None:
        taken = _concessions(names, way) if way.approach.conceding else "no concession"
        return f"For {wanted} to last takes {taken}: {_path(names, way)}. In {state} nobody would move."
    return (
        f"For {wanted} to last takes a joint move of {movers}, which leaves each of them better off than in {place}: "
        f"{_path(names, way)}. There nobody would move."
    )


def _concessions(names: Names, way: Way) -> str:
    """Return whose concessions a way takes, and how many."""
    sides = listing([names.side(names.model.makers[side]) for side in way.approach.conceding])
    count = sum(way.approach.concessions)
    return f"a concession by {sides}" if count == 1 else f"{count} concessions by {sides}"


def _path(names: Names, way: Way) -> str:
    return "; ".join(steps_in_words(names, way.approach.steps, way.approach.concessions))


def _back(names: Names, way: Way) -> str:
    """Say who would not stay where a way ends."""
    if not way.leaving:
        return f" There nobody would move.{_gain(names, way)}"
    leaving = listing([names.side(names.model.makers[side]) for side in way.leaving])
    own = set(way.leaving) <= set(way.approach.conceding)
    return f" There {leaving} would rather {'take it back' if own else 'move on'}."


def _gain(names: Names, way: Way) -> str:
    """Say that a way is a bargain, where it is one."""
    movers = listing([names.side(names.model.makers[side]) for side in way.approach.movers])
    return f" As a joint move of {movers} it leaves each of them better off." if way.approach.joint else ""


def _chances(outlook: Outlook, place: int, target: Target) -> Iterator[str]:
    """Tell a target's chances, their range, and what they depend on."""
    wanted, chance = f"“{target.name}”", outlook.prospects[place]
    varied = outlook.ranges
    ever = percent(chance.reached) + (f" ({span(*varied.reached[place])})" if varied else "")
    ends = percent(chance.ends) + (f" ({span(*varied.ends[place])})" if varied else "")
    after = f", on average after {_moves(chance.moves)}" if chance.moves else ""
    legend = ""
    if varied and varied.settings:
        legend = f" In brackets: the least and the most over {varied.settings} settings of all assumptions together."
    come = "" if target.now else f"{wanted} comes about at some time with a chance of {ever}{after}; "
    subject = f"{wanted} " if target.now else "it "
    yield (
        f"Under the stated assumptions, {come}{subject}stands at the end with a chance of {ends}"
        f"{_resting(chance)}.{legend}"
    )
    if varied:
        yield from _depends(outlook, place, wanted)


def _moves(number: float) -> str:
    return f"{number:.1f} moves" if number >= 1.05 else "one move"


def _resting(chance: Prospect) -> str:
    """Say how much of a chance rests on a concession that would rather be taken back."""
    if chance.ends < LIKELY / 10 or chance.resting < 0.05 * chance.ends:
        return ""
    part = chance.resting / chance.ends
    much = "all" if part > 0.995 else "nearly all" if part > 0.9 else percent(part)
    return f", {much} of it resting on a concession that its maker would rather take back"


def _depends(outlook: Outlook, place: int, wanted: str) -> Iterator[str]:
    """Say which assumptions a chance depends on most, and how."""
    assert outlook.ranges is not None
    names = Names(outlook.model)
    telling = [line for line in telling_lines(outlook.ranges, place) if line.side is not None or not line.shared]
    for first, line in zip(("most", "next"), telling, strict=False):
        figures: list[str] = []
        for k in _few(line):
            value = value_words(line.assumption, line.values[k])
            ever, ends = percent(line.reached[place][k]), percent(line.ends[place][k])
            figures.append(
                f"{value}: {ever} at some time, {ends} at the end" if not figures else f"{value}: {ever}, {ends}"
            )
        yield f"How {wanted} fares depends {first} on {assumption_words(names, line)}. At {'; at '.join(figures)}."


def telling_lines(ranges: Ranges, place: int) -> list[Line]:
    """Return the lines along which a target's chances vary enough to tell, those that vary most first."""
    lines = [line for line in ranges.lines if max(line.spread(place)) >= LIKELY]
    return sorted(lines, key=lambda line: line.spread(place), reverse=True)


def _few(line: Line) -> list[int]:
    """Return the first, a middle and the last place of a line."""
    last = len(line.values) - 1
    return sorted({0, (last + 1) // 2, last})


def _apart(names: Names, outlook: Outlook) -> Iterator[str]:
    """Tell what the other equilibria would take, where no outcome is named."""
    ways, model = outlook.ways, outlook.model
    if ways.apart_count:
        others = counted(ways.apart_count, "other equilibrium is", "other equilibria are")
        yield f"{others[0].upper()}{others[1:]} not reached without a joint move or a concession."
    for way in ways.apart[:FEW]:
        state = names.state(model.states.id(way.state))
        yield f"{state} takes {_concessions(names, way)}: {_path(names, way)}.{_gain(names, way)}"
    if ways.unreachable:
        yield f"No moves at all lead to {listing([model.states.id(state) for state in ways.unreachable])}."


def _ends(names: Names, outlook: Outlook) -> Iterator[str]:
    """Tell where play ends, how soon, and where it goes round for ever."""
    likely = [end for end in outlook.ends if end.chance >= LIKELY][:FEW]
    if likely:
        named = [f"{names.state(outlook.model.states.id(end.state))}, {percent(end.chance)}" for end in likely]
        left = outlook.settles - sum(end.chance for end in likely)
        rest = f"; {percent(left)} elsewhere" if left > 1e-9 else ""
        moves = outlook.chain.moves
        soon = "before any move" if moves < 0.05 else f"on average after {_moves(moves)}"
        yield f"Under the stated assumptions, play ends {soon}: in {'; in '.join(named)}{rest}."
    for one in outlook.chain.rounds[:FEW]:
        states = [outlook.model.states.id(int(state)) for state in one.states]
        yield f"With a chance of {percent(one.chance)} play goes round for ever among {listing(states)}."
