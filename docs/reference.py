"""Renews what the documentation makes from the program: ``python docs/reference.py``.

- ``docs/concepts.md``, the reference of solution concepts, from the registry;
- ``docs/demo.svg``, the README's picture, from the reports that come with the program;
- ``src/standoff/show/glossary.tsv``, which the workbench shows, from ``docs/glossary.md``.

The tests fail when one of them is out of date.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from standoff.analyze.registry import SolutionConcept, listing

DOCS = Path(__file__).parent
HEAD = """# Solution concepts

This page is made from the program's registry by `python docs/reference.py`; `standoff concepts` prints the same.
A name on this page can stand wherever a concept is asked for, in any case.

Where a name has a number in it (`L2`, `MR3`, `CMR3`, `maximin3`), any other number can stand in its place.
`degree3_GMR` asks for a sanction that is worse by degree 3; SMR, SEQ and SSEQ can stand in the place of GMR.
`Stackelberg(X)` names the leader, `prob_GMR(0.7,0.6,0.5)` the three parameters of the probabilistic concepts.
Concepts of coalitions are asked of sides joined by commas, those that begin with `u` of all coalitions at once.

A concept marked *variant* is one reading of a definition that the literature leaves open.

[The text-book](text-book/index.md) explains the concepts on the disputes of the catalog.
"""


def concepts_page() -> str:
    """Return docs/concepts.md."""
    parts = [HEAD]
    for family, concepts in listing():
        parts.append(f"## {family[:1].upper()}{family[1:]}\n")
        parts.extend(_section(concept) for concept in concepts)
    return "\n".join(parts)


def _section(concept: SolutionConcept) -> str:
    """Return one concept's part of the page."""
    names = f"Also called: {', '.join(concept.aliases)}.\n" if concept.aliases else ""
    variant = " (*variant*)" if concept.variant else ""
    return (
        f"### {concept.name}\n\n**{concept.long_name[:1].upper()}{concept.long_name[1:]}**{variant}.\n"
        f"{concept.definition}\n{names}Source: {concept.citation.rstrip('.')}.\n"
    )


def demo_picture() -> str:
    """Return docs/demo.svg: the moves from the status quo of the demo's draft."""
    import standoff
    from standoff.main_job import examples
    from standoff.show.svg import moves_picture
    from standoff.show.view import view

    with TemporaryDirectory() as folder:
        standoff.run(examples(), Path(folder) / "demo")
        analysis = standoff.Analysis(standoff.load(Path(folder) / "demo" / "draft.dispute.yaml"))
        return str(moves_picture(view(analysis), standalone=True)) + "\n"


def glossary_table() -> str:
    """Return the rows of docs/glossary.md with tabs between the cells."""
    lines = (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("| ")][2:]
    return "".join("\t".join(cell.strip() for cell in row) + "\n" for row in rows)


if __name__ == "__main__":
    for path, text in (
        (DOCS / "concepts.md", concepts_page()),
        (DOCS / "demo.svg", demo_picture()),
        (DOCS.parent / "src" / "standoff" / "show" / "glossary.tsv", glossary_table()),
    ):
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"Wrote {path}")
