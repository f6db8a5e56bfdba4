"""A contested verdict: what may be contested, what is written before it is said, and what the debrief makes of it."""

from __future__ import annotations

import json
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.builtin_bank import builtin_bank
from support.engine_fakes import Bench, bench
from support.interview_fakes import CODE, TALK, Play, started

from hotseat.cli.cases import SessionCases, versions
from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.contest import LONGEST_REASON, case_of
from hotseat.interview.engine import replay
from hotseat.interview.scoring import debrief
from hotseat.interview.state import State
from hotseat.question_bank.bank import load_bank
from hotseat.review.case import BadCase, Case, material, read_case
from hotseat.review.transcript import transcript

FAIL = {
    "question": "double",
    "verdict": "fail",
    "reason": "1 of 2 checks passed.",
    "score": 0.5,
    "seconds": 0.1,
    "checks": [
        {"name": "two gives four", "outcome": "passed", "message": "", "seconds": 0.1, "hidden": False},
        {"name": "zero stays zero", "outcome": "failed", "message": "It gave 1.", "seconds": 0.1, "hidden": True},
    ],
    "seed": 11,
    "digest": "d1",
    "versions": {"hotseat": "0.1.0", "numpy": "2.4.0"},
}
PASS = {**FAIL, "verdict": "pass", "score": 1.0}
NOBODY = {**FAIL, "verdict": "not-judged", "score": 0.0, "checks": []}


def on_code(mode: str = "interview") -> Play:
    play = Play(started(mode, questions=[CODE, TALK]))
    play.to_questions()
    return play


def submitted(play: Play, *verdicts: dict[str, object]) -> Play:
    for verdict in verdicts:
        play.do(c.Submit())
        play.do(c.VerdictArrived(max(play.state.submissions), "double", dict(verdict)))
    return play


def refusal(play: Play, command: c.Command) -> str:
    refused = play.do(command)
    assert refused is not None
    return refused.sentence


def test_the_last_judged_submission_is_contested_and_the_interviewer_says_so() -> None:
    play = submitted(on_code(), FAIL, FAIL, NOBODY)
    assert play.do(c.Contest("  zero is fine  ")) is None
    contested = play.state.submissions[2]
    assert (contested.disputed, contested.contest_reason, contested.case_file) == (
        True,
        "zero is fine",
        "cases/double-2.json",
    )
    assert not play.state.submissions[1].disputed and not play.state.submissions[3].disputed
    assert play.acts()[-1] == "disputed"


def test_each_refusal_says_what_stands_in_the_way() -> None:
    fresh = Play()
    assert "No question has been opened" in refusal(fresh, c.Contest())
    play = on_code()
    assert "Submit your code first" in refusal(play, c.Contest())
    assert "in words" in refusal(play, c.Contest(question="ridge"))
    assert "No question" in refusal(play, c.Contest(question="nowhere"))
    play.do(c.Submit())
    assert "still at your submission" in refusal(play, c.Contest())
    play.do(c.VerdictArrived(1, "double", dict(FAIL)))
    assert "a reason holds" in refusal(play, c.Contest("x" * (LONGEST_REASON + 1)))
    play.do(c.Contest())
    assert "already" in refusal(play, c.Contest()) and "cases/double-1.json" in refusal(play, c.Contest())


def test_a_verdict_that_the_interview_has_just_moved_on_from_can_still_be_contested() -> None:
    play = submitted(on_code(), FAIL)
    play.do(c.Next())
    assert play.state.current == "ridge"
    assert play.do(c.Contest()) is None
    assert play.state.submissions[1].disputed


def test_a_submission_that_nobody_judged_leaves_nothing_to_contest() -> None:
    assert "Submit your code first" in refusal(submitted(on_code(), NOBODY), c.Contest())


def test_it_may_be_contested_after_the_end_and_while_the_clock_stands_still() -> None:
    play = submitted(on_code(), FAIL)
    play.do(c.Leave())
    said = len(play.acts())
    assert play.do(c.Contest(question="double")) is None
    assert len(play.acts()) == said, "after the end nobody speaks any more"
    paused = submitted(on_code("practice"), FAIL)
    paused.do(c.Pause())
    assert paused.do(c.Contest()) is None


def test_the_score_stays_and_its_lines_are_marked_with_the_event() -> None:
    play = submitted(on_code(), FAIL)
    before = {s.id: s.score for s in debrief(play.state).competencies}
    play.do(c.Contest("zero is fine"))
    result = debrief(play.state)
    assert {s.id: s.score for s in result.competencies} == before
    assert [s.id for s in result.competencies if s.disputed] == ["problem-solving", "coding"]
    seq = play.state.submissions[1].contested_seq
    assert all(seq in line.seqs for s in result.competencies for line in s.lines if line.disputed)
    assert result.questions[0].disputed


@pytest.mark.parametrize(
    ("verdicts", "hints", "disputed"),
    [((FAIL, PASS), 0, False), ((FAIL, PASS), 1, True), ((FAIL, FAIL), 0, True)],
    ids=["a full pass came later", "the later pass cost a hint", "none passed"],
)
def test_a_score_is_disputed_only_where_being_right_would_change_it(
    verdicts: tuple[dict[str, object], ...], hints: int, disputed: bool
) -> None:
    play = submitted(on_code(), verdicts[0])
    play.do(c.Contest())
    for _ in range(hints):
        play.do(c.AskHint())
    submitted(play, *verdicts[1:])
    result = debrief(play.state)
    assert next(s for s in result.competencies if s.id == "coding").disputed is disputed
    assert result.questions[0].disputed, "the question says so in either case"


def test_the_transcript_tells_it_and_keeps_a_hostile_reason_harmless() -> None:
    play = submitted(on_code(), FAIL)
    play.do(c.Contest("zero is\x1b]0;x\x07 fine\nreally"))
    text = transcript(play.state)
    assert "You contest this verdict" in text and "> zero is fine\n> really" in text
    assert "\x1b" not in text
    assert "**Coding**: weak, disputed" in text or "**Coding**: partial, disputed" in text


# --- the case is on disk before it is said -------------------------------------------------------------------------


async def judged() -> Bench:
    b = bench()
    await b.engine.begin(started(questions=[CODE]))
    await b.engine.do(c.Say("ready"))
    await b.engine.do(c.Edit("wrong"))
    await b.engine.do(c.Submit())
    await b.engine.settle()
    return b


async def test_the_case_is_written_before_the_event_and_holds_what_the_journal_knows() -> None:
    b = await judged()
    seen: list[bool] = []

    def heard(state: State, records: Sequence[e.Recorded]) -> None:
        if any(isinstance(r.event, e.VerdictContested) for r in records):
            seen.append("cases/double-1.json" in b.cases.kept)

    b.engine.listen(heard)
    assert await b.engine.do(c.Contest("zero is fine")) is None
    assert seen == [True]
    case = b.cases.kept["cases/double-1.json"]
    assert (case["code"], case["reason"], case["question"]) == ("wrong", "zero is fine", "double")
    assert case["asked"]["prompt"] == CODE.prompt
    assert case["verdict"]["verdict"] == "fail"
    await b.engine.close()
    assert replay(b.journal.records) == b.engine.state


async def test_a_case_that_cannot_be_written_is_refused_with_the_place_and_nothing_is_marked() -> None:
    b = await judged()
    b.cases.fails = True
    refused = await b.engine.do(c.Contest())
    assert refused is not None
    assert "/sessions/s1/cases/double-1.json" in refused.sentence and "No space left" in refused.sentence
    assert not b.engine.state.submissions[1].disputed
    b.cases.fails = False
    assert await b.engine.do(c.Contest()) is None
    await b.engine.close()


# --- the file ------------------------------------------------------------------------------------------------------


def zscore_case(folder: Path, *, digest: str | None = None, reason: str = "") -> Path:
    """A case on ``zscore`` as a session keeps it."""
    bank = builtin_bank()
    question = bank.questions["zscore"]
    play = Play(started(questions=[question]))
    play.to_questions()
    play.do(c.Edit("import numpy as np\n\ndef zscore(x):\n    return x\n"))
    play.do(c.Submit())
    known = bank.digest("zscore") if digest is None else digest
    play.do(c.VerdictArrived(1, "zscore", {**FAIL, "question": "zscore", "digest": known, "versions": versions()}))
    play.do(c.Contest(reason))
    submission = play.state.submissions[1]
    case = case_of(play.state, submission, reason, "2030-01-01T09:00:00.000+00:00")
    SessionCases(folder, bank).keep(submission.case_file, case)
    return folder / submission.case_file


def test_a_case_file_is_private_plain_ascii_and_reads_back_whole(tmp_path: Path) -> None:
    path = zscore_case(tmp_path, reason="“why”\x1b[31m")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().isascii() and b"\x1b" not in path.read_bytes()
    assert [p.name for p in path.parent.iterdir()] == [path.name], "nothing half written is left"
    case = read_case(path)
    assert (case.reason, case.seed) == ("“why”\x1b[31m", 11)
    assert set(case.versions) == {"hotseat", "python", "numpy", "pandas", "scikit-learn", "torch"}
    brought = material(case)
    assert "CHECKS" in brought.checks and "def zscore" in brought.reference
    assert brought.question.id == "zscore"


def test_checks_that_are_not_those_that_judged_are_left_out(tmp_path: Path) -> None:
    case = read_case(zscore_case(tmp_path, digest="another"))
    assert case.checks is None and case.reference is None
    with pytest.raises(BadCase, match="holds no checks"):
        material(case)


@pytest.mark.parametrize("file", ["cases/../../x-1.json", "/tmp/x-1.json", "x-1.json", "cases/x/y-1.json"])
def test_a_case_is_never_written_outside_its_folder(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "sessions" / "s1"
    folder.mkdir(parents=True)
    with pytest.raises(OSError, match="cannot be a file"):
        SessionCases(folder, load_bank([])).keep(file, {"question": "x", "digest": ""})
    assert not list(tmp_path.rglob("*.json"))


BREAKS: dict[str, tuple[object, str]] = {
    "no JSON": ("{", "not JSON"),
    "not a number": ('{"seed": NaN}', "not JSON"),
    "nested": ("[" * 100_000, "nested too deeply|not JSON"),
    "a list": ("[]", "no case"),
    "another file": ('{"format": "ipynb"}', "no case"),
    "a later format": ('{"format": "hotseat-case/2\\u001b[2J"}', r"another version of Hotseat \(hotseat-case/2\)"),
    "a field more": ({"more": 1}, "more: "),
    "a field of another type": ({"seed": "1"}, "seed: "),
    "a seed out of range": ({"seed": 1 << 40}, "seed: "),
    "no id": ({"question": "../../etc"}, "question: "),
    "a verdict that is none": ({"verdict": {"verdict": "great", "score": 1.0, "checks": []}}, "verdict.verdict: "),
    "a score past one": ({"verdict": {"verdict": "pass", "score": 7.0, "checks": []}}, "verdict.score: "),
    "code without end": ({"code": "x" * 600_000}, "code: "),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_file_that_is_no_whole_case_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    path = zscore_case(tmp_path)
    change, told = BREAKS[name]
    if isinstance(change, dict):
        path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    else:
        path.write_text(str(change))
    with pytest.raises(BadCase, match=told) as caught:
        read_case(path)
    assert str(caught.value).count("\n") == 0 and "\x1b" not in str(caught.value)


def test_a_pipe_a_folder_and_a_giant_are_no_cases(tmp_path: Path) -> None:
    import os

    giant = tmp_path / "giant.json"
    with giant.open("wb") as file:
        file.truncate(9_000_000)
    os.mkfifo(tmp_path / "pipe")
    for name in ("giant.json", "pipe", ".", "nowhere"):
        with pytest.raises(BadCase):
            read_case(tmp_path / name)


def test_an_event_of_this_kind_survives_the_journal() -> None:
    event = e.VerdictContested(3, "why", "cases/double-3.json")
    record = json.loads(json.dumps(e.to_record(e.Recorded(1, 0.0, "w", event))))
    assert e.from_record(record).event == event
    assert set(Case.model_fields) >= {"code", "seed", "versions", "verdict", "checks", "reference"}
