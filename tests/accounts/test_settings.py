"""Single sign-on is off unless an issuer is named, and half of it stops the start with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.test_settings import SERVER, settings_under

ISSUER = {
    "OIDC_ISSUER": "https://sign.example/",
    "OIDC_CLIENT_ID": "chancery",
    "OIDC_CLIENT_SECRET": "a secret",
}


def test_a_server_starts_without_and_with_single_sign_on(tmp_path: Path) -> None:
    assert "error" not in settings_under(tmp_path, **SERVER)
    assert "error" not in settings_under(tmp_path, **SERVER, **ISSUER, OIDC_NAME="The Steppe Gazette")


@pytest.mark.parametrize("missing", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_half_of_it_is_refused(tmp_path: Path, missing: str) -> None:
    given = {name: value for name, value in ISSUER.items() if name != missing}
    told = settings_under(tmp_path, **SERVER, **given)
    assert told["error"] == f"{missing} is required once OIDC_ISSUER is set."


@pytest.mark.parametrize("issuer", ["http://sign.example", "sign.example", "javascript:alert(1)"])
def test_an_issuer_in_the_clear_is_refused(tmp_path: Path, issuer: str) -> None:
    told = settings_under(tmp_path, **SERVER, **(ISSUER | {"OIDC_ISSUER": issuer}))
    assert told["error"] == f"OIDC_ISSUER is {issuer!r}; it must begin with https://."


@pytest.mark.parametrize("most", ["9", "1001", "many"])
def test_the_limit_of_an_address_has_bounds(tmp_path: Path, most: str) -> None:
    told = settings_under(tmp_path, **SERVER, WRONG_PER_ADDRESS=most)
    assert told["error"] == f"WRONG_PER_ADDRESS is {most!r}; allowed are whole numbers from 10 to 1000."
