"""The walls of the house stand: imports go one way, files stay small, and nothing acts unseen."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("config", "publication", "relations", "events", "desk")
LINES_MOST = 250
LINES_EVER = 400
FUNCTION_LINES_MOST = 50
NO_ROOMS = {"utils", "helpers", "common", "core", "services"}

LONG: dict[str, str] = {
    "publication/vocabulary.py": "one page of words without logic: a nomenclature is read as a whole",
    "publication/static/publication/site.css": "one style sheet of the whole site: tokens, then its parts",
}
"""Files that may be longer than LINES_MOST, each with the reason; none may be longer than LINES_EVER."""


def python_files(*folders: str) -> list[Path]:
    """List our Python files, migrations apart: makemigrations writes them and they are never edited."""
    found = chain.from_iterable((ROOT / folder).rglob("*.py") for folder in folders)
    return sorted(path for path in found if path.parent.name != "migrations")


CODE = python_files(*ROOMS)
WRITTEN = [
    *CODE,
    *python_files("tests"),
    *(path for folder in (*ROOMS, "templates") for kind in ("html", "css", "js")
      for path in sorted((ROOT / folder).rglob(f"*.{kind}"))),
]  # fmt: skip


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def syntax(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text()))


def test_imports_go_one_way():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert " 0 broken." in done.stdout


def test_files_stay_small():
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in WRITTEN}
    long = {name: lines for name, lines in lengths.items() if lines > LINES_MOST}
    assert {name: lines for name, lines in long.items() if name not in LONG or lines > LINES_EVER} == {}


def test_only_long_files_are_excused():
    assert [name for name in LONG if len((ROOT / name).read_text().splitlines()) <= LINES_MOST] == []


def test_every_function_fits_on_a_screen():
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in [*CODE, *python_files("tests")]
        for node in syntax(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES_MOST
    ]
    assert long == []


def test_no_room_is_a_drawer_for_all_sorts():
    assert [name_of(path) for path in CODE if NO_ROOMS & {path.stem, *path.relative_to(ROOT).parts}] == []


def test_nothing_acts_by_signal():
    heard = [f"{name_of(path)}:{node.lineno}" for path in CODE for node in signals_named(path)]
    assert heard == []


def signals_named(path: Path) -> Iterator[ast.stmt | ast.expr]:
    """Find where a file imports Django's signals or reaches for them through a module."""
    for node in syntax(path):
        if isinstance(node, ast.ImportFrom):
            words = {*(node.module or "").split("."), *(each.name for each in node.names)}
        elif isinstance(node, ast.Import):
            words = {word for each in node.names for word in each.name.split(".")}
        elif isinstance(node, ast.Attribute):
            words = {node.attr}
        else:
            continue
        if words & {"dispatch", "signals", "post_save", "m2m_changed"}:
            yield node


def test_no_model_hides_logic_in_saving():
    saving = [
        f"{model._meta.label}.{verb}"
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        for verb in ("save", "delete", "bulk_create")
        if any(verb in vars(each) for each in model.__mro__ if each.__module__.split(".")[0] in ROOMS)
    ]
    assert saving == []


def test_no_foreign_key_enters_or_leaves_the_public_record():
    crossing = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation
        and field.related_model
        and not field.auto_created
        and (model._meta.app_label == "publication") != (field.related_model._meta.app_label == "publication")
    ]
    assert crossing == []
