"""A question with all that judges it, as plain data, so that another process or another machine may judge with it.

Whoever brings a question has asked whether its code may be run; whoever lays it out runs it, sandboxed, on their word.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from hotseat.question_bank.model import Question
from hotseat.question_bank.pack import Pack

FOLDERS = ("checks", "solutions", "starters", "wrong")
"""The folders of a pack from which something may be brought."""


class NotBrought(Exception):
    """The question's code is there and may not be run; the message says why and what to do."""


def bring(question: Question, pack: Pack, digest: str, *, own_tests: bool = False) -> dict[str, Any]:
    """The question of a pack as plain data; ``digest`` is what its files are known by.

    With ``own_tests`` its known-wrong solutions come along. Raises NotBrought, and BrokenFile where a file cannot be read.
    """
    texts = pack.run_texts(question.id)
    if own_tests:
        texts |= pack.beside("wrong", question.id)
    if refusal := pack.refusal(question, texts):
        raise NotBrought(refusal)
    return {"id": question.id, "digest": digest, "question": question.model_dump_json(), "texts": texts}


def lay_out(brought: dict[str, Any], folder: Path) -> Question:
    """Write a brought question's files below a folder, as a pack has them, in place of any of its id; returns the question.

    Raises ValueError where it is not as :func:`bring` makes it, and OSError.
    """
    question = Question.model_validate_json(brought["question"])
    for old in [*folder.glob(f"*/{question.id}.py"), *folder.glob(f"wrong/{question.id}__*.py")]:
        old.unlink()
    # A question counts as a pack's own only with its file there; JSON is YAML.
    for name, text in {**brought["texts"], f"questions/{question.id}.yaml": brought["question"]}.items():
        inside = PurePosixPath(name)
        if len(inside.parts) != 2 or inside.parts[0] not in (*FOLDERS, "questions") or "\\" in name:
            raise ValueError(f"{name!r} is no file of a pack")
        path = folder / inside
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    return question
