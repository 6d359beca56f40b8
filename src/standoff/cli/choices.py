"""The options that several commands share: phases, concepts, sanction rules; and the analysis that they ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from standoff.model.words import names_in

if TYPE_CHECKING:
    from standoff.analysis import Analysis
    from standoff.model.dispute import Dispute

F = TypeVar("F", bound=Callable[..., Any])

SANCTIONS = ("legal-sequences", "each-once", "single-opponent")
PATTERN = "STATE is an id (s7) or a pattern (NYNY-)."

phase_option = click.option("--phase", metavar="ID", help="Take the dispute at one of its phases.")


def some_names(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    """Refuse a list that names nothing."""
    if text is not None and not names_in(text):
        raise click.BadParameter(f"{text!r} names no concept. Leave the option out for the usual five.", ctx, param)
    return text


concepts_option = click.option(
    "--concepts",
    metavar="NAMES",
    callback=some_names,
    help="Solution concepts, separated by commas; by default Nash,GMR,SMR,SEQ,SSEQ. `standoff concepts` lists all.",
)


Pairs = tuple[tuple[str, str], ...]


def pairs(example: str) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], Pairs]:
    """Return a callback that splits what is written ``NAME=VALUE``, and refuses anything else."""

    def split(ctx: click.Context, param: click.Parameter, texts: tuple[str, ...]) -> Pairs:
        found = []
        for text in texts:
            name, _, said = text.partition("=")
            if not name.strip() or not said.strip():
                raise click.BadParameter(f"{text!r} is no pair. Write {example}.", ctx, param)
            found.append((name.strip(), said.strip()))
        return tuple(found)

    return split


def reading_options(function: F) -> F:
    """Add the options that say how sanctions are read, and by which concept a side is judged."""
    options = (
        click.option(
            "--sanctions",
            type=click.Choice(SANCTIONS),
            default=SANCTIONS[0],
            show_default=True,
            help="How the other sides may answer: in any order, nobody twice in a row; or every side at most once; "
            "or one move of one side.",
        ),
        click.option(
            "--return-to-s",
            type=click.Choice(["yes", "no"]),
            default="yes",
            show_default=True,
            help="Whether being brought back to the state it left deters a side.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


concept_of_option = click.option(
    "--concept-of",
    metavar="X=CONCEPT",
    multiple=True,
    callback=pairs("a side and its concept: --concept-of Up=GMR"),
    help="Judge a side by a concept of its own, whatever concept is asked for; may be repeated.",
)


@dataclass(frozen=True)
class Reading:
    """How a dispute is to be analyzed, as the options of a command say."""

    phase: str | None = None
    concepts: str | None = None
    sanctions: str = SANCTIONS[0]
    return_to_s: str = "yes"
    concept_of: Pairs = ()
    merge: tuple[str, ...] = ()

    def analysis(self, file: str) -> Analysis:
        """Load a dispute and make its analysis."""
        import standoff
        from standoff.analyze.concepts import DEFAULT

        return standoff.Analysis(
            standoff.load(file),
            concepts=DEFAULT if self.concepts is None else names_in(self.concepts),
            concept_of=dict(self.concept_of),
            sanctions=self.sanctions,  # type: ignore[arg-type]
            return_to_s=self.return_to_s == "yes",
            phase=self.phase,
            merged=[names_in(group) for group in self.merge],
        )


def load_at(file: str, phase: str | None) -> Dispute:
    """Load a dispute, at a phase if one is named."""
    import standoff

    dispute = standoff.load(file)
    if phase is None:
        return dispute
    from standoff.model.phases import at_phase

    return at_phase(dispute, phase)


def truth_of(given: Pairs) -> dict[str, bool]:
    """Return the facts that ``NAME=yes`` pairs set.

    Raises
    ------
    click.BadParameter
        If a value is neither yes nor no.
    """
    found = {}
    for name, said in given:
        value = {"yes": True, "true": True, "no": False, "false": False}.get(said.casefold())
        if value is None:
            raise click.BadParameter(f"{said!r} is neither yes nor no.", param_hint="'--set'")
        found[name] = value
    return found
