"""Why a hire signal is what it is: the lines of a scorecard as the few sentences that an interviewer would give. Pure.

Lines on the same thing are told together: the points of a question in one sentence, its code in one. What speaks for somebody
and what speaks against them is each told by how much it tells: how far from middling it was, and how much of it there was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hotseat.frozen import frozen
from hotseat.interview.habits import (
    ACKNOWLEDGE_MISTAKES,
    CLARIFY_FIRST,
    SUGGEST_ALTERNATIVES,
    TEST_INCREMENTALLY,
    THINK_ALOUD,
)
from hotseat.interview.scorecard import Line

MOST = 4
"""Reasons for, and reasons against."""
MIDDLING = 0.6
"""From here on something speaks for somebody."""
LITTLE = 0.35
"""Below it there was little of something, or nothing."""
HOW_MUCH = (("all", 0.995, 2.0), ("most", MIDDLING, 0.995), ("a part", LITTLE, MIDDLING), ("little", 0.0, LITTLE))
"""How much of what a good answer says was said, by the value of its points: from, and below."""
PASSED = "the code passed"
FIRST = "at the first submission"
"""In the line on code that passed, and that passed at once."""
WRONG_BELIEF = 1.5
"""How much more a wrong belief tells than something that was left out."""
LEAST = 0.2
"""What tells less than this is no reason."""
HABITS: Mapping[str, tuple[str, str, str]] = {
    THINK_ALOUD: (
        "You said what you were thinking while you coded.",
        "You said little of what you were thinking while you coded.",
        "You coded in silence, or nearly.",
    ),
    CLARIFY_FIRST: (
        "You asked about the task before you began to code.",
        "You asked about the task before you began to code, but not always.",
        "You began to code without asking about the task.",
    ),
    ACKNOWLEDGE_MISTAKES: (
        "You said so when something was wrong.",
        "You said so when something was wrong or not known, and it was not always put right.",
        "When something went wrong, you did not say so.",
    ),
    TEST_INCREMENTALLY: (
        "You ran your code in steps before you handed it in.",
        "You ran only some of your code before you handed it in.",
        "You handed code in that you had not run, or hardly.",
    ),
    SUGGEST_ALTERNATIVES: (
        "You weighed other ways.",
        "You weighed another way only once.",
        "You did not weigh any other way.",
    ),
}
"""What each habit says for somebody where it was seen, and against them where it was seen in part, and not."""


@frozen
class Reason:
    """One reason, and the lines it is made of."""

    text: str
    moment: int
    """The event to look at."""
    lines: tuple[str, ...]
    """By their names."""
    telling: float


def for_and_against(
    lines: Sequence[Line], titles: Mapping[str, str], besides: Sequence[Reason] = ()
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """The most telling reasons for and against; ``titles`` are those of the questions by their ids, ``besides`` more reasons."""
    found = [*_points(lines, titles), *_code(lines, titles), *_hints(lines), *_others(lines), *besides]
    ranked = sorted((r for r in found if abs(r.telling) >= LEAST), key=lambda r: -abs(r.telling))
    return tuple(r for r in ranked if r.telling > 0)[:MOST], tuple(r for r in ranked if r.telling < 0)[:MOST]


def _telling(value: float, weight: float) -> float:
    """How much something tells: positive where it speaks for somebody."""
    room = 1 - MIDDLING if value >= MIDDLING else MIDDLING
    return (value - MIDDLING) / room * weight


@frozen
class _Answer:
    """What was said to one question."""

    title: str
    points: tuple[Line, ...]

    @property
    def weight(self) -> float:
        return sum(p.weight for p in self.points)

    @property
    def value(self) -> float:
        return _said(self.points)

    @property
    def covered(self) -> list[Line]:
        return [p for p in self.points if p.state == "covered"]


def _points(lines: Sequence[Line], titles: Mapping[str, str]) -> Iterator[Reason]:
    """What was said of what good answers say: the questions that went alike in one reason; and one on what was said wrongly."""
    points = [line for line in lines if line.kind == "point"]
    answers = [
        _Answer(title, own) for name, title in titles.items() if (own := tuple(p for p in points if p.question == name))
    ]
    for how, least, below in HOW_MUCH:
        alike = sorted((a for a in answers if least <= a.value < below), key=lambda a: -a.weight)
        if alike:
            yield _answered(how, alike)
    wrong = [p for p in points if p.state == "contradicted"]
    if wrong:
        first = max(wrong, key=lambda p: p.weight)
        more = f" There were {len(wrong)} such points in all." if len(wrong) > 1 else ""
        where = titles.get(first.question, "")
        told = f"You said something that is wrong, on “{where}”. What holds: {_bare(first)}{more}"
        telling = -WRONG_BELIEF * sum(p.weight for p in wrong) ** 0.5
        yield Reason(told, first.moment, tuple(p.name for p in wrong), telling)


def _said(points: Sequence[Line]) -> float:
    """The share of what good answers say that was said, whatever it came to count for; an unclear point is half of one."""
    return sum({"covered": 1.0, "unclear": 0.5}.get(p.state, 0.0) * p.weight for p in points) / sum(
        p.weight for p in points
    )


def _answered(how: str, alike: Sequence[_Answer]) -> Reason:
    points = [p for a in alike for p in a.points]
    weight = sum(p.weight for p in points)
    value = _said(points)
    counted = f"{sum(len(a.covered) for a in alike)} of {len(points)} point{'' if len(points) == 1 else 's'}"
    if in_part := sum(p.state == "unclear" for p in points):
        counted += f", and {in_part} in part"
    if not any(a.covered for a in alike):
        how = "hardly anything" if value else "nothing"
    where = _named([a.title for a in alike])
    told = f"On {where} you said {how} of what a good answer says ({counted})."
    if value >= MIDDLING:
        first = max(alike[0].covered or alike[0].points, key=lambda p: p.weight)
    elif left_out := [p for p in points if p.state in ("not found", "unclear")]:
        first = max(left_out, key=lambda p: p.weight)
        told += f" Missing above all: {_bare(first)}"
    else:
        # What was said wrongly is told in a reason of its own.
        first = max((p for p in points if p.state != "covered"), key=lambda p: p.weight)
    return Reason(told, first.moment, tuple(p.name for p in points), _telling(value, 2 * weight**0.5))


def _named(titles: Sequence[str]) -> str:
    """One or two titles, and how many more there are."""
    quoted = [f"“{title}”" for title in titles[:2]]
    more = len(titles) - len(quoted)
    if more:
        return f"{', '.join(quoted)} and {more} more question{'' if more == 1 else 's'}"
    return " and ".join(quoted)


def _bare(line: Line) -> str:
    """The point itself, out of the line's text."""
    text = line.text.removeprefix(f"{line.title}: ")
    return text.rpartition(" (")[0] or text


def _code(lines: Sequence[Line], titles: Mapping[str, str]) -> Iterator[Reason]:
    """The code in one reason: told by itself where it is one piece, else how many passed; and the tests."""
    code = [line for line in lines if line.kind == "code"]
    if code:
        weight = sum(line.weight for line in code)
        value = sum(line.value * line.weight for line in code) / weight
        passed = [line for line in code if PASSED in line.text]
        if len(code) == 1:
            told = _ended(code[0].text)
        elif len(passed) == len(code):
            first = sum(FIRST in line.text for line in code)
            tries = "" if first == len(code) else f", {first or 'none'} of them at the first submission"
            told = f"All {len(code)} pieces of your code passed{tries}."
        elif not passed:
            told = f"None of your {len(code)} pieces of code passed."
        else:
            failed = _named([titles.get(line.question, "") for line in code if line not in passed])
            told = f"{len(passed)} of {len(code)} pieces of your code passed; not {failed}."
        heaviest = max(code, key=lambda line: abs(line.value - MIDDLING) * line.weight)
        yield Reason(told, heaviest.moment, tuple(line.name for line in code), _telling(value, 2 * weight**0.5))
    for line in lines:
        if line.kind == "tests" and line.weight:
            yield Reason(_ended(line.text), line.moment, (line.name,), _telling(line.value, line.weight))


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _hints(lines: Sequence[Line]) -> Iterator[Reason]:
    """All hints in one reason: help that was put to use speaks for somebody, help on more than half of the questions against."""
    hints = [line for line in lines if line.kind == "hints"]
    if not hints:
        return
    asked = {line.question for line in lines if line.question}
    value = sum(line.value for line in hints) / len(hints)
    where = "one question" if len(hints) == 1 else f"{len(hints)} questions"
    if len(hints) > 1 and 2 * len(hints) > len(asked):
        told, telling = f"You asked for a hint on {len(hints)} of {len(asked)} questions.", -1.0
    elif value >= MIDDLING:
        told, telling = f"You asked for help on {where} and made use of it.", _telling(value, 1.0)
    else:
        told, telling = f"You asked for help on {where}, and it did not bring you there.", _telling(value, 1.0)
    yield Reason(told, hints[0].moment, tuple(line.name for line in hints), telling)


def _others(lines: Sequence[Line]) -> Iterator[Reason]:
    """Habits, objections, incidents and questions of one's own."""
    for line in lines:
        if line.kind == "habit":
            seen, partly, missed = HABITS[line.name.partition(":")[2]]
            some = line.value >= LITTLE or (line.aspect == "testing" and not line.text.startswith("No "))
            told = seen if line.value >= MIDDLING else partly if some else missed
            yield Reason(told, line.moment, (line.name,), _telling(line.value, line.weight))
        elif line.kind in ("objection", "incident", "own-questions"):
            yield Reason(line.text, line.moment, (line.name,), _telling(line.value, line.weight))
