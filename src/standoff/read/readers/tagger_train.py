"""Training a tagger of quotations and positions on marked texts (`standoff train-reader`).

1. A tenth of the texts is held out, by their names.
2. Each paragraph of the others is cut into word pieces and these are tagged.
3. The encoder's upper layers and the head learn the tags (AdamW; the rate rises, then falls to nothing).
4. What was held out is tagged, and the spans are compared; how sure the reader has to be is chosen there.
   The figures are kept with the weights; they are a little too good, since the choice was made on the same texts.
5. Where the texts are ledgers with positions, a head for these is learned on the encoder as it is then.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from standoff.errors import StandoffError
from standoff.read.ledger import Span
from standoff.read.readers import tagger_encoder as encoders
from standoff.read.readers.corpora import MarkedText, MarkedWindow, held_out, load_corpus, marked_windows
from standoff.read.readers.model_files import Figures, TaggerFile, save_model
from standoff.read.readers.position_train import learn_positions
from standoff.read.readers.spans import LAYERS, tags_of
from standoff.read.readers.tagger_encoder import Encoder, Pieces

WARMING = 0.1
_STEPS, _SMALLEST_BATCH = 20, 64
"""How many steps an epoch has at least, so that a few texts teach something, too; but no batch is smaller than that."""

_SURENESS = (0.0, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85)
"""How sure the reader may have to be."""

_NO_TAG = -100
"""What torch's loss leaves out."""


@dataclass(frozen=True)
class Plan:
    """How to train.

    Parameters
    ----------
    epochs : int
        How often each text is seen.
    minutes : float, optional
        The longest time; the rate of learning falls so that it is over by then.
    layers : int
        How many of the encoder's six layers are tuned, from the uppermost; 0 trains the head alone.
    rate : float
        The highest rate of learning of the encoder; the head learns ten times as fast.
    seed : int
        Of the order of the texts and of the head's first weights.
    threads : int
        How many cores are used; more than are idle makes it much slower, not faster.
    """

    epochs: int = 3
    minutes: float | None = None
    layers: int = 4
    rate: float = 2e-4
    seed: int = 1
    threads: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.layers <= encoders.LAYERS_OF_ENCODER:
            raise StandoffError(f"the encoder has {encoders.LAYERS_OF_ENCODER} layers.", where="layers")


def train(
    data: Path, model: Path, plan: Plan | None = None, progress: Callable[[str], None] = lambda _: None
) -> TaggerFile:
    """Train a tagger and write it to a folder.

    Parameters
    ----------
    data : Path
        Marked texts (see `standoff.read.readers.corpora.load_corpus`).
    model : Path
        The folder to write; it is made if it does not exist.
    plan : Plan, optional
        How to train.
    progress : callable
        Told what is being done.

    Returns
    -------
    TaggerFile
        What the folder says of the model, with its figures on the texts held out.

    Raises
    ------
    Missing
        If torch or the encoder is not installed.
    StandoffError
        If the data cannot be used or the folder cannot be written to.
    """
    plan = plan or Plan()
    torch = encoders.libraries()[0]
    texts = load_corpus(data)
    training, measured = held_out(texts)
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    encoder = encoders.load_encoder(plan.layers)
    started = time.monotonic()
    seen = _learn(encoder, [w for one in training for w in marked_windows(one)], plan, progress)
    progress("Measuring")
    least, figures = measure(encoder, measured)
    learned = learn_positions(texts, partial(encoders.states, encoder), progress)
    described = TaggerFile(
        layers=plan.layers,
        texts=len(training),
        attributions=sum(len(one.attributions) for one in training),
        epochs=round(seen, 2),
        minutes=round((time.monotonic() - started) / 60, 1),
        seed=plan.seed,
        held_out_texts=len(measured),
        held_out=figures,
        least=least,
        positions=learned[0] if learned else None,
    )
    return save_model(model, described, encoders.weights(encoder), learned[1] if learned else None)


def _learn(encoder: Encoder, windows: Sequence[MarkedWindow], plan: Plan, progress: Callable[[str], None]) -> float:
    """Tune an encoder, and return how many times it has seen the texts."""
    torch = encoders.libraries()[0]
    pieces = encoders.to_pieces(encoder, [window.text for window in windows])
    tags = [_tags(window, one) for window, one in zip(windows, pieces, strict=True)]
    lower = [p for name, p in encoder.module.named_parameters() if p.requires_grad and not name.startswith("head")]
    groups = [{"params": encoder.module["head"].parameters(), "lr": 10 * plan.rate}]
    if lower:
        groups.append({"params": lower, "lr": plan.rate})
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    highest = [group["lr"] for group in optimizer.param_groups]
    shuffled = random.Random(plan.seed)
    size = min(encoders.BATCH, max(sum(len(one.numbers) for one in pieces) // _STEPS, _SMALLEST_BATCH))
    rounds = [encoders.batches(pieces, _mixed(pieces, shuffled), size) for _ in range(plan.epochs)]
    for one in rounds:
        shuffled.shuffle(one)
    steps = [batch for one in rounds for batch in one]
    started = time.monotonic()
    encoder.module.train()
    for number, batch in enumerate(steps):
        spent = (time.monotonic() - started) / 60 / plan.minutes if plan.minutes else 0.0
        if spent >= 1:
            return plan.epochs * number / len(steps)
        share = max(number / len(steps), spent)
        for group, top in zip(optimizer.param_groups, highest, strict=True):
            group["lr"] = top * min(share / WARMING + 0.01, (1 - share) / (1 - WARMING))
        loss = _loss(torch, encoder, [pieces[n] for n in batch], [tags[n] for n in batch])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.module.parameters(), 1.0)
        optimizer.step()
        if number % 10 == 0:
            progress(f"Training, {100 * share:.0f} %, loss {loss.item():.3f}")
    return float(plan.epochs)


def _tags(window: MarkedWindow, pieces: Pieces) -> list[list[int]]:
    """Return the tags of each piece in each layer; special pieces have none."""
    inside = [tags_of(pieces.places, spans) for spans in window.layers]
    special = [start == end for start, end in pieces.places]
    return [[_NO_TAG if special[n] else layer[n] for layer in inside] for n in range(len(pieces.places))]


def _mixed(pieces: Sequence[Pieces], shuffled: random.Random) -> list[int]:
    """Return the windows so that those of like length stand together, which saves padding, in an order by chance."""
    return sorted(range(len(pieces)), key=lambda n: len(pieces[n].numbers) * shuffled.uniform(0.9, 1.1))


def _loss(torch: Any, encoder: Encoder, windows: Sequence[Pieces], tags: Sequence[list[list[int]]]) -> Any:
    """Return the cross entropy of the tags."""
    longest = max(len(rows) for rows in tags)
    empty = [_NO_TAG] * len(LAYERS)
    wanted = torch.tensor([[*rows, *[empty] * (longest - len(rows))] for rows in tags])
    given = encoders.scores(encoder, windows)
    return torch.nn.functional.cross_entropy(given.reshape(-1, 3), wanted.reshape(-1), ignore_index=_NO_TAG)


def measure(encoder: Encoder, texts: Sequence[MarkedText]) -> tuple[float, dict[str, Figures]]:
    """Compare the spans of each layer with those that are marked: found where they overlap by half.

    Returns
    -------
    float
        How sure the encoder has to be of a content, chosen so that F is highest on these very texts.
    dict
        The figures of each layer.
    """
    windows = [window for one in texts for window in marked_windows(one)]
    tagged = encoders.tag(encoder, [window.text for window in windows]) if windows else []
    by_least = {least: _figures(windows, [encoders.sure(one, least) for one in tagged]) for least in _SURENESS}
    best = max(_SURENESS, key=lambda least: by_least[least][LAYERS[0]].f)
    return best, by_least[best]


def _figures(windows: Sequence[MarkedWindow], given: Sequence[list[list[Span]]]) -> dict[str, Figures]:
    found = {}
    for layer, name in enumerate(LAYERS):
        pairs = [(list(w.layers[layer]), spans[layer]) for w, spans in zip(windows, given, strict=True)]
        hits = sum(any(_alike(one, other) for other in spans) for marked, spans in pairs for one in marked)
        right = sum(any(_alike(one, other) for other in marked) for marked, spans in pairs for one in spans)
        found[name] = Figures.of(hits, right, sum(len(m) for m, _ in pairs), sum(len(s) for _, s in pairs))
    return found


def _alike(one: Span, other: Span) -> bool:
    """Whether two spans share at least half of what they cover together."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * common >= max(one[1], other[1]) - min(one[0], other[0])
