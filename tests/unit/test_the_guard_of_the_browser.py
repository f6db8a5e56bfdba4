"""What of a request decides whether it may pass ``hotseat serve``; the server itself is tested by ``make beyond``."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import pytest

from hotseat.cli.serve import serve_pages
from hotseat.cli.trouble import ENVIRONMENT, Stop
from hotseat.cli.web.guard import NO_PASS, WRONG_HOST, WRONG_ORIGIN, Asked, Guard, is_loopback


@pytest.fixture
def guard() -> Guard:
    return Guard({"localhost", "127.0.0.1", "::1", "My-Box"}, "hotseat-8000")


@pytest.fixture
def known(guard: Guard) -> Asked:
    """A request that passes."""
    cookie = guard.exchanged(guard.new_token())
    return Asked("/ws", ["127.0.0.1:8000"], ["http://127.0.0.1:8000"], "same-origin", cookie, socket=True)


def test_the_own_page_passes(guard: Guard, known: Asked) -> None:
    assert guard.why_not(known) == ""


def test_a_token_is_good_for_one_exchange_and_a_new_one_voids_it(guard: Guard) -> None:
    token = guard.new_token()
    assert guard.exchanged("") == guard.exchanged(token[:-1]) == guard.exchanged("…") == ""
    assert guard.exchanged(token)
    assert guard.exchanged(token) == ""
    old, new = guard.new_token(), guard.new_token()
    assert guard.exchanged(old) == ""
    assert guard.exchanged(new) and new != guard.exchanged(new)


def test_before_there_is_a_token_an_empty_one_opens_nothing(guard: Guard) -> None:
    assert guard.exchanged("") == ""
    assert guard.why_not(Asked("/", ["localhost"], [])) == NO_PASS


def test_a_token_opens_the_entrance_alone(guard: Guard) -> None:
    token = guard.new_token()
    assert guard.why_not(Asked("/", ["localhost"], [], token=token)) == ""
    assert guard.why_not(Asked("/download/x", ["localhost"], [], token=token)) == NO_PASS


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:9000", "[::1]:8000", "my-box:80"])
def test_a_name_of_the_server_passes_with_any_port(guard: Guard, known: Asked, host: str) -> None:
    assert guard.why_not(replace(known, hosts=[host], origins=[f"http://{host}"])) == ""


@pytest.mark.parametrize(
    "hosts",
    [
        [],
        [""],
        ["evil.example"],
        ["evil.example:8000"],
        ["127.0.0.1.evil.example"],
        ["localhost@evil.example"],
        ["evil.example/localhost"],
        ["localhost/"],
        ["[::1"],
        ["10.0.0.7"],
        ["localhost", "localhost"],
    ],
)
def test_any_other_name_does_not(guard: Guard, known: Asked, hosts: list[str]) -> None:
    assert guard.why_not(replace(known, hosts=hosts)) == WRONG_HOST


def test_the_number_that_a_request_came_in_on_is_a_name_too(guard: Guard, known: Asked) -> None:
    came = replace(known, hosts=["10.0.0.7:8000"], origins=["http://10.0.0.7:8000"], here="10.0.0.7")
    assert guard.why_not(came) == ""
    assert guard.why_not(replace(came, here="10.0.0.8")) == WRONG_HOST


@pytest.mark.parametrize(
    "origins",
    [
        ["null"],
        [""],
        ["http://evil.example"],
        ["http://127.0.0.1:8001"],
        ["http://127.0.0.1"],
        ["http://localhost:8000"],
        ["file://127.0.0.1:8000"],
        ["http://127.0.0.1:8000.evil.example"],
        ["http://127.0.0.1:8000", "http://127.0.0.1:8000"],
        [],
    ],
)
def test_another_origin_does_not_pass(guard: Guard, known: Asked, origins: list[str]) -> None:
    assert guard.why_not(replace(known, origins=origins)) == WRONG_ORIGIN


def test_a_request_without_an_origin_passes_unless_it_is_for_a_websocket_or_from_elsewhere(
    guard: Guard, known: Asked
) -> None:
    plain = replace(known, path="/download/x", origins=[], socket=False)
    assert guard.why_not(plain) == ""
    assert guard.why_not(replace(plain, site="")) == ""
    assert guard.why_not(replace(plain, site="cross-site")) == WRONG_ORIGIN
    assert guard.why_not(replace(plain, site="same-site")) == WRONG_ORIGIN


@pytest.mark.parametrize("cookie", ["", "guessed", "…"])
def test_without_the_cookie_nothing_passes(guard: Guard, known: Asked, cookie: str) -> None:
    assert guard.why_not(replace(known, cookie=cookie)) == NO_PASS


def test_only_addresses_of_this_machine_alone_are_taken_for_such() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.1.2.3", "::1", "localhost", "LocalHost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.5", "my-box", "localhost.evil.example", "")))


def test_without_its_package_serving_tells_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "hotseat.cli.web.server", raising=False)
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    with pytest.raises(Stop, match=re.escape('pip install "hotseat[web]"')) as stopped:
        serve_pages("127.0.0.1", 0, (), 4, yes=False)
    assert stopped.value.code == ENVIRONMENT
