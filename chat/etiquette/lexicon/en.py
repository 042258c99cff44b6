"""English."""

_FEELING = (
    "(?:frustrat|annoy|upset|stress|disappoint|irritat|worr|difficult|inconvenien|unpleasant|"
    "aggravat|exasperat|distress|tiring|hard|bad|concern|maddening|infuriat|unacceptable|awful|"
    r"terrible)\w*"
)
_I = "(?:i|we)"
_SOFT = "(?:can|do|really|completely|fully|totally|certainly|truly|so|absolutely|definitely)"
_MINUTES = (
    "(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|business days?|working days?)"
)
_NUMBER = (
    r"(?:\d{1,4}(?:\s?(?:-|–|to)\s?\d{1,4})?|an?|one|two|three|four|five|six|seven|eight|nine|ten|"
    "twelve|fifteen|twenty|thirty|sixty|half an)"
)
_DAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_DO = (
    "(?:read|follow|enter|provide|tell|give|send|pay|check|fill|answer|listen|confirm|cancel|say|"
    "mention|specify|complete|ask|let|look|click|think|write|save|make|update|return|reply|call|do)"
)

PHRASES: dict[str, list[str]] = {
    "greets": [
        "hello",
        "hi",
        "hiya",
        "hey",
        "good (?:morning|afternoon|evening|day)",
        "greetings",
        "welcome to",
        "dear",
    ],
    "introduces": [
        "my name is {name}",
        "my name's {name}",
        "i am {name}",
        "i'm {name}",
        "this is {name}",
        "it's {name}",
        "you are (?:chatting|talking|speaking) (?:with|to) {name}",
        "you're (?:chatting|talking|speaking) (?:with|to) {name}",
        "{name} here",
        "{name} speaking",
        "{name} (?:from|at|of) (?:the )?[^\\W\\d_]+",
    ],
    "acknowledges_feeling": [
        f"{_I} (?:{_SOFT} )*(?:understand|see|imagine|appreciate|hear|realise|realize|get) "
        "(?:how|that this|that it|that you|why you|why this|why that|your "
        f"(?:frustration|concern|disappointment|annoyance|worry|anger|point|{_FEELING}))",
        f"(?:understand|imagine|know|see) how {_FEELING}",
        f"{_I} know (?:this|that|it|how) (?:is|must be|has been|can be|feels)",
        r"that (?:must|does|sounds?|is|was|would|can)(?: be| have been| feel)?(?: really| very| so|"
        rf" quite| truly| incredibly| extremely)? {_FEELING}",
        rf"(?:this|it|which)(?: must be| must have been| sounds| is| can be)(?: really| very| so|"
        rf" incredibly)? {_FEELING}",
        rf"that's (?:really |very |so |quite )?{_FEELING}",
        "sorry (?:to hear|that you|that this|that it|you|about (?:that|this|the)|for (?:the|this|"
        "that|your|any|all|keeping|making|causing|having))",
        "apologi[sz]e for (?:the|this|that|your|any|all|keeping|making|causing)",
        "apologies for (?:the|this|that|your|any|all|keeping|making|causing)",
        "you(?: are|'re) (?:absolutely |completely |quite )?right to be",
        "you have every right",
        "i(?: would|'d) (?:be|feel) (?:the same|frustrated|annoyed|upset)",
        "no wonder",
        "if i(?: understand| have understood) you (?:correctly|right|rightly)",
        "so,? (?:you|your) (?:are saying|have been|were|order|parcel|account) [^.!?]{3,120}, "
        "(?:is that|did i get that|have i got that) (?:right|correct)",
    ],
    "apologises": [
        "sorry",
        "apologi[sz]e",
        "apologi[sz]ing",
        "apology",
        "apologies",
        "(?:our|my) (?:mistake|fault|error)",
    ],
    "troubles": [
        "(?:does|do|did|will|is|are|was|has|have)(?:n't| not) (?:work|load|open|"
        "start|turn|show|charge|"
        "connect|print|send|arrive|respond|log|let|sync|play|update|working|"
        "loading|opening|starting|"
        "turning|showing|charging|connecting)",
        "not working",
        "stopped working",
        "(?:broken|crash(?:es|ed|ing)?|frozen|freezes|stuck|faulty|defective|blank|failing|fails?|"
        "failed)",
        "errors?",
        "(?:can't|cannot|can not|unable to) (?:log|sign|open|access|connect|get|see|find|use|start|"
        "print|send|load|pay)",
        "problems?",
        "issues?",
        "trouble",
        "wrong",
    ],
    "diagnoses": [
        "(?:did|have) you (?:already |also |ever )?(?:try|tried|restart|"
        "restarted|check|checked|turn|"
        "turned|plug|plugged|update|updated|install|installed|reset|clear|cleared|reboot|rebooted|"
        "charge|charged|connect|connected|reinstall|reinstalled|click|clicked)",
        "is (?:it|the [a-z]+(?: [a-z]+)?|your [a-z]+(?: [a-z]+)?) (?:plugged|"
        "turned|switched|connected|"
        "working|broken|updated|on|off|charged|installed|loading|damaged|empty|full|still)",
        "does (?:it|the [a-z]+|your [a-z]+) (?:work|turn|show|start|open|load|charge|connect|say|"
        "happen|crash|freeze|print|blink|light)",
        "are you (?:using|connected|logged|signed|on)",
    ],
    "offers_options": [
        r"either [^.!?\n]{2,120} or",
        "(?:two|three|a few|several|some|these|the following|other|your) (?:options|ways|choices|"
        "possibilities|alternatives)",
        "would you (?:rather|prefer)",
        "do you prefer",
        "which (?:one |of these |of the two |option |way )?(?:would you|do you|"
        "works|suits|is better)",
        r"you can [^.!?\n]{2,100},? or (?:you|i|we|else)",
        r"(?:i|we) can [^.!?\n]{2,100},? or (?:you|i|we|if|else)",
        r"(?:i|we) could [^.!?\n]{2,100},? or (?:you|i|we|if|else)",
        r"if you (?:prefer|like|would rather|want),? (?:i|we|you) (?:can|could|will)",
        "alternatively",
    ],
    "offers_alternative": [
        "what (?:i|we) can do",
        "instead",
        "alternatives?",
        "alternatively",
        "but (?:i|we|you|what|here|there)(?:'ll| can| could| will| do| have| is)?",
        "however,? (?:i|we|you|what|here|there)",
        "(?:i|we) can (?:still |also |certainly |gladly )?(?:offer|send|give|refund|exchange|book|"
        "arrange|check|help|look|find|ask|try|replace|credit|move|change|show|put|get|call|do)",
        "you (?:can|could|may|might) (?:still |also )?(?:use|try|choose|get|order|return|exchange|"
        "book|call|contact|change|ask|visit|reach|find|do|have|pay|download|reset|write)",
        "let me (?:find|see|check|look|offer|suggest|ask|get|show|try|help|put|transfer|connect)",
        "how about",
        "what about",
        "another (?:option|way|time|day|date|idea|possibility)",
        "other (?:options?|ways|times|days|dates)",
        "(?:i|we)(?:'ll| will) (?:find|look|check|see|ask|try|send|get|make|have|arrange|do|put)",
        "would you (?:like|prefer|rather)",
        "(?:i|we)(?:'d| would) (?:suggest|recommend|be happy|be glad)",
        "in the meantime",
        "here(?:'s| is) (?:what|how|a|another)",
        "(?:i|we) can only",
        "(?:i|we)(?:'ll| will)? (?:just |only |first |still |also )?need",
        "do you want (?:me|us) to",
        "please (?:contact|call|visit|speak|try|use|write|see|check|ask|choose|send|give|provide)",
        "without",
        "unless",
        "until",
        "the best (?:way|option|thing)",
        "(?:is|are|would be) (?:also )?(?:available|free|possible) (?:on|at|from|in|until)",
    ],
    "right_away": [
        "(?:one|a|just a|give me a|another) (?:moment|second|sec|minute|min)",
        "hold on",
        "bear with me",
        "right (?:back|away|now)",
        "while you wait",
        "stay (?:here|with me|on the line)",
    ],
    "supposes": ["if", "unless", "in case", "when", "whenever", "whether", "in the event"],
    "names_time": [
        rf"(?:within|in|after|for|about|takes?|next|another|less than|at most|up to) (?:the next |"
        rf"about |around |at most |under |less than )?{_NUMBER} (?:more )?{_MINUTES}",
        rf"{_NUMBER} {_MINUTES}",
        r"(?:by|at|before|until|till|around|from|after) (?:about |around )?\d{1,2}(?:[:.]\d{2})?"
        r"(?: ?[ap]\.?m\.?| ?o'clock| ?h)?",
        r"\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\.?",
        r"\d{1,2}:\d{2}",
        "(?:by |before )?(?:noon|midday|midnight)",
        f"(?:by |on |before |until |next |this )?{_DAY}",
        "today",
        "tonight",
        "tomorrow",
        "this (?:morning|afternoon|evening|week|month)",
        "next (?:week|month)",
        "(?:end|close) of (?:the |this )?(?:day|week|month|business)",
        r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:january|february|march|april|june|july|august|"
        r"september|october|november|december)(?: \d{1,2}(?:st|nd|rd|th)?)?",
        r"\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?",
        r"\d{4}-\d{2}-\d{2}",
        "right (?:now|away)",
        "immediately",
    ],
    "ends_kindly": [
        "have an? (?:[a-z]+ ){0,3}(?:day|evening|night|weekend|week|morning|afternoon|time|trip|"
        "flight|one|journey|holiday)",
        "enjoy (?:the|your)",
        "take care",
        "thank you",
        "thanks",
        "thank's",
        "good ?bye",
        "bye(?: bye)?",
        "(?:glad|happy|pleased) (?:i|we|to|that)(?: could)?(?: help| assist| be of)?",
        "(?:all the best|best wishes|kind regards|best regards|warm regards|good luck)",
        "you're (?:very |most )?welcome",
        "you are (?:very |most )?welcome",
        "(?:my|a|our) pleasure",
        "feel free to",
        "do(?:n't| not) hesitate",
        "(?:is|was) there anything else",
        "anything else (?:i|we) can",
        "(?:here|there) (?:for you|if you need|whenever|any time|anytime)",
        "have a good one",
        "stay safe",
        "until next time",
        "come back any ?time",
        "see you",
        "cheers",
    ],
    "thanks": [
        "thank you",
        "thanks",
        "thx",
        "thank's",
        "many thanks",
        "(?:i|we) (?:really |do |very much )?appreciate",
        "(?:i'm|i am|we are|we're) (?:very |so |really )?grateful",
        "cheers",
    ],
    "promises_return": [
        f"{_I}(?:'ll| will| shall|'m going to| am going to) (?:get|come|be) back (?:to|with) you",
        f"{_I}(?:'ll| will| shall) (?:call|ring|phone|email|e-mail|mail|message|"
        f"text|write|contact) "
        "you",
        f"{_I}(?:'ll| will| shall) (?:write|call|get|be) back(?: to you)?"
        "(?! (?:in a (?:sec|second|moment|minute)|right))",
        f"{_I}(?:'ll| will| shall) (?:let you know|keep you (?:posted|updated|informed)|"
        "follow up|be in touch|inform you|update you|notify you)",
        f"{_I}(?:'ll| will| shall) find (?:that |this |it )?out(?: for you)?",
        "(?:somebody|someone|a colleague|my colleague|the team|our team|they) (?:will|is going to) "
        "(?:get back|come back|call|email|write|contact|be in touch|reach out)",
        "you(?:'ll| will) (?:hear (?:back )?from (?:me|us)|be contacted|be notified|get a call|"
        "receive a call)",
    ],
    "negative": [
        f"{_I} (?:just |really |simply |also )?(?:can't|cannot|can not)"
        "(?! (?:wait|thank|agree|help but|stress|recommend|imagine|be happier|be more|say enough|"
        "apologi[sz]e|guarantee (?:for|the safety)))",
        f"{_I}(?:'m| am|'re| are) (?:sorry,? but |afraid )?(?:unable|not able|not allowed|"
        "not permitted|not authori[sz]ed) to",
        f"{_I}(?: won't| will not|'ll not) be able to",
        "(?:can't|cannot|can not|won't|will not) be (?:done|refunded|changed|cancelled|canceled|"
        "returned|exchanged|processed|accepted|moved|fixed|helped|repaired|extended|delivered|"
        "combined|reversed|undone|used|booked)",
        "(?:that|this|it)(?: is|'s) (?:simply |just |really |absolutely |)?(?:not possible|"
        "impossible|out of the question|not allowed|against (?:our |the )?(?:policy|rules))",
        "(?:that|this|it) isn't possible",
        f"there(?: is|'s) nothing (?:more |else )?(?:{_I}|that {_I}) can",
        f"nothing {_I} can do",
        "(?:that|this|it)(?:'s| is)(?: not|n't) (?:my|our) (?:job|problem|department|fault|"
        "responsibility|concern)",
        "against (?:our |the |company )?policy",
        "our policy (?:doesn't|does not|won't) (?:allow|permit)",
        f"{_I} do(?:n't| not) (?:do|offer|give|allow|accept|make) (?:that|this|those|these|refunds|"
        "exceptions|returns|exchanges|such)",
        f"{_I} have no (?:idea|clue)",
        f"{_I} do(?:n't| not) know",
    ],
    "blames": [
        "you (?:really )?should(?: have|'ve) (?!received|gotten|got|been|access|an?\\b|the\\b|your|"
        "no\\b|all\\b|everything|enough|arrived|heard|already|it|no|any|one|seen|had|until|by)"
        r"\w+",
        "you should(?:n't| not) have (?!to\\b|any\\b|problems|received|been|a\\b)\\w+",
        rf"(?<!if\s)you (?:clearly |obviously |simply |just )?did(?:n't| not) {_DO}",
        "you (?:clearly |obviously |simply )?(?:failed|forgot|neglected|refused) to",
        "(?:it's|it is|that's|that is|this is|entirely|all) your (?:own )?(?:fault|mistake|error|"
        "responsibility)",
        "(?:that|it|this) was (?:all |entirely |only )?your (?:own )?(?:fault|mistake|error)",
        "your own (?:fault|mistake|error)",
        "as i (?:have )?(?:already )?(?:said|told you|explained|mentioned|"
        "wrote)(?: before| already|"
        " earlier| to you| above)?",
        "as i(?:'ve| have) (?:already )?(?:said|told you|explained)",
        "like i (?:already )?said",
        "i (?:have )?already (?:told|explained|said)(?: to)?(?: you| that| this)?",
        "i've already (?:told|explained|said)(?: to)?(?: you| that| this)?",
        "you must have (?:done|entered|typed|deleted|lost|clicked|forgotten|missed|made|broken|"
        "misread|overlooked|misunderstood)",
        "why did(?:n't| not) you",
        "why would you",
        "(?:you need to |please |just )?calm down",
        "you(?:'re| are) (?:wrong|mistaken|not listening|being (?:rude|difficult|unreasonable))",
        "you(?:'re| are) the one who",
        "that's what you get",
        "if you had (?:only |just |actually )?(?:read|listened|followed|checked|told)",
        "you (?:never|clearly) (?:told|read|asked|said|listen(?:ed)?|answered|replied|sent|paid|"
        "checked|gave|confirmed|mentioned)",
        "you misunderstood",
        "you don't (?:seem to )?(?:understand|listen)",
    ],
    "vague_time": [
        "soon",
        "shortly",
        "later",
        "later on",
        "in a (?:bit|while)",
        "at some point",
        "some ?time",
        "eventually",
        "in due course",
        "before long",
        "one of these days",
        "as soon as (?:possible|i can|we can)",
        "asap",
        "momentarily",
        "in the (?:near future|coming days|next days)",
        "when (?:i|we) (?:get|have) (?:a chance|time)",
    ],
    "not_vague": [
        "as soon as(?! (?:possible|i can|we can))",
        "too soon",
        "how soon",
        "so soon",
        "sooner or later",
        "get well soon",
        "(?:feel|feeling|gets?|be|get) (?:well|better) soon",
        "see you (?:soon|later)",
        "(?:talk|speak) (?:to you )?(?:soon|later)",
        "hear from you soon",
        "later (?:today|this|than|on (?:today|this)|in|or)",
        "(?:no|not) later than",
        "(?:or|and|a|is|hours?|days?|minutes?|weeks?|even|much|bit|little) later",
        "at a later",
        "shortly (?:after|before)",
        "for some time",
        "some time (?:ago|to|off)",
        "take some time",
        "(?:took|spend|need|been) some time",
    ],
    "sells": [
        "upgrade (?:to|your plan|today|now)",
        "(?:our|the|a) (?:premium|pro|gold|platinum|plus|deluxe) (?:plan|package|version|account|"
        "membership|subscription|service|card)",
        "special (?:offer|deal|promotion|price)",
        "(?:limited|exclusive) (?:time )?(?:offer|deal|discount)",
        "(?:might|may|would|could) (?:also )?(?:be interested in|like|enjoy|love) our",
        "(?:are you|would you be) interested in (?:our|buying|adding|upgrading|trying|a)",
        "(?:we|we also) (?:have|offer|are running) (?:an? |some )?(?:great |new |special )?"
        "(?:promotion|sale|offer|deal|discount)s?",
        r"for (?:only|just) (?:\$|€|£)? ?\d+",
        "buy (?:now|one)",
        "add-on",
        "sign up for our",
        "(?:subscribe to|join) our newsletter",
        "have you (?:considered|thought about|heard of|seen) (?:our|upgrading|buying)",
        "extended warranty",
    ],
    "abusive": [
        "idiots?",
        "idiotic",
        "morons?",
        "dumb ?ass(?:es)?",
        "ass ?holes?",
        "arse ?holes?",
        "bastards?",
        "bitch(?:es)?",
        r"(?:mother)?fuck\w*",
        "f\\*+k?(?:ing)?",
        r"shit\w*",
        "bull ?shit",
        "piss off",
        "shut up",
        "screw you",
        "go to hell",
        "losers?",
        "wtf",
        "stfu",
        "kill (?:yourself|you)",
        "cunts?",
        "dick ?heads?",
        r"retard\w*",
        "scumbags?",
        "scum",
        "you(?:'re| are) (?:all |so |such an? |an? |really |completely |fucking "
        ")?(?:stupid|useless|"
        "dumb|pathetic|worthless|brainless|incompetent|clowns?|joke|liars?|thie(?:f|ves))",
        "stupid (?:people|person|woman|man|girl|boy|cow|agent|operator)",
        "i(?:'ll| will) (?:find|hurt|kill|get) you",
    ],
    "asks_for_transfer": [
        "(?:speak|talk|chat|spoke)(?:ing)? (?:to|with) (?:a |an |your |the |some "
        "|another |somebody|"
        "someone)?(?:real |human |live )?(?:manager|supervisor|human|person|agent|operator|boss|"
        "superior|representative|rep|else|someone else|colleague|one else|somebody else)",
        "(?:transfer|connect|pass|forward) me",
        "put me (?:through|in touch)",
        "(?:get|give|want|need|fetch) (?:me )?(?:a |your |the |another )(?:manager|supervisor|boss|"
        "human|real person|superior|agent)",
        "escalate (?:this|it|my)",
        "(?:somebody|someone) (?:else|higher|competent|in charge|senior)",
        "who is your (?:manager|supervisor|boss)",
    ],
    "asks_politely": [
        "(?:can|could|would|will) you (?:please |kindly |also )?(?:tell|describe|"
        "explain|share|give|"
        "let|send|say|walk|show|provide|confirm|elaborate|help)",
        "may i",
        "can i",
        "could i",
        "shall i",
        "would you (?:like|prefer|rather|mind|care)",
        "do you (?:prefer|want|need) (?:me|us|help|anything)",
        "is there (?:anything|something)(?: else)?",
        "is that (?:ok|okay|all right|alright|fine|right|correct)",
        "is this (?:ok|okay|all right|alright|fine|right|correct)",
        "does (?:that|this) (?:help|work for you|make sense|sound|answer|suit)",
        "did (?:that|this|i) (?:help|answer|solve)",
        "are you (?:still there|okay|ok|all right)",
        "have i",
        "how",
    ],
    "closed_start": [
        "is",
        "isn't",
        "are",
        "aren't",
        "was",
        "were",
        "do",
        "don't",
        "does",
        "doesn't",
        "did",
        "didn't",
        "have",
        "haven't",
        "has",
        "hasn't",
        "had",
        "can you",
        "could you",
        "will",
        "would",
        "can",
    ],
}

SHORTCUTS = {
    "u": "you",
    "u'll": "you'll",
    "u're": "you're",
    "u've": "you've",
    "ur": "your",
    "urs": "yours",
    "thx": "thanks",
    "thnx": "thanks",
    "thanx": "thanks",
    "tnx": "thanks",
    "tks": "thanks",
    "thks": "thanks",
    "ty": "thank you",
    "tysm": "thank you very much",
    "plz": "please",
    "pls": "please",
    "plss": "please",
    "brb": "I will be right back",
    "bbl": "I will be back later",
    "asap": "as soon as I can",
    "lol": "",
    "lmao": "",
    "rofl": "",
    "omg": "",
    "smh": "",
    "idk": "I don't know",
    "imo": "in my opinion",
    "imho": "in my opinion",
    "btw": "by the way",
    "fyi": "for your information",
    "tbh": "to be honest",
    "ttyl": "talk to you later",
    "gtg": "I have to go",
    "g2g": "I have to go",
    "np": "no problem",
    "nvm": "never mind",
    "b4": "before",
    "gr8": "great",
    "l8r": "later",
    "2day": "today",
    "2moro": "tomorrow",
    "2morrow": "tomorrow",
    "2nite": "tonight",
    "tmr": "tomorrow",
    "tmrw": "tomorrow",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "have to",
    "gimme": "give me",
    "lemme": "let me",
    "kinda": "rather",
    "sorta": "rather",
    "dunno": "don't know",
    "coz": "because",
    "cuz": "because",
    "bcoz": "because",
    "bcz": "because",
    "abt": "about",
    "ppl": "people",
    "msg": "message",
    "msgs": "messages",
    "rn": "right now",
    "afaik": "as far as I know",
    "iirc": "if I remember correctly",
    "ofc": "of course",
    "tho": "though",
    "thru": "through",
    "yall": "you all",
    "y'all": "you all",
    "ya": "you",
    "hows": "how is",
    "wats": "what is",
    "wat": "what",
    "wht": "what",
    "dat": "that",
    "dis": "this",
    "luv": "love",
    "gud": "good",
    "k": "okay",
    "kk": "okay",
    "r": "are",
    "b": "be",
}

# What a fix says, to the customer and in the language of the message.
SAYINGS = {
    "alternative": "Let me find an alternative for you.",
    "find_out": "Let me find out for you.",
    "greeting": "Hello",
    "i_am": "I'm {name}.",
    "feeling": "I understand how annoying this is.",
    "ending": "Have a nice day!",
    "tried": "What have you tried so far?",
    "happens": "What happens exactly?",
}
