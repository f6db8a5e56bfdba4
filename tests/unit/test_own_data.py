"""A person's files are theirs: told where they are, all had in one archive, and deleted when they say so and nothing else."""

from __future__ import annotations

import io
import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest
from support.golden import session

from hotseat.cli import data as d
from hotseat.cli.places import Places, places
from hotseat.cli.purge import purge
from hotseat.cli.trouble import Stop
from hotseat.cli.written import write_file
from hotseat.interview.journal import Header, Journal

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and modes are another matter there")


@pytest.fixture
def here(tmp_path: Path) -> Places:
    places = Places(tmp_path / "data", tmp_path / "config", tmp_path / "cache")
    for name in ("v1/practice", "v1/pictures"):
        session(places.sessions, name)
    with Journal.create(
        places.sessions / "20250301-080000-aaaa" / "journal.jsonl",
        Header("20250301-080000-aaaa", "2025-03-01T08:00:00+00:00", ""),
    ):
        pass
    places.config.mkdir()
    places.settings.write_text("plain = true\n")
    places.index.mkdir()
    (places.index / "bank.sqlite3").write_text("bank")
    (places.index / "sessions-1.sqlite3").write_text("all that was said")
    places.labels.write_text("{}\n")
    return places


def test_where_tells_every_place_with_its_size(here: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert d.show_where(here, as_json=False) == 0
    told = capsys.readouterr()
    assert f"sessions       {here.sessions}\n               3 files, " in told.out
    assert "nothing yet" in told.out
    assert "besides the cache" in told.err


@posix
def test_the_archive_has_every_file_and_no_link_and_is_private(
    here: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not Hotseat's")
    (here.sessions / "practice" / "link").symlink_to(secret)
    (here.sessions / "elsewhere").symlink_to(tmp_path)
    out = tmp_path / "all.zip"
    assert d.export_data(here, out, force=False) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == [
            "config/config.toml",
            "data/labels.jsonl",
            "data/sessions/20250301-080000-aaaa/journal.jsonl",
            "data/sessions/pictures/journal.jsonl",
            "data/sessions/practice/journal.jsonl",
        ]
        raw = archive.read("data/sessions/practice/journal.jsonl")
    assert raw == (here.sessions / "practice" / "journal.jsonl").read_bytes()
    told = capsys.readouterr().err
    assert "5 files, readable by you alone" in told and "2 links were left out" in told
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_an_archive_inside_the_data_does_not_hold_itself(here: Places) -> None:
    out = here.data / "all.zip"
    for force in (False, True):
        assert d.export_data(here, out, force=force) == 0
        with zipfile.ZipFile(out) as archive:
            assert "data/all.zip" not in archive.namelist()


@pytest.mark.parametrize("name", ["mine.tar.gz", "mine.tgz", "mine.7z"])
def test_a_name_that_promises_another_form_of_archive_is_refused_and_a_better_one_said(
    here: Places, tmp_path: Path, name: str
) -> None:
    with pytest.raises(Stop, match=r"The archive is a zip.*hotseat data export -o .*/mine\.zip"):
        d.export_data(here, tmp_path / name, force=False)
    assert not (tmp_path / name).exists()


def test_a_file_that_is_there_stays_without_force(here: Places, tmp_path: Path) -> None:
    out = tmp_path / "all.zip"
    out.write_text("mine")
    with pytest.raises(Stop, match="there already"):
        d.export_data(here, out, force=False)
    with pytest.raises(Stop, match="there already"):
        write_file(out, b"x", force=False)
    assert out.read_text() == "mine"
    write_file(out, b"x", force=True)
    assert out.read_bytes() == b"x"


@posix
@pytest.mark.parametrize("force", [False, True])
def test_only_a_regular_file_is_ever_written_to(tmp_path: Path, force: bool) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    (tmp_path / "link").symlink_to(target)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    for name, told in (
        ("link", "no regular file"),
        ("dangling", "no regular file"),
        ("pipe", "no regular file"),
        ("", "is a folder"),
        ("no/such", "There is no folder"),
    ):
        with pytest.raises(Stop, match=told):
            write_file(tmp_path / name, b"x", force=force)
    assert target.read_text() == "mine" and not (tmp_path / "nowhere").exists()


# Deleting.


def left(here: Places) -> list[str]:
    return sorted(p.name for p in here.sessions.iterdir())


def test_one_session_goes_with_what_the_cache_has_of_it_and_nothing_else(
    here: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert purge(here, "practice", None, everything=False, yes=True) == 0
    assert left(here) == ["20250301-080000-aaaa", "pictures"]
    assert [p.name for p in here.index.iterdir()] == ["bank.sqlite3"]
    told = capsys.readouterr()
    assert str(here.sessions / "practice") in told.out and "1 file, " in told.out


def test_sessions_before_a_day_go(here: Places) -> None:
    assert purge(here, None, "2025-03-01", everything=False, yes=True) == 0
    assert len(left(here)) == 3
    assert purge(here, None, "2025-03-02", everything=False, yes=True) == 0
    assert left(here) == ["pictures", "practice"]


def test_all_goes_but_what_is_not_hotseats(here: Places, capsys: pytest.CaptureFixture[str]) -> None:
    (here.data / "poem.txt").write_text("mine")
    for folder in (here.kernel, here.first_steps):
        folder.mkdir()
    assert purge(here, None, None, everything=True, yes=True) == 0
    assert sorted(p.name for p in here.data.iterdir()) == ["poem.txt"]
    assert not here.config.exists() and not here.index.exists()
    assert "stays: poem.txt" in capsys.readouterr().err


@posix
def test_a_cache_elsewhere_lies_in_a_folder_of_its_own_so_that_its_neighbours_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTSEAT_CACHE", str(tmp_path / "shared"))
    here = places()
    here.index.mkdir(parents=True)
    (tmp_path / "shared" / "of-another").write_text("kept")
    (here.index / "bank.sqlite3").write_text("bank")
    assert purge(here, None, None, everything=True, yes=True) == 0
    assert not here.index.exists() and (tmp_path / "shared" / "of-another").read_text() == "kept"


def test_no_link_is_followed(here: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "journal.jsonl").write_bytes((here.sessions / "practice" / "journal.jsonl").read_bytes())
    (here.sessions / "practice" / "folder").symlink_to(outside)
    (here.sessions / "linked").symlink_to(outside)
    assert purge(here, "practice", None, everything=False, yes=True) == 0
    assert purge(here, "linked", None, everything=False, yes=True) == 1
    assert "is a link, and is left alone" in capsys.readouterr().err
    assert (outside / "journal.jsonl").exists() and (here.sessions / "linked").is_symlink()


@posix
def test_a_session_that_is_being_sat_stays(here: Places, capsys: pytest.CaptureFixture[str]) -> None:
    held = Journal.open(here.sessions / "practice" / "journal.jsonl")
    try:
        assert purge(here, "practice", None, everything=False, yes=True) == 1
        assert purge(here, None, None, everything=True, yes=True) == 1
    finally:
        held.close()
    assert "practice" in left(here)
    assert "is open. Close it first" in capsys.readouterr().err


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "goes"), [("yes\n", True), ("YES \n", True), ("y\n", False), ("\n", False), ("", False)]
)
def test_it_asks_and_only_yes_is_yes(here: Places, monkeypatch: pytest.MonkeyPatch, typed: str, goes: bool) -> None:
    monkeypatch.setattr(sys, "stdin", Typed(typed))
    assert purge(here, "practice", None, everything=False, yes=False) == 0
    assert ("practice" not in left(here)) is goes


def test_without_anybody_to_ask_nothing_goes(here: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    with pytest.raises(Stop, match="--yes"):
        purge(here, "practice", None, everything=False, yes=False)
    assert "practice" in left(here)


@pytest.mark.parametrize(
    ("session", "before", "everything", "told"),
    [
        (None, None, False, "Say what goes"),
        ("practice", None, True, "Say what goes"),
        (None, "yesterday", False, "'yesterday' is no day"),
        ("practise", None, False, "practice"),
        ("../../etc", None, False, "no session"),
    ],
)
def test_wrong_words_are_told_and_nothing_goes(
    here: Places, session: str | None, before: str | None, everything: bool, told: str
) -> None:
    with pytest.raises(Stop, match=told):
        purge(here, session, before, everything=everything, yes=True)
    assert len(left(here)) == 3
