"""Take the admin's look from unfold, with the types of the Django classes it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, StackedInline, TabularInline
    from django.core.paginator import Paginator
    from django.forms import ModelForm
    from django.forms.models import BaseInlineFormSet, ModelChoiceField

    AnyAdmin = ModelAdmin[Any]
    AnyRows = TabularInline[Any, Any]
    AnyStack = StackedInline[Any, Any]
    AnyPaginator = Paginator[Any]
    AnyFormSet = BaseInlineFormSet[Any, Any, Any]
    AnyForm = ModelForm[Any]
    AnyChoice = ModelChoiceField[Any]
    INPUT_CLASSES: list[str]
else:
    from django.core.paginator import Paginator as AnyPaginator
    from django.forms import ModelChoiceField as AnyChoice
    from django.forms import ModelForm as AnyForm
    from unfold.admin import ModelAdmin as AnyAdmin
    from unfold.admin import StackedInline as AnyStack
    from unfold.admin import TabularInline as AnyRows
    from unfold.forms import PaginationInlineFormSet as AnyFormSet
    from unfold.widgets import INPUT_CLASSES

__all__ = [
    "INPUT_CLASSES",
    "AnyAdmin",
    "AnyChoice",
    "AnyForm",
    "AnyFormSet",
    "AnyPaginator",
    "AnyRows",
    "AnyStack",
]
