"""``hotseat pack new``: a pack that passes its check at once, around one small, good question to be written over."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import get_args

from hotseat import harmless
from hotseat.cli.bank import write_new
from hotseat.cli.banks import open_bank
from hotseat.cli.packs import in_shell
from hotseat.cli.places import Places
from hotseat.cli.trouble import lacking, say, wrong_use

KINDS = ("code", "talk", "review")
_CARD = """\
version: "0.1.0"
title: {title}
about: >-
  Say in a sentence or two what is in this pack, and for whom.
authors: [Your name]
licence: CC BY 4.0
"""
_README = """\
# {title}

A pack of questions for Hotseat.

```
hotseat pack check {folder}            lint, then the gate: the starter fails, right solutions pass, wrong ones are caught
hotseat pack preview {folder}          each question as a candidate would see it; it follows what you save
hotseat pack new {folder} --question my-question --kind code       one more question (code, talk or review)
hotseat pack build {folder} -o {name}.zip                          an archive to pass on
```

Whoever gets it says `hotseat pack install {name}.zip` and `hotseat pack trust {name}`.

## What is where

| file | what it holds |
|---|---|
| `pack.yaml` | the version, the title and who made it |
| `questions/<topic>/<id>.yaml` | everything in words: the brief, clarifications, hints, follow-ups, rubric, model answer |
| `starters/<id>.py` | what the candidate begins with; it must fail |
| `solutions/<id>.py` | the reference that answers are held against |
| `checks/<id>.py` | the checks: `visible=True` shows input and answer, a hidden one names the kind of case |
| `right/<id>__<style>.py` | other ways to the same answer; they must pass |
| `wrong/<id>__<flaw>.py` | mistakes that people make; the docstring's `fails:` names the check that catches each |

## How to write a good one

- The brief is what you would say aloud. Leave the limits out of it: they are clarifications, with several ways to ask for each.
- The contract says all of it in full. It is for you and the judge; a candidate reads it when the question is over.
- Hints are three rungs: a nudge, the next thing to look at, nearly the way. None of them is the answer.
- A rubric point is one sentence that a good answer says. `phrases` say it in other words, one without the jargon; `wrong` is what
  a mistaken person would say.
- The model answer covers every point, in the words of somebody who speaks. A number in it has a cell under `evidence` that
  computes it.
- Each check can fail: write the wrong solution that it catches.
"""


def new_pack(here: Places, folder: Path, question: str, kind: str) -> None:
    """Write a pack, or one more question into a pack that is there; exits with 2 rather than write over anything."""
    from hotseat.question_bank.pack_source import BadSource, check_name

    if kind not in KINDS:
        wrong_use(f"--kind is code, talk or review, not {harmless.line(kind, 40)!r}.")
    folder = folder.expanduser()
    named = question or _example(kind)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", named):
        wrong_use("A question's id is made of lower-case words joined by hyphens, such as running-median.")
    there = _there(folder)
    _check_free(here, folder, named, asked=bool(question))
    texts = _question(kind, named)
    if not there:
        name = harmless.line(folder.resolve().name, 60)
        title = name.replace("-", " ").replace("_", " ").capitalize() or "My questions"
        facts = {"title": title, "folder": in_shell(folder), "name": re.sub(r"[^A-Za-z0-9._-]+", "-", name)}
        # A JSON text is a YAML one: whatever a folder is called, the card can be read.
        texts["pack.yaml"] = _CARD.format(title=_quoted(title))
        texts["README.md"] = _README.format(**facts)
    for name in texts:
        try:
            check_name(name, "A pack")
        except BadSource:
            wrong_use(f"{named} cannot be the name of a file on every system. Choose another id.")
    write_new(here, folder, {folder / name: text for name, text in sorted(texts.items())})
    say(f"{named} is an example that holds: write over it. hotseat pack check {in_shell(folder)} looks it over.")


def _there(folder: Path) -> bool:
    """Whether there is a pack in the folder; exits where there is something else."""
    try:
        if not folder.exists():
            return False
        if not folder.is_dir():
            wrong_use(f"{harmless.line(str(folder), 300)} is no folder. Name a new one.")
        inside = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError as fault:
        lacking(f"{harmless.line(str(folder), 300)} cannot be read: {fault.strerror or fault}.")
    if inside and "questions" not in inside:
        shown = harmless.line(sorted(inside)[0], 60)
        wrong_use(f"{harmless.line(str(folder), 300)} holds {shown} and no pack. Name a new folder.")
    return "questions" in inside


def _check_free(here: Places, folder: Path, named: str, *, asked: bool) -> None:
    """Exit where a question of this id is in the pack, or in any other that would stand in its way."""
    other = "Choose another id." if asked else "Name your question: --question ID"
    if any((folder / "questions").rglob(f"{named}.yaml")):
        wrong_use(f"The pack has a question called {named!r} already. {other}")
    bank = open_bank(here)
    if named in bank.summaries:
        wrong_use(f"The pack {bank.pack_of(named).name} has a question called {named!r} already. {other}")


def _template(kind: str) -> Path:
    return Path(str(files("hotseat.reference"))) / "template" / kind


def _example(kind: str) -> str:
    """The id of the example of a kind."""
    (only,) = (_template(kind) / "questions").glob("*.yaml")
    return only.stem


def _question(kind: str, named: str) -> dict[str, str]:
    """The files of the example of a kind under another id, by their names in a pack."""
    from hotseat.question_bank.model import Topic

    top, example = _template(kind), _example(kind)
    found: dict[str, str] = {}
    for path in sorted(top.rglob("*")):
        if not path.is_file() or path.suffix not in (".py", ".yaml"):
            continue
        text = path.read_text(encoding="utf-8")
        folder, name = path.parent.name, named + path.name.removeprefix(example)
        if folder == "questions":
            topic = next(t for t in get_args(Topic) if f"\ntopic: {t}\n" in text)
            folder, text = f"questions/{topic}", text.replace(f"id: {example}\n", f"id: {named}\n", 1)
        found[f"{folder}/{name}"] = text
    return found


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
