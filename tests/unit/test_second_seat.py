"""The second seat: who sits in it sees all that happens, is heard and marks; the session goes on whatever they do."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.engine_fakes import EchoRunner, MemoryCases, NoAnswers, SubstringAssessor, WordJudge
from support.interview_fakes import CODE, MIND, TALK, started
from support.lines import Lines
from support.waiting import until

from hotseat.cli.places import places
from hotseat.cli.second_seat import NoSeat, SecondSeat, find_socket
from hotseat.cli.service import RealService
from hotseat.cli.sessions import Opened
from hotseat.cli.settings import Settings
from hotseat.front.service import Trouble
from hotseat.interview import commands as c
from hotseat.interview.clock import InterviewClock
from hotseat.interview.effects import Effects
from hotseat.interview.engine import Engine, replay
from hotseat.interview.journal import Header, Journal, read
from hotseat.interview.rehearsal import VirtualClock
from hotseat.interview.second_seat import LONGEST_WORDS, called
from hotseat.plain.seat import Seat
from hotseat.review.history import JOURNAL
from hotseat.review.peers import peer_scores


@dataclass
class Room:
    """A session that offers a second seat."""

    engine: Engine
    folder: Path
    offered: SecondSeat
    path: Path

    async def line(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_unix_connection(str(self.path), limit=1_000_000)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    folder = tmp_path / "s1"
    folder.mkdir(mode=0o700)
    journal = Journal.create(folder / JOURNAL, Header(session="s1", created="2026-03-01T00:00:00+00:00", hotseat="0"))
    effects = Effects(EchoRunner(), WordJudge(), SubstringAssessor(), NoAnswers(), MemoryCases())
    engine = Engine(journal, effects, MIND, InterviewClock(VirtualClock()))
    await engine.begin(started(questions=[CODE, TALK]))
    effects.start_kernel()
    await engine.do(c.Say("ready"))
    offered = SecondSeat(engine, folder)
    path = await offered.open()
    yield Room(engine, folder, offered, path)
    await offered.close()
    await engine.close()


@contextlib.asynccontextmanager
async def seated(room: Room, name: str = "Ana") -> AsyncGenerator[Lines]:
    """Somebody in the seat, at a terminal."""
    lines = Lines()
    seat = asyncio.ensure_future(Seat(*await room.line(), lines.console(), name).run())
    await until(lambda: f"{name} joins us" in lines.said)
    yield lines
    lines.type("/quit")
    assert await asyncio.wait_for(seat, 5) == 0


async def said(reader: asyncio.StreamReader) -> dict[str, Any]:
    return json.loads(await asyncio.wait_for(reader.readline(), 5))


async def test_what_is_typed_in_the_seat_is_said_by_the_interviewer_under_that_name(room: Room) -> None:
    async with seated(room) as lines:
        lines.type("Why do you divide by n?")
        await until(lambda: "Ana: Why do you divide by n?" in lines.said)
    texts = [m.text for m in room.engine.state.messages if m.who == "interviewer"]
    assert "**Ana:** Why do you divide by n?" in texts
    await until(lambda: room.engine.state.messages[-1].text.startswith("Ana has left"))


async def test_who_takes_the_seat_is_told_what_happened_before_and_what_happens(room: Room) -> None:
    await room.engine.do(c.Say("I would begin with the mean."))
    async with seated(room) as lines:
        await until(lambda: "I would begin with the mean." in lines.said)
        await room.engine.do(c.Edit("# %%\nprint(41)\n"))
        await room.engine.do(c.RunCells((0,)))
        await room.engine.do(c.Submit())
        await room.engine.settle()
        await until(lambda: "FAIL" in lines.said)
        lines.type("/code")
        await until(lambda: "Code: 1  # %%" in lines.said or "print(41)" in lines.said)
        assert "Candidate: " in lines.said
        assert "You:" not in lines.said


async def test_a_mark_stands_among_the_peers_scores_and_the_last_one_counts(room: Room) -> None:
    async with seated(room) as lines:
        lines.type("/mark coding weak Too slow")
        await until(lambda: "Coding is marked weak" in lines.said)
        lines.type("/mark coding solid Names things well", "/mark overall strong")
        await until(lambda: "The whole is marked strong" in lines.said)
    (peer,) = peer_scores(room.folder.parent, "s1")
    assert (peer.name, peer.word) == ("Ana", "strong")
    assert (peer.scores["coding"].word, peer.scores["coding"].note) == ("solid", "Names things well")


async def test_one_person_sits_at_a_time(room: Room) -> None:
    async with seated(room):
        lines = Lines()
        assert await Seat(*await room.line(), lines.console(), "Ben").run() == 3
        assert "taken by Ana" in lines.said
    await until(lambda: "Ana has left" in room.engine.state.messages[-1].text)
    async with seated(room, "Ben"):
        pass


@pytest.mark.parametrize(
    "bytes_sent",
    [b"\xff\xfe\n", b"[" * 50_000 + b"\n", b"x" * 200_000 + b"\n", b'{"seat": 9}\n', b'"seat"\n', b""],
)
async def test_a_stranger_on_the_socket_disturbs_nothing(room: Room, bytes_sent: bytes) -> None:
    reader, writer = await room.line()
    writer.write(bytes_sent)
    writer.write_eof()
    with contextlib.suppress(ConnectionError):
        assert b"welcome" not in await asyncio.wait_for(reader.read(), 5)
    writer.close()
    async with seated(room):
        pass
    assert await room.engine.do(c.Say("All is well.")) is None


@pytest.mark.parametrize(
    "what",
    [{"say": ""}, {"say": "x" * (LONGEST_WORDS + 1)}, {"say": 3}, {"mark": "luck", "score": "strong"}, {"dance": 1}],
)
async def test_what_makes_no_sense_is_refused_in_a_sentence_and_the_seat_is_kept(
    room: Room, what: dict[str, Any]
) -> None:
    reader, writer = await room.line()
    writer.write(json.dumps({"seat": 1, "name": "Ana"}).encode() + b"\n" + json.dumps(what).encode() + b"\n")
    found: dict[str, Any] = {}
    while "refused" not in found:
        found = await said(reader)
    assert str(found["refused"]).endswith(".")
    writer.write(b'{"say": "Still here."}\n')
    while "said" not in found:
        found = await said(reader)
    writer.close()


async def test_markup_and_escapes_in_names_and_words_are_harmless(room: Room) -> None:
    assert called("\x1b]0;x\x07**Ana** `x`") == "Ana x"
    assert called("\x1b[2J[/]") == "/"
    assert called("**") == "Somebody"
    async with seated(room, "Ana") as lines:
        lines.type("\x1b[2J\x1b]52;c;aGk=\x07hello")
        await until(lambda: "hello" in lines.said.split("Ana:")[-1])
    assert not any("\x1b" in m.text for m in room.engine.state.messages)


async def test_the_journal_tells_the_same_as_the_session_that_had_a_second_seat(room: Room) -> None:
    async with seated(room) as lines:
        lines.type("And in production?")
        await until(lambda: "Ana: And in production?" in lines.said)
    await until(lambda: "Ana has left" in room.engine.state.messages[-1].text)
    await room.engine.settle()
    await room.engine.close()
    assert replay(read(room.folder / JOURNAL).records) == room.engine.state


async def test_the_seat_ends_with_the_session_and_leaves_no_socket(room: Room) -> None:
    lines = Lines()
    seat = asyncio.ensure_future(Seat(*await room.line(), lines.console(), "Ana").run())
    await until(lambda: "Ana joins us" in lines.said)
    assert find_socket(room.folder) == room.path
    await room.engine.close()
    await until(lambda: "You can still mark" in lines.said)
    assert find_socket(room.folder) is None
    lines.type("/mark overall solid", "And why?")
    await until(lambda: "The whole is marked solid" in lines.said and "This session is closed." in lines.said)
    await room.offered.close()
    await asyncio.wait_for(seat, 5)
    assert "The session was closed." in lines.said


async def test_a_seat_that_is_taken_away_late_leaves_the_next_one_of_the_session(room: Room) -> None:
    after = SecondSeat(room.engine, room.folder)
    await after.open()
    await room.offered.close()
    assert find_socket(room.folder) == room.path
    await after.close()
    assert find_socket(room.folder) is None


async def test_a_session_whose_seat_cannot_be_offered_is_closed_so_that_it_can_be_gone_on_with(
    room: Room, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    async def nowhere(self: SecondSeat) -> Path:
        raise NoSeat("There is none here.")

    async def opened() -> Opened:
        return Opened("s1", room.folder, room.engine)

    monkeypatch.setattr(SecondSeat, "open", nowhere)
    service = RealService(places(), Settings(second_seat=True))
    with pytest.raises(Trouble, match=r"There is none here.*kept: hotseat resume s1"):
        await service._keep(opened())  # pyright: ignore[reportPrivateUsage]
    Journal.open(room.folder / JOURNAL).close()
    await service.close()


async def test_the_socket_is_for_its_owner_alone(room: Room) -> None:
    assert room.path.stat().st_mode & 0o077 == 0
    assert room.path.parent.stat().st_mode & 0o077 == 0


async def test_what_was_typed_right_before_leaving_is_heard_and_marked(room: Room) -> None:
    lines = Lines()
    seat = asyncio.ensure_future(Seat(*await room.line(), lines.console(), "Ana").run())
    await until(lambda: "Ana joins us" in lines.said)
    lines.type("/mark coding weak", "Why?", "/mark overall strong", "Because?", "/mark communication solid", "/quit")
    assert await asyncio.wait_for(seat, 5) == 0
    await until(lambda: room.engine.state.messages[-1].text.startswith("Ana has left"))
    (peer,) = peer_scores(room.folder.parent, "s1")
    assert peer.word == "strong" and {k: s.word for k, s in peer.scores.items()} == {
        "coding": "weak",
        "communication": "solid",
    }
    assert [m.text for m in room.engine.state.messages][-3:-1] == ["**Ana:** Why?", "**Ana:** Because?"]
