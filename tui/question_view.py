"""What there is to read about one question: its verdict, its points with one's own words, the model answer, the code. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from hotseat.front.figures import claimed
from hotseat.front.guessing import told_of
from hotseat.front.replay_diff import DiffRow
from hotseat.front.times import span
from hotseat.front.views import HOW, result
from hotseat.interview.own_tests import sentences
from hotseat.interview.scoring import PointOutcome, QuestionOutcome
from hotseat.interview.state import State, Submission
from hotseat.tui import safe
from hotseat.tui.replay_view import diff_parts
from hotseat.tui.scorecard_view import DISPUTED, head, under
from hotseat.tui.widgets.checks import WORDS, word
from hotseat.tui.widgets.prose import Beside, Hanging, Markdown, Part, typed

Keys = Callable[[str], str]
"""The key of an action, by the action's name."""
POINTS = {
    "covered": ("✓", "$success"),
    "unclear": ("?", "$warning"),
    "contradicted": ("✗", "$error"),
    "not found": ("–", "$text-muted"),
}


def question_parts(state: State, outcome: QuestionOutcome, keys: Keys) -> tuple[Part, ...]:
    """All there is to read about a question, with what was asked."""
    there = state.questions[outcome.id]
    parts = [*_top(outcome), Markdown(there.question.prompt), Content("")]
    parts += [*_judged(state, outcome), *_read(outcome, keys)]
    said = [t.text for t in there.threads.values() if t.text]
    if said:
        parts += [head("What you said"), *typed("\n".join(said)), Content("")]
    if there.code.strip() and (there.question.kind == "code" or there.runs):
        parts += [head("Your code"), Markdown(_fence(there.code)), Content("")]
    parts += _model(state, outcome, keys)
    if there.revealed and there.revealed[1]:
        parts += [Content(""), head("The reference"), Markdown(_fence(there.revealed[1]))]
    return tuple(parts)


def after_parts(
    state: State, outcome: QuestionOutcome, keys: Keys, rows: Sequence[DiffRow] | None, note: str
) -> tuple[Part, ...]:
    """What one wants to know after a practised question; ``rows`` lead from one's code to the reference, None without one."""
    parts = [*_top(outcome), *_judged(state, outcome), *_read(outcome, keys), *_model(state, outcome, keys)]
    if rows is not None or note:
        parts += [Content(""), head("The reference")]
        parts += [Content.styled(safe.said(note).plain, "$text-muted")] if note else []
        parts += diff_parts(rows) if rows is not None else []
    return tuple(parts)


def _top(outcome: QuestionOutcome) -> list[Part]:
    facts = [HOW.get(outcome.how, outcome.how), f"{span(outcome.spent)} of {span(outcome.box)}"]
    if outcome.hints:
        facts.append(f"{outcome.hints} hint{'' if outcome.hints == 1 else 's'}")
    if outcome.clarified:
        facts.append(f"{outcome.clarified} clarification{'' if outcome.clarified == 1 else 's'}")
    return [head(outcome.title), safe.line(" · ".join(facts), style="$text-muted"), Content("")]


def _judged(state: State, outcome: QuestionOutcome) -> list[Part]:
    """The verdicts, the guess before them, and what one's own tests came to."""
    parts = _verdict(state, outcome.id) if state.questions[outcome.id].submissions else []
    if told := told_of(state, outcome.id):
        parts += [head("Your guess"), safe.said(told), Content("")]
    if outcome.own_tests:
        first, *rest = map(safe.said, sentences(outcome.own_tests))
        parts += [head("Your tests"), first, *(under(row.plain) for row in rest), Content("")]
    return parts


def _read(outcome: QuestionOutcome, keys: Keys) -> list[Part]:
    """Each rubric point with one's own words beside it."""
    if not outcome.points:
        return []
    rows = [row for point in outcome.points for row in _point(point)]
    title = Beside(head("What a good answer says"), head("What you said of it"))
    return [title, *rows, *_told(keys("debrief.overrule"), "overrules a point."), Content("")]


def _model(state: State, outcome: QuestionOutcome, keys: Keys) -> list[Part]:
    """The model answer, once the question is closed, and the figures that it claims."""
    there = state.questions[outcome.id]
    parts: list[Part] = []
    if there.closed_at >= 0 and there.question.model_answer:
        parts += [head("A model answer"), Markdown(there.question.model_answer)]
    if claims := claimed(state, outcome.id):
        rows = [Hanging(Content.styled("• ", "$primary"), safe.said(claim)) for _, claim in claims]
        told = _told(keys("debrief.figure"), "computes one of them before your eyes.")
        parts += [Content(""), head("Its figures"), *rows, *told]
    return parts


def _told(key: str, does: str) -> list[Part]:
    """What a key does, where there is one."""
    return [under(f"{key} {does}")] if key else []


def _fence(code: str) -> str:
    ticks = "`" * max(3, max((len(r) - len(r.lstrip("`")) for r in code.split("\n")), default=0) + 1)
    return f"{ticks}python\n{code}\n{ticks}"


def _verdict(state: State, question: str) -> list[Part]:
    given = [state.submissions[s] for s in state.questions[question].submissions]
    rows: list[Part] = []
    for number, submission in enumerate(given, 1):
        shown = result(submission.verdict or {}, number)
        sign, name, colour = word(shown.verdict)
        disputed = (DISPUTED if submission.disputed else "", "$warning")
        rows.append(Content.assemble((f"{sign} {name}", f"{colour} bold"), f"  submission {number}", disputed))
        if shown.reason:
            rows.append(safe.said(shown.reason))
        if submission.disputed:
            rows += _dispute(submission)
        for check in shown.checks if number == len(given) else ():
            glyph, label, tint = WORDS[check.outcome]
            hidden = "  hidden" if check.hidden else ""
            rows.append(
                Content.assemble(
                    (f"  {glyph} {label:<8}", tint), safe.line(check.name, 100), (hidden, "$text-muted italic")
                )
            )
            if check.message and check.outcome != "passed":
                rows.append(under(check.message))
    rows.append(Content(""))
    return rows


def _dispute(submission: Submission) -> list[Part]:
    """What the person said of the verdict, and where the case lies."""
    said = (
        f"You contest this verdict: {submission.contest_reason}"
        if submission.contest_reason
        else "You contest this verdict."
    )
    return [Content.styled(safe.said(said).plain, "$warning"), under(f"Its case is kept as {submission.case_file}")]


def _point(point: PointOutcome) -> list[Part]:
    sign, colour = POINTS.get(point.state, POINTS["not found"])
    own = ", by your own word" if point.overruled else ""
    text = Content.assemble(safe.said(point.text), (f" ({point.told}{own})", colour))
    said = safe.said(f"“{point.quote}”") if point.quote else Content.styled("nothing", "$text-muted")
    rows: list[Part] = [Beside(Hanging(Content.styled(f"{sign} ", f"{colour} bold"), text), said)]
    if point.overruled:
        rows.append(under(f"the reading says: {point.read}"))
    if point.second and point.second.worth_telling(point.state):
        words = f": “{point.second.quote}”" if point.second.quote else ""
        rows.append(under(f"second opinion: {point.second.opinion}{words}"))
    return rows
