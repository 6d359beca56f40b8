"""The option-form table for papers: LaTeX with booktabs, every name escaped."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from standoff.model.dispute import DecisionMaker
from standoff.show.exports.table import Column, naming, options, plain, refuse_many, rows
from standoff.show.tables import LONGEST_HEAD
from standoff.show.texts import say

if TYPE_CHECKING:
    from standoff.analysis import Analysis

LONG = 40
SPECIAL = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "-": "{-}",  # so that two of them make no dash
    "`": "{`}",
    "'": "{'}",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "–": "--",
    "—": "---",
    "…": r"\ldots{}",
    "−": "$-$",
    "\u00a0": "~",
}
LATIN = 0x17F


def latex_table(analysis: Analysis) -> str:
    """Return the table of states, options, verdicts and equilibria, to be put into a paper with ``\\input``."""
    refuse_many(analysis, "a table in LaTeX")
    columns = [*_states(analysis), *_options(analysis), *_stable(analysis), *_equilibria(analysis)]
    long = analysis.model.states.count > LONG
    head = [
        *_over([c.key for c in columns]),
        *_over([c.group for c in columns]),
        " & ".join(_upright(c) if c.key else escape(c.head) for c in columns) + r" \\",
    ]
    body = [" & ".join(str(cell) for cell in row) + r" \\" for row in rows(columns)]
    place = "longtable" if long else "tabular"
    lines = [
        say("export latex packages", most=LONG).rstrip("\n"),
        *([say("export latex letters").rstrip("\n")] if _beyond_latin(columns) else []),
        rf"\begin{{{place}}}{{@{{}}{'l' * len(columns)}@{{}}}}",
        r"\toprule",
        *head,
        r"\midrule",
        *([r"\endhead"] if long else []),
        *body,
        r"\bottomrule",
        rf"\end{{{place}}}",
    ]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    r"""Return a text in which nothing is a command.

    Examples
    --------
    >>> print(escape(r"50 % of \input{x} & more"))
    50 \% of \textbackslash{}input\{x\} \& more
    """
    return "".join(SPECIAL.get(letter, letter) for letter in plain(text))


def _beyond_latin(columns: list[Column]) -> bool:
    """Whether letters occur that the fonts of plain LaTeX lack."""
    written = "".join([c.group + c.head for c in columns] + [str(cell) for c in columns[:2] for cell in c.cells])
    return any(ord(letter) > LATIN for letter in written if letter not in SPECIAL)


def _states(analysis: Analysis) -> list[Column]:
    """Return the id and, where there are some, the names of states; the status quo is marked."""
    found = [column for column in naming(analysis, words=False) if column.key != "status_quo"]
    quo = analysis.model.status_quo
    here = f" ({escape(say('status quo'))})"
    ids = [escape(str(one)) + (here if s == quo else "") for s, one in enumerate(found[0].cells)]
    named = [Column("", "", c.head, [escape(str(cell)) for cell in c.cells]) for c in found[1:]]
    return [Column("", "", found[0].head, ids), *named]


def _options(analysis: Analysis) -> list[Column]:
    """Return the options below their sides."""
    owners = [_short(maker) for maker in analysis.dispute.decision_makers for _ in maker.options]
    return [
        Column(say("export options"), owner, c.head, ["--" if cell == "-" else cell for cell in c.cells])
        for owner, c in zip(owners, options(analysis), strict=True)
    ]


def _stable(analysis: Analysis) -> list[Column]:
    """Return the verdicts, concept by concept below each side."""
    found = []
    for side, maker in enumerate(analysis.dispute.decision_makers):
        for concept in analysis.concepts:
            flags = analysis.uncertain(concept.name)
            open_ones = [False] * analysis.model.states.count if flags is None else flags[side]
            marks = [
                (r"$\bullet$" if stable else r"$\circ$") + ("?" if unsure else "")
                for stable, unsure in zip(analysis.verdicts(concept.name)[side], open_ones, strict=True)
            ]
            found.append(Column(say("export stable for"), _short(maker), concept.name, marks))
    return found


def _equilibria(analysis: Analysis) -> list[Column]:
    """Return under which concepts each state is an equilibrium."""
    return [
        Column(say("equilibrium"), "", c.name, [r"$\bullet$" if e else "" for e in analysis.equilibria_mask(c.name)])
        for c in analysis.concepts
    ]


def _over(names: list[str]) -> list[str]:
    """Return one line of heads that each span columns, with a rule below each; nothing where all are empty."""
    cells, rules, start = [], [], 1
    for name, members in groupby(names):
        width = len(list(members))
        cells.append(rf"\multicolumn{{{width}}}{{c}}{{{escape(name)}}}" if name else " & ".join([""] * width))
        if name:
            rules.append(rf"\cmidrule(lr){{{start}-{start + width - 1}}}")
        start += width
    return [" & ".join(cells) + r" \\", "".join(rules)] if rules else []


def _short(maker: DecisionMaker) -> str:
    """Return what heads the columns of a side: its name, or its id where the name is long."""
    return maker.name if len(maker.name) <= LONGEST_HEAD else maker.id


def _upright(column: Column) -> str:
    return rf"\rotatebox{{90}}{{{escape(column.head)}}}"
