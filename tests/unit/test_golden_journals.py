"""Journals of every format that was ever written stay readable: loaded, folded, scored and exported as they were then."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import jsonschema
import nbformat
import pytest
from support.golden import GOLDEN, NAMES, session
from wcwidth import wcswidth

from hotseat.interview import journal
from hotseat.interview.scorecard_words import on_questions
from hotseat.interview.scoring import debrief
from hotseat.review.export.document import SCHEMA
from hotseat.review.export.formats import FORMATS, export
from hotseat.review.history import load

sys.path.insert(0, str(GOLDEN))
from make import expected

SCORED = ("overall", "competencies", "habits")
"""What another way of scoring may change."""


def test_there_is_a_strong_interview_a_practice_one_with_pictures_and_a_torn_one() -> None:
    assert {name.partition("/")[2] for name in NAMES} >= {"strong-interview", "practice", "pictures", "torn"}


@pytest.mark.parametrize("name", NAMES)
def test_it_comes_to_what_it_came_to(tmp_path: Path, name: str) -> None:
    told: dict[str, Any] = json.loads((GOLDEN / name / "expected.json").read_text(encoding="utf-8"))
    found = expected(tmp_path, session(tmp_path, name))
    if found["scoring"] != told["scoring"]:
        # Another version of the scoring may see it otherwise; what happened stays what it was.
        found = {k: v for k, v in found.items() if k not in (*SCORED, "scoring")}
        told = {k: v for k, v in told.items() if k not in (*SCORED, "scoring")}
    assert found == told


@pytest.mark.parametrize("name", NAMES)
def test_it_is_exported_in_every_form(tmp_path: Path, name: str) -> None:
    here = session(tmp_path, name)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    made = {form: export(tmp_path, here, form) for form in FORMATS}
    assert not [form for form, text in made.items() if not text.endswith("\n")]
    nbformat.validate(nbformat.reads(made["ipynb"], 4))  # type: ignore[no-untyped-call]
    jsonschema.validate(json.loads(made["json"]), json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before, "nothing is written by reading"


def test_what_was_torn_is_told_in_every_form_that_is_read(tmp_path: Path) -> None:
    here = session(tmp_path, next(n for n in NAMES if n.endswith("/torn")))
    for form in ("html", "md", "ipynb", "json"):
        assert "were cut off while they were written" in export(tmp_path, here, form), form


def test_a_line_that_is_there_twice_ends_what_can_be_read_and_is_told(tmp_path: Path) -> None:
    here = session(tmp_path, next(n for n in NAMES if n.endswith("/practice")))
    path = tmp_path / here / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:9], lines[8], *lines[9:]]))
    assert "damaged at line 10" in export(tmp_path, here, "html")
    assert len(journal.read(path).records) == 8


def test_pictures_stand_in_the_page_and_the_notebook_and_nothing_else_of_their_files(tmp_path: Path) -> None:
    here = session(tmp_path, next(n for n in NAMES if n.endswith("/pictures")))
    page, notebook = export(tmp_path, here, "html"), json.loads(export(tmp_path, here, "ipynb"))
    assert '<img src="data:image/png;base64,' in page
    assert 'alt="Picture 1, 48 × 24 pixels"' in page
    (shown,) = [o for c in notebook["cells"] for o in c.get("outputs", ()) if "image/png" in o.get("data", {})]
    import base64

    raw = base64.b64decode(shown["data"]["image/png"])
    assert raw.startswith(b"\x89PNG") and b"IDAT" in raw
    assert b"Lovelace" not in raw, "a remark in the file is no part of the picture"


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_keeps_to_its_form_its_width_and_its_longest_pause(tmp_path: Path, name: str) -> None:
    first, *rest = export(tmp_path, session(tmp_path, name), "cast").splitlines()
    header = json.loads(first)
    assert (header["version"], header["width"], header["height"]) == (2, 80, 24)
    last = 0.0
    for row in rest:
        at, kind, text = json.loads(row)
        assert kind == "o" and last <= at <= last + header["idle_time_limit"] + 0.1
        last = at
        assert wcswidth(re.sub(r"\x1b\[[0-9;]*m", "", text).rstrip()) <= header["width"]
    assert last > 1


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_one_count_of_points_wherever_it_is_told(tmp_path: Path, name: str) -> None:
    report = debrief(load(tmp_path, session(tmp_path, name))[0])
    counted: dict[str, list[int]] = {}
    for score in report.competencies:
        for group in on_questions(score):
            points = [line for line in group.lines if line.state]
            assert not [line for line in group.lines if line.title and line.title in line.bare]
            if points:
                covered = sum(line.state == "covered" for line in points)
                assert f": {covered} of {len(points)} point" in group.heading
                found = counted.setdefault(points[0].question, [0, 0])
                found[0], found[1] = found[0] + covered, found[1] + len(points)
    for question in report.questions:
        assert [*question.points_count] == counted.get(question.id, [0, 0]), question.id
