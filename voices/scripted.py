"""The offline voice: a persona's lines, and none of its sentences twice in a session."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

from hotseat.question_bank.acts import facts_in, sentences
from hotseat.question_bank.interview_model import Persona

_PLAIN: dict[str, str] = {
    "greet": "Hello. This is $title; we have $minutes.",
    "begin": "Shall we begin?",
    "no-hurry": "Tell me when you are ready.",
    "asked-length": "It takes $minutes.",
    "opening-unknown": "I cannot say that yet.",
    "open-section": "$section comes next, about $minutes.",
    "clarify-unmatched": "I have nothing prepared on that. What is it that you need to know?",
    "clarify-open": "I have nothing on that. Make a sensible assumption and say it.",
    "asked-time": "$left left.",
    "asked-break": "An interview has no break; the clock runs on.",
    "break-how": "Use /pause to stop the clock, and again to go on.",
    "asked-assistant": "Without an assistant, please; the documentation is open.",
    "in-words": "And in words: what does this code do, and why so?",
    "raise-bar": "How does the cost of this grow with the input?",
    "anything-to-add": "Is there anything to add?",
    "contested": "You said: “$quote” How does that come about?",
    "no-hint-here": "I have no hint for a follow-up. Say what comes to mind.",
    "no-more-hints": "There are no more hints for this one.",
    "failed": "The check “$check” did not hold. $counterexample",
    "failed-case": "What happens for $case? The check is “$check”.",
    "failed-again": "The check “$check” still does not hold.",
    "error": "The code could not be judged to the end. $reason",
    "timeout": "The check “$check” ran out of time.",
    "not-judged": "That was not judged, and it is not your fault. $reason",
    "judge-stopped": "You stopped the judge, so there is no verdict. Submit when you are ready.",
    "passed": "All checks passed.",
    "disputed": "That verdict is marked as disputed. The case is kept as $case.",
    "five-minutes": "Five minutes are left for $section.",
    "five-minutes-here": "Five minutes are left for this question.",
    "one-minute": "One minute is left for $section.",
    "time-over": "The time for $section is over. Finish your sentence, then we move on.",
    "wrap-up": "The time for this question is up.",
    "no-later": "An interview does not come back to a question. Skip it, or say what you have.",
    "later-last": "Nothing else is left to do first.",
    "kernel-dies": "Your kernel has died. How do you go on?",
    "data-leak": "A colleague has sent this.",
    "requirement-change": "What is wanted has changed.",
    "closing-invite": "What would you like to ask about the team?",
    "closing-else": "Is there something that you would like to ask?",
    "closing-heard": "I hear you; ask whenever you like.",
    "closing-unknown": "I don't know that one.",
    "goodbye": "Thank you for your time.",
}
"""What is said where a persona has no line for an act; the facts must not be lost with the line."""


class ScriptedVoice:
    """Speaks a persona's lines, in an order that the session's seed decides."""

    def __init__(self, persona: Persona) -> None:
        self._persona = persona

    def say(self, act: str, facts: Mapping[str, str], used: frozenset[str], salt: int) -> tuple[str, str]:
        """A sentence for the act and the key of its line.

        When all lines have been used, one with facts comes again, less its sentences that have none; one without facts
        does not, and then nothing is said.
        """
        lines = self._persona.lines.get(act, ())
        order = sorted(range(len(lines)), key=lambda i: (salt * 2654435761 + i * 40503) % 65_521)
        free = [i for i in order if f"{act}/{i}" not in used]
        if free:
            return _filled(lines[free[0]], facts), f"{act}/{free[0]}"
        if with_facts := [i for i in order if facts_in(lines[i])]:
            return _filled(_telling(lines[with_facts[salt % len(with_facts)]]), facts), ""
        plain = _PLAIN.get(act, "")
        if plain and not facts_in(plain) and f"{act}/plain" not in used:
            return plain, f"{act}/plain"
        return (_filled(_telling(plain), facts), f"{act}/plain") if facts_in(plain) else ("", "")


def _telling(line: str) -> str:
    """The sentences of a line that tell a fact; the paragraphs stay."""
    told = (" ".join(s for s in sentences(part) if facts_in(s)) for part in line.split("\n\n"))
    return "\n\n".join(part for part in told if part)


def _filled(line: str, facts: Mapping[str, str]) -> str:
    return Template(line).safe_substitute(facts).strip()
