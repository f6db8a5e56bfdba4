"""Words of greeting, of readiness and of goodbye: what is said around the questions, before the start and at the end."""

from __future__ import annotations

import re

from hotseat.interview.plain_words import plain
from hotseat.interview.requests import OF_THE_INTERVIEW, request

SHORT = 14
"""Words of a message that may be a greeting, a word of readiness or a goodbye and nothing else."""
_NOT_READY = re.compile(
    r"\b(?:not (?:quite |yet |really |sure i am |sure if i am )?ready|before we (?:start|begin|go)|first i |let me (?:get|fetch|grab|close|find|check|just)|not (?:just )?yet|wait|(?:one|a|just a|half a) (?:moment|second|sec|minute|min)|hold on|hang on|give me|need (?:a|some|another|more)|not now)\b"
)
_READY = re.compile(
    r"\b(?:ready|set|let us (?:start|begin|go|do (?:it|this)|get (?:started|going|into it|on with it)|dive in|kick off|jump in|roll)"
    r"|(?:we|you) (?:can|could|may) (?:start|begin|go(?: ahead| on)?|proceed)|i am (?:ready|set|good to go|in|all yours)|now i am|good to go|go ahead|all set"
    r"|(?:please|yes|yeah|yep|sure|ok|okay|fine|right) (?:start|begin|go|proceed)|bring it on|shoot|fire away|hit me|looking forward to (?:it|this)"
    r"|(?:start|begin)(?: (?:now|please|the interview|right away))?$)"
)
_YES = re.compile(
    r"^(?:(?:yes|yeah|yep|yup|ya|sure|ok|okay|okey|k|go|start|begin|next|of course|certainly|absolutely|definitely|fine|alright|all right|right|please|thanks|thank you|now|done|then"
    r"|good|great|perfect|sounds good|works for me|why not|proceed|continue|go on|lets go|very well|cool|i am|it is|we can|with pleasure|gladly|hello|hi|hey|mira|the list is done|checked)\s*)+$"
)
_PAUSES = re.compile(
    r"^(?:(?:ok|okay|so|well|sorry|hm+|um+|uh+|right|alright|sure|yes|please|now|then|just|and|but|i am|i|a bit|a little)\s+)*"
    r"(?:let us go|let us (?:start|begin)|ready(?: when you are)?|let me think(?: (?:about (?:it|this|that)|for a (?:moment|minute|second)|first))?"
    r"|(?:give me|i need|need|one|a|just a|wait a|hold on a) (?:another |some |more |a |one |few )*(?:moment|second|sec|minute|min|minutes|seconds|time)"
    r"(?: (?:to think|please|more|here|first))*|hold on|hang on|wait|nervous|thinking|good question|interesting question)"
    r"(?: (?:please|then|about this|with this|sorry))*$"
)
"""What is said on the way to an answer and is none."""
_ONLY_GREETS = re.compile(
    r"^(?:(?:hello|hi|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|there|again|everyone|everybody|all|mira|nice to meet you|pleased to meet you|good to meet you"
    r"|thanks|thank you|for having me|for (?:your|the) time|how are you(?: doing)?(?: today)?|how is it going|how do you do|i am [a-z]+|my name is [a-z]+(?: [a-z]+)?|anyone|anybody|is (?:anyone|anybody|somebody) there"
    r"|are you there|can you hear me|test|testing|it is (?:nice|good|great) to (?:meet|see|be) (?:you|here)|what is up|sup|nice|great|to|be|here|today)\s*)+$"
)
_DONE = re.compile(
    r"^(?:(?:no|nope|nah|none|nothing|cheers|thanks|thank you|thank you (?:very|so) much|thanks a (?:lot|bunch)|ok|okay|great|cool|perfect|alright|all right|well|so|then|i think|i guess|i believe|and|but|really|actually"
    r"|all (?:good|done|set|clear)|we are (?:all )?(?:done|good|finished|through|set)|i am (?:all )?(?:done|good|fine|finished|set|happy|through|all set)|(?:that|this|it) (?:is|was|would be|will be) (?:all|it|everything)(?: i (?:had|have|wanted(?: to know| to ask)?))?"
    r"|no (?:more |further |other |additional )*questions?|(?:nothing|none|not) (?:else|more|further|left)?(?: (?:comes to mind|to ask|to add))?|i (?:do not )?have (?:no|any|nothing)(?: (?:more|further|other|else))*(?: questions?)?|(?:i )?cannot think of (?:any(?:thing)?|one)(?: (?:else|more))?"
    r"|(?:you|that) (?:have )?(?:answered|covered|covers|answers) (?:everything|it all|all(?: of)? (?:my|the) questions|my questions?|all i had)|no that is (?:all|it)|let us (?:end|stop|finish|wrap up|call it a day|leave it)(?: (?:it )?here)?|we can (?:end|stop|finish|wrap up)(?: here)?"
    r"|(?:good)?bye(?: bye)?|see you(?: (?:soon|later|around))?|have a (?:nice|good|great|lovely) (?:day|one|evening|weekend|week|rest of your day)|take care|talk (?:soon|to you soon)|it was (?:nice|good|great|a pleasure|lovely)(?: (?:talking|meeting|speaking|to meet|to talk)(?: (?:to|with))?(?: you)?)?"
    r"|from (?:me|my side|my end)|for (?:me|now|today|your time|the (?:chat|talk|conversation|interview)|everything|having me)|today|right now|at the moment|this time|here|so far|very much|so much|much|a lot|please|again|appreciate it|i appreciate (?:it|your time)|yes|yeah|yep)\s*)+$"
)
_ENDS = re.compile(
    r"(?:^not|\b(?:no|nope|nah|none|nothing|all (?:good|done|set)|done|finished|through|(?:that|this|it) (?:is|was|would be|will be) (?:all|it|everything)|bye|goodbye|see you|have a|take care|end|stop|wrap up|finish"
    r"|answered|covered|covers|i am (?:good|fine|happy|set)|not (?:have )?any|cannot think|call it a day|talk (?:soon|to you)|leave it))\b"
)
_OPENS_QUESTION = re.compile(
    r"^(?:(?:and|but|so|ok|okay|sorry|also|then|well|hmm+|um|cool|thanks|thank you|great|interesting|i see|one more|last one|another one|quick one)\s+)*"
    r"(?:what|which|who|whom|whose|when|where|why|how|can|could|may|might|should|shall|is|are|am|do|does|did|will|would|must|has|have|any|anything|tell me|describe|explain|talk about)\b"
)
_ASKS_ON = re.compile(r"^(?:and |but |so |then )?(?:what|which|who|when|where|why|how|tell me)\b")


def heard_at_the_start(text: str) -> str:
    """What a message before the start is: ``ready``, ``greeting``, ``waits``, a question's act, ``opening-question`` or ``aloud``."""
    flat, count = plain(text), len(text.split())
    asked = request(text)
    if count <= SHORT and _NOT_READY.search(flat):
        return "waits"
    if asked in OF_THE_INTERVIEW:
        return asked
    if re.search(r"\bhow long\b|\bhow much time\b|\bhow many (?:minutes|hours|questions)\b", flat):
        return "asked-time"
    if asked == "repeat":
        return asked
    if count <= SHORT and _READY.search(flat):
        return "ready"
    if _ONLY_GREETS.match(flat):
        return "greeting"
    asks = text.rstrip().endswith("?")
    if _YES.match(flat) or asked in ("asked-on", "skip"):
        return "ready"
    if asks or asked or (count <= SHORT and _OPENS_QUESTION.match(flat)):
        return "opening-question"
    # Somebody who introduces themselves at length and ends with "so I am ready" is.
    last = plain(re.split(r"[.!?\n]+", text.strip(" .!?\n"))[-1])
    return "ready" if len(last.split()) <= SHORT and _READY.search(last) and not _NOT_READY.search(last) else "aloud"


def pauses(text: str, *, begun: bool) -> bool:
    """Whether somebody only says that they begin, or need a moment: "ok, let's go", "give me a minute to think".

    A bare "yes" is that only before an answer has ``begun``.
    """
    if len(text.split()) > SHORT:
        return False
    flat = plain(text)
    return bool(_PAUSES.match(flat) or (not begun and _YES.match(flat)))


def greets(text: str) -> bool:
    """Whether a message is a greeting and nothing else: somebody asks whether anybody is there."""
    return len(text.split()) <= SHORT and bool(_ONLY_GREETS.match(plain(text)))


_COURTESY = re.compile(
    r"^(?:(?:ok|okay|cool|nice|great|good|fine|super|awesome|amazing|wow|lovely|perfect|interesting|impressive|fair|fair enough|right|sure|yes|yeah|ah|oh|hm+|well|thanks|thank you|cheers|got it|i see|i understand|understood"
    r"|good to (?:know|hear)|nice to (?:know|hear)|great to (?:know|hear)|makes sense|that makes sense|sounds (?:good|great|nice|interesting|fair|cool|fun)|that (?:is|sounds) (?:good|great|nice|interesting|fair|cool|helpful|fun)"
    r"|very|really|so|much|a lot|for that|for the answer|helpful|noted|all|clear|enough|for (?:telling|sharing|explaining)(?: (?:me|that|this))?)\s*)+$"
)


def only_polite(text: str) -> bool:
    """Whether a message is courtesy and nothing else: thanks, or a word that it was heard."""
    return bool(_COURTESY.match(plain(text)))


def says_goodbye(text: str) -> bool:
    """Whether a message in the closing part says that nothing more will be asked."""
    flat = plain(text)
    return len(flat.split()) <= 2 * SHORT and "?" not in text and bool(_DONE.match(flat) and _ENDS.search(flat))


def opens_as_question(text: str) -> bool:
    """Whether a short message begins as a question does, with a question mark or without."""
    first, *rest = (plain(part) for part in re.split(r"[,;.!\n]+", text)) if text.strip() else ("",)
    if any(len(part.split()) <= 2 * SHORT and _ASKS_ON.match(part) for part in rest):
        return True
    return len(first.split()) <= 2 * SHORT and bool(_OPENS_QUESTION.match(first))
