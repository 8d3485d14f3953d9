"""
Whether a text says no.

Bounds are no denial ("не ниже 4.51", "no less than 8"), nor are parts of terms ("без эмбеддингов").
Not covered: irony, doubt.
"""

import re

_TERMS = {
    "bounds": r"не\s+(?:хуже|лучше|уступа\w+|ниже|менее|меньше|старше|раньше|ранее|выше|больше"
              r"|более|позже|позднее)"
              r"|no\s+(?:less|fewer|more|later|earlier|older|lower)"
              r"|not\s+(?:less|fewer|more|later|earlier|older|below)",
    "more than that": r"не\s+только|not\s+only",
    "left out": r"(?:без|не\s+счит\w+|не\s+включ\w+)(?:\s+уч[её]та)?\s+(?:слоя\s+)?эмбеддинг\w*"
                r"|(?:если\s+)?не\s+(?:счит|учит)\w+"
                r"|без\s+(?:учёта|учета|расширени\w+|исключени\w+)"
                r"|not\s+(?:counting|including)",
    "parts and modes": r"без\s+(?:режима\s+)?рассужд\w+|no_think\w*"
                       r"|without\s+(?:counting\s+|the\s+)?(?:embedding|thinking|reasoning)\w*",
    "no wonder": r"no\s+(?:surprise|wonder|doubt)|not\s+surprising(?:ly)?|не\s*удивительн\w*",
    "no others": r"друг\w+\s+(?:\w+\s+){0,2}нет|no\s+others?",
    "number 5": r"no\.\s?\d",
}  # fmt: skip
"""What holds a word for no and denies nothing."""
_DENIALS = {
    "not": r"не|ни|not|no|nor|neither|\w+n[’']t",
    "none": r"нет|нету|никогда|ниоткуда|none|never|nowhere",
    "without": r"без|without",
    "lacks": r"отсутств\w*|lack(?:s|ed|ing)?|absent|missing",
    "may not": r"нельзя|запрещ\w*|cannot|forbid\w*|prohibit\w*|banned",
    "un-": r"не(?:возможн|доступн|опубликован|сопостав|совмест|верн|правд)\w*|несвязан\w*"
           r"|unavailable|untied|unpublished|unreleased|unsupported",
    "untrue": r"false|untrue|incorrect|wrong",
    "ends": r"переста(?:л|ла|ло|ли|ёт|ет|ют)|прекра(?:тил|щ)\w*"
            r"|stop(?:s|ped)?\s+\w+ing|ceas(?:ed?|es)\s+(?:to|\w+ing)|discontinued?",
    "keeps from": r"избега\w+|отказал\w*|withh[eo]ld\w*|refus(?:ed?|es)\s+to"
                  r"|avoid(?!\s+(?:the|this|that|it)\b)\w*",
}  # fmt: skip
_HARMLESS = re.compile(rf"\b(?:{'|'.join(_TERMS.values())})", re.IGNORECASE)
_NEGATION = re.compile(rf"\b(?:{'|'.join(_DENIALS.values())})\b", re.IGNORECASE)
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
    plain = _HARMLESS.sub(" ", text)
    found = [match[0].lower() for match in _NEGATION.finditer(plain)]
    without = sum(_WITHOUT.fullmatch(word) is not None for word in found)
    is_double = 0 < without < len(found)
    return bool(found) and not is_double and not _EXCEPT.search(plain)
