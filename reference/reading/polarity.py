"""What a text denies: negations, words that turn a statement round, and verdicts such as "is wrong" or "does not matter".

The reach of a denial is the rest of its clause, at most seven tokens; a verdict reaches back over its clause. Two
denials of one word cancel.
"""

from __future__ import annotations

from hotseat.reference.reading.text import Token

REACH = 7

_NOT = frozenset(
    "not no never cannot neither nor none nobody nothing hardly without n't dont doesnt isnt arent cant wont didnt"  # noqa: SIM905
    " wasnt non".split()
)
_TURNS = {
    "avoid": 1.0, "ignore": 1.0, "lack": 1.0, "prevent": 0.7, "fail": 0.8, "forget": 0.8, "skip": 0.8, "refuse": 1.0,
    "unnecessary": 1.0, "lose": 0.6, "false": 0.8, "nowhere": 1.0,
    "instead_of": 1.0, "rather_than": 1.0, "no_longer": 1.0, "far_from": 1.0, "other_than": 1.0, "in_place_of": 1.0,
}  # fmt: skip
_FORMS = {
    form: verb
    for verb in ("avoid", "ignore", "lack", "prevent", "fail", "forget", "skip", "refuse", "lose")
    for form in (
        verb,
        verb + "s",
        verb + "ing",
        verb + "ed",
        verb[:-1] + "ing",
        verb[:-1] + "ed",
        verb + verb[-1] + "ing",
    )
}
_HOLLOW = frozenset({"only", "just", "merely", "simply", "necessarily", "matter", "doubt", "exactly", "surprisingly"})
"""After "not" these do not deny what follows."""
_VERDICTS = frozenset(
    "wrong false useless misleading meaningless harmful unnecessary irrelevant pointless nonsense myth mistake incorrect"  # noqa: SIM905
    " untrue misconception unimportant superfluous worthless dangerous forbidden impossible dumb bad".split()
)
_TRUE = frozenset({"true", "right", "correct", "case", "so"})
_LEAD = 6
"""So many words may lead from the verdict to what it is about: "it is wrong to say that"."""
_AGAINST = frozenset({"but", "however", "instead", "rather", "whereas", "although", "though"})
_DEGREES = frozenset({"simply", "just", "plainly", "quite", "completely", "plain", "of", "course", "a", "and"})
_NIL = frozenset(
    "correlation correlations covariance difference differences effect effects influence gain benefit impact dependence"  # noqa: SIM905
    " chance relation overlap".split()
)
"""After "zero" these are denied: "zero correlation" is none."""
_CLAIMS = frozenset("the a this idea claim belief notion view statement assumption argument and so but well".split())  # noqa: SIM905
_POINTERS = frozenset({"that", "this", "it", "which", "they", "those", "he", "she"})
"""Subjects of a verdict that stand for all that was said before it in its sentence."""
_EMPTY_VERBS = frozenset(
    "matter matters help helps change changes mean means work works hurt say says tell tells add adds improve influence"  # noqa: SIM905
    " apply applies exist exists care cares".split()
)
"""Denied, these deny what was said before them: "the order does not matter", "that changes nothing"."""
_TROUBLE = frozenset("problem issue influence effect impact concern difference point reason use".split())  # noqa: SIM905
"""Denied, these too: "is not a problem", "has no influence"."""
_BE = frozenset("is are was were be being seems isn't aren't becomes".split())  # noqa: SIM905
_AUXILIARIES = frozenset("do does did is are was were will would should can could may must need has have had".split())  # noqa: SIM905
_BIDS = frozenset({"should", "must", "shouldn't", "mustn't", "needn't"})
_BIDDEN = 0.9
"""How far its subject does where something is forbidden: "the rate should not decay"."""
_SUPPOSED = 0.5
"""How far what would otherwise be counts as denied."""
_SUBJECT = 0.65
"""How far the subject of a denied verb counts as denied."""
_CONDITIONS = frozenset({"if", "without", "unless", "otherwise", "when"})


def _negative(word: str) -> bool:
    return word in _NOT or word.endswith("n't")


def _toggle(values: list[float], i: int, strength: float) -> None:
    v = values[i]
    values[i] = v + strength - 2 * v * strength


def denials(tokens: list[Token], stems: list[str]) -> list[float]:
    """For each token how far it is denied, 0 to 1."""
    denied = [0.0] * len(tokens)
    n = len(tokens)
    for i, token in enumerate(tokens):
        word = token.word
        after = tokens[i + 1].word if i + 1 < n else ""
        same = i + 1 < n and tokens[i + 1].clause == token.clause
        strength = 0.0
        reach = REACH
        if opens := _untrue_that(tokens, i):
            _rest(tokens, denied, opens)
            continue
        if word == "0" and same and after in _NIL:
            strength, reach = 1.0, 2
        elif _negative(word):
            if same and after in _HOLLOW and word in {"not", "no"}:
                continue
            strength = 1.0
            if word == "non":
                reach = 1
            if word == "without" or _in_condition(tokens, i):
                strength = 0.5
        elif word in _FORMS:
            strength = _TURNS[_FORMS[word]]
        elif f"{word}_{after}" in _TURNS and same:
            strength = 1.0
        elif word in _TURNS:
            strength = _TURNS[word]
        if _otherwise(tokens, i):
            _rest(tokens, denied, i + 1, _SUPPOSED)
        if strength:
            _forward(tokens, denied, i, strength, reach)
            if _of_a_verb(tokens, i) and not _verdict_follows(tokens, i):
                bidden = word in _BIDS or (i > 0 and tokens[i - 1].word in _BIDS)
                _subject(tokens, denied, i, (_BIDDEN if bidden else _SUBJECT) * strength)
        _verdict(tokens, denied, i)
    return denied


def _untrue_that(tokens: list[Token], i: int) -> int:
    """Where what is said to be untrue begins ("it is not true that ...", "it is wrong to say that ..."), or 0."""
    here = [k for k in range(i, min(len(tokens), i + _LEAD)) if tokens[k].sentence == tokens[i].sentence]
    words = [tokens[k].word for k in here]
    at = 1 if _negative(words[0]) else 0
    if at and words[1:3] == ["the", "case"]:
        at = 2
    known = _TRUE if at else _VERDICTS
    if at >= len(words) or words[at] not in known or "that" not in words[at:]:
        return 0
    return here[words.index("that", at)] + 1


def _otherwise(tokens: list[Token], i: int) -> bool:
    """Whether what follows token ``i`` is what would be: "never shuffle, because then the future leaks"."""
    word, before = tokens[i].word, tokens[i - 1].word if i else ""
    follows = i + 1 < len(tokens) and tokens[i + 1].sentence == tokens[i].sentence
    return follows and (
        word == "otherwise" or (word == "then" and before == "because") or (word, before) == ("else", "or")
    )


def _rest(tokens: list[Token], denied: list[float], start: int, strength: float = 1.0) -> None:
    """Deny the rest of a sentence, up to a clause that is set against it."""
    for k in range(start, len(tokens)):
        if tokens[k].sentence != tokens[start].sentence or (k > start and tokens[k].word in _AGAINST):
            break
        _toggle(denied, k, strength)


def _of_a_verb(tokens: list[Token], i: int) -> bool:
    """Whether the denial at token ``i`` denies a verb, so that what is said of its subject is denied too."""
    word = tokens[i].word
    if word.endswith("n't") or word in {"cannot", "never", "dont", "doesnt", "isnt", "arent", "cant", "wont", "didnt"}:
        return True
    return word == "not" and i > 0 and tokens[i - 1].word in _AUXILIARIES


def _verdict_follows(tokens: list[Token], i: int) -> bool:
    """Whether what is denied is itself a verdict ("is not wrong", "does not matter"), which is weighed by itself."""
    following = [t.word for t in tokens[i + 1 : i + 3] if t.clause == tokens[i].clause]
    return any(w in _VERDICTS or w in _EMPTY_VERBS or w in _TROUBLE for w in following)


def _subject(tokens: list[Token], denied: list[float], i: int, strength: float) -> None:
    for k in range(i - 1, -1, -1):
        if tokens[k].clause != tokens[i].clause:
            break
        _toggle(denied, k, strength)


def _in_condition(tokens: list[Token], i: int) -> bool:
    """Whether a denial stands in a condition ("if you do not shuffle"), where it often argues for what it denies."""
    k = i
    while k >= 0 and tokens[k].clause == tokens[i].clause:
        if tokens[k].word in _CONDITIONS:
            return True
        k -= 1
    return False


def _forward(tokens: list[Token], denied: list[float], i: int, strength: float, reach: int) -> None:
    for k in range(i + 1, min(len(tokens), i + 1 + reach)):
        far = tokens[k].clause != tokens[i].clause
        joined = far and tokens[k].sentence == tokens[i].sentence and tokens[k].word in {"or", "nor"}
        if far and not joined and tokens[k - 1].word not in {"or", "nor"} and not _under_or(tokens, i, k):
            break
        _toggle(denied, k, strength)


def _under_or(tokens: list[Token], i: int, k: int) -> bool:
    """Whether token ``k`` follows an "or" that carries the denial of token ``i`` on: "no shuffling or sampling"."""
    if tokens[k].sentence != tokens[i].sentence:
        return False
    return any(tokens[j].word in {"or", "nor"} and tokens[j].clause == tokens[k].clause for j in range(i + 1, k + 1))


def _verdict(tokens: list[Token], denied: list[float], i: int) -> None:
    """A verdict at token ``i`` denies what stands before it in its clause."""
    word = tokens[i].word
    clause = tokens[i].clause
    before = [tokens[k].word for k in range(max(0, i - 4), i) if tokens[k].clause == clause]
    turned = any(_negative(w) for w in before)
    if word in _VERDICTS and any(w in _BE for w in before):
        if turned:
            return
        strength = 1.0
    elif word in _TROUBLE:
        if not any(_negative(w) for w in before[-3:]):
            return
        strength = 1.0
    elif word in _EMPTY_VERBS:
        after = tokens[i + 1].word if i + 1 < len(tokens) else ""
        if not (turned or after in {"nothing", "little"}):
            return
        if (
            after not in {"nothing", "little", ""}
            and tokens[i + 1].clause == clause
            and word not in {"matter", "matters"}
        ):
            return
        strength = 1.0
    else:
        return
    whole = word in _VERDICTS and _of_all_before(tokens, i)
    for k in range(i - 1, -1, -1):
        if whole and tokens[k].sentence == tokens[i].sentence and tokens[k].clause != tokens[i].clause:
            _toggle(denied, k, strength)
            continue
        if tokens[k].clause != clause:
            if tokens[k].sentence != tokens[i].sentence or tokens[k + 1].word not in {"and", "or"}:
                break
            clause = tokens[k].clause
        if not _negative(tokens[k].word):
            _toggle(denied, k, strength)


def _of_all_before(tokens: list[Token], i: int) -> bool:
    """Whether the verdict at token ``i`` is passed on the clauses before it: "..., but that is false", "That ... is a myth"."""
    first = i
    while first and tokens[first - 1].sentence == tokens[i].sentence:
        first -= 1
    opening = [t.word for t in tokens[first : first + 4]]
    if "that" in opening and all(w in _CLAIMS for w in opening[: opening.index("that")]):
        return True
    subject = [t.word for t in tokens[max(0, i - 5) : i] if t.clause == tokens[i].clause and t.word not in _AGAINST]
    return bool(subject) and subject[0] in _POINTERS and all(w in _POINTERS | _BE | _DEGREES for w in subject)
