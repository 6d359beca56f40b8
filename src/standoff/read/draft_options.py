"""The options of a draft: acts that one side can do or leave by itself, one for each side and issue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from standoff.read.draft_acts import act_words, content_words, is_concession, is_joint, undone
from standoff.read.draft_claims import Claim, Deed
from standoff.read.draft_same import Node

OWN_OFFER = frozenset({"offer", "willingness", "commitment", "acceptance"})


@dataclass(eq=False)
class Act:
    """One option in the making: what was said of it and the events that do it.

    ``flipped`` are the claims that speak of leaving off what the others speak of doing.
    """

    owner: Node
    issue: str
    claims: list[Claim] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    flipped: list[Claim] = field(default_factory=list)
    offer: bool = False
    id: str = ""
    name: str = ""

    @property
    def concession(self) -> bool:
        """Whether the act is nothing but giving way."""
        said = [claim for claim in self.claims if not claim.withheld] or self.claims
        return bool(said) and all(is_concession(claim.action) for claim in said)

    @property
    def joint(self) -> bool:
        """Whether the act takes place only where other sides do it too."""
        return any(is_joint(claim.action) for claim in self.claims)

    @property
    def stopping(self) -> bool:
        """Whether taking the option means to leave off a deed that events report."""
        known = {issue for deed in act_words().deeds.values() for issue in deed.issues}
        if not self.claims or self.deeds or self.issue not in known:
            return False
        return all(undone(claim.action) for claim in self.claims)

    @property
    def apart(self) -> list[str]:
        """Return the actions that stand for one option though nothing in their words says that they are one act."""
        said = [claim.action for claim in self.claims if not claim.withheld and not is_concession(claim.action)]
        if self.joint:
            return []
        kept: list[str] = []
        for action in said:
            if not any(_common_words(action) & _common_words(other) for other in kept):
                kept.append(action)
        return kept if len(kept) > 1 else []

    @property
    def order(self) -> tuple[int, int]:
        """Return where the reports first speak of it."""
        return min([claim.order for claim in self.claims] + [deed.order for deed in self.deeds])

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return every passage that speaks of the act, in the order of the text."""
        said = [(claim.order, claim.evidence) for claim in self.claims]
        done = [(deed.order, deed.evidence) for deed in self.deeds]
        return tuple(dict.fromkeys(evidence for _, evidence in sorted(said + done)))

    def wants(self, claim: Claim) -> bool:
        """Whether the holder of the claim wants this option taken."""
        return claim.positive != (claim in self.flipped)


def _common_words(action: str) -> frozenset[str]:
    """Return the content words of an action but for names: who or where does not make one act of two."""
    return content_words(" ".join(word for word in action.split() if not word[:1].isupper()))


def acts(claims: Sequence[Claim], deeds: Sequence[Deed]) -> list[Act]:
    """Return the acts that claims and deeds speak of, in the order of the text.

    Acts of the same side on the same issue are one: manner, date and step are no options of their own.
    A counter-offer, which names another figure than what is asked, stays apart.
    """
    found: dict[tuple[Node, str], Act] = {}
    for claim in claims:
        if claim.gives_option:
            for owner in claim.owners:
                act = found.setdefault((owner, claim.issue), Act(owner, claim.issue))
                if claim not in act.claims:
                    act.claims.append(claim)
    parties = {claim.holder for claim in claims} | {act.owner for act in found.values()}
    for deed in deeds:
        _add_deed(found, deed, parties)
    made = [part for act in found.values() for part in _split_offer(act)]
    for act in made:
        act.flipped = _flipped(act)
    return sorted(made, key=lambda act: (act.order, act.offer))


def _add_deed(found: dict[tuple[Node, str], Act], deed: Deed, parties: set[Node]) -> None:
    """Put an event of aid, sanction or mobilization to its act, or make an act of it."""
    kind = act_words().deeds.get(deed.event.type)
    if kind is None or kind.name is None or deed.event.modality == "denied":
        return
    for doer in deed.doers:
        if not parties & set(deed.targets) - {doer} and (deed.targets or doer not in parties):
            continue
        issue = next((issue for issue in kind.issues if (doer, issue) in found), kind.issues[0])
        act = found.setdefault((doer, issue), Act(doer, issue))
        if deed not in act.deeds:
            act.deeds.append(deed)


def _split_offer(act: Act) -> tuple[Act, ...]:
    """Part the owner's own offer from what is asked where both name figures, and different ones."""
    asked = {figure for claim in act.claims if not claim.own and claim.positive for figure in claim.figures}
    units = {unit for unit, _ in asked}
    offers = [
        claim
        for claim in act.claims
        if claim.own and claim.positive and claim.position.type in OWN_OFFER
        if any(unit in units for unit, _ in claim.figures) and not claim.figures & asked
    ]
    rest = [claim for claim in act.claims if claim not in offers]
    if not offers or not rest:
        return (act,)
    return (Act(act.owner, act.issue, rest, act.deeds), Act(act.owner, act.issue, offers, offer=True))


def _flipped(act: Act) -> list[Claim]:
    """Return the claims about leaving off what other claims or deeds of this act do."""
    undoing = {id(claim): undone(claim.action) for claim in act.claims}
    doing = [claim for claim in act.claims if not undoing[id(claim)]]
    if not doing and not act.deeds:
        return []
    known = content_words(" ".join([act.issue, *(claim.action for claim in doing)]))
    return [claim for claim in act.claims if known & content_words(undoing[id(claim)] or "")]


def joint_acts(made: Sequence[Act]) -> list[tuple[Act, ...]]:
    """Return the sets of options that are one act together: same issue, and each side's counterpart among the others.

    Where no position says with whom, all sides with that option belong together.
    """
    by_issue: dict[str, list[Act]] = {}
    for act in made:
        if act.joint:
            by_issue.setdefault(act.issue, []).append(act)
    found = []
    for group in by_issue.values():
        parts = [part for part in _linked(group) if len(part) > 1]
        if not parts and len(group) > 1 and not any(claim.targets for act in group for claim in act.claims):
            parts = [tuple(group)]
        found.extend(parts)
    return found


def _linked(group: Sequence[Act]) -> list[tuple[Act, ...]]:
    """Return the connected parts of a group; a claim links the act's owner with its other parties."""
    parts: list[set[int]] = [{k} for k in range(len(group))]
    owners = {act.owner: k for k, act in enumerate(group)}
    for k, act in enumerate(group):
        for claim in act.claims:
            for other in (claim.holder, *claim.owners, *claim.targets):
                if other in owners:
                    joined = [part for part in parts if part & {k, owners[other]}]
                    parts = [part for part in parts if part not in joined] + [set().union(*joined)]
    return [tuple(group[k] for k in sorted(part)) for part in sorted(parts, key=min)]
