"""Checks of byte pair encoding: counts weighted by the words, the order of merges, repeats, ties, and words never seen."""

from itertools import pairwise

import numpy as np

from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import input_kept, raised_sentence

LETTERS = list("abdegilmnorstu")


def pairs_of(value):
    """The answer as a list of pairs of strings, or None where it is none."""
    if not isinstance(value, list | tuple):
        return None
    found = [tuple(pair) if isinstance(pair, list | tuple) else None for pair in value]
    if any(pair is None or len(pair) != 2 or not all(type(part) is str for part in pair) for pair in found):
        return None
    return found


def same_merges(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    found, expected = pairs_of(got.value), pairs_of(want.value)
    if found is None:
        return "`learn_merges` should return a list of pairs of strings."
    if len(found) != len(expected):
        return f"The number of merges is {len(found)} where {len(expected)} was expected."
    for i, (mine, other) in enumerate(zip(found, expected, strict=True), 1):
        if mine != other:
            return f"Merge {i} is {mine} where {other} was expected."
    return input_kept(case, got, want)


def same_tokens(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if not isinstance(got.value, list | tuple) or any(type(token) is not str for token in got.value):
        return "`apply_merges` should return a list of strings."
    if list(got.value) != list(want.value):
        return f"The tokens are {list(got.value)} where {list(want.value)} were expected."
    return input_kept(case, got, want)


def worked(rng):
    n = rng.permutation(np.arange(11, 20, 2))[:3].tolist()
    return [Case(({"hug": n[0], "pug": n[1], "hugs": n[2]}, 3), note="three words, three merges")]


def words_of(rng, n, longest=9):
    """Words in which some pieces come again and again, each with how often it occurs; odd sums make ties rare."""
    pieces = ["".join(rng.choice(LETTERS, rng.integers(2, 4))) for _ in range(8)]
    words = {}
    while len(words) < n:
        word = "".join(rng.choice(pieces, rng.integers(1, 4)))[: int(rng.integers(3, longest))]
        words[word] = int(rng.integers(1, 2000))
    return words


def many(rng):
    return [Case((words_of(rng, 30), 25), note="thirty words, 25 merges") for _ in range(3)]


def weighted(rng):
    rare = {"".join(["t", "h", *rng.choice(LETTERS, 3)]) + str(i): 1 for i in range(6)}
    return [Case(({**rare, "xyz": 40}, 1), note="a pair in many rare words, and one in a frequent word")]


def repeats(rng):
    return [
        Case(({"aaaa": 5, "baaab": 3, "ba": 4}, 4), note="a letter that repeats"),
        Case(({"banana": 7, "nan": 2}, 5), note="a pair that stands in a word twice"),
    ]


def ties(rng):
    words = ["cd", "ab", "xy", "ba"]
    rng.shuffle(words)
    return [Case((dict.fromkeys(words, 3), 4), note="pairs that occur equally often")]


def runs_out(rng):
    return [
        Case(({"ab": 3, "abc": 2}, 10), note="more merges than there are pairs"),
        Case(({"abc": 1}, 5), note="a single word that occurs once"),
        Case(({"a": 5, "b": 2}, 3), note="words of a single letter"),
        Case(({}, 3), note="no words"),
        Case(({"abab": 2}, 0), note="no merges asked for"),
    ]


def borders(rng):
    return [
        Case(({"ab": 9, "ba": 8, "cab": 7}, 3), note="words that would make other pairs if they stood side by side")
    ]


def by_hand(rng):
    return [
        Case(("hugs", [("u", "g"), ("h", "ug")]), note="two merges, one on top of the other"),
        Case(("bug", [("u", "g"), ("h", "ug")]), note="a word that was not learnt from"),
    ]


def in_order(rng):
    return [
        Case(("abc", [("b", "c"), ("a", "b")]), note="two merges that want the same letter"),
        Case(("abcd", [("c", "d"), ("b", "c"), ("a", "b"), ("ab", "cd")]), note="merges that depend on others"),
        Case(("xabcx", [("b", "c"), ("a", "b"), ("a", "bc")]), note="a later merge that stands further left"),
        Case(
            ("abcabc", [("a", "b"), ("bc", "a"), ("ab", "c"), ("abc", "abc")]),
            note="a longer pair that never comes to be",
        ),
    ]


def overlapping(rng):
    return [Case(("a" * n, [("a", "a"), ("aa", "aa")]), note=f"{n} times the same letter") for n in (1, 2, 3, 5, 8)]


def unseen(rng):
    return [
        Case(("zz9é", [("a", "b"), ("z", "a")]), note="letters that were never seen"),
        Case(("", [("a", "b")]), note="an empty word"),
        Case(("word", []), note="no merges"),
        Case(("a(b.c*", [("a", "("), ("b", "."), ("b.", "c")]), note="signs of punctuation"),
        Case(("xaxb", [("x", "."), ("a", "x")]), note="a merge of signs that do not stand in the word"),
    ]


def joined(tokens, pair):
    """The tokens with the pair joined, from left to right."""
    found = []
    for token in tokens:
        if found and (found[-1], token) == pair:
            found[-1] += token
        else:
            found.append(token)
    return found


def by_rank(word, merges):
    """The tokens when of the pairs that stand in the word the one learnt first is merged, again and again."""
    tokens = list(word)
    while known := [pair for pair in pairwise(tokens) if pair in merges]:
        tokens = joined(tokens, min(known, key=merges.index))
    return tokens


def learnt(rng):
    """Merges learnt here, and words of which the two usual ways of applying them, by order and by rank, make the same."""
    words = words_of(rng, 40)
    split = {word: list(word) for word in words}
    merges = []
    while len(merges) < 30:
        counts = {}
        for word, tokens in split.items():
            for pair in pairwise(tokens):
                counts[pair] = counts.get(pair, 0) + words[word]
        if not counts:
            break
        merges.append(min(counts, key=lambda pair: (-counts[pair], pair)))
        split = {word: joined(tokens, merges[-1]) for word, tokens in split.items()}
    seen = list(words)
    cases = []
    for word in [seen[0] + seen[0], seen[1] + seen[2], *seen[3:7], seen[7][::-1]]:
        tokens = list(word)
        for pair in merges:
            tokens = joined(tokens, pair)
        if tokens == by_rank(word, merges):
            cases.append(Case((word, merges), note="thirty learnt merges"))
    return cases


CHECKS = [
    Check("the first merges of a few words", worked, call("learn_merges"), same_merges, visible=True),
    Check("the tokens of a word", by_hand, call("apply_merges"), same_tokens, visible=True),
    Check(
        "many merges of many words",
        many,
        call("learn_merges"),
        same_merges,
        weight=3,
        hint="After each merge the neighbours are others than before.",
    ),
    Check(
        "a word counts as often as it occurs",
        weighted,
        call("learn_merges"),
        same_merges,
        hint="Think of many rare words beside a frequent one.",
    ),
    Check(
        "pairs that overlap with themselves",
        repeats,
        call("learn_merges"),
        same_merges,
        weight=2,
        hint="Think of a letter that repeats, and of a pair that stands in a word twice.",
    ),
    Check(
        "of equally frequent pairs the first in the alphabet is taken",
        ties,
        call("learn_merges"),
        same_merges,
        hint="What decides between pairs that are equally frequent?",
    ),
    Check(
        "learning stops when no pair is left",
        runs_out,
        call("learn_merges"),
        same_merges,
        hint="Think of more merges than the words can give.",
    ),
    Check(
        "no pair reaches across two words",
        borders,
        call("learn_merges"),
        same_merges,
        hint="Think of where a word ends.",
    ),
    Check(
        "merges are applied in the order they were learnt",
        in_order,
        call("apply_merges"),
        same_tokens,
        weight=2,
        hint="Think of two merges that want the same letter.",
    ),
    Check(
        "a pair is merged from left to right",
        overlapping,
        call("apply_merges"),
        same_tokens,
        hint="Think of the same letter several times.",
    ),
    Check(
        "letters that were never seen stay as they are",
        unseen,
        call("apply_merges"),
        same_tokens,
        hint="Think of new letters, and of nothing at all.",
    ),
    Check(
        "learnt merges on longer words",
        learnt,
        call("apply_merges"),
        same_tokens,
        weight=2,
        hint="A merge may stand in a word more than once.",
    ),
]
