"""What is told of very many states at once is what is told of each."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import standoff
from standoff.model.files import from_document
from standoff.show.findings import findings
from standoff.show.throughout import moving, unmet_throughout
from tests.strategies import option_documents


@settings(max_examples=80, deadline=None)
@given(data=st.data(), document=option_documents(most_options=4, most_sides=3))
def test_many_states_at_once(data: st.DataObject, document: dict[str, Any]) -> None:
    """Which states are no stalemates, and what is unmet in all of them, is the same state by state."""
    dispute = from_document(document)
    if not dispute.options or (dispute.status_quo is None and data.draw(st.booleans())):
        document = {**document, "status_quo": {"taken": []}}
    try:
        found = findings(standoff.Analysis(from_document(document)))
    except standoff.StandoffError:
        return
    shown = data.draw(st.lists(st.integers(0, found.model.states.count - 1), unique=True, max_size=12))
    assert tuple(state for state in shown if not found.stalemate(state)) == moving(found, shown)
    first = found.unmet(shown[0]) if shown else ()
    assert tuple(c for c in first if all(c in found.unmet(s) for s in shown)) == unmet_throughout(found, shown)
