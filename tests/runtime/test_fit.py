"""The arithmetic of memory and speed, held against what llama.cpp and published runs report."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.runtime.bandwidth import card_bandwidth
from assistant.runtime.catalog import Entry
from assistant.runtime.fit import READING_SPEED, USABLE_SHARE, best, estimate
from assistant.runtime.hardware import Gpu, Machine
from tests.runtime.samples import CATALOG, GB, LAPTOP, OFFICE, TINY

MIB = 1 << 20


def test_the_memory_is_what_llama_cpp_reports():
    fit = estimate(CATALOG.embedded, OFFICE, 8192)
    assert fit.kv_bytes == 96 * MIB  # llama.cpp: 96.00 MiB
    assert fit.buffers_bytes / MIB == pytest.approx(302, rel=0.02)  # llama.cpp: 302.00 MiB
    assert fit.total_bytes == fit.weights_bytes + fit.kv_bytes + fit.buffers_bytes


@pytest.mark.parametrize(
    ("card", "model", "published"),
    [
        ("NVIDIA GeForce RTX 2080", "Qwen3-8B", 69.3),
        ("NVIDIA GeForce RTX 2080", "Qwen3-4B", 110.6),
        ("NVIDIA GeForce RTX 5070", "Qwen3-14B", 59),
        ("NVIDIA GeForce RTX 5070", "Qwen3-8B", 103),
        ("NVIDIA GeForce RTX 5070", "Qwen3-4B", 156),
        ("Apple M3 Pro", "Qwen3-8B", 24.6),
    ],
)
def test_the_speed_is_near_published_runs(card: str, model: str, published: float):
    gpu = Gpu(card, "metal" if "Apple" in card else "cuda", 16 * GB, 16 * GB)
    machine = replace(LAPTOP, gpus=(gpu,), free_ram_bytes=32 * GB)
    fit = estimate(CATALOG.find(model), machine, 4096)
    assert fit.place == "gpu"
    assert fit.tokens_per_second == pytest.approx(published, rel=0.15)


def test_a_card_that_holds_all_gets_every_layer_and_the_output():
    fit = estimate(CATALOG.find("Qwen3-8B"), LAPTOP, 4096)
    assert (fit.place, fit.gpu_layers) == ("gpu", 37)


def test_a_model_larger_than_the_card_is_split():
    fit = estimate(CATALOG.find("Qwen3-14B"), LAPTOP, 4096)
    assert fit.place == "split"
    assert 0 < fit.gpu_layers < 40
    whole = estimate(CATALOG.find("Qwen3-8B"), LAPTOP, 4096)
    assert (fit.tokens_per_second or 0) < (whole.tokens_per_second or 0)


def test_memory_shared_with_the_processor_is_not_counted_twice():
    chip = Gpu("Apple M2", "metal", 6 * GB, 4 * GB)
    shared = Machine("Darwin", "Apple M2", 8, 8 * GB, 5 * GB, (chip,))
    assert estimate(CATALOG.find("Qwen3-8B"), shared, 4096).place == "none"


def test_an_unknown_card_promises_no_speed():
    unknown = replace(LAPTOP, gpus=(Gpu("Some Card 9000", "vulkan", 16 * GB, 16 * GB),))
    fit = estimate(CATALOG.find("Qwen3-8B"), unknown, 4096)
    assert (fit.place, fit.tokens_per_second) == ("gpu", None)


def test_a_context_beyond_the_models_own_costs_no_more():
    entry = CATALOG.find("Qwen3-4B")
    assert estimate(entry, LAPTOP, 10**6) == estimate(entry, LAPTOP, entry.context)


def test_the_best_is_the_largest_that_writes_at_reading_speed():
    fit = best(CATALOG, LAPTOP, 8192)
    assert fit is not None
    assert fit.entry.name == "Qwen3-8B-Q4_K_M"
    assert (fit.tokens_per_second or 0) >= READING_SPEED


def test_a_limit_on_the_file_is_kept():
    fit = best(CATALOG, LAPTOP, 8192, limit_bytes=3 * GB)
    assert fit is not None
    assert fit.entry.release == "Qwen3-4B"


def test_where_nothing_is_fast_the_fastest_is_taken():
    slow = replace(OFFICE, cores=1, bandwidth=1e9)
    fit = best(CATALOG, slow, 8192)
    assert fit is not None
    assert fit.entry.name == "Qwen3-0.6B-Q4_K_M"


def test_a_machine_too_small_for_any_qwen3_has_none():
    assert best(CATALOG, TINY, 8192) is None


@given(
    entry=st.sampled_from(CATALOG.entries),
    free=st.integers(0, 64 * GB),
    card=st.integers(0, 32 * GB),
    context=st.integers(512, 40960),
)
def test_it_never_says_fits_beyond_nine_tenths_of_what_is_free(
    entry: Entry, free: int, card: int, context: int
):
    machine = replace(LAPTOP, free_ram_bytes=free, gpus=(Gpu("RTX 4090", "cuda", 32 * GB, card),))
    fit = estimate(entry, machine, context)
    room = {"gpu": card, "cpu": free, "split": free + card, "none": 0}[fit.place]
    assert fit.place == "none" or fit.total_bytes <= room * USABLE_SHARE
    assert 0 <= fit.gpu_layers <= entry.layers + 1
    assert (fit.gpu_layers > 0) == (fit.place in ("gpu", "split"))


@pytest.mark.parametrize(
    ("name", "gigabytes"),
    [
        ("NVIDIA GeForce RTX 4070 Ti SUPER", 672),
        ("NVIDIA GeForce RTX 4070 Laptop GPU", 256),
        ("NVIDIA GeForce RTX 4070", 504),
        ("AMD Radeon RX 7900 XTX (RADV NAVI31)", 960),
        ("Intel(R) Arc(tm) A770 Graphics (DG2)", None),
        ("NVIDIA GeForce GTX 1050 Ti", None),
        ("Apple M1", 68),
    ],
)
def test_the_bandwidth_of_a_card_is_found_by_its_whole_name(name: str, gigabytes: int | None):
    assert card_bandwidth(name) == (gigabytes and gigabytes * 1e9)
