"""The debrief in lines: the whole in brief, then each score, question and habit with what it rests on. Pure."""

from __future__ import annotations

from hotseat.counted import counted
from hotseat.front.figures import claimed
from hotseat.front.guessing import told_of
from hotseat.front.lines import Turn, verdict_word
from hotseat.front.record import places, timeline, turn_at
from hotseat.front.times import clock, span
from hotseat.front.views import HOW, heading, how_ended, result
from hotseat.interview.own_tests import sentences
from hotseat.interview.scorecard_words import contest_told, left_over, on_questions, unseen, weighed
from hotseat.interview.scoring import Line, PointOutcome, QuestionOutcome, debrief, word
from hotseat.interview.state import State
from hotseat.plain.markdown import spoken_text
from hotseat.plain.verdict import verdict_rows
from hotseat.review.words import SPEAKERS


def overall(state: State, *, damaged: bool = False) -> list[str]:
    """The whole in brief: the hire signal with its reasons, each score and each question in a line.

    ``damaged``: nothing can be added to the session's file.
    """
    report = debrief(state)
    found = report.signal
    rows = [
        f"{heading(state)}. {how_ended(state.ended, damaged)}",
        f"Hire signal: {found.word}. {found.sentence}",
        f"{found.seen} Time: {span(report.spent)} of {span(state.plan.seconds)}.",
    ]
    for title, reasons in (
        ("What is required and was not there.", found.failed),
        ("What speaks for you.", found.speaks_for),
        ("What speaks against.", found.speaks_against),
    ):
        rows += [title, *(f"  {reason.text}" for reason in reasons)] if reasons else []
    if report.overrun >= 1:
        rows.append(f"Over the budgets: {span(report.overrun)}.")
    if state.resumed:
        rows.append(f"Opened again: {state.resumed} times." if state.resumed > 1 else "Opened again: once.")
    rows.append("The scorecard.")
    rows += [
        f"  {s.title}: {s.word}{', disputed' if s.disputed else ''}."
        for s in report.competencies
        if s.score is not None
    ]
    if told := unseen(report):
        rows.append(f"  {told}")
    if any(q.disputed for q in report.questions):
        rows.append("You contest a verdict. The scores it bears on stand as they are, marked as disputed.")
    rows += left_over(report)
    rows += [f"Question {n}: {question_row(q)}" for n, q in enumerate(report.questions, 1)]
    return rows


def question_row(outcome: QuestionOutcome) -> str:
    """A question and what became of it, in a line."""
    facts = [HOW.get(outcome.how, outcome.how)]
    if outcome.verdict:
        facts.append(verdict_word(outcome.verdict) + (", disputed" if outcome.disputed else ""))
    if outcome.points_told:
        facts.append(outcome.points_told)
    return f"{outcome.title}: {'; '.join(facts)}."


def scores(state: State) -> list[str]:
    """Every score with its lines, each by its number, and the events it rests on."""
    where, report = places(state), debrief(state)
    numbers = {line.name: n for n, line in enumerate(report.lines, 1)}
    rows: list[str] = []
    for score in report.competencies:
        rows.append(f"{score.title}: {score.word}{', disputed' if score.disputed else ''}.")
        if not score.lines:
            rows.append("  Nothing in this session showed it.")
        for group in on_questions(score):
            rows += [f"  {group.heading}."] if group.heading else []
            for line in group.lines:
                number = numbers[line.name]
                rows += [f"  {row}" for row in _evidence(number, line, where)]
    return rows


def moment(state: State, line: Line) -> list[str]:
    """A line of the scorecard with the turns around the moment that it rests on."""
    turns, at = timeline(state), turn_at(state, line.moment)
    first, last = max(at - 1, 0), at + 2
    rows = [line.text if line.text.endswith(".") else f"{line.text}.", "What was said around that moment."]
    return rows + [row for turn in turns[first:last] for row in _turn(turn)]


def _evidence(number: int, line: Line, where: dict[int, str]) -> list[str]:
    disputed = "; you contest the verdict" if line.disputed else ""
    rows = [f"Line {number}, {word(line.value)}: {line.bare} ({weighed(line)}{disputed})"]
    if line.contest:
        rows.append(f"  {contest_told(line.contest)}")
    return rows + _events(line.seqs, where, 3)


def _events(seqs: tuple[int, ...], where: dict[int, str], most: int) -> list[str]:
    rows = [f"  Event {seq}: {where[seq]}" if seq in where else f"  Event {seq}." for seq in seqs[:most]]
    if len(seqs) > most:
        rows.append(f"  And {counted(len(seqs) - most, 'more event')}.")
    return rows


def question(state: State, outcome: QuestionOutcome) -> list[str]:
    """All there is to read about a question."""
    there = state.questions[outcome.id]
    rows = [headline(outcome), *spoken_text(there.question.prompt).split("\n")]
    rows += [*judged(state, outcome), *points(outcome)]
    said = [t.text for t in there.threads.values() if t.text]
    if said:
        rows += ["What you said.", *(f"  {row}" for row in "\n".join(said).split("\n"))]
    if there.code.strip() and (there.question.kind == "code" or there.runs):
        rows += ["Your code.", *(f"  {row}" for row in there.code.rstrip().split("\n"))]
    if there.closed_at >= 0 and there.question.model_answer:
        rows += ["A model answer.", *spoken_text(there.question.model_answer).split("\n")]
    if claims := claimed(state, outcome.id):
        number = [q.id for q in debrief(state).questions].index(outcome.id) + 1
        rows += ["Its figures.", *(f"  {claim}" for _, claim in claims), f"figure {number} computes one of them."]
    if there.revealed and there.revealed[1]:
        rows += ["The reference.", *(f"  {row}" for row in there.revealed[1].rstrip().split("\n"))]
    return rows


def headline(outcome: QuestionOutcome) -> str:
    """How a question went, in a line."""
    facts = [HOW.get(outcome.how, outcome.how), f"{span(outcome.spent)} of {span(outcome.box)}"]
    if outcome.hints:
        facts.append(f"{outcome.hints} hint{'' if outcome.hints == 1 else 's'}")
    if outcome.clarified:
        facts.append(f"{outcome.clarified} clarification{'' if outcome.clarified == 1 else 's'}")
    return f"{outcome.title}: {', '.join(facts)}."


def judged(state: State, outcome: QuestionOutcome) -> list[str]:
    """The verdicts on a question, the last one whole, the guess before them, and what one's own tests came to."""
    rows: list[str] = []
    given = [state.submissions[s] for s in state.questions[outcome.id].submissions]
    for number, submission in enumerate(given, 1):
        shown = result(submission.verdict or {}, number, disputed=submission.disputed)
        told = verdict_rows(shown)
        rows += ["The verdict.", *told] if number == len(given) else told[:2]
        if submission.disputed:
            reason = f": {submission.contest_reason}" if submission.contest_reason else "."
            rows += [f"You contest this verdict{reason}", f"Its case is kept as {submission.case_file}"]
    if guess := told_of(state, outcome.id):
        rows += ["Your guess.", guess]
    if outcome.own_tests:
        rows += ["Your tests.", *sentences(outcome.own_tests)]
    return rows


def points(outcome: QuestionOutcome) -> list[str]:
    """What a good answer says, each point with one's own words."""
    if not outcome.points:
        return []
    told = (row for n, point in enumerate(outcome.points, 1) for row in point_rows(n, point))
    return ["What a good answer says.", *told]


def point_rows(number: int, point: PointOutcome) -> list[str]:
    """A rubric point by its number, what became of it and why."""
    own = f", by your own word; the reading says: {point.read}" if point.overruled else ""
    rows = [f"Point {number}, {point.told}{own}: {point.text}"]
    if point.quote:
        rows.append(f"  You said: “{point.quote}”")
    if point.second and point.second.worth_telling(point.state):
        words = f": “{point.second.quote}”" if point.second.quote else ""
        rows.append(f"  Second opinion: {point.second.opinion}{words}")
    return rows


def habits(state: State) -> list[str]:
    """The five habits with the events behind them, and both lists."""
    where = places(state)
    names = {h.id: h.text for h in state.checklist.habits} if state.checklist else {}
    rows = ["The five habits."]
    for habit in debrief(state).habits:
        value = "no occasion" if habit.seen is None else f"seen {habit.seen:.0%}"
        ticked = ", ticked by you" if habit.ticked else ""
        rows.append(f"{names.get(habit.id, habit.id.replace('-', ' '))} ({value}{ticked}). {habit.sentence}")
        rows += _events(habit.seqs, where, 4)
    if state.checklist and state.checklist.before:
        rows.append("Before the call.")
        rows += [
            f"  {item.text} ({'ticked' if state.ticked_items.get(item.id) else 'not ticked'})"
            for item in state.checklist.before
        ]
    if state.checklist and (state.checklist.mindsets or state.checklist.reminders):
        rows.append("To remember.")
        for item in (*state.checklist.mindsets, *state.checklist.reminders):
            rows.append(f"  {item.text}{f' {item.why}' if item.why else ''}")
    return rows


def transcript(state: State) -> list[str]:
    """The conversation with what was run and submitted between the turns."""
    return [row for turn in timeline(state) for row in _turn(turn)]


def _turn(turn: Turn) -> list[str]:
    text = spoken_text(turn.text) if turn.who == "interviewer" else turn.text
    first, *rest = text.split("\n")
    tag = f", {turn.tag}" if turn.tag else ""
    return [f"{SPEAKERS[turn.who]} at {clock(turn.at)}{tag}: {first}", *(f"  {row}" for row in rest)]
