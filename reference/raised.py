"""What an exception that left the candidate's code says, in a sentence they can act on."""

from __future__ import annotations

from hotseat.reference.check import Raised

_ADDED = {
    "MemoryError": "It asked for more memory than it may use here.",
    "EOFError": "Nobody can type an answer here: input() finds nothing.",
    "BrokenProcessPool": "Other processes cannot be started here.",
}
"""By class: what is worth knowing about the sandbox."""
_BY_NUMBER = {
    "[Errno 1]": "Other processes can be neither started nor signalled here.",
    "[Errno 11]": "No more processes can be started here.",
    "[Errno 13]": "Files outside the working folder, shared memory and other processes are out of reach here.",
    "[Errno 27]": "A file grew larger than it may here.",
    "[Errno 95]": "There is no network here.",
}
"""By the error's number in front of an OSError's message."""


def raised_sentence(raised: Raised) -> str:
    """What happened, in one or two sentences."""
    if raised.type == "AnswerNotTaken":
        return raised.message
    if raised.type == "NotImplementedError" and not raised.message:
        return "It is not written yet: it raised NotImplementedError."
    if raised.type == "SystemExit":
        return f"It left by SystemExit ({raised.message or 'sys.exit'}) instead of returning."
    said = f"It raised {raised.type}: {raised.message[:200]}" if raised.message else f"It raised {raised.type}."
    added = next((text for name, text in _ADDED.items() if name in raised.bases), None)
    if added is None and "OSError" in raised.bases:
        added = next((text for number, text in _BY_NUMBER.items() if raised.message.startswith(number)), None)
    return said if added is None else f"{said.rstrip('.')}. {added}"
