"""How the command line speaks: data on standard output, talk on standard error, and exit codes that mean something."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Generator
from typing import Any, NoReturn, TextIO

OK = 0
CHECK_FAILED = 1
WRONG_USE = 2
ENVIRONMENT = 3
INTERRUPTED = 130
SLOW = 1.0
"""Seconds after which a command says what it is at."""


class Stop(Exception):
    """Ends the command with a code and a sentence."""

    def __init__(self, code: int, sentence: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def wrong_use(sentence: str) -> NoReturn:
    """The person asked for something that cannot be: exit 2."""
    raise Stop(WRONG_USE, sentence)


def lacking(sentence: str) -> NoReturn:
    """The environment lacks something: exit 3."""
    raise Stop(ENVIRONMENT, sentence)


def say(sentence: str) -> None:
    """Talk, on standard error; harmless whoever wrote what is in it."""
    from hotseat import harmless

    print(harmless.net(sentence), file=sys.stderr, flush=True)


@contextlib.contextmanager
def told_if_slow(sentence: str) -> Generator[None]:
    """Say a sentence, on standard error, once what is done inside has taken a second."""
    import threading

    timer = threading.Timer(SLOW, say, (sentence,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def give(text: str, *, colours: bool = False) -> None:
    """Data, on standard output; harmless whoever wrote what is in it. ``colours``: it has some that we put there."""
    from hotseat import harmless

    text, encoding = harmless.net(text, colours=colours), sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def give_json(data: Any) -> None:
    """Data as one line of JSON; what could steer a terminal stands in it as JSON writes such signs, so that nothing is lost."""
    from hotseat import harmless

    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
    if harmless.net(text) != text:
        text = "".join(json.dumps(c)[1:-1] if harmless.net(c) != c else c for c in text)
    give(text)


def is_terminal() -> bool:
    """Whether a screen can be shown here."""
    return all(map(is_tty, (sys.stdin, sys.stdout, sys.stderr))) and os.environ.get("TERM", "") != "dumb"


def in_browser() -> bool:
    """Whether this is the app behind a page of ``hotseat serve``, which speaks with its server instead of a terminal."""
    return bool(os.environ.get("HOTSEAT_BROWSER")) and not (sys.stdin is None or sys.stdin.isatty())


def agree(question: str, otherwise: str, unasked: str = "If that is what you want") -> None:
    """Go on where the person says yes to a question; exits where they do not, or where nobody can be asked.

    ``otherwise`` says what has come of a no. Where nobody can be asked, ``unasked`` begins the sentence that names ``--yes``.
    """
    if not is_tty(sys.stdin):
        wrong_use(f"Nobody can be asked here. {unasked}, add --yes.")
    import typer

    if not typer.confirm(question, default=False, err=True):
        say(otherwise)
        raise Stop(OK)


def is_tty(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal; one that was closed before the start is none."""
    return stream is not None and stream.isatty()
