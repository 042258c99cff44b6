"""The pages of reports by name. Each is a function of what was asked for."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.reports.question import Question
from feedback.reports.shapes import Part

from .groups import groups
from .overview import overview
from .quality import quality
from .speed import speed
from .topics import topics
from .volume import volume

PARTS: dict[str, tuple[str | Promise, Callable[[Question], Part]]] = {
    "overview": (_("Overview"), overview),
    "volume": (_("Busy times"), volume),
    "speed": (_("Speed"), speed),
    "quality": (_("Quality"), quality),
    "groups": (_("By whom and where"), groups),
    "topics": (_("Topics"), topics),
}
