"""All wording of comparisons: what changed, which verdicts that flipped, and which change made each flip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from standoff.analyze.compare import Findings, Flip, compare_verdicts
from standoff.analyze.concepts import DEFAULT
from standoff.analyze.listing import FIRST
from standoff.analyze.registry import find_concepts
from standoff.analyze.relational import Sequences as SanctionRule
from standoff.explain.names import Names, listing
from standoff.model.changes import Change
from standoff.model.dispute import Dispute
from standoff.model.graph import GraphModel

MOST_STATES = 12
MOST_LINES = 60


@dataclass(frozen=True)
class Comparison:
    """What changed between two disputes, and what that changed in the verdicts: ``str()`` is the sentences.

    Attributes
    ----------
    findings : Findings
        The data: both models, changes, flips and states that exist in one dispute only.
    called : tuple of str
        What the two disputes are called in sentences.
    """

    findings: Findings = field(repr=False)
    called: tuple[str, str]

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed in sides, options, rules, facts, preferences and the status quo."""
        return self.findings.changes

    @property
    def flips(self) -> tuple[Flip, ...]:
        """The verdicts that differ, each with the changes that made it."""
        return self.findings.flips

    def to_dict(self) -> dict[str, Any]:
        """Return exactly what ``standoff compare --json`` prints."""
        from standoff import __version__

        found = self.findings
        return {
            "format": "standoff-comparison/1",
            "version": __version__,
            "before": _head(found.before.dispute, self.called[0]),
            "after": _head(found.after.dispute, self.called[1]),
            "concepts": list(found.concepts),
            "changes": [{"number": number, **change.to_dict()} for number, change in enumerate(found.changes, start=1)],
            "states": {
                "only_before": _states(found.before, found.only_before),
                "only_after": _states(found.after, found.only_after),
            },
            "equilibria": {name: _gained_and_lost(found, name) for name in found.concepts},
            "flips": [_flip(found, flip) for flip in found.flips],
            "truncated": found.truncated,
            "tried": {
                "single": found.undone,
                "not_undone_alone": [place + 1 for place in found.stuck],
                "pairs": found.paired,
            },
        }

    def __str__(self) -> str:
        return "\n".join(tell(self))


def compare(
    a: Dispute,
    b: Dispute,
    *,
    concepts: Iterable[str] = DEFAULT,
    sanctions: SanctionRule = "legal-sequences",
    return_to_s: bool = True,
    called: tuple[str, str] | None = None,
) -> Comparison:
    """Compare two disputes: what changed, which verdicts that flipped, and which change made each flip.

    Parameters
    ----------
    a, b : Dispute
        The earlier and the later one: two files, two phases, or one with and without something.
        States are matched by pattern (graph form: by id), never by number.
    concepts : iterable of str, optional
        Whose verdicts to compare.
    sanctions, return_to_s
        As in `standoff.Analysis`.
    called : tuple of str, optional
        What to call the two in sentences.

    Returns
    -------
    Comparison
        A flip is made by a change if the second dispute without that change has the old verdict.

    Raises
    ------
    StandoffError
        If one of the disputes does not fit together, or a concept does not support it.

    Examples
    --------
    >>> import standoff
    >>> from standoff.model.suppose import supposed
    >>> dispute = standoff.load("catalog:elmira")
    >>> comparison = standoff.compare(dispute, supposed(dispute, without=["insist"]), concepts=["Nash"])
    >>> [change.kind for change in comparison.changes]
    ['rule']
    """
    found = compare_verdicts(a, b, find_concepts(concepts), sanctions=sanctions, return_to_s=return_to_s)
    return Comparison(found, called or (_called(a, "the first"), _called(b, "the second")))


def _called(dispute: Dispute, fallback: str) -> str:
    """Return what to call a dispute: its phase, else its place in the comparison."""
    return f"phase {dispute.phase}" if dispute.phase else fallback


def _head(dispute: Dispute, called: str) -> dict[str, Any]:
    return {"title": dispute.title, "sha256": dispute.sha256, "phase": dispute.phase, "called": called}


def _state(model: GraphModel, state: int) -> dict[str, Any]:
    """Return a state by id and pattern."""
    pattern = model.states.pattern(state)
    return {"id": model.states.id(state), **({} if pattern is None else {"pattern": pattern})}


def _states(model: GraphModel, states: Sequence[int]) -> Any:
    """Return states by id and pattern; of very many the first 1,000, as an analysis does."""
    if len(states) <= 1 << 16:
        return [_state(model, state) for state in states]
    return {"count": len(states), "first": [_state(model, state) for state in states[:FIRST]], "truncated": True}


def _flip(found: Findings, flip: Flip) -> dict[str, Any]:
    """Return a flip as plain data; causes are numbers of changes."""
    return {
        "concept": flip.concept,
        "decision_maker": flip.side,
        "before": None if flip.before is None else {**_state(found.before, flip.before), "stable": flip.was},
        "after": None if flip.after is None else {**_state(found.after, flip.after), "stable": flip.now},
        "causes": [[place + 1 for place in cause] for cause in flip.causes],
    }


def _gained_and_lost(found: Findings, concept: str) -> dict[str, list[str]]:
    """Return the equilibria gained, by their ids in the second dispute, and lost, by their ids in the first."""
    own = [flip for flip in found.flips if flip.side is None and flip.concept == concept]
    return {
        "gained": [found.after.states.id(f.after) for f in own if f.now and f.after is not None],
        "lost": [found.before.states.id(f.before) for f in own if f.was and f.before is not None],
    }


def tell(comparison: Comparison) -> Iterator[str]:
    """Yield a comparison line by line."""
    found, (first, second) = comparison.findings, comparison.called
    yield f"From {first} to {second}:" if found.changes else f"Nothing differs between {first} and {second}."
    for number, change in enumerate(found.changes, start=1):
        passages = ", ".join(map(str, change.evidence))
        yield f"  {number}. {change.sentence}" + (f" [{passages}]" if passages else "")
    yield from _only(found, first, second)
    yield ""
    if not found.flips:
        yield f"No verdict differs under {listing(found.concepts)}."
        return
    yield from _told(found, second)
    if found.truncated:
        yield "There are more differences; these are the first."
    yield from _tried(found)


def _only(found: Findings, first: str, second: str) -> Iterator[str]:
    """Say which states exist in one dispute only."""
    for model, states, other in (
        (found.before, found.only_before, second),
        (found.after, found.only_after, first),
    ):
        if states:
            names = [_short(model, state) for state in states[:MOST_STATES]]
            yield f"States that {other} does not have: {listing(names, most=MOST_STATES, total=len(states))}."


def _short(model: GraphModel, state: int) -> str:
    """Return a state's id with its pattern."""
    pattern = model.states.pattern(state)
    return model.states.id(state) + (f" ({pattern})" if pattern else "")


def _told(found: Findings, second: str) -> Iterator[str]:
    """Say each flip, those of several concepts with the same state, side and causes at once."""
    names = Names(found.after)
    grouped: dict[tuple[Any, ...], list[str]] = {}
    for flip in found.flips:
        key = (flip.side, flip.before, flip.after, flip.was, flip.now, flip.causes)
        grouped.setdefault(key, []).append(flip.concept)
    heading: object = ()
    for place, (key, concepts) in enumerate(grouped.items()):
        if place == MOST_LINES:
            yield f"  … and {len(grouped) - MOST_LINES:,} more; --json has them all."
            return
        side, before, after, was, now, causes = key
        if side != heading:
            yield "Equilibria:" if side is None else f"For {names.side(side)}:"
            heading = side
        flip = Flip(concepts[0], side, before, after, was, now, causes)
        yield f"  {_which(found, names, flip)} {_verb(flip, listing(concepts), second)}{_because(flip)}"


def _which(found: Findings, names: Names, flip: Flip) -> str:
    """Name the state of a flip, in both numberings where these differ."""
    if flip.after is None:
        assert flip.before is not None
        return Names(found.before).full(found.before.states.id(flip.before))
    now = found.after.states.id(flip.after)
    text = names.full(now)
    if flip.before is not None and found.before.states.id(flip.before) != now:
        text += f", {found.before.states.id(flip.before)} before,"
    return text


def _verb(flip: Flip, concepts: str, second: str) -> str:
    """Say what became of a verdict."""
    what = f"an equilibrium under {concepts}" if flip.side is None else f"{concepts} stable"
    if flip.after is None:
        return f"was {what} and is no state of {second}"
    if flip.before is None:
        return f"is new and {what}"
    return f"is now {what}" if flip.now else f"is no longer {what}"


def _because(flip: Flip) -> str:
    """Name the changes that made a flip."""
    if not flip.causes:
        return "."
    numbers = [" and ".join(str(place + 1) for place in cause) for cause in flip.causes]
    if len(flip.causes[0]) > 1:
        return f": because of {listing([f'{pair} together' for pair in numbers], word='or')}."
    if len(numbers) == 1:
        return f": because of {numbers[0]}."
    return f": because of {listing(numbers)}, each of which is needed."


def _tried(found: Findings) -> Iterator[str]:
    """Say which flips have no cause among what was tried, and what could not be tried."""
    left = sum(not flip.causes for flip in found.flips)
    if not left or not found.changes:
        return
    tried = "no single change and no pair of changes" if found.paired else "no single change"
    limit = "" if found.paired else "; there are too many changes, or states, to try pairs"
    yield f"For {left:,} of these {len(found.flips):,} differences {tried} is the cause{limit}."
    if found.stuck:
        numbers = listing([str(place + 1) for place in found.stuck])
        yield f"Not to be undone alone, because the rest would not hold together: {numbers}."
