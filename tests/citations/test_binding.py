"""Which name, attribute and yes or no a value belongs to; comparisons, lists, scope, licences."""

from dataclasses import dataclass

import pytest

from assistant.citations import is_shown, verify
from assistant.domain import Evidence, Finding
from assistant.knowledge import Ledger
from assistant.language import language_of

LEDGER = Ledger()
SIZES = (("Qwen3-8B", "parameters"), ("Qwen3-14B", "parameters"))
MIXTURE = (("Qwen3-30B-A3B", "parameters"), ("Qwen3-30B-A3B", "active_parameters"))
BASES = (("Qwen3-32B-Base", "base_weights_published"), ("Qwen3-14B-Base", "base_weights_published"))
HEADS = (("Qwen3-8B", "layers"), ("Qwen3-8B", "heads_kv"))
DENSE = (("Qwen3", "dense_models"),)
LICENCE = (("Qwen3", "license"),)
ORIGIN = (("DeepSeek-R1", "derived_from"),)
FILE = (("Qwen3-32B", "gguf_size_q4_k_m"),)
TRANSFORMERS = (("Qwen3", "min_transformers"),)


@dataclass(frozen=True)
class Said:
    text: str
    facts: tuple[tuple[str, str], ...]
    is_right: bool


SAID = [
    Said("Модели Qwen3-8B и Qwen3-14B насчитывают 8,2 и 14,8 млрд параметров [1][2].", SIZES, True),
    Said("Модели Qwen3-8B и Qwen3-14B насчитывают 14,8 и 8,2 млрд параметров [1][2].", SIZES, False),
    Said("At 14.8B parameters, Qwen3-14B is larger than Qwen3-8B (8.2B) [1][2].", SIZES, True),
    Said("At 8.2B parameters, Qwen3-14B is larger than Qwen3-8B [1][2].", SIZES, False),
    Said("Qwen3-8B is larger than Qwen3-14B [1][2].", SIZES, False),
    Said("Compared with Qwen3-14B, Qwen3-8B is smaller [1][2].", SIZES, True),
    Said("Из 30,5 млрд параметров Qwen3-30B-A3B активны только 3,3 млрд [1][2].", MIXTURE, True),
    Said("Из 3,3 млрд параметров Qwen3-30B-A3B активны 30,5 млрд [1][2].", MIXTURE, False),
    Said("Qwen3-30B-A3B has 3.3B parameters [2].", MIXTURE, False),
    Said("Веса Qwen3-32B-Base не опубликованы, в отличие от Qwen3-14B-Base [1][2].", BASES, True),
    Said("Веса Qwen3-14B-Base не опубликованы, в отличие от Qwen3-32B-Base [1][2].", BASES, False),
    Said("Both Qwen3-14B-Base and Qwen3-32B-Base are unpublished [1][2].", BASES, False),
    Said("Qwen3-8B has 36 layers and 8 KV heads [1][2].", HEADS, True),
    Said("Qwen3-8B has 8 layers and 36 KV heads [1][2].", HEADS, False),
    Said("The Qwen3 family has six dense models, from Qwen3-0.6B up to Qwen3-32B [1].", DENSE, True),
    Said("В семейство Qwen3 входят семь плотных моделей [1].", DENSE, False),
    Said("Среди плотных моделей Qwen3 нет Qwen3-8B [1].", DENSE, False),
    Said("Среди плотных моделей Qwen3 нет Qwen3-72B [1].", DENSE, True),
    Said("All dense models of Qwen3 are Qwen3-4B and Qwen3-8B [1].", DENSE, False),
    Said("Qwen3-30B-A3B is one of the dense models [1].", DENSE, False),
    Said("Qwen3 is released under the Apache License, Version 2.0 [1].", LICENCE, True),
    Said("Qwen3 is released under Modified MIT [1].", LICENCE, False),
    Said("All Qwen3 models are released under Apache 2.0 [1].", LICENCE, False),
    Said("Qwen3 is released under Apache 2.0, but commercial use is forbidden [1].", LICENCE, False),
    Said("DeepSeek-R1 is based on DeepSeek-V3-Base [1].", ORIGIN, True),
    Said("DeepSeek-V3-Base is based on DeepSeek-R1 [1].", ORIGIN, False),
    Said("В основе DeepSeek-V3-Base лежит DeepSeek-R1 [1].", ORIGIN, False),
    Said("Файл Qwen3-32B в Q4_K_M весит 19,8 ГБ [1].", FILE, True),
    Said("Файл Qwen3-32B в Q4_K_M весит 19,8 МБ [1].", FILE, False),
    Said("The Q4_K_S file of Qwen3-32B takes 19.8 GB [1].", FILE, False),
    Said("Для Qwen3 нужна transformers 4.51.0 или новее [1].", TRANSFORMERS, True),
    Said("Для Qwen3 нужна transformers не новее 4.51.0 [1].", TRANSFORMERS, False),
]  # fmt: skip


@pytest.mark.parametrize("said", SAID, ids=lambda said: said.text)
def test_a_sentence_of_the_ledgers_facts(said):
    (sentence,) = verify(said.text, "model", evidence(said), "")
    assert is_shown(sentence) == said.is_right


def evidence(said):
    language = language_of(said.text)
    found = (LEDGER.facts(language, [name], [what])[0] for name, what in said.facts)
    return [Evidence(number, (finding,)) for number, finding in enumerate(found, 1)]


def test_a_pronoun_stands_for_the_release_named_before():
    known = evidence(Said("en", SIZES, is_right=True))
    right = verify("Qwen3-8B is a model [1]. It has 8.2B parameters [1][2].", "model", known, "")
    wrong = verify("Qwen3-8B is a model [1]. It has 14.8B parameters [1][2].", "model", known, "")
    assert (is_shown(right[-1]), is_shown(wrong[-1])) == (True, False)


def test_a_passage_is_read_sentence_by_sentence():
    source = LEDGER.facts("en", ["Qwen3"], ["license"])[0].source
    text = "Gradio 6.31.0 adds 3 layouts. It does not support Python 3.9 any more."
    known = [Evidence(1, (Finding("passage", text, source, source.read),))]
    right, wrong = verify(
        "Gradio 6.31.0 no longer supports Python 3.9 [1]. Gradio 6.31.0 supports Python 3.9 [1].",
        "model",
        known,
        "",
    )
    assert (is_shown(right), is_shown(wrong)) == (True, False)


def test_a_denial_in_a_passage_that_names_no_release_counts_too():
    source = LEDGER.facts("en", ["Qwen3"], ["license"])[0].source
    text = "Sharing is no longer the default on Colab."
    known = [Evidence(1, (Finding("passage", text, source, source.read),))]
    (sentence,) = verify("Sharing is the default on Colab [1].", "model", known, "")
    assert not is_shown(sentence)
