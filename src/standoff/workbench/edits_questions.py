"""Settling an open question: the answer changes the model where the question says what it is about.

How an answer finds its element:

1. a question about ``facts.NAME`` sets that fact;
2. one about ``preferences.SIDE`` is about the presumed or contested statement of that side that shares most of its
   evidence; where there is none, about the option that shares most of it;
3. a choice that is itself an expression is taken as the statement; yes and no take the statement as it stands
   without, or with, its negation;
4. any other answer changes nothing in the model, which is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from standoff.errors import StandoffError
from standoff.model.dispute import NOTHING, Dispute, Evidence, OpenQuestion, PreferenceEntry, Statement
from standoff.model.statements import Expression, Iff, Implies, Name, Not, to_text
from standoff.workbench.arguments import Arguments
from standoff.workbench.edits_preferences import with_entry
from standoff.workbench.placing import left_out, put
from standoff.workbench.refusals import Refusal
from standoff.workbench.statements import read_expression
from standoff.workbench.version import Edited
from standoff.workbench.words import quoted

YES_NO = {"yes": True, "no": False, "true": True, "false": False}
NOTHING_CHANGED = "The question is closed; nothing else in the model changed."


def settle_question(dispute: Dispute, arguments: Arguments) -> Edited:
    """Close a question with an answer, and change what it is about accordingly."""
    wanted, choice = arguments.text("id"), arguments.text("choice").strip()
    index = next((k for k, q in enumerate(dispute.open_questions) if q.id == wanted), None)
    if index is None:
        raise Refusal(f"There is no open question {wanted!r}.", mend="It may be settled already.")
    question = dispute.open_questions[index]
    closed = replace(dispute, open_questions=left_out(dispute.open_questions, index))
    changed, element, said = answered(closed, question, choice)
    name = f"Answer {quoted(choice)} to {quoted(question.ask)}"
    return Edited(changed, name, element or f"question-{question.id}", (said,) if said else ())


def ask_question(dispute: Dispute, arguments: Arguments) -> Edited:
    """Ask something of one's own."""
    taken = {question.id for question in dispute.open_questions}
    identifier = next(f"q{k}" for k in range(1, len(taken) + 2) if f"q{k}" not in taken)
    choices = tuple(arguments.texts("choices")) if "choices" in arguments else ("yes", "no")
    question = OpenQuestion(identifier, arguments.optional("about") or "", arguments.text("ask"), choices)
    changed = replace(dispute, open_questions=(*dispute.open_questions, question))
    return Edited(changed, f"Ask {quoted(question.ask)}", f"question-{identifier}")


def answered(dispute: Dispute, question: OpenQuestion, choice: str) -> tuple[Dispute, str | None, str | None]:
    """Return the dispute with an answer worked in, the element it changed, and what is to be said."""
    root, _, name = question.about.partition(".")
    wanted = YES_NO.get(choice.casefold())
    if root == "facts" and name in dispute.facts and wanted is not None:
        changed = replace(dispute, facts={**dispute.facts, name: wanted})
        return changed, f"fact-{name}", f"The fact {name} is {'yes' if wanted else 'no'} now."
    if root == "preferences" and name in {maker.id for maker in dispute.decision_makers}:
        return _preference(dispute, question, name, choice, wanted)
    return dispute, None, NOTHING_CHANGED


def _preference(
    dispute: Dispute, question: OpenQuestion, side: str, choice: str, wanted: bool | None
) -> tuple[Dispute, str | None, str | None]:
    """Return the dispute in which a side wants what the answer says."""
    entry = dispute.preferences.get(side) or PreferenceEntry("statements", statements=())
    statements = entry.statements or ()
    place = _statement(statements, question)
    own = None if wanted is not None else _as_expression(dispute, choice)
    if place is not None:
        old = statements[place]
        expression = own if own is not None else old.expression if wanted is None else directed(old.expression, wanted)
        if wanted is None and own is None:
            return dispute, None, NOTHING_CHANGED
        text = old.text if expression == old.expression else worded(expression, old.text)
        settled = Statement(expression, text, replace(old.support, presumed=None, contested=False))
        entry = replace(entry, statements=put(statements, place, settled))
        return with_entry(dispute, side, entry), f"statement-{side}-{place + 1}", f"{side} wants {text}."
    option = _option(dispute, question)
    if own is None and (wanted is None or option is None):
        return dispute, None, NOTHING_CHANGED
    new = own if own is not None else directed(Name(option or ""), bool(wanted))
    support = replace(NOTHING, evidence=question.support.evidence)
    entry = replace(entry, statements=(*statements, Statement(new, to_text(new), support)))
    said = f"{side} wants {to_text(new)}, as the least important of its statements."
    return with_entry(dispute, side, entry), f"statement-{side}-{len(statements) + 1}", said


def directed(expression: Expression, wanted: bool) -> Expression:
    """Return an expression, or what it says under its condition, without its negation or with it.

    Examples
    --------
    >>> from standoff.model.statements import parse
    >>> to_text(directed(parse("not build if drought"), True)), to_text(directed(parse("pay"), False))
    ('drought implies build', 'not pay')
    """
    if isinstance(expression, Implies):
        return Implies(expression.condition, directed(expression.consequence, wanted))
    plain = expression.operand if isinstance(expression, Not) else expression
    return plain if wanted else Not(plain)


def worded(expression: Expression, before: str) -> str:
    """Return an expression as text, with its condition behind where it stood there before.

    Examples
    --------
    >>> from standoff.model.statements import parse
    >>> worded(parse("drought implies build"), "not build if drought")
    'build if drought'
    """
    if not isinstance(expression, Implies) or " if " not in before:
        return to_text(expression)
    parts = (expression.consequence, expression.condition)
    first, second = (f"({to_text(e)})" if isinstance(e, Implies | Iff) else to_text(e) for e in parts)
    return f"{first} if {second}"


def _statement(statements: tuple[Statement, ...], question: OpenQuestion) -> int | None:
    """Return the open statement that a question is about, by the evidence that they share."""
    cited = set(question.support.evidence)
    open_ones = [k for k, s in enumerate(statements) if s.support.presumed or s.support.contested]
    shared = {k: _shared(cited, statements[k].support.evidence) for k in open_ones}
    best = max(open_ones, key=lambda k: shared[k], default=None)
    return best if best is not None and shared[best] > 0 else None


def _option(dispute: Dispute, question: OpenQuestion) -> str | None:
    """Return the option that a question is about, by the evidence that they share."""
    cited = set(question.support.evidence)
    shared = {option.id: _shared(cited, option.support.evidence) for option in dispute.options}
    best = max(shared, key=lambda name: shared[name], default=None)
    return best if best is not None and shared[best] > 0 else None


def _shared(cited: set[Evidence], evidence: tuple[Evidence, ...]) -> float:
    """Return how much of two sets of passages is the same, 0 to 1."""
    both = cited | set(evidence)
    return len(cited & set(evidence)) / len(both) if both else 0.0


def _as_expression(dispute: Dispute, choice: str) -> Expression | None:
    """Return an answer as an expression, None where it is none."""
    try:
        return read_expression(dispute, choice)
    except StandoffError:
        return None


EDITS: dict[str, Callable[[Dispute, Arguments], Edited]] = {
    "question.settle": settle_question,
    "question.ask": ask_question,
}
