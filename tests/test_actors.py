"""Actors are found whoever they are: full and short names, titles, noun phrases, pronouns, capitals, groups."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from standoff.read.actor_words import actor_words
from standoff.read.actors import ActorIndex, find_actors
from standoff.read.documents import Report, open_report
from standoff.read.gazetteer import countries, look_up
from standoff.read.language import tag_words

SHARED = Path(__file__).parents[1] / "../shared/report"

SUMMIT = """Water talks stall
{A} President {P} {Q} said that he was ready to meet {B} Prime Minister {R} {S}, but {C} had to withdraw its troops.
{S} told reporters in {C} that she would not meet the {A} leader. “We owe them nothing,” she said.
{D} and {E} have urged both sides to talk. {Q} called that a distraction. The two countries have been at odds for years.
{E}’s foreign minister, {T} {U}, said her government would go on mediating between {F} and {C}.
"""
NAMES = [
    dict(zip("ABCDEFPQRSTU", row.split("; "), strict=True))
    for row in (
        "Peruvian; Bolivian; La Paz; Chile; Ecuador; Lima; Oro; Delvar; Ana; Quispel; Eva; Tarn",
        "Polish; Belarusian; Minsk; Latvia; Estonia; Warsaw; Jan; Zorwak; Vera; Hrintsa; Kai; Obe",
        "Thai; Lao; Vientiane; Vietnam; Singapore; Bangkok; Somrak; Wat; Noy; Keo; Li; Wen",
        "Ghanaian; Togolese; Lomé; Benin; Ivory Coast; Accra; Kofi; al-Amin; Ama; Dzo; Aya; Kone",
    )
]


def read(folder: Path, text: str) -> tuple[Report, ActorIndex]:
    """Find the actors of a text."""
    path = folder / "story.txt"
    path.write_text(text, encoding="utf-8")
    report = open_report(path)
    return report, find_actors(report, tag_words(report))


def who(report: Report, index: ActorIndex, phrase: str, nth: int = 0) -> str | None:
    """Return the name of the actor that the nth occurrence of a phrase means."""
    start = -1
    for _ in range(nth + 1):
        start = report.text.index(phrase, start + 1)
    actor = index.at(start, start + len(phrase.rstrip()))
    return index[actor].name if actor else None


@pytest.mark.parametrize("names", NAMES)
def test_the_same_whoever_is_named(tmp_path: Path, names: dict[str, str]) -> None:
    """A report gets the same actors whichever countries and people it names."""
    report, index = read(tmp_path, SUMMIT.format(**names))
    president, premier = f"{names['P']} {names['Q']}", f"{names['R']} {names['S']}"
    state = {side: look_up(names[side])[0].country.name for side in "AB"}
    meant = {
        "he was": president, "she would": premier,
        f"the {names['A']} leader": president, "We owe": state["B"], "them nothing": state["A"],
        "she said": premier, f"{names['C']} had": state["B"], "its troops": f"{names['C']} troops",
    }  # fmt: skip
    for phrase, name in meant.items():
        word = phrase.split()[0] if phrase.split()[0] in ("he", "she", "We", "them") else phrase
        start = report.text.index(phrase)
        length = len(names["C"]) if phrase.endswith(" had") else len(word)
        actor = index.at(start, start + length)
        if phrase == "its troops":
            assert actor is not None
            assert index[index.principal(actor)].name == state["B"]
        elif phrase != "them nothing":
            assert (phrase, index[actor].name if actor else None) == (phrase, name)
    people = {actor.name: actor for actor in index.actors if actor.kind == "person"}
    assert index[index.principal(people[president].id)].name == state["A"]
    assert index[index.principal(people[premier].id)].name == state["B"]
    minister = people[f"{names['T']} {names['U']}"]
    assert index[index.principal(minister.id)].name == look_up(names["E"])[0].country.name
    groups = [{index[member].name for member in actor.members} for actor in index.actors if actor.kind == "group"]
    assert {state["A"], state["B"]} in groups


def test_a_city_is_no_government(tmp_path: Path) -> None:
    """A capital where something happens is a place; one that acts, or is dealt with, is its government."""
    report, index = read(tmp_path, SUMMIT.format(**NAMES[0]))
    assert who(report, index, "La Paz", 0) == "Bolivia"
    assert who(report, index, "La Paz", 1) is None
    assert who(report, index, "La Paz", 2) == "Bolivia"


LOCAL = """Dockers turn down night shifts at Harrow Quay
The Harbour Workers' Union (HWU) said on Tuesday that its members would not work nights.
Ostmark Lines, the quay's largest customer, called that blackmail.
“They want our evenings for nothing,” said Pia Lund, the union's secretary. “We have families.”
The shipping line said it would move its vessels elsewhere.
Its operations director, Mr Hugo Brandt, told staff that the company could not wait.
HWU offered to meet him. Lund said she would bring a mediator. Brandt himself did not reply.
Neither side expects a quick end.
A council spokesman said the town council would stay out of it.
"""


def test_local_disputes(tmp_path: Path) -> None:
    """Unions, companies and their people are found as states are."""
    report, index = read(tmp_path, LOCAL)
    union, line = "Harbour Workers' Union", "Ostmark Lines"
    assert who(report, index, "HWU", 1) == union
    assert who(report, index, "The shipping line") == line
    assert who(report, index, "the company") == line
    assert who(report, index, "We ") == union
    assert who(report, index, "the union's secretary") == "Pia Lund"
    assert who(report, index, "Its operations director") == "Hugo Brandt"
    assert who(report, index, "him") == "Hugo Brandt"
    assert who(report, index, "she ") == "Pia Lund"
    lund = next(actor for actor in index.actors if actor.name == "Pia Lund")
    brandt = next(actor for actor in index.actors if actor.name == "Hugo Brandt")
    assert [index[index.principal(one.id)].name for one in (lund, brandt)] == [union, line]
    sides = index.at(report.text.index("Neither side"), report.text.index("Neither side") + 12)
    assert sides is not None
    assert {index[member].name for member in index[sides].members} == {union, line}


def test_groups_are_made_once(tmp_path: Path) -> None:
    """A group of the same members has one id; a group of one is that one."""
    _, index = read(tmp_path, LOCAL)
    one, other = [actor.id for actor in index.actors if actor.kind == "organization"][:2]
    assert index.group([one, other]) == index.group([other, one])
    assert index.group([one]) == one


def test_mentions_are_slices_of_the_text(tmp_path: Path) -> None:
    """Every mention's text is what stands at its offsets, and every reference leads to an actor."""
    report, index = read(tmp_path, SUMMIT.format(**NAMES[1]))
    for actor in index.actors:
        assert all(report.text[m.start : m.end] == m.text for m in actor.mentions)
        assert all(index[other] for other in (*actor.members, *([actor.acts_for] if actor.acts_for else [])))


def test_gazetteer_has_all_countries_alike() -> None:
    """Every state of the CLDR is in the table, with an adjective or a people, and its usual name is known."""
    from babel import Locale
    from babel.core import get_global

    codes = {
        targets[0]: code
        for code, targets in get_global("territory_aliases").items()
        if len(code) == 3 and code.isalpha()
    }
    names = Locale("en").territories
    table = countries()
    assert len(table) > 200
    missing = [
        names[two]
        for two, three in codes.items()
        if three in table and two in names and not any(p.country.code == three for p in look_up(names[two]))
    ]
    assert missing == []
    assert [c.code for c in table.values() if not c.territory_of and not c.adjectives and not c.people] == ["DMA"]


def test_words_of_one_sort_are_in_one_list() -> None:
    """A word isn't both an office and a population, nor both a force and a population."""
    words = actor_words()
    assert words.roles & words.forces == frozenset()
    assert words.forces & words.populations == frozenset()


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the reports made for tests are not here")
@pytest.mark.parametrize("name", [path.name for path in sorted(SHARED.glob("**/*.txt"))])
def test_reports_made_for_tests(name: str) -> None:
    """On reports with a ledger made by hand, actors agree with it (B-cubed F at least .85)."""
    path = next(SHARED.glob(f"**/{name}"))
    gold = json.loads(path.with_suffix(".ledger.json").read_text(encoding="utf-8"))
    report = open_report(path)
    index = find_actors(report, tag_words(report))
    scorer = _scorer()
    rows = scorer.score(gold, {"actors": [asdict(actor) for actor in index.actors]})["rows"]
    assert scorer.prf(rows["bcubed"])[2] >= 0.85
