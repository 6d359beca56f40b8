"""``standoff sweep``: profiles in every form give the verdicts of the library, and what does not fit is said."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import standoff
from standoff.analyze.profiles import read_profiles
from standoff.model.states import build_states
from tests.commands import as_json, standoff_command

SIDES = ["MoE", "Uniroyal", "LG"]


@pytest.fixture
def profiles() -> Any:
    """Twenty profiles with ties over the nine states of Elmira, shape (20, 3, 9)."""
    return np.random.default_rng(2).integers(0, 6, (20, 3, 9))


def written(folder: Path, form: str, profiles: Any) -> Path:
    """Write profiles in one of the forms."""
    path = folder / f"profiles.{form}"
    if form == "npz":
        np.savez(path, profiles=profiles, names=np.array([str(k + 1) for k in range(len(profiles))]))
    elif form == "npy":
        np.save(path, profiles / 2)
    elif form == "csv":
        patterns = [build_states(standoff.load("catalog:elmira")).pattern(s) for s in range(9)]
        rows: list[list[Any]] = [["profile", "decision_maker", *patterns]]
        rows += [[k + 1, side, *profiles[k, i]] for k in range(len(profiles)) for i, side in enumerate(SIDES)]
        path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n\n", encoding="utf-8")
    else:
        path.write_text(json.dumps([{s: ranking(each) for s, each in zip(SIDES, p, strict=True)} for p in profiles]))
    return path


def ranking(scores: Any) -> list[list[str]]:
    """Return scores as a ranking, best first."""
    return [[f"s{s + 1}" for s in np.flatnonzero(scores == level)] for level in sorted(set(scores.tolist()))[::-1]]


@pytest.mark.parametrize("form", ["npz", "npy", "csv", "json"])
def test_profiles_in_every_form(tmp_path: Path, form: str, profiles: Any) -> None:
    """Arrays, tables and rankings give the same verdicts as `standoff.sweep`, in the summary and in both outputs."""
    path = written(tmp_path, form, profiles)
    expected = standoff.sweep(standoff.load("catalog:elmira"), profiles, ["Nash", "SEQ"])
    out = tmp_path / "out.npz"
    summary = as_json("sweep", "catalog:elmira", "--profiles", path, "--concepts", "nash,SEQ", "-o", out)
    with np.load(out) as arrays:
        assert ["Nash", "SEQ"] == arrays["concepts"].tolist()
        assert (expected["SEQ"] == arrays["verdicts"][:, 1]).all()
        assert [str(k + 1) for k in range(20)] == arrays["profiles"].tolist()
    equilibria = np.asarray(expected["SEQ"].all(axis=1))
    assert {f"s{s + 1}": int(n) for s, n in enumerate(equilibria.sum(axis=0).tolist()) if n} == summary["equilibria"][
        "SEQ"
    ]
    assert int((~equilibria.any(axis=1)).sum()) == summary["without_equilibrium"]["SEQ"]
    table = tmp_path / "out.csv"
    result = standoff_command("sweep", "catalog:elmira", "--profiles", path, "--concepts", "Nash,SEQ", "-o", table)
    assert (result.exit_code, "20 preference profiles over 9 states" in result.stdout) == (0, True)
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    assert [" ".join(f"s{s + 1}" for s in np.flatnonzero(mask)) for mask in equilibria] == [
        row["equilibria"] for row in rows if row["concept"] == "SEQ"
    ]


def test_jobs_change_nothing(tmp_path: Path, profiles: Any) -> None:
    """Several processes give the same summary."""
    path = written(tmp_path, "npz", np.concatenate([profiles] * 30))
    arguments = ("sweep", "catalog:elmira", "--profiles", path, "--concepts", "SEQ")
    assert as_json(*arguments) == as_json(*arguments, "--jobs", "2")


def test_many_disputes_in_one_table(tmp_path: Path) -> None:
    """Each file has a row; one with an error is named and makes the status 1, and the others are judged."""
    out = tmp_path / "out.csv"
    result = standoff_command(
        "sweep", "catalog:elmira", "catalog:nowhere", "catalog:chicken", "--concepts", "SEQ", "-o", out, "--json"
    )
    assert 1 == result.exit_code
    assert "no dispute called 'nowhere'" in result.stderr
    rows = json.loads(result.stdout)["disputes"]
    assert ["catalog:elmira", "catalog:nowhere", "catalog:chicken"] == [row["file"] for row in rows]
    assert {"count": 3, "states": ["s5", "s8", "s9"]} == rows[0]["equilibria"]["SEQ"]
    table = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert ["s5 s8 s9", "", "s2 s3"] == [row["equilibria"] for row in table]
    assert "nowhere" in table[1]["error"]
    result = standoff_command("sweep", "catalog:elmira", "catalog:chicken")
    assert (0, 2) == (result.exit_code, sum(name in result.stdout for name in ("Elmira", "Chicken")))


NINE = ",".join(f"s{k}" for k in range(1, 10))
WRONG = [
    ("a.csv", "profile,side,s1\n", "does not start with the columns profile and decision_maker"),
    ("a.csv", "", "does not start with the columns"),
    ("a.csv", "profile,decision_maker,s1,s2\n", "leaves out the state s3"),
    ("a.csv", "profile,decision_maker,s1,s1\n", "has twice the state s1"),
    ("a.csv", "profile,decision_maker,s1,s77\n", "there is no state s77"),
    ("a.csv", f"profile,decision_maker,{NINE}\n", "the file has no profiles"),
    ("a.csv", f"profile,decision_maker,{NINE}\n1,Me,1,2,3,4,5,6,7,8,9\n", "Me"),
    (
        "a.csv",
        f"profile,decision_maker,{NINE}\n1,LG,1,2,3,4,x,6,7,8,9\n",
        "'x' is no",
    ),
    ("a.csv", f"profile,decision_maker,{NINE}\n1,LG,1,2\n", "4 cells, not 11"),
    ("a.csv", f"profile,decision_maker,{NINE}\n1,LG,1,2,3,4,5,6,7,8,9\n", "of MoE"),
    ("a.json", "[1]", "no list of profiles"),
    ("a.json", "{", "not valid JSON"),
    ("a.json", '[{"LG": 3}]', "a list of states"),
    ("a.json", '[{"LG": [3]}]', "ids or patterns"),
    ("a.json", '[{"LG": ["s1"]}]', "leaves out the state s2"),
    ("a.npz", "no numpy", "no numpy arrays"),
    ("a.txt", "", "not read from .txt"),
]


@pytest.mark.parametrize(("name", "text", "message"), WRONG)
def test_wrong_profiles_are_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    """A file that does not fit the dispute is refused, with the reason and the place."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = standoff_command("sweep", "catalog:elmira", "--profiles", path)
    assert (1, "") == (result.exit_code, result.stdout)
    assert message in result.stderr
    assert str(path) in result.stderr


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"profiles": np.zeros((2, 3, 8), int)}, "3 decision makers, 9 states"),
        ({"a": np.zeros(1), "b": np.zeros(1)}, "nothing called profiles"),
        ({"profiles": np.full((1, 3, 9), np.nan)}, "something else than numbers"),
        ({"profiles": np.zeros((2, 3, 9), int), "names": np.array(["x"])}, "1 names of 2 profiles"),
    ],
)
def test_wrong_arrays_are_named(tmp_path: Path, arrays: dict[str, Any], message: str) -> None:
    """Arrays of another shape, name or type are refused."""
    np.savez(tmp_path / "a.npz", **arrays)
    result = standoff_command("sweep", "catalog:elmira", "--profiles", tmp_path / "a.npz")
    assert 1 == result.exit_code
    assert message in result.stderr


def test_wrong_usage(tmp_path: Path, profiles: Any) -> None:
    """Options that exclude each other, other outputs, concepts that are not swept, a GPU that cannot be used."""
    path = written(tmp_path, "npz", profiles)
    for arguments in (
        ("catalog:elmira", "catalog:chicken", "--profiles", path),
        ("catalog:elmira", "--device", "cuda"),
        ("catalog:elmira", "--profiles", path, "--device", "cuda", "--jobs", "2"),
    ):
        assert 2 == standoff_command("sweep", *arguments).exit_code
    for more, message in (
        (("-o", tmp_path / "out.txt"), "Known: .npz and .csv."),
        (("--concepts", "L2"), "L2 is not swept"),
        (("--device", "cuda"), "on a GPU only moves that the options alone generate"),
    ):
        result = standoff_command("sweep", "catalog:elmira", "--profiles", path, *more)
        assert (1, True) == (result.exit_code, message in result.stderr)


def test_the_gpu_or_why_not(tmp_path: Path) -> None:
    """With a GPU the summary is the same; without one a message says what is missing, and nothing is computed."""
    path = tmp_path / "p.npy"
    np.save(path, np.random.default_rng(3).integers(0, 9, (5, 2, 4)))
    result = standoff_command("sweep", "catalog:chicken", "--profiles", path, "--device", "cuda", "--json")
    if result.exit_code:
        assert any(text in result.stderr for text in ("needs CuPy", "no GPU", "Use the CPU"))
    else:
        assert as_json("sweep", "catalog:chicken", "--profiles", path) == json.loads(result.stdout)


def test_too_many_verdicts_are_refused_before_they_are_allocated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sweep whose verdicts would not fit says how much they would take."""
    monkeypatch.setattr("standoff.show.sweeps.LARGEST", 100)
    path = tmp_path / "p.npy"
    np.save(path, np.zeros((5, 2, 4), int))
    assert "would take" in standoff_command("sweep", "catalog:chicken", "--profiles", path).stderr


def test_a_dispute_of_listed_states(tmp_path: Path) -> None:
    """Profiles over the states of a graph-form dispute are called by their ids."""
    text = "standoff: 1\ndecision_makers: [X, Y]\nstates: [a, b]\nmoves: {X: [[a, b]], Y: [[b, a]]}\nunlisted: equal\n"
    dispute = standoff.loads(text)
    path = tmp_path / "p.json"
    path.write_text('{"first": {"X": ["b", "a"], "Y": [["a", "b"]]}}')
    found = read_profiles(path, dispute, build_states(dispute))
    assert (("first",), [[[1, 2], [1, 1]]]) == (found.names, found.scores.tolist())
