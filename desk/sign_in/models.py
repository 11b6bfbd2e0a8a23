"""Keep the guesses that were wrong, and which roles must have a second factor."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models


class Attempt(models.Model):
    """A wrong guess at an account or from an address, named by a keyed hash; kept for a day."""

    subject = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "-at"], name="attempts_at_subject")]

    def __str__(self) -> str:
        return f"{self.subject[:8]} {self.at:%Y-%m-%d %H:%M}"


class SecondFactorRule(models.Model):
    """A role whose people must have a second factor before they can do anything in the newsroom."""

    role = models.OneToOneField(Group, models.CASCADE, related_name="second_factor_rule")

    class Meta:
        verbose_name = "second factor required"
        verbose_name_plural = "second factors required"
        ordering = ["role__name"]

    def __str__(self) -> str:
        return f"{self.role} must have a second factor"
