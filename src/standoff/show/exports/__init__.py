"""What an analysis can be taken away as: one table of kinds, which the command and the workbench share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from standoff.errors import StandoffError
from standoff.model.words import nearest

if TYPE_CHECKING:
    from standoff.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file.

    Attributes
    ----------
    suffix : str
        How the file's name ends.
    media_type : str
        What a browser is told that it is.
    what : str
        What stands in it, for people.
    maker : str
        The function that makes it, as ``module:name`` below `standoff.show.exports`: most are asked for seldom.
    needs : callable, optional
        Returns whether what it needs beside the program is installed.
    """

    suffix: str
    media_type: str
    what: str
    maker: str
    needs: Callable[[], bool] = lambda: True

    def write(self, analysis: Analysis) -> str | bytes:
        """Return the content of the file.

        Raises
        ------
        StandoffError
            If the format cannot hold the dispute, with the reason, or something that it needs is not installed.
        """
        module, name = self.maker.split(":")
        content: str | bytes = getattr(import_module(f"{__name__}.{module}"), name)(analysis)
        return content


def _has_xlsxwriter() -> bool:
    from importlib.util import find_spec

    return find_spec("xlsxwriter") is not None


def _has_browser() -> bool:
    from standoff.show.exports.pictures import browser

    return browser() is not None


EXPORTS: Final[dict[str, Export]] = {
    "csv": Export(".csv", "text/csv; charset=utf-8", "table of states and verdicts, for programs", "plain:csv_table"),
    "xlsx": Export(
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "workbook: states, verdicts, equilibria, preferences, evidence",
        "workbook:workbook",
        _has_xlsxwriter,
    ),
    "latex": Export(".tex", "application/x-tex; charset=utf-8", "table for papers (booktabs)", "latex:latex_table"),
    "md": Export(".md", "text/markdown; charset=utf-8", "table as Markdown", "plain:markdown_table"),
    "tsv": Export(
        ".tsv", "text/tab-separated-values; charset=utf-8", "table to be pasted elsewhere", "plain:tsv_table"
    ),
    "svg": Export(".svg", "image/svg+xml", "picture of moves from the status quo", "pictures:svg"),
    "png": Export(".png", "image/png", "the same picture as pixels", "pictures:png", _has_browser),
    "graphml": Export(".graphml", "application/graphml+xml", "graph of states and moves", "graphs:graphml"),
    "nfg": Export(".nfg", "text/plain; charset=utf-8", "strategic form for Gambit", "gambit:strategic_form"),
    "json": Export(".analysis.json", "application/json", "the analysis, as `analyze --json` has it", "plain:as_json"),
    "python": Export(".py", "text/x-python; charset=utf-8", "program that computes the verdicts", "program:program"),
    "report": Export(".html", "text/html; charset=utf-8", "the report: one self-contained page", "pictures:report"),
}
"""Every kind of file by the name that ``standoff convert --to`` and the workbench know it by."""


def offered() -> dict[str, Export]:
    """Return the kinds that can be made here: those whose needs are installed."""
    return {kind: one for kind, one in EXPORTS.items() if one.needs()}


def kind_of(path: str | Path) -> str | None:
    """Return the kind of file that a path's ending asks for, None where it is no export's.

    Examples
    --------
    >>> kind_of("elmira.tex"), kind_of("elmira.analysis.json"), kind_of("elmira.json")
    ('latex', 'json', None)
    """
    name = Path(path).name.lower()
    return next((kind for kind, one in EXPORTS.items() if name.endswith(one.suffix)), None)


def export(analysis: Analysis, kind: str) -> str | bytes:
    """Return an analysis as a file of some kind.

    Parameters
    ----------
    analysis : Analysis
        The dispute with its verdicts.
    kind : str
        One of `EXPORTS`.

    Returns
    -------
    str or bytes
        Text is to be written as UTF-8.

    Raises
    ------
    StandoffError
        If there is no such kind, or the format cannot hold the dispute, with the reason.

    Examples
    --------
    >>> import standoff
    >>> analysis = standoff.Analysis(standoff.load("catalog:chicken"), concepts=["Nash"])
    >>> print(export(analysis, "csv").splitlines()[1])
    s1,no option is taken,0,0,N,N,0,0,0,4,4
    """
    if kind not in EXPORTS:
        raise StandoffError(f"there is no export {kind!r}.", mend=nearest(kind, EXPORTS))
    return EXPORTS[kind].write(analysis)
