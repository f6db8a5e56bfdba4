"""A small client for the chat-completions protocol, as Ollama, llama.cpp, vLLM and the hosted services speak it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Any, TypeVar, cast

from hotseat.voices.exchange import ModelTrouble, Refused, Response, exchange

T = TypeVar("T")
Messages = Sequence[Mapping[str, str]]
NOT_UNDERSTOOD = (400, 422)
"""Statuses of a server that does not know a parameter."""
SHORTEST_KEY = 8
"""Characters of a key that a text is searched for; a shorter one stands in many a text by chance."""
_KEY_TOLD = "The language model's answer held the key that opens it, so it is not used."
_NO_COMPLETION = "The language model's endpoint sent something that is no chat completion."


class ChatClient:
    """Speaks with one model at one endpoint. The key is fetched when it is first needed and never leaves in a message."""

    def __init__(
        self,
        url: str,
        model: str,
        *,
        key: Callable[[], str] = lambda: "",
        options: Mapping[str, Any] | None = None,
    ) -> None:
        """``url`` is the base, such as ``http://localhost:11434/v1``; ``options`` go along with every request."""
        self.model = model
        self._url = url.rstrip("/")
        self._fetch_key = key
        self._key: str | None = None
        self._options = dict(options or {})
        self._bare = False
        """The server knows none of the parameters that are not needed."""
        self._form = 0
        """How structured answers are asked for: by schema, as any JSON, in plain words."""

    async def models(self) -> tuple[str, ...]:
        """The models that the endpoint lists; empty where it does not say. Raises ModelTrouble where it does not answer."""
        async with exchange("GET", f"{self._url}/models", key=await self._own_key()) as response:
            found = _parsed(await _whole(response))
        listed = cast("list[Any]", found.get("data") or [])
        names = (str(entry["id"]) for entry in listed if isinstance(entry, dict) and "id" in entry)
        return tuple(name for name in names if not self._tells_key(name))

    async def stream(self, messages: Messages, most_tokens: int) -> AsyncGenerator[str]:
        """The model's answer, piece by piece. Raises ModelTrouble where it fails, is cut off or is refused."""
        for last_try in (False, True):
            extra = {} if self._bare else {"temperature": 0.7, "max_tokens": most_tokens}
            try:
                asked = self._asked({"messages": list(messages), "stream": True, **extra})
                async with asked as response, aclosing(_pieces(response)) as pieces:
                    said, told = "", 0
                    async for piece in pieces:
                        said += piece
                        if self._tells_key(said):
                            raise ModelTrouble(_KEY_TOLD)
                        sure = len(said) - self._begun_key(said)
                        if sure > told:
                            yield said[told:sure]
                            told = sure
                    if said[told:]:
                        yield said[told:]
                return
            except Refused as refusal:
                if refusal.code not in NOT_UNDERSTOOD or self._bare or last_try:
                    raise
                self._bare = True

    async def ask(self, messages: Messages, schema: Mapping[str, Any], parse: Callable[[str], T]) -> T:
        """A structured answer, asked for in the strictest form that the server knows.

        ``parse`` raises ValueError for what does not fit. Raises ModelTrouble where no form brings a fitting answer.
        """
        trouble = ModelTrouble("The language model gave no answer that fits what was asked.")
        for form in range(self._form, 3):
            told = list(messages)
            if form:
                head = dict(told[0])
                head["content"] += f"\n\nAnswer with one JSON object that fits this JSON Schema: {json.dumps(schema)}"
                told[0] = head
            body: dict[str, Any] = {"messages": told, "stream": False, **_FORMATS[form](schema)}
            try:
                async with self._asked(body) as response:
                    text, _ = _message(_parsed(await _whole(response)))
                if self._tells_key(text):
                    raise ModelTrouble(_KEY_TOLD)
                found = parse(_object_in(text))
            except Refused as refusal:
                if refusal.code not in NOT_UNDERSTOOD:
                    raise
                trouble = refusal
            except ValueError:
                continue
            else:
                self._form = form
                return found
        raise trouble

    @asynccontextmanager
    async def _asked(self, body: Mapping[str, Any]) -> AsyncGenerator[Response]:
        whole = {**self._options, "model": self.model, **body}
        url, key = f"{self._url}/chat/completions", await self._own_key()
        async with exchange("POST", url, key=key, body=json.dumps(whole).encode()) as response:
            yield response

    @property
    def _sought(self) -> str:
        """The key, where texts are searched for it; empty where it is too short for that."""
        key = self._key or ""
        return key if len(key) >= SHORTEST_KEY else ""

    def _begun_key(self, text: str) -> int:
        """How many signs at the end of a text may be the beginning of the key."""
        key = self._sought
        return next((n for n in range(min(len(key) - 1, len(text)), 0, -1) if text.endswith(key[:n])), 0)

    def _tells_key(self, text: str) -> bool:
        return bool(self._sought) and self._sought in text

    async def _own_key(self) -> str:
        if self._key is None:
            self._key = await asyncio.to_thread(self._fetch_key)
        return self._key


_FORMATS: tuple[Callable[[Mapping[str, Any]], dict[str, Any]], ...] = (
    lambda schema: {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": schema, "strict": True},
        }
    },
    lambda schema: {"response_format": {"type": "json_object"}},
    lambda schema: {},
)


async def _whole(response: Response) -> bytes:
    return b"".join([piece async for piece in response.pieces()])


def _parsed(text: bytes | str) -> dict[str, Any]:
    """A JSON object that tells of no error. Raises ModelTrouble."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise ModelTrouble(_NO_COMPLETION) from None
    if not isinstance(found, dict):
        raise ModelTrouble(_NO_COMPLETION)
    if found.get("error"):
        raise ModelTrouble("The language model's endpoint reported an error.")
    return cast("dict[str, Any]", found)


def _message(completion: Mapping[str, Any]) -> tuple[str, str]:
    """The text of a completion or of a piece of one, and why it ended, if it did. Raises ModelTrouble."""
    choices = completion.get("choices")
    if choices == []:
        return "", ""  # Figures on use may come as a piece without a choice.
    try:
        choice = cast("list[dict[str, Any]]", choices)[0]
        said = choice.get("delta") or choice.get("message") or {}
        text, ended = said.get("content"), choice.get("finish_reason")
    except (TypeError, KeyError, IndexError, AttributeError):
        raise ModelTrouble(_NO_COMPLETION) from None
    if not isinstance(text, str | None):
        raise ModelTrouble(_NO_COMPLETION)
    return text or "", str(ended or "")


async def _pieces(response: Response) -> AsyncGenerator[str]:
    """The pieces of text in a stream of server-sent events, or the whole of it where the server does not stream."""
    if response.kind == "application/json":
        text, ended = _message(_parsed(await _whole(response)))
        _check_end(ended or "stop")
        yield text
        return
    rest, ended = b"", ""
    async for piece in response.pieces():
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            if not line.startswith(b"data:"):
                continue  # Comments keep a connection alive; other fields mean nothing here.
            data = line[5:].strip()
            if data == b"[DONE]":
                _check_end(ended or "stop")
                return
            text, why = _message(_parsed(data))
            ended = why or ended
            if text:
                yield text
    _check_end(ended)


def _check_end(why: str) -> None:
    if not why:
        raise ModelTrouble("The language model's answer was cut off.")
    if why == "length":
        raise ModelTrouble("The language model's answer was longer than it may be.")
    if why not in ("stop", "eos", "end_turn"):
        raise ModelTrouble("The language model did not want to answer.")


def _object_in(text: str) -> str:
    """The JSON object in a text that may have words or a fence around it."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text
