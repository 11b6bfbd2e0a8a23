"""Read a story from its two files: the record and the text it was read from."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from desk.stories.record import SourcePart, StoryRecord


class StoryRefused(Exception):
    """The story cannot be loaded; the message is a sentence for people."""


def read_record(path: Path) -> StoryRecord:
    """Read a record file (JSON, UTF-8).

    Raises ``StoryRefused`` where there is no such file, or it is of another shape: names the first place.
    """
    try:
        return StoryRecord.model_validate_json(path.read_bytes())
    except OSError as error:
        raise StoryRefused(f"The record file {path} cannot be read: {error.strerror}.") from error
    except ValidationError as refused:
        first = refused.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "the file"
        raise StoryRefused(f"{path.name}: {place}: {first['msg']}.") from refused


def read_text(source: SourcePart, folder: Path) -> str:
    """Read the story's text; line ends are kept as they are, since offsets count them.

    Raises ``StoryRefused`` where the file is missing, is not UTF-8, or is not the text that was read.
    """
    try:
        text = (folder / source.file).read_bytes().decode("utf-8")
    except OSError as error:
        raise StoryRefused(f"The text {source.file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise StoryRefused(f"The text {source.file} is not UTF-8 at byte {error.start}.") from error
    if sha256(text.encode()).hexdigest() != source.sha256:
        raise StoryRefused(f"The text {source.file} is not the one that was read: its sha256 differs.")
    return text
