"""The streams of the line mode: what may be said while somebody types, and what becomes of what was typed."""

from __future__ import annotations

import asyncio

import pytest
from support.lines import Lines

from hotseat.plain.console import LONGEST_TYPED, Woken


async def prompted(lines: Lines, times: int = 1) -> None:
    await lines.until("You: ", times=times)


async def test_what_can_wait_is_said_after_the_enter_and_what_cannot_comes_at_once_with_the_prompt_again() -> None:
    lines = Lines()
    console = lines.console()
    waiting = asyncio.ensure_future(console.line("You: "))
    await prompted(lines)
    console.hold("Note", "The kernel is ready.")
    assert "kernel" not in lines.said
    console.say("Clock", "5 min left.")
    await prompted(lines, 2)
    assert lines.said == "You: \nClock: 5 min left.\nYou: "
    lines.type("hello")
    assert await waiting == "hello"
    assert lines.said.endswith("You: Note: The kernel is ready.\n")


async def test_several_things_said_at_once_show_the_prompt_once() -> None:
    lines = Lines()
    console = lines.console()
    waiting = asyncio.ensure_future(console.line("You: "))
    await prompted(lines)
    for n in range(5):
        console.say("Output", f"line {n}")
    await prompted(lines, 2)
    assert lines.said.count("You: ") == 2
    waiting.cancel()


async def test_no_prompt_is_shown_for_lines_that_were_typed_ahead() -> None:
    lines = Lines()
    console = lines.console()
    lines.type("one", "two")
    assert [await console.line("You: "), await console.line("You: ")] == ["one", "two"]
    assert lines.said == ""


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize(
    ("rows", "taken", "following"),
    [
        (("a", "b", ".", "c"), ["a", "b"], "c"),
        ((".", "c"), [], "c"),
        (("a", "b"), [], "a"),
        (("a", "/write", "b", "."), [], "a"),
        (("a \x1b[2J", ".", "c"), ["a "], "c"),
    ],
)
async def test_lines_that_came_with_the_one_before_are_taken_up_to_a_dot_or_not_at_all(
    rows: tuple[str, ...], taken: list[str], following: str, typed: bool
) -> None:
    lines = Lines(typed=typed)
    console = lines.console()
    lines.type("first", *rows)
    if not typed:
        lines.end()
    assert await console.line("You: ") == "first"
    assert await console.pasted(".") == taken
    assert await console.line("You: ") == following


async def test_nothing_is_taken_where_nothing_came_with_the_line_before_and_what_is_typed_later_counts() -> None:
    lines = Lines()
    console = lines.console()
    lines.type("first")
    await console.line("You: ")
    assert await console.pasted(".") == []
    lines.type("later", ".")
    assert await console.line("You: ") == "later"


async def test_a_pipe_sees_no_prompt_and_its_last_line_counts_without_a_line_break() -> None:
    lines = Lines(typed=False)
    console = lines.console()
    for part in (b"first\r\nsec", b"ond\nth", b"ird", b""):
        lines.keys.put(part)
    found = [await console.line("You: ") for _ in range(4)]
    assert found == ["first", "second", "third", None]
    assert console.ended
    assert lines.said == ""


async def test_a_terminal_can_go_on_after_the_end_of_input_and_a_pipe_cannot() -> None:
    lines = Lines()
    console = lines.console()
    lines.end()
    assert await console.line("You: ") is None
    assert console.last_was_end and not console.ended
    lines.type("still here")
    assert await console.line("You: ") == "still here"
    assert not console.last_was_end


async def test_a_letter_cut_in_two_by_the_reading_is_whole_and_bytes_that_are_none_are_replaced() -> None:
    lines = Lines(typed=False)
    console = lines.console()
    whole = "größer 日本\n".encode()
    for at in range(len(whole)):
        lines.keys.put(whole[at : at + 1])
    lines.keys.put(b"\xff bad\n")
    assert await console.line() == "größer 日本"
    assert await console.line() == "\ufffd bad"


async def test_control_characters_are_harmless_both_ways() -> None:
    lines = Lines(typed=False)
    console = lines.console()
    lines.keys.put(b"a\x1b]0;title\x07b\x1b[2Jc\n")
    assert await console.line() == "abc"
    console.say("Output", "x\x1b]52;c;aGk=\x07y\x1b[31mz\r\x08w\nChecks: PASS")
    assert lines.said == "Output: w\n  Checks: PASS\n"
    assert not any(ord(sign) < 32 and sign != "\n" for sign in lines.said)


async def test_waking_ends_the_wait_and_loses_nothing_typed_later() -> None:
    lines = Lines()
    console = lines.console()
    waiting = asyncio.ensure_future(console.line("You: "))
    await prompted(lines)
    console.wake()
    with pytest.raises(Woken):
        await waiting
    lines.type("late")
    assert await console.line("You: ") == "late"
    assert lines.said == "You: "  # the same prompt is not shown twice


async def test_nobody_at_the_other_end_is_told_once_and_nothing_more_is_written() -> None:
    lines = Lines(gone=True)
    console = lines.console()
    told: list[int] = []
    console.on_gone = lambda: told.append(1)
    console.say("Note", "one")
    console.say("Note", "two")
    assert told == [1]


async def test_a_secret_is_typed_without_echo_which_comes_back_afterwards() -> None:
    lines = Lines()
    console = lines.console()
    waiting = asyncio.ensure_future(console.line("Input: ", hidden=True))
    await lines.until("Input: ")
    assert lines.echoed == [False]
    lines.type("secret")
    assert await waiting == "secret"
    assert lines.echoed == [False, True]


async def test_the_echo_comes_back_when_the_wait_for_a_secret_is_given_up() -> None:
    lines = Lines()
    console = lines.console()
    waiting = asyncio.ensure_future(console.line("Input: ", hidden=True))
    await lines.until("Input: ")
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert lines.echoed == [False, True]


async def test_a_line_that_a_terminal_may_have_cut_is_told() -> None:
    lines = Lines()
    console = lines.console()
    lines.type("x" * LONGEST_TYPED, "y" * (LONGEST_TYPED - 1))
    await console.line()
    assert "its end may be lost" in lines.said
    before = lines.said
    await console.line()
    assert lines.said == before


async def test_nothing_is_written_while_the_terminal_is_an_editors() -> None:
    lines = Lines()
    console = lines.console()
    console.lend(True)
    console.say("Clock", "5 min left.")
    assert lines.said == ""
    console.lend(False)
    assert lines.said == "Clock: 5 min left.\n"
