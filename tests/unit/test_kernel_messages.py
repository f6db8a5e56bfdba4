"""What a kernel says becomes outputs and endings of our own: harmless, bounded, in order. No socket in these tests."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from hotseat.kernels import collect, endings, messages, outputs
from hotseat.kernels.collect import Collector
from hotseat.kernels.outputs import Clear, Failure, Markdown, Notice, Output, Picture, Result, Stream

TRACEBACK = [
    "\x1b[31m-----\x1b[39m",
    "\x1b[36mCell\x1b[39m\x1b[36m \x1b[39m\x1b[32mIn[4]\x1b[39m\x1b[32m, line 7\x1b[39m\n----> 7 f()",
    "\x1b[36mCell\x1b[39m\x1b[36m \x1b[39m\x1b[32mIn[2]\x1b[39m\x1b[32m, line 2\x1b[39m\n----> 2 1/0",
]


def taken(collector: Collector) -> list[Output]:
    return list(iter(collector.take, None))


def printed(*texts: str, name: str = "stdout") -> list[Output]:
    """What is handed on when each text comes and is taken by itself."""
    collector, got = Collector(), list[Output]()
    for text in texts:
        collector.add("stream", {"name": name, "text": text})
        got += taken(collector)
    return got


def test_a_value_keeps_its_number_and_its_text() -> None:
    content = {"execution_count": 3, "data": {"text/plain": "array([1])", "text/html": "<b>1</b>"}, "metadata": {}}
    assert messages.output("execute_result", content) == Result(3, "array([1])")


def test_a_display_has_no_number() -> None:
    assert messages.output("display_data", {"data": {"text/plain": "3"}}) == Result(None, "3")


def test_a_picture_keeps_its_bytes_and_what_stands_for_it() -> None:
    data = base64.b64encode(b"\x89PNG").decode()
    content = {"data": {"image/png": data[:4] + "\n" + data[4:], "text/plain": "<Figure>"}}
    assert messages.output("display_data", content) == Picture("image/png", data, "<Figure>")


def test_a_drawing_in_svg_is_carried_like_any_picture() -> None:
    got = messages.output("display_data", {"data": {"image/svg+xml": "<svg/>"}})
    assert isinstance(got, Picture)
    assert base64.b64decode(got.data) == b"<svg/>"


@pytest.mark.parametrize("data", ["%%%", "x" * (messages.LARGEST_PICTURE + 1)])
def test_a_picture_that_cannot_be_shown_is_told_of(data: str) -> None:
    assert isinstance(messages.output("display_data", {"data": {"image/png": data}}), Notice)


def test_markdown_and_formulas_are_kept_as_text() -> None:
    assert messages.output("display_data", {"data": {"text/latex": "$x$", "text/plain": "x"}}) == Markdown(
        "$x$", formula=True
    )


def test_a_failure_tells_the_line_of_the_running_cell_and_not_of_the_cell_it_called() -> None:
    content = {"ename": "ZeroDivisionError", "evalue": "division by zero", "traceback": TRACEBACK}
    got = messages.output("error", content, count=4)
    assert isinstance(got, Failure)
    assert (got.name, got.message, got.line) == ("ZeroDivisionError", "division by zero", 7)


def test_the_running_cell_is_the_outermost_where_its_number_is_unknown() -> None:
    got = messages.output("error", {"ename": "E", "evalue": "", "traceback": TRACEBACK})
    assert isinstance(got, Failure)
    assert got.line == 7


def test_a_failure_of_another_language_has_no_line() -> None:
    got = messages.output("error", {"ename": "E", "evalue": "no", "traceback": ["Error in f(): no"]}, count=1)
    assert isinstance(got, Failure)
    assert got.line is None


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("status", {"execution_state": "busy"}),
        ("execute_input", {"code": "1"}),
        ("comm_open", {}),
        ("iopub_welcome", {"subscription": ""}),
        ("made_up", {"text": "x"}),
        ("stream", {}),
        ("stream", {"name": "stdout", "text": 3}),
        ("stream", {"name": ["stdout"], "text": "x"}),
        ("execute_result", {"data": "text"}),
        ("execute_result", {"data": {3: 4, "image/png": None}}),
        ("display_data", {"data": {"application/x": "?"}}),
    ],
)
def test_what_shows_nothing_or_is_malformed_gives_no_output(kind: str, content: dict[str, Any]) -> None:
    assert messages.output(kind, content) is None


@pytest.mark.parametrize("content", [{}, {"ename": 1, "evalue": [], "traceback": "x"}, {"traceback": [1, None]}])
def test_a_malformed_failure_is_a_failure_still(content: dict[str, Any]) -> None:
    assert messages.output("error", content) == Failure("Error", "", "", None)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("stream", {"name": "stdout", "text": "\x1b]52;c;cHduZWQ=\x07\x1b[2J\x9b2J\x90\u202e"}),
        ("execute_result", {"data": {"text/plain": "\x1b]0;t\x07\x1bc\x00"}}),
        ("display_data", {"data": {"text/markdown": "\x1b]8;;http://x\x07a"}}),
        ("error", {"ename": "E\x1b]2;t\x07", "evalue": "\x1b[2J", "traceback": ["\x1b[6n\x1b[31m!"]}),
    ],
)
def test_no_control_sequence_but_colour_passes(kind: str, content: dict[str, Any]) -> None:
    got = messages.output(kind, content)
    assert got is not None
    text = json.dumps(got.to_dict(), ensure_ascii=False).replace("\\u001b[31m", "")
    assert "\\u001b" not in text
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c == "\u202e" for c in text)


def test_a_very_long_value_keeps_its_head_and_its_end() -> None:
    got = messages.output("execute_result", {"data": {"text/plain": "a" * 300_000 + "z"}})
    assert isinstance(got, Result)
    assert len(got.text) < messages.LONGEST_TEXT + 100
    assert got.text.startswith("aaa")
    assert got.text.endswith("az")
    assert "100,002 characters left out" in got.text


def test_every_output_returns_from_json_as_it_was() -> None:
    every: list[Output] = [
        Stream("stderr", "a"),
        Result(None, "b"),
        Picture("image/png", "", "f"),
        Markdown("*"),
        Failure("E", "m", "t", 3),
        Clear(True),
        Notice("n"),
    ]
    assert [outputs.from_dict(json.loads(json.dumps(o.to_dict()))) for o in every] == every


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "film"},
        {"kind": "stream", "name": "stdout"},
        {"kind": "result", "text": 3},
        {"kind": "clear", "wait": 1},
        {"kind": "notice", "text": "n", "more": "m"},
        {"kind": "failure", "name": "", "message": "", "traceback": "", "line": True},
    ],
)
def test_what_is_no_output_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"output|fields"):
        outputs.from_dict(data)


def test_every_ending_returns_from_json_as_it_was_and_has_a_sentence() -> None:
    every: list[endings.Ending] = [
        endings.Finished(1),
        endings.Failed(2, "KeyError", "'x'"),
        endings.Interrupted(),
        endings.TimedOut(3.5),
        endings.TimedOut(3.5, True),
        *(endings.Died(r) for r in ("exit", "silent", "stopped", "gone")),
        endings.of_exit_code(3),
        endings.of_exit_code(-9),
        endings.of_exit_code(-64),
        endings.KilledForMemory(512),
    ]
    assert [endings.from_dict(json.loads(json.dumps(e.to_dict()))) for e in every] == every
    assert len({e.sentence for e in every}) == len(every)
    assert all(e.sentence.endswith(".") for e in every if not isinstance(e, endings.Failed))
    assert [e.count for e in every][:3] == [1, 2, None]


def test_text_keeps_its_order_across_the_two_streams() -> None:
    collector = Collector()
    for n in range(3):
        collector.add("stream", {"name": "stdout", "text": f"{n}\n"})
        collector.add("stream", {"name": "stderr", "text": f"e{n}\n"})
    assert [o.text for o in taken(collector) if isinstance(o, Stream)] == ["0\n", "e0\n", "1\n", "e1\n", "2\n", "e2\n"]


def test_text_that_nobody_took_yet_comes_in_one_piece() -> None:
    collector = Collector()
    for n in range(1000):
        collector.add("stream", {"name": "stdout", "text": f"{n}\n"})
    assert taken(collector) == [Stream("stdout", "".join(f"{n}\n" for n in range(1000)))]


def test_a_colour_cut_in_two_stays_a_colour() -> None:
    got = printed("a\x1b[3", "1mred\x1b", "[0m.")
    assert "".join(o.text for o in got if isinstance(o, Stream)) == "a\x1b[31mred\x1b[0m."


def test_an_attack_cut_in_two_stays_harmless() -> None:
    got = printed("a\x1b]52;c;", "cHdu\x07b")
    assert "\x1b" not in "".join(o.text for o in got if isinstance(o, Stream))


@pytest.mark.parametrize(
    ("texts", "want"),
    [
        (["\r10%", "\r20%", "\r30%"], ["\r10%", "\r20%", "\r30%"]),
        (["10%\r", "20%\r", "done\n"], ["10%", "\r20%", "\rdone\n"]),
        (["10%\r20%"], ["\r20%"]),
        (["a\r\n", "b\r\n"], ["a\n", "b\n"]),
        (["a\r", "\nb"], ["a", "\nb"]),
        (["a\n", "b"], ["a\n", "b"]),
    ],
)
def test_a_redrawn_line_begins_with_a_carriage_return(texts: list[str], want: list[str]) -> None:
    assert [o.text for o in printed(*texts) if isinstance(o, Stream)] == want


def test_past_the_cap_one_notice_stands_and_then_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "TAIL", 8_000)
    collector = Collector(most_printed=100)
    for n in range(1000):
        collector.add("stream", {"name": "stdout", "text": f"{n:09d}\n"})
    collector.finish()
    first, told, left_out, end = taken(collector)
    assert first == Stream("stdout", "".join(f"{n:09d}\n" for n in range(10)))
    assert isinstance(told, Notice)
    assert left_out == Notice("1,900 characters are not shown here.")
    assert end == Stream("stdout", "".join(f"{n:09d}\n" for n in range(200, 1000)))


def test_a_failure_is_seen_however_much_was_printed() -> None:
    collector = Collector(most_printed=10)
    collector.add("stream", {"name": "stdout", "text": "x" * 1000})
    collector.add("error", {"ename": "E", "evalue": "", "traceback": []})
    assert Failure("E", "", "", None) in taken(collector)


def test_results_are_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "MOST_SHOWN", 1000)
    collector = Collector()
    for _ in range(1000):
        collector.add("display_data", {"data": {"text/plain": "x"}})
    got = taken(collector)
    assert [type(o) for o in got] == [Result, Result, Notice]


def test_the_page_is_what_stands_there_in_the_end() -> None:
    told: list[Output] = [
        Stream("stdout", "begin\n1"),
        Stream("stdout", "\r2"),
        Stream("stdout", "\r3\n"),
        Stream("stderr", "e"),
        Stream("stdout", "end"),
    ]
    assert outputs.page(told) == (Stream("stdout", "begin\n3\n"), Stream("stderr", "e"), Stream("stdout", "end"))


def test_cleared_output_is_gone_at_once_or_with_the_next() -> None:
    assert outputs.page([Notice("a"), Clear(False)]) == ()
    assert outputs.page([Notice("a"), Clear(True)]) == (Notice("a"),)
    assert outputs.page([Notice("a"), Clear(True), Notice("b")]) == (Notice("b"),)
