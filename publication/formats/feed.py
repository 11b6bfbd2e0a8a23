"""Write documents as an Atom feed (RFC 4287), paged (RFC 5005)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from publication.formats.characters import speakable
from publication.formats.frame import Frame, Json

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


class PagedFeed(Atom1Feed):
    """An Atom feed that says when the record changed, and leads to its other pages."""

    def latest_post_date(self) -> datetime:
        """Give when the newest entry was published; when the record changed where there is none."""
        dates = [item["updateddate"] for item in self.items]
        return max(dates) if dates else self.feed["changed"]  # type: ignore[no-any-return]

    def add_root_elements(self, handler: Any) -> None:
        """Add the links of paging to those every feed has."""
        super().add_root_elements(handler)
        for relation in ("first", "next", "previous"):
            if self.feed[relation]:
                handler.addQuickElement("link", "", {"rel": relation, "href": self.feed[relation]})


def feed(documents: Iterable[Json], frame: Frame) -> Iterator[str]:
    """Write one page of a feed, an entry for each document."""
    made = PagedFeed(
        title=speakable(frame.title),
        link=frame.page,
        description=None,
        language="en",
        author_name="Chancery",
        feed_url=frame.here,
        feed_guid=frame.address,
        changed=frame.changed or NEVER,
        first=frame.first,
        next=frame.next,
        previous=frame.previous,
    )
    for document in documents:
        made.add_item(**entry(document, frame))
    yield made.writeString("utf-8")


def entry(document: Json, frame: Frame) -> dict[str, Any]:
    """Tell of one record: its identity, its words and when this edition was published."""
    return {
        "title": speakable(document["title"]),
        "link": frame.whole(document["url"]),
        "description": escape(speakable(words(document))),  # the feed generator calls it HTML
        "unique_id": f"urn:uuid:{document['id']}",
        "pubdate": datetime.fromisoformat(document["first_published_at"]),
        "updateddate": datetime.fromisoformat(document["published_at"]),
        "categories": [speakable(each) for each in categories(document)],
    }


def words(document: Json) -> str:
    """Say when it was and what it was about; a date without a year says that it has none."""
    date = document.get("date") or document.get("established")
    parts = (date and date["text"], document.get("summary") or document.get("note"))
    return ". ".join(part for part in parts if part)


def categories(document: Json) -> list[str]:
    """Name what a record is filed under: kind, pairs and sectors."""
    sectors = [each["slug"] for each in document.get("sectors", [])]
    return [*filter(None, [document.get("kind")]), *document.get("pairs", []), *sectors]
