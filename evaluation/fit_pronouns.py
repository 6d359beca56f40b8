"""Fit the weights of the signs that say whom "he" or "she" means, on labelled pairs.

python -m evaluation.fit_pronouns gap-development.tsv

Each pronoun of the file is read as the program reads it, with the signs of everybody whom it may mean; the weights are
those of a logistic choice among these people, with a penalty on large weights.
What a pronoun further back was read as is among the signs, so that the file is read again with the new weights.
Figures are then measured on other pairs, which the weights have not seen: ``python -m evaluation gap``.

References
----------
Webster, K., Recasens, M., Axelrod, V., and Baldridge, J. (2018). Mind the GAP: a balanced corpus of gendered ambiguous
pronouns. Transactions of the ACL 6, 605-617.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize

from standoff.errors import StandoffError
from standoff.model.files import write_atomically
from standoff.read import person_pronouns, pronouns
from standoff.read.candidates import Candidate, Entity
from standoff.read.coreference import Coreference
from standoff.read.discourse import Discourse
from standoff.read.documents import open_report
from standoff.read.language import tag_words

PENALTY = 1.0
"""What the squares of the weights cost; chosen by fourfold cross-validation among 0.5, 1, 3, 10 and 20."""
ROUNDS = 2
"""How often the file is read and the weights are fitted."""
HEADER = """\
# How much each sign says that "he", "she", "his" or "her" means somebody (standoff/read/person_pronouns.py).
# The signs of a person are added up, and the greatest sum wins.
# Fitted by `python -m evaluation.fit_pronouns` on the 2,000 development pairs of GAP, sentences of Wikipedia
# (Webster and others 2018; Apache-2.0); none of them is kept here.

[weights]
"""


@dataclass(frozen=True)
class Choice:
    """A pronoun: the signs of everybody whom it may mean, and which of them it means."""

    people: Sequence[Mapping[str, float]]
    meant: int


class Listener:
    """Notes the people and signs of every pronoun while reports are read."""

    def __init__(self) -> None:
        self.heard: dict[int, tuple[Discourse, list[person_pronouns.Person]]] = {}

    def choose(self, at: Discourse, candidate: Candidate, excluded: Sequence[Entity]) -> Entity | None:
        """Choose as the program does, and note among whom."""
        people = person_pronouns.find_people(at, candidate, excluded)
        self.heard[at.doc[candidate.head].idx] = at, people
        return person_pronouns.choose(at, candidate, excluded)


def collect(file: Path) -> Iterator[Choice]:
    """Yield the choices of a file of labelled pairs that has the right person, and another, among those in question."""
    with TemporaryDirectory() as folder, file.open(encoding="utf-8", newline="") as lines:
        path = Path(folder) / "text.txt"
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            path.write_text(row["Text"], encoding="utf-8", newline="")
            choice = _choice(row, path)
            if choice is not None:
                yield choice


def _choice(row: Mapping[str, str], path: Path) -> Choice | None:
    """Read one text; return the choice at its labelled pronoun."""
    listener = Listener()
    try:
        with patch.object(pronouns, "choose", listener.choose):
            report = open_report(path)
            Coreference(report, tag_words(report)).run()
    except StandoffError:
        return None
    at, everybody = listener.heard.get(int(row["Pronoun-offset"]), (None, []))
    if at is None:
        return None
    people = [person for person in everybody if at.named[person.entity.number]]  # No label means 'the mayor'.
    right = [_is_named(at, person.entity, row) for person in people]
    if sum(right) != 1 or len(right) < 2:
        return None
    return Choice([person.signs for person in people], right.index(True))


def _is_named(at: Discourse, entity: Entity, row: Mapping[str, str]) -> bool:
    """Whether somebody has a name at a place that is labelled as meant by the pronoun."""
    for name in "AB":
        start = int(row[f"{name}-offset"])
        end = start + len(row[name])
        for mention in entity.mentions if row[f"{name}-coref"].upper() == "TRUE" else ():
            last = at.doc[mention.end - 1]
            if mention.form == "named" and at.doc[mention.start].idx < end and start < last.idx + len(last):
                return True
    return False


def fit(choices: Sequence[Choice], penalty: float = PENALTY) -> dict[str, float]:
    """Return the weights under which the right people are likeliest."""
    names = sorted({name for choice in choices for signs in choice.people for name in signs})
    column = {name: index for index, name in enumerate(names)}
    rows: list[np.ndarray] = []
    group: list[int] = []
    right: list[int] = []
    for number, choice in enumerate(choices):
        right.append(len(rows) + choice.meant)
        for signs in choice.people:
            row = np.zeros(len(names))
            row[[column[name] for name in signs]] = list(signs.values())
            rows.append(row)
            group.append(number)
    table, groups, meant = np.array(rows), np.array(group), np.array(right)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        top = np.full(len(choices), -np.inf)
        np.maximum.at(top, groups, scores)
        powers = np.exp(scores - top[groups])
        totals = np.bincount(groups, powers)
        cost = np.log(totals) + top - scores[meant]
        slope = table.T @ (powers / totals[groups]) - table[meant].sum(axis=0)
        return float(cost.sum() + penalty * (weights @ weights) / 2), slope + penalty * weights

    return dict(zip(names, minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x.tolist(), strict=True))


def main(file: Path) -> None:
    """Fit the weights on a file of labelled pairs, and write them where the program reads them."""
    target = Path(str(files("standoff.read").joinpath("vocabulary/person_pronouns.toml")))
    for _ in range(ROUNDS):
        choices = list(collect(file))
        weights = fit(choices)
        lines = [f'"{name}" = {weight:.2f}\n' for name, weight in sorted(weights.items())]
        write_atomically(target, HEADER + "".join(lines))
        person_pronouns.weights.cache_clear()
        print(f"{len(choices)} choices, {len(weights)} weights: {target}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
