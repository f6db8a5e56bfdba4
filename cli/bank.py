"""``hotseat bank``: list, show, lint and new."""

from __future__ import annotations

import asyncio
import json
import keyword
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from hotseat import harmless
from hotseat.cli.banks import faults_now, find, give_finding, open_bank, tell_lacking, tell_problems, wanted
from hotseat.cli.places import Places
from hotseat.cli.trouble import CHECK_FAILED, ENVIRONMENT, OK, give, give_json, lacking, say, wrong_use

if TYPE_CHECKING:
    from hotseat.question_bank.bank import Bank
    from hotseat.question_bank.model import Question


def list_questions(
    here: Places,
    topic: Sequence[str],
    level: Sequence[str],
    kind: Sequence[str],
    *,
    as_json: bool,
    markdown: bool = False,
) -> None:
    """One line a question, sorted by id; or a table of them in Markdown."""
    from hotseat.question_bank.engines import unavailable

    wishes = wanted(topic, level, kind)
    bank = open_bank(here)
    tell_problems(bank)
    if not any(wishes.holds(question) for question in bank.summaries.values()):
        say("No question of the bank is of that topic, level and kind.")
    if markdown and not as_json:
        from hotseat.question_bank.table import table

        give(table(q for q in bank.questions.values() if wishes.holds(q)))
        return
    for question in bank.summaries.values():
        if not wishes.holds(question):
            continue
        if as_json:
            give_json(
                {
                    "id": question.id,
                    "title": question.title,
                    "kind": question.kind,
                    "topic": question.topic,
                    "level": question.level,
                    "part": question.part,
                    "minutes": question.minutes,
                    "competencies": list(question.competencies),
                    "follow_ups": question.follow_ups,
                    "pack": bank.pack_of(question.id).name,
                    "packages": list(question.packages),
                    "lacks": str(unavailable(question) or ""),
                }
            )
        else:
            give(
                f"{question.id:28} {question.kind:5} {question.level:7} {question.minutes:>4g} min  "
                f"{question.topic:17} {question.title}"
            )
            if lacking := unavailable(question):
                give(f"{'':28} not available here: {lacking}")


def show_question(here: Places, question: str, *, answers: bool, as_json: bool) -> None:
    """A question as it is asked; with ``answers`` all that it holds."""
    from hotseat.question_bank.engines import unavailable

    asked = find(open_bank(here), question)
    if as_json:
        data: dict[str, Any] = asked.model_dump(mode="json", exclude_none=True)
        if not answers:
            for private in ("contract", "rubric", "model_answer", "follow_ups", "hints", "evidence"):
                data.pop(private, None)
            data["clarifications"] = len(asked.clarifications)
        give_json(data)
        return
    give(f"{asked.title}\n{asked.kind}, {asked.level}, about {asked.minutes:g} minutes, {asked.topic}\n")
    if lacking := unavailable(asked):
        give(f"Not available here: it {lacking}.\n")
    give(asked.prompt.strip())
    if asked.rules.say:
        give("\nRules: " + " ".join(asked.rules.say))
    if asked.functions:
        give("\nYour code defines: " + ", ".join(asked.functions))
    if answers:
        _show_answers(asked)


def _show_answers(asked: Question) -> None:
    if asked.model_answer:
        give(f"\nModel answer\n\n{asked.model_answer.strip()}")
    if asked.rubric:
        give("\nRubric\n")
        for point in asked.rubric:
            give(f"- {point.text}")
    for follow_up in asked.follow_ups:
        give(f"\nFollow-up ({follow_up.kind})\n\n{follow_up.prompt.strip()}\n\n{follow_up.model_answer.strip()}")


def lint(here: Places, questions: Sequence[str], *, quick: bool, as_json: bool) -> int:
    """Hold the bank to its promises; returns 1 when one is broken."""
    from hotseat.question_bank import lint as seen

    bank = open_bank(here)
    for question in questions:
        if question not in bank.questions and Path(question).exists():
            wrong_use(
                f"{harmless.line(question, 60)} is no question's id. hotseat pack check looks at a pack of one's own."
            )
        find(bank, question)
    chosen = set(questions) or set(bank.questions)
    broken = False
    for finding in seen.lint(bank, chosen if questions else None):
        give_finding(finding.severity, finding.file, finding.line, finding.message, as_json=as_json)
        broken = broken or finding.severity == "error"
    closed: set[str] = set() if quick else _closed(bank, chosen)
    if not quick:
        broken = asyncio.run(_gate(bank, sorted(chosen - closed), as_json)) or broken
    if broken:
        return CHECK_FAILED
    if closed:
        say(f"{_counted(len(closed))} not run, so nothing is known of {'it' if len(closed) == 1 else 'them'}.")
        return ENVIRONMENT
    if not as_json:
        give(f"{_counted(len(chosen))}: no error.")
    return OK


def _counted(questions: int) -> str:
    return f"{questions} question{'' if questions == 1 else 's'}"


def _closed(bank: Bank, chosen: set[str]) -> set[str]:
    """The chosen questions with code that is not run, for their pack is not trusted or a library is missing; says so."""
    from hotseat.cli.packs import waiting, waits

    closed: set[str] = set()
    for name, found in waiting(bank).items():
        of_it = {q for q in chosen if bank.pack_of(q).name == name and f"questions/{q}" in found.pieces}
        if of_it:
            say(waits(found))
        closed |= of_it
    return closed | tell_lacking(bank, sorted(chosen - closed))


async def _gate(bank: Bank, chosen: Sequence[str], as_json: bool) -> bool:
    """What must be run to be seen, question by question; returns whether anything is wrong."""
    from hotseat.reference.judge import Judge

    broken = False
    judge = Judge(bank.packs, keeps_examiners=True)
    try:
        for n, name in enumerate(chosen, 1):
            say(f"[{n}/{len(chosen)}] {name}")
            for fault in await faults_now(judge, bank, name):
                give_finding("error", fault.file, 1, f"{name}: {fault.message}", as_json=as_json)
                broken = True
    finally:
        await judge.close()
    return broken


_TALK = """\
id: {id}
title: {title}
kind: talk
topic: {topic}
level: medium
part: drill
minutes: 8
competencies: [technical-depth]
prompt: >
  What would you ask, in one or two sentences, as you would say it aloud?
clarifications:
  - id: size
    asks: [How large is the data?, How many rows are there?, What size are we talking about?]
    answer: About a million rows.
hints:
  - A nudge that gives nothing away.
  - A second rung.
  - Nearly the way.
rubric:
  - id: first-point
    text: One thing a good answer says, as a full sentence.
    phrases: [another way to say it, the same without the jargon]
    wrong: [what a wrong belief about it sounds like]
    probe: A question that leads to this point without telling it?
model_answer: >
  The answer you would like to hear, in your own words. It covers every rubric point.
"""

_CODE = """\
id: {id}
title: {title}
kind: code
topic: {topic}
level: medium
part: drill
minutes: 12
competencies: [coding, testing]
prompt: >
  Write `{function}(x)`. Say what it returns, and leave the limits to be asked for.
contract: >
  What the judge holds people to, in full.
clarifications:
  - id: empty
    asks: [What should happen for empty input?, Can the input be empty?, Is an empty list possible?]
    answer: Return an empty list.
hints:
  - A nudge that gives nothing away.
  - A second rung.
  - Nearly the way.
functions: [{function}]
imports: [import numpy as np]
rubric:
  - id: cost
    text: It takes one pass over the input.
    phrases: [linear time, each element is looked at once]
model_answer: >
  How you would explain your solution aloud.
"""

_STARTER = '''\
# %%
import numpy as np


# %%
def {function}(x):
    """Say what it returns."""
    raise NotImplementedError


# %%
assert {function}([1, 2]) is not None
'''

_SOLUTION = """\
def {function}(x):
    return list(x)
"""

_CHECKS = '''\
"""Checks for {id}: inputs are made and results are held here; only the call itself runs beside the candidate's code."""

from hotseat.reference.check import Case, Check, call


def small_lists(rng):
    return [Case(args=(rng.integers(-9, 9, size=n).tolist(),), note="a short list") for n in (1, 3, 8)]


CHECKS = [
    Check("short lists", inputs=small_lists, observe=call("{function}"), visible=True),
]
'''


def new_question(here: Places, question: str, kind: str, topic: str, into: Path | None) -> None:
    """Write the files of a new question; exits with 2 rather than write over one."""
    from hotseat.question_bank.model import Kind, Topic

    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", question):
        wrong_use("An id is made of lower-case words joined by hyphens, such as running-median.")
    if kind not in get_args(Kind):
        wrong_use(f"--kind is talk or code, not {kind!r}.")
    if topic not in get_args(Topic):
        wrong_use(f"--topic is one of {', '.join(get_args(Topic))}.")
    if keyword.iskeyword(question.replace("-", "_")):
        wrong_use(f"{question} is a word of Python's own and can name no function. Choose another id.")
    folder = into or here.own_pack
    bank = open_bank(here)
    if question in bank.questions:
        wrong_use(f"The bank has a question called {question!r} already, in {bank.file_of(question)}.")
    names = {
        "id": question,
        "title": question.replace("-", " ").replace("_", " ").capitalize(),
        "topic": topic,
        "function": re.sub(r"\W", "_", question) if not question[0].isdigit() else f"f_{question.replace('-', '_')}",
    }
    files = {folder / "questions" / topic / f"{question}.yaml": (_TALK if kind == "talk" else _CODE)}
    if kind == "code":
        for part, text in (("starters", _STARTER), ("solutions", _SOLUTION), ("checks", _CHECKS)):
            files[folder / part / f"{question}.py"] = text
    write_new(here, folder, {path: text.format(**names) for path, text in files.items()})
    say(f"Fill them in, then: hotseat bank lint {question}")


def write_new(here: Places, folder: Path, texts: Mapping[Path, str]) -> None:
    """Write files of a question into a pack and tell their paths; exits with 2, and has written nothing, where one is there.

    A pack that had no file before becomes the person's own.
    """
    for path in texts:
        if path.exists():
            wrong_use(f"{harmless.line(str(path), 400)} is there already; nothing was written.")
    empty = _holds_nothing(folder)
    for path, text in texts.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as fault:
            lacking(f"{harmless.line(str(path), 400)} cannot be written: {fault.strerror or fault}.")
        give(str(path))
    _stand_for(here, folder, empty)


def _holds_nothing(folder: Path) -> bool:
    """Whether there is no file yet in any folder of a pack."""
    from hotseat.question_bank.trust import FOLDERS

    return not any(path.is_file() for part in ("questions", *FOLDERS) for path in (folder / part).rglob("*"))


def _stand_for(here: Places, folder: Path, empty: bool) -> None:
    """Make a pack that was begun just now the person's own, and say what is still needed of any other."""
    from hotseat.cli.packs import packs_of
    from hotseat.cli.trust import TrustStore

    store = TrustStore(here.trust)
    if empty:
        try:
            store.own(folder)
        except OSError as fault:
            lacking(f"That this pack is yours cannot be kept in {here.trust}: {fault.strerror or fault}.")
    known = next((pack for pack in packs_of(here)[0] if pack.code.resolve() == folder.resolve()), None)
    if known is None:
        say(f"To let Hotseat find them, add to {here.settings}: packs = [{json.dumps(str(folder.resolve()))}]")
    elif known.trust.stands == "sealed":
        say(f"This pack was not begun here. If all of it is yours: hotseat pack trust {known.name} --own")
