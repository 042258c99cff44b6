"""One visit with an emulated phone: the page opens, the button is there, the chat is opened, and a
first message is written and acknowledged."""

from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Frame, Page

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True}
SLOWER = 4  # than this machine's processor
# Slow 4G as Lighthouse has it: 150 ms for a round trip, 1.6 Mbit/s down, 750 kbit/s up.
SLOW_4G = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
PATIENCE_MS = 60_000

# In the page and in the frame alike; the clock is one for both.
WATCH = """
const now = () => performance.timeOrigin + performance.now();
window.seen = { began: performance.timeOrigin };
new MutationObserver(() => {
  if (!seen.button && document.querySelector("helpdesk-widget")) seen.button = now();
  const box = document.querySelector("#body");
  if (!seen.usable && box && !box.disabled) seen.usable = now();
  const isSent = '[data-state="sent"], [data-state="read"]';
  if (!seen.sent && document.querySelector(isSent)) seen.sent = now();
}).observe(document, { subtree: true, childList: true, attributes: true });
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds: until the button is there; from the click until one can write; from the click
    until a message written at that moment is acknowledged. `requests` to us before the button is
    there; `kilobytes` over the wire in all."""

    button_ms: float
    usable_ms: float
    sent_ms: float
    requests: int
    kilobytes: float


def visit(browser: Browser, shop: str, ours: str) -> Visit:
    context = browser.new_context(**PHONE)
    try:
        page = context.new_page()
        wire = Wire(page, ours)
        page.add_init_script(WATCH)
        page.goto(shop)
        button = page.locator("helpdesk-widget button")
        button.wait_for(state="visible", timeout=PATIENCE_MS)
        requests = len(wire.asked)
        clicked = page.evaluate("performance.timeOrigin + performance.now()")
        button.click()
        frame = _write(page)
        return _told(page, frame, clicked, requests, wire.kilobytes)
    finally:
        context.close()


def _write(page: Page) -> Frame:
    box = page.frame_locator("helpdesk-widget iframe").locator("#body:enabled")
    box.wait_for(timeout=PATIENCE_MS)
    box.fill("Is the blue one back?")
    box.press("Enter")
    frame = page.frames[1]
    frame.wait_for_function("() => seen.sent", timeout=PATIENCE_MS)
    return frame


def _told(page: Page, frame: Frame, clicked: float, requests: int, kilobytes: float) -> Visit:
    host, chat = page.evaluate("seen"), frame.evaluate("seen")
    return Visit(
        button_ms=host["button"] - host["began"],
        usable_ms=chat["usable"] - clicked,
        sent_ms=chat["sent"] - clicked,
        requests=requests,
        kilobytes=kilobytes,
    )


class Wire:
    """What the page asks of us, over a slow network."""

    def __init__(self, page: Page, ours: str) -> None:
        self.asked: list[str] = []
        self._bytes = 0.0
        line: CDPSession = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_4G})
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        line.on("Network.requestWillBeSent", lambda told: self._ask(told["request"]["url"], ours))
        line.on("Network.loadingFinished", self._received)

    def _ask(self, url: str, ours: str) -> None:
        if url.startswith(ours):
            self.asked.append(url)

    def _received(self, told: dict[str, float]) -> None:
        self._bytes += told["encodedDataLength"]

    @property
    def kilobytes(self) -> float:
        return self._bytes / 1024
