"""The texts of robustness: a part of the catalogue in `standoff.show.texts`."""

from __future__ import annotations

from typing import Final

ROBUSTNESS: Final = {
    "robust state": "State",
    "robust under": "Under",
    "robust now": "Now",
    "robust holds": "Holds in",
    "robust interval": "95%",
    "robust pairs": "Pairs",
    "robust hangs": "Hangs most on",
    "robust evidence": "Its evidence",
    "robust outcome": "Outcome",
    "robust brought by": "Brought by",
    "robust some": "some equilibrium",
    "robust reached": "one that improvements reach",
    "robust is": "yes",
    "robust is not": "no",
    "robust never": "none",
    "robust nothing": "nothing by itself",
    "robust statement": "{side} {place}. {what}",
    "robust step": "{side}: {what}",
    "robust pair": "{side}: {what}?",
    "robust rests": "{mark}, {grade}",
    "robust several": "{one} to {other}",
    "robust notes": (
        "Holds in: the share of plausible preferences under which the state is an equilibrium. "
        "Pairs: the fewest pairs of states that must compare otherwise for that to change. "
        "Hangs most on: what to check first. "
        "Its evidence: the weakest mark of what decides it, and the lowest grade of the sources; "
        "it is no part of the share."
    ),
    "robust notes outcomes": (
        "Holds in: the share of plausible preferences under which some equilibrium brings the outcome. "
        "Its evidence is no part of the share."
    ),
    "robust equilibria heading": "Equilibria, and what may plausibly be one",
    "robust outcomes heading": "Outcomes",
    "robust verdicts heading": "{concept}: verdicts, and the percentage of {of} under which each is the same",
    "robust left out": "… and {n:,} more rows; --json has them.",
    "robust states left out": "… and {n:,} more states; --json has the first 1,000.",
    "robust doubt heading": "What is taken as plausible",
    "robust none": "No state is an equilibrium, nor plausibly one.",
    "robust of exact": "the {n:,} plausible preferences by their probability",
    "robust of": "{n:,} plausible preferences",
}
