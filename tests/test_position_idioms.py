"""Idioms, light verbs, predicates and reported clauses that show positions, one line each."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from tests.reading_scenes import events_of, positions_of

ASKED = "Chile asked Peru to open the gate. "
OFFERED = "The company offered 3 percent. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # asking
        ("Peru challenged Chile to open its books.", ("peru", "demand", "for")),
        ("The union is adamant that the cuts be reversed. The company waited.", ("union", "demand", "for")),
        ("A freeze on fares is the union's main demand.", ("union", "demand", "for")),
        ("The union's demand is that the company pay for the boots.", ("union", "demand", "for")),
        ("“The gates must be opened,” Quintero said. Chile waited.", ("quintero", "demand", "for")),
        ("The union wants a longer break. The company waited.", ("union", "goal", "for")),
        ("The union expects compensation. The company waited.", ("union", "demand", "for")),
        ("The union marched to the mill to demand higher pay. The company waited.", ("union", "demand", "for")),
        ("Shoppers urged the company to lower its prices.", ("shoppers", "appeal", "for")),
        ("Peru has made the release of the crew a condition for talks. Chile waited.", ("peru", "condition", "for")),
        ("Peru said it would sign once the crew was freed. Chile waited.", ("peru", "condition", "for")),
        # offering and being ready
        ("The company made an offer of 4 percent.", ("company", "offer", "for")),
        ("Peru held out the prospect of cheaper gas. Chile waited.", ("peru", "offer", "for")),
        ("Peru hinted that it might free the crew.", ("peru", "willingness", "for")),
        ("Peru is eager for a deal.", ("peru", "willingness", "for")),
        ("“There is room for compromise,” Quintero said.", ("quintero", "willingness", "for")),
        (ASKED + "Peru said it would.", ("peru", "acceptance", "for")),
        ("Peru bowed to the demand of Chile.", ("peru", "acceptance", "for")),
        ("Peru gave the green light to the pipeline.", ("peru", "acceptance", "for")),
        ("Peru is pressing ahead with the canal.", ("peru", "commitment", "for")),
        ("Peru threw its weight behind the plan. Chile waited.", ("peru", "support", "for")),
        ("Peru is sympathetic to the request. Chile waited.", ("peru", "support", "for")),
        # saying no
        ("Peru dug in its heels over the quota.", ("peru", "refusal", "against")),
        ("Peru stood firm on the quota.", ("peru", "refusal", "against")),
        ("Peru walked back its pledge to open the gate.", ("peru", "refusal", "against")),
        ("Peru withdrew its offer of gas.", ("peru", "refusal", "against")),
        ("Peru refused Chile a meeting.", ("peru", "refusal", "against")),
        ("Peru drew a red line at joint patrols.", ("peru", "refusal", "against")),
        ("The quota is a red line for Peru.", ("peru", "refusal", "against")),
        ("Peru ruled out sending its ships back.", ("peru", "refusal", "against")),
        ("Peru will not hear of selling the port.", ("peru", "refusal", "against")),
        ("The company said its decision would not be reversed.", ("company", "refusal", "against")),
        ("“The offer is not enough,” Quintero said. Chile waited.", ("quintero", "refusal", "against")),
        ("The union said there was no reason to stop.", ("union", "unwillingness", "against")),
        ("Peru would rather close the port than let inspectors in.", ("peru", "unwillingness", "against")),
        ("Peru took issue with the toll. Chile waited.", ("peru", "opposition", "against")),
        ("Peru is dead against the toll. Chile waited.", ("peru", "opposition", "against")),
        # leaving it open
        ("Peru offered no guarantee that the gate would open.", ("peru", "no-commitment", "withheld")),
        ("Peru could not guarantee that the gate would open.", ("peru", "no-commitment", "withheld")),
        ("Peru did not reject the plan.", ("peru", "no-commitment", "withheld")),
        ("Peru is studying the proposal.", ("peru", "no-commitment", "withheld")),
        ("Asked whether the gate would open, Quintero refused to answer.", ("quintero", "no-commitment", "withheld")),
        (ASKED + "Peru kept its options open.", ("peru", "no-commitment", "withheld")),
        ("A toll was not ruled out, Quintero said.", ("quintero", "no-commitment", "withheld")),
        # threatening and blaming
        ("The union vowed to withhold its dues.", ("union", "threat", "for")),
        ("The union is ready to take the company to court.", ("union", "threat", "for")),
        ("Peru warned of sanctions.", ("peru", "threat", "for")),
        ("The union announced a walkout.", ("union", "threat", "for")),
        ("The union gave the company a week to pay.", ("union", "demand", "for")),
        ("Quintero alleged that Chile had moved the buoys.", ("quintero", "accusation", "against")),
        ("Chile was accused by Peru of moving the buoys.", ("peru", "accusation", "against")),
        ("Quintero called Chile a bully.", ("quintero", "accusation", "against")),
        ("Peru accused Chile of theft, a charge that Chile brushed aside.", ("chile", "denial", "against")),
    ],
)
def test_idioms(text: str, expected: tuple[str, str, str]) -> None:
    """Each idiom gives a position with its holder, type and polarity."""
    assert expected in [(p.holder, p.type, p.polarity) for p in positions_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Peru was asked to name the ship.",
        "A sailor, who asked not to be named, watched Peru.",
        "Peru rejected a proposal to freeze the toll, and nobody else spoke.",
        "Demand for copper fell in Peru.",
        "Peru keeps the school open.",
        "Peru might not attend.",
    ],
)
def test_no_offer_or_promise(text: str) -> None:
    """What is passed over, denied or only possible gives no offer, promise or demand."""
    assert not {p.type for p in positions_of(text)} & {"offer", "commitment", "demand", "goal", "no-commitment"}


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Peru insisted on keeping its own flag. Chile waited.", "peru"),
        ("Peru wants a bigger share of the catch. Chile waited.", "chile"),
        ("Peru called for the road to be reopened. Chile waited.", "chile"),
        ("Chile made Peru an offer of gas. Peru rejected the offer.", "peru"),
        ("Peru said it would sign, provided that the fees were cut. Chile waited.", "chile"),
    ],
)
def test_who_would_act(text: str, by: str) -> None:
    """Who insists on his own act does it; what is wanted, and what a promise hangs on, is the other side's."""
    assert by == positions_of(text)[-1].by


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union has been on strike since May. The company waited.", ("PROTEST", ("union",))),
        ("The union has banned overtime. The company waited.", ("PROTEST", ("union",))),
        ("The union's overtime ban goes on. The company waited.", ("PROTEST", ("union",))),
        ("Peru keeps the border closed. Chile waited.", ("COERCE", ("peru",))),
        ("Chile urged Peru to stop pumping. Peru continues to pump.", ("COERCE", ("peru",))),
        ("The union continues to picket the gate. The company waited.", ("PROTEST", ("union",))),
    ],
)
def test_going_on(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    """What goes on has happened: it is an actual event of who does it."""
    assert expected in [(e.type, e.source) for e in events_of(text) if e.modality == "actual"]


def test_continuing_what_nobody_minds_is_no_event() -> None:
    """To go on with what no other side wants stopped is no deed against anybody."""
    assert [] == [e for e in events_of("Peru continues to pump. Chile waited.") if e.type == "COERCE"]


def test_a_communique_is_in_the_mouth_of_its_party() -> None:
    """A text that says "we" outside quotation marks is the party's own."""
    text = (
        "Peru has waited long enough. We call on Chile to leave the bay. We are ready to talk. "
        "We will not pay. Chile must free the crew."
    )
    assert [("peru", "appeal"), ("peru", "willingness"), ("peru", "refusal"), ("peru", "demand")] == [
        (p.holder, p.type) for p in positions_of(text)
    ]
