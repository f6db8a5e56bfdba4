"""What earns nothing however well it matches: lists of keywords, the question said back, blanks and shrugs."""

from __future__ import annotations

import re

from hotseat.reference.reading.passage import Passage

_NO_LINK = frozenset({"a", "an", "the", "and", "or", "of"})
_GLUE = frozenset({"a", "an", "the", "of"})
_VERBS = frozenset(
    "use uses using need needs reduce reduces give gives favour favours favor favors shrinks keep keeps fits trains learn"  # noqa: SIM905
    " learns pick picks choose sets drops remove removes adds shows find finds falls grow grows increases decreases"
    " make makes check compare depends depend helps works handles handle prevents avoid avoids ignores"
    " ignore assumes assume requires require compute computes splits leaks changes suffers overfits generalises"
    " generalizes converges gets stays stay becomes become breaks fails try wait tells tell returns raises contains"
    " holds looks sees sacrifices penalises".split()
)
_LONG_RUN = 8
"""So many telling words with nothing between them that links them make a list, not a sentence."""
_LIST = 6
"""So many terms between commas make a list."""
_PASTED = 0.8
_SHRUG = re.compile(
    r"\b(?:(?:do|did|would|could)(?:n['’]?t| not) (?:really )?(?:know|remember|recall)|no (?:idea|clue)|not sure|dunno"
    r"|never (?:heard|learn)|can(?:no|['’])t (?:say|answer|remember)|pass|skip(?: this)?)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[-=]+>|[→⇒=:<>]")


def _is_link(passage: Passage, i: int) -> bool:
    token = passage.tokens[i]
    compound = token.joined or (i + 1 < len(passage.tokens) and passage.tokens[i + 1].joined)
    if token.math or compound:
        return False
    return (passage.weights[i] == 0 and token.word not in _NO_LINK) or token.word in _VERBS


def listed(passage: Passage) -> set[int]:
    """Positions of tokens that stand in a list of keywords rather than in a sentence."""
    out: set[int] = set()
    tokens = passage.tokens
    for first, last in passage.sentences():
        run: list[int] = []
        length = 0
        for i in range(first, last + 1):
            broken = i == last or _is_link(passage, i)
            if not broken and i > first and _SIGN.search(passage.text[tokens[i - 1].end : tokens[i].start]):
                if length >= _LONG_RUN and _bare(passage, run):
                    out.update(run)
                run, length = [], 0
            if broken:
                if length >= _LONG_RUN and _bare(passage, run):
                    out.update(run)
                run, length = [], 0
            else:
                run.append(i)
                length += passage.weights[i] > 0 and not tokens[i].joined and not tokens[i].math
    out |= _enumerated(passage)
    telling = [i for i in passage.content if not tokens[i].joined and not tokens[i].math]
    links = sum(_is_link(passage, i) for i in range(len(tokens))) + len(_SIGN.findall(passage.text))
    if len(telling) >= _LONG_RUN and links <= 0.1 * len(telling):
        out.update(range(len(tokens)))
    return out


def _bare(passage: Passage, run: list[int]) -> bool:
    """Whether a run of words lacks the articles and the "of" of a sentence."""
    glue = sum(passage.tokens[i].word in _GLUE for i in run)
    return glue <= 0.1 * len(run)


def _enumerated(passage: Passage) -> set[int]:
    """Positions in sentences that are an enumeration of short terms and nothing else, by commas or by mere spaces."""
    out: set[int] = set()
    tokens = passage.tokens
    for first, last in passage.sentences():
        text = passage.text[tokens[first].start : tokens[last - 1].end]
        words = text.split()
        terms = [t for t in re.split(r"[,;|/\u2022]", text) if t.strip()]
        links = sum(_is_link(passage, i) for i in range(first, last) if not tokens[i].joined)
        relations = len(_SIGN.findall(re.sub(r"\w=\w", "", text)))
        commas = len(terms) >= _LIST and len(words) <= 3 * len(terms) and links <= 0.3 * len(terms)
        spaces = len(words) >= _LONG_RUN + 2 and len(terms) <= 1 and links <= 0.08 * len(words)
        if relations <= 1 and (commas or spaces) and _bare(passage, list(range(first, last))):
            out.update(range(first, last))
    return out


def pasted(passage: Passage, asked: frozenset[str]) -> set[int]:
    """Positions of tokens in sentences that say little but the question's own words."""
    out: set[int] = set()
    for first, last in passage.sentences():
        telling = [i for i in range(first, last) if passage.weights[i] > 0]
        back = sum(passage.stems[i] in asked for i in telling)
        if len(telling) >= 4 and back >= _PASTED * len(telling):
            out.update(range(first, last))
    return out


def shrugs(passage: Passage) -> bool:
    """Whether the whole answer is blank or says only that the person does not know."""
    telling = len(passage.content)
    return telling == 0 or (telling <= 5 and _SHRUG.search(passage.text) is not None)
