"""Publish a site with a page of every type, and name those pages."""

from __future__ import annotations

from typing import Final

from events.models import Event
from publication.downloads import make as make_downloads
from publication.publishing import retract, withdraw
from tests import cast
from tests.publication.library import publish_a_library
from tests.publication.records import ended

PAGES: Final = [
    "/",
    "/events/",
    "/events/?kind=holiday",
    "/events/?kind=call&pair=KZ-UZ&from=2030",
    "/meetings/",
    "/relations/",
    "/countries/",
    "/officials/",
    "/agreements/",
    "/sectors/",
    "/events/munir-astana-2024/",
    "/events/munir-astana-2024/versions/",
    "/events/munir-astana-2024/versions/1/",
    "/events/call-2022/",
    "/events/no-year/",
    "/relations/KZ-PK/",
    "/countries/KZ/",
    "/officials/asim-munir/",
    "/agreements/kz-pk-peacekeeping/",
    "/sectors/defence/",
    "/relations/KZ-PK/pictures/levels/",
    "/facets/events/?pair=KZ-PK",
    "/matrix/?kind=visit",
    "/search/?q=munir",
    "/search/?q=zzzz",
    "/changes/",
    "/api/",
    "/data/",
    "/nothing/",
]
"""Public pages of every type and state; call-2022 is withdrawn and no-year retracted."""


def publish_a_site() -> None:
    """Publish one of every kind, end two, and write the files of a day."""
    publish_a_library()
    withdraw(ended(Event.objects.get(key="call-2022")), by=cast.EDITOR, at=cast.NOW)
    retract(ended(Event.objects.get(key="no-year")), by=cast.EDITOR, at=cast.NOW)
    make_downloads(at=cast.NOW)
