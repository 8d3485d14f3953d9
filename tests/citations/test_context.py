"""Sentences as strong models write them: what they carry over, abbreviate, compare and compute."""

from dataclasses import dataclass

import pytest

from assistant.assembly import senses
from assistant.citations import is_shown, verify
from assistant.domain import Evidence
from assistant.knowledge import Ledger
from assistant.language import language_of

LEDGER = Ledger()
Facts = tuple[tuple[str, str], ...]


def pair(one: str, other: str, predicate: str) -> Facts:
    return (one, predicate), (other, predicate)


VL = pair("Qwen3-VL-30B-A3B", "Qwen3-VL-8B", "release_date")
OMNI = pair("Qwen3-Omni", "Qwen3Guard", "release_date")
LAYERS = pair("Qwen2.5-14B", "Qwen3-14B", "layers")
SIZES = pair("Qwen3-32B", "Qwen3-1.7B", "parameters")
AIR = (*pair("GLM-4.5", "GLM-4.5-Air", "parameters"),
       *pair("GLM-4.5", "GLM-4.5-Air", "active_parameters"))  # fmt: skip
SPEEDS = (("Qwen3-8B", "speed_sglang_bf16"), ("Qwen3-8B", "speed_sglang_fp8"))
MEMORY = (("Qwen3-14B", "gpu_memory_bf16"),)
MIXTURE = (("Qwen3-30B-A3B", "parameters"), ("Qwen3-30B-A3B", "active_parameters"))
OLLAMA = (("Ollama v0.9.0", "change"),)
DIMENSIONS = pair("Qwen3-Embedding-0.6B", "Qwen3-Embedding-4B", "embedding_dimension")
MAVERICK = pair("Llama 4 Scout", "Llama 4 Maverick", "context_max")
PHI = (("Phi-4", "pretraining_tokens"),)
OPEN = (("gpt-oss", "license"),)
DATE = (("Qwen3-VL-30B-A3B", "release_date"),)
LLAMA = (("Llama 3.1", "languages_include"),)
WINDOWS = pair("Qwen3-1.7B", "Qwen3-32B", "context_max")
YI = pair("Yi-9B-200K", "Yi-6B-200K", "release_date")
EXPERTS = pair("Qwen3-30B-A3B", "Qwen3-32B", "score_gpqa_diamond")
LICENCES = pair("Phi-4", "Yi-1.5", "license")
APACHE = pair("OLMo 2 32B", "Yi-1.5", "license")
AIME = (("Qwen3-4B", "score_aime24"), ("Qwen3-4B", "score_aime25"))
OLD_YI = pair("Yi-34B", "Yi-34B-200K", "release_date")
HALF_YEAR = pair("gpt-oss", "Phi-4", "release_date")
RUSSIAN = pair("Qwen3-30B-A3B", "Qwen3-32B", "score_russian_thinking")
KV = (("Llama-3.1-70B", "hardware"),)
CODER = (("Qwen3-Coder", "thinking_mode"),)
UNTIED = pair("Qwen2.5-7B", "Qwen2.5-32B", "tied_embeddings")
LLAMAS = pair("Llama 2", "Llama 3", "context_max")
BIG = pair("Qwen3-32B", "Qwen3-14B", "parameters")
OSS = (*pair("gpt-oss-120b", "gpt-oss-20b", "parameters"),
       *pair("gpt-oss-120b", "gpt-oss-20b", "active_parameters"))  # fmt: skip
GPQA = pair("Qwen3-4B", "Qwen3-1.7B", "score_gpqa_diamond")


@dataclass(frozen=True)
class Said:
    text: str
    facts: Facts
    is_right: bool
    before: str = ""


SAID = [
    # a value borrows the words of the one before it
    Said("У Qwen3-32B 32,8 млрд параметров, у Qwen3-1.7B — 1,7 млрд", SIZES, True),
    Said("У Qwen3-32B 1,7 млрд параметров, у Qwen3-1.7B — 32,8 млрд", SIZES, False),
    Said("У GLM-4.5 355 млрд параметров, активны 32 млрд; у GLM-4.5-Air — 106 млрд и 12 млрд",
         AIR, True),
    Said("У GLM-4.5 355 млрд параметров, активны 32 млрд; у GLM-4.5-Air — 12 млрд и 106 млрд",
         AIR, False),
    # against the other one
    Said("У Qwen2.5-14B больше слоёв — 48 против 40", LAYERS, True),
    Said("У Qwen2.5-14B больше слоёв — 48 против 41", LAYERS, False),
    # number formats are no releases, and belong to their numbers
    Said("В BF16 скорость составила 81,73 токена/с", SPEEDS, True, "Qwen3-8B"),
    Said("В BF16 Qwen3-8B выдаёт 150,25 токена/с", SPEEDS, False),
    # short names
    Said("Version 0.9.0 added thinking to the API and the command line", OLLAMA, True),
    Said("Version 0.8.0 added thinking to the API and the command line", OLLAMA, False),
    Said("The dimension is 1024 for 0.6B and 2560 for 4B", DIMENSIONS, True),
    Said("The dimension is 2560 for 0.6B and 1024 for 4B", DIMENSIONS, False),
    Said("Scout has the longer context: 10 million tokens against 1 million for Maverick",
         MAVERICK, True),
    Said("Maverick has the longer context: 10 million tokens against 1 million for Scout",
         MAVERICK, False),
    # roles
    Said("The smaller model scores 40.1 and the larger 55.9", GPQA, True, "Qwen3-4B, Qwen3-1.7B"),
    Said("The smaller model scores 55.9 and the larger 40.1", GPQA, False, "Qwen3-4B, Qwen3-1.7B"),
    # what fits
    Said("In BF16 the model will not fit into 16 GB", MEMORY, True, "Qwen3-14B"),
    Said("In BF16 the model fits into 16 GB", MEMORY, False, "Qwen3-14B"),
    Said("В BF16 модель поместится в 32 ГБ", MEMORY, True, "Qwen3-14B"),
    # what follows from two numbers
    Said("Qwen2.5-14B has 8 more layers than Qwen3-14B", LAYERS, True),
    Said("Qwen2.5-14B has 12 more layers than Qwen3-14B", LAYERS, False),
    Said("Qwen3-32B примерно в 19 раз больше Qwen3-1.7B", SIZES, True),
    Said("Qwen3-32B is twice as large as Qwen3-1.7B", SIZES, False),
    Said("That is about 11% of all parameters", MIXTURE, True, "Qwen3-30B-A3B"),
    Said("That is about 30% of all parameters", MIXTURE, False, "Qwen3-30B-A3B"),
    # a small number is not "only"; "both" are two
    Said("It activates only 3.3B of its 30.5B parameters", MIXTURE, True, "Qwen3-30B-A3B"),
    Said("Both models were trained on 9.8 trillion tokens", PHI, False, "Phi-4, Phi-4-mini"),
    Said("Both are released under Apache 2.0", OPEN, True, "gpt-oss-120b, gpt-oss-20b"),
    # days without a year, words of facts in words
    Said("4 октября появилась Qwen3-VL-30B-A3B", DATE, True),
    Said("5 октября появилась Qwen3-VL-30B-A3B", DATE, False),
    Said("Llama 3.1 supports German, French and Hindi among others", LLAMA, True),
    Said("Llama 3.1 supports Russian, French and Hindi among others", LLAMA, False),
    # sizes of one family; what is set against; the part of a free text that is meant
    Said("The 4B model has 28 layers", (("Qwen3-Embedding-0.6B", "layers"),
         ("Qwen3-Embedding-4B", "layers")), False, "Qwen3-Embedding"),
    Said("У Qwen3-1.7B контекст короче — 32 768 токенов против 131 072",
         pair("Qwen3-1.7B", "Qwen3-32B", "context_max"), True),
    Said("Контекст старшей модели: 32 768 токенов",
         pair("Qwen3-Embedding-8B", "Qwen3-Embedding-4B", "context_max"), True, "Qwen3-Embedding"),
    Said("Веса DeepSeek-V3 распространяются под MIT", (("DeepSeek-V3", "license_note"),), False),
    Said("Код DeepSeek-V3 распространяется под MIT", (("DeepSeek-V3", "license_note"),), True),
    Said("Both activate the same number of parameters", pair("Llama 4 Scout", "Llama 4 Maverick",
         "active_parameters"), True, "Llama 4 Scout, Llama 4 Maverick"),
    Said("Both have the same number of parameters", pair("Llama 4 Scout", "Llama 4 Maverick",
         "parameters"), False, "Llama 4 Scout, Llama 4 Maverick"),
    # the time between two days
    Said("Eleven days later came Qwen3-VL-8B", VL, True, "Qwen3-VL-30B-A3B"),
    Said("Nine days later came Qwen3-VL-8B", VL, False, "Qwen3-VL-30B-A3B"),
    Said("Qwen3-VL-8B came eleven days earlier", VL, False, "Qwen3-VL-30B-A3B"),
    Said("Less than two weeks passed between Qwen3-VL-30B-A3B and Qwen3-VL-8B", VL, True),
    Said("Qwen3-VL-8B вышла спустя примерно месяц", VL, False, "Qwen3-VL-30B-A3B"),
    Said("На следующий день вышла Qwen3Guard", OMNI, True, "Qwen3-Omni"),
    Said("В тот же день вышла Qwen3Guard", OMNI, False, "Qwen3-Omni"),
    # all of one release, and every release
    Said("Из всех параметров Qwen3-30B-A3B активны 3,3 млрд", MIXTURE[1:], True),
    Said("The model has 40 layers in all", LAYERS[1:], True, "Qwen3-14B"),
    Said("Every model in the world, Qwen3-14B included, has 40 layers", LAYERS[1:], False),
    # the other one said first
    Said("Compared with Qwen3-32B, Qwen3-1.7B is smaller", SIZES, True),
    Said("Compared with Qwen3-32B, Qwen3-1.7B is bigger", SIZES, False),
    # sizes before one word for models; a family; a name that rounds
    Said("The 4B and 8B models have 36 layers",
         pair("Qwen3-Reranker-4B", "Qwen3-Reranker-8B", "layers"), True, "Qwen3-Reranker"),
    Said("The 0.6B and 8B models have 36 layers",
         pair("Qwen3-Reranker-0.6B", "Qwen3-Reranker-8B", "layers"), False, "Qwen3-Reranker"),
    Said("Both support 131,072 tokens of context, as Llama 3.1 does",
         (("Llama 3.1", "context_max"),), True, "Llama-3.1-8B, Llama-3.1-70B"),
    Said("gpt-oss-20b has 20 billion parameters", (("gpt-oss-20b", "parameters"),), False),
    # a pronoun that is compared; the year of a test is no value
    Said("On GPQA-Diamond it is ahead of Qwen3-1.7B", GPQA, True, "Qwen3-4B"),
    Said("On GPQA-Diamond it is ahead of Qwen3-4B", GPQA, False, "Qwen3-1.7B"),
    Said("On GPQA-Diamond it is ahead of Qwen3-4B", GPQA[:1], False, "Qwen3-1.7B"),
    Said("On AIME'24 Qwen3-4B did rather well", (("Qwen3-4B", "score_aime24"),), False),
    # the words for how many a list has, and what it holds, are known
    Said("It is available in four sizes", (("Gemma 3", "sizes"),), True, "Gemma 3"),
    Said("It is available in five sizes", (("Gemma 3", "sizes"),), False, "Gemma 3"),
    Said("Каждая модель выпущена как Instruct и как Thinking", (("Qwen3-2507", "variants"),),
         True, "Qwen3-2507"),
    # words that were taught with answers
    Said("Сама Phi-4 содержит 14 млрд параметров", (("Phi-4", "parameters"),), True),
    Said("The embedding dimension is 1024 for Qwen3-Embedding-0.6B and 2560 for Qwen3-Embedding-4B",
         DIMENSIONS, True),
    Said("The embedding dimension is 2560 for Qwen3-Embedding-0.6B and 1024 for Qwen3-Embedding-4B",
         DIMENSIONS, False),
    # which of two is more, earlier or ahead, told of one of them
    Said("Choose Qwen3-1.7B for books, as its window is longer", WINDOWS, False),
    Said("Choose Qwen3-32B for books, as its window is longer", WINDOWS, True),
    Said("Yi-9B-200K вышла позже, 16 марта 2024 года", YI, True, "Yi-6B-200K"),
    Said("Yi-6B-200K вышла позже, 5 ноября 2023 года", YI, False, "Yi-9B-200K"),
    Said("On GPQA-Diamond the MoE model is ahead, 65.8 to 68.4", EXPERTS, False, "Qwen3-32B"),
    Said("По GPQA-Diamond впереди плотная модель: 68,4 против 65,8", EXPERTS, True, "Qwen3-32B"),
    Said("GPQA-Diamond: 40.1 against 55.9 in favour of the smaller model", GPQA, False,
         "Qwen3-4B, Qwen3-1.7B"),
    Said("Видеопамяти Yi-34B-200K занимает меньше",
         pair("Yi-34B", "Yi-34B-200K", "hardware"), False),
    # what is shared, and what both have
    Said("They have the same licence, MIT", LICENCES, False, "Phi-4, Yi-1.5"),
    Said("The licence is the same, Apache 2.0", APACHE, True, "OLMo 2 32B, Yi-1.5"),
    Said("Both carry the MIT licence", LICENCES, False, "Phi-4, Yi-1.5"),
    Said("Gemma 2, like Gemma 3, comes in four sizes", pair("Gemma 2", "Gemma 3", "sizes"), False),
    # to stop is to deny, and a reason needs evidence
    Said("Yi-9B stopped publishing base weights", (("Yi-9B", "base_weights_published"),), False),
    Said("That is why Phi-4 is under MIT", (("Phi-4", "license"),), False),
    # multiples and differences: of free texts, in figures, of the one that is no foil
    Said("Yi-34B-200K занимает 200 ГБ видеопамяти, почти втрое больше", pair("Yi-34B",
         "Yi-34B-200K", "hardware"), True),
    Said("Yi-34B-200K занимает 200 ГБ видеопамяти, почти впятеро больше", pair("Yi-34B",
         "Yi-34B-200K", "hardware"), False),
    Said("Qwen2.5-14B has 48 layers, which is 8 more than Qwen3-14B", LAYERS, True),
    Said("Qwen3-14B has 40 layers, which is 8 more than Qwen2.5-14B", LAYERS, False),
    Said("In FP8 Qwen3-8B is about 84% faster", SPEEDS, True),
    Said("In FP8 Qwen3-8B is about 48% faster", SPEEDS, False),
    Said("На GPQA-Diamond она впереди на 15,8 балла", GPQA, True, "Qwen3-4B, Qwen3-1.7B"),
    Said("На GPQA-Diamond она впереди на 18,5 балла", GPQA, False, "Qwen3-4B, Qwen3-1.7B"),
    Said("Контекст — 131 072 токена, вчетверо больше, чем у обычной Qwen3-1.7B", WINDOWS, True,
         "Qwen3-32B"),
    # editions of a test
    Said("On AIME 2024 Qwen3-4B scores 73.8, on AIME 2025 65.6", AIME, True),
    Said("On AIME 2025 Qwen3-4B scores 73.8", AIME, False),
    Said("На AIME 2025 у Qwen3-4B 65,6 балла", AIME[1:], True),
    # what is said to be fitted into is the limit
    Said("gpt-oss-20b fits in 16 GB of memory", (("gpt-oss-20b", "hardware"),), True),
    Said("gpt-oss-20b fits in 8 GB of memory", (("gpt-oss-20b", "hardware"),), False),
    Said("Yi-34B-200K вышла тремя днями позже", OLD_YI, True, "Yi-34B"),
    Said("Yi-34B-200K вышла четырьмя днями позже", OLD_YI, False, "Yi-34B"),
    # in the order of the names before
    Said("They have 48 and 40 layers respectively", LAYERS, True, "Qwen2.5-14B, Qwen3-14B"),
    Said("They have 40 and 48 layers respectively", LAYERS, False, "Qwen2.5-14B, Qwen3-14B"),
    # half a year; short sizes of mixtures; two days of one month
    Said("gpt-oss came out more than half a year after Phi-4", HALF_YEAR, True),
    Said("Phi-4 came out more than half a year after gpt-oss", HALF_YEAR, False),
    Said("The 30B model averages 64 and the 32B one 61.4", RUSSIAN, True, "Qwen3"),
    Said("The 30B model averages 61.4 and the 32B one 64", RUSSIAN, False, "Qwen3"),
    Said("Qwen3-VL-30B-A3B вышла 4 или 5 октября 2025 года", DATE, False),
    Said("Веса Yi-9B тоже открыты", (("Yi-9B", "base_weights_published"),), True),
    # a number of one part of a free text; what is counted in, and what comes on top
    Said("The KV cache for 128K tokens is part of these 140 GB", KV, False, "Llama-3.1-70B"),
    Said("The 39.06 GB of KV cache are included in that", KV, False, "Llama-3.1-70B"),
    Said("The KV cache for 128K tokens takes another 39.06 GB", KV, True, "Llama-3.1-70B"),
    # the name of an attribute takes no side
    Said("You can switch its thinking mode on", CODER, False, "Qwen3-Coder"),
    Said("It works in non-thinking mode only", CODER, True, "Qwen3-Coder"),
    # what is said of others as well
    Said("transformers 4.51.0 is enough, as for Qwen3", (("Qwen3", "min_transformers"),), False,
         "Qwen3-VL"),
    # a reason needs evidence
    Said("Причина в том, что у Qwen3-32B 32,8 млрд параметров", SIZES[:1], False),
    # number formats compared
    Said("In BF16 Qwen3-8B is faster than in FP8", SPEEDS, False),
    Said("У Qwen3-8B в BF16 скорость выше, чем в FP8: 81,73 токена в секунду", SPEEDS, False),
    Said("У Qwen3-8B в FP8 скорость выше, чем в BF16: 150,25 токена в секунду", SPEEDS, True),
    # bare sizes compared
    Said("The 14B model has 8 more layers than the 32B one", pair("Qwen2.5-14B", "Qwen2.5-7B",
         "layers"), False, "Qwen2.5"),
    Said("The 72B model has 16 more layers than the 32B one", pair("Qwen2.5-72B", "Qwen2.5-32B",
         "layers"), True, "Qwen2.5"),
    # days in figures, a span that passed, shares
    Said("Qwen3-VL-8B came 11 days after Qwen3-VL-30B-A3B", VL, True),
    Said("Qwen3-VL-8B came 12 days after Qwen3-VL-30B-A3B", VL, False),
    Said("Yi-9B-200K вышла десятью днями позже", pair("Yi-9B", "Yi-9B-200K", "release_date"), True,
         "Yi-9B"),
    Said("При этом доля активных параметров у GLM-4.5-Air выше: 11% против 9%", AIR, True,
         "GLM-4.5"),
    # none of several, half of it, twice of it, those models
    Said("None of the two ties its embeddings", UNTIED, True, "Qwen2.5-7B, Qwen2.5-32B"),
    Said("None of the three ties its embeddings", UNTIED, False, "Qwen2.5-7B, Qwen2.5-32B"),
    Said("Qwen3-14B has 14.8B parameters, less than half of that", BIG, True, "Qwen3-32B"),
    Said("Qwen3-14B has 14.8B parameters, more than half of that", BIG, False, "Qwen3-32B"),
    Said("Контекст вырос вдвое — с 4096 до 8192 токенов", LLAMAS, True, "Llama 2, Llama 3"),
    Said("Контекст вырос втрое — с 4096 до 8192 токенов", LLAMAS, False, "Llama 2, Llama 3"),
    Said("Те же модели имеют 48 и 40 слоёв соответственно", LAYERS, True,
         "Qwen2.5-14B, Qwen3-14B"),
    # a size that one of two lists holds
    Said("Размера 13B в новом поколении уже нет", pair("Llama 2", "Llama 3", "sizes"), True,
         "Llama 2, Llama 3"),
    Said("У Llama 2 размера 13B нет", pair("Llama 2", "Llama 3", "sizes"), False),
    # a yes that shares no word with what is said must be one of what is named
    Said("Keep in mind that Ollama hosts the base models of Qwen3 as well",
         (("Ollama v0.6.6", "loads_qwen3"),), False, "Ollama, Qwen3"),
    Said("Yes, Ollama supports Qwen3", (("Ollama v0.6.6", "loads_qwen3"),), True, "Ollama"),
    # what the reader needs may be told of the family; two multiples of two attributes
    Said("On the software side, you need transformers 4.43.2 or later",
         (("Llama 3.1", "min_transformers"),), True, "Llama-3.1-405B"),
    Said("On the software side, you need transformers 4.44.2 or later",
         (("Llama 3.1", "min_transformers"),), False, "Llama-3.1-405B"),
    Said("It has more than five times as many parameters, but only about 1.4 times as many active "
         "ones", OSS, True, "gpt-oss-120b, gpt-oss-20b"),
    Said("It has more than ten times as many parameters, but only about 1.4 times as many active "
         "ones", OSS, False, "gpt-oss-120b, gpt-oss-20b"),
    # a fact is said only where its value is
    Said("Qwen3-32B is the fastest model of its family", SIZES, False),
    Said("Qwen3-32B is popular in the industry", SIZES, False),
]  # fmt: skip


@pytest.mark.parametrize("said", SAID, ids=lambda said: said.text)
def test_a_sentence_in_its_context(said):
    marks = "".join(f"[{number}]" for number, _ in enumerate(said.facts, 1))
    text = f"{said.before}\n{said.text} {marks}." if said.before else f"{said.text} {marks}."
    *_, sentence = verify(text, "model", _evidence(said), "", senses=senses())
    assert is_shown(sentence) == said.is_right


def _evidence(said: Said) -> list[Evidence]:
    language = language_of(said.text)
    found = (LEDGER.facts(language, [name], [what])[0] for name, what in said.facts)
    return [Evidence(number, (finding,)) for number, finding in enumerate(found, 1)]


def test_a_short_name_of_a_release_that_is_not_cited_is_a_name():
    trained = Said(
        "", (("DeepSeek-V2", "pretraining_tokens"), ("DeepSeek-V2-Lite", "release_date")), False
    )
    known = _evidence(trained)
    wrong, right = (
        verify(f"DeepSeek-V2\n{name} was trained on 8.1 trillion tokens [1].", "model", known, "",
               senses=senses())[-1]
        for name in ("The Lite", "It")
    )  # fmt: skip
    assert (is_shown(wrong), is_shown(right)) == (False, True)
