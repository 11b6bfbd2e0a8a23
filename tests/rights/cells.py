"""Read the table of who may: each route's cells, whom each lets in, and the situations it is visited in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desk.api.kinds import KINDS, OWNERS
from publication.rights import RIGHTS, NewsroomRole, Rights, Verb, allowed
from publication.vocabulary import ReviewState
from tests.rights.addresses import Route
from tests.rights.table import KEPT, LINES, MODELS, PAGES, READ_ONLY, ROWS, SILENT, Mine, Need, Said, Who, on


@dataclass(frozen=True, slots=True)
class Cell:
    """A method at a route, whom it lets in, and the rights it needs on the record it is about."""

    route: Route
    method: str
    needs: tuple[Need, ...] = ()
    who: Who = Who.ROLE
    watched: bool = True
    """Whether the record changes where it is granted; else nothing does."""
    thing: str = ""
    """The admin's model that it is about, where it is about no record."""

    @property
    def kind(self) -> str:
        return self.thing or (self.needs[0].kind if self.needs else self.route.kind or "event")

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
        if self.who == Who.OWNER:
            return who == NewsroomRole.REPORTER
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
    if space == "admin" and page in PAGES and model in {*MODELS, *ROWS, *READ_ONLY, *KEPT}:
        return [of_admin(route, model, page, method) for method in PAGES[page]]
    raise LookupError(f"{route}: say in tests/rights/table.py who may, and by which verb.")


def cell(route: Route, method: str, said: Said) -> Cell:
    """Read one entry of a line."""
    if isinstance(said, Who):
        return Cell(route, method, (), said, watched=False)
    if isinstance(said, Mine):
        return Cell(route, method, (), Who.OWNER, thing=said.thing)
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
    if model in KEPT:
        who = Who.ADMINISTRATOR if verb == Verb.READ or page in KEPT[model] else Who.NOBODY
        return Cell(route, method, (), who, watched=page in ("change", "delete"), thing=model)
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
