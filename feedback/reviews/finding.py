"""What the rules look at in one chat. Call inside the company's scope."""

from feedback.models import ChatScore, FollowUp, Rating, ReviewRule
from feedback.scoring import AutoScore
from tenants.models import Role

from .rules import RULES, Found


def reasons_for(row: ChatScore, auto: AutoScore, rules: dict[str, ReviewRule]) -> list[str]:
    """Why this chat is to be read; empty: it need not be."""
    found = found_in(row, auto)
    return [
        reason
        for reason, rule in RULES.items()
        if rule.holds and rules[reason].is_on and rule.holds(found, rules[reason].threshold)
    ]


def found_in(row: ChatScore, auto: AutoScore) -> Found:
    return Found(
        rating=rating_of(row.conversation_id, row.closing),
        upset=row.conversation.mood_peak,
        gap_s=auto.of("longest_gap").value or 0,
        has_broken_promise=auto.of("promise").met is False
        and FollowUp.objects.filter(conversation=row.conversation_id).exists(),
        is_by_trainee=row.operator is not None and row.operator.role == Role.TRAINEE,
    )


def rating_of(conversation_id: int | None, closing: int) -> int | None:
    """1 to 5, and only where the customer let the company see which chat it was."""
    rows = Rating.objects.filter(
        ask__conversation=conversation_id, ask__closing=closing, is_open=True
    )
    return rows.values_list("score", flat=True).first()
