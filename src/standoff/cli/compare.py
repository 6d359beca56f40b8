"""``compare``: two files, two phases, or one dispute with and without something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from standoff.cli.choices import (
    Pairs,
    concepts_option,
    load_at,
    pairs,
    phase_option,
    reading_options,
    truth_of,
)
from standoff.cli.common import FILE, json_option, print_json, working
from standoff.model.words import names_in

if TYPE_CHECKING:
    from standoff.model.dispute import Dispute

Two = tuple["Dispute", "Dispute", tuple[str, str]]


@click.command(epilog=FILE, short_help="Say what changed, and what that changed in the verdicts.")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B", required=False)
@click.option("--phases", metavar="P,Q", help="Compare two phases of A; with one, A as it stands and that phase.")
@click.option("--set", "facts", metavar="FACT=yes", multiple=True,
              callback=pairs("a fact and its value: --set drought=yes"),
              help="Compare A with what it is when a fact is set; may be repeated.")  # fmt: skip
@click.option("--without", metavar="OPTION", multiple=True,
              help="Compare A with what it is when an option is held at no, or an expression never comes about; "
              "may be repeated.")  # fmt: skip
@phase_option
@concepts_option
@reading_options
@json_option
def compare(
    first: str,
    second: str | None,
    phases: str | None,
    facts: Pairs,
    without: tuple[str, ...],
    phase: str | None,
    concepts: str | None,
    sanctions: str,
    return_to_s: str,
    as_json: bool,
) -> None:
    """Say what changed between two disputes, which verdicts that flipped, and which change made each flip.

    Compare two files (A and B), two phases of one (--phases), or one dispute with and without something
    (--set, --without). States are matched by pattern (in graph form by id), never by number.
    """
    import standoff
    from standoff.analyze.concepts import DEFAULT

    if (second is not None) + (phases is not None) + bool(facts or without) != 1:
        raise click.UsageError("Give a second file B, or --phases, or --set and --without.")
    if phases is not None and phase is not None:
        raise click.UsageError("--phases and --phase exclude each other.")
    with working("Comparing"):
        a, b, called = _two(first, second, phases, truth_of(facts), without, phase)
        comparison = standoff.compare(
            a,
            b,
            concepts=DEFAULT if concepts is None else names_in(concepts),
            sanctions=sanctions,  # type: ignore[arg-type]
            return_to_s=return_to_s == "yes",
            called=called,
        )
        document = comparison.to_dict() if as_json else None
    if document is not None:
        print_json(document)
    else:
        click.echo(str(comparison))


def _two(
    first: str,
    second: str | None,
    phases: str | None,
    facts: dict[str, bool],
    without: Sequence[str],
    phase: str | None,
) -> Two:
    """Return the two disputes, and what to call them."""
    if second is not None:
        return load_at(first, phase), load_at(second, phase), (first, second)
    if phases is not None:
        names = names_in(phases)
        if len(names) not in (1, 2):
            raise click.BadParameter("name two phases, such as dry,after.", param_hint="'--phases'")
        before, after = (None, names[0]) if len(names) == 1 else (names[0], names[1])
        called = f"phase {before}" if before else "the file as it stands"
        return load_at(first, before), load_at(first, after), (called, f"phase {after}")
    from standoff.model.suppose import supposed

    dispute = load_at(first, phase)
    supposition = [f"{name} set to {'yes' if value else 'no'}" for name, value in facts.items()]
    changed = [f"with {', '.join(supposition)}"] if facts else []
    changed += [f"without {', '.join(without)}"] if without else []
    called = f"phase {phase} as it is" if phase else "the dispute as it is"
    return dispute, supposed(dispute, facts=facts, without=without), (called, f"the dispute {' and '.join(changed)}")
