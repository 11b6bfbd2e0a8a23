"""Make small files of the travels data set, and load them as a person would."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from xml.sax.saxutils import escape

from django.core.management import call_command

TRIP = {
    "id": "4113",
    "role": "president",
    "who": "biden-joseph-r",
    "name": "Joseph R. Biden",
    "start": "2021-06-09",
    "end": "2021-06-13",
    "country": "United Kingdom",
    "locale": "London, Cornwall",
    "remarks": "Met with Prime Minister Boris Johnson. Attended the G7 Summit.",
}
RUSK = {"role": "secretary", "who": "rusk-david-dean", "name": "David Dean Rusk"}

TRIP_XML = """
    <trip role="{role}" who="{who}">
        <id>{id}</id>
        <role>{role}</role>
        <name>{name}</name>
        <start-date>{start}</start-date>
        <end-date>{end}</end-date>
        <country id="whatever">{country}</country>
        <locale>{locale}</locale>
        <remarks>{remarks}</remarks>
        <created-by>somebody-of-the-staff</created-by>
    </trip>"""
TERM_XML = """
    <president n="1">
        <id>{who}</id>
        <name>{name}</name>
        <took-office-date>{start}</took-office-date>
        <left-office-date>{end}</left-office-date>
    </president>"""
CSV_COLUMNS = {
    "id": "id",
    "trip_role": "role",
    "trip_who": "who",
    "role": "role",
    "name": "name",
    "start_date": "start",
    "end_date": "end",
    "country": "country",
    "country_id": "country",
    "locale": "locale",
    "remarks": "remarks",
}
"""The columns of the table, and the fact that each holds."""

Facts = dict[str, str]


def trip(**facts: str) -> Facts:
    """Give Biden's trip to the United Kingdom, or what is changed of it."""
    return {**TRIP, **facts}


def trips_xml(path: Path, *trips: Facts) -> Path:
    """Write trips as the data set does."""
    return _written(path, "trips", TRIP_XML, trips)


def terms_xml(path: Path, *terms: Facts) -> Path:
    """Write presidents' terms of office as the data set does."""
    return _written(path, "presidents", TERM_XML, terms)


def trips_csv(path: Path, *trips: Facts) -> Path:
    """Write trips as a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([*CSV_COLUMNS, "created_by"])
        for each in trips:
            table.writerow([*(each[name] for name in CSV_COLUMNS.values()), "somebody-of-the-staff"])
    return path


def load(*files: Path, **options: object) -> str:
    """Load files of the travels data set; give what the command says."""
    out = StringIO()
    call_command("load", *map(str, files), format="travels-xml", stdout=out, **options)
    return out.getvalue()


def _written(path: Path, root: str, element: str, rows: Iterable[Facts]) -> Path:
    cells = "".join(element.format(**{name: escape(text) for name, text in row.items()}) for row in rows)
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>{cells}\n</{root}>\n', encoding="utf-8")
    return path
