"""A damaged journal is listed; what can be read is shown, what is lost is said, and nothing of it is written over."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.interview_fakes import TALK, Play, started
from support.journals import Written, lines, write
from typer.testing import CliRunner

from hotseat.cli.commands import app
from hotseat.cli.past import line
from hotseat.cli.trouble import Stop
from hotseat.front.past import DAMAGED_HOW, told
from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.plain.debrief import overall
from hotseat.review.export.account import read as read_account
from hotseat.review.export.page import page as html
from hotseat.review.history import load, summary
from hotseat.review.index import SessionIndex
from hotseat.review.search import search
from hotseat.review.wishes import read_wish
from hotseat.review.words import DAMAGED

NAME = "20260301-100000-aaaa"


def plain() -> list[dict[str, Any]]:
    play = Play(started(questions=[TALK]))
    play.to_questions()
    play.say("Lasso sets weights to zero.")
    play.say("Ridge shrinks them.")
    play.do(c.Leave())
    return [e.to_record(r) for r in play.records]


def put(root: Path, data: bytes) -> Written:
    written = Written(root / NAME)
    written.folder.mkdir(parents=True)
    written.path.write_bytes(data)
    return written


def torn(records: list[dict[str, Any]]) -> bytes:
    return b"".join(lines(records, NAME))[:-40]


def cut(records: list[dict[str, Any]]) -> bytes:
    data = b"".join(lines(records, NAME))
    return data[: len(data) * 9 // 10]


def doubled(records: list[dict[str, Any]]) -> bytes:
    at = len(records) - 3
    return b"".join(lines([*records[:at], records[at - 1], *records[at:]], NAME))


def gap(records: list[dict[str, Any]]) -> bytes:
    found = lines(records, NAME)
    return b"".join([*found[:-4], *found[-3:]])


def zeros(records: list[dict[str, Any]]) -> bytes:
    return b"".join(lines(records, NAME)[:-1]) + b"\0" * 4096


def of_the_future(records: list[dict[str, Any]]) -> bytes:
    at = len(records) - 2
    new = {**records[at], "seq": records[at]["seq"], "kind": "hologram-shown", "data": {"of": "you"}}
    later = [{**r, "seq": r["seq"] + 1} for r in records[at:]]
    return b"".join(lines([*records[:at], new, *later], NAME))


def not_understood(records: list[dict[str, Any]]) -> bytes:
    at = len(records) - 2
    wrong = {**records[at], "kind": "question-opened", "data": {"question": "of nobody"}}
    later = [{**r, "seq": r["seq"] + 1} for r in records[at:]]
    return b"".join(lines([*records[:at], wrong, *later], NAME))


def out_of_time(records: list[dict[str, Any]]) -> bytes:
    return b"".join(lines([*records[:-2], {**records[-2], "at": float("inf")}, records[-1]], NAME))


ACCIDENTS: dict[str, tuple[Callable[[list[dict[str, Any]]], bytes], str]] = {
    "torn": (torn, "cut off while they were written"),
    "cut": (cut, "cut off while they were written"),
    "doubled": (doubled, "damaged at line"),
    "a gap": (gap, "damaged at line"),
    "zeros": (zeros, "cut off while they were written"),
    "of the future": (of_the_future, "1 event of a kind that this version of Hotseat does not know is left out"),
    "not understood": (not_understood, "cannot be understood by this version of Hotseat"),
    "out of time": (out_of_time, "by this version of Hotseat; it and what follows, 2 events, are left out."),
}


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_what_can_be_read_is_shown_and_what_is_lost_is_said(tmp_path: Path, accident: str) -> None:
    damage, lost_told = ACCIDENTS[accident]
    data = damage(plain())
    written = put(tmp_path / "sessions", data)
    index = SessionIndex(tmp_path / "cache", tmp_path / "sessions")
    index.refresh()
    (row,) = index.page()[1]
    assert (row.title, row.fault) == ("A short interview", "")
    assert lost_told in row.lost
    assert row == summary(tmp_path / "sessions", NAME)
    state, lost = load(tmp_path / "sessions", NAME)
    assert lost == row.lost
    assert any("Lasso sets" in m.text for m in state.messages)
    assert search(index, read_wish("lasso zero")).hits
    assert [r.id for r in index.page(read_wish("state:damaged"))[1]] == [NAME]
    assert written.path.read_bytes() == data
    assert [p.name for p in written.folder.iterdir()] == ["journal.jsonl"]


def test_only_a_torn_end_leaves_a_session_open_to_be_gone_on_with(tmp_path: Path) -> None:
    for n, (name, (damage, _)) in enumerate(ACCIDENTS.items()):
        put(tmp_path / str(n), damage(plain()[:-2]))
        assert summary(tmp_path / str(n), NAME).open == (name in ("torn", "cut", "zeros", "of the future")), name


NOTHING: dict[str, bytes] = {
    "empty": b"",
    "a header alone": lines([], NAME)[0],
    "of another program": b'{"hello": 1}\n',
    "no text": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("kind", NOTHING)
def test_what_cannot_be_read_at_all_is_listed_with_the_reason(tmp_path: Path, kind: str) -> None:
    written = put(tmp_path / "sessions", NOTHING[kind])
    write(tmp_path / "sessions", "20260302-100000-bbbb", [e.Recorded(1, 0.0, "2026-03-02T10:00:00+00:00", started())])
    index = SessionIndex(tmp_path / "cache", tmp_path / "sessions")
    index.refresh()
    rows = index.page()[1]
    assert [r.id for r in rows] == ["20260302-100000-bbbb", NAME]
    assert rows[1].fault
    assert index.page(read_wish("state:damaged"))[0] == 1
    assert written.path.read_bytes() == NOTHING[kind]


def test_a_session_broken_before_its_end_is_called_damaged_and_neither_open_nor_ended(own_home: Path) -> None:
    root = own_home / "sessions"
    put(root, gap(plain()[:-2]))
    listed = CliRunner().invoke(app, ["review", "--mode", "interview"])
    assert re.search(r" damaged +\d", listed.stdout)
    assert json.loads(CliRunner().invoke(app, ["review", "--json"]).stdout)["status"] == "damaged"
    index = SessionIndex(own_home / "cache", root)
    index.refresh()
    for state, found in (("open", 0), ("ended", 0), ("damaged", 1)):
        assert index.page(read_wish(f"state:{state}"))[0] == found, state
    assert told(line(summary(root, NAME))).endswith(f", damaged. {DAMAGED_HOW}")
    refused = CliRunner().invoke(app, ["resume", NAME]).exception
    assert isinstance(refused, Stop) and f"damaged and cannot be gone on with. {DAMAGED_HOW}" in refused.sentence
    state, _ = load(root, NAME)
    first = overall(state, damaged=True)[0]
    assert DAMAGED in first and "open" not in first
    assert DAMAGED in html(read_account(root, NAME))
