"""Give pages to the W3C's checker of HTML, the Nu Html Checker: a program in Java that knows the standard."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

INSTALLED = Path(__file__).resolve().parents[2] / ".checker/node_modules/vnu-jar/build/dist/vnu.jar"
"""Where .ci/checker puts it."""
HOW = ("--format", "json", "--errors-only", "--no-langdetect")
NO_JAVA = "No Java was found for the checker of HTML; .ci/checker installs both."
NO_CHECKER = "No checker of HTML was found at {}; .ci/checker installs it, or name one in VNU_JAR."


def jar() -> Path:
    """Return the checker's path: the one named in VNU_JAR, else where it is installed."""
    return Path(os.environ.get("VNU_JAR") or INSTALLED)


def must_be_there() -> None:
    """Skip the test where pages cannot be checked, or fail where REQUIRE_CHECKER is 1."""
    reason = "" if jar().is_file() else NO_CHECKER.format(jar())
    reason = reason if shutil.which("java") else NO_JAVA
    if reason and os.environ.get("REQUIRE_CHECKER") == "1":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


def errors(pages: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """Check pages, by what they are called, all in one run; give those with errors, each error as a line."""
    files = {f"{number:04}.html": name for number, name in enumerate(pages)}
    for file, name in files.items():
        (folder / file).write_bytes(pages[name])
    found: dict[str, list[str]] = {}
    for message in messages(folder):
        name = files.get(message.get("url", "").rpartition("/")[2], "the checker itself")
        found.setdefault(name, []).append(told(message))
    return found


def messages(folder: Path) -> list[dict[str, Any]]:
    """Let the checker read all pages of a folder; refuses what is no report."""
    done = subprocess.run(
        ["java", "-jar", str(jar()), *HOW, str(folder)], capture_output=True, encoding="utf-8", check=False
    )
    try:
        found: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError):
        pytest.fail(f"The checker ended with {done.returncode} and no report: {done.stderr[:2000]}")
    return found


def told(message: Mapping[str, Any]) -> str:
    """Tell an error, with its line and what stands there."""
    extract = " ".join(message.get("extract", "").split())
    return f"line {message.get('lastLine', '?')}: {message['message']} It reads: {extract}"
