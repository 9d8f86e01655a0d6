"""How long an answered question takes to show its verdict, in a browser slowed down as Lighthouse slows it down for a phone."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.bench.lighthouse import Compressing
from tests.browser.chromium import FLAGS, find_chromium
from tests.loopback import served

SLOWER = 4
PASSES = 5
"""One answer now and then is disturbed by whatever else the machine does: of each question the middle time counts."""
PAGES = ("practice/units/", "practice/codes/", "practice/records/", "practice/modifiers/")

ANSWER = """() => {
  const taken = [];
  for (const form of document.querySelectorAll("form.item:is([data-kind=single], [data-kind=find], [data-kind=multiple])")) {
    form.querySelector(".option input").click();
    form.getBoundingClientRect();
    const begun = performance.now();
    form.requestSubmit();
    form.getBoundingClientRect();  // the browser lays the verdict out
    taken.push(performance.now() - begun);
  }
  return taken;
}"""


def milliseconds(site: Path) -> dict[str, float] | None:
    """The middle and the longest time from an answer to its verdict laid out; None, said aloud, without a browser."""
    chromium = find_chromium()
    if chromium is None:
        print("Chromium is not there: what was measured before stays.")
        return None
    taken: list[float] = []
    with served(site, Compressing) as top, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        for name in PAGES:
            passes = [_answered(browser, f"{top}{name}") for _ in range(PASSES)]
            taken += [median(times) for times in zip(*passes, strict=True)]
        browser.close()
    return {"middle": round(median(taken), 1), "longest": round(max(taken), 1), "answers": len(taken)}


def _answered(browser: Browser, address: str) -> list[float]:
    """The time of each question of a page that is opened afresh, in a browser that keeps nothing."""
    context = browser.new_context(service_workers="block", viewport={"width": 412, "height": 823})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    page.wait_for_selector("[data-waiting]", state="detached")
    page.evaluate("new Promise(idle => requestIdleCallback(idle))")  # a learner reads before answering
    taken: list[float] = page.evaluate(ANSWER)
    context.close()
    return taken
