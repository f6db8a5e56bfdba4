# %% Given: a tiny corpus, each word with how often it occurs
CORPUS = {"low": 5, "lower": 2, "newest": 6, "widest": 3}


# %%
def learn_merges(words: dict[str, int], n_merges: int) -> list[tuple[str, str]]:
    """Return the pairs that byte pair encoding merges, in the order in which they are learnt.

    Words begin as single characters. Each round merges the pair of neighbours that occurs most often in all words, each
    word counted as often as it occurs; of equally frequent pairs the first in the alphabet is taken. Fewer merges come back
    where no pair is left.
    """
    raise NotImplementedError


# %%
def apply_merges(word: str, merges: list[tuple[str, str]]) -> list[str]:
    """Return the tokens of a word, which joined give the word again; the merges are used in the order they were learnt."""
    raise NotImplementedError


# %% Test yourself
assert learn_merges(CORPUS, 3) == [("e", "s"), ("es", "t"), ("l", "o")]
assert apply_merges("lowest", learn_merges(CORPUS, 3)) == ["lo", "w", "est"]
assert apply_merges("aaa", [("a", "a")]) == ["aa", "a"]
