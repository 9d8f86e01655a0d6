"""How long an answered question takes to show its verdict, in a browser slowed down as Lighthouse slows it down for a phone."""

from __future__ import annotations

import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests.bench.lighthouse import Compressing
from tests.browser.chromium import FLAGS, find_chromium

SLOWER = 4
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
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    taken: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        page = browser.new_context(service_workers="block", viewport={"width": 412, "height": 823}).new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        for name in PAGES:
            page.goto(f"http://127.0.0.1:{server.server_port}/{name}")
            page.wait_for_selector("[data-waiting]", state="detached")
            page.evaluate("new Promise(idle => requestIdleCallback(idle))")  # a learner reads before answering
            taken += page.evaluate(ANSWER)
        browser.close()
    server.shutdown()
    return {"middle": round(median(taken), 1), "longest": round(max(taken), 1), "answers": len(taken)}
