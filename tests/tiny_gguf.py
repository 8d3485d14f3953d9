"""
Real Qwen3 files of half a megabyte, written in a moment: seeded noise over a vocabulary of bytes.

What such a model says is nonsense, but llama.cpp loads it, tokenizes, samples, stops and is killed
as with any other. Nothing here tells how good an answer is.
"""

from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np

CONTROL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
DEFINED = (
    *("<think>", "</think>", "<tool_call>", "</tool_call>"),
    *("<tool_response>", "</tool_response>"),
)
TEMPLATES = {
    "optional": "{% if enable_thinking is false %}<think></think>{% endif %}",
    "always": "{% if add_generation_prompt %}assistant\n<think>\n{% endif %}",
    "none": "{% if add_generation_prompt %}assistant\n{% endif %}",
}


@dataclass(frozen=True)
class Tiny:
    """What to write; each default gives a file that works."""

    seed: int = 0
    architecture: str = "qwen3"
    thinking: str = "none"
    specials: bool = True
    damaged: bool = False
    blocks: int = 2
    trained_context: int = 4096
    width: int = 64
    heads: int = 4
    kv_heads: int = 2
    head: int = 16
    feed: int = 128
    embeds: bool = False


def write(path: Path, tiny: Tiny | None = None, *, keep: float = 1.0) -> Path:
    """Write a model to `path`; `keep` less than 1 cuts the end of the file off."""
    tiny = tiny or Tiny()
    words = [*_bytes(), *(CONTROL + DEFINED if tiny.specials else ("</s>",))]
    writer = gguf.GGUFWriter(path, tiny.architecture)
    _describe(writer, tiny, words)
    rng = np.random.default_rng(tiny.seed)
    for name, shape in _tensors(tiny, len(words)).items():
        noise = rng.normal(0, 0.1, shape).astype(np.float32)
        if name.endswith("norm.weight"):
            noise = np.full(shape, np.nan if tiny.damaged else 1, np.float32)
        if name == "output.weight":
            noise[256:] = 0  # never among the likeliest: it does not end by chance
        writer.add_tensor(name, noise)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    if keep < 1:
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * keep)])
    return path


def _describe(writer: gguf.GGUFWriter, tiny: Tiny, words: list[str]) -> None:
    kinds = gguf.TokenType
    writer.add_name("tiny")
    writer.add_block_count(tiny.blocks)
    writer.add_context_length(tiny.trained_context)
    writer.add_embedding_length(tiny.width)
    writer.add_feed_forward_length(tiny.feed)
    writer.add_head_count(tiny.heads)
    writer.add_head_count_kv(tiny.kv_heads)
    writer.add_key_length(tiny.head)
    writer.add_value_length(tiny.head)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(10_000)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(words)
    special = [kinds.CONTROL if w in CONTROL else kinds.USER_DEFINED for w in words[256:]]
    writer.add_token_types([kinds.NORMAL] * 256 + special)
    writer.add_token_merges(["a b"])
    writer.add_bos_token_id(256)
    writer.add_add_bos_token(False)
    writer.add_eos_token_id(words.index("<|im_end|>") if tiny.specials else 256)
    writer.add_chat_template(TEMPLATES[tiny.thinking])
    if tiny.embeds:
        writer.add_pooling_type(gguf.PoolingType.LAST)


def _tensors(tiny: Tiny, words: int) -> dict[str, tuple[int, ...]]:
    wide, query, key = tiny.width, tiny.heads * tiny.head, tiny.kv_heads * tiny.head
    shapes: dict[str, tuple[int, ...]] = {
        "token_embd.weight": (words, wide),
        "output.weight": (words, wide),
        "output_norm.weight": (wide,),
    }
    for number in range(tiny.blocks):
        block = f"blk.{number}"
        shapes |= {
            f"{block}.attn_norm.weight": (wide,),
            f"{block}.attn_q.weight": (query, wide),
            f"{block}.attn_k.weight": (key, wide),
            f"{block}.attn_v.weight": (key, wide),
            f"{block}.attn_q_norm.weight": (tiny.head,),
            f"{block}.attn_k_norm.weight": (tiny.head,),
            f"{block}.attn_output.weight": (wide, query),
            f"{block}.ffn_norm.weight": (wide,),
            f"{block}.ffn_gate.weight": (tiny.feed, wide),
            f"{block}.ffn_up.weight": (tiny.feed, wide),
            f"{block}.ffn_down.weight": (wide, tiny.feed),
        }
    return shapes


def _bytes() -> list[str]:
    """Name each byte by a printable character, in the way of GPT-2's vocabulary."""
    plain = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = [byte for byte in range(256) if byte not in plain]
    return [chr(byte if byte in plain else 256 + others.index(byte)) for byte in range(256)]
