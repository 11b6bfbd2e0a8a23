"""What stands above every working form: how far the record has come, and what may be done with it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from desk.api.shapes import Form
from publication.addresses import address
from publication.admin.standing import problems_of
from publication.models import Listing
from publication.rights import verbs_of

HEADER = (
    "id", "lock_version", "review_state", "assigned_to", "authors", "submitted_by", "submitted_at",
    "approved_by", "publish_at", "publish_change", "publish_note", "updated_at", "public", "problems",
    "verbs",
)  # fmt: skip


class RecordForm(Form):
    """The working form of a publishable record; the header is for reading."""

    id = serializers.UUIDField(required=False)
    key = serializers.CharField(required=False, allow_blank=True, max_length=200, trim_whitespace=False)
    review_state = serializers.CharField(read_only=True)
    public = serializers.SerializerMethodField()
    problems = serializers.SerializerMethodField()
    verbs = serializers.SerializerMethodField()

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        """Keep the header out of writing; who writes the form sends it back as read."""
        made, options = super().build_standard_field(field_name, model_field)
        if field_name in HEADER:
            return serializers.ReadOnlyField, {}
        return made, options

    def get_public(self, draft: Any) -> dict[str, Any] | None:
        """Say what the public reads of it now."""
        listing = Listing.objects.filter(pk=draft.pk).only("version", "state", "key").first()
        if listing is None:
            return None
        return {
            "version": listing.version,
            "state": listing.state,
            "url": address(draft.record_type, listing.key),
        }

    def get_problems(self, draft: Any) -> list[dict[str, str]]:
        """List what keeps it from being shown."""
        return [{"field": each.field, "sentence": each.sentence} for each in problems_of(draft)]

    def get_verbs(self, draft: Any) -> list[str]:
        """List what this person may do with it as it stands."""
        return sorted(verbs_of(self.context["user"], draft))
