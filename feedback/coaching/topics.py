"""What came up in a week, and how that compares with the weeks before. From rows a worker counted;
call inside the company's scope."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from feedback.models import ArticleIdea, ReadChat, Reading, WeekTerm
from feedback.surveys.pictures import WEEK
from feedback.surveys.selection import Selection
from tenants.models import Tenant

from .reading.weeks import midnight, week_of

WEEKS = 8  # shown of each term
COMPARED = 4  # weeks before, whose average is what is usual
MOST = 40
RISING, MORE = 2.0, 3  # times as many, and so many more
NEARLY = 0.8  # of a word's chats: the pair of words it stands in tells it better
NEW, RISEN, USUAL = "new", "rising", "usual"


@dataclass(frozen=True)
class Term:
    """`weeks`: in how many chats of each of the last WEEKS, the oldest first. `usual`: the average
    of the COMPARED before this one."""

    word: str
    language: str
    weeks: list[int]
    trend: str

    @property
    def chats(self) -> int:
        return self.weeks[-1]

    @property
    def usual(self) -> float:
        return sum(self.weeks[-1 - COMPARED : -1]) / COMPARED

    @property
    def bars(self) -> list[tuple[float, float]]:
        """(where, how high) of each week, in a picture of 100 by 100."""
        most, width = max(1, *self.weeks), 100 / len(self.weeks)
        return [
            (round(place * width, 2), round(100 * n / most, 2))
            for place, n in enumerate(self.weeks)
        ]


@dataclass(frozen=True)
class Week:
    """`can_compare`: whether anything was read before it; else everything would be new."""

    monday: date
    chats: int
    terms: list[Term]
    languages: set[str]
    can_compare: bool

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


def weeks_read(tenant: Tenant) -> list[date]:
    """Mondays with terms, the newest first."""
    found = WeekTerm.objects.values_list("week", flat=True).distinct().order_by("-week")
    return list(found[:13])


def week(tenant: Tenant, monday: date) -> Week:
    first = monday - (WEEKS - 1) * WEEK
    rows = WeekTerm.objects.filter(week__gte=first, week__lte=monday)
    counted: defaultdict[tuple[str, str], dict[date, WeekTerm]] = defaultdict(dict)
    for row in rows.order_by("week"):
        counted[row.language, row.stem][row.week] = row
    can_compare = rows.filter(week__lt=monday).exists()
    days = [first + n * WEEK for n in range(WEEKS)]
    terms = {
        key: _term(of[monday], [of[day].chats if day in of else 0 for day in days], can_compare)
        for key, of in counted.items()
        if monday in of
    }
    shown = sorted(_telling(terms), key=lambda term: (-term.chats, term.word))
    chats = _read(tenant, monday).count()
    return Week(monday, chats, shown[:MOST], {term.language for term in shown}, can_compare)


def _term(row: WeekTerm, weeks: list[int], can_compare: bool) -> Term:
    before = weeks[-1 - COMPARED : -1]
    trend = USUAL
    if can_compare and not any(weeks[:-1]):
        trend = NEW
    elif can_compare and row.chats >= max(RISING * sum(before) / COMPARED, before[-1] + MORE):
        trend = RISEN
    return Term(row.word, row.language, weeks, trend)


def _telling(terms: dict[tuple[str, str], Term]) -> list[Term]:
    """Without single words that nearly always stood in a pair that is here, too."""
    pairs = [(language, stem.split(), term) for (language, stem), term in terms.items()]
    pairs = [pair for pair in pairs if len(pair[1]) == 2]

    def is_in_pair(language: str, stem: str, term: Term) -> bool:
        having = [pair.chats for at, stems, pair in pairs if at == language and stem in stems]
        return " " not in stem and max(having, default=0) >= NEARLY * term.chats

    return [term for (at, stem), term in terms.items() if not is_in_pair(at, stem, term)]


def _read(tenant: Tenant, monday: date) -> QuerySet[ReadChat]:
    since, until = midnight(tenant, monday), midnight(tenant, monday + WEEK)
    return ReadChat.objects.filter(closed_at__gte=since, closed_at__lt=until)


def this_week(tenant: Tenant) -> date:
    return week_of(tenant, timezone.now())


# --- Articles that are missing ----------------------------------------------------------------


@dataclass(frozen=True)
class Missing:
    """`questions`: some of them, masked, the newest first."""

    idea: ArticleIdea
    chats: int
    questions: list[str]


EXAMPLES = 3


def missing_articles(most: int = 20, selection: Selection | None = None) -> list[Missing]:
    """What is still worth an article, most asked first; `selection`: asked in these days."""
    chats = ReadChat.objects.filter(idea__article=None, idea__put_aside_at=None)
    chats = chats.filter(idea__isnull=False)
    if selection is not None:
        chats = chats.filter(closed_at__gte=selection.since, closed_at__lt=selection.until)
    counted = chats.values_list("idea").annotate(n=Count("pk")).order_by("-n", "idea")[:most]
    ideas = ArticleIdea.objects.in_bulk([pk for pk, _ in counted])
    return [Missing(ideas[pk], n, questions_of(ideas[pk])) for pk, n in counted]


def questions_of(idea: ArticleIdea) -> list[str]:
    """Some of them, masked, the newest first."""
    rows = idea.chats.exclude(question="").order_by("-closed_at")
    return list(dict.fromkeys(rows.values_list("question", flat=True)[: 2 * EXAMPLES]))[:EXAMPLES]


def last_read(tenant: Tenant) -> Reading | None:
    return Reading.objects.filter(tenant=tenant).first()
