"""How the customer puts it: words, typos and capitals by their temper. Pure; chance comes from the
seed of the chat. English, as all that simulated customers say."""

import re
from random import Random

from .scenario import Scenario

CALM, ANNOYED, ANGRY, FURIOUS = "calm", "annoyed", "angry", "furious"
MOODS = ((85, FURIOUS), (65, ANGRY), (40, ANNOYED), (0, CALM))

# What is said, by mood; the nearest milder mood where there is none.
LINES: dict[str, dict[str, tuple[str, ...]]] = {
    "calmed": {
        CALM: ("Thank you, that is kind of you.", "Thanks for taking care of it."),
        ANNOYED: ("OK. Thank you for saying that.", "Alright. I appreciate that."),
        ANGRY: ("Well. At least somebody listens now.", "OK. That is something."),
    },
    "waited": {
        CALM: ("Ah, there you are.",),
        ANNOYED: ("That took a while.", "I thought you had gone."),
        ANGRY: (
            "Finally. Do you know how long I have been waiting?",
            "So you are still there after all.",
        ),
    },
    "hello": {
        CALM: ("Hello? Are you still there?", "Still with me?"),
        ANNOYED: ("Hello? Anybody?", "Are you going to answer me?"),
        ANGRY: ("Hello?? I am still waiting", "Is anybody there at all?"),
    },
    "shortcuts": {
        CALM: ("Sorry, what does that mean?", "I do not know that word, sorry."),
        ANNOYED: ("Can you write that in full please?",),
        ANGRY: ("Write properly please, I am not your buddy", "What is that even supposed to mean"),
    },
    "negative": {
        CALM: ("Oh. Is there nothing else you can do?", "Hm. What can I do then?"),
        ANNOYED: ("So what CAN you do?",),
        ANGRY: ("So you are not going to help me", "Great. Another no."),
    },
    "blame": {
        CALM: ("I am not sure that was my mistake.",),
        ANNOYED: ("Are you saying this is my fault?",),
        ANGRY: ("So now it is MY fault? Unbelievable", "Do not put this on me"),
    },
    "shouting": {CALM: ("There is no need to shout.",), ANGRY: ("Do not shout at me",)},
    "abuse": {CALM: ("I beg your pardon?",), ANGRY: ("I am taking a picture of that",)},
    "sells": {
        CALM: ("I do not want to buy anything just now.",),
        ANGRY: ("I have a problem and you want to SELL me something?",),
    },
    "vague": {
        CALM: ("When would that be?",),
        ANNOYED: ("And when is that exactly?",),
        ANGRY: ("Soon? When is soon",),
    },
    "repeated": {
        CALM: ("I think I said that already: {answer}",),
        ANNOYED: ("As I said: {answer}",),
        ANGRY: ("I TOLD you already. {answer}", "Read what I wrote. {answer}"),
    },
    "no": {CALM: ("No, I do not think so.",), ANNOYED: ("No.",), ANGRY: ("no",)},
    "unknown": {
        CALM: ("I do not know, sorry.", "I cannot tell you that, sorry."),
        ANNOYED: ("No idea.",),
        ANGRY: ("How should I know that",),
    },
    "more": {CALM: ("Sure.",), ANNOYED: ("OK.",), ANGRY: ("Fine.",)},
    "and": {CALM: ("Thank you. {again}",), ANNOYED: ("OK. {again}",), ANGRY: ("And? {again}",)},
    "grumbles": {
        CALM: ("OK, that helps. It was not a nice experience though.",),
        ANNOYED: ("Fine. But nobody even said sorry.",),
        ANGRY: ("About time. I am still angry about how this went",),
    },
    "content": {
        CALM: ("That is great, thank you very much!", "Perfect, that solves it. Thank you!"),
        ANNOYED: ("Good. Thank you for sorting it out.", "Alright, that works for me. Thanks."),
    },
    "handed_over": {
        CALM: ("That is fine, thank you for passing me on.",),
        ANGRY: ("Fine. I hope they know more than you",),
    },
    "leaves": {
        CALM: ("I will try again another time. Bye.",),
        ANGRY: (
            "Forget it. I will go somewhere else",
            "I have had enough. You have lost a customer",
        ),
    },
    "leaves_upset": {CALM: ("I have to go. Bye.",), ANGRY: ("Whatever. Bye",)},
    "out_of_time": {
        CALM: (
            "I have to go now, thank you for your time. I will write again if I need to.",
            "Sorry, I have to leave. Thank you for trying!",
        ),
        ANGRY: ("I have to go now. I will write again another day.",),
    },
    "boundary": {CALM: ("OK, sorry. You are right. It is just so annoying.",)},
    "bye": {CALM: ("Thanks, you too. Bye!", "Bye, have a nice day!"), ANNOYED: ("Bye.",)},
}

# Neighbours on the keyboard, and letters in a hurry.
SLIPS = {"a": "s", "e": "r", "i": "o", "n": "m", "o": "p", "r": "t", "s": "d", "t": "r"}
WORD = re.compile(r"[A-Za-z']{4,}")
ENDS = re.compile(r"[.!?]*$")


def mood_of(temper: int) -> str:
    return next(mood for least, mood in MOODS if temper >= least)


def line_for(what: str, temper: int, chance: Random, **values: str) -> str:
    said = LINES[what]
    order = (FURIOUS, ANGRY, ANNOYED, CALM)
    milder = order[order.index(mood_of(temper)) :]
    mood = next((mood for mood in milder if mood in said), next(iter(said)))
    return chance.choice(said[mood]).format(**values)


def put(text: str, temper: int, scenario: Scenario, chance: Random) -> str:
    """As they would type it in this temper. Numbers and short words stay as they are."""
    text = _with_slips(text, temper, scenario.typos, chance)
    if temper >= 85 and scenario.capitals >= 2:
        return _loud_end(text.upper(), 3)
    if temper >= 65 and scenario.capitals:
        return _loud_end(_one_loud_word(text, chance), 2)
    if temper >= 65:
        return text.rstrip(".")
    return text


def _with_slips(text: str, temper: int, typos: int, chance: Random) -> str:
    """Each word of four letters or more, with a chance that grows with their temper."""
    odds = typos * (0.02 + max(temper - 30, 0) / 1000)

    def slip(match: re.Match[str]) -> str:
        word = match[0]
        if chance.random() >= odds or word[0].isupper():
            return word
        place = chance.randrange(1, len(word) - 1)
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        slipped = word[:place] + SLIPS.get(word[place], "") + word[place + 1 :]
        return swapped if chance.random() < 0.5 else slipped

    return WORD.sub(slip, text) if typos else text


def _one_loud_word(text: str, chance: Random) -> str:
    words = [match.span() for match in WORD.finditer(text)]
    if not words:
        return text
    start, end = chance.choice(words)
    return text[:start] + text[start:end].upper() + text[end:]


def _loud_end(text: str, marks: int) -> str:
    asks = "?" if text.rstrip("!").endswith("?") else "!"
    return ENDS.sub(asks * marks, text, count=1)
