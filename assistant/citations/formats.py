"""
Names of number formats, quantizations and accelerators: BF16, Q4_K_M, H100.

No release is called so. They must stand in the evidence, but nothing is said of them: "in BF16 it
takes 8 GB" speaks of what was named before. Not covered: accelerators that no source here names.
"""

import re

_FORMAT = re.compile(
    r"(?:bf|fp|int|uint|nf|mxfp|nvfp|f)\d{1,2}(?:[-_]\w+)*|i?q\d(?:[-_]\w+)*|w\d+a\d+"
    r"|(?:awq|gptq|gguf)[-_](?:int)?\d\w*"
    r"|(?:nvidia[\s-])?(?:[abhlv]\d{2,3}s?|rtx|gtx|mi\d{3}x?)(?:[\s-]\w+)?",
    re.IGNORECASE,
)


def is_format(name: str) -> bool:
    """
    Whether a name is one of a number format or an accelerator.

    >>> [is_format(name) for name in ("bf16", "q4_k_m", "h20", "qwen3-8b")]
    [True, True, True, False]
    """
    return _FORMAT.fullmatch(name) is not None
