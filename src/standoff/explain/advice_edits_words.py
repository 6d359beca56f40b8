"""The wording of edits: who would have to say what otherwise, and what it rests on today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from standoff.analyze.mediation.edits import Edit, conditional, plain
from standoff.analyze.mediation.edits_answers import Answer, Answers
from standoff.analyze.mediation.edits_question import EditQuestion
from standoff.errors import StandoffError
from standoff.explain.names import Names, counted, listing, ordinal
from standoff.explain.phrases import decimal
from standoff.explain.prospects import out_of_reach
from standoff.explain.words import PRESUMED
from standoff.model.dispute import Dispute, Evidence, Statement, Support
from standoff.model.expressions import Expression
from standoff.model.files import read_text
from standoff.model.graph import build

LONGEST_QUOTE = 200
MOST_OTHERS = 10
KINDS = {"ranking": "a ranking", "weights": "weights", "pairs": "pairs", "nothing": "no preferences said"}


def advise(found: Answers) -> tuple[str, ...]:
    """Return an answer in sentences: the headline, one line an edit with what it rests on, and what is left alone."""
    names, question = Names(found.question.model), found.question
    lines = [headline(names, found)]
    if found.answers and found.answers[0].edits:
        told = sentences(question, found.answers[0].edits)
        quotes = Quotes(question.model.dispute)
        for number, (edit, sentence) in enumerate(zip(found.answers[0].edits, told, strict=True), start=1):
            lines.append(f"{number}. {sentence}")
            lines += [f"   {line}" for line in resting(question, edit, quotes)]
        lines.append(afterwards(found.answers[0], found))
    lines += others(found)
    left = [
        f"{names.side(maker)} ({KINDS[kind]})"
        for maker in question.model.makers
        if (kind := question.left_alone(maker)) is not None
    ]
    if left:
        lines.append(f"Only statements are edited, so left alone: {listing(left)}.")
    return tuple(lines)


def headline(names: Names, found: Answers) -> str:
    """Return the first sentences: what it takes, and what is proved."""
    question = found.question
    own = any(each is not question.concept for each in question.concepts)
    under = "under each side’s own concept" if own else f"under {question.concept.name}"
    scope = f"of {counted(question.candidates, 'possible edit')}"
    if not found.answers:
        return _without_answer(names, found, under, scope)
    answer, lead = found.answers[0], ""
    if len(question.targets) > 1:
        cheapest = answer.target or answer.becomes
        lead = f"Of the {len(question.targets):,} states of [{question.asked}], {cheapest} is a cheapest. "
    if answer.target is None:
        then = Names(build(answer.dispute))
        state = f"{then.full(answer.becomes)}, which there is only with these edits,"
    else:
        state = names.state(answer.target)
    if not answer.edits:
        far = "" if answer.target is None else out_of_reach(question.model, question.model.states.find(answer.target))
        return f"{lead}{state} is an equilibrium {under} as things are: nothing has to be said otherwise.{far}"
    count = sum(max(1, len(edit.passes)) for edit in answer.edits)
    cost = "" if answer.cost == count else f" at a cost of {decimal(answer.cost)}"
    lead += f"For {state} to hold {under}, "
    if cost:
        return f"{lead}{counted(count, 'edit')}{cost} will do; nothing cheaper does, {scope}."
    if count == 1:
        return f"{lead}one edit will do, {scope}; without one it does not hold."
    return f"{lead}{count} edits will do; no smaller set does, {scope}."


def _without_answer(names: Names, found: Answers, under: str, scope: str) -> str:
    """Return why there is no answer, and what is proved."""
    question = found.question
    one = len(question.targets) == 1
    target = names.state(names.model.states.id(question.targets[0])) if one else f"[{question.asked}]"
    fixed = [names.side(maker) for maker in names.model.makers if maker in question.fixed]
    left = f"While {listing(fixed)} {'is' if len(fixed) == 1 else 'are'} left alone, no" if fixed else "No"
    if found.ending == "impossible":
        several = f"all combinations of the {question.candidates:,} possible edits are ruled out"
        ruled = several if question.candidates > 1 else "the one possible edit does not do it"
        return f"{left} set of edits makes {target} hold {under}: {ruled}."
    proved = f"{left} set of edits that costs less than {decimal(found.bound)} makes {target} hold {under}, {scope}"
    why = {
        "most": "--most looks further.",
        "memory": "To look further takes more memory than it may use; fix sides, or name a single state.",
        "time": "Then the time was over.",
        "stopped": "Then it was stopped.",
    }
    if found.ending == "most":
        proved = f"{left} set of edits that costs {found.most:g} or less makes {target} hold {under}, {scope}"
    return f"{proved}. {why[found.ending]}"


def sentences(question: EditQuestion, edits: Sequence[Edit]) -> tuple[str, ...]:
    """Return one sentence an edit."""
    names = Names(question.model)
    changed = {
        (edit.side, edit.place): edit.becomes for edit in edits if edit.kind in ("negate", "condition") and edit.becomes
    }
    return tuple(sentence(names, question, edit, changed) for edit in edits)


def sentence(
    names: Names, question: EditQuestion, edit: Edit, changed: dict[tuple[str | None, int | None], Expression]
) -> str:
    """Return what would have to be said otherwise."""
    dispute = question.model.dispute
    if edit.fact is not None:
        now, then = ("no", "yes") if edit.value else ("yes", "no")
        return f"The fact {edit.fact} would have to be {then} instead of {now}."
    who = names.side(edit.side or "")
    said = dispute.preferences[edit.side or ""].statements or ()
    if edit.kind == "add":
        assert edit.becomes is not None
        place = "as the least important" if edit.above is None else f"above {_told(names, said[edit.above - 1])}"
        return f"{who} would have to say as well that it wants [{names.statement(edit.becomes)}]" + (
            f", {place}." if said else "."
        )
    assert edit.statement is not None
    today = _told(names, edit.statement)
    if edit.kind == "drop":
        return f"{who} would have to give up {today}{_or_if(names, edit)}."
    if edit.kind == "step":
        new = changed.get((edit.side, edit.place))
        mover = today if new is None else f"that, [{names.statement(new)}],"
        passed = listing([_told(names, said[place - 1]) for place in edit.passes])
        return f"{who} would have to put {mover} {'above' if edit.up else 'below'} {passed}."
    assert edit.becomes is not None
    if edit.kind == "negate":
        return f"{who} would have to want the opposite of {today}."
    assert edit.condition is not None
    lead = f"{who} would have to want {'the opposite of ' if _opposite(question, edit, changed) else ''}{today}"
    return f"{lead} only if [{names.statement(edit.condition)}]{_or_if(names, edit)}, no longer in any case."


def _opposite(question: EditQuestion, edit: Edit, changed: dict[tuple[str | None, int | None], Expression]) -> bool:
    """Return whether it is the opposite of a statement that is made conditional."""
    assert edit.statement is not None
    assert edit.condition is not None
    kept = conditional(plain(question.model.dispute, edit.statement.expression), edit.condition)
    return changed.get((edit.side, edit.place)) != kept


def _told(names: Names, statement: Statement) -> str:
    return f"[{names.statement(statement.expression)}]"


def _or_if(names: Names, edit: Edit) -> str:
    """Return further conditions that would come to the same."""
    if not edit.alike:
        return ""
    told = listing([f"[{names.statement(each)}]" for each in edit.alike[:2]], word="or")
    lead = "to want it only if" if edit.kind == "drop" else "only if"
    return f", or {lead} {told}, which comes to the same"


def resting(question: EditQuestion, edit: Edit, quotes: Quotes) -> Iterator[str]:
    """Yield what the statements rest on that an edit is about: the one that changes, and those that it passes."""
    dispute = question.model.dispute
    if edit.fact is not None:
        support = dispute.fact_support.get(edit.fact, Support())
        if support.mark != "unsourced":
            yield f"Today it rests on: {quotes.of(support)}"
        return
    if edit.statement is None:
        return
    said = dispute.preferences[edit.side or ""].statements or ()
    today = f"Today it is {_its(edit.place or 0, len(said))}"
    yield f"{today}; {quotes.of(edit.support)}" if dispute.sources else f"{today}."
    for place in edit.passes[:2]:
        support = said[place - 1].support
        if support.mark != "unsourced":
            yield f"What it passes is {_its(place, len(said))}; {quotes.of(support)}"


def _its(place: int, of: int) -> str:
    return "its only statement" if of == 1 else f"its {ordinal(place)} statement of {of}"


class Quotes:
    """The words that evidence points to, where the sources lie beside the dispute's file."""

    def __init__(self, dispute: Dispute) -> None:
        self.dispute = dispute
        self._texts: dict[str, str | None] = {}

    def of(self, support: Support) -> str:
        """Return what an element rests on, in a clause."""
        if support.mark == "unsourced":
            return "no source is given for it."
        if support.presumed:
            reason = PRESUMED.get(support.presumed, support.presumed.replace("-", " "))
            lead, by = f"it is only presumed ({reason})", "from"
        elif support.contested:
            lead, by = "it is contested, with sources for and against it", "such as"
        else:
            lead, by = "it rests", "on"
        if not support.evidence:
            return f"{lead}."
        first, more = support.evidence[0], len(support.evidence) - 1
        quote, title = self.words(first), self._title(first.source)
        shown = f"{first}" if quote is None else f"“{quote}” ({title}{first})"
        comma = "" if support.mark == "evidenced" else ","
        return f"{lead}{comma} {by} {shown}" + (f" and {counted(more, 'further passage')}." if more else ".")

    def _title(self, source: str) -> str:
        title = next((each.title for each in self.dispute.sources if each.id == source), None)
        return f"{title}: " if title else ""

    def words(self, evidence: Evidence) -> str | None:
        """Return the words of a passage on one line; None where the source cannot be read."""
        text = self._text(evidence.source)
        if text is None or evidence.end > len(text):
            return None
        words = " ".join(text[evidence.start : evidence.end].split())
        return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"

    def _text(self, source: str) -> str | None:
        if source not in self._texts:
            file = next((each.file for each in self.dispute.sources if each.id == source), None)
            self._texts[source] = None
            if file is not None and self.dispute.path is not None:
                with suppress(StandoffError):
                    self._texts[source] = read_text(Path(self.dispute.path).parent / file)
        return self._texts[source]


def afterwards(answer: Answer, found: Answers) -> str:
    """Return what has been checked."""
    called = f" (which is {answer.becomes} then)" if answer.target and answer.becomes != answer.target else ""
    state, concept = answer.target or answer.becomes, found.question.concept.name
    return f"With that {state}{called} is an equilibrium under {concept}: a fresh analysis confirms it."


def others(found: Answers) -> Iterator[str]:
    """Yield the other answers of the same cost."""
    if found.complete is None or not found.answers:
        return
    rest = found.answers[1:]
    more = "" if found.complete else ", and there may be more"
    yield f"Smallest sets of edits: {len(found.answers):,}{more}; the one above rests on the weakest evidence."
    for answer in rest[:MOST_OTHERS]:
        yield f"Or, for {answer.target or answer.becomes}: {' '.join(sentences(found.question, answer.edits))}"
    if len(rest) > MOST_OTHERS:
        yield f"… and {len(rest) - MOST_OTHERS:,} more; --json lists them."
