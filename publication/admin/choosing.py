"""Choose records by typing, with the names of those chosen read at once for a whole page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest

from publication.admin.look import AnyAdmin

Names = dict[str, str]


class _Knowing(AutocompleteMixin):
    """A choice that need not ask the database for the names of what is chosen."""

    known: Names | None = None
    is_required: bool
    allow_multiple_selected: bool

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        """List the chosen only; by known names where a page has read them."""
        if self.known is None:
            return super().optgroups(name, value, attr)
        chosen = [(each, self.known[each]) for each in map(str, value) if each in self.known]
        blank = [] if self.is_required or self.allow_multiple_selected else [("", "")]
        self.choices = blank + chosen
        return super(AutocompleteMixin, self).optgroups(name, value, attr)  # type: ignore[misc]  # a mixin


class KnowingSelect(_Knowing, AutocompleteSelect):
    """Choose one record."""


class KnowingSelectMultiple(_Knowing, AutocompleteSelectMultiple):
    """Choose records."""


class KnowingChoices:
    """Let an admin or inline use choices that know names; mixed in before unfold's classes."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Choose one by typing."""
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            options.setdefault("widget", KnowingSelect(db_field, self.admin_site))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **options)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Choose several by typing."""
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            widget = KnowingSelectMultiple(db_field, self.admin_site)  # type: ignore[attr-defined]
            options.setdefault("widget", widget)
        return super().formfield_for_manytomany(db_field, request, **options)  # type: ignore[misc]


class KnowingAdmin(KnowingChoices, AnyAdmin):
    """Read the names of all that is chosen on a page with one query for each kind of record."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *given: Any, **named: Any
    ) -> Any:
        """Read the names, then show the form."""
        forms = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            forms.extend(_forms(inline.formset))
        self._read_names(request, forms)
        return super().render_change_form(request, context, *given, **named)

    def _read_names(self, request: HttpRequest, forms: Iterable[BaseForm]) -> None:
        choices = [(form, name, widget) for form in forms for name, widget in _choices(form)]
        wanted: dict[tuple[type[Model], str], set[str]] = defaultdict(set)
        for form, name, widget in choices:
            wanted[_remote(widget)] |= _chosen(form, name)
        names = {remote: self._names(request, *remote, values) for remote, values in wanted.items()}
        for _, _, widget in choices:
            widget.known = names[_remote(widget)]

    def _names(self, request: HttpRequest, model: type[Model], attribute: str, values: set[str]) -> Names:
        if not values:
            return {}
        admin = self.admin_site._registry.get(model)
        rows = admin.get_queryset(request) if admin else model._default_manager.all()
        asked = rows.filter(**{f"{attribute}__in": _readable(model, attribute, values)})
        return {str(getattr(row, attribute)): str(row) for row in asked}


def _forms(formset: Any) -> Iterator[BaseForm]:
    """Walk the forms of a formset and of those nested in it, templates for new rows included."""
    for form in formset.forms:
        yield form
        for nested in getattr(form, "nested_formsets", []):
            yield from _forms(nested.formset)


def _choices(form: BaseForm) -> Iterator[tuple[str, _Knowing]]:
    for name, field in form.fields.items():
        widget = field.widget
        inner = widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
        if isinstance(inner, _Knowing):
            yield name, inner


def _chosen(form: BaseForm, name: str) -> set[str]:
    value = form[name].value()
    several = value if isinstance(value, list | tuple) else [value]
    return {str(each) for each in several if each not in (None, "")}


def _readable(model: type[Model], attribute: str, values: set[str]) -> list[str]:
    """Leave out what cannot be a key at all: a form may have been sent by hand."""
    field: Any = model._meta.get_field(attribute)
    kept = []
    for value in values:
        with suppress(ValidationError):
            field.to_python(value)
            kept.append(value)
    return kept


def _remote(widget: _Knowing) -> tuple[type[Model], str]:
    remote = widget.field.remote_field
    return remote.model, remote.model._meta.get_field(
        getattr(remote, "field_name", None) or remote.model._meta.pk.attname
    ).attname
