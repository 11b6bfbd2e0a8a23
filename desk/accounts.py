"""Make an account for each role of the newsroom on a fresh machine."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from django.contrib.auth.models import Group, User
from django.db import transaction

from publication.rights import NewsroomRole

PASSWORD_BYTES = 12
"""96 random bits, written as 16 characters."""


class NewAccount(NamedTuple):
    """An account just made, with its password, which is kept nowhere in clear."""

    name: str
    password: str


@transaction.atomic
def make_accounts() -> list[NewAccount]:
    """Make one account for each role, named like it, unless an account of that name is there.

    Gives the new ones with their random passwords, which can never be read again; accounts that are there
    keep their password and role.
    """
    there = set(User.objects.filter(username__in=NewsroomRole.values).values_list("username", flat=True))
    return [_make_account(role) for role in NewsroomRole if role.value not in there]


def _make_account(role: NewsroomRole) -> NewAccount:
    made = NewAccount(role.value, secrets.token_urlsafe(PASSWORD_BYTES))
    # Staff, because the admin opens to staff only; what it shows depends on the group.
    user = User.objects.create_user(made.name, password=made.password, is_staff=True)
    user.groups.add(Group.objects.get(name=role.value))
    return made
