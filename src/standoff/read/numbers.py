"""Numbers in words and digits: '4.2 billion', 'five hundred', 'eleven', 'half a million'."""

from __future__ import annotations

import re

_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_POWERS = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
    "crore": 1e7, "lakh": 1e5,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12,
}  # fmt: skip

_WORD = "|".join([*_SMALL, *_TENS])
_SCALE = "hundred|thousand|million|billion|trillion|dozen|crore|lakh"
NUMBER = (
    rf"(?:(?<![\w.,])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![\w.])\d+(?:\.\d+)?|\b(?:half a|a|"
    rf"{_WORD})(?=[\s-]+(?:{_SCALE})\b)|\b(?:{_WORD})\b)"
    rf"(?:(?:[\s-](?:and\s)?(?:{_WORD}|{_SCALE}))+\b|(?:bn|tn|mn|m|k)\b)?"
)
"""A regular expression of a number; the case does not matter."""


def number_value(text: str) -> float | int:
    """Return what a number that matches :data:`NUMBER` means.

    Examples
    --------
    >>> number_value("4.2 billion"), number_value("five hundred"), number_value("seventy-four")
    (4200000000, 500, 74)
    >>> number_value("1,200"), number_value("half a million"), number_value("3bn")
    (1200, 500000, 3000000000)
    """
    total, current = 0.0, 0.0
    for part in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", text.lower()):
        if part[0].isdigit():
            current += float(part.replace(",", ""))
        elif part == "half":
            current = 0.5
        elif part == "a":
            current = current or 1.0
        elif part in _SMALL:
            current += _SMALL[part]
        elif part in _TENS:
            current += _TENS[part]
        elif part in _POWERS:
            power = _POWERS[part]
            current = (current or 1.0) * power
            if power >= 1000:
                total, current = total + current, 0.0
    value = round(total + current, 6)
    return int(value) if value == int(value) else value
