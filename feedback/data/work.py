"""Long work on files, each kind in one thread of its own: a large file holds up no chat, and no
other file's memory is added to its own."""

from collections.abc import Callable

from helpdesk.outbox import Threads
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from .exports.writing import write_export
from .imports.going_on import go_on

Work = Callable[[int], None]


def do(work: Work, tenant_id: int, number: int) -> None:
    """`work(number)` inside the company's scope, while the company is there."""
    tenant = Tenant.objects.real().filter(pk=tenant_id, is_active=True).first()
    if tenant is not None:
        with tenant_scope(tenant):
            work(number)


imports = Threads("import", lambda: 1, lambda tenant_id, run: do(go_on, tenant_id, run))
exports = Threads("export", lambda: 1, lambda tenant_id, run: do(write_export, tenant_id, run))
