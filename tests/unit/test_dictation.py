"""A speech-to-text command of the person's own: started without a shell, stopped, bounded, and never left behind."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from support.speech import command as speech
from support.waiting import until

from hotseat.front import dictation
from hotseat.front.dictation import Dictation, NoWords, command, command_for, heard


def _run(*arguments: str, file: str = "") -> Dictation:
    return Dictation(command_for(speech(*arguments), file), bool(file))


async def _listening(run: Dictation) -> asyncio.Task[str]:
    """The run, once its command has begun to listen."""
    words = asyncio.ensure_future(run.words())
    await until(lambda: b"listening" in run._err, 20)
    return words


async def test_a_recording_ends_when_it_is_stopped_and_its_words_follow() -> None:
    run = _run("record", "  I would hold back\n a test set. ")
    words = await _listening(run)
    assert run.told.startswith("● recording 0:0")
    run.stop()
    run.stop()
    assert run.told.startswith("… turning it into words 0:0")
    assert await words == "I would hold back a test set."


async def test_a_command_that_an_interrupt_ends_has_not_failed() -> None:
    run = _run("interrupted", "and so on")
    words = asyncio.ensure_future(run.words())
    await until(lambda: run._out, 20)
    run.stop()
    assert await words == "and so on"


async def test_a_command_may_end_by_itself() -> None:
    assert await _run("say", "silence ended it").words() == "silence ended it"


async def test_the_script_of_the_documentation_records_and_then_hears(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (Path(__file__).parents[2] / "docs" / "dictation.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    hears = 'for last; do :; done; test -s "$last" && echo "heard with $3 $4"'  # the file comes last
    programs = {
        "hotseat-hears": script,
        "arecord": f'#!/bin/sh\nfor last; do :; done; exec {speech("record", "sound")} > "$last"\n',
        "whisper-cli": f"#!/bin/sh\n{hears}\n",
    }
    for name, lines in programs.items():
        (tmp_path / name).write_text(lines, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    run = Dictation(command_for("hotseat-hears", ""), False)
    words = await _listening(run)
    run.stop()
    assert await words == "heard with -np -nt"


async def test_a_file_is_given_as_one_argument_whatever_its_name(tmp_path: Path) -> None:
    file = tmp_path / "my answer; rm -rf $(HOME) '\".wav"
    file.write_text("spoken before", encoding="utf-8")
    assert await _run("hear", "{file}", file=str(file)).words() == f"file {file.name}: spoken before"


def test_a_command_that_cannot_be_run_is_told_before_it_is(tmp_path: Path) -> None:
    for text, told in (
        ("", "No dictation command is set"),
        ("whisper 'open", "a quote is open"),
        ("no-such-program -x", "'no-such-program', and there is no such program"),
        ("\x1b[31mno", "'no', and there is no such program"),
    ):
        with pytest.raises(NoWords) as fault:
            command(text)
        assert told in str(fault.value)
        assert "\x1b" not in str(fault.value)
    with pytest.raises(NoWords, match=r"has no \{file\} in it"):
        command_for(speech("say"), str(tmp_path))
    with pytest.raises(NoWords, match="type /dictate and the file's path"):
        command_for(speech("hear", "{file}"), "")
    with pytest.raises(NoWords, match=r"There is no file .*missing\.wav"):
        command_for(speech("hear", "{file}"), str(tmp_path / "missing.wav"))
    with pytest.raises(NoWords, match="There is no file"):
        command_for(speech("hear", "{file}"), str(tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        "cat a.wav | cat",
        "cat a.wav|cat",
        "cat && cat",
        "cat; cat",
        "cat > a",
        "cat 2>/dev/null",
        "cat &> a",
        "cat $HOME/a",
    ],
)
def test_what_only_a_shell_understands_is_told(text: str) -> None:
    with pytest.raises(NoWords, match="run without a shell"):
        command(text)


def test_quotes_keep_what_else_only_a_shell_would_understand() -> None:
    assert command("cat 'a | b' \"x; $y\" ';' http://a/?b=1&c=2;d") == [
        "cat",
        "a | b",
        "x; $y",
        ";",
        "http://a/?b=1&c=2;d",
    ]


def test_the_path_of_a_file_cannot_be_taken_for_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-x.wav").write_bytes(b"")
    assert command_for(speech("hear", "{file}"), "-x.wav")[-1] == str(tmp_path / "-x.wav")


async def test_a_failure_is_one_sentence_with_what_the_command_said_last(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), pytest.raises(NoWords) as fault:
        await _run("fail").words()
    assert str(fault.value).endswith("ended with an error (3): no such model: tiny.")
    assert "ended" not in caplog.text and "exit 3" in caplog.text
    assert "no such model" not in caplog.text, (
        "a command that says on that output what it hears would have it in the log"
    )
    with caplog.at_level(logging.DEBUG), pytest.raises(NoWords):
        await _run("fail").words()
    assert "no such model: tiny" in caplog.text, "where all of it is asked for"


async def test_nothing_heard_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), pytest.raises(NoWords, match="Nothing was heard"):
        await _run("raw", r" [BLANK_AUDIO] \n").words()
    assert "BLANK" not in caplog.text, "what is heard does not stand in the log"


async def test_a_command_that_prints_without_end_is_ended() -> None:
    with pytest.raises(NoWords, match="more than 200,000 bytes"):
        await asyncio.wait_for(_run("flood").words(), 30)


async def test_one_that_does_not_heed_the_interrupt_can_be_thrown_away_with_all_it_started(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    run = _run("deaf", str(told))
    words = asyncio.ensure_future(run.words())
    await until(lambda: told.exists() and told.read_text(), 20)
    family = _family(int(told.read_text()))
    assert len(family) == 2
    run.stop()
    run.throw_away()
    with pytest.raises(NoWords, match="thrown away"):
        await asyncio.wait_for(words, 30)
    assert run.thrown_away
    _gone(family)


async def test_one_that_goes_on_too_long_after_it_was_stopped_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dictation, "MOST_WAITED", 0.2)
    told = tmp_path / "pid"
    run = _run("deaf", str(told))
    words = asyncio.ensure_future(run.words())
    await until(lambda: told.exists() and told.read_text(), 20)
    run.stop()
    with pytest.raises(NoWords, match="did not come to an end"):
        await asyncio.wait_for(words, 30)


async def test_a_recording_that_nobody_stops_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictation, "MOST_SPOKEN", 1.0)
    assert await asyncio.wait_for(_run("record", "enough").words(), 30) == "enough"


async def test_one_that_is_thrown_away_before_it_has_begun_gives_no_words() -> None:
    run = _run("record", "never")
    run.throw_away()
    with pytest.raises(NoWords, match="thrown away"):
        await asyncio.wait_for(run.words(), 30)


async def test_when_its_task_ends_so_does_the_command(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    words = asyncio.ensure_future(_run("deaf", str(told)).words())
    await until(lambda: told.exists() and told.read_text(), 20)
    family = _family(int(told.read_text()))
    words.cancel()
    await asyncio.gather(words, return_exceptions=True)
    _gone(family)


def test_when_the_program_is_killed_the_command_goes_with_it(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    code = (
        "import asyncio, sys\nfrom hotseat.front.dictation import Dictation, command\n"
        "asyncio.run(Dictation(command(sys.argv[1]), False).words())"
    )
    program = subprocess.Popen([sys.executable, "-c", code, speech("deaf", str(told))])
    while not (told.exists() and told.read_text()):
        assert program.poll() is None
        time.sleep(0.01)
    family = _family(int(told.read_text()))
    program.send_signal(signal.SIGKILL)
    program.wait()
    _gone(family)


def _family(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def _gone(family: list[psutil.Process]) -> None:
    _, left = psutil.wait_procs(family, timeout=10)
    assert not left


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b" One\n sentence. \n\n And\tanother. \n", "One sentence.\nAnd another."),
        (b"\x1b[2K\r draft\x1b[2K\r the words\r\n", "the words"),
        (b"\x1b]52;c;AAAA\x07said\x1b]2;title\x07 this\x00", "said this"),
        (b"caf\xc3\xa9 \xff\xfe", "café \ufffd\ufffd"),
        ("\ufeffwith a mark".encode(), "with a mark"),
        (b" [BLANK_AUDIO]\n yes [BLANK_AUDIO]", "yes"),
        (b"", ""),
    ],
)
def test_what_is_printed_becomes_harmless_words(raw: bytes, words: str) -> None:
    assert heard(raw) == words
