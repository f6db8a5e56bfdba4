"""Words as people type them in a hurry, made the plain ones that patterns are written for. Pure."""

from __future__ import annotations

import re

_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<![\w'])(?:{short})(?![\w'])"), whole)
    for short, whole in (
        (r"(what|it|that|this|there|how|who|where|when)'s", r"\1 is"),
        (r"what ?s", "what is"),
        (r"thats", "that is"),
        (r"hows", "how is"),
        (r"let'?s", "let us"),
        (r"i'?m", "i am"),
        (r"i'?ve", "i have"),
        (r"(we|you|they)'?re(?<!were)", r"\1 are"),
        (r"(we|you|they)'ve", r"\1 have"),
        (r"(i|we|you|they|it|that)'ll", r"\1 will"),
        (r"(i|we|you|they)'d", r"\1 would"),
        (r"can'?t|can not", "cannot"),
        (r"won'?t", "will not"),
        (r"(do|does|did|have|has|had|is|are|was|were|could|would|should)n'?t", r"\1 not"),
        (r"pl[sz]+|plez|pleas|plea[sz]e+", "please"),
        (r"th(?:n|a)?x|tnx|ty|tysm|thanx", "thanks"),
        (r"gimme", "give me"),
        (r"lemme", "let me"),
        (r"gonna", "going to"),
        (r"wanna", "want to"),
        (r"gotta", "have to"),
        (r"dunno", "do not know"),
        (r"idk", "i do not know"),
        (r"u", "you"),
        (r"ur", "your"),
        (r"cud", "could"),
        (r"sec|secs", "second"),
        (r"mins?", "minutes"),
        (r"qn|ques|quesiton|qestion|questoin|queston", "question"),
        (r"k|kk|oki|okey|okie", "ok"),
        (r"sry|srry|soz", "sorry"),
        (r"repeate|repat", "repeat"),
    )
)
_ADDRESS = re.compile(
    r"(?:[\s,]+(?:mate|bro|bruh|sir|madam|ma'?am|man|dude|buddy|pal|mira|my friend|friend|guys?|tbh|ngl|imo|imho|lol|haha+|hehe|honestly|to be honest|to be fair|tho|though|"
    r"i'?m afraid|i am afraid|unfortunately|at all|:-?[()/]|;-?\)|xd|\^\^|👍|🙏|😅|🙂))+(?=[\s.!?,]*$)",
    re.IGNORECASE,
)


def spelled(text: str) -> str:
    """The text in lower case with contractions and short forms written out, and without words of address at its end."""
    flat = " ".join(text.replace("’", "'").lower().split())
    flat = _ADDRESS.sub("", flat)
    for short, whole in _SPELLINGS:
        flat = short.sub(whole, flat)
    return flat


def plain(text: str) -> str:
    """The same, without punctuation."""
    return " ".join(re.sub(r"[^\w\s']|_", " ", spelled(text)).split())
