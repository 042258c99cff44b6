"""Time zones, as people look for them."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

# The rest are old names of the same zones.
AREAS = {
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
}


@cache
def known_zones() -> frozenset[str]:
    return frozenset({"UTC"} | {z for z in available_timezones() if z.partition("/")[0] in AREAS})


@cache
def zone_choices() -> list:
    """UTC, then the cities by area, as choices for a select with groups."""
    cities = sorted(known_zones() - {"UTC"})
    groups = groupby(cities, key=lambda zone: zone.partition("/")[0])
    return [("UTC", "UTC"), *((area, [(z, _as_read(z)) for z in zones]) for area, zones in groups)]


def _as_read(zone: str) -> str:
    return zone.replace("_", " ")
