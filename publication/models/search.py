"""Hold the narrow rows that search reads."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from publication.models.listing import Listing


class SearchRow(models.Model):
    """The words of one published record: its names for prefix and typo, all its prose as a vector."""

    listing = models.OneToOneField(Listing, primary_key=True, on_delete=models.CASCADE, related_name="search")
    type = models.CharField(max_length=20)
    names = models.TextField(help_text="Title and other names, folded: lower case, no accents.")
    prose = models.TextField(help_text="The words a snippet is cut from.")
    vector = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="search_by_words"),
            GinIndex(fields=["names"], opclasses=["gin_trgm_ops"], name="search_by_names"),
        ]
