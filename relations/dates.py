"""The partial date: what is known of a day, kept as one value and never completed by guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Final, Self

from relations.date_words import NO_YEAR, words
from relations.edtf import ALLOWED, DateRefused, Point, parse_day_bound, read, refusal
from relations.recurrence import Stretch, fitting, stretches, window_after

__all__ = ["ALLOWED", "BASIS_LENGTH", "STATED", "DateRefused", "PartialDate", "parse_day_bound"]

STATED: Final = "stated"
BASIS_LENGTH: Final = 500


@dataclass(frozen=True, slots=True)
class PartialDate:
    """Hold an EDTF level 1 text, the first and last day it can mean, and the basis of these bounds.

    Take `edtf` (at most 64 characters), `earliest` and `latest` as days or None where nothing bounds them,
    and `basis`: «stated» for a date with a year, else the evidence. Refuse with `DateRefused` a text outside
    the grammar, bounds in the wrong order and an empty basis. Follow ISO 8601-2:2019, level 1.

    A qualifier does not widen the bounds: «about 2024» states no width, and any width would be ours.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    basis: str

    def __post_init__(self) -> None:
        read(self.edtf)
        if self.earliest and self.latest and self.earliest > self.latest:
            raise DateRefused("The earliest day of a date must not be after its latest day.")
        _check_basis(self.basis)

    @classmethod
    def parse(
        cls, text: str, *, not_before: date | None = None, not_after: date | None = None, basis: str = ""
    ) -> Self:
        """Read an EDTF level 1 text; evidence bounds it only when it states no year (see `narrowed`)."""
        if not isinstance(text, str):
            raise refusal("it must be a text")
        ends = read(text)
        if ends.yearless:
            if basis.strip():
                _check_basis(basis)
            unbounded = cls(text, None, None, NO_YEAR)
            return unbounded.narrowed(not_before=not_before, not_after=not_after, because=basis)
        earliest = ends.start.first() if isinstance(ends.start, Point) else None
        latest = ends.end.last() if isinstance(ends.end, Point) else None
        return cls(text, earliest, latest, STATED)

    @classmethod
    def span(cls, start: PartialDate, end: PartialDate | None) -> PartialDate:
        """Join the dates of a start and an end into one; keep the bounds and the basis evidence gave them."""
        if end is None or end == start:
            return start
        joined = cls.parse(f"{start.edtf.split('/')[0]}/{end.edtf.split('/')[-1]}")
        known = dict.fromkeys(each.basis for each in (start, end) if each.basis != NO_YEAR)
        return joined.narrowed(not_before=start.earliest, not_after=end.latest, because=_joined(*known))

    @property
    def yearless(self) -> bool:
        """Tell whether the year is not stated."""
        return read(self.edtf).yearless

    @property
    def text(self) -> str:
        """Say the date in English."""
        return words(read(self.edtf))

    @property
    def sort_key(self) -> date:
        """Give the latest bound, or the first day of all, so that in descending order the unknown is last."""
        return self.latest or date.min

    def narrowed(
        self, *, not_before: date | None = None, not_after: date | None = None, because: str
    ) -> Self:
        """Bound a date without a year by evidence: its first day ≥ `not_before`, its last ≤ `not_after`.

        A month counts by its days, so «April» not after 5 April 2026 can still be in April 2026.
        Return a date with a year as it is: evidence never alters a stated year. Bounds already held stay
        unless the new ones are narrower. Refuse evidence that leaves no year in which the date fits.
        """
        if not self.yearless or (not_before is None and not_after is None):
            return self
        low = max(filter(None, (not_before, self.earliest)), default=None)
        high = min(filter(None, (not_after, self.latest)), default=None)
        found = fitting(read(self.edtf), low, high)
        if found is None:
            raise DateRefused(f"No year fits “{self.text}” if it is {_evidence(low, high)}.")
        if found == (self.earliest, self.latest):
            return self
        told = _joined(because if because.strip() else _evidence(not_before, not_after))
        basis = told if self.basis in (NO_YEAR, told) else _joined(self.basis, told)
        return replace(self, earliest=found[0], latest=found[1], basis=basis)

    def surely_before(self, other: PartialDate) -> bool:
        """Tell whether every day this can mean is before every day the other can mean."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def surely_within(self, first: date | None, last: date | None) -> bool:
        """Tell whether both bounds lie in first..last (None: no limit on that side)."""
        after = first is None or (self.earliest is not None and self.earliest >= first)
        return after and (last is None or (self.latest is not None and self.latest <= last))

    def possibly_within(self, first: date | None, last: date | None) -> bool:
        """Tell whether the bounds overlap first..last (None: no limit on that side)."""
        low, high = self.earliest or date.min, self.latest or date.max
        return low <= (last or date.max) and high >= (first or date.min)

    def may_be_on(self, day: date) -> bool:
        """Tell whether this can mean `day`, or a span that holds it."""
        return next(self._stretches(day, day), None) is not None

    def may_coincide(self, other: PartialDate) -> bool:
        """Tell whether this and the other can share a day: bounds overlap, and day and month agree."""
        low = max(self.earliest or date.min, other.earliest or date.min)
        high = min(self.latest or date.max, other.latest or date.max)
        high = min(high, window_after(low))
        pairs = product(self._stretches(low, high), list(other._stretches(low, high)))
        return any(one[0] <= two[1] and two[0] <= one[1] for one, two in pairs)

    def _stretches(self, low: date, high: date) -> Iterator[Stretch]:
        low, high = max(low, self.earliest or date.min), min(high, self.latest or date.max)
        return stretches(read(self.edtf), low, high)

    def to_json(self) -> dict[str, str | None]:
        """Give the stored form: `edtf`, `earliest`, `latest` (ISO days or None), `basis`."""
        return {
            "edtf": self.edtf,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "basis": self.basis,
        }

    def document(self) -> dict[str, str | None]:
        """Give the published form: `edtf`, `earliest`, `latest`, `text`, `basis`, in this order."""
        stored = self.to_json()
        basis = stored.pop("basis")
        return {**stored, "text": self.text, "basis": basis}

    @classmethod
    def from_json(cls, form: Mapping[str, object]) -> Self:
        """Read the stored or the published form; bounds may be left out, but must not contradict the text."""
        if not isinstance(form, Mapping) or not set(form) <= {"edtf", "earliest", "latest", "text", "basis"}:
            raise DateRefused(
                "A date is an object with edtf and, if wanted, earliest, latest and basis only."
            )
        low, high = _day(form, "earliest"), _day(form, "latest")
        basis = _text(form, "basis")
        known = "" if basis in (STATED, NO_YEAR) else basis
        made = cls.parse(_text(form, "edtf"), not_before=low, not_after=high, basis=known)
        if (low or made.earliest, high or made.latest) != (made.earliest, made.latest):
            raise DateRefused(
                f"The bounds given are not those of {made.edtf}: leave them out or correct them."
            )
        if basis not in ("", made.basis):
            raise DateRefused(f"The basis of {made.edtf} must be “{made.basis}” or left out.")
        return made


def _joined(*bases: str) -> str:
    """Join what bounds are based on: names and titles of any length, so what is too long is cut short."""
    whole = "; ".join(bases)
    return whole if len(whole) <= BASIS_LENGTH else f"{whole[: BASIS_LENGTH - 1]}…"


def _check_basis(basis: str) -> None:
    unsafe = any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in basis[:BASIS_LENGTH])
    if not basis.strip() or len(basis) > BASIS_LENGTH or unsafe:
        raise DateRefused(f"The basis must be a text of 1 to {BASIS_LENGTH} characters without NUL bytes.")


def _evidence(not_before: date | None, not_after: date | None) -> str:
    parts = (("not before", not_before), ("not after", not_after))
    return " and ".join(f"{words} {day.isoformat()}" for words, day in parts if day)


def _day(form: Mapping[str, object], name: str) -> date | None:
    given = form.get(name)
    if given is None:
        return None
    if isinstance(given, str) and len(given) == 10 and given.isascii():
        return parse_day_bound(given, end=False)
    raise DateRefused(f"{name} must be a day as YYYY-MM-DD or null.")


def _text(form: Mapping[str, object], name: str) -> str:
    given = form.get(name) or ""
    if isinstance(given, str):
        return given
    raise DateRefused(f"{name} must be a text.")
