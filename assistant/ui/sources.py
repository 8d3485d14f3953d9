"""
The sources panel: one card for each piece of evidence of each answer, as one line of HTML.

Only http(s) addresses become links, and their text is the whole address without the scheme, so
that the host cannot hide. Which card is lit is the page script's business.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from assistant.domain import Evidence, Finding, Language
from assistant.language.markup import plain
from assistant.ui.escaping import harmless
from assistant.ui.exchange import Exchange
from assistant.ui.texts import day, text


def cards(exchanges: Sequence[Exchange], language: Language) -> str:
    """Return the panel for the whole conversation; the page shows one answer's cards at a time."""
    groups = [_group(exchange, language) for exchange in exchanges if exchange.evidence]
    close = f'<a class="act close" href="#close">{text("close", language)}</a>'
    head = f'<div class="top"><h3>{text("sources", language)}</h3>{close}</div>'
    empty = f'<p class="none">{text("sources_empty", language)}</p>'
    return f'<div class="cards">{head}{"".join(groups) or empty}</div>'


def host(url: str) -> str:
    """Return the host of a web address; empty for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in ("http", "https") else ""


def _group(exchange: Exchange, language: Language) -> str:
    items = "".join(_card(item, exchange.number, language) for item in exchange.evidence)
    return f'<div class="group" id="sources-{exchange.number}">{items}</div>'


def _card(item: Evidence, number: int, language: Language) -> str:
    source = item.source
    said = "".join(_finding(finding, language) for finding in item.findings)
    about = " · ".join(
        (
            text(source.authority, language),
            text(f"kind_{item.kind}", language),
            text("as_of", language, day=day(item.as_of, language)),
        )
    )
    return (
        f'<div class="card" id="src-{number}-{item.number}" tabindex="-1">'
        f'<p class="name"><span class="n">{item.number}</span>'
        f'<span class="title">{harmless(source.title)}</span></p>'
        f'<p class="about">{about}</p>{said}'
        f'<p class="address">{_address(source.url, language)}</p></div>'
    )


def _finding(finding: Finding, language: Language) -> str:
    tag = "blockquote" if finding.kind == "passage" else "p"
    said = f'<{tag} class="said">{harmless(finding.statement)}</{tag}>'
    if finding.passage and (above := finding.passage.headings[1:]):  # the first is the title
        said = f'<p class="about">{harmless(" › ".join(map(plain, above)))}</p>{said}'
    if finding.quote:
        confirmed = text("confirmed", language)
        quote = f'<blockquote class="said">{harmless(finding.quote)}</blockquote>'
        return f'{said}<p class="about">{confirmed}</p>{quote}'
    if finding.kind == "fact" and finding.source.url:
        return f'{said}<p class="about">{text("address_only", language)}</p>'
    return said


def _address(url: str, language: Language) -> str:
    if not url:
        return text("no_address", language)
    if not host(url):
        return harmless(url)
    shown = harmless(url.partition("://")[2])
    return f'<a href="{harmless(url)}" target="_blank" rel="noreferrer noopener">{shown}</a>'
