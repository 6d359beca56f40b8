"""Names in what people write: the nearest right one for error messages, and lists of them."""

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


def names_in(text: str) -> list[str]:
    """Return the names in a list separated by commas; a comma in brackets belongs to its name.

    Examples
    --------
    >>> names_in("Nash, prob_GMR(0.5,0.7)")
    ['Nash', 'prob_GMR(0.5,0.7)']
    """
    found, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth <= 0:
            found.append("")
        else:
            found[-1] += letter
    return [name.strip() for name in found if name.strip()]
