"""Short requests told by their words alone: one that names what is wanted, and beside it nothing but small words.

Patterns of whole sentences cannot foresee every wording. An answer nearly always holds a word of its subject, and such a
word is not among the small ones.
"""

from __future__ import annotations

from hotseat.interview.plain_words import plain

MOST_WORDS = 14
_SMALL = frozenset(
    """a an the some any one another more other first second third last little small tiny quick bit lot of to for with on in
    at by from and or but so is are was were be been being am i you we me us my your our it this that there here now then can
    could may might would will shall should do does did have has had got get getting give giving take taking show tell need
    want like use see ask please thanks thank sorry ok okay well hm hmm um uh just really maybe perhaps possible possibly think
    guess if let go going yes yeah hey hi hello oh excuse mind very much too also still quickly actually honestly kindly
    kind able allowed i'd rather prefer would'nt right question questions stuck""".split()  # noqa: SIM905
)
_NOT = frozenset({"no", "not", "never", "cannot", "without", "none"})
_ASKING = frozenset(
    {"can", "could", "may", "am", "is", "are", "allowed", "mind", "ok", "let", "would", "do", "how", "what"}
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NAMED: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("hint", _set("hint hints clue clues nudge tip tips pointer pointers"), _set("where how start begin help next only")),
    (
        "repeat",
        _set("repeat rephrase reword restate reformulate paraphrase reread"),
        _set("again what say said part words simpler simple plain way different slowly everything whole listening heard hear"),
    ),
    ("skip", _set("skip"), _set("ahead over past next move it entirely completely altogether")),
    (
        "later",
        _set("later afterwards postpone revisit"),
        _set("come back return leave answer end until till save park think time when again put off"),
    ),
    ("asked-break", _set("break bathroom toilet loo pee wee restroom pause breather"), _set("short minute minutes five ten two go clock")),
    ("asked-time", _set("time minutes long clock"), _set("how what left remaining remain remains much many longer when up over")),
    (
        "asked-docs",
        _set("docs documentation google googling internet web stackoverflow manual online"),
        _set("look up check open search read consult syntax things something numpy pandas sklearn python stack overflow while during"),
    ),
    ("dont-know", _set("know idea clue remember recall heard familiar learned learnt"), _set("answer about how what why term before")),
)  # fmt: skip


def named_request(text: str) -> str | None:
    """The request that a short message of small words names, as an act of ``CandidateSaid``; None where it names none."""
    said = plain(text).split()
    if not said or len(said) > MOST_WORDS:
        return None
    told = set(said)
    for act, names, beside in _NAMED:
        if not told & names or told - names - beside - _SMALL - _NOT:
            continue
        denied = bool(told & _NOT)
        if act == "dont-know":
            if denied and "i" in told | ({"i"} if said[0] in _NOT else set()) and not told & {"we", "you"}:
                return act
        elif (
            (denied and act not in ("later", "repeat"))
            or (act in ("asked-docs", "asked-break") and not (told & _ASKING or "need" in told))
            or (act == "asked-time" and not (told & {"left", "remaining", "remain", "remains"} or {"how", "i"} <= told))
        ):
            continue
        else:
            return act
    if {"question", "again"} <= told and not told - _SMALL - {"again", "what", "hear", "say", "state"}:
        return "repeat"
    return None
