"""Every heading, label and sentence that tables and pages write, in one catalogue: a translation replaces this.

Reasons have their wording in `standoff.explain`; what stands in a dispute or a report is never translated.
In the sentences, ``{name}`` is filled in; a key in ``NUMBERED`` has one form for one and one for other numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from standoff.show.texts_exports import EXPORTS
from standoff.show.texts_outlook import OUTLOOK
from standoff.show.texts_robustness import ROBUSTNESS

LANGUAGE: Final = "en"

NUMBERED: Final = {
    "states": ("1 state", "{n:,} states"),
    "equilibria": ("1 equilibrium", "{n:,} equilibria"),
    "other equilibria": ("1 other equilibrium lies", "{n:,} other equilibria lie"),
    "elements": ("1 element", "{n:,} elements"),
    "open questions": ("1 question is open", "{n:,} questions are open"),
    "presumptions": ("the presumption", "the {n:,} presumptions"),
    "questions counted": ("1 open question", "{n:,} open questions"),
    "presumptions counted": ("1 presumption", "{n:,} presumptions"),
    "equilibria beside": ("1 other equilibrium", "{n:,} other equilibria"),
    "more": ("1 more", "{n:,} more"),
    "differences": ("and 1 more", "and {n:,} more"),
    "moves": ("1 move", "{n:,} moves"),
}

TEXTS: Final = {
    "at phase": "{title} (phase {phase})",
    "found at phase": "What was found at the phase {phase}",
    "read first": "{counts}: read {draft} against the marked reports before you trust this.",
    # words for states
    "and": "{first} and {last}",
    "or joined": "{first} or {last}",
    "side does": "{side}: {what}",
    "nothing taken": "no option is taken",
    "quoted": "“{option}”",
    "quoted of side": "“{option}” ({side})",
    "option of side": "{option} ({side})",
    "option of side dropped": "{option} given up ({side})",
    "state": "{id} ({words})",
    # what was found
    "quo unknown": "The dispute states no status quo, so nothing can be said about where improvements lead.",
    "verdict stands still": (
        "A stalemate: no side gains by moving away from the status quo, {states}; "
        "no side does for another what it does not want itself{outcomes}."
    ),
    "verdict stalemate": (
        "A stalemate: where the sides’ own improvements lead ({states}), "
        "no side does for another what it does not want itself{outcomes}."
    ),
    "verdict mixed": "Improvements may end in a stalemate or move on: they lead to {states}.",
    "verdict moves": "Not a stalemate: the sides’ own improvements lead to {states}.",
    "verdict graph": "The sides’ own improvements lead from the status quo to {states}.",
    "verdict unsettled": "Nothing settles: the sides’ own improvements lead to no state that is an equilibrium.",
    "no outcomes": ", and nothing comes of {outcomes}",
    "quo holds": "In the status quo, {state}, no side gains by moving alone: it is an equilibrium under {concepts}.",
    "quo holds partly": (
        "The status quo, {state}, is an equilibrium under {concepts}, but not under {others}: {movers}."
    ),
    "quo deterred": (
        "The status quo, {state}, is an equilibrium under {concepts}, though not for want of wishes: {movers}."
    ),
    "quo moves": "The status quo, {state}, is no equilibrium: {movers}.",
    "move to": "move to another state",
    "would move": "{side} would rather {move} ({state})",
    "content": "{sides} have nothing to gain by moving",
    "content one": "{sides} has nothing to gain by moving",
    "held by content": "There no side could gain by moving alone.",
    "held by fear": "There a side that moved for its gain would be answered at its cost.",
    "stays": "Improvements lead from it to no other equilibrium.",
    "leads to": "From it, improvements lead to {count}: {states}.",
    "leads nowhere": "Improvements from it pass through states that do not hold.",
    "under": "{state}, under {concepts}",
    "all concepts": "all {n} concepts",
    "not stalemate": "In {state} more happens: {what}.",
    "gained": "“{outcome}” comes about",
    "undone": "Asked for by another side and left undone: {options}.",
    "apart": "{count} apart, where improvements alone do not lead: {examples}.",
    "apart needs": "{state} would take {what}",
    "apart more": "… and {n:,} more",
    "brings": "{state}, where {outcomes} would come about,",
    "takes either": "a joint move of {joint}, or a concession by {sides}",
    "takes joint move": "a joint move of {sides}",
    "apart never": "{state} can no longer be reached by any moves",
    "marks": "The model has {count}: {parts}.",
    "marks none": "The model cites no report: its {count} are a person’s own.",
    "mark evidenced": "{n} evidenced",
    "mark contested": "{n} contested",
    "mark presumed": "{n} presumed",
    "mark unsourced": "{n} without a source",
    "with option": "{taken} by {side}",
    "without option": "without {given} by {side}",
    "with option instead": "{taken} by {side}, instead of {given}",
    "without presumptions same": "Without {presumptions} the equilibria would be the same.",
    "without presumptions kept": (
        "Without {presumptions} there would be {after} instead of {before} under {concept}, and improvements "
        "would still lead from the status quo to stalemates only."
    ),
    "without presumptions more": (
        "Without {presumptions} there would be {after} instead of {before} under {concept}, and improvements "
        "would lead from the status quo also to {states}."
    ),
    "without presumptions fewer": "Without {presumptions} there would be {after} instead of {before} under {concept}.",
    "not contained": "The model does not contain {parts}.",
    "not contained optionless": "what {sides} could do (no option of theirs is named)",
    "not contained rest": "anything that the reports do not mention",
    "not contained rest unsourced": "anything that its file does not state",
    "open questions said": "{count}, listed below; an answer may change what is said here.",
    "rule never": "never: {members}",
    "rule requires": "{condition} requires {consequence}",
    "rule mutually_exclusive": "at most one of {members}",
    "rule at_least_one": "at least one of {members}",
    "rule exactly_one": "exactly one of {members}",
    # headings and labels
    "found": "What was found",
    "unsettled": "What could not be settled",
    "sides and options": "Sides and options",
    "states and verdicts": "States and verdicts",
    "equilibria heading": "Equilibria",
    "reachable heading": "Reached from the status quo by improvements",
    "concession meaning": (
        "A concession is a move that its mover does not prefer; a joint move is one that all its movers "
        "prefer, each for the others’ part in it."
    ),
    "all short": "all {n}",
    "apart heading": "Apart: not reached without a joint move or a concession",
    "no quo heading": "All equilibria (the dispute states no status quo)",
    "none": "none",
    "reasons": "Reasons",
    "reasons hold": "Why the predicted states hold",
    "reasons leave": "Who would leave the others",
    "picture": "Moves from the status quo",
    "open questions heading": "Open questions",
    "reports": "The reports, with the evidence marked",
    "contents": "Contents",
    "status quo": "status quo",
    "status quo heading": "Status quo",
    "equilibrium": "Equilibrium",
    "stable": "stable",
    "unstable": "not stable",
    "yes": "taken",
    "no": "not taken",
    "either": "either",
    "option": "Option",
    "side": "Side",
    "prefers": "Prefers, most important first",
    "prefers ranking": "Prefers, best first",
    "prefers weights": "Weighs its options",
    "prefers pairs": "Prefers",
    "pair by pair": "given pair by pair",
    "prefers nothing": "No preference is stated.",
    "no options": "no option of its own",
    "takes joint": "a joint move of {sides} from {start}, which each of them prefers",
    "takes concession": "a concession by {sides}",
    "takes nothing known": "several sides’ moves",
    "takes impossible": "no moves lead there any more",
    "path start": "the status quo itself",
    "stalemate": "stalemate",
    "conceded": "conceded: {what}",
    "evidenced": "evidenced",
    "contested": "contested",
    "presumed": "presumed",
    "unsourced": "no source",
    "presumed asked-not-done": "asked for, not done, nothing said",
    "presumed doing": "is doing it",
    "take only": "once taken, it stays",
    "drop only": "once given up, it is gone",
    "shared": "shared with {sides}",
    "status quo taken": "in place now",
    "rules": "What rules out states",
    "outcomes": "Named outcomes",
    "facts": "Facts",
    "choices": "Possible answers: {choices}.",
    "about element": "about {about}",
    "left out states": (
        "{n:,} other states are left out of this table: it shows the status quo, the equilibria and what "
        "improvements reach."
    ),
    "left out equilibria": "{n:,} further equilibria are left out.",
    "left out picture": "The picture shows {shown} of {all}, those near the status quo{arcs}.",
    "left out arcs": (
        "; of a side’s improvements from a state only the one that it prefers most is drawn, and {moves} are left out"
    ),
    "legend improvement": "bold: a move that the side prefers (improvement)",
    "legend move": "thin: a move that it does not prefer",
    "legend equilibrium": "filled: equilibrium under all concepts; half-filled: under some",
    "legend quo": "double ring: status quo",
    "legend label": "below a state: what differs from the status quo",
    "picture label": "Moves between {n} states; the status quo is {quo}.",
    "arc title": "{side}: {source} → {target} ({kind})",
    "arc improves": "prefers it",
    "arc other": "does not prefer it",
    "no picture": "The dispute states no status quo to draw moves from.",
    "no text": "The text of this report was not at hand; the passages are given by their place.",
    "place": "characters {start} to {end}",
    "cited by": "cited by {who}",
    "cited in": "These words are cited by",
    "passage": "passage {n}",
    "or": "or",
    "concession": "concession",
    "true": "yes",
    "false": "no",
    "scroll table": "Table of states, can be scrolled",
    "scroll picture": "Picture of moves, can be scrolled",
    "options column": "Options",
    "state head": "State",
    "table caption": (
        "{n} states: the options taken in each, and for each side whether it is stable under each concept."
    ),
    "menu found": "Findings",
    "menu sides": "Sides",
    "menu states": "Verdicts",
    "menu equilibria": "Equilibria",
    "menu moves": "Moves",
    "menu reasons": "Reasons",
    "menu questions": "Questions",
    "menu reports": "Reports",
    "close": "Close",
    "explore": "Explore",
    "theme": "Light or dark",
    "print": "Print",
    "compact": "Only equilibria and status quo",
    "skip": "Skip to the findings",
    "by": "by {author}",
    "reliability": "reliability {grade}",
    "concepts heading": "What the concepts mean",
    "key": "● stable for that side, ○ not stable; Y taken, N not taken, · either.",
    "key evidence": "How an element is known",
    "key evidenced": "a report says so",
    "key contested": "reports contradict each other; the stronger is used",
    "key presumed": "no report says so; drawn from silence",
    "key unsourced": "written by a person, without a source",
    "made with": "standoff {version}. Dispute file {digest}. Sanctions: {sanctions}; {return_to_s}.",
    "sanctions legal-sequences": "legal sequences of all other sides",
    "sanctions each-once": "each other side moves at most once",
    "sanctions single-opponent": "one move of one other side",
    "return counts": "being brought back counts",
    "return ignored": "being brought back is ignored",
    "way": "would take {what}",
    "terminal left out": "{n:,} other states are not shown; --where EXPR picks states, --json prints all.",
    "terminal narrow": "The window is too narrow for the last {n:,} of the sides; widen it, or --json prints all.",
    "terminal options": "Options in the order of the letters: {options}.",
    "terminal marks": "Marks in the order {concepts}: {stable} stable, {unstable} not.",
    "terminal none": "No state is an equilibrium.",
    "terminal nothing": "No state satisfies the expression.",
    "untitled": "A dispute",
    **OUTLOOK,
    **ROBUSTNESS,
    **EXPORTS,
}


def say(key: str, **values: object) -> str:
    """Return a text of the catalogue with its blanks filled in.

    Examples
    --------
    >>> say("option of side", option="Build the dam", side="Up")
    'Build the dam (Up)'
    """
    return TEXTS[key].format(**values)


def number(key: str, n: int) -> str:
    """Return a counted noun.

    Examples
    --------
    >>> number("states", 1), number("states", 1200)
    ('1 state', '1,200 states')
    """
    return NUMBERED[key][0 if n == 1 else 1].format(n=n)


def joined(items: Sequence[str], *, most: int | None = None, word: str = "and") -> str:
    """Return an enumeration; beyond the first ``most`` items, how many more there are.

    Examples
    --------
    >>> joined(["a", "b", "c"]), joined(["a", "b", "c", "d"], most=2)
    ('a, b and c', 'a, b and 2 more')
    """
    shown = list(items)
    if most is not None and len(shown) > most:
        shown = [*shown[:most], number("more", len(items) - most)]
    if len(shown) < 2:
        return "".join(shown)
    return say("and" if word == "and" else "or joined", first=", ".join(shown[:-1]), last=shown[-1])


def concept_words(concepts: Sequence[str], every: Sequence[str]) -> str:
    """Return concepts in words; “all 5 concepts” where none is missing."""
    if len(concepts) == len(every) > 1:
        return say("all concepts", n=len(every))
    return joined(concepts)


def held_words(concepts: Sequence[str], every: Sequence[str]) -> str:
    """Return concepts as short as a cell needs them; “all 5” where none is missing."""
    if len(concepts) == len(every) > 1:
        return say("all short", n=len(every))
    return " ".join(concepts) or say("none")
