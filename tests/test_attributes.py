"""The remembering attribute ruler says what spaCy's own says."""

from __future__ import annotations

import random

import pytest
from spacy.tokens import Doc

from standoff.read.attributes import COMPONENT
from standoff.read.language import load_language

SENTENCES = (
    "There is no offer, and there's nothing that we'd rather keep.",
    "Let's go, c'mon: y'all ain't gonna stay, you gotta go.",
    "She has had all of it; both of them were being asked by those who had been there.",
    "That they'll sell, and that one won't, is what he's said.  Its 40\n\nships did sail on May 3.",
    "To be better, do what I would: no more of mine, none of yours.",
)


def _told(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, t.dep_, t.lemma_, str(t.morph)) for t in doc]


def _through(ruler: str, text: str) -> list[tuple[str, ...]]:
    """What a text is told to be with one of the two rulers."""
    language = load_language()
    doc = language.make_doc(text)
    for part in ("tok2vec", "tagger", "parser", ruler, "lemmatizer"):
        doc = language.get_pipe(part)(doc)
    return _told(doc)


@pytest.mark.parametrize("seed", range(4))
def test_the_ruler_answers_as_spacys_own(seed: int) -> None:
    """Whatever it has met before, every word gets the tag, part of speech, relation, base form and morphology."""
    for text in random.Random(seed).sample(SENTENCES, len(SENTENCES)):
        assert _through("attribute_ruler", text) == _through(COMPONENT, text)


def test_answers_are_few() -> None:
    """Words alike in what the patterns look at share an answer, so that a long text needs few."""
    ruler = load_language().get_pipe(COMPONENT)
    list(load_language().pipe(SENTENCES * 20, disable=["ner"]))
    before = len(ruler.answers)  # type: ignore[attr-defined]
    language = load_language()
    language(" ".join(f"Ship{k} sailed." for k in range(300)), disable=["ner"])
    assert len(ruler.answers) - before < 30  # type: ignore[attr-defined]
