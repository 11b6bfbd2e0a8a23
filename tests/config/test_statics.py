"""What the container gathers is served under hashed names, and scripts find one another there."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\./[^"']+)["']""")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.statics.HashedFiles"},
}


def test_scripts_import_files_that_were_gathered(tmp_path: Path) -> None:
    """Every import of our own scripts names a hashed file that lies beside it."""
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=STORAGES):
        call_command("collectstatic", interactive=False, verbosity=0)
    hashed = [
        path for path in (tmp_path / "desk").rglob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)
    ]
    wanted = [(path, name) for path in hashed for name in IMPORT.findall(path.read_text())]
    assert wanted
    assert [f"{path.name}: {name}" for path, name in wanted if not (path.parent / name).is_file()] == []
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for _, name in wanted)
