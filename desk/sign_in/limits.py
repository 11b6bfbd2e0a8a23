"""Slow down and lock out guessing, at one account and from one address, for all workers together.

A guess is written down before it is looked at and taken off again if it was right, so guesses that come
at once are counted too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from desk.sign_in.models import Attempt

TOO_MANY: Final = "too_many"
"""The code of the refusal to look at a guess at all."""

Limits = Sequence[tuple[int, int]]
"""How many wrong guesses are let pass, and within how many seconds."""

KEPT: Final = timedelta(days=1)
"""How long a wrong guess is remembered; no limit looks further back."""

FORGET = """
    DELETE FROM desk_attempt WHERE id IN (
        SELECT id FROM desk_attempt WHERE at < %s FOR UPDATE SKIP LOCKED
    )
"""  # skipping what another request holds, two never wait for each other
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class Guess:
    """A guess that counts as wrong until it is told to have been right."""

    def __init__(self, attempts: Sequence[Attempt]) -> None:
        self._attempts = attempts

    def was_right(self) -> None:
        """Take it off the count."""
        Attempt.objects.filter(pk__in=[attempt.pk for attempt in self._attempts]).delete()


def guess_password(request: HttpRequest, name: str) -> Guess:
    """Count a guess at the password of a name, whether or not there is such an account."""
    return _guess(request, account(name))


def guess_code(request: HttpRequest, person: int) -> Guess:
    """Count a guess at the second factor of somebody (their number)."""
    return _guess(request, _subject("code", str(person)))


def account(name: str) -> str:
    """Give the subject of a name: one for all spellings that might be taken for each other."""
    return _subject("name", unicodedata.normalize("NFKC", name).strip().casefold())


def forgive(name: str) -> None:
    """Forget the wrong guesses at a name."""
    Attempt.objects.filter(subject=account(name)).delete()


def _guess(request: HttpRequest, at_account: str) -> Guess:
    limits = {
        at_account: settings.GUESSES_AT_ACCOUNT,
        _subject("address", network(request)): settings.GUESSES_FROM_ADDRESS,
    }
    return take(limits, timezone.now())


@transaction.atomic
def take(limits: Mapping[str, Limits], at: datetime) -> Guess:
    """Write a guess down at each subject; refuse with a ``ValidationError`` while one must wait."""
    with connection.cursor() as cursor:
        for subject in sorted(limits):
            cursor.execute(ALONE, [subject])
        cursor.execute(FORGET, [at - KEPT])
    wait = max(_wait(subject, pairs, at) for subject, pairs in limits.items())
    if wait > timedelta():
        raise refusal(wait)
    attempts = [Attempt(subject=subject, at=at) for subject in limits]
    return Guess(Attempt.objects.bulk_create(attempts))


def refusal(wait: timedelta) -> ValidationError:
    """Say how long to wait, the same for every account there is or is not."""
    seconds = ceil(wait.total_seconds())
    said = f"{seconds} seconds" if seconds < 120 else f"{ceil(seconds / 60)} minutes"
    sentence = f"Too many wrong attempts. Try again in {said}."
    return ValidationError(sentence, code=TOO_MANY, params={"seconds": seconds})


def _wait(subject: str, limits: Limits, at: datetime) -> timedelta:
    most = max(wrong for wrong, _ in limits)
    newest = Attempt.objects.filter(subject=subject).order_by("-at").values_list("at", flat=True)[:most]
    times = list(newest)
    waits = [
        times[wrong - 1] + timedelta(seconds=within) - at for wrong, within in limits if len(times) >= wrong
    ]
    return max(waits, default=timedelta())


def network(request: HttpRequest) -> str:
    """Give the address that asks; of an IPv6 address its /64, as one machine has all of that."""
    address = ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)


def _subject(kind: str, what: str) -> str:
    return salted_hmac(f"desk.sign_in.{kind}", what, algorithm="sha256").hexdigest()
