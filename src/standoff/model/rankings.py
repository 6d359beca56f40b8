"""Long rankings as one text: a million states in a million tuples would take longer to read than to analyze."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from numpy.typing import NDArray

MANY = 256
"""Classes from which on a ranking that a program gives is kept as text."""

_UNCLEAN = re.compile(r"[^\w,\[\]-]|(?:^|[,\[])(?:,|\]|$)")
_CLASS = re.compile(r"\[([^\]]*)\]|([^,\[\]]+)")


@dataclass(frozen=True, eq=False)
class LongRanking(Sequence[tuple[str, ...]]):
    """The classes of a ranking, best first; to its readers a sequence of tuples of ids.

    Attributes
    ----------
    text : str
        The ids with commas between them, ties in brackets: ``s12,s5,[s1,s2],s9``.

    Examples
    --------
    >>> ranking = LongRanking("s2,[s1,s4],s3")
    >>> list(ranking), len(ranking), ranking.sizes.tolist(), ranking.numbers.tolist()
    ([('s2',), ('s1', 's4'), ('s3',)], 3, [1, 2, 1], [2, 1, 4, 3])
    """

    text: str

    @staticmethod
    def of(classes: Sequence[Any]) -> LongRanking | None:
        """Pack classes given as ids and lists of ids; None where one is neither, or no plain word."""
        try:
            only_ids = set(map(type, classes)) <= {str}
            ties = () if only_ids else [item for item in classes if not isinstance(item, str)]
            text = ",".join([item if isinstance(item, str) else _tie(item) for item in classes] if ties else classes)
            count = len(classes) - len(ties) + sum(map(len, ties))
            brackets = sum(len(tie) > 1 for tie in ties)
        except TypeError:
            return None
        packed = LongRanking(text)
        if text.count(",") + 1 != count or not text.count("[") == text.count("]") == brackets:
            return None
        return packed if packed.numbers is not None or not _UNCLEAN.search(text) else None

    @cached_property
    def words(self) -> list[str]:
        """All ids, in order."""
        return self.text.replace("[", "").replace("]", "").split(",")

    @cached_property
    def numbers(self) -> NDArray[Any] | None:
        """The numbers of the states where all ids are s1, s2, …; None where one is something else."""
        return numbers_in(self.text, self.text.count(",") + 1)

    @property
    def ties(self) -> bool:
        """Whether a class has several states."""
        return "[" in self.text

    @property
    def distinct(self) -> bool:
        """Whether no id stands twice."""
        if self.numbers is None:
            return len(set(self.words)) == len(self.words)
        import numpy as np

        largest = int(self.numbers.max())
        if largest > 64 * len(self.numbers):
            return len(np.unique(self.numbers)) == len(self.numbers)
        stands = np.zeros(largest + 1, bool)
        stands[self.numbers] = True
        return int(np.count_nonzero(stands)) == len(self.numbers)

    @cached_property
    def sizes(self) -> NDArray[Any]:
        """How many ids each class has, shape (classes,)."""
        import numpy as np

        if not self.ties:
            return np.ones(self.text.count(",") + 1, np.int64)
        signs = np.frombuffer(self.text.encode(), np.uint8)
        inside = np.cumsum((signs == ord("[")).astype(np.int8) - (signs == ord("]")), dtype=np.int8)
        follows = inside[signs == ord(",")] == 0
        return np.diff(np.r_[0, np.flatnonzero(follows) + 1, len(follows) + 1])

    def as_list(self) -> list[str | list[str]]:
        """Return the classes as ids, and lists of ids for ties."""
        return [tie.split(",") if tie else word for tie, word in _CLASS.findall(self.text)]

    @cached_property
    def _classes(self) -> tuple[tuple[str, ...], ...]:
        return tuple((item,) if isinstance(item, str) else tuple(item) for item in self.as_list())

    def __len__(self) -> int:
        return len(self.sizes) if self.ties else self.text.count(",") + 1

    @overload
    def __getitem__(self, index: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[str, ...], ...]: ...
    def __getitem__(self, index: Any) -> Any:
        return self._classes[index]

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self._classes)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, LongRanking):
            return self.text == other.text
        return self._classes == other

    def __hash__(self) -> int:
        return hash(self._classes)


def _tie(members: Any) -> str:
    """Return a tie as text; one of a single state is none.

    Raises
    ------
    TypeError
        If it is no list of texts.
    """
    if not isinstance(members, list | tuple):
        raise TypeError
    joined = ",".join(members)
    return f"[{joined}]" if len(members) > 1 else joined


def numbers_in(text: str, count: int) -> NDArray[Any] | None:
    """Return the numbers of so many ids s1, s2, … with commas between them; None where one is something else.

    Examples
    --------
    >>> numbers_in("s3,[s1,s20]", 3).tolist(), numbers_in("s3,calm", 2)
    ([3, 1, 20], None)
    """
    import numpy as np

    if not text.isascii():
        return None
    signs = text.encode("ascii")
    ties = signs.count(b"[")
    without_digits = signs.translate(None, b"0123456789[]" if ties else b"0123456789")
    # Each id has one s, and it stands in front.
    starts = signs.startswith((b"s", b"[s")) + signs.count(b",s") + (signs.count(b",[s") if ties else 0)
    if starts != count or without_digits != b"s," * (count - 1) + b"s" or b"s," in signs or signs.endswith(b"s"):
        return None
    numbers = np.fromstring(signs.translate(_SPACES).decode("ascii"), np.int64, sep=" ")
    return numbers if len(numbers) == count else None


_SPACES = bytes.maketrans(b"s,[]", b"    ")
