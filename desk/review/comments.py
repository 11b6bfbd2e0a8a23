"""Give and take comments on working copies over HTTP, for the record editor and for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from desk.api.access import DeskView
from desk.api.kinds import KINDS, Kind
from desk.kinds import RECORD_KINDS
from desk.models import Comment
from desk.review.commenting import FIELD_LENGTH, TEXT_LENGTH, comments_on, remark, settle
from publication.addresses import PLURALS
from publication.drafting import Publishable
from publication.rights import Verb


class NewComment(serializers.Serializer[Any]):
    """A comment as it is sent."""

    record = serializers.UUIDField()
    field = serializers.CharField(
        default="", allow_blank=True, max_length=FIELD_LENGTH, trim_whitespace=False
    )
    text = serializers.CharField(max_length=TEXT_LENGTH)

    def to_internal_value(self, data: Any) -> Any:
        """Refuse keys that are none."""
        if isinstance(data, dict) and (unknown := data.keys() - self.fields.keys()):
            raise serializers.ValidationError({str(name): ["There is no such key."] for name in unknown})
        return super().to_internal_value(data)


class Settling(serializers.Serializer[Any]):
    """Whether a comment is done with."""

    resolved = serializers.BooleanField()


class CommentView(DeskView):
    """What both views of comments share: every comment belongs to a record one may read."""

    def record(self, pk: UUID) -> Publishable:
        """Find the working copy of a comment, of whichever kind."""
        for record_type, kind in RECORD_KINDS.items():
            draft = kind._default_manager.filter(pk=pk).first()
            if draft is not None:
                self.need(Verb.READ, self.kind_of(record_type))
                return draft
        raise Http404

    @staticmethod
    def kind_of(record_type: str) -> Kind:
        """Give the kind of the write API for a record type."""
        return KINDS[PLURALS[record_type]]


class Comments(CommentView):
    """List the comments on a record, and take new ones."""

    def get(self, request: Request) -> Response:
        """Give the comments on the record named in ``?record=``, open ones first."""
        try:
            pk = UUID(request.query_params.get("record", ""))
        except ValueError as wrong:
            raise serializers.ValidationError({"record": ["Give the id of a record."]}) from wrong
        return Response({"results": [shown(each) for each in comments_on(self.record(pk).pk)]})

    def post(self, request: Request) -> Response:
        """Leave a comment, at a field or on the whole."""
        form = NewComment(data=request.data)
        form.is_valid(raise_exception=True)
        told = form.validated_data
        draft = self.record(told["record"])
        made = remark(draft, self.by, timezone.now(), told["text"], told["field"])
        return Response(shown(made), status=HTTPStatus.CREATED)


class OneComment(CommentView):
    """Settle one comment."""

    def patch(self, request: Request, pk: UUID) -> Response:
        """Resolve the comment, or open it again."""
        comment = Comment.objects.filter(pk=pk).first()
        if comment is None:
            raise Http404
        draft = self.record(comment.record)
        form = Settling(data=request.data)
        form.is_valid(raise_exception=True)
        settle(comment, draft, request.user, timezone.now(), resolved=form.validated_data["resolved"])
        return Response(shown(comment))


def shown(comment: Comment) -> dict[str, Any]:
    """Show a comment."""
    return {
        "id": comment.pk,
        "record": comment.record,
        "field": comment.field,
        "text": comment.text,
        "author": comment.author,
        "created_at": comment.created_at,
        "resolved_by": comment.resolved_by or None,
        "resolved_at": comment.resolved_at,
    }
