"""Whatever is done to a journal's bytes, reading ends in a sentence or in a prefix of what was written."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.fuzzing import examples

from hotseat.interview.journal_lines import Header, encode, header_line, scan
from hotseat.interview.journal_trouble import JournalError


def written(count: int) -> tuple[list[bytes], list[dict[str, Any]]]:
    line, chain = header_line(Header("s", "2030", "0.1"))
    lines, records = [line], list[dict[str, Any]]()
    for seq in range(count):
        records.append({"seq": seq, "at": seq / 2, "wall": "w", "kind": "k", "data": {"text": "é\n" * seq}})
        line, chain = encode(records[-1], chain)
        lines.append(line)
    return lines, records


LINES, RECORDS = written(8)
WHOLE = b"".join(LINES)


def holds(data: bytes) -> None:
    try:
        contents = scan(data.splitlines(keepends=True), "j")
    except JournalError as fault:
        assert str(fault).startswith("j ")
        return
    kept = len(contents.records)
    assert list(contents.records) == RECORDS[:kept]
    assert contents.size == sum(map(len, LINES[: kept + 1]))
    assert data[: contents.size] == WHOLE[: contents.size]
    assert (contents.damage is None) == (len(data) == contents.size)
    if contents.damage:
        assert contents.damage.size == len(data) - contents.size
        assert contents.damage.later == len(contents.later)
        assert (contents.damage.kind == "broken") == bool(contents.later)
    assert all(record in RECORDS for record in contents.later)


@settings(max_examples=examples(300), deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 400), st.binary(max_size=4)), min_size=1, max_size=4)
)
def test_bytes_cut_out_and_put_in(edits: list[tuple[int, int, bytes]]) -> None:
    data = WHOLE
    for at, cut, put in edits:
        data = data[:at] + put + data[at + cut :]
    holds(data)


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.sampled_from(range(1, 9)), max_size=12))
def test_whole_lines_left_out_moved_and_repeated(order: list[int]) -> None:
    holds(LINES[0] + b"".join(LINES[n] for n in order))


@settings(max_examples=examples(200), deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    holds(data)
    holds(LINES[0] + data)
