"""From ledgers to a draft dispute: every element cites its evidence, and what is not settled is an open question.

The steps:

1. sides: actors merged along ``acts_for`` and ``members`` (`draft_sides`);
2. claims: positions and events in terms of sides (`draft_claims`);
3. options: acts that one side can do or leave by itself (`draft_options`);
4. status quo: the options that actual events show as done or going on (`draft_status`);
5. statements, firm before weak, and what silence is presumed to mean (`draft_statements`, `draft_conditions`);
6. phases, where the dispute was another at another date (`draft_phases`);
7. the sentences at the top and the open questions (`draft_words`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

from standoff.errors import StandoffError
from standoff.read import draft_words
from standoff.read.draft_acts import slug, unique
from standoff.read.draft_claims import Claim, claims, deeds
from standoff.read.draft_conditions import Conditions
from standoff.read.draft_names import name_acts
from standoff.read.draft_options import Act, acts, joint_acts
from standoff.read.draft_phases import (
    Evidence,
    Flip,
    as_statement,
    flips,
    moments,
    phase_entries,
    status_quo_entry,
)
from standoff.read.draft_same import Node
from standoff.read.draft_sides import Sides
from standoff.read.draft_statements import Wish, presumptions, wishes
from standoff.read.draft_status import status_quo
from standoff.read.ledger import Ledger

LINE_WIDTH = 110


def draft(ledgers: Sequence[Ledger], *, presumptions: bool = True) -> dict[str, Any]:
    """Draft a dispute from ledgers.

    Parameters
    ----------
    ledgers : sequence of Ledger
        What one or several reports say; the same actor in several reports is one side.
    presumptions : bool, default True
        Whether a side that is silent on what it was asked for is presumed not to want it, and one that
        is silent on what it does to go on; without them the side is indifferent there.

    Returns
    -------
    dict
        The dispute in the form of its file, keys in the order of the format.

    Raises
    ------
    StandoffError
        If there is nothing to draft: fewer than two sides, or no side with an option.

    Examples
    --------
    >>> from standoff.read.ledger import Actor, Ledger, Position, Source
    >>> town = Actor(id="town", name="the town", kind="organization")
    >>> plant = Actor(id="plant", name="the plant", kind="organization")
    >>> asking = Position(id="P1", holder="town", type="demand", issue="water", action="clean the well", by="plant",
    ...                   polarity="for", start=0, end=20, text="…")
    >>> document = draft([Ledger(source=Source(id="note"), actors=(town, plant), positions=(asking,))])
    >>> document["preferences"]["plant"]["statements"]
    [{'prefer': 'not plant_water', 'presumed': 'asked-not-done', 'evidence': ['note@0-20']}]
    """
    return _Draft(_voices(ledgers), presumptions).document()


def what_flipped(ledgers: Sequence[Ledger], *, presumptions: bool = True) -> list[Flip]:
    """Return what changed from each phase of a draft to the next, and which passages say so."""
    made = _Draft(_voices(ledgers), presumptions)
    return flips(made.moments, made.sides)


def _voices(ledgers: Sequence[Ledger]) -> list[Ledger]:
    """Leave out reports that repeat another of them: one text in two papers is one voice."""
    ids, texts, kept = {ledger.source.id for ledger in ledgers}, set(), []
    for ledger in ledgers:
        if ledger.source.duplicate_of in ids or (ledger.source.sha256 and ledger.source.sha256 in texts):
            continue
        texts.add(ledger.source.sha256)
        kept.append(ledger)
    return kept


class _Draft:
    """One draft in the making: what the steps found, in terms of sides."""

    def __init__(self, ledgers: Sequence[Ledger], presume: bool) -> None:
        self.ledgers, self.presume = ledgers, presume
        taken: set[str] = set()
        self.sources = [unique(slug(ledger.source.id, "r"), taken) for ledger in ledgers]
        self.sides = Sides(ledgers, self.sources)
        self.claims = claims(ledgers, self.sources, self.sides)
        self.deeds = deeds(ledgers, self.sources, self.sides)
        self.acts = acts(self.claims, self.deeds)
        self._refuse_emptiness()
        order = _prominence(self.claims, self.acts)
        for node in order:
            self.sides.side(node)
        self.taken = {self.sides.side(node).id for node in order}
        name_acts(self.acts, self.sides, self.taken)
        self.together = joint_acts(self.acts)
        self.status_quo = status_quo(self.acts, self.together, self.deeds)
        self.conditions = Conditions(self.acts, self.claims, self.taken)
        self.wishes = wishes(self.claims, self.acts, self.conditions)
        self.silence = [_shown(wish, self.status_quo) for wish in presumptions(self.acts, list(self.status_quo))]
        self.moments = moments(
            Evidence(self.ledgers, self.claims, self.deeds, self.acts, self.together, self.conditions, presume)
        )
        owners = {act.owner for act in self.acts} | {wish.holder for wish in self.wishes}
        self.order = [node for node in order if node in owners]

    def _refuse_emptiness(self) -> None:
        """Raise where the ledgers hold no dispute."""
        positions = sum(len(ledger.positions) for ledger in self.ledgers)
        actors = sum(len(ledger.actors) for ledger in self.ledgers)
        found = f"the ledgers hold {actors} actor{'s' * (actors != 1)} and {positions} position{'s' * (positions != 1)}"
        parties = {act.owner for act in self.acts} | {claim.holder for claim in self.claims}
        if not self.acts:
            missing = "no side has an option: nobody asks for, offers, refuses or does an act"
        elif len(parties) < 2:
            missing = "there is only one side"
        else:
            return
        raise StandoffError(f"nothing to draft: {missing} ({found}).", mend="Add a report in which the sides speak.")

    def document(self) -> dict[str, Any]:
        """Return the draft in the form of its file."""
        names = [self.sides.side(node).name for node in self.order]
        idle = [self.sides.side(n).name for n in self.order if not any(act.owner == n for act in self.acts)]
        statements = {self.sides.side(node).id: self._statements(node) for node in self.order}
        document: dict[str, Any] = {
            "standoff": 1,
            "title": draft_words.title(self.ledgers, names),
            "about": draft_words.about(
                self.ledgers, self.order, idle, self.sides, self.claims, self.deeds, self.silence, self.presume
            )
            + draft_words.taken_as_not_so(self.conditions.facts),
            "sources": [_source(ledger, name) for ledger, name in zip(self.ledgers, self.sources, strict=True)],
            "facts": {
                fact: {"value": "no", "evidence": [claim.evidence]} for fact, claim in self.conditions.facts.items()
            },
            "decision_makers": [self._maker(node) for node in self.order],
            "feasibility": self._feasibility(),
            "status_quo": self._status_quo(),
            "preferences": {side: {"statements": entries} for side, entries in statements.items() if entries},
            "unlisted": "equal" if not all(statements.values()) else None,
            "outcomes": self._outcomes(),
            "open_questions": draft_words.questions(
                self.wishes,
                self.claims,
                self.acts,
                self.deeds,
                self.conditions.facts,
                self.silence,
                self.sides,
                self.order,
            ),
        }
        document["phases"] = phase_entries(self.moments, self.sides, self.order, document)
        optional = {"facts", "feasibility", "unlisted", "outcomes", "open_questions", "phases"}
        return {key: value for key, value in document.items() if value or key not in optional}

    def _maker(self, node: Node) -> dict[str, Any]:
        """Return one side with its options."""
        side = self.sides.side(node)
        options = [
            {"id": act.id, "name": act.name, "evidence": list(act.evidence)} for act in self.acts if act.owner == node
        ]
        made: dict[str, Any] = {"id": side.id, "name": side.name, "options": options, "evidence": list(side.evidence)}
        return {key: value for key, value in made.items() if value or key == "options"}

    def _statements(self, node: Node) -> list[dict[str, Any]]:
        """Return the statements of one side, presumptions last."""
        said = [as_statement(wish) for wish in self.wishes if wish.holder == node]
        silent = [as_statement(wish) for wish in self.silence if wish.holder == node and self.presume]
        return [*said, *silent]

    def _status_quo(self) -> dict[str, Any] | list[str]:
        """Return the options taken and what shows it; an empty list where nothing is."""
        return status_quo_entry({act.id: self.status_quo[act] for act in self.acts if act in self.status_quo})

    def _feasibility(self) -> list[dict[str, Any]]:
        """Return the rules: what is asked and what is offered instead cannot both be done."""
        asked = {(act.owner, act.issue): act for act in self.acts if not act.offer}
        pairs = [(asked[offer.owner, offer.issue], offer) for offer in self.acts if offer.offer]
        return [
            {
                "mutually_exclusive": [wanted.id, offer.id],
                "evidence": list(dict.fromkeys([*wanted.evidence[:1], *offer.evidence[:1]])),
            }
            for wanted, offer in pairs
        ]

    def _outcomes(self) -> dict[str, str]:
        """Return the names of joint acts: held where all their sides say yes."""
        return {unique(group[0].issue, self.taken): " and ".join(act.id for act in group) for group in self.together}


def _prominence(found: Sequence[Claim], made: Sequence[Act]) -> list[Node]:
    """Return the sides, those with most options and positions first, then in the order of the text."""
    count: dict[Node, int] = {}
    first: dict[Node, tuple[int, int]] = {}
    for claim in found:
        for node in dict.fromkeys((claim.holder, *claim.owners)):
            count[node] = count.get(node, 0) + 1
            first.setdefault(node, claim.order)
    for act in made:
        count[act.owner] = count.get(act.owner, 0) + 1
        first.setdefault(act.owner, act.order)
    return sorted(count, key=lambda node: (-count[node], first[node]))


def _shown(wish: Wish, taken: Mapping[Act, list[str]]) -> Wish:
    """Return a presumption with the passages that show the side doing the act."""
    return replace(wish, shown_by=tuple(taken.get(wish.act, ()))) if wish.presumed == "doing" else wish


def _source(ledger: Ledger, identifier: str) -> dict[str, Any]:
    """Return what the draft says of one report."""
    source = ledger.source
    made = {
        "id": identifier,
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "published": source.published,
        "file": source.file,
        "reliability": source.reliability,
    }
    return {key: value for key, value in made.items() if value is not None}


def save_draft(document: Mapping[str, Any], path: str | PathLike[str]) -> None:
    """Write a draft as a dispute file, whole or not at all.

    Raises
    ------
    StandoffError
        If the folder cannot be written to.
    """
    from standoff.model.files import write_atomically

    write_atomically(Path(path), to_yaml(document))


def to_yaml(document: Mapping[str, Any]) -> str:
    """Return a draft as YAML text: an option, a statement or a source stands on one line where it fits.

    Examples
    --------
    >>> print(to_yaml({"standoff": 1, "status_quo": []}), end="")
    standoff: 1
    status_quo: []
    """
    from io import StringIO

    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = LINE_WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(_styled(document), out)
    return out.getvalue()


def _styled(value: object) -> Any:
    """Return a tree in which small entries of lists, and lists of words, stand on one line."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, Mapping):
        return CommentedMap((name, _styled(item)) for name, item in value.items())
    if isinstance(value, (list, tuple)):
        sequence = CommentedSeq(_styled(item) for item in value)
        if not any(isinstance(item, Mapping) for item in value):
            sequence.fa.set_flow_style()
        for item in sequence:
            if isinstance(item, CommentedMap) and len(str(dict(item))) < LINE_WIDTH and _flat(item):
                item.fa.set_flow_style()
        return sequence
    return value


def _flat(mapping: Mapping[str, object]) -> bool:
    """Whether a mapping holds nothing but words and lists of words."""
    lists = [value for value in mapping.values() if isinstance(value, list)]
    return not any(isinstance(item, Mapping) for value in lists for item in value)
