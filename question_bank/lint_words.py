"""Faults in a question's words that show without running anything.

The comparisons are by plain words, stems and substrings, so they find what was copied or plainly repeated, not what was
paraphrased. Where one can be wrong it is a warning.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterable, Sequence

from hotseat.question_bank.lint_finding import Sheet
from hotseat.question_bank.model import Question, RubricPoint
from hotseat.question_bank.python_text import NotPython, parsed
from hotseat.question_bank.strict_yaml import Steps

_LITTLE = frozenset(
    re.findall(
        r"[a-z]+",
        """about after again also another any are because been before being between both but can cannot could does done
    down each else even every few for from get gets give given gives has have here how however into its itself just
    leave like make makes many may might more most much must need needs not now off one only onto other our
    out over own per rather same say shall should since some such take takes tell than that the their them then there
    these they thing things this those through too two under until use used uses very want was way well were what when
    where whether which while who why will with within without would yes you your and""",
    )
)
"""Words that say nothing about the matter."""
_TELLING = 4
"""Words that a hint must hold before its repetition means anything."""
_COPIED = 10
"""Words in a row that a hint and a model answer have in common only where one was copied from the other."""
_RECIPE, _LEAST_NAME = 2, 4
"""How many functions of the reference tell the way together, and the letters a name must have to count as one."""
_DISTINCTIVE = 14
"""Letters and signs that a piece of code must have, spaces aside, before its repetition means anything."""


def words(text: str) -> set[str]:
    """The stems of the words and the numbers in a text, small words left out."""
    found = re.findall(r"[a-z]{3,}|\d+(?:\.\d+)?", text.lower())
    return {_stem(word) for word in found if word not in _LITTLE}


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "es", "ly", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def check_words(question: Question, solution: str | None, sheet: Sheet) -> None:
    """Note what a question's brief gives away, what its hints give away, and what its rubric leaves unclear."""
    _brief_keeps_the_limits(question, sheet)
    if question.hints:
        _hints_go_on(question.hints, sheet)
        if solution is not None:
            _first_hint_is_a_nudge(question.hints[0], solution, sheet)
            _first_hint_names_no_way(question, solution, sheet)
        _first_hint_says_no_answer(question, sheet)
    _asks_are_told_apart(question, sheet)
    _rubric_is_clear(question.rubric, question.model_answer, ("rubric",), sheet)
    for n, follow_up in enumerate(question.follow_ups):
        _rubric_is_clear(follow_up.rubric, follow_up.model_answer, ("follow_ups", n, "rubric"), sheet)


def _brief_keeps_the_limits(question: Question, sheet: Sheet) -> None:
    sentences = [words(s) for s in re.split(r"(?<=[.?!:;])\s+", question.prompt)]
    prompt = _flat(question.prompt)
    for n, clarification in enumerate(question.clarifications):
        told, steps = words(clarification.answer), ("clarifications", n, "answer")
        if _flat(clarification.answer).strip(". ") in prompt:
            sheet.error(f"the brief already says the answer to clarification {clarification.id!r}", steps)
        elif len(told) >= 3 and any(len(told & said) >= 0.8 * len(told) for said in sentences):
            sheet.error(f"a sentence of the brief gives away the answer to clarification {clarification.id!r}", steps)
        elif (numbers := _numbers(told)) and any(
            numbers <= said and 2 <= len(told & said) >= 0.5 * len(told) for said in sentences
        ):
            shown = ", ".join(sorted(numbers))
            sheet.error(f"the brief already tells the limit of clarification {clarification.id!r}: {shown}", steps)


def _hints_go_on(hints: Sequence[str], sheet: Sheet) -> None:
    """Each rung has to say more than the one before, and the first must not say what the last is for."""
    flat = [_flat(hint).strip(".?! ") for hint in hints]
    for n, hint in enumerate(flat[1:], 1):
        if (before := flat.index(hint)) < n:
            sheet.error(f"hint {n + 1} says no more than hint {before + 1}", ("hints", n))
            return
    first, last = words(hints[0]), words(hints[-1])
    if len(hints) > 1 and len(last) >= _TELLING and len(first & last) >= 0.8 * len(last):
        sheet.error("the first hint gives the answer away: it says what the last one is for", ("hints", 0))


def _first_hint_is_a_nudge(hint: str, solution: str, sheet: Sheet) -> None:
    code = _tight(solution)
    for line in distinctive_lines(solution):
        if line in _tight(hint):
            sheet.error("the first hint gives the answer away: it holds a line of the reference", ("hints", 0))
            return
    for span in re.findall(r"`([^`]+)`", hint):
        piece = _tight(span)
        if len(piece) >= _DISTINCTIVE and piece in code:
            sheet.error(f"the first hint gives the answer away: the reference holds {span!r}", ("hints", 0))
            return


def _first_hint_names_no_way(question: Question, solution: str, sheet: Sheet) -> None:
    """Two functions of the reference that nothing before has named are a recipe; one may be a nudge, and is to be weighed."""
    known = {*_names(question.prompt), *question.functions, *(n for line in question.imports for n in _names(line))}
    known |= {name for c in question.clarifications for name in _names(c.answer)}
    marked = re.findall(r"`([^`]+)`", question.hints[0]) + re.findall(
        r"\b\w+(?:\.\w+)+\b|\b\w+(?=\()", question.hints[0]
    )
    named = {name for piece in marked for name in _names(piece)}
    found = sorted((named & _called(solution)) - known)
    if len(found) >= _RECIPE:
        sheet.error(
            f"the first hint gives the answer away: the reference calls {' and '.join(found)} too", ("hints", 0)
        )
    elif found:
        sheet.warn(f"the first hint names {found[0]!r}, which the reference calls: is it still a nudge?", ("hints", 0))


def _called(solution: str) -> set[str]:
    """The last parts of the names of all that a reference calls."""
    try:
        calls = [node.func for node in ast.walk(parsed(solution)) if isinstance(node, ast.Call)]
    except NotPython:
        return set()
    names = {
        call.attr if isinstance(call, ast.Attribute) else call.id if isinstance(call, ast.Name) else ""
        for call in calls
    }
    return {name for name in names if len(name) >= _LEAST_NAME}


def _names(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_]\w+", text))


def _first_hint_says_no_answer(question: Question, sheet: Sheet) -> None:
    """Held against the model answer and the rubric, which are what an answer in words is held against."""
    hint, at = question.hints[0], ("hints", 0)
    said = _sentences(hint)
    for sentence in _sentences(question.model_answer or ""):
        there = words(sentence)
        if any(len(w) >= 5 and len(w & there) >= 0.8 * len(w) for w in map(words, said)):
            sheet.error("the first hint gives the answer away: it says a sentence of the model answer", at)
            return
    run = _longest_run(hint, question.model_answer or "")
    if len(run) >= _COPIED:
        sheet.error(f"the first hint gives the answer away: the model answer says {' '.join(run)!r} too", at)
        return
    for point in question.rubric:
        for phrase in point.phrases:
            if len(phrase.split()) >= 4 and _flat(phrase).strip(". ") in _flat(hint):
                sheet.error(f"the first hint gives the answer away: it says point {point.id!r}", at)
                return


def _longest_run(first: str, second: str) -> list[str]:
    """The longest run of words that stands in both texts."""
    ours, theirs = (re.findall(r"[a-z0-9']+", text.lower()) for text in (first, second))
    match = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
    return ours[match.a : match.a + match.size]


def _sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.?!])\s+", text) if s]


def _numbers(stems: set[str]) -> set[str]:
    return {stem for stem in stems if stem[0].isdigit()}


def distinctive_lines(solution: str) -> list[str]:
    """The lines of a reference that carry its idea, without spaces: no imports, signatures, docstrings or short lines."""
    try:
        tree = parsed(solution)
    except NotPython:
        return []
    rows = solution.splitlines()
    found: list[str] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Return | ast.Expr):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        code = _tight("".join(rows[node.lineno - 1 : node.end_lineno])).removeprefix("return")
        if len(code) >= _DISTINCTIVE:
            found.append(code)
    return found


def _asks_are_told_apart(question: Question, sheet: Sheet) -> None:
    whose: dict[str, str] = {}
    for n, clarification in enumerate(question.clarifications):
        for m, ask in enumerate(clarification.asks):
            other = whose.setdefault(_flat(ask), clarification.id)
            if other != clarification.id:
                steps: Steps = ("clarifications", n, "asks", m)
                sheet.error(f"{ask!r} asks for clarification {other!r} as well", steps)


def _rubric_is_clear(points: Sequence[RubricPoint], model_answer: str | None, at: Steps, sheet: Sheet) -> None:
    whose: dict[str, str] = {}
    beliefs = {_flat(w) for point in points for w in point.wrong}
    for n, point in enumerate(points):
        for m, phrase in enumerate(point.phrases):
            steps: Steps = (*at, n, "phrases", m)
            other = whose.setdefault(_flat(phrase), point.id)
            if other != point.id:
                sheet.error(f"the phrase {phrase!r} stands under point {other!r} as well", steps)
            if _flat(phrase) in beliefs:
                sheet.error(f"the phrase {phrase!r} also stands as a wrong belief", steps)
        if model_answer is not None and not says(model_answer, point):
            sheet.warn(f"the model answer does not seem to say point {point.id!r}", (*at, n))


def says(answer: str, point: RubricPoint) -> bool:
    """Whether half the words of the point's text, or nearly all of one of its phrases, stand in the answer."""
    said = words(answer)
    text = words(point.text)
    if len(text & said) >= 0.5 * len(text):
        return True
    return any(len(w & said) >= 0.75 * len(w) for w in _with_words(point.phrases))


def _with_words(phrases: Iterable[str]) -> list[set[str]]:
    return [found for phrase in phrases if len(found := words(phrase)) >= 2]


def _flat(text: str) -> str:
    return " ".join(text.lower().split())


def _tight(text: str) -> str:
    return "".join(text.split())
