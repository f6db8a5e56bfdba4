"""Whether a wording may be shown. Each rule holds of every beginning of a good wording, so that a bad one is cut off as it comes.

A wording that breaks a rule is not mended: the sentence that was decided takes its place.
"""

from __future__ import annotations

import re

from hotseat import harmless
from hotseat.reference.reading.words import lexicon, stem
from hotseat.voices.saying import ANCHORS, MOST_SIGNS, PURPOSES, Saying, stems, vocabulary, words

MOST_SENTENCES = 4
LEAST_EVERYDAY = 0.25
"""Share of everyday words, from which on a text counts as English."""
_LEAST_COUNTED = 6
"""Words from which on that share is looked at."""
_HARMLESS = re.compile(r"\ball right\b|\bright now\b", re.IGNORECASE)
_FORMATTING = re.compile(r"[`*#_<>|{}\[\]\\]|https?:|www\.|\n")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_WORDS = vocabulary("numbers")
_ASKING = frozenset({"clarify-unmatched", "red-run", "silence", "dont-know", "closing-invite"})
"""Acts that ask for something, in a question or without one."""
_END = re.compile(r"[.!?…:][\"'”’)]*$")
_CLAIMS = vocabulary("claims")
"""Words that praise, blame, promise, refuse, or tell how things stand: only what was decided may bring them in."""


def objection(text: str, saying: Saying) -> str:
    """Why this wording may not be said; an empty text where it may."""
    if why := _shape(text, saying):
        return why
    if any(fact not in text for fact in saying.keep):
        return "a fact is missing"
    bare = _facts_out(text, saying)
    return _form(bare, saying) or _end(bare, saying) or _content(bare, saying)


def beginning(text: str, saying: Saying) -> tuple[str, str]:
    """How much of a wording that is still coming may be shown, and why the wording may not be said, if that is seen already.

    The last two words wait for what follows, and a fact for its end.
    """
    if why := _shape(text, saying):
        return "", why
    bare = _facts_out(text, saying)
    for fact in saying.keep:
        begun = next((n for n in range(min(len(fact) - 1, len(bare)), 0, -1) if bare.endswith(fact[:n])), 0)
        bare = bare[: len(bare) - begun]
    bare = re.sub(r"\S*\s*\S*$", "", bare)
    why = _form(bare, saying) or _content(bare, saying)
    return ("", why) if why else (_facts_in(bare, saying).rstrip(), "")


def _shape(text: str, saying: Saying) -> str:
    if harmless.plain(text) != text or any("\ue000" <= sign <= "\uf8ff" for sign in text):
        return "it holds control signs"
    return "it is too long" if len(text) > max(MOST_SIGNS, 2 * len(saying.lead)) else ""


def _facts_out(text: str, saying: Saying) -> str:
    """The text with a private sign for each fact, so that no rule looks into one."""
    for n, fact in sorted(enumerate(saying.keep), key=lambda nf: -len(nf[1])):
        text = text.replace(fact, chr(0xE000 + n))
    return text


def _facts_in(bare: str, saying: Saying) -> str:
    for n, fact in enumerate(saying.keep):
        bare = bare.replace(chr(0xE000 + n), fact)
    return bare


def _form(bare: str, saying: Saying) -> str:
    if _FORMATTING.search(bare):
        return "it is formatted"
    if bare.count("?") > max(_facts_out(saying.lead, saying).count("?"), saying.act in _ASKING):
        return "it asks something else"
    if len(re.findall(r"[.!?]+(?=\s|$)", bare)) > max(MOST_SENTENCES, saying.lead.count(".") + 1):
        return "it is too long"
    return ""


def _end(bare: str, saying: Saying) -> str:
    """What only a whole wording can be held to."""
    if not words(bare):
        return "it is empty"
    if "?" in _facts_out(saying.lead, saying) and "?" not in bare and saying.act not in _ASKING:
        return "it asks something else"
    anchors = ANCHORS.get(saying.act, "")
    if anchors and not stems(bare) & stems(anchors):
        return "it says something else"
    if not _END.search(bare.strip()):
        return "it does not come to an end"
    said = {_flat(other) for other in (*saying.earlier, saying.follows)}
    return "it has been said before" if _flat(_facts_in(bare, saying)) in said else ""


def _content(bare: str, saying: Saying) -> str:
    lead = saying.lead
    if any(number not in _NUMBER.findall(lead) for number in _NUMBER.findall(bare)):
        return "it brings in a number"
    said, decided = words(_HARMLESS.sub("", bare)), set(words(f"{lead} {PURPOSES[saying.act]}"))
    if any(w in _NUMBER_WORDS and w not in decided for w in said):
        return "it brings in a number"
    stemmed = {stem(w) for w in decided}
    if any(w in _CLAIMS and w not in decided and stem(w) not in stemmed for w in said):
        return "it claims what was not decided"
    if any(stem(w) in saying.kept_back for w in said):
        return "it brings in a word that was not told"
    known = lexicon().silent | lexicon().common
    everyday = sum(w in known or stem(w) in known or stem(w) in saying.told for w in said)
    if len(said) >= _LEAST_COUNTED and everyday < LEAST_EVERYDAY * len(said):
        return "it is no plain English"
    if any(not c.isascii() and c.isalpha() and c not in lead + saying.candidate + saying.question for c in bare):
        return "it is no plain English"
    return ""


def _flat(text: str) -> str:
    return " ".join(words(text))
