"""Makes sessions for the benchmark of the review: journals as Hotseat writes them, of made-up people and words.

Of ten sessions five are practices of one question, three are half an hour and two are two hours. The questions are those of the
bank. Words follow Zipf's law over a made-up vocabulary, so that some are in nearly every session and many in one alone.
"""

from __future__ import annotations

import bisect
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from hotseat.interview import events as e
from hotseat.interview.journal_lines import Header, encode, header_line
from hotseat.interview.plan import Plan, PlannedSection, to_data
from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.model import Question
from hotseat.reference.builtin import builtin_pack

VOCABULARY = 20_000
RARE = "quixotic{n}"
"""A word that is in session ``n`` alone."""
_SYLLABLES = ("ba", "co", "di", "fe", "gu", "ha", "ki", "lo", "mu", "ne", "pa", "ri", "so", "ta", "ve", "zo")
_COMMON = ("the", "data", "model", "is", "of", "and", "to", "mean", "loss", "column")
_CHECKLIST = {
    "id": "interview",
    "title": "The list",
    "before": [{"id": "water", "text": "Have water at hand."}],
    "habits": [{"id": "think-aloud", "text": "Think aloud."}],
    "mindsets": [],
    "reminders": [],
    "tips": [],
}


class Words:
    """Text by Zipf's law."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        made = ["".join(dice.choices(_SYLLABLES, k=2 + n % 3)) for n in range(VOCABULARY)]
        self._words = [*_COMMON, *made][:VOCABULARY]
        self._sums = list(accumulate(1 / (n + 3) for n in range(VOCABULARY)))

    def text(self, count: int) -> str:
        """So many words, with a full stop now and then."""
        picks = (self._dice.random() * self._sums[-1] for _ in range(count))
        words = [self._words[bisect.bisect(self._sums, pick)] for pick in picks]
        return " ".join(word + ("." if n % 12 == 11 else "") for n, word in enumerate(words))

    def code(self, lines: int) -> str:
        """So many lines of code."""
        return "".join(f"{w[0]}_{w[1]} = fit({w[2]}, {n})\n" for n in range(lines) for w in [self.text(3).split()])


def make(root: Path, count: int, seed: int = 1) -> int:
    """Write the journals; returns how many bytes they have."""
    dice = random.Random(seed)
    words = Words(dice)
    bank = load_bank([builtin_pack()])
    questions = [bank.questions[name] for name in sorted(bank.questions)]
    plain = {q.id: q.model_dump(mode="json") for q in questions}
    begun = datetime(2025, 1, 6, 8, tzinfo=UTC)
    size = 0
    for n in range(count):
        started = begun + timedelta(minutes=47 * n)
        name = f"{started:%Y%m%d-%H%M%S}-{n:04x}"
        kind = n % 10
        length = (1, 1, 1, 1, 1, 3, 3, 3, 8, 8)[kind]
        asked = dice.sample(questions, length)
        events = list(_events(name, n, "practice" if length == 1 else "interview", asked, plain, words, dice))
        size += _write(root / name, name, started, events)
    return size


def _write(folder: Path, name: str, started: datetime, events: Sequence[tuple[float, e.Event]]) -> int:
    line, chain = header_line(Header(session=name, created=started.isoformat(), hotseat="0.1.0"))
    lines = [line]
    for seq, (at, event) in enumerate(events, 1):
        wall = (started + timedelta(seconds=at)).isoformat(timespec="milliseconds")
        line, chain = encode(e.to_record(e.Recorded(seq, at, wall, event)), chain)
        lines.append(line)
    folder.mkdir(parents=True)
    data = b"".join(lines)
    (folder / "journal.jsonl").write_bytes(data)
    return len(data)


def _events(
    name: str,
    n: int,
    mode: str,
    asked: Sequence[Question],
    plain: dict[str, dict[str, Any]],
    words: Words,
    dice: random.Random,
) -> Iterator[tuple[float, e.Event]]:
    minutes = sum(q.minutes for q in asked)
    section = PlannedSection("work", "The work", "questions", minutes * 60, tuple(q.id for q in asked))
    title = asked[0].title if mode == "practice" else "Half an hour" if len(asked) < 8 else "Two hours"
    starters = {q.id: f"# {q.title}\n\n\ndef answer(x):\n    ...\n" for q in asked if q.kind == "code"}
    yield 0.0, e.SessionStarted(
        session=name, mode=mode, title=title, plan=to_data(Plan(title, (section,))),
        questions={q.id: plain[q.id] for q in asked}, starters=starters, digests={}, checklist=_CHECKLIST, persona="warm",
        team=None, seed=n, versions={"hotseat": "0.1.0"},
    )  # fmt: skip
    yield 1.0, e.SectionOpened(0)
    at, run, submission = 2.0, 0, 0
    for place, question in enumerate(asked):
        yield at, e.QuestionOpened(question.id)
        yield at, e.InterviewerSaid(question.prompt, "ask", question.id)
        skill = dice.random()
        for turn in range(3):
            at += dice.uniform(20, 90)
            rare = f" {RARE.format(n=n)}" if not place and not turn else ""
            yield at, e.CandidateSaid(words.text(60) + rare, "answer", question.id)
            yield at + 1, e.InterviewerSaid(words.text(25), "follow-up", question.id)
        points = tuple(
            {"id": p.id, "covered": dice.random() < skill, "contradicted": False, "unclear": False, "probability": 0.5,
             "evidence": ""}
            for p in question.rubric
        )  # fmt: skip
        yield at + 2, e.AnswerRead(question.id, "main", skill, points, 200)
        if question.kind == "code":
            code = starters[question.id]
            for _ in range(12):
                piece = words.code(2)
                at += 8
                yield at, e.CodeEdited(question.id, len(code), len(code), piece)
                code += piece
            for cell in range(5):
                run += 1
                at += 15
                yield at, e.CellRun(run, question.id, cell, words.code(8))
                yield at, e.CellOutput(run, ({"kind": "stream", "name": "stdout", "text": words.text(80) + "\n"},))
                yield at + 1, e.CellEnded(run, "finished", "Done.", 0.5, run)
            submission += 1
            good = dice.random() < skill
            checks = [{"name": f"check {k}", "outcome": "passed" if good else "failed", "message": "", "hidden": False}
                      for k in range(4)]  # fmt: skip
            verdict = {"question": question.id, "verdict": "pass" if good else "fail", "reason": words.text(12),
                       "score": 1.0 if good else 0.5, "seconds": 0.2, "checks": checks}  # fmt: skip
            yield at + 2, e.Submitted(submission, question.id, code)
            yield at + 4, e.Judged(submission, question.id, verdict)
        at += 10
        yield at, e.QuestionClosed(question.id, "done")
        for _ in range(6):
            at += 15
            yield at, e.TimePassed()
    yield at, e.SectionClosed(0, 0.0)
    if n % 50:
        yield at, e.SessionEnded("finished")
