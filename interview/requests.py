"""What people ask of an interviewer in so many words: a hint, to hear it again, to skip, to come back, the time.

A request is a whole message: an answer that begins with "skip connections" asks for nothing. A message of several short
sentences is a request when each of them is one, or is only politeness: "Sorry, I don't know. Can we skip this one?"
"""

from __future__ import annotations

import re
from functools import cache

from hotseat.interview.plain_words import spelled
from hotseat.interview.request_words import named_request

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
_DOC_ASK = r"(?:(?:am i|are we) allowed to|is it (?:ok|okay|fine|allowed|cool|alright|possible) (?:to|if i)|(?:can|could|may|should|shall|might) (?:i|we)|do you mind if i|would it be (?:ok|okay|fine) (?:to|if i)|mind if i|i(?:'d| would) like to|let me|ok (?:to|if i)|do i (?:have|get) to)(?: (?:also|just|quickly|please|have a quick|take a|have a|do a|get))* "
_AI = r"(?:chat ?gpt|gpt(?:-?\d\w*)?|ai|an? ai|copilot|(?:github )?co-?pilot|claude|gemini|llms?|an? llm|an? (?:ai )?(?:assistant|chatbot|bot)|ai (?:tools?|help|assistants?)|cursor|bard|language models?|an? language model|perplexity)"
_HELP = r"(?:hints?|clues?|nudges?|pointers?|tips?|help|push|leads?|assistance|guidance)"
_PART = r"(?:the |your )?(?:(?:last|first|second|previous|whole|final|middle|original) )?(?:part|bit|sentence|question|thing|one|task|problem|prompt|half|words?|instructions?|requirements?|statement)(?: of (?:the question|it|that|this))?"
_NEVER = r"(?:never|not yet|not) (?:really )?(?:used|done|seen|heard of|worked with|come across|tried|learned|learnt|read about)"
_WORDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "skip",
        (
            rf"{_ASK}(?:skip|drop|pass|pass on|leave|leave out|jump over|abandon)(?: {_ONE})?(?: out)?(?: (?:here|now))?",
            rf"{_ASK}(?:move|go|carry|get) (?:on|ahead|forward)(?: from {_ONE})?(?: (?:to|with) (?:the next|another|something else)"
            r"(?: (?:one|question|topic|part|thing))?)?(?: now)?",
            rf"{_ASK}(?:go|get|jump|move|switch) to (?:the next|another|a different)(?: (?:one|question|topic|part))?",
            rf"{_ASK}(?:just )?(?:skip|pass|next|move on|go on)(?: (?:on|over|past|to))?(?: (?:{_ONE}|the next(?: (?:one|question))?))?|skip(?: it| this| that)?(?: (?:please|and (?:move|go) on))?|(?:hard |i will |i'll )?pass(?: on (?:it|this|that))?",
            rf"{_ASK}(?:continue|proceed|go|go on|carry on|move|move on|jump|get) (?:with |to |onto )?(?:the )?(?:next|another|a different|other)(?: (?:one|question|topic))?(?: now)?|(?:give|show|ask) me (?:the next|another|a different|a new)(?: (?:one|question))?|moving on|(?:a )?(?:different|new|another) (?:one|question)|(?:not|no) (?:this|that) one(?:,? (?:the )?next(?: (?:one|question)?)?(?: please)?)?|(?:no|nah|nope),? (?:the )?next(?: (?:one|question))?",
            rf"(?:on ?)?to the next(?: (?:one|question))?|{_ASK}(?:do|get) (?:the next|another|a different)(?: (?:one|question))?|(?:any|have you|got|is there) (?:another|a different|an easier) (?:one|question)|(?:another|different|new) (?:one|question)|{_ASK}(?:not|rather not) (?:answer|do) {_ONE}|i (?:do not|don'?t) (?:want|wish) to (?:answer|do) {_ONE}|no,? next(?: (?:one|question))?|let us (?:just )?(?:move|go|carry) on|i (?:am|'m) done with {_ONE}|i give up(?: (?:here|on (?:it|this|that)))?|forget (?:it|this one|about (?:it|this one))",
            rf"{_ASK}(?:have|take|try|see) (?:the next|another|a different) (?:one|question)",
            rf"next(?: question| one)?|(?:i )?(?:give|giving) up(?: (?:on|with) {_ONE})?|i(?:'m| am) giving up(?: on {_ONE})?",
        ),
    ),
    (
        "later",
        (
            rf"{_ASK}(?:come|get|go|return)(?: back)?(?: to)?(?: {_ONE})?(?: again)? (?:later|afterwards|at the end|in the end)(?: on)?",
            rf"{_ASK}(?:come|get|return|go|circle|jump) back(?: (?:to|on|for) {_ONE})?(?: (?:later|afterwards|at the end|in the end|after(?: the (?:others|rest|next one))?|when (?:we|i) have time|another time|in a (?:bit|while|minute|moment)|towards the end|if (?:there is|we have) time))*",
            rf"{_ASK}(?:do|answer|try|take|leave|keep|tackle|handle|finish|solve|look at|put|move|push|shift|save|have)(?: {_ONE})? (?:for |until |till |to |at |by )?(?:later|the end|last|afterwards|another time|the very end|after the (?:others|rest|next one)|in a (?:bit|while)|for now|aside|on hold|back)(?: (?:on|for now))?",
            rf"{_ASK}(?:think|sleep on it|think about it)(?: about it)? and (?:come|get) back(?: (?:to it|later|to it later))?|(?:back|return(?:ing)?) to {_ONE} (?:later|at the end|afterwards)|{_ASK}(?:revisit|return to|pick up|resume|retry) {_ONE}(?: (?:later|at the end|afterwards|again|in a bit))*|(?:not (?:right )?now,? )?(?:maybe )?later|(?:the )?(?:another|others?|other ones?|next)(?: (?:one|question))? first",
            rf"(?:not (?:right )?now|later|maybe later|rather later)(?:,? (?:please|maybe|is better|on))?|(?:put|keep) a pin in (?:it|this|that|this one)|{_ASK}(?:skip|leave|park)(?: {_ONE})? (?:for now|for the moment|for later|until later|and (?:come|get|return) back(?: (?:to it|later|to it later))?)|{_ASK}(?:do|take|answer) (?:the (?:others|rest|next one)|another one) first|{_ASK}come to {_ONE} later",
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
            rf" ?(?:more |other |small |little |tiny |further )*{_HELP}(?: (?:for|with|on|about) {_ONE}| here| now| (?:to|so (?:that )?i can|with|for|on|about|of|how to|for how to|as to)? ?(?:me )?(?:how to |where to |what to )?(?:start(?:ing|ed)?|begin(?:ning)?|get (?:going|started|unstuck|me (?:going|started))|proceed|do|go on|look(?: for| at)?|next)"
            r"(?: (?:on|with) (?:it|this|that))?| in the right direction| or (?:something|so|two|a clue|a tip|a nudge))?",
            rf"(?:(?:can|could|may) i (?:trouble|bother|ask) you for|i would (?:appreciate|love|take|welcome)|i(?:'d) (?:appreciate|love|take|welcome)|would you mind|mind|do you mind|how about|what about|hit me with|(?:are|is) there|i(?:'ll| will) take|i want|any chance (?:of|for)|{_ASK}(?:do|buy|use|take|try)) ?(?:giving me |giving |offering |me )?(?:a|an|another|any|some|the|one|one more|the next|your)?(?: (?:more|small|little|first|next|second))* ?{_HELP}(?: for me)?",
            rf"(?:any|some|a) {_HELP} for me|{_ASK}(?:nudge|push|steer|guide|unblock|unstick) me(?: (?:a (?:bit|little)|in the right direction|here|along|please))*|{_ASK}help me (?:to )?(?:get (?:started|going|unstuck)|start|begin|out|a (?:bit|little)|with (?:it|this|that))",
            rf"(?:got|have you got|do you have|have you|you got) (?:a|an|another|any|some|one more) (?:more |other |small |little |tiny |further )*{_HELP}(?: (?:for me|to spare|for (?:this|that|it)|on (?:this|that|it)))?",
            rf"(?:i am |i'm )?(?:completely |totally |a bit |really |kind of |pretty )?(?:stuck|lost|struggling)(?: here| on this| with this)?(?:,| -| and|\.)? ?(?:i )?{_ASK}(?:need |use |get |have |give me )?(?:a|an|some|any) ?(?:little |small |bit of )?{_HELP}",
            rf"(?:a |any |some |another |one more |next )?(?:little |small |tiny )?{_HELP}(?: (?:me|needed|wanted|time|plz))?",
            rf"{_ASK}(?:give|throw|toss|drop|lend|show|offer|get|slip) me (?:a|an|another|some|one|the next) (?:more |little |small |tiny )?(?:{_HELP}|bone|hand|line)(?: (?:here|please|on (?:this|that|it)|to start|with (?:this|that|it)))?",
            r"(?:a )?(?:little|bit of|some|more) help(?: (?:here|please|with (?:this|that|it)))?|help(?: me)?(?: out)?(?: (?:here|please|a bit|a little))?",
            rf"what (?:is|would be) (?:the|a|your|my) (?:next |first |best )?{_HELP}|where (?:should|do|would|could|can) i (?:even )?(?:start|begin)\?",
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
            rf"{_ASK}(?:repeat|rephrase|restate|reformulate|reword|paraphrase|simplify|re-?explain|reread|re-?read|re-?state|say|read|ask|explain|put|show|see|hear|go over|go through|run through|run me through|word|phrase|break down)"
            rf"(?: (?:me|us|out|back))?(?: (?:{_ONE}|{_PART}|what (?:you|the question) (?:said|asked|asks|want|meant|is)|what (?:i (?:have|need) to do|to do)))?"
            r"(?: (?:again|once more|one more time|another time|for me|aloud|slowly|more slowly|more clearly|more simply|differently|another way|in another way|in a different way|down|a bit|from the (?:top|start|beginning)"
            r"|(?:in|with|using) (?:simpler|simple|other|different|plain|easier|fewer|your own|clearer) (?:words|terms|language|english|way)|to me|please))*",
            rf"(?:i am |i'm )?not (?:sure (?:i|that i) (?:understand|understood|get|got|follow)|following|getting)(?: (?:{_PART}|{_ONE}|what you (?:mean|meant|ask|asked)|you))?|wdym|what is meant(?: (?:here|by that))?|i am not sure what (?:you (?:mean|are asking|want)|the question (?:is|means|asks))",
            rf"what exactly (?:is|was) (?:{_PART}|{_ONE})|what (?:am|are|was|were) (?:i|we) (?:supposed|meant|asked|doing|expected|talking about)(?: to (?:do|answer|say|find))?(?: (?:again|here|now))*|{_PART} (?:again|once more|one more time)"
            rf"|{_ASK}(?:break|boil) (?:{_PART}|{_ONE}) down(?: for me)?|{_ASK}(?:clarify|elaborate(?: on)?|expand on|go over|walk me through) (?:the|your|this) (?:question|task|problem|prompt)(?: (?:again|please|a bit|for me))*",
            rf"what (?:is|was|were) {_PART}(?: (?:again|once more))?|(?:question|task|prompt) (?:again|once more)|what (?:is|was|were) (?:we|i|you) (?:supposed|meant|asked|asking|doing|talking about|being asked|after)(?: to do)?(?: (?:again|here|now))*",
            rf"(?:sorry,? )?(?:i )?(?:do not|don'?t|did not|didn'?t|cannot|can'?t|could not|couldn'?t) (?:quite |really |fully |actually |even )?(?:understand|get|follow|see|catch|hear|parse|comprehend|read)(?: (?:{_ONE}|{_PART}|you|what (?:you|the question|is) (?:mean|meant|said|asked?|asking|want(?:ed)?|being asked|asks|are asking|wanted)))?(?: (?:there|here|at all|properly|fully|completely|well))*",
            rf"(?:the|this|your) question (?:is|was) (?:not|un) ?(?:really |very |quite |so )?clear(?: to me)?|(?:what|how) do you mean(?: (?:by (?:that|this)|exactly))?\??|what does (?:{_ONE}) (?:mean|ask)|i (?:missed|lost|forgot|have forgotten) (?:{_PART}|{_ONE}|what you (?:said|asked))|(?:i am |i'm )?(?:a bit |really )?confused(?: (?:about|by) (?:{_ONE}))?(?: what (?:is|was) the question)?",
            r"come again|huh|what was that|what again|say what|one more time|repeat(?: that| it)?|rephrase|remind me (?:of the question|what (?:the question (?:is|was)|you asked|i have to do|we are doing))(?: again)?",
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
            r"how (?:much )?long(?:er)? (?:do|have|is|are|for|till|until)(?: (?:i|we|there|still|have|got|left|for|this|that|here|one|question|the|end|it))*|(?:(?:can|could|would|will) you )?(?:please )?tell me (?:how much time (?:is left|i have(?: left)?|we have(?: left)?|remains|there is(?: left)?)|the time(?: left)?|how (?:long|many minutes) (?:i|we) (?:still )?have(?: left)?|when (?:it|this|time) is (?:up|over))",
            r"(?:the )?(?:time|clock)(?: (?:left|remaining|check|please|now))*|(?:(?:how|hows|how is|how are) (?:the|my|our|we|i)(?: (?:doing|going))? ?(?:time|clock|doing (?:on|for|with) time|on time|for time)(?: (?:looking|doing|going|here))?)",
            r"(?:how (?:much|many)|what) (?:more )?(?:of )?(?:the |my )?(?:time|minutes|seconds) (?:is |are |do |have |has |left|remain\w*|i |we |there |you |got |get |for |on |this |that |here |one |the |question |still |give |me |now |to |in |total |spend )*(?:left|remaining|remain|have|got|this|it|here|question|one|now|me|there|for|total|still)?",
            r"how long (?:do|have|is|are|will|does|did|can|should) (?:i|we|there|you|it|this|that)(?: (?:still|have|got|left|for|this|here|one|question|it|take|give|me|us|spend|on|to|answer|supposed|the|remaining|do|be|last|need|should))*",
            r"(?:do|have|did) (?:i|we) (?:still |even )?(?:have|got|run out of|enough)? ?(?:any |enough |much |some )?(?:time|minutes)(?: (?:left|for this|for that|remaining|to finish))*|(?:am|are) (?:i|we) (?:running )?(?:out of|late|low on|short on|ok(?:ay)? (?:on|for)|good on|over|on|behind on)(?: time| schedule)?|is (?:there )?(?:any |enough |much |some )?time (?:left|remaining|up)|(?:when|what time) (?:is (?:it|this)|does (?:it|this)|do we|will (?:it|this|we)) (?:over|end|finish|be over|stop)|(?:any )?time (?:left|remaining|check)|(?:minutes|time) left|what does the clock say|when (?:is|does) (?:the |my )?time (?:up|over|run out|end)|what is (?:my|our|the) (?:remaining )?time(?: (?:left|limit|limit here|here))?|is there a time limit(?: (?:here|for this))?",
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
            rf"{_DOC_ASK}(?:use|look|check|consult|open|read|search|google|browse|see|have|access|get|go|refer|peek|visit|pull|bring|keep|take|do|run|call)(?: (?:at|in|into|up|to|on|through|things|something|it|that|this|the|any|my|some|a|an|official|online|quick|quickly|numpy|scipy|pandas|torch|pytorch|sklearn|scikit|learn|scikit-learn|python|api|for|with|from|of|look|peek|access|notes|open|syntax))*"
            r" ?(?:documentation|docs?|manuals?|google|internet|web|stack ?overflow|references?|cheat ?sheets?|notes|websites?|search engine|(?:google|web|internet|online) search|api docs|books?|help\(\)|online|wikipedia|syntax)(?: (?:for (?:this|that|it|the syntax)|here|during (?:this|the interview)|while coding|or something|page|pages|site|too|now|allowed|open))*",
            r"(?:is|are|would)(?: (?:it|using|looking at|looking up|the|reading|checking|things|i|any|searching|googling|consulting))* (?:documentation|docs?|google|internet|web|stack ?overflow|manuals?|references?|online|notes|googling|cheat ?sheets?)(?: (?:in|up|be|open|something|things|access))* ?(?:allowed|ok|okay|fine|permitted|acceptable|cool|alright|open|available|possible|an option|off limits)?(?: (?:here|for this|to use|for me))?",
            rf"(?:mind if i|do you mind if i|is it (?:ok|okay|fine|alright|allowed|cool) if i|ok if i|would it be (?:ok|okay|fine) if i) (?:just |quickly )?(?:google|look|search|check|open|use)(?: (?:something|it|that|this|things|up|for|at|the|a|quickly|online|docs|documentation|stuff))*|(?:is|are) (?:looking|googling|searching|checking)(?: (?:things|stuff|something|it|that|up|online|syntax|the|for|docs))* (?:allowed|ok|okay|fine|permitted|possible)|{_MAY} (?:look|peek|glance)(?: (?:at|into|in))? (?:the )?(?:\w+ )?(?:docs?|documentation|manual|reference)(?: (?:quickly|for a (?:second|moment)|please|first))*",
            r"(?:docs?|documentation|google|googling|internet|stack ?overflow|open book|manual)(?: (?:allowed|ok|okay|fine|permitted|or not|yes or no|access))*\?|(?:is (?:this|it) )?(?:open|closed) book\??|(?:what|which) (?:resources|docs|references|tools) (?:can|may|am|are) i (?:use|allowed to use|consult)|(?:am|are) (?:i|we) allowed (?:docs|documentation|google|notes|internet|the internet|the docs|references)|(?:can|may|could) i (?:just )?google(?: (?:it|this|that|stuff|things|something|the syntax))?",
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
            r"(?:make|making|makes) (?:any )?sense(?: so far)?\??|(?:am i|was i|is that) (?:being )?(?:clear|making sense|understandable)(?: (?:enough|so far))?|(?:does|did) (?:that|this|it|what i (?:said|say)|my (?:explanation|answer|reasoning)) (?:make (?:any )?sense|sound (?:ok|okay|fine|reasonable|alright)|come across|track)(?: (?:so far|to you|at all|yet))*|you (?:with me|follow(?:ing)?(?: me)?|get (?:me|it|what i mean)|know what i mean|see)(?: so far)?\??|(?:shall|should|can|may|do) (?:i|you want me to) (?:go|keep|move) (?:on|going|ahead|further|into (?:more )?detail|deeper)(?: (?:with (?:it|this|that)|here|now|into (?:it|this|that)|from here))*|(?:want|need|would you like|do you want|do you need|should i give|can i give) (?:me to )?(?:go on|continue|elaborate|more(?: detail)?s?|explain(?: more| further)?|go deeper|say more|keep going|an example)\??|(?:ok|okay|good|fine|alright)(?: (?:so far|to (?:go on|continue|proceed)))\??|(?:can|may|shall|should) i (?:start|begin|continue|proceed|go)(?: (?:coding|writing|now|with (?:it|the code|this|that)|typing|then|already|on))*",
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
            r"(?:am|was) i (?:even |at all |more or less |roughly |somewhat |totally |completely )?(?:right|correct|wrong|close|warm|cold|off|way off|off track|there|mistaken|on track|in the right direction|near|making progress|missing (?:something|anything)|getting (?:close|closer|somewhere|it))(?: (?:so far|here|with this|about (?:this|that|it)|yet|or not|there|or wrong|track))*",
            r"(?:is|was|does|did|do)(?: (?:this|that|it|my|the|you|i|what i (?:said|wrote|have)))* ?(?:answer|code|solution|idea|approach|plan|reasoning|logic|thinking|formula|way|direction)? ?(?:look|looks|sound|seem|be|work|is)? ?(?:right|correct|true|good|good enough|ok|okay|fine|wrong|enough|reasonable|accurate|acceptable|valid|it|sensible|the right (?:answer|idea|track|approach|direction|way)|on (?:the right )?track|(?:what|something) you (?:want(?:ed)?|expect(?:ed)?|meant|had in mind|are looking for|were looking for|are after))(?: (?:to you|so far|here|now|or not|then|at all|yet|or wrong|answer))*\?",
            r"(?:right|correct|good|close|warm|wrong|am i)(?: (?:so far|track|answer|or wrong|or not|enough))*\?|how (?:did|do|have|would) (?:i|you|that|it|this) (?:do|done|doing|rate (?:it|that|my answer|me)|look|sound|go)(?: so far)?|(?:any )?feedback(?: (?:so far|on (?:that|this|it|my answer)))?\??|(?:did|have) i (?:miss|missed|forget|forgotten|get|got|answer|answered|nail|nailed|pass|passed|cover|covered|do|done)(?: (?:anything|something|it|that|this|right|everything|ok|okay|well|your question|the question|all|a point|correctly|wrong))+|do you (?:agree|like it|think (?:so|that is right|i am right|it is right|it works|that works))(?: (?:with (?:me|that|this|it)|so far))?|what do you (?:say|think|make of (?:it|that|this))(?: (?:of|about) (?:it|that|this|my (?:answer|idea|approach|plan|code|solution)))?|(?:thoughts|agree|yes|ok)\?|(?:just )?(?:tell|give|show) me (?:the|your) (?:right |correct )?(?:answer|solution)|(?:so )?what is the (?:right |correct |actual |real )?(?:answer|solution)(?: then)?|is there (?:anything|something) (?:wrong|missing|i (?:missed|forgot))(?: (?:with|in|from) (?:it|that|this|my (?:answer|code|solution)))?",
            r"is (?:that|this|it) (?:the|your|an?) (?:answer|solution|acceptable answer)|am i (?:getting|any|growing|at least) (?:\w+ )?(?:warm(?:er)?|close(?:r)?|hot(?:ter)?|cold(?:er)?|there)|(?:is|are|was) my (?:reasoning|thinking|logic|approach|answer|idea|plan|code|solution|assumptions?|intuition) (?:sound|sensible|reasonable|valid|solid|ok|okay|fine|flawed|off)(?: (?:so far|here))?",
            r"how am i doing(?: so far)?|what do you think(?: (?:of|about) (?:that|this|it|my (?:answer|idea|approach|plan)))?",
            r"did i (?:get|do) (?:that|this|it) (?:right|wrong|correctly)|(?:right|correct|ok|okay|yes|no)\?",
            rf"{_ASK}(?:tell|give|show)(?: me)? (?:the|your) (?:answer|solution|result)|what(?:'s| is) the (?:right |correct )?(?:answer|solution)(?: (?:to|of) {_ONE})?",
        ),
    ),
    (
        "asked-assistant",
        (
            rf"{_DOC_ASK}(?:use|ask|open|consult|have|try|query|run|check|get|go|let|turn on|look|paste|copy)(?: (?:to|in|into|it|this|that|help|from|with|some|a bit of|the|at|on))* ?{_AI}(?: (?:for (?:this|that|it|help|the code|syntax|code)|here|to (?:help|do (?:this|it))|do (?:it|this)|help(?: me)?|too|as well|or (?:similar|something|copilot|claude|chatgpt)|during (?:this|the interview)))*",
            rf"(?:is|are|what about|how about|and|any)(?: (?:using|the use of|it ok to use))? ?{_AI}(?: (?:allowed|ok|okay|fine|permitted|cool|off limits|not allowed))?(?: (?:here|then|too|to use))?|{_AI} (?:allowed|ok|okay|or no)\??",
        ),
    ),
    (
        "asked-break",
        (
            rf"{_ASK}(?:take|have|get|make|need|use|do with|grab) (?:a |an |some |one |another |my )?(?:(?:short|quick|little|small|brief|bathroom|toilet|bio|coffee|tea|water|two|five|ten|5|10|2|minute|minutes|comfort|lunch|rest) ?)*(?:break|pause|breather|rest|time ?out|breath|leak|coffee|tea)(?: (?:here|now|of|for|a|few|5|five|two|ten|minutes?|quickly|before (?:we go on|the next one|the next question)|at some point|in between|first|sometime))*",
            rf"{_ASK}use the (?:bathroom|toilet|loo|restroom|washroom|wc)(?: (?:quickly|first|real quick))*|(?:can|could|may) (?:i|we) (?:have|get|take) (?:a|one|two|three|five|ten|2|3|5|10|a few|a couple of) (?:minutes?|moments?|seconds?)(?: (?:break|please|off))*|(?:i )?(?:need|want|could use|have to take|take|let us take|let me take|let us have|give me) (?:a|one|two|three|five|ten|2|3|5|10|a few|a couple of)(?: (?:short|quick|little))? (?:minutes?|moments?|seconds?)(?: (?:break|pause|off|please|here|for myself))*|hold on(?: (?:for )?(?:a|one|just a|two|five))?(?: (?:minutes?|moment|second|bit))?|(?:just )?(?:a|one) (?:minutes?|moment|second)",
            rf"{_ASK}(?:pause|stop|halt|hold|freeze|interrupt)(?: (?:here|it|this|the (?:clock|timer|time|interview|session)|for|a|second|moment|minutes?|now|one|briefly|quickly|there|the|five|two|bit|while))*",
            rf"{_ASK}(?:go|run|pop|nip|step|get)(?: (?:quickly|out|away|off|to|the|for|a|some|and))* (?:toilet|bathroom|loo|restroom|washroom|door|water|drink|coffee|tea|glass of water|moment|second|minute|break|phone|wc|outside|bit)(?: (?:quickly|please|first|for a (?:moment|second|minute)))*",
            rf"{_ASK}(?:be|am) (?:right back|away for a (?:moment|minute|second|bit)|afk)|brb|(?:be )?right back|be back in (?:a|one|two|five|5|2) (?:second|minutes?|moment|bit)|(?:back in|need) (?:a|one|two|five|5|2) (?:second|minutes?|moment)(?: break)?|(?:a )?(?:short |quick )?(?:break|pause)(?: (?:please|time|now|possible|ok|okay|possible\?))*\??|(?:bathroom|toilet|coffee|bio|water) break|(?:is|are) (?:a |short )?(?:breaks?|pauses?|pausing) (?:possible|allowed|ok|okay|planned)(?: (?:here|now))?|is there (?:a|any) (?:break|pause)(?: (?:planned|button|between the parts|in between))?|{_ASK}give me (?:a|one|two|five|5) (?:minutes?|moment|second)(?: break)?|(?:when|do) (?:is the|do we (?:get|have)|we (?:get|have)) (?:a |the )?(?:break|pause)|{_ASK}stop the clock|how (?:do|can) i (?:pause|stop the clock|take a break)",
        ),
    ),
    (
        "dont-know",
        (
            rf"(?:i )?(?:really |honestly |genuinely |truly )*(?:have |have got |got |'ve got )?(?:absolutely )?(?:no|not a|not the|not got a|not (?:the )?(?:slightest|faintest|foggiest)) ?(?:idea|clue|answer|slightest|faintest|foggiest)(?: (?:idea|clue|how|why|what|here|about (?:this|that|it)|at all|sorry|from me|to that|for (?:this|that)))*|(?:i )?have not (?:got )?(?:a|the|any) ?(?:idea|clue|slightest|faintest|foggiest|answer)(?: (?:idea|clue|sorry|here))*|(?:i )?(?:have not|haven't|never|did not|didn't) (?:learned|learnt|studied|covered|had|done|used)(?: (?:about )?(?:that|this|it|any of (?:this|that)))?(?: (?:yet|before|at (?:school|uni)))?|drawing a blank(?: here)?|(?:i )?wish i (?:knew|did|could (?:say|remember))|not (?:too |very |really )?familiar(?: with (?:it|that|this|{_ONE}))?|(?:i have )?(?:no|zero|little) (?:experience|knowledge|background)(?: (?:with|of|in|on|about) (?:it|this|that))?|(?:i (?:have to|must) )?(?:admit|confess) (?:that )?i (?:do not|don't) know|you have got me(?: there)?|you've got me(?: there)?",
            r"(?:this |that |it )?(?:is )?(?:way )?(?:beyond|above|over) (?:me|my head|my pay grade)|(?:that|this) (?:one )?(?:is|goes) (?:way )?(?:over|beyond|above) (?:me|my head)|(?:i )?(?:have|got) nothing(?: (?:here|on (?:this|that)|for (?:this|that|you)))?|(?:no|not a) (?:clue|idea|scooby|inkling|notion)(?: (?:whatsoever|at all|really|about (?:this|that|it)|here))*|(?:i )?(?:really |honestly |genuinely )?(?:could not|cannot|would not|will not) (?:even )?(?:say|tell|guess|tell you|begin to (?:say|guess)|answer (?:this|that)|recall|help you there|work it out|figure (?:it|this|that) out)(?: (?:for sure|off hand|offhand|offhand|right now))*",
            rf"(?:i )?(?:do not|don'?t) (?:really |actually |even |honestly |quite )?(?:know|remember|recall|have (?:an answer|a clue|an idea|any idea|the answer|anything)|think i (?:know|can)|see how|have a good answer)(?: (?:{_ONE}|the answer|how|why|what|anything|much|enough|it|that|this|to|about|here|for|you|right|now|sorry|one|well|answer|do|say|do this|sure|off hand|offhand|by heart|on|of|either|yet|any of that))*",
            rf"i (?:am|'m) (?:really |honestly |just |still |totally |completely |a bit |kind of |not |no )*(?:sure|certain|lost|clueless|stuck|stumped|out of (?:ideas|my depth)|blank|blanking|drawing a blank|blanking out|blocked|good at (?:this|that|it)|unsure|at a loss|confident|aware(?: of (?:it|that|this))?|an expert(?: (?:on|in) (?:this|that|it))?)(?: (?:about|on|with|here|at all|anymore|how|what|why|to|say|answer|do|{_ONE}|the answer|right now|honestly))*",
            rf"(?:not|never) (?:sure|certain|really|really sure|a clue|an idea|something i know|my (?:area|field|strong suit|thing|strength)|heard of (?:it|that|this)|come across (?:it|that|this)|used (?:it|that|this)|done (?:it|that|this)|learned (?:it|that|this)|seen (?:it|that|this)|that i (?:know|remember))(?: (?:before|yet|here|honestly|about (?:this|that|it)|to be fair|how))*|i (?:have )?(?:forgotten|forgot|blanked)(?: (?:it|that|this|how|about (?:it|that)|everything about (?:it|that)|completely|all about it))*|(?:total |complete |mind )?(?:blank|mental block)(?: here)?|(?:sorry,? )?you (?:got|have) me(?: there| on that one)?|(?:i )?(?:am |'m )?(?:guessing|lost)|i would (?:only |just |purely )?be guessing(?: (?:here|now|there))?|(?:it )?escapes me|who knows|nope(?:,? (?:nothing|no idea|no clue))?|i (?:have )?(?:never|not) (?:learned|learnt|studied|covered|used|seen|heard of|heard about|done|met|come across)(?: (?:about )?(?:{_ONE}|it|that|this|such a thing))?(?: (?:before|at school|at uni|yet))?|i have no (?:experience|knowledge)(?: (?:with|of|in|on|about) (?:it|this|that))?|(?:that is|this is|it is) (?:not|new)(?: (?:something i know|to me|my area|my field|my strong suit|my thing))*|i need to look (?:it|that|this) up|i would (?:have|need) to look (?:it|that|this) up",
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
_SOFT = r"(?:(?:please|sorry|ok(?:ay)?|hmm+|well|honestly|um+|uh+|so|then|maybe|perhaps|and|but|alright|right|actually|oh|hey|hi|thanks|to be honest|i'?m afraid|i think|i guess|for now|apologies|excuse me|ah+|er+m*|hm+|mm+|wow|oof|phew|ugh|yikes|damn|eh|ehm|yeah|yes|quick question|one (?:question|thing|more thing)|just (?:checking|a check|curious)|(?:that (?:is|'s) |what |this (?:is|one is) )?(?:a )?(?:tough|hard|tricky|good|difficult|interesting|nasty) (?:one|question)|tricky|mira|mate|man|dude|bro|in that case|unfortunately|tbh|now|wait|ok so|sure|cool|fair enough|never mind|no worries|alas|listen|look|if i may|if possible)[,.: ]*)*"
_TAIL = r"(?:,? ?(?:please|sorry|thanks|thank you|for now|then|actually|to be honest|i'?m afraid|unfortunately|if (?:that'?s|that is|it'?s|it is|i may|possible|you (?:don'?t mind|like))(?: (?:ok|okay|fine|possible|allowed|alright))?))*"


@cache
def _requests() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The pattern of each request; they take longer to compile than a screen to draw, so that waits for the first message."""
    return tuple(
        (act, re.compile(rf"^\W*{_SOFT}(?:{'|'.join(wordings)}){_TAIL}\W*$", re.IGNORECASE))
        for act, wordings in _WORDINGS
    )


@cache
def _politeness() -> re.Pattern[str]:
    return re.compile(
        rf"^\W*{_SOFT}(?:sorry(?: (?:about|for) (?:that|this))?|thanks?(?: you)?(?: (?:very|so) much)?|please|ok(?:ay)?|(?:that'?s|it'?s) (?:fine|ok)|excuse me"
        r"|i (?:need|am running out of|have no) (?:more )?(?:a moment|time)|that(?:'s| is) a (?:hard|tough|good|tricky) (?:one|question)|i(?:'m| am) nervous|)\W*$",
        re.IGNORECASE,
    )


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(
        r"[.!;\n]+|\?+|,\s+(?=(?:so|can|could|may|shall|should|let|please|maybe|perhaps|sorry|but|and|i|i'm|is|any)\b)|\s+[–-]+\s+|\s+(?=(?:so|but) (?:can|could|may|let|i|maybe)\b)",
        re.IGNORECASE,
    )


_ORDER = (
    "skip",
    "later",
    "hint",
    "repeat",
    "asked-break",
    "asked-time",
    "asked-assistant",
    "asked-docs",
    "asked-right",
    "asked-on",
    "dont-know",
)
"""Of several requests in one message the first of these is met."""
OF_THE_INTERVIEW = frozenset({"asked-time", "asked-docs", "asked-assistant", "asked-break"})
"""Requests that are about nothing else, however the task is worded."""
ASKED = OF_THE_INTERVIEW | {"asked-right", "asked-on"}
"""Questions about the interview itself, which are neither about the task nor requests for anything."""


def request(text: str) -> str | None:
    """The request that a message is, as an act of ``CandidateSaid``; None where it is anything else."""
    flat = " ".join(text.replace("’", "'").split())
    if not flat or len(flat) > LONGEST:
        return None
    if whole := _one(flat):
        return whole
    return _in_parts(_parts().split(flat)) or _in_parts(re.split(r"[.!;?,\n]+", flat)) or named_request(flat)


def _in_parts(split: list[str]) -> str | None:
    """The request of a message in pieces, each of which asks for something or is only polite."""
    parts = [p.strip(" ,") for p in split if p and p.strip(" ,.!?")]
    found = [_one(part) or ("" if _politeness().match(part) else None) for part in parts]
    if len(parts) < 2 or None in found:
        return None
    return next((act for act in _ORDER if act in found), None)


def asked_beside(sentence: str) -> str | None:
    """Which question about the interview itself a sentence is, if it is one."""
    act = _one(" ".join(sentence.replace("’", "'").split()))
    return act if act in ASKED else None


def _one(text: str) -> str | None:
    ways = dict.fromkeys((text, spelled(text)))
    found = [act for act, pattern in _requests() if any(pattern.match(way) for way in ways)]
    if "later" in found:
        return "later"  # "skip for now" means to come back
    # "Shall I go on?" asks for leave, "Shall we go on?" for the next question.
    return "asked-on" if "asked-on" in found else found[0] if found else None
