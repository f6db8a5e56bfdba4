"""A session that another program writes is read as it grows, by whoever looks on, and is never touched."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from support import scene
from support.lines import Lines

from hotseat.cli.onlooking import Onlooker
from hotseat.front.elsewhere import Onlook, OpenElsewhere
from hotseat.interview import events as e
from hotseat.interview.journal import Header, Journal, read
from hotseat.plain.onlooking import Onlooking
from hotseat.review.history import JOURNAL
from hotseat.review.replay import Replay
from hotseat.review.replay_recording import Recording, of_records

SESSION = "20260301-100000-abcd"
RECORDS: list[dict[str, Any]] = [e.to_record(r) for r in scene.records()]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    made = Journal.create(tmp_path / SESSION / JOURNAL, Header(SESSION, "2026-03-01T10:00:00+00:00", "0.1.0"))
    made.append(RECORDS[:3], sync=True)
    return made


def test_each_look_gives_what_was_added_and_nothing_where_nothing_was(tmp_path: Path, journal: Journal) -> None:
    onlooker = Onlooker(tmp_path, SESSION)
    first = onlooker.look(None)
    assert first.open and first.more is not None and len(first.more.records) == 3
    assert onlooker.look(first.more).more is None
    for count in (4, 5, len(RECORDS)):
        before = len(read(journal.path).records)
        journal.append(RECORDS[before:count], sync=True)
        known = onlooker.look(first.more).more
        assert known is not None and len(known.records) == count
        assert known == of_records(RECORDS[:count], session=SESSION)
        first = onlooker.look(None)
        assert first.more == known
    journal.close()
    assert not onlooker.look(first.more).open


def test_what_is_just_being_written_is_read_once_it_is_whole(tmp_path: Path, journal: Journal) -> None:
    onlooker = Onlooker(tmp_path, SESSION)
    known = onlooker.look(None).more
    journal.append(RECORDS[3:5], sync=True)
    whole = journal.path.read_bytes()
    for cut in range(len(whole) - len(whole.splitlines(keepends=True)[-1]), len(whole)):
        journal.path.write_bytes(whole[:cut])
        found = onlooker.look(known).more
        assert found is None or len(found.records) == 4
        known = found or known
    journal.path.write_bytes(whole)
    found = onlooker.look(known).more
    assert found is not None and len(found.records) == 5 and not found.lost
    journal.close()


def test_a_process_that_is_gone_has_no_session_open(tmp_path: Path, journal: Journal) -> None:
    assert Onlooker(tmp_path, SESSION).look(None).open
    ended = os.posix_spawn("/bin/true", ["true"], {}) if hasattr(os, "posix_spawn") else 0
    if not ended:
        pytest.skip("no posix_spawn here")
    os.waitpid(ended, 0)
    note = journal.path.with_name(f"{JOURNAL}.lock")
    note.write_text(f"{ended}\n", "ascii")
    assert not Onlooker(tmp_path, SESSION).look(None).open
    journal.close()


def test_a_replay_that_grows_is_the_replay_of_the_whole(tmp_path: Path) -> None:
    replay = Replay.of(of_records(RECORDS[:10], session=SESSION))
    replay.state(2)  # looked at in between
    for count in (11, 30, len(RECORDS)):
        replay.go_on(of_records(RECORDS[:count], session=SESSION))
        while not replay.grow(7):
            pass
        replay.state(count // 2)
    whole = Replay.of(of_records(RECORDS, session=SESSION))
    assert replay.moments == whole.moments and replay.end == whole.end
    assert (replay.idle, replay.habits, replay.lost) == (whole.idle, whole.habits, whole.lost)


@pytest.mark.parametrize("ended", [False, True])
async def test_who_looks_on_is_told_whether_it_can_be_gone_on_with(ended: bool) -> None:
    last = {**RECORDS[3], **({"kind": "session-ended", "data": {"reason": "left"}} if ended else {})}

    class Elsewhere:
        async def onlook(self, session: str, known: Recording | None) -> Onlook:
            records = RECORDS[:3] if known is None else [*RECORDS[:3], last]
            return Onlook(of_records(records, session=session), open=known is None)

    lines = Lines()
    service: Any = Elsewhere()
    looking = asyncio.ensure_future(Onlooking(service, lines.console(), OpenElsewhere(SESSION, 1)).run())
    lines.type("where", "")
    await asyncio.wait_for(looking, 10)
    assert ("It has ended there." in lines.said, "hotseat resume" in lines.said) == (ended, not ended)
