"""What a message is taken for: requests are whole messages, and answers are left alone."""

from __future__ import annotations

import pytest
from support.interview_fakes import CODE, TALK, Play, started


def heard(text: str, kind: str = "talk") -> str:
    play = Play(started(questions=[TALK if kind == "talk" else CODE]))
    play.to_questions()
    play.say(text)
    return [m.act for m in play.state.messages if m.who == "candidate"][-1]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Could I have a hint?", "hint"),
        ("hint please", "hint"),
        ("maybe a hint?", "hint"),
        ("Can you give me another hint?", "hint"),
        ("Let's skip this one.", "skip"),
        ("Can we move on?", "skip"),
        ("next question", "skip"),
        ("Could you repeat the question, please?", "repeat"),
        ("Sorry, what was the question again?", "repeat"),
        ("I don't know.", "dont-know"),
        ("Honestly, no idea", "dont-know"),
        ("Hmm, I'm not sure.", "dont-know"),
        ("Skip connections let the gradients flow around each sublayer.", "answer"),
        ("Pass a seeded generator to every function.", "answer"),
        ("Outliers are a clue that the median is safer.", "answer"),
        ("I don't know the exact constant, but the cost grows with the square of n.", "answer"),
        ("I'm not sure about the rest, ridge shrinks correlated weights together.", "answer"),
        ("Next I would standardise the columns.", "answer"),
    ],
)
def test_a_request_is_a_whole_message(text: str, act: str) -> None:
    assert heard(text) == act


def test_thinking_aloud_on_code_is_no_request() -> None:
    assert heard("Pass the array on and skip the first value.", "code") == "aloud"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("That's all, thank you.", True),
        ("No more questions, thanks.", True),
        ("That's all from my side, thank you.", True),
        ("That is all, no more questions.", True),
        ("No on-call rota was mentioned, tell me about it.", False),
        ("I'm fine with remote; tell me about the team's week.", False),
        ("Is that all there is to the stack?", False),
    ],
)
def test_the_closing_ends_only_when_there_is_nothing_more_to_ask(text: str, ends: bool) -> None:
    play = Play(started(questions=[]))
    play.to_questions()
    play.say(text)
    assert bool(play.state.ended) is ends


def test_not_ready_yet_keeps_the_opening_open() -> None:
    from hotseat.interview import commands as c

    play = Play()
    play.do(c.Start())
    play.say("I am not ready yet, one moment.")
    assert play.state.current is None
    play.say("Now I am.")
    assert play.state.current == "ridge"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Can you point me in the right direction?", "hint"),
        ("I'm stuck. Could I get a hint?", "hint"),
        ("I'll pass on this one", "skip"),
        ("Sorry, I don't know. Can we skip this one?", "skip"),
        ("Let's come back to it at the end", "later"),
        ("I didn't catch that", "repeat"),
        ("One more time, please?", "repeat"),
        ("I can't remember, sorry.", "dont-know"),
        ("I have never used it.", "dont-know"),
        ("My mind is blank", "dont-know"),
        ("How much time do I have left?", "asked-time"),
        ("Should I start coding now?", "asked-on"),
        ("Am I on the right track?", "asked-right"),
        ("May I look up the numpy documentation?", "asked-docs"),
        ("Should I return a new array?", "clarify"),
        ("Can I check the names in cols?", "clarify"),
        ("I would go on with a canary release.", "answer"),
        ("So, where do I begin, this takes me back to a project some years ago.", "answer"),
        ("What I would do is shrink the weights and look at the error.", "answer"),
        ("Come back to the baseline and compare.", "answer"),
        ("I forgot the epsilon in the denominator", "answer"),
        ("Ridge shrinks the weights together, lasso sets some to zero. Does that make sense?", "answer"),
    ],
)
def test_requests_are_understood_in_many_wordings_and_answers_are_left_alone(text: str, act: str) -> None:
    assert heard(text) == act


def test_time_is_told_when_it_is_asked_for() -> None:
    play = Play()
    play.to_questions()
    play.now += 120
    play.say("How much time do I have left?")
    assert play.acts()[-1] == "asked-time"
    assert "8 minutes" in play.state.messages[-1].text


@pytest.mark.parametrize(
    "text",
    [
        "which python version are you on",
        "What format does the input come in",
        "I have one thing to ask first. How many columns are there in the whole table",
    ],
)
def test_a_question_without_a_question_mark_is_no_part_of_the_answer(text: str) -> None:
    from hotseat.interview.hearing import told

    assert told(text) == "" or "columns" not in told(text)
