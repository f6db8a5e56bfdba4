"""What holds in every conversation: over all candidates and several seeds, on the pure core with the real bank."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from functools import lru_cache

import pytest
from support.engines import ALL
from support.rehearsal_stage import PureStage, bank, sit

from hotseat.cli.drawing import practice_started
from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.evolve import fold
from hotseat.interview.rehearsal import VirtualClock
from hotseat.interview.state import ADD
from hotseat.question_bank.acts import ACTS, PRAISE, sentences
from hotseat.question_bank.draw import Wanted
from hotseat.question_bank.model import Question

pytestmark = pytest.mark.timeout(300)
CANDIDATES = sorted(bank().candidates)
PERSONAS = sorted(bank().personas)


@lru_cache(maxsize=1)
def sat() -> tuple[PureStage, ...]:
    """Every candidate on the agenda with surprises, each with another interviewer in turn; with every one in ``make content``."""
    return tuple(
        sit(who, seed, agenda="two-hour-with-surprises", persona=persona)
        for seed, who in enumerate(CANDIDATES)
        for persona in (PERSONAS if ALL else [PERSONAS[seed % len(PERSONAS)]])
    )


def _own(stage: PureStage) -> list[tuple[e.InterviewerSaid, str]]:
    """What the interviewer said, with its own words apart from the bank's."""
    lines = bank().personas[stage.state.persona].lines
    found: list[tuple[e.InterviewerSaid, str]] = []
    for recorded in stage.records:
        said = recorded.event
        if isinstance(said, e.InterviewerSaid):
            fixed = {s for group in lines.values() for line in group for s in sentences(line) if "$" not in s}
            found += [(said, s) for s in sentences(said.text) if s in fixed]
    return found


def test_no_sentence_of_the_interviewers_own_comes_twice() -> None:
    for stage in sat():
        assert [s for s, n in Counter(s for _, s in _own(stage)).items() if n > 1] == []


def test_every_act_that_is_spoken_is_known_and_says_something() -> None:
    for stage in sat():
        for message in stage.state.messages:
            if message.who == "interviewer":
                assert message.act in ACTS
                assert message.text.strip()
                assert "$" not in message.text.replace("`", "").split("\n")[0]


def test_nothing_is_praised() -> None:
    for stage in sat():
        assert [s for said, s in _own(stage) if said.act != "greet" and PRAISE.search(s)] == []


def test_passed_is_said_after_a_pass_and_failed_after_a_failure() -> None:
    for stage in sat():
        verdict = ""
        for recorded in stage.records:
            match recorded.event:
                case e.Judged(verdict=judged):
                    verdict = judged["verdict"]
                case e.InterviewerSaid(act="passed"):
                    assert verdict == "pass"
                case e.InterviewerSaid(act=act) if act.startswith("failed"):
                    assert verdict == "fail"
                case _:
                    pass


def test_the_answer_is_never_told() -> None:
    """No sentence of a model answer or a contract, unless it was asked for as a clarification or a hint."""
    for stage in sat():
        for there in stage.state.questions.values():
            question = there.question
            secret = [
                question.model_answer or "",
                question.contract or "",
                *(f.model_answer for f in question.follow_ups),
            ]
            open_text = " ".join(
                [question.prompt, *question.hints, *(c.answer for c in question.clarifications), *question.rules.say]
            )
            hidden = {s for text in secret for s in sentences(text) if len(s.split()) >= 6 and s not in open_text}
            said = [m.text for m in stage.state.messages if m.who == "interviewer" and m.question == question.id]
            assert [s for s in hidden for text in said if s in text] == []


def test_hidden_checks_are_spoken_of_by_their_kind_of_case_alone() -> None:
    for stage in sat():
        for submission in stage.state.submissions.values():
            for check in (submission.verdict or {}).get("checks", ()):
                if check.get("hidden") and "\n" in check.get("message", ""):
                    rest = check["message"].partition("\n")[2].strip()
                    said = [m.text for m in stage.state.messages if m.who == "interviewer"]
                    assert not any(rest in text for text in said)


def test_at_most_three_follow_ups_a_question() -> None:
    for stage in sat():
        events = [r.event for r in stage.records if isinstance(r.event, (e.FollowUpAsked, e.FloorOffered))]
        asked = Counter(event.question for event in events if event.thread != ADD)
        assert max(asked.values(), default=0) <= 3


def test_whoever_is_sure_of_something_wrong_is_asked_how_that_works() -> None:
    """The over-confident is, by every interviewer and in every interview; who only says right things never is."""
    each = len(sat()) // len(CANDIDATES)
    for name, stage in zip((who for who in CANDIDATES for _ in range(each)), sat(), strict=True):
        contested = [m for m in stage.state.messages if m.act == "contested"]
        assert (len(contested) >= 1) if name == "over-confident" else (name != "strong" or not contested)


def test_a_plainly_wrong_belief_is_asked_about_in_the_persons_own_words() -> None:
    """On the real bank, with the real reading: what people get wrong about a point, said as the whole answer."""
    asked = [bank().questions[name] for name in sorted(bank().questions) if bank().questions[name].kind == "talk"]
    found = [_contested_on(question) for question in asked]
    assert len(found) >= 7
    assert sum(1 for quote in found if quote) >= len(found) * 2 / 3


def _contested_on(question: Question) -> str:
    """The words that the interviewer comes back to, after an answer of one right point and the other points' wrong beliefs."""
    believed = [p.wrong[0].strip().rstrip(".") for p in question.rubric[1:] if p.wrong]
    said = " ".join([question.rubric[0].text, *(f"{text[:1].upper()}{text[1:]}." for text in believed)])
    first = practice_started(bank(), question.id, seed=1, wanted=Wanted(), persona="warm")
    stage = PureStage(first, clock := VirtualClock())
    asyncio.run(stage.do(c.Say(said)))
    for _ in range(3):
        clock.advance(10)
        asyncio.run(stage.do(c.Tick()))
    quoted = [m.text for m in stage.state.messages if m.act == "contested"]
    return quoted[0] if quoted else ""


def test_every_interview_ends_and_replays_to_the_same_state() -> None:
    for stage in sat():
        assert stage.state.ended
        assert stage.state.at <= 122 * 60
    stage = sat()[0]
    lines = [json.dumps(e.to_record(r)) for r in stage.records]
    assert fold(e.from_record(json.loads(line)) for line in lines) == stage.state


def test_the_surprises_happen_and_people_recover_from_them() -> None:
    kinds = Counter(i.kind for stage in sat() for i in stage.state.incidents)
    assert set(kinds) == {"kernel-dies", "data-leak", "requirement-change"}
    dead = [i for stage in sat() for i in stage.state.incidents if i.kind == "kernel-dies"]
    assert sum(1 for i in dead if i.reran_seq) > len(dead) / 2
