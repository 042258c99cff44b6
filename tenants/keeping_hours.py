"""Hours as somebody has filled them in, on the page or by a program, written down."""

from django.utils import timezone
from django.utils.translation import gettext as _

from .hours import ALWAYS, keep_week
from .hours_forms import HoursKindForm, WeekForm
from .models import Department, Tenant


def keep_hours(
    tenant: Tenant, department: Department | None, kind: HoursKindForm, week: WeekForm
) -> bool:
    """False when a week was wanted and cannot be kept; its forms then say why. `kind` is valid."""
    chosen, kept = kind.cleaned_data["kind"], {}
    if chosen == "week":
        if not week.is_valid():
            return False
        kept = week.week
    elif chosen == "always":
        kept = ALWAYS
    if chosen == "week" and not kept:
        nothing = _("Enter hours for at least one day, or choose another answer.")
        week.days[0].add_error(None, nothing)
        return False
    keep_week(tenant, kept, department)
    if department:
        department.own_hours = chosen != "company"
        department.zone = kind.cleaned_data["zone"]
        department.save(update_fields=["own_hours", "zone"])
    else:
        tenant.hours_chosen_at = timezone.now()
        tenant.save(update_fields=["hours_chosen_at"])
    return True
