"""Measure what editors wait for: ``uv run python -m bench.desk``.

Two installations are made by seed, a large one and a small one, and served by the production server side by
side. Each question is put to both in turn, over HTTP; the table has the times of the large one in ms, and the
ratio of its median to that of the small one. The first run takes some minutes to fill the databases.
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from typing import Final
from urllib.parse import quote

from bench.servers import ROOT, Server, running

SUGGEST: Final = "/api/v1/desk/suggest/?type={}&q={}"
TYPED: Final = (
    ("a family name", "official", "Munir"), ("the same in Cyrillic", "official", "Мунир"),
    ("another romanisation", "official", "Jaqsylyqov"), ("a rare family name", "official", "Zhaksylykov"),
    ("one letter wrong", "official", "Tokaiyev"), ("given and family name", "official", "asim munir"),
    ("one letter", "official", "m"), ("two letters", "official", "ma"), ("three letters", "official", "mur"),
    ("a common family name", "official", "Khan"), ("a common given name", "official", "Ruslan"),
    ("nothing found", "official", "xqwzzk"), ("nothing typed", "official", ""),
    ("an office", "office", "minister of def"), ("a country", "country", "kaz"),
    ("a sector", "sector", "trade"),
    ("an agreement", "agreement", "matters, number 7"), ("an agreement, two letters", "agreement", "ag"),
    ("an event", "event", "Kazakhstan and Pakistan"), ("an event, rare", "event", "round 777"),
    ("an event, two letters", "event", "ka"), ("an event not there", "event", "zzqqx"),
    ("a source", "source", "speaks of report 55"), ("a source, one letter", "source", "s"),
    ("a relation", "relation", "KZ"),
)  # fmt: skip
QUEUE: Final = (
    ("all that waits", ""), ("in review", "?state=in_review"), ("approved", "?state=approved"),
    ("drafts", "?state=draft"), ("loaded", "?state=loaded"), ("newest first", "?order=newest"),
    ("of one editor", "?assignee=bilal"), ("of nobody, in review", "?state=in_review&assignee=nobody"),
    ("of one pair", "?pair=KZ-PK"), ("of a rare pair", "?pair=FJ-IS"),
    ("a pair, in review", "?state=in_review&pair=KZ-PK"),
    ("a month old", "?age=30"), ("events alone", "?kind=event"), ("by words", "?q=signing"),
    ("by rare words", "?q=round+777"), ("by words not there", "?q=zzqqx"),
)  # fmt: skip
LIMIT_MS: Final = 100
WARM: Final = 1


def questions(source: str) -> dict[str, str]:
    """Name what is asked, with its address."""
    asked = {f"type-ahead: {name}": SUGGEST.format(kind, quote(typed)) for name, kind, typed in TYPED}
    asked |= {f"queue: {name}": f"/desk/{query}" for name, query in QUEUE}
    return asked | {"a story of 100 kB by sentences": f"/api/v1/desk/sources/{source}/reading/"}


def measure(
    large: Server, small: Server, rounds: int, only: str
) -> dict[str, tuple[list[float], list[float]]]:
    """Ask each question that begins so, so often, of both in turn."""
    times: dict[str, tuple[list[float], list[float]]] = {}
    here, there = questions(large.source), questions(small.source)
    for number in range(rounds + WARM):
        for name in filter(lambda each: each.startswith(only), here):
            took = large.ask(here[name]), small.ask(there[name])
            if number >= WARM:
                kept = times.setdefault(name, ([], []))
                kept[0].append(took[0])
                kept[1].append(took[1])
    return times


def show(times: dict[str, tuple[list[float], list[float]]]) -> None:
    """Print the table, and whether the figure was met."""
    print(f"\n{'':45}{'p50':>8}{'p95':>8}{'max':>8}{'small p50':>11}{'ratio':>7}")
    over = []
    for name, (large, small) in times.items():
        middle, least = median(large), median(small)
        high = quantiles(large, n=20)[-1]
        print(f"{name:45}{middle:8.1f}{high:8.1f}{max(large):8.1f}{least:11.1f}{middle / least:7.1f}")
        if middle >= LIMIT_MS:
            over.append(name)
    print(f"\nMedians of {LIMIT_MS} ms or more: {', '.join(over) or 'none'}.")


def main() -> None:
    """Fill, serve, ask and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--officials", type=int, default=50_000)
    options.add_argument("--drafts", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=20, help="how often each question is put")
    options.add_argument(
        "--only", default="", help="the questions that begin so, such as queue or type-ahead"
    )
    options.add_argument("--folder", type=Path, default=ROOT / ".data" / "bench")
    options.add_argument("--port", type=int, default=8765, help="this one and the next are used")
    told = options.parse_args()
    sizes = (told.officials, told.drafts), (1000, 1000)
    with ExitStack() as stack:
        servers = [
            stack.enter_context(running(told.folder / f"{size[0]}-{size[1]}", told.port + place, *size))
            for place, size in enumerate(sizes)
        ]
        show(measure(servers[0], servers[1], told.rounds, told.only))


if __name__ == "__main__":
    main()
