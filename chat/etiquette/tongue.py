"""Which language a message is in, guessed from its small words and its script.

Good for one decision: whether the words of a language may be looked for in it. Where two of ours
are mixed, or none is to be seen in a text long enough to show one, the answer is "".
"""

import re
import unicodedata

from .lexicon import primary
from .lexicon.shapes import WORD
from .untouched import language_only

SMALL_WORDS = {
    "en": (
        "the a an and or but is are was were be been have has had do does did will would can "
        "could should i you we they he she it my your our their this that these those to of "
        "in on at for with from by about not what which how when where who if so as there "
        "here please thanks thank hello hi yes am let me us just any some u ur thx"
    ),
    "de": (
        "der die das den dem des ein eine einen einem und oder aber ist sind war waren sein "
        "haben hat habe wird werden kann können sie ich wir ihr mir mich uns ihnen ihre ihren "
        "mein nicht mit von zu zum zur auf für bei nach aus wie was wann wo wenn dass auch "
        "noch nur bitte danke hallo gerne schon sehr im am es"
    ),
    "fr": (
        "le la les un une des du de et ou mais est sont était être avoir avez ai a je vous "
        "nous il elle on ce cette ces mon votre notre pas ne que qui quoi dans pour avec sur "
        "par plus si au aux très bien merci bonjour en y se sa son c'est j'ai"
    ),
    "es": (
        "el la los las un una unos unas y o pero es son era ser estar está están he ha han yo "
        "usted ustedes nosotros su sus mi nuestro no que quien cómo cuándo dónde en para con "
        "por más si al del muy bien gracias hola lo le se te como esta este"
    ),
    "pt": (
        "o a os as um uma uns umas e ou mas é são era ser estar está estão eu você vocês nós "
        "seu sua meu minha nosso não que quem como quando onde em para com por mais se ao do "
        "da dos das no na muito bem obrigado obrigada olá isso este esta lhe"
    ),
}
_SETS = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
MARKS = {
    "de": re.compile("[äöüß]", re.IGNORECASE),
    "es": re.compile("[ñ¿¡]", re.IGNORECASE),
    "pt": re.compile("[ãõ]", re.IGNORECASE),
    "fr": re.compile("[êèœ]", re.IGNORECASE),
}


def language_of(text: str, usual: str = "en") -> str:
    """ "en", "de", "fr", "es", "pt" or "" (another one, or a mixture). `usual` is what is taken for
    a text that is too short to tell."""
    plain = language_only(text)
    if not is_latin(plain):
        return ""
    words = [word.lower().replace("’", "'") for word in WORD.findall(plain)]
    points = {language: _points(language, words, plain) for language in _SETS}
    best = max(points, key=lambda language: (points[language], language == primary(usual)))
    if points[best] == 0:
        return _untold(words, primary(usual))
    if points[best] < 0.12 * len(words):
        return ""
    if len(words) < 3 and points.get(primary(usual), 0) >= points[best]:
        return primary(usual)
    return "" if _is_mixed(points, best, words) else best


def is_latin(text: str) -> bool:
    """Whether nearly every letter is; a text with right-to-left words is not."""
    letters = [character for character in text if character.isalpha()]
    if _RIGHT_TO_LEFT.search(text):
        return False
    others = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return others <= 0.1 * len(letters)


def _points(language: str, words: list[str], text: str) -> float:
    """Letters of a language alone prove nothing: others have them, too."""
    marks, small = MARKS.get(language), sum(word in _SETS[language] for word in words)
    return small + 1 if small and marks and marks.search(text) else small


def _untold(words: list[str], usual: str) -> str:
    """No small word at all: a few words are of the usual language, many are of none we know."""
    return usual if usual in _SETS and len(words) < 5 else ""


def _is_mixed(points: dict[str, float], best: str, words: list[str]) -> bool:
    """Words that are only of another language, and many of them."""
    mine = _SETS[best]
    foreign = [
        sum(word in other and word not in mine for word in words)
        for language, other in _SETS.items()
        if language != best
    ]
    return max(foreign) >= 3 and max(foreign) > 0.5 * points[best]
