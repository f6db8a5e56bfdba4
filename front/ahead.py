"""What is known of a session before it is opened, so that its screen can stand meanwhile."""

from __future__ import annotations

from hotseat.frozen import frozen


@frozen
class Ahead:
    """What the question's files tell by themselves; what is not known yet is empty, and is not made up."""

    title: str = ""
    """Of the question."""
    words: str = ""
    """The question itself, as Markdown."""
    code: str = ""
    """What the editor begins with."""
