"""Which of Harper's rules are asked.

Of some nine hundred these few are right nearly every time in chats; the rest is style, typography
and phrases of essays ("use a real ellipsis", "write okay"), or was wrong too often on real messages
(MassNouns, MissingPreposition, SingleBe, OxfordComma, PronounVerbAgreement). Measured by
`make bench-etiquette`; a rule earns its place there.
"""

SPELLING = frozenset({"SpellCheck"})
GRAMMAR = frozenset(
    "AAnother AllThough AnA AnAnother AnotherAn ALongTime APart AskNoPreposition BareInMind "
    "BareWithMe BeAllowed CapitalizePersonalPronouns CompoundSubjectI ConvenientStore "
    "CorrectNumberSuffix DespiteOf DidPast DoNotWant DoesOrDose DontCan DoubleModal "
    "ExitedExcitedContext FeelFell HadOf HeDos HowMach HowItLooksLike IAmAgreement IDo "
    "InflectedVerbAfterTo ItsContraction ItsPossessive LetsConfusion LikelyHood LookForwardTo "
    "LookingForwardTo LooksLikes MayOfPronoun ModalOf ModalSeem NotBeAfterNot Payed "
    "PleasRequestVerb PronounAre PronounKnew QuiteQuiet RegularIrregulars RepeatedWords "
    "SafeToSave SaveToSafe SeamToSeem SimplePastToPastParticiple SubjectPronoun SupposedTo "
    "ThatThan The TheAnother TheMy TheirToThere TheirToTheyre ThenThan ThereToTheir "
    "TheyreConfusions TheyreToTheir ThingThink ThinkKnowOff ThoughThought ToLoseTooLoose ToTo "
    "TooTo TransposedSpace UseToUsedTo WereWhere WillGonna WishCould WithoutOut WokVerbTypo "
    "WrongNegative YourPredicateAdjective".split()
)
ASKED = SPELLING | GRAMMAR
