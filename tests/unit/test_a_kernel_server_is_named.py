"""Kernels elsewhere, without any: addresses, frames that lie, gaps in what came, and the settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hotseat.addresses import is_open_wire
from hotseat.cli.kernel_server import read_server, token_of, wire_warning
from hotseat.cli.settings import read_settings
from hotseat.kernels.choice import KernelUnavailable
from hotseat.kernels.endings import Died, EndMissed, from_dict
from hotseat.kernels.remote.address import BadAddress, Server, base_of
from hotseat.kernels.remote.api import Specs
from hotseat.kernels.remote.gaps import Gaps
from hotseat.kernels.remote.life import chosen, gateway_environment
from hotseat.kernels.remote.link import read


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("http://localhost:8888", "http://localhost:8888"),
        (" https://hub.example.org/user/ada/ ", "https://hub.example.org/user/ada"),
        ("http://[::1]:8888/lab", "http://[::1]:8888"),
        ("http://box:8888/tree/", "http://box:8888"),
    ],
)
def test_an_address_is_taken_as_a_browser_shows_it(given: str, base: str) -> None:
    assert base_of(given) == base


@pytest.mark.parametrize(
    "given",
    [
        "box:8888",
        "ftp://box",
        "http://",
        "http://me:sesame@box",
        "http://box/?token=sesame",
        "http://box/#sesame",
        "http://box:sesame/",
        "http://bo x/",
        "http://[::1",
        "http://bóx/",
        "",
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_a_token_that_stood_in_it(given: str) -> None:
    with pytest.raises(BadAddress) as told:
        base_of(given)
    assert "sesame" not in str(told.value) and str(told.value).endswith(".")


def test_only_what_others_can_read_on_the_way_is_warned_about() -> None:
    for url in ("http://localhost:8888", "http://127.0.0.9", "http://[::1]:1", "https://box", "http://a.localhost"):
        assert not is_open_wire(url) and wire_warning(url) == ""
    assert "begins with http:" in wire_warning("http://box:8888") and is_open_wire("http://10.0.0.1")


def test_a_token_is_in_no_text_of_its_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTSEAT_KERNEL_TOKEN", " sesame ")
    assert token_of("http://box") == "sesame"
    assert "sesame" not in repr(Server("http://box", lambda: "sesame"))
    monkeypatch.setenv("HOTSEAT_KERNEL_TOKEN", "two\nlines")
    assert token_of("http://127.0.0.1:1") == ""


def test_the_settings_take_a_server_and_tell_what_is_wrong_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('kernel_server = "http://box:8888/lab"\n')
    settings, wrong = read_settings(file)
    assert settings.kernel_server == "http://box:8888" and "others on the way can read" in wrong[0]
    file.write_text('kernel_server = "http://box/?token=sesame"\n')
    settings, wrong = read_settings(file)
    assert settings.kernel_server == "" and "Cells run on this machine." in wrong[0] and "sesame" not in wrong[0]
    monkeypatch.setenv("HOTSEAT_KERNEL_SERVER", "https://hub")
    assert read_settings(file)[0].kernel_server == "https://hub"
    assert read_server("") == ("", "")


def message(number: int, kind: str = "stream", parent: str = "ours", process: str = "k_7", state: str = "") -> Any:
    content = {"execution_state": state} if state else {}
    return {
        "msg_type": kind,
        "header": {"msg_id": f"{process}_{number}", "msg_type": kind},
        "parent_header": {"msg_id": parent} if parent else {},
        "content": content,
    }


def begun() -> Gaps:
    gaps = Gaps()
    gaps.published(message(3, "status", state="busy"))
    gaps.published(message(4, "execute_input"))
    gaps.published(message(5))
    gaps.lost()
    return gaps


def test_what_goes_on_by_the_numbers_was_not_missed() -> None:
    gaps = begun()
    gaps.published(message(6))
    assert gaps.verdict() == "nothing"
    gaps.published(message(8, "status", state="idle"))  # its reply, number 7, comes on another way
    assert gaps.verdict() == "nothing"
    gaps.replied(message(7, "execute_reply"))
    assert gaps.verdict() == "nothing"


def test_a_reply_that_went_to_somebody_else_is_no_gap() -> None:
    gaps = begun()
    gaps.published(message(6, "status", parent="theirs", state="busy"))
    gaps.published(message(8, "status", parent="theirs", state="idle"))
    gaps.published(message(9))
    assert gaps.verdict() == "nothing"


def test_a_beginning_that_the_server_has_kept_to_itself_is_no_gap() -> None:
    gaps = begun()
    gaps.published(message(8, "status", parent="theirs", state="idle"))
    gaps.published(message(9))
    assert gaps.verdict() == "nothing"
    gaps.published(message(11))
    assert gaps.verdict() == "missed"


def test_one_message_that_did_not_come_is_a_gap() -> None:
    gaps = begun()
    gaps.published(message(7))
    assert gaps.verdict() == "missed"


def test_a_gap_from_before_is_not_told_again() -> None:
    gaps = begun()
    gaps.published(message(9))
    gaps.lost()
    gaps.published(message(10))
    assert gaps.verdict() == "nothing"


def test_messages_without_numbers_leave_it_open() -> None:
    gaps = Gaps()
    gaps.published(message(1, process="") | {"header": {"msg_id": "4f2a-9"}})
    gaps.lost()
    assert gaps.verdict() == "unknown"


def test_another_process_of_the_kernel_is_noticed_and_the_server_s_own_words_are_not_taken_for_it() -> None:
    gaps = begun()
    gaps.published(message(1, "stream", process="server_1"))
    gaps.published(message(2, "status", parent="", process="server_1", state="restarting"))
    assert not gaps.renewed
    gaps.replied(message(1, "kernel_info_reply", process="k_8"))
    assert gaps.renewed


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "nonsense",
        "[" * 100_000,
        "null",
        "[]",
        "{}",
        '{"channel": "iopub"}',
        '{"channel": "iopub", "header": [], "content": {}}',
        '{"channel": "iopub", "header": {"msg_type": 3}, "content": {}}',
        '{"channel": "iopub", "header": {"msg_type": "stream"}, "content": []}',
        '{"channel": ["iopub"], "header": {"msg_type": "stream"}, "content": {}}',
        '{"channel": "heart", "header": {"msg_type": "stream"}, "content": {}}',
        b"",
        b"\x00",
        b"\xff" * 64,
        b"\x00\x00\x00\x01\xff\xff\xff\xff",
    ],
)
def test_a_frame_that_lies_is_refused(raw: str | bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, IndexError, RecursionError)):
        read(raw)


def test_a_frame_is_read_with_buffers_and_without() -> None:
    whole = {"channel": "iopub", "header": {"msg_type": "stream"}, "content": {"text": "é"}, "parent_header": None}
    text = json.dumps(whole)
    assert read(text) == (
        "iopub",
        {"msg_type": "stream", "header": whole["header"], "parent_header": {}, "content": whole["content"]},
    )
    body = text.encode()
    framed = (2).to_bytes(4, "big") + (12).to_bytes(4, "big") + (12 + len(body)).to_bytes(4, "big") + body + b"\x00\xff"
    assert read(framed)[1]["content"] == {"text": "é"}


def test_the_kernel_that_is_meant_is_one_of_the_server_s_python_kernels() -> None:
    specs = Specs("ir", {"python3": "Python 3", "gpu": "GPU"}, {"ir": "R"})
    assert chosen(specs, "gpu", "http://box") == "gpu"
    assert chosen(specs, None, "http://box") == "gpu"  # the default is none for Python
    for name, words in (("ir", "runs R"), ("mine", "is called mine"), ("py:/x", "a Python on this machine")):
        with pytest.raises(KernelUnavailable, match=words):
            chosen(specs, name, "http://box")


def test_a_gateway_is_told_what_is_meant_for_it_and_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERNEL_USERNAME", "ada")
    monkeypatch.setenv("KERNEL_API_TOKEN", "sesame")
    monkeypatch.setenv("HOTSEAT_KERNEL_TOKEN", "sesame")
    assert gateway_environment() == {"KERNEL_USERNAME": "ada"}


def test_the_endings_of_cells_elsewhere_come_back_from_a_journal() -> None:
    for ending in (EndMissed(True), EndMissed(False), Died("lost"), Died("barred"), Died("ended")):
        assert from_dict(ending.to_dict()) == ending and ending.sentence.endswith(".")
        assert "None" not in ending.sentence
