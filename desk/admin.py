"""Let administrators keep the people of the newsroom and their groups."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from procrastinate.contrib.django.admin import ProcrastinateJobAdmin
from procrastinate.contrib.django.models import ProcrastinateJob
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from publication.admin.lists import DiscreetAdmin

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

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep superusers out of other hands."""
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep superusers out of other hands."""
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


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
