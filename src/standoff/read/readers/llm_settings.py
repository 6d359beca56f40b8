"""Where the language model is, and what it costs: from the environment, so that no file has the key."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from standoff.errors import StandoffError

URL, KEY, MODEL = "STANDOFF_LLM_URL", "STANDOFF_LLM_KEY", "STANDOFF_LLM_MODEL"
PRICE, TIMEOUT = "STANDOFF_LLM_PRICE", "STANDOFF_LLM_TIMEOUT"

_PER = 1_000_000
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Settings:
    """How a language model is reached.

    Parameters
    ----------
    url : str
        The address that ``/chat/completions`` is added to, such as ``http://localhost:11434/v1``.
    model : str
        Its name there.
    key : str, optional
        Sent as a bearer token; shown nowhere.
    prices : (float, float), optional
        Of a million tokens sent, and received.
    timeout : float
        Seconds for one answer.
    pause : float
        Seconds before the second attempt; each further one waits twice as long.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    prices: tuple[float, float] | None = None
    timeout: float = 120.0
    pause: float = 1.0

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            right = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            right = False
        if not right or "@" in parts.netloc:
            # The address is not shown: somebody may have put a password into it.
            raise StandoffError(
                "this is no address of a language model.", where=URL, mend="Give one such as http://localhost:11434/v1."
            )
        if self.key and parts.scheme == "http" and parts.hostname not in _HERE:
            raise StandoffError(
                f"the key would travel to {parts.hostname} for anybody to read.",
                where=URL,
                mend="Give an https address.",
            )
        if self.key and not (self.key.isascii() and self.key.isprintable()):
            raise StandoffError("the key has signs that cannot be sent.", where=KEY)

    @property
    def host(self) -> str:
        """Who gets the reports."""
        return urlsplit(self.url).netloc

    @property
    def endpoint(self) -> str:
        """The address that prompts are sent to."""
        bare = self.url.rstrip("/")
        return bare if bare.endswith("/chat/completions") else f"{bare}/chat/completions"

    def cost(self, sent: int, received: int) -> float | None:
        """Return what so many tokens cost; None where no price is known."""
        if self.prices is None:
            return None
        return (sent * self.prices[0] + received * self.prices[1]) / _PER


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Raises
    ------
    StandoffError
        If the address or the model is not named, or something cannot be read.
    """
    given = os.environ if environment is None else environment
    url, model = given.get(URL, "").strip(), given.get(MODEL, "").strip()
    if not url or not model:
        raise StandoffError(
            "the language model is not named.",
            where=MODEL if url else URL,
            mend=f"Set {URL} (such as http://localhost:11434/v1) and {MODEL}, and {KEY} where it asks for one.",
        )
    return Settings(
        url=url,
        model=model,
        key=given.get(KEY, "").strip() or None,
        prices=_prices(given.get(PRICE, "").strip()),
        timeout=_seconds(given.get(TIMEOUT, "").strip()),
    )


def _prices(text: str) -> tuple[float, float] | None:
    """Read "0.5" or "0.5,1.5"."""
    if not text:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 2) or not all(0 <= number < _PER for number in numbers):
        raise StandoffError(
            f"{text!r} is no price.", where=PRICE, mend="Give that of a million tokens: 0.5, or sent,received: 0.5,1.5."
        )
    return numbers[0], numbers[-1]


def _seconds(text: str) -> float:
    try:
        seconds = float(text or 120)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise StandoffError(f"{text!r} is no time.", where=TIMEOUT, mend="Give seconds, such as 300.")
    return seconds
