"""What a cell prints beyond what is shown: kept on disk, told, and bounded. No kernel runs here."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from hotseat.kernels import collect, spill
from hotseat.kernels.collect import Collector
from hotseat.kernels.endings import Interrupted, KilledForMemory, from_dict
from hotseat.kernels.outputs import Kept, Notice, Output, Stream, Tail, page
from hotseat.kernels.outputs import from_dict as output_from_dict


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a test can reach."""
    monkeypatch.setattr(spill, "MOST", 50_000)
    monkeypatch.setattr(spill, "MOST_ALL", 200_000)
    monkeypatch.setattr(spill, "LEAST_FREE", 0)
    monkeypatch.setattr(collect, "TAIL", 2_000)


def printed(collector: Collector, text: str, name: str = "stdout") -> None:
    collector.add("stream", {"name": name, "text": text})


def taken(collector: Collector) -> list[Output]:
    found: list[Output] = []
    while (output := collector.take()) is not None:
        found.append(output)
    return found


def kept_in(outputs: list[Output], folder: Path) -> str:
    (kept,) = (o for o in outputs if isinstance(o, Kept))
    path = spill.find(folder, kept.file)
    assert path is not None
    return path.read_text()


def test_what_fits_is_handed_on_and_makes_no_file(tmp_path: Path) -> None:
    collector = Collector(10_000, tmp_path / "outputs")
    printed(collector, "x" * 10_000)
    collector.finish()
    assert taken(collector) == [Stream("stdout", "x" * 10_000)]
    assert not (tmp_path / "outputs").exists()


def test_what_does_not_fit_is_on_disk_from_its_first_character_and_its_end_is_shown(tmp_path: Path) -> None:
    collector = Collector(10_000, tmp_path)
    lines = [f"line {n}\n" for n in range(4_000)]
    shown: list[Output] = []
    for n, line in enumerate(lines):
        printed(collector, line, "stderr" if n % 2 else "stdout")
        shown += taken(collector)
    collector.finish()
    shown += taken(collector)
    assert kept_in(shown, tmp_path) == "".join(lines)
    assert isinstance(shown[-1], Stream) and shown[-1].text == "line 3999\n"
    (said,) = (o for o in shown if isinstance(o, Notice))
    text = "".join(o.text for o in shown if isinstance(o, Stream))
    assert said.text == f"{len(''.join(lines)) - len(text):,} characters are not shown here."
    assert not collector.too_much


def test_the_end_so_far_is_seen_while_the_cell_runs_once_for_each_change(tmp_path: Path) -> None:
    collector = Collector(100, tmp_path)
    printed(collector, "a" * 100)
    assert not any(isinstance(o, Tail) for o in taken(collector))
    printed(collector, "first\nsecond\nthird\n")
    assert taken(collector)[-1] == Tail("first\nsecond\nthird\n")
    assert taken(collector) == []
    printed(collector, "fourth\n")
    assert taken(collector) == [Tail("first\nsecond\nthird\nfourth\n")]
    collector.finish()
    assert not any(isinstance(o, Tail) for o in taken(collector))


def test_of_a_long_end_so_far_whole_lines_are_seen_and_a_bar_that_is_redrawn_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "GLIMPSE", 25)
    collector = Collector(10, tmp_path)
    printed(collector, "x" * 10 + "".join(f"line number {n}\n" for n in range(9)))
    assert taken(collector)[-1] == Tail("line number 8\n")
    printed(collector, "\r 50 %\r 60 %\r 70 %\r 80 %")
    assert taken(collector) == [Tail(" 80 %")]


def test_past_the_bound_of_the_disk_one_notice_is_given_and_the_cell_is_to_be_stopped(tmp_path: Path) -> None:
    collector = Collector(10_000, tmp_path)
    for _ in range(30):
        printed(collector, "y" * 9_999 + "\n")
    assert collector.too_much
    collector.finish()
    shown = taken(collector)
    assert next(o.text for o in shown if isinstance(o, Notice)).startswith("The cell has printed more than")
    assert len([o for o in shown if isinstance(o, Notice)]) == 2
    assert len(kept_in(shown, tmp_path)) == 50_000


def test_a_traceback_stands_below_what_was_printed_before_it(tmp_path: Path) -> None:
    collector = Collector(10, tmp_path)
    printed(collector, "a" * 20 + "\nlast line\n")
    collector.add("error", {"ename": "E", "evalue": "", "traceback": []})
    printed(collector, "and after\n")
    collector.finish()
    shown = [o for o in taken(collector) if not isinstance(o, Kept)]
    assert [type(o).__name__ for o in shown] == ["Stream", "Stream", "Failure", "Stream"]
    assert [o.text for o in shown if isinstance(o, Stream)][1:] == ["a" * 10 + "\nlast line\n", "and after\n"]


def test_what_is_kept_is_harmless_and_for_the_person_alone(tmp_path: Path) -> None:
    folder = tmp_path / "outputs"
    collector = Collector(10, folder)
    printed(collector, "0123456789")
    printed(collector, "\x1b[31mred\x1b[0m \x1b]52;c;cHduZWQ=\x07 \x1b[3")
    printed(collector, "1mred again\x1b[0m\r")
    printed(collector, "\nend\ud800\n")
    collector.finish()
    assert kept_in(taken(collector), folder) == "0123456789red  red again\nend\ufffd\n"
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(f.stat().st_mode) for f in folder.iterdir()} == {0o600}


def test_a_disk_that_takes_no_more_is_told_once_and_the_cell_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collector = Collector(10, tmp_path)
    printed(collector, "z" * 1_000)
    monkeypatch.setattr(spill, "LEAST_FREE", 1 << 62)
    monkeypatch.setattr(spill, "LOOK", 0)
    printed(collector, "z" * 1_000)
    collector._spill._look_at = 0  # type: ignore[union-attr] # pyright: ignore
    for _ in range(3):
        printed(collector, "z" * 1_000)
    collector.finish()
    told = [o.text for o in taken(collector) if isinstance(o, Notice)]
    assert told[0] == "What follows cannot be kept on disk: the disk is nearly full. Its end is shown."
    assert len(told) == 2 and not collector.too_much


def test_a_folder_that_cannot_be_made_costs_the_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    collector = Collector(10, tmp_path / "file")
    printed(collector, "w" * 3_000 + "\nend\n")
    collector.finish()
    shown = taken(collector)
    assert isinstance(shown[1], Notice) and "cannot be kept" in shown[1].text
    assert isinstance(shown[-1], Stream) and shown[-1].text.endswith("end\n")


def test_the_oldest_files_make_room_for_new_ones(tmp_path: Path) -> None:
    for n in range(4):
        path = tmp_path / f"output-0000000{n}.txt"
        path.write_bytes(b"x" * 45_000)
        os.utime(path, (n, n))
    (tmp_path / "notes.txt").write_text("not ours")
    spill.Spill(tmp_path).close()
    assert not (tmp_path / "output-00000000.txt").exists()
    assert (tmp_path / "output-00000003.txt").exists() and (tmp_path / "notes.txt").exists()


@pytest.mark.parametrize("file", ["../secret", "output-0000000g.txt", "/etc/hostname", "", "notes.txt"])
def test_only_a_file_of_whole_output_is_found_by_name(tmp_path: Path, file: str) -> None:
    (tmp_path / "notes.txt").write_text("x")
    assert spill.find(tmp_path, file) is None


def test_kept_and_tail_go_through_plain_data_and_a_tail_is_on_no_page() -> None:
    kept = Kept("output-00000000.txt", "All of it is kept.")
    assert output_from_dict(kept.to_dict()) == kept
    assert page([Stream("stdout", "a"), Tail("b")]) == (Stream("stdout", "a"),)


def test_endings_tell_an_interrupt_for_output_and_a_machine_without_memory() -> None:
    flooded, starved = Interrupted("output"), KilledForMemory(0)
    assert from_dict(flooded.to_dict()) == flooded and from_dict(starved.to_dict()) == starved
    assert "printed more than can be kept" in flooded.sentence
    assert "ran out of memory" in starved.sentence and "Restart" in starved.sentence
    assert from_dict({"kind": "interrupted"}) == Interrupted()
