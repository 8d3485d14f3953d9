"""A draft is cut alike whatever pieces it comes in."""

import pytest

from assistant.pipeline.pieces import Cutter, Piece

DRAFT = """**Коротко:** у Qwen3-8B 36 слоёв [1]. [2] Дальше.

## Детали
- **Контекст:** 32 768 токенов [3]. С YaRN — больше [4].
- Лицензия: Apache 2.0. [5][6]
1. Один
---
| Модель | Слои |
|---|---|
| Qwen3-8B | 36. Да [1] |

Итого: т. е. всё. See v0.3.9. [2] Готово"""

PIECES = [
    Piece("text", "Коротко: у Qwen3-8B 36 слоёв [1]. [2]"),
    Piece("text", "Дальше."),
    Piece("heading", "Детали"),
    Piece("bullet", "Контекст: 32 768 токенов [3]."),
    Piece("bullet", "С YaRN — больше [4]."),
    Piece("bullet", "Лицензия: Apache 2.0. [5][6]"),
    Piece("bullet", "Один"),
    Piece("row", cells=("Модель", "Слои")),
    Piece("row", cells=("Qwen3-8B", "36. Да [1]")),
    Piece("text", "Итого: т. е. всё."),
    Piece("text", "See v0.3.9. [2]"),
    Piece("text", "Готово"),
]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 10_000])
def test_borders_headings_bullets_and_rows_do_not_depend_on_the_pieces(size):
    cutter = Cutter()
    found = [
        piece
        for begin in range(0, len(DRAFT), size)
        for piece in cutter.feed(DRAFT[begin : begin + size])
    ]
    assert [*found, *cutter.finish()] == PIECES


def test_a_heading_in_bold_is_one_and_a_bold_beginning_is_not():
    cutter = Cutter()
    assert [piece.kind for piece in cutter.feed("**Итог:**\n**Итог:** всё хорошо.\n")] == [
        "heading",
        "text",
    ]


def test_bold_words_with_a_full_stop_head_the_line_that_they_begin():
    cutter = Cutter()
    found = list(cutter.feed("**Память.** Нужно 8 ГБ [1].\n**It has 8 GB.** It is small [1].\n"))
    assert [(piece.kind, piece.text) for piece in found] == [
        ("heading", "Память"),
        ("text", "Нужно 8 ГБ [1]."),
        ("text", "It has 8 GB. It is small [1]."),
    ]
