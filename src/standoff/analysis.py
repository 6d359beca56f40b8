"""Analysis: one dispute with its verdicts, reasons and prospects; a thin front that delegates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from standoff.analyze.coalitions import CoalitionConcept, as_coalition
from standoff.analyze.concepts import DEFAULT
from standoff.analyze.hypergame import HypergameJudge
from standoff.analyze.listing import analysis_as_dict
from standoff.analyze.registry import find_concept
from standoff.errors import StandoffError
from standoff.judged import Judged

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from standoff.analyze.evolution import Evolution
    from standoff.analyze.prospects import Outlook
    from standoff.analyze.prospects.ranges import Extent
    from standoff.explain.advice import Mediation
    from standoff.explain.advice_conditions import Conditions, Counts
    from standoff.explain.advice_edits import StatementEdits
    from standoff.explain.doubt import Told
    from standoff.explain.witness import Reason
    from standoff.read.ledger import Ledger


class Analysis(Judged):
    """The verdicts of one dispute under several solution concepts.

    Parameters
    ----------
    dispute : Dispute
        As `standoff.load` returns it.
    concepts : iterable of str, optional
        The concepts that summaries show; any other can still be asked for by name.
    concept_of : mapping, optional
        Sides that follow a concept of their own, whatever concept is asked for: mixed behaviour.
    sanctions : str, optional
        ``legal-sequences`` (the definition), ``each-once`` (every opponent moves at most once) or
        ``single-opponent`` (one move of one opponent), as other programs and papers have it.
    return_to_s : bool, optional
        Whether being brought back to the state one left is a sanction, as the definitions have it.
        The published matrix form ignores it; False reproduces that.
    phase : str, optional
        A phase of the dispute, which is analyzed instead of the file as it stands.
    merged : iterable of iterable of str, optional
        Groups of sides, each of which acts as one player (see `standoff.analyze.merged.merge`).

    Raises
    ------
    StandoffError
        If the dispute's rules, moves or preferences do not fit together, or a concept is unknown.

    Examples
    --------
    >>> import standoff
    >>> analysis = standoff.Analysis(standoff.load("catalog:elmira"))
    >>> analysis.stable("Uniroyal", "SEQ")
    ('s1', 's4', 's5', 's8', 's9')
    >>> analysis.equilibria("SEQ")
    ('s5', 's8', 's9')
    """

    def to_dict(
        self,
        *,
        where: str | None = None,
        everything: bool = False,
        coalition: str | None = None,
        jumps: bool = False,
    ) -> dict[str, Any]:
        """Return exactly what ``standoff analyze --json`` prints.

        Parameters
        ----------
        where : str, optional
            An expression: only the states that satisfy it are listed.
        everything : bool, optional
            Whether to list more than the first 1,000 ids above 2^16 states.
        coalition : str, optional
            Sides joined by commas: only this coalition is listed under concepts of coalitions.
        jumps : bool, optional
            Whether to list the equilibrium jumps of each concept.
        """
        return analysis_as_dict(self, where, everything, coalition, jumps)

    def why(self, maker: str, state: str, concept: str) -> Reason:
        """Return the reason of one verdict: ``str()`` is the sentences, ``.witness`` the moves.

        Parameters
        ----------
        maker : str
            Id or name of a decision maker; for a concept of coalitions, several joined by commas.
        state : str
            Id, name or pattern of a state.
        concept : str
            Name of a solution concept. For one of all coalitions (``ucoal_GMR``), the verdict is that of all of them.

        Examples
        --------
        >>> import standoff
        >>> analysis = standoff.Analysis(standoff.load("catalog:elmira"))
        >>> print(analysis.why("MoE, Uniroyal", "s5", "coal_Nash").sentences[-3])
        So s5 is not coal_Nash stable for Ministry of the Environment and Uniroyal Chemical.
        """
        from standoff.explain.witness import reason

        found, model, place = find_concept(concept), self.model, self.model.states.find(state)
        if isinstance(found, CoalitionConcept):
            _ = self.judge.coalitions
            members = as_coalition(model, maker)
        else:
            members = (self.dispute.maker(maker),)
            found, model = self.concept_of.get(members[0], found), self.seen_by(members[0])
        return reason(model, members, place, found, sanctions=self.sanctions, return_to_s=self.return_to_s)

    def evolve(self, *, start: str | None = None, to: str | None = None) -> Evolution:
        """Return what can be reached from the status quo, or another state, by moves and by improvements."""
        from standoff.analyze.evolution import evolve

        return evolve(self.model, start=start, to=to)

    def prospects(
        self,
        *,
        start: str | None = None,
        to: str | None = None,
        vary: Extent = "all",
        progress: Callable[[str], None] = lambda _: None,
        **assumptions: Any,
    ) -> Outlook:
        """Return what could happen next, with its chances, and how they depend on the assumptions.

        Parameters
        ----------
        start, to : str, optional
            As in `evolve`.
        vary : {"all", "few", "none"}, optional
            Whether to vary the assumptions as well: all of them, or those that mostly matter.
        progress : callable, optional
            Takes what is being done; for long work.
        **assumptions
            ``initiative``, ``concede``, ``retract``, ``foresight``, ``concept``, ``improvements`` and ``concessions``,
            as `standoff.analyze.prospects.assume` takes them; sides with a concept of their own follow that.

        Examples
        --------
        >>> import standoff
        >>> seen = standoff.Analysis(standoff.load("catalog:elmira")).prospects(concede=0)
        >>> seen.to_dict()["future"]["ends"][0]["state"]
        's5'
        """
        from standoff.analyze.prospects import assume, outlook

        judge = self.judge
        if isinstance(judge, HypergameJudge):
            raise StandoffError(
                "the sides see this dispute differently, and prospects need one dispute that all of them see.",
                where="perceptions",
                mend="Leave the perceptions out, or look at one side's version.",
            )
        own = {self.model.makers[side]: concept.name for side, concept in self.concept_of.items()}
        if own and assumptions.get("concept") is None:
            assumptions["concept"] = own
        assumed = assume(self.dispute, **assumptions)
        return outlook(judge, assumed, start=start, to=to, vary=vary, progress=progress)

    def robustness(
        self,
        *,
        samples: int | None = None,
        seed: int = 1,
        doubt: Mapping[str, Any] | None = None,
        target: str | None = None,
        ledgers: Sequence[Ledger] | None = None,
        texts: Mapping[str, str] | None = None,
        exact: bool | None = None,
        distances: bool = True,
        executor: Executor | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Told:
        """Return under what share of plausible preferences verdicts survive, and what they hang on.

        Parameters
        ----------
        samples : int, optional
            How many preferences are drawn; 10,000, or fewer for a large dispute, if left out.
        seed : int, optional
            The same seed gives the same figures, whatever runs the work.
        doubt : mapping, optional
            Probabilities of the model of doubt that are not the default ones: see
            `standoff.analyze.robustness.doubt.Doubt`.
        target : str, optional
            An expression to follow beside the named outcomes.
        ledgers : sequence of Ledger, optional
            The ledgers of the reports, which know what is said with reserve or weakly.
        texts : mapping of str to str, optional
            The texts of the sources by their ids, so that passages can be quoted.
        exact : bool, optional
            Whether all plausible preferences are enumerated; if left out, where there are few enough.
        distances : bool, optional
            Whether to look for the smallest changes that flip equilibria.
        executor : concurrent.futures.Executor, optional
            Where samples are judged, such as ``dask.distributed.Client().get_executor()``.
        progress : callable, optional
            Called with (preferences done, preferences in all).

        Returns
        -------
        Told
            ``str()`` is the sentences, ``to_dict()`` what ``standoff robustness --json`` prints.

        Raises
        ------
        StandoffError
            If there is nothing to doubt, a number is no probability, no sample is asked for, or the dispute is
            too large.

        Examples
        --------
        >>> import standoff
        >>> told = standoff.Analysis(standoff.load("catalog:chicken"), concepts=["Nash"]).robustness()
        >>> told.exact, told.equilibrium("Nash", "s2").share
        (True, 0.672)
        """
        from standoff.explain.doubting import robustness
        from standoff.read.hedges import hedged_passages

        return robustness(
            self._unmerged,
            concepts=[concept.name for concept in self.concepts],
            concept_of={self.dispute.decision_makers[side].id: own.name for side, own in self.concept_of.items()},
            sanctions=self.sanctions,
            return_to_s=self.return_to_s,
            merged=self.merged,
            samples=samples,
            seed=seed,
            doubt=doubt,
            target=target,
            hedged=None if ledgers is None else hedged_passages(self.dispute, ledgers),
            texts=texts,
            exact=exact,
            look_for_distances=distances,
            executor=executor,
            progress=progress,
        )

    def mediate(
        self,
        target: str,
        concept: str = "SEQ",
        *,
        fix: Iterable[str] = (),
        limit: int | None = None,
        break_: bool = False,
        weights: Mapping[str | tuple[str, str, str], int | float | str | Fraction] | None = None,
        seconds: float | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Mediation:
        """Return the smallest change of preferences that makes a state an equilibrium, proved smallest.

        Parameters
        ----------
        target : str
            A state by id, name or pattern, or an expression; of several states the cheapest is taken.
        concept : str, optional
            Nash, GMR, SMR, SEQ or SSEQ; sides in ``concept_of`` keep their own.
        fix : iterable of str, optional
            Sides whose preferences stay.
        limit : int, optional
            List all smallest changes, at most so many.
        break_ : bool, optional
            Ask for the smallest change that makes an equilibrium fall instead.
        weights : mapping, optional
            What a changed pair costs: by side, or by (side, state, state); 1 where nothing is said.
        seconds : float, optional
            How long to search at most; then the best answer is given with the proved bound.
        progress : callable, optional
            Hears, in words, how the search goes.

        Returns
        -------
        Mediation
            ``str()`` is the answer in sentences, ``to_dict()`` what ``standoff mediate --json`` prints.

        Raises
        ------
        StandoffError
            If the target means no state, the concept or the preferences are not of the kinds named, or the dispute
            is too large.

        Examples
        --------
        >>> import standoff
        >>> advice = standoff.Analysis(standoff.load("catalog:elmira")).mediate("s3", "SEQ")
        >>> advice.cost, advice.changes
        (Fraction(1, 1), ({'decision_maker': 'Uniroyal', 'pair': ['s3', 's9'], 'from': '<', 'to': '>'},))
        """
        from standoff.analyze.mediation.hunt import find
        from standoff.analyze.mediation.question import pose
        from standoff.explain.advice import Mediation

        question = pose(
            self.model,
            target,
            concept,
            concept_of=self.concept_of,
            fix=fix,
            weights=weights,
            sanctions=self.sanctions,
            return_to_s=self.return_to_s,
            breaking=break_,
            perceived=self.hypergame is not None,
        )
        found = find(question, every=limit, seconds=seconds, progress=progress)
        return Mediation(found, self.model, bool(weights))

    def mediate_statements(self, target: str, concept: str = "SEQ", **asked: Any) -> StatementEdits:
        """Return the smallest set of edits of statements and facts that makes a state an equilibrium.

        Parameters
        ----------
        target, concept : str
            As in `mediate`.
        **asked
            ``fix``, ``may_say``, ``weights``, ``most``, ``limit``, ``seconds`` and ``progress``, as
            `standoff.explain.advice_edits.mediate_statements` takes them.

        Examples
        --------
        >>> import standoff
        >>> found = standoff.Analysis(standoff.load("catalog:two_banks")).mediate_statements("deal", "Nash")
        >>> found.cost, standoff.Analysis(found.dispute).equilibria("Nash")
        (Fraction(2, 1), ('s1', 's4'))
        """
        from standoff.explain.advice_edits import mediate_statements

        return mediate_statements(self, target, concept, **asked)

    def conditions(self, target: str, concepts: Iterable[str] = DEFAULT) -> Conditions:
        """Return what each side must prefer for a state to hold, as `standoff.explain.advice_conditions` finds it."""
        from standoff.explain.advice_conditions import conditions

        return conditions(self, target, concepts)

    def count_rankings(self, target: str, concepts: Iterable[str] = DEFAULT) -> Counts:
        """Return how many of all strict rankings of each side keep a state stable for it.

        Examples
        --------
        >>> import standoff
        >>> counts = standoff.Analysis(standoff.load("catalog:syria_iraq_1975")).count_rankings("s2", ["SEQ"])
        >>> [(row[0].stable, row[0].rankings) for row in counts.by_side]
        [(384, 720), (540, 720)]
        """
        from standoff.explain.advice_conditions import rankings

        return rankings(self, target, concepts)

    def widget(self) -> Any:
        """Return the interactive page as a widget for notebooks, as `standoff.show.notebook.widget` makes it."""
        from standoff import widget

        return widget(self)

    def _repr_html_(self) -> str:
        """Return the verdict and the equilibria as notebooks show them."""
        from standoff import as_html

        return as_html(self)
