"""Static files as they are served: without comments, compressed, named by their content.

There is no build step: what is served is what is written here, less comments and white space, and
the modules of one folder in one file (helpdesk.packing).
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import rcssmin
import rjsmin
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from helpdesk import packing

OURS = ("helpdesk/", "tenants/", "chat/", "feedback/")
OF_ANY = re.compile(r"(?<=[\w\])]) +(?=:(?:is|where|not|has)\()")


def shorten_css(text: str) -> str:
    """rcssmin takes the space before a pseudo-class inside of @media, which says something else:
    a star says the same as the space, and stays."""
    return rcssmin.cssmin(OF_ANY.sub(" *", text))


SHORTEN = {".js": rjsmin.jsmin, ".css": shorten_css}
STAMP = "sources.sha256"


class CollectedStorage(CompressedManifestStaticFilesStorage):
    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Packs and shortens our own files before they are named and compressed."""
        if not dry_run:
            packs = map(self._pack, packing.FOLDERS)
            names = [*paths, *packs, *map(self._join, packing.STYLES)]
            for name in names:
                self._shorten(name)
            copies = FileSystemStorage(self.location)
            paths = {name: (copies, name) for name in names}
        yield from super().post_process(paths, dry_run, **options)

    def _pack(self, name: str) -> str:
        folders = packing.TOGETHER.get(name, (name,))
        modules = {
            f"{packing.FOLDERS[folder]}/{path.name}": path.read_text(encoding="utf-8")
            for folder in folders
            for path in sorted(Path(self.path(folder)).glob("*.js"))
        }
        return self._write(packing.packed_name(name), packing.pack_all(modules))

    def _join(self, name: str) -> str:
        parts = packing.STYLES[name]
        return self._write(
            name, "\n".join(Path(self.path(part)).read_text(encoding="utf-8") for part in parts)
        )

    def _shorten(self, name: str) -> None:
        shorten = SHORTEN.get(Path(name).suffix)
        if shorten is None or not name.startswith(OURS):
            return
        self._write(name, shorten(Path(self.path(name)).read_text(encoding="utf-8")))

    def _write(self, name: str, text: str) -> str:
        self.delete(name)
        self._save(name, ContentFile(text.encode()))
        return name


def bring_up_to_date() -> bool:
    """Collects into settings.COLLECTED when a source has changed since; True when it did."""
    stamp = settings.COLLECTED / STAMP
    now = stamp_of_sources()
    if stamp.exists() and stamp.read_text() == now:
        return False
    command = collectstatic.Command()
    command.storage = CollectedStorage(location=str(settings.COLLECTED), base_url="/static/")
    call_command(command, interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)
    return True


def stamp_of_sources() -> str:
    """Changes with every change of a static file, by path, size and time."""
    known = sha256()
    for finder in finders.get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            at = storage.get_modified_time(name).timestamp()
            known.update(f"{name} {storage.size(name)} {at}\n".encode())
    return known.hexdigest()
