"""The journal: what was said to be saved is there, whatever happens to the process, the disk or the file."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hotseat.interview import disk
from hotseat.interview.journal import (
    Header,
    Journal,
    JournalError,
    JournalFull,
    JournalLocked,
    JournalTooNew,
    load_blob,
    peek,
    read,
)

HEADER = Header("s1", "2030-01-01T10:00:00Z", "0.1.0")


def record(seq: int, kind: str = "candidate-said", **data: Any) -> dict[str, Any]:
    return {"seq": seq, "at": seq / 4, "wall": "2030-01-01T10:00:00.000Z", "kind": kind, "data": data or {"n": seq}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions" / "s1" / "journal.jsonl"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.create(path, HEADER) as made:
        yield made


def filled(path: Path, count: int = 6) -> bytes:
    with Journal.create(path, HEADER) as made:
        for seq in range(count):
            made.append([record(seq, text="é\ud800\x1b\n"[seq % 4 :])], sync=True)
    return path.read_bytes()


def test_what_was_appended_is_read_back_in_order(path: Path, journal: Journal) -> None:
    records = [record(0), record(1, "of-tomorrow", deep=[{"a": None}]), record(2, text="\ud800 ü \x00")]
    journal.append(records[:2], sync=False)
    journal.append(records[2:], sync=True)
    journal.append([], sync=True)
    contents = read(path)
    assert contents.header == HEADER == peek(path)
    assert list(contents.records) == records
    assert contents.damage is None and contents.later == ()


def test_every_line_is_ascii_json_that_anyone_can_read(path: Path) -> None:
    lines = filled(path).decode("ascii").splitlines()
    parsed = [json.loads(line) for line in lines]
    assert parsed[0]["format"] == "hotseat-journal" and parsed[0]["version"] == 1
    assert [line["seq"] for line in parsed[1:]] == list(range(6))
    assert all(line.isprintable() for line in lines)


def test_files_and_folders_are_private_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        with Journal.create(path, HEADER) as journal:
            journal.store_blob(b"picture")
    finally:
        os.umask(before)
    modes = {
        p.name: stat.S_IMODE(p.stat().st_mode) for p in [path, *path.parents[:2], *(path.parent / "blobs").iterdir()]
    }
    assert modes.pop("journal.jsonl") == 0o600
    assert modes.pop("s1") == modes.pop("sessions") == 0o700
    assert set(modes.values()) == {0o600}


def test_going_on_continues_the_chain(path: Path) -> None:
    filled(path, 3)
    with Journal.open(path) as journal:
        assert [r["seq"] for r in journal.found.records] == [0, 1, 2]
        journal.append([record(3)], sync=True)
    assert [r["seq"] for r in read(path).records] == [0, 1, 2, 3]


def test_cut_at_any_byte_of_the_last_three_records_the_whole_ones_stay(path: Path) -> None:
    whole = filled(path)
    ends = [n + 1 for n, byte in enumerate(whole) if byte == 10]
    torn = path.with_name("journal.jsonl.torn")
    for size in range(ends[-4], len(whole)):
        path.write_bytes(whole[:size])
        kept = sum(end <= size for end in ends) - 1
        contents = read(path)
        assert len(contents.records) == kept
        assert (contents.damage is None) == (size in ends)
        if size % 7 == 0:
            with Journal.open(path) as journal:
                journal.append([record(kept, text="again")], sync=False)
            assert [r["seq"] for r in read(path).records] == list(range(kept + 1))
            assert read(path).damage is None
            if size not in ends:
                assert torn.read_bytes() == whole[:size][ends[kept] :]
                torn.unlink()


def test_a_tail_of_zeros_is_set_aside(path: Path) -> None:
    whole = filled(path)
    path.write_bytes(whole + b"\0" * 5000)
    contents = read(path)
    assert contents.damage and contents.damage.kind == "torn"
    assert (
        contents.damage.sentence
        == "The last 5000 bytes were cut off while they were written; all before them is whole."
    )
    path.write_bytes(whole + b"\0")
    damage = read(path).damage
    assert damage and damage.sentence == "The last byte was cut off while it was written; all before it is whole."
    path.write_bytes(whole + b"\0" * 5000)
    with Journal.open(path) as journal:
        assert not journal.read_only
        journal.append([record(6)], sync=True)
    assert len(read(path).records) == 7
    assert path.with_name("journal.jsonl.torn").read_bytes() == b"\0" * 5000


def test_every_flipped_bit_is_noticed(path: Path) -> None:
    whole = filled(path, 4)
    lines = whole.splitlines(keepends=True)
    for at in range(len(lines[0]), len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << (at % 8)
        path.write_bytes(flipped)
        contents = read(path)
        assert contents.damage is not None
        assert [r["seq"] for r in contents.records] == list(range(len(contents.records)))
        assert len(contents.records) == contents.damage.line - 2 < 4
    for at in range(len(lines[0])):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << (at % 8)
        path.write_bytes(flipped)
        with pytest.raises(JournalError):
            read(path)


@pytest.mark.parametrize("change", ["damaged", "deleted", "swapped", "doubled"])
def test_damage_in_the_middle_opens_for_reading_only(path: Path, change: str) -> None:
    lines = filled(path).splitlines(keepends=True)
    match change:
        case "damaged":
            lines[3] = lines[3].replace(b"candidate", b"Candidate")
        case "deleted":
            del lines[3]
        case "swapped":
            lines[3], lines[4] = lines[4], lines[3]
        case _:
            lines.insert(3, lines[2])
    path.write_bytes(b"".join(lines))
    before = path.read_bytes()
    with Journal.open(path) as journal:
        damage = journal.found.damage
        assert journal.read_only and damage and damage.kind == "broken" and damage.line == 4
        assert "damaged at line 4" in damage.sentence
        assert [r["seq"] for r in journal.found.records] == [0, 1]
        assert journal.found.later
        with pytest.raises(JournalError, match="reading only"):
            journal.append([record(2)], sync=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "text", [b"", b"\n", b"{}\n", b'{"format":"hotseat-journal","version":1}\n', b"\0" * 100, b"\xff\xfe", b"# Notes\n"]
)
def test_what_is_no_journal_is_refused_in_a_sentence(path: Path, text: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(text)
    for use in (read, peek, Journal.open):
        with pytest.raises(JournalError, match=r"journal.jsonl is no journal of Hotseat"):
            use(path)
    assert path.read_bytes() == text


def test_a_newer_format_is_refused_politely(path: Path) -> None:
    Journal.create(path, Header("s1", "2031", "9.0", version=7)).close()
    for use in (read, peek, Journal.open):
        with pytest.raises(JournalTooNew, match=r"written by Hotseat 9.0, in format 7; this Hotseat reads up to 1"):
            use(path)


def test_links_pipes_folders_and_missing_files_are_refused(path: Path, tmp_path: Path) -> None:
    filled(path)
    link, pipe, missing = tmp_path / "link", tmp_path / "pipe", tmp_path / "none"
    link.symlink_to(path)
    os.mkfifo(pipe)
    for use in (read, peek, Journal.open):
        for name in (link, pipe, tmp_path):
            with pytest.raises(JournalError, match="is a link or no regular file"):
                use(name)
        with pytest.raises(JournalError, match="there is no journal"):
            use(missing)
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "elsewhere")
    for name in (path, link, dangling):
        with pytest.raises(JournalError):
            Journal.create(name, HEADER)
    assert not (tmp_path / "elsewhere").exists()


def test_records_that_do_not_follow_or_are_none_are_never_written(path: Path, journal: Journal) -> None:
    journal.append([record(5)], sync=True)
    before = path.read_bytes()
    for wrong in (record(7), record(5), {"seq": 6}, {**record(6), "data": []}, {**record(6), "at": "now"}):
        with pytest.raises(ValueError):
            journal.append([wrong], sync=True)
    with pytest.raises(TypeError):
        journal.append([record(6), record(7, thing=object())], sync=True)
    assert path.read_bytes() == before
    journal.append([record(6)], sync=True)


def test_a_second_opener_is_told_which_process_has_it(path: Path, journal: Journal) -> None:
    journal.append([record(0)], sync=True)
    code = (
        "import sys; from pathlib import Path; from hotseat.interview.journal import *\n"
        "try: Journal.open(Path(sys.argv[1]))\n"
        "except JournalLocked as locked: print(locked.pid, locked, len(read(Path(sys.argv[1])).records), sep='|')"
    )
    out = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout
    pid, sentence, records = out.strip().split("|")
    assert int(pid) == os.getpid()
    assert f"this session is open in process {os.getpid()}" in sentence
    assert records == "1"
    journal.close()
    Journal.open(path).close()
    assert not path.with_name("journal.jsonl.lock").exists()


def test_a_forked_child_does_not_keep_the_lock(path: Path) -> None:
    script = """
        import os, sys, time
        from pathlib import Path
        from hotseat.interview.journal import *
        journal = Journal.create(Path(sys.argv[1]), Header("s", "c", "0"))
        if os.fork() == 0:
            try: journal.append([], sync=True)
            except JournalError as fault: os.write(1, f"{os.getpid()} {fault}\\n".encode())
            os.read(0, 1)
            os._exit(0)
        time.sleep(60)
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None and parent.stdin is not None
    assert b"the journal is closed" in parent.stdout.readline()
    with pytest.raises(JournalLocked):
        Journal.open(path)
    parent.kill()
    parent.wait()
    # The child lives on, waiting for its standard input.
    Journal.open(path).close()
    parent.stdin.close()
    parent.stdout.close()


FILLS_UP = """
    import resource, sys
    from pathlib import Path
    from hotseat.interview.journal import *
    journal = Journal.create(Path(sys.argv[1]), Header("s", "c", "0"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
    record = lambda n: {"seq": n, "at": 0.0, "wall": "w", "kind": "k", "data": {"text": "x" * 700}}
    done, refused = 0, ""
    for _ in range(100):
        try:
            journal.append([record(done), record(done + 1)], sync=True)
        except JournalFull as full:
            refused = str(full)
            assert Path(sys.argv[1]).stat().st_size <= 20_000
            assert read(Path(sys.argv[1])).damage is None
            break
        done += 2
    try: journal.store_blob(b"y" * 30_000)
    except JournalFull: print("blob refused")
    full_at = done
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    for _ in range(3):
        journal.append([record(done), record(done + 1)], sync=True)
        done += 2
    print(full_at, done, refused)
"""


def test_a_full_disk_undoes_the_batch_and_goes_on_when_there_is_room(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FILLS_UP), str(path)], capture_output=True, text=True, check=True
    )
    blob, counts = done.stdout.strip().splitlines()
    full_at, acknowledged, sentence = counts.split(maxsplit=2)
    assert blob == "blob refused"
    assert int(full_at) >= 20
    assert sentence == f"the disk that holds {path.parent} is full; free some space there"
    contents = read(path)
    assert len(contents.records) == int(acknowledged) == int(full_at) + 6
    assert contents.damage is None


@pytest.mark.parametrize("broken", ["write_whole", "sync"])
def test_any_other_fault_is_a_sentence_and_leaves_nothing_half_written(
    path: Path, journal: Journal, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append([record(0)], sync=True)

    def fail(descriptor: int, data: bytes = b"") -> None:
        os.write(descriptor, data[:20])
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(disk, broken, fail)
        for _ in range(3):
            with pytest.raises(JournalError, match="cannot be used: input/output error"):
                journal.append([record(1)], sync=True)
        assert read(path).damage is None
    with monkeypatch.context() as patch:
        patch.setattr(disk, broken, fail)
        patch.setattr(os, "ftruncate", lambda descriptor, size: fail(descriptor))
        with pytest.raises(JournalError):
            journal.append([record(1)], sync=True)
    journal.append([record(1)], sync=True)
    assert [r["seq"] for r in read(path).records] == [0, 1]


def test_a_folder_that_turns_read_only_says_what_to_do_and_takes_the_same_batch_once_it_is_writable(
    path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append([record(0)], sync=True)
    before = path.read_bytes()

    def fail(descriptor: int, *given: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patch:
        for call in ("write", "fsync", "fdatasync", "ftruncate"):
            patch.setattr(os, call, fail)
        for _ in range(2):
            with pytest.raises(JournalError) as refused:
                journal.append([record(1)], sync=True)
        assert str(refused.value) == (
            f"{path.parent} cannot be written to any more: read-only file system; make it writable again"
        )
        assert path.read_bytes() == before
    journal.append([record(1)], sync=True)
    assert [r["seq"] for r in read(path).records] == [0, 1] and read(path).damage is None


def test_a_journal_that_cannot_be_begun_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(disk, "write_whole", fail)
    with pytest.raises(JournalFull):
        Journal.create(path, HEADER)
    assert list(path.parent.iterdir()) == []


def test_a_removed_journal_is_written_anew_before_anything_is_acknowledged(path: Path, journal: Journal) -> None:
    journal.append([record(0)], sync=True)
    assert journal.check() == ""
    path.unlink()
    journal.append([record(1)], sync=True)
    assert [r["seq"] for r in read(path).records] == [0, 1]
    path.unlink()
    path.with_name("journal.jsonl.lock").unlink()
    path.parent.rmdir()
    assert "had been removed" in journal.check()
    assert journal.check() == ""
    with pytest.raises(JournalLocked):
        Journal.open(path)


def test_a_file_that_took_the_journals_place_is_kept_beside_it(path: Path, journal: Journal, tmp_path: Path) -> None:
    journal.append([record(0)], sync=True)
    for number in (1, 2):
        other = tmp_path / "other"
        other.write_text(f"something else {number}")
        other.replace(path)
        name = "journal.jsonl.other" + ("-2" if number == 2 else "")
        assert name in journal.check()
        assert path.with_name(name).read_text() == f"something else {number}"
    journal.append([record(1)], sync=True)
    assert [r["seq"] for r in read(path).records] == [0, 1]


def test_a_journal_cut_short_by_another_program_is_said_to_be(path: Path, journal: Journal) -> None:
    journal.append([record(0)], sync=True)
    os.truncate(path, 50)
    with pytest.raises(JournalError, match="cut short by another program"):
        journal.append([record(1)], sync=True)


def test_a_closed_journal_takes_nothing_more(journal: Journal) -> None:
    journal.close()
    journal.close()
    with pytest.raises(JournalError, match="is closed"):
        journal.append([record(0)], sync=False)


def test_large_pieces_lie_in_files_named_by_their_digest(path: Path, journal: Journal) -> None:
    picture = os.urandom(100_000)
    digest = journal.store_blob(picture)
    assert journal.store_blob(picture) == digest
    file = path.parent / "blobs" / digest
    assert [p.name for p in file.parent.iterdir()] == [digest]
    assert load_blob(path, digest) == picture
    file.write_bytes(picture[:-1] + bytes([picture[-1] ^ 1]))
    with pytest.raises(JournalError, match="was damaged"):
        load_blob(path, digest)
    file.write_bytes(b"short")
    assert journal.store_blob(picture) == digest
    assert load_blob(path, digest) == picture
    file.unlink()
    with pytest.raises(JournalError, match="it is missing"):
        load_blob(path, digest)
    for name in ("../../etc/passwd", "", "A" * 64, digest + "\n"):
        with pytest.raises(JournalError, match="named by no digest"):
            load_blob(path, name)


ACKNOWLEDGES = """
    import os, sys
    from pathlib import Path
    from hotseat.interview.journal import *
    journal = Journal.create(Path(sys.argv[1]), Header("s", "c", "0"))
    seq = 0
    while True:
        count = 1 + seq % 3
        journal.append([{"seq": seq + n, "at": 0.0, "wall": "w", "kind": "k", "data": {"text": "x" * (seq * 997 % 9000)}}
                        for n in range(count)], sync=True)
        seq += count
        os.write(1, b"%d\\n" % (seq - 1))
"""


def test_a_process_killed_while_it_writes_loses_nothing_acknowledged(tmp_path: Path) -> None:
    for round_ in range(6):
        path = tmp_path / str(round_) / "journal.jsonl"
        writer = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(ACKNOWLEDGES), str(path)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        for _ in range(3 + 5 * round_):
            writer.stdout.readline()
        writer.kill()
        rest = writer.stdout.read().split()
        writer.stdout.close()
        writer.wait()
        acknowledged = int(rest[-1]) if rest else -1
        with Journal.open(path) as journal:
            seqs = [r["seq"] for r in journal.found.records]
            assert seqs == list(range(len(seqs)))
            assert seqs[-1] >= acknowledged
            journal.append([record(len(seqs))], sync=True)
        assert read(path).damage is None


def test_without_the_locks_of_unix_the_journal_still_works(path: Path) -> None:
    code = (
        "import sys; sys.modules['fcntl'] = None; sys.modules['msvcrt'] = None\n"
        "import os; del os.fchmod, os.register_at_fork, os.fdatasync, os.O_NOFOLLOW, os.O_DIRECTORY, os.O_NONBLOCK\n"
        "from pathlib import Path; from hotseat.interview.journal import *\n"
        "path = Path(sys.argv[1]); journal = Journal.create(path, Header('s', 'c', '0'))\n"
        "journal.append([{'seq': 0, 'at': 0, 'wall': '', 'kind': 'k', 'data': {}}], sync=True); journal.close()\n"
        "print(len(Journal.open(path).found.records))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")
