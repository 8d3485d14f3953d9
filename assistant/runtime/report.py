"""
Say in words what this computer is and which models fit it, as findings an answer can cite.

The figures are those of `fit`; the formula is named in each sentence's source. Not covered: what a
model is good at.
"""

from collections.abc import Sequence
from datetime import date

from assistant.domain import Fact, Finding, Language, Source
from assistant.runtime.cards import card_memory_gb
from assistant.runtime.fit import Fit, Need
from assistant.runtime.hardware import Machine

_GIGABYTE = 1e9

_MACHINE: dict[Language, str] = {
    "ru": "На этом компьютере {ram} ГБ памяти, свободно {free} ГБ; "
    "ядер процессора: {cores}; {gpus}.",
    "en": "This computer has {ram} GB of memory, {free} GB of it free; "
    "processor cores: {cores}; {gpus}.",
}
_NO_GPU: dict[Language, str] = {
    "ru": "видеокарта: не найдена",
    "en": "graphics card: not found",
}
_GPU: dict[Language, str] = {
    "ru": "видеокарта: {name}, {vram} ГБ",
    "en": "graphics card: {name}, {vram} GB",
}
_FIT: dict[Language, str] = {
    "ru": "{name} ({quantization}): файл {file} ГБ, в работе {total} ГБ памяти {place}{speed}.",
    "en": "{name} ({quantization}): a file of {file} GB, "
    "{total} GB of memory at work {place}{speed}.",
}
_NEED: dict[Language, str] = {
    "ru": "{name} ({quantization}), контекст {context} токенов: веса {weights} ГБ + KV-кэш {kv} ГБ "
    "+ буферы {buffers} ГБ = {total} ГБ (KV-кэш — это 2 × {layers} слоёв × {heads} KV-голов × "
    "{head_dim} × {context} × 2 байта).",
    "en": "{name} ({quantization}), context of {context} tokens: weights {weights} GB + KV cache "
    "{kv} GB + buffers {buffers} GB = {total} GB (the KV cache is 2 × {layers} layers × {heads} KV "
    "heads × {head_dim} × {context} × 2 bytes).",
}
_CALCULATED: dict[Language, str] = {
    "ru": "{repo}: размер файла и форма модели, расчёт Snoska",
    "en": "{repo}: file size and shape of the model, calculated by Snoska",
}
_PLACE: dict[str, dict[Language, str]] = {
    "gpu": {"ru": "на видеокарте", "en": "on the graphics card"},
    "split": {"ru": "на видеокарте и в памяти", "en": "on the graphics card and in memory"},
    "cpu": {"ru": "на процессоре", "en": "on the processor"},
}
_SPEED: dict[Language, str] = {
    "ru": ", ожидаемая скорость около {speed} токенов/с",
    "en": ", expected speed about {speed} tokens/s",
}
_HERE: dict[Language, str] = {
    "ru": "Измерено на этом компьютере",
    "en": "Measured on this computer",
}
_HUB = "https://huggingface.co/"


def machine_finding(machine: Machine, language: Language, today: date) -> Finding:
    """Return what this computer is."""
    gpu = max(machine.gpus, key=lambda card: card.vram_bytes, default=None)
    words = _MACHINE[language].format(
        ram=_gigabytes(machine.ram_bytes, language),
        free=_gigabytes(machine.free_ram_bytes, language),
        cores=machine.cores,
        gpus=_NO_GPU[language]
        if gpu is None
        else _GPU[language].format(name=gpu.name, vram=_gigabytes(gpu.vram_bytes, language)),
    )
    source = Source("this-computer", _HERE[language], "", "local", today)
    return Finding("machine", words, source, today)


def fit_findings(fits: Sequence[Fit], language: Language, today: date) -> tuple[Finding, ...]:
    """Return one finding for each model that fits, in the order given."""
    return tuple(_fit(fit, language, today) for fit in fits if fit.place != "none")


def need_findings(needs: Sequence[Need], language: Language, today: date) -> tuple[Finding, ...]:
    """Return one finding for each calculation, with its total as a fact in gigabytes."""
    return tuple(_need(need, language, today) for need in needs)


_CARD: dict[Language, str] = {
    "ru": "{count} × {card}: {each} ГБ памяти у карты, вместе {total} ГБ.",
    "en": "{count} × {card}: {each} GB of memory on a card, {total} GB together.",
}
_CARDS: dict[Language, str] = {
    "ru": "Память видеокарт по данным производителей",
    "en": "Memory of graphics cards by their makers' figures",
}


def card_findings(
    cards: Sequence[tuple[str, int]], language: Language, today: date
) -> tuple[Finding, ...]:
    """Return the memory of the cards named, as a fact in gigabytes; none for unknown ones."""
    known = [(card, count, card_memory_gb(card)) for card, count in cards]
    source = Source("cards", _CARDS[language], "", "local", today)
    return tuple(
        Finding(
            "catalog",
            _CARD[language].format(count=count, card=card, each=each, total=each * count),
            source,
            today,
            Fact(card, "card_memory", each * count, "GB", today, source),
        )
        for card, count, each in known
        if each
    )


def _need(need: Need, language: Language, today: date) -> Finding:
    entry = need.entry
    words = _NEED[language].format(
        name=entry.release,
        quantization=entry.quantization,
        context=need.context,
        weights=_gigabytes(need.weights_bytes, language),
        kv=_gigabytes(need.kv_bytes, language),
        buffers=_gigabytes(need.buffers_bytes, language),
        total=_gigabytes(need.total_bytes, language),
        layers=entry.layers,
        heads=entry.kv_heads,
        head_dim=entry.head_dim,
    )
    title = _CALCULATED[language].format(repo=entry.repo)
    source = Source(f"need-{entry.name}", title, _HUB + entry.repo, "local", today)
    total = round(need.total_bytes / _GIGABYTE, 1)
    fact = Fact(entry.release, "memory_need", total, "GB", today, source)
    return Finding("catalog", words, source, today, fact)


def _fit(fit: Fit, language: Language, today: date) -> Finding:
    entry = fit.entry
    speed = fit.tokens_per_second
    words = _FIT[language].format(
        name=entry.release,
        quantization=entry.quantization,
        file=_gigabytes(entry.size_bytes, language),
        total=_gigabytes(fit.total_bytes, language),
        place=_PLACE[fit.place][language],
        speed="" if speed is None else _SPEED[language].format(speed=_decimal(speed, language)),
    )
    source = Source(f"catalog-{entry.name}", entry.repo, _HUB + entry.repo, "maker", today)
    return Finding("catalog", words, source, today)


def _gigabytes(size: int, language: Language) -> str:
    return _decimal(size / _GIGABYTE, language)


def _decimal(number: float, language: Language) -> str:
    digits = f"{number:.1f}"
    return digits.replace(".", ",") if language == "ru" else digits
