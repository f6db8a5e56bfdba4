"""The ``hotseat`` program: how it begins, and how it ends.

The home screen and the plain ways into a session open at once: there is nothing to parse, and the parser takes longer to load
than the screen to draw.
"""

from __future__ import annotations

import logging
import os
import sys

from hotseat.cli.log import log_to_file
from hotseat.cli.places import places
from hotseat.cli.short_ways import short_way
from hotseat.cli.trouble import CHECK_FAILED, ENVIRONMENT, INTERRUPTED, Stop, say


def _run() -> int:
    way = None if "_HOTSEAT_COMPLETE" in os.environ else short_way(sys.argv[1:])
    if way is None:
        from hotseat.cli.commands import run

        return run()
    from hotseat.cli.front_ends import open_front_end

    first, wishes = way
    return open_front_end(first, plain=False, **wishes)


def main() -> None:
    """Run the command line and exit with its code."""
    log_to_file()
    # Pydantic would look for plugins through every package that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        code = _run()
    except Stop as stop:
        if stop.sentence:
            say(stop.sentence)
        sys.exit(stop.code)
    except KeyboardInterrupt:
        say("Interrupted.")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(CHECK_FAILED)
    except Exception as fault:
        logging.getLogger("hotseat").exception("command failed")
        say(f"Something in Hotseat itself failed ({type(fault).__name__}). The details are in {places().log}")
        sys.exit(ENVIRONMENT)
    sys.exit(code)
