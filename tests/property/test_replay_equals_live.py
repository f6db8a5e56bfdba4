"""The law of the journal: what was written, read back and folded, is the state that was shown."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from support.interview_fakes import Play, started

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.evolve import fold
from hotseat.interview.own_tests import OwnTests

TEXT = st.text(max_size=40)
COMMANDS = st.one_of(
    st.just(c.Start()),
    st.builds(
        c.Say,
        st.one_of(
            TEXT, st.sampled_from(["ready", "hint please", "skip", "I don't know", "How many columns are there?"])
        ),
    ),
    st.builds(c.Edit, TEXT),
    st.builds(c.Edit, TEXT, st.sampled_from(["", "x", "a\nb\nc\n"])),
    st.builds(c.Draft, TEXT, st.integers(0, 12)),
    st.builds(c.Amend, st.integers(0, 12), TEXT),
    st.builds(c.RunCells, st.lists(st.integers(0, 3), max_size=3).map(tuple)),
    st.sampled_from(
        [
            c.Interrupt(),
            c.RestartKernel(),
            c.Submit(),
            c.AskHint(),
            c.Repeat(),
            c.Next(),
            c.Skip(),
            c.Back(),
            c.Reveal(),
            c.Pause(),
            c.Unpause(),
            c.Tick(),
            c.Leave(),
            c.Resume(3.0),
        ]
    ),
    st.builds(c.ReplyInput, TEXT),
    st.builds(c.Contest, TEXT, st.sampled_from([None, "double", "ridge", "nowhere"])),
    st.builds(c.TickHabit, st.sampled_from(["think-aloud", "dance"]), st.booleans()),
    st.builds(c.TickItem, st.sampled_from(["water", "wine"]), st.booleans()),
    st.builds(c.OutputArrived, st.integers(0, 4), st.just(({"kind": "stream", "name": "stdout", "text": "x" * 30},))),
    st.builds(c.CellFinished, st.integers(0, 4), st.sampled_from(["finished", "failed", "died"]), TEXT, st.just(0.1)),
    st.builds(c.InputWanted, st.integers(0, 4), TEXT, st.booleans()),
    st.builds(c.KernelReported, st.sampled_from(["starting", "ready", "dead"]), TEXT),
    st.builds(
        c.VerdictArrived,
        st.integers(0, 3),
        st.just("double"),
        st.sampled_from(
            [{"verdict": "pass", "score": 1.0, "checks": []}, {"verdict": "fail", "score": 0.2, "checks": []}]
        ),
    ),
    st.builds(
        c.OwnTestsArrived,
        st.sampled_from(["double", "ridge", "nowhere"]),
        st.builds(
            OwnTests,
            tests=st.integers(0, 9),
            of_starter=st.integers(0, 3),
            wrong_tests=st.lists(TEXT, max_size=2).map(tuple),
            left_out=st.lists(TEXT, max_size=2).map(tuple),
            caught=st.integers(0, 5),
            faults=st.integers(5, 9),
            submission=st.integers(0, 3),
        ),
    ),
    st.builds(
        c.ReadingArrived,
        st.sampled_from(["ridge", "double", "nowhere"]),
        st.sampled_from(["main", "both"]),
        st.floats(0, 1),
        st.just(
            (
                {
                    "id": "zero",
                    "covered": True,
                    "contradicted": False,
                    "unclear": False,
                    "probability": 0.9,
                    "evidence": "",
                },
            )
        ),
        st.integers(0, 50),
    ),
    st.builds(c.LeadArrived, st.integers(0, 30), TEXT, st.just("tiny")),
    st.builds(c.ModelWentSilent, st.just("tiny"), TEXT),
    st.builds(
        c.SecondOpinionArrived,
        st.sampled_from(["ridge", "nowhere"]),
        st.sampled_from(["main", "both"]),
        st.just(({"id": "zero", "opinion": "covered", "quote": "x"},)),
        st.integers(0, 5),
        st.just("tiny"),
    ),
    st.builds(
        c.Overrule,
        st.just("ridge"),
        st.just("main"),
        st.sampled_from(["zero", "none"]),
        st.sampled_from([True, False, None]),
    ),
)
STEPS = st.lists(st.tuples(st.floats(0, 200, allow_nan=False), COMMANDS), max_size=40)


@settings(max_examples=120, deadline=None)
@given(STEPS, st.sampled_from(["interview", "practice"]))
def test_replay_equals_live_for_any_commands(steps: list[tuple[float, c.Command]], mode: str) -> None:
    play = Play(started(mode))
    play.do(c.Start())
    for seconds, command in steps:
        play.now += seconds
        play.do(command)
    lines = [json.dumps(e.to_record(r)) for r in play.records]
    assert fold(e.from_record(json.loads(line)) for line in lines) == play.state


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(TEXT, st.text(alphabet="ab", max_size=6)), max_size=12))
def test_the_last_draft_is_what_stands_there_however_it_came_about(drafts: list[str]) -> None:
    play = Play()
    play.do(c.Start())
    for text in drafts:
        play.do(c.Draft(text))
    assert play.state.draft == (drafts[-1] if drafts else "")
    assert play.state.messages == tuple(m for m in play.state.messages if m.who == "interviewer")


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_no_amendment_adds_a_message_or_changes_what_was_recorded(steps: list[tuple[float, c.Command]]) -> None:
    play = Play(started("practice"))
    play.do(c.Start())
    for seconds, command in steps:
        play.now += seconds
        play.do(command)
    said = [(r.seq, r.event.text) for r in play.records if isinstance(r.event, e.CandidateSaid)]
    shown = [(m.seq, (*m.earlier, m.text)[0]) for m in play.state.messages if m.who == "candidate"]
    assert shown == said


@settings(max_examples=60, deadline=None)
@given(STEPS, st.sampled_from(["interview", "practice"]))
def test_a_session_ends_at_most_once_and_time_never_runs_back(steps: list[tuple[float, c.Command]], mode: str) -> None:
    play = Play(started(mode))
    play.do(c.Start())
    for seconds, command in steps:
        play.now += seconds
        play.do(command)
    assert sum(isinstance(r.event, e.SessionEnded) for r in play.records) <= 1
    times = [r.at for r in play.records]
    assert times == sorted(times)
    assert [r.seq for r in play.records] == list(range(1, len(play.records) + 1))


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_scores_stay_between_zero_and_one_whatever_happens(steps: list[tuple[float, c.Command]]) -> None:
    from hotseat.interview.scoring import debrief

    play = Play(started())
    play.do(c.Start())
    for seconds, command in steps:
        play.now += seconds
        play.do(command)
    for competency in debrief(play.state).competencies:
        assert competency.score is None or 0 <= competency.score <= 1
        for line in competency.lines:
            assert all(0 < s <= play.state.seq for s in line.seqs)
