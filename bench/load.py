"""Put requests to a server over so many kept connections at once, and take the times."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator
from itertools import cycle
from typing import Final, NamedTuple

ACCEPTED: Final = "application/json, text/html"


class Sample(NamedTuple):
    """What a server did in a stretch of time: seconds, and ms for each answer."""

    seconds: float
    times: list[float]

    @property
    def rate(self) -> float:
        """Give the answers a second."""
        return len(self.times) / self.seconds


class Caller:
    """One connection: it asks, reads the whole answer, and asks again."""

    def __init__(self, port: int) -> None:
        """Connect."""
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.begun, self.got, self.end = 0.0, bytearray(), 0

    def ask(self, message: bytes) -> None:
        """Send a request."""
        self.got.clear()
        self.begun, self.end = time.perf_counter(), 0
        self.socket.sendall(message)

    def heard(self) -> bool:
        """Read what is there; says whether it was the rest."""
        self.got += self.socket.recv(262_144)
        if not self.end and (head := self.got.find(b"\r\n\r\n")) > 0:
            lines = bytes(self.got[:head]).lower().split(b"\r\n")
            if lines[0].split()[1][:1] != b"2":
                raise RuntimeError(bytes(self.got[:2000]).decode(errors="replace"))
            size = next(line for line in lines if line.startswith(b"content-length:"))
            self.end = head + 4 + int(size.split(b":")[1])
        return bool(self.end) and len(self.got) >= self.end


def put(port: int, messages: Iterator[bytes], connections: int, seconds: float) -> Sample:
    """Ask over so many connections for so long; each asks again once it was answered."""
    callers = [Caller(port) for _ in range(connections)]
    times: list[float] = []
    with selectors.DefaultSelector() as waiting:
        for caller in callers:
            waiting.register(caller.socket, selectors.EVENT_READ, caller)
        begun = time.perf_counter()
        for caller in callers:
            caller.ask(next(messages))
        asking = len(callers)
        while asking:
            for key, _ in waiting.select():
                caller = key.data
                if not caller.heard():
                    continue
                now = time.perf_counter()
                times.append((now - caller.begun) * 1000)
                if now - begun < seconds:
                    caller.ask(next(messages))
                else:
                    asking -= 1
        took = time.perf_counter() - begun
    for caller in callers:
        caller.socket.close()
    return Sample(took, times)


def reading(paths: list[str]) -> Iterator[bytes]:
    """Write requests for paths, again and again."""
    for path in cycle(paths):
        yield f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {ACCEPTED}\r\n\r\n".encode()


def writing(sent_to: tuple[str, str], headers: dict[str, str]) -> Iterator[bytes]:
    """Write requests that each enter something of another number, ``#`` in the body."""
    path, body = sent_to
    told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    since = time.time_ns()
    while True:
        since += 1
        sent = body.replace("#", str(since)).encode()
        yield (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n{told}"
            f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n\r\n"
        ).encode() + sent
