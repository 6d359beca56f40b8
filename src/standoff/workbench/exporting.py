"""What a dispute can be taken away as: by kind, with the ending and the type of the file.

`standoff.show.exports` offers what is found about it; the dispute itself, and the report, are made here.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from standoff.model.files import save
from standoff.model.save import text_of
from standoff.model.words import nearest
from standoff.show.exports import offered
from standoff.show.report import write_report
from standoff.workbench.desk import Desk
from standoff.workbench.pages import Download
from standoff.workbench.refusals import Refusal

Maker = Callable[[Desk, str | None, Sequence[str]], bytes | str]


def _yaml(desk: Desk, _: str | None, __: Sequence[str]) -> str:
    return desk.version.text


def _dispute_json(desk: Desk, _: str | None, __: Sequence[str]) -> str:
    return text_of(replace(desk.dispute, document=None), as_json=True)


def _gmcr(desk: Desk, _: str | None, __: Sequence[str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "dispute.gmcr"
        save(replace(desk.dispute, document=None), place)
        return place.read_bytes()


def _report(desk: Desk, phase: str | None, concepts: Sequence[str]) -> bytes:
    analysis = desk.analysis(phase, concepts)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "report.html"
        write_report(analysis, place, sources_dir=desk.folder)
        return place.read_bytes()


OWN: dict[str, tuple[str, str, Maker]] = {
    "yaml": (".dispute.yaml", "application/yaml", _yaml),
    "dispute": (".dispute.json", "application/json", _dispute_json),
    "gmcr": (".gmcr", "application/octet-stream", _gmcr),
    "report": (".html", "text/html; charset=utf-8", _report),
}
"""What is always there: the ending of the file, its type, and what makes it."""


def kinds() -> list[str]:
    """Return everything that can be exported."""
    return sorted({*OWN, *offered()})


def export(desk: Desk, kind: str, phase: str | None, concepts: Sequence[str]) -> Download:
    """Return a desk's dispute, or what was found about it, as a file.

    Parameters
    ----------
    desk : Desk
        What is exported.
    kind : str
        One of `kinds`.
    phase, concepts
        As in `standoff.Analysis`.

    Raises
    ------
    Refusal
        If there is no such kind.
    StandoffError
        If the format cannot hold the dispute.
    """
    if kind not in kinds():
        raise Refusal(f"There is no export {kind!r}.", status=404, mend=nearest(kind, kinds()))
    if kind in OWN:
        ending, media, make = OWN[kind]
        content = make(desk, phase, concepts)
    else:
        one = offered()[kind]
        ending, media = one.suffix, one.media_type
        content = one.write(desk.analysis(phase, concepts))
    return Download(_stem(desk) + (f".{phase}" if phase and kind != "yaml" else "") + ending, media, content)


def _stem(desk: Desk) -> str:
    """Return a file's name for a dispute, without its ending."""
    name = Path(desk.label.removeprefix("catalog:")).name
    stem = re.sub(r"\.(dispute\.)?(ya?ml|json|gmcr)$", "", name, flags=re.IGNORECASE)
    return re.sub(r"[^\w.-]+", "_", stem).strip("._") or "dispute"
