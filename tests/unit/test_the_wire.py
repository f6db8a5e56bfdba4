"""What is said to a kernel over our own wire is what jupyter_client would say and understand, and nothing forged gets through."""

from __future__ import annotations

import os
import sys
from typing import Any

import pytest

from hotseat.kernels.launch import _began  # pyright: ignore[reportPrivateUsage]
from hotseat.kernels.wire import DELIMITER, Wire

INFO: dict[str, Any] = {"key": "a-key", "signature_scheme": "hmac-sha256", "transport": "ipc", "ip": "/tmp/s"}


@pytest.fixture(scope="module")
def theirs() -> Any:
    """A session of jupyter_client's with the same key."""
    from jupyter_client.session import Session

    return Session(key=b"a-key")


def test_jupyter_reads_what_we_send(theirs: Any) -> None:
    wire = Wire(INFO)
    sent = wire.message("execute_request", {"code": "π = 3", "silent": False})
    frames = wire.packed(sent)
    read = theirs.deserialize(theirs.feed_identities(frames)[1])
    assert (read["msg_type"], read["content"]) == ("execute_request", {"code": "π = 3", "silent": False})
    assert read["header"]["msg_id"] == sent["header"]["msg_id"] and read["header"]["session"] == wire.session


def test_we_read_what_jupyter_sends_with_what_it_answers_to(theirs: Any) -> None:
    message = theirs.msg("stream", {"name": "stdout", "text": "2030-01-01T00:00:00Z ü"}, parent={"msg_id": "7"})
    read = Wire(INFO).read([b"who", *theirs.serialize(message)])
    assert read["msg_type"] == "stream" and read["parent_header"]["msg_id"] == "7"
    assert read["content"] == {"name": "stdout", "text": "2030-01-01T00:00:00Z ü"}


def test_each_request_has_an_id_of_its_own() -> None:
    wire = Wire(INFO)
    ids = {wire.message("kernel_info_request", {})["header"]["msg_id"] for _ in range(100)}
    assert len(ids) == 100 and len({m[: m.rindex("_")] for m in ids}) == 1


@pytest.mark.parametrize("part", range(1, 6))
def test_a_message_that_was_altered_is_refused(theirs: Any, part: int) -> None:
    frames = list(theirs.serialize(theirs.msg("status", {"execution_state": "idle"})))
    frames[part] = frames[part].replace(b"e", b"a") if part > 1 else b"0" * 64
    if part in (3, 4):
        frames[part] = b'{"a": 1}'
    with pytest.raises(ValueError):
        Wire(INFO).read(frames)


def test_a_message_without_a_signature_or_that_comes_twice_is_refused(theirs: Any) -> None:
    frames = list(theirs.serialize(theirs.msg("status", {"execution_state": "idle"})))
    wire = Wire(INFO)
    with pytest.raises(ValueError):
        wire.read([DELIMITER, b"", *frames[2:]])
    wire.read(frames)
    with pytest.raises(ValueError):
        wire.read(frames)


def test_what_is_no_message_is_refused() -> None:
    for frames in ([], [b"x"], [DELIMITER, b"1"], [DELIMITER, b"1", b"2", b"3"]):
        with pytest.raises(ValueError):
            Wire(INFO).read(frames)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere psutil itself is asked")
def test_when_a_process_began_is_what_psutil_says() -> None:
    import psutil

    assert _began(os.getpid()) == psutil.Process().create_time()
    assert _began(2**22 + 1) is None
