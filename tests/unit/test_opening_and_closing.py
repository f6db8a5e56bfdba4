"""Before the start and at the end every message gets a reply, and only a word of readiness starts the clock."""

from __future__ import annotations

import pytest
from support.interview_fakes import CODE, Play, started

from hotseat.interview import commands as c

READY = (
    "ready", "I am ready", "Ready when you are.", "yes", "yep", "go", "ok", "okay, let's start", "let's go", "sure, go ahead",
    "Let's begin", "all set", "yes please", "I'm ready to start", "we can start", "Thank you, I am ready.", "sure", "start",
    "begin", "Hello. I am ready.", "hi, let's do this", "yeah let's get started", "fire away", "Now I am.", "good to go",
    "Hi Mira, nice to meet you. I'm ready.", "k", "lets go", "shall we start?", "can we begin?",
    "I have gone through the list. Let's start!", "I'm all set, thanks", "bring it on", "alright", "yup ready",
    "Hello, I work on forecasts at a small shop and I have done so for three years now. I am ready.",
)  # fmt: skip
GREETINGS = (
    "hello?", "hi", "Hey there!", "Good morning", "hi Mira", "hello, can you hear me?", "nice to meet you", "hey, how are you?",
    "Good afternoon, thanks for having me", "is anyone there?", "test", "Hi, I'm Sam",
)  # fmt: skip
WAITING = (
    "one moment please",
    "I am not ready yet, one moment.",
    "wait",
    "give me a minute",
    "not yet",
    "hold on a sec",
    "i have a question before we start",
    "let me get a glass of water before we start",
    "I'm not sure i am ready",
)


def opening(mode: str = "interview") -> Play:
    play = Play(started(mode))
    play.do(c.Start())
    return play


def closing() -> Play:
    play = Play(started(questions=[CODE]))
    play.to_questions()
    play.do(c.Next())
    return play


@pytest.mark.parametrize("text", READY)
def test_a_word_of_readiness_begins(text: str) -> None:
    play = opening()
    play.say(text)
    assert play.state.current == "ridge"


@pytest.mark.parametrize("text", (*GREETINGS, *WAITING))
def test_a_greeting_or_a_wish_to_wait_starts_no_clock_and_gets_a_reply(text: str) -> None:
    play = opening()
    before = len(play.acts())
    play.say(text)
    assert play.state.current is None
    assert play.acts()[before:] == ["greeted" if text in GREETINGS else "no-hurry"]
    play.say("ready")
    assert play.state.current == "ridge"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("how long will this take?", "asked-length"),
        ("How much time do we have?", "asked-length"),
        ("can I use the docs?", "asked-docs"),
        ("can i use chatgpt?", "asked-assistant"),
        ("What will the first part be about?", "opening-unknown"),
        ("can we take a break in between?", "asked-break"),
    ],
)
def test_questions_before_the_start_are_answered_first(text: str, act: str) -> None:
    play = opening()
    before = len(play.acts())
    play.say(text)
    assert play.acts()[before:] == [act, "begin"]
    assert play.state.current is None
    assert act != "asked-length" or "26 minutes" in play.state.messages[-2].text


def test_other_talk_before_the_start_is_met_with_whether_to_begin() -> None:
    play = opening()
    play.say("I have been working on demand forecasts for some years and mostly with gradient boosting of late")
    assert play.acts()[-1] == "begin"
    assert play.state.current is None


@pytest.mark.parametrize(
    "text",
    [
        "nothing else, cheers", "nope, all good", "I think we're done", "no more questions from me today", "no",
        "that's all, thanks!",
        "No, you've answered everything, thank you", "I'm good, thanks", "bye", "have a nice day", "can't think of anything else",
        "that would be all", "No further questions", "all good from my side", "nah I'm done, cheers mate", "we can stop here",
        "It was nice talking to you, bye!", "not at the moment, thank you", "I don't have any questions",
        "thanks, that's everything",
    ],
)  # fmt: skip
def test_a_goodbye_in_the_closing_part_ends_it(text: str) -> None:
    play = closing()
    play.say(text)
    assert play.state.ended == "finished"


@pytest.mark.parametrize(
    "text",
    [
        "whats the biggest challenge right now",
        "how do you decide what to build",
        "and who reviews the code",
        "No on-call rota was mentioned, tell me about it.",
        "I'm done with my notes, what happens next",
        "is that all there is to the stack?",
    ],
)
def test_a_question_in_the_closing_part_is_answered_with_or_without_its_mark(text: str) -> None:
    play = closing()
    play.say(text)
    assert play.acts()[-1] in ("closing-answer", "closing-unknown")
    assert not play.state.ended
    assert play.state.own_questions


def test_other_words_in_the_closing_part_get_a_short_reply_and_one_invitation() -> None:
    play = closing()
    play.say("Thanks, that sounds interesting.")
    assert play.acts()[-1] == "closing-else"
    play.say("I have seen something like it in my last job.")
    assert play.acts()[-1] == "closing-heard"
    assert play.state.own_questions == ()
    assert not play.state.ended


def test_the_same_fact_asked_for_twice_is_told_in_short_and_as_told_before() -> None:
    play = closing()
    play.say("Which tools does the team use?")
    assert play.acts()[-1] == "closing-answer"
    play.say("Which tools does the team use?")
    assert play.acts()[-1] == "closing-again"
    assert "Python and Postgres." in play.state.messages[-1].text


def test_every_question_of_a_message_counts_as_asked_also_where_none_is_known() -> None:
    play = closing()
    play.say("What colour are your walls? Where do people go for lunch? Who feeds the cat on Sundays?")
    assert [q.fact for q in play.state.own_questions] == [None] * 3
    assert play.acts().count("closing-unknown") == 1


def test_a_greeting_in_the_middle_is_met_with_a_word_to_go_on_and_a_bare_request_with_what_it_asks_for() -> None:
    play = opening()
    play.say("ready")
    play.say("hello?")
    assert play.acts()[-1] == "asked-on"
    play.say("time?")
    assert play.acts()[-1] == "asked-time"


@pytest.mark.parametrize(
    "text", ["cool", "ok cool, good to know", "thanks!", "I see, that makes sense", "great, sounds good"]
)
def test_courtesy_at_the_end_asks_nothing(text: str) -> None:
    play = closing()
    play.say(text)
    assert play.state.own_questions == ()
    assert play.acts()[-1] == "closing-else"
