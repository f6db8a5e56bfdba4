"""Help with code comes from the kernel, and from the text where the kernel is not there or does not answer in time."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from hotseat.kernels import code_help
from hotseat.kernels.code_help import CodeHelp, Place
from hotseat.kernels.kernel import Completion

INSPECTED = """Signature:
np.mean(
    a,
    axis=None,
)
Call signature:  np.mean(*args, **kwargs)
Type:            function
Docstring:
Compute the mean.

Longer words.
File:            /somewhere/numpy.py"""


class FakeKernel:
    """A kernel that answers after a while."""

    def __init__(self, *matches: str, seconds: float = 0.0, told: str = "", start: int | None = None) -> None:
        self.status = "ready"
        self.matches, self.seconds, self.told, self.start = matches, seconds, told, start
        self.asked: list[tuple[str, int]] = []

    async def complete(self, code: str, cursor: int) -> Completion:
        self.asked.append((code, cursor))
        await asyncio.sleep(self.seconds)
        return Completion(self.matches, cursor if self.start is None else self.start, cursor)

    async def inspect(self, code: str, cursor: int) -> str:
        await asyncio.sleep(self.seconds)
        return self.told


class FakeText:
    """What jedi would say."""

    def __init__(self, **answer: Any) -> None:
        self.answer = answer
        self.asked: list[tuple[Any, ...]] = []

    async def ask(self, *question: Any) -> dict[str, Any]:
        self.asked.append(question)
        return self.answer

    async def close(self) -> None:
        return None


def helper(kernel: FakeKernel | None, text: FakeText | None = None) -> CodeHelp:
    made = CodeHelp(lambda: kernel, Path("/nowhere"))  # type: ignore[arg-type,return-value]
    made._static = text or FakeText()  # type: ignore[assignment]
    return made


def place(text: str, first: int = 0) -> Place:
    """The place of ``|`` in a text whose cell begins at ``first``."""
    cursor, code = text.index("|"), text.replace("|", "")
    return Place(code, cursor, first, len(code))


async def test_the_kernel_is_asked_about_the_cell_and_goes_first() -> None:
    kernel, text = FakeKernel("mean", "median", start=3), FakeText(names=[["other", "function"]], typed=0)
    found = await helper(kernel, text).complete(place("# %%\nnp.me|", 5))
    assert (found.names, found.start, found.source) == (("mean", "median"), 8, "kernel")
    assert kernel.asked == [("np.me", 5)] and text.asked == []


@pytest.mark.parametrize("status", ["starting", "dead", "stopped", None])
async def test_without_a_kernel_the_text_is_asked(status: str | None) -> None:
    kernel = FakeKernel("mean") if status else None
    if kernel and status:
        kernel.status = status
    text = FakeText(names=[["mean", "function"]], typed=2)
    found = await helper(kernel, text).complete(place("x\nnp.me|"))
    assert (found.names, found.start, found.source) == (("mean",), 5, "text")
    assert text.asked == [("complete", "x\nnp.me", 2, 5)]


async def test_a_kernel_that_does_not_answer_in_time_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_help, "KERNEL_SECONDS", 0.01)
    made = helper(
        FakeKernel("mean", seconds=30, told="x"), FakeText(names=[["median", "function"]], typed=2, text="f(a)")
    )
    assert (await made.complete(place("np.me|"))).names == ("median",)
    assert await made.signature(place("f(|")) == "f(a)"


async def test_names_of_the_file_are_offered_before_they_ran_the_nearest_first() -> None:
    found = await helper(FakeKernel("memoryview", start=26)).complete(
        place("mean_of = 1\nmedian_of = 2\nme|\nmeter = 3")
    )
    assert found.names == ("median_of", "mean_of", "meter", "memoryview") and found.start == 26


async def test_private_names_and_magics_wait_until_they_are_begun() -> None:
    kernel = FakeKernel("_hidden", "shown", "%time", start=2)
    assert (await helper(kernel).complete(place("x.|"))).names == ("shown",)
    kernel.start = 2
    assert "_hidden" in (await helper(kernel).complete(place("x._|"))).names


async def test_hostile_names_are_left_out() -> None:
    made = helper(None, FakeText(names=[["ok", ""], ["a\x1b[31m", ""], ["b\nc", ""], [], "x", None], typed=0))
    assert (await made.complete(place("x.|"))).names == ("ok",)


async def test_an_answer_that_makes_no_sense_is_none() -> None:
    for answer in ({}, {"names": 3, "typed": 0}, {"names": [], "typed": "x"}):
        assert (await helper(None, FakeText(**answer)).complete(place("x.|"))).names == ()


async def test_a_call_tip_is_the_signature_and_the_first_words_of_the_documentation() -> None:
    told = await helper(FakeKernel(told=INSPECTED)).signature(place("np.mean(|"))
    assert told == "np.mean(a, axis=None)\nCompute the mean."


async def test_the_documentation_is_the_kernels_or_the_texts() -> None:
    assert await helper(FakeKernel(told=INSPECTED)).docs(place("np.mean|")) == INSPECTED
    assert await helper(FakeKernel(), FakeText(text="words \x1b[1m")).docs(place("f|")) == "words"
    assert await helper(None).docs(place("f|")) == ""


def test_a_new_line_begins_a_new_word() -> None:
    assert Place("mean\n", cursor=5, first=0, last=5).prefix == ""
    assert Place("mean\n", cursor=4, first=0, last=5).prefix == "mean"
