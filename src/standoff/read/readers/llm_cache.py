"""Answers of language models, kept on disk by what was asked: the same question costs nothing the second time.

A file has the question, the answer and the tokens that it took; never the key.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from standoff.errors import StandoffError
from standoff.read.readers.llm_client import Answer


def usual_folder() -> Path:
    """Return where the user's programs keep what can be had again."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "standoff" / "language-model"


def name_of(host: str, model: str, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
    """Return the name of the file of a question: a digest of all that the answer hangs on."""
    asked = json.dumps([host, model, messages, schema], sort_keys=True, ensure_ascii=True)
    return f"{hashlib.sha256(asked.encode()).hexdigest()}.json"


def kept(folder: Path, name: str) -> Answer | None:
    """Return the answer that is kept; None where there is none, or it cannot be read."""
    try:
        document = json.loads((folder / name).read_bytes())
        answer = Answer(**document["answer"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return answer if isinstance(answer.text, str) else None


def keep(folder: Path, name: str, model: str, messages: list[dict[str, str]], answer: Answer) -> None:
    """Write an answer down, for the user alone to read.

    Raises
    ------
    StandoffError
        If the folder cannot be written to.
    """
    from standoff.model.files import write_atomically

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StandoffError(
            "answers cannot be kept here.", where=str(folder), mend="Give another folder with --cache."
        ) from error
    document = {"model": model, "messages": messages, "answer": asdict(answer)}
    write_atomically(folder / name, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
