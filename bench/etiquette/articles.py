"""Does the ranking of articles find the right one, and when is the bot sure enough to say so?

banking77: an intent is an article. Half of its questions (by a fixed hash) are its text; the others
are asked. Of those, one half was used to fit the certainty (bench/etiquette/certainty.py), the
other one is what is shown here. A second company lacks the articles of every third intent:
questions about those have no right answer, and the bot should be silent.
"""

import csv
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from .tables import Table

TITLE = "Articles: is the right one found?"
SPOKEN = "The bot: how often does it answer, and is it right?"
SOURCE = "banking77 (PolyAI task-specific-datasets, Casanueva et al. 2020, CC BY 4.0)"
MOST_BODY = 20_000
PLAIN = """
SELECT p.id FROM bench_plain p, to_tsquery('english', %s) AS asked
WHERE p.words @@ asked ORDER BY ts_rank_cd(p.words, asked) DESC, p.id LIMIT 3
"""
MAKE_PLAIN = """
CREATE TEMPORARY TABLE bench_plain AS SELECT id,
    setweight(to_tsvector('english', title), 'A') || to_tsvector('english', body) AS words
FROM chat_article
"""


class Asked(NamedTuple):
    text: str
    intent: str
    is_fitted_on: bool


class Seen(NamedTuple):
    """What came of one question: the intents found, best first; how sure; in how many ms."""

    asked: Asked
    found: list[str]
    certainty: float
    numbers: Sequence[float]
    ms: float

    @property
    def is_right(self) -> bool:
        return self.found[:1] == [self.asked.intent]


def table(data: Path) -> Table:
    articles, asked = read(data)
    shown = [each for each in asked if not each.is_fitted_on]
    with company("bench-all", articles) as shelf:
        ours = [shelf.found(each) for each in shown]
        plain = shelf.plainly(shown)
    with company("bench-some", without_a_third(articles)) as shelf:
        some = [shelf.found(each) for each in shown]
        rest = shelf.intents
    has_one = [each for each in some if each.asked.intent in rest.values()]
    has_none = [each for each in some if each.asked.intent not in rest.values()]
    return Table(
        TITLE,
        ("Ranking", "right first", "right among three", "ms a question"),
        [_row("ours (chat/articles/ranking.py)", ours), _row("plain ts_rank_cd", plain)],
        _about(shown, articles) + "\n\n" + str(_spoken(has_one, has_none)),
    )


def fitting_rows(data: Path) -> list[tuple[Sequence[float], bool]]:
    """For bench/etiquette/certainty.py: questions that no figure here is made of."""
    articles, asked = read(data)
    with company("bench-some", without_a_third(articles)) as shelf:
        seen = [shelf.found(each) for each in asked if each.is_fitted_on]
    return [(each.numbers, each.is_right) for each in seen if each.found]


# --- What is asked of what ------------------------------------------------------------------------


def read(data: Path) -> tuple[dict[str, list[str]], list[Asked]]:
    """{intent: its article's sentences}, and what is asked."""
    articles: dict[str, list[str]] = defaultdict(list)
    asked = []
    with (data / "banking77" / "questions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            part = sha256(row["text"].encode()).digest()[0] % 4
            if part < 2:
                articles[row["category"]].append(row["text"].strip())
            else:
                asked.append(Asked(row["text"].strip(), row["category"], part == 2))
    return articles, asked


def without_a_third(articles: dict[str, list[str]]) -> dict[str, list[str]]:
    return {
        intent: text for intent, text in articles.items() if sha256(intent.encode()).digest()[0] % 3
    }


# --- A company that knows these articles ----------------------------------------------------------


class Shelf:
    """Call inside the company's scope."""

    def __init__(self, tenant: Any, intents: dict[int, str]) -> None:
        self.tenant = tenant
        self.intents = intents

    def found(self, asked: Asked) -> Seen:
        """As the bot looks for it."""
        from chat.bot.knowing import look_up

        began = time.perf_counter()
        looked = look_up(self.tenant, asked.text, "en")
        ms = (time.perf_counter() - began) * 1000
        best = looked[0] if looked else None
        return Seen(
            asked,
            [self.intents[each.article_id] for each in looked],
            best.certainty if best else 0.0,
            best.signs.numbers if best else (),
            ms,
        )

    def plainly(self, asked: Sequence[Asked]) -> list[Seen]:
        """The same words, any of them, with PostgreSQL's own ranking."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(MAKE_PLAIN)
            return [self._plain(cursor.execute, cursor.fetchall, each) for each in asked]

    def _plain(self, run: Callable, rows: Callable, asked: Asked) -> Seen:
        began = time.perf_counter()
        run(
            "SELECT string_agg(quote_literal(w), ' | ') "
            "FROM unnest(tsvector_to_array(to_tsvector('english', %s))) AS w",
            [asked.text],
        )
        ((words,),) = rows()
        run(PLAIN, [words or ""])
        found = [self.intents[pk] for (pk,) in rows()]
        return Seen(asked, found, 0.0, (), (time.perf_counter() - began) * 1000)


@contextmanager
def company(slug: str, articles: dict[str, list[str]]) -> Iterator[Shelf]:
    from django.db import transaction

    from chat.articles.stemming import save_article
    from chat.models import Article
    from helpdesk.tenancy import tenant_scope
    from tenants.models import Tenant

    tenant, _ = Tenant.objects.get_or_create(slug=slug, defaults={"name": slug})
    with tenant_scope(tenant), transaction.atomic():
        intents = {}
        for intent, sentences in articles.items():
            title, body = intent.replace("_", " ").capitalize(), "\n".join(sentences)[:MOST_BODY]
            row = Article(tenant=tenant, title=title, body=body, reviewed_on=date.today())
            intents[save_article(row).pk] = intent
        yield Shelf(tenant, intents)
        transaction.set_rollback(True)


# --- In words -------------------------------------------------------------------------------------


def _row(name: str, seen: Sequence[Seen]) -> tuple[str, ...]:
    first = sum(each.is_right for each in seen) / len(seen)
    three = sum(each.asked.intent in each.found[:3] for each in seen) / len(seen)
    return name, f"{first:.1%}", f"{three:.1%}", f"{median(each.ms for each in seen):.1f}"


def _about(shown: Sequence[Asked], articles: dict[str, list[str]]) -> str:
    return (
        f"{len(shown):,} questions to {len(articles)} articles of {SOURCE}; what is asked is in no "
        "article. Through PostgreSQL, as the role that serves, below row-level security; the time "
        "is the median of everything from the words to the ranked articles."
    )


def _spoken(has_one: Sequence[Seen], has_none: Sequence[Seen]) -> Table:
    from chat.bot.certainty import LEAST

    rows = [_spoken_row(str(bold.label), least, has_one, has_none) for bold, least in LEAST.items()]
    head = ("Setting", "from", "answers", "of them right", "answers where no article fits")
    note = (
        f"Every third article taken away: {len(has_one):,} questions have one, {len(has_none):,} "
        "have none and should be left to a person. “Of them right” counts both kinds. The "
        "certainty was fitted on other questions of the same source. How well it keeps its word: "
        f"{_bins(has_one, has_none)}."
    )
    return Table(SPOKEN, head, rows, note)


def _spoken_row(
    name: str, least: float, has_one: Sequence[Seen], has_none: Sequence[Seen]
) -> tuple[str, ...]:
    answered = [each for each in has_one if each.certainty >= least]
    wrongly = [each for each in has_none if each.certainty >= least]
    right = sum(each.is_right for each in answered) / max(1, len(answered) + len(wrongly))
    return (
        name,
        f"{least:.0%} sure",
        f"{len(answered) / len(has_one):.0%}",
        f"{right:.1%}",
        f"{len(wrongly) / len(has_none):.1%}",
    )


def _bins(*groups: Sequence[Seen]) -> str:
    """ "where it said 80 to 90 %, 84 % were right" and so on."""
    seen = [each for group in groups for each in group]
    said = []
    for least in range(5, 10):
        here = [each for each in seen if least <= each.certainty * 10 < least + 1]
        if here:
            right = sum(each.is_right for each in here) / len(here)
            said.append(f"said {least}0 to {least + 1}0 %: {right:.0%} right")
    return "; ".join(said)
