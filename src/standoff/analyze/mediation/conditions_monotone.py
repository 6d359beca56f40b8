"""Monotone conditions over a set of atoms: normal forms, and how many sets of each size satisfy them.

A condition is a conjunction of rows, a row a disjunction of sets, and a set stands for the conjunction of its atoms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

Set = frozenset[int]
Sets = frozenset[Set]
Row = Sets
Requirements = tuple[Row, ...]


WIDEST = 300
"""Sets in a row above which it is not looked at for joining."""


class TooLong(Exception):
    """A form would have more members than allowed, or a count would take more steps."""


def absorbed(sets: Iterable[Set]) -> Sets:
    """Leave out every set that contains another one.

    Examples
    --------
    >>> sorted(map(sorted, absorbed([frozenset({1}), frozenset({1, 2}), frozenset({2, 3})])))
    [[1], [2, 3]]
    """
    kept: list[Set] = []
    singles: set[int] = set()
    for each in sorted(set(sets), key=len):
        if not each:
            return frozenset({each})
        if singles.isdisjoint(each) and not any(other <= each for other in kept):
            if len(each) == 1:
                singles |= each
            else:
                kept.append(each)
    return frozenset(kept) | {frozenset({atom}) for atom in singles}


def implies(row: Row, other: Row) -> bool:
    """Return whether a row that is met meets the other row as well."""
    return all(any(smaller <= each for smaller in other) for each in row)


def merged(rows: Iterable[Row]) -> Requirements:
    """Make rows fewer: leave out what others imply, and join rows that differ in one set each.

    (A or F) and (B or F) is (A and B) or F.

    Examples
    --------
    >>> a, b, c = (frozenset({atom}) for atom in "abc")
    >>> (row,) = merged([frozenset({a, b}), frozenset({a, c})])
    >>> sorted(map(sorted, row))
    [['a'], ['b', 'c']]
    """
    kept = _without_implied(rows)
    while True:
        homes: dict[Sets, tuple[int, Set]] = {}
        pair = None
        for place, row in enumerate(kept):
            for each in row if len(row) <= WIDEST else ():
                rest = row - {each}
                if rest in homes and homes[rest][0] != place:
                    pair = homes[rest], (place, each), rest
                    break
                homes[rest] = (place, each)
            if pair:
                break
        if pair is None:
            return tuple(sorted(kept, key=_order))
        (first, a), (second, b), rest = pair
        joined = absorbed([*rest, a | b])
        kept = _without_implied([joined, *(row for place, row in enumerate(kept) if place not in (first, second))])


def _order(row: Row) -> tuple[int, list[list[int]]]:
    return len(row), sorted(map(sorted, row))


def _without_implied(rows: Iterable[Row]) -> list[Row]:
    """Leave out rows that are always met, and those that another row implies."""
    kept: list[Row] = []
    for row in sorted(set(rows), key=_order):
        if frozenset() not in row and not any(implies(other, row) for other in kept):
            kept = [other for other in kept if not implies(row, other)]
            kept.append(row)
    return kept


def clauses_of(rows: Requirements, most: int) -> Sets | None:
    """Return the minimal conjunctive form, of each set at least one atom; None where it has more sets than ``most``.

    Examples
    --------
    >>> rows = (frozenset({frozenset({1}), frozenset({2, 3})}),)
    >>> sorted(map(sorted, clauses_of(rows, 10)))
    [[1, 2], [1, 3]]
    """
    try:
        return absorbed(chain.from_iterable(_one_of_each(row, most) for row in rows))
    except TooLong:
        return None


def terms_of(rows: Requirements, most: int) -> Sets | None:
    """Return the minimal disjunctive form, all atoms of one of the sets; None where it has more sets than ``most``.

    Examples
    --------
    >>> rows = tuple(frozenset(frozenset({atom}) for atom in row) for row in ((1, 2), (1, 3)))
    >>> sorted(map(sorted, terms_of(rows, 10)))
    [[1], [2, 3]]
    """
    found: Sets = frozenset({frozenset()})
    try:
        for row in rows:
            found = _product(found, row, most)
    except TooLong:
        return None
    return found


def _one_of_each(row: Row, most: int) -> Sets:
    """Return the smallest sets that have an atom of every set of a row."""
    found: Sets = frozenset({frozenset()})
    for each in sorted(row, key=len):
        found = _product(found, frozenset(frozenset({atom}) for atom in each), most)
    return found


def _product(left: Sets, right: Sets, most: int) -> Sets:
    """Return the unions of one set of each, without those that contain another."""
    if len(left) * len(right) > 50 * most:
        raise TooLong
    found = absorbed(a | b for a in left for b in right)
    if len(found) > most:
        raise TooLong
    return found


def atoms(rows: Iterable[Row]) -> frozenset[int]:
    """Return all atoms that rows mention."""
    return frozenset(chain.from_iterable(chain.from_iterable(rows)))


def sizes(rows: Requirements, most_steps: int) -> tuple[int, ...]:
    """Return how many sets of atoms of each size satisfy all rows: entry k counts those of k atoms.

    Parameters
    ----------
    rows : tuple of frozenset of frozenset of int
        The condition.
    most_steps : int
        Cases after which it gives up: rows that share many atoms need exponentially many.

    Returns
    -------
    tuple of int
        Over the atoms that the rows mention, so one more than there are of these.

    Raises
    ------
    TooLong
        Where it would take more cases.

    Examples
    --------
    >>> sizes((frozenset({frozenset({1}), frozenset({2, 3})}),), 100)
    (0, 1, 3, 1)
    """
    count = len(atoms(rows))
    width = count + 1
    number = _Sizes(width, most_steps).of(frozenset(rows))
    mask = (1 << width) - 1
    return tuple(number >> width * size & mask for size in range(count + 1))


class _Sizes:
    """Counts by size, as polynomials whose k-th coefficient counts sets of k atoms.

    A polynomial is one whole number, its value at 2^width: no coefficient reaches 2^width, so products of
    polynomials are products of numbers.
    """

    def __init__(self, width: int, most_steps: int) -> None:
        self.width = width
        self.left = most_steps
        self.known: dict[frozenset[Row], int] = {}

    def free(self, count: int) -> int:
        """All sets of so many atoms: (1 + z)^count."""
        return int(pow((1 << self.width) + 1, count))

    def of(self, rows: frozenset[Row]) -> int:
        """Count for a conjunction of rows, over the atoms in them."""
        if rows not in self.known:
            self.left -= 1
            if self.left < 0:
                raise TooLong
            self.known[rows] = self._split(list(rows))
        return self.known[rows]

    def _split(self, rows: Sequence[Row]) -> int:
        """Multiply over groups of rows that share no atom."""
        groups = together([atoms([row]) for row in rows])
        if len(groups) == 1:
            return self._row(rows[0]) if len(rows) == 1 else self._branch(rows)
        result = 1
        for group in groups:
            result *= self.of(frozenset(rows[place] for place in group))
        return result

    def _row(self, row: Row) -> int:
        """Count for a disjunction of sets: all, less what meets none of the groups that share no atom."""
        sets = list(row)
        groups = together(sets)
        if len(groups) == 1:
            return 1 << self.width * len(sets[0]) if len(sets) == 1 else self._branch([row])
        none, total = 1, 0
        for group in groups:
            some = frozenset(sets[place] for place in group)
            count = len(atoms([some]))
            none *= self.free(count) - self.of(frozenset({some}))
            total += count
        return self.free(total) - none

    def _branch(self, rows: Sequence[Row]) -> int:
        """Take the most frequent atom once as true and once as false."""
        atom = Counter(chain.from_iterable(chain.from_iterable(rows))).most_common(1)[0][0]
        left = len(atoms(rows)) - 1
        without = [absorbed(each - {atom} for each in row) for row in rows]
        result = self._reduced(without, left) << self.width
        never = [frozenset(each for each in row if atom not in each) for row in rows]
        return result + (self._reduced(never, left) if all(never) else 0)

    def _reduced(self, rows: Sequence[Row], count: int) -> int:
        """Count for rows after one atom is settled, over so many atoms."""
        kept = frozenset(merged(rows))
        return self.of(kept) * self.free(count - len(atoms(kept)))


def together(sets: Sequence[Set]) -> list[list[int]]:
    """Return the places of sets in groups: sets of different groups share no atom.

    Examples
    --------
    >>> together([frozenset({1, 2}), frozenset({3}), frozenset({2, 4})])
    [[1], [0, 2]]
    """
    home: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for place, each in enumerate(sets):
        joined = {home[atom] for atom in each if atom in home}
        groups[place] = [member for other in sorted(joined) for member in groups.pop(other)] + [place]
        for member in groups[place] if joined else [place]:
            home.update(dict.fromkeys(sets[member], place))
    return [sorted(group) for group in groups.values()]
