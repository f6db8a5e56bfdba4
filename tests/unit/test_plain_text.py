"""The pure parts of the line mode: roles, Markdown, line ranges, output, words, the code file."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from hotseat.front.lines import CheckLine, Result
from hotseat.interview.state import CellRecord, Message
from hotseat.plain import printed as p
from hotseat.plain import sitting, words
from hotseat.plain.markdown import spoken_text
from hotseat.plain.ranges import NoRange, numbered, put, read_range
from hotseat.plain.roles import block
from hotseat.plain.verdict import verdict_rows
from hotseat.tui.keys import ACTIONS

ON_SCREEN_ONLY = {"run_here", "talk", "code", "panel", "output", "checks", "habits", "zoom"}
ON_SCREEN_ONLY |= {"border_left", "border_right", "border_up", "border_down", "borders"}
"""Actions that move between panes, or go by where the cursor is."""


def nowhere(name: str, data: bytes) -> Path:
    raise OSError(28, "No space left on device")


# Roles.


def test_only_role_words_stand_at_the_margin() -> None:
    assert (
        block("Output", "Interviewer: I am not\nChecks: PASS\n") == "Output: Interviewer: I am not\n  Checks: PASS\n\n"
    )


def test_a_sentence_is_broken_between_words_of_any_width_and_code_never_is() -> None:
    told = block("Interviewer", "日本語の文 " * 10 + "end\n    x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", 30)
    *prose, code = told.rstrip("\n").split("\n")
    assert len(prose) > 3
    assert all("日本語の文" in row or "end" in row for row in prose)
    assert code == "      x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"
    assert block("Output", "a b " * 30, 30).count("\n") == 1
    assert block("Note", "a b " * 30).count("\n") == 1


# Markdown.


def test_markdown_is_said_without_its_paint() -> None:
    source = (
        "## Head\n\nSome *text* with `x_i`\nand **more**.\n\n1. one\n2. two\n   - deep\n\n```python\nif x:\n    y\n```\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n> so [it](http://x.y) is\n\n<b>raw</b> 2 * 3 * 4"
    )
    assert spoken_text(source).split("\n") == [
        "Head",
        "Some text with `x_i` and more.",
        "1. one",
        "2. two",
        "  - deep",
        "Code, 2 lines:",
        "    if x:",
        "        y",
        "a: 1; b: 2",
        "Quote: so it (http://x.y) is",
        "<b>raw</b> 2 * 3 * 4",
    ]


# Lines by number.


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("3", (3, 3)),
        ("2-4", (2, 4)),
        ("2 - 4", (2, 4)),
        ("2–4", (2, 4)),
        ("2 to 4", (2, 4)),
        ("3-", (3, 5)),
        ("4-end", (4, 5)),
    ],
)
def test_ranges_are_read_as_people_type_them(typed: str, found: tuple[int, int]) -> None:
    assert read_range(typed, 5) == found


@pytest.mark.parametrize("typed", ["", "x", "0", "6", "4-2", "-3", "1,2", "9999999999", "3-9"])
def test_what_is_no_range_of_the_text_is_told(typed: str) -> None:
    with pytest.raises(NoRange):
        read_range(typed, 5)


def test_lines_are_replaced_inserted_and_deleted_by_their_numbers() -> None:
    text = "a\nb\nc\n"
    assert numbered(text, 2, 3) == "2: b\n3: c"
    assert put(text, 2, 2, ["x", "y"]) == "a\nx\ny\nc\n"
    assert put(text, 2, 1, ["x"]) == "a\nx\nb\nc\n"
    assert put(text, 4, 3, ["x"]) == "a\nb\nc\nx\n"
    assert put(text, 1, 3, []) == ""
    assert put("", 1, 0, ["x"]) == "x\n"


# What cells print.


def stream(text: str, name: str = "stdout") -> dict[str, str]:
    return {"kind": "stream", "name": name, "text": text}


def test_a_line_is_said_once_it_is_whole_and_a_progress_bar_in_its_last_state() -> None:
    run = p.Printed(1, nowhere)
    assert run.take(stream("half")) == []
    assert run.take(stream(" a line\nnext")) == ["half a line"]
    for n in range(500):
        assert run.take(stream(f"\r{n}% done", "stderr")) == []
    assert run.take(stream("\n", "stderr")) == ["499% done"]
    assert run.end() == ["next"]


def test_a_flood_is_bounded_its_end_is_told_and_so_is_how_to_hear_it_all() -> None:
    run = p.Printed(7, nowhere)
    said = run.take(stream("".join(f"{n}\n" for n in range(5000))))
    assert said == [str(n) for n in range(p.MOST_LINES)]
    first, *tail = run.end()
    assert first.startswith("4,800 more lines were printed") and "/output 7 all" in first
    assert tail == [str(n) for n in range(4990, 5000)]


def test_a_notice_of_the_kernel_is_said_in_the_middle_of_a_flood() -> None:
    run = p.Printed(1, nowhere)
    run.take(stream("x\n" * 500))
    assert run.take({"kind": "notice", "text": "More than 2 MB of text was printed."}) == [
        "More than 2 MB of text was printed."
    ]


def test_one_endless_line_is_cut_with_a_notice() -> None:
    run = p.Printed(1, nowhere)
    for _ in range(30):
        assert run.take(stream("x" * 10_000)) == []
    (row,) = run.end()
    assert len(row) < p.LONGEST_LINE + 60 and "characters more" in row


def test_everything_is_said_when_it_is_asked_for() -> None:
    cell = CellRecord(3, 1, 0.0, "q", 0, "", (stream("".join(f"{n}\n" for n in range(5000))),), dropped=9)
    assert len(p.whole(cell, nowhere, everything=True)) == 5001
    assert len(p.whole(cell, nowhere, everything=False)) == p.MOST_LINES + 12


def test_a_picture_is_kept_as_a_file_and_its_place_is_told(tmp_path: Path) -> None:
    def keep(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    data = base64.b64encode(b"\x89PNG").decode()
    picture = {"kind": "picture", "mime": "image/png", "data": data, "text": "<Figure>"}
    (row,) = p.Printed(2, keep).take(picture)
    assert row == f"A picture, <Figure>: {tmp_path / 'run-2-1.png'}"
    assert (tmp_path / "run-2-1.png").read_bytes() == b"\x89PNG"
    assert "could not be kept" in p.Printed(2, nowhere).take(picture)[0]
    assert "could not be kept" in p.Printed(2, keep).take({**picture, "mime": "../../evil"})[0]


def test_a_traceback_loses_the_rules_around_it() -> None:
    told = f"\x1b[31m{'-' * 75}\x1b[0m\nZeroDivisionError{' ' * 20}Traceback (most recent call last)\nCell In[1]"
    assert p.Printed(1, nowhere).take({"kind": "failure", "traceback": told}) == [
        "ZeroDivisionError Traceback (most recent call last)",
        "Cell In[1]",
    ]


def test_a_verdict_begins_with_its_word_and_says_why_checks_failed() -> None:
    checks = (CheckLine("zeros", "failed", "We expected 0.\nIt gave 1.", 0.2), CheckLine("big", "not-run", hidden=True))
    rows = verdict_rows(Result("fail", "1 check fails.", checks, 2, True, printed="x\n" * 50))
    assert rows[:6] == [
        "FAIL, 0 of 2 checks passed, submission 2, disputed.",
        "1 check fails.",
        "FAIL: zeros, 200 ms",
        "  We expected 0.",
        "  It gave 1.",
        "NOT RUN: big, hidden",
    ]
    assert rows[-1] == "  and 40 more lines"
    assert verdict_rows(Result("fail", "", (), 2, False, printed="x\n" * 11))[-1] == "  and 1 more line"


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        (["ask", "answer", "x"], [0, 1, 2]),
        (["ask", *["x"] * 6], [0, 1, 2, 3, 4, 5, 6]),
        (["x", "ask", *["x"] * 20], [1, 18, 19, 20, 21]),
        (["ask", *["x"] * 9, "follow-up"], [7, 8, 9, 10]),
    ],
)
def test_one_goes_on_from_the_last_turns_and_from_what_was_asked_last(acts: list[str], told: list[int]) -> None:
    messages = tuple(Message(n, float(n), "interviewer", "", act, None) for n, act in enumerate(acts))
    assert [m.seq for m in sitting._lately(messages)] == told


# Words.


def test_every_action_of_the_screen_has_its_word() -> None:
    missing = [
        a.name
        for a in ACTIONS
        if a.name not in ON_SCREEN_ONLY and words.find(a.word) is None and words.find(a.name.replace("_", "")) is None
    ]
    assert not missing
    for name in ("code", "output", "checks", "habits", "talk"):
        assert words.find(name), name  # where a pane is shown there, it is said here


def test_a_word_means_one_thing_only() -> None:
    names = [n for w in words.WORDS for n in (w.name, *w.also)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("typed", "meant"), [("hnit", "hint"), ("sumbit", "submit"), ("con", "contest"), ("usr/bin", "")]
)
def test_the_nearest_word_is_offered(typed: str, meant: str) -> None:
    assert words.nearest(typed) == meant
