"""The picture of moves as a file, in lines or pixels; and the report."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from standoff.errors import Missing, StandoffError
from standoff.show.exports.table import writable
from standoff.show.report import page, report_view
from standoff.show.svg import moves_picture
from standoff.show.view import view

if TYPE_CHECKING:
    from standoff.analysis import Analysis

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
LONGEST = 60
SCALE = 2
BEFORE = "<!doctype html><meta charset=utf-8><style>body{margin:0}body>svg{display:block}</style>"


def svg(analysis: Analysis) -> str:
    """Return the picture of moves near the status quo as an SVG file of its own.

    Raises
    ------
    StandoffError
        If the dispute states no status quo.
    """
    drawn = moves_picture(view(analysis), standalone=True)
    if not drawn:
        raise StandoffError("there is no picture of moves: the dispute states no status quo.", where="status_quo")
    return writable(drawn)


def report(analysis: Analysis) -> str:
    """Return the report, as `standoff.write_report` writes it."""
    return page(report_view(analysis))


@cache
def browser() -> str | None:
    """Return the program of an installed browser of the Chromium family, None where there is none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def png(analysis: Analysis) -> bytes:
    """Return the picture of moves as pixels, twice its size, drawn by an installed Chromium.

    Raises
    ------
    Missing
        If no such browser is found, or it does not answer.
    StandoffError
        If the dispute states no status quo.
    """
    program = browser()
    if program is None:
        raise Missing(
            "pictures in PNG are drawn by Chromium, Chrome or Edge, and none is found.",
            mend="Write .svg, or save the picture as PNG from the workbench in any browser.",
        )
    drawing = svg(analysis)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "picture.html", Path(folder) / "picture.png"
        source.write_text(f"{BEFORE}{drawing}", encoding="utf-8")
        root = ElementTree.fromstring(drawing)
        size = ",".join(str(ceil(float(root.get(side, "0")))) for side in ("width", "height"))
        command = [
            program,
            "--headless",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/profile",
            f"--force-device-scale-factor={SCALE}",
            f"--window-size={size}",
            f"--screenshot={target}",
            # Chromium refuses to start for root with its sandbox; what it draws here is our own picture alone.
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
            source.as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=LONGEST, check=True)
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise Missing(f"{program} does not draw the picture.", mend="Write .svg instead.") from error
