"""Let Lighthouse judge the public pages of a running server: ``uv run python -m bench.lighthouse``.

It opens the front page, a list, the newest event, and the relation and country in which most happens, in a
Chromium as a slow phone would (``--desktop``: as a desk's computer), and gives each marks from 0 to 100. What
cost a page a mark that is too low is told, and the program then ends with 1. npx fetches Lighthouse.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

Json = dict[str, Any]

VERSION: Final = "12.8.2"
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
LEAST: Final = 95
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CONTAINED: Final = "--headless=new --no-sandbox"
PATIENCE: Final = 300
"""Seconds that one page may take."""
TRIES: Final = 3
"""How often a page is looked at where Lighthouse itself fails, as it may on a busy machine."""


def asked(base: str, path: str) -> Json:
    """Ask the server's API."""
    with urlopen(f"{base}/api/v1{path}", timeout=30) as answer:  # noqa: S310  # an address of one's own
        found: Json = json.load(answer)
    return found


def addresses(base: str) -> Iterator[str]:
    """Name the pages: the newest event, and where most happens; those of an empty record are not there."""
    yield from ("/", "/events/")
    events = asked(base, "/events/?page_size=1&fields=url")["results"]
    yield from (each["url"] for each in events)
    for country in asked(base, "/facets/events/")["countries"][:1]:
        code = country["code"]
        others = asked(base, f"/countries/{code}/summary/")["counterparts"][:1]
        yield from (f"/relations/{'-'.join(sorted((code, other['slug'])))}/" for other in others)
        yield f"/countries/{code}/"


def judged(address: str, browser: str, desktop: bool) -> Json:
    """Let Lighthouse look at a page; give its report."""
    command = ["npx", "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json",
               f"--chrome-flags={CONTAINED}", f"--only-categories={','.join(CATEGORIES)}",
               "--no-enable-error-reporting", *(["--preset=desktop"] if desktop else [])]  # fmt: skip
    known = {**os.environ, "CHROME_PATH": browser}
    said = ""
    for _ in range(TRIES):
        try:
            done = subprocess.run(
                command, env=known, capture_output=True, text=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            said = f"It took more than {PATIENCE} seconds."
            continue
        if done.returncode == 0:
            report: Json = json.loads(done.stdout)
            return report
        said = done.stderr[-2000:]
    sys.exit(f"Lighthouse could not look at {address}:\n{said}")


def marks(report: Json) -> dict[str, int]:
    """Give the mark of each category; what could not be judged has 0."""
    return {name: round((report["categories"][name]["score"] or 0) * 100) for name in CATEGORIES}


def reasons(report: Json, given: Mapping[str, int]) -> Iterator[str]:
    """Say what cost a category its marks, where it has too few."""
    for name in (name for name, mark in given.items() if mark < LEAST):
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < LEAST / 100:
                said = audit.get("displayValue", "")
                yield f"    {name}: {audit['title']} ({audit['score'] * 100:.0f}) {said}".rstrip()


def show(base: str, browser: str, desktop: bool) -> bool:
    """Print a row for each page, and under it what is wrong; says whether all are good enough."""
    good, pages = True, list(addresses(base))
    print(f"{'':45}" + "".join(f"{name:>16}" for name in CATEGORIES))
    for path in pages:
        report = judged(f"{base}{path}", browser, desktop)
        given = marks(report)
        print(f"{path:45}" + "".join(f"{mark:>16}" for mark in given.values()))
        for reason in reasons(report, given):
            print(reason)
        good = good and min(given.values()) >= LEAST
    return good


def main() -> None:
    """Look, and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--base", default="http://127.0.0.1:8000", help="the server's address")
    options.add_argument("--desktop", action="store_true", help="as a desk's computer, not as a slow phone")
    told = options.parse_args()
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser or not shutil.which("npx"):
        sys.exit("Lighthouse needs a Chromium (or its path in CHROMIUM) and npx, which comes with npm.")
    try:
        good = show(told.base.rstrip("/"), browser, told.desktop)
    except URLError as failure:
        sys.exit(f"{told.base} does not answer: {failure.reason}")
    if not good:
        sys.exit(f"\nA mark is below {LEAST}.")
    print(f"\nNo mark is below {LEAST}.")


if __name__ == "__main__":
    main()
