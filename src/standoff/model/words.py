"""The nearest right word, for error messages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(text: str, known: Iterable[str]) -> str:
    """Return a sentence that names the nearest known word, or lists the known ones.

    Examples
    --------
    >>> nearest("relase", ["release", "build"])
    'Did you mean release?'
    >>> nearest("zzz", ["release", "build"])
    'Known: release, build.'
    """
    words = list(known)
    close = get_close_matches(text, words, n=1, cutoff=0.6)
    if not close:
        folded = {word.casefold(): word for word in words}
        close = [folded[text.casefold()]] if text.casefold() in folded else []
    if close:
        return f"Did you mean {close[0]}?"
    shown = ", ".join(words[:12]) + (", …" if len(words) > 12 else "")
    return f"Known: {shown}." if words else "None is defined."
