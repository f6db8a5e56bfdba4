"""Every key that is in force, as ``hotseat keys`` prints it."""

from __future__ import annotations

from hotseat.cli.places import Places
from hotseat.cli.settings import read_settings
from hotseat.cli.trouble import CHECK_FAILED, OK, give, give_json, say


def list_keys(here: Places, *, as_json: bool = False) -> int:
    """Print every action with its keys; returns 1 where something in the settings' keys section is wrong, else 0."""
    from hotseat.tui.key_table import PLACES
    from hotseat.tui.keymap import read_keys
    from hotseat.tui.keys import shown

    settings, _ = read_settings(here.settings)
    keymap, wrong = read_keys(settings.keys)
    for place, (title, keys) in PLACES.items():
        if not as_json:
            give(f"{title}:")
        for key in keys:
            own = shown(keymap.get(key.id, key.keys))
            if as_json:
                row = {"action": key.id, "place": place, "keys": own, "changed": key.id in keymap, "help": key.help}
                give_json(row)
            else:
                mark = "*" if key.id in keymap else " "
                give(f" {mark} {key.id:24} {', '.join(own):28} {key.help}")
        if not as_json:
            give("")
    if not as_json:
        give(f'Change them in {here.settings}, for example:\n\n[keys]\ninterview.run = "f5, ctrl+r"')
        if keymap:
            give("\nThose marked with * are as your settings have them.")
    for sentence in wrong:
        say(f"{here.settings}: {sentence}")
    return CHECK_FAILED if wrong else OK
