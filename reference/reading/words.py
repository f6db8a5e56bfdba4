"""Words and their kin: stems, typing errors, synonyms, opposites, and how much a word tells.

The synonyms and opposites are those of people who talk about data and models; they lie in ``words.json``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from typing import cast

SYNONYM = 0.85
"""How far a synonym stands in for the word itself."""
TYPO = 0.9
"""How far a word with a typing error does."""

_ENDINGS = (
    ("iations", "i"), ("iation", "i"),
    ("isations", "iz"), ("izations", "iz"), ("isation", "iz"), ("ization", "iz"), ("ising", "iz"), ("izing", "iz"),
    ("ised", "iz"), ("ized", "iz"), ("ises", "iz"), ("izes", "iz"), ("ise", "iz"), ("ize", "iz"),
    ("ational", ""), ("ations", ""), ("ation", ""), ("atives", ""), ("ative", ""), ("ators", ""), ("ator", ""),
    ("ating", ""), ("ated", ""), ("ates", ""), ("ate", ""), ("entially", ""), ("ential", ""), ("arity", ""),
    ("ances", ""), ("ance", ""), ("ences", ""), ("ence", ""), ("encies", ""), ("ency", ""), ("ents", ""), ("ent", ""),
    ("ant", ""), ("ments", ""), ("ment", ""), ("ities", ""), ("ity", ""), ("ively", ""), ("ives", ""), ("ive", ""),
    ("ically", "ic"), ("ally", ""), ("ably", ""), ("able", ""), ("ible", ""), ("ary", ""), ("ness", ""),
    ("ions", ""), ("ion", ""), ("ings", ""), ("ing", ""), ("ies", "i"), ("ied", "i"), ("ers", ""), ("er", ""),
    ("ors", ""), ("or", ""), ("edly", ""), ("ed", ""), ("ly", ""), ("al", ""), ("es", ""), ("s", ""), ("e", ""),
    ("y", "i"),
)  # fmt: skip
_IRREGULAR = {
    "leakage": "leak", "leakages": "leak", "sequential": "sequ", "sequentially": "sequ",
    "data": "data", "bias": "bias", "axis": "axi", "axes": "axi", "analysis": "analys", "basis": "basi", "loss": "loss",
    "losses": "loss", "less": "less", "class": "class", "classes": "class", "gauss": "gauss", "across": "across",
    "thus": "thus", "this": "this", "is": "is", "was": "was", "has": "has", "does": "does", "its": "its", "us": "us",
    "plus": "plus", "minus": "minus", "series": "series", "always": "always", "versus": "versus", "process": "process",
    "drew": "draw", "drawn": "draw", "grew": "grow", "grown": "grow", "fell": "fall", "fallen": "fall", "went": "go",
    "took": "take", "taken": "take", "gave": "give", "given": "given", "lost": "lose", "kept": "keep", "hid": "hide",
    "hidden": "hidden", "knew": "know", "known": "know", "learnt": "learn", "better": "better", "best": "best",
    "over": "over", "order": "order", "ordering": "order", "ordered": "order", "number": "number", "never": "never",
    "error": "error", "errors": "error", "outlier": "outlier", "outliers": "outlier", "layer": "layer", "test": "test",
    "testing": "test", "tested": "test", "prior": "prior", "posterior": "posterior", "power": "power", "large": "larg",
    "station": "station", "split": "split", "tail": "tail", "tails": "tail", "single": "singl", "unstable": "unstabl",
    "stable": "stabl", "stability": "stabl", "instability": "unstabl", "variable": "variabl", "variables": "variabl",
    "covariance": "covari", "covariances": "covari", "covariate": "covariat", "general": "general",
    "probability": "probab", "probabilities": "probab", "batches": "batch", "indices": "index", "matrices": "matrix",
    "lies": "lie", "fits": "fit", "fitted": "fit", "fitting": "fit", "bins": "bin", "normal": "normal", "norm": "norm",
    "noise": "nois", "noisy": "nois", "sparse": "spars", "sparsity": "spars", "bell": "bell", "mean": "mean",
    "means": "mean", "meaning": "meaning", "median": "median", "linear": "linear", "squares": "squar",
}  # fmt: skip
_DOUBLED = re.compile(r"([bdfgklmnprtz])\1$")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its endings; British and American spellings fall together."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = word.removesuffix("'s").replace("'", "")
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word[:-1] if len(word) == 3 and word.endswith("s") and word[-2] not in "aius" else word
    word = word.replace("our", "or") if word.endswith(("our", "ours", "oured", "ouring")) and len(word) > 5 else word
    for ending, put in _ENDINGS:
        if word.endswith(ending):
            least = 5 if len(ending) >= 5 else 4 if len(ending) > 2 or ending in {"er", "or", "al"} else 3
            if ending == "s" and word.endswith(("ss", "us", "is")):
                continue
            if len(word) - len(ending) + len(put) >= least:
                word = word[: len(word) - len(ending)] + put
                break
    return _DOUBLED.sub(r"\1", word) if len(word) > 3 and not word.endswith(("ll", "ss")) else word


def _off_by_little(a: str, b: str) -> bool:
    """Whether one word is the other with a slip of the fingers: one in five letters or more, two from eight on."""
    short = min(len(a), len(b))
    if short < 4 or abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    allowed = 2 if short >= 8 else 1
    if short == 4 and (len(a) != len(b) or sorted(a) != sorted(b)):
        return False
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return False
    return row[-1] <= allowed


class Lexicon:
    """What ``words.json`` knows: groups of expressions that mean about the same, opposites, and everyday words."""

    def __init__(self, data: dict[str, list[list[str]] | list[list[list[str]]] | list[str]]) -> None:
        self.concepts: dict[tuple[str, ...], set[int]] = defaultdict(set)
        """Stems of an expression of one to four words -> the groups it belongs to."""
        self.longest = 1
        for number, group in enumerate(cast("list[list[str]]", data["synonyms"])):
            for expression in group:
                key = tuple(stem(w) for w in expression.lower().replace("-", " ").split())
                self.concepts[key].add(number)
                self.longest = max(self.longest, len(key))
        self.opposites: dict[str, set[str]] = defaultdict(set)
        """Stem -> stems that say the contrary."""
        for one, other in cast("list[list[list[str]]]", data["opposites"]):
            for x in {stem(w) for w in one}:
                for y in {stem(w) for w in other}:
                    if x != y:
                        self.opposites[x].add(y)
                        self.opposites[y].add(x)
        for s in list(self.concepts):
            if len(s) == 1:
                for prefix in ("un", "non", "in", "im", "dis"):
                    whole = prefix + s[0]
                    if len(s[0]) >= 4 and (whole,) in self.concepts:
                        self.opposites[s[0]].add(whole)
                        self.opposites[whole].add(s[0])
        self.silent = frozenset(stem(w) for w in cast("list[str]", data["silent"])) | frozenset(
            w for w in cast("list[str]", data["silent"])
        )
        """Words that say nothing about the matter by themselves."""
        self.common = frozenset(stem(w) for w in cast("list[str]", data["common"]))
        """Words of any talk about data, which tell little."""
        self.known = frozenset(k[0] for k in self.concepts if len(k) == 1) | self.common | frozenset(self.opposites)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon(json.loads(files("hotseat.reference.reading").joinpath("words.json").read_text("utf-8")))


def weight(stemmed: str) -> float:
    """How much a word tells, before it is compared with the other words of a rubric: 0 to 1."""
    words = lexicon()
    if stemmed in words.silent:
        return 0.0
    if stemmed in words.common:
        return 0.45
    if stemmed.isdigit():
        return 0.6
    return 0.4 if len(stemmed) == 1 else 1.0


@lru_cache(maxsize=4096)
def slip(a: str, b: str) -> bool:
    """Whether the word ``b`` may be ``a`` mistyped, by the words or by their stems; two known words are two words."""
    known = lexicon().known
    one, other = stem(a), stem(b)
    if one == other or (one in known and other in known):
        return False
    return _off_by_little(one, other) or (len(a) > 5 and _off_by_little(a, b))
