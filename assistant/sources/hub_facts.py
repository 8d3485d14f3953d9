"""
What the hub's description of a model states in the ledger's terms.

The day is that on which the repository was made, and the parameters are those counted in its
files, which may hold some twice: both are stated with medium confidence. Quantised weights are
packed into integers and are not counted.
"""

from collections.abc import Iterator
from datetime import date
from typing import cast

from huggingface_hub import ModelInfo

from assistant.domain import Authority, Confidence, Fact, Value
from assistant.sources.claims import source_at

_LICENSES = {
    "apache-2.0": "Apache 2.0",
    "mit": "MIT",
    "llama2": "Llama 2 Community License",
    "llama3": "Llama 3 Community License",
    "llama3.1": "Llama 3.1 Community License",
    "llama3.2": "Llama 3.2 Community License",
    "llama3.3": "Llama 3.3 Community License",
    "llama4": "Llama 4 Community License",
    "gemma": "Gemma Terms of Use",
    "cc-by-4.0": "CC BY 4.0",
    "cc-by-nc-4.0": "CC BY-NC 4.0",
}
_FIRST_DAY = date(2022, 3, 3)
"""The hub has no earlier day of creation: all older repositories bear the one before."""
_PACKED = ("I", "U")
_PACKED_SHARE = 0.01


def facts_of(info: ModelInfo, url: str, today: date) -> Iterator[Fact]:
    """Yield what the description states of the model; `url` is its page."""
    source = source_at(url, info.id, authority_of(info), today)
    name = info.id.rpartition("/")[2]
    as_of = info.last_modified.date() if info.last_modified else today

    def fact(predicate: str, value: Value, unit: str = "", confidence: Confidence = "high") -> Fact:
        return Fact(name, predicate, value, unit, as_of, source, confidence)

    if license_ := _license(info):
        yield fact("license", license_)
    if total := _parameters(info):
        yield fact("parameters", float(f"{total / 1e9:.3g}"), "B", "medium")
    if bases := base_models(info):
        yield fact("derived_from", ", ".join(base.rpartition("/")[2] for base in bases))
    if size := sum(file.size or 0 for file in info.siblings or ()):
        yield fact("repository_size", float(f"{size / 1e9:.3g}"), "GB")
    if info.created_at and info.created_at.date() >= _FIRST_DAY:
        day = info.created_at.date()
        yield Fact(name, "release_date", day, "", day, source, "medium")


def authority_of(info: ModelInfo) -> Authority:
    """Return "maker", or "third-party" for a quantised copy of another organisation's model."""
    maker = info.id.partition("/")[0]
    is_copy = any(tag.startswith("base_model:quantized:") for tag in info.tags or ())
    foreign = any(base.partition("/")[0] != maker for base in base_models(info))
    return "third-party" if is_copy and foreign else "maker"


def base_models(info: ModelInfo) -> tuple[str, ...]:
    """Return what the model card names as its base, with the organisations."""
    named: object = _card(info).get("base_model")
    names = cast("list[object]", named) if isinstance(named, list) else [named]
    return tuple(name for name in names if isinstance(name, str) and name)


def _license(info: ModelInfo) -> str:
    card = _card(info)
    found: object = card.get("license")
    if found == "other":
        found = card.get("license_name")
    return _LICENSES.get(found, found) if isinstance(found, str) else ""


def _parameters(info: ModelInfo) -> int:
    """Return the parameters that the files' heads count; 0 when they cannot be told."""
    if info.safetensors:
        counts, total = info.safetensors.parameters, info.safetensors.total
        packed = sum(count for kind, count in counts.items() if kind.startswith(_PACKED))
        return total if packed <= total * _PACKED_SHARE else 0
    gguf = cast("dict[str, object]", info.gguf or {})
    counted = gguf.get("total")
    return counted if isinstance(counted, int) else 0


def _card(info: ModelInfo) -> dict[str, object]:
    card = info.card_data
    return cast("dict[str, object]", card.to_dict()) if card else {}
