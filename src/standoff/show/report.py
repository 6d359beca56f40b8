"""One self-contained page about a dispute: opens from disk, asks no network for anything, works without scripts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.show import page_beyond, page_model, page_texts, page_verdicts
from standoff.show.beyond import beyond
from standoff.show.interactive import every_reason, inline_program, packed
from standoff.show.markup import Markup, join, tag
from standoff.show.page_parts import View
from standoff.show.palette import DARK, LIGHT
from standoff.show.texts import LANGUAGE, say
from standoff.show.view import BEYOND, view

if TYPE_CHECKING:
    from standoff.analysis import Analysis
    from standoff.read.ledger import Ledger

MENU = ("found", "sides", "states", "equilibria", "next", "change", "sure", "moves", "reasons", "questions", "reports")


def write_report(
    analysis: Analysis,
    path: str | Path,
    *,
    ledgers: Sequence[Ledger] = (),
    texts: Mapping[str, str] | None = None,
    sources_dir: str | Path | None = None,
) -> dict[str, Any]:
    """Write one HTML page about a dispute.

    Parameters
    ----------
    analysis : Analysis
        The dispute with its verdicts.
    path : str or Path
        The file to write, whole or not at all.
    ledgers : sequence of Ledger, optional
        The ledgers of its reports.
    texts : mapping of str to str, optional
        The full text of each source, by its id, untouched; without it they are read from the sources' files.
    sources_dir : str or Path, optional
        The folder that the sources' files are named from; without it that of the dispute's file.

    Returns
    -------
    dict
        What the page says beyond verdicts, as `standoff.show.beyond.beyond` returns it.

    Raises
    ------
    StandoffError
        If the file cannot be written.
    """
    from standoff.model.files import write_atomically

    found = source_texts(analysis, sources_dir) if texts is None else texts
    shown = report_view(analysis, ledgers=ledgers, texts=found)
    write_atomically(path, page(shown))
    return {part: shown[part] for part in BEYOND}


def report_view(
    analysis: Analysis, *, ledgers: Sequence[Ledger] = (), texts: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the view that a report shows: with what would have to change, how sure it is and what could come next."""
    found = source_texts(analysis) if texts is None else texts
    shown = view(analysis, ledgers=ledgers, texts=found, beyond=beyond(analysis, ledgers=ledgers, texts=found))
    shown["reasons"]["every"] = every_reason(analysis, shown)
    return shown


def source_texts(analysis: Analysis, folder: str | Path | None = None) -> dict[str, str]:
    """Return the text of every source whose file is at hand, with its newlines untouched, since evidence counts them.

    Only plain files inside the folder are read: a dispute file from elsewhere must not pull other files into a page.
    """
    dispute = analysis.dispute
    base = Path(folder) if folder is not None else Path(dispute.path).parent if dispute.path else None
    texts: dict[str, str] = {}
    for source in dispute.sources if base is not None else ():
        place = (base / source.file).resolve() if base is not None and source.file else None
        if base is None or place is None or not place.is_relative_to(base.resolve()) or not place.is_file():
            continue
        try:
            texts[source.id] = place.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return texts


def page(shown: View) -> Markup:
    """Return the page of a view.

    Parameters
    ----------
    shown : mapping
        As `standoff.show.view.view` returns it.

    Returns
    -------
    Markup
        A string with a whole HTML document.
    """
    style, script, program = _style(shown["title"]), _static("report.js"), inline_program()
    sections = {
        "found": page_model.summary(shown),
        "sides": page_model.sides(shown),
        "states": page_verdicts.states(shown),
        "equilibria": page_verdicts.equilibria(shown),
        "next": page_beyond.next_steps(shown),
        "change": page_beyond.change(shown),
        "sure": page_beyond.sureness(shown),
        "moves": page_verdicts.picture(shown),
        "reasons": page_verdicts.reasons(shown),
        "questions": page_model.questions(shown),
    }
    texts = page_texts.reports(shown)
    body = tag(
        "body",
        tag("a", say("skip"), href="#found", class_="skip"),
        _header(shown, {**sections, "reports": texts}),
        tag("div", id="explored", role="main", aria_label=say("explore"), hidden=True),
        tag(
            "div",
            tag("main", *sections.values()),
            texts and tag("aside", texts, aria_label=say("reports")),
            class_="panes",
        ),
        _footer(shown),
        Markup(f'<script type="text/plain" id="packed">{packed(shown)}</script>'),
        Markup(f'<script type="module">{program}</script>'),
        Markup(f"<script>{script}</script>"),
    )
    head = tag(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script, program)}">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup('<meta name="referrer" content="no-referrer">'),
        tag("title", shown["title"] or say("untitled")),
        Markup(f"<style>{style}</style>"),
    )
    kind = "with-texts" if texts else None
    return join(Markup("<!doctype html>\n"), tag("html", head, body, lang=LANGUAGE, class_=kind), Markup("\n"))


def _header(shown: View, sections: Mapping[str, Markup | None]) -> Markup:
    links = [tag("a", say(f"menu {name}"), href=f"#{name}") for name in MENU if sections[name]]
    buttons = tag(
        "div",
        tag("button", say("explore"), type="button", id="explore", aria_pressed="false", hidden=True),
        tag("button", say("theme"), type="button", id="theme"),
        tag("button", say("print"), type="button", id="print"),
        class_="buttons",
    )
    menu = tag("nav", *links, aria_label=say("contents"))
    return tag("header", tag("h1", shown["title"] or say("untitled"), dir="auto"), menu, buttons)


def _footer(shown: View) -> Markup:
    digest = (shown["digest"] or "")[:12] or "–"
    bar = tag(
        "div",
        id="citing",
        role="status",
        aria_live="polite",
        hidden=True,
        data_cited=say("cited in"),
        data_close=say("close"),
    )
    parameters = shown["parameters"]
    made = say(
        "made with",
        version=shown["version"],
        digest=digest,
        sanctions=say(f"sanctions {parameters['sanctions']}"),
        return_to_s=say("return counts" if parameters["return_to_s"] else "return ignored"),
    )
    return join(tag("footer", tag("p", made)), bar)


def _static(name: str) -> str:
    return (files("standoff.show") / "static" / name).read_text(encoding="utf-8")


def _style(title: str) -> str:
    """Return the style sheet with the sides' colours, and the title for the heads of printed pages."""
    light, dark = (";".join(f"--c{k}:{colour}" for k, colour in enumerate(colours)) for colours in (LIGHT, DARK))
    sides = "".join(
        f".t{k}{{color:var(--c{k})}}.e{k}{{border-inline-start-color:var(--c{k})}}"
        f"svg .c{k}{{stroke:var(--c{k})}}svg .tip.c{k}{{fill:var(--c{k});stroke:none}}"
        f"svg .point.c{k}{{fill:var(--c{k})}}"
        for k in range(len(LIGHT))
    )
    template = _static("report.css")
    return (
        template.replace("/*light*/", light)
        .replace("/*dark*/", dark)
        .replace("/*sides*/", sides)
        .replace("/*title*/", css_string(title))
    )


def css_string(words: str) -> str:
    r"""Return words as a string of CSS in which nothing but letters and digits stands unescaped.

    Examples
    --------
    >>> css_string('a"b')
    '"a\\22 b"'
    """
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\{ord(c):x} " for c in words[:90]) + '"'


def _policy(style: str, *scripts: str) -> str:
    """Return a policy that allows this page's own style and scripts and nothing else."""
    look, *run = [f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'" for code in (style, *scripts)]
    return f"default-src 'none'; style-src {look}; script-src {' '.join(run)}; base-uri 'none'; form-action 'none'"
