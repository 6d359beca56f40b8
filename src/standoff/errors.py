"""What goes wrong, said so that an analyst can mend it: what, where, how."""

from __future__ import annotations

from collections.abc import Sequence


class StandoffError(Exception):
    """An error of the input, for people: what is wrong, where, and how to mend it.

    Parameters
    ----------
    what : str
        One sentence that says what is wrong.
    where : str, optional
        ``file:line:column``, a file, or the field.
    mend : str, optional
        One sentence that says what to do about it.
    """

    def __init__(self, what: str, *, where: str | None = None, mend: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.mend}" if self.mend else ""
        return f"{place}{self.what}{advice}"


class FileErrors(StandoffError):
    """All that is wrong with one file, at once, in the order of the file."""

    def __init__(self, problems: Sequence[StandoffError]) -> None:
        super().__init__(f"{len(problems)} errors" if len(problems) > 1 else problems[0].what)
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[FileErrors], tuple[tuple[StandoffError, ...]]]:
        return type(self), (self.problems,)  # so that it can come from another process

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class NotYet(StandoffError):
    """The file asks for something that the contract knows and this version does not compute."""


class Missing(StandoffError):
    """An optional part of the program is not installed."""
