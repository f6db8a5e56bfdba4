"""The box the person answers in: it grows with the text, sends on enter, and remembers what was sent.

It holds one text at a time: a new answer, an earlier one that is looked at again, or one that is being amended, while the
draft waits. What stands in it is posted whenever the person pauses, so that it can be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

from hotseat import harmless
from hotseat.interview.drafts import LONGEST_MESSAGE
from hotseat.question_bank import code_blocks
from hotseat.tui.key_table import ANSWER, bindings, key_of
from hotseat.tui.widgets.textfield import TextField

PAUSE = 0.5
"""Seconds without a key after which what stands in the box is posted."""
LONGEST = 0.6
"""Seconds after which it is posted even while keys go on coming."""
MOST_PASTED = 200_000
"""Characters of a paste that are looked at."""
FRAME = 24
"""Characters that the lines of backticks around a block of code take, at most but for odd code."""
NEAR_FULL = 0.9
"""The share of a message's length from which on the box counts."""
KEYS = ("enter send", "{line} new line", "{editor} $EDITOR", "↑ earlier", "{amend} amend")
AMENDING_KEYS = ("enter amend", "esc leave it", "{line} new line", "{editor} $EDITOR", "{amend} the one before")
"""The keys in the border, the most needed first; as many as there is room for are shown."""
RECORDING_KEYS = ("{dictate} stop", "esc throw it away")
HEARING_KEYS = ("esc throw it away",)


class AnswerBox(TextField):
    """Enter sends, alt+enter or ctrl+j begins a new line, up and down bring back what was sent, alt+up amends it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*ANSWER)
    BORDER_TITLE = "Your answer"

    @dataclass
    class Sent(Message):
        """The person sent a text; it is not blank."""

        box: AnswerBox
        text: str
        amends: int = 0
        """The message that it takes the place of, or 0."""

    @dataclass
    class Settled(Message):
        """Follows whatever was sent before a step was asked for by :meth:`AnswerBox.after_sending`."""

        step: Callable[[], None]

    @dataclass
    class Drafted(Message):
        """The text has changed, and the person has paused."""

        box: AnswerBox
        text: str
        amends: int

    @dataclass
    class AmendAsked(Message):
        """The person asked to amend an earlier (-1) or a later (1) message than the one at hand."""

        box: AnswerBox
        step: int

    @dataclass
    class DictationLeft(Message):
        """The person wants the words no more that are being dictated."""

        box: AnswerBox

    @dataclass
    class Told(Message):
        """Something the person should know of what they pasted."""

        box: AnswerBox
        sentence: str

    def __init__(self, *, words: Sequence[str] = (), id: str | None = None) -> None:
        super().__init__(
            soft_wrap=True,
            highlight_cursor_line=False,
            id=id,
            placeholder=Content("Think aloud, ask, or answer. /help tells more."),
        )
        self.words = tuple(words)
        """Words after a slash that complete themselves, such as "hint"."""
        self.amending = 0
        """The message that is being amended, by its number, or 0."""
        self._amended = ""
        """What tells that message apart, such as its time."""
        self._original = ""
        """What stood in the box when amending began."""
        self._sent: list[str] = []
        self._changed: dict[int, str] = {}
        """What has become of earlier texts that were changed while they were looked at."""
        self._at = 0
        self._draft = ""
        """The new answer, while something else stands in the box."""
        self._dictation = ("", False)
        """What a dictation does, and whether it can be stopped; empty while there is none."""
        self._told = ("", "")
        self._over = ""
        """What stands in the border in place of the keys once nothing can be answered any more."""
        self._posted = ("", 0)

    def on_mount(self) -> None:
        self._tell()

    def on_resize(self) -> None:
        self._tell()

    def close(self, note: str, key: str) -> None:
        """Say that the session is over, in the box and, with the key that leads on, in its border."""
        self.placeholder, self._over = Content(note), f"{key} debrief"
        self._tell()

    def _tell(self) -> None:
        """Say in the border what the box is for and which keys it has."""
        title, keys = "Your answer", KEYS
        if self.amending:
            title, keys = f"Amending what you said at {self._amended}", AMENDING_KEYS
        length = len(self.text)
        if length > NEAR_FULL * LONGEST_MESSAGE:
            title += f" · {length:,} of {LONGEST_MESSAGE:,} characters"
        doing, stoppable = self._dictation
        if doing:
            title, keys = f"{title} · {doing}", RECORDING_KEYS if stoppable else HEARING_KEYS
        actions = {
            "dictate": "interview.dictate",
            "line": "answer.new-line",
            "editor": "interview.editor",
            "amend": "answer.amend-earlier",
        }
        if self._over:
            title, keys = "The session is over", (self._over,)
        in_force = {name: key_of(self.app, action) for name, action in actions.items()}
        keys = tuple(key.format_map(in_force) for key in keys)
        room, shown = self.outer_size.width - 4, keys[0]
        for key in keys[1:]:
            if len(shown) + len(key) + 3 > room:
                break
            shown += f" · {key}"
        if (title, shown) != self._told:
            self._told = (title, shown)
            self.border_title, self.border_subtitle = title, shown

    # What stands in the box.

    def remember(self, sent: Sequence[str]) -> None:
        """Take these texts, oldest first, as those sent before."""
        self._sent, self._at, self._changed = list(sent), len(sent), {}

    def put_back(self, text: str) -> None:
        """Let a text stand in the box, the cursor behind it."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def show_dictation(self, doing: str, stoppable: bool) -> None:
        """Tell in the border what a dictation does; an empty text ends that."""
        self._dictation = (doing, stoppable)
        self._tell()

    def take_in(self, words: str) -> str:
        """Put dictated words in at the cursor, parted from what stands there; returns what had to be left out, as a sentence."""
        place = self.selection.end
        before = self.document.get_line(place[0])[: place[1]]
        after = self.document.get_line(place[0])[place[1] :]
        lead = " " if before and not before[-1].isspace() else ""
        trail = " " if after and not after[0].isspace() else ""
        room = max(0, LONGEST_MESSAGE - len(self.text) - len(lead) - len(trail))
        if kept := words[:room]:
            self.move_cursor(self.insert(f"{lead}{kept}{trail}", place).end_location)
        if len(kept) == len(words):
            return ""
        return f"{len(words):,} characters were heard, and a message holds {LONGEST_MESSAGE:,}: the end was left out."

    @property
    def draft(self) -> str:
        """What would be lost if the box went away: an earlier text that is only looked at would not."""
        looked_at = self._at < len(self._sent) and self.text == self._sent[self._at]
        return self._draft if looked_at and not self.amending else self.text

    def amend(self, message: int, text: str, when: str) -> None:
        """Let a message that was sent be put another way; the draft waits until that is sent or left."""
        if self.amending:
            self._set_aside()
        else:
            self.flush()
            self._draft = self.draft
        self.amending, self._amended, self._original, self._at = message, when, text, len(self._sent)
        self.put_back(text)
        self._tell()

    def leave_amending(self) -> None:
        """Leave the message as it is, and bring the draft back; new wording can be found among what was sent."""
        if self.amending:
            self._set_aside()
            self.amending = 0
            self.put_back(self._draft)
            self._draft = ""
            self._tell()

    def _set_aside(self) -> None:
        if self.text != self._original:
            self.keep(self.text)

    def keep(self, text: str) -> None:
        """Put a text among those sent, where up finds it."""
        if text.strip() and text != (self._sent or [""])[-1]:
            self._at += self._at == len(self._sent)
            self._sent.append(text)

    def send(self) -> None:
        """Post the text and empty the box; a blank text stays where it is."""
        text = self.text.strip()
        if not text:
            return
        amends = self.amending
        self.keep(text)
        self._at, self._changed = len(self._sent), {}
        if amends:
            self._original = self.text
            self.leave_amending()
        else:
            self._draft = ""
            self.load_text("")
        self.post_message(self.Sent(self, text, amends))

    def after_sending(self, step: Callable[[], None]) -> None:
        """Post a step behind what the keys pressed before send: a key of the screen would overtake an enter in this box."""
        self.call_later(lambda: self.post_message(self.Settled(step)))

    def flush(self) -> None:
        """Post what has been typed since the last :class:`Drafted`, now."""
        before = self._posted
        if (now := self.take()) != before:
            self.post_message(self.Drafted(self, *now))

    def take(self) -> tuple[str, int]:
        """What would be lost, and which message it amends; what was typed up to now is not posted any more."""
        self.taken()
        self._posted = (self.draft, self.amending)
        return self._posted

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._tell()
        self.post_later(PAUSE, LONGEST)

    def on_blur(self) -> None:
        self.flush()

    # Keys.

    def update_suggestion(self) -> None:
        text = self.text
        ways = [w for w in self.words if text.startswith("/") and w.startswith(text[1:]) and w != text[1:]]
        self.suggestion = ways[0][len(text) - 1 :] if ways and len(text) > 1 and not self.amending else ""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default().stop()
            self.send()
        elif event.key == "tab" and self.suggestion:
            event.prevent_default().stop()
            self.insert(self.suggestion)
        elif event.key == "escape" and self._dictation[0]:
            event.prevent_default().stop()
            self.post_message(self.DictationLeft(self))
        elif event.key == "escape" and self.amending:
            event.prevent_default().stop()
            self.leave_amending()

    async def _on_paste(self, event: events.Paste) -> None:
        """Take a paste in: harmless, no longer than a message may be, and code of several lines as a block of code."""
        event.prevent_default().stop()
        text = harmless.plain(event.text[:MOST_PASTED].replace("\r\n", "\n").replace("\r", "\n"))
        start, end = sorted(self.selection)
        room = max(0, LONGEST_MESSAGE - len(self.text) + len(self.selected_text))
        inside = code_blocks.inside_block(self.get_text_range((0, 0), start))
        language = None if inside else code_blocks.language_of(text[:LONGEST_MESSAGE])
        lead = "\n" if language and self.document.get_line(start[0])[: start[1]].strip() else ""
        kept = text[: max(0, room - (len(lead) + FRAME if language else 0))]
        if len(kept) < len(text) or len(event.text) > MOST_PASTED:
            told = f"You pasted {len(event.text):,} characters, and a message holds {LONGEST_MESSAGE:,}: the end was left out."
            self.post_message(self.Told(self, told))
        if language and kept.strip():
            kept = lead + code_blocks.block(kept, language)
        if kept and (done := self._replace_via_keyboard(kept, start, end)):
            self.move_cursor(done.end_location)

    def action_new_line(self) -> None:
        self._replace_via_keyboard("\n", *sorted(self.selection))

    def action_amend(self, step: int) -> None:
        self.post_message(self.AmendAsked(self, step))

    def action_cursor_up(self, select: bool = False) -> None:
        at_top = self.navigator.is_first_wrapped_line(self.selection.end)
        if select or self.amending or not at_top or not self._at:
            super().action_cursor_up(select)
        else:
            self._show(self._at - 1)

    def action_cursor_down(self, select: bool = False) -> None:
        at_bottom = self.navigator.is_last_wrapped_line(self.selection.end)
        if select or self.amending or not at_bottom or self._at >= len(self._sent):
            super().action_cursor_down(select)
        else:
            self._show(self._at + 1)

    def _show(self, at: int) -> None:
        """Go to an earlier text, or to the draft behind the last of them; what was changed on the way stays changed."""
        if self._at == len(self._sent):
            self._draft = self.text
        elif self.text != self._sent[self._at]:
            self._changed[self._at] = self.text
        self._at = at
        self.put_back(self._changed.get(at, self._sent[at]) if at < len(self._sent) else self._draft)
