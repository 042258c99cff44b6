"""The widget on an emulated phone: Chromium without a window, its processor slowed to a quarter of
this machine's, over slow 4G (150 ms for a round trip, 1.6 Mbit/s down, 750 kbit/s up), nothing in
its cache. The company's page is on another origin. Medians. A task counts with its processor time
on the main thread. Bytes are those of everything up to the first acknowledged message. The last
visit's trace, for a browser's performance tools, is beside the JSON.
"""

from statistics import median

from playwright.sync_api import Browser, sync_playwright

from bench.proof.figures import Figure
from bench.proof.place import Place, Say
from bench.proof.serving import Served
from bench.scale.web import serve
from tests.browser.chromium import QUIET, executable, shell
from tests.browser.shop import Shop

from .trace import Trace
from .visit import Visit, visit

NAME = "widget"
Seen = tuple[Visit, float]  # and the milliseconds of its longest task


def run(place: Place, say: Say) -> list[Figure]:
    executable()  # installs one where there is none
    shop = place.keep(Shop())
    environment = place.database("widget") | {"VAR": str(place.var / "widget")}
    environment["DJANGO_SETTINGS_MODULE"] = "helpdesk.settings"
    key = place.python("-m", "bench.phone.cast", shop.origin, environment=environment).strip()
    served = serve(place, environment, NAME)
    shop.carries(served, key)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shell(), args=QUIET)
        try:
            seen = [_visit(browser, shop, served, place, say) for _ in range(place.rounds + 1)]
        finally:
            browser.close()
    return figures(seen[1:])  # the first one warms the server up


def _visit(browser: Browser, shop: Shop, served: Served, place: Place, say: Say) -> Seen:
    with Trace(browser, place.var.parent / "widget-trace.json") as trace:
        found = visit(browser, shop.origin, served.origin)
    task = trace.longest_ms
    say(f"one can write {found.usable_ms:.0f} ms after the click, longest task {task:.0f} ms")
    return found, task


def figures(seen: list[Seen]) -> list[Figure]:
    def of(column: str) -> float:
        return median(getattr(found, column) for found, _ in seen)

    usable, requests = of("usable_ms"), of("requests")
    task = median(longest for _, longest in seen)
    return [
        Figure(NAME, "requests before the button is there", "", requests, "", "1", requests == 1),
        Figure(NAME, "button there", "", of("button_ms"), "ms"),
        Figure(
            NAME, "one can write, after the click", "", usable, "ms", "under 1,000", usable < 1000
        ),
        Figure(NAME, "a first message acknowledged, after the click", "", of("sent_ms"), "ms"),
        Figure(NAME, "longest task", "", task, "ms", "at most 50", task <= 50),
        Figure(NAME, "received in all", "", of("kilobytes"), "KiB"),
    ]
