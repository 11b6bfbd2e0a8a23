"""Hold answers of the write API for requests that are sent again."""

from __future__ import annotations

from django.conf import settings
from django.db import models

KEY_LENGTH = 255


class KeptAnswer(models.Model):
    """The answer to a request that named an Idempotency-Key; it stands if and only if its effect does.

    ``request`` is method and address, ``sha256`` the hash of the body in hexadecimal.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    request = models.TextField()
    sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    body = models.BinaryField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.request}: {self.status}"
