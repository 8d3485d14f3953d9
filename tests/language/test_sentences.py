"""Where sentences end: abbreviations, versions, lists, tables, code."""

import pytest

from assistant.language import split

BORDERS = {
    "Всего 30,5 млрд параметров. Активны 3,3 млрд [1]. Это MoE.": 3,
    "Это MoE, т. е. смесь экспертов. Она быстрая.": 2,
    "Нужна v0.3.9. Раньше хватало b5200. Потом b5401.": 3,
    "It runs, e.g. on a laptop. It is small.": 2,
    "1. Qwen3-8B: 8,2 млрд [1]\n2. Qwen3-4B: 4 млрд [2]": 2,
    "- 1. Qwen3-8B [1]": 2,
    "| Qwen3-8B | 8.2B |\n| Qwen3-4B | 4B |": 2,
    "Run `pip install gradio==6.31.0`. Then open the page.": 2,
    "Вышла 29 апреля 2025 г. Лицензия: Apache 2.0 [1].": 1,  # "г." is taken for no end
    "Released 2025. It is open.": 2,
    "It is small. llama.cpp b5401 runs it. gpt-oss-20b too. vLLM as well.": 4,
    "It runs in llama.cpp. and others": 1,
}


@pytest.mark.parametrize(("text", "count"), BORDERS.items())
def test_borders(text, count):
    parts = split(text)
    assert "".join(parts) == text
    assert len([part for part in parts if part.strip()]) == count
