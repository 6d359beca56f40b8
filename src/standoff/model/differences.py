"""What differs between two disputes, element by element; `standoff.model.changes` puts it together.

Elements are matched by what they are: sides, options, facts and outcomes by id, rules and statements by their
expression, states by the options taken (graph form: by id). Names and other words for people are no changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from standoff.model.dispute import NOTHING, Dispute, Evidence, Option, Rule, Support
from standoff.model.expressions import spelled_out
from standoff.model.state_keys import StateKeys
from standoff.model.statements import Expression, to_text

Kind = Literal[
    "side",
    "option",
    "rule",
    "coalesce",
    "state",
    "moves",
    "fact",
    "outcome",
    "status_quo",
    "statement",
    "weight",
    "preference",
    "attitude",
    "perception",
]
How = Literal["came", "went", "changed", "moved"]
Path = tuple[str, ...]
MOST_NAMED = 6
"""Single moves that a sentence names."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a dispute and a later or other version of it.

    Attributes
    ----------
    kind : str
        What differs: a side, an option, a rule, a statement, …
    how : str
        Whether it came, went, changed, or (a statement) moved.
    path : tuple of str
        What identifies the element, such as ``("preferences", "Up", "statements", "not pay")``.
    before, after : str or None
        What it was and is, as a text; None where it is not there. Of a statement that moved, its places from 1.
    evidence_before, evidence_after : tuple of Evidence
        What stands behind each.
    sentence : str
        The change in words.
    """

    kind: Kind
    how: How
    path: Path
    before: str | None
    after: str | None
    evidence_before: tuple[Evidence, ...] = ()
    evidence_after: tuple[Evidence, ...] = ()
    sentence: str = ""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What stands behind both sides of the change."""
        return tuple(dict.fromkeys((*self.evidence_before, *self.evidence_after)))

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain data for JSON."""
        return {
            "kind": self.kind,
            "how": self.how,
            "path": list(self.path),
            "before": self.before,
            "after": self.after,
            "evidence_before": [str(passage) for passage in self.evidence_before],
            "evidence_after": [str(passage) for passage in self.evidence_after],
            "sentence": self.sentence,
        }


def option_ids(dispute: Dispute) -> tuple[str, ...]:
    """Return the ids of the options in file order."""
    return tuple(option.id for option in dispute.options)


def key_of(expression: Expression, dispute: Dispute) -> str:
    """Return the text by which an expression is the same in two disputes."""
    return to_text(spelled_out(expression, option_ids(dispute)))


def rule_key(rule: Rule, dispute: Dispute) -> str:
    """Return the text by which a rule is the same in two disputes."""
    texts = [key_of(expression, dispute) for expression in rule.expressions]
    if rule.kind == "never":
        return f"never: {texts[0]}"
    if rule.kind == "requires":
        return f"{texts[0]} requires {texts[1]}"
    return f"{rule.kind.replace('_', ' ')}: {', '.join(texts)}"


def keyed(items: Sequence[Any], key: Callable[[Any], str]) -> dict[str, Any]:
    """Return items by key; the second and later ones with the same key are told apart by a number."""
    seen: Counter[str] = Counter()
    result = {}
    for item in items:
        text = key(item)
        seen[text] += 1
        result[text if seen[text] == 1 else f"{text} ({seen[text]})"] = item
    return result


def came_and_went(
    kind: Kind,
    path: Path,
    before: Mapping[str, Support],
    after: Mapping[str, Support],
    words: Callable[[str], str],
) -> Iterator[Change]:
    """Yield what is in one mapping of keys to supports and not in the other."""
    for key, support in before.items():
        if key not in after:
            sentence = f"{words(key)} is gone."
            yield Change(kind, "went", (*path, key), key, None, support.evidence, (), sentence)
    for key, support in after.items():
        if key not in before:
            sentence = f"{words(key)} is new."
            yield Change(kind, "came", (*path, key), None, key, (), support.evidence, sentence)


def sides(a: Dispute, b: Dispute) -> Iterator[Change]:
    """Yield sides that came or went; their options and preferences come and go with them."""
    before = {maker.id: maker.support for maker in a.decision_makers}
    after = {maker.id: maker.support for maker in b.decision_makers}
    names = {maker.id: maker.name for maker in (*a.decision_makers, *b.decision_makers)}
    yield from came_and_went("side", ("decision_makers",), before, after, lambda key: f"The side {names[key]}")


def options(a: Dispute, b: Dispute) -> Iterator[Change]:
    """Yield options that came, went, or can be moved otherwise, of sides that are in both disputes."""
    common = {maker.id for maker in a.decision_makers} & {maker.id for maker in b.decision_makers}
    before, after = _options(a), _options(b)
    one = {key: option.support for key, (owner, option) in before.items() if owner in common or key in after}
    two = {key: option.support for key, (owner, option) in after.items() if owner in common or key in before}
    names = {key: f"{option.name} ({owner})" for key, (owner, option) in (before | after).items()}
    yield from came_and_went("option", ("options",), one, two, lambda key: f"The option {names[key]}")
    for key in before.keys() & after.keys():
        old, new = (_controlled(*found[key]) for found in (before, after))
        if old != new:
            supports = before[key][1].support.evidence, after[key][1].support.evidence
            sentence = f"The option {names[key]} is {new} instead of {old}."
            yield Change("option", "changed", ("options", key), old, new, *supports, sentence)


def _options(dispute: Dispute) -> dict[str, tuple[str, Option]]:
    """Return each option with its owner, by id."""
    return {option.id: (maker.id, option) for maker in dispute.decision_makers for option in maker.options}


_WAYS = {"both": "taken or dropped", "take": "only taken", "drop": "only dropped"}


def _controlled(owner: str, option: Option) -> str:
    """Say who controls an option, and which way."""
    return f"{_WAYS[option.moves]} by {' or '.join(sorted([owner, *option.shared_with]))}"


def rules(a: Dispute, b: Dispute) -> Iterator[Change]:
    """Yield feasibility rules and coalesced classes that came or went."""
    before = {key: rule.support for key, rule in keyed(a.rules, lambda rule: rule_key(rule, a)).items()}
    after = {key: rule.support for key, rule in keyed(b.rules, lambda rule: rule_key(rule, b)).items()}
    yield from came_and_went("rule", ("feasibility",), before, after, lambda key: f"The rule `{key}`")
    old, new = ({key_of(expression, d): NOTHING for expression in d.coalesce} for d in (a, b))
    yield from came_and_went("coalesce", ("coalesce",), old, new, lambda key: f"The coalesced class `{key}`")


def facts_and_outcomes(a: Dispute, b: Dispute) -> Iterator[Change]:
    """Yield facts that came, went or are otherwise, and outcomes that are defined otherwise."""
    before = {name: a.fact_support.get(name, NOTHING) for name in a.facts}
    after = {name: b.fact_support.get(name, NOTHING) for name in b.facts}
    yield from came_and_went("fact", ("facts",), before, after, lambda key: f"The fact {key}")
    for name in a.facts.keys() & b.facts.keys():
        if a.facts[name] != b.facts[name]:
            old, new = ("yes" if d.facts[name] else "no" for d in (a, b))
            supports = before[name].evidence, after[name].evidence
            sentence = f"The fact {name} is {new} instead of {old}."
            yield Change("fact", "changed", ("facts", name), old, new, *supports, sentence)
    one, two = ({o.id: o.support for o in d.outcomes} for d in (a, b))
    yield from came_and_went("outcome", ("outcomes",), one, two, lambda key: f"The outcome {key}")
    texts = [{outcome.id: key_of(outcome.expression, d) for outcome in d.outcomes} for d in (a, b)]
    for name in one.keys() & two.keys():
        old, new = texts[0][name], texts[1][name]
        if old != new:
            sentence = f"The outcome {name} is `{new}` instead of `{old}`."
            supports = one[name].evidence, two[name].evidence
            yield Change("outcome", "changed", ("outcomes", name), old, new, *supports, sentence)


def listed_states(a: Dispute, b: Dispute) -> Iterator[Change]:
    """Yield listed states (graph form) that came or went."""
    if a.graph_form:
        before, after = ({state.id: state.support for state in d.states} for d in (a, b))
        yield from came_and_went("state", ("states",), before, after, lambda key: f"The state {key}")


def moves(a: Dispute, b: Dispute, keys: tuple[StateKeys, StateKeys]) -> Iterator[Change]:
    """Yield listed, added and forbidden moves that differ, side by side."""
    tables = {
        "move": ("moves", a.arcs or {}, b.arcs or {}),
        "added move": ("add", a.added, b.added),
        "forbidden move": ("forbid", a.forbidden, b.forbidden),
    }
    common = {maker.id for maker in a.decision_makers} & {maker.id for maker in b.decision_makers}
    for word, (name, before, after) in tables.items():
        for side in (side for side in dict.fromkeys((*before, *after)) if side in common):
            old, new = keys[0].arcs(before.get(side, ())), keys[1].arcs(after.get(side, ()))
            gone = [text for arc, text in old.items() if arc not in new]
            more = [text for arc, text in new.items() if arc not in old]
            if gone or more:
                said = [f"the {word} {text} is gone" for text in gone] + [f"the {word} {text} is new" for text in more]
                more_said = [f"and {len(said) - MOST_NAMED} more"] if len(said) > MOST_NAMED else []
                shown = "; ".join([*said[:MOST_NAMED], *more_said])
                texts = ", ".join(old.values()), ", ".join(new.values())
                yield Change("moves", "changed", (name, side), *texts, (), (), f"{side}: {shown}.")


def status_quo(a: Dispute, b: Dispute, keys: tuple[StateKeys, StateKeys]) -> Iterator[Change]:
    """Yield the status quo, if it is another state."""
    one, two = a.status_quo, b.status_quo
    taken = [None if quo is None or quo.taken is None else set(quo.taken) for quo in (one, two)]
    if taken[0] is not None and taken[0] == taken[1]:
        return
    old = None if one is None else keys[0].status_quo(one)
    new = None if two is None else keys[1].status_quo(two)
    if (old is None and new is None) or (old is not None and new is not None and old[0] == new[0]):
        return
    how: How = "came" if old is None else "went" if new is None else "changed"
    texts = None if old is None else old[1], None if new is None else new[1]
    sentence = f"The status quo is {texts[1] or 'not given any more'}" + (f" instead of {texts[0]}." if old else ".")
    supports = (() if one is None else one.support.evidence), (() if two is None else two.support.evidence)
    yield Change("status_quo", how, ("status_quo",), *texts, *supports, sentence)


def attitudes(a: Dispute, b: Dispute) -> Iterator[Change]:
    """Yield attitudes that differ; what is left out is + to oneself and 0 to others."""
    pairs = [(i, j) for d in (a, b) for i, others in d.attitudes.items() for j in others]
    for i, j in dict.fromkeys(pairs):
        default = "+" if i == j else "0"
        old, new = (d.attitudes.get(i, {}).get(j, default) for d in (a, b))
        if old != new:
            sentence = f"The attitude of {i} to {j} is {new} instead of {old}."
            yield Change("attitude", "changed", ("attitudes", i, j), old, new, (), (), sentence)


def perceptions(a: Dispute, b: Dispute) -> Iterator[Change]:
    """Yield perceptions that came, went or are otherwise."""
    before, after = ({side: p.support for side, p in d.perceptions.items()} for d in (a, b))
    yield from came_and_went("perception", ("perceptions",), before, after, lambda key: f"A perception of {key}")
    for side in before.keys() & after.keys():
        old, new = a.perceptions[side], b.perceptions[side]
        if old != new:
            supports = old.support.evidence, new.support.evidence
            sentence = f"{side} sees the dispute otherwise than before."
            yield Change("perception", "changed", ("perceptions", side), side, side, *supports, sentence)
