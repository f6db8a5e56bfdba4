"""A point the person overrules is kept as a label on their machine, private, with what was read and what they said."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest
from support.interview_fakes import Play

from hotseat.cli.labels import LabelFile
from hotseat.cli.places import Places
from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.labels import label_of


def test_a_label_file_grows_by_a_line_and_is_private(tmp_path: Path) -> None:
    path = Places(tmp_path / "data", tmp_path / "config").labels
    store = LabelFile(path)
    store.keep({"point": {"id": "a"}, "covered": True, "answer": "x̄ is the mean\nof x"})
    store.keep({"point": {"id": "a"}, "covered": False, "answer": "x̄ is the mean\nof x"})
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [r["covered"] for r in rows] == [True, False]
    assert rows[0]["answer"] == "x̄ is the mean\nof x"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_label_file_is_never_written_through_a_link(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.write_text("mine")
    (tmp_path / "labels.jsonl").symlink_to(target)
    with pytest.raises(OSError, match="regular"):
        LabelFile(tmp_path / "labels.jsonl").keep({"covered": True})
    assert target.read_text() == "mine"


def test_a_label_holds_the_point_the_answer_the_reading_and_the_persons_word() -> None:
    play = Play()
    play.to_questions()
    play.say("Ridge shrinks correlated weights together.")
    play.read("main", {"zero": False, "shrink": True})
    play.do(c.Overrule("ridge", "main", "zero", True))
    overruled = next(r for r in play.records if isinstance(r.event, e.PointOverruled))
    assert isinstance(overruled.event, e.PointOverruled)
    label = label_of(play.state, overruled.event, "2030-01-01T00:00:00+00:00")
    assert label is not None
    assert label["point"]["id"] == "zero"
    assert "shrinks correlated weights" in label["answer"]
    assert label["reading"]["covered"] is False
    assert label["covered"] is True
    json.dumps(label)


def test_a_word_taken_back_is_another_label_and_the_last_one_counts() -> None:
    play = Play()
    play.to_questions()
    play.say("Ridge shrinks correlated weights together.")
    play.read("main", {"zero": False, "shrink": True})
    play.do(c.Overrule("ridge", "main", "zero", True))
    play.do(c.Overrule("ridge", "main", "zero", False))
    given = [r.event for r in play.records if isinstance(r.event, e.PointOverruled)]
    labels = [label_of(play.state, event, "") for event in given]
    assert [label and label["covered"] for label in labels] == [True, False]
    assert play.state.questions["ridge"].threads["main"].overruled == {"zero": False}
