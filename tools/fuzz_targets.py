"""What ``tools/fuzz.py`` gives bytes to: each reader of what others may have made, and what it promises for any bytes at all.

A target's ``holds`` returns where the promise holds and raises where it does not. Where a file says of itself that it is whole,
as a journal does, one target takes it as it is and another signs it anew: else nothing but the check sums would be tried.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden" / "v1"
FOUND = ROOT / "tests" / "support" / "found"
"""What was found once and has been mended: a folder for each target; kept, and tried again by the tests."""
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What can steer a terminal, turn the reading order, or is no text."""
LONGEST_SENTENCE = 1_000


@dataclass(frozen=True)
class Target:
    """One reader and its promise."""

    name: str
    what: str
    holds: Callable[[bytes], None]
    """Raises where the promise does not hold."""
    seeds: Callable[[], Iterator[bytes]]
    """Whole inputs to begin with, made of the repository's own files."""
    longest: int = 16_000
    """Bytes of the inputs that are tried."""
    by_record: bool = False
    """Whether the input is lines of JSON, to be changed value by value and not only byte by byte."""


def told(fault: BaseException) -> None:
    """A refusal is one harmless line with words in it."""
    sentence = str(fault)
    assert sentence.strip() and not STEERS.search(sentence) and "\n" not in sentence, repr(sentence)
    assert len(sentence) <= LONGEST_SENTENCE, f"{len(sentence)} characters"


@cache
def _passing() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="hotseat-fuzz-")


def _folder() -> Path:
    return Path(_passing().name)


def _put(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


# --- questions, settings, forms: files that people write ----------------------------------------------------------------


def question(data: bytes) -> None:
    from hotseat.question_bank.loader import load_question
    from hotseat.question_bank.problem import BrokenFile

    try:
        found = load_question(_put("question.yaml", data))
    except BrokenFile as broken:
        assert broken.problems
        for problem in broken.problems:
            assert problem.line >= 1 and problem.column >= 1 and problem.message
            assert not STEERS.search(problem.message), repr(problem.message)
        return
    assert not STEERS.search(json.dumps(found.model_dump(mode="json"), ensure_ascii=False).replace("\\n", " "))


def _questions() -> Iterator[bytes]:
    files = sorted((ROOT / "question_bank" / "questions").rglob("*.yaml"), key=lambda f: (f.stat().st_size, f.name))
    yield from (file.read_bytes() for file in files[:12])


def settings(data: bytes) -> None:
    from hotseat.cli.settings import Settings, read_settings
    from hotseat.tui.keymap import read_keys

    found, wrong = read_settings(_put("config.toml", data))
    assert isinstance(found, Settings)
    keys, clashes = read_keys(found.keys)
    assert all(isinstance(key, str) for key in keys)
    for sentence in (*wrong, *clashes):
        told(ValueError(sentence))


def _settings() -> Iterator[bytes]:
    yield (
        b'agenda = "two-hour"\ntheme = "light"\nmotion = false\nkernel_memory = 2048\npacks = ["mine"]\nask_guess = true\n'
        b'[keys]\n"interview.run" = "f5, ctrl+r"\n[llm]\nurl = "http://localhost:1"\nmodel = "small"\nkey_env = "K"\n'
    )
    yield b'keys = {session = {"run" = ["f5"]}}\nllm = {url = "https://a/v1", model = "m", options = {temperature = 0.1}}\n'


def form(data: bytes) -> None:
    """A friend's scores, as `hotseat review take` reads them."""
    from hotseat.review.share_form import BadForm, session_of, taken

    path = _put("form.yaml", data)
    try:
        session, says = session_of(path, ["20260101-000000-aaaa"])
        scores = taken(path, says, ["code", "talk"], "2026-01-01")
    except BadForm as fault:
        return told(fault)
    assert session and not STEERS.search(f"{scores.name} {scores.word} {scores.note} {scores.scores}")


def _forms() -> Iterator[bytes]:
    from hotseat.review.share_form import form as empty

    blank = empty("20260101-000000-aaaa", [("code", "Code"), ("talk", "Talk")])
    yield blank.encode()
    yield blank.replace("score: ''", "score: strong", 1).replace("name: ''", "name: 'Ana'").encode()


# --- journals -----------------------------------------------------------------------------------------------------------


def lines(data: bytes) -> None:
    """Bytes as they are: reading ends in a sentence, or in records that were whole."""
    from hotseat.interview import journal
    from hotseat.interview.journal_trouble import JournalError

    path = _put("journal.jsonl", data)
    try:
        contents = journal.read(path)
    except JournalError as fault:
        return told(fault)
    lost = contents.damage.size if contents.damage else 0
    assert contents.size + lost == len(data)
    for one, next_one in zip(contents.records, contents.records[1:], strict=False):
        assert next_one["seq"] == one["seq"] + 1


def _lines() -> Iterator[bytes]:
    for name in ("practice", "torn"):
        yield (GOLDEN / name / "journal.jsonl").read_bytes()[:12_000]
    yield _signed(b'{"seq":1,"at":0.0,"wall":"w","kind":"k","data":{}}\n' * 3)


def _signed(data: bytes) -> bytes:
    """A whole journal whose records are those of these lines that are JSON objects."""
    from hotseat.interview.journal_lines import Header, encode, header_line

    line, chain = header_line(Header("20260101-000000-aaaa", "2026-01-01T00:00:00+00:00", "0.1.0"))
    made = [line]
    for number, row in enumerate(data.split(b"\n"), 1):
        try:
            record = json.loads(row)
            line, chain = encode({"seq": number, "at": 0.0, "wall": "", "kind": "", "data": {}} | record, chain)
        except (ValueError, TypeError, RecursionError):
            continue
        made.append(line)
    return b"".join(made)


def session(data: bytes) -> None:
    """Records of any kind in a whole journal: it is listed, and made into a file or a replay, or it is told why not."""
    from hotseat.review import history
    from hotseat.review.export.formats import FORMATS, export
    from hotseat.review.replay_recording import load as recording

    root, name = _folder() / "sessions", "20260101-000000-aaaa"
    _put(f"sessions/{name}/journal.jsonl", _signed(data))
    row = history.summary(root, name)
    if row.fault:
        told(ValueError(row.fault))
    chosen = [*FORMATS, "replay"][
        zlib.crc32(data) % (len(FORMATS) + 1)
    ]  # all of them would take too long for each input
    try:
        text = json.dumps(len(recording(root, name).records)) if chosen == "replay" else export(root, name, chosen)
    except (OSError, ValueError) as fault:
        return told(fault)
    assert "\x1b" not in text and (chosen == "cast" or not STEERS.search(text)), chosen


def _sessions() -> Iterator[bytes]:
    for name in ("practice", "pictures"):
        records = [json.loads(row) for row in (GOLDEN / name / "journal.jsonl").read_bytes().splitlines()[1:]]
        yield b"\n".join(json.dumps({"kind": r["kind"], "at": r["at"], "data": r["data"]}).encode() for r in records)


# --- packs and notebooks ------------------------------------------------------------------------------------------------


def archive(data: bytes) -> None:
    """A zip archive that is to be installed: refused with a sentence, or names and sizes that cannot do harm."""
    from hotseat.question_bank import pack_source

    path = _put("pack.zip", data)
    try:
        source = pack_source.open_source(path)
    except pack_source.BadSource as fault:
        return told(fault)
    assert source.name and "/" not in source.name and not source.name.startswith(".")
    target = _folder() / "target"
    assert source.size <= pack_source.LARGEST and len(source.files) <= pack_source.MOST_FILES
    for file in source.files:
        assert (target / file.name).resolve().is_relative_to(target.resolve()) and not STEERS.search(file.name)
        try:
            assert len(source.read(file)) == file.size <= pack_source.LARGEST_FILE
        except pack_source.BadSource as fault:
            told(fault)


def _archives() -> Iterator[bytes]:
    for kind in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        for top in ("", "mine/"):
            held = io.BytesIO()
            with zipfile.ZipFile(held, "w", kind) as made:
                made.writestr(f"{top}questions/a/q.yaml", "id: q\n")
                made.writestr(f"{top}checks/q.py", "x = 1\n")
                made.writestr(f"{top}README.md", "hello")
            yield held.getvalue()


def notebook(data: bytes) -> None:
    """A notebook of a person's own, which they are asked about."""
    from hotseat.question_bank.about_notebook import about, notebook_questions
    from hotseat.question_bank.notebook import NotANotebook, parse_notebook

    try:
        found = parse_notebook(data, "mine.ipynb")
    except NotANotebook as fault:
        return told(fault)
    assert not STEERS.search(found.percent())
    about(found, notebook_questions(), 1)


def _notebooks() -> Iterator[bytes]:
    whole = json.loads((ROOT / "question_bank" / "take_home" / "take-home.ipynb").read_bytes())
    for n in range(0, len(whole["cells"]), 4):
        yield json.dumps({"cells": whole["cells"][n : n + 4], "metadata": {}, "nbformat": 4}).encode()


# --- what a candidate's process sends -----------------------------------------------------------------------------------


def answer(data: bytes) -> None:
    """What a submission's process answers: plain data that says the same when it is sent again, or a refusal."""
    from hotseat.kernels.plaindata import Bounds, NotPlain, decode, encode

    bounds = Bounds(size=1 << 20, nodes=10_000, text=1 << 20)
    for whole in (data, b"HSP1" + len(data).to_bytes(4, "big") + data):
        try:
            value = decode(whole, bounds, libraries=False)
        except NotPlain as fault:
            assert str(fault)
            continue
        assert encode(decode(encode(value), libraries=False)) == encode(value)


def _answers() -> Iterator[bytes]:
    from hotseat.kernels.plaindata import encode

    for value in (None, [1, 2.5, "a", b"b", (True, 1 << 80)], {"a": {1: float("inf")}, "b": 2j}, ["\ud800"]):
        yield encode(value)
    yield b'["d",[[["l",[1,2]],"x"]]]'


def output(data: bytes) -> None:
    """What a kernel sends while a cell runs: whatever is shown of it is harmless."""
    from hotseat.kernels.collect import Collector

    collector = Collector()
    for row in data.split(b"\n"):
        try:
            message = json.loads(row)
        except (ValueError, RecursionError):
            continue
        if isinstance(message, dict) and isinstance(message.get("content"), dict):
            message = cast("dict[str, Any]", message)
            collector.add(str(message.get("kind")), message["content"])
    collector.finish()
    while (found := collector.take()) is not None:
        for text in _texts(found.to_dict()):
            assert not re.search("[\x1b\r]|" + STEERS.pattern, re.sub(r"\x1b\[[0-9;:]*m|[\r\n]", "", text)), repr(text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in cast("dict[Any, Any]", value).items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in cast("list[Any]", value):
            yield from _texts(inner)


def _outputs() -> Iterator[bytes]:
    from hotseat.kernels import values

    html = "<table><thead><tr><th></th><th>a</th></tr></thead><tbody><tr><th>0</th><td>1</td></tr></tbody></table>"
    frame = json.dumps(
        {"what": "DataFrame", "rows": 1, "columns": 1, "html": html, "dtypes": ["int64"], "index_dtypes": ["x"]}
    )
    array = json.dumps({"what": "ndarray", "shape": [2, 2], "dtype": "float64", "device": "cpu"})
    sent = [
        ("stream", {"name": "stdout", "text": "a\r\x1b[31mb\x1b[1A\x1b[K"}),
        ("error", {"ename": "E", "evalue": "v", "traceback": ["Cell In[1], line 1", "x"]}),
        ("execute_result", {"data": {"text/plain": "1", "text/html": html, values.MIME: frame}, "execution_count": 1}),
        ("execute_result", {"data": {"text/plain": "1", values.MIME: array}}),
        (
            "display_data",
            {"data": {"text/markdown": "# a\n\n$x$", "text/latex": "$\\frac{a}{b}$", "text/html": "<p>a</p>"}},
        ),
        ("display_data", {"data": {"image/png": "AAAA", "image/svg+xml": "<svg/>", "text/plain": "p"}}),
    ]
    yield b"\n".join(json.dumps({"kind": kind, "content": content}).encode() for kind, content in sent)


TARGETS = {
    t.name: t
    for t in (
        Target("question", "the bank's loader", question, _questions),
        Target("journal", "the journal reader, bytes as they are", lines, _lines),
        Target("session", "what is made of a journal", session, _sessions, 60_000, by_record=True),
        Target("settings", "the settings and the keys", settings, _settings, 4_000),
        Target("archive", "a pack in an archive", archive, _archives, 4_000),
        Target("notebook", "a notebook of one's own", notebook, _notebooks),
        Target("form", "a friend's scores", form, _forms, 8_000),
        Target("answer", "a submission's answers", answer, _answers, 4_000),
        Target("output", "a kernel's output", output, _outputs, 8_000, by_record=True),
    )
}
