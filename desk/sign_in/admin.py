"""Let administrators see and take back how people sign in; no secret is ever shown."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from desk.sign_in.models import SecondFactorRule
from publication.admin.lists import DiscreetAdmin

for kind in (Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession):
    admin.site.unregister(kind)  # allauth's pages show secrets, and some that are not used here


def out_of_reach(request: HttpRequest, person: User | None) -> bool:
    """Say whether this is a superuser, and the one who asks is none."""
    return person is not None and person.is_superuser and not getattr(request.user, "is_superuser", False)


class OfPeople(DiscreetAdmin, ModelAdmin):
    """Things of a person, to be looked at and deleted; those of superusers by superusers alone."""

    show_full_result_count = False
    list_select_related = ("user",)
    search_fields = ("user__username",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out what is out of reach, from lists and their actions too."""
        rows: QuerySet[Any] = super().get_queryset(request)
        superuser = getattr(request.user, "is_superuser", False)
        return rows if superuser else rows.filter(user__is_superuser=False)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Add none: people do that themselves."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change none."""
        return False


@admin.register(Authenticator)
class SecondFactorAdmin(OfPeople):
    """Take a second factor back from who lost it; they sign in by password and set up another."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    fields = ("user", "type", "created_at", "last_used_at")

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        """Take back the recovery codes with the last factor: the next one comes with new ones."""
        super().delete_model(request, obj)
        delete_dangling_recovery_codes(obj.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Authenticator]) -> None:
        """Do so for each of them."""
        people = [held.user for held in queryset]
        super().delete_queryset(request, queryset)
        for person in people:
            delete_dangling_recovery_codes(person)


@admin.register(UserSession)
class SessionAdmin(OfPeople):
    """End somebody's sessions."""

    list_display = ("user", "created_at", "ip", "user_agent")
    fields = ("user", "created_at", "ip", "user_agent")

    def delete_model(self, request: HttpRequest, obj: UserSession) -> None:
        """End the session, not only its row in the list."""
        obj.end()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[UserSession]) -> None:
        """End each."""
        for session in queryset:
            session.end()


class ConnectionForm(ModelForm):  # type: ignore[type-arg]
    """Connect an account with what the provider calls the person."""

    class Meta:
        model = SocialAccount
        fields = ("user", "uid")
        labels = {"uid": "Subject"}
        help_texts = {"uid": "What the provider calls them: the claim «sub»."}


@admin.register(SocialAccount)
class ConnectionAdmin(OfPeople):
    """Connect people with single sign-on whose address the provider does not verify."""

    form = ConnectionForm
    list_display = ("user", "uid", "last_login")
    fields = ("user", "uid")
    autocomplete_fields = ("user",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Add, as the role says."""
        return bool(ModelAdmin.has_add_permission(self, request))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only whom the one who asks may touch."""
        if not getattr(request.user, "is_superuser", False):
            kwargs["queryset"] = User.objects.filter(is_superuser=False)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: SocialAccount, form: Any, change: bool) -> None:
        """Connect with the one provider there is."""
        obj.provider = settings.SSO_ID
        super().save_model(request, obj, form, change)


@admin.register(SecondFactorRule)
class SecondFactorRuleAdmin(DiscreetAdmin, ModelAdmin):
    """Say which roles must have a second factor: one row for each, deleted to let it be."""

    list_display = ("role",)
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change none: a rule is there or not."""
        return False
