"""French."""

from ._lists import lines

COMMON = """le la les un une des est sont etait je tu il elle nous vous ils mon ma mes votre vos
notre ce cette ces et ou mais de du au aux dans sur pour avec chez ai as avez ont pas ne peux peut
que qui quand comment ici me moi se si aussi juste plus depuis c'est j'ai n'ai n'est d'un"""

NEGATIVE = lines("""
enerve*
agace*
furieux
furieuse
decu
decue
decev*
mecontent*
insatisfait*
frustr*
colere
nul
nulle
nuls
horrible
affreux
terrible
catastroph*
lamentable
minable
inutile
stupide
idiot*
debile
honte
honteux
arnaque*
menteur*
incompetent*
malpoli*
merde
bordel
fait chier
zut
marre
ras le bol
pire
tres mauvais
vraiment mauvais
n'importe quoi
argh
pff*
""")
POSITIVE = lines("""
bien
content
contente
satisfait
satisfaite
utile
normal
serieux
drole
acceptable
professionnel
""")
NEGATORS = lines("""
pas
jamais
aucun
aucune
sans
rien
ni
""")
COMPLAINTS = lines("""
ridicule
inacceptable
inadmissible
scandaleux
scandale
c'est une honte
une honte
incroyable
c'est pas possible
ce n'est pas possible
c'est une blague
c'est une plaisanterie
vous plaisantez
vous rigolez
vous vous moquez
vous foutez de moi
se moque de
ca suffit
c'en est trop
j'en ai marre
j'en ai assez
quel service
service nul
mauvais service
pire service
perte de temps
perdre mon temps
vous ne comprenez pas
vous comprenez pas
vous ne m'ecoutez pas
vous m'ecoutez
vous lisez
vous servez a rien
ne servez a rien
ca ne sert a rien
porter plainte
reclamation
plainte
votre chef
votre patron
un responsable
votre responsable
votre superieur
""")
PERSON = lines("""
vraie personne
vrai humain
une personne reelle
un humain
un etre humain
parler a quelqu'un
parler avec quelqu'un
quelqu'un d'autre
etes vous un robot
parler a un conseiller
parler a une conseillere
parler a un agent
parler a un robot
parle a un robot
parler a une machine
""")
LEAVING = lines("""
resilier
resilie
resiliation
fermer mon compte
supprimer mon compte
tout annuler
plus jamais
concurrence
concurrent*
aller voir ailleurs
avocat
avocate
action en justice
mauvais avis
perdre un client
perdu un client
rembourse* moi
mon argent
laissez tomber
laisse tomber
j'abandonne
au tribunal
""")
IMPATIENCE = lines("""
depechez
depeche*
immediatement
tout de suite
combien de temps
encore combien
trop long
trop lent
si long
ca fait .. heures
ca fait .. minutes
ca fait longtemps
toute la journee
j'attends
j'attends toujours
j'attends encore
pas le temps
plus vite
enfin une reponse
""")
UNSOLVED = lines("""
pas ma question
pas ce que j'ai demande
pas ce que je demande
repondez a ma question
ne repondez pas
repond pas a ma question
ne m'aide pas
ca ne m'aide pas
ne marche pas
marche pas
ne fonctionne pas
marche toujours pas
fonctionne toujours pas
toujours pas
toujours aucun*
c'est faux
ce n'est pas ca
c'est pas ca
n'importe quoi
deja essaye
deja fait
""")
AGAIN = lines("""
deja dit
deja explique
deja demande
deja donne
deja repondu
comme je l'ai dit
comme j'ai dit
je vous l'ai dit
je vous ai dit
je repete
je me repete
une fois de plus
combien de fois
deuxieme fois
troisieme fois
quatrieme fois
derniere fois
""")
PRODS = lines("""
il y a quelqu'un
quelqu'un est la
y a quelqu'un
vous etes la
etes vous la
allo
repondez
repondez moi
merci de repondre
pas de reponse
aucune reponse
vous m'ignorez
""")
RELIEF = lines("""
merci
super
parfait
genial
excellent
formidable
tres bien
ca marche
ca fonctionne
c'est bon
c'est regle
c'est resolu
d'accord merci
bonne journee
impeccable
""")
SPOILT = lines("""
merci pour rien
non merci
merci de repondre
ah super
marche pas
super service .. pas
""")
ASKING = lines("""
pouvez vous
pourriez vous
donnez moi
veuillez
merci d'indiquer
""")
OFFERS = lines("""
voulez vous
souhaitez vous
desirez vous
puis je
comment puis je
autre chose
avez vous d'autres
""")
LOST = lines("""
ne comprends pas
pas compris
malheureusement
n'est pas possible
pas disponible
""")
