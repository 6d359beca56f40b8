"""The texts on change, doubt and what could happen next: a part of the catalogue in `standoff.show.texts`."""

from __future__ import annotations

from typing import Final

OUTLOOK: Final = {
    "assumed": "What is assumed",
    "not modelled": "What is not modelled",
    "ends heading": "Where play ends",
    "ends chance": "Chance",
    "ends holds": "It holds because",
    "ends rests": "nobody would move",
    "ends concession": "a concession stands unanswered",
    "ends partly": "nobody would move, or a concession stands ({part})",
    "ends more": "… and {n:,} more states",
    "ends round": "play goes round for ever",
    "ranges heading": "How the chance of “{name}” depends on what is assumed",
    "ranges assumption": "While this varies",
    "ranges values": "from, to",
    "ranges reached": "at some time",
    "ranges ends": "at the end",
    "ranges joint": "all together, {n:,} settings",
    "ranges more": "… and {n:,} more, which change it less; --json has them all.",
    "ranges flat": "Nothing else that was varied changes it by 1% or more.",
    "curve label": "Chance of {names} while this varies: {what}.",
    "curve point": "{name}, {when}: {chance} at {value}",
    "curve ends": "{name}, at the end",
    "curve reached": "{name}, at some time",
    "curve default": "assumed",
    "ends caption": "The states in which play can end, the likeliest first, each with its chance.",
    "curves heading": "How the chances depend on what is assumed",
    "curves note": (
        "One assumption varies from plot to plot, the others stay; the dotted line marks what is assumed. "
        "All together, in {n} settings of every assumption: {spans}."
    ),
    "curves span": "“{name}” at some time {reached}, at the end {ends}",
    "beyond change": "What would have to change",
    "beyond sure": "How sure",
    "beyond next": "What could happen next",
    "beyond brief": "{what}: {said}",
    "beyond under": "“{target}” under {concept}",
    "beyond large": "With {n:,} states this takes longer than a page should.",
    "beyond refused": "Nothing is said here: {what}",
    "beyond no outcome": "The dispute names no outcome to look for.",
    "beyond no quo": "The dispute states no status quo to start from.",
    "beyond command": "Ask for it by",
    "beyond more": "More of it, and other questions, by",
    "beyond doubts": "What was taken as plausible",
    "menu next": "Next",
    "menu change": "Change",
    "menu sure": "Doubt",
}
