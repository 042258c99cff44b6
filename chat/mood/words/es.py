"""Spanish."""

from ._lists import lines

COMMON = """el la los las un una unos es son era soy yo tu usted ellos nosotros mi mis su sus este
esta esto y o pero de del al en con por para he ha han tengo tiene no puedo puede que cuando donde
como aqui me nos si tambien solo mas desde ya lo le se muy hay esa ese"""

NEGATIVE = lines("""
enfadad*
enojad*
molest*
furios*
decepcion*
frustr*
insatisfech*
indignad*
hart*
horrible
terrible
pesim*
fatal
malisim*
muy mal
muy malo
muy mala
inutil*
basura
porqueria
mierda
estupid*
tonteria*
idiota*
verguenza
mentira*
mentiros*
estafa*
enganad*
timo
incompetent*
grosero*
maleducad*
desastre
asco
peor
joder
maldit*
argh
uff*
""")
POSITIVE = lines("""
bien
bueno
buena
contento
contenta
satisfecho
satisfecha
util
normal
serio
aceptable
gracioso
profesional
""")
NEGATORS = lines("""
no
nunca
jamas
sin
ningun
ninguna
nada
tampoco
""")
COMPLAINTS = lines("""
ridiculo
inaceptable
intolerable
indignante
una verguenza
que verguenza
increible
no puede ser
no me lo creo
es una broma
sera broma
me toman el pelo
me estan tomando el pelo
tomadura de pelo
ya basta
basta ya
ya estoy harto
ya estoy harta
estoy harto
estoy harta
mal servicio
pesimo servicio
que servicio
peor servicio
perdida de tiempo
perder el tiempo
perdiendo el tiempo
no me entiende
no me entienden
no entienden
no me escucha
no me escuchan
no leen
no sirve para nada
no sirven para nada
reclamacion
queja
quejarme
denuncia
supervisor
gerente
su jefe
un responsable
""")
PERSON = lines("""
persona real
persona de verdad
un humano
hablar con alguien
hablar con otra persona
es un robot
eres un robot
hablar con una persona
hablar con un agente
hablar con un asesor
hablar con un robot
hablando con un robot
hablar con una maquina
""")
LEAVING = lines("""
darme de baja
darse de baja
me doy de baja
cancelar mi cuenta
cancelar mi suscripcion
cancelar todo
cerrar mi cuenta
nunca mas
no vuelvo
no volvere
la competencia
otra compania
otra empresa
abogado
abogada
acciones legales
demandar
mala resena
mala opinion
perder un cliente
perdido un cliente
devuelvanme
olvidelo
olvidalo
me rindo
devuelvan mi dinero
quiero mi dinero
""")
IMPATIENCE = lines("""
rapido
dense prisa
dese prisa
ahora mismo
inmediatamente
ya mismo
cuanto tiempo
cuanto mas
cuanto falta
tardan tanto
tarda tanto
tardando
demasiado lento
muy lento
llevo esperando
llevo .. esperando
sigo esperando
estoy esperando
todo el dia
no tengo tiempo
hace horas
""")
UNSOLVED = lines("""
no es lo que pregunte
no es lo que he preguntado
no es mi pregunta
no responde a mi pregunta
no responde mi pregunta
no me responde
conteste mi pregunta
responda a mi pregunta
no me ayuda
no ayuda
no funciona
sigue sin
sigo sin
todavia no
aun no
no es correcto
no es eso
ya lo intente
ya lo he intentado
ya lo hice
""")
AGAIN = lines("""
ya lo dije
ya lo he dicho
ya le dije
ya le he dicho
ya se lo dije
ya se lo he dicho
ya os lo he dicho
ya lo explique
ya pregunte
ya lo pregunte
como ya dije
como he dicho
como le dije
repito
cuantas veces
segunda vez
tercera vez
cuarta vez
ultima vez
""")
PRODS = lines("""
hay alguien
alguien ahi
esta ahi
estan ahi
sigue ahi
siguen ahi
hola hola
holaa*
respondan
responda
contesten
conteste
nadie responde
nadie contesta
me ignoran
""")
RELIEF = lines("""
gracias
muchas gracias
perfecto
genial
estupendo
excelente
fenomenal
muy bien
ya funciona
funciona ya
solucionado
resuelto
de acuerdo
vale gracias
me sirve
""")
SPOILT = lines("""
gracias por nada
no gracias
muy bien no
""")
ASKING = lines("""
puede decirme
podria
me puede
digame
indique
""")
OFFERS = lines("""
quiere que
desea
le gustaria
quieres
puedo ayudar*
en que puedo
algo mas
alguna otra
tiene alguna otra
""")
LOST = lines("""
no entiendo
no he entendido
no comprendo
lamentablemente
desafortunadamente
no es posible
no esta disponible
""")
