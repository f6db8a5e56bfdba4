"""The figures that a model answer claims: which ones a person may compute again once a question is over. Pure."""

from __future__ import annotations

from hotseat.interview.state import State

WHICH_FIGURE = "Which claim of the model answer shall be computed?"
NO_FIGURES = "No figure is claimed for this question, or it is not over yet."


def claimed(state: State, question: str) -> tuple[tuple[str, str], ...]:
    """The id and the claim of each cell behind a model answer that may be read; none while the question goes on."""
    there = state.questions.get(question)
    if there is None or there.closed_at < 0:
        return ()
    return tuple((cell.id, cell.claim) for cell in there.question.evidence)
