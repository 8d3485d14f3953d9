"""
Play questions through a design and keep a line for each, so that a run that was stopped goes on.

A line holds everything of `snoska ask --json`, and under `measured` what only the events show. The
judge's opinion is not kept: it is formed anew for each report.
"""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, cast

from assistant.domain import Answer, Turn
from assistant.errors import EvaluationError
from assistant.evaluation.questions import Case
from assistant.events import Answered, Checked, Drafted, Event, Rejected, Reworded
from assistant.language import split
from assistant.rendering.records import record

Design = Literal["snoska", "naive"]
Knowledge = Literal["ledger", "snapshots", "both"]
Row = dict[str, Any]


class Answers(Protocol):
    """Whatever answers a question with events, the last of which is the answer."""

    def ask(
        self,
        text: str,
        conversation: Sequence[Turn] = (),
        abort: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Answer."""
        ...


@dataclass(frozen=True, slots=True)
class Variant:
    """What was measured: a design on some knowledge with a model ("none", "random", its name)."""

    design: Design
    knowledge: Knowledge
    model: str

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return f"{self.design} · {self.knowledge} · {self.model}"


@dataclass(slots=True)
class Measured:
    """What happened while one answer was made; times in milliseconds since the question."""

    first_words_ms: float | None = None
    first_token_ms: float | None = None
    total_ms: float = 0.0
    drafted: int = 0
    """Sentences that the model wrote."""
    rejected: int = 0
    """Those of them that the answer does not show."""


class Results:
    """The lines so far, in a file or, without one, in memory."""

    def __init__(self, file: Path | None = None) -> None:
        """Read what is there; raises `EvaluationError` when the file cannot be read."""
        self._file = file
        self._rows: dict[tuple[str, str, str, str], Row] = {}
        self._needs_break = False
        for row in _read(file) if file else ():
            self._rows[_key(row)] = row
        if file and file.exists():
            content = file.read_bytes()[-1:]
            self._needs_break = bool(content) and content != b"\n"

    def of(self, case: Case, variant: Variant) -> Row | None:
        """Return the line of a question that was asked in just these words, if there is one."""
        row = self._rows.get((case.id, *_names(variant)))
        return row if row and row.get("asked", row["question"]) == case.text else None

    def variants(self) -> tuple[Variant, ...]:
        """Return what was measured, in the order it was."""
        found = (Variant(r["design"], r["knowledge"], r["with_model"]) for r in self._rows.values())
        return tuple(dict.fromkeys(found))

    def add(self, row: Row) -> None:
        """Keep a line; it is on the disk when this returns."""
        self._rows[_key(row)] = row
        if self._file is None:
            return
        line = json.dumps(row, ensure_ascii=False) + "\n"
        try:
            with self._file.open("a", encoding="utf-8") as out:
                out.write("\n" + line if self._needs_break else line)
        except OSError as error:
            reason = error.strerror or str(error)
            raise EvaluationError(f"Cannot write {self._file.name}: {reason}.") from error
        self._needs_break = False


def play(
    cases: Sequence[Case], answers: Answers, variant: Variant, results: Results
) -> Iterator[Row]:
    """Ask what has no line yet, keep each answer at once, and yield the lines of all `cases`."""
    for case in cases:
        row = results.of(case, variant)
        if row is None:
            row = _ask(case, answers, variant)
            results.add(row)
        yield row


def _ask(case: Case, answers: Answers, variant: Variant) -> Row:
    abort = threading.Event()
    watch = _Watch()
    events = answers.ask(case.text, case.conversation, abort)
    with closing(cast("Any", events)):
        try:
            for event in events:
                watch.see(event)
        finally:
            abort.set()
    answer, measured = watch.finish()
    shown = record(answer)
    if variant.design == "naive":  # it checks nothing, so it rejects nothing
        measured.rejected = 0
        for sentence in shown["sentences"]:
            sentence["verdict"] = "unchecked"
    return {
        "id": case.id,
        "design": variant.design,
        "knowledge": variant.knowledge,
        "with_model": variant.model,
        "lang": case.language,
        "type": case.kind,
        "asked": case.text,
        **shown,
        "measured": asdict(measured),
    }


class _Watch:
    """Looks at the events of one answer as they pass."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._measured = Measured()
        self._draft = ""
        self._answer: Answer | None = None

    def see(self, event: Event) -> None:
        now = round((time.perf_counter() - self._began) * 1000, 1)
        measured = self._measured
        if isinstance(event, Checked | Drafted) and measured.first_words_ms is None:
            measured.first_words_ms = now
        match event:
            case Drafted(_, text):
                self._draft += text
                measured.first_token_ms = measured.first_token_ms or now
            case Rejected() | Reworded():
                self._draft += "\n"  # a draft of one sentence ends here, full stop or not
            case Answered(answer):
                self._answer, measured.total_ms = answer, now
            case _:
                pass

    def finish(self) -> tuple[Answer, Measured]:
        """Return the answer, and count what of the draft did not become part of it."""
        if self._answer is None:
            raise AssertionError("the answer is always the last event")
        written = [part for part in split(self._draft) if _is_sentence(part)]
        kept = sum(sentence.by == "model" for sentence in self._answer.sentences)
        self._measured.drafted = len(written)
        self._measured.rejected = max(0, len(written) - kept)
        return self._answer, self._measured


def _is_sentence(part: str) -> bool:
    return any(map(str.isalnum, part)) and not part.lstrip().startswith(("#", "|"))


def _read(file: Path) -> Iterator[Row]:
    """Yield the lines of `file`; one cut short by a kill is left out, to be asked again."""
    if not file.exists():
        return
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"Cannot read {file.name}.") from error
    for line in lines:
        try:
            row = json.loads(line)
            _key(row)
        except (ValueError, KeyError, TypeError):
            continue
        yield row


def _key(row: Row) -> tuple[str, str, str, str]:
    return row["id"], row["design"], row["knowledge"], row["with_model"]


def _names(variant: Variant) -> tuple[str, str, str]:
    return variant.design, variant.knowledge, variant.model
