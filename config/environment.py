"""Read the environment strictly: a value that is not understood stops the start, with a sentence."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

env = Env()


def text(name: str, default: str = "") -> str:
    """Return a variable's text, blank edges removed."""
    return env.str(name, default).strip()


def flag(name: str, default: bool) -> bool:
    """Return yes or no; refuse anything but the usual words for either."""
    try:
        return env.bool(name, default)
    except EnvError as error:
        said = os.environ[name]
        raise ImproperlyConfigured(f"{name} is {said!r}; allowed are true and false.") from error


def number(name: str, default: int, least: int, most: int) -> int:
    """Return a whole number between `least` and `most`; refuse anything else."""
    said = text(name) or str(default)
    if not said.isdecimal() or not least <= int(said) <= most:
        raise ImproperlyConfigured(f"{name} is {said!r}; allowed are whole numbers from {least} to {most}.")
    return int(said)


def required(name: str, because: str) -> str:
    """Return a variable's text; refuse an absent or empty one, saying why it is needed."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is required {because}.")
    return value


def words(value: str) -> list[str]:
    """Return the comma-separated words of `value`, empty ones left out."""
    return [word.strip() for word in value.split(",") if word.strip()]


def choice(name: str, allowed: list[str], default: str) -> str:
    """Return one of the allowed words; refuse any other."""
    value = text(name) or default
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; allowed are {', '.join(allowed)}.")
    return value


def time_zone(value: str) -> str:
    """Return the name of a time zone (IANA); refuse one that nobody knows."""
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise ImproperlyConfigured(f"{value!r} is no time zone; write one such as Asia/Almaty.") from unknown


def database(name: str) -> dict[str, Any]:
    """Turn postgresql://user:password@host:port/name?option=value into Django's keys; refuse other schemes.

    A host that begins with / (percent-encoded, or given as `?host=`) is a socket folder.
    """
    parts = urlsplit(required(name, "to reach the database"))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must look like postgresql://user:password@host:5432/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
    }


def kept_secret(path: Path) -> str:
    """Return the secret kept in the file `path`; make one, readable by its owner alone, if there is none."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as new:  # made with mode 0600
            new.write(secrets.token_urlsafe(64))
            new.flush()
            with suppress(FileExistsError):  # another process was first: both use its secret
                os.link(new.name, path)
    return path.read_text().strip()
