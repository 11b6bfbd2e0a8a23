"""Put together what the review page of one record shows: how far it is, what changes, what may be done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.urls import reverse
from pydantic import ValidationError

from desk.api.kinds import KINDS
from desk.models import Comment
from desk.review import commenting
from desk.review.acts import ACTS, UNSCHEDULE, Act
from desk.review.company import Companion, companions, unpublished_company
from desk.review.differences import Change, against_public
from desk.review.forms import AssignForm, CommentForm, NoteForm, PublishForm, RequestChangesForm
from publication.addresses import PLURALS, address
from publication.admin.standing import PUBLIC, possible
from publication.comparing import differs
from publication.drafting import Publishable
from publication.mentions import document_of
from publication.models import Listing
from publication.reviewing import seen_by_another
from publication.rights import NewsroomRole, Verb, roles_of, verbs_of
from publication.vocabulary import ReviewState

LEDGER: Final = frozenset({Verb.PUBLISH, Verb.WITHDRAW, Verb.RETRACT, Verb.REDIRECT})
MOST_PEOPLE: Final = 200
"""Names offered when work is given to somebody; any other can be typed in the queue's filter."""

OWN_APPROVAL: Final = "You wrote or submitted it, so somebody else must approve it."
OWN_PUBLICATION: Final = "You wrote it, so somebody else must approve or publish it."


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence of the checklist, and the address where it is mended."""

    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, with its field in words, the address of the field, and whether this person may settle it."""

    comment: Comment
    field: str
    address: str
    may_settle: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that may be taken now, with its form; ``barred`` says why not by this person."""

    act: Act
    form: forms.Form
    barred: str = ""


@dataclass(slots=True)
class Review:
    """A draft, fetched ``for_snapshot``, as one person reviews it."""

    draft: Publishable
    user: Any
    listing: Listing | None = None
    problems: list[Item] = field(default_factory=list)
    company: list[Companion] = field(default_factory=list)
    unchanged: bool = False

    @classmethod
    def of(cls, draft: Publishable, user: Any) -> Review:
        """Read how a draft stands towards the public record."""
        review = cls(draft, user, Listing.objects.filter(pk=draft.pk).first())
        review.problems = checklist(draft)
        review.company = companions(unpublished_company(draft), user)
        review.unchanged = not review.problems and not differs(draft, review.listing)
        return review

    @property
    def version(self) -> int:
        """Give the version of the current edition, 0 where there is none."""
        return self.listing.version if self.listing else 0

    @property
    def public_address(self) -> str:
        """Give the path of the public page, empty where the public sees none."""
        shown = self.listing is not None and self.listing.state in PUBLIC
        return address(self.draft.record_type, self.draft.key) if shown else ""

    @property
    def may_go_along(self) -> bool:
        """Whether all of its company could be published with it."""
        return bool(self.company) and not any(each.keeps for each in self.company)

    def changes(self) -> list[Change] | None:
        """List what the public would read differently; None where nothing can be compared."""
        return None if self.unchanged else against_public(self.draft, self.listing)

    def comments(self) -> list[Said]:
        """List what was said of it, open comments first."""
        rows = {place.path: place.words for place in commenting.rows_of(self.draft)}
        return [
            Said(
                each, commenting.words_of(each.field, rows), edit_address(self.draft, each.field),
                commenting.may_settle(each, self.draft, self.user),
            )
            for each in commenting.comments_on(self.draft.pk)
        ]  # fmt: skip

    def places(self) -> list[commenting.Place]:
        """List what a comment can be pinned to."""
        form = KINDS[PLURALS[self.draft.record_type]].form()
        own = (name for name, one in form.fields.items() if not one.read_only and name != "id")
        return commenting.places(self.draft, own)

    def acts(self) -> list[Act]:
        """List the steps that make sense now and that this person may take."""
        verbs = verbs_of(self.user, self.draft)
        open_to = (verbs - LEDGER) | (verbs & possible(self.listing))
        if self.unchanged:
            open_to -= {Verb.SUBMIT, Verb.PUBLISH}
        scheduled = self.draft.review_state == ReviewState.SCHEDULED
        return [act for act in ACTS.values() if act.verb in open_to and (act.name != UNSCHEDULE or scheduled)]

    @property
    def may_merge(self) -> bool:
        """Whether this person may merge it into another: it stands, or was never public."""
        stands = self.listing is None or self.listing.state in PUBLIC
        return stands and Verb.MERGE in verbs_of(self.user, self.draft)

    @property
    def ends(self) -> bool:
        """Whether this person may take it back from the public."""
        return any(act.ends for act in self.acts())

    def offers(self, sent: dict[str, forms.Form]) -> list[Offer]:
        """Offer each step with its form; ``sent`` holds a form that was refused, with its input."""
        acts = self.acts()
        acts += [ACTS[name] for name in sent if name in ACTS and ACTS[name] not in acts]
        return [Offer(act, sent.get(act.name) or self.form(act), self.barred(act)) for act in acts]

    def barred(self, act: Act) -> str:
        """Say why this person may not take a step that their role may: the four-eyes rule."""
        draft, name = self.draft, self.user.get_username()
        if act.verb == Verb.APPROVE and settings.FOUR_EYES and name in (*draft.authors, draft.submitted_by):
            return OWN_APPROVAL
        if act.verb == Verb.PUBLISH and not seen_by_another(draft, draft.lock_version, name):
            return OWN_PUBLICATION
        return ""

    def form(self, act: Act, data: Any = None) -> forms.Form:
        """Make the form of a step, as the record stands or with what was sent."""
        given: dict[str, Any] = {}
        if issubclass(act.form, NoteForm):
            given["first"] = self.listing is None
        if issubclass(act.form, PublishForm) and self.company:
            given["company"] = {
                each.draft.pk: each.draft.lock_version for each in self.company if not each.is_new
            }
        if issubclass(act.form, RequestChangesForm):
            given["places"] = self.places()
        initial = {"seen": self.draft.lock_version, "replaces": self.version}
        return act.form(data, initial=initial, auto_id=f"{act.name}-%s", **given)

    def comment_form(self, data: Any = None) -> CommentForm:
        """Make the form of a comment."""
        return CommentForm(data, places=self.places(), auto_id="comment-%s")

    def assign_form(self, data: Any = None) -> AssignForm | None:
        """Make the form that gives the work to somebody; none where this person may not."""
        if Verb.CHANGE not in verbs_of(self.user, self.draft):
            return None
        own = [self.user.get_username()]
        people = own if roles_of(self.user) == {NewsroomRole.REPORTER} else [*own, *people_at_work()]
        return AssignForm(data, initial={"to": self.draft.assigned_to}, people=people, auto_id="assign-%s")


def checklist(draft: Publishable) -> list[Item]:
    """List what keeps a draft itself from being shown, each with where it is mended."""
    try:
        problems = [(each.field, each.sentence) for each in draft.problems()]
        if not problems:
            document_of(draft)
    except ValidationError as broken:
        problems = [(".".join(map(str, each["loc"])), each["msg"]) for each in broken.errors()]
    return [Item(sentence, edit_address(draft, path)) for path, sentence in problems]


def edit_address(draft: Publishable, path: str = "") -> str:
    """Give the address where a draft is edited, at a field (its path in the working form)."""
    if draft.record_type == "event":
        return f"/desk/events/{draft.pk}/" + (f"#field={path}" if path else "")
    return reverse(f"admin:relations_{draft.record_type}_change", args=[draft.pk])


def people_at_work() -> Collection[str]:
    """List the names of those who have a role in the newsroom."""
    roles = Q(groups__name__in=NewsroomRole.values) | Q(is_superuser=True)
    people = User.objects.filter(roles, is_active=True).distinct().order_by("username")
    return list(people.values_list("username", flat=True)[:MOST_PEOPLE])
