"""Drafting a dispute from ledgers, rule by rule."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from standoff.errors import StandoffError
from standoff.model.files import load
from standoff.read.draft import draft, save_draft, to_yaml
from standoff.read.ledger import Actor, Event, Ledger, Mention, Position, Quantity, Source


def actor(identifier: str, kind: str = "organization", **more: Any) -> Actor:
    """Return an actor that the report names."""
    named = (Mention(start=0, end=4, text=identifier, form="named"),)
    return Actor(**{"id": identifier, "name": identifier, "kind": kind, "mentions": named, **more})


def position(at: int, holder: str, kind: str, issue: str, action: str, by: str | None = None, **more: Any) -> Position:
    """Return a position whose passage starts at the given offset."""
    polarity = {"refusal": "against", "unwillingness": "against", "opposition": "against", "no-commitment": "withheld"}
    fields = {"polarity": polarity.get(kind, "for"), "voice": "reported", "text": action, **more}
    named = {"id": f"P{at}", "holder": holder, "type": kind, "issue": issue, "action": action, "by": by}
    return Position.model_validate({**named, "start": at, "end": at + 5, **fields})


def event(at: int, kind: str, source: Sequence[str], target: Sequence[str], **more: Any) -> Event:
    """Return an event whose passage starts at the given offset."""
    fields = {"text": "did it", **more}
    named = {"id": f"E{at}", "type": kind, "source": list(source), "target": list(target)}
    return Event.model_validate({**named, "start": at, "end": at + 5, **fields})


def ledger(*entries: Actor | Position | Event | Quantity, source: str = "note", **more: Any) -> Ledger:
    """Return a ledger of the given entries; Up and Down are always among its actors."""
    known = {entry.id for entry in entries if isinstance(entry, Actor)}
    actors = [actor(name) for name in ("up", "down") if name not in known]
    return Ledger(
        source=Source(id=source, **more),
        actors=(*actors, *(entry for entry in entries if isinstance(entry, Actor))),
        positions=tuple(entry for entry in entries if isinstance(entry, Position)),
        events=tuple(entry for entry in entries if isinstance(entry, Event)),
        quantities=tuple(entry for entry in entries if isinstance(entry, Quantity)),
    )


def options(document: dict[str, Any]) -> list[str]:
    """Return the ids of all options."""
    return [option["id"] for maker in document["decision_makers"] for option in maker["options"]]


def sides(document: dict[str, Any]) -> list[str]:
    """Return the ids of all sides."""
    return [maker["id"] for maker in document["decision_makers"]]


def wants(document: dict[str, Any], side: str) -> list[str]:
    """Return the statements of one side, as written."""
    return [entry["prefer"] for entry in document["preferences"].get(side, {}).get("statements", [])]


ASKED = position(10, "down", "demand", "water", "release water", "up")


def test_sides_merge_along_acts_for_and_members() -> None:
    """An office speaks for whom it acts for, and the appeal of a group is one of each of its members."""
    leader = actor("leader", "person", acts_for="up")
    office = actor("office", acts_for="leader")
    pair = actor("pair", "group", members=("east", "west"))
    appeal = position(10, "pair", "appeal", "water", "release water", "office")
    document = draft([ledger(leader, office, actor("east"), actor("west"), pair, appeal)])
    assert sides(document) == ["up", "east", "west"]
    assert options(document) == ["up_water"]
    assert wants(document, "east") == wants(document, "west") == ["up_water"]


def test_a_circle_of_acts_for_ends() -> None:
    """Two actors who act for each other, as a reader may get it wrong, do not hang the draft."""
    circle = (actor("up", acts_for="chief"), actor("chief", "person", acts_for="up"))
    assert len(draft([ledger(*circle, ASKED)])["decision_makers"]) == 2


def test_a_population_speaks_for_its_state_after_the_leaders() -> None:
    """What the people of a state want comes after what its leaders want, however plainly it is said."""
    state = actor("up", "state", country="PER")
    people = actor("people", "population", country="PER")
    told = position(10, "people", "refusal", "water", "release water", strength="firm")
    said = position(20, "up", "willingness", "dam", "build the dam", strength="weak")
    assert wants(draft([ledger(state, people, told, said, ASKED)]), "up") == ["up_dam", "not up_water"]


def test_who_neither_wants_nor_does_anything_is_context() -> None:
    """An actor that only appears is no side; one that is asked for an act is."""
    document = draft([ledger(actor("bystander"), ASKED)])
    assert sides(document) == ["down", "up"] or sides(document) == ["up", "down"]


def test_manner_and_step_are_no_options_of_their_own() -> None:
    """Date and form of the talks belong to the option of talking."""
    step = position(20, "up", "no-commitment", "talks", "set a date", "up")
    asked = position(10, "down", "appeal", "talks", "negotiate", "up")
    document = draft([ledger(asked, step)])
    assert options(document) == ["up_talks"]
    assert document["decision_makers"][0]["options"][0]["evidence"] == ["note@10-15", "note@20-25"]


@pytest.mark.parametrize("kind", ["goal", "accusation", "denial", "warning"])
def test_what_gives_no_option(kind: str) -> None:
    """Goals, accusations, denials and warnings give no option."""
    assert options(draft([ledger(ASKED, position(20, "up", kind, "dam", "build the dam", "up"))])) == ["up_water"]


@pytest.mark.parametrize(
    ("kind", "action", "issue"),
    [("opposition", "it", "other"), ("refusal", "respond to that", "respond"), ("commitment", "call", "call")],
)
def test_words_that_name_no_act_give_a_question(kind: str, action: str, issue: str) -> None:
    """What only points at an act makes no option called "It"; what is meant is asked."""
    document = draft([ledger(ASKED, position(20, "up", kind, issue, action, "up"))])
    assert options(document) == ["up_water"]
    assert f"“{action}” (Up) names no act: what is meant?" in [q["ask"] for q in document["open_questions"]]


def test_support_of_a_side_is_no_act() -> None:
    """Whoever supports the other side has not said what that side should do."""
    names = position(20, "down", "support", "other", "the up", "up")
    assert options(draft([ledger(ASKED, names)])) == ["up_water"]


def test_an_aim_is_a_wish_for_the_concession_that_it_needs() -> None:
    """Wanting something back is wanting the other side to give way on it, and no option of one's own."""
    aim = position(10, "down", "commitment", "islands", "retake the islands", "down", target="up", strength="firm")
    refusal = position(20, "up", "refusal", "islands", "give way on the islands", "up", strength="firm")
    document = draft([ledger(aim, refusal)])
    assert options(document) == ["up_concede_islands"]
    assert wants(document, "down") == ["up_concede_islands"]
    assert wants(document, "up") == ["not up_concede_islands"]


def test_an_aim_without_an_act_is_an_open_question() -> None:
    """Where no option gives what an aim needs, the draft asks and states nothing."""
    document = draft([ledger(ASKED, position(20, "up", "goal", "peace", "end the war"))])
    assert wants(document, "up") == ["not up_water"]
    assert document["open_questions"][0]["evidence"] == ["note@20-25"]


def test_a_joint_act_is_one_option_a_side_and_an_outcome() -> None:
    """Talks are held only where all their sides say yes, whatever the issue is called."""
    one = position(10, "up", "willingness", "parley", "talk to Down", "up", target="down")
    other = position(20, "down", "refusal", "parley", "negotiate with Up", "down", target="up")
    assert draft([ledger(one, other)])["outcomes"] == {"parley": "up_parley and down_parley"}


def test_statements_are_ordered_by_strength_voice_date_repetition_and_text() -> None:
    """Firm before weak; then quoted before hearsay; then newer, repeated, and earlier in the text."""
    said = [
        position(10, "up", "offer", "a1", "do a", strength="weak", voice="direct"),
        position(20, "up", "offer", "b1", "do b", voice="hedged"),
        position(30, "up", "offer", "c1", "do c", date="2020-01-01"),
        position(40, "up", "offer", "d1", "do d", date="2021-01-01"),
        position(50, "up", "offer", "e1", "do e"),
        position(60, "up", "offer", "f1", "do f"),
        position(70, "up", "offer", "f1", "do f"),
        position(80, "up", "offer", "g1", "do g", strength="firm", voice="hedged"),
    ]
    document = draft([ledger(*said, ASKED, published="2021-01-01")])
    assert [w[3:] for w in wants(document, "up")[:-1]] == ["g1", "f1", "d1", "e1", "c1", "b1", "a1"]


def test_contradictory_evidence_is_contested_and_all_cited() -> None:
    """Of a side's contradictory words on one act the firmer are used, all are cited, and a question is asked."""
    yes = position(10, "up", "willingness", "water", "release water", strength="weak")
    no = position(20, "up", "refusal", "water", "release water", strength="firm")
    document = draft([ledger(yes, no, position(30, "down", "demand", "water", "release water", "up"))])
    [statement] = document["preferences"]["up"]["statements"]
    assert statement == {"prefer": "not up_water", "contested": True, "evidence": ["note@10-15", "note@20-25"]}
    assert document["open_questions"][0]["evidence"] == ["note@10-15", "note@20-25"]


def test_what_is_left_open_gives_a_question_and_no_statement() -> None:
    """A side that was asked and leaves it open is neither for nor against, and not silent either."""
    document = draft([ledger(ASKED, position(20, "up", "no-commitment", "water", "release water", "up"))])
    assert wants(document, "up") == []
    assert document["unlisted"] == "equal"
    assert [q["evidence"] for q in document["open_questions"]] == [["note@20-25"]]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("if Down pays", "up_water if down_money"),
        ("unless Down pays", "up_water if not down_money"),
        ("if the rain comes", "up_water if rain_comes"),
        ("if the rain does not come", "up_water if not rain_come"),
        ("if rain has never come", "up_water if not rain_come"),
    ],
)
def test_a_condition_gives_if(condition: str, expected: str) -> None:
    """A condition is another side's option where a position says so, else a fact that nobody controls."""
    offer = position(10, "up", "offer", "water", "release water", "up", condition=condition)
    price = position(40, "up", "condition", "money", "pay", "down", text="if Down pays", target="down")
    document = draft([ledger(offer, price)])
    assert wants(document, "up")[0] == expected
    assert document.get("facts", {}).keys() == ({expected.split()[-1]} if "rain" in expected else set())


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("if the rain does not come", "up_water if not rain_come"),
        ("if the rain doesn’t come", "up_water if not rain_come"),
        ("if the rain was not there", "up_water if not rain"),
        ("if no rain comes", "up_water if not rain_comes"),
        ("unless no rain comes", "up_water if rain_comes"),
        ("only if the rain comes no later than May", "up_water if rain_comes_no_later_may"),
        ("if Down does not pay", "up_water if not down_money"),
        ("unless Down refuses to pay", "up_water if down_money"),
    ],
)
def test_a_negated_condition_is_not_turned_around(condition: str, expected: str) -> None:
    """Negation inside a condition's clause counts; the fact it leaves is what the clause says without it."""
    offer = position(10, "up", "offer", "water", "release water", "up", condition=condition)
    price = position(40, "up", "condition", "money", "pay", "down", text="if Down pays", target="down")
    document = draft([ledger(offer, price)])
    assert wants(document, "up")[0] == expected
    asked = " ".join(question["ask"] for question in document["open_questions"])
    assert " not come" not in asked
    assert "no rain" not in asked


def test_silence_is_presumed_to_refuse_or_left_indifferent() -> None:
    """A side that is asked and silent is presumed unwilling, last in order; without presumptions it is indifferent."""
    document = draft([ledger(ASKED)])
    assert document["preferences"]["up"]["statements"] == [
        {"prefer": "not up_water", "presumed": "asked-not-done", "evidence": ["note@10-15"]}
    ]
    assert document["open_questions"][0]["evidence"] == ["note@10-15"]
    without = draft([ledger(ASKED)], presumptions=False)
    assert (wants(without, "up"), without["unlisted"]) == ([], "equal")
    assert "Presumptions are left out" in without["about"]
    assert without["open_questions"] == document["open_questions"]


def test_who_does_an_act_is_presumed_to_go_on() -> None:
    """Aid that is given is the status quo, and the giver is presumed to want to go on."""
    document = draft([ledger(ASKED, actor("friend"), event(20, "AID", ["friend"], ["down"], cameo="072"))])
    assert document["status_quo"] == {"taken": ["friend_aid"], "evidence": ["note@20-25"]}
    assert document["preferences"]["friend"]["statements"] == [
        {"prefer": "friend_aid", "presumed": "doing", "evidence": ["note@20-25"]}
    ]


@pytest.mark.parametrize("modality", ["possible", "intended", "denied"])
def test_only_actual_events_make_the_status_quo(modality: str) -> None:
    """What may happen, is planned or denied is not the status quo."""
    document = draft([ledger(ASKED, actor("friend"), event(20, "AID", ["friend"], ["down"], modality=modality))])
    assert document["status_quo"] == []
    assert ("friend_aid" in options(document)) == (modality != "denied")


def test_a_mediator_who_met_both_apart_has_not_brought_them_together() -> None:
    """Talks are held where the two sides met each other, not where a third met each."""
    talks = [
        position(10, "up", "willingness", "talks", "meet Down", target="down"),
        position(20, "down", "willingness", "talks", "meet Up", target="up"),
    ]
    apart = ledger(*talks, actor("mediator"), event(30, "CONSULT", ["mediator"], ["up", "down"]))
    together = ledger(*talks, event(30, "CONSULT", ["up"], ["down"]))
    assert draft([apart])["status_quo"] == []
    assert draft([together])["status_quo"] == {"taken": ["up_talks", "down_talks"], "evidence": ["note@30-35"]}


def test_a_counter_offer_is_an_option_of_its_own() -> None:
    """An offer of another figure than what is asked is another act, and both cannot be done."""
    figures = [
        Quantity(id=f"Q{at}", kind="percent", value=value, unit="percent", of=f"P{at}", start=at, end=at + 1, text="9")
        for at, value in ((10, 9), (20, 4))
    ]
    asked = position(10, "down", "demand", "wages", "pay 9 percent", "up")
    offered = position(20, "up", "offer", "wages", "pay 4 percent", "up")
    document = draft([ledger(asked, offered, *figures)])
    assert options(document) == ["up_wages", "up_wages_offer"]
    assert document["feasibility"][0]["mutually_exclusive"] == ["up_wages", "up_wages_offer"]
    assert wants(document, "up") == ["up_wages_offer", "not up_wages"]


def test_leaving_off_an_act_is_not_another_act() -> None:
    """A demand to lift what a side imposes is a wish that this side does not do it."""
    lift = position(10, "down", "demand", "sanctions", "lift the sanctions", "up")
    document = draft([ledger(lift, event(20, "SANCTION", ["up"], ["down"]))])
    assert options(document) == ["up_sanctions"]
    assert (wants(document, "down"), wants(document, "up")) == (["not up_sanctions"], ["up_sanctions"])


def test_missing_fields_fall_back() -> None:
    """Without ``by``, what is asked is asked of the target, the rest is one's own; unknown actors are passed over."""
    entries = [
        position(10, "down", "demand", "water", "release water", target="up"),
        position(20, "up", "threat", "dam", "build the dam"),
        position(30, "nobody", "demand", "water", "release water", "up"),
        position(40, "down", "demand", "dam", "not build the dam", "up"),
    ]
    document = draft([ledger(*entries)])
    assert options(document) == ["up_water", "up_dam"]
    assert wants(document, "down") == ["up_water", "not up_dam"]


def test_several_ledgers_are_one_dispute() -> None:
    """A state is the same in all reports by its country; contradictions between reports cite both."""
    first = ledger(
        actor("up", "state", country="PER", name="Peru"),
        position(10, "up", "willingness", "water", "release water"),
        ASKED,
        source="first",
        published="2020-01-01",
    )
    second = ledger(
        actor("peru", "state", country="PER", name="the Republic"),
        actor("leader", "person", acts_for="peru"),
        position(20, "leader", "refusal", "water", "release water"),
        source="second",
        published="2021-01-01",
    )
    document = draft([first, second])
    assert [source["id"] for source in document["sources"]] == ["first", "second"]
    assert document["preferences"]["up"]["statements"] == [
        {"prefer": "not up_water", "contested": True, "evidence": ["first@10-15", "second@20-25"]}
    ]


def test_ids_are_valid_and_unique() -> None:
    """Sources, sides and options get ids that the dispute file accepts, two of a name among them."""
    document = draft([ledger(ASKED, source="000-note"), ledger(ASKED, source="000-note")])
    assert [source["id"] for source in document["sources"]] == ["r000_note", "r000_note_2"]
    reserved = draft([ledger(actor("not"), position(10, "down", "demand", "water", "release water", "not"))])
    assert "not_side" in sides(reserved)


@pytest.mark.parametrize("entries", [(), (position(10, "up", "goal", "peace", "end the war"),)])
def test_a_report_without_a_dispute_is_refused(entries: tuple[Position, ...]) -> None:
    """Where no side has an option there is nothing to draft, and the message says what is missing."""
    with pytest.raises(StandoffError, match="nothing to draft: no side has an option"):
        draft([ledger(*entries)])


def test_one_side_alone_is_no_dispute() -> None:
    """A dispute takes two sides."""
    with pytest.raises(StandoffError, match="only one side"):
        draft([ledger(position(10, "up", "offer", "water", "release water"))])


def test_a_saved_draft_is_a_dispute_file(tmp_path: Path) -> None:
    """What is written loads again as the same sides, options, statements and evidence."""
    document = draft([ledger(ASKED)])
    save_draft(document, tmp_path / "d.dispute.yaml")
    dispute = load(tmp_path / "d.dispute.yaml")
    assert [option.id for option in dispute.options] == ["up_water"]
    assert {side: [s.text for s in entry.statements or ()] for side, entry in dispute.preferences.items()} == {
        "up": ["not up_water"],
        "down": ["up_water"],
    }
    assert [str(e) for e in dispute.options[0].support.evidence] == ["note@10-15"]


def test_yaml_text_keeps_the_order_of_the_format() -> None:
    """The keys of the file stand in the order of the format, the title near the top and the questions last."""
    keys = [line.split(":")[0] for line in to_yaml(draft([ledger(ASKED)])).splitlines() if line[0].isalpha()]
    assert keys[:4] == ["standoff", "title", "about", "sources"]
    assert keys[4:] == ["decision_makers", "status_quo", "preferences", "open_questions"]
