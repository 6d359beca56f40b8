"""The start page: the catalog, the templates, the folder's files, and what an earlier run left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.errors import FileErrors, StandoffError
from standoff.model.dispute import Dispute
from standoff.model.document import looks_like_json
from standoff.model.files import loads, read_text
from standoff.model.save import text_of
from standoff.workbench.folders import listed
from standoff.workbench.version import Version, read_version

if TYPE_CHECKING:
    from standoff.workbench.bench import Bench

ORDER = ("blank", "two_by_two", "upstream_downstream", "ceasefire_talks", "polluter_regulator_town")
MOST_MENDED = 1_000_000
"""Characters of a text with errors that is opened all the same, so that they can be mended in the page."""


@dataclass(frozen=True)
class Template:
    """A dispute to start from."""

    name: str
    title: str
    about: str
    text: str


@cache
def templates() -> dict[str, Template]:
    """Return the templates by name, the plainest first."""
    folder = files("standoff.workbench") / "templates"
    found = {}
    for name in ORDER:
        text = (folder / f"{name}.dispute.yaml").read_text(encoding="utf-8")
        dispute = loads(text, name)
        found[name] = Template(name, dispute.title, dispute.about or "", text)
    return found


def template(name: str) -> Template:
    """Return one template.

    Raises
    ------
    StandoffError
        If there is none of this name.
    """
    from standoff.model.words import nearest

    known = templates()
    if name not in known:
        raise StandoffError(f"There is no template {name!r}.", mend=nearest(name, known))
    return known[name]


@cache
def shelf() -> tuple[dict[str, Any], ...]:
    """Return the disputes of the catalog, filed by publication, with how large they are."""
    from standoff import catalog
    from standoff.model.states import build_states

    found = []
    for entry in catalog.entries():
        dispute = catalog.load(f"{catalog.PREFIX}{entry.name}")
        found.append(
            {
                "name": entry.name,
                "title": entry.title,
                "about": entry.about,
                "publication": entry.publication,
                "citation": entry.citation,
                "states": build_states(dispute).count,
                "sides": [maker.name for maker in dispute.decision_makers],
            }
        )
    return tuple(sorted(found, key=lambda one: (one["publication"] == "constructed", one["publication"], one["name"])))


def page(bench: Bench) -> dict[str, Any]:
    """Return what the start page offers."""
    from standoff import __version__

    return {
        "version": __version__,
        "folder": bench.folder.name or str(bench.folder),
        "catalog": list(shelf()),
        "templates": [{"name": t.name, "title": t.title, "about": t.about} for t in templates().values()],
        "files": listed(bench.folder),
        "recovered": [kept.to_dict() for kept in bench.keeper.found()],
        "desks": [
            {"desk": desk.id, "title": desk.title, "path": desk.label, "unsaved": desk.unsaved, "parent": desk.parent}
            for desk in bench.desks.values()
        ],
    }


def read_file(path: Path, label: str) -> Version:
    """Return the version in a file; of JSON and GMCR+ files, as the YAML that is worked on.

    Raises
    ------
    StandoffError
        If it is no dispute; one with errors in it is returned with them.
    """
    return _read(label, read_text(path), str(path))


def read_dropped(name: str, text: str) -> Version:
    """Return the version in a text that somebody dropped on the page."""
    return _read(name, text, None)


def _read(name: str, text: str, path: str | None) -> Version:
    if name.lower().endswith(".gmcr"):
        from standoff.model.gmcr_plus import read_gmcr

        dispute, remarks = read_gmcr(text, name, path)
        return replace(read_version(_yaml(dispute), f"{name}.yaml", path), remarks=tuple(remarks))
    if looks_like_json(text, name):
        return read_version(_yaml(loads(text, name)), f"{name}.yaml", path)
    version = read_version(text, name, path)
    if version.error is not None and not _mendable(text, version.error):
        raise version.error
    return version


def _mendable(text: str, error: StandoffError) -> bool:
    """Whether a text with errors is a dispute in the making rather than something else."""
    return isinstance(error, FileErrors) and len(text) <= MOST_MENDED and "standoff:" in text


def _yaml(dispute: Dispute) -> str:
    """Return a dispute as YAML, whatever it was read from."""
    return text_of(replace(dispute, document=None))
