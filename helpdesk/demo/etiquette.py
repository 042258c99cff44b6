"""How Acme writes: its house rules, its words, and which checks were of use in the last weeks."""

from datetime import timedelta

from django.utils import timezone

from chat.etiquette.models import CheckCount, DismissedWord, Etiquette, HouseRule, Severity
from tenants.models import Membership, Tenant

PLAIN_WORDS = {
    "rma": "return number",
    "sku": "article number",
    "luminaire": "lamp",
    "dimmable driver": "power supply that can be dimmed",
}
OWN_WORDS = ["Fjordlys", "Kaamos", "Lumenize", "Opaline", "Solvang"]
# (do, the rule, words, found in, not found in, instead, how loud)
HOUSE_RULES = [
    (True, "We call it a lamp, never a unit.", "unit, units", "Your unit left us today.",
     "Your lamp left us today.", "lamp", Severity.HINT),
    (True, "Say what happens next, and when.", "", "", "", "", Severity.HINT),
    (True, "Offer the thirty days to send a lamp back before anybody has to ask.", "", "", "", "",
     Severity.HINT),
    (False, "We do not call anything cheap: it is good value.", "cheap, cheaper, cheapest",
     "This one is cheaper.", "This one costs less.", "", Severity.WARN),
    (False, "We never ask for a card number or a password in a chat.",
     "card number, password, cvc, security code", "Could you send me your card number?",
     "Could you send me your order number?", "", Severity.ASK),
]  # fmt: skip
# A day's counts of each rule: shown, waved away, fixed, edited, sent as it was.
COUNTS = {
    "shortcuts": (4, 0, 3, 1, 0),
    "spelling": (6, 1, 4, 1, 0),
    "negative": (3, 1, 1, 1, 0),
    "greeting": (5, 1, 3, 1, 0),
    "promise": (2, 0, 2, 0, 0),
    "vague_time": (3, 2, 0, 0, 1),
    "emoticons": (4, 3, 1, 0, 0),
}
WEEKS_DAYS = 12


def write_politely(tenant: Tenant, members: dict[str, Membership]) -> None:
    """Call inside the company's scope."""
    Etiquette.objects.create(tenant=tenant, plain_words=PLAIN_WORDS, own_words=OWN_WORDS)
    for is_do, text, pattern, hit, miss, instead, severity in HOUSE_RULES:
        HouseRule.objects.create(
            tenant=tenant,
            is_do=is_do,
            text=text,
            pattern=pattern,
            hit=hit,
            miss=miss,
            instead=instead,
            severity=severity,
        )
    DismissedWord.objects.create(tenant=tenant, word="lumens", times=4)
    _count(tenant, next(iter(members.values())))


def _count(tenant: Tenant, member: Membership) -> None:
    today = timezone.now().date()
    CheckCount.objects.bulk_create(
        CheckCount(
            tenant=tenant,
            rule=rule,
            day=today - timedelta(days=day),
            member=member,
            shown=shown,
            dismissed=dismissed,
            fixed=fixed,
            edited=edited,
            sent_anyway=sent_anyway,
        )
        for rule, (shown, dismissed, fixed, edited, sent_anyway) in COUNTS.items()
        for day in range(1, WEEKS_DAYS + 1)
    )
