"""A small answer, as events, that the tests of the page share."""

from datetime import date

from assistant.domain import (
    CELL,
    Answer,
    CheckedSection,
    Evidence,
    Finding,
    Intent,
    ModelIdentity,
    Offer,
    Plan,
    Question,
    Section,
    SectionKind,
    Sentence,
    Source,
    Step,
    Timings,
    Verdict,
)
from assistant.events import (
    Answered,
    Checked,
    Drafted,
    Event,
    Found,
    Planned,
    Thought,
    ToolUsed,
    Understood,
)

DAY = date(2025, 6, 30)
README = Source("readme", "Qwen3 README", "https://github.com/QwenLM/Qwen3", "maker", DAY)
BLOG = Source("blog", "Qwen3 blog", "https://qwenlm.github.io/blog/qwen3/", "maker", DAY)

QUESTION = Question("Почему нет базы 70B?", "ru", Intent.WHY)
EVIDENCE = (
    Evidence(1, (Finding("fact", "The largest dense Qwen3 is 32B.", README, DAY),)),
    Evidence(2, (Finding("passage", "We open-weight two MoE models.", BLOG, DAY),)),
)
LEAD = Sentence("Плотной модели на 70B нет.", "model", (1,), Verdict.SUPPORTED)
QUOTE = Sentence("«We open-weight two MoE models.»", "quote", (2,), Verdict.SUPPORTED)
LISTED = Sentence("Самая большая плотная — 32B.", "ledger", (1, 2), Verdict.PARTLY)
ROW = Sentence(f"База{CELL}30B-A3B", "ledger", (2,), Verdict.SUPPORTED)
OFFERS = (
    Offer("Подобрать модель", "Какие модели поместятся?"),
    Offer("Сравнить", "Сравни модели Qwen3"),
)
STEP = Step("search_releases", {"subject": "Qwen3", "as_of": ""}, "2", "имя исправлено")
TIMINGS = Timings(first_token_ms=1234.0, total_ms=5678.0, tokens_per_second=9.5)

_FRAME: tuple[tuple[str, SectionKind, str, tuple[str, ...], tuple[Sentence, ...]], ...] = (
    ("lead", "lead", "", (), (LEAD,)),
    ("list", "list", "Состав", (), (LISTED, QUOTE)),
    ("table", "table", "Что есть", ("Нужно", "Есть"), (ROW,)),
)
PLAN = Plan(tuple(Section(k, kind, (), h, head) for k, kind, h, head, _ in _FRAME), EVIDENCE)
ANSWER = Answer(
    question=QUESTION,
    sections=tuple(CheckedSection(k, kind, said, h, head) for k, kind, h, head, said in _FRAME),
    evidence=EVIDENCE,
    offers=OFFERS,
    steps=(STEP,),
    style="guided",
    model=ModelIdentity("Qwen3-0.6B", "qwen3.gguf", None),
    timings=TIMINGS,
)

BEGINNING: tuple[Event, ...] = (
    Understood(QUESTION),
    Found(EVIDENCE),
    Planned(PLAN),
    ToolUsed(STEP),
    Thought("Посмотрю на список."),
    Checked("list", LISTED),
)
DRAFT = Drafted("lead", "Плотной модели")
FULL: tuple[Event, ...] = (
    *BEGINNING,
    DRAFT,
    Drafted("lead", " на 70B нет."),
    Checked("lead", LEAD),
    Checked("list", QUOTE),
    Checked("table", ROW),
    Answered(ANSWER),
)


def answer_of(sentence: Sentence, evidence: tuple[Evidence, ...] = EVIDENCE) -> tuple[Event, ...]:
    """Return the events of an answer that consists of one sentence."""
    section = CheckedSection("lead", "lead", (sentence,))
    return (Understood(QUESTION), Answered(Answer(QUESTION, (section,), evidence)))
