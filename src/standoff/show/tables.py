"""Tables for the terminal: readable in 80 columns, without colour, for 9 states and for 900."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from standoff.show.describe import state_words
from standoff.show.findings import Findings, findings
from standoff.show.palette import colour_of
from standoff.show.rows import matter
from standoff.show.summary import takes
from standoff.show.texts import held_words, joined, number, say

if TYPE_CHECKING:
    from standoff.analysis import Analysis

COLOURS = ("blue", "red", "green", "magenta", "yellow", "cyan", "bright_blue", "bright_red")
MOST_ROWS = 60
MOST_PICKED = 1000
MOST_EQUILIBRIA = 30
LONGEST_HEAD = 14
OPEN = (
    "{stable} stable and {unstable} not, as far as preferences are known: "
    "the extensions a to d, which read unknown preferences differently, do not all agree."
)


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs for stable and not, as far as the terminal can show them; each also for verdicts that are open."""

    stable: str
    unstable: str
    open_stable: str
    open_unstable: str

    @classmethod
    def of(cls, options: ConsoleOptions) -> Signs:
        """Return round signs, or plain letters where the encoding has none."""
        return cls("*", ".", "+", "-") if options.ascii_only else cls("●", "○", "◐", "◌")

    def of_verdict(self, stable: bool, uncertain: bool) -> str:
        """Return the sign of one verdict; uncertain is one that hangs on unknown preferences."""
        if uncertain:
            return self.open_stable if stable else self.open_unstable
        return self.stable if stable else self.unstable


@dataclass(frozen=True)
class VerdictTable:
    """A table of states with every side's verdicts, drawn to the width and the signs of its terminal."""

    findings: Findings
    states: tuple[int, ...]
    left_out: int
    uncertain: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.states:
            yield Text(say("terminal nothing"))
            return
        signs = Signs.of(options)
        table, sides_left_out = self._table(signs, options.max_width)
        yield table
        yield from self._notes(signs)
        if sides_left_out:
            yield Text(say("terminal narrow", n=sides_left_out))

    def _table(self, signs: Signs, width: int) -> tuple[Table, int]:
        """Return the table and for how many sides there was no room."""
        model, concepts = self.findings.model, self.findings.concepts
        table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold", show_edge=False)
        spaced = self._fits(width)
        rows = [tuple(self._row(state, signs, " " if spaced else "")) for state in self.states]
        table.add_column(say("state head"), no_wrap=True)
        table.add_column("", no_wrap=True, style="dim")
        if not model.dispute.graph_form:
            table.add_column(say("options column"), no_wrap=True)
        marks = len(concepts) * (2 if spaced else 1) - spaced
        before = len(table.columns)
        first = sum(1 + max(cell_len(str(head)), *(row[place].cell_len for row in rows))
                    for place, head in enumerate(column.header for column in table.columns))  # fmt: skip
        heads = self._heads()
        widths = self._widths(heads, width - first, marks)
        for side, wide in enumerate(widths):
            table.add_column(Text(heads[side], style=_colour(side)), min_width=wide, overflow="fold")
        table.add_column(say("equilibrium"), overflow="fold", min_width=max(map(len, concepts)))
        for row in rows:
            table.add_row(*row[: before + len(widths)], row[-1])
        return table, len(heads) - len(widths)

    def _widths(self, heads: Sequence[str], room: int, marks: int) -> list[int]:
        """Return the least widths of the sides' columns; where room is short heads are folded, then sides left out.

        The last column is never cut: it breaks between concepts instead.
        """
        wide = [max(marks, len(head)) for head in heads]
        if sum(wide) + len(wide) + len(say("equilibrium")) <= room:
            return wide
        last = max(map(len, self.findings.concepts))
        return [marks] * max(0, min(len(heads), (room - last) // (marks + 1)))

    def _heads(self) -> list[str]:
        """Return what heads the sides' columns: names, or the ids of sides whose names are long."""
        makers = self.findings.model.dispute.decision_makers
        return [maker.name if len(maker.name) <= LONGEST_HEAD else maker.id for maker in makers]

    def _fits(self, width: int) -> bool:
        """Whether there is room for a space between the marks."""
        model = self.findings.model
        marks = len(model.makers) * (2 * len(self.findings.concepts))
        letters = len(model.dispute.options) + len(model.makers)
        return 8 + len(say("status quo")) + letters + marks + 19 <= width

    def _row(self, state: int, signs: Signs, space: str) -> Iterator[Text]:
        model = self.findings.model
        held = self.findings.holds(state)
        every = len(held) == len(self.findings.concepts)
        yield Text(model.states.id(state), style="bold" if every else "")
        yield Text(say("status quo") if state == model.status_quo else (model.states.name(state) or "")[:24])
        if not model.dispute.graph_form:
            yield self._pattern(state)
        for side in range(len(model.makers)):
            marks = [
                signs.of_verdict(
                    bool(self.findings.verdicts[c][side, state]),
                    c in self.uncertain and bool(self.uncertain[c][side, state]),
                )
                for c in self.findings.concepts
            ]
            yield Text(space.join(marks), style=_colour(side))
        yield Text(held_words(held, self.findings.concepts) if held else "", style="bold" if every else "")

    def _pattern(self, state: int) -> Text:
        """Return the letters of the options, one group a side."""
        states = self.findings.model.states
        letters = dict(zip(states.option_ids, states.pattern(state) or "", strict=True))
        text = Text()
        for side, maker in enumerate(self.findings.model.dispute.decision_makers):
            group = "".join(letters[option.id] for option in maker.options)
            text.append(group + " " if group else "", style=_colour(side))
        return text

    def _notes(self, signs: Signs) -> Iterator[Text]:
        dispute = self.findings.model.dispute
        concepts = joined(self.findings.concepts)
        yield Text()
        if dispute.options:
            groups = [f"{m.name}: {', '.join(o.name for o in m.options)}" for m in dispute.decision_makers if m.options]
            yield Text(say("terminal options", options="; ".join(groups)), style="dim")
        yield Text(say("terminal marks", concepts=concepts, stable=signs.stable, unstable=signs.unstable), style="dim")
        if any(mask.any() for mask in self.uncertain.values()):
            yield Text(OPEN.format(stable=signs.open_stable, unstable=signs.open_unstable), style="dim")
        if self.left_out:
            yield Text(say("terminal left out", n=self.left_out), style="dim")


def verdict_table(analysis: Analysis, *, where: str | None = None, everything: bool = False) -> VerdictTable:
    """Return a table of states and verdicts for a terminal.

    Parameters
    ----------
    analysis : Analysis
        The dispute with its verdicts.
    where : str, optional
        An expression: only states that satisfy it are shown.
    everything : bool, optional
        Whether to show all states; without it, of more than 60 the status quo, the equilibria and what improvements
        reach, and below the table how many are left out.

    Returns
    -------
    VerdictTable
        To be printed by rich.

    Raises
    ------
    StandoffError
        If the expression can't be read.

    Examples
    --------
    >>> import standoff
    >>> from rich.console import Console
    >>> analysis = standoff.Analysis(standoff.load("catalog:chicken"), concepts=["Nash", "SEQ"])
    >>> table = verdict_table(analysis)
    >>> len(table.states), table.left_out
    (4, 0)
    """
    found = findings(analysis)
    count = analysis.model.states.count
    if where is not None:
        chosen = [int(s) for s in np.flatnonzero(analysis.model.states.satisfying(where))]
    else:
        chosen = list(range(count)) if count <= MOST_ROWS or everything else matter(found, MOST_ROWS)
    shown = chosen if everything else chosen[: MOST_ROWS if where is None else MOST_PICKED]
    left_out = (len(chosen) if where is not None else count) - len(shown)
    flags = {name: analysis.uncertain(name) for name in found.concepts}
    open_ones = {name: mask for name, mask in flags.items() if mask is not None}
    return VerdictTable(found, tuple(shown), left_out, open_ones)


@dataclass(frozen=True)
class EquilibriaTable:
    """The equilibria in two groups: those that improvements reach from the status quo, and those apart."""

    findings: Findings

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        found = self.findings
        if not found.predicted and not found.others:
            yield Text(say("terminal none"))
            return
        quo = found.model.status_quo is not None
        if quo:
            yield from self._group("reachable heading", found.predicted, {})
        ways = {one.state: takes(found, one) for one in found.apart[:MOST_EQUILIBRIA]}
        if found.others:
            yield from self._group("apart heading" if quo else "no quo heading", found.others, ways)

    def _group(self, heading: str, states: Sequence[int], ways: dict[int, str]) -> Iterator[Table | Text]:
        yield Text(say(heading), style="bold")
        table = Table(box=None, padding=(0, 2, 0, 2), show_header=False)
        for state in states[:MOST_EQUILIBRIA]:
            words = state_words(self.findings.model, state)
            held = held_words(self.findings.holds(state), self.findings.concepts)
            note = [Text(say("way", what=ways[state]), style="dim")] if state in ways else []
            table.add_row(self.findings.model.states.id(state), held, Text("\n").join([Text(words), *note]))
        yield table if states else Text("  " + say("none"))
        if len(states) > MOST_EQUILIBRIA:
            yield Text("  " + number("differences", len(states) - MOST_EQUILIBRIA))


def equilibria_table(analysis: Analysis) -> EquilibriaTable:
    """Return the equilibria for a terminal, with what those apart would take.

    Parameters
    ----------
    analysis : Analysis
        The dispute with its verdicts.

    Returns
    -------
    EquilibriaTable
        To be printed by rich.
    """
    return EquilibriaTable(findings(analysis))


def _colour(side: int) -> str:
    return COLOURS[colour_of(side)]
