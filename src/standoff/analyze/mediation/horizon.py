"""What an answer cheaper than the best known can still contain; it shrinks the search more than anything else.

Each side must lift the target s to some level m at least, `Horizon.least`: answers that could still count sanction no
less than that.  So s ≽ x for some x at level m or above, and by the lemma in `orders` each state y from the level of s
to m makes a block, {(x, y), (y, s)} or (x, s), of which a pair changes.
If the side's relation of a to b changes, too, a better today, each y' between them or level with one makes a block
{(a, y'), (y', b)} or (a, b) just so.  The blocks of the second kind that share a pair with the first kind are at most
- that of y' = s, if a is below m and neither is s, since then x is beyond a;
- else, if neither is s: two (y' = s and y' = x) if x is neither a nor b, or those from s or b to m if it is one;
the others add to the cost.
A pair that would cost more than the best answer stays as it is.
With fewer pairs that may change, fewer answers can count, and the least levels may rise in turn.
"""

from __future__ import annotations

from standoff.analyze.mediation.problem import Problem
from standoff.analyze.mediation.sanctions import Sanctions

Box = tuple[tuple[int, int], ...]
"""For each side the least and the highest level that the target may be lifted to."""


class Horizon:
    """Which pairs an answer below a cost may change.

    Parameters
    ----------
    problem : Problem
        The question.
    making : bool
        Whether the target shall hold; where it shall fall, it need not be lifted.

    Attributes
    ----------
    limit : int or None
        The scaled cost that answers of interest do not exceed; None: any.
    bound : int or None
        The proved scaled cost of any answer within the limit; None if there is none.
    """

    def __init__(self, problem: Problem, making: bool) -> None:
        self.problem = problem
        self.making = making
        self.sanctions = Sanctions(problem)
        self.limit: int | None = None
        self.rows = [levels.tolist() for levels in problem.profile]
        self.upto = [_counts_upto(row) for row in self.rows]
        self.weights = [problem.weights.span(side)[0] for side in problem.sides]
        self.least: list[int] = []
        self.everything: Box = tuple((0, len(row)) for row in self.rows)
        self.box = self.everything
        self.bound: int | None = 0
        self.tighten(None)

    def span(self, side: int, low: int, high: int) -> int:
        """Return how many states of a side lie on two levels or between them."""
        upto = self.upto[side]
        return upto[high] - (upto[low - 1] if low else 0)

    def lift(self, side: int) -> int:
        """Return the scaled cost of lifting the target to the side's least level."""
        now, least = self.rows[side][self.problem.target], self.least[side]
        return self.weights[side] * (self.span(side, now, least) - 1) if least > now else 0

    def tighten(self, limit: int | None, box: Box | None = None) -> None:
        """Take a new limit, and bounds of the levels that the target is lifted to; draw all conclusions from them."""
        target = self.problem.target
        self.limit, self.bound, self.box = limit, 0, box or self.everything
        self.least = [max(row[target], low) for row, (low, _) in zip(self.rows, self.box, strict=True)]
        while self.making:
            if not self._raise():
                self.bound = None
                return
            bound = sum(self.lift(side) for side in self.problem.sides if side not in self.problem.fixed)
            if limit is not None and bound > limit:
                self.bound = None
                return
            if bound == self.bound:
                return
            self.bound = bound

    def frozen(self, side: int, s: int, t: int) -> bool:
        """Return whether no answer within the limit changes how a side compares two states."""
        if self.limit is None or self.bound is None:
            return False
        row = self.rows[side]
        low, high = sorted((row[s], row[t]))
        if low == high:
            return False
        target = self.problem.target
        if target in (s, t) and low == row[target] and high > self.box[side][1]:
            return True
        changed = self.span(side, low, high) - 1
        weight, lift = self.weights[side], self.lift(side)
        more = weight * changed - lift
        if lift and target not in (s, t):
            more = max(more, weight * (changed - self._shared(side, low, high)))
        return self.bound + max(more, 0) > self.limit

    def _shared(self, side: int, low: int, high: int) -> int:
        """Return how many blocks of a change between two levels may share a pair with those of the lift."""
        now, least = self.rows[side][self.problem.target], self.least[side]
        if high < least:
            return int(low <= now <= high)
        start = max(low, now)
        return max(2, self.span(side, start, least) if start <= least else 0)

    def halves(self) -> tuple[Box, Box] | None:
        """Split the box where the levels that are left differ most in cost; None where each side has one left."""
        assert self.bound is not None
        assert self.limit is not None
        widest, chosen, middle = 0, -1, 0
        for side in self.problem.sides:
            if side in self.problem.fixed:
                continue
            spare, least = (self.limit - self.bound) // self.weights[side], self.least[side]
            top = min(self.box[side][1], len(self.upto[side]) - 1)
            costs = [self.span(side, least + 1, level) for level in range(least + 1, top + 1)]
            within = [cost for cost in costs if cost <= spare]
            if within and within[-1] > widest:
                widest, chosen = within[-1], side
                middle = least + sum(cost <= within[-1] // 2 for cost in within)
        if chosen < 0:
            return None
        low, high = list(self.box), list(self.box)
        low[chosen] = (self.box[chosen][0], middle)
        high[chosen] = (middle + 1, self.box[chosen][1])
        return tuple(low), tuple(high)

    def hopeful(self, side: int, s: int, t: int) -> bool:
        """Return whether a move from s to t may be an improvement in an answer within the limit."""
        row = self.rows[side]
        return row[t] > row[s] or not (side in self.problem.fixed or self.frozen(side, s, t))

    def _raise(self) -> bool:
        """Raise the least levels as far as the hopeful answers demand; False if a side cannot follow."""
        target = self.problem.target
        for side in self.problem.sides:
            needed = max((self._needed(side, start) for start in self.sanctions.leaving(side)), default=0)
            if needed > self.least[side]:
                if side in self.problem.fixed or needed > self.box[side][1]:
                    return False
                self.least[side] = needed
        return all(self.rows[side][target] >= self.least[side] for side in self.problem.fixed)

    def _needed(self, side: int, start: int) -> int:
        """Return the level that sanctions of one improvement ask for at least."""
        row, target = self.rows[side], self.problem.target
        top = self.box[side][1]
        least = row[start] if row[start] <= top else top + 1
        concept = self.problem.concepts[side]
        if least <= self.least[side] or not concept.answered:
            return least
        credible = (lambda j, s, t: not self.hopeful(j, s, t)) if concept.credible else None
        for state, last in self.sanctions.answers(side, start, credible):
            matched = self.sanctions.must_match(side, state) if last >= 0 else None
            if matched is not None:
                least = min(least, max((row[t] for t in matched), default=row[target]))
                if least <= self.least[side]:
                    break
        return least


def _counts_upto(row: list[int]) -> list[int]:
    """Return how many states are at most at each level."""
    counts = [0] * (max(row) + 1)
    for level in row:
        counts[level] += 1
    for level in range(1, len(counts)):
        counts[level] += counts[level - 1]
    return counts
