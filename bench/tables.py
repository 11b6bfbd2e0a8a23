"""Print what was measured as ratios, and say which goals were met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median, quantiles
from typing import Final

from bench.load import Sample

Figures = dict[tuple[str, int, int, str], list[tuple[Sample, float]]]
"""Samples with ms of computing, by question, connections, events and server."""
Key = tuple[str, int, int]

OF_LIMIT: Final = 0.5
"""The least share of the limit's answers a second."""
COMPUTING: Final = 2.3
"""The most computing, in that of the limit."""
TIMES_BASELINE: Final = {
    "Q1": (20, 20), "Q2": (20, 100), "Q3": (20, 100), "Q4": (20, 30), "Q5": (20, 100), "Q6": (14, 0),
    "Q7": (20, 100), "Q8": (10, 100), "W1": (3, 0),
}  # fmt: skip
"""How many times as fast as the baseline: at least, and from a million events on; 0 for no goal."""
MILLION: Final = 1_000_000
GROWTH: Final = {MILLION: 1.4, 10_000_000: 1.6}
"""The most that the middle time may be of that of the smallest record, by events."""
FLAT: Final = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q7", "Q8")
HEAD: Final = (
    f"{'':34}{'conn':>5}{'events':>11}{'req/s':>8}{'p50':>8}{'p95':>8}{'cpu':>7}"
    f"{'of limit':>20}{'cpu×':>6}{'× baseline':>24}"
)


def show(found: Figures) -> None:
    """Print the table, the growth and what was missed."""
    print("\n" + HEAD)
    for key in dict.fromkeys(each[:3] for each in found):
        print(line(found, key))
    print("\n" + f"{'p50 of the largest to that of the smallest':40}" + "".join(growth(found)))
    missed = list(misses(found))
    print("\n" + ("\n".join(["Missed:", *missed]) if missed else "Every goal was met."))


def line(found: Figures, key: Key) -> str:
    """Write the line of a question."""
    name, connections, events = key
    samples = found[*key, "product"]
    times = times_of(samples)
    low = f"{name:34}{connections:5}{events:11,}{rate(samples):8.0f}{median(times):8.2f}"
    low += f"{high(times):8.2f}{computing(samples):7.2f}"
    share, more = against(found, key, "limit"), cpu_against(found, key)
    low += f"{spread(share, '.2f'):>20}" + (f"{more:6.1f}" if more else f"{'':6}")
    return low + f"{spread(against(found, key, 'baseline'), '.1f'):>24}"


def high(times: list[float]) -> float:
    """Give the time that nineteen of twenty stay below."""
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def spread(ratios: list[float], form: str) -> str:
    """Write the middle of ratios, and the least and the most."""
    return f"{median(ratios):{form}} ({min(ratios):{form}}–{max(ratios):{form}})" if ratios else ""


def times_of(samples: list[tuple[Sample, float]]) -> list[float]:
    """Gather the times of all rounds."""
    return [each for sample, _ in samples for each in sample.times]


def rate(samples: list[tuple[Sample, float]]) -> float:
    """Give the middle of the answers a second."""
    return median(sample.rate for sample, _ in samples)


def computing(samples: list[tuple[Sample, float]]) -> float:
    """Give the ms of computing for each answer, over all rounds."""
    answers = [len(sample.times) for sample, _ in samples]
    return sum(cpu * many for (_, cpu), many in zip(samples, answers, strict=True)) / sum(answers)


def against(found: Figures, key: Key, other: str) -> list[float]:
    """Give the ratio of the product's answers a second to another's, round by round."""
    pairs = zip(found[*key, "product"], found.get((*key, other), []), strict=False)
    return [ours.rate / theirs.rate for (ours, _), (theirs, _) in pairs]


def cpu_against(found: Figures, key: Key) -> float:
    """Give the product's computing in that of the limit; 0 where the limit was not asked."""
    theirs = found.get((*key, "limit"))
    return computing(found[*key, "product"]) / computing(theirs) if theirs else 0


def growth(found: Figures) -> Iterator[str]:
    """Write how the middle time grew, for each question."""
    for name, connections, ratio in grown(found):
        yield f"\n{name:34}{connections:5}{ratio:8.2f}"


def grown(found: Figures) -> Iterator[tuple[str, int, float]]:
    """Give the middle time of the largest record in that of the smallest."""
    sizes = sorted({key[2] for key in found})
    for name, connections in dict.fromkeys(key[:2] for key in found):
        small, large = (
            median(times_of(found[name, connections, events, "product"])) for events in (sizes[0], sizes[-1])
        )
        yield name, connections, large / small


def misses(found: Figures) -> Iterator[str]:
    """Name the goals that were missed, and by how much."""
    for key in dict.fromkeys(each[:3] for each in found):
        name, connections, events = key
        said: Callable[[str], str] = f"  {name}, {connections} connections, {events:,} events: {{}}".format
        if (share := against(found, key, "limit")) and median(share) < OF_LIMIT:
            yield said(f"{median(share):.2f} of the limit's answers, not {OF_LIMIT}")
        if (more := cpu_against(found, key)) > COMPUTING:
            yield said(f"{more:.1f} × the limit's computing, not {COMPUTING}")
        least = TIMES_BASELINE.get(name[:2], (0, 0))[events >= MILLION]
        if (times := against(found, key, "baseline")) and median(times) < least:
            yield said(f"{median(times):.1f} × the baseline, not {least}")
    most = GROWTH.get(max(key[2] for key in found), max(GROWTH.values()))
    for name, connections, ratio in grown(found):
        if name[:2] in FLAT and ratio > most:
            yield f"  {name}, {connections} connections: grew {ratio:.2f} ×, not {most} ×"
