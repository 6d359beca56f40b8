"""Which words of a clause somebody reports, and which are the writer's own: the parts around a verb of saying."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.read import syntax
from standoff.read.lexicon import vocabulary, words
from standoff.read.syntax import Token
from standoff.read.units import Unit


def frames_quotation(unit: Unit, verb: Token, clause: Token) -> bool:
    """Say whether a verb belongs to the quotation beside it: '“A,” said X, head of Y', 'He did it: “A,” X says'."""
    for quotation in (q for q in unit.sentence.quotations if q.full):
        begins = [t for t in unit.doc if unit.start(t) >= quotation.end and not t.is_punct][:1]
        if not begins or begins[0].i > verb.i:
            continue
        turned = begins[0] == verb and all(t.lower_ != "that" for t in verb.doc[verb.i + 1 : verb.i + 3])
        subjects = syntax.children(verb, "nsubj")
        follows = bool(subjects) and subjects[0].left_edge.i == begins[0].i
        if (turned and not subjects) or ((turned or follows) and unit.start(clause) < quotation.start):
            return True
    return False


def around(tokens: Sequence[Token], clause: Token) -> list[Token]:
    """Return what stands around "he said": its longest stretch, or all where the rest has the clause's subject."""
    run = _longest_run(tokens)
    subjects = syntax.children(clause, "nsubj", "nsubjpass")
    subjects += [t for t in syntax.children(clause, "ccomp") if t.i < clause.i]  # "it would go, it said, once X went"
    apart = clause in run and any(t in tokens and t not in run for t in subjects)
    return list(tokens) if apart else run


def _longest_run(tokens: Sequence[Token]) -> list[Token]:
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if runs[-1] and token.i != runs[-1][-1].i + 1:
            runs.append([])
        runs[-1].append(token)
    return max(runs, key=len)


def content(verb: Token) -> Token | None:
    """Return the head of the clause that a verb of saying reports."""
    clauses = [t for t in syntax.children(verb, "ccomp") if not _questions(t) and _fits(verb, t)]
    if not clauses and _announced(verb):
        return verb.head
    if clauses:
        return next((t for t in clauses if syntax.children(t, "nsubj", "nsubjpass", "expl", "csubj")), clauses[0])
    if verb.dep_ == "parataxis" or (verb.dep_ in ("ccomp", "advcl") and verb.head.i != verb.i and _comma_set(verb)):
        return verb.head if syntax.clausal(verb.head) else None
    return None


def _announced(verb: Token) -> bool:
    """Say whether a verb of saying follows what it reports and is joined to it: "X will go, Y announced on Monday"."""
    subject = next(iter(syntax.children(verb, "nsubj")), None)
    if verb.dep_ != "conj" or subject is None or syntax.children(verb, "dobj", "xcomp") or not verb.head.i < subject.i:
        return False
    first = min(t.i for t in subject.subtree)
    joined = any(t.dep_ == "cc" and verb.head.i < t.i < verb.i for t in verb.head.children)
    return verb.doc[first - 1].text == "," and not joined and bool(syntax.children(verb.head, "nsubj", "nsubjpass"))


def _comma_set(verb: Token) -> bool:
    """Say whether subject and verb stand between commas: ', he recalled,'."""
    subject = next(iter(syntax.children(verb, "nsubj")), None)
    if subject is None or abs(subject.i - verb.i) > 4:
        return False
    first = min([t.i for t in subject.subtree if t.i <= verb.i], default=verb.i)
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return first > 0 and verb.doc[first - 1].text == "," and after is not None and after.text in (",", ".")


def _fits(verb: Token, clause: Token) -> bool:
    """Say whether a clause is what is said, and not the frame of a quotation or an order."""
    if any(t.tag_ == "TO" and t.dep_ == "aux" for t in clause.children) and not syntax.children(
        clause, "nsubj", "nsubjpass"
    ):
        return False
    own = bool(syntax.children(clause, "nsubj", "nsubjpass", "expl", "csubj"))
    if verb.lemma_ in ("ask", "press", "question") and not own and clause.tag_ == "VBD":
        return False  # "the minister, asked the same question, declined to answer": what he did
    return own or clause.pos_ in ("VERB", "AUX")


def _questions(clause: Token) -> bool:
    return any(t.lower_ in ("whether", "if") and t.dep_ == "mark" for t in clause.children)


def narrated(clause: Token, token: Token) -> bool:
    """Say whether a token belongs to a verb that goes on with the speaker's acts: '..., but did not agree'."""
    for ancestor in (token, *token.ancestors):
        if ancestor == clause:
            return False
        if ancestor.dep_ in ("conj", "cc", "punct") and ancestor.head in (clause, *_chain(clause)):
            verb = ancestor if ancestor.dep_ == "conj" else _next_conjunct(ancestor)
            if verb is not None and goes_on(verb):
                return True
    return False


def _chain(clause: Token) -> list[Token]:
    return syntax.coordinated(clause)


def _next_conjunct(joint: Token) -> Token | None:
    return next((t for t in joint.head.children if t.dep_ == "conj" and 0 < t.i - joint.i < 12), None)


def goes_on(verb: Token) -> bool:
    """Say whether a coordinated verb without subject is the speaker's next act and not part of what he says."""
    if syntax.children(verb, "nsubj", "nsubjpass", "expl") or any(t.dep_ == "mark" for t in verb.children):
        return False
    spoken = {word.split()[0] for word in (*vocabulary("speech")["report"], *vocabulary("speech")["ask"])}
    denied_past = syntax.negated(verb) and "did" in syntax.auxiliaries(verb)
    above = {t.tag_ for t in verb.ancestors if t.lemma_ in spoken}
    perfect = verb.tag_ == "VBN" and "has" in syntax.auxiliaries(verb)
    told_now = (verb.tag_ == "VBZ" or perfect) and "VBZ" in above and verb.lemma_ in words("goes_on")
    return denied_past or told_now or (verb.tag_ == "VBD" and verb.lemma_ in spoken | words("goes_on"))
