"""Which attributes say how much memory a model takes, and in which precision each was measured."""

MEMORY = ("gpu_memory_bf16", "gpu_memory_fp8", "gpu_memory_awq", "hardware")
MEMORY_IN = {
    "BF16": "gpu_memory_bf16", "FP16": "gpu_memory_bf16", "FP8": "gpu_memory_fp8",
    "AWQ": "gpu_memory_awq", "INT4": "gpu_memory_awq",
}  # fmt: skip
"""The measured memory by the precision that is named."""
