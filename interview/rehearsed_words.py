"""What scripted candidates say: made from the question itself, in each one's own manner. Pure; the seed comes as a generator."""

from __future__ import annotations

import re
from random import Random

from hotseat.interview.rehearsed_alternatives import ALTERNATIVES
from hotseat.interview.state import QuestionState
from hotseat.question_bank.interview_model import Candidate
from hotseat.question_bank.model import RubricPoint

_ADMISSIONS = (
    "My mistake, that case slipped through. Let me fix it.",
    "I got that wrong. I see the bug now.",
    "I was wrong there; I overlooked that input. Let me correct it.",
    "Right, I forgot about that one. Let me put it right.",
)
_VAGUE = (
    "It really depends on the situation, and I would look at the data first and then decide what is best.",
    "I would use best practices and make sure that everything is robust and scales well.",
    "In my experience this usually works out fine once the team agrees on it.",
    "One has to find the right balance there, and every project is different.",
    "I would take the standard approach and improve it step by step.",
    "That is mostly a matter of having clean data and good communication.",
    "There are many modern tools for this, and I would pick a suitable one.",
    "I would align with the stakeholders and then iterate quickly.",
)
_FILLER = (
    "So, where do I begin, this takes me back to a project some years ago which was quite a story in itself.",
    "It is one of those things that sound easy and then again are not, as so often in this line of work.",
    "I could go on about this for a while, and my colleagues would tell you that I often do.",
    "Anyway, what I wanted to say, before I lose the thread, because there is a lot to it.",
    "There was somebody in our team who used to say that every day has its surprises, and that is so.",
    "But let me come to the point, or at least nearer to it than I have been so far.",
)
_NO_MORE = (
    "No, that's all.",
    "No, nothing to add.",
    "That's it from my side.",
    "No, thanks, we can go on.",
    "Nothing more, thank you.",
    "No, I'm done with this one.",
    "Nothing else.",
)
_UNKNOWN = (
    "I don't know.",
    "I'm not sure about that.",
    "No idea, sorry.",
    "I can't remember, sorry.",
    "I honestly don't know that one.",
    "I haven't a clue.",
)
_FIRST_HINTS = (
    "Could I have a hint?",
    "I could use a hint here.",
    "Can you point me in the right direction?",
    "I'm stuck, can you help me?",
    "May I have a hint for this one?",
    "Any tips?",
)
_MORE_HINTS = (
    "May I have another hint, please?",
    "Give me one more hint, please.",
    "Could I have one more hint?",
    "I need another hint, please.",
    "Can I get another hint on this?",
)
_CORRECTIONS = (
    "No, wait, I take that back.",
    "Hm, no, that is not right.",
    "Sorry, scratch that.",
    "Hold on, I said that the wrong way.",
    "Actually, no. Let me say it again.",
    "No, that cannot be.",
)
_TAKES_BACK = 0.5
"""The share of answers that somebody who corrects themselves begins wrongly."""
_NOT_THE_REST = (
    "I'm not sure about the rest.",
    "Beyond that I'm not sure.",
    "The rest I would have to look up.",
    "More than that I can't say with confidence.",
    "That is as much as I know about it.",
    "For the rest I would ask a colleague.",
    "There is more to it that I don't know.",
    "I'd have to read up on what is left.",
    "I can't complete that, I'm afraid.",
)
_ALOUD = (
    "Let me think aloud.",
    "I'll say what goes through my mind.",
    "So, thinking aloud.",
    "Let me talk you through it.",
)
_LEAVES = (
    "I don't see it at the moment. I would leave it at this.",
    "I would need more time for that; let me stop here.",
    "That is as far as I get with it.",
    "I leave it like this for now.",
)
_DIED = (
    "The kernel is gone, so its variables are too, but my code is in the editor. I restart it and run the cells from the top.",
    "All right, it died. I start it again, run everything once more, and check that I get what I had before.",
)
_ASIDE = (
    "What colour is the logo going to be?",
    "Which of the founders came up with this?",
    "Who is going to read my notes afterwards?",
    "Is there a canteen near the office?",
    "How many meetings does this usually take?",
    "Will my camera be on for this part?",
)
_ONCE_MORE = (
    "Sorry, could you repeat the question?",
    "Can you say that again, please?",
    "What was the question again?",
)
_OPENERS = ("As far as I know, ", "I believe ", "I think ", "If I remember rightly, ")
_STARTERS = re.compile(
    r"^(?:A|An|The|With|When|If|Each|It|In|On|For|Either|One|Only|Keep|Use|There|These|This|That|Both|Every|Most|All)\b"
)


class Words:
    """One candidate's words; nothing is said twice while there is something else to say."""

    def __init__(self, who: Candidate, random: Random) -> None:
        self._who = who
        self._random = random
        self._seed = random.random()
        self._used: set[str] = set()
        self._openers = 0

    def answer(self, there: QuestionState, thread: str) -> list[str]:
        """The messages of an answer to a question, a follow-up or a probe."""
        follow_up = there.follow_up(thread)
        points = list(there.points_of(thread))
        model = follow_up.model_answer if follow_up else there.question.model_answer
        if about := thread.partition(":")[2]:
            points = [p for p in points if p.id == about]
            model = " ".join(p.text for p in points)
            if self._who.answers in ("partial", "mistaken") and self._chance(there, thread) >= self._who.coverage:
                return [self._fresh(_UNKNOWN if self._who.admits else _VAGUE)]
        said = self._said(points, model or " ".join(p.text for p in points))
        return [*said, *self._alternative(there)] if thread == "main" else said

    def _alternative(self, there: QuestionState) -> list[str]:
        """Another way, where this candidate names one and knows one for the question; each once."""
        other = ALTERNATIVES.get(there.question.id, "")
        if not self._who.suggests or not other or other in self._used:
            return []
        self._used.add(other)
        return [other]

    def _chance(self, there: QuestionState, thread: str) -> float:
        """A number from 0 to 1 that depends on what is asked and on nothing said before."""
        return Random(f"{self._seed}:{there.question.id}:{thread}").random()

    def aloud(self, there: QuestionState) -> list[str]:
        """What is said while thinking about a code question, in two messages."""
        known = self._said(list(there.question.rubric), there.question.model_answer or "")
        sentences = re.split(r"(?<=[.])\s+", " ".join(known).strip())
        half = max(1, len(sentences) // 2)
        parts = [" ".join(sentences[:half]), " ".join(sentences[half:])]
        said = [part for part in (f"{self._fresh(_ALOUD)} {parts[0]}", parts[1]) if part.strip()]
        return [*said, *self._alternative(there)]

    def added(self) -> str:
        """What is said to "anything to add?"."""
        return self._fresh(_NO_MORE)

    def admission(self) -> str:
        return self._fresh(_ADMISSIONS)

    def asks_for_hint(self, first: bool) -> str:
        """A request for the first hint on a question, or for a further one."""
        return self._fresh(_FIRST_HINTS if first else _MORE_HINTS)

    def leaves_it(self) -> str:
        return self._fresh(_LEAVES)

    def kernel_died(self) -> str:
        return self._fresh(_DIED)

    def no_questions(self) -> str:
        return "That's all from my side, thank you."

    def aside(self, there: QuestionState) -> list[str]:
        """What no bank knows, asked twice in other words, and a wish to hear the question again."""
        return [self._fresh(_ASIDE), self._fresh(_ASIDE), self._fresh(_ONCE_MORE)]

    def _said(self, points: list[RubricPoint], model: str) -> list[str]:
        match self._who.answers:
            case "model":
                told = model or self._fresh(_VAGUE)
            case "partial":
                told = self._partly(points)
            case "mistaken":
                told = self._mistaken(points)
            case "keywords":
                told = ", ".join(dict.fromkeys(word for p in points for word in _keywords(p)))
            case "vague":
                told = self._fresh(_VAGUE)
            case "nothing":
                told = self._fresh(_UNKNOWN)
        return self._in_manner(told, points)

    def _known(self, points: list[RubricPoint]) -> list[RubricPoint]:
        return points[: max(1, round(len(points) * self._who.coverage))] if self._who.coverage else []

    def _partly(self, points: list[RubricPoint]) -> str:
        """The first points, and an honest word about the rest."""
        known = self._known(points)
        if not known:
            return self._fresh(_UNKNOWN)
        rest = self._who.admits and len(known) < len(points)
        return " ".join([*map(self._opened, known), *([self._fresh(_NOT_THE_REST)] if rest else [])])

    def _mistaken(self, points: list[RubricPoint]) -> str:
        """The first points, and of the others what people get wrong about them, said without a doubt."""
        known = self._known(points)
        wrong = [_sentence(p.wrong[0]) for p in points if p not in known and p.wrong]
        return " ".join([*(p.text for p in known), *wrong]) or self._fresh(_VAGUE)

    def _in_manner(self, told: str, points: list[RubricPoint]) -> list[str]:
        match self._who.manner:
            case "plain":
                return [told]
            case "rambling":
                return [self._fresh(_FILLER), f"{told} {self._fresh(_FILLER)}"]
            case "simple":
                return [_simple(told)]
            case "correcting":
                wrong = next((p.wrong[0] for p in points if p.wrong), "")
                if not wrong or Random(f"{self._seed}:{wrong}").random() >= _TAKES_BACK:
                    return [told]
                return [f"{_sentence(wrong)} {self._fresh(_CORRECTIONS)} {told}"]

    def _opened(self, point: RubricPoint) -> str:
        if not _STARTERS.match(point.text) or point.text[1:2].isupper():
            return point.text
        self._openers += 1
        if self._openers % 2 == 0:
            return point.text
        return _OPENERS[self._openers // 2 % len(_OPENERS)] + point.text[0].lower() + point.text[1:]

    def _fresh(self, sentences: tuple[str, ...]) -> str:
        free = [s for s in sentences if s not in self._used] or list(sentences)
        chosen = self._random.choice(free)
        self._used.add(chosen)
        return chosen


def _sentence(text: str) -> str:
    first = text.split()[0] if text.split() else ""
    text = text[:1].upper() + text[1:] if first.isalpha() and (len(first) > 1 or first == "a") else text
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _simple(told: str) -> str:
    """Short sentences with few articles, as people write who learned the language late."""
    pieces = re.split(r"(?<=[.;:])\s+|, (?=(?:so|and|but|because|which)\b)", told)
    return " ".join(_sentence(re.sub(r"\b(?:the|a|an) ", "", p.strip(" ,;:"))) for p in pieces if p.strip(" ,;:"))


def _keywords(point: RubricPoint) -> list[str]:
    """The long words of a point and of its phrases: what somebody would list who has no sentence to say."""
    return [w.lower() for text in (point.text, *point.phrases) for w in re.findall(r"[\w-]{6,}", text)]
