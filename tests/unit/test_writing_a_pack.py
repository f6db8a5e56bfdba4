"""From the first ``pack new`` to an archive that somebody else installs, updates and takes away."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import os
import tarfile
from pathlib import Path

import pytest
from support.commands import command
from support.packs_on_disk import example_pack

from hotseat.question_bank.pack_source import LARGEST_FILE, BadSource, open_source
from hotseat.question_bank.trust import FOLDERS


@pytest.fixture
def acme(own_home: Path, tmp_path: Path) -> Path:
    """A pack with an example of each kind, as ``pack new`` writes it."""
    return example_pack(tmp_path / "acme", "code", "talk", "review")


def findings(out: str) -> tuple[list[dict[str, object]], dict[str, object]]:
    *rows, total = map(json.loads, out.splitlines())
    return rows, total


def test_every_example_is_without_a_finding(acme: Path) -> None:
    rows, total = findings(command("pack", "check", str(acme), "--quick", "--json").out)
    assert rows == [] and total["questions"] == 3 and total["ran"] == "nothing"


def test_the_example_in_code_holds_when_it_is_run_at_once_and_a_fault_in_it_is_told_with_its_file(acme: Path) -> None:
    wrong = acme / "wrong" / "top-share__smallest.py"
    wrong.write_text(
        '"""As the reference.\n\nfails: equal amounts each count\n"""\n' + (acme / "solutions/top-share.py").read_text()
    )
    run = command("pack", "check", str(acme), "--question", "top-share", "--json", "--yes")
    rows, total = findings(run.out)
    assert run.code == 1 and total["ran"] == "all"
    assert [(row["file"], row["line"]) for row in rows] == [(str(wrong), 1)], "all else of the example holds"
    assert "should fail, and the verdict is pass" in str(rows[0]["message"])


def test_what_is_wrong_in_the_words_is_told_with_its_line(acme: Path) -> None:
    path = acme / "questions" / "statistics" / "top-share.yaml"
    text = path.read_text().replace("level: easy", "level: simple")
    path.write_text(text)
    line = text.split("\n").index("level: simple") + 1
    run = command("pack", "check", str(acme), "--quick")
    assert run.code == 1 and f"{path}:{line}: error: level" in run.out
    assert command("pack", "build", str(acme), "-o", str(acme.parent / "x.zip")).code == 1
    assert not (acme.parent / "x.zip").exists()


@pytest.mark.parametrize("made", ["zip", "tar.gz"])
def test_an_archive_is_looked_over_without_being_installed_and_not_run_unasked(
    acme: Path, own_home: Path, made: str
) -> None:
    path = acme.parent / f"acme.{made}"
    if made == "zip":
        assert command("pack", "build", str(acme), "-o", str(path)).code == 0
    else:
        with tarfile.open(path, "w:gz") as archive:
            archive.add(acme, "acme")
    before = set(Path(os.environ.get("TMPDIR", "/tmp")).glob("hotseat-pack-*"))
    run = command("pack", "check", str(path))
    assert run.code == 3 and "code was not run" in run.err and "0 errors" in run.out
    assert not (own_home / "packs").exists()
    assert not set(Path(os.environ.get("TMPDIR", "/tmp")).glob("hotseat-pack-*")) - before
    bad = path.with_name(f"broken.{made}")
    bad.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert command("pack", "check", str(bad)).code == 2


def test_the_same_files_give_the_same_archive_and_it_holds_what_an_installation_takes(acme: Path) -> None:
    one, two = acme.parent / "one.zip", acme.parent / "two.zip"
    (acme / "notes.txt").write_text("mine alone")
    for path in (one, two):
        run = command("pack", "build", str(acme), "-o", str(path))
        assert run.code == 0 and "notes.txt" in run.err
        for file in acme.rglob("*"):
            os.utime(file, (1, 1))
    assert one.read_bytes() == two.read_bytes()
    assert hashlib.sha256(one.read_bytes()).hexdigest() in run.err
    assert {f.name for f in open_source(one).files} == {f.name for f in open_source(acme).files}
    again = command("pack", "build", str(acme), "-o", str(one))
    assert again.code == 2 and "--force" in again.err


def test_a_pack_is_looked_over_and_built_while_an_editor_has_a_file_of_it_open(acme: Path, tmp_path: Path) -> None:
    alone = command("pack", "build", str(acme), "-o", str(tmp_path / "alone.zip"))
    place = acme / "questions" / "statistics"
    for name in (".top-share.yaml.swp", ".top-share.yaml.swo", "top-share.yaml~", "#top-share.yaml#"):
        (place / name).write_text("of the editor")
    (acme / ".vscode").mkdir()
    (acme / ".vscode" / "settings.json").write_text("{}")
    with contextlib.suppress(OSError):  # Windows may refuse the link, which Emacs then makes otherwise
        (place / ".#top-share.yaml").symlink_to("somebody@somewhere.1")
    rows, total = findings(command("pack", "check", str(acme), "--quick", "--json").out)
    assert rows == [] and total["questions"] == 3
    built = command("pack", "build", str(acme), "-o", str(tmp_path / "open.zip"))
    assert (alone.code, built.code) == (0, 0)
    assert (tmp_path / "alone.zip").read_bytes() == (tmp_path / "open.zip").read_bytes()


def test_nothing_that_is_there_is_written_over_and_a_second_question_joins_the_first(
    acme: Path, own_home: Path
) -> None:
    again = command("pack", "new", str(acme))
    assert again.code == 2 and "--question" in again.err
    assert command("pack", "new", str(acme), "--question", "my-share", "--kind", "code").code == 0
    assert (acme / "wrong" / "my-share__smallest.py").is_file()
    _, total = findings(command("pack", "check", str(acme), "--quick", "--json").out)
    assert total["questions"] == 4 and total["errors"] == 0
    assert command("pack", "new", str(acme), "--question", "zscore").code == 2, "Hotseat's own pack has it"
    assert command("pack", "new", str(acme), "--question", "../evil").code == 2
    assert command("pack", "new", str(acme), "--question", "con").code == 2, "no file can be called so on Windows"
    assert command("pack", "new", str(acme), "--kind", "song").code == 2
    other = acme.parent / "other"
    other.mkdir()
    (other / "thesis.tex").write_text("x")
    run = command("pack", "new", str(other))
    assert run.code == 2 and "no pack" in run.err and [p.name for p in other.iterdir()] == ["thesis.tex"]


def test_an_id_that_hotseats_own_pack_has_is_told_as_an_error(acme: Path) -> None:
    path = acme / "questions" / "statistics" / "mean-went-down.yaml"
    path.with_name("zscore.yaml").write_text(path.read_text().replace("id: mean-went-down", "id: zscore"))
    run = command("pack", "check", str(acme), "--quick")
    assert run.code == 1 and "zscore.yaml:1: error: Hotseat's own pack has a question of this id" in run.out


def test_an_update_tells_what_would_change_and_code_that_changed_is_not_trusted_any_more(
    acme: Path, own_home: Path
) -> None:
    assert command("pack", "install", str(acme), "--yes").code == 0
    assert command("pack", "trust", "acme", "--yes").code == 0
    assert "nothing to do" in command("pack", "install", str(acme), "--yes").err
    card = acme / "pack.yaml"
    card.write_text(card.read_text().replace("0.1.0", "0.2.0"))
    run = command("pack", "install", str(acme), "--yes", "--replace")
    assert run.code == 0 and "changed  pack.yaml" in run.out and "No question changes." in run.out
    rows = {row["name"]: row for row in map(json.loads, command("pack", "list", "--json").out.splitlines())}
    assert rows["acme"]["version"] == "0.2.0" and rows["acme"]["standing"] == "trusted" and rows["acme"]["runs"]
    (acme / "checks" / "top-share.py").write_text("CHECKS = []\n")
    (acme / "right" / "top-share__heap.py").unlink()
    (acme / "right" / "top-share__other.py").write_text("x = 1\n")
    refused = command("pack", "install", str(acme), "--yes")
    assert refused.code == 2 and "--replace" in refused.err
    for told in (
        "new      right/top-share__other.py",
        "changed  checks/top-share.py",
        "gone     right/top-share__heap.py",
    ):
        assert told in refused.out
    assert "3 files of code among them" in refused.out
    assert command("pack", "install", str(acme), "--yes", "--replace").code == 0
    rows = {row["name"]: row for row in map(json.loads, command("pack", "list", "--json").out.splitlines())}
    assert rows["acme"]["standing"] == "changed" and not rows["acme"]["runs"]


def test_a_pack_is_taken_away_only_where_it_was_installed_and_after_asking(acme: Path, own_home: Path) -> None:
    assert command("pack", "install", str(acme), "--yes").code == 0
    assert command("pack", "trust", "acme", "--yes").code == 0
    asked = command("pack", "remove", "acme")
    assert asked.code == 2 and (own_home / "packs" / "acme").is_dir()
    assert command("pack", "remove", "acme", "--yes").code == 0
    assert list((own_home / "packs").iterdir()) == []
    assert "acme" not in (own_home / "trust.json").read_text().replace(str(acme), "")
    assert command("pack", "remove", "hotseat", "--yes").code == 2
    assert "Did you mean" not in command("pack", "remove", "acme", "--yes").err
    (own_home / "config.toml").write_text(f"packs = [{json.dumps(str(acme))}]\n")
    named = command("pack", "remove", "acme", "--yes")
    assert named.code == 2 and "config.toml" in named.err and acme.is_dir()


def test_trust_shows_what_would_run_and_its_whole_digest(acme: Path, own_home: Path) -> None:
    assert command("pack", "install", str(acme), "--yes").code == 0
    run = command("pack", "trust", "acme")
    row = json.loads(command("pack", "list", "--json").out.splitlines()[-1])
    assert run.code == 2 and row["digest"] in run.out and "checks/top-share.py" in run.out


def tar(path: Path, files: dict[str, bytes], *, change: tarfile.TarInfo | None = None) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        if change is not None:
            archive.addfile(change)
    return path


GOOD = {"acme/questions/sql/coin.yaml": b"id: coin\n", "acme/checks/coin.py": b"CHECKS = []\n"}


def test_a_tar_archive_gives_its_files(tmp_path: Path) -> None:
    source = open_source(tar(tmp_path / "mine-1.0.tar.gz", GOOD))
    assert source.name == "mine-1.0"
    assert {f"acme/{f.name}": source.read(f) for f in source.files} == GOOD


@pytest.mark.parametrize("name", ["../evil.py", "/etc/evil.py", "acme/../../evil.py", "acme/checks/.hidden.py"])
def test_a_name_in_a_tar_archive_that_leads_away_refuses_all_of_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadSource):
        open_source(tar(tmp_path / "mine.tgz", {**GOOD, name: b"x"}))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_in_a_tar_archive_are_refused(tmp_path: Path, kind: bytes) -> None:
    entry = tarfile.TarInfo("acme/checks/other.py")
    entry.type, entry.linkname = kind, "/etc/passwd"
    with pytest.raises(BadSource, match=r"a link|neither a file nor a folder"):
        open_source(tar(tmp_path / "mine.tgz", GOOD, change=entry))


def test_a_tar_archive_that_unpacks_without_end_is_refused_before_it_has(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="at most"):
        open_source(tar(tmp_path / "big.tgz", {**GOOD, "acme/checks/big.py": b"\0" * (LARGEST_FILE + 1)}))
    endless = tmp_path / "endless.tar.gz"
    with gzip.open(endless, "wb", 1) as file:
        entry = tarfile.TarInfo("acme/checks/big.py")
        entry.type, entry.size = tarfile.XHDTYPE, 1 << 30  # a header that claims a gigabyte
        file.write(entry.tobuf())
        for _ in range(140):
            file.write(bytes(1 << 20))
    with pytest.raises(BadSource, match=r"unpacks to more|no tar archive"):
        open_source(endless)


def test_a_tar_archive_that_is_cut_off_is_refused_wherever_it_is_cut(tmp_path: Path) -> None:
    whole = tar(tmp_path / "whole.tgz", GOOD).read_bytes()
    path = tmp_path / "cut.tar.gz"
    for end in range(0, len(whole) - 8, 5):
        path.write_bytes(whole[:end])
        with pytest.raises(BadSource):
            open_source(path)


def test_a_pack_that_was_begun_here_is_ones_own_and_its_code_is_run_without_asking(
    own_home: Path, tmp_path: Path
) -> None:
    run = command("pack", "new", str(tmp_path / "mine"), "--kind", "talk")
    assert run.code == 0 and "packs = [" in run.err
    (own_home / "config.toml").write_text(f"packs = [{json.dumps(str(tmp_path / 'mine'))}]\n")
    rows = {row["name"]: row for row in map(json.loads, command("pack", "list", "--json").out.splitlines())}
    assert rows["mine"]["standing"] == "own" and rows["mine"]["runs"]


def test_every_folder_of_code_is_filled_by_the_example(acme: Path) -> None:
    assert all(any((acme / folder).iterdir()) for folder in FOLDERS)
