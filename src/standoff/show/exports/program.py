"""A Python program that holds the dispute, computes its verdicts through the library, and prints them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standoff.model.save import text_of

if TYPE_CHECKING:
    from standoff.analysis import Analysis

TEMPLATE = '''"""{title}

Needs the package standoff, version {version} or later: pip install standoff
"""

import standoff

DISPUTE = """\\
{text}"""

analysis = standoff.Analysis(
    standoff.loads(DISPUTE),
{arguments})

for concept in analysis.concepts:
    for side in analysis.dispute.decision_makers:
        print(concept.name, side.id, *analysis.stable(side.id, concept.name))
    print(concept.name, "equilibria:", *analysis.equilibria(concept.name))
'''


def program(analysis: Analysis) -> str:
    """Return a program that prints, for each concept, the states stable for each side, and the equilibria.

    Of a phase the dispute at that phase is written, under no phase of its own.
    """
    from standoff import __version__
    from standoff.show.describe import heading

    title = _inside(" ".join(heading(analysis.unmerged).split()))
    arguments = {
        "concepts": [concept.name for concept in analysis.concepts],
        "concept_of": {analysis.model.makers[side]: own.name for side, own in analysis.concept_of.items()} or None,
        "sanctions": analysis.sanctions if analysis.sanctions != "legal-sequences" else None,
        "return_to_s": False if not analysis.return_to_s else None,
        "merged": [list(group) for group in analysis.merged] or None,
    }
    written = "".join(f"    {name}={value!r},\n" for name, value in arguments.items() if value is not None)
    text = text_of(replace(analysis.unmerged, document=None))
    return TEMPLATE.format(title=title, version=__version__, text=_inside(text), arguments=written)


def _inside(text: str) -> str:
    """Return a text as it stands inside triple quotes: nothing in it ends them, and nothing is hidden from the eye."""
    shown = [c if c == "\n" or c.isprintable() else _escaped(c) for c in text.replace("\\", "\\\\")]
    return "".join(shown).replace('"""', r"\"\"\"")


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
