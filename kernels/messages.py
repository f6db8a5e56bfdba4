"""One Jupyter message into one output, or none. No socket, no state; whatever is malformed gives None.

Messages come from the candidate's process, which can forge any of them: every field may be missing, of another type,
or hostile. The protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any, cast

from hotseat import harmless
from hotseat.kernels import values
from hotseat.kernels.outputs import Clear, Failure, Markdown, Notice, Output, Picture, Result, Stream

LONGEST_TEXT = 200_000
"""Characters of one value, display or traceback; of a longer one the head and the end are kept."""
LARGEST_PICTURE = 8_000_000
"""Characters of base64 in one picture."""

_PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml")
_MARKUP = ("text/markdown", "text/latex")
_HTML_OBJECT = re.compile(r"<IPython\.core\.display\.HTML object>")
"""What IPython prints for HTML that was made to be seen: its words say more."""
_FRAME = re.compile(r"Cell In\[(\d+)\], line (\d+)")


def output(kind: str, content: Mapping[str, Any], *, count: int | None = None) -> Output | None:
    """The output that a message published by the kernel stands for, its text made harmless.

    ``kind`` is the message's type, ``count`` the number of the running cell where it is known: it tells the cell's
    own frames in a traceback from those of cells before it. None for messages that show nothing, and for malformed ones.
    """
    match kind:
        case "stream":
            return _stream(content)
        case "execute_result" | "display_data" | "update_display_data":
            return _shown(content)
        case "error":
            return _failure(content, count)
        case "clear_output":
            return Clear(bool(content.get("wait", False)))
        case _:
            return None


def printed(content: Mapping[str, Any]) -> tuple[str, str] | None:
    """Name and raw text of a stream message, for the room that joins pieces before it cleans them; None if malformed."""
    name, text = content.get("name"), content.get("text")
    if not isinstance(text, str) or name not in ("stdout", "stderr"):
        return None
    return name, text


def shortened(text: str, longest: int = LONGEST_TEXT) -> str:
    """The text, or its beginning and its end with a line between that tells how much is left out."""
    if len(text) <= longest:
        return text
    head, tail = longest * 2 // 3, longest // 3
    return f"{text[:head]}\n… {len(text) - head - tail:,} characters left out …\n{text[-tail:]}"


def _stream(content: Mapping[str, Any]) -> Stream | None:
    read = printed(content)
    if read is None:
        return None
    name, text = read
    return Stream("stderr" if name == "stderr" else "stdout", harmless.coloured(text))


def _shown(content: Mapping[str, Any]) -> Output | None:
    data = content.get("data")
    if not isinstance(data, dict):
        return None
    forms = cast("dict[object, object]", data)
    text = _clean(forms.get("text/plain"))
    for mime in _PICTURES:
        value = forms.get(mime)
        if isinstance(value, str) and value:
            return _picture(mime, value, text)
    told = values.told(forms.get(values.MIME))
    table = values.table(told, text) if told is not None else None
    table = table or values.table_in_html(forms.get("text/html"), text)
    if table is not None:
        return table
    for mime in _MARKUP:
        value = forms.get(mime)
        if isinstance(value, str):
            return Markdown(harmless.plain(shortened(value)), formula=mime == "text/latex")
    html = forms.get("text/html")
    if isinstance(html, str) and (not text or _HTML_OBJECT.fullmatch(text)):
        from hotseat.kernels import hypertext

        text = hypertext.text(html) or text
    if not text and not isinstance(forms.get("text/plain"), str):
        return None
    return Result(_number(content.get("execution_count")), text, values.about(told) if told is not None else "")


def _picture(mime: str, value: str, text: str) -> Picture | Notice:
    if len(value) > LARGEST_PICTURE:
        return Notice(f"A picture of {len(value) * 3 // 4 // 1_000_000} MB is left out. Make it smaller to see it.")
    if mime == "image/svg+xml":
        data = base64.b64encode(value.encode("utf-8", "replace")).decode("ascii")
    else:
        try:
            data = base64.b64encode(base64.b64decode("".join(value.split()), validate=True)).decode("ascii")
        except (binascii.Error, ValueError):
            return Notice("A picture is left out, because its data cannot be read.")
    return Picture(mime, data, harmless.line(text))


def _failure(content: Mapping[str, Any], count: int | None) -> Failure:
    frames = content.get("traceback")
    lines = [f for f in cast("list[object]", frames) if isinstance(f, str)] if isinstance(frames, list) else []
    traceback = harmless.coloured(shortened("\n".join(lines)))
    name, message = error_of(content)
    return Failure(name, message, traceback, _line(harmless.colours_dropped(traceback), count))


def error_of(content: Mapping[str, Any]) -> tuple[str, str]:
    """Class name and message of the exception in an error message or an error reply, both of sane length."""
    name, message = content.get("ename"), content.get("evalue")
    name = harmless.line(name, 100) if isinstance(name, str) else ""
    message = harmless.plain(shortened(message, 10_000)) if isinstance(message, str) else ""
    return name or "Error", message


def _line(traceback: str, count: int | None) -> int | None:
    """The line of the running cell in its innermost frame. Frames are told outermost first."""
    frames = [(int(n), int(line)) for n, line in _FRAME.findall(traceback)]
    own = count if count is not None else (frames[0][0] if frames else None)
    return next((line for n, line in reversed(frames) if n == own), None)


def _clean(value: object) -> str:
    return harmless.coloured(shortened(value)) if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
