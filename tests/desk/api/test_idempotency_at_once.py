"""Requests of one key that come at the same time, over HTTP, are done once."""

from __future__ import annotations

import random
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any, NamedTuple

import orjson
import pytest
from django.db import connection, connections, transaction

from desk.api.idempotency import hold
from desk.models import Comment, KeptAnswer
from events.models import Event
from tests import cast
from tests.desk.api.writing import DESK, colleague, token_of
from tests.scale import size

pytestmark = pytest.mark.django_db(transaction=True)

KEYS, THREADS = 40, 6
RESENDS = size(gate=500, full=10_000)
WAITING = "FROM pg_locks WHERE NOT granted AND relation = 'desk_comment'::regclass"


class Answer(NamedTuple):
    status: int
    replayed: bool
    body: bytes
    tag: str | None


class Sender:
    """A program with a connection of its own to the live server."""

    def __init__(self, server: Any, secret: str) -> None:
        self.connection = HTTPConnection(server.thread.host, server.thread.port, timeout=30)
        self.headers = {"Authorization": f"Token {secret}", "Content-Type": "application/json"}

    def send(self, key: str, path: str, said: Any) -> Answer:
        headers = self.headers | {"Idempotency-Key": key}
        self.connection.request("POST", f"{DESK}/{path}", orjson.dumps(said), headers)
        got = self.connection.getresponse()
        replayed = got.getheader("Idempotency-Replayed") == "true"
        return Answer(got.status, replayed, got.read(), got.getheader("ETag"))


@pytest.fixture
def ground(live_server: Any) -> tuple[Callable[[], Sender], str, Any]:
    """Give senders, the event that comments are about, and the person they speak for."""
    user = colleague("rustam", "reporter")
    secret = token_of(user).secret
    event = cast.visit()
    return lambda: Sender(live_server, secret), str(event.pk), user


@contextmanager
def nobody_comments() -> Iterator[None]:
    """Let whoever leaves a comment wait until the block ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE desk_comment IN SHARE MODE")
        yield


def waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'desk_comment'::regclass"
        )
        return bool(cursor.fetchone()[0])


def until_it_waits(sent: Future[Answer]) -> None:
    for _ in range(400):
        if waiting():
            return
        threading.Event().wait(0.02)
        assert not sent.done()
    pytest.fail("the request never came to its insert")


def test_a_request_that_comes_while_the_first_is_under_way_is_told_so(ground: Any) -> None:
    sender, event, _ = ground
    said = {"record": event, "text": "Once"}
    with ThreadPoolExecutor(1) as pool:
        with nobody_comments():
            first = pool.submit(sender().send, "a-key", "comments/", said)
            until_it_waits(first)
            meanwhile = sender().send("a-key", "comments/", said)
            another = sender().send("another-key", "comments/", {**said, "text": ""})
        assert first.result().status == 201
    assert meanwhile.status == 409
    assert orjson.loads(meanwhile.body)["errors"][0]["field"] == "Idempotency-Key"
    assert another.status == 400
    again = sender().send("a-key", "comments/", said)
    assert (again.status, again.replayed, again.body) == (201, True, first.result().body)
    assert Comment.objects.count() == 1


def test_a_request_whose_connection_broke_down_blocks_its_key_no_longer(ground: Any) -> None:
    sender, event, _ = ground
    said = {"record": event, "text": "Once"}
    with ThreadPoolExecutor(1) as pool:
        with nobody_comments(), connection.cursor() as cursor:
            first = pool.submit(sender().send, "a-key", "comments/", said)
            until_it_waits(first)
            cursor.execute(f"SELECT pg_terminate_backend(pid) {WAITING}")
        assert first.result().status == 500
    assert Comment.objects.count() == KeptAnswer.objects.count() == 0
    again = sender().send("a-key", "comments/", said)
    assert (again.status, again.replayed, Comment.objects.count()) == (201, False, 1)


def test_a_key_that_another_transaction_holds_is_free_once_it_ends(ground: Any) -> None:
    sender, event, user = ground
    said = {"record": event, "text": "Once"}
    with transaction.atomic():
        assert hold(f"{user.pk} a-key")
        assert sender().send("a-key", "comments/", said).status == 409
        transaction.set_rollback(True)
    assert sender().send("a-key", "comments/", said).status == 201


def work() -> list[tuple[str, str, dict[str, str]]]:
    """Draw requests: key, address, body; one in ten has another body than its key's others."""
    drawn = random.Random(20261125)
    made = []
    for _ in range(RESENDS // 2):
        number = drawn.randrange(KEYS)
        text = f"Number {number}" + (", changed" if drawn.random() < 0.1 else "")
        body = {"title": text, "kind": "meeting"} if number % 5 == 0 else {"text": text}
        made.append((f"key-{number}", "events/" if number % 5 == 0 else "comments/", body))
    return made


def all_at_once(sender: Callable[[], Sender], sent: list[Any]) -> list[tuple[Any, Answer]]:
    """Send everything from threads that start together, each request from two of them."""
    together = threading.Barrier(THREADS)

    def one(place: int) -> list[tuple[Any, Answer]]:
        own, answers = sender(), []
        together.wait(timeout=30)
        try:
            for each in sent[place // 2 :: THREADS // 2]:
                answers.append((each, own.send(*each)))
            return answers
        finally:
            own.connection.close()
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return [each for answers in pool.map(one, range(THREADS)) for each in answers]


def test_of_many_resends_at_once_each_key_has_one_effect(ground: Any) -> None:
    sender, event, _ = ground
    sent = [
        (key, path, body if path == "events/" else body | {"record": event}) for key, path, body in work()
    ]
    by_key: dict[str, list[tuple[bytes, Answer]]] = defaultdict(list)
    for (key, _, body), answer in all_at_once(sender, sent):
        by_key[key].append((orjson.dumps(body), answer))
    assert sum(map(len, by_key.values())) == RESENDS
    for answers in by_key.values():
        done = {(body, answer.body, answer.tag) for body, answer in answers if answer.status == 201}
        assert len(done) == 1
        assert [answer.status for _, answer in answers if answer.status == 201 and not answer.replayed] == [
            201
        ]
        ((winner, _, _),) = done
        for body, answer in answers:
            assert answer.status in ((201, 409) if body == winner else (409, 422))
    effects = Comment.objects.count() + Event.objects.filter(title__startswith="Number").count()
    assert effects == len(by_key) == KeptAnswer.objects.count()
    told = Counter(answer.status for answers in by_key.values() for _, answer in answers)
    print(f"{len(by_key)} keys, {RESENDS} requests: {dict(told)}")  # noqa: T201  # shown by pytest -s
