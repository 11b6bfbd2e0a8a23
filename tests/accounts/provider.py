"""A small OpenID Connect provider on this machine: discovery, token with PKCE, keys, userinfo."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

CLIENT, SECRET, KEY = "chancery", "a secret of the test", "first"


class Provider(ThreadingHTTPServer):
    """Vouches for one person at a time, as the test says."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key: RSAPrivateKey = generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.token_claims: dict[str, Any] = {}
        self.codes: dict[str, str] = {}
        self.tokens: set[str] = set()

    def vouch(self, sub: str, in_token: dict[str, Any] | None = None, **claims: Any) -> None:
        """Say who signs on next, and what the identity token says otherwise."""
        self.claims = {"sub": sub, **claims}
        self.token_claims = in_token or {}

    def authorize(self, address: str) -> str:
        """Let the person through; give the address they are sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert asked["code_challenge_method"] == "S256"
        assert set(asked["scope"].split()) == {"openid", "profile", "email"}
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked["code_challenge"]
        return f"{urlsplit(asked['redirect_uri']).path}?code={code}&state={asked['state']}"

    def token(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """Give tokens for a code, once, to the client that began."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(asked["code_verifier"].encode()).digest())
        known = self.codes.pop(asked["code"], None)
        if known != challenge.decode().rstrip("=") or asked["client_secret"] != SECRET:
            return None
        access = secrets.token_urlsafe(8)
        self.tokens.add(access)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode(claims | self.token_claims, self.key, algorithm="RS256", headers={"kid": KEY})
        return {"access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": signed}


class Answers(BaseHTTPRequestHandler):
    """Answers the requests of the newsroom's server."""

    server: Provider

    def do_GET(self) -> None:
        at = self.server.issuer
        if self.path == "/.well-known/openid-configuration":
            ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            told = {f"{name}_endpoint": f"{at}/{path}" for name, path in ends.items()}
            self.answer({"issuer": at, "jwks_uri": f"{at}/keys", **told})
        elif self.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            self.answer({"keys": [{**public, "kid": KEY, "alg": "RS256", "use": "sig"}]})
        elif self.headers.get("Authorization", "").removeprefix("Bearer ") in self.server.tokens:
            self.answer(self.server.claims)
        else:
            self.answer({"error": "invalid_token"}, 401)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        told = self.server.token({name: values[0] for name, values in parse_qs(body).items()})
        self.answer(told or {"error": "invalid_grant"}, 200 if told else 400)

    def answer(self, told: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # the base's word
        """Say nothing."""


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider until the test is done."""
    provider = Provider()
    Thread(target=provider.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
