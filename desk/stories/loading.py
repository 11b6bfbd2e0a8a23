"""Load a story recorded by hand as working copies, and take it through the one door."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import structlog
from django.db import transaction

from desk.stories.entering import there
from desk.stories.happening import write_event
from desk.stories.reading import StoryRefused, read_record, read_text
from desk.stories.release import publish_story
from desk.stories.standing import write_standing
from events.models import Event

__all__ = ["MUNIR_VISIT", "StoryRefused", "load_story", "publish_story"]

MUNIR_VISIT = Path(__file__).parent / "data" / "munir-visit.json"

log = structlog.get_logger(__name__)


def load_story(path: Path, *, by: str, at: datetime) -> Event:
    """Write the working copies of a record file, all or none; give back the event.

    Takes the record file's path, who loads it and when (for the log). An event that is there by its key is
    given back untouched, so a second run changes nothing and an editor's work stays. Raises ``StoryRefused``
    with a sentence where the files, or the countries and sectors they need, are missing or do not fit.
    """
    record = read_record(path)
    if known := there(Event, key=record.event.key):
        return known
    text = read_text(record.source, path.parent)
    with transaction.atomic():
        event = write_event(record.event, write_standing(record, text))
    log.info("story_loaded", story=event.key, by=by, at=at.isoformat())
    return event
