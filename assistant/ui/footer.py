"""
What stands under an answer: its sources at a glance, who worded it, how long it took.

The share that the model worded is always shown.
"""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from assistant.domain import Answer, Language, Wording
from assistant.ui.escaping import harmless
from assistant.ui.exchange import Exchange
from assistant.ui.sources import host
from assistant.ui.texts import decimal, text


def footer(exchange: Exchange, language: Language) -> str:
    """Return the lines under the answer."""
    figures = " · ".join(_figures(exchange.answer, language)) if exchange.answer else ""
    return (
        f'<div class="foot"><p>{_sources(exchange, language)}{_copy(language)}</p>'
        f'<p class="legend">{_legend(exchange, language)}</p>'
        f'<p class="figures">{figures}</p></div>'
    )


def _sources(exchange: Exchange, language: Language) -> str:
    if not exchange.evidence:
        return ""
    counted = Counter(host(item.source.url) or item.source.title for item in exchange.evidence)
    hosts = [harmless(name) for name, _ in counted.most_common(3)]
    more = f" +{len(counted) - 3}" if len(counted) > 3 else ""
    first = f"#src-{exchange.number}-{exchange.evidence[0].number}"
    return (
        f'<a class="act" href="{first}">{text("sources", language)}: {len(exchange.evidence)}</a>'
        f'<span class="hosts">{", ".join(hosts)}{more}</span>'
    )


def _copy(language: Language) -> str:
    done = text("copied", language)
    return f'<a class="act copy" href="#copy" title="{done}">{text("copy", language)}</a>'


def _legend(exchange: Exchange, language: Language) -> str:
    counted = Counter(sentence.by for sentence in exchange.sentences)
    marks = (
        f'<span class="mark by-{by}" title="{text(f"by_{by}_hint", language)}">'
        f"{text(f'by_{by}', language)} {counted[by]}</span>"
        for by in get_args(Wording)
        if counted[by]
    )
    return f"{text('worded', language)} {' '.join(marks)}"


def _figures(answer: Answer, language: Language) -> Iterator[str]:
    timings = answer.timings
    overruled = answer.style == "ledger" and answer.model
    yield text("style_overruled" if overruled else f"style_{answer.style}", language)
    if answer.model:
        yield harmless(answer.model.name)
    if timings.first_token_ms is not None:
        seconds = decimal(timings.first_token_ms / 1000, language)
        yield text("first_word", language, seconds=seconds)
    yield text("total", language, seconds=decimal(timings.total_ms / 1000, language))
    if timings.tokens_per_second:
        yield text("speed", language, rate=decimal(timings.tokens_per_second, language))
