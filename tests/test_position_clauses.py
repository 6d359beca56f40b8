"""Clauses that show positions: conditions of every shape, free indirect speech, orders, fragments, warnings."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy", reason="reading needs the extra `read`")

from tests.reading_scenes import positions_of, statements_of

WAITED = " Chile waited."


@pytest.mark.parametrize(
    ("text", "position", "term"),
    [
        ("Peru would return to the table, it said, were Chile to pay.", "for", "were Chile to pay"),
        ("Peru would lift the ban, Quintero said, should Chile scrap its levy.", "for", "should Chile scrap its levy"),
        ("Quintero hinted at a delay should Chile free the crew.", "for", "should Chile free the crew"),
        ("Peru ruled out any talks before Chile withdraws its boats.", "against", "before Chile withdraws"),
        ("Peru has no objection to observers so long as Chile admits them too.", "for", "so long as Chile admits them"),
        ("Peru is ready to sign on the understanding that Chile pays half.", "for", "Chile pays half"),
        ("The union is prepared to talk, but only after the company pays.", "for", "only after the company pays"),
        ("Peru would sign only when Chilean troops had left the pass." + WAITED, "for", "only when Chilean troops had"),
        ("Quintero told reporters Peru would return only after Chile had paid.", "for", "only after Chile had paid"),
        (
            "Quintero said that no licence would be issued until a survey had been done.",
            "against",
            "until a survey had",
        ),
        ("Peru said it would pull back its boats once the trawlers had left." + WAITED, "for", "once the trawlers had"),
        (
            "Peru would contribute to the dam, subject to consent being given." + WAITED,
            "for",
            "subject to consent being",
        ),
    ],
)
def test_a_condition_is_a_position_of_its_own(text: str, position: str, term: str) -> None:
    """What is offered or refused has its polarity and names the condition; the condition stands beside it."""
    found = positions_of(text)
    held = next(p for p in found if p.type != "condition")
    assert (position, True) == (held.polarity, term in (held.condition or ""))
    assert [term] == [term for p in found if p.type == "condition" and term in p.text]


@pytest.mark.parametrize(
    "text",
    [
        "Peru said it would free the crew before Chile paid the fine.",
        "Had Chile asked, Peru would have opened the lock.",
        "Peru will not talk as long as Chile keeps its boats in the bay.",
        "Before the war, Peru sold copper to Chile.",
        "“Until that exists, Chile should not be granting anything,” Quintero said.",
    ],
)
def test_no_condition(text: str) -> None:
    """A time, an unreal past, a reproach and what only points back are no terms."""
    assert [] == [p.text for p in positions_of(text) if p.type == "condition"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the writer goes on in somebody's words
        ("Quintero said the harbour was full. Pier 4 would be kept open.", ("quintero", "willingness", "for")),
        ("Quintero objected to the dam. Were it built, she would seek an injunction.", ("quintero", "threat", "for")),
        ("The union is opposed to a vote and will boycott the session.", ("union", "refusal", "against")),
        # participles and passives
        ("Peru, accused by Chile of stealing water, kept silent.", ("chile", "accusation", "against")),
        ("A runway is favoured by the company and resisted by the union.", ("union", "opposition", "against")),
        ("Chile offered Peru a truce. The offer was turned down at the time.", ("peru", "refusal", "against")),
        # wishes
        ("Quintero requested that Chile cut its catch by a fifth.", ("quintero", "appeal", "for")),
        ("Valdes proposed that an independent auditor check the books.", ("valdes", "appeal", "for")),
        ("Peru asked that the route, dropped last year, be surveyed again.", ("peru", "appeal", "for")),
        ("Peru wants its engineers inside the tunnel." + WAITED, ("peru", "demand", "for")),
        ("The union wants both managers out of the building by June.", ("union", "demand", "for")),
        ("Chile wants the boats back in port.", ("chile", "demand", "for")),
        ("“We want them gone,” Quintero said." + WAITED, ("peru", "demand", "for")),
        ("“I need keys, not promises,” Valdes said. Peru waited.", ("valdes", "demand", "for")),
        ("“What we ask of Chile is a survey of the reef,” Quintero said.", ("peru", "demand", "for")),
        ("“All we are asking is that Chile pay,” Quintero said.", ("peru", "demand", "for")),
        ("Chile is pressing Peru for a refund.", ("chile", "demand", "for")),
        ("Peru, urged by Chile to cut its fleet, has refused.", ("chile", "appeal", "for")),
        ("Valdes insisted on Peru paying first.", ("valdes", "demand", "for")),
        ("Peru asked for the meeting to be moved.", ("peru", "appeal", "for")),
        ("Peru wants Chile out of the treaty.", ("peru", "demand", "for")),
        # orders
        ("“Let Chile pay for the dam,” Quintero said.", ("quintero", "demand", "for")),
        ("“Take the money and sell,” Valdes urged Peru.", ("valdes", "appeal", "for")),
        ("“Don't sign it,” Quintero urged the union.", ("quintero", "appeal", "against")),
        ("“Nobody should be meeting them,” Quintero said." + WAITED, ("quintero", "demand", "against")),
        # promises and threats
        ("Chile is to withdraw its ambassador, Valdes announced.", ("chile", "threat", "for")),
        ("“If the company pays, we call off the march,” the union said.", ("union", "willingness", "for")),
        ("“We’re not going anywhere,” the union said.", ("union", "refusal", "against")),
        # no without a word for it
        ("Valdes offered Peru a loan. “No thanks,” Quintero said.", ("quintero", "refusal", "against")),
        ("“We don’t trade one crew for another,” Quintero said." + WAITED, ("peru", "refusal", "against")),
        ("Peru was not, Quintero stressed, about to raise the toll.", ("peru", "unwillingness", "against")),
        ("Chile asked Peru for a delay. “Not a week,” Quintero said.", ("quintero", "refusal", "against")),
        ("Chile accused Peru of felling trees. “Not one tree,” Quintero said.", ("quintero", "denial", "against")),
        ("“We never asked for a levy on fish,” Quintero said.", ("peru", "denial", "against")),
        ("“At no time did we cut the cable,” Quintero said.", ("peru", "denial", "against")),
        ("The claim that Peru had lied was untrue, Quintero said.", ("quintero", "denial", "against")),
        # one thing, but not another
        ("Peru backed the ban, but not any recourse to the courts." + WAITED, ("peru", "opposition", "against")),
        ("The union was not asking for the moon, it said, only for two breaks a day.", ("union", "demand", "for")),
        ("The union wants the audit opened and has threatened to picket the plant.", ("union", "threat", "for")),
        ("Quintero insists the crew never left, but has refused to talk.", ("quintero", "refusal", "against")),
        ("Chile offered to share the port, but not to give up the island.", ("chile", "refusal", "against")),
        ("Peru and Chile met; neither has agreed to pay.", ("chile", "refusal", "against")),
        # warnings and what is left open
        ("Valdes warned that closing the lock would starve the valley.", ("valdes", "warning", "against")),
        ("Quintero neither accepted nor rejected the plan.", ("quintero", "no-commitment", "withheld")),
        ("Quintero warned that delay would cost the port its trade.", ("quintero", "warning", "against")),
        ("Valdes warned that herds would be lost unless the wells were reopened.", ("valdes", "warning", "against")),
        (
            "Valdes ruled out a raid. Quintero, asked the same question, declined to do so.",
            ("quintero", "no-commitment", "withheld"),
        ),
        ("Whether the gate will open, Quintero declined to say.", ("quintero", "no-commitment", "withheld")),
        ("Peru and Chile want talks. Neither capital has confirmed them.", ("chile", "no-commitment", "withheld")),
        ("Peru and Chile want talks. Neither will travel for them.", ("chile", "refusal", "against")),
    ],
)
def test_clauses(text: str, expected: tuple[str, str, str]) -> None:
    """Each clause gives one position with its holder, type and polarity."""
    assert expected in [(p.holder, p.type, p.polarity) for p in positions_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“Let us hope for rain,” Quintero said.",
        "“Look at the map,” Quintero said.",
        "“Not a good day,” Quintero said.",
        "“We never sleep,” Quintero said.",
        "The company would celebrate its birthday in May.",
        "Quintero said the fair was lovely. The next one would be held in June.",
        "Peru won the match once the rain had stopped.",
        "Chile does not export gold.",
        "Chile, which must approve any sale of gas, met Peru in May.",
    ],
)
def test_plain_words_show_nothing(text: str) -> None:
    """What looks like one of these clauses and settles nothing is left alone."""
    assert [] == [(p.rule, p.text) for p in positions_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru will ban grapes from May, its ministry announced on Monday.", ["Peru will ban grapes from May"]),
        (
            "Peru would strike its tents, it said, once the rigs are gone.",
            ["Peru would strike its tents, it said, once the rigs are gone"],
        ),
        ("Valdes, asked the same question, declined to answer.", []),
    ],
)
def test_what_is_said(text: str, expected: list[str]) -> None:
    """A clause joined to a later verb of saying is what is said; its condition belongs to it."""
    assert expected == [text[s.start : s.end] for s in statements_of(text)]


def test_who_is_meant() -> None:
    """A court is not the other side, and who leaves a thing open answers who asked for it, whoever spoke since."""
    threat = positions_of("Chile drained the lake. Peru reserved the right to take the matter to the court.")[-1]
    assert ("threat", "chile") == (threat.type, threat.target)
    both = [p.target for p in positions_of("Peru and Chile quarrel. Neither will travel to the other’s capital.")]
    assert {"peru", "chile"} == set(both)
