"""A pack: a folder of questions, and the files that carry the same ids as their names.

A pack on disk holds ``questions/ starters/ solutions/ checks/ right/ wrong/``. The built-in bank is one such
pack whose questions lie in one folder and whose code lies in another.
"""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from hotseat import harmless
from hotseat.frozen import frozen
from hotseat.question_bank.model import Question
from hotseat.question_bank.strict_yaml import read_text
from hotseat.question_bank.trust import NOT_TRUSTED, Trust, declared


@frozen
class Pack:
    """Where a pack's files are, and what of them may be run. Nothing is read here but the files asked for."""

    name: str
    questions: Path
    """Folder of question files, ``<topic>/<id>.yaml`` or ``<id>.yaml``."""
    code: Path
    """Folder that holds ``starters/ solutions/ checks/ right/ wrong/``."""
    trust: Trust = field(default=NOT_TRUSTED, compare=False)
    """Everything may be read as text and shown; what may be run is said here."""

    @staticmethod
    def at(folder: Path, name: str | None = None, trust: Trust = NOT_TRUSTED) -> Pack:
        """The pack whose files all lie under one folder."""
        return Pack(name or folder.name, folder / "questions", folder, trust)

    def starter(self, question: str) -> str | None:
        """The text the candidate begins with, or None where there is none.

        Made harmless to show. Raises BrokenFile where the file is no UTF-8 text inside the pack.
        """
        return self._text(self.code / "starters" / f"{question}.py")

    def solution(self, question: str) -> str | None:
        """The reference implementation's text, or None where there is none; otherwise like :meth:`starter`."""
        return self._text(self.code / "solutions" / f"{question}.py")

    def checks(self, question: str) -> Path:
        """The file of checks; it may not exist."""
        return self.code / "checks" / f"{question}.py"

    def right(self, question: str) -> list[Path]:
        """Right solutions in other styles, by name: ``right/<id>__<style>.py``."""
        return sorted((self.code / "right").glob(f"{question}__*.py"))

    def wrong(self, question: str) -> list[Path]:
        """Known-wrong solutions, by name: ``wrong/<id>__<flaw>.py``."""
        return sorted((self.code / "wrong").glob(f"{question}__*.py"))

    def run_texts(self, question: str) -> dict[str, str]:
        """The texts that are run to judge a submission, exactly as they lie in their files, by ``<folder>/<id>.py``.

        Those are the checks, the reference and the starter, as far as they are there. Raises BrokenFile.
        """
        found: dict[str, str] = {}
        for folder in ("checks", "solutions", "starters"):
            path = self.code / folder / f"{question}.py"
            if path.exists():
                found[f"{folder}/{path.name}"] = read_text(path, inside=self.code)
        return found

    def beside(self, folder: str, question: str) -> dict[str, str]:
        """The texts of the right or the known-wrong solutions, exactly as they lie in their files, by ``<folder>/<name>``.

        ``folder`` is ``right`` or ``wrong``. Raises BrokenFile.
        """
        paths = self.right(question) if folder == "right" else self.wrong(question)
        return {f"{folder}/{path.name}": read_text(path, inside=self.code) for path in paths}

    def holds(self, question: str) -> bool:
        """Whether the pack has a question file of this id, be it one that can be read or not."""
        name = f"{question}.yaml"
        return (self.questions / name).is_file() or any(self.questions.glob(f"*/{name}"))

    def refusal(self, question: Question, texts: dict[str, str]) -> str:
        """Why code of this pack is not run for a question, in a sentence or two; empty where it may be."""
        return self.trust.refusal(self.name, texts | dict([declared(question)]))

    def _text(self, path: Path) -> str | None:
        return harmless.plain(read_text(path, inside=self.code)) if path.exists() else None
