"""One moment of an interview, told by fixed events, so that its picture is the same every time."""

from __future__ import annotations

from typing import Any

from hotseat.interview import events as e
from hotseat.interview.evolve import fold
from hotseat.interview.plan import Plan, PlannedSection, to_data
from hotseat.interview.state import State
from hotseat.question_bank.model import Question
from hotseat.review.replay_recording import Recording, of_records

WALL = "2030-01-01T09:00:00+00:00"
ZSCORE = Question.model_validate(
    {
        "id": "zscore",
        "title": "Standardise an array",
        "kind": "code",
        "topic": "statistics",
        "level": "easy",
        "minutes": 12,
        "prompt": (
            "Write `zscore(x)`: it returns the array with mean 0 and standard deviation 1.\n\n"
            "- No Python loop\n- A constant array gives zeros\n\n```python\nzscore(np.array([1.0, 2.0, 3.0]))\n```"
        ),
        "functions": ["zscore"],
        "hints": ["What does a constant array do to the division?"],
        "rubric": [
            {"id": "spread", "text": "A constant array has no spread, so dividing by it gives no number."},
            {"id": "axis", "text": "The population formula divides by n."},
        ],
    }
)
DIAGONAL = Question.model_validate(
    {
        "id": "diagonal",
        "title": "Diagonal or full covariance",
        "kind": "talk",
        "topic": "sampling",
        "minutes": 10,
        "prompt": "When is a **diagonal** covariance good enough for a sampler, and what does it cost you?",
        "model_answer": "It is cheaper to fit and to draw from, and it loses every correlation.",
        "competencies": ["trade-offs"],
        "rubric": [
            {"id": "cost", "text": "A draw costs O(d) rather than O(d²)."},
            {"id": "loss", "text": "Correlations between the dimensions are lost."},
            {"id": "measure", "text": "Says how the loss would be measured."},
        ],
    }
)
CODE = """\
# %% imports
import numpy as np

# %% the function
def zscore(x: np.ndarray) -> np.ndarray:
    \"\"\"Return x with mean 0 and standard deviation 1.\"\"\"
    spread = x.std()
    return (x - x.mean()) / spread  # what if it is 0?

# %% try it
print(zscore(np.arange(5.0)))
zscore(np.ones(3))
"""
FAILURE = (
    "\x1b[31m---------------------------------------------------------------------------\x1b[0m\n"
    "\x1b[31mRuntimeWarning\x1b[0m                            Traceback (most recent call last)\n"
    "Cell \x1b[32mIn[3]\x1b[0m, line 2\n"
    "\x1b[32m      1\x1b[0m \x1b[36mprint\x1b[0m(zscore(np.arange(\x1b[32m5.0\x1b[0m)))\n"
    "\x1b[32m----> 2\x1b[0m zscore(np.ones(\x1b[32m3\x1b[0m))\n"
    "\x1b[31mRuntimeWarning\x1b[0m: invalid value encountered in divide"
)
VERDICT: dict[str, Any] = {
    "question": "zscore",
    "verdict": "fail",
    "reason": "3 of 5 checks do not hold.",
    "score": 0.4,
    "seconds": 1.4,
    "checks": [
        {
            "name": "mean 0 and deviation 1 on ordinary data",
            "outcome": "passed",
            "message": "",
            "seconds": 0.12,
            "hidden": False,
        },
        {
            "name": "a constant input gives zeros",
            "outcome": "failed",
            "message": "For zscore(array([1., 1., 1.])) we expected array([0., 0., 0.]); your code gave array([nan, nan, nan]).",
            "seconds": 0.02,
            "hidden": False,
        },
        {"name": "the input is left alone", "outcome": "passed", "message": "", "seconds": 0.01, "hidden": True},
        {
            "name": "an empty array is refused",
            "outcome": "error",
            "message": "IndexError: think of an array without entries.",
            "seconds": 0.01,
            "hidden": True,
        },
        {
            "name": "a million entries in time",
            "outcome": "timeout",
            "message": "It took longer than 5 s.",
            "seconds": 5.0,
            "hidden": True,
        },
    ],
}
CHECKLIST = {
    "id": "interview",
    "title": "The list",
    "before": [
        {"id": "water", "text": "Have water at hand."},
        {"id": "quiet", "text": "Turn notifications off."},
        {"id": "questions", "text": "Have three questions about the team ready."},
    ],
    "habits": [
        {"id": "think-aloud", "text": "Think aloud."},
        {"id": "clarify-first", "text": "Ask before you code."},
        {"id": "test-incrementally", "text": "Run often, in small steps."},
        {"id": "acknowledge-mistakes", "text": "Say so when you were wrong."},
        {"id": "suggest-alternatives", "text": "Name another way, and weigh it."},
    ],
    "mindsets": [{"id": "system", "text": "Break the problem down before you solve it."}],
    "reminders": [
        {
            "id": "process",
            "text": "How you work counts more than the last line of code.",
            "why": "It is what they will see every day.",
        }
    ],
    "tips": [],
}


def started() -> e.SessionStarted:
    """The first event: four sections, two questions."""
    sections = (
        PlannedSection("opening", "Opening", "opening", 300),
        PlannedSection("deep-dive", "Deep dive", "questions", 1500, ("diagonal",)),
        PlannedSection("pair", "Pair programming", "questions", 1800, ("zscore",)),
        PlannedSection("closing", "Your questions", "closing", 600),
    )
    return e.SessionStarted(
        session="2030-01-01-0900",
        mode="interview",
        title="Seventy minutes",
        plan=to_data(Plan("Seventy minutes", sections)),
        questions={q.id: q.model_dump(mode="json") for q in (DIAGONAL, ZSCORE)},
        starters={"zscore": "import numpy as np\n"},
        digests={},
        checklist=CHECKLIST,
        persona="plain",
        team=None,
        seed=1,
        versions={},
    )


def story() -> list[tuple[float, e.Event]]:
    """What happened, and when."""
    answer = (
        "A diagonal one is enough when the dimensions hardly depend on each other.\n"
        "Drawing costs O(d) rather than O(d²), but every correlation is lost. A full one is the alternative."
    )
    points = (
        {
            "id": "cost",
            "covered": True,
            "contradicted": False,
            "unclear": False,
            "probability": 0.94,
            "evidence": "Drawing costs O(d) rather than O(d²)",
        },
        {
            "id": "loss",
            "covered": True,
            "contradicted": False,
            "unclear": False,
            "probability": 0.9,
            "evidence": "every correlation is lost",
        },
        {
            "id": "measure",
            "covered": False,
            "contradicted": False,
            "unclear": False,
            "probability": 0.1,
            "evidence": "",
        },
    )
    return [
        (0, started()),
        (1, e.SectionOpened(0)),
        (
            1,
            e.InterviewerSaid(
                "Hello, and thank you for coming. We have seventy minutes; tell me when you are ready.", "greet"
            ),
        ),
        (2, e.KernelChanged("ready")),
        (8, e.ItemTicked("water", True)),
        (40, e.CandidateSaid("Hello. I am ready.", "ready")),
        (40, e.SectionClosed(0, 0.0)),
        (40, e.SectionOpened(1)),
        (41, e.QuestionOpened("diagonal")),
        (41, e.InterviewerSaid(DIAGONAL.prompt, "ask", "diagonal")),
        (170, e.CandidateSaid(answer, "answer", "diagonal")),
        (172, e.AnswerRead("diagonal", "main", 2 / 3, points, 30)),
        (180, e.FollowUpAsked("diagonal", "probe:measure")),
        (180, e.InterviewerSaid("How would you see how much that loses on a real data set?", "probe", "diagonal")),
        (
            230,
            e.CandidateSaid(
                "I don't know yet. I would compare the draws with the data.", "dont-know", "diagonal", "probe:measure"
            ),
        ),
        (232, e.InterviewerSaid("That is fine. Let us write some code.", "acknowledge", "diagonal")),
        (232, e.QuestionClosed("diagonal", "done")),
        (232, e.SectionClosed(1, 0.0)),
        (232, e.SectionOpened(2)),
        (233, e.QuestionOpened("zscore")),
        (233, e.InterviewerSaid(ZSCORE.prompt, "ask", "zscore")),
        (260, e.CandidateSaid("Can the array be empty?", "clarify", "zscore")),
        (261, e.ClarificationGiven("zscore", "empty")),
        (261, e.InterviewerSaid("It can; refuse it with a `ValueError`.", "clarify", "zscore")),
        (300, e.CodeEdited("zscore", 0, len("import numpy as np\n"), CODE)),
        (310, e.CellRun(1, "zscore", 0, "import numpy as np")),
        (310, e.CellEnded(1, "finished", "Done.", 0.11, 1)),
        (320, e.CellRun(2, "zscore", 1, CODE.split("# %% the function\n")[1].split("\n\n# %%")[0])),
        (320, e.CellEnded(2, "finished", "Done.", 0.004, 2)),
        (330, e.CellRun(3, "zscore", 2, "print(zscore(np.arange(5.0)))\nzscore(np.ones(3))")),
        (
            330,
            e.CellOutput(
                3,
                (
                    {
                        "kind": "stream",
                        "name": "stdout",
                        "text": "[-1.41421356 -0.70710678  0.  0.70710678  1.41421356]\n",
                    },
                    {"kind": "failure", "name": "RuntimeWarning", "message": "", "traceback": FAILURE, "line": 2},
                ),
            ),
        ),
        (331, e.CellEnded(3, "failed", "RuntimeWarning: invalid value encountered in divide", 0.62, 3)),
        (
            350,
            e.CandidateSaid(
                "My mistake: a constant array has no spread. Alternatively I could add a small number.",
                "aloud",
                "zscore",
            ),
        ),
        (400, e.Submitted(1, "zscore", CODE)),
        (402, e.Judged(1, "zscore", VERDICT)),
        (
            402,
            e.InterviewerSaid(
                "Three checks do not hold yet. The first: “a constant input gives zeros”.", "failed", "zscore"
            ),
        ),
        (403, e.HabitTicked("think-aloud", True)),
    ]


def records(until: float = 1e9) -> list[e.Recorded]:
    """The events up to a moment, as they were recorded."""
    return [e.Recorded(n, at, WALL, event) for n, (at, event) in enumerate(story(), 1) if at <= until]


def state(until: float = 1e9) -> State:
    """What the events up to a moment add up to."""
    return fold(records(until))


def ending() -> list[e.Recorded]:
    """The events with which it is left, behind the last of the story."""
    more = [e.QuestionClosed("zscore", "left"), e.SectionClosed(2, 0.0), e.SessionEnded("left")]
    return [e.Recorded(len(story()) + n, 420.0, WALL, event) for n, event in enumerate(more, 1)]


def ended() -> State:
    """The same interview, left at its end."""
    return fold([*records(), *ending()])


def recording() -> Recording:
    """The same interview as its journal holds it, with a bookmark at the first failure."""
    last = [*records(), *ending()]
    failed = next(r.seq for r in last if isinstance(r.event, e.CellEnded) and r.event.ending == "failed")
    last.append(e.Recorded(len(last) + 1, 420.0, WALL, e.BookmarkSet(failed, "the constant array")))
    return of_records([e.to_record(r) for r in last], session=started().session)
