"""Readers by name: the rules, the language model, a trained reader's folder, or what another package offers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast

from standoff.errors import StandoffError
from standoff.model.words import nearest
from standoff.read.readers.protocol import RULES, Reader

GROUP = "standoff.readers"
"""The entry point group under which a package offers a function that takes nothing and returns a reader."""

LANGUAGE_MODEL = "llm"


def open_readers(names: Sequence[str], folder: str | None = None) -> tuple[Reader | str, ...]:
    """Return the readers that a person names, each once, in their order.

    Parameters
    ----------
    names : sequence of str
        ``rules``, ``llm``, the folder of a trained reader, or the name of an installed one.
    folder : str, optional
        Where the language model's answers are kept; without it the user's cache.

    Raises
    ------
    StandoffError
        If there is no reader of a name, or it cannot be used as it is set up.
    Missing
        If it needs what is not installed.
    """
    return tuple(RULES if name == RULES else _open(name, folder) for name in dict.fromkeys(names))


@cache
def _open(name: str, folder: str | None) -> Reader:
    """Open a reader, once a process."""
    if name == LANGUAGE_MODEL:
        from standoff.read.readers.llm import open_language_model

        return open_language_model(Path(folder) if folder else None)
    if Path(name).is_dir():
        from standoff.read.readers.tagger import load_tagger

        return load_tagger(Path(name))
    return _installed(name)


def _installed(name: str) -> Reader:
    """Return a reader of another package."""
    from importlib.metadata import entry_points

    offered = {point.name: point for point in entry_points(group=GROUP)}
    if name not in offered:
        known = [RULES, LANGUAGE_MODEL, *offered]
        raise StandoffError(
            f"there is no reader {name!r}.",
            where="--reader",
            mend=f"{nearest(name, known)} A trained reader is named by its folder.",
        )
    return cast(Reader, offered[name].load()())
