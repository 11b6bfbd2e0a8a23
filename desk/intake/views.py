"""Take a story's file over HTTP and make it a source."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import PurePath
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from desk.api.access import DeskView
from desk.api.forms.parts import SOURCE
from desk.api.kinds import KINDS
from desk.api.refusals import Conflict
from desk.api.views import make, shown, validated
from desk.intake.extracting import ENDINGS, extract
from desk.intake.story import FileRefused, Story
from publication.rights import Verb

TITLE_LENGTH: Final = 300
"""Characters of a first line at most, if it is to be the title."""
AROUND_FILE: Final = 64 * 1024
"""Bytes of a request beside its file."""


class Upload(DeskView):
    """Make a source of an uploaded file; its text stays in the newsroom."""

    parser_classes = (MultiPartParser,)

    def perform_authentication(self, request: Request) -> None:
        """Refuse what is far too large before any of it is read: the guard against forged posts reads it."""
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isdecimal() and int(length) > settings.SOURCE_FILE_MAX + AROUND_FILE:
            raise too_large()
        super().perform_authentication(request)

    def initial(self, request: Request, *given: Any, **named: Any) -> None:
        """Read the file, which may take long, before any transaction is begun."""
        super().initial(request, *given, **named)
        if request.method == "POST":
            self.need(Verb.CREATE, KINDS["sources"])
            self.told, file = fields_of(request), file_of(request)
            validated(KINDS["sources"], None, self.told)  # before the file, which takes longer
            self.story = story_of(file, self.told.get("language", ""))
            self.stem = PurePath(str(file.name)).stem

    def post(self, request: Request) -> Response:
        """Answer as for a source that was typed in; ``Read-As`` tells how the file was read."""
        kind, story = KINDS["sources"], self.story
        title = {"title": story.title or headline(story.text) or self.stem}
        with transaction.atomic():
            record, _ = make(kind, title | self.told | {"text": story.text}, self.by)
        answered = shown(self, kind, record.pk, HTTPStatus.CREATED)
        answered.headers["Read-As"] = story.read_as
        return answered


def too_large() -> Conflict:
    """Refuse a file by its size, with the size that is allowed."""
    sentence = f"A file has at most {settings.SOURCE_FILE_MAX // 1024 // 1024} MB."
    return Conflict([("file", sentence)], HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def fields_of(request: Request) -> dict[str, Any]:
    """Read what is told beside the file; refuse unknown names. What is left empty is not told."""
    unknown = [name for name in request.POST if name not in SOURCE]
    if unknown:
        sentence = f"There is no such field here; there are: file, {', '.join(SOURCE)}."
        raise ValidationError({name: [sentence] for name in unknown})
    return {name: value for name, value in request.POST.items() if value}


def file_of(request: Request) -> UploadedFile[Any]:
    """Take the one file."""
    files: list[UploadedFile[Any]] = [file for name in request.FILES for file in request.FILES.getlist(name)]
    if len(files) != 1 or "file" not in request.FILES:
        raise ValidationError({"file": [f"Send one file, as «file»; it may end in {ENDINGS}."]})
    (file,) = files
    if (file.size or 0) > settings.SOURCE_FILE_MAX:
        raise too_large()
    return file


def story_of(file: UploadedFile[Any], language: str) -> Story:
    """Read the file's text."""
    try:
        return extract(str(file.name), file.read(), language)
    except FileRefused as refused:
        raise ValidationError({"file": [str(refused)]}) from refused


def headline(text: str) -> str:
    """Give the first line, if it is as short as a headline."""
    line = text.split("\n", 1)[0].strip()
    return line if len(line) <= TITLE_LENGTH else ""
