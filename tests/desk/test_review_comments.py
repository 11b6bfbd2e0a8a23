"""Comments of a review are settled by those they concern."""

from __future__ import annotations

import pytest

from desk.models import Comment
from tests.desk.test_review_page import address, submitted
from tests.filling import signed_in, text_of

pytestmark = pytest.mark.django_db


def test_only_who_may_settle_a_comment_is_offered_it():
    event, editor = submitted(), signed_in("editor")
    editor.post(address(event, "assign"), {"to": "editor-one"})
    editor.post(address(event, "comment"), {"text": "Which day?", "field": ""})
    for client, may in ((editor, True), (signed_in("reporter"), False)):
        assert [each.may_settle for each in client.get(address(event)).context["comments"]] == [may]
        assert ("Resolve" in text_of(client.get(address(event)))) is may
        answer = client.post(address(event, "settle"), {"comment": Comment.objects.get().pk, "resolved": "1"})
        assert answer.status_code == (302 if may else 403)
        Comment.objects.update(resolved_by="", resolved_at=None)
