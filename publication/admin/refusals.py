"""Turn what the database refuses into a sentence on the form, with the editor's input kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.db.models import BaseConstraint, CheckConstraint, Model, Q, UniqueConstraint
from django.http import HttpRequest, HttpResponse

from publication.admin.look import AnyAdmin, AnyForm
from publication.drafting import StaleDraft

UNIQUE: Final = "23505"
FOREIGN: Final = "23503"
CHECK: Final = "23514"


def sentence_of(refusal: Exception) -> str:
    """Say why the database refused: in the constraint's own words where it has any (SQLSTATE otherwise)."""
    found = getattr(refusal.__cause__, "diag", None)
    if found is None:
        return str(refusal)
    words = _constraint_words(found.constraint_name)
    if words:
        return words
    detail = found.message_detail or found.message_primary
    if found.sqlstate == UNIQUE:
        return f"This is there already: {detail}"
    if found.sqlstate == FOREIGN:
        return f"Something this refers to is not there, or something else still refers to it: {detail}"
    if found.sqlstate == CHECK and not (found.message_primary or "").startswith("new row"):
        return str(found.message_primary)
    return f"The database refused this: {detail}"


def fields_of(refusal: Exception) -> tuple[type[Model] | None, set[str]]:
    """Tell whose constraint the database held, and the fields that it is about."""
    found = getattr(refusal.__cause__, "diag", None)
    for model, constraint in _constraints(found.constraint_name if found else None):
        return model, set(_fields_in(constraint))
    return None, set()


def _fields_in(constraint: BaseConstraint) -> Iterator[str]:
    """Walk the fields that a constraint holds to something."""
    if isinstance(constraint, UniqueConstraint):
        yield from constraint.fields
    waiting: list[Any] = [constraint.condition] if isinstance(constraint, CheckConstraint) else []
    while waiting:
        condition = waiting.pop()
        if isinstance(condition, Q):
            waiting += condition.children
        elif isinstance(condition, tuple):
            yield condition[0].partition("__")[0]


def _constraint_words(name: str | None) -> str:
    for _, constraint in _constraints(name):
        if constraint.violation_error_message != constraint.default_violation_error_message:
            return str(constraint.violation_error_message)
    return ""


def _constraints(name: str | None) -> Iterator[tuple[type[Model], BaseConstraint]]:
    """Find the constraints of a name, each with its model."""
    for model in apps.get_models():
        yield from ((model, each) for each in model._meta.constraints if each.name == name)


class RefusableForm(AnyForm):
    """A form that can be shown again with a refusal that only saving brought to light."""

    refused = ""

    def clean(self) -> dict[str, Any] | None:
        """Refuse what the database has just refused."""
        cleaned = super().clean()
        if self.refused:
            raise ValidationError(self.refused)
        return cleaned


class RefusingAdmin(AnyAdmin):
    """Show the form again, input and all, when the database or a newer save refuses it."""

    form = RefusableForm

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Answer the form; a refusal on saving is rolled back and shown as an error of the form."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (IntegrityError, DataError, StaleDraft) as refusal:
            if request.method != "POST" or "refused" in vars(request):
                raise
            vars(request)["refused"] = sentence_of(refusal)  # get_form tells the form
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> type[AnyForm]:
        """Build the form, telling it of a refusal."""
        made: Any = super().get_form(request, obj, change, **options)
        made.refused = vars(request).get("refused", "")
        return made  # type: ignore[no-any-return]
