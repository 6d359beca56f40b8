"""All wording of robustness: how far verdicts hold under doubt, what they hang on, and what was taken as plausible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from standoff.analyze.robustness.distances import Distance
from standoff.analyze.robustness.doubt import Part
from standoff.analyze.robustness.found import Answer, Robustness
from standoff.analyze.robustness.hinges import Hinge
from standoff.analyze.robustness.listing import by_relevance, quoted, robustness_as_dict
from standoff.explain.doubt_words import (
    distance_words,
    distances_words,
    doubt_sentences,
    per_cent,
    reliability_words,
    round_per_cent,
)
from standoff.explain.names import Names, counted, listing, ordinal

FEW = 3
LONGEST_QUOTE = 90
SILENCE = {"asked-not-done": "asked for and not done", "doing": "being done"}
WEIGHTY = 0.005
"""What a part must add to the share to be worth a sentence."""


@dataclass(frozen=True)
class Told:
    """How robust the verdicts of a dispute are, for people: ``str()`` is the sentences.

    Attributes
    ----------
    found : Robustness
        Shares, intervals and hinges.
    distances : mapping of (concept, state) to Distance
        The smallest changes that flip equilibria, as far as they were looked for.
    texts : mapping of str to str
        The texts of the sources that are at hand, so that passages can be quoted.
    """

    found: Robustness
    distances: Mapping[tuple[str, str], Distance] = field(default_factory=dict, repr=False)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def exact(self) -> bool:
        """Whether all plausible preferences were enumerated."""
        return self.found.exact

    @property
    def preferences(self) -> int:
        """How many preferences the shares are of."""
        return self.found.preferences

    def equilibrium(self, concept: str, state: str) -> Answer:
        """Return how an equilibrium fares; of a state that is none, how that fares."""
        return self.found.equilibrium(concept, state)

    def stability(self, concept: str, state: str, maker: str) -> Answer:
        """Return how the verdict on one state for one side fares."""
        return self.found.stability(concept, state, maker)

    def outcome(self, concept: str, outcome: str, *, by_improvements: bool = False) -> Answer:
        """Return how it fares that some equilibrium, or one that improvements reach, brings an outcome."""
        return self.found.outcome(concept, outcome, by_improvements=by_improvements)

    def hinges(self, concept: str, state: str, maker: str | None = None) -> tuple[Hinge, ...]:
        """Return what a verdict, or without a side an equilibrium, hangs on, most first."""
        return self.found.hinges(self.found.cell(concept, state, maker))

    def to_dict(self) -> dict[str, Any]:
        """Return exactly what ``standoff robustness --json`` prints."""
        return robustness_as_dict(self.found, self.distances, self.texts) | {
            "basis_words": self.basis,
            "doubt_words": list(self.doubts),
            "sentences": list(self.sentences),
        }

    def __str__(self) -> str:
        return "\n".join([self.basis, *self.sentences, *self.doubts])

    # ------------------------------------------------------------------ the basis

    @cached_property
    def basis(self) -> str:
        """Say what the shares are shares of."""
        found = self.found
        if found.exact:
            if found.preferences == 1:
                return "There is one plausible preference of all sides together, so the shares are exact."
            return (
                f"There are {found.preferences:,} plausible preferences of all sides together; each counts "
                "with its probability, so the shares are exact."
            )
        reserve = " The dispute is large, so fewer were drawn than the usual 10,000." if found.fewer else ""
        drawn = counted(found.preferences, "plausible preference was", "plausible preferences were").capitalize()
        return f"{drawn} drawn, with seed {found.seed}; a share stands with its 95% interval.{reserve}"

    @cached_property
    def sourced(self) -> bool:
        """Whether any part of the preferences cites a passage or is presumed."""
        return any(part.mark not in ("unsourced", "unknown") for part in self.found.bench.parts)

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """Say what was taken as plausible, as far as it bears on this dispute."""
        return tuple(doubt_sentences(self.found))

    # --------------------------------------------------------------- the sentences

    @cached_property
    def names(self) -> Names:
        """What sides, options and states are called."""
        return Names(self.found.bench.model)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The states that are equilibria, or plausibly are, those first of which people want to hear."""
        return tuple(by_relevance(self.found))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Say how equilibria and outcomes fare, the status quo first."""
        self.__dict__.pop("names", None)
        now = [state for state in self.order if self.found.bench.equilibria[:, state].any()]
        told = [line for state in now[:FEW] for line in self._state(state)]
        if len(now) > FEW:
            more = counted(len(now) - FEW, "more equilibrium is", "more equilibria are")
            told.append(f"{more[:1].upper()}{more[1:]} in the table.")
        return (*told, *self._outcomes())

    def alike(self, state: int, concepts: Iterable[int]) -> list[list[int]]:
        """Return the concepts that say the same of a state together: verdict, share, and what it hangs on most."""
        found, bench = self.found, self.found.bench
        groups: dict[tuple[Any, ...], list[int]] = {}
        for concept in concepts:
            cell = bench.cell(concept, state)
            first = tuple(hinge.number for hinge in found.hinges(cell)[:1])
            groups.setdefault((bool(bench.base[cell]), found.answer(cell).share, first), []).append(concept)
        return list(groups.values())

    def distances_of(self, state: int, concepts: Iterable[int]) -> list[Distance]:
        """Return the different smallest changes that are known for some concepts, the smallest first."""
        bench = self.found.bench
        ident = bench.model.states.id(state)
        known = [self.distances.get((bench.concepts[concept].name, ident)) for concept in concepts]
        kept: dict[int | None, Distance] = {}
        for distance in known:
            if distance is not None:
                proved = distance.proved and kept.get(distance.cost, distance).proved
                kept[distance.cost] = Distance(distance.possible, distance.cost, proved)
        return sorted(kept.values(), key=lambda distance: (not distance.possible, distance.cost or 0))

    def _state(self, state: int) -> Iterator[str]:
        """Say how one equilibrium fares."""
        found, bench = self.found, self.found.bench
        holding = [concept for concept in range(len(bench.concepts)) if bench.equilibria[concept, state]]
        for concepts in self.alike(state, holding):
            cell = bench.cell(concepts[0], state)
            under = listing([bench.concepts[concept].name for concept in concepts])
            share = self.share(found.answer(cell))
            yield f"{self.names.state(bench.model.states.id(state))} stays an equilibrium under {under} {share}."
            hinges = found.hinges(cell)
            yield from self._hanging(hinges, "it would fall")
            distances = self.distances_of(state, concepts)
            if len(distances) == 1:
                yield f"  {distance_words(distances[0], holds=True)}"
            elif distances:
                yield f"  {distances_words(distances)}"
            if hinges and self.sourced:
                yield f"  {reliability_words(found.reliability(hinges))}"

    def share(self, answer: Answer) -> str:
        """Return a share with its interval and its basis."""
        count = f"{self.found.preferences:,} plausible preferences"
        if self.exact:
            return (
                f"in all {count}" if answer.share == 1 else f"in {per_cent(answer)} of the {count} by their probability"
            )
        if answer.share == 1 and answer.interval is not None:
            return f"in all of {count} (95% interval from {100 * answer.interval[0]:.4g}%)"
        return f"in {per_cent(answer)} of {count}"

    def _hanging(self, hinges: tuple[Hinge, ...], falls: str) -> Iterator[str]:
        """Say what a verdict hangs on most."""
        if not hinges:
            return
        first = hinges[0]
        if first.weight > WEIGHTY and first.part.kind == "pair":
            one, other = (round_per_cent(share or 0.0) for share in (first.kept_undisturbed, first.kept_disturbed))
            yield f"  It hangs most on {self.part(first.part)}: {one} in the first case, {other} in the second."
        elif first.weight > WEIGHTY:
            sure = round_per_cent(first.kept_undisturbed or 0.0)
            yield f"  It hangs most on {self.part(first.part)}: where that stands firm, the share is {sure}."
        elif first.decisive:
            yield f"  What is in doubt hardly shakes it, but {falls} {self.tried(first)}."

    def tried(self, hinge: Hinge) -> str:
        """Say what alone, put otherwise, makes another verdict."""
        part, flips = hinge.part, {what for what, flips in hinge.trials.items() if flips}
        side = self.side(part)
        if part.kind == "step":
            better, worse = part.text.split(" > ")
            return (
                f"if {side} found {better} and {worse} equal"
                if "made equal" in flips
                else (f"if {side} preferred {worse} to {better}")
            )
        if "left out" in flips:
            return f"without {self.part(part)}"
        return f"if {side} wanted the opposite of its {ordinal(part.place)} statement, {self.statement(part)}"

    def side(self, part: Part) -> str:
        """Return the name of the side whose part it is."""
        return self.names.side(self.found.bench.model.makers[part.side])

    def part(self, part: Part) -> str:
        """Return a part in words, with what it rests on."""
        side = self.side(part)
        if part.kind == "pair":
            return f"whether {side} prefers {part.text}, which is unknown"
        if part.kind == "step":
            better, worse = part.text.split(" > ")
            return f"{side}’s preference for {better} over {worse}{self.support(part)}"
        return f"{side}’s {ordinal(part.place)} statement, {self.statement(part)}{self.support(part)}"

    def statement(self, part: Part) -> str:
        """Return a statement with the names of options; the side's own need not be said to be its own."""
        maker = self.found.bench.dispute.decision_makers[part.side]
        entry = self.found.bench.dispute.preferences[maker.id]
        names = Names(self.found.bench.model)
        names.options |= {option.id: names.own[option.id] for option in maker.options}
        return names.statement((entry.statements or ())[part.place - 1].expression)

    def support(self, part: Part) -> str:
        """Return a clause about what a part rests on, with the words of its first passage where they are at hand."""
        cited = part.support.evidence
        place = listing([str(passage) for passage in cited], most=2) if cited else ""
        words = next((text for passage in cited if (text := quoted(self.texts, passage))), None)
        if words is not None:
            short = " ".join(words.split())
            short = short if len(short) <= LONGEST_QUOTE else f"{short[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
            place = f"{place}: “{short}”"
        bracket = f" ({place})" if place else ""
        if part.mark == "presumed":
            kind = SILENCE.get(part.support.presumed or "", "")
            return f", which is only presumed{f' from what is {kind}' if kind else ''}{bracket}"
        clause = {
            "contested": ", which is contested",
            "hedged": ", which the reports give only with reserve or weakly",
            "unsourced": ", for which the file cites no source" if self.sourced else "",
        }.get(part.mark, "")
        return f"{clause}{bracket}"

    def _outcomes(self) -> Iterator[str]:
        """Say how the outcomes fare."""
        bench = self.found.bench
        for name in bench.outcomes:
            for by_improvements in (False, True) if bench.follows_paths else (False,):
                yield from self._outcome(name, by_improvements)

    def _outcome(self, name: str, by_improvements: bool) -> Iterator[str]:
        found, bench = self.found, self.found.bench
        groups: dict[tuple[bool, float], list[str]] = {}
        for concept in bench.concepts:
            answer = found.outcome(concept.name, name, by_improvements=by_improvements)
            groups.setdefault((answer.holds, answer.share), []).append(concept.name)
        reached = " that improvements reach from the status quo" if by_improvements else ""
        for (holds, _), concepts in groups.items():
            cell = found.outcome_cell(concepts[0], name, by_improvements=by_improvements)
            answer = found.answer(cell)
            which = "Some" if holds else "No"
            under = listing(concepts, word="or")
            yield (f"{which} equilibrium under {under}{reached} brings {name}; that stays so {self.share(answer)}.")
            yield from self._hanging(found.hinges(cell), "it would be otherwise")
