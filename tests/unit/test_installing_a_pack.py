"""A pack is looked through whole before a byte of it is written: names, sizes, links, and what an archive claims of itself."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hotseat.question_bank.pack_source import LARGEST_FILE, BadSource, open_source

QUESTION = "questions/probability/coin.yaml"
GOOD = {QUESTION: b"id: coin\n", "checks/coin.py": b"CHECKS = []\n", "README.md": b"# Mine\n"}


def archive(folder: Path, files: dict[str, bytes], *, change: Callable[[zipfile.ZipFile], None] | None = None) -> Path:
    path = folder / "mine.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
        if change is not None:
            change(made)
    return path


def names(path: Path) -> list[str]:
    return [file.name for file in open_source(path).files]


@pytest.mark.parametrize("top", ["", "acme-pack-1.2/"])
def test_an_archive_of_a_pack_or_of_its_folder_gives_its_files(tmp_path: Path, top: str) -> None:
    source = open_source(archive(tmp_path, {top + name: data for name, data in GOOD.items()}))
    assert [file.name for file in source.files] == ["README.md", "checks/coin.py", QUESTION]
    assert {file.name: source.read(file) for file in source.files} == GOOD
    assert source.name == "mine"


def test_a_folder_gives_its_files_and_what_tools_leave_behind_is_not_among_them(tmp_path: Path) -> None:
    for name, data in {**GOOD, ".git/config": b"", "__pycache__/x.pyc": b"", ".hotseat-own": b"mark"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert names(tmp_path) == ["README.md", "checks/coin.py", QUESTION]


def test_what_belongs_to_no_pack_is_left_out_and_told(tmp_path: Path) -> None:
    source = open_source(archive(tmp_path, {**GOOD, "setup.py": b"", "agendas/mine.yaml": b"", "checks/data.csv": b""}))
    assert source.left_out == ("setup.py", "agendas/mine.yaml", "checks/data.csv")
    assert len(source.files) == len(GOOD)


@pytest.mark.parametrize(
    "name",
    ["../evil.py", "/etc/evil.py", "checks/../../evil.py", "C:\\evil.py", "checks\\..\\evil.py", "c:evil.py"],
)
def test_a_name_that_leads_out_of_the_pack_refuses_all_of_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadSource, match=r"outside the pack|letters without accents"):
        open_source(archive(tmp_path, {**GOOD, name: b"x"}))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("checks/caf\u00e9.py", "letters without accents"),
        ("checks/a\u202eb.py", "letters without accents"),
        ("checks/\x1b]0;x.py", "letters without accents"),
        ("checks/con.py", "letters without accents"),
        ("checks/.hidden.py", "letters without accents"),
        ("checks/" + "a" * 300 + ".py", "at most"),
        ("questions/a/b/c.yaml", "too deep"),
    ],
)
def test_a_strange_name_refuses_all_of_it_in_one_harmless_sentence(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(BadSource, match=said) as fault:
        open_source(archive(tmp_path, {**GOOD, name: b"x"}))
    assert str(fault.value).isprintable()


def test_two_names_that_differ_in_capitals_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="capitals"):
        open_source(archive(tmp_path, {**GOOD, "checks/Coin.py": b"x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_in_an_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="twice"):
        open_source(archive(tmp_path, GOOD, change=lambda made: made.writestr(QUESTION, b"id: other\n")))


@pytest.mark.parametrize(
    ("mode", "said"), [(stat.S_IFLNK | 0o777, "a link"), (stat.S_IFIFO | 0o600, "neither a file nor a folder")]
)
def test_a_link_or_a_pipe_in_an_archive_is_refused(tmp_path: Path, mode: int, said: str) -> None:
    def add(made: zipfile.ZipFile) -> None:
        entry = zipfile.ZipInfo("checks/link.py")
        entry.external_attr = mode << 16
        made.writestr(entry, "/etc/passwd")

    with pytest.raises(BadSource, match=said):
        open_source(archive(tmp_path, GOOD, change=add))


@pytest.mark.skipif(os.name == "nt", reason="links and pipes need rights there")
def test_a_link_or_a_pipe_in_a_folder_is_refused_and_nobody_waits_for_it(tmp_path: Path) -> None:
    for make in (lambda at: at.symlink_to("/etc/passwd"), lambda at: os.mkfifo(at)):
        top = tmp_path / make.__code__.co_names[0]
        for name, data in GOOD.items():
            (top / name).parent.mkdir(parents=True, exist_ok=True)
            (top / name).write_bytes(data)
        make(top / "checks" / "strange.py")
        with pytest.raises(BadSource, match=r"is a link|neither a file"):
            open_source(top)


def test_a_bomb_is_refused_by_what_it_announces(tmp_path: Path) -> None:
    big = b"\0" * (LARGEST_FILE + 1)
    path = archive(tmp_path, {**GOOD, "checks/big.py": big})
    assert path.stat().st_size < 20_000
    with pytest.raises(BadSource, match="at most"):
        open_source(path)
    many = {f"checks/x{n}.py": b"\0" * LARGEST_FILE for n in range(33)}
    with pytest.raises(BadSource, match="more than 64 MB"):
        open_source(archive(tmp_path, {**GOOD, **many}))


def test_an_archive_that_lies_about_a_size_gives_no_byte_more_than_it_announced(tmp_path: Path) -> None:
    path = archive(tmp_path, {QUESTION: b"x" * 5_000})
    raw = bytearray(path.read_bytes())
    for at in range(len(raw) - 4):
        if raw[at : at + 4] == struct.pack("<I", 5_000):
            raw[at : at + 4] = struct.pack("<I", 10)
    path.write_bytes(raw)
    source = open_source(path)
    with pytest.raises(BadSource, match=r"announced|cannot be unpacked"):
        source.read(source.files[0])


@pytest.mark.parametrize(
    "data", [b"", b"PK\x05\x06", b"not a zip at all", b"PK\x03\x04" + b"\0" * 40], ids=["empty", "end", "text", "head"]
)
def test_a_file_that_is_no_archive_is_told_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "mine.zip"
    path.write_bytes(data)
    with pytest.raises(BadSource, match=r"no zip archive|no questions"):
        open_source(path)


def test_a_damaged_archive_is_refused_wherever_it_is_cut(tmp_path: Path) -> None:
    whole = archive(tmp_path, GOOD).read_bytes()
    path = tmp_path / "cut.zip"
    for end in range(0, len(whole), 7):
        path.write_bytes(whole[:end])
        with pytest.raises(BadSource):
            open_source(path)


def test_a_locked_archive_and_a_strange_way_of_packing_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.zip"
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_LZMA) as made:
        made.writestr(QUESTION, b"id: coin\n")
    path.write_bytes(kept.getvalue())
    with pytest.raises(BadSource, match="unusual way"):
        open_source(path)
    raw = bytearray(archive(tmp_path, {QUESTION: b"id: coin\n"}).read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    path.write_bytes(raw)
    with pytest.raises(BadSource, match="password"):
        open_source(path)


def test_a_folder_without_questions_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(BadSource, match="holds no questions"):
        open_source(tmp_path)
    with pytest.raises(BadSource, match="There is no folder"):
        open_source(tmp_path / "nowhere")
