"""
Whether a rewording says the same as the claim it was made from.

Stricter than the check against evidence, for models that word single claims: nothing exact may be
lost, and words that compare, count or tell kinds apart ("largest", "only", "dense") must be the
same, because a small model turns "only X is larger" into "X is the largest". Not covered:
synonyms of such words, which are refused.
"""

import re
from collections import Counter

from assistant.citations.coverage import is_covered
from assistant.citations.verify import is_shown
from assistant.domain import Claim, Sentence
from assistant.language import stem, words

_DECIDING = re.compile(
    r"больш|меньш|крупн|мал|лучш|худш|сам(?:ый|ая|ое|ые|ой|ого)|наи|тольк|лиш|все|всё|всег|кажд"
    r"|единствен|никогда|всегда|перв|последн|более|менее|превосх|уступ|выше|ниже|почти|около"
    r"|larg|big|small|most|least|more|less|best|better|worst|worse|only|all$|every|each|always"
    r"|never|first|last|latest|sole|outperform|beat|exceed|about$|almost|nearly|over$|under$"
    r"|плотн|базов|официальн|опубликован|dense|moe$|base$|official|published|instruct|active|total"
)


def is_faithful(sentence: Sentence, claim: Claim) -> bool:
    """Whether `sentence` is supported and says what `claim` says, no more and no less."""
    return (
        is_shown(sentence)
        and is_covered(claim, [sentence])
        and _deciding(sentence.text) == _deciding(claim.text)
    )


def _deciding(text: str) -> Counter[str]:
    return Counter(stem(word) for word in words(text) if _DECIDING.match(word))
