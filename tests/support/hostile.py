"""One catalogue of text that tries something, for every place where text from outside comes out: screen, lines, files, log."""

from __future__ import annotations

import re

MARK = "owned"
"""In every sequence that would write somewhere: it may be shown as text, but never stand inside a sequence."""
TERMINAL = {
    "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "clipboard, other end": "\x1b]52;c;b3duZWQ=\x1b\\",
    "title": "\x1b]0;owned\x07",
    "title, one byte": "\x9d0;owned\x9c",
    "link": "\x1b]8;;http://owned\x1b\\",
    "notification": "\x1b]9;owned\x07",
    "device string": "\x1bP+q6f776e6564\x1b\\",
    "picture for kitty": "\x1b_Ga=T,f=100;b3duZWQ=\x1b\\",
    "clears the screen": "\x1b[2J",
    "cursor home": "\x1b[H",
    "cursor up": "\x1b[99A",
    "cursor moves, one byte": "\x9b5;5H",
    "asks for the cursor": "\x1b[6n",
    "other screen": "\x1b[?1049l",
    "mouse": "\x1b[?1003h",
    "scroll region": "\x1b[1;2r",
    "reset": "\x1bc",
    "character set": "\x1b(0",
    "never ends": "\x1b]52;c;",
    "backspaces": "\x08\x08\x08\x7f",
    "overwrites": "seen\rhidden",
    "bell and nul": "\x07\x00\x0e",
}
READING = {
    "reading order": "\u202eexe.gpj\u2066\u2069",
    "invisible": "\u200f\u2028\ufeff",
    "zero width": "ad\u200bmin\u2060\u2062\U000e0041",
    "letters upon letters": "a" + "\u0301" * 40,
    "lone surrogate": "\ud800",
}
MARKUP = {
    "Textual markup": "[@click=app.quit]x[/][bold][/nothing][link='javascript:1']",
    "Textual markup, open": "[bold [0] [/",
    "Markdown link": "[click](javascript:alert(1)) ![see](http://trap.example/p.png) <http://trap.example/auto>",
    "Markdown reference": "[ref]\n\n[ref]: file:///etc/passwd\n",
    "Markdown HTML": '<img src="http://trap.example/i.png" onerror="alert(1)"> <a href="data:text/html,x">y</a>',
    "script": '<script>document.title="taken"</script></p></li></pre></style>-->]]>',
    "frame and style": '<iframe src="http://trap.example/f"></iframe><style>@import "http://trap.example/c";</style>',
    "template": "{{ 7*7 }} {% raw %} ${7*7} %s %(x)s {0}",
    "schemes": "javascript:alert(1) vbscript:x file:///etc/passwd ssh://h data:text/html,x",
    "fence": "```\n</code>\n~~~\n# Heading\n\n---\n| a | b |",
}
CATALOGUE = {**TERMINAL, **READING, **MARKUP}
"""Everything that text from outside is tried with, by what it tries."""
WORDS = "\n".join(f"<{name}> {text} <end>" for name, text in CATALOGUE.items() if name != "never ends") + "\x1b]52;c;"
"""All of it in one text."""
SHORT = "A".join(
    [text for name, text in {**TERMINAL, **READING}.items() if name not in ("never ends", "letters upon letters")]
    + ["[/] [bold [0] [@click=app.quit]x[/] [link=javascript:1]y \x1b]8;;http://e\x1b\\z"]
)
"""The same for places that take a line: every sequence, and markup that a screen could read."""
LINE = " ".join(WORDS.split("\n"))
CODEABLE = LINE.replace("\ud800", "")
"""All of it that a YAML file or a question can be made of."""
STEERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What may be in no text that goes out, wherever it goes: controls, turned reading order, signs that are not seen."""
COLOUR = re.compile(r"\x1b\[[0-9;:]*m")


def steering(text: str, *, colours: bool = False) -> list[str]:
    """What in a text could steer whoever shows it; ``colours``: those of the program's own may be in it."""
    bare = COLOUR.sub("", text) if colours else text
    return [bare[max(0, m.start() - 30) : m.end() + 30] for m in STEERS.finditer(bare)]


SCREEN = re.compile(
    rb"\x1b(?:\[[0-9;]*m|\[[0-9]+;[0-9]+H|\[\?[0-9;]+(?:[hlu]|\$p)|\[[<>=]?[0-9]*u|\]22;[a-z-]*(?:\x07|\x1b\\\\))"
)
"""The sequences that the screen is made of: colours, places, modes, the shape of the pointer."""


def foreign(written: bytes) -> list[str]:
    """What a program wrote to a terminal beside plain text and the sequences that its own screen is made of."""
    return steering(SCREEN.sub(b"", written).decode("utf-8", "replace"))
