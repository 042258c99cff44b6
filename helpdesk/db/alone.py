"""Work on a company that one worker does at a time."""

from django.db import connection

LOCK = "SELECT pg_try_advisory_xact_lock(%s, %s)"


def is_alone(work: int, tenant_id: int) -> bool:
    """Whether nobody else is at it; it is ours until the transaction ends. `work`: a number of its
    own for each kind."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [work, tenant_id])
        return cursor.fetchone()[0]
