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
