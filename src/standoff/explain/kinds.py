"""Which witness a concept has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from standoff.analyze import foresight
from standoff.analyze.coalitions import all_coalitions, coalition_concept
from standoff.analyze.concepts import CLASSICAL, SolutionConcept
from standoff.errors import StandoffError
from standoff.explain.because import Ground
from standoff.explain.case import Case
from standoff.explain.play_witness import by_play
from standoff.explain.policy_witness import by_policy
from standoff.explain.sanction_witness import Found, by_sanctions
from standoff.explain.simultaneous_witness import by_joint_moves
from standoff.explain.tree_witness import by_tree

LISTED_COALITIONS = 63
KINDS: tuple[tuple[str, Callable[[Case], Found]], ...] = (
    (r"L\d+|NM", by_play),
    (r"C?MR\d+|maximin\d+", by_tree),
    (r"PSS", by_policy),
    (r"SIM", by_joint_moves),
)


def find(case: Case) -> Found:
    """Return the witness of one verdict as plain data, and the grounds of the preferences in it.

    Every witness has a head: ``decision_maker`` (for a coalition the members with commas), ``state``, ``concept``,
    ``kind``, the rules ``sanctions`` and ``return_to_s``, ``stable``, and ``truncated``, which says that it was too
    long to be listed in full.
    A ``relation`` says how the end of what it stands in compares with the state, and a ``gain`` how a move's end
    compares with its start, for whom the verdict is about (in an answer: for who makes it): "better", "equal",
    "worse", "much worse", "unknown" and so on; a number for certainties and probabilities; a word for each side
    that counts for coalitions and attitudes.

    - ``sanctions``: for an unstable state the ``improvement``, all ``answers`` that the others can give (state,
      mover, and the number of the answer before it) and for each state among them in ``outcomes`` why it does not
      deter; for a stable one ``improvements``, each with the ``sequence`` that deters it and where it ``ends``, and
      the ``countermoves`` that do not help. A coalition's own moves stand in ``by``.
    - ``joint moves``: for an unstable state an ``improvement`` and all ``selections`` of what the others do at the
      same time; for a stable one the ``joint`` move that deters each of the ``improvements``.
    - ``play``: the ``alternatives``, each with the ``line`` of best moves that follows and where it ends.
    - ``tree``: the ``move`` after which every answer leaves the side better off, or able to become so; or the
      ``improvements``, each with the ``answer`` that leaves it no better off, and what it could still do.
    - ``policy``: the ``policy`` of the other side, one entry a state; or in ``losing`` the states from which no
      policy prevents a gain, each with the ``round`` in which that is seen and why.
    - ``parts``: witnesses of other verdicts from which this one follows.

    Raises
    ------
    StandoffError
        If the concept is asked of a coalition and is not one of coalitions, or does not support the dispute.
    """
    if case.coalition is not None:
        case = replace(case, sanctions="legal-sequences", return_to_s=True, _escaping={})
        return _universal(case) if case.coalition and case.coalition.universal else by_sanctions(case)
    if len(case.members) > 1:
        raise StandoffError(
            f"{case.concept.name} is asked of one decision maker, not of a coalition.",
            mend=f"Ask for coal_{case.concept.name}.",
        )
    if case.concept.weak_of is not None:
        return _weak(case, *case.concept.weak_of)
    if case.concept.rule is not None:
        return by_sanctions(case)
    if case.sanctions != "legal-sequences" or not case.return_to_s:
        raise StandoffError(
            f"{case.concept.name} has no sanctions by sequences.",
            mend="Leave the sanction rule and return to s alone.",
        )
    match = re.fullmatch(r"Stackelberg\((.+)\)", case.concept.name)
    if match:
        leads = case.model.dispute.maker(match[1]) == case.side
        part = find(replace(case, concept=foresight.limited_move(2) if leads else CLASSICAL[0]))
        foresight.two_sides(case.model, case.concept.name)
        return _parts(case, bool(part[0]["stable"]), [part])
    for pattern, finder in KINDS:
        if re.fullmatch(pattern, case.concept.name):
            return finder(case)
    raise StandoffError(f"reasons are not known for {case.concept.name}.")


def _parts(case: Case, stable: bool, parts: Iterable[Found], truncated: bool = False) -> Found:
    """Return the witness of a verdict that follows from others."""
    found = list(parts)
    witness = case.head("parts") | {
        "stable": stable,
        "parts": [part for part, _ in found],
        "truncated": truncated or any(part["truncated"] for part, _ in found),
    }
    grounds: tuple[Ground, ...] = tuple(dict.fromkeys(each for _, grounds in found for each in grounds))
    return witness, grounds


def _weak(case: Case, general: SolutionConcept, strong: SolutionConcept) -> Found:
    """Weakly stable: by the general, and not by the strong concept."""
    first = find(replace(case, concept=general, _escaping={}))
    if not first[0]["stable"]:
        return _parts(case, False, [first])
    second = find(replace(case, concept=strong, _escaping={}))
    if second[0]["stable"]:
        return _parts(case, False, [second])
    return _parts(case, True, [first, second])


def _universal(case: Case) -> Found:
    """Universally stable: for every coalition."""
    concept = case.coalition
    assert concept is not None
    plain = coalition_concept(concept.base, pareto=concept.pareto, by_class=concept.by_class)
    sides = len(case.model.preferences)
    if sides > 12:
        raise StandoffError(f"{sides} sides make {2**sides - 1:,} coalitions: ask for a coalition instead.")
    everyone = replace(case, members=tuple(range(sides)), _escaping={})
    parts: list[Found] = []
    for members in all_coalitions(sides):
        part = find(replace(case, members=members, concept=plain, _escaping={}))
        if not part[0]["stable"]:
            return _parts(everyone, False, [part])
        if len(parts) < LISTED_COALITIONS:
            parts.append(part)
    return _parts(everyone, True, parts, truncated=2**sides - 1 > LISTED_COALITIONS)
