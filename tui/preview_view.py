"""What an author reads of a question of a pack: what a candidate sees, can ask for, and is held to. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from hotseat.front.pack_preview import FindingLine, PackView, QuestionSheet, SolutionLine
from hotseat.question_bank.model import FollowUp, Question, RubricPoint
from hotseat.tui import safe
from hotseat.tui.scorecard_view import head, under
from hotseat.tui.widgets.prose import Code, Hanging, Markdown, Part

MARKS = {"error": ("✗", "$error"), "warning": ("!", "$warning"), "": ("✓", "$success")}
WHEN = {
    "always": "always asked",
    "passed": "asked once the code has passed",
    "failed": "asked once the code has failed",
    "incident": "asked where an incident brings it up",
}


class Chapter(NamedTuple):
    """One part of what there is to read."""

    id: str
    parts: tuple[Part, ...]


def chapters(sheet: QuestionSheet, *, rungs: int, answers: bool, key: str) -> list[Chapter]:
    """All there is to read of a question.

    ``rungs`` hints are shown; without ``answers`` only what a candidate sees before the question is over. ``key`` shows a hint.
    """
    question = sheet.question
    if question is None:
        told = "Its file cannot be used. The findings say where, and what is wrong."
        return [Chapter("brief", (head(sheet.id), Content.styled(told, "$error")))]
    found = [Chapter("brief", _brief(question))]
    if sheet.starter.strip():
        found.append(Chapter("starter", (head("Starter"), Code(sheet.starter.strip("\n"), "python"))))
    if question.clarifications:
        found.append(Chapter("clarifications", _clarifications(question, answers)))
    if question.hints:
        found.append(Chapter("hints", _hints(question, rungs, key)))
    if question.kind == "code":
        found.append(Chapter("checks", _checks(sheet, answers)))
    if not answers:
        return found
    if question.contract:
        found.append(Chapter("contract", (head("Contract"), Markdown(question.contract))))
    if question.rubric:
        found.append(Chapter("rubric", (head("Rubric"), *_points(question.rubric))))
    if question.model_answer:
        found.append(Chapter("model", (head("Model answer"), Markdown(question.model_answer), *_claims(question))))
    found += [Chapter(f"follow-up-{n}", _follow_up(one)) for n, one in enumerate(question.follow_ups)]
    if sheet.reference.strip():
        found.append(Chapter("reference", (head("Reference"), Code(sheet.reference.strip("\n"), "python"))))
    if sheet.right or sheet.wrong:
        found.append(Chapter("solutions", _solutions(sheet)))
    return found


def _brief(question: Question) -> tuple[Part, ...]:
    facts = [
        question.kind,
        question.level,
        question.topic,
        f"{question.minutes:g} min",
        ", ".join(question.competencies),
    ]
    parts: list[Part] = [head(question.title), safe.line(" · ".join(facts), 200, "$text-muted"), Content("")]
    parts.append(Markdown(question.prompt))
    if question.rules.say:
        parts += [Content(""), safe.said("Rules: " + " ".join(question.rules.say))]
    if question.functions:
        parts += [Content(""), safe.line(f"Your code defines: {', '.join(question.functions)}", 200, "$text-muted")]
    return tuple(parts)


def _clarifications(question: Question, answers: bool) -> tuple[Part, ...]:
    if not answers:
        count = len(question.clarifications)
        told = f"{count} limit{' is' if count == 1 else 's are'} told when somebody asks."
        return head("Clarifications"), Content.styled(told, "$text-muted")
    rows: list[Part] = [head("Clarifications")]
    for one in question.clarifications:
        first, *rest = one.asks
        rows.append(_item("?", "$primary", first))
        rows += [under(ask) for ask in rest]
        rows.append(Hanging(Content("    "), safe.said(f"→ {one.answer}")))
    return tuple(rows)


def _hints(question: Question, rungs: int, key: str) -> tuple[Part, ...]:
    total = len(question.hints)
    shown = question.hints[: min(rungs, total)]
    rows: list[Part] = [head(f"Hints, {len(shown)} of {total}")]
    rows += [_item(str(n), "$secondary", hint) for n, hint in enumerate(shown, 1)]
    if len(shown) < total:
        rows.append(under(f"{key} shows the next rung."))
    return tuple(rows)


def _checks(sheet: QuestionSheet, answers: bool) -> tuple[Part, ...]:
    rows: list[Part] = [head("Checks")]
    for check in sheet.checks:
        if check.visible:
            rows.append(_item("●", "$primary", check.name))
        else:
            name = check.name if answers else "a hidden check"
            rows.append(Hanging(Content.styled("○ ", "$text-muted"), safe.said(f"{name}  (hidden)")))
            if check.hint and answers:
                rows.append(under(f"where it fails: {check.hint}"))
    if not sheet.checks:
        rows.append(Content.styled("None that can be told from the file.", "$text-muted"))
    return tuple(rows)


def _points(points: Sequence[RubricPoint]) -> list[Part]:
    rows: list[Part] = []
    for point in points:
        weight = f"  ×{point.weight:g}" if point.weight != 1 else ""
        rows.append(_item("•", "$primary", f"{point.text}{weight}"))
        rows += [under(f"said as: {phrase}") for phrase in point.phrases]
        rows += [under(f"wrong: {wrong}") for wrong in point.wrong]
        rows += [under(f"probe: {point.probe}")] if point.probe else []
    return rows


def _claims(question: Question) -> list[Part]:
    if not question.evidence:
        return []
    rows: list[Part] = [Content(""), Content.styled("Its figures, each computed by a cell:", "$text-muted")]
    return rows + [_item("=", "$secondary", cell.claim) for cell in question.evidence]


def _follow_up(one: FollowUp) -> tuple[Part, ...]:
    verb, _, point = one.trigger.partition(":")
    when = WHEN.get(one.trigger, f"asked once {point!r} was {verb}")
    title = Content.assemble(head(f"Follow-up: {one.kind}"), (f"  {when}, {one.minutes:g} min", "$text-muted"))
    return title, Markdown(one.prompt), Content(""), *_points(one.rubric), Content(""), Markdown(one.model_answer)


def _solutions(sheet: QuestionSheet) -> tuple[Part, ...]:
    def rows(sign: str, colour: str, solutions: Sequence[SolutionLine]) -> list[Part]:
        found: list[Part] = []
        for one in solutions:
            found.append(_item(sign, colour, one.file.partition("__")[2].removesuffix(".py").replace("_", " ")))
            found += [under(one.told)] if one.told else []
            found += [under(f"caught by: {name}") for name in one.fails]
        return found

    return head("Solutions"), *rows("✓", "$success", sheet.right), *rows("✗", "$error", sheet.wrong)


def _item(sign: str, colour: str, text: str) -> Hanging:
    return Hanging(Content.styled(f"{sign} ", colour), safe.said(text))


def question_label(view: PackView, sheet: QuestionSheet, tried: Sequence[FindingLine] | None) -> Content:
    """A question in the list: the worst that is said of it, and its title; ``tried``: what running it showed, if it was run."""
    worst = "error" if tried else view.worst(sheet.id)
    sign, colour = MARKS[worst]
    ran = (" ▸", "$success") if tried is not None and not tried else ""
    return Content.assemble((f"{sign} ", f"{colour} bold"), safe.line(sheet.title, 60), ran)


def finding_label(finding: FindingLine) -> Content:
    """A finding: what, and where."""
    sign, colour = MARKS[finding.severity]
    where = f"{finding.file}:{finding.line}" if finding.file else "the pack"
    run = " (run)" if finding.ran else ""
    place = safe.line(f"  {where}{run}", 160, "$text-muted")
    return Content.assemble((f"{sign} ", f"{colour} bold"), safe.line(finding.message, 400), "\n", place)


def summed(view: PackView) -> Content:
    """What the pack is and how it stands, in one line."""
    errors = sum(f.severity == "error" for f in view.findings)
    warnings = len(view.findings) - errors
    name = safe.line(f"{view.name} {view.version}".strip(), 60, "bold $primary")
    counted = [(len(view.sheets), "question"), (errors, "error"), (warnings, "warning")]
    told = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in counted)
    return Content.assemble("Preview  ", name, (f"  {told}", "$error" if errors else "$text-muted"))
