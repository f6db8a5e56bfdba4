"""Where a speaker takes something back: "double, no wait, four times", "low, sorry, high", "the other way round".

What is taken back still names what is spoken of, but how it was meant no longer counts: the later statement does. A word
whose contrary the correction puts in its place is struck out altogether. Where the correction is nothing but "it is the
other way round", what stands before it is turned round.
"""

from __future__ import annotations

import re

from hotseat.reference.reading.passage import Passage
from hotseat.reference.reading.words import lexicon

WITHDRAWN = 0.6
"""What a word of a statement that was taken back still counts for."""
_CUE = re.compile(
    r"\b(?:(?:(?:no|well|er|hm+|hmm|oh|ah|uh)[,.]?\s+)*(?:no|wait|hang on|hold on|scratch that|strike that|sorry"
    r"|i (?:mean|meant)|actually,? no|correction|let me correct (?:that|myself)|my mistake|i (?:got|had) (?:that|it|them)"
    r" (?:backwards|wrong|the wrong way round)|i (?:swapped|mixed) them(?: up)?|(?:that's|that is|that was) wrong"
    r"|not quite|rather)(?=\s*[,.:;!?—–-]|\s+(?:wait|no|the other|other|it's|it is|actually|that's)\b))"
    r"|\b(?:the )?other way (?:a)?round\b|\bthe (?:reverse|opposite)\b(?=\s*[:,.]|$)|\bi mean\b",
    re.IGNORECASE,
)
_ROUND = re.compile(r"other way (?:a)?round|the (?:reverse|opposite)|backwards|swapped|mixed", re.IGNORECASE)
_FILLER = re.compile(r"i mean|rather", re.IGNORECASE)
"""Said as often to go on as to go back; these take something back only where its contrary follows."""
_BEFORE = 22
"""A correction reaches back over so many words."""
_AFTER = 12
"""Words of the correction that are held against those before it."""
_RESTATED = 2
"""So many telling words say anew what was meant."""


def cues(text: str) -> list[tuple[int, int, bool]]:
    """Where the text takes something back, as ranges of characters, and whether it says that it is the other way round."""
    found: list[tuple[int, int, bool]] = []
    for m in _CUE.finditer(text):
        turned = _ROUND.search(m.group()) is not None
        opening = not text[: m.start()].strip()
        bare_no = set(re.findall(r"\w+", m.group().lower())) == {"no"}
        before = text[: m.start()].rstrip()
        weak = m.group().lower() in {"wait", "correction", "rather", "not quite"}
        if opening or ((bare_no or weak) and not before.endswith((",", "-", "—", "–", "...", "…", ".", ";", "?"))):
            continue
        if bare_no and not re.match(r"\s*[,:—–-]", text[m.end() :]):
            continue
        if bare_no and re.search(r"\bno,?$", before, re.IGNORECASE):
            continue
        if found and m.start() - found[-1][1] <= 12:
            found[-1] = (found[-1][0], m.end(), found[-1][2] or turned)
        else:
            found.append((m.start(), m.end(), turned))
    return found


def taken_back(passage: Passage) -> tuple[list[float], set[int]]:
    """For each token how much it still counts (1 where nothing was taken back), and the tokens that are turned round."""
    counts = [1.0] * len(passage.tokens)
    turned: set[int] = set()
    contrary = lexicon().opposites
    for start, end, other_way in cues(passage.text):
        tokens = passage.tokens
        cue = {i for i, t in enumerate(tokens) if start <= t.start < end}
        after = [i for i, t in enumerate(tokens) if t.start >= end][:_AFTER]
        before = [i for i, t in enumerate(tokens) if t.end <= start][-_BEFORE:]
        if not before:
            continue
        last = tokens[before[-1]].sentence
        before = [i for i in before if tokens[i].sentence == last]
        for i in cue:
            counts[i] = 0.0
        following = [i for i in after if passage.weights[i] > 0 and tokens[i].sentence == tokens[after[0]].sentence]
        if other_way and len(following) < _RESTATED:
            turned.update(before)
            continue
        instead = {passage.stems[i] for i in after}
        struck = {i for i in before if any(o in instead for o in contrary.get(passage.stems[i], ()))}
        if not struck and _FILLER.fullmatch(passage.text[start:end]):
            continue
        for i in before:
            counts[i] = 0.0 if i in struck else min(counts[i], WITHDRAWN)
    return counts, turned
