"""Disputes that come with the program, filed by publication: ``catalog/PUBLICATION/NAME.dispute.yaml``.

Each file carries a block ``x_catalog`` with its citation, what is known of its provenance, and the verdicts
that are expected of it, each marked *published* (in the literature) or *computed*.
Disputes under ``constructed`` were invented to show something, and say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from standoff.errors import StandoffError
from standoff.model.words import nearest

if TYPE_CHECKING:
    from standoff.model.dispute import Dispute

PREFIX = "catalog:"
Sanctions = Literal["legal-sequences", "each-once", "single-opponent"]
_SUFFIX = ".dispute.yaml"
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Expected:
    """Verdicts that the tests reproduce, and where they come from.

    Attributes
    ----------
    mark : "published" or "computed"
        Whether the verdicts stand in the literature.
    by : str
        Who says so.
    equilibria, stability : mapping
        A concept to its equilibria, and a concept to the stable states of each side, or coalition.
    counts : mapping
        A concept to the number of its equilibria, for disputes too large to list them.
    jumps : mapping
        A concept to its equilibrium jumps (from, coalition, to).
    strong_equilibria : tuple of str, optional
        The states that are equilibria under Nash, GMR, SMR and SEQ alike.
    phase, seen_by : str, optional
        The phase that they hold in, or the side in whose eyes they hold; the file as it stands if neither is given.
    sanctions : str
        The sanction rule that they hold under.
    """

    mark: Literal["published", "computed"]
    by: str
    equilibria: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stability: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    jumps: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    strong_equilibria: tuple[str, ...] | None = None
    phase: str | None = None
    seen_by: str | None = None
    sanctions: Sanctions = "legal-sequences"

    def to_dict(self) -> dict[str, object]:
        """Return the verdicts as ``standoff catalog --json`` prints them."""
        return {
            "mark": self.mark,
            "by": self.by,
            "phase": self.phase,
            "seen_by": self.seen_by,
            "sanctions": self.sanctions,
            "equilibria": {concept: list(states) for concept, states in self.equilibria.items()},
            "stability": {
                concept: {maker: list(states) for maker, states in makers.items()}
                for concept, makers in self.stability.items()
            },
            "counts": dict(self.counts),
            "jumps": {concept: [list(jump) for jump in jumps] for concept, jumps in self.jumps.items()},
            "strong_equilibria": None if self.strong_equilibria is None else list(self.strong_equilibria),
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """One dispute of the catalog: its name, where it was published, and what is expected of it.

    ``publication`` is *constructed* for a dispute that was invented to show something.
    ``corrections`` says which published numbers the definitions contradict, and what they give instead.
    """

    name: str
    publication: str
    title: str
    about: str
    citation: str
    provenance: str
    expected: tuple[Expected, ...]
    file: Path
    corrections: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the entry as ``standoff catalog --json`` prints it."""
        return {
            "name": self.name,
            "publication": self.publication,
            "title": self.title,
            "about": self.about,
            "citation": self.citation,
            "provenance": self.provenance,
            "corrections": list(self.corrections),
            "expected": [item.to_dict() for item in self.expected],
        }


def files() -> dict[str, Path]:
    """Return the file of each dispute by its name, in the order of the names."""
    found = {path.name.removesuffix(_SUFFIX): path for path in _FOLDER.glob(f"*/*{_SUFFIX}")}
    return dict(sorted(found.items()))


def find(name: str) -> Path:
    """Return the file of a dispute of the catalog.

    Parameters
    ----------
    name : str
        ``elmira`` or ``kilgour_hipel_fang_peng_2001/elmira``, with or without ``catalog:`` before it;
        hyphens and capitals make no difference.

    Raises
    ------
    StandoffError
        If the catalog has no such dispute.

    Examples
    --------
    >>> find("catalog:Elmira").name
    'elmira.dispute.yaml'
    """
    known = files()
    wanted = name.removeprefix(PREFIX).casefold().replace("-", "_")
    publication, _, slug = wanted.rpartition("/")
    if slug in known and publication in ("", known[slug].parent.name):
        return known[slug]
    raise StandoffError(f"the catalog has no dispute called {name.removeprefix(PREFIX)!r}.", mend=nearest(slug, known))


def load(path: str | Path) -> Dispute:
    """Load a dispute from a file, or from the catalog with ``catalog:NAME``.

    Parameters
    ----------
    path : str or Path
        A ``.dispute.yaml`` or ``.json`` file, or ``catalog:NAME``.

    Returns
    -------
    Dispute

    Raises
    ------
    StandoffError
        With every error of the file, each with its line and column.

    Examples
    --------
    >>> load("catalog:chicken").title
    'Chicken'
    """
    from standoff.model.files import load as load_file

    return load_file(find(str(path)) if str(path).startswith(PREFIX) else path)


@cache
def entry(name: str) -> Entry:
    """Return what the catalog says of one dispute: title, citation, provenance, expected verdicts."""
    from ruamel.yaml import YAML

    path = find(name)
    document: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    notes = document["x_catalog"]
    return Entry(
        name=path.name.removesuffix(_SUFFIX),
        publication=path.parent.name,
        title=document["title"],
        about=document["about"],
        citation=notes["citation"],
        provenance=notes["provenance"],
        expected=tuple(_expected(item) for item in notes["expected"]),
        file=path,
        corrections=tuple(notes.get("corrections", ())),
    )


def entries() -> tuple[Entry, ...]:
    """Return every dispute of the catalog, by name."""
    return tuple(entry(name) for name in files())


def _expected(item: Mapping[str, Any]) -> Expected:
    """Read one block of expected verdicts."""
    strong = item.get("strong_equilibria")
    return Expected(
        mark=item["mark"],
        by=item["by"],
        equilibria={concept: tuple(states) for concept, states in item.get("equilibria", {}).items()},
        stability={
            concept: {maker: tuple(states) for maker, states in makers.items()}
            for concept, makers in item.get("stability", {}).items()
        },
        counts=item.get("counts", {}),
        jumps={concept: tuple(map(tuple, jumps)) for concept, jumps in item.get("jumps", {}).items()},
        strong_equilibria=None if strong is None else tuple(strong),
        phase=item.get("phase"),
        seen_by=item.get("seen_by"),
        sanctions=item.get("sanctions", "legal-sequences"),
    )
