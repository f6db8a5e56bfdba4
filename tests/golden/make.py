"""Makes golden journals: sessions of the journal's format as it is, kept so that later versions still read them.

    python tests/golden/make.py NEW          makes tests/golden/NEW with the sessions below; it takes a minute or two
    python tests/golden/make.py --expect     writes anew what is expected of every golden journal

Make a new folder when the format grows: a new kind of event, new fields, a new version. Folders that are there stay as they
are, since they are the promise. ``--expect`` is for changes that are meant, such as another way of scoring; look at the
difference before you commit it.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DRAWN = """\
# %% a picture, a table and other things to see
import struct, zlib
from IPython.display import Image, Markdown, display
import pandas as pd


def part(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\\0" + bytes((x * 4, 90, 255 - x * 4)[k] for x in range(48) for k in range(3)) for _ in range(24))
png = b"\\x89PNG\\r\\n\\x1a\\n" + part(b"IHDR", struct.pack(">IIBBBBB", 48, 24, 8, 2, 0, 0, 0))
png += part(b"tEXt", b"Author\\0Ada Lovelace") + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
display(Image(data=png), Markdown("Some *words* with `code`."))
print("\\x1b[31mred\\x1b[0m and plain")
print("10 %\\r50 %\\r100 %")
pd.DataFrame({"name": ["a", "b", "c"], "value": [1.5, None, 3.0]})

# %% an error
assert 1 + 1 == 3, "that does not hold"
"""
WORDS = (
    'A mean over the ranks. <script>alert("x")</script> [a link](javascript:alert(1)) \u202eturned\u202c \x1b[2Jgone'
)


def expected(root: Path, session: str) -> dict[str, Any]:
    """What a session comes to: all that a later version must still find in it."""
    from collections import Counter

    from hotseat.interview import scoring
    from hotseat.review.export.account import read
    from hotseat.review.export.moments import moments

    account = read(root, session)
    state, report = account.state, scoring.debrief(account.state)
    return {
        "title": state.title,
        "mode": state.mode,
        "started": state.started_wall,
        "seconds": round(state.at, 3),
        "ended": state.ended,
        "events": len(account.events),
        "lost": list(account.lost),
        "moments": dict(sorted(Counter(m.kind for m in moments(account)).items())),
        "questions": {q.id: [q.verdict, q.how, len(q.points)] for q in report.questions},
        "last_code": {q.question.id: len(q.code) for q in state.questions.values() if q.opened_at >= 0},
        "scoring": getattr(scoring, "SCORING_VERSION", 1),
        "overall": report.word,
        "competencies": {s.id: s.word for s in report.competencies},
        "habits": {h.id: h.seen is not None for h in report.habits},
    }


def write_expected(folder: Path) -> None:
    """Write what is expected beside every journal of a folder."""
    for journal in sorted(folder.glob("*/journal.jsonl")):
        with tempfile.TemporaryDirectory() as passing:
            shutil.copytree(journal.parent, Path(passing) / journal.parent.name)
            found = expected(Path(passing), journal.parent.name)
        told = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        (journal.parent / "expected.json").write_text(told, encoding="utf-8")


async def make(folder: Path) -> None:
    """Sit the sessions and keep their journals."""
    from hotseat.cli.banks import open_bank
    from hotseat.cli.places import Places

    with tempfile.TemporaryDirectory(prefix="golden-") as passing:
        here = Places(Path(passing), Path(passing))
        bank = await asyncio.to_thread(open_bank, here)
        kept = {
            "strong-interview": await _interview(here, bank),
            "practice": await _practice(here, bank),
            "pictures": await _pictures(here, bank),
        }
        for name, session in kept.items():
            target = folder / name
            target.mkdir(parents=True)
            shutil.copy(here.sessions / session / "journal.jsonl", target)
        torn = folder / "torn"
        torn.mkdir()
        whole = (folder / "practice" / "journal.jsonl").read_bytes()
        (torn / "journal.jsonl").write_bytes(whole[:-37])


async def _interview(here: Any, bank: Any) -> str:
    from hotseat.cli.drawing import interview_started
    from hotseat.cli.rehearse import _play  # pyright: ignore[reportPrivateUsage]
    from hotseat.question_bank.draw import Wanted

    wishes: dict[str, Any] = {"minutes": None, "wanted": Wanted(), "persona": "warm", "seen": []}
    started = interview_started(bank, "thirty-minutes", seed=8, **wishes)
    session, _ = await _play(here, bank, bank.candidates["strong"], started)
    return session


async def _sit(here: Any, bank: Any, question: str, words: Any) -> str:
    from hotseat.cli.drawing import practice_started
    from hotseat.cli.kernel_runner import KernelRunner
    from hotseat.cli.sessions import begin
    from hotseat.question_bank.draw import Wanted

    started = practice_started(bank, question, seed=1, wanted=Wanted(), persona="warm", seen=[])
    opened = await begin(here, bank, started, KernelRunner)
    try:
        for word in words(opened.engine):
            refusal = await opened.engine.do(word)
            if refusal is not None:
                raise SystemExit(f"{type(word).__name__} was refused: {refusal.sentence}")
            await opened.engine.settle(everything=True)
    finally:
        await opened.engine.close()
    return opened.id


async def _practice(here: Any, bank: Any) -> str:
    from hotseat.interview import commands as c

    def words(engine: Any) -> Any:
        yield c.Say("Which values can be missing?")
        starter = engine.state.questions["zscore"].code
        yield c.Edit(starter.replace("raise NotImplementedError", "return x"))
        yield c.RunCells((0,))
        yield c.Submit()
        yield c.Say("I return the values as they are, so that the mean is not taken out. I mend that.")
        yield c.Edit(_reference("zscore"))
        yield c.Submit()
        yield c.Reveal()
        yield c.Contest("A check asks for more than the question says.", "zscore")
        yield c.Leave()

    return await _sit(here, bank, "zscore", words)


async def _pictures(here: Any, bank: Any) -> str:
    from hotseat.interview import commands as c

    def words(engine: Any) -> Any:
        yield c.Say(WORDS)
        yield c.Edit(DRAWN)
        yield c.RunCells((0,))
        yield c.RunCells((1,))
        yield c.Submit()
        yield c.Leave()
        yield c.SetBookmark(8, "here I began to draw")
        yield c.ContestLine("a-line", "Coding: nothing passed", "I was only drawing.")

    return await _sit(here, bank, "zscore", words)


def _reference(question: str) -> str:
    import hotseat.reference

    return (Path(hotseat.reference.__file__).parent / "solutions" / f"{question}.py").read_text(encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Do what the arguments say."""
    if arguments == ["--expect"]:
        for folder in sorted(p for p in HERE.iterdir() if p.is_dir() and not p.name.startswith("__")):
            write_expected(folder)
        return 0
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    folder = HERE / arguments[0]
    if folder.exists() and any(folder.iterdir()):
        print(f"{folder} is there already, and golden journals are never made anew.")
        return 2
    asyncio.run(make(folder))
    write_expected(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
