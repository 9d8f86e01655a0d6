"""How long the screen waits for Check and Next, by touch, in a browser slowed down as Lighthouse slows it down for a phone.

The browser itself measures: an event's duration is from the touch to the next paint, as in *interaction to next paint*.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.feedback import SLOWER
from tests.bench.lighthouse import Compressing
from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.conftest import PHONE
from tests.browser.test_session import fill
from tests.loopback import served

PASSES = 3
"""One touch now and then is disturbed by whatever else the machine does: of each touch the middle time counts."""
WAYS = (
    "practice/units/",
    "practice/records/",
    "practice/cases/numb-feet/",
    "practice/set/#seed=7&topics=units:2,modifiers:3,codes:3&levels=1,2,3&bank=1",
)

WATCH = """() => {
  window.waited = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId) window.waited.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
}"""

PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 150))))"


def waits(site: Path) -> dict[str, Any] | None:
    """The middle and the longest wait for each of the two, in milliseconds; None, said aloud, without a browser."""
    chromium = find_chromium()
    if chromium is None:
        print("Chromium is not there: what was measured before stays.")
        return None
    touches: dict[str, list[float]] = {"Check": [], "Next": []}
    with served(site, Compressing) as top, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        for way in WAYS:
            passes = [_walked(browser, f"{top}{way}") for _ in range(PASSES)]
            for name, times in touches.items():
                times += [median(each) for each in zip(*(walked[name] for walked in passes), strict=True)]
        browser.close()
    return {
        name: {"middle": round(median(times)), "longest": round(max(times)), "touches": len(times)}
        for name, times in touches.items()
    }


def _walked(browser: Browser, address: str) -> dict[str, list[float]]:
    """The wait for each touch of a session that is gone through once, in a browser that keeps nothing."""
    context = browser.new_context(service_workers="block", viewport=PHONE, has_touch=True)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".session-bar:not([data-waiting]) [data-action=on]")
    page.wait_for_selector("form.item:visible")
    page.evaluate(WATCH)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    touches: dict[str, list[float]] = {"Check": [], "Next": []}
    count = page.locator("form.item").count()
    for place in range(1, count + 1):
        fill(page.locator("form.item:visible"), right=place % 2 == 0)
        touches["Check"].append(_touched(page))
        if place < count:
            touches["Next"].append(_touched(page))
    context.close()
    return touches


def _touched(page: Page) -> float:
    """How long the screen waited for one touch of the way on; below 16 ms the browser does not say, and 0 stands for it."""
    page.evaluate(PAINTED)
    page.evaluate("window.waited.length = 0")
    page.locator("[data-action=on]").tap()
    page.evaluate(PAINTED)
    longest: float = page.evaluate("Math.max(0, ...window.waited)")
    return longest


if __name__ == "__main__":
    print(waits(Path(sys.argv[1])))
