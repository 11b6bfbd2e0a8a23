"""Hash quickly: the tests are about counting, not about the cost of one guess."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _hash_quickly(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
