"""At the edge: what cannot be text is refused with the field named, and every answer has its headers."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


def ask(query: str, path: str = "/healthz") -> Any:
    return Client().get(path, QUERY_STRING=query)


def body(answer: Any) -> dict[str, Any]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    content: dict[str, Any] = json.loads(answer.content)
    assert list(content) == ["type", "title", "status", "detail", "errors"]
    return content


def test_text_of_any_script_passes() -> None:
    assert ask("q=%D0%9C%D1%83%D0%BD%D0%B8%D1%80+%F0%9F%95%8A&empty=&bare&sign=%25").status_code == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("q=%00", "q"),
        ("a=1&q=x%00y", "q"),
        ("q=%ff", "q"),
        ("q=%ED%A0%80", "q"),  # a lone surrogate
        ("q%00=1", "q\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_a_parameter_that_is_not_text_is_refused_by_name(query: str, field: str) -> None:
    answer = ask(query)
    assert answer.status_code == 400
    assert body(answer)["errors"][0]["field"] == field


def test_a_path_with_nul_is_refused() -> None:
    answer = Client().get("/events/%00/")
    assert answer.status_code == 400
    assert body(answer)["errors"][0]["field"] == "path"


def test_a_query_of_the_allowed_length_passes_and_one_byte_more_does_not() -> None:
    assert ask("q=" + "a" * (settings.QUERY_STRING_MAX - 2)).status_code == 200
    answer = ask("q=" + "a" * (settings.QUERY_STRING_MAX - 1))
    assert answer.status_code == 414
    assert str(settings.QUERY_STRING_MAX) in body(answer)["detail"]


def test_a_path_that_is_too_long_is_refused() -> None:
    assert body(Client().get("/" + "a" * settings.PATH_MAX))["status"] == 414


def test_too_many_parameters_are_refused() -> None:
    assert ask("&".join(["a=1"] * settings.QUERY_PARAMETERS_MAX)).status_code == 200
    assert body(ask("&".join(["a=1"] * (settings.QUERY_PARAMETERS_MAX + 1))))["status"] == 400


@pytest.mark.parametrize("path", ["/healthz", "/nowhere/", "/healthz?q=%00", "/admin/", "/admin/login/"])
def test_every_answer_has_the_security_headers(path: str) -> None:
    headers = Client().get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_only_the_admin_may_evaluate_and_style_inline() -> None:
    admin = Client().get("/admin/login/").headers["Content-Security-Policy"]
    desk = Client().get("/desk/").headers["Content-Security-Policy"]
    public = Client().get("/nowhere/").headers["Content-Security-Policy"]
    assert "'unsafe-eval'" in admin
    assert "'unsafe-inline'" in admin
    assert "unsafe" not in desk + public


def test_newsroom_answers_are_never_cached() -> None:
    for path in ["/admin/", "/admin/login/", "/desk/", "/api/v1/desk/events/"]:
        assert "no-store" in Client().get(path).headers["Cache-Control"]


def test_public_paths_know_no_session_and_set_no_cookie() -> None:
    answer = Client().get("/nowhere/")
    assert not answer.cookies
    assert not hasattr(answer.wsgi_request, "session")
    assert not hasattr(answer.wsgi_request, "user")


def test_newsroom_paths_know_the_session() -> None:
    request = Client().get("/admin/login/").wsgi_request
    assert hasattr(request, "session")
    assert request.user.is_anonymous


def test_a_forged_post_to_the_newsroom_is_refused() -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()


def test_the_public_api_may_be_read_from_anywhere_but_never_as_somebody() -> None:
    headers = Client().get("/api/v1/events/", HTTP_ORIGIN="https://elsewhere.example").headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize("path", ["/api/v1/desk/events/", "/admin/", "/desk/"])
def test_the_newsroom_may_not_be_read_from_other_origins(path: str) -> None:
    headers = Client().get(path, HTTP_ORIGIN="https://elsewhere.example").headers
    assert "Access-Control-Allow-Origin" not in headers


def test_static_files_are_served_without_having_been_collected() -> None:
    answer = Client().get("/static/admin/css/base.css")
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/%D9%A3/", "/caf%C3%A9/", "/%F0%9F%95%8A/", "/%FF/", "/%ED%A0%80/"])
def test_a_path_of_any_script_is_looked_up_like_any_other(path: str) -> None:
    assert Client().get(path).status_code == 404
    assert Client().get(f"/api/v1{path}").status_code == 404
