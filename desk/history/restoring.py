"""Bring an earlier state back into the draft, by the same way that every change of a form takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db.models import ManyToManyField, ManyToOneRel, Model
from rest_framework.serializers import Serializer

from desk.api.kinds import Kind
from desk.api.passages import Passages, sources_in
from desk.api.references import Reference, References
from desk.api.refusals import Conflict
from desk.api.views import change
from desk.history.forms import Names, form_then
from desk.history.moments import rows_after
from desk.history.reading import form_now
from desk.history.rows import lists_of
from publication.identity import new_id
from publication.models import Listing
from relations.models import Source

GONE: Final = "{label}: «{name}» was deleted since."
GONE_SOURCE: Final = "{label}: the source of «{name}» was deleted since, or no longer reads so."


@dataclass(slots=True)
class Earlier:
    """How a record stood after a change set, as its form would be sent; ``lost`` says what is gone since."""

    form: dict[str, Any]
    now: dict[str, Any]
    lost: list[str] = field(default_factory=list)


def earlier(kind: Kind, pk: UUID, change_set: int) -> Earlier | None:
    """Read how a record stood after a change set of its history; none where there was no record then.

    What refers to records that are gone is left out of the form and named in ``lost``. The key of what was
    ever public stays as it is.
    """
    rows, present = rows_after(kind, pk, change_set), form_now(kind, pk)
    then = None if rows is None else form_then(kind, pk, rows, Names([rows]))
    if then is None or present is None:
        return None
    if Listing.objects.filter(pk=pk).exists():
        then["key"] = present["key"]
    lost: list[str] = []
    cited = set(sources_in(kind.form(), then))
    texts = {str(each.pk): each.text for each in Source.objects.filter(pk__in=cited)}
    kept = _kept(kind.form(), then, texts, lost) or {}
    _let_strangers_go(kept)
    _give_new_identities(kind.form(), kind.model, kept, present)
    return Earlier(kept, present, list(dict.fromkeys(lost)))


def bring_back(kind: Kind, record: Any, then: Earlier, by: str, *, leave_out: bool) -> bool:
    """Write the earlier form into the locked record as its next version; whether anything was changed.

    Refuses, with a sentence for each, where something is gone since and is not to be left out.
    """
    if then.lost and not (leave_out and then.form):
        raise Conflict([("leave_out", sentence) for sentence in then.lost])
    changed = _link_again(kind, record, then.form)
    if change(kind, record, then.form, by) or changed:
        record.advance(record.lock_version, by)
        return True
    return False


def _kept(form: Serializer[Any], row: dict[str, Any], texts: dict[str, str], lost: list[str]) -> Any:
    """Leave out what cannot come back; none where the row itself cannot."""
    lists, kept = dict(lists_of(form)), dict(row)
    for name, value in row.items():
        shown = form.fields[name]
        if name in lists:
            rows = [_kept(lists[name], each, texts, lost) for each in value]
            kept[name] = [each for each in rows if each is not None]
        elif isinstance(shown, References | Passages):
            kept[name] = [each for each in value if not _is_lost(name, each, texts, lost)]
        elif isinstance(shown, Reference) and value and _is_lost(name, value, texts, lost):
            if not shown.allow_null:
                return None
            kept[name] = None
    return kept


def _is_lost(name: str, value: dict[str, Any], texts: dict[str, str], lost: list[str]) -> bool:
    label = name.replace("_", " ").capitalize()
    if value.get("gone"):
        lost.append(GONE.format(label=label, name=value["name"]))
        return True
    if "exact" in value:
        text = texts.get(value["source"])
        if text is None or text[value["start"] : value["end"]] != value["exact"]:
            lost.append(GONE_SOURCE.format(label=label, name=value["exact"]))
            return True
    return False


def _let_strangers_go(form: dict[str, Any]) -> None:
    """Take statements out of meetings that did not come back."""
    meetings = {each["id"] for each in form.get("meetings", ())}
    for row in form.get("statements", ()):
        if row["meeting"] not in meetings:
            row["meeting"] = None


def _give_new_identities(
    form: Serializer[Any], model: type[Model], then: dict[str, Any], present: dict[str, Any]
) -> None:
    """Give rows whose identity stands elsewhere by now a new one, and let statements follow their meeting."""
    renamed: dict[str, str] = {}
    for name, child in lists_of(form):
        if not isinstance(model._meta.get_field(name), ManyToOneRel):
            continue
        there = {each["id"]: each for each in present.get(name, ())}
        strange = [each["id"] for each in then.get(name, ()) if each["id"] not in there]
        taken = child.Meta.model._default_manager.filter(pk__in=strange).values_list("pk", flat=True)
        renamed |= {str(pk): str(new_id()) for pk in taken}
        for row in then.get(name, ()):
            _give_new_identities(child, child.Meta.model, row, there.get(row["id"], {}))
            row["id"] = renamed.get(row["id"], row["id"])
    for row in then.get("statements", ()):
        row["meeting"] = renamed.get(row["meeting"], row["meeting"])


def _link_again(kind: Kind, record: Any, form: dict[str, Any]) -> bool:
    """Hold rows of others again that were let go since and are still there; the form may not take them."""
    changed = False
    for name, child in lists_of(kind.form()):
        if isinstance(kind.model._meta.get_field(name), ManyToManyField):
            manager = getattr(record, name)
            wanted = {UUID(each["id"]) for each in form[name]} - {each.pk for each in manager.all()}
            again = list(child.Meta.model._default_manager.filter(pk__in=wanted))
            if again:
                manager.add(*again)
                changed = True
    return changed
