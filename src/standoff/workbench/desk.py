"""A desk: one opened dispute with its versions, undo and redo, autosave, and who changed what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from standoff.errors import StandoffError
from standoff.model.dispute import Dispute
from standoff.workbench.edits import edit
from standoff.workbench.history import History, Step
from standoff.workbench.keeping import Keeper
from standoff.workbench.refusals import Refusal
from standoff.workbench.sizes import size_of
from standoff.workbench.version import Version, next_version, read_version

if TYPE_CHECKING:
    from standoff.analysis import Analysis
    from standoff.show.findings import Findings

MOST_LOGGED = 1_000
DEFAULT_CONCEPTS = ("Nash", "GMR", "SMR", "SEQ", "SSEQ")


class Desk:
    """One opened dispute; every method may be called from any thread.

    Parameters
    ----------
    identifier : str
        What the desk is called in addresses.
    version : Version
        What it starts with.
    label : str
        What the dispute is called on the command line: a path, or ``catalog:NAME``.
    keeper : Keeper
        Where the working text is kept.
    path : Path, optional
        The file that it is saved to.
    parent : str, optional
        The desk that this one is a what-if branch of.
    branch : str, optional
        What the branch is called.
    changed : callable, optional
        Told the desk after every change.
    """

    def __init__(
        self,
        identifier: str,
        version: Version,
        *,
        label: str,
        keeper: Keeper,
        path: Path | None = None,
        parent: str | None = None,
        branch: str | None = None,
        changed: Callable[[Desk], None] = lambda _: None,
    ) -> None:
        self.id = identifier
        self.label = label
        self.keeper = keeper
        self.path = path
        self.parent = parent
        self.branch = branch
        self.changed = changed
        self.lock = RLock()
        self.number = 1
        self.history = History(version)
        self.log: list[dict[str, Any]] = []
        self.said: tuple[str, ...] = ()
        self.kept_at: datetime | None = None
        self.saved_text: str | None = None
        self.base: str | None = None
        self.on_disk: str | None = None
        self.stamp: tuple[int, int] | None = None
        self.kept_in: Path | None = None
        self.sources: Path | None = None
        self.consent = False
        self.job: str | None = None
        self.size = size_of(version.dispute)

    @property
    def version(self) -> Version:
        """The version that is worked on."""
        return self.history.now

    @property
    def dispute(self) -> Dispute:
        """The dispute as it is.

        Raises
        ------
        Refusal
            If its text has errors.
        """
        if self.version.dispute is None:
            raise Refusal("The source has errors.", status=409, mend="Mend them first.")
        return self.version.dispute

    @property
    def title(self) -> str:
        """What the desk is called."""
        found = self.version.dispute
        return (found.title if found is not None else "") or (self.path.name if self.path else self.label)

    @property
    def folder(self) -> Path | None:
        """Where the files of the sources are looked for."""
        return self.path.parent if self.path is not None else self.sources

    @property
    def unsaved(self) -> bool:
        """Whether the working text differs from what was opened or saved."""
        return self.version.text != self.saved_text

    def expect(self, number: object) -> None:
        """Refuse a change that was made to another version than the one here."""
        if number is not None and number != self.number:
            raise Refusal(
                "The dispute has changed meanwhile.",
                status=409,
                mend="Look at it as it is now, and do the change again.",
                more={"desk": self.id, "version": self.number},
            )

    def edit(self, given: object, by: str) -> None:
        """Do one edit, or nothing at all where it cannot be done."""
        edited = edit(self.dispute, given)
        version = next_version(self.version, edited)
        self._refuse_broken(version)
        self.add(Step(version, edited.name, edited.element, by), edited.said)

    def put_source(self, text: str, by: str, name: str = "Edit the source") -> None:
        """Take another text for the dispute.

        Raises
        ------
        FileErrors
            With all that is wrong with the text.
        """
        version = self.checked(text)
        if text != self.version.text:
            self.add(Step(version, name, "source", by), ())

    def checked(self, text: str) -> Version:
        """Return a text as a version if nothing is wrong with it."""
        version = read_version(text, self.path.name if self.path else "source", str(self.path) if self.path else None)
        if version.error is not None:
            raise version.error
        self._refuse_broken(version)
        return version

    def _refuse_broken(self, version: Version) -> None:
        """Refuse a version whose rules, moves and preferences do not fit together, unless that was so before."""
        if version.dispute is None or size_of(version.dispute).large:
            return
        from standoff.analysis import Analysis

        analysis = Analysis(version.dispute)
        try:
            analysis.prepare(lambda _: None)
        except StandoffError:
            if self.version.dispute is None or self.broken is None:
                raise
            return
        version.known[None, DEFAULT_CONCEPTS] = analysis

    @property
    def broken(self) -> StandoffError | None:
        """Why the dispute cannot be analyzed as it is, None where it can."""
        if self.version.dispute is None:
            return self.version.error
        if self.size.large:
            return None
        try:
            self.analysis()
        except StandoffError as error:
            return error
        return None

    @property
    def ready(self) -> bool:
        """Whether the verdicts of a large dispute are there to be looked at."""
        return ("ready", None) in self.version.known

    def analysis(self, phase: str | None = None, concepts: Sequence[str] = DEFAULT_CONCEPTS) -> Analysis:
        """Return the analysis of the dispute, computed once for each version, phase and choice of concepts."""
        from standoff.analysis import Analysis

        with self.lock:
            known, key = self.version.known, (phase, tuple(concepts))
            if key not in known:
                if self.size.large and not self.consent:
                    raise Refusal(
                        f"The dispute may have {self.size.at_most:,} states.",
                        status=409,
                        mend="Start the job `analyze` to have them enumerated.",
                    )
                known[key] = Analysis(self.dispute, concepts=concepts, phase=phase)
            analysis: Analysis = known[key]
            return analysis

    def findings(self, phase: str | None = None, concepts: Sequence[str] = DEFAULT_CONCEPTS) -> Findings:
        """Return what the verdicts amount to, found out once for each analysis."""
        from standoff.show.findings import findings

        known, key = self.version.known, ("findings", phase, tuple(concepts))
        if key not in known:
            known[key] = findings(self.analysis(phase, concepts))
        found: Findings = known[key]
        return found

    def add(self, step: Step, said: Sequence[str]) -> None:
        """Go on from here with another version."""
        self.history.add(step)
        self.note(step.name, step.element, step.by)
        self._moved(said)

    def undo(self, by: str) -> None:
        """Go back by one edit."""
        step = self.history.back()
        self.note(f"Undo: {step.name}", step.element, by)
        self._moved(())

    def redo(self, by: str) -> None:
        """Go forward again by one edit."""
        step = self.history.forward()
        self.note(f"Again: {step.name}", step.element, by)
        self._moved(())

    def note(self, what: str, element: str, by: str) -> None:
        """Write down who did what to which element."""
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        self.log = [{"at": at, "what": what, "element": element, "by": by}, *self.log][:MOST_LOGGED]

    def _moved(self, said: Sequence[str]) -> None:
        """Do what every change of the version entails: number, size, autosave, and telling the pages."""
        self.number += 1
        self.said = tuple(said)
        self.size = size_of(self.version.dispute)
        self.history.forget_others()
        self.keep()
        self.changed(self)

    def keep(self) -> None:
        """Write the working text down, or forget the copy where the file itself says the same."""
        place = self.keeper.place(self.id, self.path)
        if self.kept_in is not None and self.kept_in != place:
            self.keeper.forget(self.kept_in)
        self.kept_in = place
        now = datetime.now().astimezone()
        if not self.unsaved:
            self.keeper.forget(place)
            return
        content = {
            "title": self.title,
            "label": self.label,
            "path": None if self.path is None else str(self.path),
            "saved": now.isoformat(timespec="seconds"),
            "base": self.base,
            "drafted": self.sources is not None,
            "log": self.log[:100],
            "text": self.version.text,
        }
        try:
            self.keeper.keep(place, content)
        except StandoffError as error:
            self.said = (*self.said, f"The edit is done, but it is not kept on disk: {error.what}")
            return
        self.kept_at = now
