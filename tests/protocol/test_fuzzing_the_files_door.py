"""Whatever somebody brings as a file: it is taken or refused as docs/protocol.md says, and what is
kept of a picture is a picture."""

from collections import Counter

import pytest

from chat.attachments import images, storing
from chat.attachments.names import read_name
from chat.attachments.unfit import Unfit

from .files import INSIDE, brought
from .files_door import FilesDoor

SEEDS = range(500)
TO_THE_DOOR = range(40)


def test_whatever_is_brought_is_taken_or_refused(server, stage, loop):
    door = FilesDoor(stage, server.log)
    statuses = Counter(loop.run_until_complete(door.try_seed(seed)) for seed in TO_THE_DOOR)
    loop.run_until_complete(door.end())
    assert {201, 415, 422} <= statuses.keys(), statuses


@pytest.mark.parametrize("seeds", [SEEDS[at::4] for at in range(4)])
def test_a_picture_is_only_a_picture(seeds):
    found = Counter()
    for seed in seeds:
        found[what_becomes_of(seed)] += 1
    assert {"damaged", "image/png", "image/jpeg", "image/webp", "text/plain"} <= found.keys(), found


def what_becomes_of(seed):
    """Its type, or why it is refused. What else may happen inside a decoder is no answer."""
    try:
        file = storing.prepare(read_name(brought(seed).name), brought(seed).content)
    except Unfit as refused:
        return refused.code
    if file.kind.is_image:
        assert file.width * file.height <= images.MOST_PIXELS
        assert not any(hidden in file.content for hidden in INSIDE[:2])
        again = storing.prepare(file.name, file.content)
        assert (again.kind, again.width, again.height) == (file.kind, file.width, file.height)
    return file.kind.mime
