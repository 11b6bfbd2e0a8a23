"""Hold events and who took part in them, normalised, with the indexes their lists need."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Country(models.Model):
    """A country."""

    code = models.CharField(max_length=4, unique=True)
    name = models.TextField()


class Sector(models.Model):
    """A sector, or a sub-sector of its parent."""

    slug = models.SlugField(max_length=100, unique=True)
    name = models.TextField()
    parent = models.ForeignKey("self", models.CASCADE, null=True)


class Official(models.Model):
    """A person who acts for a country, in the office held last."""

    slug = models.SlugField(max_length=200, unique=True)
    name = models.TextField()
    country = models.ForeignKey(Country, models.CASCADE)
    office = models.TextField()
    level = models.CharField(max_length=40)


class Agreement(models.Model):
    """An agreement."""

    slug = models.SlugField(max_length=200, unique=True)
    title = models.TextField()
    kind = models.CharField(max_length=40)
    status = models.CharField(max_length=40)
    parties = models.ManyToManyField(Country)
    sectors = models.ManyToManyField(Sector)


class Event(models.Model):
    """An event, with the bounds of its date."""

    slug = models.SlugField(max_length=200, unique=True)
    title = models.TextField()
    summary = models.TextField()
    kind = models.CharField(max_length=20, db_index=True)
    visit_kind = models.CharField(max_length=30, null=True)  # noqa: DJ001  # as the record has it
    occurrence = models.CharField(max_length=20)
    edtf = models.CharField(max_length=64)
    earliest = models.DateField()
    latest = models.DateField()
    date_text = models.TextField()
    place = models.TextField(null=True)  # noqa: DJ001  # likewise
    place_country = models.ForeignKey(Country, models.CASCADE, related_name="+")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    cameo = models.CharField(max_length=10)
    plover = models.CharField(max_length=20)
    published_at = models.DateTimeField()
    countries = models.ManyToManyField(Country, through="EventCountry")
    sectors = models.ManyToManyField(Sector)
    agreements = models.ManyToManyField(Agreement)
    words = SearchVectorField(null=True)

    class Meta:
        ordering = ["-latest", "-id"]
        indexes = [
            models.Index(fields=["-latest", "-id"], name="event_by_date"),
            GinIndex(fields=["words"], name="event_by_words"),
        ]


class EventCountry(models.Model):
    """A country taking part, and its side."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sides")
    country = models.ForeignKey(Country, models.CASCADE)
    side = models.CharField(max_length=20)


class Source(models.Model):
    """Where an event was read."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sources")
    publisher = models.TextField()
    title = models.TextField()
    url = models.TextField()
    published = models.DateField()
    language = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)


class Meeting(models.Model):
    """A meeting inside an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=40)
    medium = models.CharField(max_length=20)
    title = models.TextField()
    sectors = models.ManyToManyField(Sector)


class Participation(models.Model):
    """An official taking part in a meeting, with the office held on that day."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participations")
    official = models.ForeignKey(Official, models.CASCADE)
    country = models.ForeignKey(Country, models.CASCADE)
    side = models.CharField(max_length=20)
    role = models.CharField(max_length=40)
    presence = models.CharField(max_length=20)
    office = models.TextField()
    level = models.CharField(max_length=40)


class Statement(models.Model):
    """What was said in an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="statements")
    meeting = models.ForeignKey(Meeting, models.CASCADE)
    speaker = models.ForeignKey(Official, models.CASCADE)
    sector = models.ForeignKey(Sector, models.CASCADE)
    act = models.CharField(max_length=40)
    text = models.TextField()
    voice = models.CharField(max_length=40)
    modality = models.CharField(max_length=40)
    confidence = models.CharField(max_length=20)


class Passage(models.Model):
    """A quote of a source: of the event, or of a statement."""

    source = models.ForeignKey(Source, models.CASCADE)
    event = models.ForeignKey(Event, models.CASCADE, related_name="passages")
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, related_name="passages")
    start = models.IntegerField()
    end = models.IntegerField()
    exact = models.TextField()
