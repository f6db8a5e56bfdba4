"""A session as a terminal recording, asciicast version 2, which asciinema and its web player show. Pure.

Times are the journal's. What takes longer than ``MOST_IDLE`` is shortened to it, in the times themselves, so that every
player goes on; the header names the limit. The only control sequences are colours of our own.

https://docs.asciinema.org/manual/asciicast/v2/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from wcwidth import wcswidth, wcwidth

from hotseat.interview import events as e
from hotseat.interview.scoring import debrief
from hotseat.kernels import outputs
from hotseat.review.export import visible
from hotseat.review.export.account import Account
from hotseat.review.export.moments import Moment, moments, shown
from hotseat.review.export.voice import Voice
from hotseat.review.transcript import stamp
from hotseat.review.words import ENDINGS, OUTCOMES, VERDICTS

WIDTH, HEIGHT = 80, 24
MOST_IDLE = 3.0
"""Seconds; a longer pause is shown as one of this length."""
ROW_SECONDS = 0.08
"""Between two rows of one text, so that it can be followed as it comes."""
MOST_ROWS = 60
"""Rows of one piece of code or output."""
_COLOUR = {"who": "1;36", "you": "1;33", "code": "37", "good": "32", "bad": "31", "quiet": "2", "section": "1;35"}

_LOOK = 4 * WIDTH
"""Signs that are looked at for one row: some take no place of their own."""

Line = tuple[str, str]
"""A colour of ours, or none, and a row of plain text."""


def cast(account: Account, voice: Voice | None = None) -> str:
    """The recording: a header and one JSON array a line, ending in a line break."""
    voice = voice or Voice()
    state = account.state
    header: dict[str, Any] = {
        "version": 2,
        "width": WIDTH,
        "height": HEIGHT,
        "title": visible.line(state.title or "A session", 120),
        "idle_time_limit": MOST_IDLE,
        "env": {"TERM": "xterm-256color"},
    }
    if started := _epoch(state.started_wall):
        header["timestamp"] = started
    rows = [json.dumps(header, ensure_ascii=False)]
    rows += (json.dumps([round(at, 3), "o", text], ensure_ascii=False) for at, text in _frames(account, voice))
    return "\n".join(rows) + "\n"


def _epoch(wall: str) -> int:
    try:
        return max(0, int(datetime.fromisoformat(wall).timestamp()))
    except (ValueError, OverflowError, OSError):
        return 0


def _frames(account: Account, voice: Voice) -> Iterator[tuple[float, str]]:
    """What is written and when, in the recording's own time."""
    now = last = used = 0.0
    for at, lines in _scenes(account, voice):
        now += min(max(0.0, at - last - used), MOST_IDLE)
        used = 0.0 if at > last else used
        last = max(last, at)
        for line in lines:
            yield now, _painted(line)
            now += ROW_SECONDS
            used += ROW_SECONDS
    yield now + 1.0, ""


def _painted(line: Line) -> str:
    colour, text = line
    code = _COLOUR.get(colour)
    return f"\x1b[{code}m{text}\x1b[0m\r\n" if code and text else f"{text}\r\n"


def _scenes(account: Account, voice: Voice) -> Iterator[tuple[float, Sequence[Line]]]:
    """Each moment's rows with its time in the session; what a cell shows comes when it has ended."""
    scenes: list[tuple[float, int, list[Line]]] = []
    ends = {r.event.run: (r.at, r.seq) for r in account.events if isinstance(r.event, e.CellEnded)}
    for moment in moments(account):
        scenes.append((moment.at, moment.seq, list(_rows(moment, voice))))
        if moment.kind == "ran" and moment.cell is not None:
            at, seq = ends.get(moment.cell.run, (moment.at, moment.seq))
            scenes.append((at, seq, list(_printed(moment))))
    for at, _, lines in sorted(scenes, key=lambda scene: scene[1]):
        yield at, lines
    report = debrief(account.state)
    told = [("section", ""), ("section", f"Debrief: {report.word} overall")]
    told += [("", f"  {visible.line(s.title, 40):<24}{s.word}") for s in report.competencies]
    yield account.state.at, told


def _rows(moment: Moment, voice: Voice) -> Iterator[Line]:
    at = stamp(moment.at)
    match moment.kind:
        case "section":
            yield "section", ""
            yield "section", f"── {visible.line(moment.text, 60)} ──"
        case "said":
            tag = f" ({moment.tag})" if moment.tag else ""
            yield "", ""
            yield "who" if moment.who == "interviewer" else "you", f"{at} {voice.name(moment.who)}{tag}"
            yield from (("", row) for row in _wrapped(moment.text))
        case "ran" if moment.cell is not None:
            yield "", ""
            yield "quiet", f"{at} Cell {moment.cell.cell + 1} runs"
            yield from (("code", row) for row in _bounded(visible.text(moment.cell.code), "    "))
        case "handed" if moment.submission is not None:
            yield "", ""
            yield "quiet", f"{at} Submission {moment.submission.submission}"
            yield from (("code", row) for row in _bounded(visible.text(moment.submission.code), "    "))
        case "judged" if moment.submission is not None:
            verdict = moment.submission.verdict or {}
            word = VERDICTS.get(str(verdict.get("verdict")), "NOT JUDGED")
            yield "good" if word == "PASS" else "bad", f"{at} Verdict: {word}"
            yield from (("", row) for row in _wrapped(str(verdict.get("reason") or "")))
            for check in verdict.get("checks") or ():
                outcome = OUTCOMES.get(str(check.get("outcome")), "NOT RUN")
                colour = "good" if outcome == "PASS" else "bad"
                yield colour, _fitted(f"  {outcome:<8}{visible.line(str(check.get('name') or ''))}")
        case _:
            yield from (("quiet", row) for row in _wrapped(f"{at} {moment.text}"))


def _printed(moment: Moment) -> Iterator[Line]:
    cell = moment.cell
    assert cell is not None
    for output in shown(cell):
        match output:
            case outputs.Picture(text=text):
                yield "quiet", _fitted(f"[picture: {visible.line(text, 60)}]")
            case outputs.Failure(name=name, message=message):
                yield "bad", _fitted(visible.line(f"{name}: {message}"))
            case outputs.Stream(text=text) | outputs.Result(text=text) | outputs.Table(text=text):
                yield from (("", row) for row in _bounded(visible.printed(text), ""))
            case outputs.Markdown(text=text) | outputs.Notice(text=text) | outputs.Kept(text=text):
                yield from (("", row) for row in _wrapped(text))
            case _:
                pass
    ending = ENDINGS.get(cell.ending, cell.ending) or "still running"
    yield "good" if cell.ending == "finished" else "bad", f"  {ending}, {cell.seconds:.1f} s"


def _bounded(text: str, indent: str) -> Iterator[str]:
    rows = text.rstrip("\n").split("\n") if text.strip() else []
    half = MOST_ROWS // 2
    if len(rows) > MOST_ROWS:
        rows = [*rows[:half], f"… {len(rows) - MOST_ROWS:,} lines left out …", *rows[-half:]]
    yield from (_fitted(indent + row.expandtabs(4)) for row in rows)


def _fitted(row: str) -> str:
    """The row as far as the width takes it."""
    row = row[:_LOOK]
    if max(wcswidth(row), len(row)) <= WIDTH:
        return row
    width, kept = 0, ""
    for sign in row:
        width += max(wcwidth(sign), 0)
        if width > WIDTH - 1:
            return f"{kept}…"
        kept += sign
    return kept


def _wrapped(text: str) -> Iterator[str]:
    """Prose in rows of the width, broken between words; a longer word is broken where it must be."""
    for row in visible.text(text).strip("\n").expandtabs(4).split("\n"):
        yield from _broken(row)


def _broken(row: str) -> Iterator[str]:
    indent = row[: len(row) - len(row.lstrip(" "))][:20]
    line = indent
    for word in row.split(" "):
        if not word:
            continue
        joined = f"{line} {word}" if line.strip() else f"{line}{word}"
        if len(joined) <= _LOOK and wcswidth(joined) <= WIDTH:
            line = joined
            continue
        if line.strip():
            yield line
        line = indent + word
        while len(line) > WIDTH or wcswidth(line) > WIDTH:
            head = _fitted(line[:_LOOK])[:-1]
            yield head
            line = line[len(head) :]
    yield line
