"""Checks of the retrieval pipeline: where chunks begin and end, what a ranking must not miss, and the recall itself.

The words are made up of syllables and end in a vowel, so that neither a list of stop words nor a stemmer touches them. The
rankings asked for hold with TF-IDF and BM25 alike by a wide margin; the recall is held against the candidate's own search.
"""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, call
from hotseat.reference.compare import input_kept, numbers, raised_sentence, raises, same

SYLLABLES = [c + v for c in "bdfgklmnprtvz" for v in "aou"]
NEEDED = 0.85
"""The share of questions that must find their document among the first five; right rankings find nearly all."""


def observe_search(candidate, documents, questions, k, size, overlap):
    retriever = candidate.Retriever(documents, size=size, overlap=overlap)
    return [retriever.search(question, k) for question in questions]


def observe_recall(candidate, documents, questions, ks, size, overlap):
    retriever = candidate.Retriever(documents, size=size, overlap=overlap)
    told = candidate.evaluate(retriever, [(question, set(names)) for question, names in questions], list(ks))
    found = [[retriever.search(question, k) for k in ks] for question, _ in questions]
    return [told[k] for k in ks], found


def vocabulary(rng, n):
    """n different made-up words of four syllables."""
    words = set()
    while len(words) < n:
        words.add("".join(rng.choice(SYLLABLES, 4)))
    return sorted(words)


def text_of(rng, words, n):
    return " ".join(rng.choice(words, n))


def worked(rng):
    text = " ".join(vocabulary(rng, 7))
    return [Case((text, 4, 2), note="seven words, four by four"), Case((text, 3, 0), note="no overlap")]


def ends(rng):
    words = vocabulary(rng, 40)
    cases = []
    for n, size, overlap in ((40, 12, 5), (26, 12, 5), (12, 12, 5), (13, 12, 5), (19, 12, 5), (5, 12, 5), (20, 5, 4)):
        cases.append(Case((" ".join(words[:n]), size, overlap), note=f"{n} words, chunks of {size}, overlap {overlap}"))
    spaced = f"  {words[0]}\n\n{words[1]}\t{words[2]}  {words[3]}\n"
    return [*cases, Case((spaced, 3, 1), note="line breaks and tabs between the words")]


def nothing(rng):
    return [Case(("", 5, 2), note="an empty text"), Case((" \n ", 5, 2), note="a text of spaces")]


def bad_overlaps(rng):
    text = " ".join(vocabulary(rng, 9))
    return [
        Case((text, 4, 4), note="an overlap as large as the size"),
        Case((text, 4, 6), note="an overlap larger than the size"),
        Case((text, 4, -1), note="a negative overlap"),
    ]


def pages(rng, n, length, words):
    return {f"page-{i}": text_of(rng, words, length) for i in range(n)}


def plain(rng):
    words = vocabulary(rng, 400)
    documents = {f"page-{i}": " ".join(words[12 * i : 12 * i + 12]) for i in range(20)}
    questions = [" ".join(words[12 * i + 2 : 12 * i + 5]) for i in (3, 11, 19)]
    return [Case((documents, questions, 1, 8, 3), note="questions in the words of one page")]


def shouted(rng):
    words = vocabulary(rng, 400)
    documents = {f"page-{i}": " ".join(words[12 * i : 12 * i + 12]) for i in range(20)}
    a, b, c = words[27], words[30], words[151]
    documents["page-2"] = documents["page-2"].replace(a, a.upper() + ",").replace(b, f"({b.title()})")
    questions = [f"{a.title()}?", f"{b}!", f'"{c.upper()}", {words[150]}...']
    return [Case((documents, questions, 1, 20, 5), note="capital letters and punctuation")]


def rare(rng):
    words = vocabulary(rng, 600)
    common, unique, fill = words[:4], words[4], words[5:]
    documents = {}
    for i in range(40):
        mine = list(rng.choice(fill, 14, replace=False))
        if i < 16:
            mine[:3] = rng.permutation(common)[:3]
        documents[f"page-{i}"] = " ".join(rng.permutation(mine))
    holder = f"page-{int(rng.integers(20, 40))}"
    documents[holder] = documents[holder].rsplit(" ", 1)[0] + " " + unique
    question = " ".join([common[0], unique, common[1]])
    return [Case((documents, [question], 1, 30, 5), note="two common words and a rare one")]


def scattered(rng):
    words = vocabulary(rng, 700)
    asked, fill = words[:4], words[4:]
    documents = {}
    for i in range(12):
        mine = list(rng.choice(fill, 240))
        if i < 5:
            for place, word in zip((10, 40, 70, 100, 130, 160, 190, 220), asked + asked, strict=True):
                mine[place] = word
        documents[f"page-{i}"] = " ".join(mine)
    needle = list(rng.choice(fill, 240))
    needle[124:128] = asked
    documents["needle"] = " ".join(needle)
    names = list(documents)
    rng.shuffle(names)
    documents = {name: documents[name] for name in names}
    return [Case((documents, [" ".join(asked)], 1, 24, 8), note="the asked words scattered, or together in one place")]


def crowd(rng):
    words = vocabulary(rng, 500)
    asked, fill = words[:2], words[2:]
    documents = pages(rng, 15, 60, fill)
    big = []
    for _ in range(8):
        big += [asked[0], asked[1], *rng.choice(fill, 18)]
    documents["big"] = " ".join(big)
    for i in (2, 6, 9):
        mine = documents[f"page-{i}"].split()
        mine[30] = asked[i % 2]
        documents[f"page-{i}"] = " ".join(mine)
    return [Case((documents, [" ".join(asked)], 4, 20, 5), note="a long page that fits in many places")]


def widths(rng):
    """The same pages in chunks of other sizes or overlaps, so that first one page has most of the words in one chunk and
    then another: two of them where the other has one, or four where it has two or three.

    Each asked word stands on two pages, so that all weigh about the same and the number of words in a chunk decides."""
    words = vocabulary(rng, 700)
    asked, fill = words[:4], words[4:]

    def page(places, n):
        mine = list(rng.choice(fill, n))
        for place, word in zip(places, asked, strict=False):
            mine[place] = word
        return " ".join(mine)

    spread = {**pages(rng, 10, 50, fill), "together": page([11, 12], 50), "apart": page([3, 16, 29, 42], 50)}
    halved = {**pages(rng, 10, 60, fill), "across": page([18, 19, 20, 21], 60), "inside": page([5, 8, 12], 60)}
    for filler, missing in ((spread, asked[2:]), (halved, asked[3:])):
        for name, word in zip(("page-3", "page-7"), missing, strict=False):
            mine = filler[name].split()
            mine[20] = word
            filler[name] = " ".join(mine)
    asking = [" ".join(asked)]
    return [
        Case((spread, asking, 1, 8, 2), note="small chunks"),
        Case((spread, asking, 1, 50, 10), note="large chunks of the same pages"),
        Case((halved, asking, 1, 20, 0), note="chunks that do not overlap"),
        Case((halved, asking, 1, 20, 10), note="chunks of the same pages that overlap by half"),
    ]


def common(rng):
    words = vocabulary(rng, 300)
    everywhere, often, fill = words[0], words[1], words[2:]
    documents = pages(rng, 10, 12, fill)
    for i, name in enumerate(documents):
        documents[name] += f" {everywhere}" + (f" {often}" if i % 4 else "")
    return [Case((documents, [everywhere, often], 10, 20, 5), note="a word of all pages, and one of most pages")]


def strangers(rng):
    words = vocabulary(rng, 300)
    documents = {**pages(rng, 10, 40, words[:200]), "empty": "", "other": " ".join(words[200:230])}
    questions = [words[250], f"{words[203]} {words[260]}", f"{words[210]} {words[211]}"]
    return [Case((documents, questions, 5, 15, 5), note="words that stand nowhere, or on one page only")]


def collection(rng):
    """Sixty pages, each with its own mixture of many shared words, and for each a question in some of its words."""
    words = vocabulary(rng, 900)
    share = 1 / np.arange(1, 901)
    share /= share.sum()
    documents, questions = {}, []
    for i in range(60):
        theme = rng.choice(900, 25, replace=False)
        mine = np.concatenate([rng.choice(900, 70, p=share), rng.choice(theme, 50)])
        documents[f"page-{i}"] = " ".join(words[j] for j in rng.permutation(mine))
        asked = np.concatenate([rng.choice(np.intersect1d(theme, mine), 3, replace=False), rng.choice(900, 9, p=share)])
        questions.append((" ".join(words[j] for j in rng.permutation(asked)), [f"page-{i}"]))
    return documents, questions


def themes(rng):
    documents, questions = collection(rng)
    return [Case((documents, [q for q, _ in questions], 5, 40, 15), note="sixty pages and sixty questions")]


def several(rng):
    documents, questions = collection(rng)
    names = list(documents)
    marked = []
    for place, (question, own) in enumerate(questions[:12]):
        others = rng.choice(names, place % 4, replace=False).tolist()
        marked.append((question, sorted({*own, *others})))
    return [
        Case((documents, marked, (1, 3, 10), 40, 15), note="questions with one to four relevant pages"),
        Case((documents, marked, (3, 10, 1), 40, 15), note="the same questions, the k out of order"),
    ]


def listed(value, k, documents):
    """The ids as a list, or a sentence where the answer is none."""
    if type(value) is tuple or isinstance(value, np.ndarray):
        value = list(value)
    if type(value) is not list or any(not isinstance(name, str) or name not in documents for name in value):
        return Kind("`search` should return a list of document ids.")
    if len(set(value)) < len(value):
        return Kind("A document appears more than once in the result.")
    return Kind("`search` returned more than k documents.") if len(value) > k else value


def results(case, got):
    documents, _, k, *_ = case.args
    if got.raised:
        return raised_sentence(got.raised)
    found = []
    for value in got.value:
        names = listed(value, k, documents)
        if isinstance(names, str):
            return names
        found.append(names)
    return found


def first_is_the_same(case, got, want):
    found = results(case, got)
    if isinstance(found, str):
        return found
    for question, names, expected in zip(case.args[1], found, want.value, strict=True):
        if names[:1] != expected[:1]:
            first = repr(names[0]) if names else "nothing"
            return f"For {question!r} the first document is {first} where {expected[0]!r} was expected."
    return None


def same_documents(case, got, want):
    found = results(case, got)
    if isinstance(found, str):
        return found
    for names, expected in zip(found, want.value, strict=True):
        if len(names) < len(expected):
            return Kind("Fewer documents came back than share a word with the question.")
        if set(names) - set(expected):
            return Kind("A document came back that shares no word with the question.")
    return None


def finds_its_page(case, got, want):
    found = results(case, got)
    if isinstance(found, str):
        return found
    hits = np.mean([f"page-{i}" in names for i, names in enumerate(found)])
    if hits < NEEDED:
        return Kind("Too many questions do not find their page among the first five.")
    return None


def own_recall(case, got, want):
    documents, questions, ks, *_ = case.args
    if got.raised:
        return raised_sentence(got.raised)
    told, found = got.value
    for place, k in enumerate(ks):
        shares = []
        for (_, relevant), by_k in zip(questions, found, strict=True):
            names = listed(by_k[place], k, documents)
            if isinstance(names, str):
                return names
            shares.append(len(set(names) & set(relevant)) / len(relevant))
        value = numbers(told[place])
        if value is None or value.ndim or not np.isclose(value, np.mean(shares), rtol=1e-9):
            return Kind(
                "The recall is not the mean share of relevant documents among those that `search` returns for this k.",
                f"The recall at {k} is {told[place]} where {np.mean(shares):.4f} is what the results of `search` give.",
            )
    return input_kept(case, got, want)


CHECKS = [
    Check("chunks step forward by size minus overlap", worked, call("chunk"), same(), visible=True),
    Check(
        "chunks end with the last word",
        ends,
        call("chunk"),
        same(),
        weight=2,
        hint="Think of texts that are as long as a chunk, a little longer, or shorter.",
    ),
    Check("a text without words has no chunks", nothing, call("chunk"), same(), hint="Think of empty pages."),
    Check(
        "an impossible overlap raises ValueError",
        bad_overlaps,
        call("chunk"),
        raises("ValueError"),
        hint="Think of an overlap with which the chunks would never move on, or leave words out.",
    ),
    Check(
        "a question in the words of one page finds it",
        plain,
        observe_search,
        first_is_the_same,
        visible=True,
    ),
    Check(
        "capital letters and punctuation do not matter",
        shouted,
        observe_search,
        first_is_the_same,
        hint="Think of how people type their questions.",
    ),
    Check(
        "a rare word counts more than common ones",
        rare,
        observe_search,
        first_is_the_same,
        weight=2,
        hint="Which of the words of a question tells most about where to look?",
    ),
    Check(
        "a document is as good as its best chunk",
        scattered,
        observe_search,
        first_is_the_same,
        weight=2,
        hint="Think of a long page with one passage that fits well.",
    ),
    Check(
        "the size and the overlap of the chunks decide what is found",
        widths,
        observe_search,
        first_is_the_same,
        hint="Search the same pages in small and in large chunks, and with and without an overlap.",
    ),
    Check(
        "one page does not take several places",
        crowd,
        observe_search,
        same_documents,
        weight=2,
        hint="Think of a page with many chunks that fit.",
    ),
    Check(
        "a word of many pages still finds them",
        common,
        observe_search,
        same_documents,
        hint="What is a word worth to you that stands on every page?",
    ),
    Check(
        "pages that share no word are left out",
        strangers,
        observe_search,
        same_documents,
        hint="Think of questions that few pages, or none, have a word in common with.",
    ),
    Check(
        "questions find their pages among the first five",
        themes,
        observe_search,
        finds_its_page,
        weight=2,
        hint="Try your search on many pages with many common words.",
    ),
    Check(
        "the recall is the mean share of relevant documents found",
        several,
        observe_recall,
        own_recall,
        weight=3,
        hint="Work it out by hand for a question with two relevant documents.",
    ),
]
