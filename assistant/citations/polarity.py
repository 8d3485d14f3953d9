"""
Whether a text says no.

Bounds are no denial ("не ниже 4.51", "no less than 8"), nor are parts of terms ("без эмбеддингов").
Not covered: irony, doubt.
"""

import re

_TERMS = re.compile(
    r"\b(?:не\s+только|не\s+(?:хуже|лучше|уступа\w+|ниже|менее|меньше|старше|раньше|ранее|выше|больше|более|позже|позднее)"
    r"|(?:без|не\s+счит\w+|не\s+включ\w+)(?:\s+уч[её]та)?\s+(?:слоя\s+)?эмбеддинг\w*"
    r"|(?:если\s+)?не\s+(?:счит|учит)\w+|без\s+(?:режима\s+)?рассужд\w+|без\s+(?:учёта|учета|расширени\w+|исключени\w+)"
    r"|not\s+only|no\s+(?:less|fewer|more|later|earlier|older|lower)"
    r"|not\s+(?:less|fewer|more|later|earlier|older|below|counting|including)"
    r"|without\s+(?:counting\s+|the\s+)?(?:embedding|thinking|reasoning)\w*"
    r"|друг\w+\s+(?:\w+\s+){0,2}нет|no\s+others?|no\.\s?\d|no_think\w*)",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:не|нет|нету|без|ни|нельзя|отсутств\w*|запрещ\w*|не(?:возможн|доступн|опубликован|сопостав|совмест|верн|правд)\w*"
    r"|несвязан\w*|никогда|ниоткуда|not|no|never|none|nor|without|cannot|lack(?:s|ed|ing)?|absent"
    r"|forbid\w*|stop(?:s|ped)?\s+\w+ing|ceas(?:ed?|es)\s+(?:to|\w+ing)|discontinued?|withh[eo]ld\w*|refus(?:ed?|es)\s+to|avoid(?!\s+(?:the|this|that|it)\b)\w*|избега\w+|переста(?:л|ла|ло|ли|ёт|ет|ют)|прекра(?:тил|щ)\w*|отказал\w*|prohibit\w*|banned|false|untrue|incorrect|wrong|neither|missing|unavailable|untied|unpublished|unreleased|unsupported|nowhere|\w+n[’']t)\b",
    re.IGNORECASE,
)


_WITHOUT = re.compile(r"\b(?:без|without)\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\b(?:кроме|помимо|за\s+исключением|(?:other|else|more)\s+than|except|apart\s+from|besides"
    r"|beyond|nothing\s+but|(?:no|none)\s+but)\b",
    re.IGNORECASE,
)


def is_negative(text: str) -> bool:
    """
    Whether `text` denies something; not who says "not without" or "none other than".

    >>> is_negative("Нужна версия не ниже 4.51"), is_negative("It isn't dense")
    (False, True)
    >>> is_negative("It does not run without CUDA"), is_negative("It runs without CUDA")
    (False, True)
    """
    plain = _TERMS.sub(" ", text)
    found = [match[0].lower() for match in _NEGATION.finditer(plain)]
    without = sum(_WITHOUT.fullmatch(word) is not None for word in found)
    is_double = 0 < without < len(found)
    return bool(found) and not is_double and not _EXCEPT.search(plain)
