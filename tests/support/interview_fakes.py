"""A small interview to test the core on: two questions, a plain voice, ears that match by shared words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.decide import decide
from hotseat.interview.evolve import evolve
from hotseat.interview.plan import Plan, PlannedSection, to_data
from hotseat.interview.state import State
from hotseat.interview.turn import Mind
from hotseat.question_bank.model import Question

TALK = Question.model_validate(
    {
        "id": "ridge",
        "title": "Ridge or lasso",
        "kind": "talk",
        "minutes": 10,
        "prompt": "When would you take ridge, and when lasso?",
        "model_answer": "Lasso sets weights to zero. Ridge shrinks them together.",
        "clarifications": [
            {"id": "columns", "asks": ["How many columns are there?"], "answer": "About two hundred."},
        ],
        "hints": ["Think of the shape of the penalty.", "Where does it touch?", "Look at the corners."],
        "rubric": [
            {"id": "zero", "text": "Lasso sets weights to exactly zero.", "probe": "What happens to weak columns?"},
            {"id": "shrink", "text": "Ridge shrinks correlated weights together."},
        ],
        "follow_ups": [
            {
                "id": "both",
                "kind": "wider",
                "prompt": "And the elastic net?",
                "model_answer": "It mixes both penalties.",
                "rubric": [{"id": "mix", "text": "It mixes both penalties."}],
            }
        ],
    }
)
CODE = Question.model_validate(
    {
        "id": "double",
        "title": "Double it",
        "kind": "code",
        "minutes": 10,
        "prompt": "Write `double(x)`.",
        "functions": ["double"],
        "competencies": ["coding"],
        "clarifications": [
            {"id": "types", "asks": ["Which types can x be?"], "answer": "Whole numbers."},
        ],
        "hints": ["One.", "Two.", "Three."],
    }
)
CHECKLIST = {
    "id": "interview",
    "title": "The list",
    "before": [{"id": "water", "text": "Have water at hand."}],
    "habits": [{"id": "think-aloud", "text": "Think aloud."}],
    "mindsets": [],
    "reminders": [],
    "tips": [],
}
TEAM = {
    "id": "harbour",
    "title": "The harbour team",
    "about": "We forecast arrivals.",
    "facts": [
        {
            "id": "stack",
            "group": "technical",
            "asks": ["Which tools does the team use?"],
            "answer": "Python and Postgres.",
        },
        {"id": "oncall", "group": "team", "asks": ["Is there an on-call rota?"], "answer": "One week in eight."},
    ],
    "unknown": ["I would have to ask."],
    "specific": ["arrivals"],
}


class PlainVoice:
    """Says the act's name and its facts."""

    def say(self, act: str, facts: Mapping[str, str], used: frozenset[str], salt: int) -> tuple[str, str]:
        return f"[{act}]" + "".join(f" {k}={v}" for k, v in sorted(facts.items())), ""


class SharedWords:
    """Matches what shares at least half of its words."""

    def match(self, asked: str, ways: Sequence[tuple[str, Sequence[str]]]) -> str | None:
        said = set(asked.lower().replace("?", "").split())
        for name, texts in ways:
            for text in texts:
                wanted = set(text.lower().replace("?", "").split())
                if len(said & wanted) * 2 >= len(wanted):
                    return name
        return None


MIND = Mind(PlainVoice(), SharedWords())


def started(mode: str = "interview", *, questions: Sequence[Question] = (TALK, CODE)) -> e.SessionStarted:
    """The first event of a session over these questions."""
    plan = Plan(
        "A short interview",
        (
            PlannedSection("opening", "Opening", "opening", 60),
            PlannedSection("work", "The work", "questions", 1200, tuple(q.id for q in questions)),
            PlannedSection("closing", "Closing", "closing", 300),
        ),
    )
    return e.SessionStarted(
        session="s1",
        mode=mode,
        title="A short interview",
        plan=to_data(plan),
        questions={q.id: q.model_dump(mode="json") for q in questions},
        starters={q.id: "def double(x):\n    ...\n" for q in questions if q.kind == "code"},
        digests={},
        checklist=CHECKLIST,
        persona="plain",
        team=TEAM,
        seed=7,
        versions={"hotseat": "test"},
    )


class Play:
    """Drives the pure core: commands in, state out, everything recorded."""

    def __init__(self, first: e.SessionStarted | None = None) -> None:
        self.now = 0.0
        self.records: list[e.Recorded] = []
        self.state = State()
        self._take([first or started()])

    def _take(self, events: Sequence[e.Event]) -> None:
        for event in events:
            recorded = e.Recorded(self.state.seq + 1, round(self.now, 3), "2030-01-01T00:00:00+00:00", event)
            self.records.append(recorded)
            self.state = evolve(self.state, recorded)

    def do(self, command: c.Command) -> c.Refusal | None:
        """Carry a command out; returns a refusal, if it was one."""
        decision = decide(self.state, command, self.now, MIND)
        if isinstance(decision, c.Refusal):
            return decision
        self._take(decision)
        return None

    def say(self, text: str) -> c.Refusal | None:
        return self.do(c.Say(text))

    def wait(self, seconds: float, step: float = 5.0) -> None:
        """Let time pass in steps, as the app's clock does."""
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + step)
            self.do(c.Tick())

    def to_questions(self) -> None:
        """Past the greeting."""
        self.do(c.Start())
        self.say("I am ready")

    def read(self, thread: str, covered: Mapping[str, bool], probability: float | None = None) -> None:
        """Report a reading of the open question's answer, up to date with all that was said."""
        from hotseat.interview.drafts import last_amendment
        from hotseat.interview.hearing import words
        from hotseat.interview.interviewer import answer_text

        there = self.state.open_question
        assert there is not None
        points = tuple(
            {
                "id": i,
                "covered": on,
                "contradicted": False,
                "unclear": False,
                "probability": probability if probability is not None else (0.9 if on else 0.1),
                "evidence": "",
            }
            for i, on in covered.items()
        )
        score = sum(covered.values()) / len(covered)
        said = words(answer_text(there, thread))
        self.do(c.ReadingArrived(there.question.id, thread, score, points, said, last_amendment(there, thread)))

    def acts(self) -> list[str]:
        """What the interviewer did so far."""
        return [m.act for m in self.state.messages if m.who == "interviewer"]
