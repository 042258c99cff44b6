"""Who asks for a person gets one. The words of all languages count whatever the browser says: it is
better to fetch a person once too often."""

import re

PERSON = {
    "en": r"persons?|humans?|agents?|operators?|representatives?|(?:real|actual) people",
    "de": r"mensch(?:en)?|mitarbeiter(?:in|n)?|personen?|berater(?:in|n)?",
    "fr": r"personnes?|humaine?s?|conseill(?:er|ère|ers|ères)|opérat(?:eur|rice)s?",
    "es": r"personas?|human[oa]s?|agentes?|operador(?:a|es|as)?|asesor(?:a|es|as)?",
    "pt": r"pessoas?|atendentes?",
    "ar": r"(?:[وبلف]?ال|[وبلف])?(?:شخص|إنسان|انسان|موظف|موظفة|بشري|مندوب|وكيل)",
}
ANY = re.compile(rf"(?<!\w)(?:{'|'.join(PERSON.values())})(?!\w)", re.IGNORECASE)


def asks_for_a_person(text: str) -> bool:
    return bool(ANY.search(text))
