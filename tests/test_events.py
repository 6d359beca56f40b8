"""Events: deeds with their modality, and what has not happened."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from tests.reading_scenes import events_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quintero met Valdes in Geneva.", ("CONSULT", "actual", ("quintero",), ("valdes",))),
        (
            "Talks between Peru and Chile resumed on Monday.",
            ("CONSULT", "actual", ("peru", "chile"), ("peru", "chile")),
        ),
        ("Peru and Chile signed a treaty.", ("AGREE", "actual", ("peru", "chile"), ("peru", "chile"))),
        ("Peru imposed sanctions on Chile.", ("SANCTION", "actual", ("peru",), ("chile",))),
        ("Peru may impose sanctions on Chile.", ("SANCTION", "possible", ("peru",), ("chile",))),
        ("Peru seized two ships of Chile.", ("COERCE", "actual", ("peru",), ("chile",))),
        ("Peru deployed troops, which angered Chile.", ("MOBILIZE", "actual", ("peru",), ("chile",))),
        ("Peru attacked Chile.", ("ASSAULT", "actual", ("peru",), ("chile",))),
        ("Peru sued Chile.", ("ACCUSE", "actual", ("peru",), ("chile",))),
        ("The union walked out and the company closed.", ("PROTEST", "actual", ("union",), ("company",))),
        ("The union plans to march against the company.", ("PROTEST", "intended", ("union",), ("company",))),
        ("A $4 million package from Chile reached Peru.", ("AID", "actual", ("chile",), ())),
        ("A possible shipment of aid by Chile is on its way.", ("AID", "possible", ("chile",), ())),
        ("Chile, which gave Peru $6 million in military aid, waited.", ("AID", "actual", ("chile",), ("peru",))),
        ("Chile urged Peru to leave.", ("REQUEST", "actual", ("chile",), ("peru",))),
        ("Chile accused Peru of stalling.", ("ACCUSE", "actual", ("chile",), ("peru",))),
    ],
)
def test_deeds(text: str, expected: tuple[str, str, tuple[str, ...], tuple[str, ...]]) -> None:
    """Each deed has its type, its modality and both its sides."""
    assert expected in [(e.type, e.modality, e.source, e.target) for e in events_of(text)]


def test_by_telephone() -> None:
    """A call is a consultation by phone."""
    assert [("phone", "041")] == [(e.mode, e.cameo) for e in events_of("Quintero spoke to Valdes by telephone.")]


@pytest.mark.parametrize(
    "text",
    [
        "Peru demanded that Chile withdraw its troops.",
        "Peru urged Chile to sign a truce.",
        "Peru denied that it had attacked Chile.",
        "Will Peru attack Chile?",
        "Peru did not attack Chile.",
        "If Peru attacks Chile, nobody wins.",
        "Peru refused to release the prisoners to Chile.",
    ],
)
def test_what_has_not_happened(text: str) -> None:
    """What is demanded, denied, asked or refused is no deed."""
    speech = ("REQUEST", "REJECT", "ACCUSE", "THREATEN")
    assert [] == [(e.type, e.text) for e in events_of(text) if e.type not in speech]
