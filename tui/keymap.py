"""The ``keys`` section of the settings: which keys the person wants for which action, and what of it cannot be."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import cast

from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key, key_to_character  # pyright: ignore[reportPrivateUsage]

from hotseat import harmless
from hotseat.tui.key_table import TOGETHER, TYPED_IN, Key, all_keys
from hotseat.tui.keys import display, shown

MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
_ALIASES = {
    **{"esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "pgup": "pageup", "pgdn": "pagedown"},
    **{"control": "ctrl", "option": "alt", "cmd": "super", "↑": "up", "↓": "down", "←": "left", "→": "right"},
}
_KNOWN = {
    *(k.value for k in Keys if "+" not in k.value and "<" not in k.value),
    *KEY_NAME_REPLACEMENTS.values(),
    *("space", "at", "minus", "plus", "comma", "full_stop"),
}


def named(key: str) -> str | None:
    """A key as Textual calls it, from how a person writes it; None where there is no such key."""
    written = key.strip()
    *modifiers, base = written.rsplit("+", 1) if len(written) > 1 and not written.endswith("+") else [written]
    parts = [m.strip().lower() for m in (modifiers[0].split("+") if modifiers else [])]
    if written.endswith("+") and len(written) > 1:
        parts, base = [m.strip().lower() for m in written[:-1].rstrip("+").split("+")], "+"
    parts = sorted({_ALIASES.get(m, m) for m in parts})
    if not base or any(m not in MODIFIERS for m in parts):
        return None
    base = base.strip()
    base = _ALIASES.get(base.lower(), base)
    if len(base) == 1:
        base = _character_to_key(base.lower() if parts else base)
    else:
        base = base.lower()
        if base not in _KNOWN:
            return None
    if parts == ["ctrl"] and base == "slash":
        # What terminals without kitty's protocol send for it.
        return "ctrl+slash,ctrl+underscore"
    if parts == ["ctrl"] and base == "space":
        return "ctrl+space,ctrl+@"
    return "+".join([*parts, base])


def read_keys(given: object) -> tuple[dict[str, str], tuple[str, ...]]:
    """The keymap to set, by action, and what is wrong with the section, a sentence each. Never raises.

    What is wrong with one action leaves it its own keys; the others are as the person wants them.
    """
    wanted: dict[str, str] = {}
    wrong: list[str] = []
    table = {key.id: key for key in all_keys()}
    if not isinstance(given, Mapping):
        return {}, () if given is None else (
            'keys must be a table, such as [keys] with lines like interview.run = "f5".',
        )
    for name, value in _flat(cast("Mapping[str, object]", given)):
        name = name.replace("_", "-")
        key = table.get(name)
        if key is None:
            near = difflib.get_close_matches(name, table, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else "hotseat keys lists those there are."
            wrong.append(f"keys: there is no action {harmless.line(name, 40)!r}; {hint}")
            continue
        keys, fault = _read(key, value)
        if fault:
            wrong.append(f"keys: {name} {fault} It keeps {_said(key.keys)}.")
        else:
            wanted[name] = keys
    kept, clashes = _without_clashes(table, wanted)
    return kept, (*wrong, *clashes)


def _flat(given: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in given.items():
        if isinstance(value, Mapping):
            yield from _flat(cast("Mapping[str, object]", value), f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _read(key: Key, value: object) -> tuple[str, str]:
    """The keys of one action, joined by commas; or what is wrong with them."""
    items = cast("list[object]", value) if isinstance(value, list) else [value]
    written: list[str] = []
    for item in items:
        if not isinstance(item, str):
            return "", "must be a key, or a list of keys."
        written += [part for part in item.split(",") if part.strip()] if item.strip() != "," else [","]
    if not written:
        return "", "needs a key."
    names: list[str] = []
    for text in written:
        name = named(text)
        if name is None:
            return "", f"names {harmless.line(text.strip(), 30)!r}, and there is no such key."
        if key.place in TYPED_IN and _types(name):
            return "", f"cannot be {display(name)!r} alone, since that is typed there."
        names += name.split(",")
    return ",".join(dict.fromkeys(names)), ""


def _types(name: str) -> bool:
    """Whether a key puts something into a text."""
    return name in ("space", "enter", "backspace", "delete") or (key_to_character(name) or "\0").isprintable()


def _without_clashes(table: Mapping[str, Key], wanted: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The wishes that leave every key one meaning, in their order, and a sentence on each of the others."""
    kept, wrong = dict(wanted), list[str]()
    for name in reversed(list(wanted)):
        for key in kept.get(name, "").split(","):
            other = _holder(table, kept, name, key)
            if other is not None:
                wrong.append(
                    f"keys: {display(key)} cannot be {name}, since {other} has it. Give {other} another key too. "
                    f"{name} keeps {_said(table[name].keys)}."
                )
                del kept[name]
                break
    # One that fell back to its own keys may stand in the way of another wish now.
    return (kept, wrong[::-1]) if len(kept) == len(wanted) else _settled(table, kept, wrong)


def _settled(table: Mapping[str, Key], kept: dict[str, str], wrong: list[str]) -> tuple[dict[str, str], list[str]]:
    again, more = _without_clashes(table, kept)
    return again, [*wrong[::-1], *more]


def _holder(table: Mapping[str, Key], kept: Mapping[str, str], name: str, key: str) -> str | None:
    """Another action that has this key where this one works."""
    own = table[name]
    for other in table.values():
        together = own.place == other.place or frozenset({own.place, other.place}) in TOGETHER
        if other.id != name and together and key in kept.get(other.id, other.keys).split(","):
            return other.id
    return None


def _said(keys: str) -> str:
    return " and ".join(shown(keys)[:2])
