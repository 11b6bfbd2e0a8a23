"""Put codes, dates and paths of a document into words that people read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication import vocabulary

FULL_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
IDENTITY: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PLAIN_BASES: Final = frozenset({"", "stated", "year not stated"})
SCHEMES: Final = ("https://", "http://")


def label(code: str | None, name: str) -> str:
    """Say a code of a vocabulary, such as ``tete_a_tete`` of ``MeetingKind``, in lower case.

    Takes a code that the vocabulary does not know as words, so an old edition stays readable.
    """
    if not code:
        return ""
    choices: type[TextChoices] = getattr(vocabulary, name)
    known = {str(value): str(words) for value, words in choices.choices}
    return _(known.get(code, code.replace("_", " "))).lower()


def machine_date(value: Mapping[str, Any] | None) -> str:
    """Give the calendar day for a ``datetime`` attribute; empty unless the date states a whole day."""
    edtf = str(value["edtf"]) if value else ""
    return edtf if FULL_DATE.fullmatch(edtf) else ""


def date_note(value: Mapping[str, Any] | None) -> str:
    """Say between which days a date without a year lies, and why; empty where the date speaks for itself."""
    if not value or value["basis"] in PLAIN_BASES:
        return ""
    said = {"earliest": day_words(value["earliest"]), "latest": day_words(value["latest"])}
    said["basis"] = str(value["basis"])
    if said["earliest"] and said["latest"]:
        return _("Between %(earliest)s and %(latest)s: %(basis)s") % said
    if said["latest"]:
        return _("Not after %(latest)s: %(basis)s") % said
    if said["earliest"]:
        return _("Not before %(earliest)s: %(basis)s") % said
    return said["basis"]


def day_words(day: str | date | datetime | None) -> str:
    """Say a day or an instant (ISO text, or the value itself) as a day: «4 February 2026»."""
    if not day:
        return ""
    known = datetime.fromisoformat(day.replace("Z", "+00:00")) if isinstance(day, str) else day
    return date_format(known, "j F Y")


def lag(document: Mapping[str, Any]) -> str:
    """Say how long after its last day an event was first published; empty where that day is not known."""
    known = document.get("date") or {}
    begun, ended = known.get("earliest"), known.get("latest")
    if not (begun and ended) or begun[:7] != ended[:7]:
        return ""
    days = (datetime.fromisoformat(document["first_published_at"]).date() - date.fromisoformat(ended)).days
    if days < 0:
        return _("recorded before the day")
    if days == 0:
        return _("recorded on the day")
    if days < 60:
        return ngettext("recorded %(n)d day after it", "recorded %(n)d days after it", days) % {"n": days}
    if days < 730:
        months = days // 30
        return ngettext("recorded %(n)d month after it", "recorded %(n)d months after it", months) % {
            "n": months
        }
    years = days // 365
    return ngettext("recorded %(n)d year after it", "recorded %(n)d years after it", years) % {"n": years}


def instant_text(instant: str | datetime) -> str:
    """Give an instant as RFC 3339 text in UTC, to the millisecond as HTML allows, for a ``datetime``."""
    known = datetime.fromisoformat(instant.replace("Z", "+00:00")) if isinstance(instant, str) else instant
    return known.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def web_address(address: str | None) -> str:
    """Give an outside address that is safe to link to; empty for any scheme but http and https."""
    return address if address and address.lower().startswith(SCHEMES) else ""


def path_words(path: str) -> str:
    """Say the path of a changed value: ``date.text`` becomes «date › text»; identities are left out."""
    steps = [step for step in re.split(r"[./]", path) if step and not IDENTITY.fullmatch(step)]
    return " › ".join(_(step.replace("_", " ")) for step in steps)


def value_words(value: Any) -> str:
    """Say a value of a document in one line: its text, name or title where it has one."""
    if value is None or value == "" or value == []:
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        for name in ("text", "name", "title", "question", "exact", "slug"):
            if isinstance(value.get(name), str):
                return str(value[name])
        return "; ".join(f"{_(name)}: {value_words(held)}" for name, held in value.items() if held)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(value_words(item) for item in value)
    return str(value)


def grouped(number: int) -> str:
    """Write a number as people read it, its thousands apart."""
    return number_format(number, force_grouping=True)
