"""Clarifying questions in people's own words, on the bank's questions: nearly all understood, hardly any taken for another."""

from __future__ import annotations

import pytest
from support.rehearsal_stage import bank

from hotseat.interview.pasted import not_pasted
from hotseat.reference.rubric import match_question

ASKED = {
    "zscore": {
        "should I divide by n-1?": "deviation",
        "what happens when every entry is identical?": "constant",
        "could the input be ints?": "integers",
        "do you need a copy or can I mutate the argument": "in-place",
        "how precise should the output be?": "epsilon",
        "will there be nans?": "empty-or-missing",
    },
    "binary-auc": {
        "what if two predictions have the same score?": "ties",
        "what if only positives are present?": "single-class",
        "are the scores between zero and one?": "score-range",
        "can I do it with Mann-Whitney U?": "ranks-instead",
        "is an O(n^2) solution okay?": "size",
        "should I raise if one class is absent?": "single-class",
    },
    "median-imputer": {
        "do I modify df directly?": "mutation",
        "what if the whole column is null?": "all-missing",
        "must the dtype be preserved?": "dtypes",
        "should other columns be left alone?": "other-columns",
        "what if cols contains a column that doesn't exist?": "unknown-names",
    },
    "deploy-at-scale": {
        "how many users do we serve?": "load",
        "what response time is needed?": "latency",
        "what uptime do we need?": "availability",
        "how frequently do we retrain?": "retraining",
    },
    "transformer-block": {
        "is there any masking?": "mask",
        "where do I put the dropout layers?": "dropout-places",
        "can I use torch's own encoder layer?": "library-layer",
        "does the naming of submodules matter?": "free-names",
    },
}
NOWHERE = {
    "zscore": (
        "who will call this function?",
        "do I need type hints?",
        "should I write docstrings?",
        "Is this for a dashboard?",
    ),
    "binary-auc": ("what model made the scores?", "are there sample weights?", "Do you need a plot as well?"),
    "median-imputer": ("which pandas version?", "Should it run in parallel?"),
    "deploy-at-scale": ("which cloud provider do we use?", "what language is the backend written in?"),
    "transformer-block": ("which optimizer did they use in the paper?",),
}


def _matched(question: str, asked: str) -> str | None:
    ways = [(c.id, (*c.asks, c.answer)) for c in bank().questions[question].clarifications]
    found = match_question(asked, ways)
    return found[0] if found else None


def test_natural_wordings_are_understood() -> None:
    rows = [(q, asked, want) for q, asks in ASKED.items() for asked, want in asks.items()]
    right = [row for row in rows if _matched(row[0], row[1]) == row[2]]
    wrong = [row for row in rows if _matched(row[0], row[1]) not in (row[2], None)]
    assert len(right) >= 0.9 * len(rows), [row for row in rows if row not in right]
    assert len(wrong) <= 1


def test_what_the_bank_does_not_know_is_taken_for_nothing() -> None:
    rows = [(q, asked) for q, asks in NOWHERE.items() for asked in asks]
    assert [row for row in rows if _matched(*row)] == []


AROUND = (
    "What does the customer pay for it?",
    "How long should my answer be?",
    "Do you know the answer?",
    "Which version of NumPy is installed?",
    "May I take a short break?",
    "How is this part graded?",
)


def test_what_lies_around_a_task_is_no_fact_of_any() -> None:
    for question in bank().questions.values():
        assert [asked for asked in AROUND if _matched(question.id, asked)] == []


def test_what_lies_around_a_task_may_be_asked_of_the_team() -> None:
    for team in bank().teams.values():
        ways = [(f.id, (*f.asks, f.answer)) for f in team.facts]
        found = match_question("How many people are on your team?", ways)
        assert found is not None
        assert found[0] == "people"


def test_the_question_pasted_back_asks_for_nothing() -> None:
    for question in bank().questions.values():
        for text in (question.prompt, *(p.probe for p in question.rubric if p.probe)):
            if "?" in text:
                left = not_pasted(text, question)
                assert not any(_matched(question.id, part) for part in left.split("?") if part.strip())


def test_what_is_asked_beside_the_pasted_question_is_heard() -> None:
    question = bank().questions["zscore"]
    probe = next(p.probe for p in question.rubric if p.probe)
    assert not_pasted(f"{probe} Should I divide by n-1?", question) == "Should I divide by n-1?"
    assert not_pasted("Should I divide by n-1?", question) == "Should I divide by n-1?"


@pytest.mark.in_turn
def test_the_banks_own_wordings_are_understood() -> None:
    for question in bank().questions.values():
        for clarification in question.clarifications:
            for asked in clarification.asks:
                assert _matched(question.id, asked) in (clarification.id, None)


def test_an_unmatched_question_is_listed_for_the_author(tmp_path) -> None:
    import json

    from hotseat.cli.places import Places
    from hotseat.cli.unmatched import unmatched
    from hotseat.interview import events as e
    from hotseat.interview.journal import Header, Journal

    fields = {name: tmp_path / name for name in Places.__dataclass_fields__}
    here = Places(**fields)
    for n, name in enumerate(("20300101-000000-aaaa", "20300102-000000-bbbb"), 1):
        folder = here.sessions / name
        folder.mkdir(parents=True)
        journal = Journal.create(folder / "journal.jsonl", Header(session=name, hotseat="test", created="2030-01-01"))
        event = e.ClarificationUnmatched("zscore", "What  colour is it?" if n == 1 else "what colour is it?")
        journal.append([json.loads(json.dumps(e.to_record(e.Recorded(1, 0.0, "2030-01-01", event))))], sync=True)
        journal.close()
    rows, unreadable = unmatched(here)
    assert unreadable == []
    assert [(r.question, r.times, len(r.sessions)) for r in rows] == [("zscore", 2, 2)]
