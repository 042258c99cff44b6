"""Text as signals compare it: lower case, without accents, one kind of apostrophe."""

import re
import unicodedata

MOST = 2_000  # code points of one message that are looked at
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ß": "ss"})


def plain(text: str) -> str:
    loose = unicodedata.normalize("NFKD", text[:MOST].translate(SAME))
    return "".join(c for c in loose if not unicodedata.combining(c)).casefold()


def words_in(plain_text: str) -> list[str]:
    return WORD.findall(plain_text)
