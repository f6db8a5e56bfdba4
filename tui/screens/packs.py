"""The question which pack is to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App

from hotseat.front.pack_preview import PackLine
from hotseat.tui.screens.dialogs import Ask, AskLine, Choice

ANOTHER = "another"


def ask_which(app: App[Any], preview: Callable[[str], object], packs: Sequence[PackLine]) -> None:
    """Ask which pack, or for a folder, and have it shown by ``preview``."""
    text = "You see its questions as a candidate would, with what the linter finds, and it follows what you save."
    choices = [
        Choice(str(n), f"{one.name} {one.version}".strip(), f"{_counted(one.questions)}, in {one.folder}")
        for n, one in enumerate(packs)
    ]
    choices.append(Choice(ANOTHER, "Another folder…", "hotseat pack new FOLDER begins a pack."))

    def chosen(answer: str | None) -> None:
        if answer == ANOTHER:
            line = AskLine("Which folder?", "The folder of a pack, with questions/ in it.", hint="~/my-pack", most=400)
            app.push_screen(line, named)
        elif answer is not None:
            preview(packs[int(answer)].folder)

    def named(folder: str | None) -> None:
        if folder and folder.strip():
            preview(folder.strip())

    app.push_screen(Ask("Which pack?", text, choices), chosen)


def _counted(questions: int) -> str:
    return f"{questions} question{'' if questions == 1 else 's'}"
