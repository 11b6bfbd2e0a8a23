"""Hold the rows that search reads: what each record is found by, and the words that names are made of."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from publication.models.listing import Listing


class SearchRow(models.Model):
    """The words of one published record: its names and all its prose as a vector.

    The vector also holds marks of the type and of the year, month and day, so that the index alone finds what
    is newest.
    """

    listing = models.OneToOneField(Listing, primary_key=True, on_delete=models.CASCADE, related_name="search")
    type = models.CharField(max_length=20)
    sort_on = models.DateField(help_text="The day its listing stands at.")
    names = models.TextField(help_text="Title and other names, folded: lower case, no accents.")
    prose = models.TextField(help_text="The words a snippet is cut from.")
    vector = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="search_by_words", fastupdate=True)]


class Word(models.Model):
    """A word that stands in names of published records, and in how many of them.

    By these few words, and not by the many names, a search is read as it was meant.
    """

    word = models.CharField(max_length=40, primary_key=True, db_collation="C")
    sound = models.TextField(db_collation="C", help_text="The word as it sounds.")
    count = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["sound"], name="word_by_sound"),
            GinIndex(fields=["sound"], opclasses=["gin_trgm_ops"], name="word_by_likeness"),
        ]

    def __str__(self) -> str:
        return self.word
