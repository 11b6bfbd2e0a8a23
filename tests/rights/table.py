"""Derive from the one table of rights what each newsroom address answers to whom; each route has its line.

To add a route, add one line to ``LINES`` by the route's qualified name. For each method it takes, say

- a ``Verb`` on the record that the address names by ``plural`` or ``record_type``; several: any of them;
- ``on(kind, verb)`` where the address names no kind;
- ``leaves(kind)`` where whoever may read the record leaves something beside it, such as a comment;
- a ``Who`` where no verb decides. Such a cell changes nothing that the matrix watches.

A verb other than READ must change the record where it is granted. A route without a line fails the matrix by
its name. What a request needs as body or query stands in ``asking.py``, words that an address takes in
``addresses.CHOICES``. Routes that only lead on, or answer that there is nothing, stand in ``SILENT``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from desk.api.kinds import KINDS, OWNERS
from publication.rights import RIGHTS, NewsroomRole, Rights, Verb, allowed
from publication.vocabulary import ReviewState
from tests.rights.addresses import Route


class Who(StrEnum):
    """Who is let in where no verb decides."""

    ANYBODY = "anybody"
    LOGIN = "any account"
    STAFF = "an account that may open the admin"
    ROLE = "any role"
    ADMINISTRATOR = "administrators"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Need:
    """One of some verbs on a kind of record."""

    verbs: tuple[Verb, ...]
    kind: str = ""
    """Empty: the kind that the address names."""
    leaves: bool = False

    @property
    def changes(self) -> bool:
        return self.leaves or self.verbs != (Verb.READ,)


def on(kind: str, *verbs: Verb) -> Need:
    """Ask for one of some verbs on a kind."""
    return Need(verbs, kind)


def leaves(kind: str = "") -> Need:
    """Let whoever may read a record leave something beside it."""
    return Need((Verb.READ,), kind, leaves=True)


Said: TypeAlias = Who | Verb | tuple[Verb, ...] | Need
Line: TypeAlias = Mapping[str, Said]

STEPS = (
    Verb.SUBMIT, Verb.REQUEST_CHANGES, Verb.APPROVE, Verb.SCHEDULE, Verb.PUBLISH, Verb.WITHDRAW,
    Verb.RETRACT, Verb.REDIRECT,
)  # fmt: skip
READ: Line = {"GET": Verb.READ}
FOR_STAFF: Line = {"GET": Who.STAFF}
FOR_ROLES: Line = {"GET": Who.ROLE}

LINES: dict[str, Line] = {
    # the write API
    "desk-api:session": {"GET": Who.LOGIN},
    "desk-api:suggest": FOR_ROLES,
    "desk-api:duplicates": FOR_ROLES,
    "desk-api:reading": {"GET": on("source", Verb.READ)},
    "desk-api:comments": {"GET": on("event", Verb.READ), "POST": leaves("event")},
    "desk-api:comment": {"PATCH": on("event", Verb.CHANGE, Verb.REQUEST_CHANGES)},
    "desk-api:records": {"GET": Verb.READ, "POST": Verb.CREATE},
    "desk-api:record": {"GET": Verb.READ, "PUT": Verb.CHANGE, "PATCH": Verb.CHANGE, "DELETE": Verb.DELETE},
    "desk-api:presence": {"POST": Verb.READ},
    **{f"desk-api:{verb.value}": {"POST": verb} for verb in STEPS},
    # the newsroom's pages
    "desk:queue": FOR_ROLES,
    "desk:new-event": {"GET": on("event", Verb.CREATE)},
    "desk:edit-event": {"GET": on("event", Verb.READ)},
    "desk:review": READ,
    "desk:preview": READ,
    **{f"desk:act {verb.value}": {"POST": verb} for verb in STEPS},
    "desk:act unschedule": {"POST": Verb.SCHEDULE},
    "desk:act comment": {"GET": Verb.READ, "POST": leaves()},
    "desk:act settle": {"POST": (Verb.CHANGE, Verb.REQUEST_CHANGES)},
    "desk:act assign": {"POST": Verb.CHANGE},
    # the admin, apart from its pages over models
    "admin:login": {"GET": Who.ANYBODY, "POST": Who.ANYBODY},
    "admin:logout": {"POST": Who.LOGIN},
    "admin:index": FOR_STAFF,
    "admin:search": FOR_STAFF,
    "admin:jsi18n": FOR_STAFF,
    "admin:autocomplete": FOR_ROLES,
    "admin:password_change": {"GET": Who.STAFF, "POST": Who.STAFF},
    "admin:password_change_done": FOR_STAFF,
    "admin:auth_user_password_change": {"GET": Who.ADMINISTRATOR, "POST": Who.ADMINISTRATOR},
}
"""By the route's name, and its step where it has one, what each method needs."""

PAGES: dict[str, Line] = {
    **dict.fromkeys(("changelist", "history", "editions", "edition", "unpublished"), READ),
    "add": {"GET": Verb.CREATE, "POST": Verb.CREATE},
    "change": {"GET": Verb.READ, "POST": Verb.CHANGE},
    **{verb: {"GET": Verb(verb), "POST": Verb(verb)}
       for verb in ("delete", "publish", "withdraw", "retract", "redirect")},
}  # fmt: skip
"""The admin's pages over a model, by the end of the route's name."""

MODELS: dict[str, str] = {
    **{f"relations_{kind}": kind for kind in
       ("country", "sector", "official", "relation", "agreement", "office", "source")},
    "events_event": "event",
}  # fmt: skip
"""The kind of record that an admin's model is, in the table of rights."""

ROWS = {"relations_agreementstep": "agreement", "events_dispute": "event", "relations_passage": "source"}
"""Rows edited by themselves: whatever is done to one changes the record it belongs to."""

READ_ONLY: dict[str, Who] = {
    "publication_edition": Who.ROLE, "auth_group": Who.ADMINISTRATOR,
    "procrastinate_procrastinatejob": Who.NOBODY,
}  # fmt: skip
"""Models that nobody alters in the admin, and who may look at them."""

PEOPLE = ("auth_user",)
"""Models that administrators keep."""

SILENT = (
    "desk-api:nothing", "admin:view_on_site", "admin:app_list",
    "admin:django.contrib.admin.sites.AdminSite.catch_all_view",
    "admin:django.views.generic.base.RedirectView",
)  # fmt: skip
"""Routes that lead on or answer that there is nothing; what they lead to has its own line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A method at a route, whom it lets in, and the rights it needs on the record it is about."""

    route: Route
    method: str
    needs: tuple[Need, ...] = ()
    who: Who = Who.ROLE
    watched: bool = True
    """Whether the record changes where it is granted; else nothing does."""

    @property
    def kind(self) -> str:
        return self.needs[0].kind if self.needs else self.route.kind or "event"

    @property
    def changes(self) -> bool:
        return self.watched and self.method not in ("GET", "HEAD", "OPTIONS")

    @property
    def stateless(self) -> bool:
        """Whether no review state and no owner can make a difference."""
        return not self.changes or not self.needs or self.kind in ("office", "source")

    def grants(self, who: str, state: str, *, own: bool, rights: Rights = RIGHTS) -> bool:
        """Whether somebody of a role, ``staff`` of none or a ``reader`` may, by the table of rights."""
        if self.who in (Who.ANYBODY, Who.LOGIN, Who.STAFF, Who.NOBODY):
            return self.who in (Who.ANYBODY, Who.LOGIN) or (self.who == Who.STAFF and who != "reader")
        if who not in NewsroomRole.values or (self.who == Who.ADMINISTRATOR and who != "administrator"):
            return False
        roles, own = frozenset({NewsroomRole(who)}), own or self.kind in ("office", "source")  # nobody's
        return all(
            any(allowed(roles, verb, need.kind, state, own=own, rights=rights) for verb in need.verbs)
            for need in self.needs
        )

    def __str__(self) -> str:
        return f"{self.method} {self.route}"


def cells(route: Route) -> list[Cell]:
    """Give the cells of a newsroom route; refuses one that no line speaks of."""
    if route.name in SILENT:
        return []
    step = dict(route.chosen).get("step")
    line = LINES.get(f"{route.name} {step}" if step else route.name)
    if line is not None:
        return [cell(route, method, said) for method, said in line.items()]
    space, _, name = route.name.partition(":")
    model, _, page = name.rpartition("_")
    if space == "admin" and page in PAGES and model in {*MODELS, *ROWS, *READ_ONLY, *PEOPLE}:
        return [of_admin(route, model, page, method) for method in PAGES[page]]
    raise LookupError(f"{route}: say in tests/rights/table.py who may, and by which verb.")


def cell(route: Route, method: str, said: Said) -> Cell:
    """Read one entry of a line."""
    if isinstance(said, Who):
        return Cell(route, method, (), said, watched=False)
    need = said if isinstance(said, Need) else Need(said if isinstance(said, tuple) else (said,))
    need = replace(need, kind=need.kind or route.kind)
    needs = [need]
    if need.verbs == (Verb.CREATE,) and need.kind in OWNERS:
        needs.append(on(OWNERS[need.kind], Verb.CHANGE))  # a new part changes the record it belongs to
    return Cell(route, method, tuple(needs), watched=need.changes)


def of_admin(route: Route, model: str, page: str, method: str) -> Cell:
    """Give a cell of one of the admin's pages over a model; the form for a new one is sent empty."""
    verb, watched = PAGES[page][method], not (method == "POST" and page == "add")
    assert isinstance(verb, Verb)
    if model in READ_ONLY:
        return Cell(route, method, (), READ_ONLY[model] if verb == Verb.READ else Who.NOBODY, watched=False)
    if model in PEOPLE:
        return Cell(route, method, (), Who.ADMINISTRATOR, watched=False)
    if model in ROWS:
        changing = verb not in (Verb.READ, Verb.CREATE)
        return Cell(route, method, (on(ROWS[model], Verb.CHANGE if changing else verb),), watched=watched)
    return Cell(route, method, (on(MODELS[model], verb),), watched=watched)


def situations(cell: Cell, who: str) -> list[tuple[str, bool]]:
    """List the review states, each own or another's, in which somebody visits a cell.

    In the write API relations are visited in every state. The other kinds and the pages, which share their
    code, take one state in which the table grants the verb and one in which it refuses it, kind by kind
    another, so that each has its turn. Whose a record is makes no difference to those who never may.
    """
    if who not in NewsroomRole.values or cell.stateless:
        return [(ReviewState.DRAFT, False)]
    ever = any(cell.grants(who, state, own=True) for state in ReviewState)
    found: list[tuple[str, bool]] = []
    for own in (True, False) if who == NewsroomRole.REPORTER and ever else (False,):
        granted = [state for state in ReviewState if cell.grants(who, state, own=own)]
        refused = [state for state in ReviewState if state not in granted]
        if cell.kind == "relation" and cell.route.name.startswith("desk-api:"):
            found += [(state, own) for state in ReviewState]
        else:
            turn = [kind.record_type for kind in KINDS.values()].index(cell.kind)
            found += [(each[turn % len(each)], own) for each in (granted, refused) if each]
    return found
