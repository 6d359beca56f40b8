"""Some hundred thousand verdicts, of every kind of concept, compared with the textbook."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import (
    KNOWN,
    RANKED,
    UNKNOWN,
    Document,
    enriched,
    option_documents,
    rich_documents,
    with_attitudes,
)
from tests.textbook_compare import (
    BASIC,
    COALITIONAL,
    DEGREES,
    EXTENSIONS,
    FORESIGHT,
    HYBRID,
    MAXIMIN,
    STRENGTH,
    TREES,
    coalitions_agree,
    foresight_agrees,
    jumps_agree,
    preferences_agree,
    rules_agree,
)

Check = Callable[[Document], int]
FUZZY = [f"fuzzy_{name}" for name in BASIC]
CHANCES = [f"prob_{name}{given}" for name in BASIC for given in ("", "(0.9,0.8,0.2)", "(0.4,0.65,0.35)")]
ATTITUDES = [f"rel_{name}" for name in BASIC]
PRIVATE = option_documents(coalesce=False).filter(
    lambda document: not any("shared_with" in o for maker in document["decision_makers"] for o in maker["options"])
)
CAMPAIGNS: dict[str, tuple[int, int, st.SearchStrategy[Document], Check]] = {
    "classical": (400, 20_000, rich_documents(UNKNOWN), lambda d: preferences_agree(d, BASIC)),
    "unknown": (200, 50_000, rich_documents(UNKNOWN), lambda d: preferences_agree(d, EXTENSIONS)),
    "strength": (200, 50_000, rich_documents(UNKNOWN), lambda d: preferences_agree(d, (*STRENGTH, *DEGREES))),
    "hybrid": (200, 50_000, rich_documents(UNKNOWN), lambda d: preferences_agree(d, HYBRID)),
    "fuzzy": (400, 20_000, rich_documents((*RANKED, "certainty")), lambda d: preferences_agree(d, FUZZY)),
    "probabilistic": (200, 50_000, rich_documents((*KNOWN, "probability")), lambda d: preferences_agree(d, CHANCES)),
    "attitudes": (400, 20_000, with_attitudes(rich_documents(UNKNOWN)), lambda d: preferences_agree(d, ATTITUDES)),
    "rules": (200, 50_000, rich_documents(UNKNOWN), rules_agree),
    "simultaneous": (300, 5_000, enriched(PRIVATE, UNKNOWN), lambda d: foresight_agrees(d, ["SIM"])),
    "foresight": (400, 20_000, rich_documents(RANKED, 4, 9, 2), lambda d: foresight_agrees(d, FORESIGHT)),
    "trees": (400, 20_000, rich_documents(UNKNOWN, 4, 9, 2), lambda d: foresight_agrees(d, TREES)),
    "maximin": (400, 10_000, rich_documents(RANKED, 3, 8, 2), lambda d: foresight_agrees(d, MAXIMIN)),
    "policies": (800, 4_000, rich_documents(UNKNOWN, 3, 6, 2), lambda d: foresight_agrees(d, ["PSS"])),
    "coalitions": (150, 30_000, rich_documents(UNKNOWN, 4, 6), lambda d: coalitions_agree(d, COALITIONAL)),
    "jumps": (150, 1_000, rich_documents(UNKNOWN), jumps_agree),
}


@pytest.mark.long
@pytest.mark.parametrize("name", CAMPAIGNS)
def test_campaign(name: str) -> None:
    """The program agrees with the textbook on so many verdicts of one kind."""
    examples, least, documents, check = CAMPAIGNS[name]
    count = 0

    @settings(max_examples=examples, deadline=None)
    @given(documents)
    def compare(document: Document) -> None:
        nonlocal count
        count += check(document)

    compare()
    print(f"{name}: {count:,} verdicts")
    assert least <= count
