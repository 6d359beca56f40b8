"""Saving a desk to its file, and noticing that the file was changed by somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from standoff.model.files import save as save_dispute
from standoff.model.files import write_atomically
from standoff.model.save import text_of
from standoff.workbench import start
from standoff.workbench.desk import Desk
from standoff.workbench.folders import OPENED, inside, relative
from standoff.workbench.history import Step
from standoff.workbench.keeping import digest, read_bytes
from standoff.workbench.refusals import Refusal
from standoff.workbench.version import Version

YAML = (".yaml", ".yml")
CHANGED, MISSING = "changed", "missing"


def look(desk: Desk) -> bool:
    """Notice what became of a desk's file; whether that is news. An untouched file is not read again."""
    if desk.path is None:
        return False
    stamp = _stamp(desk.path)
    if stamp is not None and stamp == desk.stamp:
        return False
    desk.stamp = stamp
    content = read_bytes(desk.path)
    found = MISSING if content is None else None if digest(content) == desk.base else CHANGED
    news, desk.on_disk = found != desk.on_disk, found
    return news


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file is written; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def save(desk: Desk, folder: Path, target: str | None, *, overwrite: bool, by: str) -> Sequence[str]:
    """Write a desk's dispute into its file, or into another one in the folder.

    Returns
    -------
    sequence of str
        What the format cannot hold, in sentences.

    Raises
    ------
    Refusal
        If the desk has no file and none is named, the name leads out of the folder, or the file says something
        that this desk has not seen; then nothing is written.
    """
    path = desk.path if target is None else inside(folder, target)
    if path is None:
        raise Refusal("This dispute has no file yet.", mend="Give it a name: save as NAME.dispute.yaml.")
    if not path.name.lower().endswith(OPENED):
        raise Refusal(f"{path.name} is no name of a dispute file.", mend="End it in .dispute.yaml, .json or .gmcr.")
    content = read_bytes(path)
    known = desk.base if path == desk.path else None
    if content is not None and digest(content) != known and not overwrite:
        what = "has changed on disk since it was opened here" if path == desk.path else "exists already"
        raise Refusal(
            f"{relative(folder, path)} {what}; nothing was written.",
            status=409,
            mend="Save under another name, take what is on disk, or overwrite it.",
            more={"conflict": CHANGED if path == desk.path else "exists"},
        )
    said = []
    if content is not None and digest(content) != known:
        kept = path.with_name(f".{path.name}.before-{digest(content)[:8]}")
        write_atomically(kept, content)
        said = [f"What was in the file before is kept as {kept.name}."]
    _bring_sources(desk, path)
    losses, written = _write(desk, path)
    if losses:
        # The file does not say all that the desk does, so the desk is not saved by it.
        if path == desk.path:
            desk.base, desk.on_disk = digest(written), None
        desk.keep()
        desk.note(f"Write {relative(folder, path)}", "file", by)
    else:
        _settle(desk, path, folder, written, by)
    return [*losses, *said]


def _write(desk: Desk, path: Path) -> tuple[list[str], bytes]:
    """Write the working text, or the dispute in the format that the file's name asks for.

    Returns
    -------
    losses : list of str
        What the format cannot hold.
    content : bytes
        What was written.
    """
    lower = path.name.lower()
    if lower.endswith(".gmcr"):
        losses = list(save_dispute(replace(desk.dispute, document=None), path))
        return losses, read_bytes(path) or b""
    text = desk.version.text if lower.endswith(YAML) else text_of(replace(desk.dispute, document=None), as_json=True)
    write_atomically(path, text)
    return [], text.encode()


def _bring_sources(desk: Desk, path: Path) -> None:
    """Put the texts that a draft cites beside its file, where none of that name lies there yet."""
    if desk.sources is None or desk.version.dispute is None:
        return
    for source in desk.version.dispute.sources:
        name = Path(source.file).name if source.file else None
        content = read_bytes(desk.sources / name) if name else None
        if name and content is not None and not (path.parent / name).exists():
            write_atomically(path.parent / name, content)


def _settle(desk: Desk, path: Path, folder: Path, written: bytes, by: str) -> None:
    """Note that a file now says what the desk says."""
    moved = path != desk.path
    desk.path, desk.label = path, relative(folder, path)
    desk.base = digest(written)
    desk.on_disk = None
    desk.saved_text = desk.version.text
    if moved:
        _rename(desk, path)
    desk.keep()
    desk.note(f"Save {desk.label}", "file", by)
    desk.keeper.remember(path, desk.log)
    desk.changed(desk)


def _rename(desk: Desk, path: Path) -> None:
    """Let the versions know their new file: sources are looked for beside it."""

    def elsewhere(version: Version) -> Version:
        dispute = None if version.dispute is None else replace(version.dispute, path=str(path))
        return replace(version, dispute=dispute, known={})

    desk.history.change(elsewhere)


def reload(desk: Desk) -> None:
    """Take what the file says now as one more version, so that it can be undone."""
    if desk.path is None:
        raise Refusal("This dispute has no file.")
    version = start.read_file(desk.path, desk.label)
    if version.error is not None:
        raise version.error
    desk.base = digest(read_bytes(desk.path) or b"")
    desk.on_disk = None
    desk.saved_text = version.text
    if version.text != desk.version.text:
        desk.add(Step(version, f"Take {desk.label} as it is on disk", "source", "disk"), ())
    else:
        desk.keep()
        desk.changed(desk)
