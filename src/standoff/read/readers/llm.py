"""A language model as a reader, behind any OpenAI-compatible address.

Nothing is sent anywhere unless this reader is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import StandoffError
from standoff.read.ledger import Event, Ledger, Position, Span, Statement
from standoff.read.readers import llm_cache, llm_prompt
from standoff.read.readers.llm_answer import parse
from standoff.read.readers.llm_check import to_entries
from standoff.read.readers.llm_client import Answer, ask
from standoff.read.readers.llm_settings import Settings, from_environment
from standoff.read.readers.protocol import Found, Tokens

if TYPE_CHECKING:
    from standoff.read.documents import Report


@dataclass(frozen=True)
class LanguageModel:
    """A language model as a reader; its answers are kept in a folder."""

    settings: Settings
    folder: Path
    name: str = "llm"

    @property
    def version(self) -> str:
        """The model, and the version of the question."""
        return f"{self.settings.model}/{llm_prompt.VERSION}".replace(" ", "_")

    def read(self, report: Report, ledger: Ledger) -> Found:
        """Ask about a report, part by part, and take what is sound of the answers.

        Raises
        ------
        StandoffError
            If there is no answer, or what comes is none.
        """
        whole = Found(tokens=Tokens())
        known = ledger
        for part in llm_prompt.parts(report.body):
            try:
                answer, tokens = self._answer(report, ledger, part)
                found = to_entries(report, known, answer.text, part)
            except StandoffError as error:
                where = f"{report.path.name}, {self.settings.host}"
                raise StandoffError(error.what, where=where, mend=error.mend) from error
            known = known.model_copy(update={"actors": (*known.actors, *found.actors)})
            whole = _together(whole, found, tokens)
        return whole

    def _answer(self, report: Report, ledger: Ledger, part: Span) -> tuple[Answer, Tokens]:
        """Return the answer that is kept, or ask and keep it."""
        messages = llm_prompt.messages(report, ledger, part)
        name = llm_cache.name_of(self.settings.host, self.settings.model, messages, llm_prompt.SCHEMA)
        before = llm_cache.kept(self.folder, name)
        if before is not None:
            return before, Tokens(cost=self.settings.cost(0, 0), kept_answers=1)
        answer = ask(self.settings, messages, llm_prompt.SCHEMA)
        tokens = Tokens(answer.sent, answer.received, self.settings.cost(answer.sent, answer.received))
        parse(answer.text)  # what is no answer is not kept, so that it is asked for again
        llm_cache.keep(self.folder, name, self.settings.model, messages, answer)
        return answer, tokens


def open_language_model(folder: Path | None = None) -> LanguageModel:
    """Return the language model that the environment names.

    Raises
    ------
    StandoffError
        If it names none.
    """
    return LanguageModel(from_environment(), folder or llm_cache.usual_folder())


def _together(whole: Found, found: Found, tokens: Tokens) -> Found:
    """Add what was found in one part to what was found in those before it, with ids that go on."""
    said, wanted, happened = len(whole.statements), len(whole.positions), len(whole.events)

    def statement(one: Statement) -> Statement:
        return one.model_copy(update={"id": f"S{said + int(one.id[1:])}"})

    def position(one: Position) -> Position:
        number = f"S{said + int(one.statement[1:])}" if one.statement else None
        return one.model_copy(update={"id": f"P{wanted + int(one.id[1:])}", "statement": number})

    def event(one: Event) -> Event:
        return one.model_copy(update={"id": f"E{happened + int(one.id[1:])}"})

    return Found(
        statements=(*whole.statements, *map(statement, found.statements)),
        positions=(*whole.positions, *map(position, found.positions)),
        events=(*whole.events, *map(event, found.events)),
        actors=(*whole.actors, *found.actors),
        rejected=(*whole.rejected, *found.rejected),
        tokens=(whole.tokens or Tokens()) + tokens,
    )
