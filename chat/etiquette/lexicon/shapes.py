"""Signs that mean the same in every language we know, and words in capitals."""

import re
from collections.abc import Iterable

from chat.etiquette.spans import Span

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LOUD = re.compile(r"[!?]*!{3}[!?1]*|\?{3,}|！{3,}")

_ABBREVIATION = (
    r"(?:\b(?:e\.g|i\.e|etc|approx|incl|no|mr|mrs|ms|dr|st|vs|z\.b|bzw|ca|sr|sra|p\.m|a\.m)\.)"
)
SENTENCE = re.compile(
    rf"(?:{_ABBREVIATION}(?=\s)|[^.!?؟？\n]|[.!?](?=[^\s.!?\"')\]»”]))+[.!?؟？…]*[\"')\]»”]*"
    r"|[.!?؟？…]+",
    re.IGNORECASE,
)

_PICTURE = (
    "[\U0001f300-\U0001f3fa\U0001f400-\U0001f5ff\U0001f600-\U0001f64f\U0001f680-\U0001f6ff"
    "\U0001f7e0-\U0001f7eb\U0001f900-\U0001f9ff\U0001fa70-\U0001faff\u2600-\u27bf\u2b50\u2b55"
    "\u2764\u263a\u2639]"
)
_WITH = "(?:[\U0001f3fb-\U0001f3ff]|\ufe0f)?"
EMOTICON = re.compile(
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|{_PICTURE}{_WITH}(?:\u200d{_PICTURE}{_WITH})*"
    r"|(?<![\w:/])(?:[:;=8][-^o']?[)(\]\[DPpOo3/\\|*](?![\w/])|[xX]D\b|<3(?!\d)|\^_?\^|:'\()"
)

# Words somebody writes in capitals to be loud.
EMPHATIC = frozenset(
    "NOT NEVER MUST ALWAYS PLEASE NOW STOP VERY DON'T DONT CANNOT CAN'T READ AGAIN IMMEDIATELY "
    "NOTHING NOBODY NO YES WHY WHAT WHERE WHEN WHO YOU YOUR ALREADY ONLY EVERY STILL ANY ALL "
    "HELLO WON'T THIS THAT NEED WANT HELP WAIT WAITING REALLY SERIOUSLY "
    "NICHT NIE IMMER BITTE JETZT SOFORT WARUM WIEDER NUR JAMAIS TOUJOURS "
    "MAINTENANT POURQUOI ENCORE "
    "NUNCA SIEMPRE AHORA YA SEMPRE AGORA".split()
)
# Capitals that are only how the word is written.
ACRONYMS = frozenset(
    "OK FAQ PDF USB VPN SMS PIN IBAN BIC SEPA VAT USA US UK EU UTC GMT EST PST CET AM PM ID URL QR "
    "TV PC CEO HR IT API CSV XML HTML HTTP HTTPS WLAN WIFI GPS SIM ATM VISA AMEX "
    "DHL UPS FEDEX USPS "
    "NASA COVID RMA SKU ETA TBA TBD DIY CV DNA RSVP GDPR EUR USD GBP CHF PAYPAL NFC LED LCD HDMI "
    "ASAP FYI BTW LOL OMG BRB IMO TBH IDK GMBH AG LLC INC LTD VIP PO CC BCC DOB SSN MRI".split()
)


def in_capitals(text: str) -> list[Span]:
    """Runs of words in capitals that are said loudly: three and more, or one word for emphasis."""
    found: list[Span] = []
    run: list[re.Match[str]] = []
    for word in [*WORD.finditer(text), None]:
        if word is not None and _follows(text, run, word) and _is_capital(word[0], bool(run)):
            run.append(word)
            continue
        if _is_loud(run):
            found.append((run[0].start(), run[-1].end()))
        run = [word] if word is not None and _is_capital(word[0], False) else []
    return found


def _follows(text: str, run: list[re.Match[str]], word: re.Match[str]) -> bool:
    return not run or text[run[-1].end() : word.start()].strip(" ,'’-") == ""


def _is_capital(word: str, goes_on: bool) -> bool:
    return word.isupper() and (len(word) > 1 or (goes_on and word in "AIO"))


def _is_loud(run: list[re.Match[str]]) -> bool:
    words = [match[0].replace("’", "'") for match in run]
    said = [word for word in words if word not in ACRONYMS]
    if any(word in EMPHATIC for word in said) and (len(said) > 1 or said[0] in EMPHATIC):
        return True
    return len(said) > 2 and any(len(word) > 3 for word in said)


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """Each word of them once, in small letters."""
    return frozenset(word.lower() for text in texts for word in WORD.findall(text))
