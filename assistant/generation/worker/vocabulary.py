"""The words of a loaded model: text to tokens, tokens to bytes, and the special ones."""

import ctypes
import re
from functools import cache
from pathlib import Path

import llama_cpp.llama_cpp as llama

from assistant.generation.worker.serving import Refusal

_SPECIAL = (
    llama.LLAMA_TOKEN_ATTR_CONTROL
    | llama.LLAMA_TOKEN_ATTR_USER_DEFINED
    | llama.LLAMA_TOKEN_ATTR_UNKNOWN
)
_CJK = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_TURN_MARKS = ("<|im_start|>", "<|im_end|>")


class Vocabulary:
    """The vocabulary of a model, as far as a chat needs it. Safe to use from several threads."""

    def __init__(self, model: llama.llama_model_p) -> None:
        found = llama.llama_model_get_vocab(model)
        assert found is not None, "every model has a vocabulary"  # noqa: S101 - for the type checker
        self.pointer = found
        self.size = llama.llama_vocab_n_tokens(found)
        self.piece = cache(self._piece)
        self.cjk = cache(self._cjk)

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Turn text into tokens; `special` reads control words as control tokens."""
        raw = text.encode("utf-8", "replace")
        room = len(raw) + 2  # no token is shorter than a byte; some vocabularies add two
        tokens = (llama.llama_token * room)()
        count = llama.llama_tokenize(self.pointer, raw, len(raw), tokens, room, True, special)
        return list(tokens[:count])

    def is_end(self, token: int) -> bool:
        """Whether a token ends the text."""
        return llama.llama_vocab_is_eog(self.pointer, token)

    def control_words(self) -> tuple[str, ...]:
        """Return the texts that are read as one special token."""
        special = (
            llama.llama_vocab_get_text(self.pointer, token)
            for token in range(self.size)
            if llama.llama_vocab_get_attr(self.pointer, token) & _SPECIAL
        )
        return tuple(word.decode("utf-8", "replace") for word in special)

    def _cjk(self) -> tuple[int, ...]:
        """Return the tokens with whole Chinese, Japanese or Korean characters."""
        pieces = ((token, self.piece(token)) for token in range(self.size))
        return tuple(n for n, piece in pieces if _CJK.search(piece.decode("utf-8", "ignore")))

    def check(self, path: Path) -> None:
        """Raise `Refusal` when the model does not know the marks of a ChatML turn."""
        if any(len(self.tokenize(mark, special=True)) != 1 for mark in _TURN_MARKS):
            raise Refusal("broken", f"{path.name!r} is not a chat model of the Qwen kind.")

    def _piece(self, token: int) -> bytes:
        buffer = ctypes.create_string_buffer(64)
        count = llama.llama_token_to_piece(self.pointer, token, buffer, 64, 0, False)
        if count < 0:
            buffer = ctypes.create_string_buffer(-count)
            count = llama.llama_token_to_piece(self.pointer, token, buffer, -count, 0, False)
        return buffer.raw[:count]
