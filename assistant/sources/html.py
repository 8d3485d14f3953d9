"""
HTML as Markdown: what a reader of the page sees of its content, with its title and stated day.

Left out are menus (trafilatura's judgement), scripts, comments, pictures, and elements that are
hidden by an attribute, their style, or a plain rule of the page's own style sheet. Not known is
what other style sheets and scripts would hide.
"""

import copy
import json
import re
from datetime import UTC, date, datetime
from typing import Any, cast

import lxml.etree
import lxml.html
import trafilatura

from assistant.errors import ContentRefused
from assistant.sources.decoding import cleaned
from assistant.sources.floods import refuse_floods

_MOST_ELEMENTS = 25_000
"""Beyond it trafilatura takes more than 5 s (measured: 20,000 links 2.5 s, 230,000 links 70 s)."""
_MOST_TAGS = 200_000
"""As a tree of that many elements a page takes 100 MB and 3 s."""
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+\s*(?:;|!|$)"
    r"|font-size\s*:\s*0*\.?0+(?:px|pt|em|rem|%)?\s*(?:;|!|$)|text-indent\s*:\s*-\d{3}"
    r"|(?:left|top|right)\s*:\s*-\d{3,}"
    r"|(?:^|[;{\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)"
    r"|(?<![-\w])color\s*:\s*transparent|clip\s*:\s*rect\(\s*[01]"
    r"|clip-path\s*:\s*inset\((?:50|100)%",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|/\*.*?\*/", re.DOTALL)
_MOST_STYLE = 200_000
_HIDDEN_CLASSES = frozenset({"sr-only", "visually-hidden", "screen-reader-text", "d-none"})
_NO_TEXT = frozenset(
    ("script", "style", "template", "noscript", "svg", "object", "iframe", "canvas", "audio")
) | {"video", "button", "select", "textarea", "input", "option", "datalist"}
_MARKS = {"li": "* "} | {f"h{level}": "#" * level + " " for level in range(1, 7)}
_BREAKS = frozenset(
    ("p", "div", "ul", "ol", "tr", "table", "pre", "section", "article", "blockquote", "dt", "dd")
) | {"br", "hr"}
_STATED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@name='date' or @name='dcterms.date' or @itemprop='datePublished']/@content",
    "//time[@pubdate or @itemprop='datePublished']/@datetime",
)


def read_html(text: str, url: str) -> tuple[str, str, date | None]:
    """Return title, Markdown and stated day; raises `ContentRefused` for what is no HTML."""
    if text.count("<") > _MOST_TAGS:
        raise ContentRefused(f"This page has more than {_MOST_TAGS} tags.")
    refuse_floods(text)
    try:
        tree = _tree(text)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:  # pyright: ignore[reportUnknownVariableType]
        raise ContentRefused("This is not HTML that can be read.") from error
    day = _stated_day(tree)
    _drop_hidden(tree)
    return _title(tree, url), cleaned(_content(tree, url)), day


def text_of(fragment: str) -> str:
    """Return the text of a piece of HTML in one line: of a title."""
    try:
        text = str(_tree(fragment).text_content()) if "<" in fragment else fragment
    except (lxml.etree.LxmlError, ValueError, AssertionError):  # pyright: ignore[reportUnknownVariableType]
        text = fragment
    return " ".join(cleaned(text).split())[:300]


def _tree(text: str) -> Any:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return lxml.html.document_fromstring(text.encode(), parser=parser)  # pyright: ignore[reportUnknownVariableType]


def _content(tree: Any, url: str) -> str:
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return _plain(tree)
    found: Any = trafilatura.extract(
        copy.deepcopy(tree),
        url=url,
        output_format="markdown",
        include_comments=False,
        include_tables=True,
        include_images=False,
        include_links=False,
        favor_recall=True,
    )
    return found or _plain(tree)


def _plain(tree: Any) -> str:
    """Return all text, a line a block; headings and list items are marked."""
    for element in tree.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        mark = _MARKS.get(tag, "")
        if mark or tag in _BREAKS:
            element.text = f"\n{mark}{(element.text or '').lstrip()}"
            element.tail = f"\n{element.tail or ''}"
    body: Any = tree.find("body")
    lines = str((tree if body is None else body).text_content()).split("\n")
    kept = [" ".join(line.split()) for line in lines]
    return "\n\n".join(line for line in kept if line.strip("#* "))


def _title(tree: Any, url: str) -> str:
    """Ask trafilatura, which is shown the head and the first heading alone: it reads all else."""
    small = cast("Any", lxml.html.document_fromstring("<html><head></head><body></body></html>"))
    head: Any
    heading: Any
    head, heading = tree.find("head"), tree.find(".//h1")
    if head is not None:
        small.replace(small.find("head"), copy.deepcopy(head))
    if heading is not None:
        small.find("body").append(copy.deepcopy(heading))
    found: Any = trafilatura.extract_metadata(small, default_url=url)
    return text_of(str(found.title or "")) if found else ""


def _drop_hidden(tree: Any) -> None:
    """Take out what a reader cannot see: it may be there for machines alone."""
    classes, ids = _hidden_by_sheet(tree)
    elements: list[Any] = list(tree.iter())
    for element in elements:
        if element.tag in ("html", "head", "body", "title", "meta") or element.getparent() is None:
            continue  # whole pages are hidden until their script has run
        names = (element.get("class") or "").split()
        if (
            element.tag in _NO_TEXT
            or "hidden" in element.attrib
            or element.get("aria-hidden") == "true"
            or _HIDING.search(element.get("style") or "")
            or not classes.isdisjoint(names)
            or element.get("id") in ids
        ):
            element.drop_tree()


def _hidden_by_sheet(tree: Any) -> tuple[frozenset[str], frozenset[str]]:
    """Return the classes and ids that rules of one name each hide, on every screen."""
    sheets = "\n".join(str(style.text or "") for style in tree.iter("style"))[:_MOST_STYLE]
    names = {
        name.strip()
        for selectors, rule in _RULE.findall(_AT_RULE.sub("", sheets))
        if _HIDING.search(rule)
        for name in selectors.split(",")
    }
    plain = [name for name in names if re.fullmatch(r"(?:[a-z]\w*)?[.#][\w-]+", name)]
    marked = [name[re.search(r"[.#]", name).start() :] for name in plain]  # type: ignore[union-attr]
    classes = {name[1:] for name in marked if name.startswith(".")}
    return _HIDDEN_CLASSES | classes, frozenset(n[1:] for n in marked if n.startswith("#"))


def _stated_day(tree: Any) -> date | None:
    """Return the day that the page states for machines; a day guessed from its text is none."""
    stated = [str(value) for path in _STATED for value in tree.xpath(path)]
    for script in tree.xpath("//script[@type='application/ld+json']/text()")[:5]:
        found = re.search(r'"datePublished"\s*:\s*("[^"]{4,40}")', str(script))
        stated.extend([str(json.loads(found[1]))] if found else [])
    for value in stated[:10]:
        try:
            day = datetime.fromisoformat(value.strip()).date()
        except ValueError:
            continue
        if day <= datetime.now(tz=UTC).date():
            return day
    return None
