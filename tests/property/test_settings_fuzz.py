"""Whatever the settings file holds, a start gets settings that can be used and sentences on what is wrong."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.fuzzing import examples

from hotseat.cli.settings import LARGEST, Settings, read_settings

WHOLE = """\
agenda = "two-hour"
theme = "hotseat-light"
motion = false
kernel_memory = 2048
packs = ["mine", "~/yours"]
ask_guess = true
[keys]
"interview.run" = "f5, ctrl+r"
[llm]
url = "http://localhost:1"
model = "small"
"""
PIECES = [
    "=",
    "[",
    "]]",
    '"',
    "'",
    '"""',
    "\n",
    "#",
    "nan",
    "1979-05-27",
    "0x",
    "{",
    "}",
    ",",
    "\\u0000",
    "\x1b",
    "\u202e",
    "é",
]


@pytest.fixture(scope="module")
def file() -> Path:
    return Path(tempfile.mkdtemp()) / "config.toml"


def holds(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    found, wrong = read_settings(file)
    assert isinstance(found, Settings)
    for name, kind in (("agenda", str), ("motion", bool), ("kernel_memory", int), ("packs", tuple)):
        assert type(getattr(found, name)) is kind
    assert all(sentence.isprintable() for sentence in wrong)


@settings(max_examples=examples(200), deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 20), st.sampled_from(PIECES)), min_size=1, max_size=4)
)
def test_settings_with_pieces_cut_out_and_put_in(file: Path, edits: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for at, cut, piece in edits:
        text = text[:at] + piece + text[at + cut :]
    holds(file, text.encode())


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(file: Path, data: bytes) -> None:
    holds(file, data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x = " + b"[" * 50_000, "nested too deeply"),
        (b"#" * (LARGEST + 1), "larger than"),
        (b"\xff\xfea\0", "utf-8"),
        (b"a = 1\na = 2\n", "overwrite"),
    ],
)
def test_what_no_settings_are_is_told_in_one_sentence_and_the_defaults_are_used(
    file: Path, data: bytes, said: str
) -> None:
    file.write_bytes(data)
    found, wrong = read_settings(file)
    assert found == Settings() and len(wrong) == 1 and said in wrong[0] and "defaults" in wrong[0]


def test_a_folder_in_the_place_of_the_settings_is_told(tmp_path: Path) -> None:
    _, wrong = read_settings(tmp_path)
    assert len(wrong) == 1 and "no file that can be read" in wrong[0]
