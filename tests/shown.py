"""A small sourced dispute with all three marks, for the tests of what is shown; the words are our own."""

from __future__ import annotations

import standoff

REPORT = (
    "The mill wants the weir repaired. The farmers said on Monday that they refuse to repair the weir, "
    "though one of them offered to pay half.\r\nThe mill keeps its gate shut."
)


def place(words: str) -> str:
    """Return the evidence that points to words of the report."""
    start = REPORT.index(words)
    return f"note@{start}-{start + len(words)}"


FILE = f"""
standoff: 1
title: The weir
about: Who repairs the weir?
sources:
  - {{id: note, title: A note, author: A. Clerk, published: 2021-03-01, file: note.txt, reliability: B}}
decision_makers:
  - id: mill
    name: The mill
    options:
      - {{id: gate, name: Open the gate, evidence: ["{place("keeps its gate shut")}"]}}
  - id: farmers
    name: The farmers
    options:
      - id: repair
        name: Repair the weir
        evidence: ["{place("the weir repaired")}", "{place("refuse to repair the weir")}"]
status_quo: []
outcomes: {{deal: gate and repair}}
preferences:
  mill:
    statements:
      - {{prefer: repair, evidence: ["{place("The mill wants the weir repaired")}"]}}
      - {{prefer: not gate, presumed: doing, evidence: ["{place("keeps its gate shut")}"]}}
  farmers:
    statements:
      - prefer: not repair
        contested: true
        evidence: ["{place("refuse to repair the weir")}", "{place("offered to pay half")}"]
      - {{prefer: gate, evidence: ["{place("gate")}"]}}
open_questions:
  - {{id: q1, about: preferences.farmers, ask: Would they repair it for money?, choices: [yes, no]}}
"""


def weir(text: str = FILE) -> standoff.Analysis:
    """Return the analysis of the dispute, or of a changed one."""
    return standoff.Analysis(standoff.loads(text))


def elmira() -> standoff.Analysis:
    """Return the analysis of a published dispute."""
    return standoff.Analysis(standoff.load("catalog:elmira"))


def many(options: int) -> standoff.Analysis:
    """Return a dispute of two sides in which 2^options states stand."""
    listed = [", ".join(f"{{id: o{side}{k}, name: Act {side}{k}}}" for k in range(options // 2)) for side in "ab"]
    makers = "\n".join(
        f"  - {{id: {side.upper()}, options: [{text}]}}" for side, text in zip("ab", listed, strict=True)
    )
    wants = "\n".join(
        f"  {side.upper()}: {{statements: [not o{side}0, o{other}0, not o{side}1]}}" for side, other in ("ab", "ba")
    )
    return weir(f"standoff: 1\ntitle: Many\ndecision_makers:\n{makers}\nstatus_quo: []\npreferences:\n{wants}\n")
