"""German."""

from ._lists import lines

COMMON = """der die das ein eine einen ist sind war waren bin du sie er wir ihr mein meine ihre
unser dieser diese und oder aber von zu im in auf fur mit bei aus habe hat haben hatte nicht kann
konnen will wurde was wenn wo wie hier da mich mir ihn uns als nur bitte ich es auch noch schon"""

NEGATIVE = lines("""
sauer
wutend
genervt
nervt
nervig
verargert
arger*
entsetzt
enttausch*
unzufrieden
schlecht
schrecklich
furchtbar
grauenhaft
katastrophe
katastrophal
mies
miese*
nutzlos
sinnlos
blod
blode*
dumm
quatsch
unsinn
mist
scheiss*
verdammt
schlimm
frech
frechheit
peinlich
unfahig
inkompetent
unprofessionell
unhoflich
betrug
betrogen
abzocke
verarscht
zeitverschwendung
satt
zum kotzen
argh
boah
""")
POSITIVE = lines("""
gut
zufrieden
hilfreich
nett
lustig
glucklich
freundlich
in ordnung
""")
NEGATORS = lines("""
nicht
kein
keine
keinen
nie
niemals
ohne
kaum
nichts
""")
COMPLAINTS = lines("""
lacherlich
unverschamt*
eine frechheit
unmoglich von ihnen
das ist unmoglich
inakzeptabel
nicht akzeptabel
nicht hinnehmbar
unglaublich
das kann nicht sein
das kann doch nicht
das darf nicht wahr sein
das darf doch nicht
wollen sie mich
willst du mich
ist das ihr ernst
ist das euer ernst
im ernst
soll das ein witz
ein witz
jetzt reicht's
jetzt reicht es
mir reicht es
mir reicht's
ich habe genug
schlechter service
schlechtester service
was fur ein service
saftladen
sauladen
lesen sie uberhaupt
lesen sie eigentlich
horen sie mir
sie horen nicht
sie helfen mir nicht
das hilft mir nicht
sie verstehen nicht
beschwerde
beschweren
vorgesetzte*
ihren chef
ihrem chef
den chef
die chefin
teamleit*
zeitverschwendung
""")
PERSON = lines("""
echter mensch
echten menschen
richtigen menschen
einem menschen
einen menschen
einer person sprechen
mit jemandem sprechen
mit jemand sprechen
mit jemandem reden
mit jemand anderem
jemand anderen
einen mitarbeiter
einem mitarbeiter
sind sie ein bot
bist du ein bot
sind sie ein roboter
kein bot
keinen bot
mit einer maschine
""")
LEAVING = lines("""
ich kundige
kundigen
kundigung
konto loschen
storniere alles
alles stornieren
nie wieder
zur konkurrenz
andere* anbieter
anderen anbieter
woanders
wechsle
anwalt
anwaltin
rechtliche schritte
verbraucherzentrale
schlechte bewertung
verlieren einen kunden
einen kunden verloren
mein geld zuruck
vergessen sie's
vergessen sie es
vergiss es
ich gebe auf
""")
IMPATIENCE = lines("""
beeilen
beeil*
sofort
wie lange noch
wie lange
so lange
dauert ewig
ewig
ich warte
warte schon
warte immer noch
warte noch immer
keine zeit
nicht den ganzen tag
endlich
schneller
wird das heute
wann endlich
""")
UNSOLVED = lines("""
das war nicht meine frage
nicht meine frage
das habe ich nicht gefragt
beantworten sie
beantwortet nicht
keine antwort auf
hilft nicht
hilft nicht weiter
hilft mir nicht
funktioniert nicht
funktioniert immer noch nicht
geht nicht
geht immer noch nicht
immer noch nicht
noch immer nicht
immer noch kein*
noch immer kein*
das stimmt nicht
das ist falsch
falsch verstanden
was reden sie
schon probiert
schon versucht
habe ich schon
""")
AGAIN = lines("""
habe ich schon gesagt
habe ich bereits gesagt
habe ich doch gesagt
hab ich schon gesagt
hab ich doch gesagt
wie gesagt
wie ich schon
wie bereits
zum zweiten mal
zum dritten mal
zum vierten mal
zum letzten mal
wie oft
schon mehrmals
schon gefragt
bereits gefragt
ich wiederhole
schon wieder
""")
PRODS = lines("""
jemand da
ist da jemand
sind sie noch da
noch da
hallo hallo
halloo*
antworten sie
bitte antworten
keine antwort
ignorieren sie
""")
RELIEF = lines("""
danke
dankeschon
vielen dank
herzlichen dank
merci
super
perfekt
prima
toll
wunderbar
klasse
ausgezeichnet
das hilft mir
das hat geholfen
hat geklappt
klappt jetzt
geht jetzt
funktioniert jetzt
alles klar
passt
in ordnung
schonen tag
""")
SPOILT = lines("""
danke fur nichts
danke fur gar nichts
na super
na toll
ja super
nein danke
ganz toll
""")
ASKING = lines("""
konnen sie
konnten sie
wurden sie
nennen sie
geben sie
bitte nennen
bitte geben
""")
OFFERS = lines("""
mochten sie
mochtest du
soll ich
kann ich ihnen
darf ich ihnen
wie kann ich
sonst noch
noch etwas
gibt es noch
haben sie noch
""")
LOST = lines("""
verstehe nicht
verstehe leider nicht
nicht verstanden
leider nicht
leider kein*
ist nicht moglich
nicht verfugbar
""")
