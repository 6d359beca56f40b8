"""Parts of speech by rule, remembered: what spaCy's attribute ruler says of a word is asked of it but once.

Its patterns look at a word's tag, at some words themselves and at some relations.
To match them all against every word takes an eighth of a pipeline's time, and a report is parsed twice.
Words alike in what the patterns look at get the same answer; the few patterns of two words are matched as they were.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, MorphAnalysis, Token

COMPONENT = "standoff_attributes"
_MOST_KEPT = 50_000

_Key = tuple[int, int, int, bool]


@dataclass(frozen=True)
class _Answer:
    """What the ruler sets on a word; lemma 0 where it leaves that to the lemmatizer."""

    tag: int
    pos: int
    morph: MorphAnalysis
    lemma: int
    dep: int


class RememberingRuler:
    """A part of a pipeline that sets what an attribute ruler sets, sooner.

    Parameters
    ----------
    ruler : AttributeRuler
        The ruler of the same pipeline.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self.alone, self.wide = AttributeRuler(ruler.vocab), AttributeRuler(ruler.vocab)
        entries: list[dict[str, Any]] = [dict(entry) for entry in ruler.patterns]
        for entry in entries:
            alone = all(len(pattern) == 1 for pattern in entry["patterns"])
            (self.alone if alone else self.wide).add(**entry)
        words = {text for entry in self.alone.patterns for text in _texts(entry["patterns"])}
        self.telling = frozenset(ruler.vocab.strings[text] for text in words)
        self.answers: dict[_Key, _Answer] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set tags of spaces, parts of speech, morphology and the base forms of words that the patterns know."""
        telling, answers = self.telling, self.answers
        for token in doc:
            word, dep, space = token.lower, token.dep, token.is_space
            key = (token.tag, word if word in telling else 0, dep if dep in telling else 0, space)
            answer = answers.get(key)
            if answer is None:
                answer = self._ask(token, key)
            token.pos, token.morph = answer.pos, answer.morph
            if answer.lemma:
                token.lemma = answer.lemma
            if space:
                token.tag, token.dep = answer.tag, answer.dep
        return self.wide(doc)

    def _ask(self, token: Token, key: _Key) -> _Answer:
        """Ask the ruler of a word that stands alone."""
        one = self.alone(Doc(token.vocab, words=[token.text], tags=[token.tag_], heads=[0], deps=[token.dep_]))[0]
        if len(self.answers) >= _MOST_KEPT:
            self.answers.clear()
        self.answers[key] = answer = _Answer(one.tag, one.pos, one.morph, one.lemma, one.dep)
        return answer


def _texts(pattern: Any) -> Iterable[str]:
    """Yield every text in a pattern."""
    if isinstance(pattern, str):
        yield pattern
    elif isinstance(pattern, dict):
        for value in pattern.values():
            yield from _texts(value)
    elif isinstance(pattern, list):
        for value in pattern:
            yield from _texts(value)


@Language.factory(COMPONENT)
def remembering_ruler(nlp: Language, name: str) -> RememberingRuler:
    """Make the remembering ruler of a pipeline that has an attribute ruler."""
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return RememberingRuler(ruler)
