"""The laws of replaying: any moment is the fold of what came before it, and playing passes every moment once, in order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from support import scene

from hotseat.interview import events as e
from hotseat.interview.evolve import fold
from hotseat.review import replay as replay_module
from hotseat.review.replay import Replay
from hotseat.review.replay_pace import IDLE_KEPT, SPEEDS, Reel, at_moment, idle_stretches, played
from hotseat.review.replay_recording import of_records

CODE = scene.started().starters["zscore"]
EVENTS = st.one_of(
    st.builds(lambda text: e.CodeEdited("zscore", 0, 0, text), st.text(max_size=5)),
    st.builds(lambda text: e.CandidateSaid(text, "aloud", "zscore"), st.text(max_size=20)),
    st.just(e.TimePassed()),
    st.builds(lambda run: e.CellRun(run, "zscore", 0, "x"), st.integers(1, 5)),
    st.builds(lambda run: e.CellEnded(run, "failed", "", 0.1), st.integers(1, 5)),
    st.builds(lambda n: e.BookmarkSet(n, "x"), st.integers(1, 60)),
    st.builds(lambda n: e.ClarificationGiven(f"nowhere{n}", "x"), st.integers(0, 3)),
)
STORIES = st.lists(st.tuples(st.floats(0, 120, allow_nan=False), EVENTS), max_size=60)


def records(story: list[tuple[float, e.Event]]) -> list[e.Recorded]:
    now, made = 0.0, [e.Recorded(1, 0.0, scene.WALL, scene.started())]
    for n, (wait, event) in enumerate(story, 2):
        now += wait
        made.append(e.Recorded(n, round(now, 3), scene.WALL, event))
    return made


@settings(max_examples=40, deadline=None)
@given(STORIES, st.lists(st.integers(0, 200), max_size=12), st.integers(1, 9))
def test_the_state_at_any_moment_is_the_fold_of_the_prefix_however_one_gets_there(
    story: list[tuple[float, e.Event]], jumps: list[int], every: int
) -> None:
    told = [r for r in records(story) if not isinstance(r.event, e.ClarificationGiven)]
    usual, replay_module.EVERY = replay_module.EVERY, every
    try:
        replay = Replay.of(of_records([e.to_record(r) for r in told]))
        for jump in jumps:
            index = jump % len(told)
            assert replay.state(index) == fold(told[: index + 1])
    finally:
        replay_module.EVERY = usual


@settings(max_examples=40, deadline=None)
@given(STORIES)
def test_every_record_is_a_moment_and_an_event_that_cannot_be_taken_in_takes_nothing_with_it(
    story: list[tuple[float, e.Event]],
) -> None:
    told = records(story)
    replay = Replay.of(of_records([e.to_record(r) for r in told]))
    assert [m.seq for m in replay.moments] == [r.seq for r in told]
    kept = [r for r in told if not isinstance(r.event, e.ClarificationGiven)]
    assert replay.end.messages == fold(kept).messages and replay.end.questions == fold(kept).questions


TIMES = st.lists(st.tuples(st.floats(0, 200, allow_nan=False), st.booleans()), min_size=1, max_size=40)
TICKS = st.lists(st.tuples(st.floats(0, 30, allow_nan=False), st.sampled_from(SPEEDS)), max_size=40)


@settings(max_examples=100, deadline=None)
@given(TIMES, TICKS, st.booleans(), st.integers(0, 100))
def test_playing_never_skips_a_moment_and_never_goes_back(
    waits: list[tuple[float, bool]], ticks: list[tuple[float, int]], skip: bool, start: int
) -> None:
    now, times = 0.0, list[float]()
    for wait, _ in waits:
        now += wait
        times.append(now)
    idle = idle_stretches(times, [quiet for _, quiet in waits])
    reel = Reel(times, idle if skip else ())
    head = at_moment(reel, start % len(times))
    passed = [head.moment]
    for seconds, speed in [*ticks, (1e6, 16)]:
        after = played(reel, head, seconds, speed)
        assert after.place >= head.place and after.moment >= head.moment
        passed += range(head.moment + 1, after.moment + 1)
        assert all(reel.place(i) <= after.place for i in passed)
        head = after
    assert passed == list(range(start % len(times), len(times)))


@settings(max_examples=100, deadline=None)
@given(TIMES)
def test_skipping_idle_time_shortens_the_idle_stretches_alone(waits: list[tuple[float, bool]]) -> None:
    now, times = 0.0, list[float]()
    for wait, _ in waits:
        now += wait
        times.append(now)
    idle = idle_stretches(times, [quiet for _, quiet in waits])
    reel = Reel(times, idle)
    gone = sum(stretch.seconds - IDLE_KEPT for stretch in idle)
    assert abs(reel.length - (times[-1] - times[0] - gone)) < 1e-6
    for i, (a, b) in enumerate(pairwise(times)):
        within = any(stretch.start <= a and b <= stretch.end for stretch in idle)
        span = reel.place(i + 1) - reel.place(i)
        assert span <= b - a + 1e-6
        assert within or abs(span - (b - a)) < 1e-6
