"""What a pack's checks say of themselves is held to bounds before the judge goes by it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.judge_packs import CHECKS, SOLUTION, small_pack

from hotseat.question_bank.model import Question
from hotseat.reference.checks_file import QuestionFault, load_checks
from hotseat.reference.judge import Judge
from hotseat.reference.plan import BadPlan, plan_of
from hotseat.reference.trial import Trial

CHECK: dict[str, Any] = {
    "name": "doubles",
    "function": "double",
    "observer": None,
    "visible": True,
    "weight": 1.0,
    "seconds": None,
    "hint": "",
    "speed": None,
    "growth": None,
}
BAD: list[tuple[dict[str, Any], str]] = [
    ({"name": 3}, "the name of a check is no text"),
    ({"name": " "}, "the name of a check is no text, or an empty one"),
    ({"name": "x" * 201}, "longer than 200 characters"),
    ({"name": "two\nlines"}, "a line break"),
    ({"name": "keeps to the rules"}, "which the judge keeps"),
    ({"function": None}, "nothing that has a name"),
    ({"visible": 1}, "visible of the check 'doubles'"),
    ({"hint": None}, "the hint of the check 'doubles'"),
    (
        {"weight": float("inf")},
        "the weight of the check 'doubles' must be a number above 0 and at most 1,000,000, and is inf",
    ),
    ({"weight": float("nan")}, "and is nan"),
    ({"weight": 0}, "and is 0"),
    ({"weight": -1.5}, "and is -1.5"),
    ({"weight": True}, "and is True"),
    ({"weight": 10**400}, "far larger"),
    ({"seconds": float("nan")}, "the limit in seconds of the check 'doubles'"),
    ({"seconds": 0.0}, "and is 0.0"),
    ({"seconds": 1e9}, "at most 600"),
    ({"speed": [2.0, "rival", 3]}, "neither 'reference' nor 'starter'"),
    ({"speed": [float("nan"), "reference", 3]}, "speed.at_most"),
    ({"speed": [0.0, "reference", 3]}, "speed.at_most"),
    ({"speed": [2.0, "reference", 0]}, "speed.repeats of the check 'doubles' must be a whole number from 1 to 50"),
    ({"speed": [2.0, "reference", 10**6]}, "speed.repeats"),
    ({"speed": [2.0, "reference", 2.5]}, "speed.repeats"),
    ({"speed": [2.0]}, "is not what Speed or Growth make"),
    ({"growth": [0.0, 10, 100, 3]}, "growth.at_most"),
    ({"growth": [1.3, 0, 100, 3]}, "growth.n"),
    ({"growth": [1.3, 100, 10, 3]}, "which is less than its n"),
    ({"growth": [1.3, 100, 10**12, 3]}, "growth.largest"),
    ({"growth": [1.3, 10, 100, 51]}, "growth.repeats"),
    ({"more": 1}, "wrote into the judge's own channel"),
]


@pytest.mark.parametrize(
    ("change", "words"), BAD, ids=[f"{next(iter(change))}-{k}" for k, (change, _) in enumerate(BAD)]
)
def test_each_field_out_of_bounds_is_one_sentence(change: dict[str, Any], words: str) -> None:
    with pytest.raises(BadPlan) as caught:
        plan_of([CHECK | change], "")
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_what_is_sound_is_read_as_it_is() -> None:
    whole = {"weight": 3, "seconds": 2, "speed": [0.5, "starter", 2], "growth": [1.3, 10, 100, 3]}
    (check,) = plan_of([CHECK | whole], "def observe(c): pass").checks
    assert (check.weight, check.seconds) == (3.0, 2.0)
    assert check.speed is not None and check.growth is not None
    for forged in (None, [], {}, [None], "text"):
        with pytest.raises(BadPlan):
            plan_of(forged, "")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("some, call", "None, call", "inputs of the check 'doubles' is no function"),
        ("some, observe_twice", "some, print", "observes with print"),
        ("same(), visible", "3, visible", "holds of the check 'doubles' is no function"),
        ("weight=3", "speed=3", "speed of the check 'doubles' is no Speed"),
    ],
)
def test_a_check_that_is_made_of_nothing_to_call_is_one_sentence(old: str, new: str, words: str) -> None:
    with pytest.raises(QuestionFault, match=words):
        load_checks(CHECKS.replace(old, new, 1), "double.py").listed()


def test_numbers_of_other_libraries_are_numbers() -> None:
    source = CHECKS.replace("weight=3", "weight=np.float64(3), seconds=np.int64(2)")
    first = load_checks(source, "double.py").listed()[0]
    assert (type(first["weight"]), type(first["seconds"])) == (float, int)


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"doubles again"', "3", "the name of a check is no text"),
        ('"doubles again"', '"keeps to the rules"', "which the judge keeps"),
        ("weight=3", "weight=float('nan')", "must be a number above 0"),
    ],
)
async def test_a_check_out_of_bounds_is_told_as_the_questions_fault(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    pack, question = small_pack(tmp_path, checks=CHECKS.replace(old, new, 1))
    judge = Judge([pack])
    try:
        verdict = await judge.judge(question, SOLUTION)
        assert verdict.verdict == "not-judged" and "The question is at fault" in verdict.reason
        assert words in verdict.reason
    finally:
        await judge.close()


async def test_the_judge_gives_a_verdict_whatever_fails_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, question = small_pack(tmp_path)
    judge = Judge([pack])

    def broken(*_: Any) -> Any:
        raise TypeError("nobody thought of this")

    async def filled(trial: Trial, code: str) -> None:
        trial.results = [object()]  # type: ignore[list-item]

    try:
        for owner, name, does in ((Trial, "run", filled), (Trial, "close", broken), (Judge, "_material", broken)):
            monkeypatch.setattr(owner, name, does)
            verdict = await judge.judge(question, SOLUTION, seed=1)
            assert (verdict.verdict, verdict.score, verdict.seed) == ("not-judged", 0.0, 1)
            assert "The judge itself failed" in verdict.reason
        await judge.prepare(question)
        assert await judge.try_own_tests(question, SOLUTION) is None
        strange = question.model_copy(update={"id": 7})
        assert isinstance(strange, Question)
        assert (await judge.judge(strange, SOLUTION)).verdict == "not-judged"
    finally:
        await judge.close()
