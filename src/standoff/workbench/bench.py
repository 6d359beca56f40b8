"""The workbench: the desks that are open, and the folder, catalog and templates that they are opened from."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import Any

from standoff.errors import StandoffError
from standoff.model.files import LARGEST_TEXT, read_text
from standoff.workbench import saving, start
from standoff.workbench.desk import Desk
from standoff.workbench.events import Bus
from standoff.workbench.folders import OPENED, inside, relative
from standoff.workbench.jobs import Jobs
from standoff.workbench.keeping import Keeper, digest, read_bytes
from standoff.workbench.refusals import Refusal
from standoff.workbench.reports import Reports
from standoff.workbench.version import Version, read_version

MOST_DESKS = 60
WATCH_EVERY = 1.5
"""Seconds between two looks at the files on disk."""

LARGEST_UPLOAD = 16_000_000
"""Characters of a dropped dispute."""

MOST_LINES = 50_000
"""Lines of a dropped dispute; reading YAML takes some 100 microseconds a line."""


class Bench:
    """All that one server works on.

    Parameters
    ----------
    folder : Path
        The folder that files are opened from and saved to; nothing outside it is read or written.
    state : Path
        Where disputes without a file are kept.
    """

    def __init__(self, folder: Path, state: Path) -> None:
        self.folder = folder.resolve()
        self.keeper = Keeper(self.folder, state)
        self.bus = Bus()
        self.desks: dict[str, Desk] = {}
        self.lock = RLock()
        self._ending = threading.Event()
        self.jobs = Jobs(self)
        self.reports = Reports(state / "reports" / digest(str(self.folder).encode())[:12])

    def desk(self, identifier: str) -> Desk:
        """Return an open desk.

        Raises
        ------
        Refusal
            If there is none.
        """
        found = self.desks.get(identifier)
        if found is None:
            raise Refusal("This dispute is not open here.", status=404, mend="Open it again from the start page.")
        return found

    def open(self, given: Mapping[str, Any]) -> Desk:
        """Open a dispute: ``catalog``, ``template``, ``file``, ``recover``, or ``name`` and ``text``."""
        for key, way in (
            ("catalog", self._catalog),
            ("template", self._template),
            ("file", self._file),
            ("recover", self._kept),
        ):
            wanted = given.get(key)
            if isinstance(wanted, str):
                return way(wanted)
        name, text = given.get("name"), given.get("text")
        if isinstance(name, str) and isinstance(text, str):
            return self._dropped(name, text)
        raise Refusal("Say what to open.", status=400, mend="Give catalog, template, file, recover, or name and text.")

    def _catalog(self, name: str) -> Desk:
        from standoff import catalog

        entry = catalog.entry(name)
        version = read_version(read_text(entry.file), entry.file.name, None)
        return self.put(version, label=f"catalog:{entry.name}")

    def _template(self, name: str) -> Desk:
        template = start.template(name)
        return self.put(read_version(template.text, f"{name}.dispute.yaml", None), label=f"{name}.dispute.yaml")

    def _file(self, text: str) -> Desk:
        place = inside(self.folder, text)
        if not place.name.lower().endswith(OPENED):
            raise Refusal(f"{place.name} is no dispute file.", mend="Disputes end in .dispute.yaml, .json or .gmcr.")
        with self.lock:
            for desk in self.desks.values():
                if desk.path == place and desk.parent is None:
                    return desk
        version = start.read_file(place, relative(self.folder, place))
        desk = self.put(version, label=relative(self.folder, place), path=place)
        desk.base = digest(read_bytes(place) or b"")
        desk.saved_text = version.text
        desk.log = self.keeper.history(place)
        return desk

    def _dropped(self, name: str, text: str) -> Desk:
        if len(text) > min(LARGEST_UPLOAD, LARGEST_TEXT):
            raise Refusal(
                f"The file has {len(text) / 1e6:,.0f} MB; at most {LARGEST_UPLOAD / 1e6:,.0f} can be dropped.",
                status=413,
                mend="Put it into the folder and open it from there.",
            )
        lines = text.count("\n") + text.count("\r")
        if lines > MOST_LINES:
            raise Refusal(
                f"The file has {lines:,} lines; at most {MOST_LINES:,} can be dropped.",
                status=413,
                mend="Is it a dispute? Then put it into the folder and open it from there.",
            )
        plain = Path(name.replace("\\", "/")).name[:120] or "dispute.yaml"
        return self.put(start.read_dropped(plain, text), label=plain)

    def _kept(self, key: str) -> Desk:
        kept = self.keeper.find(key)
        if kept is None:
            raise Refusal("This text is no longer kept.", status=404)
        path = None if kept.path is None else Path(kept.path)
        if path is not None and not path.resolve().is_relative_to(self.folder):
            path = None
        version = read_version(kept.text, path.name if path else kept.label, str(path) if path else None)
        desk = self.put(version, label=kept.label, path=path)
        desk.base, desk.log, desk.saved_text = kept.base, [dict(entry) for entry in kept.log], None
        desk.sources = self.reports.folder if kept.drafted else None
        if path is not None:
            with suppress(StandoffError):
                desk.saved_text = start.read_file(path, kept.label).text
        self.keeper.forget(kept.place)
        desk.keep()
        return desk

    def forget(self, key: str) -> None:
        """Drop what an earlier run left."""
        kept = self.keeper.find(key)
        if kept is not None:
            self.keeper.forget(kept.place)

    def put(
        self,
        version: Version,
        *,
        label: str,
        path: Path | None = None,
        parent: str | None = None,
        branch: str | None = None,
    ) -> Desk:
        """Open a desk with a version."""
        with self.lock:
            if len(self.desks) >= MOST_DESKS:
                raise Refusal(f"{MOST_DESKS} disputes are open, the most that can be.", mend="Close some first.")
            identifier = secrets.token_hex(5)
            desk = Desk(
                identifier,
                version,
                label=label,
                keeper=self.keeper,
                path=path,
                parent=parent,
                branch=branch,
                changed=self._changed,
            )
            desk.saved_text = version.text if parent is None else None
            desk.said = version.remarks
            self.desks[identifier] = desk
        return desk

    def close(self, identifier: str) -> None:
        """Close a desk; unsaved work stays where it is kept."""
        desk = self.desk(identifier)
        with self.lock:
            self.desks.pop(desk.id, None)
            if desk.kept_in is not None:
                self.keeper.open_places.discard(desk.kept_in)
        self.bus.publish({"type": "closed", "desk": desk.id})

    def _changed(self, desk: Desk) -> None:
        self.bus.publish({"type": "desk", "desk": desk.id, "version": desk.number})

    def begin(self) -> None:
        """Start what runs beside the requests: a look at the files on disk now and then."""
        self._watch = threading.Thread(target=self._look_at_disk, name="disk", daemon=True)
        self._watch.start()
        threading.Thread(target=start.shelf, name="catalog", daemon=True).start()

    def _look_at_disk(self) -> None:
        """Tell the pages when somebody else changes a file that is open here."""
        while not self._ending.wait(WATCH_EVERY):
            for desk in list(self.desks.values()):
                with desk.lock:
                    news = saving.look(desk)
                if news:
                    self.bus.publish({"type": "disk", "desk": desk.id, "on_disk": desk.on_disk})

    def end(self) -> None:
        """Stop what runs beside the requests."""
        self._ending.set()
        self.jobs.end()
        self.bus.close()

    def start_page(self) -> dict[str, Any]:
        """Return what the start page offers."""
        return start.page(self)
