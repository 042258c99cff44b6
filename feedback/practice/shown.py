"""How a run looks on the wire (docs/protocol.md, "Practice")."""

from typing import Any

from django.urls import reverse

from feedback.models import PracticeRun


def about_run(run: PracticeRun) -> dict[str, Any]:
    """`run.tenant` is at hand; call inside the company's scope."""
    where = [run.tenant.slug, run.pk]
    return {
        "run": run.pk,
        "scenario": run.content["title"],
        "lesson": run.content["lesson"],
        "brief": run.content["brief"],
        "over": run.ended_at is not None,
        "outcome": run.get_outcome_display() if run.outcome else "",
        "url": reverse("practice_run", args=where),
        "end": reverse("practice_end", args=where),
    }
