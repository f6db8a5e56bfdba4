"""The offline voice: a persona's lines, none of them twice in a session."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

from hotseat.question_bank.model import Persona

_PLAIN: dict[str, str] = {
    "greet": "Hello. This is $title; we have $minutes.",
    "ask": "",
    "open-section": "$section comes next, about $minutes.",
    "clarify": "",
    "clarify-unmatched": "I have nothing prepared on that. Could you put it another way?",
    "follow-up": "",
    "probe": "",
    "contested": "You said: “$quote” How does that come about?",
    "no-hint-here": "I have no hint for a follow-up. Say what comes to mind.",
    "no-more-hints": "There are no more hints for this one.",
    "failed": "The check “$check” did not hold. $counterexample",
    "error": "The code could not be judged to the end. $reason",
    "timeout": "The check “$check” ran out of time.",
    "not-judged": "That was not judged, and it is not your fault. $reason",
    "passed": "All checks passed.",
    "disputed": "That verdict is marked as disputed. The case is kept as $case.",
    "five-minutes": "Five minutes are left for $section.",
    "one-minute": "One minute is left for $section.",
    "time-over": "The time for $section is over. Finish your sentence, then we move on.",
    "wrap-up": "The time for this question is up.",
    "closing-invite": "What would you like to ask about the team?",
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

        A line with facts in it may come again with other facts when all have been used; one without may not, and
        then nothing is said.
        """
        lines = self._persona.lines.get(act, ())
        order = sorted(range(len(lines)), key=lambda i: (salt * 2654435761 + i * 40503) % 65_521)
        free = [i for i in order if f"{act}/{i}" not in used]
        if free:
            return _filled(lines[free[0]], facts), f"{act}/{free[0]}"
        with_facts = [i for i in order if any(f"${name}" in lines[i] for name in facts)]
        if with_facts:
            return _filled(lines[with_facts[salt % len(with_facts)]], facts), ""
        plain = _PLAIN.get(act, "")
        if plain and (facts or f"{act}/plain" not in used):
            return _filled(plain, facts), f"{act}/plain"
        return "", ""


def _filled(line: str, facts: Mapping[str, str]) -> str:
    return Template(line).safe_substitute(facts).strip()
