"""What files that are taken away say: heads of tables, remarks. A part of the catalogue in `standoff.show.texts`."""

from __future__ import annotations

from typing import Final

EXPORTS: Final = {
    "picture key bold": "bold: the mover prefers it",
    "picture key black": "black: equilibrium under all concepts",
    "picture key grey": "grey: under some",
    "picture key ring": "ring: status quo",
    "notebook large": "There are too many states to be summed up here; ask for verdicts and equilibria one by one.",
    "notebook broken": "This cannot be analyzed: {error}",
    "notebook led": "improvements lead here",
    "notebook under": "Under",
    "notebook note": "Note",
    "export name": "Name",
    "export words": "What happens",
    "export code": "Code",
    "export rank": "Rank",
    "export joined": " and ",
    "export options": "Options",
    "export stable for": "Stable for",
    "export sheet states": "States",
    "export sheet verdicts": "Verdicts",
    "export sheet equilibria": "Equilibria",
    "export sheet preferences": "Preferences",
    "export sheet evidence": "Evidence",
    "export side": "Side",
    "export kind": "Kind",
    "export place": "Place",
    "export what": "What",
    "export mark": "Mark",
    "export why presumed": "Presumed because",
    "export credibility": "Credibility",
    "export source": "Source",
    "export start": "From",
    "export end": "To",
    "export passage": "Words",
    "export class": "states equally preferred",
    "export pairs": "The preferences of this side are given pair by pair, or are partly unknown.",
    "export latex packages": (
        "% \\usepackage{{booktabs,graphicx}}  % and longtable for more than {most} states\n"
        "% Y: taken, N: not taken, --: either. \\bullet: stable, \\circ: not stable, ?: hangs on unknown preferences.\n"
    ),
    "export latex letters": "% Some names are in scripts that need XeLaTeX or LuaLaTeX with a font that has them.\n",
    "export no option": "none of its options",
    "export nfg comment": (
        "Payoffs are ordinal: 0 for the states that a side likes least; their distances mean nothing."
    ),
}
