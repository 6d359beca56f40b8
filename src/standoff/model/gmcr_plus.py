"""Reads GMCR+ files (``.gmcr``); `standoff.model.gmcr_plus_write` writes them.

The format is JSON. Its versions differ: rankings are called `preferenceRanking` or `preferenceVector`, and list states
by number from 1 or by decimal code; what only some versions have may be missing. All of them are read here.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.model.files import from_document
from standoff.model.statements import RESERVED, And, Expression, Name, Not, Or, to_text

DIRECTIONS = {"both": "both", "fwd": "take", "forward": "take", "back": "drop", "backward": "drop"}
LETTERS = {"y": True, "yes": True, "true": True, "1": True, "n": False, "no": False, "false": False, "0": False}
KNOWN = {"decisionMakers", "options", "infeasibles", "coalitions", "coalitionsFull", "program", "version"}
ANEW = "Save the file anew in GMCR+."
MANUAL = ("useManualPreferenceRanking", "useManualPreferenceVectors")
RANKINGS = ("preferenceRanking", "preferenceVector")
SIDE_KEYS = {"name", "options", "preferences", "payoffs", "misperceptions", *RANKINGS}


def read_gmcr(text: str, name: str = "<text>", path: str | None = None) -> tuple[Dispute, tuple[str, ...]]:
    """Read a GMCR+ file.

    Parameters
    ----------
    text : str
        Its content.
    name : str, default "<text>"
        What error messages call it.
    path : str, optional
        The file, after which the dispute is called.

    Returns
    -------
    dispute : Dispute
        Options stand side by side in the order of the decision makers, as GMCR+ numbers states.
        Names become ids: letters, digits and underscores.
    remarks : tuple of str
        What the file says and the dispute does not.

    Raises
    ------
    StandoffError
        If the text is not JSON, is no GMCR+ file, or refers to options or states that it does not have.

    Examples
    --------
    >>> dispute, remarks = read_gmcr('''{
    ...   "decisionMakers": [{"name": "The Owner", "options": [0], "preferences": [[[0, "N"]]]}],
    ...   "options": [{"name": "Sell all", "permittedDirection": "fwd"}], "infeasibles": []}''')
    >>> dispute.options[0].id, dispute.options[0].moves, dispute.preferences["The_Owner"].statements[0].text
    ('sell_all', 'take', 'not sell_all')
    """
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        raise StandoffError(f"This is not valid JSON: {error.msg}.", where=where, mend=ANEW) from None
    except RecursionError:
        raise StandoffError("Lists are nested too deeply.", where=name, mend="Is this a GMCR+ file?") from None
    if not isinstance(data, dict) or not isinstance(data.get("decisionMakers"), list):
        raise StandoffError(
            "This is no GMCR+ file: it has no list `decisionMakers`.", where=name, mend="Open and save it in GMCR+."
        )
    reader = _Reader(data, name)
    document = reader.document(PurePath(path).name.split(".")[0] if path else None)
    digest = hashlib.sha256(text.encode()).hexdigest()
    # Without its document the dispute is saved in its shortest form.
    return replace(from_document(document, path), document=None, sha256=digest), tuple(reader.remarks)


@dataclass
class _Reader:
    """Reads one file; ``ids`` are the ids of its options in its own order."""

    data: dict[str, Any]
    name: str
    remarks: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)

    def fail(self, what: str, mend: str | None = None) -> StandoffError:
        """Return an error of this file."""
        return StandoffError(what, where=self.name, mend=mend)

    def document(self, title: str | None) -> dict[str, Any]:
        """Return the document of the dispute."""
        options = _with_names(self.list_at(self.data, "options"))
        makers = _with_names(self.data["decisionMakers"])
        self.ids = unique_ids((str(option.get("name", "option")).lower() for option in options), "option")
        self.sides = unique_ids((str(maker.get("name", "side")) for maker in makers), "side")
        document: dict[str, Any] = {"standoff": 1, "title": title or "A GMCR+ conflict"}
        document["decision_makers"] = self.makers(makers, options)
        infeasible = self.list_at(self.data, "infeasibles")
        rules = [{"never": text} for text in self.conditions(infeasible, "An infeasible state")]
        document["feasibility"] = rules
        document["preferences"] = self.preferences(makers, document)
        perceptions = {}
        for side, maker in zip(self.sides, makers, strict=True):
            unseen = self.conditions(self.list_at(maker, "misperceptions"), f"A misperception of {side}")
            if unseen:
                perceptions[side] = {"feasibility": [*rules, *({"never": text} for text in unseen)]}
        document["perceptions"] = perceptions
        self.note_rest(makers)
        return document

    def list_at(self, data: Mapping[str, Any], key: str) -> list[Any]:
        """Return the list under a key, an empty one if there is none."""
        found = data.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            raise self.fail(f"`{key}` is no list.", ANEW)
        return found

    def makers(self, makers: list[dict[str, Any]], options: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Give every side its options; an option of several sides belongs to the first and is shared."""
        owners: dict[int, list[str]] = {k: [] for k in range(len(options))}
        order: list[tuple[str, list[int]]] = []
        for side, maker in zip(self.sides, makers, strict=True):
            order.append((side, [self.option(index, side) for index in self.list_at(maker, "options")]))
            for k in order[-1][1]:
                if side not in owners[k]:
                    owners[k].append(side)
        lost = [self.ids[k] for k, sides in owners.items() if not sides]
        if lost:
            what = f"The option {lost[0]} belongs to no decision maker."
            raise self.fail(what, "Give it to one in GMCR+, or take it out.")
        result = []
        for (side, indices), maker in zip(order, makers, strict=True):
            own = [self.option_keys(k, options[k], owners[k]) for k in dict.fromkeys(indices) if owners[k][0] == side]
            result.append({"id": side, "name": str(maker.get("name", side)), "options": own})
        return result

    def option(self, index: object, side: str) -> int:
        """Return the place of an option that a file refers to by number or name."""
        names = [option.get("name") for option in _with_names(self.list_at(self.data, "options"))]
        if isinstance(index, str) and not re.fullmatch("[0-9]+", index) and index in names:
            return names.index(index)
        whole = isinstance(index, int) or (isinstance(index, str) and re.fullmatch("[0-9]{1,9}", index))
        place = int(index) if whole else -1  # type: ignore[call-overload]
        if not 0 <= place < len(names):
            count = len(names)
            what = f"{side} refers to the option {index!r}, and the file has {count}, numbered from 0."
            raise self.fail(what, ANEW)
        return place

    def option_keys(self, k: int, option: dict[str, Any], owners: list[str]) -> dict[str, Any]:
        """Return the keys of one option."""
        direction = option.get("permittedDirection") or "both"
        if not isinstance(direction, str) or direction not in DIRECTIONS:
            what = f"The option {self.ids[k]} has the direction {direction!r}."
            raise self.fail(what, "Known: both, fwd, back.")
        keys = {"id": self.ids[k], "name": str(option.get("name", self.ids[k])), "moves": DIRECTIONS[direction]}
        return {**keys, "shared_with": owners[1:]}

    def conditions(self, given: Iterable[Any], what: str) -> list[str]:
        """Return conditions as expressions; one that says nothing is left out."""
        found = []
        for condition in given:
            expression = self.condition(condition, what)
            if expression is None:
                self.remarks.append(f"{what} says nothing of any option and is left out.")
            else:
                found.append(to_text(expression))
        return found

    def condition(self, condition: Any, what: str) -> Expression | None:
        """Read a condition: pairs of option and letter, all of which hold; or several, one of which holds."""
        if isinstance(condition, dict):
            members = [self.condition(member, what) for member in self.list_at(condition, "members")]
            some = tuple(member for member in members if member is not None)
            if len(some) < len(members):
                return None
            return some[0] if len(some) == 1 else Or(some) if some else None
        if isinstance(condition, str) and len(condition) == len(self.ids):
            condition = list(enumerate(condition))
        if not isinstance(condition, list):
            raise self.fail(f"{what} is {condition!r}, which is no condition.", 'A condition is a list of [0, "Y"].')
        literals: list[Expression] = []
        for pair in condition:
            if not isinstance(pair, list | tuple) or len(pair) != 2:
                mend = 'A pair is an option and a letter: [0, "Y"].'
                raise self.fail(f"{what} has {pair!r}, which is no pair.", mend)
            letter = str(pair[1]).strip().lower()
            if letter in ("-", ""):
                continue
            if letter not in LETTERS:
                raise self.fail(f"{what} has the letter {pair[1]!r}.", "Known: Y, N.")
            option = Name(self.ids[self.option(pair[0], what)])
            literals.append(option if LETTERS[letter] else Not(option))
        return literals[0] if len(literals) == 1 else And(tuple(literals)) if literals else None

    def preferences(self, makers: list[dict[str, Any]], document: dict[str, Any]) -> dict[str, Any]:
        """Read the preferences of every side: statements, and the rankings where they are in force."""
        manual = next((bool(self.data[key]) for key in MANUAL if key in self.data), None)
        entries: dict[str, Any] = {}
        rankings: dict[str, list[list[int]]] = {}
        for side, maker in zip(self.sides, makers, strict=True):
            statements = self.conditions(self.list_at(maker, "preferences"), f"A preference of {side}")
            entries[side] = {"statements": statements}
            ranking = next((maker[key] for key in RANKINGS if maker.get(key)), None)
            payoffs = self.list_at(maker, "payoffs")
            if ranking is not None and (manual or (manual is None and not statements)):
                rankings[side] = [self.numbers(tie, side) for tie in self.list_at({"ranking": ranking}, "ranking")]
            elif not statements and len(set(map(str, payoffs))) > 1:
                rankings[side] = self.from_payoffs(payoffs, side)
        for side, ranking in self.as_states(rankings, document).items():
            entries[side] = {"ranking": ranking, **({"statements": s} if (s := entries[side]["statements"]) else {})}
        return entries

    def numbers(self, tie: Any, side: str) -> list[int]:
        """Return the numbers of one class of a ranking."""
        if isinstance(tie, list):
            return [number for item in tie for number in self.numbers(item, side)]
        try:
            return [int(tie)]
        except (TypeError, ValueError):
            raise self.fail(f"The ranking of {side} has {tie!r}, which is no state.", ANEW) from None

    def from_payoffs(self, payoffs: list[Any], side: str) -> list[list[int]]:
        """Return the ranking that payoffs by state number make."""
        try:
            values = [float(payoff) for payoff in payoffs]
        except (TypeError, ValueError):
            raise self.fail(f"The payoffs of {side} are no numbers.", ANEW) from None
        kinds = sorted(set(values), reverse=True)
        return [[k + 1 for k, value in enumerate(values) if value == kind] for kind in kinds]

    def as_states(self, rankings: dict[str, list[list[int]]], document: dict[str, Any]) -> dict[str, list[list[str]]]:
        """Say which states the numbers of rankings are: counted from 1, or decimal codes, alike for all sides."""
        if not rankings:
            return {}
        from standoff.model.states import build_states

        plain = {**document, "unlisted": "equal"}
        states = build_states(from_document(plain))
        codes = [states.code(k) for k in range(states.count)]
        used = {number for ranking in rankings.values() for tie in ranking for number in tie}
        counted: dict[int | None, str] = {number: f"s{number}" for number in range(1, states.count + 1)}
        coded = {code: f"s{k + 1}" for k, code in enumerate(codes)}
        # Codes that are all numbers of states as well are the same states.
        table = counted if used <= counted.keys() else coded
        wrong = sorted(used - table.keys())
        if wrong:
            count = states.count
            what = f"A ranking names the state {wrong[0]}, which is neither a number from 1 to {count} nor a code."
            raise self.fail(what, "The rankings belong to other options or infeasible states: rank anew in GMCR+.")
        return {side: [[table[n] for n in tie] for tie in ranking if tie] for side, ranking in rankings.items()}

    def note_rest(self, makers: list[dict[str, Any]]) -> None:
        """Note what the file has and the dispute does not."""
        for coalition in self.list_at(self.data, "coalitions"):
            if isinstance(coalition, list) and len(coalition) > 1:
                members = [self.sides[k] for k in coalition if isinstance(k, int) and k < len(self.sides)]
                joined = " and ".join(members)
                self.remarks.append(f"The coalition of {joined} is left out: ask for it when you analyze.")
        if any(maker.get("misperceptions") for maker in makers):
            self.remarks.append(
                "Misperceptions have become perceptions, in which a side's whole version lacks the states; "
                "GMCR+ only stops the side from moving to and from them."
            )
        for key in sorted(self.data.keys() - KNOWN - set(MANUAL)):
            self.remarks.append(f"The key `{key}` is not known and is left out.")
        for side, maker in zip(self.sides, makers, strict=True):
            for key in sorted(maker.keys() - SIDE_KEYS):
                self.remarks.append(f"The key `{key}` of {side} is not known and is left out.")


def _with_names(elements: list[Any]) -> list[dict[str, Any]]:
    """Let a bare text stand for an element with a name."""
    return [element if isinstance(element, dict) else {"name": element} for element in elements]


def unique_ids(names: Iterable[str], fallback: str) -> list[str]:
    """Make ids of names: letters, digits and underscores, each id once.

    Examples
    --------
    >>> unique_ids(["Air strike!", "air strike", "2nd", "Air-strike"], "option")
    ['Air_strike', 'air_strike', 'option_2nd', 'Air_strike_2']
    """
    found: list[str] = []
    for name in names:
        slug = re.sub(r"\W+", "_", unicodedata.normalize("NFC", name)).strip("_") or fallback
        taken = not slug[0].isalpha() or slug.lower() in RESERVED
        if taken or re.fullmatch("s[0-9]+", slug):
            slug = f"{fallback}_{slug}"
        number, unique = 2, slug
        while unique in found:
            number, unique = number + 1, f"{slug}_{number}"
        found.append(unique)
    return found
