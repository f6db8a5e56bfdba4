"""The interview screen before its engine is there: the screen stands, and what is typed meanwhile is put aside and used then."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.screen import Screen

from hotseat.interview.state import State

if TYPE_CHECKING:
    from hotseat.interview.engine import Engine

Typed = events.Key | events.Paste


class Waiting(Screen[None]):
    """A screen that can be shown before the session that it shows is opened."""

    NOTHING: ClassVar = State()
    """The state of a session that has not begun."""

    def __init__(self, engine: Engine | None) -> None:
        super().__init__()
        self._engine = engine
        self._resumed = False
        self.aside: list[Typed] = []
        """What was typed while the engine was waited for, in order."""

    @property
    def waits(self) -> bool:
        """Whether the engine is still to come."""
        return self._engine is None

    @property
    def engine(self) -> Engine:
        """What drives the session; not to be asked for while it is waited for."""
        assert self._engine is not None, "the session is being opened"
        return self._engine

    @property
    def state(self) -> State:
        """The interview as it stands."""
        return self._engine.state if self._engine is not None else self.NOTHING

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        # Styles may have changed while a screen lay below others; those of a new one have just been worked out.
        event.refresh_styles = event.refresh_styles and self._resumed
        self._resumed = True

    def puts_aside(self, event: events.Event) -> bool:
        """Whether this is input that the session is needed for; what is typed is kept for it."""
        match event:
            case events.Key(key=key):
                bound = self.active_bindings.get(key)
                if bound is not None and bound.binding.action in ("leave", "quit", "app.quit"):
                    return False
                self.aside.append(events.Key(key, event.character))
            case events.Paste(text=text):
                self.aside.append(events.Paste(text))
            case events.MouseDown() | events.MouseUp() | events.MouseScrollDown() | events.MouseScrollUp():
                pass  # It is aimed at what is seen, which is about to change.
            case _:
                return False
        return True
