"""Make small tables, and load them as a person would."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from relations.dates import PartialDate

Cells = dict[str, str]

VISIT = {
    "key": "1",
    "kind": "visit",
    "visit_kind": "official",
    "start": "2024-05-17",
    "end": "2024-05-19",
    "place": "Astana",
    "place_country": "Kazakhstan",
    "visitors": "Pakistan",
    "hosts": "KZ",
    "visitor_name": "Amina Rahim",
    "visitor_office": "Minister for Water",
    "visitor_level": "other_minister",
    "sectors": "water",
    "source_publisher": "Gazette",
    "source_title": "Official gazette",
    "source_url": "https://example.org/gazette",
}
TENURE = {
    "key": "1",
    "name": "Amina Rahim",
    "id": "Q99001",
    "country": "Pakistan",
    "office": "Minister for Water",
    "level": "other_minister",
    "start": "2023-03",
    "end": "2025-01-31",
}
TREATY = {
    "key": "1",
    "title": "Agreement on the Upper River",
    "kind": "intergovernmental_agreement",
    "parties": "Pakistan; Kazakhstan",
    "signed": "2001-02-03",
    "signed_place": "Astana",
    "entered_into_force": "2002",
    "sectors": "water",
}


def table(path: Path, *rows: Cells, separator: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows with the columns of the first."""
    out = StringIO()
    written = csv.DictWriter(out, fieldnames=list(rows[0]), delimiter=separator)
    written.writeheader()
    written.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def edtf(date: PartialDate | None) -> str:
    """Give the text of a date; empty for none."""
    return date.edtf if date else ""


def load(format: str, *files: Path, **options: object) -> str:
    """Load tables; give what the command says."""
    out = StringIO()
    call_command("load", *map(str, files), format=format, stdout=out, **options)
    return out.getvalue()
