"""Name the kinds of the write API: the word in the address, the model and its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model

from desk.api.forms.event import EventForm
from desk.api.forms.parts import SOURCE, MeetingForm, SourceForm
from desk.api.forms.people import OfficeForm, OfficialForm, TenureForm
from desk.api.forms.standing import AgreementForm, CountryForm, RelationForm, SectorForm
from desk.api.shapes import Form
from events.models import Event, Meeting
from publication.drafting import Publishable
from relations.models import Agreement, Country, Office, Official, Relation, Sector, Source, Tenure

OWNERS: Final = {"tenure": "official", "meeting": "event"}
"""What a part belongs to."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its plural in the address, its type in the table of rights, its model and form.

    ``listed`` are the keys of the form that lists show, ``sought`` the lookups that ``q`` asks.
    """

    plural: str
    record_type: str
    model: Any
    form: type[Form]
    listed: tuple[str, ...]
    sought: tuple[str, ...]

    @property
    def is_record(self) -> bool:
        """Whether it is published by itself."""
        return issubclass(self.model, Publishable)

    def owner(self, row: Model) -> Any:
        """Give the working copy whose version and state hold for the row; none for offices and sources."""
        if self.is_record:
            return row
        return getattr(row, OWNERS[self.record_type]) if self.record_type in OWNERS else None


BY_TITLE = ("title__icontains",)

KINDS: Final = {
    each.plural: each
    for each in (
        Kind("countries", "country", Country, CountryForm, ("name", "kind"),
             ("key__istartswith", "name__icontains")),
        Kind("sectors", "sector", Sector, SectorForm, ("name", "parent"), ("name__icontains",)),
        Kind("officials", "official", Official, OfficialForm, ("display_name", "sort_name", "nationality"),
             ("display_name__icontains", "sort_name__icontains")),
        Kind("offices", "office", Office, OfficeForm, ("title", "country", "level", "branch", "organisation"),
             BY_TITLE),
        Kind("tenures", "tenure", Tenure, TenureForm, ("official", "office", "start", "end"),
             ("official__display_name__icontains",)),
        Kind("relations", "relation", Relation, RelationForm, ("first", "second"), ("key__icontains",)),
        Kind("agreements", "agreement", Agreement, AgreementForm, ("title", "kind"), BY_TITLE),
        Kind("sources", "source", Source, SourceForm, SOURCE, ("title__icontains", "url__icontains")),
        Kind("events", "event", Event, EventForm, ("title", "kind", "start", "end"), BY_TITLE),
        Kind("meetings", "meeting", Meeting, MeetingForm, ("event", "kind", "title", "date"), BY_TITLE),
    )
}  # fmt: skip
