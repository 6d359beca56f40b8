"""Who is meant where: names, noun phrases and pronouns gathered under the actors that they mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Doc

from standoff.read.candidates import Candidate, Entity
from standoff.read.clusters import cluster_names
from standoff.read.discourse import Discourse, Thing, weigh
from standoff.read.documents import Report
from standoff.read.learning import Learning
from standoff.read.named_mentions import NamedMentions
from standoff.read.names import Name, Names
from standoff.read.nominals import Nominals
from standoff.read.pronouns import Pronouns
from standoff.read.quotations import find_all_quotations
from standoff.read.references import References
from standoff.read.speakers import Speakers
from standoff.read.surrogate import parse_with_stand_ins


class Coreference:
    """Reads a report for its actors.

    Steps: find names and gather those of one actor; parse again with stand-ins; decide which places act for their
    government;
    take names, noun phrases and pronouns in the order of the text, first those outside quotations, then (when the
    speakers are
    known) those inside.
    """

    def __init__(self, report: Report, doc: Doc) -> None:
        self.report, self.doc = report, doc
        self.names = Names(report, doc).all
        self.clusters = cluster_names(self.names, doc, report.publisher)
        self.cluster_of = {name.start: cluster for cluster in self.clusters for name in cluster.names}
        self.parsed = parse_with_stand_ins(doc, self.names, {name.start: self._kind(name) for name in self.names})
        self.at = self._discourse()
        self.references, self.pronouns = References(self.at), Pronouns(self.at)
        self.learning = Learning(self.at, self.references, self.names, self.cluster_of)

    def run(self) -> list[Entity]:
        """Resolve everything; return the actors with their mentions."""
        named = NamedMentions(self.at, self.names, self.clusters).find()
        nominals = Nominals(self.doc, self.parsed, self.names, self._body).find()
        titles = [candidate for candidate, _ in named]
        nominals = [nominal for nominal in nominals if not self._in_title(nominal, titles)]
        self._note_things(nominals)
        candidates = [*named, *((candidate, None) for candidate in nominals)]
        for candidate, entity in candidates:
            self.at.place(candidate)
            if self._narrated(candidate):
                candidate.quotation = None
            if entity is not None:
                self.at.put(candidate.head, entity)
                self.at.named[entity.number] += 1
        self.references.phrases.note_actors(nominals)
        self._hush_possessors(nominals)
        order = sorted(
            candidates,
            key=lambda pair: (
                pair[0].start,
                pair[0].end if pair[0].form == "pronoun" or pair[1] else 10**9,
                pair[0].head,
            ),
        )
        self._take([pair for pair in order if pair[0].quotation is None])
        Speakers(self.at, self.quotations).find()
        self._take([pair for pair in order if pair[0].quotation is not None])
        self.learning.place_offices()
        for entity in self.at.entities:
            entity.mentions.sort(key=lambda mention: (mention.start, -mention.end))
        return self.at.entities

    def _in_title(self, nominal: Candidate, names: Sequence[Candidate]) -> bool:
        """Whether a noun is part of the office before a name, as 'board' in 'board chair Ann Poe'."""
        following = self.doc[nominal.end] if nominal.end < len(self.doc) else None
        if following is None or nominal.form != "nominal" or following.text in ("’s", "'s", "’", "'", ","):
            return False
        return any(name.start <= nominal.start and nominal.end < name.head for name in names)

    def _hush_possessors(self, nominals: Sequence[Candidate]) -> None:
        """'The union' in 'the union's secretary' is part of the larger phrase: looked up there, but no mention
        of its own."""
        spans = {
            candidate.owner_span
            for candidate in nominals
            if candidate.owner_span and candidate.owner_span[1] <= candidate.head
        }
        for candidate in nominals:
            candidate.quiet = candidate.form == "nominal" and (candidate.start, candidate.end) in spans

    def _kind(self, name: Name) -> str:
        """Return the kind of stand-in for a name."""
        if name.sort in ("name", "capital", "seat") and name.place:
            return "state" if name.sort == "name" else "place"
        cluster = self.cluster_of.get(name.start)
        return cluster.kind if cluster else "unknown"

    @cached_property
    def _body(self) -> list[bool]:
        """Whether each token stands in the story itself."""
        title = [self.report.layout.title] if self.report.layout.title else []
        # In titles capitals hide common nouns, and no pronoun there means an actor of the text.
        outside = bytearray(len(self.report.text))
        for start, end in (*self.report.boilerplate, *self.report.headings, *title):
            outside[start:end] = b"\1" * (end - start)
        return [not any(outside[token.idx : token.idx + len(token)]) for token in self.doc]

    def _discourse(self) -> Discourse:
        """Number the sentences, paragraphs and quotations that each token stands in."""
        sentences, paragraphs = [], []
        sentence = paragraph = -1
        for token in self.doc:
            sentence += bool(token.is_sent_start)
            paragraph += bool(token.i == 0 or self.doc[token.i - 1].text.count("\n"))
            sentences.append(sentence)
            paragraphs.append(paragraph)
        quoted: list[int | None] = [None] * len(self.doc)
        self.quotations = [
            quotation for found in find_all_quotations(self.report.text, self.report.paragraphs) for quotation in found
        ]
        for number, quotation in enumerate(self.quotations):
            span = self.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            for token in span or ():
                quoted[token.i] = number
        return Discourse(self.doc, self.parsed, sentences, paragraphs, quoted)

    def _note_things(self, nominals: Sequence[Candidate]) -> None:
        """Note the nouns that 'it' and 'they' may mean though they are no actors."""
        actors = {candidate.head for candidate in nominals} | {
            index for name in self.names for index in range(name.start, name.end)
        }
        body = self._body
        for token in self.parsed:
            if (
                token.tag_ in ("NN", "NNS")
                and token.i not in actors
                and body[token.i]
                and token.dep_ not in ("compound", "npadvmod", "amod")
            ):
                thing = Thing(token.i, self.at.sentences[token.i], weigh(token)[0], token.tag_ == "NNS")
                self.at.things.setdefault(thing.sentence, []).append(thing)

    def _narrated(self, candidate: Candidate) -> bool:
        """Whether a quotation is only a few quoted words inside the writer's own sentence."""
        return (
            candidate.quotation is not None
            and not self.quotations[candidate.quotation].full
            and candidate.gender not in ("i", "we")
        )

    def _take(self, candidates: Sequence[tuple[Candidate, Entity | None]]) -> None:
        """Resolve candidates in the order of the text; what a phrase contains ('a lawyer for the league') before
        the phrase."""
        done: set[int] = set()
        for index, (candidate, known) in enumerate(candidates):
            if candidate.owner_span and candidate.owner_span[0] > candidate.head:
                for later in range(index + 1, len(candidates)):
                    inner, named = candidates[later]
                    if inner.start >= candidate.owner_span[1]:
                        break
                    if later not in done and inner.head > candidate.head:
                        done.add(later)
                        self._take_one(inner, named)
            if index not in done:
                self._take_one(candidate, known)

    def _take_one(self, candidate: Candidate, known: Entity | None) -> None:
        """Resolve one candidate, and learn from it."""
        entity = known or self.learning.in_apposition(candidate)
        if entity is None:
            resolver = self.pronouns if candidate.form == "pronoun" else self.references
            entity = resolver.resolve(candidate)
        if entity is None:
            return
        self.at.add(entity, candidate)
        self.learning.learn_office(entity, candidate)
        if known is not None:
            self.learning.learn_from_title(entity, candidate)
        self._coordinate(candidate, entity)

    def _coordinate(self, candidate: Candidate, entity: Entity) -> None:
        """'X and Y' (with two heads joined) is a group that 'they' or 'the two' may mean."""
        token = self.parsed[candidate.head]
        if token.dep_ != "conj" or entity.kind in ("group", "unknown"):
            return
        first = token.head
        chain = [entity]
        while True:
            other = self.at.at_token.get(first.i)
            if other is None or other.kind == "group" or other in chain:
                return
            chain.append(other)
            if first.dep_ != "conj":
                break
            first = first.head
        if {member.kind == "person" for member in chain} == {True, False}:
            return
        group = self.at.group(list(reversed(chain)))
        start = self.at.at_token[first.i].mentions[-1].start if self.at.at_token[first.i].mentions else first.i
        weight, subject = weigh(first)
        mention = Candidate(start, candidate.end, first.i, "nominal", "coordination", quiet=True)
        mention.sentence, mention.paragraph = candidate.sentence, candidate.paragraph
        mention.quotation, mention.weight, mention.subject = candidate.quotation, weight + 5, subject
        self.at.add(group, mention)
        self.at.at_token[first.i] = chain[-1]
