"""Hold personal tokens; of each secret the hash alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from desk.tokens.scopes import Scope, verbs_of_scopes
from publication.identity import new_id
from publication.rights import Verb

NAME_LENGTH = 80


class TokenQuerySet(models.QuerySet["Token"]):
    """Choose among tokens."""

    def valid(self, at: datetime) -> TokenQuerySet:
        """Choose those that open the write API at an instant."""
        return self.filter(revoked_at=None, expires_at__gt=at, user__is_active=True)


class Token(models.Model):
    """What a program sends to act for a person, within some scopes and until a day.

    ``sha256`` is the hash of the secret in hexadecimal; the secret is shown once and kept nowhere.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=NAME_LENGTH)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "personal token"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"], condition=Q(revoked_at=None), name="token_named_once"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at"))
                & Q(expires_at__lte=F("created_at") + timedelta(days=366)),
                name="token_lives_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=Q(scopes__len__gt=0) & Q(scopes__contained_by=Scope.values),
                name="token_has_known_scopes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.user})"

    @property
    def verbs(self) -> frozenset[Verb]:
        """List what it may do where its person may."""
        return verbs_of_scopes(self.scopes)

    @property
    def scope_words(self) -> str:
        """Name its scopes in the order of the table."""
        return ", ".join(scope.value for scope in Scope if scope in self.scopes)

    def state(self, at: datetime) -> str:
        """Say in a word whether it is valid at an instant."""
        if self.revoked_at is not None:
            return "revoked"
        return "valid" if self.expires_at > at else "expired"
