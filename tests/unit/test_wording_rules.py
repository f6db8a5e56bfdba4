"""The rules for a model's wording: what ordinary people would say passes, and what gives away, claims or alters does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.interview_fakes import TALK, started

from hotseat.interview import events as e
from hotseat.interview.evolve import fold
from hotseat.interview.state import State
from hotseat.voices.rules import beginning, objection
from hotseat.voices.saying import PURPOSES, Saying, saying_of

SAID = "I would look at the columns first and see which of them carry nothing."


def saying(act: str, lead: str, *, follows: str = "", keep: tuple[str, ...] = ()) -> Saying:
    """A message about the talk question, after the candidate has said something."""
    text = f"{lead}\n\n{follows}" if follows else lead
    events: list[e.Event] = [
        started("practice", questions=[TALK]),
        e.QuestionOpened("ridge"),
        e.InterviewerSaid(f"Here is the question.\n\n{TALK.prompt}", "ask", "ridge", "", 21),
        e.CandidateSaid(SAID, "answer", "ridge"),
        e.InterviewerSaid(text, act, "ridge", "", len(lead), keep),
    ]
    records = [e.Recorded(n, float(n), "", event) for n, event in enumerate(events, 1)]
    found = saying_of(fold(records, State()), records[-1])
    assert found is not None
    return found


GOOD = [
    ("acknowledge", "Thank you, noted.", "Okay, so you would look at the columns first. Please go on."),
    ("acknowledge", "I follow you.", "I see where you are heading, carry on."),
    ("probe", "One part is still open for me.", "There is one piece I'd like to explore a little more with you."),
    ("follow-up", "Let me follow up on that.", "Staying with this for a moment, here is something related."),
    ("silence", "What are you thinking about at the moment?", "Could you let me in on what you are considering?"),
    ("dont-know", "That is all right. What would you look up first?", "No worries at all. Where would you begin?"),
    ("clarify-unmatched", "I have nothing prepared on that.", "I'm afraid I know nothing more about that myself."),
    ("move-on", "Thank you. Let us move on.", "Thanks for walking me through it. Let's turn to something new."),
    ("hint-1", "Here is a small nudge.", "Perhaps this points you somewhere useful."),
    ("skip", "All right, we leave this one.", "That's fine, let's put this one aside."),
]


@pytest.mark.parametrize(("act", "lead", "text"), GOOD)
def test_what_a_colleague_would_say_passes(act: str, lead: str, text: str) -> None:
    assert objection(text, saying(act, lead)) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Remember that lasso sets weak weights to exactly zero.", "number"),
        ("Think about how shrinking treats correlated columns.", "not told"),
        ("What about the elastic net?", "asks"),
        ("Please look at the corners.", "not told"),
        ("You have it right, please go on.", "claims"),
        ("Excellent, that is what I wanted to hear.", "claims"),
        ("You missed the main thing.", "claims"),
        ("You have 3 columns there.", "number"),
        ("I'm sorry, but I cannot take part in this.", "claims"),
        ("I follow you", "end"),
        ("I *follow* you.", "formatted"),
        ("See https://example.org for more.", "formatted"),
        ("I follow you.\n\nAnd this is a second paragraph.", "formatted"),
        ("Ich verstehe, was du meinst, und wir machen weiter.", "English"),
        ("Я понимаю, продолжайте.", "English"),
        ("I follow\u202e you.", "control"),
        ("Here is the question.", "before"),
        ("   ", "empty"),
        ("I follow you. " * 40, "long"),
    ],
)
def test_what_gives_away_claims_or_is_no_plain_sentence_does_not(text: str, why: str) -> None:
    assert why in objection(text, saying("acknowledge", "I follow you well."))


def test_facts_stand_sign_for_sign_and_no_rule_looks_into_them() -> None:
    quote = "x[0] is **3** correct?"
    said = saying("open-section", f"We come to “{quote}”, about 14 minutes.", keep=(quote, "14 minutes"))
    assert objection(f"Next is “{quote}”, and we have 14 minutes for it.", said) == ""
    assert objection("Next is “x[0] is 3 correct?”, and we have 14 minutes for it.", said)
    assert objection(f"Next is “{quote}”, and we have 15 minutes for it.", said)
    assert "fact" in objection(f"Next is “{quote}”, and there is room for it.", said)


def test_a_wording_that_does_not_say_the_thing_itself_is_refused() -> None:
    assert "else" in objection("Let me see.", saying("clarify-unmatched", "I have nothing prepared on that."))


def test_what_was_said_in_the_meantime_may_be_taken_up() -> None:
    said = saying("acknowledge", "I follow you.")
    assert objection("You would look at the columns that carry nothing, all clear.", said) == ""


@pytest.mark.parametrize("act", ["passed", "failed", "error", "timeout", "five-minutes", "time-over", "no-more-hints"])
def test_verdicts_and_warnings_keep_the_words_that_were_decided(act: str) -> None:
    assert act not in PURPOSES


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(GOOD), st.integers(0, 200))
@pytest.mark.in_turn
def test_every_beginning_of_a_good_wording_may_be_shown_and_is_a_beginning_of_it(
    good: tuple[str, str, str], cut: int
) -> None:
    act, lead, text = good
    shown, why = beginning(text[:cut], saying(act, lead))
    assert why == ""
    assert text.startswith(shown)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.integers(0, 60))
@pytest.mark.in_turn
def test_a_wording_that_may_be_said_was_never_cut_off_on_the_way(text: str, cut: int) -> None:
    said = saying("acknowledge", "I follow you.")
    if not objection(text, said):
        assert beginning(text[:cut], said)[1] == ""


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), st.booleans())
@pytest.mark.in_turn
def test_no_text_at_all_breaks_the_rules_themselves(text: str, whole: bool) -> None:
    said = saying("open-section", "We come to “The work”, about 14 minutes.", keep=("The work", "14 minutes"))
    assert isinstance(objection(text, said) if whole else beginning(text, said)[1], str)
