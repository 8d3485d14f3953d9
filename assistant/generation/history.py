"""
Cut a long conversation so that it fits.

Old turns are left out eight at a time, and none is shortened: the beginning of the prompt then
stays the same for several questions, and the model's process need not read it again.
"""

from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel

from assistant.domain import Turn

_BLOCK = 8
_RESERVED_TOKENS = 3000
"""For the instructions and the tool (400), the question and the evidence (24 pieces: 2,600)."""
_FRAME_TOKENS = 5
"""What the template adds to a turn."""


def trim(conversation: Sequence[Turn], model: BaseChatModel) -> Sequence[Turn]:
    """Return the latest turns that fit into the model's context beside everything else."""
    profile = model.profile
    if not conversation or not profile or "max_input_tokens" not in profile:
        return conversation
    room = profile["max_input_tokens"] - profile.get("max_output_tokens", 0) - _RESERVED_TOKENS
    sizes = [model.get_num_tokens(turn.content) + _FRAME_TOKENS for turn in conversation]
    start = 0
    while sum(sizes[start:]) > max(room, 0):
        start += _BLOCK
    return conversation[start:]
