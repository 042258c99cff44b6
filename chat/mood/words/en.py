"""English."""

from ._lists import lines

COMMON = """the a an is are was were be been i you he she it we they my your our their this that
these those and or but of to in on for with at from have has had do does did not can could will
would should what when where how there here me him them us as if so just please"""

NEGATIVE = lines("""
angry
annoy*
frustrat*
furious
upset
disappoint*
unhappy
irritat*
terrible
awful
horrible
dreadful
appalling
pathetic
useless
worthless
rubbish
garbage
crap
hate
worst
poor service
poor experience
stupid
idiotic
dumb
nonsense
tired of
fed up
nightmare
mess
shame
rude
incompetent
unprofessional
lousy
sucks
suck
liar*
cheated
rip off
ripoff
scam
ugh
argh
grr*
wtf
omg
damn
screw*
waste
wasted
wasting
pointless
hopeless
confusing
sick and tired
sick of this
very bad
so bad
really bad
you lied
you are lying
you're lying
complaining
no good
""")
POSITIVE = lines("""
good
great
happy
helpful
helping
pleased
satisfied
funny
impressed
acceptable
okay with
""")
NEGATORS = lines("""
not
never
isn't
aren't
wasn't
weren't
don't
doesn't
didn't
can't
cannot
won't
isnt
arent
wasnt
dont
doesnt
didnt
cant
wont
without
nothing
hardly
none
""")
COMPLAINTS = lines("""
this is ridiculous
that's ridiculous
that is ridiculous
how ridiculous
so ridiculous
ridiculous
unacceptable
not acceptable
outrage*
disgrace*
disgust*
are you kidding
you kidding me
you must be joking
are you joking
is this a joke
what a joke
you can't be serious
are you serious
you serious
unbelievable
what the hell
what the heck
wth
for god's sake
for heaven's sake
for crying out loud
enough is enough
had enough
last straw
waste of .. time
wasting my time
worst service
worst .. experience
terrible service
bad service
horrible service
customer service is
what kind of service
no help at all
you are no help
you're no help
not helping
not helpful
aren't helping
isn't helping
useless service
do your job
doing your job
can you not read
can't you read
did you even read
are you even reading
are you listening
you aren't listening
you're not listening
not listening to me
what is wrong with you
what's wrong with you
what is your problem
what's your problem
file a complaint
make a complaint
formal complaint
speak .. manager
talk .. manager
your manager
your supervisor
your boss
speak .. supervisor
talk .. supervisor
someone in charge
report you
how hard can it be
how hard is it
why is this so hard
why is this so difficult
this makes no sense
makes no sense
don't you understand
you don't understand
you do not understand
i can't believe this
i can't believe you
i cannot believe this
i cannot believe you
""")
PERSON = lines("""
real person
real human
human being
actual person
actual human
a human
live person
live agent
speak to someone
talk to someone
speak to somebody
talk to somebody
speak with someone
talk with someone
speak to a person
talk to a person
are you a bot
are you a robot
not a bot
not a robot
stupid bot
talking to a machine
talking to a robot
talking to a bot
speak to .. someone else
talk to .. someone else
speak with .. someone else
anyone else i can
somebody competent
someone competent
""")
LEAVING = lines("""
cancel my account
cancel my subscription
close my account
cancel everything
cancel the whole thing
delete my account
take my business elsewhere
business elsewhere
go elsewhere
another company
a different company
another provider
your competitor*
the competition
never use you again
never using
never again
never order* .. again
never buy* .. again
never com* back
lost a customer
losing a customer
lose a customer
i give up
forget it
forget this
bad review
one star
leave a review
my lawyer
a lawyer
an attorney
take legal
legal action
sue you
small claims
chargeback
want my money back
i'm done with
i am done with
done with you
done with this
""")
IMPATIENCE = lines("""
hurry
hurry up
immediately
asap
now please
oh come on
come on already
come on now
how long
how much longer
taking so long
taking too long
takes too long
takes forever
taking forever
still waiting
been waiting
have waited
waited for
waiting for ages
waiting forever
waited long enough
don't have time
don't have all day
haven't got all day
no time for this
i'm in a rush
i'm in a hurry
so slow
too slow
speed it up
any day now
what is taking
what's taking
""")
UNSOLVED = lines("""
not what i asked
isn't what i asked
not what i said
not what i want*
not my question
didn't answer my question
did not answer my question
haven't answered
answer my question
answer the question
just answer
doesn't answer
doesn't help
does not help
that's no help
still not
still doesn't
still does not
still hasn't
still haven't
still no
still isn't
no that's not
no that is not
no that's wrong
that's wrong
that is wrong
you're wrong
not correct
that's incorrect
what are you talking about
what do you mean
that doesn't make sense
you misunderstood
tried that
did that already
it doesn't work
it still doesn't work
that doesn't work
it does not work
that didn't work
it didn't work
that didn't help
""")
AGAIN = lines("""
i already told you
already told you
i told you
as i told you
i just told you
i already said
already said
like i said
as i said
as i already
i just said
already gave you
already give* you
just gave you
already explained
already answered
i asked you
i repeat
repeat myself
repeating myself
yet again
how many times
how often do i
second time
third time
fourth time
for the last time
asked .. times
told .. times
same thing again
the same question
you just asked
you asked .. already
""")
PRODS = lines("""
anyone there
anybody there
is someone there
are you there
are you still there
hello again
helloo*
are you ignoring
ignoring me
answer me
please answer
reply please
please reply
please respond
waiting for an answer
waiting for a reply
waiting for a response
is anyone here
""")
RELIEF = lines("""
thank you
thanks
thank u
thx
ty
cheers
perfect
great
excellent
awesome
wonderful
brilliant
lovely
fantastic
amazing
sounds good
that works
it works now
works now
works for me
working now
that's fine
that is fine
that helps
helped
very helpful
appreciate*
problem solved
that solved
solved now
all good
no worries
no problem
that's great
good to know
got it
have a .. day
""")
SPOILT = lines("""
thanks for nothing
thanks a lot for nothing
no thanks to you
thank you for nothing
oh great
just great
great service .. not
perfect .. not
""")
ASKING = lines("""
can you
could you
would you
may i have
what is your
what's your
please provide
please tell
please enter
please give
tell me
""")
OFFERS = lines("""
would you like
do you want
do you need
do you require
shall i
should i
may i proceed
can i proceed
can i help
how can i help
how may i help
anything else
something else
is there anything
any other
any more questions
""")
LOST = lines("""
don't quite understand
don't understand
do not understand
didn't understand
did not understand
not sure what you mean
didn't catch that
could you rephrase
please rephrase
i am only able
i'm only able
is not available
are no
there is no
unfortunately
""")
