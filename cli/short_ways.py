"""The plain ways into a session, told from the words of the command line alone: nothing to parse, so no parser is loaded.

What has an option, a question of another pack or a mistake in it goes through ``cli.commands``, which says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def short_way(words: Sequence[str]) -> tuple[str, dict[str, Any]] | None:
    """The way in and its wishes, as for ``cli.front_ends.open_front_end``; None where ``cli.commands`` must read the words.

    A question counts only where its file ships with Hotseat, so that an id nobody knows is still told before any screen.
    """
    match [*words]:
        case []:
            return "home", {}
        case ["interview"]:
            return "interview", {"agenda": ""}
        case ["practice", question] if _ID.fullmatch(question) and _ships(question):
            return "practice", {"question": question}
        case _:
            return None


def _ships(question: str) -> bool:
    found = find_spec("hotseat.question_bank")
    places = found.submodule_search_locations if found else None
    return any(any((Path(place) / "questions").glob(f"*/{question}.yaml")) for place in places or ())
