"""Opens the app, or the line mode where that is asked for or no screen can be drawn."""

from __future__ import annotations

from hotseat.cli.heap import keep_together
from hotseat.cli.places import Places, places
from hotseat.cli.trouble import in_browser, is_terminal, lacking, say


def open_front_end(
    first: str, plain: bool, model: tuple[str | None, str | None] = (None, None), **wishes: object
) -> int:
    """Show the app, or the line mode where ``plain`` is asked for or no screen can be drawn; returns the exit code.

    ``first`` is the way in, as for ``cli.screen.show``; ``model``: a language model's address and name, as options gave them.
    What is past can be read where nothing can be kept.
    """
    keep_together()
    if _is_plain(plain):
        from hotseat.cli.plain import show_plain as show
    else:
        from hotseat.cli.screen import show
    return show(places() if first == "review" else ready_places(), first, model, **wishes)


def _is_plain(asked: bool) -> bool:
    """Whether plain lines are to be shown: as the option, the settings, or the terminal say; the last is told."""
    from hotseat.cli.settings import read_settings

    if in_browser():
        return False
    if asked or read_settings(places().settings)[0].plain:
        return True
    if is_terminal():
        return False
    from hotseat.cli.plain import why_plain

    say(why_plain())
    return True


def ready_places() -> Places:
    """The places, once it is sure that sessions can be kept there; exits where they cannot."""
    from hotseat.cli.places import make_private

    here = places()
    try:
        make_private(here.data)
        make_private(here.sessions)
    except OSError as fault:
        lacking(
            f"Sessions cannot be kept in {here.sessions}: {fault.strerror or fault}. "
            "Make that folder writable, or set HOTSEAT_HOME to one that is."
        )
    return here
