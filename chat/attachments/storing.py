"""Where files lie: under a random name, in the company's own folder of the storage "files"."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from chat.models import Attachment, Visitor
from tenants.models import Membership

from . import scanning
from .images import rewritten
from .names import clean_name
from .types import MOST_BYTES, FileType, sniff
from .unfit import Unfit

MOST_UNSENT = 20  # of one person
UNSENT_FOR = timedelta(days=1)
SWEPT_AT_ONCE = 50

Owner = Visitor | Membership


@dataclass(frozen=True)
class Prepared:
    """A file as it will be kept; sizes in pixels, None for what is not a picture."""

    name: str
    kind: FileType
    content: bytes
    width: int | None = None
    height: int | None = None


def prepare(name: str, content: bytes) -> Prepared:
    """Looks at a file and writes pictures anew. Needs no database and may take a second.

    Raises Unfit: empty, too_large, has_code, bad_type, too_many_pixels, damaged.
    """
    if len(content) > MOST_BYTES:
        raise Unfit("too_large")
    kind = sniff(content)
    name = clean_name(name, kind)
    if not kind.is_image:
        return Prepared(name, kind, content)
    picture = rewritten(content, kind)
    return Prepared(name, kind, picture.content, picture.width, picture.height)


def keep(owner: Owner, file: Prepared) -> Attachment:
    """Call inside the tenant's scope, in a transaction. Raises Unfit("too_many_waiting")."""
    _sweep()
    if unsent_of(owner).count() >= MOST_UNSENT:
        raise Unfit("too_many_waiting")
    attachment = Attachment(
        tenant_id=owner.tenant_id,
        **_owned_by(owner),
        token=secrets.token_hex(16),
        name=file.name,
        type=file.kind.mime,
        size=len(file.content),
        width=file.width,
        height=file.height,
        state=scanning.first_state(),
    )
    attachment.save()
    files().save(path_of(attachment), ContentFile(file.content))
    scanning.ask_for(attachment)
    return attachment


def unsent_of(owner: Owner) -> QuerySet[Attachment]:
    return Attachment.objects.filter(conversation=None, **_owned_by(owner))


def _owned_by(owner: Owner) -> dict[str, Owner]:
    return {"visitor" if isinstance(owner, Visitor) else "member": owner}


def _sweep() -> None:
    """What was uploaded and never sent goes away, a little at each upload."""
    old = Attachment.objects.filter(conversation=None, created_at__lt=timezone.now() - UNSENT_FOR)
    for attachment in old[:SWEPT_AT_ONCE]:
        attachment.delete()


def read(attachment: Attachment) -> bytes:
    with files().open(path_of(attachment)) as file:
        return file.read()


def files() -> Storage:
    return storages["files"]


def path_of(attachment: Attachment) -> str:
    return f"{attachment.tenant_id}/{attachment.token}"


@receiver(post_delete, sender=Attachment)
def forget_file(instance: Attachment, **_: object) -> None:
    """However the row went, also when its conversation or visitor was erased: the file follows."""
    transaction.on_commit(partial(files().delete, path_of(instance)), robust=True)
