"""How well clarifying questions are understood: natural wordings, and questions that no bank has an answer to.

.venv/bin/python benchmarks/asking.py             the part that may be tuned on
.venv/bin/python benchmarks/asking.py --unseen    also the part that may not
.venv/bin/python benchmarks/asking.py --show      each one that went wrong as well

The askings (benchmarks/data/askings.yaml) share no wording with the bank. Every unknown one is put to every question of
the bank, and so are the brief, the probes and the follow-ups of each question themselves, as somebody would paste them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import yaml

from hotseat.cli.wiring import WordEars
from hotseat.interview.hearing import asked_for
from hotseat.interview.pasted import not_pasted
from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.model import Question
from hotseat.reference.builtin import builtin_pack

DATA = Path(__file__).parent / "data" / "askings.yaml"
EARS = WordEars()


def understood(question: Question, said: str) -> set[str]:
    """The clarifications that a message is taken to ask for, by the way every message goes."""
    ways = [(c.id, (*c.asks, c.answer)) for c in question.clarifications]
    left = not_pasted(said, question)
    return {a.ref for a in asked_for(left, ways, EARS) if a.ref} if left else set()


def pastes(question: Question) -> list[str]:
    """What of a question can be pasted back."""
    texts = [question.prompt, *(p.probe for p in question.rubric if p.probe), *(f.prompt for f in question.follow_ups)]
    return [t.strip() for t in texts if "?" in t]


def measure(part: dict[str, Any], questions: dict[str, Question], show: bool) -> None:
    """Print the shares of one part."""
    right = wrong = total = 0
    for name, asks in part["asked"].items():
        question, _, want = name.partition("/")
        for said in asks:
            found = understood(questions[question], said)
            right += want in found
            wrong += bool(found - {want})
            total += 1
            if show and found != {want}:
                print(f"  {name}: {said} -> {', '.join(sorted(found)) or 'nothing'}")
    print(f"natural wordings   {total:5d}   right {right / total:6.1%}   another fact {wrong / total:6.1%}")
    taken = trials = 0
    for said in part["unknown"]:
        for question in questions.values():
            found = understood(question, said)
            trials += 1
            taken += bool(found)
            if show and found:
                print(f"  {question.id}: {said} -> {', '.join(sorted(found))}")
    print(f"unknown questions  {trials:5d}   taken for something {taken / trials:6.1%}")


def main() -> None:
    """Measure what was asked for on the command line."""
    parser = argparse.ArgumentParser(description="How well clarifying questions are understood.")
    parser.add_argument("--unseen", action="store_true", help="measure the part that nothing is tuned on, too")
    parser.add_argument("--show", action="store_true", help="show what went wrong")
    chosen = parser.parse_args()
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    questions = {q.id: q for q in load_bank([builtin_pack()]).questions.values() if q.clarifications}
    for name in ("tuned", "unseen") if chosen.unseen else ("tuned",):
        print(name)
        measure(data[name], questions, chosen.show)
    back = [(q, text) for q in questions.values() for text in pastes(q)]
    taken = [(q.id, text) for q, text in back if understood(q, text)]
    print(f"pasted back        {len(back):5d}   taken for something {len(taken) / len(back):6.1%}")
    if chosen.show:
        for row in taken:
            print("  ", *row)


if __name__ == "__main__":
    sys.exit(main())
