"""What is typed before it is said, and what was said and is put another way: drafts and amendments. Pure.

A draft is what stands in the answer box; it never counts as said. An amendment changes the text of a message that was
said, for as long as its question is open: in a real interview, too, one may take a sentence back while the subject is on
the table, and no longer once the talk has moved on. The journal keeps both wordings; the reading, the habits and the scores
go by the last one, and what the interviewer has asked since then stays asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.state import Message, QuestionState, State, Thread

if TYPE_CHECKING:
    from hotseat.interview.turn import Turn

LONGEST_MESSAGE = 20_000
"""Characters of one message."""
LONGEST_DRAFT = 100_000
"""Characters of a draft that are kept; more could not be sent at once anyway."""
AMENDABLE = frozenset({"answer", "aloud"})
"""Acts of the messages that can be amended: what was asked for or given up has been answered by then."""

_CLOSED = c.Refusal("That belongs to a question that is closed. Only an answer to the open question can be amended.")
_NO_ANSWER = c.Refusal("Only an answer or a thought can be amended, not a request or a question.")


def changed(old: str, new: str) -> tuple[int, int, str]:
    """Where two texts differ: characters ``start`` to ``end`` of the old one became a text."""
    start = _shared(old, new)
    tail = _shared(old[start:][::-1], new[start:][::-1])
    return start, len(old) - tail, new[start : len(new) - tail]


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common, found by halving: comparing slices is quick, characters are not."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def amendable(state: State) -> tuple[Message, ...]:
    """The messages that can be amended now, oldest first: the answers to the open question."""
    return tuple(m for m in state.messages if state.current and _answers(m) and m.question == state.current)


def _answers(message: Message) -> bool:
    return message.who == "candidate" and message.act in AMENDABLE


def thread_of(state: State, message: int) -> tuple[str, str] | None:
    """The question and the thread that a message was said to, by its sequence number."""
    for name, there in state.questions.items():
        for thread in there.threads.values():
            if message in thread.said:
                return name, thread.id
    return None


def last_amendment(there: QuestionState, thread: str) -> int:
    """Sequence number of the last amendment of what is held against a thread's rubric, or 0."""
    rubric = there.rubric_of(thread)
    return max((t.amended for i, t in there.threads.items() if there.rubric_of(i) == rubric), default=0)


# Commands become events.


def draft(turn: Turn, command: c.Draft) -> c.Refusal | None:
    """Note what changed in the answer box, and nothing where nothing did."""
    state, text = turn.state, command.text[:LONGEST_DRAFT]
    if command.amends and command.amends not in {m.seq for m in amendable(state)}:
        return _CLOSED
    old = _standing(state, command.amends)
    if old != text or command.amends != state.amending:
        turn.add(e.AnswerDrafted(*changed(old, text), command.amends))
    return None


def amend(turn: Turn, command: c.Amend) -> c.Refusal | None:
    """Put a message another way. It is said to the open question still, and read anew."""
    text = command.text.strip()
    found = next((m for m in turn.state.messages if m.seq == command.message), None)
    if found is None or not _answers(found):
        return _NO_ANSWER
    if found not in amendable(turn.state):
        return _CLOSED
    if not text:
        return c.Refusal("An answer cannot be amended to nothing. Press esc to leave it as it was.")
    if len(text) > LONGEST_MESSAGE:
        return c.Refusal(f"That is {len(text):,} characters; a message holds {LONGEST_MESSAGE:,}. Shorten it a little.")
    if text != found.text:
        turn.add(e.AnswerAmended(found.seq, text))
    elif turn.state.amending:
        turn.add(e.AnswerDrafted(0, 0, ""))
    return None


# Events become the next state.


def _standing(state: State, amends: int) -> str:
    """The text that a change in the answer box is made to."""
    if not amends:
        return state.draft
    if amends == state.amending:
        return state.amendment
    return next((m.text for m in state.messages if m.seq == amends), "")


def drafted(state: State, r: e.Recorded, event: e.AnswerDrafted) -> State:
    """The state once something was typed into the answer box."""
    old = _standing(state, event.amends)
    new = old[: event.start] + event.text + old[event.end :]
    if event.amends:
        return replace(state, amending=event.amends, amendment=new)
    return replace(state, draft=new, amending=0, amendment="")


def amended(state: State, r: e.Recorded, event: e.AnswerAmended) -> State:
    """The state once a message says something else; a reading of what it said before is out of date."""
    messages = tuple(_anew(m, event.text) if m.seq == event.message else m for m in state.messages)
    state = replace(state, messages=messages, amending=0, amendment="", last_said_at=r.at)
    found = thread_of(state, event.message)
    if found is None:
        return state
    there = state.questions[found[0]]
    thread = there.threads[found[1]]
    parts = tuple((seq, event.text if seq == event.message else text) for seq, text in thread.parts)
    threads = {**there.threads, thread.id: replace(thread, parts=parts, amended=r.seq)}
    rubric = there.rubric_of(thread.id)
    threads[rubric] = _unread(threads[rubric])
    return replace(state, questions={**state.questions, found[0]: replace(there, threads=threads)})


def _anew(message: Message, text: str) -> Message:
    return replace(message, text=text, earlier=(*message.earlier, message.text))


def _unread(thread: Thread) -> Thread:
    """With its reading kept to be shown, but of no number of words, so that any newer one goes before it."""
    return replace(thread, reading=replace(thread.reading, words=-1)) if thread.reading else thread
