"""Past sessions in the line mode and on the command line: found by words and filters, compared, and told as charts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support import scene
from support.interview_fakes import CODE, TALK, Play, started
from support.journals import write
from support.lines import piped
from support.stage import Stage
from typer.testing import CliRunner

from hotseat.cli.commands import app
from hotseat.cli.past import line
from hotseat.cli.trouble import Stop
from hotseat.front.attempt_words import AttemptLine, Tried, other_than
from hotseat.front.chart_words import Charts
from hotseat.front.past import HitLine, told
from hotseat.front.service import SessionLine
from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.question_bank.model import Question
from hotseat.review.charts import Mean, Standing, Week
from hotseat.review.history import summarise, summary

SESSION = scene.started().session
ENDED = SessionLine(SESSION, "Two hours", "interview", "2030-01-01 09:00", 7200, "finished", "solid")
LOST = SessionLine("s3", "Half an hour", "interview", "2029-12-29 09:00", 640, "left", "weak", lost="9 bytes are gone.")
HIT = HitLine(SESSION, 12, "2030-01-01 09:00", "Two hours", "5:30", "You", (("a constant ", False), ("array", True)), 2)


def library(**more: object) -> Stage:
    states = {SESSION: scene.ended(), "s3": scene.ended()}
    return Stage(sessions_=(ENDED, LOST), hits_=(HIT,), states=states, **more)  # type: ignore[arg-type]


async def test_words_are_found_and_the_place_is_opened_by_its_number(tmp_path: Path) -> None:
    said, _ = await piped(library(), tmp_path, "constant", "1", "", "", page="review")
    assert "1. 2030-01-01 09:00 Two hours, 5:30, You: a constant array (2 more places in it)" in said
    assert "Hire signal: " in said


async def test_nothing_found_and_a_wrong_number_are_told(tmp_path: Path) -> None:
    said, _ = await piped(library(), tmp_path, "zebra", "7", "help", "", page="review")
    assert "Nothing fits. Take a word or a filter away" in said
    assert "No session is listed." in said
    assert "topic:sql" in said


async def test_what_is_lost_of_a_session_is_said_before_it_is_read(tmp_path: Path) -> None:
    said, _ = await piped(library(), tmp_path, "2", "", "", page="review")
    assert "in part: some of it cannot be read" in said
    assert said.index("Not all of it can be read. 9 bytes are gone.") < said.index("Hire signal: ")


async def test_attempts_and_charts_are_told_in_words(tmp_path: Path) -> None:
    week = Week(date(2026, 3, 2), Mean(3, 0.5, 0.2, 0.8), ("a", "b", "c"))
    charts = Charts((week,), (Standing("trees", Mean(9, 0.2, 0.1, 0.4)),), "Three sessions.")
    stage = library(tried_=(Tried("zscore", "Standardise an array", 2),), charts_=charts)
    said, _ = await piped(stage, tmp_path, "compare 1", "charts", "charts 1", "", page="review")
    for part in (
        "Hints: ",
        "The code is the same in both.",
        "Three sessions.",
        "Week of 02 Mar 2026: partial, 50% (between 20% and 80%), 3 sessions.",
        "trees: weak, 20% (between 10% and 40%), 9 questions.",
        "In all ",
    ):
        assert part in said, part


def sat(said: str, code: str, verdict: str) -> Play:
    play = Play(started(questions=[TALK, CODE]))
    play.to_questions()
    play.say(said)
    play.do(c.Skip())
    play.do(c.Edit(code))
    play.do(c.Submit())
    score = 1.0 if verdict == "pass" else 0.5
    given = {"question": "double", "verdict": verdict, "reason": "", "score": score, "seconds": 0.1, "checks": []}
    play.do(c.VerdictArrived(1, "double", given))
    play.do(c.Leave())
    return play


@pytest.fixture
def home(own_home: Path) -> Path:
    first, second = sat("Lasso zeroes weights.", "# one\n", "fail"), sat("Ridge shrinks them.", "# two\n", "pass")
    write(own_home / "sessions", "20260301-100000-aaaa", first.records, "2026-03-01T10:00:00+00:00")
    write(own_home / "sessions", "20260302-100000-bbbb", second.records, "2026-03-02T10:00:00+00:00")
    return own_home


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    sentence = done.exception.sentence if isinstance(done.exception, Stop) else ""
    code = done.exception.code if isinstance(done.exception, Stop) else done.exit_code
    return code, done.output + sentence


def test_the_command_line_finds_words_and_filters(home: Path) -> None:
    code, said = run("review", "--search", "zeroes", "--json")
    assert code == 0
    found = json.loads(said.splitlines()[0])
    assert (found["session"], found["who"]) == ("20260301-100000-aaaa", "You")
    code, said = run("review", "--since", "2026-03-02")
    assert code == 0 and "bbbb" in said and "aaaa" not in said
    assert run("review", "--question", "double", "--until", "2026-03-01")[1].count("aaaa") == 1


def test_an_empty_result_says_so_and_how_to_get_back(home: Path) -> None:
    code, said = run("review", "--search", "zebra")
    assert code == 1
    assert "None of your 2 sessions fits." in said and "Take a word or a filter away" in said
    assert "was never asked" in run("review", "--question", "nonsense")[1]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--state", "opn"), "Did you mean open?"),
        (("--since", "banana"), "takes a day such as 2026-03-14"),
        (("--search", "***"), "There is no word to look for"),
    ],
)
def test_a_filter_that_makes_no_sense_is_wrong_use(home: Path, words: tuple[str, ...], hint: str) -> None:
    code, said = run("review", *words)
    assert code == 2 and hint in said


def test_two_attempts_are_compared_by_the_question(home: Path) -> None:
    code, said = run("compare", "double")
    assert code == 0
    for part in ("Verdict: fail, then pass.", "Score: 35%, then 100%.", "-# one", "+# two"):
        assert part in said, part
    assert "Did you mean double?" in run("compare", "doubel")[1]
    assert run("compare", "quite-another")[1].endswith("Practise it with: hotseat practice quite-another")
    assert "is a session. Name a question of it" in run("compare", "20260301-100000-aaaa")[1]
    code, said = run("compare", "ridge", "20260301-100000-aaaa", "20260302-100000-bbbb", "--json")
    assert code == 0 and json.loads(said)["title"] == "Ridge or lasso"


def test_an_unknown_session_offers_the_nearest(home: Path) -> None:
    code, said = run("review", "20260301-100000-aaab")
    assert code == 2 and "Did you mean 20260301-100000-aaaa" in said


def test_charts_are_text_with_words(home: Path) -> None:
    code, said = run("charts", "20260301-100000-aaaa")
    assert code == 0 and "░ as planned, █ as it went" in said and "The work: " in said
    code, said = run("charts", "--plain")
    assert code == 0 and "Not enough evidence on any topic" in said and "░" not in said


def rehearsed(play: Play, candidate: str) -> list[e.Recorded]:
    first = play.records[0]
    assert isinstance(first.event, e.SessionStarted)
    return [replace(first, event=replace(first.event, versions={"candidate": candidate})), *play.records[1:]]


def test_a_rehearsal_names_its_candidate_and_is_compared_only_where_it_is_asked_for(home: Path) -> None:
    theirs = "20260303-100000-cccc"
    write(
        home / "sessions", theirs, rehearsed(sat("Both.", "# three\n", "pass"), "strong"), "2026-03-03T10:00:00+00:00"
    )
    listed = run("review", "--mode", "rehearsal")[1]
    assert "by strong: A short interview" in listed
    assert "rehearsed by strong" in told(line(summary(home / "sessions", theirs)))
    assert "-# one" in run("compare", "double")[1] and "# three" not in run("compare", "double")[1]
    assert "+# three" in run("compare", "double", theirs)[1]
    for mine in ("20260301-100000-aaaa", "20260302-100000-bbbb"):
        shutil.rmtree(home / "sessions" / mine)
    assert "It takes two attempts" in run("compare", "double")[1]
    write(
        home / "sessions",
        "20260304-100000-dddd",
        sat("Ridge.", "# four\n", "pass").records,
        "2026-03-04T10:00:00+00:00",
    )
    code, said = run("compare", "double")
    assert code == 2 and f"hotseat compare double {theirs} 20260304-100000-dddd" in said


def test_the_first_other_attempt_is_ones_own() -> None:
    found = [
        AttemptLine("d", "", ""),
        AttemptLine("c", "", "", "strong"),
        AttemptLine("b", "", ""),
        AttemptLine("a", "", "", "weak"),
    ]
    assert [other_than(found, n) for n in range(4)] == [2, 2, 0, 2]
    assert (other_than(found[:2], 0), other_than(found[:1], 0)) == (1, -1)


def practised(question: Question, *did: Callable[[Play], object]) -> str:
    play = Play(started("practice", questions=[question]))
    play.to_questions()
    for step in did:
        step(play)
    play.do(c.Leave())
    return summarise("s", play.state).result


def handed(verdict: str) -> Callable[[Play], object]:
    def step(play: Play) -> None:
        play.do(c.Edit(f"# {play.state.seq}\n"))
        play.do(c.Submit())
        number = max(play.state.submissions)
        given = {"question": "double", "verdict": verdict, "reason": "", "score": 0.5, "seconds": 0.1, "checks": []}
        play.do(c.VerdictArrived(number, "double", given))

    return step


def test_a_practice_is_listed_with_what_became_of_it() -> None:
    assert practised(CODE) == "no code"
    assert practised(CODE, handed("fail")) == "not passed"
    assert practised(CODE, handed("pass")) == "passed"
    assert practised(CODE, handed("fail"), handed("pass")) == "passed at try 2"
    assert practised(TALK) == "said nothing"
    assert practised(TALK, lambda p: p.say("Ridge shrinks.")).endswith(" points")


def test_sessions_are_found_by_what_became_of_them(home: Path) -> None:
    play = Play(started("practice", questions=[CODE]))
    play.to_questions()
    handed("fail")(play)
    handed("pass")(play)
    play.do(c.Leave())
    write(home / "sessions", "20260305-100000-eeee", play.records, "2026-03-05T10:00:00+00:00")
    assert "20260305-100000-eeee" in run("review", "--result", "passed")[1]
    assert "passed at try 2" in run("review", "--mode", "practice")[1]
    assert run("review", "--result", "not-passed")[0] == 1
