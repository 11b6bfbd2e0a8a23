"""Run the production server so that it can be killed, and type into its record editor while it is."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext

from config import embedded
from tests.browser.harness import until

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
"""Seconds after which a server is taken to never answer."""

FILL = """
from django.conf import settings
from tests import cast
from tests.filling import signed_in
print("made", cast.visit().pk, signed_in("reporter").cookies[settings.SESSION_COOKIE_NAME].value)
"""
WATCH = """{
    window.watched = { acknowledged: [], longest: 0, asked: 0, late: 0 };
    const send = window.fetch;
    window.fetch = async (address, options) => {
        if (options?.method !== "PUT") return send(address, options);
        const asked = (watched.asked = performance.now());
        try {
            const answer = await send(address, options);
            if (answer.ok) watched.acknowledged.push((await answer.clone().json()).summary);
            return answer;
        } finally {
            watched.longest = Math.max(watched.longest, performance.now() - asked);
            watched.asked = 0;
        }
    };
    let due = performance.now() + 100;
    setInterval(() => {
        watched.late = Math.max(watched.late, performance.now() - due);
        due = performance.now() + 100;
    }, 100);
}"""  # what was acknowledged, how long the longest save took, and how late this browser's clock rang at most


class Served:
    """The production server on an installation of its own, with one event."""

    def __init__(self, folder: Path) -> None:
        self.cluster = embedded.locate(folder)
        left_out = {"DATABASE_URL", "PUBLIC_DATABASE_URL"}
        self.environment = {name: value for name, value in os.environ.items() if name not in left_out}
        self.environment["DATA_DIR"] = str(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.manage("migrate", "--verbosity", "0")
        told = self.manage("shell", "--verbosity", "0", "--command", FILL)
        self.event, self.login = told.split("made ", 1)[1].split()[:2]
        self.process: subprocess.Popen[bytes] | None = None
        self.run()

    @property
    def url(self) -> str:
        """Give the server's root."""
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *command: str) -> str:
        """Run a command of the installation; give what it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.environment, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self) -> None:
        """Wait until the server answers; start it where it ended, as whoever looks after it would.

        It ends by itself where the same worker is killed twice within seconds.
        """
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process is None or self.process.poll() is not None:
                self._start()
            assert time.monotonic() < deadline, "The server does not come back."
            time.sleep(0.05)

    def _start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port)],
            cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _answers(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return self.ask("/healthz")[0] == 200
        return False

    def ask(self, path: str) -> tuple[int, bytes]:
        """Ask as the reporter; give status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers={"Cookie": f"sessionid={self.login}"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def text(self) -> str:
        """Give the event's summary, as the server holds it."""
        return str(json.loads(self.ask(f"/api/v1/desk/events/{self.event}/")[1])["summary"])

    def kill_workers(self) -> None:
        """Kill every process that serves; the server starts others."""
        assert self.process
        self._kill(self._children())

    def kill_all(self) -> None:
        """Kill the server with all its processes, but not its database."""
        assert self.process
        children = self._children()
        self._kill([self.process.pid, *children])
        self.process.wait()

    def _children(self) -> list[int]:
        assert self.process
        pid = self.process.pid
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def _kill(self, processes: list[int]) -> None:
        for each in processes:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)

    def end(self) -> None:
        """Stop the server and clear its installation away."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)
        shutil.rmtree(self.cluster.home, ignore_errors=True)


class Typist:
    """Somebody who types on into the summary of the event."""

    def __init__(self, context: BrowserContext, served: Served) -> None:
        self.context = context
        context.add_cookies([{"name": "sessionid", "value": served.login, "url": served.url}])
        context.add_init_script(WATCH)
        self.page = context.pages[0]
        self.page.goto(f"{served.url}/desk/events/{served.event}/")
        until(lambda: self.page.evaluate("Boolean(window.editor)"), "the record did not open")
        self.page.locator("#field-summary").focus()
        self.page.keyboard.press("Control+End")
        self.typed = self.shown()
        self.times = [time.monotonic()] * len(self.typed)
        self.closed = False

    def type(self) -> None:
        """Type the next words, key by key."""
        words = f"{len(self.typed)} "
        for key in words:
            self.times.append(time.monotonic())
            self.page.keyboard.type(key)
        self.typed += words

    def shown(self) -> str:
        """Read the field."""
        return self.page.locator("#field-summary").input_value()

    def saved(self) -> None:
        """Wait until the page says that all is saved."""
        self.page.locator("#state[data-state=saved]").wait_for(timeout=PATIENCE * 1000)
        until(lambda: self.page.evaluate("editor.saver.settled"), "what was typed was not saved")

    def acknowledged(self) -> list[str]:
        """Give every text the server has said it holds."""
        return list(self.page.evaluate("watched.acknowledged"))

    def conflicts(self) -> int:
        """Count the conflicts shown."""
        return self.page.locator("#conflicts article").count()

    def lag(self) -> float:
        """Give the seconds that this machine may add: two saves that are waited for, and late clocks."""
        told: dict[str, Any] = self.page.evaluate(
            "({...watched, waiting: watched.asked && performance.now() - watched.asked})"
        )
        return float(2 * max(told["longest"], told["waiting"]) + told["late"]) / 1000

    def seconds_since(self, text: str) -> float:
        """Give for how long the first character after a text had been there when the last was typed."""
        return self.times[-1] - self.times[len(text)] if len(text) < len(self.times) else 0.0

    def close(self) -> None:
        """Close the browser, once."""
        if not self.closed:
            self.page.close()  # as a person does: the page is told
            self.context.close()
        self.closed = True
