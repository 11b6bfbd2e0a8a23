"""Name what can be done on a review page: what is asked for, what it says, and how it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms

from desk.review import steps
from desk.review.commenting import remark
from desk.review.forms import (
    PublishForm,
    ReasonForm,
    RedirectForm,
    RequestChangesForm,
    ScheduleForm,
    StepForm,
)
from desk.zones import instant_words
from publication.drafting import Publishable
from publication.rights import Verb
from publication.vocabulary import ChangeKind

UNSCHEDULE: Final = "unschedule"


@dataclass(frozen=True, slots=True)
class Act:
    """A step as people see it; ``name`` is the word in the address, ``verb`` the right it needs."""

    name: str
    verb: Verb
    title: str
    button: str
    says: str
    form: type[forms.Form]
    ends: bool = False


ACTS: Final = {
    act.name: act
    for act in (
        Act("submit", Verb.SUBMIT, "Submit for review", "Submit",
            "Somebody else reads it and approves it, or says what to change.", StepForm),
        Act("approve", Verb.APPROVE, "Approve", "Approve",
            "It may be published as it stands now. A change after this needs another approval.", StepForm),
        Act("request-changes", Verb.REQUEST_CHANGES, "Request changes", "Request changes",
            "It goes back to whoever wrote it, with your comment.", RequestChangesForm),
        Act("publish", Verb.PUBLISH, "Publish now", "Publish",
            "The public reads the record as it stands here, at once.", PublishForm),
        Act("schedule", Verb.SCHEDULE, "Schedule", "Schedule",
            "It is published at the time you give, if nobody changes it before.", ScheduleForm),
        Act(UNSCHEDULE, Verb.SCHEDULE, "Take off the schedule", "Take off the schedule",
            "It stays approved and is not published by itself.", StepForm),
        Act("withdraw", Verb.WITHDRAW, "Withdraw", "Withdraw",
            "The page stays at its address with your reason, without the content.", ReasonForm, ends=True),
        Act("retract", Verb.RETRACT, "Retract", "Retract",
            "The address answers that the record is gone, with your reason.", ReasonForm, ends=True),
        Act("redirect", Verb.REDIRECT, "Redirect", "Redirect",
            "The address leads to another published record of the same kind.", RedirectForm, ends=True),
    )
}  # fmt: skip
"""The steps, in the order they are shown."""


def take(act: Act, draft: Publishable, user: Any, at: datetime, told: dict[str, Any]) -> str:
    """Take a step at the version seen; gives the sentence that says what was done."""
    seen = told["seen"]
    change, note = told.get("change", ChangeKind.MAJOR.value), told.get("note", "")
    match act.name:
        case "submit":
            steps.submit(draft, user, seen, at)
            return f"«{draft}» waits for review."
        case "approve":
            steps.approve(draft, user, seen)
            return f"«{draft}» is approved."
        case "request-changes":
            steps.request_changes(draft, user, seen)
            remark(draft, user.get_username(), at, told["text"], told["field"])
            return f"Changes to «{draft}» are requested."
        case "schedule":
            steps.schedule(draft, user, seen, at, told["publish_at"], change, note)
            return f"«{draft}» will be published on {instant_words(told['publish_at'])}."
        case "unschedule":
            steps.unschedule(draft, user, seen)
            return f"«{draft}» is off the schedule and stays approved."
        case "publish":
            return _publish(draft, user, at, told, change, note)
        case _:
            ending = {"to": told.get("to", ""), "replaces": told["replaces"]}
            edition = steps.take_back(draft, user, seen, at, act.verb, note, **ending)
            return f"«{draft}»: {edition.get_state_display().lower()} with version {edition.version}."


def _publish(
    draft: Publishable, user: Any, at: datetime, told: dict[str, Any], change: str, note: str
) -> str:
    together = bool(told.get("with_mentions"))
    editions = steps.publish_now(
        draft, user, told["seen"], at, change, note,
        replaces=told["replaces"], with_mentions=together,
        company_seen=told.get("company") if together else None,
    )  # fmt: skip
    others = len(editions) - 1
    more = f", with {others} other record{'' if others == 1 else 's'}" if others else ""
    return f"«{draft}» is published as version {editions[-1].version}{more}."


__all__ = ["ACTS", "UNSCHEDULE", "Act", "take"]
