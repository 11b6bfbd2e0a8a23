"""Ask for what a cell is about, as one who may would ask: with the right record and a fit body."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import orjson
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils.http import urlencode
from procrastinate.contrib.django.models import ProcrastinateJob

from desk.api.kinds import KINDS
from desk.models import Change, Comment
from publication.models import Edition
from publication.rights import Verb
from tests.filling import filled
from tests.rights.cells import Cell
from tests.rights.ground import NEWS, Ground
from tests.rights.people import Caller

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
NEW: dict[str, Any] = {
    "country": {"key": "XA", "name": "New"}, "sector": {"name": "New"},
    "official": {"display_name": "New Name", "nationality": "KZ"},
    "office": {"title": "New", "country": "KZ", "level": "other"},
    "relation": {"first": "SUHH", "second": "UZ"}, "agreement": {"title": "New"},
    "source": {"title": "New"}, "event": {"title": "New", "kind": "call"},
}  # fmt: skip
"""A new record of each kind that stands by itself."""

QUERIES = {
    "desk-api:suggest": {"type": "official", "q": "a"},
    "desk-api:duplicates": {"type": "official", "name": "a"},
    "admin:autocomplete": {"app_label": "events", "model_name": "event", "field_name": "sources"},
}
ROWS_OF = {"relations_agreementstep": "steps", "events_dispute": "disputes", "relations_passage": "passages"}
NEWS_OF_ROWS = {"events_dispute": {"reason": "Anew."}, "relations_agreementstep": {"note": "Anew."},
                "relations_passage": {"note": "Anew."}}  # fmt: skip


def model_of(cell: Cell) -> str:
    """Name the model of one of the admin's pages."""
    return cell.route.name.partition(":")[2].rpartition("_")[0]


@dataclass
class Asking:
    """Somebody who knows each record's form, and so asks what could be granted."""

    ground: Ground
    administrator: Client
    _forms: dict[str, Any] = field(default_factory=dict)

    def row(self, cell: Cell) -> Any:
        """Give the record that the cell is about: the one never public where it is to be deleted."""
        shelf = self.ground[cell.kind]
        deleting = any(Verb.DELETE in need.verbs for need in cell.needs)
        return shelf.fresh if deleting else shelf.standing

    def values(self, cell: Cell, row: Any) -> dict[str, str]:
        """Fill the parts of an address."""
        pk = self.comment(row) if cell.route.name == "desk-api:comment" else row.pk
        return {
            "pk": str(pk), "object_id": str(self.inside(cell, row).pk), "version": "1", "number": "1",
            "change_set": str(self.first_change(row) if "change_set" in cell.route.parts else ""),
            "id": str(self.ground["auth_user"].standing.pk), "key": getattr(row, "key", ""),
        }  # fmt: skip

    def inside(self, cell: Cell, row: Any) -> Any:
        """Give the row that a page of the admin is about."""
        model = model_of(cell)
        if model in ROWS_OF:
            return getattr(row, ROWS_OF[model]).all()[0]
        if model in self.ground:
            return self.ground[model].standing
        if model == "auth_group":
            return Group.objects.all()[0]
        if model == "procrastinate_procrastinatejob":
            return ProcrastinateJob.objects.all()[0]
        return Edition.objects.all()[0] if model == "publication_edition" else row

    def comment(self, row: Any) -> Any:
        """Give the comment that somebody left on a record."""
        return Comment.objects.filter(record=row.pk).values_list("pk", flat=True)[0]

    def first_change(self, row: Any) -> int:
        """Give the change set that made a record."""
        return Change.objects.filter(record=row.pk).values_list("change_set_id", flat=True)[0]

    def ask(self, cell: Cell, caller: Caller, row: Any) -> Any:
        """Send the request."""
        path = cell.route.filled(self.values(cell, row))
        query = QUERIES.get(cell.route.name) or {"record": str(row.pk)} if cell.method == "GET" else {}
        more: dict[str, Any] = {"QUERY_STRING": urlencode(query) if query and takes_query(cell) else ""}
        if cell.route.name == "desk-api:upload":
            sent = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("story.txt", b"A story.")})
            return caller.generic(cell.method, path, sent, MULTIPART_CONTENT)
        if cell.route.name.startswith("desk-api:"):
            sent = orjson.dumps(self.json(cell, row)) if cell.method != "GET" else b""
            return caller.generic(cell.method, path, sent, JSON, headers={"If-Match": "*"}, **more)
        body = urlencode(self.form(cell, path, row), doseq=True) if cell.method == "POST" else ""
        return caller.generic(cell.method, path, body, FORM, **more)

    def json(self, cell: Cell, row: Any) -> Any:
        """Give the body of a request to the write API."""
        if cell.route.name == "desk-api:comments":
            return {"record": str(row.pk), "text": "Said."}
        if cell.route.name == "desk-api:comment":
            return {"resolved": True}
        if cell.route.name == "desk-api:restore":
            return {"at": self.first_change(row)}
        verb, kind = (cell.needs[0].verbs[0], cell.kind) if cell.needs else (Verb.READ, cell.kind)
        if verb == Verb.CREATE:
            return self.new(kind, row)
        if verb == Verb.CHANGE:
            return {**self.known(kind, row), **NEWS[kind]} if cell.method == "PUT" else NEWS[kind]
        if verb == Verb.READ:
            return {}
        beside = getattr(self.ground[kind].beside, "key", "")
        if verb == Verb.MERGE:
            return {"into": beside, "note": "Said."}
        return {"note": "Said.", "change": "major", "at": "2096-01-01T00:00:00Z", "to": beside}

    def new(self, kind: str, row: Any) -> Any:
        """Give a new record of a kind; a part belongs to what the row belongs to."""
        if kind == "meeting":
            return {"event": str(row.event_id), "title": "New", "kind": "audience"}
        if kind == "tenure":
            return {"official": str(row.official_id), "office": str(self.ground["office"].fresh.pk)}
        return NEW[kind]

    def known(self, kind: str, row: Any) -> Any:
        """Give the working form of a record, read once."""
        if kind not in self._forms:
            plural = next(each.plural for each in KINDS.values() if each.record_type == kind)
            self._forms[kind] = self.administrator.get(f"/api/v1/desk/{plural}/{row.pk}/").json()
        return self._forms[kind]

    def form(self, cell: Cell, path: str, row: Any) -> dict[str, Any]:
        """Give what a page sends."""
        page = path.rstrip("/").rpartition("/")[2]
        if cell.route.name == "desk:act":
            return self.step(page, row)
        if cell.route.name == "tokens:own":
            return {"name": "Anew", "scopes": "read", "expires_on": date.today() + timedelta(days=30)}
        if not cell.watched:
            return {}
        if cell.thing:
            return {"name": "Anew", "username": "anew", "post": "yes"}
        if cell.route.name == "desk:moment":
            return {"seen": row.lock_version}
        if cell.route.name == "desk:merge":
            beside = self.ground[cell.kind].beside
            return {"seen": row.lock_version, "into_seen": beside.lock_version, **self.told(row),
                    "into": beside.key}  # fmt: skip
        if page == "change":
            if path not in self._forms:
                self._forms[path] = filled(self.administrator.get(path))
            news = NEWS_OF_ROWS.get(model_of(cell)) or NEWS[cell.kind]
            return {**self._forms[path], **{name: said(value) for name, value in news.items()}}
        if page == "delete":
            return {"post": "yes"}
        return {"draft_version": row.lock_version, **self.told(row)}

    def step(self, step: str, row: Any) -> dict[str, Any]:
        """Give what the review page sends with a step."""
        told = {"seen": row.lock_version, "text": "Said.", "field": "", **self.told(row)}
        if step == "assign":
            return {"to": ""}
        if step == "settle":
            return {"comment": str(self.comment(row)), "resolved": "on"}
        return {**told, "day": "2096-01-01", "time": "09:30", "zone": "UTC"}

    def told(self, row: Any) -> dict[str, Any]:
        """Give what is told with a publication or an ending."""
        beside = getattr(self.ground[row.record_type].beside, "key", "")
        standing = Edition.objects.filter(record=row.pk).count()
        return {"replaces": standing, "change": "major", "note": "Said.", "to": beside}


def takes_query(cell: Cell) -> bool:
    """Whether an address reads what it is about from its query."""
    return cell.route.name in QUERIES or cell.route.name == "desk-api:comments"


def said(value: Any) -> Any:
    """Say a value as the admin's forms take it."""
    return ", ".join(value) if isinstance(value, list) else value
