"""When letters are meant as words: “how r u” is, “plan b” is not."""

import re

from chat.etiquette.spans import Span

_NEVER = re.compile(r"(?!)")
# After these a small u is a name, anywhere else it is “you”.
_NAMED = re.compile(
    r"(?:\b(?:type|unit|model|size|version|letter|key|variable|option|plan|vitamin|class|block|"
    r"room|gate|line|column|point|section|part|letters?|the|an?|=)|[\d=+*/.,:-])\s*$",
    re.IGNORECASE,
)
_START = r"(?:^|[.!?,;\n]\s*)"
# What stands before, and what stands after, where a letter is meant as a word.
COMPANY = {
    "U": (
        re.compile(
            r"(?:\b(?:thank|can|could|will|would|do|did|are|r|have|if|when|what|"
            r"how|to|for|help|see|tell|send|give|let|should|as|that|with|from|call|love|and|4|2|asking|assist|c|once)"
            r"|^|[.!?,;\n])\s*$",
            re.IGNORECASE,
        ),
        re.compile(
            r"\s+(?:are|r|can|could|will|would|have|need|want|should|do|did|get|know|see)\b"
        ),
    ),
    "r": (
        re.compile(
            r"\b(?:how|where|what|who|you|u|we|they|why|there|these|those)\s+$", re.IGNORECASE
        ),
        re.compile(r"\s+(?:you|u|we|they|these|those)\b", re.IGNORECASE),
    ),
    "b": (
        re.compile(
            r"\b(?:can['’]?t|cannot|can|not|will|won['’]?t|would|could|should|must|may|might|to|"
            r"wouldn['’]?t|couldn['’]?t|shouldn['’]?t|ll)\s+$",
            re.IGNORECASE,
        ),
        _NEVER,
    ),
    "k": (re.compile(rf"{_START}$"), re.compile(r"(?:\s*[.!,]|\s*$)")),
}


def is_shortcut(text: str, span: Span, known: dict[str, str]) -> bool:
    word = text[span[0] : span[1]]
    if word.lower().replace("’", "'") not in known:
        return False
    if len(word) == 1:
        return _is_letter_for_word(text, span)
    return word[1:] == word[1:].lower() or (word.isupper() and len(word) > 2)


def _is_letter_for_word(text: str, span: Span) -> bool:
    """One letter is a word only in the company of some: “plan b” and “type u” are names."""
    word, before, after = text[span[0] : span[1]], text[: span[0]], text[span[1] :]
    if after[:1] in set(".)':/=+-*^%&°") and after[1:2] not in ("", " ", "\n"):
        return False
    if word == "u":
        return not _NAMED.search(before)
    company = COMPANY.get(word)
    return bool(company and (company[0].search(before) or company[1].match(after)))
