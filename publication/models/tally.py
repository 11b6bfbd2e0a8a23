"""Keep counts per year, so that no page counts rows."""

from django.db import models


class Tally(models.Model):
    """How many published records of a type and kind carry a tag in a year.

    ``tag`` is empty for the count over all records; ``year`` is 0 where the date does not settle one year.
    """

    pk = models.CompositePrimaryKey("type", "tag", "year", "kind")
    type = models.CharField(max_length=20)
    tag = models.CharField(max_length=240)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    count = models.IntegerField()
