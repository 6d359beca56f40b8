"""All wording of mediation: what each side would have to prefer, what decides that today, and why it then holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from standoff.analyze.mediation.found import Found, sign
from standoff.analyze.mediation.problem import Levels, Pair
from standoff.analyze.mediation.verify import with_profile
from standoff.explain.advice import Mediation
from standoff.explain.because import Ground, ground
from standoff.explain.case import Case
from standoff.explain.kinds import find
from standoff.explain.names import Names, counted, listing
from standoff.explain.phrases import Voice, decimal
from standoff.explain.prospects import out_of_reach
from standoff.explain.words import behind, body

MOST_GROUNDS = 6
MOST_OTHERS = 5


def advise(mediation: Mediation) -> tuple[str, ...]:
    """Return the answer in sentences: the headline, what each side would change, what decides today, and why it holds.

    Examples
    --------
    >>> import standoff
    >>> advice = standoff.Analysis(standoff.load("catalog:elmira")).mediate("s5", "SEQ")
    >>> len(advise(advice))
    1
    """
    names, found = Names(mediation.model), mediation.found
    lines = [headline(names, mediation)]
    if found.cost:
        for side, before, after in found.changed(found.profile):
            lines += wishes(names, side, before, after, found.pairs(before, after), found.target)
        lines += today(names, mediation)
        lines += afterwards(names, mediation)
    if found.every is not None:
        more = "" if found.complete else ", and there are more" if not found.stopped else " before it was stopped"
        lines.append(f"Changes of this cost: {len(found.every):,}{more}; this is one of them.")
    return tuple(lines)


def headline(names: Names, mediation: Mediation) -> str:
    """Return the first sentences: is it possible, at what cost, and is that proved smallest."""
    found, question = mediation.found, mediation.found.question
    own = any(each is not question.concept for each in question.concepts)
    under = f"under {'each side’s own concept' if own else question.concept.name}"
    state = names.state(mediation.target)
    several = len(question.targets) > 1
    lead = ""
    if several and found.possible:
        lead = f"Of the {len(question.targets):,} states of [{question.asked}], {mediation.target} is a cheapest. "
    if found.possible is False:
        return reason_against(names, found)
    if found.cost is None:
        return f"The search ended before any change was found that makes {state} {_goal(found)} {under}."
    if several and question.breaking and not found.cost:
        these = f"the {len(question.targets):,} states of [{question.asked}]"
        return f"None of {these} is an equilibrium {under} as things are: nothing has to change."
    if found.optimal and not found.cost:
        holds = "is no equilibrium" if question.breaking else "is an equilibrium"
        far = "" if question.breaking else out_of_reach(mediation.model, found.target)
        return f"{lead}{state} {holds} {under} as things are: nothing has to change.{far}"
    if mediation.weighted:
        what = f"preferences would have to change at a cost of {decimal(found.cost)}"
    else:
        what = f"{counted(int(found.cost), 'pair')} of states would have to be compared differently"
    smaller = "nothing cheaper" if mediation.weighted else "no smaller change"
    proof = f"{smaller} does it" if found.optimal else _gap(found)
    return f"{lead}For {state} to {_goal(found)} {under}, {what}; {proof}."


def _goal(found: Found) -> str:
    return "fall" if found.question.breaking else "hold"


def _gap(found: Found) -> str:
    assert found.cost is not None
    gap = (found.cost - found.bound) / found.cost
    return f"this is the best change found, and at least {decimal(found.bound)} is proved (a gap of {float(gap):.0%})"


def reason_against(names: Names, found: Found) -> str:
    """Return why nothing can be done."""
    question, model = found.question, names.model
    state, why = names.state(model.states.id(found.target)), found.obstacle
    lead = f"Nothing can make {state} {_goal(found)}"
    if question.breaking:
        if len(question.fixed) == len(model.makers):
            return f"{lead}: all sides are fixed."
        free = "" if not question.fixed else " that is not fixed"
        return f"{lead}: no side{free} can come to leave it for something that the others would not undo."
    if why is not None and why.side is not None and why.improvement is not None:
        side, target, end = model.makers[why.side], model.states.id(found.target), model.states.id(why.improvement)
        doing = Voice(names, {"decision_maker": side, "state": target}).going(target, end, describe=True)
        answers = "" if not question.concepts[why.side].answered else ", and no answer of the others could deter it"
        return f"{lead}: {names.side(side)} is left as it is, and would {doing}, which it prefers{answers}."
    fixed = listing([names.side(model.makers[side]) for side in sorted(question.fixed)])
    if len(question.fixed) == len(model.makers):
        return f"{lead}: all sides are fixed, and today it is no equilibrium."
    return f"{lead} while {fixed} {'is' if len(question.fixed) == 1 else 'are'} left alone: what would deter one \
improvement lets another one through."


def wishes(names: Names, side: int, before: Levels, after: Levels, pairs: list[Pair], target: int) -> Iterator[str]:
    """Yield what a side would have to prefer, around the states that most of its changed pairs share."""
    left, ids, who = list(pairs), names.model.states.id, names.side(names.model.makers[side])
    while left:
        often = Counter(state for pair in left for state in pair)
        focus = max(often, key=lambda state: (often[state], state == target, -state))
        groups: dict[tuple[str, str], list[int]] = {}
        for pair in left:
            if focus in pair:
                other = pair[0] if pair[1] == focus else pair[1]
                groups.setdefault((sign(before, focus, other), sign(after, focus, other)), []).append(other)
        left = [pair for pair in left if focus not in pair]
        for (old, new), others in groups.items():
            others.sort(key=lambda state: (-int(before[state]), state))
            told = [names.state(ids(other)) for other in others[:MOST_OTHERS]]
            shown = listing(told, most=MOST_OTHERS, total=len(others))
            wanted = wish(names.state(ids(focus)), shown, new)
            yield f"{who} would have to {wanted} (today it {_old(old, ids, focus, others)})."


def wish(focus: str, others: str, new: str) -> str:
    """Return a new preference as an infinitive."""
    if new == "~":
        return f"find {focus} as good as {others}"
    return f"prefer {focus} to {others}" if new == ">" else f"prefer {others} to {focus}"


def _old(old: str, ids: Any, focus: int, others: list[int]) -> str:
    if old == "~":
        return "finds them equal"
    if old == ">":
        return f"prefers {ids(focus)}"
    return f"prefers {ids(others[0])}" if len(others) == 1 else "prefers each of these"


def today(names: Names, mediation: Mediation) -> Iterator[str]:
    """Yield what the preferences that would change rest on today, each statement or ranking once."""
    found, model = mediation.found, mediation.model
    grounds: dict[tuple[int, Any], Ground] = {}
    often: Counter[tuple[int, Any]] = Counter()
    for side, before, after in found.changed(found.profile):
        for s, t in found.pairs(before, after):
            each = ground(model, side, s, t)
            key = (side, each.statement or (each.form, each.equal))
            grounds.setdefault(key, each)
            often[key] += 1
    shown = [key for key, _ in often.most_common(MOST_GROUNDS)]
    for key in shown:
        more = often[key] - 1
        alike = f" The same decides {counted(more, 'more of these pairs', 'more of these pairs')}." if more else ""
        yield f"Today {behind(names, grounds[key])}{alike if grounds[key].statement else ''}"
    if len(often) > MOST_GROUNDS:
        yield f"… and {counted(len(often) - MOST_GROUNDS, 'further statement')}."


def afterwards(names: Names, mediation: Mediation) -> Iterator[str]:
    """Yield why the target then holds, or falls, for the sides whose verdict is the point."""
    found, question = mediation.found, mediation.found.question
    assert found.profile is not None
    changed = with_profile(question.model, found.profile)
    yield "With these preferences:"
    for side, concept in enumerate(question.concepts):
        case = Case(changed, (side,), found.target, concept, "legal-sequences", question.return_to_s)
        witness, _ = find(case)
        if question.breaking and witness["stable"]:
            continue
        yield from body(Voice(names, witness))
