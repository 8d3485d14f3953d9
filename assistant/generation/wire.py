"""
What the process of the page and the process of the model say to each other: JSON, one a line.

Each line carries the number of the request it belongs to. A cancelled request still ends with
`Finished`. Python's own types only, so that the child starts quickly.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from assistant.generation.parser import Called, Garbled, Said, State, Thought

ThinkingStyle = Literal["none", "optional", "always"]
"""Whether a model can think aloud, and whether it can be told not to."""

Trouble = Literal["missing", "broken", "memory", "overflow", "failed"]
Ending = Literal["stop", "length", "cancelled"]


@dataclass(frozen=True, slots=True)
class Load:
    """Load the file; None lets the model's process decide: all layers, all physical cores."""

    path: str
    context: int
    gpu_layers: int | None
    threads: int | None
    embeds: bool = False
    """It turns texts into vectors, and does not write."""


@dataclass(frozen=True, slots=True)
class Tokenize:
    """Turn text into tokens; `special` reads control words as control tokens."""

    text: str
    special: bool = False


@dataclass(frozen=True, slots=True)
class Generate:
    """Go on with a rendered prompt."""

    prompt: str
    temperature: float
    top_p: float
    top_k: int
    min_p: float
    seed: int
    max_tokens: int
    stop: tuple[str, ...] = ()
    begins: State = "saying"
    """What the first token belongs to: a prompt can end within a call."""
    call_schema: str = ""
    """JSON schema that holds inside a tool call; empty when no tools are offered."""
    one_call: bool = False
    """Stop after the first call."""
    without_cjk: bool = False
    """Never write Chinese, Japanese or Korean."""
    not_first: tuple[str, ...] = ()
    """The first token must be another than that of these texts."""


@dataclass(frozen=True, slots=True)
class Score:
    """Tell how likely each of `texts` is behind a rendered prompt."""

    prompt: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Embed:
    """Turn texts into vectors."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop the request of this number as soon as possible."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded, in llama.cpp's own words and figures."""

    description: str
    architecture: str
    layers: int
    gpu_layers: int
    context: int
    vocabulary: int
    threads: int
    thinking: ThinkingStyle
    control_words: tuple[str, ...]
    """Texts that the tokenizer reads as one special token."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of the texts, as the model gives them."""

    rows: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """Natural logarithms of the probability of each text, and how many tokens it has."""

    logarithms: tuple[float, ...]
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """A generation is over."""

    reason: Ending
    prompt_tokens: int
    cached_prompt_tokens: int
    completion_tokens: int
    prefill_ms: float
    decode_ms: float


@dataclass(frozen=True, slots=True)
class Fault:
    """The request could not be carried out; the process goes on."""

    trouble: Trouble
    message: str


Request = Load | Tokenize | Generate | Score | Embed | Cancel
Reply = Loaded | Tokens | Scored | Vectors | Said | Thought | Called | Garbled | Finished | Fault

_KINDS: dict[str, type[Request | Reply]] = {
    kind.__name__: kind
    for kind in (
        *(Load, Tokenize, Generate, Score, Embed, Cancel),
        *(Loaded, Tokens, Scored, Vectors, Said, Thought, Called, Garbled, Finished, Fault),
    )
}


def encode(number: int, message: Request | Reply) -> bytes:
    """Return a message as one line of ASCII."""
    fields = asdict(message)
    return json.dumps([number, type(message).__name__, fields]).encode() + b"\n"


def decode(line: bytes) -> tuple[int, Request | Reply]:
    """Read one line."""
    number, kind, fields = json.loads(line)
    return int(number), _KINDS[kind](**{name: _tupled(value) for name, value in fields.items()})


def _tupled(value: Any) -> Any:
    return tuple(map(_tupled, value)) if isinstance(value, list) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - JSON
