"""What is said of a text that is not in the statement language: what is wrong, the column, how to mend it.

``tests/errors/statements.yaml`` teaches each message by example.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from standoff.model.statements import StatementError

OPERANDS = frozenset({"NAME", "TRUE", "FALSE"})
JUNCTIONS = frozenset({"AND", "OR"})
CONDITIONALS = frozenset({"IF", "IFF", "IMPLIES"})

FOREIGN_WORDS = {
    "then": "Write `A implies B` or `B if A`.",
    "else": "Write one statement for each case.",
    "unless": "Write `A if not B` for `A unless B`.",
    "xor": "Write `(A or B) and not (A and B)`.",
    "but": "Write `and`.",
    "nor": "Write `and not`.",
    "when": "Write `if`.",
    "whenever": "Write `if`.",
    "onlyif": "Write `implies`.",
    "only": "Write `A implies B` for `A only if B`.",
    "implied": "Write `A if B` for `A is implied by B`.",
    "equals": "Write `iff`.",
    "is": "An id is true or false by itself: write `A` or `not A`.",
}
"""Words that other languages use, each with what to write instead."""

FOREIGN_SIGNS = {
    "!": "Write `not` or `-`.",
    "~": "Write `not` or `-`.",
    "¬": "Write `not` or `-`.",
    "∧": "Write `and` or `&`.",
    "∨": "Write `or` or `|`.",
    "→": "Write `implies`.",
    "⇒": "Write `implies`.",
    "↔": "Write `iff`.",
    "⇔": "Write `iff`.",
    "=": "Write `iff` for `=`, and `implies` for `=>`.",
    ">": "Write `implies` for `->` and `=>`.",
    "<": "Write `iff` for `<->`, and `if` for `<-`.",
    "+": "Write `or` or `|`.",
    "*": "Write `and` or `&`.",
    ",": "Join ids with `and` or `or`; statements of a list stand on lines of their own.",
    ";": "Each statement is an entry of its own.",
    "'": "Ids are written without quotation marks.",
    '"': "Ids are written without quotation marks.",
    "[": "Group with round brackets.",
    "]": "Group with round brackets.",
    "{": "Group with round brackets.",
    "}": "Group with round brackets.",
    "–": "Write a plain `-` or `not`.",
    "—": "Write a plain `-` or `not`.",
    "−": "Write a plain `-` or `not`.",
    "_": "An id starts with a letter.",
    ".": "An id has letters, digits and underscores only.",
}
"""Signs that the language does not have, each with what to write instead."""


def empty() -> StatementError:
    """An empty text."""
    return StatementError("The statement is empty.", column=1, mend="Write an id, or `true` for all states.")


def too_deep(deepest: int) -> StatementError:
    """A text whose operations nest too deeply."""
    return StatementError(
        f"The statement has more than {deepest} operations inside one another.",
        column=1,
        mend="Give its inner parts names under `outcomes`.",
    )


def looks_like_pattern(text: str) -> bool:
    """Whether the text has pattern letters only, and more than one of them."""
    return re.fullmatch("[YN-]{2,}", text) is not None


def pattern_length(text: str, option_count: int) -> StatementError:
    """A text of pattern letters that is no pattern of this dispute."""
    return StatementError(
        f"{text} looks like a pattern, but has {len(text)} letters where the dispute has {option_count} options.",
        column=1,
        mend="A pattern has one letter an option, in the order of the file.",
    )


def character(text: str, position: int) -> StatementError:
    """A character that starts no word and no sign of the language."""
    sign = text[position]
    if sign.isdigit():
        word = re.match(r"\w+", text[position:])
        shown = word.group() if word else sign
        return StatementError(
            f"{shown} is not an id.", column=position + 1, mend="An id starts with a letter; there are no numbers."
        )
    mend = FOREIGN_SIGNS.get(sign, "The signs are - & | and round brackets.")
    return StatementError(f"The sign {sign} is not in the language.", column=position + 1, mend=mend)


def token(text: str, before: Sequence[Any], wrong: Any) -> StatementError:
    """A word or sign in a place where it cannot stand; ``before`` holds the tokens ahead of it."""
    previous = before[-1] if before else None
    column = len(text.rstrip()) + 1 if wrong.type == "$END" else wrong.start_pos + 1
    ends_operand = previous is not None and (previous.type in OPERANDS or previous.type == "CLOSE")
    if ends_operand:
        return _after_operand(text, before, wrong, column)
    return _operand_missing(previous, wrong, column)


def _after_operand(text: str, before: Sequence[Any], wrong: Any, column: int) -> StatementError:
    """A complete operand is followed by what cannot follow it."""
    previous = before[-1]
    if wrong.type == "$END":
        opened = _last_open(before)
        return StatementError("The bracket is never closed.", column=opened + 1, mend="Add a `)`.")
    if wrong.type == "CLOSE":
        return StatementError("The bracket was never opened.", column=column, mend="Add a `(`, or take the `)` out.")
    if wrong.type in CONDITIONALS:
        return StatementError(
            f"`{wrong}` stands beside another if, implies or iff: they neither mix nor chain.",
            column=column,
            mend="Put brackets around the part that belongs together.",
        )
    for word in (wrong, previous):
        if word.type == "NAME" and word.lower() in FOREIGN_WORDS:
            return StatementError(
                f"`{word}` is no word of the language.", column=word.start_pos + 1, mend=FOREIGN_WORDS[word.lower()]
            )
    if wrong == "-" and text.startswith(">", column):
        return StatementError("The sign -> is not in the language.", column=column, mend="Write `implies`.")
    if wrong == "-":
        return StatementError(
            f"`-` means not, and cannot follow {_shown(previous)}.",
            column=column,
            mend="Write `and not`; an id has underscores instead of hyphens.",
        )
    return StatementError(
        f"Between {_shown(previous)} and {_shown(wrong)} a word is missing.",
        column=column,
        mend="Join them with `and` or `or`; an id has underscores instead of spaces.",
    )


def _operand_missing(previous: Any, wrong: Any, column: int) -> StatementError:
    """An operand should stand where something else, or nothing, stands."""
    mend = "Write an id, `true`, `false` or a bracket there."
    if previous is not None and previous.type == "OPEN" and wrong.type == "CLOSE":
        return StatementError("There is nothing between the brackets.", column=column, mend=mend)
    if wrong.type == "IF" and previous is None:
        return StatementError(
            "`if` stands between what it joins.", column=column, mend="Write `B if A` or `A implies B`."
        )
    if wrong.type in JUNCTIONS and previous is not None and str(previous) == str(wrong) and str(wrong) in "&|":
        return StatementError(
            f"`{wrong}{wrong}` is not in the language.", column=column - 1, mend=f"Write a single `{wrong}`."
        )
    if wrong.type in JUNCTIONS | CONDITIONALS:
        return StatementError(f"To the left of `{wrong}` something is missing.", column=column, mend=mend)
    return StatementError(f"To the right of {_shown(previous)} something is missing.", column=column, mend=mend)


def _last_open(tokens: Sequence[Any]) -> int:
    """Return the position of the innermost bracket that is still open."""
    opened: list[int] = []
    for item in tokens:
        if item.type == "OPEN":
            opened.append(item.start_pos)
        elif item.type == "CLOSE" and opened:
            opened.pop()
    return opened[-1] if opened else 0


def _shown(item: Any) -> str:
    """Show a word or sign of the text."""
    return "the start" if item is None else f"`{item}`"
