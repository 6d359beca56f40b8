"""Search over thousands of ledgers: an index of their entries in one SQLite file.

The index holds what each statement, position and event says, who holds it and on what, and is brought up to date by
what has changed on disk since: a ledger that is newer, new or gone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from standoff.errors import StandoffError
from standoff.read.ledger import ENTRIES, Ledger, load_ledger

INDEX = ".standoff-index.sqlite"
VERSION = 1

_SCHEMA = """
CREATE TABLE files (path TEXT PRIMARY KEY, changed INTEGER, size INTEGER);
CREATE VIRTUAL TABLE entries USING fts5 (
  text, who, issue, path UNINDEXED, source UNINDEXED, entry UNINDEXED, kind UNINDEXED, date UNINDEXED,
  start UNINDEXED, stop UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2');
"""


@dataclass(frozen=True)
class Hit:
    """One entry that was found: its report, where it stands there, who said or did it, and its words."""

    ledger: str
    source: str
    entry: str
    kind: str
    who: str
    issue: str
    date: str | None
    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Return the hit as plain data."""
        return asdict(self)


def search(
    folder: Path,
    words: str,
    *,
    kind: str | None = None,
    limit: int = 20,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[list[Hit], int]:
    """Find entries in the ledgers of a folder, best first.

    Parameters
    ----------
    folder : Path
        A folder with ledgers, in it or in the folders below.
    words : str
        All of these words, in any form (``withdraw`` finds withdrawal); a phrase in quotation marks; ``a OR b``.
    kind : {'statements', 'positions', 'events'}, optional
        Only entries of this kind.
    limit : int
        At most so many.
    progress : callable
        Told what is being indexed.

    Returns
    -------
    tuple of list of Hit and int
        The hits, and how many there are in all.

    Raises
    ------
    StandoffError
        If the folder holds no ledger, or the words cannot be searched for.
    """
    if not words.strip():
        raise StandoffError("there is nothing to search for.", mend="Give a word or two.")
    with closing(_open(folder)) as index:
        _update(index, folder, progress)
        chosen = (ENTRIES if kind is None else (kind,)) + (None,) * (len(ENTRIES) - 1 if kind else 0)
        where = "FROM entries WHERE entries MATCH ? AND kind IN (?, ?, ?)"
        try:
            return _hits(index, where, words, chosen, limit)
        except sqlite3.OperationalError:
            # Not a question in the index's own language: taken word by word instead.
            quoted = " ".join(f'"{word}"' for word in words.replace('"', " ").split())
            return _hits(index, where, quoted, chosen, limit)


def _hits(
    index: sqlite3.Connection, where: str, words: str, chosen: Sequence[str | None], limit: int
) -> tuple[list[Hit], int]:
    """Ask the index."""
    count = index.execute(f"SELECT count(*) {where}", (words, *chosen)).fetchone()[0]
    columns = "path, source, entry, kind, who, issue, date, start, stop, text"
    found = index.execute(f"SELECT {columns} {where} ORDER BY rank, path, start LIMIT ?", (words, *chosen, limit))
    return [Hit(*row) for row in found], count


def _open(folder: Path) -> sqlite3.Connection:
    """Open the index of a folder; one that is broken or of another version is made anew, for it holds no work."""
    if not folder.is_dir():
        raise StandoffError("this is no folder.", where=str(folder), mend="Name the folder that holds the ledgers.")
    file = folder / INDEX
    try:
        index = sqlite3.connect(file)
        try:
            if index.execute("PRAGMA user_version").fetchone()[0] == VERSION:
                return index
        except sqlite3.DatabaseError:
            pass
        index.close()
        file.unlink(missing_ok=True)
        index = sqlite3.connect(file)
        index.executescript(f"{_SCHEMA} PRAGMA user_version = {VERSION};")
    except (sqlite3.Error, OSError) as error:
        raise StandoffError(
            f"the index cannot be written: {error}.", where=str(file), mend="Search a copy of the folder."
        ) from error
    return index


def _update(index: sqlite3.Connection, folder: Path, progress: Callable[[str], None]) -> None:
    """Bring the index up to date with the folder, all or nothing."""
    from standoff.read.tables import ledgers_in

    known = {path: (changed, size) for path, changed, size in index.execute("SELECT * FROM files")}
    there = {str(path.relative_to(folder)): path for path in ledgers_in([folder])}
    stats = {name: path.stat() for name, path in there.items()}
    now = {name: (stat.st_mtime_ns, stat.st_size) for name, stat in stats.items()}
    with index:
        for name in known.keys() - now.keys():
            _forget(index, name)
        fresh = [name for name, state in now.items() if known.get(name) != state]
        for place, name in enumerate(fresh, 1):
            progress(f"Indexing {name}, {place:,} of {len(fresh):,}")
            _forget(index, name)
            index.executemany(
                "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _entries(load_ledger(there[name]), name)
            )
            index.execute("INSERT INTO files VALUES (?, ?, ?)", (name, *now[name]))


def _forget(index: sqlite3.Connection, name: str) -> None:
    index.execute("DELETE FROM entries WHERE path = ?", (name,))
    index.execute("DELETE FROM files WHERE path = ?", (name,))


def _entries(ledger: Ledger, name: str) -> Iterator[tuple[Any, ...]]:
    """Yield what the index holds of a ledger."""
    names = {actor.id: actor.name for actor in ledger.actors}
    source = ledger.source.id
    for s in ledger.statements:
        who = names.get(s.speaker or "", "")
        yield s.text, who, "", name, source, s.id, "statements", s.date, s.start, s.end
    for p in ledger.positions:
        who = names.get(p.holder, p.holder)
        yield p.text, who, f"{p.issue} {p.action}", name, source, p.id, "positions", p.date, p.start, p.end
    for e in ledger.events:
        who = ", ".join(names.get(actor, actor) for actor in (*e.source, *e.target))
        yield e.text, who, e.type, name, source, e.id, "events", e.date, e.start, e.end
