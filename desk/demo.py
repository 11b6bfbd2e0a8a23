"""Fill an installation with the content that ships with it: what ``manage.py demo`` does before it serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from desk.facts.loading import keys_of, load_facts
from desk.facts.reading import read_facts
from desk.loading.choosing import FORMATS, guess_format
from desk.loading.files import Unreadable, find_files
from desk.loading.releasing import BATCH, Release
from desk.stories.loading import MUNIR_VISIT, load_story, publish_story
from publication.drafting import Problem, Publishable
from publication.publishing import Refused
from relations.models import Country, Sector
from relations.reference.loading import load_countries, load_sectors

BY = "demo"
"""Who published, in the ledger."""

STORY_KEY = "munir-kazakhstan-visit"
"""The event of the story that ships."""

Shipped = dict[type[Publishable], Collection[str]]
"""The keys of the records that ship with the product, by kind, in the order of publication."""


class Tell(Protocol):
    """Hear how far a piece of work has come; ``total`` is none where it cannot be counted."""

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Take the name of the work, and how much of it is done."""


class ServerMode(Exception):
    """Something that only local mode may do was asked of a server."""


class NotLoadable(Exception):
    """A file that was to be loaded as well is missing or fits no format."""


def start_over() -> None:
    """Drop the local database and make an empty one; refuse in server mode with ``ServerMode``."""
    if not settings.LOCAL:
        raise ServerMode("Only the local database can be dropped and made anew, and DATABASE_URL is set.")
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")


def sort_files(given: Iterable[Path]) -> dict[str, list[Path]]:
    """Sort files, and those in folders, by the format each fits; ``NotLoadable`` names one that fits none."""
    sorted_files: dict[str, list[Path]] = defaultdict(list)
    for path in find_files(given):
        if isinstance(path, Unreadable):
            raise NotLoadable(str(path))
        if not path.is_file():
            raise NotLoadable(f"{path}: there is no such file.")
        name = guess_format(path)
        if name is None:
            raise NotLoadable(f"{path}: the file fits none of the formats {', '.join(FORMATS)}.")
        sorted_files[name].append(path)
    return sorted_files


def load_more(files: Mapping[str, list[Path]]) -> None:
    """Load and publish more files, as ``manage.py load`` does."""
    for name, paths in files.items():
        call_command("load", *map(str, paths), "--as", name, "--publish")


def migrate(tell: Tell) -> None:
    """Bring the tables up to date; one look when they are."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        tell("Preparing the database", 0, None)
        call_command("migrate", verbosity=0, interactive=False)
        tell("Preparing the database", len(plan), len(plan))


def fill(*, at: datetime, tell: Tell) -> list[Problem]:
    """Load and publish what ships and has never been public; give what was refused.

    Records that editors have touched, published or taken back are left alone, so a second run changes
    nothing.
    """
    shipped = load_shipped(tell)
    story = load_story(MUNIR_VISIT, by=BY, at=at)
    problems = publish_shipped(shipped, at=at, tell=tell)
    try:
        if publish_story(story, by=BY, at=at):
            tell("Publishing the Munir visit", 1, 1)
    except Refused as refused:
        problems += refused.problems
    return problems


def load_shipped(tell: Tell) -> Shipped:
    """Make the working copies that are missing."""
    shipped: Shipped = {}
    for kind, loaded in ((Sector, load_sectors()), (Country, load_countries())):
        shipped[kind] = (*loaded.made, *loaded.kept)
    made = load_facts().total()
    if made:
        tell("Reading the compiled facts", made, made)
    return shipped | keys_of(read_facts())


def publish_shipped(
    shipped: Mapping[type[Publishable], Collection[str]], *, at: datetime, tell: Tell
) -> list[Problem]:
    """Publish those that the public has never seen, each kind after those it mentions."""
    release = Release(BY, lambda: at)
    return [problem for kind, keys in shipped.items() for problem in _publish_kind(kind, keys, release, tell)]


def _publish_kind(
    kind: type[Publishable], keys: Collection[str], release: Release, tell: Tell
) -> list[Problem]:
    rows = kind._default_manager.filter(key__in=keys).unpublished()  # type: ignore[attr-defined]
    waiting = {draft.pk: draft for draft in rows.order_by("pk")}
    drafts = list(waiting.values())
    problems: list[Problem] = []
    for start in range(0, len(drafts), BATCH):
        batch = drafts[start : start + BATCH]
        release.publish(batch, "", lambda pk, why: problems.append(Problem(str(waiting[pk]), why)))
        tell(f"Publishing {kind._meta.verbose_name_plural}", start + len(batch), len(drafts))
    return problems
