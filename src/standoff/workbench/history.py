"""The versions of a desk in order, each with the name of what led to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from standoff.workbench.refusals import Refusal
from standoff.workbench.version import Version

MOST_STEPS = 300
MOST_HELD = 64_000_000
"""Characters of earlier versions that are held for undo."""


@dataclass(frozen=True)
class Step:
    """A version with the name of what led to it, the element touched, and who did it."""

    version: Version
    name: str
    element: str
    by: str


class History:
    """Versions to go back and forth between; it starts with one that cannot be undone.

    Examples
    --------
    >>> history = History(Version("a", None))
    >>> history.add(Step(Version("b", None), "Write b", "", "page"))
    >>> history.back().name, history.now.text, history.redo_names
    ('Write b', 'a', ['Write b'])
    """

    def __init__(self, version: Version) -> None:
        self._steps = [Step(version, "", "", "")]
        self._place = 0

    @property
    def now(self) -> Version:
        """The version that is worked on."""
        return self._steps[self._place].version

    @property
    def undo_names(self) -> list[str]:
        """What can be undone, the newest first."""
        return [step.name for step in self._steps[self._place : 0 : -1]]

    @property
    def redo_names(self) -> list[str]:
        """What can be done again, the next one first."""
        return [step.name for step in self._steps[self._place + 1 :]]

    def add(self, step: Step) -> None:
        """Go on from here with another version; what was undone before can no longer be done again."""
        self._steps[self._place + 1 :] = [step]
        self._place += 1
        while len(self._steps) > 2 and self._too_much():
            del self._steps[0]
            self._place -= 1

    def _too_much(self) -> bool:
        held = sum(len(step.version.text) for step in self._steps)
        return len(self._steps) > MOST_STEPS or held > MOST_HELD

    def back(self) -> Step:
        """Go back by one step, and return what is undone by it."""
        if self._place == 0:
            raise Refusal("There is nothing to undo.")
        self._place -= 1
        return self._steps[self._place + 1]

    def forward(self) -> Step:
        """Go forward again by one step, and return it."""
        if self._place + 1 >= len(self._steps):
            raise Refusal("There is nothing to do again.")
        self._place += 1
        return self._steps[self._place]

    def forget_others(self) -> None:
        """Drop what was computed of the versions that are not worked on."""
        for step in self._steps:
            if step.version is not self.now:
                step.version.known.clear()

    def change(self, make: Callable[[Version], Version]) -> None:
        """Put another version in the place of each."""
        self._steps = [Step(make(step.version), step.name, step.element, step.by) for step in self._steps]
