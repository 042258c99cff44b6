"""Send it again without doing it twice: the first answer to a key is the answer to it for a day."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Min
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from chat import agenda
from helpdesk.sealing import CannotOpen, seal, unseal
from tenants.models import Tenant

from .errors import Conflict
from .models import StoredAnswer

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
MOST = 200
USE = b"api answers"


class Replay(Exception):
    """This request was answered before; `response` is what it was told."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


def begin(request: Request) -> StoredAnswer | None:
    """Claims the request's key, in the transaction of the request: whoever sends the same at the
    same moment waits here for the first one to end. None without a key. Raises Replay, Conflict."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not 0 < len(key) <= MOST or not (key.isascii() and key.isprintable()):
        raise ValidationError({HEADER: ["1 to 200 printable ASCII characters."]})
    of = {"tenant": request.tenant, "token": request.token, "key": key}
    StoredAnswer.objects.filter(**of, at__lt=timezone.now() - KEPT).delete()
    wanted = _hash(request)
    row, is_first = StoredAnswer.objects.get_or_create(**of, defaults={"request_hash": wanted})
    if is_first:
        return row
    if row.request_hash != wanted:
        raise Conflict(f"This {HEADER} came with another request.", "key_reused")
    raise Replay(_told_before(row))


def _hash(request: Request) -> str:
    sent = json.dumps(request.data, sort_keys=True)
    return sha256(f"{request.method} {request.get_full_path()}\n{sent}".encode()).hexdigest()


def _told_before(row: StoredAnswer) -> Response:
    try:
        body = json.loads(unseal(row.body, USE))
    except CannotOpen:  # SECRET_KEY is another one since: it was done, and that is all we know
        raise Conflict("This request was carried out already.", "key_reused") from None
    return Response(body, row.status, headers={"Idempotency-Replayed": "true"})


def keep(row: StoredAnswer, response: Response) -> None:
    """What was carried out. A refusal changed nothing and is not kept: its key is free again."""
    shown = JSONRenderer().render(response.data).decode() or "null"
    row.status, row.body = response.status_code, seal(shown, USE)
    row.save(update_fields=["status", "body"])
    agenda.bring_forward(row.tenant_id, row.at + KEPT)


def forget_old(tenant: Tenant) -> Iterable[datetime | None]:
    """One of `chat.tending.carers`: answers are gone after a day."""
    oldest = StoredAnswer.objects.aggregate(at=Min("at"))["at"]
    if oldest is not None and oldest <= timezone.now() - KEPT:
        StoredAnswer.objects.filter(at__lte=timezone.now() - KEPT).delete()
        oldest = StoredAnswer.objects.aggregate(at=Min("at"))["at"]
    return [oldest and oldest + KEPT]


def is_kept(status: int) -> bool:
    return 200 <= status < 300
