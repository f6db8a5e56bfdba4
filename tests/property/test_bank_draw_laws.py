"""Laws of the draw that hold for every agenda, bank, seed, history and length."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hotseat.question_bank.draw import Wanted, draw_plan
from hotseat.question_bank.interview_model import Agenda, Draw, Section
from hotseat.question_bank.model import Question, RubricPoint

PARTS = ("deep-dive", "pair", "end-to-end", "drill")
TOPICS = ("sampling", "clustering", "general")
LEVELS = ("easy", "hard")
POINT = RubricPoint(id="a", text="b")


@st.composite
def banks(draw: st.DrawFn) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for n in range(draw(st.integers(0, 12))):
        found[f"q{n}"] = Question(
            id=f"q{n}", title="t", kind="talk", prompt="p", model_answer="m", rubric=(POINT,),
            part=draw(st.sampled_from(PARTS)), topic=draw(st.sampled_from(TOPICS)),
            level=draw(st.sampled_from(LEVELS)), minutes=draw(st.integers(1, 40)),
        )  # fmt: skip
    return found


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    ids = st.lists(st.integers(0, 14).map(lambda n: f"q{n}"), max_size=3, unique=True)
    draws = st.builds(
        lambda ids, parts, topics, count: Draw(ids=tuple(ids), parts=tuple(parts), topics=tuple(topics), count=count),
        ids, st.lists(st.sampled_from(PARTS), max_size=2), st.lists(st.sampled_from(TOPICS), max_size=2),
        st.integers(1, 4),
    )  # fmt: skip
    sections = tuple(
        Section(
            id=f"s{n}", title=f"S{n}", minutes=draw(st.integers(1, 60)), draw=tuple(draw(st.lists(draws, max_size=3)))
        )
        for n in range(draw(st.integers(1, 4)))
    )
    return Agenda(id="a", title="A", minutes=sum(s.minutes for s in sections), sections=sections)


@settings(max_examples=150, deadline=None)
@given(
    agendas(), banks(), st.integers(), st.lists(st.integers(0, 12).map(lambda n: f"q{n}")),
    st.none() | st.floats(1, 500), st.builds(Wanted, st.sets(st.sampled_from(TOPICS)), st.sets(st.sampled_from(LEVELS))),
)  # fmt: skip
def test_budgets_hold_nothing_repeats_and_every_loss_is_named(
    agenda: Agenda, bank: dict[str, Question], seed: int, seen: list[str], minutes: float | None, wanted: Wanted
) -> None:
    drawn = draw_plan(agenda, bank, seed=seed, seen=seen, minutes=minutes, wanted=wanted)
    assert drawn == draw_plan(agenda, bank, seed=seed, seen=seen, minutes=minutes, wanted=wanted)
    asked = drawn.questions
    assert len(asked) == len(set(asked))
    assert all(wanted.holds(bank[q]) for q in asked)
    factor = (minutes or agenda.minutes) / agenda.minutes
    for section, planned in zip(drawn.sections, agenda.sections, strict=True):
        assert abs(section.minutes - planned.minutes * factor) < 1e-6
        assert sum(bank[q].minutes for q in section.questions) <= section.minutes + 1e-5
    gone = [q for q, _ in drawn.dropped]
    assert len(gone) == len(set(gone)) and not set(gone) & set(asked)
    named = {q for section in agenda.sections for draw in section.draw for q in draw.ids}
    assert named <= set(asked) | set(gone)
    if factor < 1:
        whole = draw_plan(agenda, bank, seed=seed, seen=seen, wanted=wanted)
        assert set(whole.questions) <= set(asked) | set(gone)
