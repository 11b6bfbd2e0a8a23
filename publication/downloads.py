"""Make dated snapshots of the whole record as files, and say which of them may be had.

A snapshot is never altered. While a record that it may hold is withdrawn or retracted it is silent, as the
earlier editions of that record are.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from typing import IO, Any, Final

import orjson
from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db.models import Q

from publication.exporting import KINDS, WRITERS, Counted, standing_still
from publication.formats.describing import datapackage, json_schema
from publication.models import Download, Listing
from publication.reading import PUBLIC
from publication.vocabulary import SILENT

Write = Callable[[Counted], int]

SCHEMA: Final = "record.schema.json"
PACKAGE: Final = "datapackage.json"


class StorageAway(Exception):
    """The storage of the files does not answer, or refuses us."""


def storage() -> Storage:
    """Give the place where the files are."""
    return storages["downloads"]


def make(*, at: datetime, origin: str = "") -> list[Download]:
    """Make a snapshot of the record as it stands; none where the newest one says the same already.

    ``origin`` is put before the paths of records in tables: scheme and host of the site.
    """
    with standing_still() as serial:
        if not serial or Download.objects.filter(serial=serial).exists():
            return []
        snapshot = f"{at:%Y-%m-%d}-{serial}"
        made = [
            _store(
                Download(name=f"{snapshot}/{name}", serial=serial, made_at=at, shelf=shelf, form=form), write
            )
            for name, shelf, form, write in _files(origin)
        ]
    described = orjson.dumps(datapackage(snapshot, made, origin))
    package = Download(name=f"{snapshot}/{PACKAGE}", serial=serial, made_at=at, form="json")
    made.append(_store(package, lambda out: out.write(described) and 0))
    return Download.objects.bulk_create(made)


def _files(origin: str) -> Iterator[tuple[str, str, str, Write]]:
    """Name each file with its shelf, its format and who writes it."""
    yield "record.jsonl", "", "jsonl", lambda out: WRITERS["jsonl"]("", out, origin)
    for form in ("csv", "parquet") if find_spec("pyarrow") else ("csv",):
        for shelf in KINDS:
            yield f"{shelf}.{form}", shelf, form, _writer(form, shelf, origin)
    schema = orjson.dumps(json_schema())
    yield SCHEMA, "", "json", lambda out: out.write(schema) and 0


def _writer(form: str, shelf: str, origin: str) -> Write:
    return lambda out: WRITERS[form](shelf, out, origin)


def _store(download: Download, write: Write) -> Download:
    """Write a file aside, count it, and put it into the storage."""
    with tempfile.TemporaryFile() as file:
        out = Counted(file)
        download.rows = write(out)
        download.size, download.sha256 = out.size, out.sha256
        file.seek(0)
        if storage().exists(download.name):
            storage().delete(download.name)  # of a run that was cut off before it was told of
        storage().save(download.name, File(file))
    return download


def standing(before: int | None = None) -> tuple[list[tuple[Download, bool]], int | None]:
    """List the files of the newest snapshots, of those ``before`` a serial where one is given.

    Gives each with whether it may be had, and the serial before which the list goes on where there are more.
    """
    earlier = Q(serial__lt=before) if before is not None else Q()
    newest = Download.objects.filter(earlier).order_by("-serial").values("serial").distinct()
    files = list(Download.objects.using(PUBLIC).filter(serial__in=newest[: settings.SNAPSHOTS + 1]))
    serials = list(dict.fromkeys(each.serial for each in files))
    last, ended = serials[: settings.SNAPSHOTS][-1:], _last_taken_back()
    more = last[0] if len(serials) > settings.SNAPSHOTS else None
    return [(each, each.serial >= ended) for each in files if more is None or each.serial >= more], more


def find(name: str) -> tuple[Download, bool] | None:
    """Find a file by its name, with whether it may be had."""
    found = Download.objects.using(PUBLIC).filter(name=name).first()
    return (found, found.serial >= _last_taken_back()) if found else None


def opened(download: Download) -> IO[Any]:
    """Open a file's bytes; raises ``FileNotFoundError`` where the storage lost them, or ``StorageAway``."""
    with _answering():
        file: IO[Any] = storage().open(download.name, "rb")
        file.seek(0)  # a bucket hands it over now
        return file


def kept(download: Download) -> bool:
    """Whether the storage has a file; raises ``StorageAway``."""
    with _answering():
        return storage().exists(download.name)


@contextmanager
def _answering() -> Iterator[None]:
    """Tell a file that is not there from a storage that is not, whatever its own errors are."""
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:
        raise StorageAway(str(error)) from error


def _last_taken_back() -> int:
    """Give the serial of the newest ending that silences what was said before, 0 where there is none."""
    ended = Listing.objects.using(PUBLIC).filter(state__in=SILENT).order_by("-serial")
    return ended.values_list("serial", flat=True).first() or 0
