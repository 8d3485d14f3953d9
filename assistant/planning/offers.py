"""What may be asked next: up to three questions that this build answers and that fit this one."""

from collections.abc import Iterator

from assistant.domain import Intent, Offer, Question
from assistant.planning.capacity import is_about_memory
from assistant.planning.shelf import Shelf
from assistant.planning.texts import text

_MOST = 3
BASE = "base_weights_published"
_GOING_ON = ("license", "context_max", "release_date", BASE)


def offers(question: Question, shelf: Shelf) -> tuple[Offer, ...]:
    """Return up to three follow-ups, none of them the question itself."""
    found = dict.fromkeys((*_about_release(question, shelf), *_general(question, shelf)))
    return tuple(offer for offer in found if offer.question != question.text)[:_MOST]


def web_offer(question: Question) -> Offer:
    """Offer to look for the question on the web; the click is the user's consent."""
    return Offer(text("offer_search", question.language), f"search: {question.text}")


def _about_release(question: Question, shelf: Shelf) -> Iterator[Offer]:
    """Yield what else is known of the one release asked about, and whether it fits."""
    family = shelf.family.name if shelf.family else ""
    named = [name for name in question.subjects if name != family]
    if len(named) != 1 or question.intent not in (Intent.FACT, Intent.WHY):
        return
    (name,) = named
    if shelf.facts(name, "parameters") and not is_about_memory(question):
        yield _same("ask_memory", shelf, name)
    for predicate in _GOING_ON:
        if predicate not in question.predicates and shelf.facts(name, predicate):
            yield _same(f"ask_{predicate}", shelf, name)
            return


def _general(question: Question, shelf: Shelf) -> Iterator[Offer]:
    language = shelf.language
    family = shelf.family.name if shelf.family else "Qwen3"
    if question.intent is not Intent.FIT:
        yield Offer(text("offer_fit", language), text("offer_fit", language))
    if question.intent is not Intent.ALTERNATIVES:
        yield Offer(text("offer_alternatives", language), text("ask_alternatives", language))
    if question.intent is not Intent.COMPARE:
        label = text("offer_compare", language, family="Qwen3")
        yield Offer(label, text("ask_compare", language, family="Qwen3"))
    if question.intent is not Intent.LIST and (not shelf.family or shelf.bases(published=True)):
        yield _same("ask_bases", shelf, family)


def _same(key: str, shelf: Shelf, name: str) -> Offer:
    words = text(key, shelf.language, name=name, family=name)
    return Offer(words, words)
