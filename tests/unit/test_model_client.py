"""The chat client against a real server on loopback: what it understands, and how it gives up."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing

import pytest
from support.model_server import Raw, Reply, Say, serving

from hotseat.voices.chat_client import ChatClient
from hotseat.voices.exchange import MOST_BYTES, ModelTrouble

HELLO = [{"role": "user", "content": "Hello."}]
SECRET = "sk-never-shown-0123456789"


async def said(client: ChatClient) -> str:
    return "".join([piece async for piece in client.stream(HELLO, 50)])


def fixed(reply: Reply):
    return lambda request: reply


async def test_a_streamed_answer_comes_piece_by_piece_with_model_and_key() -> None:
    async with serving(fixed(Say(("Hel", "lo ", "there."), role_first=True))) as server:
        client = ChatClient(server.url, "tiny", key=lambda: SECRET)
        pieces = [piece async for piece in client.stream(HELLO, 50)]
    assert pieces == ["Hel", "lo ", "there."]
    assert server.asked[0]["model"] == "tiny"
    assert server.asked[0]["stream"] is True
    assert server.keys == [f"Bearer {SECRET}"]


async def test_a_server_that_does_not_stream_is_understood() -> None:
    body = json.dumps({"choices": [{"message": {"content": "All at once."}, "finish_reason": "stop"}]}).encode()
    async with serving(fixed(Raw(body, kind="application/json; charset=utf-8"))) as server:
        assert await said(ChatClient(server.url, "tiny")) == "All at once."


async def test_comments_and_carriage_returns_in_a_stream_mean_nothing() -> None:
    data = json.dumps({"choices": [{"delta": {"content": "Fine."}, "finish_reason": "stop"}]}).encode()
    body = b": alive\r\nevent: message\r\ndata: " + data + b"\r\n\r\ndata: [DONE]\r\n\r\n"
    async with serving(fixed(Raw(body))) as server:
        assert await said(ChatClient(server.url, "tiny")) == "Fine."


@pytest.mark.parametrize(
    "reply",
    [
        Say(("Half a sen",), ending="cut"),
        Say(("Too long",), ending="length"),
        Say(("No",), ending="content_filter"),
        Raw(b"data: {not json}\n\n"),
        Raw(b'data: ["a list"]\n\ndata: [DONE]\n\n'),
        Raw(b'data: {"choices": [{"delta": {"content": 7}}]}\n\n'),
        Raw(b'data: {"error": {"message": "' + SECRET.encode() + b'"}}\n\n'),
        Raw(b'data: {"choices": "none"}\n\n'),
        Raw(b"data: " + b"[" * 100_000 + b"\n\n"),
        Raw(b"<html>a login page</html>", kind="text/html"),
        Raw(b"{}", kind="application/json"),
        Raw(b"", status=200),
        Raw(b"x" * (MOST_BYTES + 100_000)),
        Raw(SECRET.encode(), status=401),
        Raw(b"", status=404),
        Raw(b"", status=429),
        Raw(b"oops", status=500),
        Raw(b"", status=302),
    ],
    ids=lambda r: f"{type(r).__name__}-{getattr(r, 'ending', getattr(r, 'status', ''))}",
)
async def test_whatever_goes_wrong_is_one_plain_sentence_without_the_servers_words(reply: Reply) -> None:
    async with serving(fixed(reply)) as server:
        with pytest.raises(ModelTrouble) as fault:
            await said(ChatClient(server.url, "tiny", key=lambda: SECRET))
    assert str(fault.value).endswith(".")
    assert SECRET not in str(fault.value) + repr(fault.value)


@pytest.mark.parametrize(
    "reply",
    [
        Say(("Your key is ", SECRET[:9], SECRET[9:], ".")),
        Raw(json.dumps({"choices": [{"message": {"content": SECRET}}]}).encode(), kind="application/json"),
    ],
)
async def test_an_answer_that_holds_the_key_is_no_answer(reply: Reply) -> None:
    async with serving(fixed(reply)) as server:
        said = ""
        client = ChatClient(server.url, "tiny", key=lambda: SECRET)
        with pytest.raises(ModelTrouble) as fault:
            async for piece in client.stream(HELLO, 50):
                said += piece
        with pytest.raises(ModelTrouble):
            await client.ask(HELLO, {}, str)
    assert SECRET not in said + str(fault.value)


async def test_a_model_that_is_named_after_the_key_is_not_listed() -> None:
    async with serving(fixed(Say(("x",)))) as server:
        server.models = ("tiny", f"of-{SECRET}")
        assert await ChatClient(server.url, "tiny", key=lambda: SECRET).models() == ("tiny",)


async def test_nobody_at_the_address_is_said_plainly() -> None:
    async with serving(fixed(Say(("x",)))) as server:
        url = server.url
    with pytest.raises(ModelTrouble, match="could not be reached"):
        await said(ChatClient(url, "tiny"))


async def test_a_parameter_that_a_server_does_not_know_is_left_out_from_then_on() -> None:
    def script(request: dict[str, object]) -> Reply:
        return Raw(b"{}", status=400) if "max_tokens" in request else Say(("Fine.",))

    async with serving(script) as server:
        client = ChatClient(server.url, "tiny")
        assert await said(client) == "Fine."
        assert await said(client) == "Fine."
    assert ["max_tokens" in a for a in server.asked] == [True, False, False]


async def test_breaking_off_closes_the_connection_at_once() -> None:
    async with serving(fixed(Say(("One ", "two"), ending="silent"))) as server:
        client = ChatClient(server.url, "tiny")
        async with aclosing(client.stream(HELLO, 50)) as pieces:
            assert await anext(pieces) == "One "
        await asyncio.wait_for(server.left.wait(), 5)
        assert server.broken_off == 1


@pytest.mark.parametrize(("knows", "forms"), [("json_schema", 1), ("json_object", 2), ("none", 3)])
async def test_structured_answers_are_asked_for_in_the_strictest_form_that_is_known(knows: str, forms: int) -> None:
    def script(request: dict[str, object]) -> Reply:
        form = request.get("response_format", {"type": "none"})["type"]  # type: ignore[index]
        return Say(('Here: ```json\n{"fine": true}\n```',)) if form == knows else Raw(b"{}", status=400)

    async with serving(script) as server:
        client = ChatClient(server.url, "tiny")
        schema = {"type": "object", "properties": {"fine": {"type": "boolean"}}}
        assert await client.ask(HELLO, schema, json.loads) == {"fine": True}
        assert await client.ask(HELLO, schema, json.loads) == {"fine": True}
    assert len(server.asked) == forms + 1, "the form that worked is remembered"


async def test_an_answer_that_fits_no_form_is_given_up() -> None:
    async with serving(fixed(Say(("I would rather chat.",)))) as server:
        with pytest.raises(ModelTrouble, match="fits"):
            await ChatClient(server.url, "tiny").ask(HELLO, {}, json.loads)
    assert len(server.asked) == 3


async def test_options_go_along_and_the_key_is_fetched_once() -> None:
    fetched: list[int] = []

    def key() -> str:
        fetched.append(1)
        return SECRET

    async with serving(fixed(Say(("Fine.",)))) as server:
        client = ChatClient(server.url, "tiny", key=key, options={"reasoning_effort": "none"})
        await said(client)
        await said(client)
        assert await client.models() == ("tiny",)
    assert server.asked[0]["reasoning_effort"] == "none"
    assert len(fetched) == 1
