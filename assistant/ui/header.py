"""The head of the page as HTML: what this is, and a line about the model."""

from collections.abc import Iterator

from assistant.domain import Language
from assistant.ui.escaping import harmless
from assistant.ui.status import Offered, Place, Status
from assistant.ui.texts import decimal, text


def brand(language: Language) -> str:
    """Return the name and what it is, in a line."""
    return (
        f'<div class="brand" lang="{language}"><h1>{text("title", language)}<sup>1</sup></h1>'
        f"<p>{text('tagline', language)}</p></div>"
    )


def status_line(status: Status, language: Language) -> str:
    """Return which model answers, from where, on what, or what is being waited for."""
    more = " · ".join(_more(status, language))
    return (
        f'<div class="status {status.phase}"><p><span><span class="light"></span>'
        f"{_main(status, language)}</span>{_bar(status)}<span>{more}</span></p></div>"
    )


def _main(status: Status, language: Language) -> str:
    name = harmless(status.name)
    match status.phase:
        case "downloading":
            return _download(status, language)
        case "ready":
            origin = text(f"origin_{status.origin}", language) if status.origin else ""
            place = _place(status.place, language) if status.place else ""
            return " · ".join(filter(None, (f"<b>{name}</b>", origin, place)))
        case _:
            return text(f"status_{status.phase}", language, name=name)


def _download(status: Status, language: Language) -> str:
    meanwhile = (
        text("until_then_model", language, name=harmless(status.name))
        if status.name
        else text("until_then_ledger", language)
    )
    done, total = _size(status.done_bytes, language), _size(status.total_bytes, language)
    name = harmless(status.fetching)
    progress = text("status_downloading", language, name=name, done=done, total=total)
    return f"{progress}. {meanwhile}"


def _place(place: Place, language: Language) -> str:
    if place.gpu_layers:
        return text("on_gpu", language, on_gpu=place.gpu_layers, layers=place.layers)
    return text("on_cpu_unused_gpu" if place.has_gpu else "on_cpu_no_gpu", language)


def _bar(status: Status) -> str:
    if status.phase != "downloading" or not status.total_bytes:
        return ""
    percent = min(100, round(100 * status.done_bytes / status.total_bytes))
    return (
        f'<span class="bar" title="{percent}%"><span style="width:{percent}%"></span></span>'
        f'<span class="percent">{percent}%</span>'
    )


def _more(status: Status, language: Language) -> Iterator[str]:
    if status.reason:
        why = text(f"why_{status.reason}", language)
        yield text("not_qwen3" if status.name else "no_model", language, why=why)
    if status.trouble:
        yield harmless(status.trouble)
    if status.offered:
        yield _offer(status.offered, language)


def _offer(offered: Offered, language: Language) -> str:
    speed = offered.tokens_per_second
    return text(
        "offered" if speed is None else "offered_speed",
        language,
        name=harmless(offered.name),
        size=_size(offered.size_bytes, language),
        speed="" if speed is None else decimal(speed, language),
        command=f"<code>{harmless(f'make run MODEL={offered.name}')}</code>",
    )


def _size(size_bytes: int, language: Language) -> str:
    gigabytes = size_bytes / 1_000_000_000
    if gigabytes >= 1:
        return f"{decimal(gigabytes, language)} {text('GB', language)}"
    return f"{size_bytes / 1_000_000:.0f} {text('MB', language)}"
