"""
Choose the next token; inside a tool call only such as the call's JSON schema allows.

The free choice is checked first: asking the grammar about all 150,000 tokens takes as long as
computing one (measured: 20 instead of 42 tokens per second).
"""

import ctypes
import logging
import math
from collections.abc import Iterator, Sequence
from typing import Any

import llama_cpp.llama_cpp as llama
import numpy as np
from llama_cpp.llama_grammar import json_schema_to_gbnf

from assistant.generation.parser import CALL, END_OF_CALL
from assistant.generation.wire import Generate
from assistant.generation.worker.vocabulary import Vocabulary

log = logging.getLogger(__name__)

_FRAME = 'framed ::= "\\n"? root "\\n"? "</tool_call>"\n'
_NOT_A_GRAMMAR = (
    ValueError, KeyError, TypeError, AttributeError, RecursionError, AssertionError,
)  # fmt: skip
"""What llama-cpp-python raises for schemas that it does not know."""
_ROW = [("id", "i4"), ("logit", "f4"), ("p", "f4")]


class Sampler:
    """Holds llama.cpp's samplers for one generation."""

    def __init__(
        self, context: llama.llama_context_p, vocabulary: Vocabulary, order: Generate
    ) -> None:
        self._context = context
        self._vocabulary = vocabulary
        self._chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
        self._banned = vocabulary.cjk() if order.without_cjk else ()
        for chooser in (*_bans(self._banned, vocabulary.size), *_choosers(order)):
            llama.llama_sampler_chain_add(self._chain, chooser)
        self._not_first = {vocabulary.tokenize(t, special=False)[0] for t in order.not_first if t}
        self._rules = _rules(order.call_schema)
        self._grammar: Any = None
        self._tail = b""
        if order.begins == "calling":
            self._enter_call()

    def pick(self) -> int:
        """Choose the next token."""
        token = self._first()
        if token is None:
            token = llama.llama_sampler_sample(self._chain, self._context, -1)
        if self._grammar:
            if not self._allows(token):
                token = self._constrained()
            llama.llama_sampler_accept(self._grammar, token)
        self._follow(token)
        return token

    def _first(self) -> int | None:
        """Choose the likeliest first token but those that must not be it; None later on."""
        if not self._not_first:
            return None
        logits = np.ctypeslib.as_array(
            llama.llama_get_logits_ith(self._context, -1), (self._vocabulary.size,)
        ).copy()
        logits[[*self._not_first, *self._banned]] = -np.inf
        self._not_first = set[int]()
        return int(logits.argmax())

    def close(self) -> None:
        """Free what llama.cpp holds."""
        self._leave_call()
        llama.llama_sampler_free(self._chain)

    def _follow(self, token: int) -> None:
        self._tail = (self._tail + self._vocabulary.piece(token))[-64:]
        if self._grammar is None and self._tail.endswith(CALL.encode()):
            self._enter_call()
        elif self._grammar and self._tail.endswith(END_OF_CALL.encode()):
            self._leave_call()

    def _enter_call(self) -> None:
        if self._rules:
            self._grammar = llama.llama_sampler_init_grammar(
                self._vocabulary.pointer, self._rules, b"framed"
            )

    def _leave_call(self) -> None:
        if self._grammar:
            llama.llama_sampler_free(self._grammar)
        self._grammar = None

    def _allows(self, token: int) -> bool:
        return self._judged([token], [0.0]).data[0].logit > -np.inf

    def _constrained(self) -> int:
        size = self._vocabulary.size
        logits = llama.llama_get_logits_ith(self._context, -1)
        judged = self._judged(np.arange(size), np.ctypeslib.as_array(logits, (size,)))
        _apply(self._chain, judged)
        return judged.data[judged.selected].id

    def _judged(self, tokens: Sequence[int] | Any, logits: Sequence[float] | Any) -> Any:
        rows = np.zeros(len(tokens), dtype=_ROW)
        rows["id"], rows["logit"] = tokens, logits
        data = (llama.llama_token_data * len(tokens)).from_buffer(rows.data)
        judged = llama.llama_token_data_array(data, len(tokens), -1, False)
        _apply(self._grammar, judged)
        return judged


def _apply(sampler: Any, judged: Any) -> None:
    pointer: Any = ctypes.byref(judged)
    llama.llama_sampler_apply(sampler, pointer)


def _bans(banned: Sequence[int], size: int) -> Iterator[Any]:
    if banned:
        biases = (llama.llama_logit_bias * len(banned))(*((t, -math.inf) for t in banned))
        yield llama.llama_sampler_init_logit_bias(size, len(banned), biases)


def _choosers(order: Generate) -> Iterator[Any]:
    if order.temperature <= 0:
        yield llama.llama_sampler_init_greedy()
        return
    yield llama.llama_sampler_init_top_k(order.top_k)
    yield llama.llama_sampler_init_top_p(order.top_p, 1)
    yield llama.llama_sampler_init_min_p(order.min_p, 1)
    yield llama.llama_sampler_init_temp(order.temperature)
    yield llama.llama_sampler_init_dist(order.seed)


def _rules(schema: str) -> bytes:
    """Return a grammar for a call's JSON, or nothing where the schema cannot be put as one."""
    if not schema:
        return b""
    try:
        return (_FRAME + json_schema_to_gbnf(schema)).encode()
    except _NOT_A_GRAMMAR as error:
        log.warning("calls are written without a grammar, their schema has none: %r", error)
        return b""
