"""
Cut a long conversation so that it fits.

Old turns are left out eight at a time, and none is shortened: the beginning of the prompt then
stays the same for several questions, and the model's process need not read it again. Not covered:
evidence from documents, which was seen to take 4,400 tokens where facts of the ledger take 1,850.
"""

from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel

from assistant.domain import Turn

_BLOCK = 8
_INSTRUCTIONS = 650
"""What the prompt and the tools take in Russian, which takes more: measured, 630."""
_EVIDENCE = 1850
"""32 facts of the ledger in Russian, as many as one call brings: 1,500 to 1,850."""
_QUESTION = 500
"""A long one."""
_FRAME_TOKENS = 5
"""What the template adds to a turn."""


def trim(conversation: Sequence[Turn], model: BaseChatModel) -> Sequence[Turn]:
    """Return the latest turns that fit into the model's context beside everything else."""
    profile = model.profile
    if not conversation or not profile or "max_input_tokens" not in profile:
        return conversation
    room = profile["max_input_tokens"] - profile.get("max_output_tokens", 0)
    room -= _INSTRUCTIONS + _EVIDENCE + _QUESTION
    sizes = [model.get_num_tokens(turn.content) + _FRAME_TOKENS for turn in conversation]
    start = 0
    while sum(sizes[start:]) > max(room, 0):
        start += _BLOCK
    return conversation[start:]
