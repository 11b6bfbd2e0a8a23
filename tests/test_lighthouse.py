"""A page at which Lighthouse fails or hangs is looked at again, and given up with a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench import lighthouse

REPORT = '{"categories": {}}'


@pytest.fixture
def npx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand before npx on the path: a script yet to be written."""
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(lighthouse, "PATIENCE", 2)
    return tmp_path / "npx"


def write(script: Path, *lines: str) -> None:
    script.write_text("\n".join(("#!/bin/sh", *lines)))
    script.chmod(0o755)


def test_what_hangs_once_is_tried_again(npx: Path) -> None:
    write(npx, f"[ -e {npx}.hung ] && echo '{REPORT}' && exit", f"touch {npx}.hung", "exec sleep 60")
    assert lighthouse.judged("/", "chromium", desktop=False) == {"categories": {}}


def test_what_hangs_each_time_is_given_up(npx: Path) -> None:
    write(npx, "exec sleep 60")
    with pytest.raises(SystemExit, match=r"could not look at /:\nIt took more than 2 seconds."):
        lighthouse.judged("/", "chromium", desktop=False)
