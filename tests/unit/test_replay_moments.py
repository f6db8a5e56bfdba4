"""A session's records become moments, each told in a line at its place; what the disk holds is shown, or said to be lost."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from support import scene

from hotseat.front.replay import CodeThen, code_then, row_of, rows, verdict_then, wall_clock, when, where
from hotseat.front.replay_diff import MOST_ROWS, diff
from hotseat.front.replay_player import Player
from hotseat.interview import events as e
from hotseat.interview.evolve import fold
from hotseat.interview.journal import Header, Journal, JournalError
from hotseat.review.history import JOURNAL
from hotseat.review.replay import Replay
from hotseat.review.replay_recording import load, of_records

WALL = "2030-01-01T09:00:00+00:00"


def recorded(*more: tuple[float, e.Event]) -> list[dict[str, Any]]:
    """The scene's records, with more at the end."""
    story = [*scene.story(), *more]
    return [e.to_record(e.Recorded(n, at, WALL, event)) for n, (at, event) in enumerate(story, 1)]


def replayed(*more: tuple[float, e.Event]) -> Replay:
    return Replay.of(of_records(recorded(*more), session="s"))


def test_every_kind_of_event_is_told_in_words_of_its_own() -> None:
    blank: dict[Any, Any] = {str: "x", int: 1, float: 1.0, bool: True, dict: {}, tuple: ()}
    told: dict[str, str] = {}
    for name, cls in e.KINDS.items():
        made_of = {f.name: blank[_kind(str(f.type))] for f in fields(cls)}
        record = e.to_record(e.Recorded(len(recorded()) + 1, 500.0, WALL, cls(**made_of)))
        made = Replay.of(of_records([*recorded(), record])).moments[-1]
        told[name] = made.words
        assert "Something was added" not in made.words, name
    assert len(set(told.values())) == len(told)


def _kind(annotation: str) -> type:
    for name, kind in (
        ("dict", dict),
        ("Data", dict),
        ("tuple", tuple),
        ("str", str),
        ("bool", bool),
        ("float", float),
    ):
        if annotation.startswith(name):
            return kind
    return int


def test_a_moment_knows_both_clocks_its_part_and_its_question() -> None:
    replay = replayed()
    failed = next(m for m in replay.moments if m.words.startswith("Cell 3 failed"))
    assert (failed.at, failed.wall, failed.section, failed.question, failed.kind) == (331, WALL, 2, "zscore", "run")
    assert where(replay, failed.index) == "5:31 of 6:43; 09:00:00 UTC; part 3, Pair programming; Standardise an array"


def test_failures_parts_and_bookmarks_are_gone_to_and_come_back_from() -> None:
    replay = replayed((500, e.BookmarkSet(10, "here")))
    failures = [m.index for m in replay.moments if m.failed]
    assert [replay.moments[i].kind for i in failures] == ["run", "verdict"]
    assert replay.stop("failure", 0, 1) == failures[0]
    assert replay.stop("failure", failures[0], 1) == failures[1]
    assert replay.stop("failure", failures[1], 1) is None
    assert replay.stop("failure", failures[1], -1) == failures[0]
    assert [replay.moments[i].words for i in _all(replay, "section")] == [
        "Part 1: Opening",
        "Part 2: Deep dive",
        "Part 3: Pair programming",
    ]
    assert replay.stop("bookmark", 0, 1) == 9 and replay.moments[9].seq == 10


def _all(replay: Replay, to: Any) -> list[int]:
    found: list[int] = []
    at = replay.stop(to, -1, 1)
    while at is not None:
        found.append(at)
        at = replay.stop(to, at, 1)
    return found


def test_the_events_that_show_a_habit_are_known() -> None:
    replay = replayed()
    shown = {habit for habits in replay.habits.values() for habit in habits}
    assert "clarify-first" in shown and "acknowledge-mistakes" in shown
    assert all(replay.moments[replay.of_seq(seq)].seq == seq for seq in replay.habits)


def test_edits_next_to_each_other_share_a_row_and_long_silence_has_its_own() -> None:
    more = [(500.0 + i, e.CodeEdited("zscore", 0, 0, "x")) for i in range(30)]
    quiet = [(600.0, e.TimePassed()), (700.0, e.TimePassed()), (720.0, e.CandidateSaid("Done.", "aloud", "zscore"))]
    replay = replayed(*more, *quiet)
    timeline = rows(replay)
    shared = next(row for row in timeline if row.last - row.first == 29)
    assert shared.words.startswith("30 edits: ")
    assert [row.words for row in timeline if row.idle][-1] == "Nothing happens for 3 min"
    covered = [i for row in timeline for i in range(row.first, row.last + 1)]
    assert covered == list(range(len(replay)))
    assert all(timeline[row_of(timeline, i)].first <= i <= timeline[row_of(timeline, i)].last for i in covered)


def test_the_code_of_a_moment_is_what_stood_there_with_what_it_changed() -> None:
    replay = replayed()
    index = next(m.index for m in replay.moments if m.kind == "edit")
    before = code_then(replay.state(index - 1), replay.recording.records[index - 1])
    then = code_then(replay.state(index), replay.recording.records[index])
    assert before.code == "import numpy as np\n"
    assert then == CodeThen("zscore", scene.CODE, (0, len(scene.CODE)))
    assert code_then(replay.state(0)) == CodeThen()


def test_the_verdict_of_a_moment_is_the_last_one_by_then() -> None:
    replay = replayed()
    given = next(m.index for m in replay.moments if m.words.startswith("Submission 1 goes"))
    assert verdict_then(replay.state(given - 1), "zscore") == (None, False)
    assert verdict_then(replay.state(given), "zscore") == (None, True)
    shown, judging = verdict_then(replay.state(given + 1), "zscore")
    assert shown is not None and shown.verdict == "fail" and not judging


@pytest.mark.parametrize("odd", [{"verdict": "fail", "checks": 7}, {"checks": [3]}, {"checks": [{"seconds": "x"}]}])
def test_a_verdict_in_another_form_is_told_to_be_unreadable(odd: dict[str, Any]) -> None:
    replay = replayed((500, e.Submitted(2, "zscore", "x")), (501, e.Judged(2, "zscore", odd)))
    shown, _ = verdict_then(replay.end, "zscore")
    assert shown is not None and shown.reason == "This verdict cannot be read."


ODD = [
    ("code-edited", {"question": "zscore", "start": "0", "end": 1, "text": "x"}),
    ("code-edited", {"question": "nowhere", "start": 0, "end": 1, "text": "x"}),
    ("candidate-said", {"text": 5, "act": "answer"}),
    ("candidate-said", {"text": "hello"}),
    ("cell-output", {"run": 3, "outputs": ["x"]}),
    ("cell-ended", {"run": 3, "ending": "failed", "sentence": "", "seconds": math.nan}),
    ("clarification-given", {"question": "nowhere", "clarification": "x"}),
    ("dreamt", {"of": "sheep"}),
    ("session-started", {"session": "s"}),
]


@pytest.mark.parametrize(("kind", "data"), ODD, ids=lambda x: x if isinstance(x, str) else "")
def test_an_event_of_a_wrong_form_is_passed_by_and_said_and_all_around_it_stands(
    kind: str, data: dict[str, Any]
) -> None:
    records = recorded()
    odd = {"seq": len(records) + 1, "at": 500.0, "wall": WALL, "kind": kind, "data": data}
    after = e.to_record(e.Recorded(len(records) + 2, 510.0, WALL, e.CandidateSaid("Still here.", "aloud", "zscore")))
    replay = Replay.of(of_records([*records, odd, after]))
    assert replay.moments[-2].kind == "lost" and "cannot be" in replay.moments[-2].words
    assert replay.end.messages[-1].text == "Still here."
    assert replay.end.questions["zscore"].code == scene.CODE
    assert bool(replay.recording.lost) == ("(this cannot be taken in)" not in replay.moments[-2].words)


@pytest.mark.parametrize("at", [math.nan, math.inf, -5.0, 1e300, 3.0])
def test_a_time_that_cannot_be_is_taken_for_the_one_before(at: float) -> None:
    records = recorded()
    records[-1]["at"] = at
    replay = Replay.of(of_records(records))
    times = [m.at for m in replay.moments]
    assert times == sorted(times) and times[-1] == times[-2]


def test_a_torn_end_and_a_broken_middle_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    path = tmp_path / "s" / JOURNAL
    with Journal.create(path, Header("s", WALL, "1")) as journal:
        journal.append(recorded(), sync=True)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    torn = load(tmp_path, "s")
    assert len(torn.records) == torn.whole == len(recorded()) - 1
    assert "cut off" in torn.lost[0]

    lines = whole.splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:20], b"{nonsense}\n", *lines[21:25], lines[24], *lines[25:]]))
    broken = Replay.of(load(tmp_path, "s"))
    assert "damaged at line 21" in broken.recording.lost[0]
    assert "1 record has a number that came before, and is left out." in broken.recording.lost
    assert [m.seq for m in broken.moments] == [m.seq for m in replayed().moments if m.seq != 20]
    assert broken.moments[18].sure and not broken.moments[19].sure
    assert path.read_bytes().count(b"{nonsense}") == 1, "nothing is written"

    path.write_bytes(b"nonsense")
    with pytest.raises(JournalError):
        load(tmp_path, "s")


def test_a_session_without_its_beginning_is_shown_without_titles() -> None:
    replay = Replay.of(of_records(recorded()[1:]))
    assert "The beginning is missing" in replay.recording.lost[0]
    assert any("You: “Hello" in m.words for m in replay.moments)


def test_a_time_is_read_as_clocks_show_it() -> None:
    read = [when(text) for text in ("12:30", "1:02:30", "750", " 0:05 ", "", "x", "1:2:3:4", "-3", "١٢")]
    assert [None if t is None else int(t) for t in read] == [750, 3750, 750, 5, None, None, None, None, None]
    replay = replayed()
    assert replay.moments[replay.at_time(when("5:31") or 0)].words.startswith("Cell 3 failed")


def test_the_time_of_day_is_told_only_where_it_is_known() -> None:
    assert wall_clock("2030-01-01T09:59:30.500+00:00", 31) == "10:00:01 UTC"
    assert wall_clock("2030-01-01T09:00:00+02:00") == "07:00:00 UTC"
    assert wall_clock("yesterday") == "" == wall_clock("9999-12-31T23:59:59+00:00", 1e9)


def test_a_diff_has_every_line_of_both_sides_in_order() -> None:
    own, other = "a\nb  \nc\n" + "same\n" * 20 + "z\n", "a\nb\nx\n" + "same\n" * 20
    found = diff(own, other)
    assert [(r.side, r.text) for r in found if r.side in ("gone", "new")] == [
        ("gone", "c"),
        ("new", "x"),
        ("gone", "z"),
    ]
    assert [r.text for r in found if r.side == "skipped"] == ["14 lines the same"]
    assert diff("a \n\n", "a") == () and diff("", "a")[0].side == "new"
    assert "only the first" in diff("x\n" * (MOST_ROWS + 5), "x\n")[-1].text


def test_playing_goes_through_every_moment_and_ends_at_the_last() -> None:
    replay = replayed()
    player, passed = Player(replay), [0]
    player.faster(4)
    while not player.at_end:
        before = player.index
        player.play(0.1)
        passed += range(before + 1, player.index + 1)
    assert passed == list(range(len(replay)))
    assert player.time == replay.moments[-1].at


def test_turning_idle_on_and_off_leaves_the_playhead_where_it_is() -> None:
    player = Player(replayed())
    player.go_to(20)
    time = player.time
    player.turn_idle()
    assert not player.skips and player.time == pytest.approx(time) and player.index == 20
    player.play(7.0)
    assert player.time == pytest.approx(time + 7)
    player.turn_idle()
    assert player.time == pytest.approx(time + 7)


def test_a_pause_long_ago_shortens_what_is_played_and_nothing_else() -> None:
    replay = replayed()
    lived, skipped = replay.reel(skip_idle=False), replay.reel(skip_idle=True)
    assert lived.length == replay.moments[-1].at
    assert skipped.length < lived.length / 3
    places = [skipped.place(i) for i in range(len(replay))]
    assert all(a <= b for a, b in pairwise(places))
    assert all(skipped.time(skipped.place(i)) == pytest.approx(m.at) for i, m in enumerate(replay.moments))


def test_the_state_at_a_moment_is_the_fold_of_the_records_up_to_it() -> None:
    replay, records = replayed(), [e.from_record(r) for r in recorded()]
    for index in (30, 3, len(records) - 1, 12, 12, 13):
        assert replay.state(index) == fold(records[: index + 1])


def test_what_stands_there_is_changed_by_nothing_but_bookmarks() -> None:
    recording = of_records(recorded(), session="s")
    assert replace(recording) == recording
    assert Replay.of(recording).bookmarks == {}
