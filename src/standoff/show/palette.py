"""One colour and one line pattern per side, the same in every picture, table and text.

The light and the dark set each keep a contrast of at least 4.5 to 1 on their grounds (WCAG 2.2, AA).
They were chosen so that the two most alike are far apart, with full and with each kind of reduced colour vision.
The line pattern and the name beside it say the same again, so that colour never carries a meaning alone.

References
----------
Machado, G. M., Oliveira, M. M., and Fernandes, L. A. F. (2009). A physiologically-based
    model for simulation of color vision deficiency.
Ottosson, B. (2020). A perceptual color space for image processing.
"""

from __future__ import annotations

from typing import Final

LIGHT: Final = ("#2f5f9e", "#b04a12", "#1f7a4a", "#6b5ad5", "#7f0407", "#225857", "#4f2055", "#211e9a")
DARK: Final = ("#8ab4f0", "#f0a070", "#76cf9d", "#b8a6ff", "#ff8095", "#8fe3e6", "#e3b3e0", "#dfe6ff")
DASHES: Final = ("", "7 3", "2 3", "9 3 2 3", "12 4", "4 2", "9 3 2 3 2 3", "1 4")


def colour_of(side: int) -> int:
    """Return which of the eight colours a side has; a ninth side starts over."""
    return side % len(LIGHT)


def dash_of(side: int) -> int:
    """Return which line pattern a side has: sides that share a colour never share a pattern.

    Examples
    --------
    >>> (colour_of(0), dash_of(0)), (colour_of(8), dash_of(8))
    ((0, 0), (0, 1))
    """
    return (side + side // len(LIGHT)) % len(DASHES)
