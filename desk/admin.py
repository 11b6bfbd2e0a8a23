"""Let administrators keep the people of the newsroom and their groups."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from procrastinate.contrib.django.admin import ProcrastinateJobAdmin
from procrastinate.contrib.django.models import ProcrastinateJob
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

import desk.sign_in.admin  # noqa: F401  # how people sign in
from desk.sign_in.limits import forgive
from desk.tokens.keeping import revoke
from desk.tokens.model import Token, TokenQuerySet
from publication.admin.lists import DiscreetAdmin
from publication.rights import NewsroomRole, roles_of

admin.site.unregister(User)
admin.site.unregister(Group)
admin.site.unregister(ProcrastinateJob)


@admin.register(User)
class PersonAdmin(DiscreetAdmin, UserAdmin, ModelAdmin):  # type: ignore[type-arg]  # unfold looks it up at run time
    """Edit who may log in, and in which role (group).

    Rights come by roles alone, so nobody can be given more than a role here, and only a superuser may touch
    a superuser.
    """

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Role", {"fields": ("is_active", "is_staff", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ("groups",)
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "first_name", "last_name", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    show_full_result_count = False
    actions = ("let_try_again",)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Keep the user name as it was made: the ledger and the drafts say by it who did what."""
        kept = super().get_readonly_fields(request, obj)
        return (*kept, "username") if obj else kept

    @admin.action(description="Let them try their password again at once", permissions=["change"])
    def let_try_again(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Forget the wrong guesses at the accounts."""
        for person in queryset:
            forgive(person.username)
        self.message_user(request, f"{len(queryset)} may try again at once.")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep superusers out of other hands."""
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep superusers out of other hands."""
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Let the tokens of a person go with the person, though nobody deletes tokens by themselves."""
        gone, counts, needed, protected = super().get_deleted_objects(objs, request)
        return gone, counts, needed - {Token._meta.verbose_name}, protected


def _may_touch(request: HttpRequest, person: User | None) -> bool:
    return person is None or not person.is_superuser or bool(getattr(request.user, "is_superuser", False))


@admin.register(ProcrastinateJob)
class JobAdmin(DiscreetAdmin, ProcrastinateJobAdmin, ModelAdmin):
    """Show the background jobs to superusers."""

    show_full_result_count = False


@admin.register(Group)
class RoleAdmin(DiscreetAdmin, GroupAdmin, ModelAdmin):
    """Show the roles; what each may do comes from a migration."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Add none: the roles are those of the migration."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Change none: what a role may do is read in the migration and nowhere else."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Delete none."""
        return False


@admin.register(Token)
class TokenAdmin(DiscreetAdmin, ModelAdmin):
    """Show administrators everybody's personal tokens, to revoke them; people make their own."""

    list_display = ("name", "user", "may", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_select_related = ("user",)
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    search_fields = ("name", "user__username")
    fields = list_display
    actions = ("revoke_chosen",)
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        """Show them to administrators."""
        return NewsroomRole.ADMINISTRATOR in roles_of(request.user) and super().has_view_permission(
            request, obj
        )

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Let who sees them revoke them."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Make none for others: the secret is the person's own."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        """Change none."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        """Delete none: a revoked token still says who had it."""
        return False

    @admin.display(description="Scopes")
    def may(self, token: Token) -> str:
        """Name what it is for."""
        return token.scope_words

    @admin.action(description="Revoke the chosen tokens", permissions=["revoke"])
    def revoke_chosen(self, request: HttpRequest, queryset: TokenQuerySet) -> None:
        """Revoke tokens; the next request with one is refused."""
        count = revoke(queryset, timezone.now())
        messages.success(request, f"{count} token{' is' if count == 1 else 's are'} revoked.")
