"""The environment decides between local and server mode, and what is not understood stops the start."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config.environment import kept_secret

PRINT = """
import json
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
try:
    names = ["LOCAL", "DEBUG", "ALLOWED_HOSTS", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE"]
    values = {name: getattr(settings, name) for name in names}
    print(json.dumps(values | {"DATABASES": settings.DATABASES}))
except ImproperlyConfigured as error:
    print(json.dumps({"error": str(error)}))
"""
SERVER = {
    "DATABASE_URL": "postgresql://desk:p%40ss@db.example:5433/chancery?sslmode=require",
    "SECRET_KEY": "a secret of the test that is long enough to be one",
    "ALLOWED_HOSTS": "chancery.example, www.chancery.example",
}


def settings_under(tmp_path: Path, **variables: str) -> dict[str, Any]:
    kept = {name: os.environ[name] for name in ["PATH", "HOME"] if name in os.environ}
    environment = kept | {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path)} | variables
    done = subprocess.run(
        [sys.executable, "-c", PRINT], env=environment, capture_output=True, text=True, check=True
    )
    values: dict[str, Any] = json.loads(done.stdout)
    return values


def test_without_variables_only_this_machine_may_call(tmp_path: Path) -> None:
    values = settings_under(tmp_path)
    assert values["LOCAL"]
    assert not values["DEBUG"]
    assert values["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert not values["SESSION_COOKIE_SECURE"]


def test_locally_public_reads_use_the_restricted_role(tmp_path: Path) -> None:
    databases = settings_under(tmp_path)["DATABASES"]
    assert databases["default"]["USER"] == "chancery"
    assert databases["public"]["USER"] == "chancery_public"
    assert databases["public"]["NAME"] == databases["default"]["NAME"]


def test_a_database_url_makes_it_a_server(tmp_path: Path) -> None:
    values = settings_under(tmp_path, **SERVER)
    assert values["ALLOWED_HOSTS"] == ["chancery.example", "www.chancery.example"]
    assert values["SESSION_COOKIE_SECURE"]
    assert values["SECURE_HSTS_SECONDS"] > 0
    default = values["DATABASES"]["default"]
    assert (default["HOST"], default["PORT"], default["NAME"]) == ("db.example", "5433", "chancery")
    assert (default["USER"], default["PASSWORD"]) == ("desk", "p@ss")
    assert default["OPTIONS"]["sslmode"] == "require"
    assert values["DATABASES"]["public"]["USER"] == "desk"


def test_public_reads_go_to_the_public_database_where_one_is_given(tmp_path: Path) -> None:
    url = "postgresql://reader@replica.example/chancery"
    databases = settings_under(tmp_path, **SERVER, PUBLIC_DATABASE_URL=url)["DATABASES"]
    assert databases["default"]["HOST"] == "db.example"
    assert (databases["public"]["HOST"], databases["public"]["USER"]) == ("replica.example", "reader")


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_a_server_must_be_told_its_secret_and_its_hosts(tmp_path: Path, missing: str) -> None:
    given = {name: value for name, value in SERVER.items() if name != missing}
    assert settings_under(tmp_path, **given)["error"] == f"{missing} is required once DATABASE_URL is set."


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "maybe", "DEBUG is 'maybe'; allowed are true and false."),
        ("WEB_THREADS", "0", "WEB_THREADS is '0'; allowed are whole numbers from 1 to 64."),
        ("WEB_THREADS", "two", "WEB_THREADS is 'two'; allowed are whole numbers from 1 to 64."),
        ("LOG_FORMAT", "xml", "LOG_FORMAT is 'xml'; allowed are json, text."),
    ],
)
def test_an_odd_value_is_refused_with_what_is_allowed(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    assert settings_under(tmp_path, **{name: value})["error"] == sentence


def test_a_database_url_of_another_kind_is_refused(tmp_path: Path) -> None:
    error = settings_under(tmp_path, **(SERVER | {"DATABASE_URL": "mysql://desk@db.example/chancery"}))[
        "error"
    ]
    assert error == "DATABASE_URL must look like postgresql://user:password@host:5432/name."


def test_a_web_process_limits_its_queries(tmp_path: Path) -> None:
    web = settings_under(tmp_path, CHANCERY_PROCESS="web")["DATABASES"]["public"]["OPTIONS"]["options"]
    command = settings_under(tmp_path)["DATABASES"]["default"]["OPTIONS"]["options"]
    assert "statement_timeout=5000" in web
    assert command == ""


def test_the_local_secret_is_kept_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret_key"
    secret = kept_secret(path)
    assert len(secret) > 50
    assert kept_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
