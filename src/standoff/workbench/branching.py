"""What-if branches: the same dispute on a desk of its own, to be compared with where it came from."""

from __future__ import annotations

from standoff.workbench.arguments import Arguments
from standoff.workbench.bench import Bench
from standoff.workbench.desk import Desk
from standoff.workbench.edits import edit
from standoff.workbench.version import Version, next_version


def branch(bench: Bench, desk: Desk, arguments: Arguments) -> Desk:
    """Open a branch of a desk, with another text, or other rankings of some sides, where they are given."""
    name = arguments.optional("name") or "What if"
    rankings = arguments.mapping("rankings") if "rankings" in arguments else {}
    with desk.lock:
        dispute, version = desk.dispute, Version(desk.version.text, desk.dispute)
        text = arguments.optional("text")
        if text is not None:
            version = desk.checked(text)
            dispute = version.dispute or dispute
        for side, ranking in rankings.items():
            edited = edit(dispute, {"kind": "ranking.set", "side": side, "ranking": ranking})
            version = next_version(version, edited)
            dispute = version.dispute or dispute
        made = bench.put(version, label=desk.label, parent=desk.id, branch=name)
    made.said = (f"A branch of {desk.title}: what is changed here changes nothing there.",)
    made.keep()
    return made
