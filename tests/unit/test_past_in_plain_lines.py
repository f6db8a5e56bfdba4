"""Past sessions in the line mode and on the command line: found by words and filters, compared, and told as charts."""

from __future__ import annotations

import json
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
from hotseat.cli.trouble import Stop
from hotseat.front.attempt_words import Tried
from hotseat.front.chart_words import Charts
from hotseat.front.past import HitLine
from hotseat.front.service import SessionLine
from hotseat.interview import commands as c
from hotseat.review.charts import Mean, Standing, Week

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
    ("words", "told"),
    [
        (("--state", "opn"), "Did you mean open?"),
        (("--since", "banana"), "takes a day such as 2026-03-14"),
        (("--search", "***"), "There is no word to look for"),
    ],
)
def test_a_filter_that_makes_no_sense_is_wrong_use(home: Path, words: tuple[str, ...], told: str) -> None:
    code, said = run("review", *words)
    assert code == 2 and told in said


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
