"""The end of a department."""

from django.db import transaction
from django.db.models import SET_NULL

from .audit import record
from .models import Department
from .news import company_changed


@transaction.atomic
def give_up_department(*, department: Department) -> None:
    """Its chats go on as everybody's. Nobody brings another into it meanwhile: the lock is waited
    for by those who would, and we wait for those who change what is in it. Call inside the
    tenant's scope."""
    rows = Department.objects.select_for_update(no_key=True)
    if not rows.filter(pk=department.pk).exists():
        return
    _hold_what_is_in(department)
    record("department.deleted", target=department.name)
    department.delete()
    company_changed(department.tenant_id)


def _hold_what_is_in(department: Department) -> None:
    """Whoever has one of these refers to the department when they commit, and it is still there."""
    for field in Department._meta.get_fields(include_hidden=True):
        if field.one_to_many and field.on_delete is SET_NULL:
            rows = field.related_model.objects.filter(**{field.remote_field.name: department})
            list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
