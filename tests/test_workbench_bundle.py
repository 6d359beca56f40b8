"""The built page: its strings, its colours, no hosts, no evaluated code, and that it is what its sources build."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import standoff
from standoff.show.palette import DARK, DASHES, LIGHT

SHOW = Path(standoff.__file__).parent / "show"
STATIC = SHOW / "static"
WEB = Path(__file__).parent.parent / "web"
BUILT = ("standoff.js", "standoff.css")
NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")


def catalogue() -> dict[str, object]:
    """Return the page's strings."""
    found: dict[str, object] = json.loads((SHOW / "texts_page.en.json").read_text(encoding="utf-8"))
    return found


def sources() -> dict[str, str]:
    """Return the page's sources by name."""
    if not WEB.is_dir():
        pytest.skip("the sources of the page are not here")
    found = [*WEB.glob("src/**/*.svelte"), *WEB.glob("src/**/*.js")]
    return {place.name: place.read_text(encoding="utf-8") for place in found}


def asked(text: str) -> tuple[set[str], list[re.Pattern[str]]]:
    """Return the keys that a source asks for, and patterns for those that it puts together."""
    plain = set(re.findall(r'\bt\(\s*"([^"]+)"', text)) | set(re.findall(r'"((?:keys|search)\.[a-z.]+)"', text))
    for chosen in re.findall(r"\bt\([^()`?]*\?([^()`]*)", text):
        plain |= set(re.findall(r'"([^"]+)"', chosen))
    put_together = re.findall(r"\bt\(\s*`([^`]+)`", text)
    return plain, [re.compile(re.sub(r"\\\$\\\{.*?\\\}", ".+", re.escape(one))) for one in put_together]


def test_every_string_is_in_the_catalogue_and_used() -> None:
    """Each key that the page asks for is there, and each key that is there is asked for."""
    texts, known = sources(), set(catalogue())
    whole = "\n".join(texts.values())
    for name, text in texts.items():
        plain, made = asked(text)
        assert (name, set()) == (name, {key for key in plain if key not in known})
        assert (name, []) == (name, [one.pattern for one in made if not any(one.fullmatch(key) for key in known)])
    patterns = [one for text in texts.values() for one in asked(text)[1]]
    unused = [key for key in known if f'"{key}"' not in whole and not any(one.fullmatch(key) for one in patterns)]
    assert ["_direction", "_language"] == sorted(unused)


def test_colours_and_dashes_are_those_of_every_other_picture() -> None:
    """One colour and one line pattern per side, the same in the workbench as in reports and pictures."""
    css = (STATIC / "standoff.css").read_text(encoding="utf-8").replace(" ", "").lower()
    for side, (light, dark) in enumerate(zip(LIGHT, DARK, strict=True)):
        assert f"--c{side}:light-dark({light},{dark})" in css
    assert json.dumps(list(DASHES)) in sources()["arcs.js"]


def test_the_bundle_names_no_host_and_evaluates_no_text() -> None:
    """It works offline and under a strict content security policy."""
    for name in BUILT:
        text = (STATIC / name).read_text(encoding="utf-8")
        for namespace in NAMESPACES:
            text = text.replace(namespace, "")
        assert [] == re.findall(r"https?://[^\s\"'`]+", text)
        assert [] == re.findall(r"\beval\(|\bnew Function\b|\bimport\(", text)


def test_components_are_short() -> None:
    """A component has fewer than a hundred lines."""
    lines = {name: text.count("\n") for name, text in sources().items() if name.endswith(".svelte")}
    assert {} == {name: count for name, count in lines.items() if count >= 100}


def test_the_committed_bundle_is_what_the_sources_build(tmp_path: Path) -> None:
    """Building the page again gives the files that come with the program, byte for byte."""
    if shutil.which("node") is None or not (WEB / "node_modules" / "vite").is_dir():
        pytest.skip("Node and the page's build tools are not installed (npm ci in web/)")
    command = ["node", "node_modules/vite/bin/vite.js", "build", "--outDir", str(tmp_path), "--logLevel", "error"]
    subprocess.run(command, cwd=WEB, check=True, timeout=240)
    for name in BUILT:
        assert (STATIC / name).read_bytes() == (tmp_path / name).read_bytes()
