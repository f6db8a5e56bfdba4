"""Personas: complete, with enough lines for two hours, and none that praises or repeats itself."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotseat.question_bank.acts import ACTS, PRAISE, facts_in, sentences
from hotseat.question_bank.bank import BUILTIN, load_bank
from hotseat.voices.scripted import ScriptedVoice

PERSONAS = load_bank([]).personas
FACTS = {name for act in ACTS.values() for name in act.facts}


def test_there_are_three_and_each_has_a_name_of_its_own() -> None:
    assert {"warm", "brisk", "sceptical"} <= set(PERSONAS)
    assert len({p.name for p in PERSONAS.values()}) == len(PERSONAS)


@pytest.mark.parametrize("persona", sorted(PERSONAS))
@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_persona_has_lines_enough_for_every_act(persona: str, act: str) -> None:
    lines = PERSONAS[persona].lines.get(act, ())
    assert len(lines) >= ACTS[act].lines
    for line in lines:
        assert ACTS[act].needs <= facts_in(line) <= ACTS[act].facts


@pytest.mark.parametrize("persona", sorted(PERSONAS))
def test_a_persona_has_no_line_for_an_act_that_is_none(persona: str) -> None:
    assert set(PERSONAS[persona].lines) == set(ACTS)


@pytest.mark.parametrize("persona", sorted(PERSONAS))
def test_no_sentence_stands_twice_in_a_persona(persona: str) -> None:
    lines = [line for group in PERSONAS[persona].lines.values() for line in group]
    said = Counter(s for line in lines for s in sentences(line) if not facts_in(s))
    assert [s for s, n in said.items() if n > 1] == []


@pytest.mark.parametrize("persona", sorted(PERSONAS))
def test_no_line_praises(persona: str) -> None:
    praised = [x for act, group in PERSONAS[persona].lines.items() if act != "greet" for x in group if PRAISE.search(x)]
    assert praised == []


@pytest.mark.parametrize("persona", sorted(PERSONAS))
def test_a_single_minute_is_never_counted_as_many(persona: str) -> None:
    many = re.compile(
        r"\b(?:are|were|these|those)\b[^.;]{0,12}\$(?:minutes|left)|\$(?:minutes|left) (?:are|were|remain|belong)"
    )
    assert [x for group in PERSONAS[persona].lines.values() for x in group if many.search(x)] == []


@pytest.mark.parametrize("persona", sorted(PERSONAS))
def test_a_greeting_tells_a_title_and_a_length_apart(persona: str) -> None:
    """ "Half an hour" is a name as well as a length: the line calls it a plan, and counts the minutes elsewhere."""
    for line in PERSONAS[persona].lines["greet"]:
        assert re.search(r"\bplan\b", line)
        assert not re.search(
            r"“\$title”[^.;]{0,12}\$minutes|\$minutes (?:for|of) “\$title”|“\$title” (?:takes|in)\b", line
        )


@pytest.mark.parametrize("persona", sorted(PERSONAS))
def test_what_leads_to_a_probe_does_not_say_that_it_was_left_out(persona: str) -> None:
    """A probe is also asked where the point was touched on, only not surely."""
    left_out = re.compile(
        r"\b(?:missing|miss|did not hear|left out|unsaid|not (?:touched|mentioned|seen)|cannot find|gap)\b"
    )
    assert [x for act in ("probe", "one-more") for x in PERSONAS[persona].lines[act] if left_out.search(x)] == []


@pytest.mark.parametrize("persona", sorted(PERSONAS))
def test_what_closes_a_question_does_not_promise_another(persona: str) -> None:
    """The session may end with it."""
    promise = re.compile(r"\b(?:next|what (?:comes|follows)|something else|look ahead)\b", re.IGNORECASE)
    assert [x for act in ("move-on", "skip") for x in PERSONAS[persona].lines[act] if promise.search(x)] == []


def test_every_act_the_interview_speaks_is_known() -> None:
    source = "\n".join(path.read_text() for path in (Path(BUILTIN).parent / "interview").glob("*.py"))
    spoken = set(re.findall(r"""\.say\(\s*f?"([a-z0-9-]+)["{]""", source))
    assert spoken - {"hint-"} <= set(ACTS)
    assert len(spoken) > 30


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(PERSONAS)),
    st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 3)), max_size=120),
    st.integers(0, 2**31),
)
def test_the_offline_voice_never_says_a_sentence_twice(persona: str, turns: list[tuple[str, int]], seed: int) -> None:
    """Where the facts are new each time; a sentence without facts comes once, whatever is asked of it."""
    voice, used, said = ScriptedVoice(PERSONAS[persona]), frozenset[str](), list[str]()
    for n, (act, _) in enumerate(turns):
        facts = {name: f"{name} no {n}" for name in ACTS[act].facts}
        text, line = voice.say(act, facts, used, seed + n)
        used |= {line} if line else set()
        said += sentences(text)
    assert [s for s, n in Counter(said).items() if n > 1] == []


@pytest.mark.parametrize("persona", sorted(PERSONAS))
def test_a_fact_is_told_even_when_all_lines_are_used_up(persona: str) -> None:
    voice, used = ScriptedVoice(PERSONAS[persona]), frozenset[str]()
    for n in range(40):
        text, line = voice.say("failed", {"check": f"check {n}", "counterexample": f"f({n}) gave {n}"}, used, n)
        used |= {line} if line else set()
        assert f"check {n}" in text
        assert f"f({n}) gave {n}" in text
