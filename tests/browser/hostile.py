"""Fill a newsroom whose every text is scripts: records, what is said of them, and who works there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from desk.history.acting import Actor, acting
from desk.kinds import RECORD_KINDS
from desk.models import Comment, Presence, SecondFactorRule, Token
from events.models import Event
from publication.models import Listing
from publication.publishing import publish, redirect, retract, withdraw
from relations.models import Official
from tests import cast
from tests.browser.scripts import SCRIPTS, Dealer
from tests.filling import signed_in
from tests.publication.library import plain
from tests.publication.marking import working_models
from tests.publication.records import uzbekistan
from tests.rights.ground import Ground, lay_the_ground
from tests.scale import size

STORY = "\n".join((*SCRIPTS, cast.TEXT, *SCRIPTS))
ROLES = ("editor", "administrator")
MORE = size(0, 5)
STATES = {"event": "in_review", "agreement": "scheduled", "official": "changes_requested"}


@dataclass
class Newsroom:
    """A newsroom full of scripts; each round deals others into its texts."""

    dealer: Dealer = field(default_factory=Dealer)
    ground: Ground = field(default_factory=dict)
    people: list[User] = field(default_factory=list)
    rounds: int = 0

    @classmethod
    def opened(cls, patch: pytest.MonkeyPatch) -> Newsroom:
        """Make a record of each kind, with rows of every sort, read in a story of scripts."""
        patch.setattr(cast, "TEXT", STORY)
        made = cls()
        made.ground = lay_the_ground()
        plain("double", "2024-05-17", cast.pakistan())  # which the editor names as perhaps the same
        made.enlarge(MORE)
        made.hire()
        return made

    def enlarge(self, more: int) -> None:
        """Give the texts that stand once, or are short, more rows, so that each turn deals more scripts."""
        official, relation = self.ground["official"].beside, self.ground["relation"].beside
        for number in range(more):
            official.variants.create(text=f"Another {number}")
            official.ranks.create(title=f"Another {number}")
            relation.missions.create(sender=relation.first, host=relation.second, place=f"Another {number}")

    def hire(self) -> None:
        """Give accounts to people whose names are scripts, and to those who look at all this."""
        for role in ROLES:
            signed_in(role)
            person = User.objects.get(username=f"{role}-one")
            person.user_permissions.set(Permission.objects.all())
            self.people.append(person)
        for number in range(3):
            group = Group.objects.create(name=self.name("role"))
            SecondFactorRule.objects.create(role=group)
            person = User.objects.create(username=self.username(number), is_staff=True)
            person.groups.add(group)
            self.people.append(person)

    def username(self, number: int) -> str:
        """Give a name to log in by, which nobody else has."""
        return f"{number} {self.name('username')}"[:150]

    def name(self, of: str) -> str:
        """Give a name that a column of names takes."""
        return self.dealer.deal(of, 140)

    @contextmanager
    def somebody(self) -> Iterator[None]:
        """Let what is done within be somebody's doing whose name is a script, for a reason that is one."""
        deal = self.dealer.deal
        told = Actor(self.name("by"), deal("origin", 300), deal("reason", 300))
        with acting(lambda: told):
            yield

    def turn(self) -> None:
        """Deal into every text, publish, and deal anew, so that drafts differ from what is public."""
        self.rounds += 1
        self.fill()
        self.publish()
        self.fill()
        self.review()
        if self.rounds == 1:
            self.end()
            self.talk()
        else:
            self.end_again()
            self.rename()
            self.talk_anew()

    def fill(self) -> None:
        """Deal into every text of the working tables, each table's as one change set."""
        for model in working_models():
            with self.somebody():
                self.dealer.fill(model._default_manager.all(), *LEFT.get(model._meta.label_lower, ()))

    def publish(self) -> None:
        """Publish what the public knows already, as somebody whose name is a script."""
        known = set(Listing.objects.filter(state="published").values_list("pk", flat=True))
        drafts = [row for kind in RECORD_KINDS.values() for row in kind._default_manager.filter(pk__in=known)]
        approvals = [cast.approval(row, "correction", self.dealer.deal("change note")) for row in drafts]
        publish(approvals, by=self.people[-1].username, at=cast.NOW + timedelta(days=self.rounds))

    def review(self) -> None:
        """Bring the drafts into the states that the queue and the review page know."""
        for record_type, kind in RECORD_KINDS.items():
            state = STATES.get(record_type, "draft")
            kind._default_manager.update(
                review_state=state, submitted_at=cast.NOW, authors=[self.name("author"), self.name("author")],
                assigned_to=self.name("assigned"), submitted_by=self.name("submitted"),
                approved_by=self.name("approved"), publish_note=self.dealer.deal("publish note"),
                publish_at=timezone.now() + timedelta(days=30) if state == "scheduled" else None,
            )  # fmt: skip

    def end(self) -> None:
        """Take records back, each for a reason that is a script."""
        at, by = cast.NOW + timedelta(days=900), self.people[-1].username
        for key, verb in (("withdrawn", withdraw), ("retracted", retract)):
            event = plain(key, "2022-03", uzbekistan(), title=self.dealer.deal("ended", 300))
            cast.publish_all(event, at=at)
            verb(cast.approval(event, "major", self.dealer.deal("reason")), by=by, at=at)
        other = Official.objects.create(
            key="redirected", display_name="Another", sort_name="Another", nationality=cast.pakistan()
        )
        other.sources.add(cast.source())
        cast.publish_all(other, at=at)
        to = self.dealer.deal("redirect note")
        redirect(cast.approval(other, "major", to), to="asim-munir", by=by, at=at)

    def end_again(self) -> None:
        """Let what was withdrawn be public under another title, and withdraw it for another reason."""
        at, by = cast.NOW + timedelta(days=900), self.people[-1].username
        Event.objects.filter(key="withdrawn").update(title=self.dealer.deal("ended", 300))
        event = Event.objects.get(key="withdrawn")
        publish([cast.approval(event, "correction", "")], by=by, at=at)
        withdraw(cast.approval(event, "major", self.dealer.deal("reason")), by=by, at=at)

    def rename(self) -> None:
        """Give the people and their roles other names."""
        for number, person in enumerate(self.people[2:]):
            person.groups.update(name=self.name("role"))
            person.username = self.username(number)
            person.save()
            self.dealer.fill([person], "username", "password")

    def talk_anew(self) -> None:
        """Put other texts into what people left behind."""
        deal = self.dealer.deal
        for comment in Comment.objects.all():
            comment.text, comment.author = deal("comment"), self.name("commentator")
            comment.resolved_by = self.name("resolver") if comment.resolved_at else ""
            if comment.field not in ("", "summary"):
                comment.field = deal("commented field", 300)
            comment.save()
        for token in Token.objects.all():
            token.name = deal("token", 80)
            token.save()
        for session in UserSession.objects.all():
            session.user_agent = deal("agent", 200)
            session.save()
        for account in SocialAccount.objects.all():
            account.uid = deal("subject", 191)
            account.save()
        for key in Authenticator.objects.all():
            key.data["name"] = deal("key", 100)
            key.save()
        for entry in LogEntry.objects.all():
            entry.object_repr, entry.change_message = self.name("log"), deal("log message")
            entry.save()
        self.be_present()

    def be_present(self) -> None:
        """Let people of such names have the event open: whoever is silent for half a minute is forgotten."""
        record = self.ground["event"].beside.pk
        Presence.objects.all().delete()
        for _ in range(1 + MORE):
            name = self.name("present")
            Presence.objects.create(record=record, name=name, field="title", seen_at=timezone.now())

    def talk(self) -> None:
        """Leave behind what people leave: comments, tokens, sessions, keys and what they did."""
        for shelf in self.ground.values():
            self.said(shelf.standing)
            self.said(shelf.beside)
        event = self.ground["event"].beside
        self.be_present()
        for person in self.people:
            self.belongings(person)
            about = ContentType.objects.get_for_model(event)
            said = {"object_repr": self.name("log"), "change_message": self.dealer.deal("log message")}
            entry = {"user": person, "content_type": about, "object_id": str(event.pk), "action_flag": CHANGE}
            LogEntry.objects.create(**entry, **said)
        for person in self.people[2:]:
            self.dealer.fill([person], "username", "password")

    def said(self, row: models.Model) -> None:
        """Leave comments on a record: an open one, a settled one, one on a field that is none."""
        about = {"record": row.pk, "record_type": row._meta.model_name, "created_at": cast.NOW}
        for name in ("", "summary", self.dealer.deal("commented field", 300)):
            text = {"text": self.dealer.deal("comment"), "author": self.name("commentator")}
            settled = {} if name else {"resolved_by": self.name("resolver"), "resolved_at": cast.NOW}
            Comment.objects.create(field=name, **about, **text, **settled)

    def belongings(self, person: User) -> None:
        """Give somebody tokens, a session, a key and a connection, under such names."""
        now, deal = timezone.now(), self.dealer.deal
        for number in range(4):
            Token.objects.create(
                user=person, name=deal("token", 80), sha256=f"{person.pk}-{number}", scopes=["read"],
                created_at=now, expires_at=now + timedelta(days=30), revoked_at=now if number > 2 else None,
            )  # fmt: skip
        UserSession.objects.create(
            user=person, ip="192.0.2.1", session_key=f"s{person.pk}", user_agent=deal("agent", 200)
        )
        SocialAccount.objects.create(user=person, provider="sso", uid=deal("subject", 191))
        key = {"name": deal("key", 100), "passwordless": True, "credential": {}}
        Authenticator.objects.create(user=person, type="webauthn", data=key)


LEFT = {"relations.source": ("text",)}
"""Fields that hold scripts by other ways: a story is read once, and its passages are its own words."""
