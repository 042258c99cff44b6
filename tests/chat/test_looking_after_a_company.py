"""What other apps do by themselves, each time a company is looked at."""

from datetime import timedelta

from django.utils import timezone

from chat import tending


def test_one_that_fails_keeps_nobody_waiting(in_acme, monkeypatch, caplog):
    soon, cared = timezone.now() + timedelta(hours=1), []

    def fails(tenant):
        raise RuntimeError("the provider is down")

    def works(tenant):
        cared.append(tenant)
        return [soon]

    monkeypatch.setattr(tending, "carers", [fails, works])
    again, then = tending.look_after_the_rest(in_acme.acme)
    assert (cared, then) == ([in_acme.acme], soon)
    assert timezone.now() < again < soon
    assert "the provider is down" in caplog.text
