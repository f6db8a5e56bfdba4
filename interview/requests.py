"""What people ask of an interviewer in so many words: a hint, to hear it again, to skip, to come back, the time.

A request is a whole message: an answer that begins with "skip connections" asks for nothing. A message of several short
sentences is a request when each of them is one, or is only politeness: "Sorry, I don't know. Can we skip this one?"
"""

from __future__ import annotations

import re

LONGEST = 160
"""Characters of a message that may still be a request and nothing else."""
_ONE = (
    r"(?:this|that|it|the question|this question|that question|this one|that one|the (?:current|last) (?:one|question))"
)
_ASK = (
    r"(?:(?:can|could|may|might|shall|should|would) (?:we|i|you)(?: (?:please|maybe|perhaps|possibly|just|also))* "
    r"|would it be (?:ok|okay|fine|possible) (?:if (?:we|i) |to )|is it (?:ok|okay|fine|possible) (?:if (?:we|i) |to )"
    r"|let(?:'?s| us| me) |i(?:'d| would| will|'ll)?(?: (?:rather|like to|prefer to|want to|have to|need to|better|just))* "
    r"|i(?:'m| am) going to |(?:we|i) (?:can|could|should|might|may) |please |do you mind if (?:we|i) )?"
)
_MAY = r"(?:(?:am i|are we) allowed to|is it (?:ok|okay|fine|allowed) to|(?:can|could|may|should) i)(?: (?:also|just|quickly|please))*"
_HELP = r"(?:hints?|clues?|nudges?|pointers?|tips?|help)"
_NEVER = r"(?:never|not yet|not) (?:really )?(?:used|done|seen|heard of|worked with|come across|tried|learned|learnt|read about)"
_WORDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "skip",
        (
            rf"{_ASK}(?:skip|drop|pass|pass on|leave|leave out|jump over|abandon)(?: {_ONE})?(?: out)?(?: (?:here|now))?",
            rf"{_ASK}(?:move|go|carry|get) (?:on|ahead|forward)(?: from {_ONE})?(?: (?:to|with) (?:the next|another|something else)"
            r"(?: (?:one|question|topic|part|thing))?)?(?: now)?",
            rf"{_ASK}(?:go|get|jump|move|switch) to (?:the next|another|a different)(?: (?:one|question|topic|part))?",
            rf"{_ASK}(?:have|take|try|see) (?:the next|another|a different) (?:one|question)",
            rf"next(?: question| one)?|(?:i )?(?:give|giving) up(?: (?:on|with) {_ONE})?|i(?:'m| am) giving up(?: on {_ONE})?",
        ),
    ),
    (
        "later",
        (
            rf"{_ASK}(?:come|get|go|return)(?: back)?(?: to)?(?: {_ONE})?(?: again)? (?:later|afterwards|at the end|in the end)(?: on)?",
            rf"{_ASK}(?:come|get|return) back to {_ONE}",
            rf"{_ASK}(?:do|answer|try|take|leave|keep|park|postpone|defer|save|put|set)(?: {_ONE})?(?: (?:for|until|till|to))?"
            r"(?: the)? (?:later|end|last|aside|off|afterwards)(?: (?:for now|until later|for later))?",
            rf"{_ASK}(?:park|postpone|defer) {_ONE}(?: for now)?|(?:maybe |rather )?later(?: please)?|not now",
        ),
    ),
    (
        "hint",
        (
            rf"(?:{_ASK}(?:get|have|give me|ask for|use|do with|offer me|need|take|show me|see) |i(?:'d| would) like |is there |any chance of |any )?"
            rf"(?:a|an|another|one|one more|the next|the second|the third|the first|the last|some|any|your)?"
            rf" ?(?:more |other |small |little |tiny |further )*{_HELP}(?: (?:for|with|on|about) {_ONE}| here| now| to (?:start|begin|get started))?",
            rf"{_ASK}(?:help(?: me)?(?: out)?|give me a hand)(?: (?:here|with {_ONE}|a (?:bit|little)))?",
            rf"{_ASK}point me (?:in|into|to) (?:the|a|some) (?:right )?direction",
            rf"(?:a|some|any) {_HELP} would (?:be|help)(?: (?:nice|great|good|useful|helpful|welcome|appreciated))?",
            r"i(?:'m| am) (?:completely |totally |a bit |really )?stuck(?: here| on this)?,? (?:any|a|some) (?:hints?|tips?|help|pointers?)",
        ),
    ),
    (
        "repeat",
        (
            rf"{_ASK}(?:repeat|rephrase|restate|say|read|reread|re-read|ask|hear|see|show(?: me)?|get|have)"
            rf"(?: (?:me|out))?(?: {_ONE}| what you (?:said|asked|want))?(?: (?:again|once more|one more time|another time|for me|aloud))*",
            rf"(?:what|which) (?:was|is|were) (?:{_ONE}|your question|the task|it)(?: (?:again|once more))?",
            r"what (?:did|do|were) you (?:just )?(?:ask|say|asking|saying|want)(?: (?:me|again|from me|me to do))*",
            r"(?:come|say that) again|(?:i beg your )?pardon(?: me)?|sorry\?|what\?|(?:once|one) more(?: time)?|again(?: please)?",
            r"i (?:didn'?t|did not|couldn'?t|could not) (?:quite |really )?(?:catch|hear|get|understand|follow)"
            rf"(?: {_ONE}| what you (?:said|asked)| you)?",
        ),
    ),
    (
        "asked-time",
        (
            r"how (?:much|many) (?:more )?(?:time|minutes)(?: (?:do|have|is|are|will|does))?(?: (?:i|we|there|left|got|remain\w*|have|still|for|this|here|one|question))*",
            r"how long (?:do|have|is|are) (?:i|we|there)(?: (?:still|have|got|left|for|this|here|one|question))*",
            r"(?:what(?:'s| is) the time|time check|what time is it)(?: left)?",
        ),
    ),
    (
        "asked-docs",
        (
            rf"{_MAY} (?:use|look|check|consult|open|read|search|google|browse|see)(?: (?:at|in|into|up|things|something|it|that|this|the|any"
            r"|official|online|numpy|scipy|pandas|torch|pytorch|sklearn|scikit-learn|for|with))*"
            r" (?:documentation|docs|manual|google|internet|web|stack ?overflow|references?|cheat ?sheet)",
            rf"{_MAY} (?:google|search(?: for)?|look)(?: (?:it|that|this|things|something|stuff))?(?: (?:up|online))?",
            rf"{_MAY} look up (?:it|that|this|things|something|the (?:syntax|signature)|a (?:signature|function))",
            r"(?:is|are) (?:the )?(?:documentation|docs|google|internet|stack ?overflow) (?:allowed|ok|okay|fine)",
        ),
    ),
    (
        "asked-on",
        (
            r"(?:shall|should|can|may|do you want me to|would you like me to|want me to|ok(?:ay)? (?:for me )?to|am i (?:free|good) to) ?(?:i )?(?:just |now |already )*"
            r"(?:go on|go ahead|continue|proceed|start|begin|carry on|elaborate|expand|explain|code|write|implement|type|go deeper|keep going|say more|try)"
            r"(?: (?:more|coding|writing|implementing|typing|now|with|the|some|this|that|it|code|on|function|already|deeper|further|a bit|down|out|up|to))*",
            r"(?:does|did) (?:that|this|it|any of this) make (?:any )?sense(?: (?:so far|to you))?",
            r"is (?:that|this|it) (?:clear|understandable|clear enough|enough|detailed enough|ok|okay|fine)(?: (?:so far|with you|for you|to you))?",
            r"(?:are|do) you (?:with me|follow(?:ing)?(?: me)?|see what i mean|understand)(?: so far)?|ready\?",
        ),
    ),
    (
        "asked-right",
        (
            r"(?:is|was) (?:that|this|it|my (?:answer|code|solution|idea|approach|plan))"
            r" (?:right|correct|true|good|good enough|the (?:right|correct) (?:answer|idea|way|approach|one)|what you (?:want(?:ed)?|had in mind|were (?:looking for|after)|expect(?:ed)?|mean(?:t)?))(?: so far)?",
            r"am i (?:right|correct|wrong|close|on (?:the|a) (?:right|good) (?:track|way|path)|getting (?:there|warmer)|doing (?:ok|okay|well|fine))(?: (?:so far|here|with this))?",
            r"(?:does|did) (?:that|this|it|i) (?:answer|cover|address) (?:your|the) question",
            r"how am i doing(?: so far)?|what do you think(?: (?:of|about) (?:that|this|it|my (?:answer|idea|approach|plan)))?",
            r"did i (?:get|do) (?:that|this|it) (?:right|wrong|correctly)|(?:right|correct|ok|okay|yes|no)\?",
            rf"{_ASK}(?:tell|give|show)(?: me)? (?:the|your) (?:answer|solution|result)|what(?:'s| is) the (?:right |correct )?(?:answer|solution)(?: (?:to|of) {_ONE})?",
        ),
    ),
    (
        "dont-know",
        (
            rf"(?:i )?(?:really |honestly |just |simply |actually )*(?:don'?t|do not|wouldn'?t|would not|can'?t|cannot|couldn'?t) (?:really |actually )?(?:know|remember|recall|say|tell|answer|think of (?:anything|one|any)|come up with (?:anything|one))"
            rf"(?: (?:{_ONE}|the answer|how|why|what|anything|much|enough|any(?: of (?:it|this|that))?|to|about|here|right now|off the top of my head|at all|either|more))*",
            r"(?:i(?:'ve| have)? (?:got )?|absolutely |really )*(?:no|not a|not the (?:slightest|faintest)) (?:idea|clue|answer)s?(?: (?:how|why|what|here|about (?:this|that|it)|at all|sorry|to (?:answer|do|solve|approach)|this|that|it))*",
            r"i haven'?t (?:a|any|the (?:slightest|faintest)) (?:idea|clue)|idk|dunno|beats me|search me|no clue",
            r"(?:i(?:'m| am) )?(?:really |honestly |just |still )?(?:not sure|unsure|lost|clueless|stuck|stumped|out of ideas|blank)(?: (?:about|on|with|here|at all|anymore|how|what|why|"
            + _ONE[3:-1]
            + r"|to answer(?: (?:this|that|it))?))*",
            rf"i(?:'ve| have) {_NEVER}(?: {_ONE}|[\w -]{{1,30}})?|i(?:'m| am) not (?:really |very |too )?familiar with (?:{_ONE}|[\w -]{{1,30}})|i haven'?t (?:used|done|seen|heard of|worked with|come across|tried)(?: {_ONE})?(?: (?:before|yet|ever))?",
            r"i (?:forgot|have forgotten|forget|draw a blank)(?: (?:that|this|it|how|the answer))?|i(?:'m| am) drawing a blank|my mind (?:is|went|has gone) blank|nothing comes to mind",
        ),
    ),
)
_SOFT = r"(?:(?:please|sorry|ok(?:ay)?|hmm+|well|honestly|um+|uh+|so|then|maybe|perhaps|and|but|alright|right|actually|oh|hey|hi|thanks|to be honest|i'?m afraid|i think|i guess|for now|apologies)[,.: ]*)*"
_TAIL = r"(?:,? ?(?:please|sorry|thanks|thank you|for now|then|actually|to be honest|i'?m afraid|unfortunately|if (?:that'?s|that is|it'?s|it is|i may|possible|you (?:don'?t mind|like))(?: (?:ok|okay|fine|possible|allowed|alright))?))*"
_REQUESTS = tuple(
    (act, re.compile(rf"^\W*{_SOFT}(?:{'|'.join(wordings)}){_TAIL}\W*$", re.IGNORECASE)) for act, wordings in _WORDINGS
)
_POLITENESS = re.compile(
    rf"^\W*{_SOFT}(?:sorry(?: (?:about|for) (?:that|this))?|thanks?(?: you)?(?: (?:very|so) much)?|please|ok(?:ay)?|(?:that'?s|it'?s) (?:fine|ok)|excuse me"
    r"|i (?:need|am running out of|have no) (?:more )?(?:a moment|time)|that(?:'s| is) a (?:hard|tough|good|tricky) (?:one|question)|i(?:'m| am) nervous|)\W*$",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"[.!;\n]+|\?+|,\s+(?=(?:so|can|could|may|shall|should|let|please|maybe|perhaps|sorry|but|and|i|i'm|is|any)\b)|\s+[–-]+\s+|\s+(?=(?:so|but) (?:can|could|may|let|i|maybe)\b)",
    re.IGNORECASE,
)
_ORDER = ("skip", "later", "hint", "repeat", "asked-time", "asked-docs", "asked-right", "asked-on", "dont-know")
"""Of several requests in one message the first of these is met."""
ASKED = frozenset({"asked-time", "asked-docs", "asked-right", "asked-on"})
"""Questions about the interview itself, which are neither about the task nor requests for anything."""


def request(text: str) -> str | None:
    """The request that a message is, as an act of ``CandidateSaid``; None where it is anything else."""
    flat = " ".join(text.replace("’", "'").split())
    if not flat or len(flat) > LONGEST:
        return None
    if whole := _one(flat):
        return whole
    parts = [p for p in _PARTS.split(flat) if p and p.strip(" ,.!?")]
    found = [_one(part.strip(" ,")) or ("" if _POLITENESS.match(part.strip(" ,")) else None) for part in parts]
    if len(parts) < 2 or None in found:
        return None
    return next((act for act in _ORDER if act in found), None)


def asked_beside(sentence: str) -> str | None:
    """Which question about the interview itself a sentence is, if it is one."""
    act = _one(" ".join(sentence.replace("’", "'").split()))
    return act if act in ASKED else None


def _one(text: str) -> str | None:
    found = [act for act, pattern in _REQUESTS if pattern.match(text)]
    # "Shall I go on?" asks for leave, "Shall we go on?" for the next question.
    return "asked-on" if "asked-on" in found else found[0] if found else None
