"""Requests as people type them: hurried, polite, misspelt; and answers that sound a little like one and are none."""

from __future__ import annotations

import pytest
from support.builtin_bank import builtin_bank
from support.interview_fakes import CODE, TALK, Play, started

from hotseat.interview.hearing import sentences
from hotseat.interview.requests import request

LEAST = 0.95
"""The share of each list that must be understood."""
WORDINGS: dict[str, str] = {
    "hint": """
gimme a hint pls|hint pls|can i pls get a clue?|can you give me a hint on where to start?|a hint would be great|any hints?
hint?
could u give me a hint|need a hint here|i need a hint|i could use some help|can i get some help here?|help me out please
help pls
a small hint please|one more hint please|another hint?|next hint please|can I have the next hint|give me a clue|got any tips?
do you have a hint for me?|any tips for me?|a nudge would help|can I get a nudge?|stuck, any hints?
I'm stuck, can I get a hint please
can you point me in the right direction?|is there a hint?|are there any hints|mind giving me a hint?
would you mind giving me a hint?
throw me a bone here|hit me with a hint|okay, I'll take a hint|I'll take the hint|I think I need a hint
I guess I could use a hint
Could you please help me a little?|could I ask for a hint?|may i have a hint, sir|hint please mate|can we do a hint
some help would be nice
what's the next hint?|show me a hint|show me the first hint|hints please|I want a hint|could you nudge me a bit?|little help?
I'm lost, can you help?|I am struggling, a hint please|please give me another clue|can you help me get started?
help me start|a tip?
how about a hint?|can I buy a hint?|where do I start?|where should i even start?|a pointer would be helpful|can i use a hint
use a hint
could i trouble you for a hint?|please help|a hint pls mate|can you give me a small hint bro|I'd appreciate a hint
uh, hint?|got a hint for me?|can you help me with this one?|can I please have some help on this|is a hint possible?
do u have any tip|just a tiny hint please|help!
""",
    "repeat": """
What's the question again?|could you rephrase the question in simpler words?|I don't understand the question
Can you repeat the last part
repeat pls|repeat the question please|say again?|say that again please|come again?|pardon?|sorry?|what was the question?
can u repeat|could you repeat that|can you say it differently?|can you explain the question again?|i didn't get the question
i didnt understand|I don't get it|I do not follow|sorry, I didn't catch that|what do you mean?|what do you mean by that?
rephrase please
could you put it another way?|please reword the question|what did you ask?|what exactly is the question?|what was it again
what am I supposed to do?|what are we doing again?|once more please|one more time please|remind me of the question
what's the task again?
could you reread the question?|read it again please|can I see the question again?|show me the question again
the question again please
I lost the question|i forgot the question|I missed the last part|could you break the question down?
can you simplify the question?
could you clarify the question?|I'm confused about the question|the question is not clear to me|the question isn't clear|huh?
what does the question mean?|I didn't quite understand what you asked|could you repeat it more slowly?|again please
question again?
can you ask that in a different way?|sorry what?|could you elaborate on the question?|i dont understand what you mean
what was that?
can you repeat?|could you say that one more time|sorry, can you rephrase?|what did you just say
I'm not following, can you repeat?|pls explain the question|not sure I understand the question|wdym
could you state the question again?|can you tell me the question again|I need to hear the question again|what did u say
sorry I wasn't listening, what was the question?
""",
    "skip": """
skip|skip it|skip this|skip pls|next|next pls|next question please|can we skip this one?|let's skip|lets move on
move on please
pass|I pass|I'll pass|hard pass|pass on this one|let's go to the next one|can we go to the next question?|can i skip this
skip this question
I want to skip this one|I'd rather skip|I would like to skip this question|please skip|skip please mate|let us move on
can we move on
could we move on to the next question?|let's do another one|another question please|can I have another question?
give me the next question
go on to the next one|i give up|I give up on this one|giving up|let's just move on|moving on|let's drop this one|drop it
forget it
onto the next|next one|shall we move on?|can we jump to the next one?|I don't want to answer this
i'd rather not answer this one
let's leave it|I'll leave this one out|leave this one|let's try a different one|a different question please
could I get a different one?
ok next|okay, next question|no, next|sorry, skip|hmm, pass|not this one, next please|let's continue with the next question
skip this one pls|can we do the next one|I'd like to move on|go to next question|lets go next|no idea, skip
idk, next question please|can i pass|let's skip ahead|can we just go to the next|not answering this, next
ok let's go on to the next question
""",
    "later": """
later|later pls|can we do this later?|come back to it later|can we come back to this one later?|let's come back to this
back to this later
I'd like to come back to this at the end|can I answer it later?|leave it for later|let's leave this for the end|park it
park this one
let's park this for now|postpone this one|can we postpone it?|save it for later|skip for now|skip it for now
let's skip this for now
not now, later|maybe later|do it at the end|let me do this one last|put a pin in it|can we return to this one later?
circle back later
let's circle back to this|i'll come back to it|I'll do it later|can i do that one last?|keep it for later
let's do the others first
another one first please|can we do another one first?|let's get back to that later|could we revisit this later?
skip and come back later
set it aside for now|put it aside|I want to do this later|defer this one|not right now|can I come back to this question?
later please sir
can we do that one at the end|I want to come back to this later|let me think and come back later
can I answer this at the end?|can we leave it till later|I'll get back to this later
can we leave this question for later?|let's do this one at the end|could I return to it afterwards?
""",
    "dont-know": """
I'm not sure tbh|no clue mate|hmm, tough one, dunno|idk|idk tbh|dunno|no idea|no idea sorry|I have no idea
i really have no idea
no clue|not a clue|I haven't got a clue|haven't the foggiest|beats me|I don't know|i dont know|I do not know that|don't know
I don't know, sorry|honestly don't know|not sure|not sure at all|not sure, sorry|I'm unsure|I can't say|couldn't tell you
can't remember
I don't remember|I forgot|I've forgotten|I can't recall|drawing a blank|my mind is blank|mind blank|total blank
nothing comes to mind
I am lost|I'm clueless|no answer from me|I have no answer|you got me there|you've got me|who knows|I've never used it
never heard of it
I have never heard of that|never seen this before|I'm not familiar with this|not familiar with that|that's beyond me
over my head
this is new to me|not my area|no experience with that|I would be guessing|I'd only be guessing|I have nothing|nope, no idea
I can't answer that|I can't answer this one|I wouldn't know|wouldn't know|no idea how|I don't know how|i don't really know
good question, no idea
ugh, no idea|sorry mate, no idea|I wish I knew|I don't have an answer|I really don't know this one|it escapes me
I'm blanking|stumped
no clue at all|sorry, I have no idea about this|I honestly have no clue|hm no|can't think of anything|not a scooby
I really can't remember this|haven't learned that|honestly I've no idea mate|I have absolutely no clue
no idea how to do that|never heard that term|I do not know the answer to this
""",
    "asked-time": """
time?|time check|how much time left?|how much time is left|how much time do i have|how many minutes left?|how long do I have?
how long have I got?|what's the time?|time left?|how much longer do I have?|do I have time left?|how are we doing on time?
are we ok on time?|am I running out of time?|is there time left?|when does this end?|when do we finish?
how much time for this one?
how long for this question?|what is my remaining time?|minutes left?|how much time remains?|time remaining?|how's the time?
clock?|do we have enough time?|how many minutes do I still have?|what time is it|how much time do we still have here?
time pls
can you tell me the time?|could you tell me how much time is left?|is there a time limit?|when is time up?|how long is left
how much time do we have left?|how many minutes remain?|time left pls|how long do we have for this|are we running late?
how much time have I got?|what's the time left|how long left?|do we still have time?
""",
    "asked-docs": """
can I use google?|can i google this?|can I look at the docs?|docs allowed?|may I use the documentation?|is google allowed?
can i check the docs|am I allowed to look things up?|can I look it up?|is it ok to use the docs?|can I use stack overflow?
can I search the web?|may I open the numpy docs?|is this open book?|open book?|could I look at the pandas docs quickly?
is it fine to look up syntax?|can I use my notes?|are docs ok?|is looking things up allowed?|can I use the internet?
do you mind if I check the documentation?|mind if I google something?|can I consult the manual?|am I allowed to google?
can I look up the docs?|may I look at the pandas documentation|can i check stackoverflow|is it ok if I google
can I use the web|may I google the syntax?|can I open the sklearn docs?|am I allowed to use the documentation?
can I have a look at the docs
""",
    "asked-assistant": """
can I use chatgpt?|can i use ai?|is chatgpt allowed?|may I use copilot?|are AI tools allowed?|can I ask chatgpt?
could I use an LLM for this?
is copilot ok?|can I use an ai assistant?|am I allowed to use ChatGPT?|is it ok to use claude?|can we use AI here?
chatgpt ok?
what about chatgpt?|can I use gemini or similar?
""",
    "asked-on": """
shall I go on?|should I continue?|should I go on?|can I start coding?|shall I start?|may I begin?|does that make sense?
make sense?
does this make sense so far?|are you with me?|do you follow?|you follow?|you with me?|is that clear?|is that clear so far?
want me to elaborate?|should I elaborate?|shall I explain more?|do you want more detail?|should I go deeper?|ok to continue?
should I write code now?|can I continue?|shall I keep going?|want me to go on?|is that enough?|good so far?
should I keep going?|shall I continue with the code?|am I making sense?|can I go on?|should I start now?
do you want me to explain further?|does it make sense?
""",
    "asked-right": """
is that right?|is this correct?|am I right?|am i right so far?|is my answer correct?|am I on the right track?|right?|correct?
is this what you wanted?|is that what you were looking for?|was that right?|am I close?|am I getting warm?|how am I doing?
did I get it right?|does my solution look ok?|does that look right?|does this sound right?|is my code correct?
what do you think?
thoughts?|what's the answer?|just tell me the answer|tell me the solution|did I miss anything?|do you agree?|am I wrong?
is it wrong?
any feedback?|how did I do?|is my reasoning sound?|is my approach ok?|is that the right approach?|did I answer your question?
is this right?|am I correct?|is that the answer?|did I get that right?|so am I right or wrong?|was that ok?
is it correct?|was my answer right?|am I completely wrong?|is this what you mean?
""",
    "asked-break": """
can we take a break?|can I take a break?|I need a break|break please|can we pause?|pause pls|can I pause?
may I take a short break?
could we have a five minute break?|I need to use the bathroom|can I go to the toilet?|bathroom break?|brb|be right back
can I grab a coffee?|can I get some water?|quick break?|is a break possible?|are breaks allowed?|could we stop for a minute?
can you pause the clock?|let me get a glass of water|i need a minute|let's take five minutes|I need to take a quick break
can we take a 5 minute break please|is there a break?|how do I pause?|give me a minute please|hold on a minute
need a bio break
may I have a short break?|can I go to the bathroom|one sec|can we pause for a bit?|can I have two minutes?
can we stop for five minutes?|I need the toilet|could I take five?|break?
""",
}
ANSWERS = """
Skip connections let the gradient flow around a sublayer.|Pass the array by reference and skip the copy.
Next I would plot the residuals.
I would skip the first row because it holds the header.|Repeat the split with five seeds and average.
Repeated measures break independence.
Time is the axis I would split on.|The time per call grows with the square of n.|Time series need a forward split.
Break the loop once it converges.
A break in the trend shows up in the residuals.|Pause the rollout when the error rate rises.
Stop early when the loss is flat.
The docs of numpy say that the seed is 64 bits.|I would read the documentation of the API before I trust its defaults.
I don't know the distribution in advance, so I would estimate it.
We don't know the columns up front, so take them from the header.
I'm not sure that ridge helps here, since the features are few.|Not sure it matters, but I would standardise first.
It is right to split by user, because rows of one user are alike.|The right answer is to use a rank test.
Right, so shrink the weights.
Correct the p-values for the number of tests.|Hint the optimiser with a warm start.
Hints of leakage show up as a score that is too high.
Help the model by adding lagged features.|A clue is that the error grows over time.|The tip of the tail holds the outliers.
Later epochs overfit, so keep the best one.|Come back to the baseline and compare with it.|Later stages read from the store.
Leave one out.|Leave the last month out for testing.|Drop it.T before the product.|Move on the gradient with a small step.
Go to the next bin when the count is zero.|Give up the exact answer for an estimate with sampling.
Continue until the change is small.
No idea is better than a baseline that you measured.|Forget gates let the cell keep or lose its state.
Forgetting is a problem of fine-tuning.
AI models drift as well.|An LLM would be too slow for ten thousand calls.|ChatGPT style models are decoders only.
Use a language model for the text column.
Google uses a variant of it for ads.|The question is whether the sample is random.|I understand it as a bias of the sample.
What matters is the tail.|Where the mass is, the sampler goes.|How often it is retrained depends on the drift.
When the cache is full, drop the oldest.
Yes, because the corner sets weights to zero.|No, since both share the same noise.|A pointer to the row is enough.
Use a lead and a lag feature.
On time, the batch is done by six.|Minutes matter less than the tail.|Clock skew between machines breaks the order.
Guessing the mean is the baseline.
I never use accuracy on rare classes.|Never seen categories go to a bucket of their own.
New to the data is only the last week.
Over the limit, requests are shed.|Beyond a thousand rows use an index.|Blank cells become missing values.
"""


def entries(text: str) -> list[str]:
    return [entry for line in text.strip().splitlines() for entry in line.split("|")]


def heard(text: str, code: bool = False) -> str:
    play = Play(started(questions=[CODE if code else TALK]))
    play.to_questions()
    play.say(text)
    return [m.act for m in play.state.messages if m.who == "candidate"][-1]


@pytest.mark.parametrize("act", sorted(WORDINGS))
def test_everyday_wordings_of_a_request_are_understood(act: str) -> None:
    missed = {text: found for text in entries(WORDINGS[act]) if (found := heard(text)) != act}
    assert len(missed) <= (1 - LEAST) * len(entries(WORDINGS[act])), missed


@pytest.mark.in_turn
def test_no_clarifying_question_and_no_model_answer_of_the_bank_is_a_request() -> None:
    questions = builtin_bank().questions.values()
    asks = [way for q in questions for c in q.clarifications for way in c.asks]
    said = [sentence for q in questions for sentence in sentences(q.model_answer or "")]
    points = [p.text for q in questions for p in q.rubric]
    assert len(asks) > 400
    assert [(text, act) for text in (*asks, *said, *points) if (act := request(text))] == []


@pytest.mark.parametrize(("code", "act"), [(False, "answer"), (True, "aloud")])
def test_answers_that_sound_like_requests_are_answers(code: bool, act: str) -> None:
    told = entries(ANSWERS)
    assert len(told) >= 60
    missed = {text: found for text in told if (found := heard(text, code)) != act}
    assert len(missed) <= (1 - LEAST) * len(told), missed


def test_a_short_answer_before_a_question_about_going_on_is_an_answer() -> None:
    assert heard("Subtract the regression. Does that make sense so far?") == "answer"


def test_a_break_is_told_how_in_practice_and_that_the_clock_runs_on_in_an_interview() -> None:
    for mode, act in (("interview", "asked-break"), ("practice", "break-how")):
        play = Play(started(mode))
        play.to_questions()
        play.say("can we take a break?")
        assert play.acts()[-1] == act
