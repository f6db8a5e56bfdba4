"""Golden journals as sessions on disk, and a session in which everything that can be hostile is."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from support.hostile import SHORT, WORDS
from support.interview_fakes import CODE, TALK, TEAM, Play, started

from hotseat.interview import events as e
from hotseat.interview.journal import Header, Journal

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
NAMES = sorted(f"{p.parent.parent.name}/{p.parent.name}" for p in GOLDEN.glob("*/*/journal.jsonl"))
"""Every golden journal, as its folder's names."""


def session(root: Path, name: str) -> str:
    """A golden journal as a session under ``root``; returns its id."""
    folder = root / Path(name).name
    folder.mkdir(parents=True)
    shutil.copy(GOLDEN / name / "journal.jsonl", folder)
    return folder.name


def hostile(root: Path, trap: str = "http://127.0.0.1:9", name: str = "20260101-000000-bad0") -> str:
    """A session whose every text tries something; ``trap`` is an address that must never be asked for."""
    bad = (
        f'<script>document.title="owned";fetch("{trap}/fetch")</script><img src="{trap}/img.png" onerror="alert(1)">\n\n'
        f"[click](javascript:alert(1)) [go]({trap}/link) ![see]({trap}/markdown.png) <{trap}/auto>\n\n"
        f'<style>@import "{trap}/css"; body{{background:url({trap}/bg)}}</style><iframe src="{trap}/frame"></iframe>\n\n'
        "\x1b]0;title\x07\x1b[2J\x9b31m turned \u202edlrow\u202c zero\u200bwidth\u2060 \ud800 </p></li></script>-->]]>{{ 7*7 }}\n"
        f"[ref]: {trap}/ref\n\n![ref]\n{WORDS.replace('http://trap.example', trap)}\x1b\\\n"
    )
    named = bad.replace("\ud800", "")
    head = f"<script>alert(1)</script>{SHORT}".replace("\ud800", "")
    asked = [q.model_copy(update={"title": head, "prompt": named, "model_answer": named}) for q in (TALK, CODE)]
    first = replace(started(questions=asked), title=bad, persona=bad, team=TEAM | {"title": head, "about": head})
    play = Play(first)
    play.to_questions()
    at, seq = play.state.at, play.state.seq
    events: list[e.Event] = [
        e.CandidateSaid(bad, "answer", "ridge"),
        e.InterviewerSaid(bad, "acknowledge", "ridge"),
        e.CodeEdited("ridge", 0, 0, f"x = 1  # {bad}"),
        e.CellRun(1, "ridge", 0, f"print('''{bad}''')"),
        e.CellOutput(1, tuple(_outputs(bad, trap))),
        e.CellEnded(1, "failed", bad, 0.1, 1),
        e.Submitted(1, "ridge", f"def f():\n    return '''{bad}'''"),
        e.Judged(1, "ridge", {"verdict": bad, "reason": bad, "score": 0.0, "checks": [{"name": bad, "message": bad}]}),
        e.VerdictContested(1, bad, "cases/x.json"),
        e.BookmarkSet(seq + 1, bad),
        e.LineContested("a", bad, bad),
        e.Unknown("from-the-future", {"text": bad}),
        e.SessionEnded(bad),
    ]
    records = [e.to_record(e.Recorded(r.seq, r.at, r.wall, r.event)) for r in play.records]
    records += [e.to_record(e.Recorded(seq + 1 + n, at + n, "", event)) for n, event in enumerate(events)]
    with Journal.create(root / name / "journal.jsonl", Header(name, "2026-01-01T00:00:00+00:00", "0.1.0")) as journal:
        journal.append(records, sync=False)
    return name


def _outputs(bad: str, trap: str) -> list[dict[str, Any]]:
    return [
        {"kind": "stream", "name": "stdout", "text": bad, "back": 0},
        {"kind": "result", "count": 1, "text": bad, "about": bad},
        {"kind": "markdown", "text": bad, "formula": False},
        {"kind": "markdown", "text": bad, "formula": True},
        {"kind": "picture", "mime": "image/svg+xml", "data": "PHN2Zy8+", "text": bad},
        {"kind": "picture", "mime": "image/png", "data": "PHNjcmlwdD4=", "text": bad},
        {"kind": "picture", "mime": f'text/html" src="{trap}/mime', "data": "", "text": bad},
        {"kind": "failure", "name": bad, "message": bad, "traceback": bad, "line": None},
        {"kind": "table", "text": bad, "head": bad, "body": f"{bad}\t{bad}", "dtypes": "", "index": 1, "what": bad}
        | {"rows": 1, "columns": 1, "row_gap": None, "column_gap": None},
        {"kind": "notice", "text": bad},
        {"kind": "nobody-knows", "text": bad},
    ]
