"""What the interview makes of the candidate's own tests: tried beside it, the last submission counts, nobody waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from support.engine_fakes import Bench, WordJudge, bench
from support.interview_fakes import CODE, Play, started

from hotseat.interview import commands as c
from hotseat.interview.engine import replay
from hotseat.interview.events import OwnTestsTried, from_record
from hotseat.interview.evidence import TESTS_HELD
from hotseat.interview.own_tests import OwnTests, sentences
from hotseat.interview.scorecard import Line
from hotseat.interview.scoring import debrief
from hotseat.question_bank.model import Question
from hotseat.review.transcript import transcript

PASS = {"question": "double", "verdict": "pass", "reason": "", "score": 1.0, "seconds": 0.1, "checks": []}


def arrived(submission: int, tests: int = 4, of_starter: int = 2, caught: int = 3, **more: Any) -> c.OwnTestsArrived:
    data: dict[str, Any] = {"wrong_tests": (), "left_out": (), "faults": 6, **more}
    own = OwnTests(tests, of_starter, caught=caught, submission=submission, **data)
    return c.OwnTestsArrived("double", own)


def judged(submissions: int = 1) -> Play:
    play = Play(started(questions=[CODE]))
    play.to_questions()
    for _ in range(submissions):
        play.do(c.Submit())
        number = max(play.state.submissions)
        play.do(c.VerdictArrived(number, "double", {**PASS, "verdict": "fail", "score": 0.5}))
    return play


def lines_of(play: Play) -> list[Line]:
    found = next(s for s in debrief(play.state).competencies if s.id == "coding")
    return [line for line in found.lines if "known fault" in line.text]


def test_the_last_submissions_tests_count_once_and_late_news_of_an_older_one_is_dropped() -> None:
    play = judged(2)
    play.do(arrived(1, caught=6))
    play.do(arrived(2, caught=3))
    play.do(arrived(1, caught=5))
    (line,) = lines_of(play)
    assert "caught 3 of 6" in line.text
    assert line.value == pytest.approx(TESTS_HELD + (1 - TESTS_HELD) / 2)
    own = play.state.questions["double"].own_tests
    assert own is not None
    assert line.seqs == (own.seq,)


def test_news_of_a_submission_that_was_never_made_is_dropped() -> None:
    play = judged()
    before = play.state
    play.do(arrived(7))
    assert play.state == before


def test_the_starters_own_tests_alone_are_told_and_not_scored() -> None:
    play = judged()
    play.do(arrived(1, tests=2, of_starter=2, caught=3))
    (line,) = lines_of(play)
    assert line.weight == 0 and "The starter's tests would have caught 3 of 6 known faults" in line.text
    assert next(x for x in debrief(play.state).lines if x.name == "habit:test-incrementally").value == 0, (
        "no cell was run"
    )


def test_without_a_test_there_is_one_neutral_line_and_no_score() -> None:
    play = judged()
    play.do(arrived(1, tests=0, of_starter=0, caught=0, faults=0))
    assert lines_of(play) == []
    assert "No test to try" in transcript(play.state)


def test_tests_that_hold_on_no_right_solution_earn_nothing_and_are_named() -> None:
    play = judged()
    play.do(arrived(1, tests=1, of_starter=0, caught=0, wrong_tests=("test_sum",)))
    (line,) = lines_of(play)
    assert line.value == 0 and line.weight > 0
    assert "test_sum" in line.text and "test_sum" in transcript(play.state)


def test_the_sentences_list_a_few_names_and_count_the_rest() -> None:
    own = OwnTests(12, 4, tuple(f"test_{k}" for k in range(8)), ("test_io",), 5, 9)
    told = sentences(own)
    assert told[0] == "Your tests would have caught 5 of 9 known faults."
    assert told[1] == "12 tests, 4 of them the starter's."
    assert "test_5 and 2 more" in told[2] and "test_6" not in told[2]
    assert "test_io" in told[3]
    assert sentences(OwnTests(1, 1, (), (), 0, 9))[1] == "1 test, the starter's."
    assert sentences(OwnTests(2, 2, (), (), 0, 9))[1] == "2 tests, all of them the starter's."
    assert sentences(OwnTests(3, 0, (), (), 0, 0))[0] == "Your tests took too long to be tried to the end."


def test_each_reason_for_leaving_a_test_out_is_a_sentence_of_its_own() -> None:
    left, why = ("test_a", "test_b", "test_c", "test_d"), ("fixture", "slow", "fixture", "skipped")
    own = OwnTests(9, 0, ("test_w",), left, 5, 9, idle_tests=("test_i",), why=why, more_wrong=3, more_slow=2, held=3)
    assert sentences(own)[2:] == (
        "Set aside, since they do not hold on a right solution: test_w and 3 more.",
        "Set aside, since it never calls what the question asks for: test_i.",
        "Not tried, since they ask for a fixture that is no plain function of the same file: test_a, test_c.",
        "Not tried, since it is marked to be skipped or to fail: test_d.",
        "Not tried to the end, since they take too long: test_b and 2 more.",
    )
    assert sentences(OwnTests(2, 0, (), (), 0, 4, more_idle=2))[2].endswith("asks for: 2 tests.")


def test_tests_that_never_call_the_answer_earn_nothing() -> None:
    play = judged()
    play.do(arrived(1, tests=2, of_starter=0, caught=0, idle_tests=("test_true", "test_one"), held=0))
    (line,) = lines_of(play)
    assert line.value == 0 and "never call what the question asks for: test_true, test_one" in line.text


def test_a_journal_from_before_reasons_and_counts_were_told_is_read_as_it_was_meant() -> None:
    then = {"tests": 3, "of_starter": 0, "wrong_tests": ["test_a"], "left_out": ["test_b"], "caught": 2, "faults": 4}
    own = OwnTests.of(then)
    assert own.counted == 2 and sentences(own)[-1] == "Not tried: test_b."
    record = {
        "seq": 1,
        "at": 0.0,
        "wall": "",
        "kind": "own-tests-tried",
        "data": {**then, "submission": 1, "question": "q"},
    }
    event = from_record(record).event
    assert isinstance(event, OwnTestsTried) and OwnTests.of(vars(event), 1).counted == 2


async def begun(judge: WordJudge | None = None) -> Bench:
    b = bench(judge=judge)
    await b.engine.begin(started(questions=[CODE]))
    await b.engine.do(c.Say("ready"))
    return b


async def submit(b: Bench, code: str, *, everything: bool = True) -> None:
    await b.engine.do(c.Edit(code))
    await b.engine.do(c.Submit())
    await b.engine.settle(everything=everything)


class SlowTests(WordJudge):
    """Tries own tests until it is let go."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.tried: list[str] = []

    async def try_own_tests(self, question: Question, code: str) -> Mapping[str, Any] | None:
        self.tried.append(code)
        await self.go.wait()
        return await super().try_own_tests(question, code)


async def test_a_verdict_sets_the_try_going_and_the_journal_holds_what_came_of_it() -> None:
    b = await begun()
    await submit(b, "right\nassert double(1) == 2\nassert double(0) == 0\n")
    own = b.engine.state.questions["double"].own_tests
    assert own is not None
    assert (own.tests, own.caught, own.faults, own.submission) == (2, 2, 4, 1)
    await b.engine.close()
    assert replay(b.journal.records) == b.engine.state


async def test_what_was_not_judged_is_not_tried() -> None:
    b = await begun()
    await submit(b, "crash\nassert double(1) == 2\n")
    assert b.engine.state.questions["double"].own_tests is None
    await b.engine.close()


async def test_nobody_waits_for_a_slow_try_and_a_new_submission_takes_its_place() -> None:
    judge = SlowTests()
    b = await begun(judge)
    await submit(b, "wrong\nassert a\n", everything=False)
    assert b.engine.state.submissions[1].judged
    await submit(b, "wrong again\nassert a\nassert b\n", everything=False)
    judge.go.set()
    await b.engine.settle(everything=True)
    tried = [r["data"] for r in b.journal.records if r["kind"] == "own-tests-tried"]
    assert [(t["submission"], t["tests"]) for t in tried] == [(2, 2)]
    await b.engine.close()


async def test_leaving_does_not_wait_for_a_slow_try_and_a_resume_does_it_again() -> None:
    b = await begun(SlowTests())
    await submit(b, "wrong\nassert a\n", everything=False)
    began = asyncio.get_running_loop().time()
    await b.engine.close()
    assert asyncio.get_running_loop().time() - began < 2
    again = bench(replay(b.journal.records))
    await again.engine.go_on(5)
    await again.engine.settle(everything=True)
    assert again.engine.state.questions["double"].own_tests is not None
    await again.engine.close()


async def test_the_end_of_a_session_waits_for_a_try_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hotseat.interview.effects.READING_SECONDS", 0.2)
    judge = SlowTests()
    b = await begun(judge)
    await submit(b, "wrong\nassert a\n", everything=False)
    await b.engine.do(c.Leave())
    await asyncio.wait_for(b.engine.close(), 5)
    assert b.engine.state.questions["double"].own_tests is None
    quick = await begun()
    await submit(quick, "wrong\nassert a\n", everything=False)
    await quick.engine.do(c.Leave())
    await quick.engine.close()
    assert quick.engine.state.questions["double"].own_tests is not None
