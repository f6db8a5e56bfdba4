"""The log tells what failed and where, and quotes nobody, unless that is asked for."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.interview_fakes import started

from hotseat.cli.log import VARIABLE, log_to_file
from hotseat.cli.places import places

WORDS = "the candidate's unmistakable words"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    root, ours = logging.getLogger(), logging.getLogger("hotseat")
    before, levels = list(root.handlers), (root.level, ours.level)
    log_to_file()
    made = list(root.handlers)
    yield lambda: places().log.read_text("utf-8")
    for handler in made:
        handler.close()
    root.handlers[:] = before
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def fail() -> None:
    try:
        int(WORDS)
    except ValueError:
        raise KeyError(WORDS) from None


def test_an_exception_is_told_by_its_kind_and_place_and_not_in_its_words(log: Callable[[], str]) -> None:
    try:
        fail()
    except KeyError as fault:
        logging.getLogger("hotseat.x").exception("command failed")
        logging.getLogger("hotseat.x").warning("it was not done: %s", fault)
    told = log()
    assert "ERROR hotseat.x: command failed" in told and "test_log.py" in told and " in fail" in told
    assert "KeyError" in told and "it was not done: KeyError" in told
    assert "unmistakable" not in told


def test_every_exception_of_a_chain_and_of_a_group_is_told_by_its_kind(log: Callable[[], str]) -> None:
    try:
        try:
            int(WORDS)
        except ValueError as first:
            raise ExceptionGroup(WORDS, [TypeError(WORDS), FileNotFoundError(2, "No such file", "x")]) from first
    except ExceptionGroup:
        logging.getLogger("hotseat.x").exception("command failed")
    told = log()
    for kind in ("ValueError", "ExceptionGroup", "TypeError", "FileNotFoundError: No such file"):
        assert kind in told
    assert "unmistakable" not in told


def test_a_chain_that_leads_back_to_itself_is_told_once(log: Callable[[], str]) -> None:
    one, two = ValueError(WORDS), TypeError(WORDS)
    one.__context__, two.__context__ = two, one
    logging.getLogger("hotseat.x").error("failed", exc_info=one)
    assert log().count("ValueError") == 1


def test_what_other_libraries_say_is_told_by_its_form_alone(log: Callable[[], str]) -> None:
    async def die() -> None:
        raise ValueError(WORDS)

    async def forget() -> None:
        task = asyncio.ensure_future(die())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task

    asyncio.run(forget())
    logging.getLogger("tornado.application").error("Uncaught %s in 100%%", WORDS)
    told = log()
    assert "Task exception was never retrieved" in told and "Uncaught %s in" in told
    assert "unmistakable" not in told


def test_all_of_it_is_written_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch, log: Callable[[], str]) -> None:
    monkeypatch.setenv(VARIABLE, "debug")
    log_to_file()
    try:
        fail()
    except KeyError:
        logging.getLogger("hotseat.x").exception("command failed")
    assert WORDS in log()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")
def test_the_log_is_for_the_person_alone_whatever_the_umask(own_home: Path) -> None:
    code = (
        "import os, logging; os.umask(0)\n"
        "from hotseat.cli.log import log_to_file; log_to_file(); logging.getLogger('hotseat').error('x')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert places().log.stat().st_mode & 0o777 == 0o600 and places().log.read_text("utf-8").count("\n") == 1


async def test_a_fault_in_the_middle_of_an_interview_leaves_no_word_of_it_in_the_log(
    log: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from support.engine_fakes import bench

    from hotseat.interview import commands as c
    from hotseat.interview import engine

    made = bench()
    await made.engine.do(started())

    def quotes(state: object, command: object, *rest: object) -> None:
        raise ValueError(f"{command}")

    monkeypatch.setattr(engine, "decide", quotes)
    refusal = await made.engine.do(c.Say(WORDS))
    assert (
        isinstance(refusal, c.Refusal) and "ValueError" in refusal.sentence and "unmistakable" not in refusal.sentence
    )
    told = log()
    assert "ValueError" in told and "Say" in told and "unmistakable" not in told
