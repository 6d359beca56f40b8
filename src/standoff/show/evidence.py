"""The elements of a dispute with their marks, and the passages that they cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from standoff.model.dispute import Dispute, Evidence, PreferenceEntry, Support
from standoff.model.statements import to_text
from standoff.show.texts import joined, say

MARKS = ("evidenced", "contested", "presumed", "unsourced")


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that the model states: where a page shows it, what it is called, and what it rests on."""

    anchor: str
    kind: str
    label: str
    support: Support


@dataclass
class Passages:
    """The cited passages, numbered p1, p2, … as they are first asked for."""

    numbers: dict[Evidence, str] = field(default_factory=dict)
    cited_by: dict[str, list[Element]] = field(default_factory=dict)

    def cite(self, element: Element) -> list[str]:
        """Return the ids of the passages that an element cites, and remember who cites them."""
        ids = self.ids(element.support.evidence)
        for passage in ids:
            if element not in self.cited_by[passage]:
                self.cited_by[passage].append(element)
        return ids

    def ids(self, evidence: Iterable[Evidence]) -> list[str]:
        """Return the ids of passages."""
        found = []
        for passage in evidence:
            if passage not in self.numbers:
                self.numbers[passage] = f"p{len(self.numbers) + 1}"
                self.cited_by[self.numbers[passage]] = []
            found.append(self.numbers[passage])
        return list(dict.fromkeys(found))

    def mark(self, passage: str) -> str:
        """Return how a passage is drawn: contested wins over evidenced, and both over presumed."""
        marks = {element.support.mark for element in self.cited_by[passage]}
        return next((mark for mark in ("contested", "evidenced", "presumed") if mark in marks), "evidenced")


def elements(dispute: Dispute) -> tuple[Element, ...]:
    """Return every element of a dispute in file order."""
    found: list[Element] = []
    for maker in dispute.decision_makers:
        found.append(Element(f"side-{maker.id}", "side", maker.name, maker.support))
        for option in maker.options:
            label = say("option of side", option=option.name, side=maker.name)
            found.append(Element(f"option-{option.id}", "option", label, option.support))
    for k, rule in enumerate(dispute.rules, 1):
        label = rule_words(rule.kind, [to_text(e) for e in rule.expressions])
        found.append(Element(f"rule-{k}", "rule", label, rule.support))
    for name, support in ((name, dispute.fact_support.get(name, Support())) for name in dispute.facts):
        found.append(Element(f"fact-{name}", "fact", name, support))
    if dispute.status_quo:
        found.append(Element("status-quo", "status quo", say("status quo"), dispute.status_quo.support))
    names = {maker.id: maker.name for maker in dispute.decision_makers}
    for side, entry in dispute.preferences.items():
        found.extend(_preferences(side, names.get(side, side), entry))
    for outcome in dispute.outcomes:
        found.append(Element(f"outcome-{outcome.id}", "outcome", outcome.id, outcome.support))
    for question in dispute.open_questions:
        found.append(Element(f"question-{question.id}", "question", question.ask, question.support))
    return tuple(found)


def _preferences(side: str, name: str, entry: PreferenceEntry) -> list[Element]:
    """Return one element a statement, or one for a ranking or for weights."""
    if entry.use == "statements" and entry.statements is not None:
        return [
            Element(
                f"statement-{side}-{k}",
                "statement",
                say("side does", side=name, what=statement.text),
                statement.support,
            )
            for k, statement in enumerate(entry.statements, 1)
        ]
    return [Element(f"preference-{side}", entry.use, say("side does", side=name, what=entry.use), entry.support)]


def rule_words(kind: str, expressions: list[str]) -> str:
    """Return a feasibility rule in words."""
    if kind == "requires":
        return say("rule requires", condition=expressions[0], consequence=expressions[1])
    return say(f"rule {kind}", members=joined(expressions))


def count_marks(found: Iterable[Element]) -> Mapping[str, int]:
    """Return how many elements have each mark; questions and names given without a source are no claims."""
    counts = dict.fromkeys(MARKS, 0)
    for element in found:
        claims = element.kind not in ("question",) and not (
            element.kind == "outcome" and element.support.mark == "unsourced"
        )
        counts[element.support.mark] += claims
    return counts
