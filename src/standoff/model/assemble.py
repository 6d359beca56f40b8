"""From a document to a dispute: what the keys mean together, with every error noted at its place."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import PurePath
from typing import Any

from standoff.model.assemble_ids import check_ids
from standoff.model.assemble_preferences import read_preferences
from standoff.model.assemble_versions import check_versions, read_attitudes, read_perceptions, read_phases
from standoff.model.dispute import (
    Arc,
    DecisionMaker,
    Dispute,
    NamedState,
    OpenQuestion,
    Option,
    Outcome,
    Rule,
    RuleKind,
    Source,
    StatusQuo,
)
from standoff.model.document import Document
from standoff.model.merging import is_graph_form
from standoff.model.problems import Problems, as_mapping, find_repeated_keys, validate
from standoff.model.schema import DisputeKeys, GraphForm, MakerKeys, OptionForm, RuleKeys
from standoff.model.schema_values import Arcs
from standoff.model.scope import NUMBERED, Scope
from standoff.model.statements import Expression, names
from standoff.model.tree import Path

RULE_KINDS: tuple[RuleKind, ...] = ("never", "requires", "mutually_exclusive", "at_least_one", "exactly_one")


def assemble(document: Document, path: str | None) -> Dispute:
    """Make a dispute of a document.

    Raises
    ------
    FileErrors
        With everything that is wrong, each at its place and in the order of the file.
    """
    dispute, problems = collect(document, path)
    problems.raise_all()
    assert dispute is not None
    return dispute


def collect(
    document: Document,
    path: str | None,
    *,
    unseen: frozenset[str] = frozenset(),
    own: frozenset[Path] = frozenset(),
) -> tuple[Dispute | None, Problems]:
    """Make a dispute of a document as far as possible, together with what is wrong.

    Parameters
    ----------
    document : Document
        The file, or a version of it.
    path : str or None
        The file's path.
    unseen : frozenset of str
        Listed states that the version has no more, and that what it inherits may still name.
    own : frozenset of tuple
        Paths of what the version does not inherit.
    """
    problems = Problems(document)
    data = document.data
    if "standoff" not in data:
        close = get_close_matches("standoff", list(data), n=1)
        mend = f"Rename `{close[0]}` to `standoff`." if close else "Start the file with `standoff: 1`."
        problems.add((), "This is no dispute file: the key `standoff` is missing.", mend)
        return None, problems
    if not (isinstance(data["standoff"], str) and data["standoff"] == "1"):
        what = f"This program reads version 1 of the format, not {data['standoff']!s:.40}."
        problems.add(("standoff",), what, "Write `standoff: 1`.")
        return None, problems
    find_repeated_keys(problems)
    graph_form = is_graph_form(data)
    scope = Scope(data, problems, graph_form=graph_form, unseen=unseen, own=own)
    keys = validate(problems, GraphForm if graph_form else OptionForm, data)
    if keys is None:
        return None, problems
    dispute = _Assembler(keys, scope, problems).dispute(document, path)
    check_versions(dispute, problems, collect)
    return dispute, problems


class _Assembler:
    """Reads the validated keys of one document; the checks of words lie in `Scope`."""

    def __init__(self, keys: Any, scope: Scope, problems: Problems) -> None:
        self.keys: DisputeKeys = keys
        self.scope = scope
        self.problems = problems

    def dispute(self, document: Document, path: str | None) -> Dispute:
        """Read everything."""
        keys = self.keys
        check_ids(keys, self.scope, self.problems)
        if not self.scope.graph_form and not self.scope.options:
            what = "The dispute has neither options nor a list of states."
            self.problems.add(("decision_makers",), what, "Give at least one side options.", key=True)
        facts = keys.facts
        option_form = keys if isinstance(keys, OptionForm) else None
        return Dispute(
            title=keys.title or default_title(path),
            about=keys.about,
            sources=tuple(Source(**source.model_dump()) for source in keys.sources or ()),
            decision_makers=tuple(self.maker(index, maker) for index, maker in enumerate(keys.decision_makers)),
            facts={name: fact.value for name, fact in facts.items()},
            fact_support={name: self.scope.support(("facts", name), fact) for name, fact in facts.items()},
            rules=self.rules(option_form.feasibility) if option_form else (),
            coalesce=self.coalesce(option_form.coalesce) if option_form else (),
            status_quo=self.status_quo(),
            preferences=read_preferences(keys, self.scope, self.problems),
            unlisted=keys.unlisted,
            outcomes=self.outcomes(),
            open_questions=self.questions(),
            states=self.states(),
            arcs=self.arcs(("moves",), keys.moves) if isinstance(keys, GraphForm) else None,
            added=self.arcs(("moves", "add"), option_form.moves.add) if option_form else {},
            forbidden=self.arcs(("moves", "forbid"), option_form.moves.forbid) if option_form else {},
            attitudes=read_attitudes(keys, self.scope),
            perceptions=read_perceptions(keys, self.scope, self.problems),
            phases=read_phases(keys, self.scope, self.problems),
            path=path,
            sha256=document.sha256,
            document=document,
        )

    def maker(self, index: int, keys: MakerKeys) -> DecisionMaker:
        """Read one side and its options."""
        at = ("decision_makers", index)
        options = []
        for number, option in enumerate(keys.options):
            here = (*at, "options", number)
            for k, other in enumerate(option.shared_with):
                if self.scope.check_maker((*here, "shared_with", k), other) and other == keys.id:
                    mend = "Name the other sides only."
                    self.problems.add((*here, "shared_with", k), f"{other} has the option already.", mend)
            support = self.scope.support(here, option)
            name = option.name or option.id
            options.append(Option(option.id, name, option.moves, tuple(option.shared_with), support))
        return DecisionMaker(keys.id, keys.name or keys.id, tuple(options), self.scope.support(at, keys))

    def rules(self, all_keys: list[RuleKeys]) -> tuple[Rule, ...]:
        """Read the feasibility rules."""
        rules = []
        for index, keys in enumerate(all_keys):
            at = ("feasibility", index)
            given = as_mapping(self.problems.raw(at))
            kinds = [kind for kind in RULE_KINDS if given.get(kind) is not None]
            if len(kinds) == 1 and getattr(keys, kinds[0]) is None:
                continue
            if not kinds and given.keys() - RuleKeys.model_fields.keys():
                continue  # Its kind is misspelled, which is noted already.
            if len(kinds) != 1:
                what = "A rule has one kind" + (f", not {' and '.join(kinds)}." if kinds else ".")
                mend = "Write each as a rule of its own." if kinds else f"Known: {', '.join(RULE_KINDS)}."
                self.problems.add(at, what, mend)
                continue
            rules.append(Rule(kinds[0], self.rule_members(at, kinds[0], keys), self.scope.support(at, keys)))
        return tuple(rules)

    def rule_members(self, at: tuple[str | int, ...], kind: RuleKind, keys: RuleKeys) -> tuple[Expression, ...]:
        """Read the expressions of one rule."""
        if keys.never is not None:
            return (self.scope.expression((*at, kind), keys.never),)
        if keys.requires is not None:
            return (
                self.scope.expression((*at, kind, "if"), keys.requires.condition),
                self.scope.expression((*at, kind, "then"), keys.requires.consequence),
            )
        members: list[str] = getattr(keys, kind)
        if not members:
            self.problems.add((*at, kind), f"{kind} is empty.", "List the options that it is about.")
        return tuple(self.scope.expression((*at, kind, k), text) for k, text in enumerate(members))

    def coalesce(self, texts: list[str]) -> tuple[Expression, ...]:
        """Read the classes of states that become one."""
        return tuple(self.scope.expression(("coalesce", k), text) for k, text in enumerate(texts))

    def status_quo(self) -> StatusQuo | None:
        """Read where the dispute stands."""
        keys = self.keys.status_quo
        if keys is None:
            return None
        at = ("status_quo",)
        support = self.scope.support(at, keys)
        given = self.problems.raw(at)
        if isinstance(given, dict) and (given.get("taken") is None) == (given.get("state") is None):
            self.problems.add(at, "The status quo is given by `taken` or by `state`.", "Give one of them.")
        if keys.taken is not None and self.scope.graph_form:
            self.problems.add(at, "A dispute without options has no options taken.", "Give the id of a state.")
            return None
        if keys.state is not None:
            self.scope.check_state((*at, "state"), keys.state)
        for index, option in enumerate(keys.taken or ()):
            here = (*at, "taken", index) if isinstance(given, dict) else (*at, index)
            self.scope.check_option(here, option)
        return StatusQuo(None if keys.taken is None else tuple(keys.taken), keys.state, support)

    def outcomes(self) -> tuple[Outcome, ...]:
        """Read the outcomes; one that is defined by itself, also by way of others, is an error."""
        found = []
        for name, keys in self.keys.outcomes.items():
            expression = self.scope.expression(("outcomes", name, "is"), keys.expression)
            found.append(Outcome(name, expression, self.scope.support(("outcomes", name), keys)))
        waiting = {outcome.id: names(outcome.expression) for outcome in found}
        ready = [name for name, used in waiting.items() if not used & waiting.keys()]
        while ready:
            for name in ready:
                del waiting[name]
            ready = [name for name, used in waiting.items() if not used & waiting.keys()]
        if waiting:
            first = next(iter(waiting))
            what, mend = f"The outcome {first} is defined by itself.", "Define it without its own name."
            if len(waiting) > 1:
                what = f"The outcomes {', '.join(waiting)} are defined by each other."
                mend = "Define one of them without the others."
            self.problems.add(("outcomes", first), what, mend, key=True)
        return tuple(found)

    def questions(self) -> tuple[OpenQuestion, ...]:
        """Read the open questions."""
        return tuple(
            OpenQuestion(q.id, q.about, q.ask, tuple(q.choices), self.scope.support(("open_questions", k), q))
            for k, q in enumerate(self.keys.open_questions)
        )

    def states(self) -> tuple[NamedState, ...]:
        """Read the listed states (graph form) or the names of states (option form)."""
        for index, state in enumerate(self.keys.states):
            at = ("states", index)
            if self.scope.graph_form:
                if state.pattern is not None:
                    self.problems.add((*at, "is"), "A dispute without options has no patterns.", "Leave out `is`.")
            elif state.pattern is None:
                if "is" in as_mapping(self.problems.raw(at)):
                    continue
                self.problems.add(at, f"The state {state.id} has no pattern.", "Add `is:` with its pattern.")
            else:
                if state.pattern.strip("YN-"):
                    self.problems.add((*at, "is"), f"{state.pattern} is no pattern.", "Use Y, N and - only.")
                self.scope.check_state((*at, "is"), state.pattern)
                if NUMBERED.fullmatch(state.id) or not state.id.strip("YN"):
                    what = f"The name {state.id} could be taken for a number or pattern of a state."
                    self.problems.add((*at, "id"), what, "Choose another id.")
        if self.scope.graph_form and not self.scope.states:
            self.problems.add(("states",), "The dispute has no states.", "List them under `states`.", key=True)
        return tuple(
            NamedState(state.id, state.name, state.pattern, self.scope.support(("states", k), state))
            for k, state in enumerate(self.keys.states)
        )

    def arcs(self, at: tuple[str, ...], moves: Arcs) -> dict[str, tuple[Arc, ...]]:
        """Read moves, given side by side."""
        result = {}
        for side, pairs in moves.items():
            self.scope.check_maker((*at, side), side, key=True)
            for index, pair in enumerate(pairs):
                for k, state in enumerate(pair):
                    self.scope.check_state((*at, side, index, k), state)
                if pair[0] == pair[1]:
                    self.problems.add((*at, side, index), f"The move from {pair[0]} to itself is none.", "Take it out.")
            result[side] = tuple((a, b) for a, b in pairs)
        return result


def default_title(path: str | None) -> str:
    """Return a title for a dispute without one."""
    return PurePath(path).name.split(".")[0] if path else "A dispute"
