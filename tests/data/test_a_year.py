"""A year that never was: by a seed, with the log's own invariants, and never in a real company."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from chat.models import Conversation, Entry, Kind
from feedback.models import Ask, FollowUp, Rating, ReportChat, Review, WeekTerm
from feedback.reports.counting import count
from helpdesk.demo.year import write_year


def test_a_year_is_full_and_keeps_the_invariants_of_the_log(in_acme: Any) -> None:
    told: list[int] = []
    write_year(in_acme.acme, 400, seed=5, tell=told.append)
    assert told == [400]
    chats = Conversation.objects.annotate(
        lines=Count("entries"),
        last=Max("entries__seq"),
        public=Count("entries__public_seq"),
        ends=Count("entries", filter=Q(entries__kind=Kind.CLOSED)),
    )
    assert not chats.exclude(lines=F("last")).exists()
    assert not chats.exclude(last_seq=F("last"), last_public_seq=F("public"), ends=1).exists()
    assert not Conversation.objects.filter(closed_at__gt=timezone.now()).exists()
    days = Conversation.objects.values_list("created_at__date", flat=True).distinct()
    assert days.count() > 150
    answered = Conversation.objects.filter(operator__isnull=False).count()
    assert Ask.objects.count() == answered
    assert 395 > answered > 320
    assert 60 < Rating.objects.count() < answered / 2
    assert FollowUp.objects.exists()
    assert Review.objects.filter(done_at=None).count() == 0
    assert WeekTerm.objects.exists()
    assert count(in_acme.acme)
    assert ReportChat.objects.count() == Conversation.objects.count()
    assert Entry.objects.values("client_id").distinct().count() == Entry.objects.count()


def test_a_company_of_real_people_is_left_alone(cast: Any) -> None:
    with pytest.raises(CommandError, match="no demo company"):
        call_command("load_year", company="acme", verbosity=0)
    with pytest.raises(CommandError, match="no company"):
        call_command("load_year", company="nowhere", verbosity=0)
