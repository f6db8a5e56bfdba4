"""For any files, and any changes between one loading and the next: the bank from the index is the bank from the files."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotseat.question_bank import folders
from hotseat.question_bank.bank import Bank, first_page, load_bank
from hotseat.question_bank.index import Index
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.strict_yaml import parse, quick
from hotseat.question_bank.summary import Summary

TALK = "id: {}\ntitle: {}\nkind: talk\nprompt: p\nmodel_answer: m\nrubric: [{{id: a, text: b}}]\n"
NAMES = st.sampled_from(["a", "b", "sub/a", "sub/c", "other/b", "a.b"])
TEXTS = st.one_of(
    st.builds(TALK.format, st.sampled_from(["a", "b", "c"]), st.sampled_from(["One", "Two", "A longer one"])),
    st.sampled_from(["", "id: a\n", "id: a\ntitel: x\n", "[", "id: a\nid: b\n", "\x07", "a: &x 1\nb: *x\n", "- 1\n"]),
)
CHANGE = st.tuples(st.sampled_from(["one", "two"]), NAMES, st.one_of(st.none(), TEXTS))
"""A pack, a file in it, and what it holds from then on; None for no such file."""


def told(bank: Bank) -> tuple[list[object], list[tuple[str, Summary]], object, object]:
    where = [(bank.pack_of(own).name, bank.file_of(own)) for own in bank.questions]
    return list(bank.questions.items()), list(bank.summaries.items()), bank.problems, where


@pytest.fixture(autouse=True, scope="module")
def files_settle_soon() -> Iterator[None]:
    """Within a tick of the system's clock, at most a hundredth of a second, one more change may leave no trace."""
    before, folders._SETTLED = folders._SETTLED, 12_000_000  # pyright: ignore[reportPrivateUsage]
    yield
    folders._SETTLED = before  # pyright: ignore[reportPrivateUsage]


def settle(root: Path) -> None:
    for file in root.rglob("*.yaml"):
        while not folders.settled(folders.signature(file) or folders.NEVER):
            time.sleep(0.001)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CHANGE, max_size=6), min_size=1, max_size=4))
def test_the_index_gives_what_the_files_give(rounds: list[list[tuple[str, str, str | None]]]) -> None:
    root = Path(mkdtemp())
    try:
        packs = [Pack.at(root / "one"), Pack.at(root / "two")]
        for changes in rounds:
            for pack, name, text in changes:
                file = root / pack / "questions" / f"{name}.yaml"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.unlink(missing_ok=True) if text is None else file.write_text(text)
            settle(root)
            plain = told(load_bank(packs, []))
            index = Index(root / "cache")
            assert told(load_bank(packs, [], index)) == plain
            assert told(load_bank(packs, [], index)) == plain
            total, page = first_page(packs, index, 9)
            assert (total, [brief for brief, _ in page]) == (len(plain[1]), [brief for _, brief in plain[1]])
            index.close()
    finally:
        shutil.rmtree(root)


PIECES = st.sampled_from(
    ["a", "b: ", "- ", "\n", "  ", "'", '"', "1", "1.5", "true", "~", "{", "}", "[", "]", ", ", "|", ">", "# x", "&k ", "*k",
     "!t ", "? ", ": ", "---", "...", "%YAML 1.1", "\t", "\\e", "é", "\u200e", "<<: ", "id: a\n", "a: 1\n", "k: [1, {b: c}]\n"]
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=14).map("".join), TEXTS, st.text(max_size=40)))
def test_what_is_read_quickly_is_what_is_read_with_places(text: str) -> None:
    found = quick(text)
    try:
        document = parse(text, "x")
    except BrokenFile:
        assert found is None
    else:
        assert found == (None if document.problems else document.data)
