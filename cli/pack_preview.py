"""``hotseat pack preview``: the screen on which an author looks at a pack, or the same as text where no screen can be drawn."""

from __future__ import annotations

from pathlib import Path

from hotseat import harmless
from hotseat.cli.front_ends import ready_places
from hotseat.cli.places import places
from hotseat.cli.settings import read_settings
from hotseat.cli.trouble import OK, give, is_terminal, lacking, wrong_use
from hotseat.front.pack_preview import QuestionSheet
from hotseat.front.service import Trouble


def show_preview(folder: Path, question: str, *, plain: bool) -> int:
    """Show a pack until it is left; returns the exit code."""
    from hotseat.cli.banks import unknown
    from hotseat.cli.pack_desk import pack_view

    try:
        view = pack_view(folder)
    except Trouble as trouble:
        wrong_use(str(trouble))
    except OSError as fault:
        lacking(f"{harmless.line(str(folder), 200)} cannot be read: {fault.strerror or fault}.")
    ids = [sheet.id for sheet in view.sheets]
    if question and question not in ids:
        wrong_use(unknown("question", question, [], ", ".join(ids) or "none"))
    if plain or not is_terminal() or read_settings(places().settings)[0].plain:
        for sheet in view.sheets:
            if question in ("", sheet.id):
                give(_told(sheet))
        for finding in view.findings:
            give(f"{finding.file}:{finding.line}: {finding.severity}: {finding.message}")
        return OK
    from hotseat.cli.screen import show

    return show(ready_places(), "preview", pack=(view.folder, question))


def _told(sheet: QuestionSheet) -> str:
    """A question as plain text, in the order of the screen."""
    question = sheet.question
    if question is None:
        return f"{sheet.id}\n\nIts file cannot be used; see below.\n"
    rows = [question.title, f"{question.kind}, {question.level}, {question.topic}, {question.minutes:g} minutes", ""]
    rows += [question.prompt.strip()]
    rows += ["", "Starter", "", sheet.starter.strip()] if sheet.starter.strip() else []
    rows += ["", "Clarifications", ""] if question.clarifications else []
    rows += [f"{' / '.join(one.asks)} -> {one.answer}" for one in question.clarifications]
    rows += ["", "Hints", ""] if question.hints else []
    rows += [f"{n}. {hint}" for n, hint in enumerate(question.hints, 1)]
    rows += ["", "Checks", ""] if sheet.checks else []
    rows += [f"{'shown' if check.visible else 'hidden'}: {check.name}" for check in sheet.checks]
    rows += ["", "Rubric", ""] if question.rubric else []
    rows += [f"- {point.text}" for point in question.rubric]
    rows += ["", "Model answer", "", question.model_answer.strip()] if question.model_answer else []
    for one in question.follow_ups:
        rows += ["", f"Follow-up, {one.kind}, {one.trigger}", "", one.prompt.strip(), "", one.model_answer.strip()]
    return harmless.plain("\n".join(rows)) + "\n"
