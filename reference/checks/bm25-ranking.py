"""Checks of BM25: scores by the formula, the order with ties, words that are rare, repeated or unknown, and empty documents."""

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import raised_sentence

WORDS = [f"w{k}" for k in range(30)]


def observe_search(candidate, documents, queries, k):
    """The numbers and scores for each query, the documents being gone when the search begins."""
    index = candidate.build_index(documents)
    for words in documents:
        words.clear()
    documents.clear()
    return [[[int(i), float(s)] for i, s in candidate.search(index, list(query), k)] for query in queries]


def observe_defaults(candidate, documents, queries):
    index = candidate.build_index(documents)
    return [[[int(i), float(s)] for i, s in candidate.search(index, query)] for query in queries]


def observe_parameters(candidate, documents, queries, k1, b):
    index = candidate.build_index(documents, k1, b)
    other = candidate.build_index(documents[:1])
    candidate.search(other, queries[0], 3)
    return [[[int(i), float(s)] for i, s in candidate.search(index, query, k=50)] for query in queries]


def observe_inputs(candidate, documents, query):
    """Whether documents and query are what they were."""
    kept, asked = [list(words) for words in documents], list(query)
    candidate.search(candidate.build_index(documents), query, 3)
    return documents == kept and query == asked


def unlike(documents, i, j):
    """Whether two documents differ in their words: where such have one score, rounding may decide which of them comes first."""
    return 0 <= i < len(documents) and sorted(documents[i]) != sorted(documents[j])


def same_ranking(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    for query, found, wanted in zip(case.args[1], got.value, want.value, strict=True):
        asked = " ".join(query)
        if len(found) != len(wanted):
            told = "too many" if len(found) > len(wanted) else "too few"
            return Kind(
                f"A search gives {told} documents.",
                full=f"For the query '{asked}' the number of documents is {len(found)} where {len(wanted)} was expected.",
            )
        if len({i for i, _ in found}) != len(found):
            return Kind("A document comes more than once.")
        scores = dict(map(tuple, wanted))
        for place, ((i, score), (j, due)) in enumerate(zip(found, wanted, strict=True), 1):
            if i in scores and not np.isclose(score, scores[i], rtol=1e-9):
                return Kind(
                    "A score is not what it should be.",
                    full=f"The query '{asked}' gives document {i} a score of {score:.6g} where {scores[i]:.6g} was expected.",
                )
            if i != j and not (np.isclose(score, due, rtol=1e-9) and unlike(case.args[0], i, j)):
                return Kind(
                    "The documents are not the best ones in the right order.",
                    full=f"The query '{asked}' has document {i} on place {place} where {j} was expected.",
                )
    return None


def untouched(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    return None if got.value is True else Kind("The documents or the query were changed.")


def written(rng, n, shortest=1, longest=25, vocabulary=20):
    """Documents with common and rare words."""
    share = 1 / (1 + np.arange(vocabulary))
    share /= share.sum()
    lengths = rng.integers(shortest, longest + 1, n)
    return [[WORDS[int(k)] for k in rng.choice(vocabulary, length, p=share)] for length in lengths]


def asked(rng, words, vocabulary=20):
    return [WORDS[int(k)] for k in rng.choice(vocabulary, words, replace=False)]


def few(rng):
    documents = [["red", "fox"], ["red", "red", "hen", "and", "fox"], ["blue", "hen"], ["grey", "owl", "hen", "red"]]
    order = [int(k) for k in rng.permutation(4)]
    return [Case(([documents[k] for k in order], [["red"], ["hen", "fox"]], 10), note="four short documents")]


def many(rng):
    return [Case((written(rng, 40), [asked(rng, n) for n in (1, 2, 3, 5)], 50), note="forty documents")]


def first_k(rng):
    return [
        Case((written(rng, 30, shortest=5), [asked(rng, 4), asked(rng, 2)], k), note=f"the best {k}") for k in (3, 1)
    ]


def common(rng):
    documents = [["the", *words] for words in written(rng, 12)]
    return [Case((documents, [["the"], ["the", "w0"]], 50), note="a word that every document holds")]


def lengths(rng):
    documents = [
        ["w1"] * int(t) + ["w0"] * int(m) for t, m in zip(rng.integers(1, 4, 9), rng.integers(0, 60, 9), strict=True)
    ]
    return [Case((documents, [["w1"]], 50), note="short and long documents")]


def ties(rng):
    one, other = ["w3", "w1", "w3", "w2"], ["w2", "w3", "w1", "w1"]
    documents = [list(one if rng.random() < 0.5 else other) for _ in range(14)] + [["w9"]] * 3
    documents = [documents[int(k)] for k in rng.permutation(17)]
    return [Case(([list(d) for d in documents], [["w3"], ["w1", "w2"]], k), note="equal documents") for k in (20, 5)]


def repeated(rng):
    documents = written(rng, 15)
    return [
        Case((documents, [["w2", "w2", "w1"], ["w1", "w2", "w1", "w1"]], 50), note="a word several times in a query")
    ]


def unknown(rng):
    documents = written(rng, 10)
    return [Case((documents, [["nowhere"], ["nowhere", "w0"], []], 10), note="words that no document holds, no words")]


def empty(rng):
    documents = [[], *written(rng, 5), []]
    return [
        Case((documents, [["w0"], ["w1", "w2"]], 10), note="documents without words among others"),
        Case(([[], []], [["w0"]], 10), note="documents none of which has a word"),
        Case(([], [["w0"]], 10), note="no documents"),
    ]


def defaults(rng):
    return [Case((written(rng, 30, shortest=8), [["w0"], ["w0", "w1"]]), note="k left out")]


def parameters(rng):
    documents = written(rng, 15)
    return [
        Case((documents, [asked(rng, 3)], k1, b), note=f"k1={k1}, b={b}")
        for k1, b in ((1.2, 0.5), (2.0, 0.0), (0.9, 1.0))
    ]


def kept(rng):
    return [Case((written(rng, 8), ["w1", "w0", "w1"]), note="documents and query after the search")]


CHECKS = [
    Check("four short documents", few, observe_search, same_ranking, visible=True),
    Check(
        "forty documents",
        many,
        observe_search,
        same_ranking,
        weight=3,
        hint="Compare each part of the formula with your code.",
    ),
    Check("the best k and no more", first_k, observe_search, same_ranking, hint="Ask for fewer than there are."),
    Check(
        "a word that every document holds",
        common,
        observe_search,
        same_ranking,
        hint="What is the logarithm worth where n is N?",
    ),
    Check(
        "short and long documents", lengths, observe_search, same_ranking, hint="What does the length do to a score?"
    ),
    Check(
        "equal scores in the order of the numbers",
        ties,
        observe_search,
        same_ranking,
        weight=2,
        hint="Think of documents with the same words.",
    ),
    Check(
        "a word several times in the query",
        repeated,
        observe_search,
        same_ranking,
        hint="Does the sum run over words or over different words?",
    ),
    Check(
        "words that no document holds",
        unknown,
        observe_search,
        same_ranking,
        weight=2,
        hint="Which documents have nothing to do with the query?",
    ),
    Check(
        "documents without words",
        empty,
        observe_search,
        same_ranking,
        weight=2,
        hint="Think of the smallest documents.",
    ),
    Check("the default of k", defaults, observe_defaults, same_ranking, hint="Leave k out."),
    Check(
        "other parameters", parameters, observe_parameters, same_ranking, hint="Think of k1 and b, and of two indexes."
    ),
    Check(
        "documents and query stay as they were",
        kept,
        observe_inputs,
        untouched,
        hint="Think of who else uses the lists.",
    ),
]
