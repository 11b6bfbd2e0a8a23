"""Give the desk's templates its instants, and the addresses where work goes on."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from desk import zones
from publication.pages.words import instant_text

register = template.Library()


@register.filter
def here(at: datetime | None) -> SafeString | str:
    """Show an instant in the newsroom's zone, the instant itself in the ``time`` element."""
    if at is None:
        return ""
    exact = instant_text(at.astimezone(UTC))
    return format_html('<time datetime="{}">{}</time>', exact, zones.instant_words(at))


@register.filter
def age(since: datetime, now: datetime) -> str:
    """Say how long ago an instant was."""
    return zones.age_words(since, now)
