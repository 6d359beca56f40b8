"""What could happen next: a Markov evolution over the states, under assumptions that are stated and varied.

No definition of such an evolution is standard in the literature of the Graph Model; this is one.
Sides improve as their solution concept has it; where nobody would, a side may concede, or play ends.

1. `standoff.analyze.prospects.assumptions`: who moves how readily, looks how far ahead, concedes how likely.
2. `standoff.analyze.prospects.choices`: the moves that a side would make, and the concessions that it could make.
3. `standoff.analyze.prospects.play`: the situations that can come about from the start, built one after the other.
4. `standoff.analyze.prospects.chain`: their chances, by sparse linear algebra.
5. `standoff.analyze.prospects.ways`: what improvements reach, and whose concession the rest would take.
6. `standoff.analyze.prospects.ranges`: how the chances depend on the assumptions.

References
----------
Kemeny & Snell (1960), *Finite Markov Chains*: absorption, visits and hitting times.
Li, Kilgour & Hipel (2005), *Journal of the Operational Research Society* 56: status quo analysis.
Fang, Hipel & Kilgour (1993), *Interactive Decision Making*: foresight of the solution concepts, legal sequences.
Young (1993), *Econometrica* 61: evolution in which moves against one's interest are rare, and which equilibria last.
"""

from __future__ import annotations

from standoff.analyze.prospects.assumptions import Assumptions, assume
from standoff.analyze.prospects.outlook import Outlook, outlook

__all__ = ["Assumptions", "Outlook", "assume", "outlook"]
