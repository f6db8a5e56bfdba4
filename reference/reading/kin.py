"""What questions are about: ways of asking that share few words and mean the same thing.

Looser than the synonyms of ``words``: "how many rows" and "how big is the table" ask for one thing and state two. So
these serve the matching of questions alone, never the reading of answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_TOPICS = {
    "size": r"how (?:many|much|large|big|wide)(?! time)\b|how long (?:is|are|can) (?:x|the)|sizes?|shapes?|dimensions? of|volume"
    r"|number of|(?:order of )?magnitude|roughly how|scale of",
    "columns": r"columns?|features?|variables?|fields?|attributes?|wide|width",
    "live": r"online|offline|live|real[- ]?time|batch(?:es)?(?! size)|pre-?comput\w*|overnight|wait(?:s|ing)?|nightly|synchronous(?:ly)?|on demand",
    "response": r"response times?|come back|an? (?:answer|reply|response)|p9\d|sla|latency|respond\w*|per request|time limit",
    "marker": r"sentinels?|-999\d*|blanks?|recogni[sz]e\w*|encod\w+|counts? as|what form|pd\.na|none|infinity|placeholders?|marked|represented|empty strings?",
    "rows": r"rows?|samples?|points?|records?|observations?|data ?points?|instances?",
    "speed": r"slow|how slow|quickly|in time|time (?:do|does|may|can) (?:i|we|it|one) have|take[sn]?|how (?:fast|quick(?:ly)?|soon)|fast|quick(?:ly)?|speed|performance|performant|efficien\w+|latency|response time|time limit|time budget"
    r"|real[- ]?time|deadline|milliseconds?|microseconds?|quadratic|linear time|o\(n|complexity|how long (?:may|can|does|do|will|should)|optimi[sz]ed?",
    "allowed": r"(?:may|can|could|am|are) (?:i|we) (?:(?:just|also|simply) )*(?:use|call|import|allowed|rely on|do it with|wrap)|allowed|permitted|forbidden|banned|restrictions?"
    r"|is (?:it )?(?:alright|ok|okay|fine|acceptable|legal|an option)|(?:ok|okay|fine|acceptable|legal)(?: to use)?(?=\W*$)",
    "library": r"librar(?:y|ies)|sklearn(?:'s)?|scikit-learn(?:'s)?|scipy|packages?|frameworks?|built-?in|ready-?made|torch's|np\.\w+|\w+ functions?|tools?|roc_auc_score|numba|compile",
    "mutate": r"hand back|changed later|touch(?:ed|ing)?|preserve[sd]?|destroy\w*|side effect|alter(?:ed|ing)?|writ(?:e|ing|able|ten)(?: in)?to|read-?only|still use|as (?:it is|they are)|new array|same array|point(?:s|ing)? into|own (?:their|its) data|independent array|buffer|in[- ]?place|mutat\w+|modif\w+|overwrit\w+|overwrite|chang(?:e|ed|ing) (?:the )?(?:input|array|frame|x|df|argument|data)|untouched|fine to overwrite|copy|copies|original|side effects?|directly"
    r"|return a new|share memory|shares memory|views?",
    "missing": r"gap|missing|nans?|nulls?|none|na values?|blanks?|gaps?|not (?:given|available|there)|unknown values?|absent|empty columns|incomplete",
    "empty": r"empty|no (?:values?|elements?|rows?|data|entries|items)|length (?:0|zero)|zero length|nothing in it",
    "same": r"flat|\[(\d+)(?:, ?\1)+\]|(?:without|no|zero) (?:any )?(?:variance|variation|spread|deviation)|repeat(?:ed|s)?|distinct|unique|std (?:comes? out as|is|of) 0|never changes|(?:all|every|each)? ?(?:the )?(?:same|identical|equal)(?: (?:values?|entry|number))?|constant|no variation|never (?:change|var)\w*|does ?n[o']t vary|tie[sd]?|tied|duplicates?|coincid\w+|(?:std|deviation|variance) (?:is|of|=) ?(?:0|zero)|zero (?:std|deviation|variance|division)|division by zero",
    "one-class": r"both (?:classes|labels|kinds)|(?:only|every|each|all) (?:label|y|y_true)?\b ?(?:is|are)? ?(?:all )?(?:0|1|zeros?|ones?)|(?:every|each|all the) labels? (?:is|are)|(?:one|a) (?:kind|sort) of label|(?:class|classes) (?:is|are|were)? ?(?:missing|absent|empty)|absent|zero (?:positives|negatives)|nobody is|single kind|(?:only|just|all) (?:one|a single|positives?|negatives?|ones|zeros)(?: class| cluster| label)?|single (?:class|cluster|label)|one (?:class|cluster)|no (?:positives?|negatives?)|k ?= ?1"
    r"|everything (?:is )?in|without (?:negatives?|positives?)",
    "labels": r"labels?|targets?|y_true|\by\b|classes|cluster ids?|ids|binary",
    "truth": r"outcome|really|feedback|against reality|reality|target become|lag|delay(?:ed)?|how (?:soon|late|long until)|ground ?truth|true (?:values?|labels?|outcomes?)|labels? (?:known|arrive|come|available)|get the (?:labels?|truth)|outcomes? known|were right",
    "dtype": r"text|categorical|non-?numbers?|words|upcast\w*|downcast\w*|data types?|column types?|integers? remain|doubles?|bool(?:ean)?s?|dtypes?|types?|ints?|integers?|floats?|float32|float64|single precision|cast|strings?|non-?numeric|numeric",
    "exact": r"off\b|errors?|wors[et]|quality|sacrifice\w*|trade\w*|give up|degrad\w+|loss of|toler\w+|single or double|double precision|half precision|rounding|close to|rough|tight|error margin|digits|decimals?|exact(?:ly|ness)?|precis\w+|toleranc\w+|accura(?:cy|te)|approximat\w+|approximation|bit(?:wise|-?identical)|identical to|good enough|how close|float32|single precision|eps(?:ilon)?",
    "epsilon": r"eps(?:ilon)?|jitter|small (?:value|constant|number)|tiny (?:value|constant|number|jitter)|ridge|regulari[sz]\w+ of the covariance|to the (?:diagonal|denominator)",
    "seed": r"none as|as random_state|seed\w*|random_state|random state|random number generator|rng|generators?|reproduc\w+|determinis\w+|same numbers|same rows",
    "shape-1d": r"1-?d\b|one-?dimensional|one dimension|2-?d\b|matrix|dimensional|more than one dimension",
    "ddof": r"ddof|n ?(?:-|minus) ?(?:1|one)|unbiased|population|sample (?:std|standard|deviation|variance)|divide by n|which std|standard deviation or",
    "bias": r"fit a constant|append ones|ones to x|through the origin|an? b\b|b or (?:only )?w|intercept|constant term|offset|bias (?:term|column|weight)|the bias|column of ones|add a bias",
    "penalty": r"factor of|one half|half\b|1/2|prefactor|regulari[sz]er|penal\w+|regulari[sz]\w+|lambda|weight decay|l2|shrinkage",
    "stop": r"iterations?|max_iter|epochs?|early\b|no improvement|enough steps|give up training|stop\w*|converg\w+|criterion|plateau|patience|tol\b|terminat\w+|early stopping|when (?:do|should|to) .{0,20}(?:stop|end)",
    "initial": r"zeros?|random start|begin with|start vector|w0\b|set to at first|initiali[sz]\w+|init\b|initial|starting|start(?:ing)? (?:from|weights|values)|random init",
    "extreme": r"very (?:small|big|high)|blow(?:s)? up|explod\w*|log\(0\)|exp\b|saturat\w*|outliers?|far away|clipped?|overflow|underflow|stable|stability|extreme|huge|very large|inf(?:inity|inite)?|\b1e?\d{2,}\b|how large can|finite|numerical\w*|far",
    "scaled": r"unit variance|zero mean|same scale|pre-?process\w*|comparable|standardi[sz]\w+|normali[sz]ed|scaled?|scaling",
    "distance": r"l2|cosine|how far (?:apart )?(?:two|are)|far .{0,15}apart|squared distances?|minkowski|closeness|distances?|distance measure|metric|norm\b|euclidean|manhattan|l1\b",
    "spread": r"spread|scatter|dispersion|compactness|within a cluster",
    "weigh": r"equally|proportional|more influence|large clusters?|importance|same weight|weigh\w*|count(?:s)? more|bigger|size of the cluster|cluster size",
    "singleton": r"lonely|alone|on its own|just one (?:point|member|element)|single element|solitary|singletons?|single (?:point|member)|one (?:point|member)|size (?:1|one)|clusters? of one",
    "joining": r"onboard\w*|on-?board\w*|new (?:people|colleagues|hires|joiners)|first (?:days?|weeks?|months?|year)|three months|start with|get started|bring .{0,12} in\b",
    "hours": r"on-?call|rota|shifts?|night|weekends?|working hours|remote\w*|from home|home ?office|in the office|overtime",
    "names": r"api\b|public methods?|method names?|attribute names?|arguments?|parameter names?|nam(?:es|ed|ing)|name of (?:the )?(?:layers?|modules?|methods?)|renam\w+|call(?:ed)? the|constructor|interface|signature|submodules?",
    "mode": r"training or eval\w*|switch(?:ed)? (?:back )?to (?:train|eval)|\.train\(|\.eval\(|eval\b|evaluation mode|train(?:ing)? mode|eval mode|mode",
    "device": r"accelerators?|graphics? cards?|cpus?|processors?|servers?|box|tpus?|instance type|devices?|gpus?|cuda|cpu|\.to\(|hardware|machine|cores?",
    "parallel": r"concurren\w+|workers?|multi-?process\w*|fork\w*|in parallel|threads?|multi-?thread\w*|process(?:es)?|paralleli[sz]\w*|cores?|gpu",
    "average": r"aggregat\w+|unequal|uneven|per (?:example|epoch)|short(?:er)? last|last batch|count(?:s)? the same|reduc(?:e|tion)|batch means?|average over|divided? by|averag\w+|mean (?:over|of|across)|per (?:row|sample|batch)|over (?:rows|batches|samples)|sum or mean",
    "threshold": r"threshold|cut-?off|decide|decision boundary|logit",
    "mask": r"attend\w*|see the future|future|bidirectional|earlier ones|decoder|different lengths?|same length|variable lengths?|mask\w*|causal|padd(?:ing|ed)|pad\b|look ahead|autoregressive",
    "axes": r"order of axes|first dimension|leading dimension|sequence first|batch first|dimensions? (?:come|go)|tensor shape|axes|axis|batch[- ]first|order of the (?:axes|dimensions)|\(batch|shape of (?:x|the input)|layout",
    "order": r"sort(?:ed|ing)?|permut\w*|sequence|next to each other|consecutive|order of the output|come out|interleav\w*|order(?:ed|ing)?|sorted|shuffl\w+|grouped|sequence of",
    "rank": r"redundant|perfectly correlated|sum of (?:two|others)|invert(?:ed|ing)?|determinant|ill-?conditioned|duplicated columns?|singular|rank|full rank|degenerate|invertible|positive definite|linearly dependent|dependent|constant columns?|collinear",
    "all": r"complete(?:ly)?|entire(?:ly)?|all (?:the )?(?:columns|values|entries)|every (?:entry|value|column)|nothing is (?:known|given|missing)|no (?:value|nan|gap)|whole|fully",
    "load": r"busy|bursty|bursts?|peaks?|endpoint (?:is )?called|hits|calls per|volume of requests|predictions (?:do we serve )?per|concurrent|scale here|qps|rps|throughput|requests?|traffic|load|users?|visitors?|customers|throughput|per (?:second|day)|how many (?:users|customers)",
    "availability": r"crash\w*|redundan\w+|go(?:es)? down|unavailable|fail(?:s|ing)? over|maintenance|fallback|availab\w+|uptime|downtime|down\b|sla|outage|reliab\w+|fails?\b|nines",
    "retrain": r"refresh\w*|new version|fit again|reuse[sd]?|more than one time|twice|go(?:es)? stale|drift\w*|releas\w+ (?:a|the) (?:new )?model|re-?train\w*|re-?fit\w*|refitting|fit (?:be )?(?:called )?(?:again|more than once|twice)|goes live|how often .{0,25}(?:train|updat)\w*|updated?|freshness|data change",
    "fresh": r"delay|how old|age of|lag|refresh rate|seconds old|up to date|streaming|batch(?:ed)?|fresh\w*|up[- ]to[- ]date|stale\w*|recent|how late|nightly|stream(?:ing)?|batch job|real-?time",
    "model": r"inference|footprint|megabytes|size of the (?:model|network)|parameters|layers|regressors?|estimators?|classifier|(?:what|which|kind of|type of|how (?:big|heavy|large) is the) model|architecture|network\b|what the model|which model|heavy",
    "measured": r"start the clock|stopwatch|client side|server side|wall[- ]clock|count(?:s|ed)? in|network time|hop|measured?|include\w*|network|end[- ]to[- ]end|where exactly|round trip|part of it",
    "percentile": r"percentiles?|p9\d|average|mean\b|worst[- ]case|slowest|median latency|tail",
    "cache": r"duplicate requests?|identical requests?|same input|same series|memoi[sz]\w*|store the answers?|reuse an? answer|cach\w+|repeat\w*|same requests?|again and again|asked (?:for )?(?:again|often)",
    "purpose": r"care about|kpis?|objective|goal|matter(?:s)? most|success|what counts|aim(?:ing)?|downstream|consum\w+|what happens with|afterwards|customers? of|good enough|use these|uses? (?:them|it)|who (?:uses|needs|consumes|reads|will use|is going to use)|why (?:do|does|would) .{0,25}(?:need|want)|end users?|made[- ]up|synthetic|(?:a )?good one|what (?:do|will|are|is).{0,30}\bfor\b|purpose|used for|use case|why do we need|who uses|goal|optimi[sz]ing for|objective|what .{0,20}improve|kpi",
    "where-shown": r"layout|widget|feed|list|slots?|items? (?:are|per)|look like|where .{0,25}(?:shown|see|displayed|appear)|surface|page|screen|carousel|home ?page",
    "correlated": r"correlat\w+|depend(?:ent|s)? on each other|independen\w+|related",
    "groups": r"grouping|by component|sub-?groups?|several kinds|populations?|groups?|clusters?|species|classes|mixed|mixture|sub-?populations?|components?",
    "logs": r"gather\w*|trained on|training (?:set|data|examples)|come from|how far back|historic(?:al)?|position bias|stars|ratings?|explicit|ranker|source of|logs?|logged|collected|training data come|biased by|feedback|clicks|implicit",
    "limits": r"off-?limits|forbidden (?:content|items)|sla|harm|break|legal|policy|policies|limits?|guard-?rails?|must not|rules|constraints?|budget",
    "rollback": r"switch back|turn(?:ed)? off|side by side|toggle|deployed|kill switch|go back|roll(?:ed)?[- ]?back|feature flag|deploy\w*|released?|serving|revert|undo",
    "today": r"as of now|presently|existing (?:setup|code|monitoring)|what do we have|status quo|today|current(?:ly)?|at the moment|now\b|already|existing|shared with|same code",
    "memory": r"fit in(?:to)? memory|gigabytes|ram\b|footprint|memory|ram|contiguous|strided?|stride tricks|as_strided|slice",
    "loops": r"looping|map\b|while|generator expressions?|apply_along_axis|vectoris\w+|iterate\w*|np\.vectorize|recursion|pure numpy|loops?|comprehensions?|vectori[sz]e\w*|for[- ]loop|iterat\w+",
    "error": r"errors?|exceptions?|raise|throw\w*|fail",
    "invalid-k": r"k (?:is |be |= ?)?(?:0|zero|negative|larger|greater|bigger|>|too)|k ?>|longer than|larger than|invalid|can k be",
    "noise": r"measured exactly|uncertain\w*|reliable|trust the|jitter in|nois\w+|measurement error|exact or",
    "window": r"truncat\w*|tail|most recent|last rows|whole history|stride|overlap\w*|step size|windows?|history|past|look-?back",
    "short": r"not long enough|too short|insufficient|missing history|less history|short(?:er)?|too (?:little|few)|fewer|less than|not enough|smaller than|pad\b",
    "outside": r"clip\w*|clamp\w*|saturat\w*|beyond|new (?:extremes?|maximum|minimum)|out of bounds|higher than|lower than|too (?:large|small|high|low)|outside|bigger than|larger than|exceed\w*|beyond|unseen|never seen|out of range|greater than",
    "sampling": r"stochastic|greedy|probable|at random|random draw|mode,? mean|draw the|randomness|one path|same output|sampl(?:e|ed|ing) (?:from|the)|argmax|most likely|point forecast|deterministic|random(?:ly)?",
    "unit": r"original (?:scale|units?)|mae\b|absolute error|rescal\w*|physical|units?|original scale|tokens or|in tokens",
    "other": r"rest\b|everything else|untouched columns|not listed|only these|unlisted|other columns|others|remaining|rest of|left alone|not in the list|not named",
    "dates": r"dates?|datetimes?|timestamps?|times?\b",
    "exists": r"typos?|misspell\w*|wrong names?|no such column|validat\w*|check the names|absent column|present in|exist\w*|not (?:in|part of) (?:the )?(?:frame|df)|unknown (?:column|name)|valid names?|in cols",
    "ranks": r"order statistics|wilcoxon|concordant|all pairs|pairs of|ranks?|rank-?based|mann[- ]whitney|pairs|pairwise",
    "range": r"raw scores?|sigmoid|unbounded|calibrated|percentages?|scale of the scores?|0\.\.1|\[0, ?1\]|range|between (?:0|zero)|probabilit\w+|logits?|negative|from 0 to 1",
    "today-serving": r"serving|served|production|online",
}  # fmt: skip
_AROUND = re.compile(
    r"\b(?:(?:my|your) (?:answers?|memory|place|screen|camera|microphone|notes|name|opinion|favou?rite|turn|cv|company|jobs?|boss)"
    r"|do you (?:know|enjoy|remember|ever|work|live|earn|like (?:it|working))|have you (?:ever|been|had|seen|worked)|would you (?:do|say|recommend)"
    r"|can you (?:hear|see)|are you (?:testing|sure|from|happy|still|nervous|recording)|am i (?:doing|right|on the|too)"
    r"|(?:can|could|may) i (?:ask|get (?:feedback|more|some)|call (?:a|my|some)|take (?:a|my)|share my|change my|see the (?:answer|solution))"
    r"|(?:shall|should|do|can|may) i (?:begin|start) with (?:the|an?)|(?:take|have|need) a (?:short |quick )?break|how (?:is|are) .{0,30}(?:graded|assessed)"
    r"|los(?:e|ing) points|points off|(?:trick|more|other|how many) questions?|(?:this|the|second|next|first|last) (?:interview|round|candidate|recording|warm-up)"
    r"|recorded|whiteboard|versions?|installed|editor|ide|debugger|calculator|internet|google|chat ?gpt|pep ?8|docstrings?|type hints?|comments|diagrams?"
    r"|latex|unit tests?|spelling|english|german|tabs|indent\w*|how many (?:lines|people|pages|words|sentences)|operating system|laptop|weather|raining"
    r"|salary|(?:customers?|we|they|you|people|users) (?:pay|paid|spend)|price|budget for|compan(?:y|ies)|competitors?|repository|github|how old|project"
    r"|who (?:wrote|owns?|made|founded|built|invented)|whose idea|name of (?:the|your) (?:product|team|company|client|customer)"
    r"|which (?:country|city|language)|where (?:do|did|were) you|short or (?:the )?long|what happened)\b",
    re.IGNORECASE,
)  # fmt: skip
"""Words of questions about the interview, the people in it and what lies around it: no task has them among its facts."""
_TEAM = re.compile(r"\b(?:the|your) team\b|\bwould i\b|\bdo you work\b", re.IGNORECASE)
"""Words of ways of asking that are about just that."""
_PATTERNS = tuple(
    (name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)) for name, pattern in _TOPICS.items()
)


@lru_cache(maxsize=512)
def topics(text: str) -> tuple[tuple[str, int, int], ...]:
    """What a question is about: each topic with the place of the words that show it."""
    return tuple((name, m.start(), m.end()) for name, pattern in _PATTERNS for m in pattern.finditer(text))


def is_beside(asked: str, ways: Iterable[str]) -> bool:
    """Whether a question is about what lies around a task, where the known ways of asking are not about the team."""
    return bool(_AROUND.search(asked)) and not any(map(_TEAM.search, ways))
